/* SPDX-License-Identifier: Apache-2.0 */
#include "value/map.h"
#include "base/sort.h"

enum { LINEAR_MAX = 8, FIRST_CAP = 4, FEW = 12 };

pn_map *pn_map_new(pn_arena *arena, size_t expected)
{
	pn_map *map = PN_NEW(arena, pn_map);

	if (!map)
		return NULL;
	map->arena = arena;
	map->sorted = true;
	if (expected > UINT32_MAX / 2)
		return NULL;
	if (expected) {
		map->entries = PN_NEW_ARRAY(arena, pn_entry, expected);
		if (!map->entries)
			return NULL;
		map->cap = (uint32_t)expected;
	}
	return map;
}

void pn_map_fill(const pn_map *map)
{
	pn_map *filled = (pn_map *)(uintptr_t)map;
	void (*fill)(pn_map *) = map->fill;

	filled->fill = NULL; /* first, because filling sets keys */
	fill(filled);
}

/* Enters entry number i into the index; there is always a free slot. */
static void index_put(pn_map *map, uint32_t i)
{
	uint32_t mask = map->index_cap - 1;
	uint32_t at = map->entries[i].hash & mask;

	while (map->index[at])
		at = (at + 1) & mask;
	map->index[at] = i + 1;
}

/* Builds the index anew, at most half full; small maps have none. */
static bool reindex(pn_map *map)
{
	uint32_t want = 32;

	if (map->count <= LINEAR_MAX) {
		map->index_cap = 0;
		return true;
	}
	while (want < map->count * 2 + 2)
		want *= 2;
	if (want > map->index_cap || !map->index) {
		uint32_t *index = PN_NEW_ARRAY(map->arena, uint32_t, want);

		if (!index)
			return false;
		map->index = index;
		map->index_cap = want;
	}
	memset(map->index, 0, map->index_cap * sizeof *map->index);
	for (uint32_t i = 0; i < map->count; i++)
		index_put(map, i);
	return true;
}

pn_value *pn_map_get_hashed(const pn_map *map, pn_str key, uint32_t hash)
{
	uint32_t mask, at;

	if (!map)
		return NULL;
	pn_map_look(map);
	if (!map->index_cap) {
		for (uint32_t i = 0; i < map->count; i++) {
			pn_entry *e = &map->entries[i];

			if (e->hash == hash && pn_str_eq(e->key, key))
				return &e->value;
		}
		return NULL;
	}
	mask = map->index_cap - 1;
	for (at = hash & mask; map->index[at]; at = (at + 1) & mask) {
		pn_entry *e = &map->entries[map->index[at] - 1];

		if (e->hash == hash && pn_str_eq(e->key, key))
			return &e->value;
	}
	return NULL;
}

pn_value *pn_map_get(const pn_map *map, pn_str key)
{
	return map ? pn_map_get_hashed(map, key, pn_str_hash(key)) : NULL;
}

/* Gives the entries another capacity, at least their number. */
static bool resize(pn_map *map, uint32_t cap)
{
	pn_entry *entries = pn_realloc(map->arena, map->entries, map->cap * sizeof *entries,
				       cap * sizeof *entries);

	if (!entries)
		return false;
	map->entries = entries;
	map->cap = cap;
	return true;
}

bool pn_map_reserve(pn_map *map, size_t more)
{
	if (more <= map->cap - map->count)
		return true;
	return more <= UINT32_MAX / 4 - map->count && resize(map, map->count + (uint32_t)more);
}

static bool grow(pn_map *map)
{
	return map->cap <= UINT32_MAX / 4 && resize(map, map->cap ? map->cap * 2 : FIRST_CAP);
}

bool pn_map_add(pn_map *map, pn_str key, uint32_t hash, const pn_value *value)
{
	pn_value copy = *value; /* it may point into this map, which moves when it grows */
	pn_entry *last;

	if (map->count == map->cap && !grow(map))
		return false;
	last = map->count ? &map->entries[map->count - 1] : NULL;
	if (last && map->sorted && pn_str_cmp(last->key, key) > 0)
		map->sorted = false;
	map->entries[map->count++] = (pn_entry){ key, hash, copy };
	if (map->index_cap && map->count * 2 < map->index_cap) {
		index_put(map, map->count - 1);
		return true;
	}
	return map->count <= LINEAR_MAX || reindex(map);
}

bool pn_map_set(pn_map *map, pn_str key, const pn_value *value)
{
	uint32_t hash = pn_str_hash(key);
	pn_value *old = pn_map_get_hashed(map, key, hash);

	if (!old)
		return pn_map_add(map, key, hash, value);
	*old = *value;
	return true;
}

bool pn_map_cut(pn_map *map, uint32_t count)
{
	if (count == map->count)
		return true;
	map->count = count;
	return reindex(map);
}

void pn_map_delete(pn_map *map, pn_str key)
{
	pn_value *value = pn_map_get(map, key);
	size_t i;

	if (!value)
		return;
	i = (size_t)((pn_entry *)((char *)value - offsetof(pn_entry, value)) - map->entries);
	memmove(&map->entries[i], &map->entries[i + 1],
		(map->count - i - 1) * sizeof *map->entries);
	map->count--;
	(void)reindex(map); /* never grows, so it cannot fail */
}

static int by_key(const void *a, const void *b)
{
	return pn_str_cmp(((const pn_entry *)a)->key, ((const pn_entry *)b)->key);
}

/* Sorts few entries by moving each to its place. */
static void sort_few(pn_entry *entries, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		pn_entry e = entries[i];
		uint32_t k = i;

		for (; k > 0 && pn_str_cmp(entries[k - 1].key, e.key) > 0; k--)
			entries[k] = entries[k - 1];
		entries[k] = e;
	}
}

const pn_entry *pn_map_sorted(pn_map *map)
{
	if (!pn_map_count(map))
		return NULL;
	if (!map->sorted) {
		if (map->count <= FEW)
			sort_few(map->entries, map->count);
		else
			pn_sort(map->entries, map->count, sizeof *map->entries, by_key);
		map->sorted = true;
		(void)reindex(map);
	}
	return map->entries;
}

pn_map *pn_map_clone(pn_arena *arena, const pn_map *map)
{
	pn_map *copy = pn_map_new(arena, pn_map_count(map));

	if (!copy || !map || !map->count) /* pn_map_count has filled it */
		return copy;
	memcpy(copy->entries, map->entries, map->count * sizeof *map->entries);
	copy->count = map->count;
	copy->sorted = map->sorted;
	if (!map->index_cap)
		return copy;
	copy->index = PN_NEW_ARRAY(arena, uint32_t, map->index_cap);
	if (!copy->index)
		return NULL;
	copy->index_cap = map->index_cap;
	memcpy(copy->index, map->index, map->index_cap * sizeof *map->index);
	return copy;
}
