/* SPDX-License-Identifier: Apache-2.0 */
/* What is compared: files, folders of files, standard input; now or in another revision. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "folder.h"
#include "system.h"

enum { MAX_DEPTH = 64, MAX_FILE = 1 << 30 };

void diff_add_input(diff_run *run, diff_side *side, const pintle_diff_input *input)
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

/* ---- files, wherever they are ---- */

static const pintle_file_view *view_of(const diff_side *side)
{
	return side->git ? git_files(side->git) : NULL;
}

pintle_path_kind diff_look(diff_run *run, const diff_side *side, const char *path)
{
	const pintle_file_view *view = view_of(side);
	pintle_path_kind kind = PINTLE_PATH_OUTSIDE;
	struct stat st;
	uint64_t size;

	if (view)
		kind = view->look(view->data, path_absolute(&run->c->pool, path), &size);
	if (kind != PINTLE_PATH_OUTSIDE)
		return kind;
	if (stat(path, &st) != 0)
		return PINTLE_PATH_MISSING;
	return S_ISDIR(st.st_mode) ? PINTLE_PATH_FOLDER : PINTLE_PATH_FILE;
}

/* Reads a file of the side's revision, or of the machine. */
static bool read_bytes(diff_run *run, const diff_side *side, const char *path, pintle_text *data,
		       const char **why)
{
	const pintle_file_view *view = view_of(side);
	const char *absolute = path ? path_absolute(&run->c->pool, path) : NULL;
	uint64_t size = 0;
	char *bytes;

	if (!view || !path || view->look(view->data, absolute, &size) == PINTLE_PATH_OUTSIDE)
		return system_read(&run->c->pool, path, data, why);
	if (view->look(view->data, absolute, &size) != PINTLE_PATH_FILE || size > MAX_FILE) {
		*why = pool_format(&run->c->pool, "%s is no file in %s", path, side->revision);
		return false;
	}
	bytes = pool_alloc(&run->c->pool, (size_t)size + 1);
	*data = (pintle_text){ bytes, (size_t)size };
	*why = pool_format(&run->c->pool, "cannot read %s in %s", path, side->revision);
	return view->read(view->data, absolute, bytes, size);
}

/* Reads a file, or standard input when path is NULL. */
static int read_file(diff_run *run, diff_side *side, const char *path, const char *release)
{
	pintle_diff_input input = PINTLE_DIFF_INPUT_INIT;
	const char *why;

	input.name = path ? path : "standard input";
	input.release = release;
	if (!read_bytes(run, side, path, &input.text, &why))
		return cli_fail(run->c, "%s", why);
	diff_add_input(run, side, &input);
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
	walk below = { w->run, w->side, w->depth ? w->release : name, w->depth + 1 };

	if (*name == '.')
		return CLI_OK;
	switch (diff_look(w->run, w->side, path)) {
	case PINTLE_PATH_FOLDER:
		return read_folder(&below, path);
	case PINTLE_PATH_FILE:
		return holds_objects(name) ? read_file(w->run, w->side, path, w->release) : CLI_OK;
	case PINTLE_PATH_OUTSIDE:
	case PINTLE_PATH_MISSING:
		break;
	}
	return CLI_OK;
}

/* Lists a folder of the side's revision, or of the machine. */
static bool list(const walk *w, const char *path, strings *names)
{
	const pintle_file_view *view = view_of(w->side);
	const char *absolute = path_absolute(&w->run->c->pool, path), *name;
	uint64_t size;

	if (!view || view->look(view->data, absolute, &size) == PINTLE_PATH_OUTSIDE)
		return folder_list(&w->run->c->pool, path, names);
	while ((name = view->name(view->data, absolute, names->count)) != NULL)
		strings_add(&w->run->c->pool, names, name);
	return true;
}

static int read_folder(const walk *w, const char *path)
{
	strings names = { 0 };
	int code = CLI_OK;

	if (w->depth > MAX_DEPTH)
		return cli_fail(w->run->c, "%s: folders are nested more than %d deep", path,
				MAX_DEPTH);
	if (!list(w, path, &names))
		return cli_fail(w->run->c, "cannot read the folder %s", path);
	for (size_t i = 0; i < names.count && code == CLI_OK; i++)
		code = read_entry(w, path, names.items[i]);
	return code;
}

int diff_read_files(diff_run *run, diff_side *side, const char *path)
{
	walk top = { run, side, NULL, 0 };
	int code;

	if (diff_look(run, side, path) != PINTLE_PATH_FOLDER)
		return read_file(run, side, path, NULL);
	code = read_folder(&top, path);
	if (code == CLI_OK && !side->count)
		return cli_fail(run->c, "%s: there is no .yaml, .yml or .json file in this folder",
				path);
	return code;
}

/* ---- words ---- */

/* Takes CHART:VALUES,VALUES apart if that is what a word is. */
static bool split_word(diff_run *run, const diff_side *side, const char *word, const char **chart,
		       strings *values)
{
	const char *colon = strchr(word, ':');

	*chart = word;
	if (diff_look(run, side, word) != PINTLE_PATH_MISSING)
		return diff_is_chart(run, side, word);
	if (!colon)
		return false;
	*chart = pool_copy(&run->c->pool, word, (size_t)(colon - word));
	if (!diff_is_chart(run, side, *chart))
		return false;
	for (const char *at = colon + 1; *at;) {
		size_t n = strcspn(at, ",");

		if (n)
			strings_add(&run->c->pool, values, pool_copy(&run->c->pool, at, n));
		at += n + (at[n] == ',');
	}
	return true;
}

int diff_read_side(diff_run *run, diff_side *side, const char *word)
{
	const char *name = run->c->settings.diff.name, *chart;
	strings arguments = { 0 }, values = { 0 };

	side->name = word;
	if (strcmp(word, "-") == 0)
		return read_file(run, side, NULL, NULL);
	if (!split_word(run, side, word, &chart, &values))
		return diff_is_release(run, side, word) ? diff_read_rendered(run, side, word)
							: diff_read_files(run, side, word);
	if (name)
		strings_add(&run->c->pool, &arguments, name);
	strings_add(&run->c->pool, &arguments, chart);
	return diff_render_chart(run, side, &arguments, &values);
}
