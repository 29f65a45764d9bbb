/* SPDX-License-Identifier: Apache-2.0 */
#include "reads/maybe.h"

/* ---- pairs ---- */

static uint32_t hash_pair(const void *a, const void *b)
{
	uint64_t h = (uint64_t)(uintptr_t)a * UINT64_C(0x9e3779b97f4a7c15);

	h = (h ^ (h >> 29) ^ (uint64_t)(uintptr_t)b) * UINT64_C(0xbf58476d1ce4e5b9);
	return (uint32_t)(h >> 32);
}

/* Finds a pair, or the free slot where it would go. */
static pn_pair *find_pair(const pn_pairs *pairs, const void *a, const void *b)
{
	uint32_t mask = pairs->cap - 1, i = hash_pair(a, b) & mask;

	while (pairs->slots[i].value && (pairs->slots[i].a != a || pairs->slots[i].b != b))
		i = (i + 1) & mask;
	return &pairs->slots[i];
}

static bool grow_pairs(pn_pairs *pairs, pn_arena *arena)
{
	pn_pairs grown = { .cap = pairs->cap ? pairs->cap * 2 : 256 };

	grown.slots = pn_alloc_zero(arena, grown.cap * sizeof *grown.slots);
	if (!grown.slots)
		return false;
	for (uint32_t i = 0; i < pairs->cap; i++) {
		if (!pairs->slots[i].value)
			continue;
		*find_pair(&grown, pairs->slots[i].a, pairs->slots[i].b) = pairs->slots[i];
		grown.count++;
	}
	*pairs = grown;
	return true;
}

void **pn_pairs_slot(pn_pairs *pairs, pn_arena *arena, const void *a, const void *b)
{
	pn_pair *pair;

	if (pairs->count * 2 >= pairs->cap && !grow_pairs(pairs, arena))
		return NULL;
	pair = find_pair(pairs, a, b);
	if (!pair->value) {
		pair->a = a;
		pair->b = b;
		pairs->count++; /* the caller puts a value there */
	}
	return &pair->value;
}

/* ---- atoms ---- */

bool pn_maybes_init(pn_maybes *all, pn_arena *arena)
{
	*all = (pn_maybes){ .arena = arena, .texts = pn_map_new(arena, 64) };
	return all->texts != NULL;
}

/* Returns the set of an atom and the atoms of another set, which all have lower numbers. */
static const pn_maybe *put_before(pn_maybes *all, const pn_atom *atom, const pn_maybe *rest)
{
	void **slot;
	pn_maybe *set;

	if (!rest)
		return &atom->alone;
	slot = pn_pairs_slot(&all->sets, all->arena, atom, rest);
	if (!slot)
		return rest;
	if (*slot)
		return *slot;
	set = PN_NEW(all->arena, pn_maybe);
	if (!set)
		return rest;
	*set = (pn_maybe){ rest, atom, rest->count + 1 };
	return *slot = set;
}

static pn_atom *new_atom(pn_maybes *all, pn_atom_kind kind)
{
	pn_atom *atom = PN_NEW(all->arena, pn_atom);

	if (!atom)
		return NULL;
	atom->kind = (uint8_t)kind;
	atom->number = ++all->atom_count;
	atom->alone = (pn_maybe){ NULL, atom, 1 };
	return atom;
}

/* Returns the atom of a kind and what it is about, made when it is new. */
static pn_atom *atom_of(pn_maybes *all, pn_atom_kind kind, const void *about)
{
	static const char kinds[PN_ATOM_NUMBER + 1];
	void **slot = pn_pairs_slot(&all->atoms, all->arena, &kinds[kind], about);

	if (slot && !*slot)
		*slot = new_atom(all, kind);
	return slot ? *slot : NULL;
}

const pn_maybe *pn_maybe_place(pn_maybes *all, pn_atom_kind kind, pn_read_place *place)
{
	pn_atom *atom = place ? atom_of(all, kind, place) : NULL;

	if (!atom)
		return NULL;
	atom->place = place;
	return &atom->alone;
}

const pn_maybe *pn_maybe_part(pn_maybes *all, pn_atom_kind kind, const pn_part *part)
{
	pn_atom *atom = atom_of(all, kind, part);

	if (!atom)
		return NULL;
	atom->part = part;
	return &atom->alone;
}

const pn_maybe *pn_maybe_made(pn_maybes *all, pn_made *made)
{
	pn_atom *atom = made ? atom_of(all, PN_ATOM_MADE, made) : NULL;

	if (!atom)
		return NULL;
	atom->made = made;
	return &atom->alone;
}

const pn_maybe *pn_maybe_written(pn_maybes *all, const pn_maybe *of)
{
	pn_atom *atom = of ? atom_of(all, PN_ATOM_WRITTEN, of) : NULL;

	if (!atom)
		return NULL;
	atom->of = of;
	return &atom->alone;
}

const pn_maybe *pn_maybe_number(pn_maybes *all, uint32_t number)
{
	pn_atom *atom = atom_of(all, PN_ATOM_NUMBER, (const char *)NULL + number + 1);

	if (!atom)
		return NULL;
	if (!atom->text.len)
		atom->text = pn_str_format(all->arena, "%u", number);
	return &atom->alone;
}

static bool keep_text(pn_maybes *all, pn_str text, pn_atom *atom)
{
	pn_value number = pn_int(all->text_count);

	if (all->text_count == all->text_cap) {
		uint32_t cap = all->text_cap ? all->text_cap * 2 : 64;
		const pn_atom **grown =
			pn_realloc(all->arena, all->of_texts, all->text_cap * sizeof *grown,
				   cap * sizeof *grown);

		if (!grown)
			return false;
		all->of_texts = grown;
		all->text_cap = cap;
	}
	all->of_texts[all->text_count++] = atom;
	return pn_map_set(all->texts, text, &number);
}

const pn_maybe *pn_maybe_text(pn_maybes *all, pn_str text)
{
	const pn_value *number = pn_map_get(all->texts, text);
	pn_atom *atom;

	if (number)
		return &all->of_texts[number->as.integer]->alone;
	atom = new_atom(all, PN_ATOM_TEXT);
	if (!atom)
		return NULL;
	atom->text = text;
	return keep_text(all, text, atom) ? &atom->alone : NULL;
}

const pn_maybe *pn_maybe_union(pn_maybes *all, const pn_maybe *a, const pn_maybe *b)
{
	const pn_maybe *rest;

	if (a == b || !b)
		return a;
	if (!a)
		return b;
	if (a->atom->number < b->atom->number)
		return pn_maybe_union(all, b, a);
	rest = pn_maybe_union(all, a->rest, a->atom == b->atom ? b->rest : b);
	return rest == a->rest ? a : put_before(all, a->atom, rest);
}

/* Makes a set of the atoms: the lowest goes in first, so that each step makes one set. */
const pn_maybe *pn_gather_end(pn_maybes *all, pn_gather *gather)
{
	const pn_maybe *set = NULL;

	for (uint32_t i = 1; i < gather->count; i++) {
		const pn_atom *atom = gather->atoms[i];
		uint32_t j = i;

		for (; j && gather->atoms[j - 1]->number > atom->number; j--)
			gather->atoms[j] = gather->atoms[j - 1];
		gather->atoms[j] = atom;
	}
	for (uint32_t i = 0; i < gather->count; i++) {
		if (!set || set->atom != gather->atoms[i])
			set = put_before(all, gather->atoms[i], set);
	}
	gather->count = 0;
	return gather->set = pn_maybe_union(all, gather->set, set);
}

void pn_gather_add(pn_maybes *all, pn_gather *gather, const pn_maybe *set)
{
	if (set == gather->set)
		return;
	if (!gather->set) {
		gather->set = set;
		return;
	}
	for (; set; set = set->rest) {
		if (gather->count == sizeof gather->atoms / sizeof *gather->atoms)
			pn_gather_end(all, gather);
		gather->atoms[gather->count++] = set->atom;
	}
}
