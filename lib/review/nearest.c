/* SPDX-License-Identifier: Apache-2.0 */
#include "review/nearest.h"

/* Keys longer than this are compared for equality only. */
enum { MAX_KEY = 64, CHANGE = 4 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* What it costs to take one letter for another. */
static uint32_t replacing(char a, char b)
{
	if (a == b)
		return 0;
	return lower(a) == lower(b) ? 1 : CHANGE;
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/*
 * Letters that are missing, too many, changed or swapped with their neighbour cost CHANGE each, a
 * wrong case 1 (optimal string alignment).
 */
uint32_t pn_key_distance(pn_str a, pn_str b)
{
	uint32_t rows[3][MAX_KEY + 1];
	uint32_t *before = rows[0], *last = rows[1], *now = rows[2];

	if (a.len > MAX_KEY || b.len > MAX_KEY)
		return pn_str_eq(a, b) ? 0 : UINT32_MAX;
	for (uint32_t j = 0; j <= b.len; j++)
		last[j] = j * CHANGE;
	for (uint32_t i = 1; i <= a.len; i++) {
		uint32_t *spare = before;

		now[0] = i * CHANGE;
		for (uint32_t j = 1; j <= b.len; j++) {
			now[j] = least(least(last[j], now[j - 1]) + CHANGE,
				       last[j - 1] + replacing(a.ptr[i - 1], b.ptr[j - 1]));
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
			    a.ptr[i - 2] == b.ptr[j - 1] && a.ptr[i - 1] != b.ptr[j - 1])
				now[j] = least(now[j], before[j - 2] + CHANGE);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[b.len];
}

bool pn_key_is_near(pn_str a, pn_str b, uint32_t distance)
{
	size_t longer = a.len > b.len ? a.len : b.len;

	/* A third of the letters, and one even of the shortest keys. */
	return distance <= CHANGE * (longer / 3 ? longer / 3 : 1) && distance < CHANGE * longer;
}

/* ---- candidates ---- */

typedef struct search {
	pn_study *study;
	pn_keypath path;       /* of the key that is wrong */
	pn_str key;	       /* its last step */
	const pn_layer *layer; /* keys that it sets are not meant; NULL: they may be */
	pn_str best;	       /* empty: none yet */
	uint32_t cost;	       /* of `best`: small is good */
	bool failed;
} search;

/* Says whether a layer sets the key beside the one that is wrong. */
static bool layer_sets(const search *s, const pn_layer *layer, pn_str key)
{
	pn_keypath beside = { s->path.steps, s->path.count - 1 };
	const pn_value *v = layer->part ? NULL : pn_keypath_find(&layer->values, beside, NULL);

	return v && pn_is_map(v) && pn_map_get(v->as.map, key);
}

/* Says whether the user sets the key beside the one that is wrong: then both were meant. */
static bool is_set(const search *s, pn_str key)
{
	for (size_t i = 0; i < pn_layers_count(s->study->layers); i++) {
		if (layer_sets(s, pn_layers_at(s->study->layers, i), key))
			return true;
	}
	return false;
}

static void consider(search *s, pn_str key, bool is_read)
{
	uint32_t distance = pn_key_distance(s->key, key), cost;

	if (!distance || !key.len || !pn_key_is_near(s->key, key, distance) ||
	    (s->layer && layer_sets(s, s->layer, key)))
		return;
	cost = distance * 4 + (is_read ? 0 : 2) + (is_set(s, key) ? 5 : 0);
	if (s->best.len && cost >= s->cost)
		return;
	s->best = key;
	s->cost = cost;
}

static void consider_places(search *s, const pn_places *beside)
{
	for (uint32_t i = 0; i < beside->count; i++) {
		const pn_read_place *child;

		for (size_t k = 0;
		     (child = pn_read_place_child_at(s->study->reads, beside->items[i], k)); k++)
			consider(s, child->key, true);
	}
}

/* Considers what is declared beside the key: in the charts' values, merged. */
static void consider_declared(search *s)
{
	pn_keypath beside = { s->path.steps, s->path.count - 1 };
	const pn_value *v;

	for (size_t i = 0; i < pn_layers_count(s->study->layers); i++) {
		const pn_layer *layer = pn_layers_at(s->study->layers, i);

		if (!layer->part || !pn_keypath_starts(beside, layer->prefix))
			continue;
		v = pn_keypath_find(&layer->values, pn_keypath_skip(beside, layer->prefix.count),
				    NULL);
		for (size_t k = 0; v && pn_is_map(v) && k < pn_map_count(v->as.map); k++)
			consider(s, v->as.map->entries[k].key, false);
	}
}

/* ---- the same key elsewhere ---- */

static size_t depth_of(const pn_read_place *place)
{
	size_t depth = 0;

	for (; place->parent; place = place->parent)
		depth++;
	return depth;
}

/* Says whether all steps to a place are keys. */
static bool is_plain(const pn_read_place *place)
{
	for (; place->parent; place = place->parent) {
		if (!place->key.len)
			return false;
	}
	return true;
}

static pn_keypath path_of(pn_arena *arena, const pn_read_place *place)
{
	size_t count = depth_of(place);
	pn_step *steps = PN_NEW_ARRAY(arena, pn_step, count);

	if (!steps)
		return (pn_keypath){ NULL, 0 };
	for (size_t i = count; i-- > 0; place = place->parent)
		steps[i] = (pn_step){ .key = place->key };
	return (pn_keypath){ steps, count };
}

/* Finds the place nearest to the root that has the key and is the only one so near. */
static const pn_read_place *elsewhere(const search *s)
{
	const pn_read_place *found = NULL;
	bool unique = false;

	for (uint32_t i = 0; i < s->study->reads->count; i++) {
		const pn_read_place *place = s->study->reads->places[i];

		if (!place->named || !pn_str_eq(place->key, s->key) || !is_plain(place))
			continue;
		unique = !found || depth_of(place) < depth_of(found);
		if (unique)
			found = place;
	}
	return unique ? found : NULL;
}

/* A subchart that goes by an alias is found under its own name: returns the alias, or nothing. */
static pn_str alias_of(const pn_part *part, pn_keypath path)
{
	for (uint32_t i = 0; path.count && !path.steps[0].is_index && i < part->child_count; i++) {
		const pn_part *child = part->children[i];

		if (path.count > 1 && pn_str_eq(child->meta.name, path.steps[0].key))
			return alias_of(child, pn_keypath_skip(path, 1));
		if (path.count == 1 && pn_str_eq(child->chart->meta.name, path.steps[0].key) &&
		    !pn_str_eq(child->meta.name, path.steps[0].key))
			return child->meta.name;
	}
	return PN_STR_EMPTY;
}

static bool is_key(pn_keypath path)
{
	return path.count && !path.steps[path.count - 1].is_index;
}

/* Returns the path beside the one that is wrong. */
static pn_keypath neighbour(const search *s, pn_str key)
{
	pn_step last = { .key = key };

	return pn_keypath_join(s->study->cx->arena,
			       (pn_keypath){ s->path.steps, s->path.count - 1 },
			       (pn_keypath){ &last, 1 });
}

static bool finish(const pn_study *study)
{
	return !study->cx->arena->failed || pn_fail_memory(study->cx->err, study->cx->arena);
}

bool pn_study_nearest(pn_study *study, pn_keypath path, const pn_places *beside, pn_keypath *out)
{
	search s = { .study = study, .path = path };
	const pn_read_place *place;

	*out = (pn_keypath){ NULL, 0 };
	if (!is_key(path))
		return true;
	s.key = path.steps[path.count - 1].key;
	s.best = alias_of(study->all, path);
	if (!s.best.len) {
		consider_places(&s, beside);
		consider_declared(&s);
	}
	if (s.best.len)
		*out = neighbour(&s, s.best);
	else if (s.key.len > 3 && (place = elsewhere(&s)) != NULL)
		*out = path_of(study->cx->arena, place);
	return finish(study);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Says whether keys differ only in their digits: then they are numbered. */
static bool are_numbered(pn_str a, pn_str b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.len && is_digit(a.ptr[i]))
			i++;
		while (j < b.len && is_digit(b.ptr[j]))
			j++;
		if (i == a.len || j == b.len)
			return i == a.len && j == b.len;
		if (a.ptr[i++] != b.ptr[j++])
			return false;
	}
}

bool pn_study_is_slip(pn_study *study, const pn_layer *layer, pn_keypath path,
		      const pn_places *beside)
{
	search s = { .study = study, .path = path, .layer = layer };

	if (!is_key(path))
		return false;
	s.key = path.steps[path.count - 1].key;
	consider_places(&s, beside);
	consider_declared(&s);
	return s.best.len && pn_key_distance(s.key, s.best) <= CHANGE &&
	       !are_numbered(s.key, s.best);
}

bool pn_study_nearest_set(pn_study *study, pn_keypath path, pn_keypath *out)
{
	search s = { .study = study, .path = path };
	const pn_value *v;

	*out = (pn_keypath){ NULL, 0 };
	if (!is_key(path))
		return true;
	s.key = path.steps[path.count - 1].key;
	v = pn_keypath_find(&study->all_values, (pn_keypath){ path.steps, path.count - 1 }, NULL);
	for (size_t i = 0; v && pn_is_map(v) && i < pn_map_count(v->as.map); i++)
		consider(&s, v->as.map->entries[i].key, true);
	if (s.best.len)
		*out = neighbour(&s, s.best);
	return finish(study);
}
