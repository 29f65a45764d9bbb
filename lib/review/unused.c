/* SPDX-License-Identifier: Apache-2.0 */
#include "review/unused.h"

#include "review/nearest.h"
#include "review/remark.h"

/* The way through the layers. */
typedef struct way {
	pn_study *study;
	const pn_layer *layer;
	const pn_outline *text; /* NULL: a line */
	bool inactive;
	pn_steps steps;
	uint32_t whole;	 /* > 0: what is around is read whole */
	uint32_t dumped; /* > 0: it is written somewhere with all values of its chart */
	uint32_t vague;	 /* > 0: of what is around, not all reads are known */
	pn_remarks remarks;
} way;

static bool no_memory(const way *w)
{
	return pn_fail_memory(w->study->cx->err, w->study->cx->arena);
}

static pn_keypath here(const way *w)
{
	return pn_steps_path(&w->steps);
}

/* ---- telling ---- */

static pn_str quoted_path(const way *w, pn_keypath path)
{
	return pn_keypath_text(w->study->cx->arena, path);
}

/* How sure a remark is: doubtful ones and slips are tried. */
typedef enum doubt { SURE, DOUBTFUL, SLIP } doubt;

static bool remark(way *w, pn_severity severity, const char *rule, pn_str message, pn_str hint,
		   doubt sure)
{
	pn_spot spot = pn_layer_spot(w->study, w->layer, here(w));
	pn_remark r = { .path = here(w), .is_doubtful = sure != SURE, .is_slip = sure == SLIP };

	r.layer = (size_t)(w->layer - pn_layers_at(w->study->layers, 0));
	r.finding = (pn_finding){
		.severity = severity, .rule = pn_str_from(rule), .message = message, .hint = hint
	};
	r.finding.path = spot.name;
	r.finding.where = (pn_where){ spot.file, spot.line, spot.column ? spot.column - 1 : 0 };
	return pn_remarks_add(&w->remarks, &r);
}

static bool tell(way *w, const char *rule, pn_str message)
{
	return remark(w, PN_SEVERITY_INFO, rule, message, PN_STR_EMPTY, SURE);
}

static bool tell_meant(way *w, pn_keypath meant, const char *what, doubt sure)
{
	pn_arena *arena = w->study->cx->arena;
	pn_str path = quoted_path(w, here(w)), hint = PN_STR_EMPTY;

	if (meant.count)
		hint = pn_str_format(arena, "did you mean '%.*s'?", PN_ARG(quoted_path(w, meant)));
	return remark(w, PN_SEVERITY_WARNING, "values/unused",
		      pn_str_format(arena, "'%.*s' is %s", PN_ARG(path), what), hint, sure);
}

static bool tell_unused(way *w, const pn_places *beside, doubt sure)
{
	pn_keypath meant;

	return pn_study_nearest(w->study, here(w), beside, &meant) &&
	       tell_meant(w, meant, "never read", sure);
}

/* Tells about a key that nothing names. */
static bool tell_unread(way *w, const pn_places *beside)
{
	pn_arena *arena = w->study->cx->arena;
	pn_str path = quoted_path(w, here(w));

	if (pn_study_is_declared(w->study, here(w)))
		return tell(w, "values/unread-default",
			    pn_str_format(arena,
					  "'%.*s' is in the chart's values.yaml, but no template "
					  "reads it",
					  PN_ARG(path)));
	if (pn_study_schema_names(w->study, here(w)))
		return tell(w, "values/schema-only",
			    pn_str_format(arena,
					  "'%.*s' is known to values.schema.json only: no "
					  "template reads it",
					  PN_ARG(path)));
	return tell_unused(w, beside, SURE);
}

static bool tell_inactive(way *w)
{
	return tell(w, "values/inactive",
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
		if (!pn_steps_push(w->study->cx, &w->steps, step))
			return false;
		sure = pn_study_is_declared(w->study, here(w)) || was_read(w);
		ok = pn_places_step(w->study->reads, at, entries ? &entries[i].key : NULL, sure,
				    &next);
		ok = ok ? look_at(w, child, at, &next, depth) : no_memory(w);
		w->steps.count--;
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

static bool is_slip(const way *w, const pn_places *beside)
{
	return pn_study_is_slip(w->study, w->layer, here(w), beside);
}

/* Looks at a key that no template names, nor is it in anything that is read whole. */
static bool look_at_nameless(way *w, const pn_value *v, const pn_places *beside)
{
	if (deletes(w, v) || is_vague(w))
		return true;
	/* Written with all others it may have a meaning there; but not a slip. */
	if (w->dumped && (pn_study_is_declared(w->study, here(w)) || !is_slip(w, beside)))
		return true;
	if (!was_read(w) || w->dumped)
		return tell_unread(w, beside);
	/*
	 * That the render read it may be because all that it is in was encoded, for a checksum or
	 * to be decoded again.
	 */
	return pn_study_is_declared(w->study, here(w)) ||
	       tell_unused(w, beside, is_slip(w, beside) ? SLIP : DOUBTFUL);
}

/* Says whether one of the places that a key is in has a child of that name. */
static bool is_child(const way *w, const pn_places *beside, pn_str key)
{
	for (uint32_t i = 0; i < beside->count; i++) {
		if (pn_read_place_child(w->study->reads, beside->items[i], key))
			return true;
	}
	return false;
}

/* Says whether a key that may be read, but not by its name, looks like a slip of a known one. */
static bool is_odd(const way *w, const pn_places *beside)
{
	const pn_step *last = &w->steps.items[w->steps.count - 1];

	return !last->is_index && !is_child(w, beside, last->key) &&
	       !pn_study_is_declared(w->study, here(w)) && is_slip(w, beside) &&
	       !pn_study_schema_names(w->study, here(w));
}

/* Says whether a template goes through all values of a chart, these among them. */
static bool is_looped(const pn_places *beside)
{
	for (uint32_t i = 0; i < beside->count; i++) {
		const pn_read_place *place = beside->items[i];

		if ((place->part || !place->parent) && place->each)
			return true;
	}
	return false;
}

/*
 * Tells about a key that looks like a slip. A loop over all values of a chart reads whatever is
 * there: who slips from a key that the chart has, and that a template names, meant that one.
 */
static bool tell_odd(way *w, const pn_places *beside)
{
	pn_keypath meant;

	if (!pn_study_nearest(w->study, here(w), beside, &meant))
		return false;
	if (meant.count == w->steps.count && is_looped(beside) &&
	    is_child(w, beside, meant.steps[meant.count - 1].key) &&
	    pn_study_is_declared(w->study, meant))
		return tell_meant(w, meant, "read by nothing but a loop over all values", SURE);
	return tell_meant(w, meant, "never read", SLIP);
}

/* Looks at a value; `at` are the places of its path, `beside` those of what it is in. */
static bool look_at(way *w, const pn_value *v, const pn_places *beside, const pn_places *at,
		    uint32_t depth)
{
	bool is_item = w->steps.items[w->steps.count - 1].is_index;
	bool whole = pn_places_whole(at), vague = pn_places_vague(at);
	bool dumped = pn_places_dumped(at), ok;

	if (!depth)
		return pn_fail(w->study->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: values");
	if (is_shared(w))
		return true;
	if (!w->whole && !whole && !at->count && !is_item)
		return look_at_nameless(w, v, beside);
	if (is_odd(w, beside) && !tell_odd(w, beside))
		return false;
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

static bool look_at_layer(way *w, const pn_layer *layer)
{
	pn_places root;

	w->layer = layer;
	w->text = pn_layer_outline(w->study, layer);
	w->vague = w->study->reads->root->vague;
	w->dumped = w->study->reads->root->whole;
	return (pn_places_begin(w->study->reads, &root) || no_memory(w)) &&
	       look_into(w, &layer->values, &root, w->study->cx->limits->depth);
}

bool pn_unused_find(pn_study *study, bool inactive, pn_findings *out)
{
	way w = { .study = study, .inactive = inactive, .remarks = { .study = study } };

	for (size_t i = 0; i < pn_layers_count(study->layers); i++) {
		const pn_layer *layer = pn_layers_at(study->layers, i);

		if (!layer->part && !look_at_layer(&w, layer))
			return false;
	}
	return pn_remarks_settle(&w.remarks, out);
}
