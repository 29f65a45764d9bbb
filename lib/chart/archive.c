/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/gunzip.h"
#include "chart/load.h"
#include "chart/pattern.h"
#include "chart/untar.h"

/* An archive that is read. */
typedef struct unpacking {
	pn_cx *cx;
	pn_untar tar;
	size_t remaining; /* bytes of file content that are still allowed */
} unpacking;

static bool is_drive(pn_str name)
{
	return name.len > 2 && name.ptr[1] == ':' && name.ptr[2] == '/' &&
	       ((name.ptr[0] | 32) >= 'a' && (name.ptr[0] | 32) <= 'z');
}

/* Strips the first element of a member's name and checks what is left (Helm: archive.go). */
static bool clean_name(unpacking *u, pn_str name, pn_str *out)
{
	bool windows = pn_str_find_byte(name, '\\') != PN_NOT_FOUND;
	pn_error *err = u->cx->err;
	pn_str top, rest;

	pn_str_cut(name, windows ? PN_STR("\\") : PN_STR("/"), &top, &rest);
	if (windows)
		rest = pn_str_replace(u->cx->arena, rest, PN_STR("\\"), PN_STR("/"));
	if (pn_str_starts(rest, PN_STR("/")))
		return pn_fail(err, PINTLE_ERR_CHART, "chart illegally contains absolute paths");
	*out = pn_path_clean(u->cx->arena, rest);
	if (u->cx->arena->failed)
		return pn_fail_memory(err, u->cx->arena);
	if (pn_str_is(*out, ".")) {
		pn_buf quoted;

		pn_buf_init(&quoted, u->cx->arena);
		pn_buf_quote(&quoted, name);
		return pn_fail(err, PINTLE_ERR_CHART,
			       "chart illegally contains content outside the base directory: %s",
			       pn_buf_z(&quoted));
	}
	if (pn_str_starts(*out, PN_STR("..")))
		return pn_fail(err, PINTLE_ERR_CHART,
			       "chart illegally references parent directory");
	if (is_drive(*out))
		return pn_fail(err, PINTLE_ERR_CHART, "chart contains illegally named files");
	if (pn_str_is(top, "Chart.yaml"))
		return pn_fail(err, PINTLE_ERR_CHART, "chart yaml not in base directory");
	return true;
}

static bool fail_too_large(unpacking *u)
{
	size_t most = u->cx->limits->chart_bytes;

	if (!pn_limit_is_helms(most))
		return pn_fail(u->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'chart_bytes' exceeded: an archive has more than %zu bytes",
			       most);
	return pn_fail(u->cx->err, PINTLE_ERR_CHART,
		       "decompressed chart is larger than the maximum size %zu", most);
}

static bool check_size(unpacking *u, const pn_tar_member *m)
{
	size_t most = u->cx->limits->file_bytes;

	if (m->size >= u->remaining)
		return fail_too_large(u);
	if (m->size > most && !pn_limit_is_helms(most))
		return pn_fail(u->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'file_bytes' exceeded: %.*s has more than %zu bytes",
			       PN_ARG(m->name), most);
	if (m->size > most)
		return pn_fail(u->cx->err, PINTLE_ERR_CHART,
			       "decompressed chart file \"%.*s\" is larger than the maximum file "
			       "size %zu",
			       PN_ARG(m->name), most);
	u->remaining -= (size_t)m->size;
	return true;
}

static bool add_member(unpacking *u, const pn_tar_member *m, pn_files *out)
{
	pn_cx *cx = u->cx;
	pn_file *file;

	if (m->is_folder || m->type == 'g')
		return true;
	file = PN_NEW(cx->arena, pn_file);
	if (!file)
		return pn_fail_memory(cx->err, cx->arena);
	if (!clean_name(u, m->name, &file->name) || !check_size(u, m) ||
	    !pn_untar_data(&u->tar, &file->data))
		return false;
	if (file->data.len <
	    m->size) /* a link with a size: Helm takes it for a limit that was met */
		return fail_too_large(u);
	if (pn_str_starts(file->data, PN_STR("\xEF\xBB\xBF")))
		file->data = (pn_str){ file->data.ptr + 3, file->data.len - 3 };
	return pn_files_add(cx->arena, out, file) || pn_fail_memory(cx->err, cx->arena);
}

size_t pn_archive_most(const pn_cx *cx)
{
	/* Headers and padding come on top of the content. */
	return cx->limits->chart_bytes + cx->limits->chart_bytes / 4;
}

bool pn_archive_read(pn_cx *cx, pn_str bytes, pn_files *out)
{
	struct libdeflate_decompressor *inflater = NULL;
	bool ok = pn_archive_read_with(cx, &inflater, bytes, out);

	pn_gunzip_end(inflater);
	return ok;
}

bool pn_archive_read_with(pn_cx *cx, struct libdeflate_decompressor **inflater, pn_str bytes,
			  pn_files *out)
{
	size_t chart_bytes = cx->limits->chart_bytes;
	unpacking u = { .cx = cx, .tar.cx = cx, .remaining = chart_bytes };
	bool end = false;

	if (!pn_gunzip(cx, inflater, bytes, pn_archive_most(cx), &u.tar.rest, &u.tar.problem)) {
		if (cx->arena->failed || cx->err->status != PINTLE_ERR_LIMIT ||
		    !pn_limit_is_helms(chart_bytes))
			return false;
		pn_error_clear(cx->err);
		return fail_too_large(&u);
	}
	while (!end) {
		pn_tar_member m = { .type = 0 };

		if (!pn_untar_next(&u.tar, &m, &end) || (!end && !add_member(&u, &m, out)))
			return false;
	}
	if (!out->count)
		return pn_fail(cx->err, PINTLE_ERR_CHART, "no files in chart archive");
	return true;
}
