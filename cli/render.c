/* SPDX-License-Identifier: Apache-2.0 */
/* `render`: many releases in one go. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "project.h"

typedef struct render_run {
	project_run run; /* first: it is what callbacks are handed */
	const char *folder;
	strings written; /* paths below the folder */
	size_t changed;
	bool to_stdout;
} render_run;

/* Writes one file of a release; those that are the same stay untouched. */
static bool write_file(render_run *r, const pintle_output_file *file)
{
	cli *c = r->run.c;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_golden_state state;

	strings_add(&c->pool, &r->written, pool_copy(&c->pool, file->path, strlen(file->path)));
	if (pintle_golden_file(r->folder, file, true, &state, &error)) {
		r->changed += state != PINTLE_GOLDEN_SAME;
		return true;
	}
	r->run.why = pool_copy(&c->pool, error.message, error.message_len);
	pintle_error_finish(&error);
	return false;
}

/* Takes one result: to files, or to standard output. */
static bool take(void *data, const pintle_result *result)
{
	render_run *r = data;
	text *out = &r->run.c->out;
	pintle_text all;

	if (result->error) {
		project_note_error(&r->run, result);
		return true;
	}
	if (r->to_stdout) {
		all = pintle_manifest_text(result->manifest);
		text_format(out, "# Release: %s\n",
			    pintle_project_at(r->run.project, result->index).id);
		text_add(out, all.ptr, all.len);
		return true;
	}
	for (size_t i = 0; i < result->file_count; i++) {
		if (!write_file(r, &result->files[i]))
			return false;
	}
	return true;
}

static bool count_removed(void *data, const char *path)
{
	size_t *count = data;

	(void)path;
	++*count;
	return true;
}

/* Removes what earlier runs left; only when everything could be rendered. */
static int prune(render_run *r, size_t *removed)
{
	pintle_error error = PINTLE_ERROR_INIT;

	*removed = 0;
	if (!r->run.c->settings.prune || r->run.failed || r->to_stdout)
		return CLI_OK;
	strings_sort(&r->written);
	if (pintle_golden_stale(r->run.project, r->folder, r->written.items, r->written.count, true,
				count_removed, removed, &error))
		return CLI_OK;
	return cli_fail_error(r->run.c, &error);
}

static void summarize(const render_run *r, size_t removed)
{
	size_t total = pintle_project_count(r->run.project);

	if (r->run.c->settings.quiet || r->to_stdout)
		return;
	fprintf(stderr, "%s: %zu of %zu release%s, %zu file%s, %zu changed", r->folder,
		total - r->run.failed, total, total == 1 ? "" : "s", r->written.count,
		r->written.count == 1 ? "" : "s", r->changed);
	if (removed)
		fprintf(stderr, ", %zu removed", removed);
	fputc('\n', stderr);
}

static int run_render(cli *c, const command *self, const strings *arguments)
{
	render_run r = { 0 };
	size_t removed;
	int code, end;

	(void)self;
	code = project_begin(c, arguments, &r.run);
	if (code == CLI_OK) {
		r.folder = *c->settings.output_dir ? c->settings.output_dir
						   : pintle_project_output(r.run.project);
		r.to_stdout = c->settings.to_stdout;
		code = project_render(&r.run, take);
	}
	if (code == CLI_OK)
		code = prune(&r, &removed);
	if (code == CLI_OK)
		summarize(&r, removed);
	end = project_end(&r.run);
	if (end != CLI_OK)
		c->out.len = 0; /* nothing is printed when something failed */
	return code == CLI_OK ? end : code;
}

static const option rows[] = {
	{ .name = "output-dir",
	  .letter = 'o',
	  .type = OPTION_STRING,
	  .at = OPTION_AT(output_dir),
	  .doc = "folder of the files, instead of the one that the file names" },
	{ .name = "prune",
	  .at = OPTION_AT(prune),
	  .doc = "remove .yaml files there that no release has any longer" },
	{ .name = "quiet", .letter = 'q', .at = OPTION_AT(quiet), .doc = "tell errors only" },
	{ .name = "stdout",
	  .at = OPTION_AT(to_stdout),
	  .doc = "print all manifests instead of writing files" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options, &release_options, &project_options,
					  &secret_options, NULL };

const command render_command = {
	.name = "render",
	.usage = "[FILE]...",
	.brief = "render many releases in one go",
	.about = "Renders all releases that a file lists, by default pintle.yaml, into files: "
		 "OUT/RELEASE/...\n"
		 "A file can also hold Flux HelmReleases or Argo CD Applications, with the "
		 "ConfigMaps and\n"
		 "Secrets that they take values from. Charts are found on this machine. What goes "
		 "wrong is\n"
		 "told at the end; what could be rendered is written all the same.",
	.options = sets,
	.arity = { 0, ANY_NUMBER },
	.run = run_render,
	.ours = true,
};
