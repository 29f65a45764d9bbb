/* SPDX-License-Identifier: Apache-2.0 */
#include "case_tgz.h"

#include "case_file.h"
#include "codec/codec.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { BLOCK = 512, NAME_SIZE = 100 };

typedef struct archive {
	pn_buf tar;
	size_t header; /* where the last member begins */
	bool is_closed;
} archive;

/* What a line's first word says about a member. */
typedef struct member_kind {
	const char *name;
	char type;
	const char *mode; /* seven octal digits */
	bool has_data;	  /* after the header, and in its size */
	bool has_size;	  /* in the header, at least */
	bool is_damaged;
} member_kind;

static const member_kind kinds[] = {
	{ "file", '0', "0000644", true, true, false },
	{ "damaged", '0', "0000644", true, true, true },
	{ "old", '\0', "0000644", true, true, false },
	{ "mode-folder", '0', "0040755", true, true, false },
	{ "folder", '5', "0000755", false, false, false },
	{ "link", '2', "0000777", false, false, false },
	{ "sized-link", '2', "0000777", false, true, false },
	{ "global", 'g', "0000644", true, true, false },
	{ "records", 'x', "0000644", true, true, false },
	{ "long-name", 'L', "0000644", true, true, false },
};
enum { FILE_KIND = 0, KIND_COUNT = sizeof kinds / sizeof *kinds };

static const member_kind *find_kind(pn_str name)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (pn_str_eq(pn_str_from(kinds[i].name), name))
			return &kinds[i];
	}
	return NULL;
}

static void put_sum(char *block, unsigned error)
{
	unsigned sum = error;

	memset(block + 148, ' ', 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (unsigned char)block[i];
	snprintf(block + 148, 8, "%06o", sum);
}

/* A header block, and what follows it. */
static void add_member(pn_buf *tar, const member_kind *kind, pn_str name, pn_str data)
{
	char block[BLOCK] = { 0 };

	memcpy(block, name.ptr, name.len < NAME_SIZE ? name.len : NAME_SIZE);
	memcpy(block + 100, kind->mode, 7);
	memcpy(block + 108, "0000000\0000000000", 15);
	snprintf(block + 124, 12, "%011zo", kind->has_size ? data.len : 0);
	memcpy(block + 136, "00000000000", 11);
	block[156] = kind->type;
	if (kind->type == '2')
		memcpy(block + 157, data.ptr, data.len < NAME_SIZE ? data.len : NAME_SIZE);
	memcpy(block + 257, "ustar\00000", 8);
	put_sum(block, kind->is_damaged);
	pn_buf_add(tar, (pn_str){ block, BLOCK });
	if (!kind->has_data)
		return;
	pn_buf_add(tar, data);
	while (tar->len % BLOCK)
		pn_buf_byte(tar, '\0');
}

/* A pax record counts its own length, too. */
static pn_str path_record(pn_arena *arena, pn_str name)
{
	size_t bare = strlen(" path=\n") + name.len, length = bare + 1;

	while (pn_str_format(arena, "%zu", length).len + bare != length)
		length++;
	return pn_str_format(arena, "%zu path=%.*s\n", length, PN_ARG(name));
}

/* A member of a kind, or a file whose name is in an extended header. */
static bool add_named(pn_buf *tar, pn_str kind, pn_str name, pn_str data)
{
	const member_kind *found = find_kind(kind);

	if (pn_str_is(kind, "gnu"))
		add_member(tar, find_kind(PN_STR("long-name")), PN_STR("././@LongLink"), name);
	else if (pn_str_is(kind, "pax"))
		add_member(tar, find_kind(PN_STR("records")), PN_STR("p"),
			   path_record(tar->arena, name));
	else if (!found)
		return false;
	add_member(tar, found ? found : &kinds[FILE_KIND], name, data);
	return true;
}

static bool compress_tar(pn_cx *cx, pn_str tar, pn_str *out)
{
	z_stream z = { 0 };
	size_t room = tar.len + tar.len / 8 + 256;
	char *bytes = PN_NEW_ARRAY(cx->arena, char, room);
	int status;

	if (!bytes || deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 8,
				   Z_DEFAULT_STRATEGY) != Z_OK)
		return pn_fail_memory(cx->err, cx->arena);
	z.next_in = (Bytef *)(uintptr_t)tar.ptr;
	z.avail_in = (uInt)tar.len;
	z.next_out = (Bytef *)bytes;
	z.avail_out = (uInt)room;
	status = deflate(&z, Z_FINISH);
	*out = (pn_str){ bytes, (size_t)z.total_out };
	deflateEnd(&z);
	return status == Z_STREAM_END || pn_fail(cx->err, PINTLE_ERR_IO, "cannot compress");
}

/* Does what a line says to the bytes that there are; false when it is about a member. */
static bool change(archive *a, pn_str kind, size_t number, pn_str text)
{
	if (pn_str_is(kind, "zeros")) {
		for (size_t i = 0; i < number; i++)
			pn_buf_byte(&a->tar, '\0');
	} else if (pn_str_is(kind, "set") && a->header + BLOCK <= a->tar.len &&
		   number + text.len <= BLOCK) {
		memcpy(a->tar.ptr + a->header + number, text.ptr, text.len);
		put_sum(a->tar.ptr + a->header, 0);
	} else if (pn_str_is(kind, "cut")) {
		a->tar.len = number < a->tar.len ? number : a->tar.len;
		a->is_closed = true;
	} else {
		return false;
	}
	return true;
}

static bool add_line(pn_cx *cx, archive *a, pn_str line)
{
	pn_value content = pn_string(PN_STR(""));
	pn_str kind, rest, name, text;

	pn_str_cut(line, PN_STR(" "), &kind, &rest);
	pn_str_cut(rest, PN_STR(" "), &name, &text);
	if (text.len && !pn_json_read(cx, text, NULL, &content))
		return false;
	text = pn_value_str(&content);
	if (change(a, kind, (size_t)strtoul(pn_str_z(cx->arena, name), NULL, 10), text))
		return true;
	a->header = a->tar.len;
	return add_named(&a->tar, kind, name, text) ||
	       pn_fail(cx->err, PINTLE_ERR_ARGUMENT, "tgz: no such line: %.*s", PN_ARG(line));
}

bool case_tgz(pn_cx *cx, pn_str lines, pn_str *out)
{
	archive a = { .header = 0 };
	pn_str line;

	pn_buf_init(&a.tar, cx->arena);
	while (case_next_line(&lines, &line)) {
		if (!add_line(cx, &a, case_chomp(line)))
			return false;
	}
	if (!a.is_closed)
		change(&a, PN_STR("zeros"), 2 * BLOCK, PN_STR(""));
	return compress_tar(cx, pn_buf_str(&a.tar), out);
}
