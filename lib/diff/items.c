/* SPDX-License-Identifier: Apache-2.0 */
/* Which items of two lists belong together: by a natural key, else by what they hold. */
#include "diff/parts.h"

/* Items of one key may be taken for one another when they share so much. */
static const double least_likeness = 0.5;

enum {
	MOST_LIKELY = 64 /* items in a gap that are compared each with each */
};

/* One matching under way. */
typedef struct matching {
	pn_cx *cx;
	const pn_value *side[2];
	pn_item_match *out;
} matching;

static pn_partners *partners(matching *m)
{
	return &m->out->partners;
}

/* ---- by key ---- */

/* Enters the items of a list by their key; *fits tells whether each has one of its own. */
static bool enter_keys(matching *m, const char *key, pn_side side, pn_map *keys, bool *fits)
{
	const pn_value *list = m->side[side];

	for (uint32_t i = 0; *fits && i < list->len; i++) {
		pn_value number = pn_int(i);
		pn_str text;

		*fits = pn_item_key_text(m->cx, &list->as.items[i], key, &text) &&
			!pn_map_get(keys, text);
		if (*fits && !pn_map_set(keys, text, &number))
			return pn_fail_memory(m->cx->err, m->cx->arena);
	}
	return true;
}

/* Joins items by a key if every item of both lists has one that no other has. */
static bool join_by_key(matching *m, const char *key, bool *fits)
{
	pn_map *keys[2];

	*fits = true;
	for (int side = 0; side < 2; side++) {
		keys[side] = pn_map_new(m->cx->arena, m->side[side]->len);
		if (!keys[side])
			return pn_fail_memory(m->cx->err, m->cx->arena);
		if (!enter_keys(m, key, (pn_side)side, keys[side], fits))
			return false;
	}
	for (size_t i = 0; *fits && i < pn_map_count(keys[PN_SIDE_A]); i++) {
		const pn_entry *entry = &keys[PN_SIDE_A]->entries[i];
		const pn_value *b = pn_map_get_hashed(keys[PN_SIDE_B], entry->key, entry->hash);

		if (b)
			pn_partners_join(partners(m), (uint32_t)entry->value.as.integer,
					 (uint32_t)b->as.integer);
	}
	return true;
}

/* ---- by content ---- */

static bool is_free(matching *m, pn_side side, uint32_t i)
{
	return partners(m)->of[side][i] == PN_NO_INDEX;
}

static uint64_t *hashes_of(matching *m, pn_side side)
{
	const pn_value *list = m->side[side];
	uint64_t *hashes = PN_NEW_ARRAY(m->cx->arena, uint64_t, list->len + 1);

	for (uint32_t i = 0; hashes && i < list->len; i++)
		hashes[i] = pn_value_hash(&list->as.items[i]);
	return hashes;
}

/* What a free item of B is found by. */
typedef pn_str (*item_mark)(matching *m, const pn_value *item, uint64_t hash);

static pn_str hash_mark(matching *m, const pn_value *item, uint64_t hash)
{
	(void)item;
	return pn_str_dup(m->cx->arena, (pn_str){ (const char *)&hash, sizeof hash });
}

/* "--level" of "--level=debug"; empty for what is no such argument. */
static pn_str flag_mark(matching *m, const pn_value *item, uint64_t hash)
{
	pn_str text = pn_is_string(item) ? pn_value_str(item) : PN_STR_EMPTY;
	size_t end = pn_str_find_byte(text, '=');

	(void)m;
	(void)hash;
	if (end == PN_NOT_FOUND || !pn_str_starts(text, PN_STR("-")))
		return PN_STR_EMPTY;
	return pn_str_slice(text, 0, end);
}

/* Joins free items that bear one mark, the first with the first. */
static bool join_by_mark(matching *m, item_mark mark, uint64_t *const hashes[2])
{
	const pn_value *a = m->side[PN_SIDE_A], *b = m->side[PN_SIDE_B];
	pn_map *found = pn_map_new(m->cx->arena, 0);

	if (!found)
		return pn_fail_memory(m->cx->err, m->cx->arena);
	for (uint32_t i = b->len; i-- > 0;) {
		pn_value number = pn_int(i);
		pn_str text = mark(m, &b->as.items[i], hashes[PN_SIDE_B][i]);

		if (is_free(m, PN_SIDE_B, i) && text.len && !pn_map_set(found, text, &number))
			return pn_fail_memory(m->cx->err, m->cx->arena);
	}
	for (uint32_t i = 0; i < a->len; i++) {
		pn_str text = mark(m, &a->as.items[i], hashes[PN_SIDE_A][i]);
		const pn_value *number = text.len ? pn_map_get(found, text) : NULL;

		if (!number || !is_free(m, PN_SIDE_A, i))
			continue;
		pn_partners_join(partners(m), i, (uint32_t)number->as.integer);
		pn_map_delete(found, text);
	}
	return true;
}

/* ---- by likeness, between items that have a partner ---- */

/* Whether an item can have become another one; a scalar can have become any other scalar. */
static double likeness(matching *m, uint32_t a, uint32_t b)
{
	const pn_value *x = &m->side[PN_SIDE_A]->as.items[a], *y = &m->side[PN_SIDE_B]->as.items[b];
	bool nested = x->kind == PN_MAP || x->kind == PN_LIST;

	if (nested)
		return x->kind == y->kind ? pn_value_likeness(m->cx->arena, x, y) : 0;
	return y->kind != PN_MAP && y->kind != PN_LIST ? 1 : 0;
}

/* Joins the free items of one gap: each of A's with the first that is most like it. */
static void join_gap(matching *m, uint32_t a, uint32_t a_end, uint32_t b, uint32_t b_end)
{
	for (uint32_t i = a; i < a_end; i++) {
		uint32_t best = PN_NO_INDEX, tried = 0;
		double most = 0;

		for (uint32_t j = b; is_free(m, PN_SIDE_A, i) && j < b_end && tried < MOST_LIKELY;
		     j++) {
			double so_much = is_free(m, PN_SIDE_B, j) ? likeness(m, i, j) : 0;

			tried += is_free(m, PN_SIDE_B, j);
			if (so_much >= least_likeness && so_much > most) {
				most = so_much;
				best = j;
			}
		}
		if (best != PN_NO_INDEX)
			pn_partners_join(partners(m), i, best);
	}
}

static bool join_gaps(matching *m)
{
	uint32_t n = m->side[PN_SIDE_A]->len, from_a = 0, from_b = 0;
	bool *stays = pn_alloc_zero(m->cx->arena, n + 1);

	if (!stays)
		return pn_fail_memory(m->cx->err, m->cx->arena);
	if (!pn_stays(m->cx, partners(m), stays))
		return false;
	for (uint32_t i = 0; i < n; i++) {
		if (!stays[i])
			continue;
		join_gap(m, from_a, i, from_b, partners(m)->of[PN_SIDE_A][i]);
		from_a = i + 1;
		from_b = partners(m)->of[PN_SIDE_A][i] + 1;
	}
	join_gap(m, from_a, n, from_b, m->side[PN_SIDE_B]->len);
	return true;
}

static bool join_by_content(matching *m)
{
	uint64_t *hashes[2] = { hashes_of(m, PN_SIDE_A), hashes_of(m, PN_SIDE_B) };

	if (!hashes[PN_SIDE_A] || !hashes[PN_SIDE_B])
		return pn_fail_memory(m->cx->err, m->cx->arena);
	return pn_align(m->cx, hashes[PN_SIDE_A], hashes[PN_SIDE_B], partners(m)) &&
	       join_by_mark(m, hash_mark, hashes) && join_by_mark(m, flag_mark, hashes) &&
	       join_gaps(m);
}

bool pn_match_items(pn_cx *cx, pn_str name, const pn_value *a, const pn_value *b,
		    pn_item_match *out)
{
	matching m = { cx, { a, b }, out };
	const char *const *keys = pn_item_keys(name);
	bool fits = false, names;

	out->key = NULL;
	if (!pn_partners_init(cx, &out->partners, a->len, b->len))
		return false;
	for (; *keys && !fits && a->len + b->len; keys += !fits) {
		if (!join_by_key(&m, *keys, &fits))
			return false;
	}
	if (!fits)
		return join_by_content(&m);
	out->key = *keys;
	/* A name is an identity; a port or a path may change and the item is the same. */
	names = strcmp(*keys, "name") == 0 || strcmp(*keys, "metadata.name") == 0;
	return names || join_gaps(&m);
}
