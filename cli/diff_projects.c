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
		run->sides[i].name = ids[i];
		code = read_project(run, &run->sides[i], &none, ids[i]);
	}
	return code;
}

bool diff_is_project(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return strcmp(name, "pintle.yaml") == 0 || strcmp(name, "pintle.yml") == 0;
}
