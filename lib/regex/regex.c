/* SPDX-License-Identifier: Apache-2.0 */
#include "regex/scan.h"

/* A pattern that was seen: compiled, or with the text of its error. */
typedef struct entry {
	const pn_regex *re; /* NULL: it has an error */
	pn_str pattern;
	pn_str error;
	uint32_t hash; /* 0: the slot is free */
} entry;

struct pn_regex_cache {
	pn_arena *arena;
	entry *slots;
	size_t slot_count, used;
};

enum { FIRST_SLOTS = 32 };

/* Parses into an arena. The error is the pattern's own, or of memory. */
static pn_regex *parse(pn_arena *arena, pn_error *err, pn_str pattern)
{
	pn_regex *re = PN_NEW(arena, pn_regex);

	if (!re) {
		pn_fail_memory(err, arena);
		return NULL;
	}
	re->pattern = pn_str_dup(arena, pattern);
	return pn_rx_parse(arena, err, re->pattern, &re->tree) ? re : NULL;
}

/* Compiles into an arena, with the same errors. */
static const pn_regex *compile(pn_arena *arena, pn_error *err, pn_str pattern)
{
	pn_regex *re = parse(arena, err, pattern);

	if (!re)
		return NULL;
	re->code = pn_rx_code_new(arena, &re->tree);
	if (!re->code && !pn_rx_compile(arena, re->tree.root, &re->program)) {
		pn_fail_memory(err, arena);
		return NULL;
	}
	return re;
}

/* ---- the cache ---- */

struct pn_regex_cache *pn_regex_cache_new(pn_arena *arena)
{
	struct pn_regex_cache *cache = PN_NEW(arena, struct pn_regex_cache);

	if (!cache)
		return NULL;
	cache->arena = arena;
	cache->slots = pn_alloc_zero(arena, FIRST_SLOTS * sizeof *cache->slots);
	cache->slot_count = FIRST_SLOTS;
	return cache->slots ? cache : NULL;
}

/* Returns the slot that holds a pattern, or the free one where it would go. */
static entry *find_slot(entry *slots, size_t slot_count, pn_str pattern, uint32_t hash)
{
	size_t mask = slot_count - 1, i = hash & mask;

	while (slots[i].hash && (slots[i].hash != hash || !pn_str_eq(slots[i].pattern, pattern)))
		i = (i + 1) & mask;
	return &slots[i];
}

/* Doubles the table when it is half full. */
static bool make_room(struct pn_regex_cache *cache)
{
	size_t count = cache->slot_count * 2;
	entry *slots;

	if (cache->used < cache->slot_count / 2)
		return true;
	slots = pn_alloc_zero(cache->arena, count * sizeof *slots);
	if (!slots)
		return false;
	for (size_t i = 0; i < cache->slot_count; i++) {
		const entry *old = &cache->slots[i];

		if (old->hash)
			*find_slot(slots, count, old->pattern, old->hash) = *old;
	}
	cache->slots = slots;
	cache->slot_count = count;
	return true;
}

/* Compiles a pattern for its slot; false without memory, with *err set. */
static bool fill_slot(struct pn_regex_cache *cache, pn_error *err, pn_str pattern, uint32_t hash,
		      entry *slot)
{
	pn_error own;
	entry made = { .hash = hash, .pattern = pn_str_dup(cache->arena, pattern) };
	bool good;

	pn_error_init(&own, cache->arena->mem);
	made.re = compile(cache->arena, &own, pattern);
	good = made.re || own.status == PINTLE_ERR_EXEC;
	if (!made.re)
		made.error = pn_str_dup(cache->arena, pn_error_text(&own));
	if (good && !cache->arena->failed) {
		*slot = made;
		cache->used++;
	} else {
		good = pn_fail_memory(err, cache->arena);
	}
	pn_error_finish(&own);
	return good;
}

static bool compile_cached(pn_cx *cx, pn_str pattern, const pn_regex **out)
{
	struct pn_regex_cache *cache = cx->regexes;
	uint32_t hash = pn_str_hash(pattern);
	entry *slot;

	if (!make_room(cache))
		return pn_fail_memory(cx->err, cache->arena);
	slot = find_slot(cache->slots, cache->slot_count, pattern, hash);
	if (!slot->hash && !fill_slot(cache, cx->err, pattern, hash, slot))
		return false;
	*out = slot->re;
	return slot->re || pn_fail_str(cx->err, PINTLE_ERR_EXEC, slot->error);
}

/* ---- the door ---- */

bool pn_regex_compile(pn_cx *cx, pn_str pattern, const pn_regex **out)
{
	if (cx->regexes)
		return compile_cached(cx, pattern, out);
	*out = compile(cx->arena, cx->err, pattern);
	return *out != NULL;
}

bool pn_regex_parse(pn_cx *cx, pn_str pattern, const pn_regex **out)
{
	*out = parse(cx->arena, cx->err, pattern);
	return *out != NULL;
}

bool pn_regex_check(pn_cx *cx, pn_str pattern)
{
	pn_rx_tree tree;

	return pn_rx_parse(cx->arena, cx->err, pattern, &tree);
}

bool pn_regex_match(pn_cx *cx, const pn_regex *re, pn_str text, bool *matched)
{
	pn_rx_scan scan;
	bool good = pn_rx_scan_init(&scan, cx, re, text, 0) && pn_rx_scan_next(&scan, 0, matched);

	pn_rx_scan_finish(&scan);
	return good;
}

bool pn_regex_find(pn_cx *cx, const pn_regex *re, pn_str text, pn_str *found)
{
	pn_rx_scan scan;
	bool matched = false;
	bool good = pn_rx_scan_init(&scan, cx, re, text, 2) && pn_rx_scan_next(&scan, 0, &matched);

	*found = matched ? pn_str_slice(text, scan.places[0], scan.places[1]) : PN_STR_EMPTY;
	pn_rx_scan_finish(&scan);
	return good;
}
