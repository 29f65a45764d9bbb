/* SPDX-License-Identifier: Apache-2.0 */
#include "review/unused.h"

#include "review/nearest.h"

/* The way through one layer. */
typedef struct way {
	pn_study *study;
	const pn_layer *layer;
	const pn_outline *text; /* NULL: a line */
	bool inactive;
	pn_findings *out;
	pn_step *steps;
	size_t count, cap;
	uint32_t vague; /* > 0: of what is around, not all reads are known */
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

static bool tell(const way *w, pn_severity severity, const char *rule, pn_str message, pn_str hint)
{
	pn_spot spot = pn_layer_spot(w->study, w->layer, here(w));
	pn_finding f = {
		.severity = severity, .rule = pn_str_from(rule), .message = message, .hint = hint
	};

	f.path = spot.name;
	f.where = (pn_where){ spot.file, spot.line, spot.column ? spot.column - 1 : 0 };
	return pn_findings_add(w->study->cx, w->out, &f);
}

static bool tell_unused(const way *w, const pn_places *beside)
{
	pn_arena *arena = w->study->cx->arena;
	pn_str path = quoted_path(w, here(w)), hint = PN_STR_EMPTY;
	pn_keypath meant;

	if (!pn_study_nearest(w->study, here(w), beside, &meant))
		return false;
	if (meant.count)
		hint = pn_str_format(arena, "did you mean '%.*s'?", PN_ARG(quoted_path(w, meant)));
	return tell(w, PN_SEVERITY_WARNING, "values/unused",
		    pn_str_format(arena, "'%.*s' is never read", PN_ARG(path)), hint);
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
					  PN_ARG(path)),
			    PN_STR_EMPTY);
	if (pn_study_schema_names(w->study, here(w)))
		return tell(w, PN_SEVERITY_INFO, "values/schema-only",
			    pn_str_format(arena,
					  "'%.*s' is known to values.schema.json only: no "
					  "template reads it",
					  PN_ARG(path)),
			    PN_STR_EMPTY);
	return tell_unused(w, beside);
}

static bool tell_inactive(way *w)
{
	return tell(w, PN_SEVERITY_INFO, "values/inactive",
		    pn_str_format(w->study->cx->arena,
				  "'%.*s' is not read in this render, though templates name it",
				  PN_ARG(quoted_path(w, here(w)))),
		    PN_STR_EMPTY);
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

/* What a YAML text anchors is read through its aliases. */
static bool is_anchor(const way *w)
{
	return w->text && pn_outline_is_shared(w->text, here(w));
}

/*
 * That the render read a key may be because all that it is in was encoded, for a checksum or to be
 * decoded again: it tells something only where it is not known for sure what templates name.
 */
static bool counts(const way *w)
{
	return w->study->reads->unsure || w->vague || pn_study_is_declared(w->study, here(w));
}

/* Where reads got lost, keys that the chart has itself are taken for read. */
static bool is_vague(const way *w)
{
	return w->vague && pn_study_is_declared(w->study, here(w));
}

/* Looks at a value; `at` are the places of its path, `beside` those of what it is in. */
static bool look_at(way *w, const pn_value *v, const pn_places *beside, const pn_places *at,
		    uint32_t depth)
{
	bool read = was_read(w);
	bool is_item = w->steps[w->count - 1].is_index;

	if (!depth)
		return pn_fail(w->study->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: values");
	if (pn_places_whole(at) && (!w->inactive || read))
		return true;
	if (!at->count && !(read && counts(w)) && !is_item)
		return deletes(w, v) || is_anchor(w) || is_vague(w) || tell_unread(w, beside);
	if (has_members(v)) {
		bool vague = pn_places_vague(at), ok;

		w->vague += vague;
		ok = look_into(w, v, at, depth - 1);
		w->vague -= vague;
		return ok;
	}
	if (w->inactive && !read && !is_item && at->count && !deletes(w, v))
		return tell_inactive(w);
	return true;
}

static bool look_at_layer(pn_study *study, const pn_layer *layer, bool inactive, pn_findings *out)
{
	way w = { .study = study, .layer = layer, .inactive = inactive, .out = out };
	pn_places root;

	w.text = pn_layer_outline(study, layer);
	w.vague = study->reads->root->vague;
	return (pn_places_begin(study->reads, &root) || no_memory(&w)) &&
	       look_into(&w, &layer->values, &root, study->cx->limits->depth);
}

bool pn_unused_find(pn_study *study, bool inactive, pn_findings *out)
{
	for (size_t i = pn_layers_count(study->layers); i-- > 0;) {
		const pn_layer *layer = pn_layers_at(study->layers, i);
		pn_findings found = { 0 };

		if (layer->part)
			continue;
		if (!look_at_layer(study, layer, inactive, &found) ||
		    !pn_findings_sort(study->cx, &found) ||
		    !pn_findings_append(study->cx, out, &found))
			return false;
	}
	return true;
}
