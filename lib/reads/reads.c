/* SPDX-License-Identifier: Apache-2.0 */
#include "reads/walker.h"

static bool no_memory(pn_walker *w)
{
	return pn_fail_memory(w->cx->err, w->arena);
}

static bool keep_defines(pn_walker *w, const pn_tmpl *tmpl)
{
	uint32_t need = w->define_count + tmpl->count, cap = w->define_cap ? w->define_cap : 128;

	while (cap < need)
		cap *= 2;
	if (cap > w->define_cap) {
		const pn_define **grown = pn_realloc(
			w->arena, w->defines, w->define_cap * sizeof *grown, cap * sizeof *grown);

		if (!grown)
			return no_memory(w);
		w->defines = grown;
		w->define_cap = cap;
	}
	for (uint32_t i = 0; i < tmpl->count; i++)
		w->defines[w->define_count++] = &tmpl->defines[i];
	return true;
}

static bool parse_all(pn_walker *w, const pn_task *tasks, size_t count, pn_tmpl_set *set)
{
	for (size_t i = 0; i < count; i++) {
		const pn_tmpl *tmpl;

		if (!pn_bundle_template(w->cx, w->options->bundle, tasks[i].file, tasks[i].id,
					&tmpl))
			return pn_error_clean_parse(w->cx->err, tasks[i].id);
		if (!pn_tmpl_set_add(set, tmpl) || !keep_defines(w, tmpl))
			return no_memory(w);
	}
	w->set = set;
	return true;
}

/* ---- what Chart.yaml reads ---- */

static pn_read_place *name_path(pn_walker *w, pn_read_place *from, pn_str path)
{
	bool more = true;
	pn_str key;

	while (from && more) {
		more = pn_str_cut(path, PN_STR("."), &key, &path);
		from = pn_read_place_make(w->reads, from, PN_PLACE_KEY, key);
	}
	if (from)
		from->named = from->whole = true;
	return from;
}

/* Conditions are paths in the values of the chart, separated by commas. */
static void name_condition(pn_walker *w, pn_read_place *values, pn_str paths)
{
	bool more = true;
	pn_str path;

	paths = pn_str_trim_ascii(paths);
	while (more) {
		more = pn_str_cut(paths, PN_STR(","), &path, &paths);
		if (path.len)
			name_path(w, values, path);
	}
}

static void name_tags(pn_walker *w, const pn_dependency *d)
{
	for (uint32_t i = 0; i < d->tag_count; i++)
		name_path(w, w->reads->root, pn_str_concat(w->arena, PN_STR("tags."), d->tags[i]));
}

/* import-values reads a table of the child. */
static void name_imports(pn_walker *w, pn_read_place *values, const pn_dependency *d)
{
	for (uint32_t i = 0; d->import_values.kind == PN_LIST && i < d->import_values.len; i++) {
		const pn_value *v = &d->import_values.as.items[i];
		const pn_value *child =
			pn_is_map(v) ? pn_map_get(v->as.map, PN_STR("child")) : NULL;
		pn_str path = PN_STR_EMPTY;

		if (pn_is_string(v))
			path = pn_str_concat(w->arena, PN_STR("exports."), pn_value_str(v));
		else if (child && pn_is_string(child))
			path = pn_value_str(child);
		if (path.len)
			name_path(w, values,
				  pn_str_format(w->arena, "%.*s.%.*s",
						PN_ARG(d->alias.len ? d->alias : d->name),
						PN_ARG(path)));
	}
}

static void name_dependencies(pn_walker *w, const pn_part *part)
{
	pn_read_place *values = pn_read_place_of_part(w->reads, part);

	if (!values)
		return;
	for (uint32_t i = 0; i < part->chart->meta.dependency_count; i++) {
		const pn_dependency *d = &part->chart->meta.dependencies[i];

		name_condition(w, values, d->condition);
		name_tags(w, d);
		name_imports(w, values, d);
	}
	for (uint32_t i = 0; i < part->child_count; i++)
		name_dependencies(w, part->children[i]);
}

static bool walk(pn_walker *w)
{
	pn_tmpl_set *set = pn_tmpl_set_new(w->arena, NULL);
	pn_task *tasks;
	size_t count;

	if (!set)
		return no_memory(w);
	if (!pn_engine_tasks(w->cx, w->options->root, w->options->values, w->options->release,
			     &tasks, &count) ||
	    !parse_all(w, tasks, count, set))
		return false;
	w->reads->tasks = tasks;
	w->reads->task_count = count;
	name_dependencies(w, w->options->root);
	pn_walk_all(w, tasks, count);
	if (w->arena->failed)
		return no_memory(w);
	if (w->over)
		return pn_fail(w->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'steps' exceeded: what templates read");
	return true;
}

bool pn_reads_find(pn_cx *cx, const pn_reads_options *options, pn_reads **out)
{
	pn_walker w = { .cx = cx, .arena = cx->arena, .options = options };

	w.steps_left = cx->limits->steps;
	w.reads = *out = pn_reads_new(cx->arena);
	w.texts = pn_map_new(cx->arena, 64);
	if (!w.reads || !w.texts || !pn_maybes_init(&w.maybes, cx->arena))
		return no_memory(&w);
	pn_stack_begin(&w.stack);
	return walk(&w);
}
