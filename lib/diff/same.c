/* SPDX-License-Identifier: Apache-2.0 */
/* Values as Kubernetes sees them: which are the same, and how much two have in common. */
#include "diff/parts.h"
#include "base/sort.h"

#include <math.h>

const pn_value *pn_member(const pn_value *map, const char *key)
{
	return map && pn_is_map(map) ? pn_map_get(map->as.map, pn_str_from(key)) : NULL;
}

const pn_value *pn_member_path(const pn_value *map, const char *path)
{
	pn_str rest = pn_str_from(path), key;

	while (map && rest.len) {
		pn_str_cut(rest, PN_STR("."), &key, &rest);
		map = pn_is_map(map) ? pn_map_get(map->as.map, key) : NULL;
	}
	return map;
}

pn_str pn_member_text(const pn_value *map, const char *key)
{
	const pn_value *v = pn_member(map, key);

	return v && pn_is_string(v) ? pn_value_str(v) : PN_STR_EMPTY;
}

/* ---- numbers ---- */

static bool is_number(const pn_value *v)
{
	return v->kind == PN_INT || v->kind == PN_UINT || v->kind == PN_FLOAT;
}

/* Gives a whole number as an integer, so that 1, 1.0 and an unsigned 1 look alike. */
static pn_value plain_number(const pn_value *v)
{
	double f = v->as.number;

	if (v->kind == PN_UINT && v->as.uinteger <= INT64_MAX)
		return pn_int((int64_t)v->as.uinteger);
	if (v->kind == PN_FLOAT && f == floor(f) && fabs(f) < 9e18)
		return pn_int((int64_t)f);
	return *v;
}

static bool same_number(const pn_value *a, const pn_value *b)
{
	pn_value x = plain_number(a), y = plain_number(b);

	if (x.kind != y.kind)
		return false;
	if (x.kind == PN_FLOAT)
		return x.as.number == y.as.number || (isnan(x.as.number) && isnan(y.as.number));
	return x.as.uinteger == y.as.uinteger;
}

/* ---- equality ---- */

static bool same_lists(const pn_value *a, const pn_value *b)
{
	if (a->len != b->len)
		return false;
	for (uint32_t i = 0; i < a->len; i++) {
		if (!pn_same_value(&a->as.items[i], &b->as.items[i]))
			return false;
	}
	return true;
}

static bool same_maps(const pn_map *a, const pn_map *b)
{
	size_t count = pn_map_count(a);

	if (count != pn_map_count(b))
		return false;
	for (size_t i = 0; i < count; i++) {
		const pn_entry *entry = &a->entries[i];
		const pn_value *other = pn_map_get_hashed(b, entry->key, entry->hash);

		if (!other || !pn_same_value(&entry->value, other))
			return false;
	}
	return true;
}

bool pn_same_value(const pn_value *a, const pn_value *b)
{
	if (is_number(a) && is_number(b))
		return same_number(a, b);
	if (a->kind != b->kind)
		return false;
	switch ((pn_kind)a->kind) {
	case PN_BOOL:
		return a->as.boolean == b->as.boolean;
	case PN_STRING:
	case PN_BYTES:
		return pn_str_eq(pn_value_str(a), pn_value_str(b));
	case PN_LIST:
		return same_lists(a, b);
	case PN_MAP:
		return same_maps(a->as.map, b->as.map);
	case PN_NIL:
	case PN_INT:
	case PN_UINT:
	case PN_FLOAT:
	case PN_COMPLEX:
	case PN_OBJECT:
		break;
	}
	return a->kind == PN_NIL;
}

/* ---- hashes ---- */

/* Spreads the bits of a number over all 64 (the finaliser of SplitMix64). */
static uint64_t mix(uint64_t n)
{
	n = (n ^ (n >> 30)) * 0xBF58476D1CE4E5B9u;
	n = (n ^ (n >> 27)) * 0x94D049BB133111EBu;
	return n ^ (n >> 31);
}

static uint64_t text_hash(pn_str s)
{
	uint64_t h = 0x9E3779B97F4A7C15u ^ s.len, word;

	for (; s.len >= sizeof word; s.ptr += sizeof word, s.len -= sizeof word) {
		memcpy(&word, s.ptr, sizeof word);
		h = mix(h ^ word);
	}
	word = 0;
	if (s.len)
		memcpy(&word, s.ptr, s.len);
	return mix(h ^ word ^ 0xFF);
}

static uint64_t scalar_hash(const pn_value *v)
{
	pn_value n;

	if (v->kind == PN_STRING || v->kind == PN_BYTES)
		return text_hash(pn_value_str(v));
	if (v->kind == PN_BOOL)
		return mix(11 + v->as.boolean);
	if (!is_number(v))
		return mix(7);
	n = plain_number(v);
	return mix(n.as.uinteger + 0x5851F42D4C957F2Du);
}

/* Entries are summed up, so that their order does not matter. */
uint64_t pn_value_hash(const pn_value *v)
{
	uint64_t h = 0;

	if (v->kind == PN_LIST) {
		for (uint32_t i = 0; i < v->len; i++)
			h = mix(h ^ pn_value_hash(&v->as.items[i]));
		return mix(h + 3);
	}
	if (v->kind != PN_MAP)
		return scalar_hash(v);
	for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
		const pn_entry *entry = &v->as.map->entries[i];

		h += mix(text_hash(entry->key) ^ (pn_value_hash(&entry->value) << 1));
	}
	return mix(h + 5);
}

/* ---- likeness ---- */

enum { MOST_LEAVES = 4096 };

typedef struct leaves {
	uint64_t *items;
	size_t count;
} leaves;

/* Enters a hash for each leaf below v, of its value and its path; of lists the place is ignored. */
static void find_leaves(leaves *out, const pn_value *v, uint64_t path)
{
	if (v->kind == PN_LIST) {
		for (uint32_t i = 0; i < v->len; i++)
			find_leaves(out, &v->as.items[i], mix(path + 1));
	} else if (v->kind == PN_MAP) {
		for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
			const pn_entry *entry = &v->as.map->entries[i];

			find_leaves(out, &entry->value, mix(path ^ text_hash(entry->key)));
		}
	} else if (out->count < MOST_LEAVES) {
		out->items[out->count++] = mix(path ^ scalar_hash(v));
	}
}

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static bool sorted_leaves(pn_arena *arena, const pn_value *v, leaves *out)
{
	*out = (leaves){ PN_NEW_ARRAY(arena, uint64_t, MOST_LEAVES), 0 };
	if (!out->items)
		return false;
	find_leaves(out, v, 0);
	pn_sort(out->items, out->count, sizeof *out->items, by_hash);
	return true;
}

double pn_value_likeness(pn_arena *arena, const pn_value *a, const pn_value *b)
{
	pn_mark_point mark = pn_arena_mark(arena);
	size_t common = 0, i = 0, j = 0;
	leaves x, y;

	if (!sorted_leaves(arena, a, &x) || !sorted_leaves(arena, b, &y))
		return 0;
	while (i < x.count && j < y.count) {
		common += x.items[i] == y.items[j];
		if (x.items[i] <= y.items[j])
			i++;
		else
			j++;
	}
	common = x.count + y.count ? common * 2 * 1000 / (x.count + y.count) : 1000;
	pn_arena_rewind(arena, mark);
	return (double)common / 1000;
}
