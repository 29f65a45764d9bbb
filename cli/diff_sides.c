/* SPDX-License-Identifier: Apache-2.0 */
/* What is compared: files, folders of files, standard input. */
#define _XOPEN_SOURCE 700 /* scandir */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "diff.h"
#include "system.h"

enum { MAX_DEPTH = 64 };

static void add_input(diff_run *run, diff_side *side, const pintle_diff_input *input)
{
	if (side->count == side->capacity) {
		size_t capacity = side->capacity * 2 + 8;
		pintle_diff_input *moved = pool_alloc(&run->c->pool, capacity * sizeof *moved);

		if (side->count)
			memcpy(moved, side->inputs, side->count * sizeof *moved);
		side->inputs = moved;
		side->capacity = capacity;
	}
	side->inputs[side->count++] = *input;
}

/* Reads a file, or standard input when path is NULL. */
static int read_file(diff_run *run, diff_side *side, const char *path, const char *release)
{
	pintle_diff_input input = PINTLE_DIFF_INPUT_INIT;
	const char *why;

	input.name = path ? path : "standard input";
	input.release = release;
	if (!system_read(&run->c->pool, path, &input.text, &why))
		return cli_fail(run->c, "%s", why);
	add_input(run, side, &input);
	return CLI_OK;
}

/* ---- folders ---- */

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && strcmp(s + len - n, end) == 0;
}

static bool holds_objects(const char *name)
{
	return ends_with(name, ".yaml") || ends_with(name, ".yml") || ends_with(name, ".json");
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* A walk through a folder; what lies in a folder of its own on the first level is a release. */
typedef struct walk {
	diff_run *run;
	diff_side *side;
	const char *release;
	int depth;
} walk;

static int read_folder(const walk *w, const char *path);

static int read_entry(const walk *w, const char *folder, const char *name)
{
	const char *path = path_join(&w->run->c->pool, folder, name);
	const char *first = pool_copy(&w->run->c->pool, name, strlen(name));
	walk below = { w->run, w->side, w->depth ? w->release : first, w->depth + 1 };
	struct stat st;

	if (*name == '.' || stat(path, &st) != 0)
		return CLI_OK;
	if (S_ISDIR(st.st_mode))
		return read_folder(&below, path);
	return holds_objects(name) ? read_file(w->run, w->side, path, w->release) : CLI_OK;
}

static int read_folder(const walk *w, const char *path)
{
	struct dirent **entries;
	int count, code = CLI_OK;

	if (w->depth > MAX_DEPTH)
		return cli_fail(w->run->c, "%s: folders are nested more than %d deep", path,
				MAX_DEPTH);
	count = scandir(path, &entries, NULL, by_name);
	if (count < 0)
		return cli_fail(w->run->c, "cannot read the folder %s", path);
	for (int i = 0; i < count; i++) {
		if (code == CLI_OK)
			code = read_entry(w, path, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return code;
}

int diff_read_side(diff_run *run, diff_side *side, const char *name)
{
	walk top = { run, side, NULL, 0 };
	struct stat st;
	int code;

	side->name = name;
	if (strcmp(name, "-") == 0)
		return read_file(run, side, NULL, NULL);
	if (stat(name, &st) != 0 || !S_ISDIR(st.st_mode))
		return read_file(run, side, name, NULL);
	code = read_folder(&top, name);
	if (code == CLI_OK && !side->count)
		return cli_fail(run->c, "%s: there is no .yaml, .yml or .json file in this folder",
				name);
	return code;
}
