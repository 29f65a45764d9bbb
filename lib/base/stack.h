/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Room for deep recursion: Helm allows templates to nest 100000 levels, a thread's stack does not.
 * Whoever recurses asks pn_stack_low() and then goes on through pn_stack_run(), on a fresh stack.
 * The caller waits, so that nothing runs at the same time.
 */
#ifndef PN_BASE_STACK_H
#define PN_BASE_STACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct pn_stack {
	uintptr_t limit; /* the lowest address that may be used; 0: not begun */
} pn_stack;

/* Where the stack of the calling function is. Stacks grow downwards wherever this runs. */
#if defined(__GNUC__)
#define PN_STACK_HERE() ((uintptr_t)__builtin_frame_address(0))
#else
#define PN_STACK_HERE() ((uintptr_t) & (char){ 0 })
#endif

/* Takes 256 KiB from here on for the recursion; the rest is for whoever called. */
void pn_stack_begin(pn_stack *stack);
/* Tells whether a recursion should go on elsewhere. */
static inline bool pn_stack_low(const pn_stack *stack)
{
	return PN_STACK_HERE() < stack->limit;
}
/* The size of a fresh stack; the system gives memory only for the part that is used. */
#define PN_STACK_FRESH_BYTES ((size_t)64 * 1024 * 1024)
/* Runs fn(data) on a fresh stack and waits for it; false when there is none to be had. */
bool pn_stack_run(pn_stack *stack, void (*fn)(void *data), void *data);

#endif
