/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/evidence.h"

/* ---- sets ---- */

uint32_t pn_cause_add(pn_cause_finder *f, const pn_cause *cause)
{
	pn_causes *list = f->out;

	if (!pn_diff_grow(f->cx, (void **)&list->items, &list->cap, list->count,
			  sizeof *list->items))
		return PN_NO_INDEX;
	list->items[list->count] = *cause;
	return (uint32_t)list->count++;
}

bool pn_cause_set_add(pn_cx *cx, pn_cause_set *set, uint32_t cause)
{
	for (uint32_t i = 0; i < set->count; i++) {
		if (set->items[i] == cause)
			return true;
	}
	if (!pn_diff_grow(cx, (void **)&set->items, &set->cap, set->count, sizeof *set->items))
		return false;
	set->items[set->count++] = cause;
	return true;
}

static bool add_all(pn_cx *cx, pn_cause_set *set, const pn_cause_set *more)
{
	for (uint32_t i = 0; i < more->count; i++) {
		if (!pn_cause_set_add(cx, set, more->items[i]))
			return false;
	}
	return true;
}

/* ---- one change ---- */

/* Chooses among what was found; a change of a template's own line always counts. */
static bool choose(pn_cause_finder *f, const pn_change *c, pn_evidence *e, pn_cause_set *out)
{
	bool one_sided = c->kind == PN_CHANGE_ADDED || c->kind == PN_CHANGE_REMOVED;
	const pn_cause_set *first[] = { &e->came, &e->decided, &e->shown };
	const pn_cause_set *then[] = { &e->shown, &e->decided, &e->mentioned };
	const pn_cause_set **order = one_sided ? first : then;
	pn_str expressions = pn_buf_str(&e->expressions);

	for (size_t i = 0; i < 3 && !out->count; i++) {
		if (!add_all(f->cx, out, order[i]))
			return false;
	}
	if (!add_all(f->cx, out, &e->text))
		return false;
	if (!out->count && !add_all(f->cx, out, &e->mentioned))
		return false;
	if (!out->count &&
	    !pn_causes_of_facts(f, pn_evidence_text(f->cx, c->value[0]),
				pn_evidence_text(f->cx, c->value[1]), expressions, out))
		return false;
	if (!out->count && !pn_causes_of_files(f, expressions, out))
		return false;
	return out->count || add_all(f->cx, out, &e->around);
}

/* Finds the causes of a change of objects that come from renders, and what wrote it. */
static bool find_causes(pn_cause_finder *f, const pn_pair *pair, const pn_change *c,
			pn_cause_numbers *out, pn_where template[2])
{
	pn_evidence e = { 0 };
	pn_cause_set set = { 0 };

	*out = (pn_cause_numbers){ 0 };
	pn_buf_init(&e.expressions, f->cx->arena);
	for (int side = 0; side < 2; side++) {
		const pn_kube_object *o = pair->side[side];

		if (o && o->rendering && !pn_evidence_of_change(f, (pn_side)side, o, c, &e))
			return false;
	}
	if (!choose(f, c, &e, &set))
		return false;
	*out = (pn_cause_numbers){ set.items, set.count };
	memcpy(template, e.place, sizeof e.place);
	return true;
}

/* ---- what came or went as a whole ---- */

enum { MOST_LEAVES = 500 /* of an object that are looked at */ };

/* Notes the values that show in a value, leaf by leaf: they are not without effect. */
static bool note_inside(pn_cause_finder *f, pn_side side, const pn_kube_object *o,
			const pn_value *v, size_t *left)
{
	pn_evidence e = { 0 };

	for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++) {
		if (!note_inside(f, side, o, &v->as.items[i], left))
			return false;
	}
	for (size_t i = 0; v->kind == PN_MAP && i < pn_map_count(v->as.map); i++) {
		if (!note_inside(f, side, o, &v->as.map->entries[i].value, left))
			return false;
	}
	if (v->kind == PN_LIST || v->kind == PN_MAP || !*left)
		return true;
	--*left;
	pn_buf_init(&e.expressions, f->cx->arena);
	if (!pn_evidence_of_value(f, side, o, v, &e))
		return false;
	for (uint32_t i = 0; i < e.shown.count; i++)
		f->out->items[e.shown.items[i]].inside = true;
	return true;
}

static bool note_one_sided(pn_cause_finder *f, const pn_pair *pair, const pn_change *c)
{
	size_t left = MOST_LEAVES;

	for (int side = 0; side < 2; side++) {
		const pn_kube_object *o = pair->side[side];

		if (c->value[side] && o && o->rendering && o->rendering->origins &&
		    !note_inside(f, (pn_side)side, o, c->value[side], &left))
			return false;
	}
	return true;
}

/* ---- one pair ---- */

static pn_twins *twins_of(const pn_pair *pair)
{
	for (int side = 0; side < 2; side++) {
		if (pair->side[side] && pair->side[side]->rendering)
			return pair->side[side]->rendering->twins;
	}
	return NULL;
}

/* Why an object came or went: as for a field that is the whole object. */
static bool find_fate(pn_cause_finder *f, pn_pair *pair)
{
	pn_change whole = { .kind = pair->side[PN_SIDE_A] ? PN_CHANGE_REMOVED : PN_CHANGE_ADDED };

	for (int side = 0; side < 2; side++) {
		if (pair->side[side])
			whole.value[side] = &pair->side[side]->value;
	}
	return find_causes(f, pair, &whole, &pair->causes, pair->template) &&
	       note_one_sided(f, pair, &whole);
}

/* Finds where the templates of an object begin. */
static bool find_places(pn_cause_finder *f, pn_pair *pair)
{
	for (int side = 0; side < 2; side++) {
		const pn_kube_object *o = pair->side[side];
		pn_evidence e = { 0 };

		pn_buf_init(&e.expressions, f->cx->arena);
		if (!o || !o->rendering || !o->rendering->origins)
			continue;
		if (!pn_evidence_of_value(f, (pn_side)side, o, &o->value, &e))
			return false;
		pair->template[side] = e.place[side];
	}
	return true;
}

static bool find_in_pair(pn_cause_finder *f, pn_pair *pair)
{
	f->twins = twins_of(pair);
	if (!f->twins || pair->kind == PN_PAIR_SAME)
		return true;
	if (pair->kind == PN_PAIR_ADDED || pair->kind == PN_PAIR_REMOVED)
		return find_fate(f, pair);
	for (size_t i = 0; i < pair->changes.count; i++) {
		pn_change *c = &pair->changes.items[i];

		if (!find_causes(f, pair, c, &c->causes, c->template) ||
		    ((!c->value[0] || !c->value[1]) && !note_one_sided(f, pair, c)))
			return false;
	}
	return find_places(f, pair);
}

/* Gives changes that follow from an object's the causes of that object's. */
static bool inherit(pn_cause_finder *f, pn_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++) {
		pn_changes *changes = &diff->pairs[i].changes;

		for (size_t k = 0; k < changes->count; k++) {
			pn_change *c = &changes->items[k];
			const pn_changes *from;
			pn_cause_set set = { 0 };

			if (c->follows_pair == SIZE_MAX || c->causes.count)
				continue;
			from = &diff->pairs[c->follows_pair].changes;
			for (size_t n = 0; n < from->count; n++) {
				pn_cause_numbers numbers = from->items[n].causes;

				for (uint32_t m = 0; m < numbers.count; m++) {
					if (!pn_cause_set_add(f->cx, &set, numbers.items[m]))
						return false;
				}
			}
			c->causes = (pn_cause_numbers){ set.items, set.count };
		}
	}
	return true;
}

/* ---- renders ---- */

/* Makes ready to ask where the bytes of a render come from. */
static bool open_origins(pn_cx *cx, pn_rendering *r)
{
	if (!r->manifest->trace || r->origins)
		return true;
	r->origins = pn_origins_new(cx, r->manifest, r->overrides);
	return r->origins != NULL;
}

static bool make_twins(pn_cx *cx, pn_rendering *a, pn_rendering *b)
{
	pn_twins *twins = PN_NEW(cx->arena, pn_twins);

	if (!twins)
		return pn_fail_memory(cx->err, cx->arena);
	*twins = (pn_twins){ .side = { a, b }, .texts = pn_map_new(cx->arena, 0) };
	memset(twins->facts, 0xFF, sizeof twins->facts);
	if (!twins->texts)
		return pn_fail_memory(cx->err, cx->arena);
	a->twins = b->twins = twins;
	return pn_twins_compare_values(cx, twins) && open_origins(cx, a) && open_origins(cx, b);
}

static bool pair_renderings(pn_cx *cx, const pn_renderings sides[2])
{
	for (size_t i = 0; i < sides[0].count; i++) {
		pn_rendering *a = &sides[0].items[i];

		for (size_t k = 0; k < sides[1].count && !a->twins; k++) {
			pn_rendering *b = &sides[1].items[k];

			if (!b->twins && pn_str_eq(a->group, b->group) && a->manifest->root &&
			    b->manifest->root && !make_twins(cx, a, b))
				return false;
		}
	}
	return true;
}

bool pn_causes_find(pn_cx *cx, pn_diff *diff, const pn_renderings sides[2], pn_causes *out)
{
	pn_cause_finder f = { cx, out, NULL };

	*out = (pn_causes){ 0 };
	if (!pair_renderings(cx, sides))
		return false;
	for (size_t i = 0; i < diff->count; i++) {
		if (!find_in_pair(&f, &diff->pairs[i]))
			return false;
	}
	if (!inherit(&f, diff))
		return false;
	for (size_t i = 0; i < sides[0].count; i++) {
		f.twins = sides[0].items[i].twins;
		if (f.twins && (!pn_causes_try(&f, diff) || !pn_causes_of_rest(&f)))
			return false;
	}
	return inherit(&f, diff) && pn_causes_order(cx, diff, out);
}
