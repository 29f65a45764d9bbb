/* SPDX-License-Identifier: Apache-2.0 */
/* `golden`: a tree of rendered manifests that is kept, and compared with what is rendered now. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "diff.h"
#include "project.h"
#include "system.h"

typedef struct golden_run {
	project_run run; /* first: it is what callbacks are handed */
	const char *folder;
	bool update;
	strings paths;	  /* of what was rendered */
	size_t counts[4]; /* by state */
	diff_run diff;	  /* of what is kept and what was rendered, where these differ */
} golden_run;

static const char *const check_words[] = { "same", "changed", "missing", "stale" };
static const char *const update_words[] = { "same", "updated", "added", "removed" };

/* Whether files and a last line are told, too: in a form for programs they have no place. */
static bool is_text(const golden_run *g)
{
	const char *form = g->run.c->settings.diff.form;

	return !form || strcmp(form, "text") == 0;
}

/* Tells of one file that differs. */
static void tell(golden_run *g, pintle_golden_state state, const char *path)
{
	const char *const *words = g->update ? update_words : check_words;

	g->counts[state]++;
	if (state != PINTLE_GOLDEN_SAME && is_text(g))
		text_format(&g->run.c->out, "%-8s %s/%s\n", words[state], g->folder, path);
}

/* Adds a text to a side of the comparison; releases are compared each with its own. */
static void add_to_side(golden_run *g, int side, const char *path, pintle_text held)
{
	pool *p = &g->run.c->pool;
	pintle_diff_input input = PINTLE_DIFF_INPUT_INIT;
	const char *slash = strrchr(path, '/');

	input.release = slash ? pool_copy(p, path, (size_t)(slash - path)) : "";
	/* What is rendered is what the file would hold. */
	input.name = path_join(p, g->folder, path);
	input.text = (pintle_text){ pool_copy(p, held.ptr, held.len), held.len };
	diff_add_input(&g->diff, &g->diff.sides[side], &input);
}

/* Keeps what a file holds and what it should hold for the comparison. */
static void note_difference(golden_run *g, pintle_golden_state state, const char *path,
			    pintle_text rendered)
{
	pintle_text kept;
	const char *why;

	if (g->update || state == PINTLE_GOLDEN_SAME)
		return;
	if (state != PINTLE_GOLDEN_MISSING &&
	    system_read(&g->run.c->pool, path_join(&g->run.c->pool, g->folder, path), &kept, &why))
		add_to_side(g, 0, path, kept);
	if (state != PINTLE_GOLDEN_STALE)
		add_to_side(g, 1, path, rendered);
}

static bool take_file(golden_run *g, const pintle_output_file *file)
{
	cli *c = g->run.c;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_golden_state state;

	strings_add(&c->pool, &g->paths, pool_copy(&c->pool, file->path, strlen(file->path)));
	if (!pintle_golden_file(g->folder, file, g->update, &state, &error)) {
		g->run.why = pool_copy(&c->pool, error.message, error.message_len);
		pintle_error_finish(&error);
		return false;
	}
	tell(g, state, file->path);
	note_difference(g, state, file->path, file->text);
	return true;
}

static bool take(void *data, const pintle_result *result)
{
	golden_run *g = data;

	if (result->error)
		project_note_error(&g->run, result);
	for (size_t i = 0; i < result->file_count; i++) {
		if (!take_file(g, &result->files[i]))
			return false;
	}
	return true;
}

static bool take_stale(void *data, const char *path)
{
	tell(data, PINTLE_GOLDEN_STALE, path);
	note_difference(data, PINTLE_GOLDEN_STALE, path, (pintle_text){ "", 0 });
	return true;
}

/* Finds the files that nothing renders any longer; not known when some releases failed. */
static int find_stale(golden_run *g)
{
	pintle_error error = PINTLE_ERROR_INIT;

	if (g->run.failed)
		return CLI_OK;
	strings_sort(&g->paths);
	if (pintle_golden_stale(g->run.project, g->folder, g->paths.items, g->paths.count,
				g->update, take_stale, g, &error))
		return CLI_OK;
	return cli_fail_error(g->run.c, &error);
}

/* What stands below the comparison. */
static void end_differences(golden_run *g)
{
	if (!is_text(g))
		return;
	if (!pintle_comparison_count(g->diff.comparison))
		text_put(&g->run.c->out, "The files differ, but the objects in them do not.\n");
	text_byte(&g->run.c->out, '\n');
}

/* Shows what differs, object by object, when the files hold objects. */
static int show_differences(golden_run *g)
{
	pintle_error error = PINTLE_ERROR_INIT;
	text *out = &g->run.c->out;
	int code;

	if (!g->diff.sides[0].count && !g->diff.sides[1].count && is_text(g))
		return CLI_OK;
	g->diff.sides[0].name = g->folder;
	g->diff.sides[1].name = "rendered";
	code = diff_begin(&g->diff);
	if (code == CLI_OK) {
		text_put(out, is_text(g) ? "\n" : "");
		if (diff_compare(&g->diff, &error)) {
			code = diff_print(&g->diff);
			end_differences(g);
		} else if (!is_text(g)) {
			code = cli_fail_error(g->run.c, &error);
		} else {
			text_add(out, error.message, error.message_len);
			text_put(out, "\n\n");
			pintle_error_finish(&error);
		}
	}
	diff_end(&g->diff);
	return code;
}

/* The last line, and whether anything differs. */
static int summarize(golden_run *g)
{
	const size_t *n = g->counts;
	const char *const *words = g->update ? update_words : check_words;

	if (!g->run.c->settings.quiet && is_text(g))
		text_format(&g->run.c->out, "%zu file%s: %zu %s, %zu %s, %zu %s, %zu %s\n",
			    g->paths.count, g->paths.count == 1 ? "" : "s", n[0], words[0], n[1],
			    words[1], n[2], words[2], n[3], words[3]);
	return !g->update && n[1] + n[2] + n[3] ? CLI_DIFFERENT : CLI_OK;
}

static int run_golden(cli *c, const strings *files, bool update)
{
	golden_run g = { .update = update, .diff.c = c };
	int code, end;

	code = project_begin(c, files, &g.run);
	if (code == CLI_OK) {
		g.folder = *c->settings.output_dir ? c->settings.output_dir
						   : pintle_project_golden(g.run.project);
		code = project_render(&g.run, take);
	}
	if (code == CLI_OK)
		code = find_stale(&g);
	if (code == CLI_OK && !update && (!c->settings.quiet || !is_text(&g)))
		code = show_differences(&g);
	if (code == CLI_OK)
		code = summarize(&g);
	end = project_end(&g.run);
	return end == CLI_OK ? code : end;
}

static int run_check(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return run_golden(c, arguments, false);
}

static int run_update(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return run_golden(c, arguments, true);
}

static const option rows[] = {
	{ .name = "dir",
	  .letter = 'd',
	  .type = OPTION_STRING,
	  .at = OPTION_AT(output_dir),
	  .doc = "folder of the golden files, instead of the one that the file names" },
	{ .name = "quiet", .letter = 'q', .at = OPTION_AT(quiet), .doc = "name the files only" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options, &release_options, &project_options,
					  &secret_options, NULL };
static const option_set *const check_sets[] = { &own_options,	  &diff_form_options,
						&release_options, &project_options,
						&secret_options,  NULL };

static const command check_command = {
	.name = "check",
	.usage = "[FILE]...",
	.brief = "compare golden files with what is rendered now",
	.about = "Renders all releases that a file lists, by default pintle.yaml, and compares "
		 "them with the\n"
		 "golden files, object by object. Exit code 2 when some are changed, missing, or "
		 "stale: no\n"
		 "longer rendered. Secrets are shown as hashes.",
	.options = check_sets,
	.arity = { 0, ANY_NUMBER },
	.run = run_check,
	.ours = true,
};

static const command update_command = {
	.name = "update",
	.usage = "[FILE]...",
	.brief = "write golden files anew",
	.about = "Renders all releases that a file lists, by default pintle.yaml, and makes the "
		 "golden files\n"
		 "what they are now: changed ones are written, stale ones removed.",
	.options = sets,
	.arity = { 0, ANY_NUMBER },
	.run = run_update,
	.ours = true,
};

static const command *const children[] = { &check_command, &update_command, NULL };

const command golden_command = {
	.name = "golden",
	.usage = "",
	.brief = "keep rendered manifests, and see what changes them",
	.about = "Keeps a tree of rendered manifests, to be committed beside charts and values, so "
		 "that a\n"
		 "review shows what a change does to the cluster.",
	.children = children,
	.ours = true,
};
