/* SPDX-License-Identifier: Apache-2.0 */
#include "project/project.h"

static const pintle_project_options default_options = PINTLE_PROJECT_OPTIONS_INIT;

/* Sets what a file may change. */
static bool begin(pn_cx *cx, pintle_project *project, const pintle_project_options *options)
{
	project->output = PN_STR("out");
	project->golden = PN_STR("golden");
	for (size_t i = 0; i < options->chart_folder_count; i++) {
		pn_str folder = pn_str_dup(cx->arena, pn_str_from(options->chart_folders[i]));

		if (!pn_str_list_add(cx->arena, &project->chart_folders, folder))
			return pn_fail_memory(cx->err, cx->arena);
	}
	return true;
}

/* Says whether a pattern chooses a plan: by its whole id, or by the folder that it is in. */
static bool chooses(pn_str pattern, pn_str id)
{
	return pn_str_eq(pattern, id) || pn_pattern_match(pattern, id) == PN_MATCH_YES ||
	       (pn_str_starts(id, pattern) && id.len > pattern.len && id.ptr[pattern.len] == '/');
}

/* Drops the plans that no pattern chooses; a pattern that chooses none is an error. */
static bool choose(pn_cx *cx, pintle_project *project, const pintle_project_options *options)
{
	pn_plans *plans = &project->plans;
	size_t kept = 0;

	for (size_t p = 0; p < options->only_count; p++) {
		bool any = false;

		for (size_t i = 0; i < plans->count; i++)
			any = any || chooses(pn_str_from(options->only[p]), plans->items[i].id);
		if (!any)
			return pn_fail(cx->err, PINTLE_ERR_PROJECT, "there is no release \"%s\"",
				       options->only[p]);
	}
	for (size_t i = 0; i < plans->count; i++) {
		bool chosen = !options->only_count;

		for (size_t p = 0; p < options->only_count; p++)
			chosen = chosen ||
				 chooses(pn_str_from(options->only[p]), plans->items[i].id);
		if (chosen)
			plans->items[kept++] = plans->items[i];
	}
	project->partial = kept < plans->count;
	plans->count = kept;
	return true;
}

static bool load(pn_cx *cx, pintle_project *project, const char *const *files, size_t count,
		 const pintle_project_options *options)
{
	if (!begin(cx, project, options))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!pn_project_read(cx, project, pn_str_dup(cx->arena, pn_str_from(files[i]))))
			return false;
	}
	return choose(cx, project, options) &&
	       (!cx->arena->failed || pn_fail_memory(cx->err, cx->arena));
}

pintle_project *pintle_project_load(const char *const *files, size_t count,
				    const pintle_project_options *options, pintle_error *error)
{
	pintle_project *project;
	pn_error err;
	pn_cx cx;

	options = options ? options : &default_options;
	pn_error_init(&err, options->allocator);
	project = pn_mem_resize(options->allocator, NULL, 0, sizeof *project);
	if (!project) {
		pn_fail(&err, PINTLE_ERR_NO_MEMORY, "out of memory");
		pn_error_publish(error, &err);
		return NULL;
	}
	*project = (pintle_project){ .mem = options->allocator, .view = options->view };
	project->limits = pn_limits_complete(options->limits);
	pn_arena_init(&project->arena, project->mem, project->limits.arena_bytes);
	cx = (pn_cx){ &project->arena, &err, &project->limits, NULL, NULL, options->view };
	if (!load(&cx, project, files, count, options)) {
		pn_error_publish(error, &err);
		pintle_project_free(project);
		return NULL;
	}
	pn_error_finish(&err);
	return project;
}

void pintle_project_free(pintle_project *project)
{
	if (!project)
		return;
	pn_arena_finish(&project->arena);
	pn_mem_resize(project->mem, project, sizeof *project, 0);
}

size_t pintle_project_count(const pintle_project *project)
{
	return project->plans.count;
}

pintle_project_release pintle_project_at(const pintle_project *project, size_t i)
{
	const pn_plan *plan;

	if (i >= project->plans.count)
		return (pintle_project_release){ "", "", "", "", "", 0 };
	plan = &project->plans.items[i];
	return (pintle_project_release){
		plan->id.ptr,	      plan->name.ptr,
		plan->ns.ptr,	      project->charts[plan->chart_index].path.ptr,
		plan->where.file.ptr, plan->where.line,
	};
}

size_t pintle_project_remark_count(const pintle_project *project)
{
	return project->remarks.count;
}

const char *pintle_project_remark(const pintle_project *project, size_t i)
{
	return i < project->remarks.count ? project->remarks.items[i].ptr : "";
}

const char *pintle_project_output(const pintle_project *project)
{
	return project->output.ptr;
}

const char *pintle_project_golden(const pintle_project *project)
{
	return project->golden.ptr;
}

pintle_split pintle_project_split(const pintle_project *project)
{
	return project->split;
}
