/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page of fresh memory costs more than to copy what is worth keeping out of one that is used
 * again: a third of an archive is headers, padding and what people read.
 */
#include "chart/unpack.h"
#include "chart/gunzip.h"
#include "chart/packed.h"
#include "chart/pattern.h"

enum {
	NAMES_SHARE = 16,	 /* one part in so many of an archive for what lists its files */
	WORTH_LEAVING = 4 * 1024 /* to unpack once more what is less costs more than to keep it */
};

size_t pn_unpack_room(const pn_cx *cx, pn_str bytes)
{
	size_t size = pn_gunzip_size(bytes, pn_archive_most(cx));

	return size ? size + size / NAMES_SHARE : 0;
}

void pn_unpack_begin(pn_cx *cx, pn_unpacker *u, size_t room)
{
	size_t limit = cx->arena->limit, ignored;

	*u = (pn_unpacker){ .inflater = NULL };
	if (limit) /* as if it came from cx's arena */
		limit = limit > cx->arena->used ? limit - cx->arena->used : 1;
	pn_arena_init(&u->arena, cx->arena->mem, limit);
	pn_arena_room(&u->arena, room, &ignored);
	u->empty = pn_arena_mark(&u->arena);
}

void pn_unpack_end(pn_unpacker *u)
{
	pn_gunzip_end(u->inflater);
	pn_arena_finish(&u->arena);
}

/* Says whether a file is for people or an installation: hardly a render reads it. */
static bool is_aside(pn_str name)
{
	pn_str chart, rest;

	while (pn_str_starts(name, PN_STR("charts/")) &&
	       pn_str_cut(pn_str_slice(name, strlen("charts/"), name.len), PN_STR("/"), &chart,
			  &rest))
		name = rest;
	if (pn_str_starts(name, PN_STR("templates/")))
		return false;
	return pn_str_starts(name, PN_STR("crds/")) || pn_str_starts(name, PN_STR("ci/")) ||
	       pn_str_ends(name, PN_STR(".md")) || pn_str_is(name, "LICENSE");
}

/* Copies a text to a place, and goes beyond it. */
static pn_str put(char **to, pn_str text)
{
	pn_str kept = { *to, text.len };

	memcpy(*to, text.ptr, text.len);
	(*to)[text.len] = '\0';
	*to += text.len + 1;
	return kept;
}

/* How many bytes the names and texts of files take, and how many of them can be left packed. */
static size_t measure(const pn_files *files, size_t *aside)
{
	size_t size = 0;

	*aside = 0;
	for (uint32_t i = 0; i < files->count; i++) {
		const pn_file *file = files->items[i];

		size += file->name.len + 1 + file->data.len + 1;
		if (is_aside(file->name))
			*aside += file->data.len + 1;
	}
	return size;
}

/* Copies what is kept of the files of an archive. */
static bool keep(pn_cx *cx, const pn_files *files, pn_str bytes, pn_files *out)
{
	size_t aside, all = measure(files, &aside);
	bool leaves = aside >= WORTH_LEAVING;
	pn_packed *packed = leaves ? pn_packed_new(cx, bytes) : NULL;
	pn_file *kept = PN_NEW_ARRAY(cx->arena, pn_file, files->count);
	const pn_file **items = PN_NEW_ARRAY(cx->arena, const pn_file *, files->count);
	char *to = pn_alloc(cx->arena, leaves ? all - aside : all);

	if (!kept || !items || !to || (leaves && !packed))
		return false;
	for (uint32_t i = 0; i < files->count; i++) {
		const pn_file *file = files->items[i];

		kept[i] = (pn_file){ .name = put(&to, file->name), .size = file->data.len };
		if (packed && is_aside(file->name)) {
			kept[i].packed = packed;
			kept[i].index = i;
		} else {
			kept[i].data = put(&to, file->data);
		}
		items[i] = &kept[i];
	}
	*out = (pn_files){ items, files->count, files->count };
	return true;
}

bool pn_unpack_archive(pn_cx *cx, pn_unpacker *u, pn_str bytes, pn_files *out)
{
	pn_files files = { 0 };
	pn_error unsaid;
	pn_cx own = *cx;
	bool ok;

	pn_error_init(&unsaid, cx->arena->mem);
	own.arena = &u->arena;
	own.err = &unsaid;
	ok = pn_archive_read_with(&own, &u->inflater, bytes, &files) &&
	     keep(cx, &files, bytes, out);
	if (u->arena.failed && !u->arena.over_limit)
		cx->arena->failed = true;
	pn_error_finish(&unsaid);
	pn_arena_rewind(&u->arena, u->empty);
	return ok;
}

bool pn_unpack_one(pn_cx *cx, pn_str bytes, pn_files *out)
{
	size_t room = pn_unpack_room(cx, bytes);
	pn_unpacker unpacker;
	bool ok;

	if (!room)
		return pn_archive_read(cx, bytes, out);
	pn_unpack_begin(cx, &unpacker, room);
	ok = pn_unpack_archive(cx, &unpacker, bytes, out);
	pn_unpack_end(&unpacker);
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	return ok || pn_archive_read(cx, bytes, out);
}
