/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of named templates. */
#include "tmpl/tree.h"

/* So many are looked through one by one; texts of tpl, which define little more than themselves,
 * need no table. */
enum { FEW = 2, FIRST_CAP = 64 };

struct pn_tmpl_set {
	pn_arena *arena;
	const pn_tmpl_set *parent;
	const pn_define **items; /* in the order of adding */
	uint32_t count, cap;
	uint32_t *slots; /* hash table: index into items, plus 1; none for a few */
	uint32_t slot_count;
	const pn_define *few[FEW];
};

pn_tmpl_set *pn_tmpl_set_new(pn_arena *arena, const pn_tmpl_set *parent)
{
	pn_tmpl_set *set = PN_NEW(arena, pn_tmpl_set);

	if (set) {
		set->arena = arena;
		set->parent = parent;
		set->items = set->few;
		set->cap = FEW;
	}
	return set;
}

static inline bool has_name(const pn_define *define, pn_str name, uint32_t hash)
{
	return define->hash == hash && pn_str_eq(define->name, name);
}

/* Returns the slot that holds the name, or the free one where it would go. */
static uint32_t find_slot(const pn_tmpl_set *set, pn_str name, uint32_t hash)
{
	uint32_t mask = set->slot_count - 1, i = hash & mask;

	for (; set->slots[i]; i = (i + 1) & mask) {
		const pn_define *known = set->items[set->slots[i] - 1];

		if (has_name(known, name, hash))
			break;
	}
	return i;
}

/* Makes the table larger, of which half at most is used. */
static bool grow(pn_tmpl_set *set)
{
	uint32_t cap = set->slots ? set->cap * 2 : FIRST_CAP;
	const pn_define **items =
		pn_realloc(set->arena, set->items, set->cap * sizeof *items, cap * sizeof *items);
	uint32_t *slots = pn_alloc_zero(set->arena, cap * 2 * sizeof *slots);

	if (!items || !slots)
		return false;
	set->items = items;
	set->cap = cap;
	set->slots = slots;
	set->slot_count = cap * 2;
	for (uint32_t i = 0; i < set->count; i++)
		slots[find_slot(set, items[i]->name, items[i]->hash)] = i + 1;
	return true;
}

bool pn_tmpl_set_put(pn_tmpl_set *set, const pn_define *define)
{
	uint32_t slot, i = 0;

	if (set->count == set->cap && !grow(set))
		return false;
	if (set->slots) {
		slot = find_slot(set, define->name, define->hash);
		if (!set->slots[slot])
			set->slots[slot] = ++set->count;
		i = set->slots[slot] - 1;
	} else {
		while (i < set->count && !has_name(set->items[i], define->name, define->hash))
			i++;
		set->count += i == set->count;
	}
	set->items[i] = define;
	return true;
}

size_t pn_tmpl_set_count(const pn_tmpl_set *set)
{
	return set->count;
}

const pn_define *pn_tmpl_set_at(const pn_tmpl_set *set, size_t i)
{
	return set->items[i];
}

const pn_tmpl_set *pn_tmpl_set_parent(const pn_tmpl_set *set)
{
	return set->parent;
}

static const pn_define *find_own(const pn_tmpl_set *set, pn_str name, uint32_t hash)
{
	uint32_t slot;

	if (set->slots) {
		slot = find_slot(set, name, hash);
		return set->slots[slot] ? set->items[set->slots[slot] - 1] : NULL;
	}
	for (uint32_t i = 0; i < set->count; i++) {
		if (has_name(set->items[i], name, hash))
			return set->items[i];
	}
	return NULL;
}

static const pn_define *find_hashed(const pn_tmpl_set *set, pn_str name, uint32_t hash)
{
	const pn_define *found = NULL;

	for (; set && !found; set = set->parent)
		found = find_own(set, name, hash);
	return found;
}

const pn_define *pn_tmpl_set_find(const pn_tmpl_set *set, pn_str name)
{
	return find_hashed(set, name, pn_str_hash(name));
}

bool pn_tmpl_set_add(pn_tmpl_set *set, const pn_tmpl *tmpl)
{
	for (uint32_t i = 0; i < tmpl->count; i++) {
		const pn_define *define = &tmpl->defines[i];

		if (define->empty && find_hashed(set, define->name, define->hash))
			continue;
		if (!pn_tmpl_set_put(set, define))
			return false;
	}
	return true;
}
