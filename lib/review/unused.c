/* SPDX-License-Identifier: Apache-2.0 */
#include "review/unused.h"

#include "review/nearest.h"
#include "review/trial.h"

/* A key that is read, but may be so in vain: a trial will tell. */
typedef struct suspect {
	pn_keypath path;
	pn_finding finding;
	size_t layer;
} suspect;

/* The way through the layers. */
typedef struct way {
	pn_study *study;
	const pn_layer *layer;
	const pn_outline *text; /* NULL: a line */
	bool inactive;
	pn_findings *out; /* of the layer */
	pn_step *steps;
	size_t count, cap;
	uint32_t whole;	 /* > 0: what is around is read whole */
	uint32_t dumped; /* > 0: it is written somewhere with all values of its chart */
	uint32_t vague;	 /* > 0: of what is around, not all reads are known */
	suspect *suspects;
	size_t suspect_count, suspect_cap;
} way;

static bool no_memory(const way *w)
{
	return pn_fail_memory(w->study->cx->err, w->study->cx->arena);
}

static pn_keypath here(const way *w)
{
	return (pn_keypath){ w->steps, w->count };
}

static bool push(way *w, pn_step step)
{
	if (w->count == w->cap) {
		size_t cap = w->cap ? w->cap * 2 : 16;
		pn_step *steps = pn_realloc(w->study->cx->arena, w->steps, w->cap * sizeof *steps,
					    cap * sizeof *steps);

		if (!steps)
			return no_memory(w);
		w->steps = steps;
		w->cap = cap;
	}
	w->steps[w->count++] = step;
	return true;
}

/* ---- telling ---- */

static pn_str quoted_path(const way *w, pn_keypath path)
{
	return pn_keypath_text(w->study->cx->arena, path);
}

static pn_finding finding_here(const way *w, pn_severity severity, const char *rule, pn_str message)
{
	pn_spot spot = pn_layer_spot(w->study, w->layer, here(w));
	pn_finding f = { .severity = severity, .rule = pn_str_from(rule), .message = message };

	f.path = spot.name;
	f.where = (pn_where){ spot.file, spot.line, spot.column ? spot.column - 1 : 0 };
	return f;
}

static bool tell(const way *w, pn_severity severity, const char *rule, pn_str message)
{
	pn_finding f = finding_here(w, severity, rule, message);

	return pn_findings_add(w->study->cx, w->out, &f);
}

static bool make_unused(const way *w, const pn_places *beside, pn_finding *out)
{
	pn_arena *arena = w->study->cx->arena;
	pn_str path = quoted_path(w, here(w));
	pn_keypath meant;

	*out = finding_here(w, PN_SEVERITY_WARNING, "values/unused",
			    pn_str_format(arena, "'%.*s' is never read", PN_ARG(path)));
	if (!pn_study_nearest(w->study, here(w), beside, &meant))
		return false;
	if (meant.count)
		out->hint =
			pn_str_format(arena, "did you mean '%.*s'?", PN_ARG(quoted_path(w, meant)));
	return true;
}

static bool tell_unused(const way *w, const pn_places *beside)
{
	pn_finding f;

	return make_unused(w, beside, &f) && pn_findings_add(w->study->cx, w->out, &f);
}

/* Keeps a key for the trial. */
static bool suspect_key(way *w, const pn_places *beside)
{
	pn_arena *arena = w->study->cx->arena;
	suspect s = { .layer = (size_t)(w->layer - pn_layers_at(w->study->layers, 0)) };

	if (w->suspect_count == w->suspect_cap) {
		size_t cap = w->suspect_cap ? w->suspect_cap * 2 : 8;
		suspect *grown = pn_realloc(arena, w->suspects, w->suspect_cap * sizeof *grown,
					    cap * sizeof *grown);

		if (!grown)
			return no_memory(w);
		w->suspects = grown;
		w->suspect_cap = cap;
	}
	s.path = pn_keypath_join(arena, here(w), (pn_keypath){ NULL, 0 });
	if (!make_unused(w, beside, &s.finding))
		return false;
	w->suspects[w->suspect_count++] = s;
	return !arena->failed || no_memory(w);
}

/* Tells about a key that nothing names. */
static bool tell_unread(way *w, const pn_places *beside)
{
	pn_arena *arena = w->study->cx->arena;
	pn_str path = quoted_path(w, here(w));

	if (pn_study_is_declared(w->study, here(w)))
		return tell(w, PN_SEVERITY_INFO, "values/unread-default",
			    pn_str_format(arena,
					  "'%.*s' is in the chart's values.yaml, but no template "
					  "reads it",
					  PN_ARG(path)));
	if (pn_study_schema_names(w->study, here(w)))
		return tell(w, PN_SEVERITY_INFO, "values/schema-only",
			    pn_str_format(arena,
					  "'%.*s' is known to values.schema.json only: no "
					  "template reads it",
					  PN_ARG(path)));
	return tell_unused(w, beside);
}

static bool tell_inactive(way *w)
{
	return tell(w, PN_SEVERITY_INFO, "values/inactive",
		    pn_str_format(w->study->cx->arena,
				  "'%.*s' is not read in this render, though templates name it",
				  PN_ARG(quoted_path(w, here(w)))));
}

/* ---- going through ---- */

/* An alias has the origin of its anchor: that this was read tells nothing of the alias. */
static bool was_read(const way *w)
{
	const pn_outline *node = w->text ? pn_outline_find(w->text, here(w)) : NULL;

	return (!node || node->kind != PN_OUTLINE_ALIAS) && pn_study_was_read(w->study, here(w));
}

static bool look_at(way *w, const pn_value *v, const pn_places *beside, const pn_places *at,
		    uint32_t depth);

/* Goes on in a map or list. */
static bool look_into(way *w, const pn_value *v, const pn_places *at, uint32_t depth)
{
	const pn_entry *entries = pn_is_map(v) ? pn_map_sorted(v->as.map) : NULL;
	size_t count = pn_is_map(v) ? pn_map_count(v->as.map) : v->len;

	for (size_t i = 0; i < count; i++) {
		const pn_value *child = entries ? &entries[i].value : &v->as.items[i];
		pn_step step = { .is_index = true, .index = (uint32_t)i };
		pn_places next;
		bool sure, ok;

		if (entries)
			step = (pn_step){ .key = entries[i].key };
		if (!push(w, step))
			return false;
		sure = pn_study_is_declared(w->study, here(w)) || was_read(w);
		ok = pn_places_step(w->study->reads, at, entries ? &entries[i].key : NULL, sure,
				    &next);
		ok = ok ? look_at(w, child, at, &next, depth) : no_memory(w);
		w->count--;
		if (!ok)
			return false;
	}
	return true;
}

static bool has_members(const pn_value *v)
{
	return (pn_is_map(v) && pn_map_count(v->as.map)) || (v->kind == PN_LIST && v->len);
}

/* A null that deletes a default has done its work. */
static bool deletes(const way *w, const pn_value *v)
{
	return pn_is_nil(v) && pn_study_is_declared(w->study, here(w));
}

/*
 * What a YAML text anchors is there for its aliases; what comes by an alias or by "<<" has no place
 * of its own in the text.
 */
static bool is_shared(const way *w)
{
	const pn_outline *node = w->text ? pn_outline_find(w->text, here(w)) : NULL;

	return w->text && (!node || pn_outline_is_shared(w->text, node));
}

/* Where reads got lost, keys that the chart has itself are taken for read. */
static bool is_vague(const way *w)
{
	return w->vague && pn_study_is_declared(w->study, here(w));
}

/* Looks at a key that no template names, nor is it in anything that is read whole. */
static bool look_at_nameless(way *w, const pn_value *v, const pn_places *beside)
{
	if (deletes(w, v) || is_vague(w))
		return true;
	/* Written with all others it may have a meaning there; but not a slip. */
	if (w->dumped && (pn_study_is_declared(w->study, here(w)) ||
			  !pn_study_is_slip(w->study, here(w), beside)))
		return true;
	if (!was_read(w) || w->dumped)
		return tell_unread(w, beside);
	/*
	 * That the render read it may be because all that it is in was encoded, for a checksum or
	 * to be decoded again.
	 */
	return pn_study_is_declared(w->study, here(w)) || suspect_key(w, beside);
}

/* Says whether one of the places that a key is in has a child of that name. */
static bool is_named(const way *w, const pn_places *beside)
{
	pn_str key = w->steps[w->count - 1].key;

	for (uint32_t i = 0; i < beside->count; i++) {
		if (pn_place_child(w->study->reads, beside->items[i], key))
			return true;
	}
	return false;
}

/* Says whether a key in what is read whole looks like a slip: close to a key that is known. */
static bool is_odd(const way *w, const pn_places *beside)
{
	return !w->steps[w->count - 1].is_index && !is_named(w, beside) &&
	       !pn_study_is_declared(w->study, here(w)) && was_read(w) &&
	       pn_study_is_slip(w->study, here(w), beside);
}

/* Looks at a value; `at` are the places of its path, `beside` those of what it is in. */
static bool look_at(way *w, const pn_value *v, const pn_places *beside, const pn_places *at,
		    uint32_t depth)
{
	bool is_item = w->steps[w->count - 1].is_index;
	bool whole = pn_places_whole(at), vague = pn_places_vague(at);
	bool dumped = pn_places_dumped(at), ok;

	if (!depth)
		return pn_fail(w->study->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: values");
	if (is_shared(w))
		return true;
	if (!w->whole && !whole && !at->count && !is_item)
		return look_at_nameless(w, v, beside);
	if ((w->whole || whole) && is_odd(w, beside))
		return suspect_key(w, beside);
	if (has_members(v)) {
		w->vague += vague;
		w->whole += whole;
		w->dumped += dumped;
		ok = look_into(w, v, at, depth - 1);
		w->dumped -= dumped;
		w->whole -= whole;
		w->vague -= vague;
		return ok;
	}
	if (w->inactive && !is_item && !was_read(w) && !deletes(w, v))
		return tell_inactive(w);
	return true;
}

static bool look_at_layer(way *w, const pn_layer *layer, pn_findings *out)
{
	pn_places root;

	w->layer = layer;
	w->out = out;
	w->text = pn_layer_outline(w->study, layer);
	w->vague = w->study->reads->root->vague;
	w->dumped = w->study->reads->root->whole;
	return (pn_places_begin(w->study->reads, &root) || no_memory(w)) &&
	       look_into(w, &layer->values, &root, w->study->cx->limits->depth);
}

/* Adds those of the keys in question that make no difference. */
static bool add_idle(const way *w, pn_findings *of_layers)
{
	pn_arena *arena = w->study->cx->arena;
	pn_keypath *paths = PN_NEW_ARRAY(arena, pn_keypath, w->suspect_count);
	bool *idle = PN_NEW_ARRAY(arena, bool, w->suspect_count);

	if (!paths || !idle)
		return no_memory(w);
	for (size_t i = 0; i < w->suspect_count; i++)
		paths[i] = w->suspects[i].path;
	if (!pn_trial_idle(w->study, paths, w->suspect_count, idle))
		return false;
	for (size_t i = 0; i < w->suspect_count; i++) {
		const suspect *s = &w->suspects[i];

		if (idle[i] && !pn_findings_add(w->study->cx, &of_layers[s->layer], &s->finding))
			return false;
	}
	return true;
}

bool pn_unused_find(pn_study *study, bool inactive, pn_findings *out)
{
	size_t count = pn_layers_count(study->layers);
	pn_findings *of_layers = pn_alloc_zero(study->cx->arena, count * sizeof *of_layers);
	way w = { .study = study, .inactive = inactive };

	if (!of_layers)
		return no_memory(&w);
	for (size_t i = count; i-- > 0;) {
		const pn_layer *layer = pn_layers_at(study->layers, i);

		if (!layer->part && !look_at_layer(&w, layer, &of_layers[i]))
			return false;
	}
	if (!add_idle(&w, of_layers))
		return false;
	for (size_t i = count; i-- > 0;) {
		if (!pn_findings_sort(study->cx, &of_layers[i]) ||
		    !pn_findings_append(study->cx, out, &of_layers[i]))
			return false;
	}
	return true;
}
