/* SPDX-License-Identifier: Apache-2.0 */
/* Reading pintle.yaml. */
#include "base/disk.h"
#include "project/project.h"

#include "project/matrix.h"

pn_where pn_project_where(const pn_project_reader *r, const pn_value *at)
{
	pn_where where = { r->file, 1, 0 };

	if (at && at->origin && r->source && at->origin <= r->source->count) {
		where.line = r->source->positions[at->origin - 1].line;
		where.column = r->source->positions[at->origin - 1].column - 1;
	}
	return where;
}

bool pn_project_fail(pn_project_reader *r, const pn_value *at, const char *format, ...)
{
	pn_where where = pn_project_where(r, at);
	pn_buf message;
	va_list args;

	pn_buf_init(&message, r->cx->arena);
	pn_buf_format(&message, "%.*s:%u:%u: ", PN_ARG(r->file), where.line, where.column + 1);
	va_start(args, format);
	pn_buf_vformat(&message, format, args);
	va_end(args);
	pn_fail_str(r->cx->err, PINTLE_ERR_PROJECT, pn_buf_str(&message));
	return pn_error_at(r->cx->err, where.file, where.line, where.column);
}

void pn_project_remark(pn_project_reader *r, const pn_value *at, const char *format, ...)
{
	pn_where where = pn_project_where(r, at);
	pn_buf message;
	va_list args;

	pn_buf_init(&message, r->cx->arena);
	pn_buf_format(&message, "%.*s:%u: ", PN_ARG(r->file), where.line);
	va_start(args, format);
	pn_buf_vformat(&message, format, args);
	va_end(args);
	pn_str_list_add(r->cx->arena, &r->project->remarks,
			pn_str_from(pn_buf_z(&message))); /* the arena remembers a failure */
}

pn_str pn_project_path(const pn_project_reader *r, pn_str path)
{
	if (!r->folder.len || pn_str_starts(path, PN_STR("/")))
		return path;
	return pn_path_clean(r->cx->arena, pn_str_format(r->cx->arena, "%.*s/%.*s",
							 PN_ARG(r->folder), PN_ARG(path)));
}

/* Finds a plan with an id. */
static const pn_plan *plan_named(const pn_plans *plans, pn_str id)
{
	for (size_t i = 0; i < plans->count; i++) {
		if (pn_str_eq(plans->items[i].id, id))
			return &plans->items[i];
	}
	return NULL;
}

/* An id is a path below the output folder: nothing may lead out of it. */
static bool id_is_safe(pn_str id)
{
	pn_str rest = id, step;

	if (!id.len || id.ptr[0] == '/' || pn_str_find_byte(id, '\0') != PN_NOT_FOUND)
		return false;
	while (rest.len) {
		pn_str_cut(rest, PN_STR("/"), &step, &rest);
		if (!step.len || pn_str_is(step, ".") || pn_str_is(step, ".."))
			return false;
	}
	return !pn_str_ends(id, PN_STR("/"));
}

/* Ends with NUL what the public getters return. */
static void end_texts(pn_arena *arena, pn_plan *plan)
{
	plan->id = pn_str_dup(arena, plan->id);
	plan->name = pn_str_dup(arena, plan->name);
	plan->ns = pn_str_dup(arena, plan->ns);
	plan->where.file = pn_str_dup(arena, plan->where.file);
}

bool pn_project_add(pn_project_reader *r, const pn_plan *plan)
{
	pn_plans *plans = &r->project->plans;
	const pn_plan *same = plan_named(plans, plan->id);

	if (!id_is_safe(plan->id)) {
		pn_fail(r->cx->err, PINTLE_ERR_PROJECT,
			"%.*s:%u: the release's id \"%.*s\" is no path below a folder",
			PN_ARG(plan->where.file), plan->where.line, PN_ARG(plan->id));
		return pn_error_at(r->cx->err, plan->where.file, plan->where.line, 0);
	}
	if (same) {
		pn_fail(r->cx->err, PINTLE_ERR_PROJECT,
			"%.*s:%u: there is a release \"%.*s\" already, at %.*s:%u; give one of "
			"them another id",
			PN_ARG(plan->where.file), plan->where.line, PN_ARG(plan->id),
			PN_ARG(same->where.file), same->where.line);
		return pn_error_at(r->cx->err, plan->where.file, plan->where.line, 0);
	}
	if (plans->count == plans->cap) {
		size_t cap = plans->cap ? plans->cap * 2 : 16;
		pn_plan *grown = pn_realloc(r->cx->arena, plans->items, plans->cap * sizeof *grown,
					    cap * sizeof *grown);

		if (!grown)
			return pn_fail_memory(r->cx->err, r->cx->arena);
		plans->items = grown;
		plans->cap = cap;
	}
	plans->items[plans->count] = *plan;
	end_texts(r->cx->arena, &plans->items[plans->count++]);
	return true;
}

/* One release of `releases`. */
static bool read_release(pn_project_reader *r, const pn_value *defaults, const pn_value *release)
{
	pn_plan plan = { .ns = PN_STR("default"), .where = pn_project_where(r, release) };
	pn_plan_names none = { 0 };

	if (!pn_plan_apply(r, &plan, defaults, &none) || !pn_plan_apply(r, &plan, release, &none))
		return false;
	if (!plan.chart.len)
		return pn_project_fail(r, release, "the release has no chart");
	if (!plan.name.len)
		return pn_project_fail(r, release, "the release has no name");
	if (!plan.id.len)
		plan.id = plan.name;
	pn_plan_sort_layers(&plan);
	return pn_project_find_chart(r, &plan) && pn_project_add(r, &plan);
}

/* Enters a list of paths, relative to the file. */
static bool read_paths(pn_project_reader *r, const pn_value *list, pn_str_list *out)
{
	for (uint32_t i = 0; list && i < list->len; i++) {
		pn_str path = pn_project_path(r, pn_value_str(&list->as.items[i]));

		if (!pn_str_list_add(r->cx->arena, out, path))
			return pn_fail_memory(r->cx->err, r->cx->arena);
	}
	return true;
}

static void read_path(pn_project_reader *r, const pn_value *v, pn_str *out)
{
	if (v)
		*out = pn_str_dup(r->cx->arena, pn_project_path(r, pn_value_str(v)));
}

/* What is not a release. */
static bool read_settings(pn_project_reader *r, const pn_map *map)
{
	const pn_value *split = pn_map_get(map, PN_STR("split"));
	const pn_value *charts = pn_map_get(map, PN_STR("charts"));

	read_path(r, pn_map_get(map, PN_STR("output")), &r->project->output);
	read_path(r, pn_map_get(map, PN_STR("golden")), &r->project->golden);
	if (split)
		r->project->split =
			pn_str_is(pn_value_str(split), "template") ? PINTLE_SPLIT_TEMPLATE
			: pn_str_is(pn_value_str(split), "object") ? PINTLE_SPLIT_OBJECT
								   : PINTLE_SPLIT_RELEASE;
	if (charts)
		return read_paths(r, charts, &r->project->chart_folders);
	return pn_str_list_add(r->cx->arena, &r->project->chart_folders,
			       pn_project_path(r, PN_STR("charts"))) &&
	       pn_str_list_add(r->cx->arena, &r->project->chart_folders,
			       pn_project_path(r, PN_STR(".")));
}

/* Reads a pintle.yaml that is a map. */
static bool read_project(pn_project_reader *r, const pn_value *root)
{
	const pn_value *defaults, *releases, *matrices;
	pn_str_list manifests = { 0 };

	if (!pn_project_check(r, root) || !read_settings(r, root->as.map))
		return false;
	defaults = pn_map_get(root->as.map, PN_STR("defaults"));
	releases = pn_map_get(root->as.map, PN_STR("releases"));
	matrices = pn_map_get(root->as.map, PN_STR("matrices"));
	for (uint32_t i = 0; releases && i < releases->len; i++) {
		if (!read_release(r, defaults, &releases->as.items[i]))
			return false;
	}
	for (uint32_t i = 0; matrices && i < matrices->len; i++) {
		if (!pn_matrix_read(r, defaults, &matrices->as.items[i]))
			return false;
	}
	return read_paths(r, pn_map_get(root->as.map, PN_STR("manifests")), &manifests) &&
	       pn_project_read_objects(r->cx, r->project, &manifests);
}

/* The folder of a file: what stands before the last slash. */
static pn_str folder_of(pn_str path)
{
	size_t slash = pn_str_find_last(path, PN_STR("/"));

	return slash == PN_NOT_FOUND ? PN_STR_EMPTY : pn_str_slice(path, 0, slash ? slash : 1);
}

/* Says whether a text is one of objects rather than a pintle.yaml. */
static bool holds_objects(const pn_value *v)
{
	return v->kind == PN_MAP && pn_map_get(v->as.map, PN_STR("kind")) &&
	       pn_map_get(v->as.map, PN_STR("apiVersion"));
}

bool pn_project_read(pn_cx *cx, pintle_project *project, pn_str path)
{
	pn_source *source = PN_NEW(cx->arena, pn_source);
	pn_project_reader r = { cx, project, path, folder_of(path), source };
	pn_str text, rest, chunk;
	pn_str_list one = { 0 };
	pn_value root;

	if (!source)
		return pn_fail_memory(cx->err, cx->arena);
	source->name = path;
	if (!pn_disk_read(cx, pn_str_z(cx->arena, path), cx->limits->file_bytes, &text))
		return false;
	source->text = rest = text;
	if (!pn_yaml_next_chunk(cx, &rest, &chunk))
		return pn_error_is_set(cx->err) ? pn_error_wrap(cx->err, "%.*s: ", PN_ARG(path))
						: pn_project_fail(&r, NULL, "the file is empty");
	if (!pn_yaml_read(cx, chunk, 0, source, &root))
		return pn_error_wrap(cx->err, "%.*s: ", PN_ARG(path));
	if (root.kind == PN_MAP && !holds_objects(&root) && !pn_str_trim_ascii(rest).len)
		return read_project(&r, &root);
	if (!holds_objects(&root) && root.kind != PN_NIL)
		return pn_project_fail(&r, &root, "this is neither a pintle.yaml nor objects");
	return (pn_str_list_add(cx->arena, &one, path) || pn_fail_memory(cx->err, cx->arena)) &&
	       pn_project_read_objects(cx, project, &one);
}

/* Says whether a map has what a pintle.yaml lists releases in. */
static bool is_list(const pn_value *root)
{
	static const char *const members[] = { "releases", "matrices", "manifests" };

	for (size_t i = 0; root->kind == PN_MAP && i < sizeof members / sizeof *members; i++) {
		const pn_value *v = pn_map_get(root->as.map, pn_str_from(members[i]));

		if (v && v->kind == PN_LIST && !pn_map_get(root->as.map, PN_STR("kind")))
			return true;
	}
	return false;
}

bool pintle_project_is_list(const char *path, const pintle_file_view *view)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_str text, rest, chunk;
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL, view };
	pn_value root;
	bool is;

	pn_arena_init(&arena, NULL, limits.arena_bytes);
	pn_error_init(&err, NULL);
	is = pn_disk_read(&cx, path, limits.file_bytes, &text);
	rest = text;
	is = is && pn_yaml_next_chunk(&cx, &rest, &chunk) && !pn_str_trim_ascii(rest).len &&
	     pn_yaml_read(&cx, chunk, 0, NULL, &root) && is_list(&root);
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return is;
}
