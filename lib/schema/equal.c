/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/equal.h"

#include <math.h>

const uint8_t pn_json_types[PN_TYPE_COUNT] = {
	[PN_TYPE_NIL] = PN_JSON_NULL,	    [PN_TYPE_BOOL] = PN_JSON_BOOLEAN,
	[PN_TYPE_INT] = PN_JSON_NUMBER,	    [PN_TYPE_INT8] = PN_JSON_NUMBER,
	[PN_TYPE_INT16] = PN_JSON_NUMBER,   [PN_TYPE_INT32] = PN_JSON_NUMBER,
	[PN_TYPE_INT64] = PN_JSON_NUMBER,   [PN_TYPE_UINT] = PN_JSON_NUMBER,
	[PN_TYPE_UINT8] = PN_JSON_NUMBER,   [PN_TYPE_UINT16] = PN_JSON_NUMBER,
	[PN_TYPE_UINT32] = PN_JSON_NUMBER,  [PN_TYPE_UINT64] = PN_JSON_NUMBER,
	[PN_TYPE_FLOAT32] = PN_JSON_NUMBER, [PN_TYPE_FLOAT64] = PN_JSON_NUMBER,
	[PN_TYPE_NUMBER] = PN_JSON_NUMBER,  [PN_TYPE_STRING] = PN_JSON_STRING,
	[PN_TYPE_LIST] = PN_JSON_ARRAY,	    [PN_TYPE_MAP] = PN_JSON_OBJECT,
};

bool pn_json_is_integer(pn_arena *arena, const pn_value *v)
{
	pn_decimal number;

	if (v->kind == PN_INT || v->kind == PN_UINT)
		return true;
	if (v->kind == PN_FLOAT)
		return !isinf(v->as.number) && !isnan(v->as.number) &&
		       v->as.number == trunc(v->as.number);
	return pn_decimal_of(arena, v, &number) && pn_decimal_is_integer(&number);
}

/* ---- equality ---- */

/* Bounds the recursion; no real value comes near. */
enum { MAX_LEVELS = 1000 };

static pn_json_match equal(pn_arena *arena, const pn_value *a, const pn_value *b, uint32_t depth);

static const pn_json_match same = { true, NULL };
static const pn_json_match different = { false, NULL };

/* Returns the match for a plain answer. */
static pn_json_match verdict(bool equal)
{
	return equal ? same : different;
}

/*
 * The library reads the other side as a number whatever it is, so that a number equals a string
 * that spells it; not the other way round.
 */
static pn_json_match equal_numbers(pn_arena *arena, const pn_value *a, const pn_value *b)
{
	pn_decimal x, y;

	if (a->kind == PN_FLOAT && b->kind == PN_FLOAT)
		return verdict(a->as.number == b->as.number);
	if (!pn_decimal_of(arena, a, &x) || !pn_decimal_of(arena, b, &y))
		return different;
	return verdict(pn_decimal_compare(&x, &y) == 0);
}

/* Compares lists item by item. */
static pn_json_match equal_lists(pn_arena *arena, const pn_value *a, const pn_value *b,
				 uint32_t depth)
{
	if (pn_json_type(b) != PN_JSON_ARRAY || a->len != b->len)
		return different;
	for (uint32_t i = 0; i < a->len; i++) {
		pn_json_match m = equal(arena, &a->as.items[i], &b->as.items[i], depth);

		if (!m.equal || m.odd)
			return m;
	}
	return same;
}

/* Compares maps key by key. */
static pn_json_match equal_maps(pn_arena *arena, const pn_value *a, const pn_value *b,
				uint32_t depth)
{
	size_t count = pn_map_count(a->as.map);

	if (pn_json_type(b) != PN_JSON_OBJECT || count != pn_map_count(b->as.map))
		return different;
	for (size_t i = 0; i < count; i++) {
		const pn_entry *e = &a->as.map->entries[i];
		const pn_value *other = pn_map_get_hashed(b->as.map, e->key, e->hash);
		pn_json_match m = other ? equal(arena, &e->value, other, depth) : different;

		if (!m.equal || m.odd)
			return m;
	}
	return same;
}

/* Compares values, `depth` levels deep. */
static pn_json_match equal(pn_arena *arena, const pn_value *a, const pn_value *b, uint32_t depth)
{
	if (depth == 0)
		return different;
	switch (pn_json_type(a)) {
	case PN_JSON_OBJECT:
		return equal_maps(arena, a, b, depth - 1);
	case PN_JSON_ARRAY:
		return equal_lists(arena, a, b, depth - 1);
	case PN_JSON_NULL:
		return verdict(pn_is_nil(b));
	case PN_JSON_BOOLEAN:
		return verdict(b->kind == PN_BOOL && a->as.boolean == b->as.boolean);
	case PN_JSON_STRING:
		return verdict(b->type == PN_TYPE_STRING &&
			       pn_str_eq(pn_value_str(a), pn_value_str(b)));
	case PN_JSON_NUMBER:
		return equal_numbers(arena, a, b);
	default:
		return (pn_json_match){ false, a };
	}
}

pn_json_match pn_json_equal(pn_arena *arena, const pn_value *a, const pn_value *b)
{
	return equal(arena, a, b, MAX_LEVELS);
}

/* ---- duplicates ---- */

/* Up to here each item is compared with each, beyond only those with equal hashes. */
enum { COMPARE_ALL = 20 };

/* Adds a word to a hash. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash ^= word;
	hash *= 0x9E3779B97F4A7C15u;
	return hash ^ (hash >> 29);
}

static uint64_t hash_value(pn_arena *arena, const pn_value *v, uint32_t depth);

/* Entries are added up, as their order means nothing. */
static uint64_t hash_map(pn_arena *arena, const pn_map *map, uint32_t depth)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < pn_map_count(map); i++)
		sum += mix(hash_value(arena, &map->entries[i].value, depth), map->entries[i].hash);
	return sum;
}

/* Hashes a number by its value. */
static uint64_t hash_number(pn_arena *arena, const pn_value *v)
{
	pn_decimal d;

	if (!pn_decimal_of(arena, v, &d))
		return 0;
	return mix((uint64_t)d.point + d.negative,
		   pn_str_hash(pn_str_concat(arena, d.head, d.tail)));
}

/* Hashes a value so that equal ones have equal hashes, strings and numbers apart. */
static uint64_t hash_value(pn_arena *arena, const pn_value *v, uint32_t depth)
{
	uint16_t type = pn_json_type(v);
	uint64_t hash = type;

	if (depth == 0)
		return hash;
	switch (type) {
	case PN_JSON_OBJECT:
		return mix(hash, hash_map(arena, v->as.map, depth - 1));
	case PN_JSON_ARRAY:
		for (uint32_t i = 0; i < v->len; i++)
			hash = mix(hash, hash_value(arena, &v->as.items[i], depth - 1));
		return hash;
	case PN_JSON_BOOLEAN:
		return mix(hash, v->as.boolean);
	case PN_JSON_STRING:
		return mix(hash, pn_str_hash(pn_value_str(v)));
	case PN_JSON_NUMBER:
		return mix(hash, hash_number(arena, v));
	default:
		return hash;
	}
}

/* Compares the two items that *twins names, and notes the outcome there. */
static bool is_twin(pn_arena *arena, const pn_value *list, pn_json_twins *twins)
{
	pn_json_match m =
		pn_json_equal(arena, &list->as.items[twins->second], &list->as.items[twins->first]);

	twins->odd = m.odd;
	twins->found = m.equal;
	return m.equal || m.odd;
}

/* Looks for twins by comparing each item with each before it. */
static pn_json_twins compare_all(pn_arena *arena, const pn_value *list)
{
	pn_json_twins twins = { 0 };

	for (twins.second = 1; twins.second < list->len; twins.second++)
		for (twins.first = 0; twins.first < twins.second; twins.first++)
			if (is_twin(arena, list, &twins))
				return twins;
	return (pn_json_twins){ 0 };
}

/* Looks for twins through chains of items whose hashes fall into one bucket, oldest first. */
static pn_json_twins compare_hashed(pn_arena *arena, const pn_value *list)
{
	size_t buckets = 64;
	uint32_t *head, *tail, *next;
	uint64_t *hashes;
	pn_json_twins twins = { 0 };

	while (buckets < list->len)
		buckets *= 2;
	head = pn_alloc_zero(arena, buckets * sizeof *head); /* item number + 1 */
	tail = pn_alloc_zero(arena, buckets * sizeof *tail);
	next = pn_alloc_zero(arena, list->len * sizeof *next);
	hashes = pn_alloc_zero(arena, list->len * sizeof *hashes);
	if (!head || !tail || !next || !hashes)
		return twins;
	for (uint32_t i = 0; i < list->len; i++) {
		size_t bucket;

		hashes[i] = hash_value(arena, &list->as.items[i], MAX_LEVELS);
		bucket = hashes[i] & (buckets - 1);
		twins.second = i;
		for (uint32_t j = head[bucket]; j; j = next[j - 1]) {
			twins.first = j - 1;
			if (hashes[j - 1] == hashes[i] && is_twin(arena, list, &twins))
				return twins;
		}
		if (tail[bucket])
			next[tail[bucket] - 1] = i + 1;
		else
			head[bucket] = i + 1;
		tail[bucket] = i + 1;
	}
	return (pn_json_twins){ 0 };
}

pn_json_twins pn_json_duplicates(pn_arena *arena, const pn_value *list)
{
	return list->len <= COMPARE_ALL ? compare_all(arena, list) : compare_hashed(arena, list);
}
