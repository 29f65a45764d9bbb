/* SPDX-License-Identifier: Apache-2.0 */
/* Golden trees: rendered files that are kept, and compared with what is rendered now. */
#include "project/project.h"

#include <stdlib.h>

enum { MAX_FOLDERS = 64 }; /* how deep a tree is walked */

static pn_str join(pn_arena *arena, pn_str folder, pn_str name)
{
	if (!folder.len)
		return name;
	return pn_str_format(arena, "%.*s/%.*s", PN_ARG(folder), PN_ARG(name));
}

/* Writes a file and the folders that it needs. */
static bool write_file(pn_arena *arena, pn_str path, pn_str text, pn_error *err)
{
	pn_str folder = pn_str_slice(path, 0, pn_str_find_last(path, PN_STR("/")));

	return pn_os_make_folders(arena, pn_str_z(arena, folder), err) &&
	       pn_os_replace_file(arena, pn_str_z(arena, path), text, err);
}

static bool compare(pn_arena *arena, pn_str path, pn_str text, pintle_golden_state *state,
		    pn_error *err)
{
	const char *z = pn_str_z(arena, path);
	pn_str old;

	*state = PINTLE_GOLDEN_MISSING;
	if (pn_os_stat(z, true).kind == PN_FILE_MISSING)
		return true;
	if (!pn_os_read_file(arena, z, SIZE_MAX / 4, &old, err))
		return false;
	*state = pn_str_eq(old, text) ? PINTLE_GOLDEN_SAME : PINTLE_GOLDEN_CHANGED;
	return true;
}

bool pintle_golden_file(const char *folder, const pintle_output_file *file, bool update,
			pintle_golden_state *state, pintle_error *error)
{
	pn_str text = { file->text.ptr, file->text.len };
	pn_arena arena;
	pn_error err;
	pn_str path;
	bool ok;

	pn_error_init(&err, NULL);
	pn_arena_init(&arena, NULL, 0);
	path = join(&arena, pn_str_from(folder), pn_str_from(file->path));
	ok = compare(&arena, path, text, state, &err) &&
	     (!update || *state == PINTLE_GOLDEN_SAME || write_file(&arena, path, text, &err));
	pn_arena_finish(&arena);
	if (!ok)
		return pn_refuse(error, &err);
	pn_error_finish(&err);
	return true;
}

/* ---- stale files ---- */

typedef struct walk {
	pn_arena *arena;
	pn_error *err;
	pn_str folder;
	const char *const *paths;
	size_t count;
	bool update;
	bool (*each)(void *data, const char *path);
	void *data;
} walk;

static int by_text(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

static bool is_rendered(const walk *w, const char *path)
{
	return bsearch(path, w->paths, w->count, sizeof *w->paths, by_text) != NULL;
}

/* Looks at one file; false when the caller has had enough, or on an error. */
static bool visit_file(walk *w, pn_str path)
{
	const char *z = pn_str_z(w->arena, path);

	if (!(pn_str_ends(path, PN_STR(".yaml")) || pn_str_ends(path, PN_STR(".yml"))) ||
	    is_rendered(w, z))
		return true;
	if (w->update &&
	    !pn_os_remove_file(pn_str_z(w->arena, join(w->arena, w->folder, path)), w->err))
		return false;
	return w->each(w->data, z);
}

/* Walks a folder below the tree's own. */
static bool visit_folder(walk *w, pn_str path, unsigned depth)
{
	const char *here = pn_str_z(w->arena, join(w->arena, w->folder, path));
	pn_str *names;
	size_t count;

	if (depth > MAX_FOLDERS || pn_os_stat(here, true).kind != PN_FILE_FOLDER)
		return true;
	if (!pn_os_list(w->arena, here, &names, &count, w->err))
		return false;
	for (size_t i = 0; i < count; i++) {
		pn_str name = join(w->arena, path, names[i]);
		pn_file_kind kind;

		if (names[i].ptr[0] == '.')
			continue;
		kind = pn_os_stat(pn_str_z(w->arena, join(w->arena, w->folder, name)), false).kind;
		if (kind == PN_FILE_FOLDER ? !visit_folder(w, name, depth + 1)
					   : !visit_file(w, name))
			return false;
	}
	return true;
}

static bool visit_tree(walk *w, const pintle_project *project)
{
	if (!project->partial)
		return visit_folder(w, PN_STR_EMPTY, 0);
	for (size_t i = 0; i < project->plans.count; i++) {
		if (!visit_folder(w, project->plans.items[i].id, 0))
			return false;
	}
	return true;
}

bool pintle_golden_stale(const pintle_project *project, const char *folder,
			 const char *const *paths, size_t count, bool update,
			 bool (*each)(void *data, const char *path), void *data,
			 pintle_error *error)
{
	pn_arena arena;
	pn_error err;
	walk w = { &arena, &err, pn_str_from(folder), paths, count, update, each, data };
	bool ok;

	pn_error_init(&err, project->mem);
	pn_arena_init(&arena, project->mem, 0);
	ok = visit_tree(&w, project) || !pn_error_is_set(&err);
	pn_arena_finish(&arena);
	if (!ok)
		return pn_refuse(error, &err);
	pn_error_finish(&err);
	return true;
}
