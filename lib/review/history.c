/* SPDX-License-Identifier: Apache-2.0 */
#include "review/history.h"

#include "review/unknown.h"

static bool no_memory(const pn_study *study)
{
	return pn_fail_memory(study->cx->err, study->cx->arena);
}

/* ---- what each layer sets ---- */

/* Says whether a value leaves no room for the next step of a path: all else may get it. */
static bool blocks(const pn_value *v, const pn_step *next)
{
	if (v->kind == PN_LIST)
		return !next->is_index || next->index >= v->len;
	return !pn_is_map(v) || next->is_index;
}

/* Finds what a layer sets at a path of its own tree, or above it where that leaves no room. */
static const pn_value *find_in_layer(const pn_layer *layer, pn_keypath own, size_t *steps)
{
	const pn_value *v = &layer->values, *next;

	for (size_t i = 0; i < own.count; i++, v = next) {
		next = pn_keypath_find(v, (pn_keypath){ &own.steps[i], 1 }, NULL);
		if (next)
			continue;
		*steps = i;
		return i && blocks(v, &own.steps[i]) ? v : NULL;
	}
	*steps = own.count;
	return v;
}

/* `filled`: nobody wrote what templates see, a line has filled up a list. */
static void fill_step(pn_study *study, const pn_setting *candidate, bool filled,
		      pn_history_step *out)
{
	size_t before = candidate->layer->prefix.count, steps = 0;
	pn_keypath own = pn_keypath_skip(candidate->path, before);
	const pn_value *v = find_in_layer(candidate->layer, own, &steps);

	*out = (pn_history_step){ .layer = candidate->layer, .path = candidate->path };
	out->spot.name = candidate->layer->name;
	/* A line fills lists with nulls that it does not mean: what counts is the list. */
	if (v && !v->origin && filled && steps == own.count)
		v = pn_keypath_find(&candidate->layer->values, (pn_keypath){ own.steps, --steps },
				    NULL);
	if (!v || !v->origin)
		return;
	out->value = v;
	out->is_above = steps < own.count;
	out->path.count = before + steps;
	out->spot = pn_layer_spot(study, candidate->layer, pn_keypath_skip(out->path, before));
}

/* Says whether a layer is of a chart that is not on the path: it might have been imported from. */
static bool is_elsewhere(const pn_history *h, const pn_history_step *step)
{
	return !pn_keypath_starts(h->path, step->layer->prefix);
}

/* Says whether a layer that does not set the path stands in the list in some other way. */
static bool is_told(const pn_history *h, const pn_settings *all, size_t at)
{
	const pn_layer *layer = all->items[at].layer;

	for (size_t i = 0; i < h->count; i++) {
		if (h->steps[i].layer == layer)
			return true;
	}
	for (size_t i = 0; i < at; i++) { /* stronger ones come later in the history */
		if (all->items[i].layer == layer)
			return true;
	}
	return false;
}

/* Says whether none of the layers wrote what templates see. */
static bool is_from_elsewhere(const pn_history *h, const pn_settings *all)
{
	if (!h->value || !h->value->origin)
		return false;
	for (size_t i = 0; i < all->count; i++) {
		if (all->items[i].value && all->items[i].value->origin == h->value->origin)
			return false;
	}
	return true;
}

/*
 * Enters the layer that wrote what templates see, as the weakest one. It is a subchart's: Helm
 * copies the maps of globals at the top only, so that what a subchart adds below is seen by all.
 */
static bool add_source(pn_study *study, pn_history *h)
{
	pn_setting source;

	if (!pn_layers_origin(study->layers, study->cx, h->value->origin, &source))
		return !study->cx->arena->failed || no_memory(study);
	fill_step(study, &source, false, &h->steps[h->count]);
	h->count += h->steps[h->count].value != NULL;
	return true;
}

/* Enters the layers, the weakest first. */
static bool add_steps(pn_study *study, pn_history *h)
{
	pn_settings all = { 0 };

	if (!pn_layers_candidates(study->layers, study->cx, h->path, &all))
		return false;
	h->steps = PN_NEW_ARRAY(study->cx->arena, pn_history_step, all.count + 1);
	if (!h->steps)
		return no_memory(study);
	if (is_from_elsewhere(h, &all) && !add_source(study, h))
		return false;
	for (size_t i = all.count; i-- > 0;) {
		pn_history_step step;

		fill_step(study, &all.items[i], h->value && !h->value->origin, &step);
		if (!step.value && (is_elsewhere(h, &step) || is_told(h, &all, i)))
			continue;
		step.by = h->count;
		h->steps[h->count++] = step;
	}
	return !study->cx->arena->failed || no_memory(study);
}

/* ---- what became of it ---- */

static bool is_full_map(const pn_value *v)
{
	return v && pn_is_map(v) && pn_map_count(v->as.map);
}

/* A line that names an item changes lists of files and of other lines, but no chart's. */
static bool changes_list(const pn_history_step *strong, const pn_history_step *weak)
{
	const pn_value *v = strong->value;

	return strong->layer->is_line && !weak->layer->part && v->kind == PN_LIST &&
	       weak->value->kind == PN_LIST;
}

/* Says whether a step leaves nothing of a weaker one. */
static bool covers(const pn_history_step *strong, const pn_history_step *weak)
{
	if (!strong->value)
		return false;
	if (changes_list(strong, weak))
		return false;
	return strong->is_above || weak->is_above || !pn_is_map(strong->value) ||
	       !pn_is_map(weak->value);
}

/* Finds the step whose value templates see; `count` when none is it alone. */
static size_t find_winner(const pn_history *h)
{
	for (size_t i = h->count; h->value && i-- > 0;) {
		const pn_history_step *s = &h->steps[i];

		if (s->value && !s->is_above && s->value->origin == h->value->origin)
			return i;
	}
	return h->count;
}

/* Finds the strongest step that has a say; h->count when there is none. */
static size_t find_strongest(const pn_history *h)
{
	for (size_t i = h->count; i-- > 0;) {
		if (h->steps[i].value)
			return i;
	}
	return h->count;
}

static bool is_set(const pn_history *h)
{
	for (size_t i = 0; i < h->count; i++) {
		if (h->steps[i].value && !h->steps[i].is_above)
			return true;
	}
	return h->value != NULL;
}

/* What becomes of a step that a stronger one, up to `top`, may cover. */
static void judge(pn_history *h, size_t i, size_t top)
{
	pn_history_step *s = &h->steps[i];

	for (size_t k = i + 1; k <= top; k++) {
		if (!covers(&h->steps[k], s))
			continue;
		s->by = k;
		s->effect = pn_is_nil(h->steps[k].value) ? PN_EFFECT_DELETED : PN_EFFECT_REPLACED;
		return;
	}
	s->effect = PN_EFFECT_MERGED;
}

/* The strongest step where templates see nothing. */
static pn_effect last_word(const pn_history_step *s)
{
	if (pn_is_nil(s->value))
		return PN_EFFECT_DELETES;
	return s->is_above ? PN_EFFECT_HIDES : PN_EFFECT_IGNORED;
}

static void judge_all(pn_history *h)
{
	size_t winner = find_winner(h), top = winner;

	if (top == h->count)
		top = find_strongest(h);
	for (size_t i = 0; i < h->count; i++) {
		pn_history_step *s = &h->steps[i];

		if (!s->value)
			continue;
		if (i > top && !is_full_map(h->value))
			s->effect = PN_EFFECT_IGNORED;
		else if (i == top && (!h->value || s->is_above))
			s->effect = last_word(s);
		else if (i == winner && !is_full_map(h->value))
			s->effect = PN_EFFECT_WINS;
		else
			judge(h, i, is_full_map(h->value) ? h->count - 1 : top);
	}
}

/* A map that nobody adds to wins alone; a list that a line changes does not. */
static void judge_merged(pn_history *h)
{
	size_t count = 0;
	pn_effect effect;

	for (size_t i = 0; i < h->count; i++)
		count += h->steps[i].effect == PN_EFFECT_MERGED ||
			 h->steps[i].effect == PN_EFFECT_WINS;
	effect = count > 1 ? PN_EFFECT_MERGED : PN_EFFECT_WINS;
	for (size_t i = 0; i < h->count; i++) {
		if (h->steps[i].effect == PN_EFFECT_MERGED || h->steps[i].effect == PN_EFFECT_WINS)
			h->steps[i].effect = effect;
	}
}

/* ---- the other version ---- */

static bool compare_versions(pn_study *study, pn_history *h)
{
	pn_cx own = *study->cx;
	pn_value values;
	pn_error err;
	pn_profile other = study->release->profile == PN_PROFILE_HELM_3 ? PN_PROFILE_HELM_4
									: PN_PROFILE_HELM_3;

	pn_error_init(&err, own.arena->mem);
	own.err = &err;
	h->other_fails = !pn_study_merge_as(study, &own, other, &values);
	pn_error_finish(&err);
	if (h->other_fails)
		h->differs = true;
	else
		h->other = pn_keypath_find(&values, h->path, NULL);
	if (!h->differs && h->value && h->other)
		h->differs = !pn_value_deep_equal(h->value, h->other, own.limits->depth);
	else if (!h->differs)
		h->differs = h->value != h->other; /* one of them is there */
	return !own.arena->failed || no_memory(study);
}

bool pn_history_find(pn_study *study, pn_str path, pn_history *out)
{
	*out = (pn_history){ 0 };
	if (!pn_keypath_parse(study->cx, path, &out->path))
		return false;
	if (!out->path.count)
		return pn_fail(study->cx->err, PINTLE_ERR_ARGUMENT,
			       "the path of a value is empty: write it as for --set, such as "
			       "a.b[0].c");
	out->value = pn_keypath_find(&study->values, out->path, NULL);
	if (!add_steps(study, out))
		return false;
	if (!is_set(out))
		return pn_unknown_path_fail(study, out->path);
	judge_all(out);
	judge_merged(out);
	return compare_versions(study, out);
}
