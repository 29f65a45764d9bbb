/* SPDX-License-Identifier: Apache-2.0 */
#include "project.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "outside.h"
#include "report.h"
#include "scan.h"

static bool check_split(void *data, pool *p, const char **value, const char **why)
{
	settings *s = data;

	(void)p;
	s->split_given = true;
	if (strcmp(*value, "release") == 0)
		s->split = PINTLE_SPLIT_RELEASE;
	else if (strcmp(*value, "template") == 0)
		s->split = PINTLE_SPLIT_TEMPLATE;
	else if (strcmp(*value, "object") == 0)
		s->split = PINTLE_SPLIT_OBJECT;
	else
		*why = "must be release, template or object";
	return !*why;
}

static bool check_threads(void *data, pool *p, const char **value, const char **why)
{
	settings *s = data;
	long count;

	if (!scan_int(p, *value, 10, 32, why))
		return false;
	count = strtol(*value, NULL, 10);
	if (count < 0 || count > 64)
		*why = "must be between 0 and 64";
	else
		s->threads = (unsigned)count;
	return !*why;
}

static const option release_rows[] = {
	{ .name = "charts",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(chart_folders),
	  .doc = "folder in which charts are found by name; may be repeated" },
	{ .name = "only",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(only),
	  .doc = "only releases with this id, or below it: prod, 'prod/*'; may be repeated" },
	{ .name = "threads",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(unused.string),
	  .check = check_threads,
	  .fallback = "0",
	  .doc = "how many threads render; 0: one for each processor" },
};
const option_set release_options = OPTION_SET(release_rows);

static const option rows[] = {
	{ .name = "api-versions",
	  .letter = 'a',
	  .type = OPTION_SLICE,
	  .at = OPTION_AT(api_versions),
	  .doc = "APIs that the cluster has, for releases that name none; may be repeated" },
	{ .name = "kube-version",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_version),
	  .doc = "the cluster's version, for releases that name none" },
	{ .name = "seed",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(seed),
	  .doc = "make random functions repeatable; the clock is SOURCE_DATE_EPOCH or 2026-11-01" },
	{ .name = "split",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(unused.string),
	  .check = check_split,
	  .fallback = "\"release\"",
	  .doc = "one file for each release, template or object" },
	{ .name = "untrusted",
	  .at = OPTION_AT(untrusted),
	  .doc = "guard against hostile charts: small limits" },
};
const option_set project_options = OPTION_SET(rows);

static const char default_file[] = "pintle.yaml";

static int load(project_run *run, const strings *files)
{
	cli *c = run->c;
	const settings *s = &c->settings;
	pintle_project_options options = PINTLE_PROJECT_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_limits limits = PINTLE_LIMITS_INIT;
	const char *file = default_file;
	strings folders = { 0 };

	for (size_t i = 0; i < s->chart_folders.count; i++)
		strings_add(&c->pool, &folders, s->chart_folders.items[i]);
	if (files->count) {
		strings_add(&c->pool, &folders, "charts");
		strings_add(&c->pool, &folders, ".");
	}
	if (s->untrusted) {
		pintle_limits_untrusted(&limits);
		options.limits = &limits;
	}
	options.chart_folders = folders.items;
	options.chart_folder_count = folders.count;
	options.view = c->view;
	options.only = s->only.items;
	options.only_count = s->only.count;
	run->project = pintle_project_load(files->count ? files->items : &file,
					   files->count ? files->count : 1, &options, &error);
	return run->project ? CLI_OK : cli_fail_error(c, &error);
}

int project_begin(cli *c, const strings *files, project_run *run)
{
	const settings *s = &c->settings;
	int code;

	*run = (project_run){ .c = c,
			      .how = PINTLE_PROJECT_RENDER_INIT,
			      .render = PINTLE_RENDER_OPTIONS_INIT,
			      .errors = { .pool = &c->pool } };
	code = secrets_begin(&run->secrets, c);
	if (run->secrets.c)
		held_begin(&run->log, c, PINTLE_LOG_INFO);
	if (code == CLI_OK)
		code = load(run, files);
	if (code != CLI_OK)
		return code;
	run->render.log = &c->log;
	run->render.profile = s->profile;
	run->render.kube_version = *s->kube_version ? s->kube_version : NULL;
	run->render.api_versions = s->api_versions.items;
	run->render.api_version_count = s->api_versions.count;
	run->render.time_zone = outside_time_zone();
	run->render.seed = s->seed;
	run->render.explain_errors = report_is_rich(c);
	if (s->seed && !outside_set_clock(&run->render))
		return cli_fail(c, "SOURCE_DATE_EPOCH must be a number of seconds");
	run->how.render = &run->render;
	run->how.threads = s->threads;
	run->how.split = s->split_given ? s->split : pintle_project_split(run->project);
	run->how.data = run;
	for (size_t i = 0; i < pintle_project_remark_count(run->project); i++)
		fprintf(stderr, "%s\n", pintle_project_remark(run->project, i));
	return CLI_OK;
}

/* Shows how far the work is, on a line that is written over. */
static void show_progress(void *data, size_t done, size_t total)
{
	project_run *run = data;

	run->progress = true;
	fprintf(stderr, "\r%zu of %zu releases", done, total);
}

/* Wipes the line of progress. */
static void end_progress(project_run *run)
{
	if (run->progress)
		fputs("\r\033[K", stderr);
	run->progress = false;
}

/*
 * Has the C library keep the memory of one render for the next: giving it back to the system and
 * asking for it anew takes a quarter of the time of many renders, in page faults.
 */
static void keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, 64 << 20);
	mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}

int project_render(project_run *run, bool (*each)(void *data, const pintle_result *result))
{
	pintle_error error = PINTLE_ERROR_INIT;

	keep_memory();
	run->how.each = each;
	if (isatty(STDERR_FILENO) && !run->c->settings.quiet)
		run->how.progress = show_progress;
	if (pintle_project_render(run->project, &run->how, &error)) {
		end_progress(run);
		return CLI_OK;
	}
	end_progress(run);
	if (error.status != PINTLE_OK)
		return cli_fail_error(run->c, &error);
	return run->why ? cli_fail(run->c, "%s", run->why) : CLI_FAILED;
}

void project_note_error(project_run *run, const pintle_result *result)
{
	pintle_project_release release = pintle_project_at(run->project, result->index);

	run->failed++;
	if (report_is_rich(run->c)) {
		text_format(&run->errors, "%s:\n", release.id);
		report_rich(&run->errors, run->c, result->error);
		return;
	}
	text_format(&run->errors, "Error: %s: ", release.id);
	text_add(&run->errors, result->error->message, result->error->message_len);
	text_byte(&run->errors, '\n');
}

/* Learns what messages must be printed without; only when there are any. */
static void learn_secrets(project_run *run)
{
	pintle_error ignored = PINTLE_ERROR_INIT;

	if (run->project && (run->errors.len || run->log.lines.len))
		pintle_project_learn(run->project, run->c->secrets, &ignored);
	pintle_error_finish(&ignored);
}

int project_end(project_run *run)
{
	learn_secrets(run);
	held_end(&run->log);
	cli_write_error(run->c, run->errors.ptr, run->errors.len);
	secrets_end(&run->secrets);
	pintle_project_free(run->project);
	run->project = NULL;
	return run->failed ? CLI_FAILED : CLI_OK;
}
