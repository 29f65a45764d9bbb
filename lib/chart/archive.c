/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/gunzip.h"
#include "chart/load.h"
#include "chart/pattern.h"

enum { BLOCK = 512 };

/* One member of a tar file (Go: archive/tar). */
typedef struct member {
	pn_str name;
	pn_str data;
	uint64_t size;
	char type;
} member;

typedef struct tar {
	pn_cx *cx;
	pn_str rest;
	size_t remaining; /* bytes of file content that are still allowed */
} tar;

static bool bad_header(tar *t)
{
	return pn_fail(t->cx->err, PINTLE_ERR_CHART, "archive/tar: invalid tar header");
}

/* Returns a field up to its NUL. */
static pn_str field(const char *block, size_t at, size_t len)
{
	pn_str s = { block + at, len };
	size_t end = pn_str_find_byte(s, '\0');

	return pn_str_slice(s, 0, end);
}

/* Reads an octal (or GNU base-256) number; false when it is none. */
static bool read_number(pn_str text, uint64_t *out)
{
	*out = 0;
	if (text.len && ((unsigned char)text.ptr[0] & 0x80)) {
		for (size_t i = 1; i < text.len; i++) {
			if (*out >> 55)
				return false;
			*out = *out << 8 | (unsigned char)text.ptr[i];
		}
		return !((unsigned char)text.ptr[0] & 0x7f);
	}
	text = pn_str_slice(text, 0, pn_str_find_byte(text, '\0'));
	text = pn_str_trim_ascii(text);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '7' || *out >> 60)
			return false;
		*out = *out << 3 | (uint64_t)(text.ptr[i] - '0');
	}
	return true;
}

/* Checks a header's sum of bytes, in which the sum itself counts as blanks. */
static bool sum_is_right(const char *block)
{
	uint64_t want, sum = 0;

	for (size_t i = 0; i < BLOCK; i++)
		sum += i >= 148 && i < 156 ? ' ' : (unsigned char)block[i];
	return read_number((pn_str){ block + 148, 8 }, &want) && want == sum;
}

static bool is_zero(pn_str block)
{
	for (size_t i = 0; i < block.len; i++) {
		if (block.ptr[i])
			return false;
	}
	return true;
}

/* Cuts `size` bytes and their padding off the rest. */
static bool take_data(tar *t, uint64_t size, pn_str *out)
{
	uint64_t padded = (size + BLOCK - 1) / BLOCK * BLOCK;

	if (size > t->rest.len)
		return pn_fail(t->cx->err, PINTLE_ERR_CHART, "unexpected EOF");
	*out = pn_str_slice(t->rest, 0, (size_t)size);
	t->rest = pn_str_slice(t->rest, (size_t)padded, t->rest.len);
	return true;
}

/* Reads one header block and its data; *end at the end of the archive. */
static bool next_block(tar *t, member *m, bool *end)
{
	const char *block = t->rest.ptr;
	pn_str prefix;

	*end = t->rest.len == 0 ||
	       (t->rest.len >= BLOCK && is_zero(pn_str_slice(t->rest, 0, BLOCK)));
	if (*end)
		return true;
	if (t->rest.len < BLOCK)
		return pn_fail(t->cx->err, PINTLE_ERR_CHART, "unexpected EOF");
	if (!sum_is_right(block) || !read_number((pn_str){ block + 124, 12 }, &m->size))
		return bad_header(t);
	m->name = field(block, 0, 100);
	m->type = block[156];
	prefix = field(block, 345, 155);
	if (memcmp(block + 257, "ustar\0", 6) == 0 && prefix.len)
		m->name = pn_str_format(t->cx->arena, "%.*s/%.*s", PN_ARG(prefix), PN_ARG(m->name));
	t->rest = pn_str_slice(t->rest, BLOCK, t->rest.len);
	/* Links, devices and folders carry no data whatever their size says. */
	if (m->type >= '1' && m->type <= '6')
		m->size = 0;
	return take_data(t, m->size, &m->data);
}

/* Takes "LENGTH KEY=VALUE\n" records of a pax header. */
static bool read_pax(tar *t, pn_str records, pn_str *path)
{
	while (records.len) {
		pn_str length, key, value, record;
		uint64_t n;

		if (!pn_str_cut(records, PN_STR(" "), &length, &record) ||
		    pn_parse_uint(length, 10, 32, &n) != PN_NUMBER_OK || n <= length.len + 1 ||
		    n > records.len)
			return bad_header(t);
		record = pn_str_slice(records, length.len + 1, (size_t)n - 1);
		records = pn_str_slice(records, (size_t)n, records.len);
		if (!pn_str_cut(record, PN_STR("="), &key, &value))
			return bad_header(t);
		if (pn_str_is(key, "path"))
			*path = value;
	}
	return true;
}

/* Reads the next member, its extended headers applied. */
static bool next_member(tar *t, member *m, bool *end)
{
	pn_str long_name = PN_STR_EMPTY;

	for (;;) {
		if (!next_block(t, m, end))
			return false;
		if (*end)
			return true;
		if (m->type == 'L')
			long_name = field(m->data.ptr, 0, m->data.len);
		else if (m->type == 'x' && !read_pax(t, m->data, &long_name))
			return false;
		else if (m->type != 'x' && m->type != 'K')
			break;
	}
	if (long_name.len)
		m->name = long_name;
	return true;
}

static bool is_drive(pn_str name)
{
	return name.len > 2 && name.ptr[1] == ':' && name.ptr[2] == '/' &&
	       ((name.ptr[0] | 32) >= 'a' && (name.ptr[0] | 32) <= 'z');
}

/* Strips the first element of a member's name and checks what is left (Helm: archive.go). */
static bool clean_name(tar *t, pn_str name, pn_str *out)
{
	bool windows = pn_str_find_byte(name, '\\') != PN_NOT_FOUND;
	pn_error *err = t->cx->err;
	pn_str top, rest;

	pn_str_cut(name, windows ? PN_STR("\\") : PN_STR("/"), &top, &rest);
	if (windows)
		rest = pn_str_replace(t->cx->arena, rest, PN_STR("\\"), PN_STR("/"));
	if (pn_str_starts(rest, PN_STR("/")))
		return pn_fail(err, PINTLE_ERR_CHART, "chart illegally contains absolute paths");
	*out = pn_path_clean(t->cx->arena, rest);
	if (pn_str_is(*out, ".")) {
		pn_buf quoted;

		pn_buf_init(&quoted, t->cx->arena);
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

static bool check_size(tar *t, const member *m)
{
	const pintle_limits *limits = t->cx->limits;

	if (m->size >= t->remaining)
		return pn_fail(t->cx->err, PINTLE_ERR_CHART,
			       "decompressed chart is larger than the maximum size %zu",
			       limits->chart_bytes);
	if (m->size > limits->file_bytes)
		return pn_fail(t->cx->err, PINTLE_ERR_CHART,
			       "decompressed chart file \"%.*s\" is larger than the maximum file "
			       "size %zu",
			       PN_ARG(m->name), limits->file_bytes);
	t->remaining -= (size_t)m->size;
	return true;
}

static bool is_folder(const member *m)
{
	return m->type == '5' || pn_str_ends(m->name, PN_STR("/"));
}

static bool add_member(tar *t, const member *m, pn_files *out)
{
	pn_file *file;

	if (is_folder(m) || m->type == 'g')
		return true;
	file = PN_NEW(t->cx->arena, pn_file);
	if (!file)
		return pn_fail_memory(t->cx->err, t->cx->arena);
	if (!clean_name(t, m->name, &file->name) || !check_size(t, m))
		return false;
	file->data = m->data.len ? m->data : PN_STR("");
	if (pn_str_starts(file->data, PN_STR("\xEF\xBB\xBF")))
		file->data = (pn_str){ file->data.ptr + 3, file->data.len - 3 };
	return pn_files_add(t->cx->arena, out, file) || pn_fail_memory(t->cx->err, t->cx->arena);
}

bool pn_archive_read(pn_cx *cx, pn_str bytes, pn_files *out)
{
	size_t chart_bytes = cx->limits->chart_bytes;
	tar t = { .cx = cx, .remaining = chart_bytes };
	bool end = false;

	/* Headers and padding come on top of the content. */
	if (!pn_gunzip(cx, bytes, chart_bytes + chart_bytes / 4, &t.rest))
		return false;
	while (!end) {
		member m = { .type = 0 };

		if (!next_member(&t, &m, &end) || (!end && !add_member(&t, &m, out)))
			return false;
	}
	if (!out->count)
		return pn_fail(cx->err, PINTLE_ERR_CHART, "no files in chart archive");
	return true;
}
