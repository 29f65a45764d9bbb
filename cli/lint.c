/* SPDX-License-Identifier: Apache-2.0 */
/* `lint`: what is wrong with charts (Helm: pkg/cmd/lint.go). */
#define _XOPEN_SOURCE 700 /* scandir */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "commands.h"
#include "findings.h"
#include "namespace.h"
#include "outside.h"
#include "system.h"
#include "value_sources.h"

/* ---- subcharts ---- */

enum { MAX_DEPTH = 255 };

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && strcmp(s + len - n, end) == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void find_charts(cli *c, const char *path, strings *found, int depth);

static void find_in_folder(cli *c, const char *path, strings *found, int depth)
{
	struct dirent **entries;
	int count = depth < MAX_DEPTH ? scandir(path, &entries, NULL, by_name) : -1;

	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;

		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			find_charts(c, path_join(&c->pool, path, name), found, depth + 1);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

/* Finds the charts in and below a path: folders with a Chart.yaml, archives. */
static void find_charts(cli *c, const char *path, strings *found, int depth)
{
	const char *slash = strrchr(path, '/');
	struct stat st;

	if (lstat(path, &st) != 0)
		return;
	if (strcmp(slash ? slash + 1 : path, "Chart.yaml") == 0)
		strings_add(&c->pool, found,
			    slash ? pool_copy(&c->pool, path, (size_t)(slash - path)) : ".");
	else if (ends_with(path, ".tgz") || ends_with(path, ".tar.gz"))
		strings_add(&c->pool, found, path);
	if (S_ISDIR(st.st_mode))
		find_in_folder(c, path, found, depth);
}

/* Returns the charts to examine: those that were named, then, if asked for, those in them. */
static strings all_charts(cli *c, const strings *arguments)
{
	strings charts = { 0 };

	for (size_t i = 0; i < arguments->count; i++)
		strings_add(&c->pool, &charts, arguments->items[i]);
	for (size_t i = 0; c->settings.with_subcharts && i < arguments->count; i++)
		find_charts(c, path_join(&c->pool, arguments->items[i], "charts"), &charts, 0);
	return charts;
}

/* ---- findings ---- */

/* One run over charts, and what came of it. */
typedef struct lint_run {
	cli *c;
	pintle_values *values;
	pintle_load_options load;
	pintle_render_options render;
	pintle_findings *all; /* of all charts, when they are told at the end; else NULL */
	size_t failed;	      /* charts */
	size_t noticed;	      /* charts with more than information */
	pintle_error error;   /* of keeping findings */
} lint_run;

static void print_finding(cli *c, const pintle_finding *finding)
{
	static const char *const names[] = { "INFO", "WARNING", "ERROR" };

	text_format(&c->out, "[%s] ", names[finding->severity]);
	text_add(&c->out, finding->path.ptr, finding->path.len);
	text_put(&c->out, ": ");
	text_add(&c->out, finding->message.ptr, finding->message.len);
	text_byte(&c->out, '\n');
}

/* Prints a chart's findings as Helm does. */
static void print_chart(cli *c, const char *path, const pintle_findings *findings)
{
	text_format(&c->out, "==> Linting %s\n", path);
	for (size_t i = 0; i < pintle_findings_count(findings); i++) {
		pintle_finding finding = pintle_findings_at(findings, i);

		if (!c->settings.quiet || finding.severity > PINTLE_SEVERITY_INFO)
			print_finding(c, &finding);
	}
	text_byte(&c->out, '\n');
}

/* Keeps a chart's findings for the report at the end. */
static void keep_chart(lint_run *run, const pintle_findings *findings)
{
	for (size_t i = 0; i < pintle_findings_count(findings); i++) {
		pintle_finding finding = pintle_findings_at(findings, i);

		if (!run->c->settings.quiet || finding.severity > PINTLE_SEVERITY_INFO)
			pintle_findings_add(run->all, &finding, &run->error);
	}
}

static void tell_findings(lint_run *run, const char *path, const pintle_findings *findings)
{
	const settings *s = &run->c->settings;
	bool notice = false, failure = false;

	for (size_t i = 0; i < pintle_findings_count(findings); i++) {
		pintle_severity severity = pintle_findings_at(findings, i).severity;

		notice |= severity > PINTLE_SEVERITY_INFO;
		failure |= severity == PINTLE_SEVERITY_ERROR ||
			   (s->strict && severity == PINTLE_SEVERITY_WARNING);
	}
	run->noticed += notice;
	run->failed += failure;
	if (run->all)
		keep_chart(run, findings);
	else if (!s->quiet || notice)
		print_chart(run->c, path, findings);
}

/* Tells that there is no chart; counts as one that failed. */
static void tell_error(lint_run *run, const char *path, const pintle_error *error)
{
	pintle_finding finding = { .severity = PINTLE_SEVERITY_ERROR,
				   .rule = { "lint/chart", strlen("lint/chart") },
				   .path = { path, strlen(path) },
				   .message = { error->message, error->message_len } };

	run->failed++;
	run->noticed++;
	if (run->all) {
		pintle_findings_add(run->all, &finding, &run->error);
		return;
	}
	text_format(&run->c->out, "==> Linting %s\nError ", path);
	text_add(&run->c->out, error->message, error->message_len);
	text_put(&run->c->out, "\n\n");
}

static void lint_chart(lint_run *run, const char *path)
{
	pintle_lint_options options = PINTLE_LINT_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_findings *findings;

	options.load = &run->load;
	options.render = &run->render;
	options.places = run->all != NULL;
	findings = pintle_lint(path, run->values, &options, &error);
	if (findings)
		tell_findings(run, path, findings);
	else
		tell_error(run, path, &error);
	pintle_error_finish(&error);
	pintle_findings_free(findings);
}

static void make_options(cli *c, lint_run *run)
{
	const settings *s = &c->settings;

	run->load = (pintle_load_options)PINTLE_LOAD_OPTIONS_INIT;
	run->load.follow_links = true;
	run->render = (pintle_render_options){
		.size = sizeof run->render,
		.log = &c->log,
		.profile = s->profile,
		.namespace_name = namespace_find(c),
		.kube_version = *s->kube_version ? s->kube_version : NULL,
		.skip_schema = s->skip_schema,
		.time_zone = outside_time_zone(),
	};
}

/* Examines all charts and prints what there is to print. */
static int lint_all(lint_run *run, const strings *charts)
{
	cli *c = run->c;
	bool report = c->settings.report != PINTLE_FORMAT_TEXT;
	int code = CLI_OK;

	if (report && !(run->all = pintle_findings_new(NULL)))
		return cli_fail(c, "out of memory");
	for (size_t i = 0; i < charts->count; i++)
		lint_chart(run, charts->items[i]);
	if (run->error.status != PINTLE_OK)
		code = cli_fail_error(c, &run->error);
	else if (report)
		code = findings_print(c, run->all, "lint");
	pintle_findings_free(run->all);
	return code;
}

static int finish(cli *c, const lint_run *run, size_t count)
{
	const char *summary = pool_format(&c->pool, "%zu chart(s) linted, %zu chart(s) failed",
					  count, run->failed);

	if (run->failed)
		return cli_fail(c, "%s", summary);
	if (c->settings.report == PINTLE_FORMAT_TEXT && (!c->settings.quiet || run->noticed))
		text_format(&c->out, "%s\n", summary);
	return CLI_OK;
}

static int run_lint(cli *c, const command *self, const strings *arguments)
{
	pintle_error error = PINTLE_ERROR_INIT;
	const char *version = c->settings.kube_version;
	lint_run run = { .c = c, .error = PINTLE_ERROR_INIT };
	strings charts;
	int code = CLI_OK;

	(void)self;
	if (*version && !pintle_kube_version_check(version, c->settings.profile, &error))
		return cli_fail_error(c, &error);
	charts = all_charts(c, arguments);
	make_options(c, &run);
	run.values = value_sources_read(c, NULL, &code);
	if (!run.values)
		return code;
	code = lint_all(&run, &charts);
	pintle_values_free(run.values);
	return code == CLI_OK ? finish(c, &run, charts.count) : code;
}

static const option rows[] = {
	{ .name = "kube-version",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_version),
	  .doc = "the cluster's version, for .Capabilities.KubeVersion and deprecated APIs" },
	{ .name = "quiet", .at = OPTION_AT(quiet), .doc = "print only warnings and errors" },
	{ .name = "skip-schema-validation",
	  .at = OPTION_AT(skip_schema),
	  .doc = "do not check values against values.schema.json" },
	{ .name = "strict", .at = OPTION_AT(strict), .doc = "fail on warnings, too" },
	{ .name = "with-subcharts",
	  .at = OPTION_AT(with_subcharts),
	  .doc = "examine subcharts as charts of their own, too" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options, &report_options, &value_options, NULL };

const command lint_command = {
	.name = "lint",
	.usage = "PATH",
	.brief = "find what is wrong with charts",
	.about = "Examines charts, folders or archives, and tells what will not work ([ERROR]), "
		 "what "
		 "breaks\n"
		 "with conventions ([WARNING]) and what could be better ([INFO]). With --format "
		 "the\n"
		 "findings come with their places in files, in a form for other programs.",
	.options = sets,
	.arity = { 1, ANY_NUMBER },
	.run = run_lint,
};
