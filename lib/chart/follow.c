/* SPDX-License-Identifier: Apache-2.0 */
/* Symbolic links in charts. */
#include "chart/load.h"
#include "chart/pattern.h"

#include <errno.h>
#include <unistd.h>

/* Says whether a resolved path lies in a folder. */
static bool is_inside(pn_cx *cx, pn_fence *fence, pn_str resolved)
{
	if (!fence->real_root.len)
		fence->real_root = pn_os_real_path(cx->arena, pn_str_z(cx->arena, fence->root));
	return pn_str_starts(resolved, fence->real_root) &&
	       (resolved.len == fence->real_root.len || resolved.ptr[fence->real_root.len] == '/');
}

/* Names the file that a dangling link leads to, as Go's EvalSymlinks reports it. */
static bool fail_link(pn_cx *cx, pn_str path)
{
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

bool pn_link_follow(pn_cx *cx, pn_str path, pn_fence *fence, pn_file_info *info)
{
	pn_str resolved = resolve(cx->arena, path);

	if (!resolved.len)
		return fail_link(cx, path);
	if (fence && !is_inside(cx, fence, resolved))
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
