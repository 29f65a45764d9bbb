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

/* Learns what a plan's values hold; those that cannot be read hold nothing. */
static bool learn_values(const pintle_project *project, const pn_plan *plan,
			 pintle_secrets *secrets, pintle_error *error)
{
	pintle_error ignored = PINTLE_ERROR_INIT;
	pintle_values *values = pn_plan_values(project, plan, &ignored);
	bool ok = !values || pintle_secrets_learn(secrets, NULL, values, error);

	pintle_error_finish(&ignored);
	pintle_values_free(values);
	return ok;
}

bool pn_shelf_learn(pn_shelf *shelf, pintle_secrets *secrets, pintle_error *error)
{
	const pintle_project *project = shelf->project;
	bool ok = true;

	for (size_t i = 0; i < project->chart_count && ok; i++) {
		const pn_shelf_chart *c = pn_shelf_take(shelf, i, NULL);

		ok = !c->chart || pintle_secrets_learn(secrets, c->chart, NULL, error);
	}
	for (size_t i = 0; i < project->plans.count && ok; i++)
		ok = learn_values(project, &project->plans.items[i], secrets, error);
	return ok;
}

bool pintle_project_learn(const pintle_project *project, pintle_secrets *secrets,
			  pintle_error *error)
{
	pn_shelf shelf;
	pn_arena arena;
	pn_error err;
	bool ok;

	pn_arena_init(&arena, project->mem, 0);
	if (!pn_shelf_init(&shelf, project, &arena)) {
		pn_error_init(&err, project->mem);
		pn_fail_memory(&err, &arena);
		pn_arena_finish(&arena);
		return pn_refuse(error, &err);
	}
	ok = pn_shelf_learn(&shelf, secrets, error);
	pn_shelf_finish(&shelf);
	pn_arena_finish(&arena);
	return ok;
}
