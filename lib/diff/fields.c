/* SPDX-License-Identifier: Apache-2.0 */
/* What changed between two values, field by field. */
#include "diff/parts.h"

static bool add(pn_cx *cx, pn_changes *out, const pn_change *change)
{
	if (!pn_diff_grow(cx, (void **)&out->items, &out->cap, out->count, sizeof *out->items))
		return false;
	out->items[out->count++] = *change;
	return true;
}

static const pn_path *add_step(pn_cx *cx, const pn_path *step)
{
	pn_path *path = PN_NEW(cx->arena, pn_path);

	if (path)
		*path = *step;
	else
		pn_fail_memory(cx->err, cx->arena);
	return path;
}

static bool compare(pn_cx *cx, const pn_path *path, const pn_value *a, const pn_value *b,
		    pn_changes *out);

/* Enters what changed in one entry or item, which may be missing on one side. */
static bool compare_child(pn_cx *cx, const pn_path *step, const pn_value *a, const pn_value *b,
			  pn_changes *out)
{
	pn_change change = { .kind = a ? PN_CHANGE_REMOVED : PN_CHANGE_ADDED, .value = { a, b } };

	if (a && b && pn_same_value(a, b))
		return true;
	change.path = add_step(cx, step);
	if (!change.path)
		return false;
	return a && b ? compare(cx, change.path, a, b, out) : add(cx, out, &change);
}

/* ---- maps ---- */

/*
 * Goes through the entries of both in their order: what only A has, then what only B has, then one
 * that both have. There are as many of these on each side.
 */
static bool compare_maps(pn_cx *cx, const pn_path *path, const pn_map *a, const pn_map *b,
			 pn_changes *out)
{
	size_t n = pn_map_count(a), m = pn_map_count(b), i = 0, j = 0;

	while (i < n || j < m) {
		const pn_entry *x = i < n ? &a->entries[i] : NULL;
		const pn_entry *y = j < m ? &b->entries[j] : NULL;
		const pn_value *in_b = x ? pn_map_get_hashed(b, x->key, x->hash) : NULL;
		pn_path step = { .parent = path, .at = { PN_NO_INDEX, PN_NO_INDEX } };
		bool ok;

		if (x && !in_b) {
			step.key = x->key;
			ok = compare_child(cx, &step, &x->value, NULL, out);
			i++;
		} else if (y && !pn_map_get_hashed(a, y->key, y->hash)) {
			step.key = y->key;
			ok = compare_child(cx, &step, NULL, &y->value, out);
			j++;
		} else {
			step.key = x->key;
			ok = compare_child(cx, &step, &x->value, in_b, out);
			i++;
			j++;
		}
		if (!ok)
			return false;
	}
	return true;
}

/* ---- lists ---- */

/* Two lists whose items have partners. */
typedef struct lists {
	const pn_path *path;
	const pn_value *side[2];
	pn_item_match match;
	bool *stays; /* of A's items */
} lists;

bool pn_item_step(pn_cx *cx, const pn_path *parent, const pn_value *item, const char *key,
		  const uint32_t at[2], pn_path *step)
{
	*step = (pn_path){ .parent = parent, .is_item = true, .at = { at[0], at[1] } };
	if (key && pn_item_key_text(cx, item, key, &step->key)) {
		step->key_name = pn_str_from(key);
		return true;
	}
	step->is_flat = true;
	step->key = pn_str_format(cx->arena, "%u", at[0] != PN_NO_INDEX ? at[0] : at[1]);
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}

/* Enters what changed in an item; a and b are its places, or PN_NO_INDEX. */
static bool compare_item(pn_cx *cx, const lists *l, uint32_t a, uint32_t b, pn_changes *out)
{
	const pn_value *x = a == PN_NO_INDEX ? NULL : &l->side[PN_SIDE_A]->as.items[a];
	const pn_value *y = b == PN_NO_INDEX ? NULL : &l->side[PN_SIDE_B]->as.items[b];
	bool moved = x && y && !l->stays[a];
	const uint32_t at[2] = { a, b };
	pn_change change = { .kind = PN_CHANGE_MOVED, .value = { x, y } };
	pn_path step;

	if (x && y && !moved && pn_same_value(x, y))
		return true;
	if (!pn_item_step(cx, l->path, x ? x : y, l->match.key, at, &step))
		return false;
	if (moved) {
		change.path = add_step(cx, &step);
		if (!change.path || !add(cx, out, &change))
			return false;
	}
	return compare_child(cx, &step, x, y, out);
}

/* Goes through both lists: what A lost, what B has got or has elsewhere, what both have. */
static bool compare_lists(pn_cx *cx, const pn_path *path, const pn_value *a, const pn_value *b,
			  pn_changes *out)
{
	lists l = { .path = path, .side = { a, b } };
	const uint32_t *in_b, *in_a;
	uint32_t i = 0, j = 0;
	bool ok = true;

	l.stays = pn_alloc_zero(cx->arena, a->len + 1);
	if (!l.stays)
		return pn_fail_memory(cx->err, cx->arena);
	if (!pn_match_items(cx, path ? path->key : PN_STR_EMPTY, a, b, &l.match) ||
	    !pn_stays(cx, &l.match.partners, l.stays))
		return false;
	in_b = l.match.partners.of[PN_SIDE_A];
	in_a = l.match.partners.of[PN_SIDE_B];
	while (ok && (i < a->len || j < b->len)) {
		if (i < a->len && in_b[i] == PN_NO_INDEX)
			ok = compare_item(cx, &l, i++, PN_NO_INDEX, out);
		else if (i < a->len && !l.stays[i])
			i++; /* told of where it stands now */
		else if (j < b->len && (in_a[j] == PN_NO_INDEX || !l.stays[in_a[j]]))
			ok = compare_item(cx, &l, in_a[j], j, out), j++;
		else
			ok = compare_item(cx, &l, i++, j++, out);
	}
	return ok;
}

/* ---- values ---- */

static bool compare(pn_cx *cx, const pn_path *path, const pn_value *a, const pn_value *b,
		    pn_changes *out)
{
	pn_change change = { .kind = PN_CHANGE_CHANGED, .path = path, .value = { a, b } };

	if (a->kind == PN_MAP && b->kind == PN_MAP)
		return compare_maps(cx, path, a->as.map, b->as.map, out);
	if (a->kind == PN_LIST && b->kind == PN_LIST)
		return compare_lists(cx, path, a, b, out);
	return add(cx, out, &change);
}

bool pn_compare_values(pn_cx *cx, const pn_value *a, const pn_value *b, pn_changes *out)
{
	return pn_same_value(a, b) || compare(cx, NULL, a, b, out);
}
