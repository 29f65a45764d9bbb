/* SPDX-License-Identifier: Apache-2.0 */
/* Releases of a pintle.yaml that are compared: all of them in two revisions, or one with another.
 */
#include <string.h>

#include "diff.h"

/* Reads a project into a side, with the files of its revision; `only` names one release, or is
 * NULL. */
static int read_project(diff_run *run, diff_side *side, const strings *files, const char *only)
{
	cli *c = run->c;
	settings saved = c->settings;
	int code;

	if (only) {
		c->settings.only = (strings){ 0 };
		strings_add(&c->pool, &c->settings.only, only);
	}
	c->view = side->git ? git_files(side->git) : NULL;
	c->view_name = side->revision;
	code = project_begin(c, files, &side->project);
	c->settings = saved;
	c->view = NULL;
	if (code != CLI_OK)
		return code;
	if (!side->project.render.seed)
		side->project.render.seed = diff_default_seed;
	if (!side->project.render.fixed_clock) {
		side->project.render.fixed_clock = true;
		side->project.render.clock = run->clock;
	}
	return CLI_OK;
}

int diff_read_projects(diff_run *run, const strings *files)
{
	int code = CLI_OK;

	for (int i = 0; i < 2 && code == CLI_OK; i++)
		code = read_project(run, &run->sides[i], files, NULL);
	return code;
}

int diff_read_releases(diff_run *run, const char *const *ids)
{
	strings none = { 0 };
	int code = CLI_OK;

	for (int i = 0; i < 2 && code == CLI_OK; i++) {
		if (!run->sides[i].revision)
			run->sides[i].name = ids[i];
		code = read_project(run, &run->sides[i], &none, ids[i]);
	}
	return code;
}

int diff_read_two_projects(diff_run *run, const char *const *files)
{
	int code = CLI_OK;

	for (int i = 0; i < 2 && code == CLI_OK; i++) {
		strings one = { 0 };

		strings_add(&run->c->pool, &one, files[i]);
		run->sides[i].name = files[i];
		code = read_project(run, &run->sides[i], &one, NULL);
	}
	return code;
}

static bool is_yaml(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

bool diff_is_project(diff_run *run, const diff_side *side, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	if (strcmp(name, "pintle.yaml") == 0 || strcmp(name, "pintle.yml") == 0)
		return true;
	if (!is_yaml(name) || diff_look(run, side, path) != PINTLE_PATH_FILE)
		return false;
	return run->c->settings.diff.render ||
	       pintle_project_is_list(path, side->git ? git_files(side->git) : NULL);
}

bool diff_is_release(diff_run *run, const diff_side *side, const char *word)
{
	return strcmp(word, "-") != 0 && !strchr(word, ':') && !is_yaml(word) &&
	       diff_look(run, side, word) == PINTLE_PATH_MISSING &&
	       diff_look(run, side, "pintle.yaml") == PINTLE_PATH_FILE;
}

/* ---- releases beside files ---- */

/* A render of releases into a side. */
typedef struct filling {
	project_run run; /* first: it is what callbacks are handed */
	diff_run *diff;
	diff_side *side;
} filling;

static bool take(void *data, const pintle_result *result)
{
	filling *f = data;
	pool *p = &f->run.c->pool;
	pintle_diff_input input = PINTLE_DIFF_INPUT_INIT;
	pintle_text all;

	if (result->error) {
		project_note_error(&f->run, result);
		return true;
	}
	all = pintle_manifest_text(result->manifest);
	input.name = pool_format(p, "%s (rendered)",
				 pintle_project_at(f->run.project, result->index).id);
	input.text = (pintle_text){ pool_copy(p, all.ptr, all.len), all.len };
	diff_add_input(f->diff, f->side, &input);
	return true;
}

int diff_read_rendered(diff_run *run, diff_side *side, const char *id)
{
	cli *c = run->c;
	settings saved = c->settings;
	filling f = { .diff = run, .side = side };
	strings none = { 0 };
	int code, end;

	c->settings.only = (strings){ 0 };
	strings_add(&c->pool, &c->settings.only, id);
	code = project_begin(c, &none, &f.run);
	c->settings = saved;
	if (code == CLI_OK)
		code = project_render(&f.run, take);
	end = project_end(&f.run);
	return code == CLI_OK ? end : code;
}
