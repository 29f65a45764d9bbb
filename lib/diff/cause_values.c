/* SPDX-License-Identifier: Apache-2.0 */
/* Values that are other ones, and which of them a piece of a template looked at. */
#include "diff/cause_parts.h"

/* ---- which values changed ---- */

/* Whether a path leads to a copy of `global` in a subchart's table, which is no value of its own.
 */
static bool is_global_copy(const pn_part *part, const pn_path *path)
{
	const pn_path *steps[64];
	size_t depth = 0;

	for (const pn_path *p = path; p && depth < 64; p = p->parent)
		steps[depth++] = p;
	for (size_t below = 0; part && depth-- > 0; below++) {
		const pn_part *next = NULL;

		if (below && pn_str_is(steps[depth]->key, "global"))
			return true;
		for (uint32_t i = 0; i < part->child_count && !next; i++) {
			if (pn_str_eq(part->children[i]->meta.name, steps[depth]->key))
				next = part->children[i];
		}
		part = next;
	}
	return false;
}

bool pn_twins_compare_values(pn_cx *cx, pn_twins *twins)
{
	const pn_manifest *a = twins->side[PN_SIDE_A]->manifest;
	const pn_manifest *b = twins->side[PN_SIDE_B]->manifest;
	pn_changes all = { 0 };
	size_t kept = 0;

	if (!pn_compare_values(cx, &a->values, &b->values, &all))
		return false;
	for (size_t i = 0; i < all.count; i++) {
		const pn_path *path = all.items[i].path;

		if (!is_global_copy(a->root, path) && !is_global_copy(b->root, path))
			all.items[kept++] = all.items[i];
	}
	all.count = kept;
	twins->changes = all;
	twins->values = PN_NEW_ARRAY(cx->arena, pn_twin_value, kept + 1);
	if (!twins->values)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < kept; i++)
		twins->values[i] = (pn_twin_value){ &all.items[i], PN_NO_INDEX };
	return true;
}

/* ---- entering ---- */

/* Finds where a value was written; line 0 when that is not known. */
static pn_where place_of(pn_cause_finder *f, pn_side side, const pn_value *v)
{
	pn_rendering *r = f->twins->side[side];
	pn_setting setting;
	pn_place place;

	if (!v || !v->origin || !r->origins ||
	    !pn_layers_origin(pn_origins_layers(r->origins), f->cx, v->origin, &setting))
		return (pn_where){ PN_STR_EMPTY, 0, 0 };
	pn_locate_setting(&setting, &place);
	return (pn_where){ place.file, place.line, place.column };
}

static bool enter(pn_cause_finder *f, pn_twin_value *v, pn_cause_set *set)
{
	const pn_change *c = v->change;

	if (v->cause == PN_NO_INDEX) {
		pn_cause cause = { .kind = PN_CAUSE_VALUE,
				   .release = f->twins->side[PN_SIDE_B]->group,
				   .name = pn_path_text(f->cx, c->path),
				   .path = c->path,
				   .value = { c->value[0], c->value[1] } };

		for (int side = 0; side < 2; side++)
			cause.place[side] = place_of(f, (pn_side)side, c->value[side]);
		v->cause = pn_cause_add(f, &cause);
		if (v->cause == PN_NO_INDEX)
			return false;
	}
	return pn_cause_set_add(f->cx, set, v->cause);
}

bool pn_cause_of_twin_value(pn_cause_finder *f, uint32_t number, pn_cause_set *set)
{
	return enter(f, &f->twins->values[number], set);
}

bool pn_causes_of_rest(pn_cause_finder *f)
{
	pn_cause_set unused = { 0 };

	for (size_t i = 0; i < f->twins->changes.count; i++) {
		if (f->twins->values[i].cause == PN_NO_INDEX &&
		    !enter(f, &f->twins->values[i], &unused))
			return false;
	}
	return true;
}

/* ---- matching ---- */

/* How two paths lie to each other. */
typedef enum relation { APART, CHANGE_ABOVE, EXACT, CHANGE_BELOW } relation;

static relation relate(const pn_path *change, pn_side side, pn_keypath path)
{
	size_t depth = 0, at;

	for (const pn_path *p = change; p; p = p->parent)
		depth++;
	at = depth;
	for (const pn_path *p = change; p; p = p->parent) {
		const pn_step *step = --at < path.count ? &path.steps[at] : NULL;

		if (!step)
			continue;
		if (p->is_item != step->is_index ||
		    (p->is_item ? p->at[side] != step->index : !pn_str_eq(p->key, step->key)))
			return APART;
	}
	return depth < path.count ? CHANGE_ABOVE : depth == path.count ? EXACT : CHANGE_BELOW;
}

/* How many items or entries a value has; 0 for what is none. */
static size_t size_of(const pn_value *v)
{
	if (v && v->kind == PN_LIST)
		return v->len;
	return v && v->kind == PN_MAP ? pn_map_count(v->as.map) : 0;
}

/* Whether a value can decide otherwise: it is there or not, full or empty, or of another size. */
static bool decides_otherwise(const pn_cause_finder *f, pn_keypath path)
{
	const pn_value *v[2];

	for (int side = 0; side < 2; side++)
		v[side] = pn_keypath_find(&f->twins->side[side]->manifest->values, path, NULL);
	return (v[0] && pn_value_truth(v[0])) != (v[1] && pn_value_truth(v[1])) ||
	       size_of(v[0]) != size_of(v[1]);
}

/* Whether a change of values has to do with a value that is a map or list. */
static bool matters(const pn_cause_finder *f, const pn_change *change, pn_keypath path,
		    pn_value_role role)
{
	if (role == PN_VALUE_SHOWN)
		return true;
	if (role == PN_VALUE_LOOPED)
		return change->kind != PN_CHANGE_CHANGED;
	return decides_otherwise(f, path);
}

bool pn_causes_of_value(pn_cause_finder *f, pn_side side, pn_keypath path, pn_value_role role,
			bool existence, pn_cause_set *set)
{
	for (size_t i = 0; i < f->twins->changes.count; i++) {
		pn_twin_value *v = &f->twins->values[i];
		relation r = relate(v->change->path, side, path);

		if (r == APART || (r == CHANGE_BELOW && !matters(f, v->change, path, role)))
			continue;
		if (existence && v->change->kind == PN_CHANGE_CHANGED)
			continue;
		if (!enter(f, v, set))
			return false;
	}
	return true;
}

/* ---- expressions ---- */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

/* Reads the ".a.b" that stands at a place of an expression. */
static bool read_fields(pn_cx *cx, pn_str text, size_t at, pn_keypath *out)
{
	pn_step *steps = PN_NEW_ARRAY(cx->arena, pn_step, 32);
	size_t count = 0;

	*out = (pn_keypath){ steps, 0 };
	if (!steps)
		return pn_fail_memory(cx->err, cx->arena);
	while (count < 32 && at + 1 < text.len && text.ptr[at] == '.' &&
	       is_name(text.ptr[at + 1])) {
		size_t from = ++at;

		while (at < text.len && is_name(text.ptr[at]))
			at++;
		steps[count++] = (pn_step){ .key = pn_str_slice(text, from, at) };
	}
	out->count = count;
	return true;
}

bool pn_causes_of_expression(pn_cause_finder *f, pn_side side, pn_str id, pn_str expression,
			     pn_cause_set *set)
{
	const pn_manifest *m = f->twins->side[side]->manifest;
	pn_str mark = PN_STR(".Values");
	pn_keypath prefix = { 0 }, path;
	const pn_part *part;
	const pn_file *file;
	size_t at = 0, found;

	if (pn_part_find(m->root, id, &part, &file))
		prefix = pn_part_prefix(f->cx->arena, part);
	while ((found = pn_str_find(pn_str_slice(expression, at, expression.len), mark)) !=
	       PN_NOT_FOUND) {
		at += found + mark.len;
		if (!read_fields(f->cx, expression, at, &path))
			return false;
		if (!path.count)
			continue;
		if (!pn_str_is(path.steps[0].key, "global"))
			path = pn_keypath_join(f->cx->arena, prefix, path);
		if (!pn_causes_of_value(f, side, path, PN_VALUE_SHOWN, false, set))
			return false;
	}
	return true;
}
