/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/parts.h"

/* A change and the steps to it, outermost first. */
typedef struct guided {
	const pn_change *change;
	const pn_path **steps;
	size_t depth;
} guided;

/* The changes below one value. */
typedef struct below {
	guided *items;
	size_t count;
} below;

static bool guide(pn_cx *cx, const pn_change *change, guided *out)
{
	*out = (guided){ .change = change };
	for (const pn_path *p = change->path; p; p = p->parent)
		out->depth++;
	out->steps = PN_NEW_ARRAY(cx->arena, const pn_path *, out->depth + 1);
	if (!out->steps)
		return pn_fail_memory(cx->err, cx->arena);
	for (const pn_path *p = change->path, **at = out->steps + out->depth; p; p = p->parent)
		*--at = p;
	return true;
}

static bool same_step(const pn_path *a, const pn_path *b)
{
	if (a->is_item != b->is_item)
		return false;
	return a->is_item ? a->at[0] == b->at[0] && a->at[1] == b->at[1]
			  : pn_str_eq(a->key, b->key);
}

/* Takes the changes that go the way of the first one at a depth; *rest gets the others. */
static bool take_group(pn_cx *cx, below *rest, size_t depth, below *out)
{
	guided *all = rest->items;
	const pn_path *step = all[0].steps[depth];
	size_t left = 0;

	*out = (below){ PN_NEW_ARRAY(cx->arena, guided, rest->count), 0 };
	if (!out->items)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < rest->count; i++) {
		if (same_step(all[i].steps[depth], step))
			out->items[out->count++] = all[i];
		else
			all[left++] = all[i];
	}
	rest->count = left;
	return true;
}

static bool rebuild(pn_cx *cx, const pn_value *a, below changes, size_t depth, pn_value *out);

static bool rebuild_map(pn_cx *cx, const pn_value *a, below changes, size_t depth, pn_value *out)
{
	pn_map *map = pn_map_clone(cx->arena, a->as.map);
	below group;

	if (!map)
		return pn_fail_memory(cx->err, cx->arena);
	while (changes.count) {
		const pn_path *step = changes.items[0].steps[depth];
		const pn_value *old = pn_map_get(a->as.map, step->key);
		pn_value v;

		if (!take_group(cx, &changes, depth, &group))
			return false;
		if (group.items[0].change->kind == PN_CHANGE_REMOVED &&
		    group.items[0].depth == depth + 1) {
			pn_map_delete(map, step->key);
			continue;
		}
		if (!rebuild(cx, old, group, depth + 1, &v) || !pn_map_set(map, step->key, &v))
			return false;
	}
	*out = *a;
	out->as.map = map;
	return true;
}

/* A list that is put together: items that have a place in B, then the rest of A in order. */
typedef struct shelf {
	pn_value *items;
	bool *set;
	bool *gone; /* of A's items: removed, or put elsewhere */
	pn_value *kept;
	size_t count;
} shelf;

static bool shelf_init(pn_cx *cx, shelf *s, const pn_value *a, const below *changes, size_t depth)
{
	s->count = a->len;
	for (size_t i = 0; i < changes->count; i++) {
		const pn_change *c = changes->items[i].change;

		if (changes->items[i].depth != depth + 1)
			continue;
		s->count += c->kind == PN_CHANGE_ADDED;
		s->count -= c->kind == PN_CHANGE_REMOVED;
	}
	s->items = PN_NEW_ARRAY(cx->arena, pn_value, s->count + 1);
	s->set = pn_alloc_zero(cx->arena, s->count + 1);
	s->gone = pn_alloc_zero(cx->arena, a->len + (size_t)1);
	s->kept = PN_NEW_ARRAY(cx->arena, pn_value, a->len + (size_t)1);
	if (!s->items || !s->set || !s->gone || !s->kept)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = 0; i < a->len; i++)
		s->kept[i] = a->as.items[i];
	return true;
}

/* Puts the item of one group where it belongs. */
static bool place_item(pn_cx *cx, shelf *s, below group, size_t depth)
{
	const pn_change *first = group.items[0].change;
	const pn_path *step = group.items[0].steps[depth];
	bool own = group.items[0].depth == depth + 1;
	uint32_t a = step->at[PN_SIDE_A], b = step->at[PN_SIDE_B];
	bool moved = own && first->kind == PN_CHANGE_MOVED;
	pn_value v;

	if (own && first->kind == PN_CHANGE_REMOVED) {
		s->gone[a] = true;
		return true;
	}
	if (moved)
		group = (below){ group.items + 1, group.count - 1 };
	v = a == PN_NO_INDEX ? pn_nil() : s->kept[a];
	if (group.count && !rebuild(cx, &v, group, depth + 1, &v))
		return false;
	if (a != PN_NO_INDEX && !moved) {
		s->kept[a] = v;
		return true;
	}
	if (a != PN_NO_INDEX)
		s->gone[a] = true;
	if (b < s->count) {
		s->items[b] = v;
		s->set[b] = true;
	}
	return true;
}

static bool rebuild_list(pn_cx *cx, const pn_value *a, below changes, size_t depth, pn_value *out)
{
	uint32_t from = 0;
	below group;
	shelf s;

	if (!shelf_init(cx, &s, a, &changes, depth))
		return false;
	while (changes.count) {
		if (!take_group(cx, &changes, depth, &group) || !place_item(cx, &s, group, depth))
			return false;
	}
	for (size_t i = 0; i < s.count; i++) {
		while (from < a->len && s.gone[from])
			from++;
		if (!s.set[i])
			s.items[i] = from < a->len ? s.kept[from++] : pn_nil();
	}
	*out = s.count ? pn_list((pn_type)a->type, s.items, s.count)
		       : pn_list_empty((pn_type)a->type);
	return true;
}

static bool rebuild(pn_cx *cx, const pn_value *a, below changes, size_t depth, pn_value *out)
{
	if (!changes.count) {
		*out = *a;
		return true;
	}
	if (changes.items[0].depth == depth) {
		*out = *changes.items[0].change->value[PN_SIDE_B];
		return true;
	}
	if (a->kind == PN_MAP)
		return rebuild_map(cx, a, changes, depth, out);
	return rebuild_list(cx, a, changes, depth, out);
}

bool pn_changes_apply(pn_cx *cx, const pn_value *a, const pn_changes *changes, pn_value *out)
{
	below all = { PN_NEW_ARRAY(cx->arena, guided, changes->count + 1), changes->count };

	if (!all.items)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < changes->count; i++) {
		if (!guide(cx, &changes->items[i], &all.items[i]))
			return false;
	}
	return rebuild(cx, a, all, 0, out);
}
