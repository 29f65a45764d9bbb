/* SPDX-License-Identifier: Apache-2.0 */
/* Finding charts: by path, or by name in the project's folders. */
#include "base/disk.h"
#include "project/project.h"

#include "semver/semver.h"

static bool is_chart_folder(pn_cx *cx, pn_str path)
{
	pn_str file = pn_str_concat(cx->arena, path, PN_STR("/Chart.yaml"));

	return pn_disk_stat(cx, pn_str_z(cx->arena, file), true).kind == PN_FILE_REGULAR;
}

/* Says whether a path is a chart by the looks of it. */
static bool is_chart(pn_cx *cx, pn_str path)
{
	if (pn_disk_stat(cx, pn_str_z(cx->arena, path), true).kind == PN_FILE_REGULAR)
		return pn_str_ends(path, PN_STR(".tgz")) || pn_str_ends(path, PN_STR(".tar.gz"));
	return is_chart_folder(cx, path);
}

/* The version in the name of an archive of a chart, NAME-VERSION.tgz; empty when it is none. */
static pn_str version_in(pn_str file, pn_str name)
{
	size_t end = file.len;

	if (!pn_str_starts(file, name) || !pn_str_ends(file, PN_STR(".tgz")))
		return PN_STR_EMPTY;
	end -= strlen(".tgz");
	if (name.len + 1 >= end || file.ptr[name.len] != '-')
		return PN_STR_EMPTY;
	return pn_str_slice(file, name.len + 1, end);
}

/* Picks the archive with the highest version that the wanted one allows. */
static pn_str find_archive(pn_cx *cx, pn_str folder, pn_str name, pn_str wanted)
{
	pn_error ignored;
	pn_str *names, best = PN_STR_EMPTY, why;
	pn_semver best_version = { 0 }, version;
	size_t count = 0;
	pn_cx look = *cx;

	pn_error_init(&ignored, NULL);
	look.err = &ignored;
	if (!pn_disk_list(&look, pn_str_z(cx->arena, folder), &names, &count))
		count = 0;
	pn_error_finish(&ignored);
	for (size_t i = 0; i < count; i++) {
		pn_str text = version_in(names[i], name);

		if (!text.len || !pn_semver_parse(&version, text, cx->arena, &why) ||
		    (wanted.len && !pn_str_eq(wanted, text) &&
		     !pn_version_in_range(cx->arena, wanted, text, false)))
			continue;
		if (!best.len || pn_semver_compare(&version, &best_version) > 0) {
			best = names[i];
			best_version = version;
		}
	}
	return best.len ? pn_str_format(cx->arena, "%.*s/%.*s", PN_ARG(folder), PN_ARG(best))
			: PN_STR_EMPTY;
}

/* Looks for a chart by its name in one folder. */
static pn_str find_in(pn_cx *cx, pn_str folder, pn_str name, pn_str version)
{
	pn_str path = pn_path_clean(
		cx->arena, pn_str_format(cx->arena, "%.*s/%.*s", PN_ARG(folder), PN_ARG(name)));

	return is_chart(cx, path) ? path : find_archive(cx, folder, name, version);
}

pn_str pn_project_find_file(pn_project_reader *r, pn_str path)
{
	const pn_str_list *folders = &r->project->chart_folders;
	pn_str first = pn_project_path(r, path);

	if (pn_disk_stat(r->cx, pn_str_z(r->cx->arena, first), true).kind == PN_FILE_REGULAR)
		return first;
	for (size_t i = 0; i < folders->count; i++) {
		pn_str other = pn_path_clean(r->cx->arena, pn_str_format(r->cx->arena, "%.*s/%.*s",
									 PN_ARG(folders->items[i]),
									 PN_ARG(path)));

		if (pn_disk_stat(r->cx, pn_str_z(r->cx->arena, other), true).kind ==
		    PN_FILE_REGULAR)
			return other;
	}
	return first;
}

/* All the places where a chart may be, in order. */
static pn_str find(pn_project_reader *r, const pn_plan *plan)
{
	const pn_str_list *folders = &r->project->chart_folders;
	pn_str path = pn_project_path(r, plan->chart), base = pn_path_base(plan->chart), found;

	if (is_chart(r->cx, path))
		return path;
	for (size_t i = 0; i < folders->count; i++) {
		found = find_in(r->cx, folders->items[i], plan->chart, plan->chart_version);
		if (!found.len && !pn_str_eq(base, plan->chart))
			found = find_in(r->cx, folders->items[i], base, plan->chart_version);
		if (found.len)
			return found;
	}
	return PN_STR_EMPTY;
}

bool pn_project_has_chart(pn_project_reader *r, pn_str path)
{
	pn_plan plan = { .chart = path };

	return find(r, &plan).len > 0;
}

/* Fails with the places that were looked at. */
static bool fail_missing(pn_project_reader *r, const pn_plan *plan)
{
	const pn_str_list *folders = &r->project->chart_folders;
	pn_buf places;

	pn_buf_init(&places, r->cx->arena);
	for (size_t i = 0; i < folders->count; i++)
		pn_buf_format(&places, "%s%.*s", i ? ", " : " in ", PN_ARG(folders->items[i]));
	pn_fail(r->cx->err, PINTLE_ERR_PROJECT, "%.*s:%u: there is no chart \"%.*s\"%s%.*s%s",
		PN_ARG(plan->where.file), plan->where.line, PN_ARG(plan->chart),
		plan->chart_version.len ? " of version " : "", PN_ARG(plan->chart_version),
		pn_buf_z(&places));
	return pn_error_at(r->cx->err, plan->where.file, plan->where.line, plan->where.column);
}

bool pn_project_find_chart(pn_project_reader *r, pn_plan *plan)
{
	pintle_project *project = r->project;
	pn_str path = find(r, plan);

	if (!path.len)
		return fail_missing(r, plan);
	for (size_t i = 0; i < project->chart_count; i++) {
		if (pn_str_eq(project->charts[i].path, path)) {
			plan->chart_index = i;
			return true;
		}
	}
	if (project->chart_count == project->chart_cap) {
		size_t cap = project->chart_cap ? project->chart_cap * 2 : 8;
		pn_project_chart *grown =
			pn_realloc(r->cx->arena, project->charts,
				   project->chart_cap * sizeof *grown, cap * sizeof *grown);

		if (!grown)
			return pn_fail_memory(r->cx->err, r->cx->arena);
		project->charts = grown;
		project->chart_cap = cap;
	}
	plan->chart_index = project->chart_count;
	project->charts[project->chart_count++] =
		(pn_project_chart){ pn_str_dup(r->cx->arena, path) };
	return true;
}
