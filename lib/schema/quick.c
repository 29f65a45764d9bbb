/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/quick.h"
#include "schema/accept.h"
#include "schema/plain.h"

#include <pthread.h>

struct pn_schema_quick {
	const pintle_allocator *mem;
	pn_arena arena;
	pintle_limits limits;
	pn_error err; /* never shown: the slow way says what is wrong */
	pn_cx cx;
	pthread_mutex_t lock; /* guards the arena */
	pn_program program;
};

static bool read_text(pn_schema_quick *q, pn_str text)
{
	pn_arena scratch;
	bool ok;

	pn_arena_init(&scratch, q->mem, q->limits.arena_bytes);
	ok = pn_plain_read(&q->cx, &scratch, text, &q->program);
	pn_arena_finish(&scratch);
	return ok;
}

pn_schema_quick *pn_schema_quick_new(const pintle_allocator *mem, const pintle_limits *limits,
				     pn_str text)
{
	pn_schema_quick *q = pn_mem_resize(mem, NULL, 0, sizeof *q);

	if (!q)
		return NULL;
	*q = (pn_schema_quick){ .mem = mem, .limits = *limits };
	pn_error_init(&q->err, mem);
	pn_arena_init(&q->arena, mem, limits->arena_bytes);
	q->cx = (pn_cx){ &q->arena, &q->err, &q->limits, NULL, NULL };
	pthread_mutex_init(&q->lock, NULL);
	if (read_text(q, text))
		return q;
	pn_schema_quick_free(q);
	return NULL;
}

void pn_schema_quick_free(pn_schema_quick *quick)
{
	if (!quick)
		return;
	pthread_mutex_destroy(&quick->lock);
	pn_error_finish(&quick->err);
	pn_arena_finish(&quick->arena);
	pn_mem_resize(quick->mem, quick, sizeof *quick, 0);
}

/* Returns what is kept at `slot`, and makes it when it is first asked for. */
static const pn_regex *regex_at(pn_schema_quick *quick, const pn_regex **slot, pn_str text,
				bool (*make)(pn_cx *cx, pn_str pattern, const pn_regex **out))
{
	const pn_regex *regex = __atomic_load_n(slot, __ATOMIC_ACQUIRE);

	if (regex)
		return regex;
	pthread_mutex_lock(&quick->lock);
	regex = *slot;
	if (!regex && make(&quick->cx, text, &regex))
		__atomic_store_n(slot, regex, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&quick->lock);
	return regex;
}

const pn_regex *pn_quick_parsed(pn_schema_quick *quick, pn_pattern *pattern)
{
	return regex_at(quick, &pattern->parsed, pattern->text, pn_regex_parse);
}

const pn_regex *pn_quick_compiled(pn_schema_quick *quick, pn_pattern *pattern)
{
	return regex_at(quick, &pattern->compiled, pattern->text, pn_regex_compile);
}

/* As deep as a full validation goes: so many schemas for each level of a value, on average. */
enum { SCHEMAS_PER_LEVEL = 16 };

bool pn_schema_quick_accepts(pn_cx *cx, pn_schema_quick *quick, const pn_value *values,
			     bool *accepted)
{
	uint64_t depth = (uint64_t)cx->limits->depth * SCHEMAS_PER_LEVEL;
	pn_trial trial = { .cx = cx,
			   .p = &quick->program,
			   .quick = quick,
			   .steps = cx->limits->steps,
			   .max_depth = depth < UINT32_MAX ? (uint32_t)depth : UINT32_MAX };
	pn_value instance = *values;

	if (pn_type_get((pn_type)instance.type)->unnamed == PN_TYPE_MAP) /* Helm: Values.AsMap() */
		instance.type = PN_TYPE_MAP;
	pn_stack_begin(&trial.stack);
	*accepted = pn_trial_accept(&trial, quick->program.top, &instance, NULL);
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	pn_error_clear(cx->err);
	return true;
}
