/* SPDX-License-Identifier: Apache-2.0 */
#include "base/disk.h"
#include "chart/load.h"
#include "chart/pattern.h"

#include <errno.h>
#include <unistd.h>

/* One walk over a chart's folder. Its paths are NUL-ended. */
typedef struct walk {
	pn_cx *cx;
	const pn_load_options *options;
	pn_ignore *rules;
	pn_str root;	  /* absolute, without a '/' at its end */
	pn_str real_root; /* the same with links resolved, for `confine`; empty: not yet needed */
	pn_files *out;
	uint32_t links;	  /* that led to where the walk is */
	uint32_t reached; /* entries behind links */
} walk;

/* What links may lead to: a few that cross each other lead to more than any walk could see. */
enum { MAX_REACHED = 100000 };

static bool visit(walk *w, pn_str path, pn_file_info info, uint32_t depth);

/* The path relative to the chart, empty for the chart itself. */
static pn_str relative(const walk *w, pn_str path)
{
	return pn_str_slice(path, w->root.len + 1, path.len);
}

static bool add_file(walk *w, pn_str path, const pn_file_info *info)
{
	pn_cx *cx = w->cx;
	pn_file *file;

	if (info->kind != PN_FILE_REGULAR)
		return pn_fail(cx->err, PINTLE_ERR_CHART,
			       "cannot load irregular file %.*s as it has file mode type bits set",
			       PN_ARG(path));
	if (info->size > cx->limits->file_bytes && !pn_limit_is_helms(cx->limits->file_bytes))
		return pn_fail(cx->err, PINTLE_ERR_LIMIT,
			       "limit 'file_bytes' exceeded: %.*s has more than %zu bytes",
			       PN_ARG(path), cx->limits->file_bytes);
	if (info->size > cx->limits->file_bytes) {
		pn_buf quoted;

		pn_buf_init(&quoted, cx->arena);
		pn_buf_quote(&quoted, pn_path_base(path));
		return pn_fail(cx->err, PINTLE_ERR_CHART,
			       "chart file %s is larger than the maximum file size %zu",
			       pn_buf_z(&quoted), cx->limits->file_bytes);
	}
	file = PN_NEW(cx->arena, pn_file);
	if (!file)
		return pn_fail_memory(cx->err, cx->arena);
	file->name = relative(w, path);
	file->path = path.ptr;
	file->size = info->size;
	if ((w->options->eager || cx->view) && !pn_file_data(cx, file, &file->data))
		return false;
	return pn_files_add(cx->arena, w->out, file) || pn_fail_memory(cx->err, cx->arena);
}

/* Says whether a resolved path lies in the chart's folder. */
static bool is_inside(walk *w, pn_str resolved)
{
	if (!w->real_root.len)
		w->real_root = pn_os_real_path(w->cx->arena, pn_str_z(w->cx->arena, w->root));
	return pn_str_starts(resolved, w->real_root) &&
	       (resolved.len == w->real_root.len || resolved.ptr[w->real_root.len] == '/');
}

/* Names the file that a dangling link leads to, as Go's EvalSymlinks reports it. */
static bool fail_link(walk *w, pn_str path)
{
	pn_cx *cx = w->cx;
	int reason = errno;
	pn_str target = path;
	char text[4096];

	for (int hops = 0; hops < 255; hops++) {
		ssize_t n = readlink(pn_str_z(cx->arena, target), text, sizeof text);
		pn_str link = { text, n > 0 ? (size_t)n : 0 };
		size_t slash = pn_str_find_last(target, PN_STR("/"));

		if (n <= 0)
			break;
		if (link.ptr[0] != '/')
			link = pn_str_concat(cx->arena, pn_str_slice(target, 0, slash + 1), link);
		target = pn_path_clean(cx->arena, link);
	}
	if (reason == ELOOP)
		return pn_fail(cx->err, PINTLE_ERR_IO,
			       "error evaluating symlink %.*s: EvalSymlinks: too many links",
			       PN_ARG(path));
	return pn_fail(cx->err, PINTLE_ERR_IO, "error evaluating symlink %.*s: lstat %.*s: %s",
		       PN_ARG(path), PN_ARG(target), pn_os_error_text(reason));
}

/*
 * Returns where a path leads to, empty when that is nowhere. Go takes more links in one path than
 * the C library does, so what is too long for that is resolved element by element.
 */
static pn_str resolve(pn_arena *arena, pn_str path)
{
	pn_str resolved = pn_os_real_path(arena, pn_str_z(arena, path));
	size_t slash = pn_str_find_last(path, PN_STR("/"));

	if (resolved.len || errno != ELOOP || slash == PN_NOT_FOUND)
		return resolved;
	resolved = resolve(arena, pn_str_slice(path, 0, slash));
	if (!resolved.len)
		return resolved;
	resolved = pn_str_concat(arena, resolved, pn_str_slice(path, slash, path.len));
	return pn_os_real_path(arena, pn_str_z(arena, resolved));
}

/* Helm: sympath.Walk follows links under the link's own path and says so. */
static bool follow_link(walk *w, pn_str path, pn_file_info *info)
{
	pn_cx *cx = w->cx;
	pn_str resolved = resolve(cx->arena, path);

	if (!resolved.len)
		return fail_link(w, path);
	if (w->options->confine && !is_inside(w, resolved))
		return pn_fail(
			cx->err, PINTLE_ERR_CHART,
			"symbolic link %.*s leads out of the chart, which is not allowed here",
			PN_ARG(path));
	pn_log(cx->log, PINTLE_LOG_INFO,
	       PN_STR("found symbolic link in path. Contents of linked file included and used"),
	       (pn_attr[]){ { "path", path }, { "resolved", resolved } }, 2);
	*info = pn_os_stat(pn_str_z(cx->arena, resolved), false);
	return true;
}

static bool visit_folder(walk *w, pn_str path, uint32_t depth)
{
	pn_str slash = pn_str_concat(w->cx->arena, path, PN_STR("/"));
	pn_file_info *infos, unknown = { .kind = PN_FILE_MISSING };
	pn_str *names;
	size_t count;

	if (!pn_disk_list_infos(w->cx, path.ptr, &names, &infos, &count))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!visit(w, pn_str_concat(w->cx->arena, slash, names[i]),
			   infos ? infos[i] : unknown, depth + 1))
			return false;
	}
	return true;
}

/* Bounds the walk: links may form rings. */
static bool check_reach(walk *w, uint32_t depth)
{
	if (w->cx->arena->failed)
		return pn_fail_memory(w->cx->err, w->cx->arena);
	if (depth > 255)
		return pn_fail(w->cx->err, PINTLE_ERR_LIMIT, "chart folder %.*s is nested too deep",
			       PN_ARG(w->root));
	if (w->links && ++w->reached > MAX_REACHED)
		return pn_fail(w->cx->err, PINTLE_ERR_LIMIT,
			       "symbolic links of chart folder %.*s lead to more than %d files",
			       PN_ARG(w->root), MAX_REACHED);
	return true;
}

/* Visits a path; of what it is, `info` says what listing its folder told. */
static bool visit(walk *w, pn_str path, pn_file_info info, uint32_t depth)
{
	bool is_root = path.len == w->root.len, is_link, ok;

	if (!check_reach(w, depth))
		return false;
	if (info.kind == PN_FILE_MISSING)
		info = pn_disk_stat(w->cx, path.ptr, false);
	is_link = info.kind == PN_FILE_LINK && !is_root;
	if (info.kind == PN_FILE_MISSING)
		return pn_fail(w->cx->err, PINTLE_ERR_IO, "lstat %.*s: %s", PN_ARG(path),
			       pn_os_error_text(errno));
	if (is_link && !follow_link(w, path, &info))
		return false;
	if (info.kind == PN_FILE_LINK)
		info = pn_disk_stat(w->cx, path.ptr, true);
	if (!is_root && pn_ignore_matches(w->rules, relative(w, path), info.kind == PN_FILE_FOLDER))
		return true;
	if (info.kind != PN_FILE_FOLDER)
		return add_file(w, path, &info);
	w->links += is_link;
	ok = visit_folder(w, path, depth);
	w->links -= is_link;
	return ok;
}

/* Reads the root's .helmignore, if there is one. */
static bool read_rules(walk *w)
{
	pn_arena *arena = w->cx->arena;
	const char *path = pn_str_z(arena, pn_str_concat(arena, w->root, PN_STR("/.helmignore")));
	pn_str text = PN_STR_EMPTY;

	if (pn_disk_stat(w->cx, path, true).kind != PN_FILE_MISSING &&
	    !pn_disk_read(w->cx, path, w->cx->limits->file_bytes, &text))
		return false;
	return pn_ignore_parse(w->cx, text, &w->rules);
}

bool pn_folder_read(pn_cx *cx, pn_str path, const pn_load_options *options, pn_files *out)
{
	walk w = { .cx = cx, .options = options, .out = out };

	w.root = pn_os_absolute(cx->arena, path);
	return read_rules(&w) && visit(&w, w.root, (pn_file_info){ .kind = PN_FILE_MISSING }, 0);
}
