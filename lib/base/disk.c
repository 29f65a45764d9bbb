/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700 /* S_IFREG */
#include "base/disk.h"

#include <errno.h>
#include <sys/stat.h>

/* Asks the view, if there is one; *absolute is the path that it knows. */
static pintle_path_kind look(pn_cx *cx, const char *path, const char **absolute, uint64_t *size)
{
	const pintle_file_view *view = cx->view;

	*size = 0;
	if (!view)
		return PINTLE_PATH_OUTSIDE;
	*absolute = pn_str_z(cx->arena, pn_os_absolute(cx->arena, pn_str_from(path)));
	return view->look(view->data, *absolute, size);
}

pn_file_info pn_disk_stat(pn_cx *cx, const char *path, bool follow)
{
	const char *absolute;
	uint64_t size;

	switch (look(cx, path, &absolute, &size)) {
	case PINTLE_PATH_OUTSIDE:
		break;
	case PINTLE_PATH_MISSING:
		errno = ENOENT;
		return (pn_file_info){ .kind = PN_FILE_MISSING };
	case PINTLE_PATH_FILE:
		return (pn_file_info){ PN_FILE_REGULAR, size, S_IFREG | 0644 };
	case PINTLE_PATH_FOLDER:
		return (pn_file_info){ PN_FILE_FOLDER, 0, S_IFDIR | 0755 };
	}
	return pn_os_stat(path, follow);
}

bool pn_disk_read(pn_cx *cx, const char *path, size_t max, pn_str *out)
{
	return pn_disk_read_sized(cx, path, 0, max, out);
}

bool pn_disk_read_sized(pn_cx *cx, const char *path, uint64_t expected, size_t max, pn_str *out)
{
	const pintle_file_view *view = cx->view;
	const char *absolute;
	uint64_t size;
	char *bytes;

	switch (look(cx, path, &absolute, &size)) {
	case PINTLE_PATH_OUTSIDE:
		return pn_os_read_sized(cx->arena, path, expected, max, out, cx->err);
	case PINTLE_PATH_MISSING:
		return pn_fail(cx->err, PINTLE_ERR_IO, "open %s: %s", path,
			       pn_os_error_text(ENOENT));
	case PINTLE_PATH_FOLDER:
		return pn_fail(cx->err, PINTLE_ERR_IO, "read %s: %s", path,
			       pn_os_error_text(EISDIR));
	case PINTLE_PATH_FILE:
		break;
	}
	if (size > max)
		return pn_fail(cx->err, PINTLE_ERR_LIMIT,
			       "limit 'file_bytes' exceeded: %s has more than %zu bytes", path,
			       max);
	bytes = pn_alloc(cx->arena, (size_t)size + 1);
	if (!bytes)
		return pn_fail_memory(cx->err, cx->arena);
	if (!view->read(view->data, absolute, bytes, size))
		return pn_fail(cx->err, PINTLE_ERR_IO, "read %s: %s", path, pn_os_error_text(EIO));
	bytes[size] = '\0';
	*out = (pn_str){ bytes, (size_t)size };
	return true;
}

/* Lists the names of a folder of the view. */
static bool list_view(pn_cx *cx, const char *path, pn_str **names, size_t *count)
{
	const pintle_file_view *view = cx->view;
	const char *name;

	for (*count = 0; view->name(view->data, path, *count);)
		++*count;
	*names = PN_NEW_ARRAY(cx->arena, pn_str, *count + 1);
	if (!*names)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < *count; i++) {
		name = view->name(view->data, path, i);
		(*names)[i] = pn_str_dup(cx->arena, pn_str_from(name));
	}
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}

bool pn_disk_list(pn_cx *cx, const char *path, pn_str **names, size_t *count)
{
	const char *absolute;
	uint64_t size;

	switch (look(cx, path, &absolute, &size)) {
	case PINTLE_PATH_OUTSIDE:
		return pn_os_list(cx->arena, path, names, count, cx->err);
	case PINTLE_PATH_FOLDER:
		return list_view(cx, absolute, names, count);
	case PINTLE_PATH_MISSING:
	case PINTLE_PATH_FILE:
		break;
	}
	return pn_fail(cx->err, PINTLE_ERR_IO, "open %s: %s", path, pn_os_error_text(ENOENT));
}
