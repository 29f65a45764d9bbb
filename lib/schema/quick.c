/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/quick.h"
#include "schema/late.h"
#include "schema/plain.h"
#include "schema/validate.h"

#include <pthread.h>

struct pn_schema_quick {
	const pintle_allocator *mem;
	pn_arena arena;
	pintle_limits limits;
	pn_error err; /* never shown: the slow way says what is wrong */
	pn_cx cx;
	pthread_mutex_t lock; /* guards the compiler and the arena */
	pn_compiler *compiler;
};

static bool read_text(pn_schema_quick *q, pn_str text)
{
	pn_arena scratch;
	bool ok;

	q->compiler = pn_compiler_new(&q->cx);
	if (!q->compiler)
		return false;
	pn_arena_init(&scratch, q->mem, q->limits.arena_bytes);
	ok = pn_plain_read(q->compiler, &scratch, text);
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

bool pn_quick_prepare(pn_schema_quick *quick, const pn_node *node)
{
	pn_node *own = (pn_node *)(uintptr_t)node;
	bool ok = true;

	pthread_mutex_lock(&quick->lock);
	if (!own->ready) {
		ok = pn_compiler_compile(quick->compiler, own) && !quick->arena.failed;
		if (ok)
			__atomic_store_n(&own->ready, true, __ATOMIC_RELEASE);
	}
	pthread_mutex_unlock(&quick->lock);
	return ok;
}

pn_node *pn_quick_property(pn_schema_quick *quick, const pn_node *node, const pn_node_map *map,
			   const pn_entry *entry)
{
	pn_node **item = &map->items[entry - map->map->entries], *made;

	pthread_mutex_lock(&quick->lock);
	made = *item;
	if (!made) {
		made = pn_compiler_child_key(quick->compiler, (pn_node *)(uintptr_t)node,
					     pn_keyword_get(PN_KW_PROPERTIES)->name, entry);
		__atomic_store_n(item, made, __ATOMIC_RELEASE);
	}
	pthread_mutex_unlock(&quick->lock);
	return made;
}

bool pn_schema_quick_accepts(pn_cx *cx, pn_schema_quick *quick, const pn_value *values,
			     bool *accepted)
{
	pn_run run = { .cx = cx, .schema = quick->compiler->schema, .quick = quick };
	pn_value instance = *values;

	if (pn_type_get((pn_type)instance.type)->unnamed == PN_TYPE_MAP) /* Helm: Values.AsMap() */
		instance.type = PN_TYPE_MAP;
	*accepted = pn_run_accepts(&run, pn_late_top(quick->compiler), &instance);
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	pn_error_clear(cx->err);
	return true;
}
