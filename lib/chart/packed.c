/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/packed.h"
#include "chart/load.h"

#include <pthread.h>

struct pn_packed {
	pn_str bytes;
	pthread_mutex_t lock; /* guards all that follows */
	pn_arena arena;
	pn_files files; /* count 0: they were not unpacked yet */
};

static void finish(void *data)
{
	pn_packed *packed = data;

	pthread_mutex_destroy(&packed->lock);
	pn_arena_finish(&packed->arena);
}

pn_packed *pn_packed_new(pn_cx *cx, pn_str bytes)
{
	pn_packed *packed = PN_NEW(cx->arena, pn_packed);

	if (!packed)
		return NULL;
	packed->bytes = bytes;
	pthread_mutex_init(&packed->lock, NULL);
	pn_arena_init(&packed->arena, cx->arena->mem, cx->arena->limit);
	return pn_arena_defer(cx->arena, finish, packed) ? packed : NULL;
}

/* Unpacks the files, unless they are; the lock is held. */
static bool unpack(pn_cx *cx, pn_packed *packed)
{
	pn_cx own = *cx;

	own.arena = &packed->arena;
	if (packed->files.count || pn_archive_read(&own, packed->bytes, &packed->files))
		return true;
	pn_arena_finish(&packed->arena);
	packed->files = (pn_files){ 0 };
	return false;
}

bool pn_packed_text(pn_cx *cx, pn_packed *packed, uint32_t index, pn_str *out)
{
	bool ok;

	pthread_mutex_lock(&packed->lock);
	ok = unpack(cx, packed);
	if (ok)
		*out = packed->files.items[index]->data;
	pthread_mutex_unlock(&packed->lock);
	return ok;
}
