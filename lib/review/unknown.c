/* SPDX-License-Identifier: Apache-2.0 */
#include "review/unknown.h"

#include "review/distance.h"

enum { SHOWN_KEYS = 8 };

typedef struct search {
	pn_study *study;
	pn_keypath path;
	pn_keypath above;     /* the part of it that is there */
	pn_value map;	      /* what is there: sorting moves the entries of maps */
	pn_str best;	      /* of its keys the nearest one */
	uint32_t distance;    /* of `best` */
	pn_keypath elsewhere; /* a path that ends as this one; the shortest */
	uint32_t count;	      /* of the shortest ones */
} search;

/* Finds the longest beginning of the path that is there. */
static void find_above(search *s)
{
	const pn_value *v = &s->study->values, *next;
	size_t i = 0;

	while (i < s->path.count &&
	       (next = pn_keypath_find(v, (pn_keypath){ &s->path.steps[i], 1 }, NULL)) != NULL) {
		v = next;
		i++;
	}
	s->map = *v;
	s->above = (pn_keypath){ s->path.steps, i };
}

static void find_nearest(search *s)
{
	const pn_step *wrong = &s->path.steps[s->above.count];
	const pn_entry *entries = pn_is_map(&s->map) ? pn_map_sorted(s->map.as.map) : NULL;

	for (size_t i = 0; !wrong->is_index && entries && i < pn_map_count(s->map.as.map); i++) {
		uint32_t distance = pn_key_distance(wrong->key, entries[i].key);

		if (!pn_key_is_near(wrong->key, entries[i].key, distance) ||
		    (s->best.len && distance >= s->distance))
			continue;
		s->best = entries[i].key;
		s->distance = distance;
	}
}

/* Looks for the path's last key anywhere, as near to the root as can be. */
static void find_elsewhere(search *s, const pn_value *v, pn_step *steps, size_t count, size_t most)
{
	const pn_step *last = &s->path.steps[s->path.count - 1];
	const pn_entry *entries = pn_is_map(v) ? pn_map_sorted(v->as.map) : NULL;

	if (last->is_index || last->key.len < 3 || count == most)
		return;
	for (size_t i = 0; entries && i < pn_map_count(v->as.map); i++) {
		size_t shortest = s->elsewhere.count;

		steps[count] = (pn_step){ .key = entries[i].key };
		if (pn_str_eq(entries[i].key, last->key) && shortest && count + 1 == shortest)
			s->count++;
		if (pn_str_eq(entries[i].key, last->key) && (!shortest || count + 1 < shortest)) {
			s->elsewhere = pn_keypath_join(s->study->cx->arena,
						       (pn_keypath){ steps, count + 1 },
						       (pn_keypath){ NULL, 0 });
			s->count = 1;
		}
		find_elsewhere(s, &entries[i].value, steps, count + 1, most);
	}
}

/* ---- charts that are switched off ---- */

static bool is_dependency(const pn_chart *chart, pn_str name)
{
	for (uint32_t i = 0; i < chart->meta.dependency_count; i++) {
		const pn_dependency *d = &chart->meta.dependencies[i];

		if (pn_str_eq(d->alias.len ? d->alias : d->name, name))
			return true;
	}
	return false;
}

static const pn_part *child_of(const pn_part *part, pn_str name)
{
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (pn_str_eq(part->children[i]->meta.name, name))
			return part->children[i];
	}
	return NULL;
}

/* Finds the chart on the path that conditions or tags switch off: its number of steps, or 0. */
static size_t switched_off(const search *s)
{
	const pn_part *part = s->study->root, *child;

	for (size_t i = 0; i < s->path.count && !s->path.steps[i].is_index; i++, part = child) {
		child = child_of(part, s->path.steps[i].key);
		if (!child)
			return is_dependency(part->chart, s->path.steps[i].key) ? i + 1 : 0;
	}
	return 0;
}

/* ---- telling ---- */

static pn_str text_of(const search *s, pn_keypath path)
{
	return pn_keypath_text(s->study->cx->arena, path);
}

/* The keys that are there instead, as a list in words. */
static pn_str keys_of(const search *s)
{
	const pn_entry *entries = pn_is_map(&s->map) ? pn_map_sorted(s->map.as.map) : NULL;
	size_t count = entries ? pn_map_count(s->map.as.map) : 0;
	pn_buf out;

	pn_buf_init(&out, s->study->cx->arena);
	for (size_t i = 0; i < count && i < SHOWN_KEYS; i++)
		pn_buf_format(&out, "%s%.*s", i ? ", " : "", PN_ARG(entries[i].key));
	if (count > SHOWN_KEYS)
		pn_buf_format(&out, " and %zu more", count - SHOWN_KEYS);
	return pn_buf_str(&out);
}

/* The path with the nearest key in it, as far as that leads on. */
static pn_str meant(const search *s)
{
	pn_arena *arena = s->study->cx->arena;
	pn_step last = { .key = s->best };
	pn_keypath path = pn_keypath_join(arena, s->above, (pn_keypath){ &last, 1 });
	pn_keypath whole = pn_keypath_join(arena, path, pn_keypath_skip(s->path, path.count));

	return text_of(s, pn_keypath_find(&s->study->values, whole, NULL) ? whole : path);
}

static pn_str advice(const search *s)
{
	pn_arena *arena = s->study->cx->arena;
	size_t off = switched_off(s);
	pn_str keys;

	if (off)
		return pn_str_format(arena,
				     "the chart '%.*s' is switched off here, so that its own "
				     "values are not merged",
				     PN_ARG(text_of(s, (pn_keypath){ s->path.steps, off })));
	if (s->best.len)
		return pn_str_format(arena, "did you mean '%.*s'?", PN_ARG(meant(s)));
	if (s->count == 1)
		return pn_str_format(arena, "did you mean '%.*s'?",
				     PN_ARG(text_of(s, s->elsewhere)));
	if (s->map.kind == PN_LIST)
		return pn_str_format(arena, "'%.*s' is a list of %u items",
				     PN_ARG(text_of(s, s->above)), (unsigned)s->map.len);
	if (!pn_is_map(&s->map))
		return pn_str_format(arena, "'%.*s' is no map", PN_ARG(text_of(s, s->above)));
	keys = keys_of(s);
	if (!keys.len)
		return pn_str_format(arena, "'%.*s' has nothing in it",
				     PN_ARG(text_of(s, s->above)));
	if (!s->above.count)
		return pn_str_format(arena, "there are %.*s", PN_ARG(keys));
	return pn_str_format(arena, "'%.*s' has %.*s", PN_ARG(text_of(s, s->above)), PN_ARG(keys));
}

bool pn_unknown_path_fail(pn_study *study, pn_keypath path)
{
	search s = { .study = study, .path = path };
	pn_step *steps = PN_NEW_ARRAY(study->cx->arena, pn_step, study->cx->limits->depth);
	pn_str more;

	if (!steps)
		return pn_fail_memory(study->cx->err, study->cx->arena);
	find_above(&s);
	find_nearest(&s);
	find_elsewhere(&s, &study->values, steps, 0, study->cx->limits->depth);
	more = advice(&s);
	if (study->cx->arena->failed)
		return pn_fail_memory(study->cx->err, study->cx->arena);
	return pn_fail(study->cx->err, PINTLE_ERR_VALUES, "nothing sets '%.*s': %.*s",
		       PN_ARG(text_of(&s, path)), PN_ARG(more));
}
