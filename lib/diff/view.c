/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/parts.h"
#include "diff/view.h"

enum { CONTEXT = 3 /* lines around a difference in a text */ };

/* Making one object's view. */
typedef struct viewing {
	pn_cx *cx;
	pn_secrets *secrets;
	const pn_pair *pair;
	bool lines; /* of whole objects, too */
	const size_t
		*numbers; /* of the pairs among the view's objects; SIZE_MAX: it is not there */
} viewing;

/* ---- texts with lines ---- */

/* Returns a JSON text on one line with a line for each member; the text itself if it is none. */
static pn_str spread_json(pn_cx *cx, pn_str text)
{
	pn_str start = pn_str_trim_ascii(text);
	pn_error *own = cx->err, err;
	pn_buf out;
	pn_value v;
	size_t taken;

	if (!start.len || (start.ptr[0] != '{' && start.ptr[0] != '['))
		return text;
	pn_error_init(&err, own->arena.mem);
	cx->err = &err;
	pn_buf_init(&out, cx->arena);
	if (pn_json_read_numbers(cx, start, &taken, &v) && taken == start.len &&
	    pn_json_write(cx, &out, &v, PN_JSON_INDENT) && !out.failed)
		text = pn_buf_str(&out);
	cx->err = own;
	pn_error_finish(&err);
	return text;
}

static bool has_lines(pn_str s)
{
	return pn_str_find_byte(s, '\n') != PN_NOT_FOUND;
}

/* Compares two strings line by line if either has several lines, or holds JSON. */
static bool compare_texts(viewing *v, pn_view_change *c)
{
	pn_str a = c->side[PN_SIDE_A].text, b = c->side[PN_SIDE_B].text;

	if (!c->side[PN_SIDE_A].is_text || !c->side[PN_SIDE_B].is_text)
		return true;
	if (!has_lines(pn_str_trim_ascii(a)) && !has_lines(pn_str_trim_ascii(b))) {
		a = spread_json(v->cx, a);
		b = spread_json(v->cx, b);
	}
	if (!has_lines(a) && !has_lines(b))
		return true;
	return pn_compare_lines(v->cx, a, b, CONTEXT, &c->lines);
}

/* ---- changes ---- */

static bool view_value(viewing *v, const pn_change *change, pn_side side, pn_view_value *out)
{
	const pn_kube_object *object = v->pair->side[side];
	const pn_value *value = change->value[side];
	pn_position at;
	pn_value masked;

	*out = (pn_view_value){ .present = value != NULL };
	out->pointer = pn_path_pointer(v->cx, change->path, side);
	if (!value)
		return true;
	if (!pn_secrets_mask(v->cx, v->secrets, object, change->path, value, &masked))
		return false;
	out->json = pn_value_json(v->cx, &masked);
	out->yaml = pn_value_yaml(v->cx, &masked);
	out->is_text = pn_is_string(&masked);
	if (out->is_text)
		out->text = pn_value_str(&masked);
	if (pn_object_position(object, value, &at)) {
		out->line = object->text_line + at.line - 1;
		out->column = at.column;
	}
	return true;
}

/* Copies places: a comparison outlives the renders that they were found in. */
static void own_places(pn_cx *cx, const pn_where from[2], pn_where out[2])
{
	for (int side = 0; side < 2; side++) {
		out[side] = from[side];
		out[side].file = pn_str_dup(cx->arena, from[side].file);
	}
}

static bool view_change(viewing *v, const pn_change *change, pn_view_change *out)
{
	*out = (pn_view_change){ .kind = change->kind,
				 .follows = change->follows,
				 .follows_object = SIZE_MAX,
				 .causes = change->causes };
	own_places(v->cx, change->template, out->template);
	if (change->follows_pair != SIZE_MAX)
		out->follows_object = v->numbers[change->follows_pair];
	out->path = pn_secrets_mask_text(v->cx, v->secrets, pn_path_text(v->cx, change->path));
	if (!view_value(v, change, PN_SIDE_A, &out->side[PN_SIDE_A]) ||
	    !view_value(v, change, PN_SIDE_B, &out->side[PN_SIDE_B]))
		return false;
	return change->kind != PN_CHANGE_CHANGED || compare_texts(v, out);
}

/* ---- objects ---- */

static bool view_whole(viewing *v, pn_side side, pn_view_object *out)
{
	const pn_kube_object *object = v->pair->side[side];
	pn_value masked;

	if (!object)
		return true;
	if (!pn_secrets_mask(v->cx, v->secrets, object, NULL, &object->value, &masked))
		return false;
	out->json[side] = pn_value_json(v->cx, &masked);
	out->yaml[side] = pn_value_yaml(v->cx, &masked);
	return true;
}

/* Compares the objects line by line, in YAML with sorted keys. */
static bool view_lines(viewing *v, pn_view_object *out)
{
	pn_str text[2] = { PN_STR_EMPTY, PN_STR_EMPTY };
	pn_value masked;

	for (int side = 0; side < 2; side++) {
		const pn_kube_object *object = v->pair->side[side];

		if (!object)
			continue;
		if (!pn_secrets_mask(v->cx, v->secrets, object, NULL, &object->value, &masked))
			return false;
		text[side] =
			pn_str_concat(v->cx->arena, pn_value_yaml(v->cx, &masked), PN_STR("\n"));
	}
	return pn_compare_lines(v->cx, text[0], text[1], CONTEXT, &out->lines);
}

static bool view_object(viewing *v, pn_view_object *out)
{
	const pn_pair *pair = v->pair;

	*out = (pn_view_object){ .kind = pair->kind,
				 .causes = pair->causes,
				 .side = { pair->side[PN_SIDE_A], pair->side[PN_SIDE_B] } };
	own_places(v->cx, pair->template, out->template);
	if (v->lines && !view_lines(v, out))
		return false;
	if (pair->kind == PN_PAIR_ADDED || pair->kind == PN_PAIR_REMOVED)
		return view_whole(v, PN_SIDE_A, out) && view_whole(v, PN_SIDE_B, out);
	out->changes = PN_NEW_ARRAY(v->cx->arena, pn_view_change, pair->changes.count + 1);
	if (!out->changes)
		return pn_fail_memory(v->cx->err, v->cx->arena);
	for (size_t i = 0; i < pair->changes.count; i++) {
		if (!view_change(v, &pair->changes.items[i], &out->changes[i]))
			return false;
	}
	out->change_count = pair->changes.count;
	return true;
}

/* ---- effects ---- */

/* The worst first, else in the order in which they were found. */
static bool view_effects(pn_cx *cx, const pn_diff *diff, pn_secrets *secrets, const size_t *numbers,
			 pn_view *out)
{
	pn_effects found;

	if (!pn_effects_find(cx, diff, &found))
		return false;
	out->effects = PN_NEW_ARRAY(cx->arena, pn_effect, found.count + 1);
	if (!out->effects)
		return pn_fail_memory(cx->err, cx->arena);
	for (int severity = PN_SEVERITY_ERROR; severity >= PN_SEVERITY_INFO; severity--) {
		for (size_t i = 0; i < found.count; i++) {
			pn_effect *e = &out->effects[out->effect_count];

			if (found.items[i].severity != (pn_severity)severity)
				continue;
			*e = found.items[i];
			e->pair = numbers[e->pair];
			e->text = pn_secrets_mask_text(cx, secrets, e->text);
			out->effect_count++;
		}
	}
	return true;
}

/* Numbers the pairs that are not the same on both sides. */
static size_t *number_pairs(pn_cx *cx, const pn_diff *diff)
{
	size_t *numbers = PN_NEW_ARRAY(cx->arena, size_t, diff->count + 1), next = 0;

	if (!numbers)
		return pn_fail_memory(cx->err, cx->arena), NULL;
	for (size_t i = 0; i < diff->count; i++)
		numbers[i] = diff->pairs[i].kind == PN_PAIR_SAME ? SIZE_MAX : next++;
	return numbers;
}

/* ---- causes ---- */

/* A text without secrets that is the view's own. */
static pn_str own_text(pn_cx *cx, pn_secrets *secrets, pn_str text)
{
	return pn_str_dup(cx->arena, pn_secrets_mask_text(cx, secrets, text));
}

static bool view_cause(pn_cx *cx, const pn_cause *cause, pn_secrets *secrets, pn_view_cause *out)
{
	*out = (pn_view_cause){ .kind = cause->kind,
				.release = pn_str_dup(cx->arena, cause->release),
				.name = own_text(cx, secrets, cause->name),
				.changes = cause->changes,
				.objects = cause->objects,
				.inside = cause->inside };
	for (int side = 0; side < 2; side++) {
		pn_value masked;

		out->place[side] = cause->place[side];
		out->place[side].file = own_text(cx, secrets, cause->place[side].file);
		out->present[side] = cause->value[side] != NULL;
		if (!cause->value[side])
			continue;
		if (!pn_secrets_mask(cx, secrets, NULL, cause->path, cause->value[side], &masked))
			return false;
		out->json[side] = pn_value_json(cx, &masked);
		out->yaml[side] = cause->kind == PN_CAUSE_VALUE
					  ? pn_value_yaml(cx, &masked)
					  : pn_str_dup(cx->arena, pn_value_str(&masked));
	}
	return true;
}

static bool view_causes(pn_cx *cx, const pn_causes *causes, pn_secrets *secrets, pn_view *out)
{
	out->causes = PN_NEW_ARRAY(cx->arena, pn_view_cause, causes->count + 1);
	if (!out->causes)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < causes->count; i++) {
		if (!view_cause(cx, &causes->items[i], secrets, &out->causes[i]))
			return false;
	}
	out->cause_count = causes->count;
	return true;
}

bool pn_view_make(pn_cx *cx, const pn_diff *diff, const pn_causes *causes, pn_secrets *secrets,
		  bool lines, pn_view *out)
{
	size_t *numbers = number_pairs(cx, diff);

	*out = (pn_view){ .items = PN_NEW_ARRAY(cx->arena, pn_view_object, diff->count + 1) };
	if (!numbers)
		return false;
	if (!out->items)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < diff->count; i++) {
		viewing v = { cx, secrets, &diff->pairs[i], lines, numbers };

		if (diff->pairs[i].kind == PN_PAIR_SAME)
			out->same++;
		else if (!view_object(&v, &out->items[out->count++]))
			return false;
	}
	return view_effects(cx, diff, secrets, numbers, out) &&
	       view_causes(cx, causes, secrets, out) &&
	       (!cx->arena->failed || pn_fail_memory(cx->err, cx->arena));
}
