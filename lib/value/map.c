/* SPDX-License-Identifier: Apache-2.0 */
#include "value/map.h"
#include "base/sort.h"

enum { LINEAR_MAX = 8, FIRST_CAP = 4, FEW = 64 };

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

/* Makes an empty index that is at most half full with so many entries. */
static bool make_index(pn_map *map, uint32_t count)
{
	uint32_t want = 32;

	while (want < count * 2 + 2)
		want *= 2;
	if (want > map->index_cap || !map->index) {
		uint32_t *index = PN_NEW_ARRAY(map->arena, uint32_t, want);

		if (!index)
			return false;
		map->index = index;
		map->index_cap = want;
	}
	memset(map->index, 0, map->index_cap * sizeof *map->index);
	return true;
}

/* Builds the index anew; small maps have none. */
static bool reindex(pn_map *map)
{
	if (map->count <= LINEAR_MAX) {
		map->index_cap = 0;
		return true;
	}
	if (!make_index(map, map->count))
		return false;
	for (uint32_t i = 0; i < map->count; i++)
		index_put(map, i);
	return true;
}

pn_value *pn_map_get_hashed(const pn_map *map, pn_str key, uint32_t hash)
{
	return map ? pn_map_find(map, key, hash) : NULL;
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

/* Puts pairs into an empty map, which has room for all of them. */
static void put_all(pn_map *map, const pn_map_pair *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		pn_str key = pairs[i].key;
		uint32_t hash = pn_str_hash_here(key);
		pn_entry *twin = map->index_cap ? pn_map_find_indexed(map, key, hash)
						: pn_map_find_linear(map, key, hash);
		pn_entry *to = &map->entries[map->count];

		if (twin) {
			twin->value = pairs[i].value;
			continue;
		}
		if (map->sorted && map->count && pn_str_cmp(to[-1].key, key) > 0)
			map->sorted = false;
		*to = (pn_entry){ key, hash, pairs[i].value };
		map->count++;
		if (map->index_cap)
			index_put(map, map->count - 1);
	}
}

pn_map *pn_map_of(pn_arena *arena, const pn_map_pair *pairs, size_t count)
{
	pn_map *map = pn_map_new(arena, count);

	if (!map || (count > LINEAR_MAX && !make_index(map, (uint32_t)count)))
		return NULL;
	put_all(map, pairs, count);
	return map;
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

/* A key's first bytes as a number, which sorts as they do, and the entry it belongs to. */
typedef struct rank {
	uint64_t first;
	uint32_t entry;
} rank;

static inline uint64_t first_bytes(pn_str key)
{
	uint64_t first = 0;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if (key.len >= 8)
		return __builtin_bswap64(pn_load_8(key.ptr));
#endif
	for (size_t i = 0; i < 8; i++)
		first = first << 8 | (i < key.len ? (unsigned char)key.ptr[i] : 0);
	return first;
}

/* Whether the first entry comes behind the second. */
static inline bool is_behind(const pn_entry *entries, const rank *a, const rank *b)
{
	if (a->first != b->first)
		return a->first > b->first;
	return pn_str_cmp(entries[a->entry].key, entries[b->entry].key) > 0;
}

/* Sorts few entries: numbers are compared and moved, each entry is moved once. */
static void sort_few(pn_entry *entries, uint32_t count)
{
	pn_entry old[FEW];
	rank ranks[FEW];
	uint32_t from = count; /* those before it stay where they are */

	for (uint32_t i = 0; i < count; i++) {
		rank r = { first_bytes(entries[i].key), i };
		uint32_t k = i;

		for (; k > 0 && is_behind(entries, &ranks[k - 1], &r); k--)
			ranks[k] = ranks[k - 1];
		ranks[k] = r;
		from = k < i && k < from ? k : from;
	}
	for (uint32_t i = from; i < count; i++)
		old[i] = entries[i];
	for (uint32_t i = from; i < count; i++)
		entries[i] = old[ranks[i].entry];
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
