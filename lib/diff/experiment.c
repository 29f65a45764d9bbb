/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Causes by trying: a release is rendered with some of the values of the other side, and what
 * becomes of a change tells whether these values are its cause. For changes that the trace does not
 * explain, as of a branch that a function with many inputs decided. Values are tried all at once,
 * then by halves, so that few renders are needed.
 */
#include "diff/cause_parts.h"

enum {
	MOST_RENDERS = 48,     /* of one release, and few of a large one: */
	MOST_BYTES = 24 << 20, /* of documents that are rendered and not looked at otherwise */
	MOST_OPEN = 400,       /* changes that are looked at */
};

/* Values that are tried together: one, or those in one list, which Helm replaces as a whole. */
typedef struct candidate {
	pn_keypath path;
	const pn_value *value[2]; /* on each side; NULL: none */
	uint32_t first, count;	  /* among the twins' values: these are next to each other */
} candidate;

/* A change without a cause. */
typedef struct riddle {
	pn_pair *pair;
	pn_change *change; /* NULL: the object's fate */
	pn_cause_set found;
	bool moved; /* the last render has it otherwise */
} riddle;

typedef struct trial {
	pn_cause_finder *f;
	candidate *candidates;
	uint32_t candidate_count;
	riddle *riddles;
	uint32_t riddle_count;
	pn_side side;		/* whose render is tried with values of the other one */
	unsigned renders, most; /* so far, and at most */
} trial;

/* ---- candidates ---- */

/* Reads the keys of a path down to its first list. */
static bool read_path(pn_cx *cx, const pn_path *path, pn_keypath *out)
{
	const pn_path *steps[64];
	size_t depth = 0;
	pn_step *made;

	for (const pn_path *p = path; p && depth < 64; p = p->parent)
		steps[depth++] = p;
	made = PN_NEW_ARRAY(cx->arena, pn_step, depth + 1);
	*out = (pn_keypath){ made, 0 };
	if (!made)
		return pn_fail_memory(cx->err, cx->arena);
	while (depth-- > 0 && !steps[depth]->is_item)
		made[out->count++] = (pn_step){ .key = steps[depth]->key };
	return true;
}

static bool list_candidates(trial *t)
{
	const pn_twins *twins = t->f->twins;

	t->candidates = PN_NEW_ARRAY(t->f->cx->arena, candidate, twins->changes.count + 1);
	if (!t->candidates)
		return pn_fail_memory(t->f->cx->err, t->f->cx->arena);
	for (uint32_t i = 0; i < twins->changes.count; i++) {
		candidate *last =
			t->candidate_count ? &t->candidates[t->candidate_count - 1] : NULL;
		candidate c = { .first = i, .count = 1 };

		if (!read_path(t->f->cx, twins->changes.items[i].path, &c.path))
			return false;
		if (last && pn_keypath_eq(last->path, c.path)) {
			last->count++;
			continue;
		}
		for (int side = 0; side < 2; side++)
			c.value[side] =
				pn_keypath_find(&twins->side[side]->manifest->values, c.path, NULL);
		t->candidates[t->candidate_count++] = c;
	}
	return true;
}

/* ---- riddles ---- */

static bool add_riddle(trial *t, pn_pair *pair, pn_change *change)
{
	size_t cap = t->riddle_count;

	if (t->riddle_count >= MOST_OPEN)
		return true;
	if (!t->riddles)
		t->riddles = PN_NEW_ARRAY(t->f->cx->arena, riddle, MOST_OPEN);
	if (!t->riddles)
		return pn_fail_memory(t->f->cx->err, t->f->cx->arena);
	t->riddles[cap] = (riddle){ .pair = pair, .change = change };
	t->riddle_count++;
	return true;
}

static bool is_of(const pn_pair *pair, const pn_twins *twins)
{
	for (int side = 0; side < 2; side++) {
		const pn_kube_object *o = pair->side[side];

		if (o && o->rendering && o->rendering->twins == twins)
			return true;
	}
	return false;
}

static bool list_riddles(trial *t, pn_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++) {
		pn_pair *pair = &diff->pairs[i];

		if (pair->kind == PN_PAIR_SAME || !is_of(pair, t->f->twins))
			continue;
		if ((pair->kind == PN_PAIR_ADDED || pair->kind == PN_PAIR_REMOVED) &&
		    !pair->causes.count && !add_riddle(t, pair, NULL))
			return false;
		for (size_t k = 0; k < pair->changes.count; k++) {
			pn_change *c = &pair->changes.items[k];

			if (!c->causes.count && !add_riddle(t, pair, c))
				return false;
		}
	}
	return true;
}

/* ---- values of the other side ---- */

/* Sets a value at a path of maps, making them as needed; nil where there is none. */
static bool set_value(pn_cx *cx, pn_map *map, pn_keypath path, const pn_value *v)
{
	pn_value nil = pn_nil(), copy;

	for (size_t i = 0; i + 1 < path.count; i++) {
		pn_value *next = pn_map_get(map, path.steps[i].key);

		if (next && next->kind == PN_MAP && next->as.map) {
			map = next->as.map;
			continue;
		}
		copy = pn_map_value(PN_TYPE_MAP, pn_map_new(cx->arena, 0));
		if (!copy.as.map || !pn_map_set(map, path.steps[i].key, &copy))
			return pn_fail_memory(cx->err, cx->arena);
		map = copy.as.map;
	}
	if (!pn_value_copy(cx->arena, &copy, v ? v : &nil, 0) || !path.count ||
	    !pn_map_set(map, path.steps[path.count - 1].key, &copy))
		return pn_fail_memory(cx->err, cx->arena);
	return true;
}

/* Makes the user's values of one side with some of the other side's. */
static bool make_values(const trial *t, pn_cx *cx, uint32_t from, uint32_t to, pn_value *out)
{
	const pn_overrides *own = t->f->twins->side[t->side]->overrides;
	pn_value base = pn_map_value(PN_TYPE_MAP, own ? own->map : NULL);

	if (!pn_value_copy(cx->arena, out, &base, 0))
		return pn_fail_memory(cx->err, cx->arena);
	if (!out->as.map)
		out->as.map = pn_map_new(cx->arena, 0);
	if (!out->as.map)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = from; i < to; i++) {
		const candidate *c = &t->candidates[i];

		if (!set_value(cx, out->as.map, c->path, c->value[!t->side]))
			return false;
	}
	return true;
}

/* ---- what a render has ---- */

/* Goes down to where a path leads in another object. */
static const pn_value *follow_path(pn_cx *cx, const pn_value *v, const pn_path *path, pn_side side)
{
	pn_str key;

	if (!path)
		return v;
	v = follow_path(cx, v, path->parent, side);
	if (!path->is_item)
		return v && v->kind == PN_MAP ? pn_map_get(v->as.map, path->key) : NULL;
	if (!v || v->kind != PN_LIST)
		return NULL;
	if (path->is_flat)
		return path->at[side] < v->len ? &v->as.items[path->at[side]] : NULL;
	for (uint32_t i = 0; i < v->len; i++) {
		if (pn_item_key_text(cx, &v->as.items[i], pn_str_z(cx->arena, path->key_name),
				     &key) &&
		    pn_str_eq(key, path->key))
			return &v->as.items[i];
	}
	return NULL;
}

static const pn_kube_object *find_object(const pn_object_set *set, const pn_kube_object *like)
{
	for (size_t i = 0; i < set->count; i++) {
		const pn_kube_object *o = &set->items[i];

		if (pn_str_eq(o->kind, like->kind) && pn_str_eq(o->name, like->name) &&
		    pn_str_eq(o->ns, like->ns))
			return o;
	}
	return NULL;
}

/* Says whether a render has a change's field otherwise than its own side has it. */
static bool has_moved(const trial *t, pn_cx *cx, const pn_object_set *set, const riddle *r)
{
	const pn_kube_object *own = r->pair->side[t->side], *other = r->pair->side[!t->side];
	const pn_kube_object *now = find_object(set, own ? own : other);
	const pn_value *was, *is;

	if (!r->change || !own || !now)
		return (now != NULL) != (own != NULL);
	was = r->change->value[t->side];
	is = follow_path(cx, &now->value, r->change->path, t->side);
	return was && is ? !pn_same_value(was, is) : (was != NULL) != (is != NULL);
}

/* Reads the objects of a render that riddles are about; what is no YAML has none. */
static bool read_objects(const trial *t, pn_cx *cx, const pn_manifest *m, pn_object_set *set)
{
	pn_text_place place = { .line = 1 };

	for (size_t i = 0; i < m->documents.count; i++) {
		const pn_document *d = &m->documents.items[i];
		bool wanted = false;

		for (uint32_t k = 0; k < t->riddle_count && !wanted; k++) {
			const pn_pair *pair = t->riddles[k].pair;
			const pn_kube_object *o =
				pair->side[t->side] ? pair->side[t->side] : pair->side[!t->side];

			wanted = pn_str_eq(o->kind, d->kind) && pn_str_eq(o->name, d->name);
		}
		if (wanted && !pn_objects_read_document(cx, set, d->text, &place))
			return false;
	}
	return true;
}

/* Renders with values from..to of the other side; *moved says whether any riddle has moved. */
static bool try_values(trial *t, uint32_t from, uint32_t to, bool *moved)
{
	const pn_rendering *r = t->f->twins->side[t->side];
	pn_cx cx = *t->f->cx;
	pn_object_set set = { 0 };
	pn_manifest manifest = { 0 };
	pn_arena arena;
	pn_error err;
	pn_value values;
	bool ok;

	pn_arena_init(&arena, t->f->cx->arena->mem, t->f->cx->limits->arena_bytes);
	pn_error_init(&err, t->f->cx->arena->mem);
	cx.arena = &arena;
	cx.err = &err;
	cx.log = NULL;
	cx.regexes = NULL;
	t->renders++;
	*moved = false;
	ok = make_values(t, &cx, from, to, &values) &&
	     pn_manifest_render(&cx, r->bundle, &values, NULL, &r->release, &manifest) &&
	     read_objects(t, &cx, &manifest, &set);
	for (uint32_t i = 0; i < t->riddle_count; i++) {
		t->riddles[i].moved = ok && has_moved(t, &cx, &set, &t->riddles[i]);
		*moved = *moved || t->riddles[i].moved;
	}
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return true;
}

/* ---- the search ---- */

static bool note_found(trial *t, const candidate *c)
{
	for (uint32_t i = 0; i < t->riddle_count; i++) {
		riddle *r = &t->riddles[i];

		for (uint32_t k = 0; r->moved && k < c->count; k++) {
			if (!pn_cause_of_twin_value(t->f, c->first + k, &r->found))
				return false;
		}
	}
	return true;
}

/* Looks for the causes among the candidates from..to, which together move something. */
static bool search(trial *t, uint32_t from, uint32_t to)
{
	uint32_t middle = from + (to - from) / 2;
	const uint32_t halves[][2] = { { from, middle }, { middle, to } };
	bool moved;

	if (to - from == 1)
		return note_found(t, &t->candidates[from]);
	for (size_t i = 0; i < 2; i++) {
		if (t->renders >= t->most)
			return true;
		if (!try_values(t, halves[i][0], halves[i][1], &moved))
			return false;
		if (moved && !search(t, halves[i][0], halves[i][1]))
			return false;
	}
	return true;
}

/* How many renders a release is worth. */
static unsigned most_renders(const pn_manifest *m)
{
	size_t bytes = 1, fit;

	for (size_t i = 0; i < m->documents.count; i++)
		bytes += m->documents.items[i].text.len;
	fit = MOST_BYTES / bytes;
	return fit < MOST_RENDERS ? (unsigned)fit : MOST_RENDERS;
}

static bool search_side(trial *t, pn_side side)
{
	bool moved;

	t->side = side;
	t->renders = 0;
	t->most = most_renders(t->f->twins->side[side]->manifest);
	if (!t->f->twins->side[side]->bundle || !t->riddle_count || !t->candidate_count)
		return true;
	return try_values(t, 0, t->candidate_count, &moved) &&
	       (!moved || search(t, 0, t->candidate_count));
}

/* Enters what was found, and keeps the riddles that are left. */
static void settle(trial *t)
{
	uint32_t left = 0;

	for (uint32_t i = 0; i < t->riddle_count; i++) {
		riddle *r = &t->riddles[i];
		pn_cause_numbers numbers = { r->found.items, r->found.count };

		if (!r->found.count)
			t->riddles[left++] = *r;
		else if (r->change)
			r->change->causes = numbers;
		else
			r->pair->causes = numbers;
	}
	t->riddle_count = left;
}

bool pn_causes_try(pn_cause_finder *f, pn_diff *diff)
{
	trial t = { .f = f };

	if (!list_riddles(&t, diff) || !t.riddle_count || !list_candidates(&t))
		return !pn_error_is_set(f->cx->err);
	if (!search_side(&t, PN_SIDE_A))
		return false;
	settle(&t);
	if (!search_side(&t, PN_SIDE_B))
		return false;
	settle(&t);
	return true;
}
