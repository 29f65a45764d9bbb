/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rendering all releases of a project. Threads take releases in the order of the list; results that
 * are ready too early wait until it is their turn, so that whoever asked sees one order.
 */
#include "project/shelf.h"
#include "project/workers.h"

#include <pthread.h>

/* What became of a release, until it is handed over. */
typedef struct outcome {
	bool done;
	pintle_manifest *manifest;
	pintle_error error;
	pn_arena arena; /* of the files */
	pintle_output_file *files;
	size_t file_count;
} outcome;

typedef struct work {
	const pintle_project *project;
	const pintle_project_render_options *options;
	pintle_render_options shared;
	pintle_log log; /* the host's, one call at a time */
	pn_shelf *shelf;
	outcome *outcomes;
	pthread_mutex_t lock; /* of what follows */
	pthread_mutex_t log_lock;
	pthread_cond_t room; /* results were handed over */
	size_t next, done, given;
	size_t ahead; /* how many results may wait */
	size_t threads;
	bool giving, stopped;
} work;

static void write_log(void *data, pintle_log_level level, const char *line, size_t length)
{
	work *w = data;
	const pintle_log *host = w->options->render->log;

	pthread_mutex_lock(&w->log_lock);
	host->write(host->data, level, line, length);
	pthread_mutex_unlock(&w->log_lock);
}

/* ---- one release ---- */

/* Renders with a chart that is there. */
static bool render(work *w, const pn_plan *plan, const pintle_chart *chart, outcome *o)
{
	pintle_render_options options;
	pintle_values *values;
	pn_error err;

	pn_error_init(&err, w->project->mem);
	if (!pn_plan_options(w->project, plan, &o->arena, &w->shared, &options, &err))
		return pn_refuse(&o->error, &err);
	pn_error_finish(&err);
	values = pn_plan_values(w->project, plan, &o->error);
	if (!values)
		return false;
	o->manifest = pintle_render(chart, values, &options, &o->error);
	pintle_values_free(values);
	return o->manifest != NULL;
}

static void make(work *w, size_t index, outcome *o)
{
	const pn_plan *plan = &w->project->plans.items[index];
	const pn_shelf_chart *c = pn_shelf_take(w->shelf, plan->chart_index, w->shared.log);
	pn_error err;

	pn_arena_init(&o->arena, w->project->mem, 0);
	o->error = (pintle_error)PINTLE_ERROR_INIT;
	if (!c->chart || !render(w, plan, c->chart, o))
		return;
	if (pn_plan_files(&o->arena, plan, o->manifest, w->options->split, &o->files,
			  &o->file_count))
		return;
	pn_error_init(&err, w->project->mem);
	pn_fail(&err, PINTLE_ERR_NO_MEMORY, "out of memory");
	pn_error_publish(&o->error, &err);
}

static void drop(outcome *o)
{
	pintle_manifest_free(o->manifest);
	pintle_error_finish(&o->error);
	pn_arena_finish(&o->arena);
}

/* ---- handing over ---- */

static bool give(work *w, size_t index)
{
	const pn_plan *plan = &w->project->plans.items[index];
	outcome *o = &w->outcomes[index];
	const pn_shelf_chart *c = &w->shelf->charts[plan->chart_index];
	bool failed = !c->chart || o->error.status != PINTLE_OK;
	pintle_result result = { .index = index };

	if (failed) {
		result.error = c->chart ? &o->error : &c->error;
	} else {
		result.manifest = o->manifest;
		result.files = o->files;
		result.file_count = o->file_count;
	}
	return !w->options->each || w->options->each(w->options->data, &result);
}

/* Hands over all results whose turn it is. One thread at a time; others leave theirs to it. */
static void give_ready(work *w)
{
	if (w->giving)
		return;
	w->giving = true;
	while (!w->stopped && w->given < w->project->plans.count && w->outcomes[w->given].done) {
		size_t index = w->given;
		bool go_on;

		pthread_mutex_unlock(&w->lock);
		go_on = give(w, index);
		drop(&w->outcomes[index]);
		pthread_mutex_lock(&w->lock);
		w->given++;
		w->stopped = w->stopped || !go_on;
		pthread_cond_broadcast(&w->room);
	}
	w->giving = false;
}

/* Takes the next release; false at the end. Waits while too many results wait. */
static bool take(work *w, size_t *index)
{
	while (!w->stopped && w->next < w->project->plans.count && w->next >= w->given + w->ahead)
		pthread_cond_wait(&w->room, &w->lock);
	if (w->stopped || w->next >= w->project->plans.count)
		return false;
	*index = w->next++;
	return true;
}

static void *work_on(void *data)
{
	work *w = data;
	size_t index;

	pthread_mutex_lock(&w->lock);
	while (take(w, &index)) {
		pthread_mutex_unlock(&w->lock);
		make(w, index, &w->outcomes[index]);
		pthread_mutex_lock(&w->lock);
		w->outcomes[index].done = true;
		w->done++;
		if (w->options->progress)
			w->options->progress(w->options->data, w->done, w->project->plans.count);
		give_ready(w);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

/* ---- the whole ---- */

static void prepare(work *w)
{
	const pintle_render_options *render = w->options->render;

	w->shared = render ? *render : (pintle_render_options)PINTLE_RENDER_OPTIONS_INIT;
	if (render && render->log) {
		w->log = (pintle_log){ write_log, w, render->log->least };
		w->shared.log = &w->log;
	}
	pthread_mutex_init(&w->lock, NULL);
	pthread_mutex_init(&w->log_lock, NULL);
	pthread_cond_init(&w->room, NULL);
	w->threads = pn_workers_count(w->options->threads, w->project->plans.count);
	w->ahead = 4 * w->threads + 16;
}

static void finish(work *w)
{
	for (size_t i = w->given; i < w->project->plans.count; i++) {
		if (w->outcomes[i].done)
			drop(&w->outcomes[i]);
	}
	pthread_cond_destroy(&w->room);
	pthread_mutex_destroy(&w->log_lock);
	pthread_mutex_destroy(&w->lock);
}

static bool fail_memory(const pintle_project *project, pn_arena *arena, pintle_error *error)
{
	pn_error err;

	pn_error_init(&err, project->mem);
	pn_fail_memory(&err, arena);
	pn_arena_finish(arena);
	return pn_refuse(error, &err);
}

bool pn_project_render(pn_shelf *shelf, const pintle_project_render_options *options,
		       pintle_error *error)
{
	const pintle_project *project = shelf->project;
	work w = { .project = project, .options = options, .shelf = shelf };
	pn_arena arena;

	pn_arena_init(&arena, project->mem, 0);
	w.outcomes = pn_alloc_zero(&arena, (project->plans.count + 1) * sizeof *w.outcomes);
	if (!w.outcomes)
		return fail_memory(project, &arena, error);
	prepare(&w);
	pn_workers_run(w.threads, work_on, &w);
	finish(&w);
	pn_arena_finish(&arena);
	return !w.stopped;
}

bool pintle_project_render(const pintle_project *project,
			   const pintle_project_render_options *options, pintle_error *error)
{
	pn_shelf shelf;
	pn_arena arena;
	bool ok;

	pn_arena_init(&arena, project->mem, 0);
	if (!pn_shelf_init(&shelf, project, &arena))
		return fail_memory(project, &arena, error);
	ok = pn_project_render(&shelf, options, error);
	pn_shelf_finish(&shelf);
	pn_arena_finish(&arena);
	return ok;
}
