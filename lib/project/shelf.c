/* SPDX-License-Identifier: Apache-2.0 */
#include "project/shelf.h"

bool pn_shelf_init(pn_shelf *shelf, const pintle_project *project, pn_arena *arena)
{
	*shelf = (pn_shelf){ .project = project };
	shelf->charts = pn_alloc_zero(arena, (project->chart_count + 1) * sizeof *shelf->charts);
	if (!shelf->charts)
		return false;
	for (size_t i = 0; i < project->chart_count; i++) {
		pthread_mutex_init(&shelf->charts[i].lock, NULL);
		shelf->charts[i].error = (pintle_error)PINTLE_ERROR_INIT;
	}
	return true;
}

static void load(const pn_shelf *shelf, size_t index, const pintle_log *log, pn_shelf_chart *c)
{
	const pintle_project *project = shelf->project;
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pn_arena arena;

	pn_arena_init(&arena, project->mem, 0);
	options.allocator = project->mem;
	options.limits = &project->limits;
	options.log = log;
	options.follow_links = true;
	options.view = project->view;
	c->chart = pintle_chart_load(pn_str_z(&arena, project->charts[index].path), &options,
				     &c->error);
	c->tried = true;
	pn_arena_finish(&arena);
}

const pn_shelf_chart *pn_shelf_take(pn_shelf *shelf, size_t index, const pintle_log *log)
{
	pn_shelf_chart *c = &shelf->charts[index];

	pthread_mutex_lock(&c->lock);
	if (!c->tried)
		load(shelf, index, log, c);
	pthread_mutex_unlock(&c->lock);
	return c;
}

void pn_shelf_finish(pn_shelf *shelf)
{
	for (size_t i = 0; shelf->charts && i < shelf->project->chart_count; i++) {
		pintle_chart_free(shelf->charts[i].chart);
		pintle_error_finish(&shelf->charts[i].error);
		pthread_mutex_destroy(&shelf->charts[i].lock);
	}
	shelf->charts = NULL;
}
