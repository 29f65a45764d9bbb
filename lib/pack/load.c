/* SPDX-License-Identifier: Apache-2.0 */
/* Charts as the commands about dependencies load them, and where they are. */
#include "pack/parts.h"

#include <errno.h>

bool pn_pack_load_folder(pn_cx *cx, pn_str path, bool confine, pn_chart **out)
{
	pn_load_options options = { .confine = confine };
	pn_files files = { 0 };

	return pn_folder_read(cx, path, &options, &files) && pn_chart_assemble(cx, &files, 0, out);
}

bool pn_pack_load_file(pn_cx *cx, pn_str path, pn_chart **out)
{
	pn_files files = { 0 };
	pn_str bytes;

	return pn_os_read_file(cx->arena, pn_str_z(cx->arena, path), cx->limits->chart_bytes,
			       &bytes, cx->err) &&
	       pn_archive_ensure(cx, path, bytes) && pn_archive_read(cx, bytes, &files) &&
	       pn_chart_assemble(cx, &files, 0, out);
}

bool pn_pack_load(pn_cx *cx, pn_str path, bool confine, pn_chart **out)
{
	const char *z = pn_str_z(cx->arena, path);

	switch (pn_os_stat(z, true).kind) {
	case PN_FILE_MISSING:
		return pn_fail(cx->err, PINTLE_ERR_IO, "stat %s: %s", z, pn_os_error_text(errno));
	case PN_FILE_FOLDER:
		return pn_pack_load_folder(cx, path, confine, out);
	default:
		return pn_pack_load_file(cx, path, out);
	}
}

pn_str pn_path_join(pn_arena *arena, pn_str folder, pn_str name)
{
	if (!folder.len)
		return pn_path_clean(arena, name);
	return pn_path_clean(arena,
			     pn_str_format(arena, "%.*s/%.*s", PN_ARG(folder), PN_ARG(name)));
}

bool pn_is_local(const pn_dependency *d)
{
	return !d->repository.len || pn_str_starts(d->repository, PN_STR("file://"));
}

bool pn_local_path(pn_cx *cx, pn_str repository, pn_str folder, pn_str *out)
{
	pn_str path = pn_str_starts(repository, PN_STR("file://"))
			      ? pn_str_slice(repository, strlen("file://"), repository.len)
			      : repository;

	*out = pn_str_starts(path, PN_STR("/")) ? pn_path_clean(cx->arena, path)
						: pn_path_join(cx->arena, folder, path);
	if (pn_os_stat(pn_str_z(cx->arena, *out), true).kind != PN_FILE_MISSING)
		return true;
	if (errno == ENOENT)
		return pn_fail(cx->err, PINTLE_ERR_IO, "directory %.*s not found", PN_ARG(*out));
	return pn_fail(cx->err, PINTLE_ERR_IO, "stat %.*s: %s", PN_ARG(*out),
		       pn_os_error_text(errno));
}
