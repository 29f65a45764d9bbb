/* Memory: arenas over the caller's allocator. The only place that calls malloc is mem.c. */
#ifndef PN_BASE_MEM_H
#define PN_BASE_MEM_H

#include <pintle/base.h>

#include <string.h>

typedef struct pn_chunk pn_chunk;
typedef struct pn_deferred pn_deferred;

/*
 * A bump allocator: everything in it is freed at once. Not for two threads at a time.
 * `failed` is sticky: set when memory or the limit runs out, looked at by whoever runs many steps.
 */
typedef struct pn_arena {
	const pintle_allocator *mem; /* NULL: the C library */
	pn_chunk *chunks;
	pn_deferred *deferred;
	char *next, *end;
	size_t used;	 /* bytes of all chunks */
	size_t limit;	 /* bytes; 0 is none */
	bool failed;	 /* an allocation was refused */
	bool over_limit; /* ... because of `limit` */
} pn_arena;

/* Allocates, resizes or frees straight from the allocator; NULL on failure and after a free. */
void *pn_mem_resize(const pintle_allocator *mem, void *ptr, size_t old_size, size_t new_size);

void pn_arena_init(pn_arena *arena, const pintle_allocator *mem, size_t limit);
/*
 * Lets an arena that is empty begin in a block of the caller's, aligned to 16, which has to last as
 * long: what is small needs no memory of the allocator's then.
 */
void pn_arena_begin(pn_arena *arena, void *block, size_t size);
/* Runs the deferred functions, last first, and frees every chunk; the arena may be used again. */
void pn_arena_finish(pn_arena *arena);

/* pn_alloc where the newest chunk has no room. */
void *pn_alloc_chunk(pn_arena *arena, size_t size);

/* Returns `size` bytes aligned to 16, not cleared; NULL when refused (sticky). size 0 is fine. */
static inline void *pn_alloc(pn_arena *arena, size_t size)
{
	size_t need = (size + 15) & ~(size_t)15;
	char *p = arena->next;

	if (!p || size > SIZE_MAX / 2 || need > (size_t)(arena->end - p))
		return pn_alloc_chunk(arena, size);
	arena->next = p + need;
	return p;
}

/*
 * Returns what is left of the newest chunk, which has `least` bytes or more then,
 * and how much that is: for who learns only while writing how much is needed.
 * pn_alloc() takes as many of them as it is told, from the beginning. NULL when refused (sticky).
 */
char *pn_arena_room(pn_arena *arena, size_t least, size_t *size);

/* The same as pn_alloc, cleared. */
static inline void *pn_alloc_zero(pn_arena *arena, size_t size)
{
	void *p = pn_alloc(arena, size);

	return p ? memset(p, 0, size) : NULL;
}

/* Returns count * size bytes, refusing an overflow. */
void *pn_alloc_array(pn_arena *arena, size_t count, size_t size);
/* Grows a block made by pn_alloc: in place when it is the newest one, else by copying. */
void *pn_realloc(pn_arena *arena, void *ptr, size_t old_size, size_t new_size);
/* Has fn(data) called when the arena is finished; false when there is no memory for the note. */
bool pn_arena_defer(pn_arena *arena, void (*fn)(void *data), void *data);

/* A point to return to: what was allocated after the mark is forgotten (deferred ones excepted). */
typedef struct pn_mark_point {
	pn_chunk *chunk, *older;
	char *next, *end;
} pn_mark_point;
pn_mark_point pn_arena_mark(const pn_arena *arena);
void pn_arena_rewind(pn_arena *arena, pn_mark_point mark);

#define PN_NEW(arena, type) ((type *)pn_alloc_zero((arena), sizeof(type)))
#define PN_NEW_ARRAY(arena, type, count) ((type *)pn_alloc_array((arena), (count), sizeof(type)))

/* Adds or multiplies sizes; false on overflow, *out then undefined. */
bool pn_size_add(size_t *out, size_t a, size_t b);
bool pn_size_mul(size_t *out, size_t a, size_t b);

#endif
