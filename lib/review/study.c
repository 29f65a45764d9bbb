/* SPDX-License-Identifier: Apache-2.0 */
#include "review/study.h"

static bool no_memory(const pn_study *s)
{
	return pn_fail_memory(s->cx->err, s->cx->arena);
}

static pn_merge_options merging(const pn_study *s, pn_sources *sources)
{
	bool helm_3 = s->release->profile == PN_PROFILE_HELM_3;

	return (pn_merge_options){ .nulls = helm_3 ? PN_NULLS_HELM_3 : PN_NULLS_HELM_4,
				   .helm_3_logs = helm_3,
				   .sources = sources };
}

static pn_value given(const pn_study *s)
{
	return pn_map_value(PN_TYPE_MAP, s->overrides ? s->overrides->map : NULL);
}

bool pn_study_begin(pn_cx *cx, pn_bundle *bundle, const pn_overrides *overrides,
		    const pn_release *release, pn_study *out)
{
	pn_study *s = out;
	pn_value own;
	pn_merge_options merge;

	*s = (pn_study){ .cx = cx, .bundle = bundle, .overrides = overrides, .release = release };
	if (overrides)
		s->sources = overrides->sources;
	s->sources.cap = s->sources.count; /* what the user's values hold is not written to */
	merge = merging(s, &s->sources);
	own = given(s);
	if (!pn_chart_check_dependencies(cx, pn_bundle_chart(bundle)) ||
	    !pn_parts_make(cx, pn_bundle_chart(bundle), &own, &merge, &s->root) ||
	    !pn_parts_coalesce(cx, s->root, &own, &merge, &s->values) ||
	    !pn_layers_make(cx, overrides, s->root, &s->sources, &s->layers))
		return false;
	s->outlines = pn_alloc_zero(cx->arena, pn_layers_count(s->layers) * sizeof *s->outlines);
	return s->outlines || no_memory(s);
}

bool pn_study_merge_as(const pn_study *study, pn_cx *cx, pn_profile profile, pn_value *out)
{
	pn_sources sources = { 0 };
	pn_cx quiet = *cx;
	pn_merge_options merge = { .helm_3_logs = true, .sources = &sources };
	pn_value own = given(study);
	pn_part *root;

	if (study->overrides)
		sources = study->overrides->sources;
	sources.cap = sources.count;
	quiet.log = NULL;
	merge.nulls = profile == PN_PROFILE_HELM_3 ? PN_NULLS_HELM_3 : PN_NULLS_HELM_4;
	return pn_parts_make(&quiet, pn_bundle_chart(study->bundle), &own, &merge, &root) &&
	       pn_parts_coalesce(&quiet, root, &own, &merge, out);
}

/* ---- reads ---- */

/* Goes through the templates of all charts; what merging has to say was said before. */
static bool find_names(pn_study *s)
{
	pn_cx quiet = *s->cx;
	pn_merge_options merge = merging(s, NULL);
	pn_reads_options options = { .bundle = s->bundle, .release = s->release };
	pn_value own = given(s);

	quiet.log = NULL;
	merge.all_charts = true;
	if (!pn_parts_make(&quiet, pn_bundle_chart(s->bundle), &own, &merge, &s->all) ||
	    !pn_parts_coalesce(&quiet, s->all, &own, &merge, &s->all_values))
		return false;
	options.root = s->all;
	options.values = &s->all_values;
	return pn_reads_find(&quiet, &options, &s->reads);
}

/* Renders, to see what is read. Templates may change values: they get a copy. */
static bool find_reads(pn_study *s)
{
	pn_release release = *s->release;
	pn_rendered_list files;
	pn_cx own = *s->cx;
	pn_error err;
	pn_value values;
	bool ok;

	pn_error_init(&err, s->cx->arena->mem);
	own.err = &err;
	own.log = NULL;
	s->trace = release.trace = pn_trace_new(own.arena);
	if (!s->trace || !pn_value_copy(own.arena, &values, &s->values, 0))
		return no_memory(s);
	values.type = pn_values_type(release.profile);
	ok = pn_engine_render(&own, s->bundle, s->root, &values, &release, &files);
	if (!ok)
		s->problem = pn_str_dup(own.arena, pn_error_text(&err));
	pn_error_finish(&err);
	return !own.arena->failed || no_memory(s);
}

bool pn_study_reads(pn_study *study)
{
	return find_names(study) && find_reads(study);
}

/* A list or map is passed by on the way to what is in it: only that counts. */
static bool was_read(const pn_trace *trace, const pn_value *v, uint32_t depth)
{
	bool has_members =
		(pn_is_map(v) && pn_map_count(v->as.map)) || (v->kind == PN_LIST && v->len);

	if (!has_members || !depth)
		return v->origin && pn_trace_was_read(trace, v->origin);
	for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++) {
		if (was_read(trace, &v->as.items[i], depth - 1))
			return true;
	}
	for (size_t i = 0; pn_is_map(v) && i < pn_map_count(v->as.map); i++) {
		if (was_read(trace, &v->as.map->entries[i].value, depth - 1))
			return true;
	}
	return false;
}

bool pn_study_was_read(const pn_study *study, pn_keypath path)
{
	const pn_value *v = pn_keypath_find(&study->values, path, NULL);

	return v && was_read(study->trace, v, study->cx->limits->depth);
}

/* ---- declarations ---- */

/* Says whether a value has a path in it; an index stands for any item. */
static bool has_path(const pn_value *v, pn_keypath path)
{
	pn_keypath rest;
	const pn_value *child;

	if (!path.count)
		return true;
	rest = pn_keypath_skip(path, 1);
	if (path.steps[0].is_index) {
		for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++) {
			if (has_path(&v->as.items[i], rest))
				return true;
		}
		return false;
	}
	child = pn_is_map(v) ? pn_map_get(v->as.map, path.steps[0].key) : NULL;
	return child && has_path(child, rest);
}

static bool declares_global(const pn_part *part, pn_keypath path)
{
	if (has_path(&part->chart->values, path))
		return true;
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (declares_global(part->children[i], path))
			return true;
	}
	return false;
}

static bool declares(const pn_part *part, pn_keypath path)
{
	pn_str key = path.count ? path.steps[0].key : PN_STR_EMPTY;

	if (has_path(&part->values, path) || has_path(&part->chart->values, path))
		return true;
	if (pn_str_is(key, "global"))
		return declares_global(part, path);
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (pn_str_eq(part->children[i]->meta.name, key) &&
		    declares(part->children[i], pn_keypath_skip(path, 1)))
			return true;
	}
	return false;
}

bool pn_study_is_declared(const pn_study *study, pn_keypath path)
{
	return declares(study->all, path);
}

/* ---- places ---- */

const pn_outline *pn_layer_outline(pn_study *study, const pn_layer *layer)
{
	pn_outline **outline = &study->outlines[layer - pn_layers_at(study->layers, 0)];
	pn_cx own = *study->cx;
	pn_error err;

	if (*outline || layer->is_line)
		return *outline;
	pn_error_init(&err, own.arena->mem);
	own.err = &err;
	pn_yaml_outline(&own, layer->source->text, outline); /* what was read was YAML */
	pn_error_finish(&err);
	return *outline;
}

static const pn_outline *find_item(const pn_outline *list, uint32_t index)
{
	const pn_outline *o = list->first;

	while (o && index--)
		o = o->next;
	return o;
}

/* Finds a path in an outline; of several the last, as in values. NULL when it came by an alias. */
static const pn_outline *find_node(const pn_outline *in, pn_keypath path)
{
	for (size_t i = 0; in && i < path.count; i++) {
		const pn_step *step = &path.steps[i];

		if (step->is_index)
			in = in->kind == PN_OUTLINE_LIST ? find_item(in, step->index) : NULL;
		else
			in = in->kind == PN_OUTLINE_MAP ? pn_outline_member(in, step->key) : NULL;
	}
	return in;
}

const pn_outline *pn_outline_find(const pn_outline *documents, pn_keypath path)
{
	const pn_outline *found = NULL, *one;

	for (const pn_outline *o = documents ? documents->first : NULL; o; o = o->next) {
		one = find_node(o, path);
		if (one)
			found = one;
	}
	return found;
}

static bool is_inside(const pn_outline *node, const pn_outline *in)
{
	while (node && node != in)
		node = node->parent;
	return node != NULL;
}

/* Finds an alias of that name that is not in `apart`. */
static bool has_alias(const pn_outline *in, pn_str name, const pn_outline *apart)
{
	for (const pn_outline *o = in->first; o; o = o->next) {
		if (o->kind == PN_OUTLINE_ALIAS && pn_str_eq(o->own.text, name) &&
		    !is_inside(o, apart))
			return true;
		if (has_alias(o, name, apart))
			return true;
	}
	return false;
}

bool pn_outline_is_shared(const pn_outline *documents, const pn_outline *node)
{
	return node->anchor.len && has_alias(documents, node->anchor, node);
}

/* Where the value is: the next best when the key's place is not known. */
static void spot_of_value(const pn_layer *layer, pn_keypath own, pn_spot *spot)
{
	const pn_value *v = pn_keypath_find(&layer->values, own, NULL);
	uint32_t number = v ? v->origin - layer->first_origin : 0;

	if (!v || v->origin < layer->first_origin || number >= layer->source->count)
		return;
	spot->line = layer->source->positions[number].line;
	spot->column = layer->source->positions[number].column;
}

pn_spot pn_layer_spot(pn_study *study, const pn_layer *layer, pn_keypath own)
{
	pn_spot spot = { .name = layer->name };
	const pn_outline *node;

	if (!layer->is_line)
		spot.file = layer->name;
	node = layer->is_line ? NULL : pn_outline_find(pn_layer_outline(study, layer), own);
	if (!node) {
		spot_of_value(layer, own, &spot);
		return spot;
	}
	spot.line = node->key.line ? node->key.line : node->own.line;
	spot.column = node->key.line ? node->key.column : node->own.column;
	return spot;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Moves an offset in a template on to the key, as long as that is in the same action. */
static uint32_t find_key(pn_str text, uint32_t from, pn_str key)
{
	pn_str rest = pn_str_slice(text, from, text.len), action;
	size_t at = 0, found;

	pn_str_cut(rest, PN_STR("}}"), &action, &rest);
	while (key.len &&
	       (found = pn_str_find(pn_str_slice(action, at, action.len), key)) != PN_NOT_FOUND) {
		size_t begin = at + found, end = begin + key.len;

		if ((!begin || !is_word(action.ptr[begin - 1])) &&
		    (end >= action.len || !is_word(action.ptr[end])))
			return from + (uint32_t)begin;
		at = end;
	}
	return from;
}

pn_spot pn_study_sight(const pn_study *study, const pn_sight *sight, pn_str key)
{
	const pn_reads *reads = study->reads;
	pn_spot spot = { .name = sight->source->name };

	for (size_t i = 0; i < reads->task_count; i++) {
		const pn_task *task = &reads->tasks[i];

		if (pn_str_eq(task->id, sight->source->name))
			spot.file = pn_chart_file_place(study->cx->arena, task->part->chart,
							task->file->name);
	}
	pn_tmpl_locate(sight->source, find_key(sight->source->text, sight->offset, key), &spot.line,
		       &spot.column);
	spot.column++;
	return spot;
}
