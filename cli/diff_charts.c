/* SPDX-License-Identifier: Apache-2.0 */
/* Charts that are rendered to be compared. */
#include <string.h>

#include "diff.h"
#include "system.h"

const char diff_default_seed[] = "pintle diff";

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && strcmp(s + len - n, end) == 0;
}

bool diff_is_chart(diff_run *run, const diff_side *side, const char *path)
{
	pintle_path_kind kind = diff_look(run, side, path);

	if (kind == PINTLE_PATH_FILE)
		return ends_with(path, ".tgz") || ends_with(path, ".tar.gz");
	return kind == PINTLE_PATH_FOLDER &&
	       diff_look(run, side, path_join(&run->c->pool, path, "Chart.yaml")) ==
		       PINTLE_PATH_FILE;
}

/* Returns two lists as one. */
static strings joined(pool *p, const strings *a, const strings *b)
{
	strings all = { 0 };

	for (size_t i = 0; i < a->count; i++)
		strings_add(p, &all, a->items[i]);
	for (size_t i = 0; i < b->count; i++)
		strings_add(p, &all, b->items[i]);
	return all;
}

/* Returns the paths of values files; those that are in the chart may be named from there. */
static strings find_values(diff_run *run, const diff_side *side, const char *chart,
			   const strings *values)
{
	strings found = { 0 };

	for (size_t i = 0; i < values->count; i++) {
		const char *inside = path_join(&run->c->pool, chart, values->items[i]);
		bool is_inside = diff_look(run, side, inside) == PINTLE_PATH_FILE;

		strings_add(&run->c->pool, &found, is_inside ? inside : values->items[i]);
	}
	return found;
}

/* Adds what belongs to one side only to the settings. */
static void set_side(diff_run *run, const diff_side *side, const strings *values)
{
	settings *s = &run->c->settings;
	const diff_own *own = &s->diff.own[side->is_b];
	pool *p = &run->c->pool;

	s->value_files = joined(p, &s->value_files, &own->value_files);
	s->value_files = joined(p, &s->value_files, values);
	s->set_json = joined(p, &s->set_json, &own->set_json);
	s->set = joined(p, &s->set, &own->set);
	s->set_string = joined(p, &s->set_string, &own->set_string);
	if (own->kube_version)
		s->kube_version = own->kube_version;
	run->c->view = side->git ? git_files(side->git) : NULL;
	run->c->view_name = side->revision;
}

/* Renders what the settings say, and adds it to the side. */
static int render(diff_run *run, diff_side *side, const strings *arguments)
{
	pintle_diff_input input = PINTLE_DIFF_INPUT_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	job *j = &side->job;
	int code = job_begin(run->c, arguments, j);

	if (j->values && !pintle_secrets_learn(run->c->secrets, j->chart, j->values, &error))
		return cli_fail_error(run->c, &error);
	if (code == CLI_OK)
		code = job_options(run->c, j, &side->options);
	if (code != CLI_OK)
		return code;
	side->options.traced = true;
	if (!side->options.seed)
		side->options.seed = diff_default_seed;
	if (!side->options.fixed_clock) {
		side->options.fixed_clock = true;
		side->options.clock = run->clock;
	}
	j->manifest = pintle_render(j->chart, j->values, &side->options, &error);
	if (!j->manifest)
		return cli_fail_error(run->c, &error);
	input.manifest = j->manifest;
	input.options = &side->options;
	input.chart = j->chart;
	diff_add_input(run, side, &input);
	return CLI_OK;
}

int diff_render_chart(diff_run *run, diff_side *side, const strings *arguments,
		      const strings *values)
{
	const char *chart = arguments->items[arguments->count - 1];
	settings saved = run->c->settings;
	strings found = find_values(run, side, chart, values);
	int code;

	set_side(run, side, &found);
	code = render(run, side, arguments);
	run->c->settings = saved;
	run->c->view = NULL;
	return code;
}
