/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of a chart that may be broken. Helm unpacks archives into a folder; here their files
 * stay in memory and are looked at as if they lay in one.
 */
#include "lint/linter.h"
#include "base/sort.h"

#include <errno.h>

static bool is_archive_name(pn_str path)
{
	return pn_str_ends(path, PN_STR(".tgz")) || pn_str_ends(path, PN_STR(".tar.gz"));
}

/* Orders paths as a walk through folders meets them: '/' before every other byte. */
static int walk_order(pn_str a, pn_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;

	for (size_t i = 0; i < n; i++) {
		unsigned char x = (unsigned char)a.ptr[i], y = (unsigned char)b.ptr[i];

		if (x != y)
			return (x == '/' ? 0 : x + 1) < (y == '/' ? 0 : y + 1) ? -1 : 1;
	}
	return a.len < b.len ? -1 : a.len > b.len;
}

/* A file and its place in the archive: of two with one name the later one counts. */
typedef struct placed {
	const pn_file *file;
	uint32_t place;
} placed;

static int by_walk(const void *a, const void *b)
{
	const placed *x = a, *y = b;
	int order = walk_order(x->file->name, y->file->name);

	return order ? order : (x->place < y->place) - (x->place > y->place);
}

static bool sort_files(pn_cx *cx, pn_files *files)
{
	placed *items = PN_NEW_ARRAY(cx->arena, placed, files->count);
	uint32_t kept = 0;

	if (!items)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = 0; i < files->count; i++)
		items[i] = (placed){ files->items[i], i };
	pn_sort(items, files->count, sizeof *items, by_walk);
	for (uint32_t i = 0; i < files->count; i++) {
		if (kept && pn_str_eq(files->items[kept - 1]->name, items[i].file->name))
			continue;
		files->items[kept++] = items[i].file;
	}
	files->count = kept;
	return true;
}

static const pn_file *find_file(const pn_tree *tree, pn_str name)
{
	for (uint32_t i = 0; i < tree->files.count; i++) {
		if (pn_str_eq(tree->files.items[i]->name, name))
			return tree->files.items[i];
	}
	return NULL;
}

/* Checks the name under which Helm would unpack the chart (Helm: util/expand.go). */
static bool check_name(pn_cx *cx, const pn_tree *tree)
{
	const pn_file *file = find_file(tree, PN_STR("Chart.yaml"));
	pn_metadata meta = { 0 };
	const char *name;

	if (file && !pn_metadata_read(cx, file->data, &meta))
		return pn_error_wrap(cx->err, "cannot load Chart.yaml: ");
	if (!meta.name.len)
		return pn_fail(cx->err, PINTLE_ERR_CHART, "chart name not specified");
	name = pn_lint_quote(cx, meta.name);
	if (pn_str_is(meta.name, ".") || pn_str_is(meta.name, ".."))
		return pn_fail(cx->err, PINTLE_ERR_CHART, "chart name %s is not allowed", name);
	if (!pn_str_eq(pn_path_base(meta.name), meta.name))
		return pn_fail(cx->err, PINTLE_ERR_CHART,
			       "chart name %s must not contain path separators", name);
	return true;
}

static bool open_archive(pn_cx *cx, pn_str path, pn_tree *out)
{
	pn_str bytes;

	out->packed = true;
	if (pn_os_read_file(cx->arena, pn_str_z(cx->arena, path), cx->limits->chart_bytes, &bytes,
			    cx->err)) {
		if (pn_archive_read(cx, bytes, &out->files) && check_name(cx, out))
			return sort_files(cx, &out->files);
	} else if (pn_str_starts(pn_error_text(cx->err), PN_STR("open "))) {
		return pn_error_wrap(cx->err, "unable to open tarball: ");
	}
	return pn_error_wrap(cx->err, "unable to extract tarball: ");
}

bool pn_tree_open(pn_cx *cx, pn_str path, pn_tree *out)
{
	bool packed = is_archive_name(path);

	*out = (pn_tree){ .root = pn_os_absolute(cx->arena, path) };
	out->place = packed ? pn_str_concat(cx->arena, path, PN_STR("!/"))
			    : pn_folder_place(cx->arena, path);
	return !packed || open_archive(cx, path, out);
}

static const char *path_of(pn_cx *cx, const pn_tree *tree, pn_str name)
{
	return pn_str_z(cx->arena,
			pn_str_format(cx->arena, "%.*s/%.*s", PN_ARG(tree->root), PN_ARG(name)));
}

/* Says whether a path of the archive lies in the folder `name`. */
static bool lies_in(pn_str path, pn_str name)
{
	return path.len > name.len && pn_str_starts(path, name) && path.ptr[name.len] == '/';
}

static pn_file_kind packed_kind(const pn_tree *tree, pn_str name)
{
	if (find_file(tree, name))
		return PN_FILE_REGULAR;
	for (uint32_t i = 0; i < tree->files.count; i++) {
		if (lies_in(tree->files.items[i]->name, name))
			return PN_FILE_FOLDER;
	}
	return PN_FILE_MISSING;
}

pn_file_kind pn_tree_kind(pn_cx *cx, const pn_tree *tree, pn_str name, pn_str *error)
{
	pn_file_info info = { .kind = PN_FILE_MISSING };

	errno = ENOENT;
	if (tree->packed)
		info.kind = packed_kind(tree, name);
	else
		info = pn_os_stat(path_of(cx, tree, name), true);
	if (error && info.kind == PN_FILE_MISSING)
		*error = pn_str_from(pn_os_error_text(errno));
	return info.kind;
}

bool pn_tree_read(pn_cx *cx, const pn_tree *tree, pn_str name, pn_str *out)
{
	const pn_file *file = tree->packed ? find_file(tree, name) : NULL;
	const char *path = path_of(cx, tree, name);

	if (!tree->packed)
		return pn_os_read_file(cx->arena, path, cx->limits->file_bytes, out, cx->err);
	if (!file)
		return pn_fail(cx->err, PINTLE_ERR_IO, "open %s: no such file or directory", path);
	*out = file->data;
	return true;
}

/* Says whether .helmignore names a file or one of the folders that it is in. */
static bool is_ignored(const pn_ignore *rules, pn_str name)
{
	for (size_t i = 0; i < name.len; i++) {
		pn_str folder = pn_str_slice(name, 0, i);

		if (name.ptr[i] == '/' &&
		    pn_ignore_matches(rules, folder, pn_path_base(folder), true))
			return true;
	}
	return pn_ignore_matches(rules, name, pn_path_base(name), false);
}

static bool read_packed(pn_cx *cx, const pn_tree *tree, pn_files *out)
{
	const pn_file *file = find_file(tree, PN_STR(".helmignore"));
	pn_ignore *rules;

	if (!pn_ignore_parse(cx, file ? file->data : PN_STR_EMPTY, &rules))
		return false;
	for (uint32_t i = 0; i < tree->files.count; i++) {
		if (!is_ignored(rules, tree->files.items[i]->name) &&
		    !pn_files_add(cx->arena, out, tree->files.items[i]))
			return pn_fail_memory(cx->err, cx->arena);
	}
	return true;
}

bool pn_tree_load(pn_cx *cx, const pn_tree *tree, bool confine, pn_chart **out)
{
	pn_load_options options = { .confine = confine };
	pn_files files = { 0 };

	if (tree->packed ? !read_packed(cx, tree, &files)
			 : !pn_folder_read(cx, tree->root, &options, &files))
		return false;
	return pn_chart_assemble(cx, &files, 0, out) && pn_chart_set_place(cx, *out, tree->place);
}
