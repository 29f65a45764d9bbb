/* SPDX-License-Identifier: Apache-2.0 */
#include "render/schemas.h"

#include <pthread.h>

typedef struct kept {
	const pn_file *file;
	bool read;		/* `quick` is what there is */
	pn_schema_quick *quick; /* NULL: the schema is not plain */
	const pn_schema *full;	/* NULL: nobody needed it yet */
} kept;

struct pn_schemas {
	const pintle_allocator *mem;
	pthread_mutex_t lock; /* guards all that follows */
	pn_arena arena;	      /* the full ones */
	kept *items;
	size_t count, cap;
};

pn_schemas *pn_schemas_new(const pintle_allocator *mem)
{
	pn_schemas *s = pn_mem_resize(mem, NULL, 0, sizeof *s);

	if (!s)
		return NULL;
	*s = (pn_schemas){ .mem = mem };
	pn_arena_init(&s->arena, mem, 0);
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

void pn_schemas_free(pn_schemas *schemas)
{
	if (!schemas)
		return;
	for (size_t i = 0; i < schemas->count; i++)
		pn_schema_quick_free(schemas->items[i].quick);
	pthread_mutex_destroy(&schemas->lock);
	pn_arena_finish(&schemas->arena);
	pn_mem_resize(schemas->mem, schemas, sizeof *schemas, 0);
}

/* Finds or makes the entry of a file; the lock is held. */
static kept *entry_of(pn_cx *cx, pn_schemas *s, const pn_file *file)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->items[i].file == file)
			return &s->items[i];
	}
	if (s->count == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 4;
		kept *items = pn_realloc(&s->arena, s->items, s->cap * sizeof *items,
					 cap * sizeof *items);

		if (!items) {
			pn_fail_memory(cx->err, &s->arena);
			return NULL;
		}
		s->items = items;
		s->cap = cap;
	}
	s->items[s->count] = (kept){ .file = file };
	return &s->items[s->count++];
}

/* Reads a schema for quick answers; its text is not needed afterwards. */
static bool read_quick(pn_cx *cx, pn_schemas *s, kept *entry)
{
	pn_arena scratch;
	pn_cx own = { &scratch, cx->err, cx->limits, cx->log, NULL };
	pn_str text;
	bool ok;

	pn_arena_init(&scratch, s->mem, cx->limits->arena_bytes);
	ok = pn_file_data(&own, entry->file, &text);
	if (ok) {
		entry->quick = pn_schema_quick_new(s->mem, cx->limits, text);
		entry->read = true;
	}
	pn_arena_finish(&scratch);
	return ok;
}

bool pn_schemas_accept(pn_cx *cx, pn_schemas *schemas, const pn_file *file, const pn_value *values,
		       bool *accepted)
{
	pn_schema_quick *quick;
	kept *entry;
	bool ok;

	*accepted = false;
	pthread_mutex_lock(&schemas->lock);
	entry = entry_of(cx, schemas, file);
	ok = entry && (entry->read || read_quick(cx, schemas, entry));
	quick = ok ? entry->quick : NULL; /* entries move */
	pthread_mutex_unlock(&schemas->lock);
	return ok && (!quick || pn_schema_quick_accepts(cx, quick, values, accepted));
}

bool pn_schemas_full(pn_cx *cx, pn_schemas *schemas, const pn_file *file, const pn_schema **out)
{
	pn_cx own = { &schemas->arena, cx->err, cx->limits, cx->log, NULL };
	kept *entry;
	pn_str text;
	bool ok;

	pthread_mutex_lock(&schemas->lock);
	entry = entry_of(cx, schemas, file);
	ok = entry && (entry->full || (pn_file_data(&own, file, &text) &&
				       pn_schema_compile(&own, text, &entry->full)));
	if (ok)
		*out = entry->full;
	else if (entry)
		entry->full = NULL; /* half of one */
	pthread_mutex_unlock(&schemas->lock);
	return ok;
}
