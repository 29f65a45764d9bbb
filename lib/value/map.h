/* Maps with string keys: small ones are searched linearly, larger ones have an index. */
#ifndef PN_VALUE_MAP_H
#define PN_VALUE_MAP_H

#include "value/data.h"

typedef struct pn_entry {
	pn_str key;
	uint32_t hash; /* pn_str_hash(key) */
	pn_value value;
} pn_entry;

struct pn_map {
	pn_arena *arena;
	pn_entry *entries;
	uint32_t *index; /* open addressing over entries, values are entry number + 1; or NULL */
	uint32_t count, cap;
	uint32_t index_cap; /* a power of two, or 0 */
	bool sorted;	    /* entries are in bytewise key order */
	uint8_t look;	    /* the bit of *looked that is this map's */
	/* Enters what the map holds when it is first looked into; NULL for maps that are complete.
	 */
	void (*fill)(pn_map *map);
	void *owner;	  /* for fill, and for whoever made the map */
	uint64_t *looked; /* gets a bit whenever something looks into the map; NULL: nobody asks */
};

/* Has a lazy map filled. */
void pn_map_fill(const pn_map *map);
/* To be called before a map's entries are read; the functions below do it by themselves. */
static inline void pn_map_look(const pn_map *map)
{
	if (map->fill)
		pn_map_fill(map);
	if (map->looked)
		*map->looked |= (uint64_t)1 << map->look;
}

/* Makes an empty map with room for `expected` entries; NULL without memory. */
pn_map *pn_map_new(pn_arena *arena, size_t expected);
/* A key and what stands under it. */
typedef struct pn_map_pair {
	pn_str key;
	pn_value value;
} pn_map_pair;

/* Makes a map of pairs, of equal keys the last one; NULL without memory. */
pn_map *pn_map_of(pn_arena *arena, const pn_map_pair *pairs, size_t count);
/* Finds a key; NULL when absent (or map is NULL). The pointer is good until the next set/delete. */
pn_value *pn_map_get(const pn_map *map, pn_str key);
pn_value *pn_map_get_hashed(const pn_map *map, pn_str key, uint32_t hash);

/* Finds an entry by the index. */
static inline pn_entry *pn_map_find_indexed(const pn_map *map, pn_str key, uint32_t hash)
{
	uint32_t mask = map->index_cap - 1;

	for (uint32_t at = hash & mask; map->index[at]; at = (at + 1) & mask) {
		pn_entry *e = &map->entries[map->index[at] - 1];

		if (e->hash == hash && pn_str_eq(e->key, key))
			return e;
	}
	return NULL;
}

/* Finds one of the entries, which have no index. */
static inline pn_entry *pn_map_find_linear(const pn_map *map, pn_str key, uint32_t hash)
{
	pn_entry *e = map->entries;

	for (uint32_t left = map->count; left; left--, e++)
		if (e->hash == hash && pn_str_eq(e->key, key))
			return e;
	return NULL;
}

/* pn_map_get_hashed in a map that is not NULL, for the places where most keys are looked up. */
static inline pn_value *pn_map_find(const pn_map *map, pn_str key, uint32_t hash)
{
	pn_entry *e;

	pn_map_look(map);
	e = map->index_cap ? pn_map_find_indexed(map, key, hash)
			   : pn_map_find_linear(map, key, hash);
	return e ? &e->value : NULL;
}

/* Sets a key (borrowed: it must live as long as the map); false without memory. */
bool pn_map_set(pn_map *map, pn_str key, const pn_value *value);
/* Adds a key that is known to be absent, with its hash. */
bool pn_map_add(pn_map *map, pn_str key, uint32_t hash, const pn_value *value);
/* Makes room for so many more entries, so that adding them moves nothing; false without memory. */
bool pn_map_reserve(pn_map *map, size_t more);
/* Forgets all but the first `count` entries, which may have been moved; false without memory. */
bool pn_map_cut(pn_map *map, uint32_t count);
/* Removes a key if it is there. */
void pn_map_delete(pn_map *map, pn_str key);
static inline size_t pn_map_count(const pn_map *map)
{
	if (!map)
		return 0;
	pn_map_look(map);
	return map->count;
}
/*
 * Puts the entries in bytewise key order and returns them (NULL for an empty map); good until the
 * next set/delete. Sorting in place is why a map is not for two threads at once.
 */
const pn_entry *pn_map_sorted(pn_map *map);
/* Copies the map's top level: the same values under the same keys. */
pn_map *pn_map_clone(pn_arena *arena, const pn_map *map);

#endif
