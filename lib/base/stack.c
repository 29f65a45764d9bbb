/* SPDX-License-Identifier: Apache-2.0 */
#include "base/stack.h"

#include <pthread.h>

#define KIB ((size_t)1024)
/* What a recursion may take of its caller's stack, and of a fresh one, whose rest is for leaves. */
#define FIRST_BUDGET (256 * KIB)
#define FRESH_BUDGET (PN_STACK_FRESH_BYTES - 4 * KIB * KIB)

typedef struct visit {
	pn_stack *stack;
	void (*fn)(void *data);
	void *data;
} visit;

static void set_budget(pn_stack *stack, uintptr_t here, size_t budget)
{
	stack->limit = here > budget ? here - budget : 1;
}

void pn_stack_begin(pn_stack *stack)
{
	set_budget(stack, PN_STACK_HERE(), FIRST_BUDGET);
}

static void *run_visit(void *data)
{
	visit *v = data;

	set_budget(v->stack, PN_STACK_HERE(), FRESH_BUDGET);
	v->fn(v->data);
	return NULL;
}

bool pn_stack_run(pn_stack *stack, void (*fn)(void *data), void *data)
{
	visit v = { stack, fn, data };
	uintptr_t limit = stack->limit;
	pthread_attr_t attr;
	pthread_t thread;
	bool ok;

	if (pthread_attr_init(&attr) != 0)
		return false;
	ok = pthread_attr_setstacksize(&attr, PN_STACK_FRESH_BYTES) == 0 &&
	     pthread_create(&thread, &attr, run_visit, &v) == 0;
	pthread_attr_destroy(&attr);
	if (ok)
		pthread_join(thread, NULL);
	stack->limit = limit;
	return ok;
}
