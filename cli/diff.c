/* SPDX-License-Identifier: Apache-2.0 */
/* `diff`: what lies between two sets of objects. */
#include "diff.h"

#include <string.h>
#include <time.h>

#include "commands.h"
#include "template_options.h"

/* ---- the forms ---- */

typedef struct form {
	const char *name;
	int (*print)(diff_run *run);
} form;

static const form forms[] = {
	{ "text", diff_print_text },	     { "json", diff_print_json },
	{ "markdown", diff_print_markdown }, { "github", diff_print_github },
	{ "html", diff_print_html },
};
enum { FORMS = sizeof forms / sizeof *forms };

static const form *find_form(const char *name)
{
	for (size_t i = 0; i < FORMS; i++) {
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	}
	return NULL;
}

static const char *form_name(const diff_run *run)
{
	const char *name = run->c->settings.diff.form;

	return name ? name : forms[0].name;
}

bool diff_form_named(const char *name)
{
	return find_form(name) != NULL;
}

const char *diff_form_names(pool *p)
{
	text names = { .pool = p };

	for (size_t i = 0; i < FORMS; i++)
		text_format(&names, "%s%s",
			    i == 0	    ? ""
			    : i + 1 < FORMS ? ", "
					    : " or ",
			    forms[i].name);
	return text_z(&names);
}

diff_counts diff_count(const diff_run *run)
{
	diff_counts counts = { { 0 } };

	for (size_t i = 0; i < pintle_comparison_count(run->comparison); i++)
		counts.of[pintle_comparison_at(run->comparison, i).fate]++;
	return counts;
}

const char *diff_fate_name(pintle_object_fate fate)
{
	static const char *const names[] = { "same", "added", "removed", "changed", "renamed" };

	return names[fate];
}

void diff_put_counts(text *t, const diff_run *run)
{
	static const pintle_object_fate order[] = { PINTLE_OBJECT_CHANGED, PINTLE_OBJECT_RENAMED,
						    PINTLE_OBJECT_ADDED, PINTLE_OBJECT_REMOVED };
	diff_counts counts = diff_count(run);

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		if (counts.of[order[i]])
			text_format(t, "%zu %s, ", counts.of[order[i]], diff_fate_name(order[i]));
	}
	text_format(t, "%zu the same", pintle_comparison_same(run->comparison));
}

const char *diff_effect_name(pintle_effect_kind kind)
{
	static const char *const names[] = { "restart", "immutable", "storage", "gone",	 "scale",
					     "network", "hook",	     "stale",	"rights" };

	return names[kind];
}

const char *diff_change_name(pintle_change_kind kind)
{
	static const char *const names[] = { "added", "removed", "changed", "moved" };

	return names[kind];
}

const char *diff_cause_name(pintle_cause_kind kind)
{
	static const char *const names[] = { "value", "template", "file",
					     "chart", "release",  "cluster" };

	return names[kind];
}

/* ---- secrets and messages ---- */

static int fail_usage(cli *c, const char *why)
{
	cli_fail(c, "%s", why);
	return CLI_USAGE;
}

int diff_begin(diff_run *run)
{
	cli *c = run->c;
	int code;

	if (c->settings.diff.unified && strcmp(form_name(run), "text") != 0)
		return fail_usage(c, "--unified is a form of -o text");
	code = secrets_begin(&run->secrets, c);
	run->sides[1].is_b = true;
	run->clock = (int64_t)time(NULL);
	if (code == CLI_OK)
		held_begin(&run->log, c, PINTLE_LOG_WARN);
	return code;
}

/* Learns what the lines that were held back may tell of releases. */
static void learn_projects(diff_run *run)
{
	pintle_error ignored = PINTLE_ERROR_INIT;

	for (int i = 0; i < 2 && run->log.lines.len; i++) {
		if (run->sides[i].project.project)
			pintle_project_learn(run->sides[i].project.project, run->c->secrets,
					     &ignored);
	}
	pintle_error_finish(&ignored);
}

void diff_end(diff_run *run)
{
	learn_projects(run);
	held_end(&run->log);
	pintle_comparison_free(run->comparison);
	for (int i = 0; i < 2; i++) {
		job_end(&run->sides[i].job);
		pintle_project_free(run->sides[i].project.project);
		git_close(run->sides[i].git);
	}
	secrets_end(&run->secrets);
}

/* ---- what is compared ---- */

/* Whether options say what A and B are, so that the arguments name what both are made of. */
static bool has_sides(const cli *c)
{
	const settings *s = &c->settings;

	for (int i = 0; i < 2; i++) {
		const diff_own *own = &s->diff.own[i];

		if (own->value_files.count || own->set.count || own->set_string.count ||
		    own->set_json.count || own->kube_version)
			return true;
	}
	return s->diff.from != NULL;
}

/* Opens the revisions; the exit code. */
static int open_revisions(diff_run *run, const char *path)
{
	const settings *s = &run->c->settings;
	const char *const revisions[] = { s->diff.from, s->diff.to };
	int code = CLI_OK;

	for (int i = 0; i < 2 && code == CLI_OK; i++) {
		diff_side *side = &run->sides[i];

		side->name = revisions[i] ? revisions[i] : s->diff.from ? "the work tree" : path;
		side->revision = revisions[i];
		if (revisions[i])
			side->git = git_open(run->c, path, revisions[i], &code);
	}
	return code;
}

/* Names sides that differ by their own values only. */
static void name_by_values(diff_run *run, const char *chart)
{
	for (int i = 0; i < 2; i++) {
		const diff_own *own = &run->c->settings.diff.own[i];
		const strings *all[] = { &own->value_files, &own->set_json, &own->set,
					 &own->set_string };
		text t = { .pool = &run->c->pool };

		for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
			for (size_t n = 0; n < all[k]->count; n++)
				text_format(&t, "%s%s", t.len ? " " : "", all[k]->items[n]);
		}
		if (own->kube_version)
			text_format(&t, "%sKubernetes %s", t.len ? " " : "", own->kube_version);
		run->sides[i].name = t.len ? text_z(&t) : chart;
	}
}

typedef bool side_test(diff_run *run, const diff_side *side, const char *path);

static bool is_any(diff_run *run, const char *path, side_test *test)
{
	return test(run, &run->sides[1], path) || test(run, &run->sides[0], path);
}

static bool is_all(diff_run *run, const char *path, side_test *test)
{
	return test(run, &run->sides[1], path) && test(run, &run->sides[0], path);
}

/* Reads releases of ./pintle.yaml in two revisions. */
static int read_release(diff_run *run, const char *id)
{
	const char *const both[] = { id, id };

	if (!run->c->settings.diff.from)
		return fail_usage(run->c,
				  "values of a release stand in pintle.yaml: --from compares "
				  "it with another revision");
	return diff_read_releases(run, both);
}

/* Reads both sides of one thing: a chart, releases, or rendered files. */
static int read_thing(diff_run *run, const strings *arguments)
{
	const char *path =
		arguments->count ? arguments->items[arguments->count - 1] : "pintle.yaml";
	strings none = { 0 };
	int code = open_revisions(run, path);
	bool is_chart = false;

	if (code == CLI_OK && run->c->settings.diff.from && is_any(run, path, diff_is_project))
		return diff_read_projects(run, arguments);
	if (code == CLI_OK && arguments->count == 1 && is_all(run, path, diff_is_release))
		return read_release(run, path);
	if (code == CLI_OK && !run->c->settings.diff.from)
		name_by_values(run, path);
	for (int i = 0; i < 2 && code == CLI_OK; i++)
		is_chart = is_chart || diff_is_chart(run, &run->sides[i], path);
	for (int i = 0; i < 2 && code == CLI_OK; i++)
		code = is_chart || arguments->count == 2
			       ? diff_render_chart(run, &run->sides[i], arguments, &none)
			       : diff_read_files(run, &run->sides[i], path);
	return code;
}

static int read_sides(diff_run *run, const strings *arguments)
{
	const char *const *names = arguments->items;
	int code = CLI_OK;

	if (run->c->settings.diff.to && !run->c->settings.diff.from)
		return fail_usage(run->c, "--to needs --from");
	if (has_sides(run->c)) {
		if (!arguments->count && !run->c->settings.diff.from)
			return fail_usage(run->c, "there is nothing to compare: name a chart");
		return read_thing(run, arguments);
	}
	if (arguments->count != 2)
		return fail_usage(run->c, "two things are compared: A B, or one with --from "
					  "REVISION, or one with --a-values and --b-values");
	if (strcmp(names[0], "-") == 0 && strcmp(names[1], "-") == 0)
		return fail_usage(run->c, "only one side can be standard input");
	if (diff_is_release(run, &run->sides[0], names[0]) &&
	    diff_is_release(run, &run->sides[1], names[1]))
		return diff_read_releases(run, names);
	if (diff_is_project(run, &run->sides[0], names[0]) &&
	    diff_is_project(run, &run->sides[1], names[1]))
		return diff_read_two_projects(run, names);
	for (int side = 0; side < 2 && code == CLI_OK; side++)
		code = diff_read_side(run, &run->sides[side], names[side]);
	return code;
}

bool diff_compare(diff_run *run, pintle_error *error)
{
	const settings *s = &run->c->settings;
	pintle_diff_options options = PINTLE_DIFF_OPTIONS_INIT;

	options.no_renames = s->diff.no_renames;
	options.same_releases = s->diff.from != NULL;
	options.secrets = run->c->secrets;
	options.whole_lines = s->diff.unified || strcmp(form_name(run), "html") == 0;
	if (run->sides[0].project.project) {
		run->comparison = pintle_project_diff(run->sides[0].project.project,
						      run->sides[1].project.project,
						      &run->sides[1].project.how, &options, error);
		return run->comparison != NULL;
	}
	run->comparison = pintle_diff(run->sides[0].inputs, run->sides[0].count,
				      run->sides[1].inputs, run->sides[1].count, &options, error);
	return run->comparison != NULL;
}

int diff_print(diff_run *run)
{
	for (int i = 0; i < 2; i++) {
		pintle_text shown = { run->sides[i].name, 0 };

		shown.len = shown.ptr ? strlen(shown.ptr) : 0;
		shown = pintle_secrets_mask(run->c->secrets, shown);
		run->sides[i].name = pool_copy(&run->c->pool, shown.ptr, shown.len);
	}
	return run->c->settings.diff.unified ? diff_print_unified(run)
					     : find_form(form_name(run))->print(run);
}

static int run_diff(cli *c, const command *self, const strings *arguments)
{
	pintle_error error = PINTLE_ERROR_INIT;
	diff_run run = { .c = c };
	int code = diff_begin(&run);

	(void)self;
	if (code == CLI_OK)
		code = read_sides(&run, arguments);
	if (code == CLI_OK && !diff_compare(&run, &error))
		code = cli_fail_error(c, &error);
	run.compared = code == CLI_OK;
	if (code == CLI_OK) {
		code = diff_print(&run);
		run.compared = code == CLI_OK;
	}
	if (run.compared) {
		code = pintle_comparison_count(run.comparison) ? CLI_DIFFERENT : CLI_OK;
	}
	diff_end(&run);
	/* Helm's code for a crash of its own is ours for differences. */
	return code == CLI_PANIC && !run.compared ? CLI_FAILED : code;
}

static const option_set *const sets[] = { &diff_options,    &diff_form_options,
					  &secret_options,  &render_options,
					  &release_options, &value_options,
					  &chart_options,   NULL };

const command diff_command = {
	.name = "diff",
	.usage = "A B | [[NAME] CHART | RELEASE | FILE] --from REVISION",
	.brief = "compare two sets of objects, or two renders of a chart",
	.about =
		"Compares Kubernetes objects field by field, and tells what the changes do to a\n"
		"cluster.\n\n"
		"    pintle diff A B                                   two files, folders, charts, "
		"releases\n"
		"    pintle diff --from main                           the releases of "
		"pintle.yaml\n"
		"    pintle diff dev/web --from main                   one of them\n"
		"    pintle diff web charts/web --from main            a chart and its values, now "
		"and\n"
		"                                                      in a revision\n"
		"    pintle diff web charts/web --a-values dev.yaml --b-values prod.yaml\n\n"
		"A and B are files, folders of .yaml, .yml and .json files, - for standard input, "
		"ids of\n"
		"releases of pintle.yaml, or charts: CHART or CHART:VALUES,VALUES, where values "
		"files may\n"
		"be named from the chart's folder.\n\n"
		"Secrets are never printed: a keyed hash such as <secret 7f3a91c2> stands for "
		"each.\n\n"
		"Exit codes: 0 no difference, 1 an error, 2 differences, 3 wrong use.",
	.options = sets,
	.arity = { 0, 2 },
	.run = run_diff,
	.ours = true,
};
