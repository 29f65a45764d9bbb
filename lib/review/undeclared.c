/* SPDX-License-Identifier: Apache-2.0 */
#include "review/nearest.h"
#include "review/unused.h"

/* Values at one place: of `each` and `some` there may be several. */
typedef struct values_at {
	const pn_value **items;
	size_t count, cap;
} values_at;

typedef struct walk {
	pn_study *study;
	pn_findings *out;
	uint32_t unsure; /* > 0: only a render knows which keys lead here */
	pn_map *told;	 /* paths: what one name is for several charts is told once */
} walk;

static bool no_memory(const walk *w)
{
	return pn_fail_memory(w->study->cx->err, w->study->cx->arena);
}

static bool add(walk *w, values_at *list, const pn_value *v)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 4;
		const pn_value **items = pn_realloc(w->study->cx->arena, list->items,
						    list->cap * sizeof *items, cap * sizeof *items);

		if (!items)
			return no_memory(w);
		list->items = items;
		list->cap = cap;
	}
	list->items[list->count++] = v;
	return true;
}

/* Gathers what is under a key of the maps; *maps says whether there are any. */
static bool gather_key(walk *w, const values_at *from, pn_str key, values_at *out, bool *maps)
{
	*maps = false;
	for (size_t i = 0; i < from->count; i++) {
		const pn_value *v = from->items[i], *child;

		if (!pn_is_map(v))
			continue;
		*maps = true;
		child = pn_map_get(v->as.map, key);
		if (child && !add(w, out, child))
			return false;
	}
	return true;
}

static bool gather_each(walk *w, const values_at *from, values_at *out)
{
	for (size_t i = 0; i < from->count; i++) {
		const pn_value *v = from->items[i];

		for (uint32_t k = 0; v->kind == PN_LIST && k < v->len; k++) {
			if (!add(w, out, &v->as.items[k]))
				return false;
		}
		for (size_t k = 0; pn_is_map(v) && k < pn_map_count(v->as.map); k++) {
			if (!add(w, out, &v->as.map->entries[k].value))
				return false;
		}
	}
	return true;
}

/* ---- telling ---- */

/* Builds the path of a place; *printed shows "*" for what stands for many. */
static pn_keypath path_of(walk *w, const pn_read_place *place, pn_str *printed)
{
	pn_arena *arena = w->study->cx->arena;
	size_t count = 0;
	pn_step *steps;
	bool plain = true;

	for (const pn_read_place *p = place; p->parent; p = p->parent)
		count++;
	steps = PN_NEW_ARRAY(arena, pn_step, count);
	*printed = PN_STR_EMPTY;
	if (!steps)
		return (pn_keypath){ NULL, 0 };
	for (size_t i = count; i-- > 0; place = place->parent) {
		plain &= place->key.len > 0;
		steps[i] = (pn_step){ .key = place->key.len ? place->key : PN_STR("*") };
	}
	/* What charts hand down is set above them. */
	for (size_t i = count; i-- > 1;) {
		if (pn_str_is(steps[i].key, "global")) {
			steps += i;
			count -= i;
			break;
		}
	}
	*printed = pn_keypath_text(arena, (pn_keypath){ steps, count });
	return plain ? (pn_keypath){ steps, count } : (pn_keypath){ NULL, 0 };
}

static bool is_global_set(walk *w, pn_keypath path)
{
	return path.count && pn_str_is(path.steps[0].key, "global") &&
	       pn_keypath_find(&w->study->all_values, path, NULL);
}

/* Where a place is taken for granted; in an empty map, only where nothing asks for the map. */
static const pn_sight *granted(const pn_read_place *place, const values_at *in)
{
	if (place->open.source)
		return &place->open;
	for (size_t i = 0; place->inner.source && i < in->count; i++) {
		if (pn_is_map(in->items[i]) && pn_map_count(in->items[i]->as.map))
			return &place->inner;
	}
	return NULL;
}

/* Tells of a place in maps that lack it. */
static bool tell(walk *w, const pn_read_place *place, const values_at *in)
{
	pn_arena *arena = w->study->cx->arena;
	const pn_sight *open = granted(place, in), *sight = open;
	pn_finding f = { .rule = PN_STR("values/undeclared"),
			 .severity = open && !w->unsure ? PN_SEVERITY_WARNING : PN_SEVERITY_INFO };
	pn_str printed;
	pn_keypath path = path_of(w, place, &printed), meant;
	pn_value yes = pn_bool(true);
	pn_spot spot;

	if (!sight)
		sight = place->guarded.source ? &place->guarded : &place->inner;
	if (!sight->source || pn_map_get(w->told, printed) || is_global_set(w, path) ||
	    (path.count && pn_study_is_declared(w->study, path)))
		return true;
	if (!pn_map_set(w->told, printed, &yes))
		return no_memory(w);
	spot = pn_study_sight(w->study, sight, place->key);
	f.path = spot.name;
	f.where = (pn_where){ spot.file, spot.line, spot.column - 1 };
	f.message = pn_str_format(arena, "'%.*s' is %s, but nothing sets it", PN_ARG(printed),
				  open ? "read" : "asked for");
	if (!pn_study_nearest_set(w->study, path, &meant))
		return false;
	if (meant.count)
		f.hint = pn_str_format(arena, "did you mean '%.*s'?",
				       PN_ARG(pn_keypath_text(arena, meant)));
	return pn_findings_add(w->study->cx, w->out, &f);
}

/* ---- going through ---- */

static bool walk_place(walk *w, const pn_read_place *place, const values_at *at, uint32_t depth);

static bool walk_many(walk *w, const pn_read_place *many, const values_at *from, uint32_t depth)
{
	values_at items = { 0 };

	return !many || (gather_each(w, from, &items) && walk_place(w, many, &items, depth));
}

static bool walk_place(walk *w, const pn_read_place *place, const values_at *at, uint32_t depth)
{
	const pn_read_place *child;
	bool ok;

	if (!depth)
		return true;
	for (size_t i = 0; (child = pn_read_place_child_at(w->study->reads, place, i)); i++) {
		values_at below = { 0 };
		bool maps;

		if (!gather_key(w, at, child->key, &below, &maps))
			return false;
		if (child->put || !maps)
			continue;
		ok = below.count   ? walk_place(w, child, &below, depth - 1)
		     : child->part ? true /* the table of a chart that has no values */
				   : tell(w, child, at);
		if (!ok)
			return false;
	}
	if (!walk_many(w, place->each, at, depth - 1))
		return false;
	w->unsure++;
	ok = walk_many(w, place->some, at, depth - 1);
	w->unsure--;
	return ok;
}

bool pn_undeclared_find(pn_study *study, pn_findings *out)
{
	walk w = { .study = study, .out = out, .told = pn_map_new(study->cx->arena, 64) };
	values_at root = { 0 };

	if (!w.told)
		return no_memory(&w);
	return add(&w, &root, &study->all_values) &&
	       walk_place(&w, study->reads->root, &root, study->cx->limits->depth) &&
	       pn_findings_sort(study->cx, out);
}
