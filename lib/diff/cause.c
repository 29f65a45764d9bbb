/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/cause_parts.h"

#include <stdlib.h>

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

/* ---- one place in a manifest ---- */

/* What was found about one change, by how directly it has to do with it. */
typedef struct evidence {
	pn_cause_set shown;	/* values in the text, or that it was computed with */
	pn_cause_set came;	/* those of them that came or went */
	pn_cause_set decided;	/* values that decided whether it is there */
	pn_cause_set text;	/* its template's own line */
	pn_cause_set around;	/* lines of calls and branches around it */
	pn_cause_set mentioned; /* values, files and facts that its expressions mention */
	pn_buf expressions;
	pn_where place[2]; /* of the template, on each side */
} evidence;

static pn_value_role role_of(pn_frame_kind kind)
{
	return kind == PN_FRAME_RANGE ? PN_VALUE_LOOPED : PN_VALUE_DECIDED;
}

/* Looks at the calls and branches around a piece. */
static bool look_at_levels(pn_cause_finder *f, pn_side side, const pn_origin *o, evidence *e)
{
	for (size_t i = 0; i < o->level_count; i++) {
		const pn_origin_level *level = &o->levels[i];

		pn_buf_add(&e->expressions, level->expression);
		for (size_t k = 0; k < level->values.count; k++) {
			if (!pn_causes_of_value(f, side, level->values.items[k].path,
						role_of(level->kind), false, &e->decided))
				return false;
		}
		if (!pn_causes_of_line(f, side, level->place.id, level->place.line, &e->around))
			return false;
		if (level->kind >= PN_FRAME_IF && !level->values.count &&
		    !pn_causes_of_expression(f, side, level->place.id, level->expression,
					     &e->mentioned))
			return false;
	}
	return true;
}

static bool look_at_piece(pn_cause_finder *f, pn_side side, const pn_piece *piece, evidence *e)
{
	pn_rendering *r = f->twins->side[side];
	pn_origin o;

	if (!pn_origins_describe(r->origins, f->cx, piece, &o))
		return false;
	pn_buf_add(&e->expressions, o.expression);
	if (!e->place[side].line || o.kind == PN_PIECE_EXPRESSION)
		e->place[side] = (pn_where){ o.place.file, o.place.line, o.place.column };
	for (size_t i = 0; i < o.values.count; i++) {
		pn_keypath path = o.values.items[i].path;

		if (!pn_causes_of_value(f, side, path, PN_VALUE_SHOWN, false, &e->shown) ||
		    !pn_causes_of_value(f, side, path, PN_VALUE_SHOWN, true, &e->came))
			return false;
	}
	return pn_causes_of_line(f, side, o.place.id, o.place.line, &e->text) &&
	       (o.kind != PN_PIECE_EXPRESSION ||
		pn_causes_of_expression(f, side, o.place.id, o.expression, &e->mentioned)) &&
	       look_at_levels(f, side, &o, e);
}

/* The offset of a line and column in a document. */
static size_t offset_of(pn_str text, pn_position at)
{
	size_t offset = 0;

	for (uint32_t line = 1; line < at.line; line++) {
		size_t end = pn_str_find_byte(pn_str_slice(text, offset, text.len), '\n');

		if (end == PN_NOT_FOUND)
			return text.len;
		offset += end + 1;
	}
	return offset + (at.column ? at.column - 1 : 0);
}

enum { MOST_PIECES = 16 /* of a line that are looked at */ };

/* Looks at what wrote a part of a line of a document. */
static bool look_at_line(pn_cause_finder *f, pn_side side, const pn_kube_object *o, size_t from,
			 size_t to, evidence *e)
{
	pn_rendering *r = f->twins->side[side];
	pn_pieces pieces = { 0 };

	if (!pn_origins_pieces(r->origins, f->cx, o->number, from, to, &pieces))
		return false;
	for (size_t i = 0; i < pieces.count && i < MOST_PIECES; i++) {
		const pn_piece *p = &pieces.items[i];
		pn_str text = pn_str_slice(o->text, p->from, p->to);

		if (pn_str_trim_ascii(text).len && !look_at_piece(f, side, p, e))
			return false;
	}
	return true;
}

/* The end of the line that an offset is in. */
static size_t line_end(pn_str text, size_t from)
{
	size_t end = pn_str_find_byte(pn_str_slice(text, from, text.len), '\n');

	return end == PN_NOT_FOUND ? text.len : from + end;
}

/* ---- texts with several lines ---- */

enum { MOST_LINES = 64 /* of a text that are looked at */ };

/* Looks at the lines of a block of text that are not the same on both sides. */
static bool look_at_lines(pn_cause_finder *f, pn_side side, const pn_kube_object *o,
			  const pn_change *c, size_t from, evidence *e)
{
	pn_str a = pn_value_str(c->value[0]), b = pn_value_str(c->value[1]);
	char mark = side == PN_SIDE_A ? '-' : '+';
	pn_text_lines lines;
	uint32_t seen = 0;

	if (!pn_compare_lines(f->cx, a, b, 0, &lines))
		return false;
	for (size_t i = 0; i < lines.count && seen < MOST_LINES; i++) {
		uint32_t line = lines.items[i].line[side];
		size_t at;

		if (lines.items[i].mark != mark || !line)
			continue;
		/* The text begins in the line behind its '|'. */
		at = from + offset_of(pn_str_slice(o->text, from, o->text.len),
				      (pn_position){ line + 1, 1 });
		seen++;
		if (!look_at_line(f, side, o, at, line_end(o->text, at), e))
			return false;
	}
	return true;
}

static bool is_block(const pn_kube_object *o, const pn_change *c, size_t from)
{
	return c->value[0] && c->value[1] && pn_is_string(c->value[0]) &&
	       pn_is_string(c->value[1]) && from < o->text.len && o->text.ptr[from] == '|';
}

/* ---- one change ---- */

static bool look_at_side(pn_cause_finder *f, pn_side side, const pn_kube_object *o,
			 const pn_change *c, evidence *e)
{
	pn_position at;
	size_t from;

	if (!f->twins->side[side]->origins || !pn_object_position(o, c->value[side], &at))
		return true;
	from = offset_of(o->text, at);
	if (is_block(o, c, from))
		return look_at_lines(f, side, o, c, from, e);
	/* What came or went did so with its key, which may stand in the line before. */
	return look_at_line(f, side, o, from, line_end(o->text, from), e);
}

/* The text of a scalar. */
static pn_str text_of(pn_cx *cx, const pn_value *v)
{
	bool nested = v && (v->kind == PN_MAP || v->kind == PN_LIST);

	return v && !nested ? pn_value_to_string(cx->arena, v) : PN_STR_EMPTY;
}

/* Chooses among what was found; a change of a template's own line always counts. */
static bool choose(pn_cause_finder *f, const pn_change *c, evidence *e, pn_cause_set *out)
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
	if (!out->count && !pn_causes_of_facts(f, text_of(f->cx, c->value[0]),
					       text_of(f->cx, c->value[1]), expressions, out))
		return false;
	if (!out->count && !pn_causes_of_files(f, expressions, out))
		return false;
	return out->count || add_all(f->cx, out, &e->around);
}

/* Finds the causes of a change of objects that come from renders, and what wrote it. */
static bool find_causes(pn_cause_finder *f, const pn_pair *pair, const pn_change *c,
			pn_cause_numbers *out, pn_where template[2])
{
	evidence e = { 0 };
	pn_cause_set set = { 0 };

	*out = (pn_cause_numbers){ 0 };
	pn_buf_init(&e.expressions, f->cx->arena);
	for (int side = 0; side < 2; side++) {
		const pn_kube_object *o = pair->side[side];

		if (o && o->rendering && !look_at_side(f, (pn_side)side, o, c, &e))
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
	evidence e = { 0 };
	pn_position at;
	size_t from;

	for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++) {
		if (!note_inside(f, side, o, &v->as.items[i], left))
			return false;
	}
	for (size_t i = 0; v->kind == PN_MAP && i < pn_map_count(v->as.map); i++) {
		if (!note_inside(f, side, o, &v->as.map->entries[i].value, left))
			return false;
	}
	if (v->kind == PN_LIST || v->kind == PN_MAP || !*left || !pn_object_position(o, v, &at))
		return true;
	--*left;
	pn_buf_init(&e.expressions, f->cx->arena);
	from = offset_of(o->text, at);
	if (!look_at_line(f, side, o, from, line_end(o->text, from), &e))
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
		evidence e = { 0 };
		pn_position at;
		size_t from;

		pn_buf_init(&e.expressions, f->cx->arena);
		if (!o || !o->rendering || !o->rendering->origins ||
		    !pn_object_position(o, &o->value, &at))
			continue;
		from = offset_of(o->text, at);
		if (!look_at_line(f, (pn_side)side, o, from, line_end(o->text, from), &e))
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

/* ---- numbers ---- */

static void count_numbers(pn_causes *causes, pn_cause_numbers numbers, size_t *last, size_t pair)
{
	for (uint32_t i = 0; i < numbers.count; i++) {
		pn_cause *cause = &causes->items[numbers.items[i]];

		cause->changes++;
		cause->objects += last[numbers.items[i]] != pair + 1;
		last[numbers.items[i]] = pair + 1;
	}
}

static bool count(pn_cx *cx, const pn_diff *diff, pn_causes *causes)
{
	size_t *last = pn_alloc_zero(cx->arena, (causes->count + 1) * sizeof *last);

	if (!last)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < diff->count; i++) {
		const pn_pair *pair = &diff->pairs[i];

		count_numbers(causes, pair->causes, last, i);
		for (size_t k = 0; k < pair->changes.count; k++)
			count_numbers(causes, pair->changes.items[k].causes, last, i);
	}
	return true;
}

/* ---- order ---- */

/* A cause with the number that it had. */
typedef struct numbered {
	pn_cause cause;
	uint32_t number;
} numbered;

/* By release and kind, then those that changed most. */
static int by_weight(const void *a, const void *b)
{
	const numbered *x = a, *y = b;
	int order = pn_str_cmp(x->cause.release, y->cause.release);

	if (!order && x->cause.kind != y->cause.kind)
		order = x->cause.kind < y->cause.kind ? -1 : 1;
	if (!order && x->cause.changes != y->cause.changes)
		order = x->cause.changes > y->cause.changes ? -1 : 1;
	if (!order)
		order = pn_str_cmp(x->cause.name, y->cause.name);
	return order ? order : x->number < y->number ? -1 : x->number > y->number;
}

/* Gives numbers their new values; a set has its own memory, which nobody else looks at. */
static void renumber(pn_cause_numbers numbers, const uint32_t *now)
{
	uint32_t *items = (uint32_t *)(uintptr_t)numbers.items;

	for (uint32_t i = 0; i < numbers.count; i++)
		items[i] = now[items[i]];
}

static bool sort(pn_cx *cx, pn_diff *diff, pn_causes *causes)
{
	numbered *all = PN_NEW_ARRAY(cx->arena, numbered, causes->count + 1);
	uint32_t *now = PN_NEW_ARRAY(cx->arena, uint32_t, causes->count + 1);

	if (!all || !now)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = 0; i < causes->count; i++)
		all[i] = (numbered){ causes->items[i], i };
	if (causes->count)
		qsort(all, causes->count, sizeof *all, by_weight);
	for (uint32_t i = 0; i < causes->count; i++) {
		causes->items[i] = all[i].cause;
		now[all[i].number] = i;
	}
	for (size_t i = 0; i < diff->count; i++) {
		renumber(diff->pairs[i].causes, now);
		for (size_t k = 0; k < diff->pairs[i].changes.count; k++)
			renumber(diff->pairs[i].changes.items[k].causes, now);
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
	return inherit(&f, diff) && count(cx, diff, out) && sort(cx, diff, out);
}
