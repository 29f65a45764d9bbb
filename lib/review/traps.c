/* SPDX-License-Identifier: Apache-2.0 */
#include "review/trap.h"

#include "review/merged.h"

static bool no_memory(const pn_trap_search *s)
{
	return pn_fail_memory(s->study->cx->err, s->study->cx->arena);
}

/* ---- where the search is ---- */

bool pn_trap_push(pn_trap_search *s, pn_step step)
{
	if (s->count == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 16;
		pn_step *steps = pn_realloc(s->study->cx->arena, s->steps, s->cap * sizeof *steps,
					    cap * sizeof *steps);

		if (!steps)
			return no_memory(s);
		s->steps = steps;
		s->cap = cap;
	}
	s->steps[s->count++] = step;
	return true;
}

pn_keypath pn_trap_here(const pn_trap_search *s)
{
	return (pn_keypath){ s->steps, s->count };
}

pn_keypath pn_trap_path(const pn_trap_search *s)
{
	return pn_keypath_join(s->study->cx->arena, s->layer->prefix, pn_trap_here(s));
}

pn_str pn_trap_path_text(const pn_trap_search *s)
{
	return pn_keypath_text(s->study->cx->arena, pn_trap_path(s));
}

/* ---- telling ---- */

bool pn_trap_tell(pn_trap_search *s, pn_severity severity, const char *rule, pn_spot spot,
		  pn_str message, pn_str hint)
{
	pn_finding f = {
		.severity = severity, .rule = pn_str_from(rule), .message = message, .hint = hint
	};

	f.path = spot.name;
	f.where = (pn_where){ spot.file, spot.line, spot.column ? spot.column - 1 : 0 };
	return pn_findings_add(s->study->cx, s->out, &f);
}

bool pn_trap_tell_here(pn_trap_search *s, pn_severity severity, const char *rule, pn_str message,
		       pn_str hint)
{
	return pn_trap_tell(s, severity, rule, pn_layer_spot(s->study, s->layer, pn_trap_here(s)),
			    message, hint);
}

const char *pn_trap_kind_words(const pn_value *v)
{
	switch (v->kind) {
	case PN_NIL:
		return "null";
	case PN_BOOL:
		return "a boolean";
	case PN_INT:
	case PN_UINT:
	case PN_FLOAT:
		return "a number";
	case PN_STRING:
		return "a string";
	case PN_LIST:
		return "a list";
	default:
		return "a map";
	}
}

bool pn_trap_is_empty(const pn_value *v)
{
	if (pn_is_map(v))
		return !pn_map_count(v->as.map);
	return (v->kind == PN_LIST || pn_is_string(v)) && !v->len;
}

pn_str pn_trap_setting_words(const pn_trap_search *s, const pn_setting *setting)
{
	pn_arena *arena = s->study->cx->arena;
	pn_str name = pn_layer_words(s->study, setting->layer);
	pn_keypath own = pn_keypath_skip(setting->path, setting->layer->prefix.count);
	pn_spot spot;

	if (setting->layer->is_line)
		return name;
	spot = pn_layer_spot(s->study, setting->layer, own);
	return spot.line ? pn_str_format(arena, "%.*s:%u", PN_ARG(name), (unsigned)spot.line)
			 : name;
}

/* ---- what is weaker ---- */

bool pn_trap_weaker(pn_trap_search *s, pn_setting *out)
{
	pn_settings all = { 0 };
	bool below = false;

	if (!pn_layers_find(s->study->layers, s->study->cx, pn_trap_path(s), NULL, &all))
		return false;
	for (size_t i = 0; i < all.count; i++) {
		const pn_setting *setting = &all.items[i];

		if (below && setting->is_above)
			return false;
		if (below && !pn_is_nil(setting->value)) {
			*out = *setting;
			return true;
		}
		below |= setting->layer == s->layer;
	}
	return false;
}

/* ---- the search ---- */

/* Merges the values as both versions of Helm do. */
static bool merge_both(pn_trap_search *s, pn_value *other)
{
	pn_study *study = s->study;
	bool is_helm_3 = study->release->profile == PN_PROFILE_HELM_3;
	pn_cx own = *study->cx;
	pn_error err;
	bool ok;

	pn_error_init(&err, own.arena->mem);
	own.err = &err;
	ok = pn_study_merge_as(study, &own, is_helm_3 ? PN_PROFILE_HELM_4 : PN_PROFILE_HELM_3,
			       other);
	pn_error_finish(&err);
	s->helm_4 = is_helm_3 ? (ok ? other : NULL) : &study->values;
	s->helm_3 = is_helm_3 ? &study->values : ok ? other : NULL;
	return !own.arena->failed || no_memory(s);
}

static bool is_subject(const pn_study *study, const pn_layer *layer, bool subcharts)
{
	return !layer->part || layer->part == study->root || subcharts;
}

static bool look_at_layer(pn_trap_search *s, const pn_layer *layer)
{
	pn_findings *all = s->out, found = { 0 };
	bool ok;

	s->layer = layer;
	s->text = pn_layer_outline(s->study, layer);
	s->count = 0;
	s->out = &found;
	ok = pn_trap_spelling(s) && pn_trap_layer(s) && pn_trap_prints(s) &&
	     pn_findings_sort(s->study->cx, &found) &&
	     pn_findings_append(s->study->cx, all, &found);
	s->out = all;
	return ok;
}

bool pn_traps_find(pn_study *study, bool subcharts, pn_findings *out)
{
	pn_trap_search s = { .study = study, .out = out };
	pn_value other;

	if (!merge_both(&s, &other))
		return false;
	for (size_t i = pn_layers_count(study->layers); i-- > 0;) {
		const pn_layer *layer = pn_layers_at(study->layers, i);

		if (is_subject(study, layer, subcharts) && !look_at_layer(&s, layer))
			return false;
	}
	return true;
}
