/* SPDX-License-Identifier: Apache-2.0 */
#include "reads/walker.h"

enum { MAX_ATOMS = 64, MAX_NESTING = 200 };

static void sight(pn_sight *sight, const pn_walker *w, const pn_node *at)
{
	if (!sight->source && at)
		*sight = (pn_sight){ w->source, at->pos };
}

/* Notes that a template names a place. */
static void name_place(pn_walker *w, const pn_node *at, pn_read_place *place)
{
	place->named = true;
	if (w->collecting)
		pn_walk_guard(w, place);
	if (w->asking || place->guards)
		sight(&place->guarded, w, at);
	else if (place->parent && place->parent->is_guard)
		sight(&place->inner, w, at);
	else
		sight(&place->open, w, at);
}

/*
 * What is merged into each other may hold each other: a look-up comes by each map once, and leaves
 * its stamp there.
 */
static uint32_t new_stamp(pn_walker *w)
{
	return ++w->maybes.stamp;
}

/* Goes one map deeper; false when that is too deep. */
static bool enter(pn_walker *w)
{
	if (w->nesting >= MAX_NESTING)
		return false;
	w->nesting++;
	return true;
}

static bool stamps(uint32_t *at, uint32_t stamp)
{
	bool first = *at != stamp;

	*at = stamp;
	return first;
}

/* ---- reading whole ---- */

static void whole(pn_walker *w, const pn_node *at, const pn_maybe *what, uint32_t stamp);

static void whole_made(pn_walker *w, const pn_node *at, pn_made *made, uint32_t stamp)
{
	if (!stamps(&made->mark, stamp))
		return;
	for (const pn_made_field *f = made->fields; f; f = f->next)
		whole(w, at, f->value, stamp);
	whole(w, at, made->rest, stamp);
	whole(w, at, made->under, stamp);
}

static bool is_all_values(const pn_atom *atom)
{
	return atom->kind == PN_ATOM_ROOT ||
	       (atom->kind == PN_ATOM_PLACE && (atom->place->part || !atom->place->parent));
}

static void whole(pn_walker *w, const pn_node *at, const pn_maybe *what, uint32_t stamp)
{
	if (!what || !enter(w))
		return;
	for (; what && pn_walker_step(w); what = what->rest) {
		const pn_atom *atom = what->atom;

		if (atom->kind == PN_ATOM_MADE) {
			whole_made(w, at, atom->made, stamp);
		} else if (atom->kind == PN_ATOM_WRITTEN) {
			w->encoded++;
			whole(w, at, atom->of, stamp);
			w->encoded--;
		} else if (is_all_values(atom)) {
			pn_read_place *place =
				atom->kind == PN_ATOM_PLACE
					? atom->place
					: pn_read_place_of_part(w->reads, atom->part);

			/* Nobody prints all values but as YAML or the like. */
			if (place && w->encoded)
				place->whole = true;
		} else if (atom->kind == PN_ATOM_PLACE) {
			/* Printed as it is, it is no map, or nobody wants to see it. */
			if (atom->place->whole || !w->encoded)
				continue;
			atom->place->whole = true;
			whole(w, at, atom->place->instead, stamp);
			whole(w, at, atom->place->under, stamp);
		}
	}
	w->nesting--;
}

void pn_take_whole(pn_walker *w, const pn_node *at, const pn_maybe *what)
{
	if (what && !w->muted)
		whole(w, at, what, new_stamp(w));
}

/* Notes that it is not known what becomes of values: too much is possible. */
static void lose(pn_walker *w, const pn_maybe *what, uint32_t stamp)
{
	if (!what || !enter(w))
		return;
	for (; what && pn_walker_step(w); what = what->rest) {
		const pn_atom *atom = what->atom;

		if (atom->kind == PN_ATOM_PLACE)
			atom->place->vague = true;
		if (atom->kind == PN_ATOM_WRITTEN)
			lose(w, atom->of, stamp);
		if (atom->kind != PN_ATOM_MADE || !stamps(&atom->made->mark, stamp))
			continue;
		for (const pn_made_field *f = atom->made->fields; f; f = f->next)
			lose(w, f->value, stamp);
		lose(w, atom->made->rest, stamp);
		lose(w, atom->made->under, stamp);
	}
	w->nesting--;
}

/* Loses sets that are too large. */
static const pn_maybe *within_limit(pn_walker *w, const pn_maybe *set)
{
	if (!set || set->count <= MAX_ATOMS)
		return set;
	lose(w, set, new_stamp(w));
	return NULL;
}

const pn_maybe *pn_join(pn_walker *w, const pn_maybe *a, const pn_maybe *b)
{
	return within_limit(w, pn_maybe_union(&w->maybes, a, b));
}

/* Ends what look-ups gathered. */
static const pn_maybe *gathered(pn_walker *w, pn_gather *gather)
{
	return within_limit(w, pn_gather_end(&w->maybes, gather));
}

/* ---- fields ---- */

static const pn_maybe *field(pn_walker *w, const pn_node *at, const pn_maybe *from, pn_str key,
			     uint32_t stamp);

/* What was merged into a map may lack what the map has, and the other way round. */
static const pn_maybe *field_under(pn_walker *w, const pn_node *at, const pn_maybe *under,
				   pn_str key, uint32_t stamp)
{
	const pn_maybe *found;

	w->asking++;
	found = field(w, at, under, key, stamp);
	w->asking--;
	return found;
}

static const pn_maybe *field_of_place(pn_walker *w, const pn_node *at, pn_read_place *from,
				      pn_str key, uint32_t stamp)
{
	const pn_maybe *found;
	pn_read_place *child;

	if (!stamps(&from->stamp, stamp))
		return NULL;
	/* Methods of .Values. */
	if (from->part && pn_str_is(key, "AsMap"))
		return pn_maybe_place(&w->maybes, PN_ATOM_PLACE, from);
	child = pn_read_place_make(w->reads, from, PN_PLACE_KEY, key);
	if (!child)
		return NULL;
	name_place(w, at, child);
	found = pn_join(w, pn_maybe_place(&w->maybes, PN_ATOM_PLACE, child), child->instead);
	return from->under ? pn_join(w, found, field_under(w, at, from->under, key, stamp)) : found;
}

static const pn_maybe *field_of_made(pn_walker *w, const pn_node *at, pn_made *made, pn_str key,
				     uint32_t stamp)
{
	const pn_maybe *found = made->rest;

	if (!stamps(&made->stamp, stamp))
		return NULL;
	for (const pn_made_field *f = made->fields; f; f = f->next) {
		if (pn_str_eq(f->key, key))
			found = pn_join(w, found, f->value);
	}
	return pn_join(w, found, field_under(w, at, made->under, key, stamp));
}

/* What templates put into the root object of a part. */
static pn_made *extras_of(pn_walker *w, const pn_part *part)
{
	void **slot = pn_pairs_slot(&w->roots, w->arena, part, NULL);

	if (slot && !*slot)
		*slot = PN_NEW(w->arena, pn_made);
	return slot ? *slot : NULL;
}

static const pn_maybe *field_of_root(pn_walker *w, const pn_node *at, const pn_part *part,
				     pn_str key, uint32_t stamp)
{
	const pn_maybe *found = NULL;
	pn_made *extras = extras_of(w, part);

	if (pn_str_is(key, "Values"))
		found = pn_maybe_place(&w->maybes, PN_ATOM_PLACE,
				       pn_read_place_of_part(w->reads, part));
	else if (pn_str_is(key, "Subcharts"))
		found = pn_maybe_part(&w->maybes, PN_ATOM_SUBCHARTS, part);
	else if (pn_str_is(key, "Files"))
		found = pn_maybe_part(&w->maybes, PN_ATOM_FILES, part);
	return extras ? pn_join(w, found, field_of_made(w, at, extras, key, stamp)) : found;
}

static const pn_maybe *subchart(pn_walker *w, const pn_part *part, pn_str key)
{
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (pn_str_eq(part->children[i]->meta.name, key))
			return pn_maybe_part(&w->maybes, PN_ATOM_ROOT, part->children[i]);
	}
	return NULL;
}

static const pn_maybe *field(pn_walker *w, const pn_node *at, const pn_maybe *from, pn_str key,
			     uint32_t stamp)
{
	pn_gather found = { 0 };
	const pn_maybe *one;

	if (!from || !enter(w))
		return NULL;
	for (; from && pn_walker_step(w); from = from->rest) {
		const pn_atom *atom = from->atom;

		if (atom->kind == PN_ATOM_PLACE)
			one = field_of_place(w, at, atom->place, key, stamp);
		else if (atom->kind == PN_ATOM_MADE)
			one = field_of_made(w, at, atom->made, key, stamp);
		else if (atom->kind == PN_ATOM_ROOT)
			one = field_of_root(w, at, atom->part, key, stamp);
		else if (atom->kind == PN_ATOM_SUBCHARTS)
			one = subchart(w, atom->part, key);
		else if (atom->kind == PN_ATOM_FILES) /* Get, Glob ...: their arguments tell more */
			one = pn_maybe_part(&w->maybes, PN_ATOM_FILES, atom->part);
		else
			one = NULL;
		pn_gather_add(&w->maybes, &found, one);
	}
	w->nesting--;
	return gathered(w, &found);
}

const pn_maybe *pn_take_field(pn_walker *w, const pn_node *at, const pn_maybe *from, pn_str key)
{
	return field(w, at, from, key, new_stamp(w));
}

/* ---- many ---- */

static const pn_maybe *many(pn_walker *w, const pn_node *at, const pn_maybe *from,
			    pn_read_place_step step, uint32_t stamp);

static const pn_maybe *many_of_place(pn_walker *w, const pn_node *at, pn_read_place *from,
				     pn_read_place_step step, uint32_t stamp)
{
	pn_read_place *child;

	if (!stamps(&from->stamp, stamp))
		return NULL;
	child = pn_read_place_make(w->reads, from, step, PN_STR_EMPTY);
	if (!child)
		return NULL;
	name_place(w, at, child);
	return pn_join(w, pn_maybe_place(&w->maybes, PN_ATOM_PLACE, child),
		       many(w, at, from->under, step, stamp));
}

static const pn_maybe *many_of_made(pn_walker *w, const pn_node *at, pn_made *made,
				    pn_read_place_step step, uint32_t stamp)
{
	const pn_maybe *found = made->rest;

	if (!stamps(&made->stamp, stamp))
		return NULL;
	found = pn_join(w, found, many(w, at, made->under, step, stamp));
	for (const pn_made_field *f = made->fields; f; f = f->next)
		found = pn_join(w, found, f->value);
	return found;
}

/* All subcharts' roots, for templates that go through .Subcharts. */
static const pn_maybe *all_subcharts(pn_walker *w, const pn_part *part)
{
	const pn_maybe *found = NULL;

	for (uint32_t i = 0; i < part->child_count; i++)
		found = pn_join(w, found,
				pn_maybe_part(&w->maybes, PN_ATOM_ROOT, part->children[i]));
	return found;
}

static const pn_maybe *many(pn_walker *w, const pn_node *at, const pn_maybe *from,
			    pn_read_place_step step, uint32_t stamp)
{
	pn_gather found = { 0 };
	const pn_maybe *one;

	if (!from || !enter(w))
		return NULL;
	for (; from && pn_walker_step(w); from = from->rest) {
		const pn_atom *atom = from->atom;

		if (atom->kind == PN_ATOM_PLACE)
			one = many_of_place(w, at, atom->place, step, stamp);
		else if (atom->kind == PN_ATOM_MADE)
			one = many_of_made(w, at, atom->made, step, stamp);
		else if (atom->kind == PN_ATOM_SUBCHARTS)
			one = all_subcharts(w, atom->part);
		else if (atom->kind == PN_ATOM_FILES || atom->kind == PN_ATOM_ECHO)
			one = pn_maybe_union(&w->maybes, NULL, from->count == 1 ? from : NULL);
		else
			one = NULL;
		pn_gather_add(&w->maybes, &found, one);
	}
	w->nesting--;
	return gathered(w, &found);
}

const pn_maybe *pn_take_each(pn_walker *w, const pn_node *at, const pn_maybe *from)
{
	return many(w, at, from, PN_PLACE_EACH, new_stamp(w));
}

static const pn_maybe *keys(pn_walker *w, const pn_maybe *from, uint32_t stamp)
{
	const pn_maybe *found = NULL;

	if (!from || !enter(w))
		return NULL;
	for (; from && pn_walker_step(w); from = from->rest) {
		if (from->atom->kind == PN_ATOM_PLACE)
			found = pn_join(w, found,
					pn_maybe_place(&w->maybes, PN_ATOM_KEY, from->atom->place));
		if (from->atom->kind != PN_ATOM_MADE || !stamps(&from->atom->made->stamp, stamp))
			continue;
		for (const pn_made_field *f = from->atom->made->fields; f; f = f->next)
			found = pn_join(w, found, pn_maybe_text(&w->maybes, f->key));
		found = pn_join(w, found, keys(w, from->atom->made->under, stamp));
	}
	w->nesting--;
	return found;
}

const pn_maybe *pn_take_keys(pn_walker *w, const pn_maybe *from)
{
	return keys(w, from, new_stamp(w));
}

/* Says whether a key atom is of the places that it is used on: then it may be any of their keys. */
static bool is_own_key(const pn_maybe *from, const pn_atom *key)
{
	for (; from; from = from->rest) {
		if (from->atom->kind == PN_ATOM_PLACE && from->atom->place == key->place)
			return true;
	}
	return false;
}

/* What is at an index: of lists that templates make it is known which item. */
static const pn_maybe *item(pn_walker *w, const pn_node *at, const pn_maybe *from,
			    const pn_atom *index)
{
	const pn_maybe *found = NULL, *one;

	for (; from; from = from->rest) {
		one = &from->atom->alone;
		if (from->atom->kind == PN_ATOM_MADE && from->atom->made->is_list)
			one = pn_take_field(w, at, one, index->text);
		else
			one = many(w, at, one, PN_PLACE_EACH, new_stamp(w));
		found = pn_join(w, found, one);
	}
	return found;
}

/* What is under a key that only a render knows, or that is known as one of a place's own. */
static const pn_maybe *by_atom(pn_walker *w, const pn_node *at, const pn_maybe *from,
			       const pn_atom *key)
{
	const pn_maybe *own = NULL;

	if (key->kind == PN_ATOM_NUMBER)
		return item(w, at, from, key);
	if (key->kind == PN_ATOM_KEY && is_own_key(from, key))
		own = many(w, at, pn_maybe_place(&w->maybes, PN_ATOM_PLACE, key->place),
			   PN_PLACE_EACH, new_stamp(w));
	if (own && !from->rest)
		return own;
	return pn_join(w, own, many(w, at, from, PN_PLACE_SOME, new_stamp(w)));
}

const pn_maybe *pn_take_by(pn_walker *w, const pn_node *at, const pn_maybe *from,
			   const pn_maybe *key)
{
	const pn_maybe *found = NULL, *one;

	if (!key)
		return many(w, at, from, PN_PLACE_SOME, new_stamp(w));
	for (; key; key = key->rest) {
		const pn_atom *atom = key->atom;

		if (atom->kind == PN_ATOM_TEXT &&
		    pn_str_find_byte(atom->text, PN_ANY_TEXT) == PN_NOT_FOUND)
			one = pn_take_field(w, at, from, atom->text);
		else
			one = by_atom(w, at, from, atom);
		found = pn_join(w, found, one);
	}
	return found;
}

/* ---- changes ---- */

/* Adds to a set that others may have looked at. */
static void grow(pn_walker *w, const pn_maybe **set, const pn_maybe *more)
{
	const pn_maybe *grown = pn_join(w, *set, more);

	if (grown == *set)
		return;
	w->changed = true;
	*set = grown;
}

static void put_made(pn_walker *w, pn_made *made, const pn_str *key, const pn_maybe *value)
{
	pn_made_field *f = key ? made->fields : NULL;

	while (f && !pn_str_eq(f->key, *key))
		f = f->next;
	if (!key) {
		grow(w, &made->rest, value);
		return;
	}
	if (!f) {
		f = PN_NEW(w->arena, pn_made_field);
		if (!f)
			return;
		f->key = *key;
		f->next = made->fields;
		made->fields = f;
		w->changed = true;
	}
	grow(w, &f->value, value);
}

void pn_put_field(pn_walker *w, const pn_maybe *into, const pn_str *key, const pn_maybe *value)
{
	for (; into; into = into->rest) {
		const pn_atom *atom = into->atom;
		pn_made *extras = atom->kind == PN_ATOM_ROOT ? extras_of(w, atom->part) : NULL;
		pn_read_place *child;

		if (atom->kind == PN_ATOM_MADE)
			put_made(w, atom->made, key, value);
		else if (extras)
			put_made(w, extras, key, value);
		if (atom->kind != PN_ATOM_PLACE)
			continue;
		child = pn_read_place_make(w->reads, atom->place,
					   key ? PN_PLACE_KEY : PN_PLACE_SOME,
					   key ? *key : PN_STR_EMPTY);
		if (!child)
			return;
		child->put = true;
		grow(w, &child->instead, value);
	}
}

void pn_put_under(pn_walker *w, const pn_maybe *into, const pn_maybe *values)
{
	for (; into; into = into->rest) {
		if (into->atom->kind == PN_ATOM_MADE)
			grow(w, &into->atom->made->under, values);
		else if (into->atom->kind == PN_ATOM_PLACE)
			grow(w, &into->atom->place->under, values);
	}
}

pn_made *pn_made_at(pn_walker *w, const pn_node *node)
{
	/* Far down, or after very many visits, one map stands for those of all visits. */
	bool apart = w->depth < 64 && w->visit_count < 20000;
	void **slot = pn_pairs_slot(&w->mades, w->arena, node, apart ? w->visit : NULL);

	if (slot && !*slot)
		*slot = PN_NEW(w->arena, pn_made);
	return slot ? *slot : NULL;
}
