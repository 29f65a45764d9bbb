/* SPDX-License-Identifier: Apache-2.0 */
/* Sides of `diff` that are all releases of a pintle.yaml, now or in another revision. */
#include <string.h>

#include "diff.h"

/* A side that is being rendered. */
typedef struct rendering {
	diff_run *run;
	diff_side *side;
	pintle_project *project;
	int code;
} rendering;

static bool take(void *data, const pintle_result *result)
{
	rendering *r = data;
	pool *p = &r->run->c->pool;
	const char *id = pintle_project_at(r->project, result->index).id;
	pintle_diff_input input = PINTLE_DIFF_INPUT_INIT;
	pintle_text all;

	if (result->error) {
		r->code = cli_fail(r->run->c, "%s: %s", id, result->error->message);
		return false;
	}
	all = pintle_manifest_text(result->manifest);
	input.release = pool_copy(p, id, strlen(id));
	input.name = input.release;
	input.text = (pintle_text){ pool_copy(p, all.ptr, all.len), all.len };
	diff_add_input(r->run, r->side, &input);
	return true;
}

static int render(rendering *r)
{
	const settings *s = &r->run->c->settings;
	pintle_project_render_options how = PINTLE_PROJECT_RENDER_INIT;
	pintle_render_options shared = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;

	shared.log = &r->run->c->log;
	shared.profile = s->profile;
	shared.seed = s->seed ? s->seed : "diff"; /* what is random is the same on both sides */
	shared.fixed_clock = true;
	shared.clock = r->run->clock;
	how.render = &shared;
	how.each = take;
	how.data = r;
	if (pintle_project_render(r->project, &how, &error))
		return CLI_OK;
	return r->code != CLI_OK ? r->code : cli_fail_error(r->run->c, &error);
}

bool diff_is_project(const char *path)
{
	const char *slash = strrchr(path, '/');

	return strcmp(slash ? slash + 1 : path, "pintle.yaml") == 0;
}

int diff_read_project(diff_run *run, diff_side *side, const char *path)
{
	pintle_project_options options = PINTLE_PROJECT_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	rendering r = { .run = run, .side = side };
	int code;

	options.view = side->git ? git_files(side->git) : NULL;
	r.project = pintle_project_load(&path, 1, &options, &error);
	if (!r.project)
		return cli_fail_error(run->c, &error);
	code = render(&r);
	pintle_project_free(r.project);
	return code;
}
