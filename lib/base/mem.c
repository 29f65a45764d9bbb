/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct pn_chunk {
	pn_chunk *older;
	size_t size; /* bytes, this header included */
	char *end;
};

struct pn_deferred {
	pn_deferred *older;
	void (*fn)(void *data);
	void *data;
};

enum { ALIGNMENT = 16, FIRST_CHUNK = 4 * 1024, LARGEST_CHUNK = 1024 * 1024 };

static size_t round_up(size_t size)
{
	return (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
}

static char *chunk_start(pn_chunk *chunk)
{
	return (char *)chunk + round_up(sizeof(pn_chunk));
}

void *pn_mem_resize(const pintle_allocator *mem, void *ptr, size_t old_size, size_t new_size)
{
	if (mem)
		return mem->resize(mem->data, ptr, old_size, new_size);
	if (new_size == 0) {
		free(ptr);
		return NULL;
	}
	return realloc(ptr, new_size);
}

void pn_arena_init(pn_arena *arena, const pintle_allocator *mem, size_t limit)
{
	*arena = (pn_arena){ .mem = mem, .limit = limit };
}

void pn_arena_begin(pn_arena *arena, void *block, size_t size)
{
	arena->next = block;
	arena->end = arena->next + size / ALIGNMENT * ALIGNMENT;
}

void pn_arena_finish(pn_arena *arena)
{
	const pintle_allocator *mem = arena->mem;
	pn_chunk *chunk = arena->chunks;

	for (pn_deferred *d = arena->deferred; d; d = d->older)
		d->fn(d->data);
	while (chunk) {
		pn_chunk *older = chunk->older;

		pn_mem_resize(mem, chunk, chunk->size, 0);
		chunk = older;
	}
	pn_arena_init(arena, mem, arena->limit);
}

static void *refuse(pn_arena *arena, bool over_limit)
{
	arena->failed = true;
	arena->over_limit = arena->over_limit || over_limit;
	return NULL;
}

/*
 * How large the next chunk is, so that their number stays small. Of an allocator's memory a sixth
 * at most is never used. With the C library's an arena doubles: glibc gives what is free back to
 * the system unless it is less than twice the largest block so far, and to get it anew for each
 * render takes half of a small one's time; what is not used is not touched.
 */
static size_t next_size(const pn_arena *arena)
{
	size_t size = round_up(arena->mem ? arena->used / 6 : arena->used);

	return size < FIRST_CHUNK ? FIRST_CHUNK : size > LARGEST_CHUNK ? LARGEST_CHUNK : size;
}

/* Has the allocator make a chunk of `size` bytes, or of `least` where the limit allows no more. */
static pn_chunk *make_chunk(pn_arena *arena, size_t size, size_t least)
{
	pn_chunk *chunk;

	if (arena->limit && (size > arena->limit || arena->used > arena->limit - size)) {
		size = least;
		if (size > arena->limit || arena->used > arena->limit - size) {
			refuse(arena, true);
			return NULL;
		}
	}
	chunk = pn_mem_resize(arena->mem, NULL, 0, size);
	if (!chunk) {
		refuse(arena, false);
		return NULL;
	}
	*chunk = (pn_chunk){ NULL, size, (char *)chunk + size };
	arena->used += size;
	return chunk;
}

/* Makes a chunk the newest one. */
static void begin_chunk(pn_arena *arena, pn_chunk *chunk)
{
	chunk->older = arena->chunks;
	arena->chunks = chunk;
	arena->next = chunk_start(chunk);
	arena->end = chunk->end;
}

/* So much room in a chunk is worth keeping. */
enum { WORTH_KEEPING = 256 };

/* Returns `need` bytes from a new chunk. */
static void *alloc_chunk(pn_arena *arena, size_t need)
{
	size_t header = round_up(sizeof(pn_chunk)), size = next_size(arena), least = need + header;
	pn_chunk *chunk, *newest = arena->chunks;
	bool alone = arena->mem && newest && least > size / 2 &&
		     (size_t)(arena->end - arena->next) >= WORTH_KEEPING;

	chunk = make_chunk(arena, alone || size < least ? least : size, least);
	if (!chunk)
		return NULL;
	if (alone) { /* what comes next goes on where there is room */
		chunk->older = newest->older;
		newest->older = chunk;
		return chunk_start(chunk);
	}
	begin_chunk(arena, chunk);
	arena->next += need;
	return chunk_start(chunk);
}

void *pn_alloc_chunk(pn_arena *arena, size_t size)
{
	if (size > SIZE_MAX / 2)
		return refuse(arena, true);
	return alloc_chunk(arena, round_up(size));
}

char *pn_arena_room(pn_arena *arena, size_t least, size_t *size)
{
	size_t need = round_up(least) + round_up(sizeof(pn_chunk)), usual = next_size(arena);
	pn_chunk *chunk;

	if (!arena->next || least > (size_t)(arena->end - arena->next)) {
		chunk = make_chunk(arena, need > usual ? need : usual, need);
		if (!chunk)
			return NULL;
		begin_chunk(arena, chunk);
	}
	*size = (size_t)(arena->end - arena->next);
	return arena->next;
}

void *pn_alloc_array(pn_arena *arena, size_t count, size_t size)
{
	size_t total;

	if (!pn_size_mul(&total, count, size))
		return refuse(arena, true);
	return pn_alloc(arena, total);
}

void *pn_realloc(pn_arena *arena, void *ptr, size_t old_size, size_t new_size)
{
	void *p;

	if (ptr && new_size <= SIZE_MAX / 2 && (char *)ptr + round_up(old_size) == arena->next &&
	    round_up(new_size) <= (size_t)(arena->end - (char *)ptr)) {
		arena->next = (char *)ptr + round_up(new_size);
		return ptr;
	}
	p = pn_alloc(arena, new_size);
	if (p && ptr)
		memcpy(p, ptr, old_size < new_size ? old_size : new_size);
	return p;
}

bool pn_arena_defer(pn_arena *arena, void (*fn)(void *data), void *data)
{
	pn_deferred *d = pn_alloc(arena, sizeof *d);

	if (!d)
		return false;
	*d = (pn_deferred){ arena->deferred, fn, data };
	arena->deferred = d;
	return true;
}

pn_mark_point pn_arena_mark(const pn_arena *arena)
{
	pn_chunk *newest = arena->chunks;

	return (pn_mark_point){ newest, newest ? newest->older : NULL, arena->next, arena->end };
}

/* Gives chunks back, from `*from` on, until `to` comes. */
static void free_until(pn_arena *arena, pn_chunk **from, const pn_chunk *to)
{
	while (*from != to) {
		pn_chunk *chunk = *from;

		*from = chunk->older;
		arena->used -= chunk->size;
		pn_mem_resize(arena->mem, chunk, chunk->size, 0);
	}
}

void pn_arena_rewind(pn_arena *arena, pn_mark_point mark)
{
	free_until(arena, &arena->chunks, mark.chunk);
	if (mark.chunk)
		free_until(arena, &mark.chunk->older, mark.older);
	arena->next = mark.next;
	arena->end = mark.end;
}

bool pn_size_add(size_t *out, size_t a, size_t b)
{
	*out = a + b;
	return *out >= a;
}

bool pn_size_mul(size_t *out, size_t a, size_t b)
{
	*out = a * b;
	return a == 0 || *out / a == b;
}
