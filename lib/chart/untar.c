/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/untar.h"

enum {
	BLOCK = 512,
	NAME_SIZE = 100,
	AT_SUM = 148,
	AT_TYPE = 156,
	AT_MAGIC = 257,
	AT_PREFIX = 345,
	PREFIX_SIZE = 155,
	FOLDER_BITS = 040000,
	KIND_BITS = ~07777,
	MAX_EXTENDED = 1 << 20 /* bytes of an extended header */
};

/* The numbers of a header. */
enum { MODE, UID, GID, SIZE, TIME, MAJOR, MINOR, NUMBER_COUNT };

typedef struct span {
	uint16_t at, len;
	bool only_ustar;
} span;

static const span number_spans[NUMBER_COUNT] = {
	[MODE] = { 100, 8, false },  [UID] = { 108, 8, false },	  [GID] = { 116, 8, false },
	[SIZE] = { 124, 12, false }, [TIME] = { 136, 12, false }, [MAJOR] = { 329, 8, true },
	[MINOR] = { 337, 8, true },
};

/* What extended headers say about the member that follows. */
typedef struct extended {
	pn_str path; /* empty: nothing */
	uint64_t size;
	bool has_size;
} extended;

static bool bad_header(pn_untar *t)
{
	return pn_fail(t->cx->err, PINTLE_ERR_CHART, "archive/tar: invalid tar header");
}

static bool end_early(pn_untar *t)
{
	return pn_fail_str(t->cx->err, PINTLE_ERR_CHART,
			   t->problem.len ? t->problem : PN_STR("unexpected EOF"));
}

/* Returns a field up to its NUL. */
static pn_str field(const char *block, size_t at, size_t len)
{
	pn_str s = { block + at, len };

	return pn_str_slice(s, 0, pn_str_find_byte(s, '\0'));
}

enum { MOST_OCTAL_DIGITS = 21 }; /* that fit into 64 bits whatever they are */

/* Reads the octal digits of a field among blanks and NULs, whatever it is like. */
static bool read_any_octal(pn_str s, uint64_t *out)
{
	while (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\0'))
		s = pn_str_slice(s, 1, s.len);
	while (s.len && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\0'))
		s.len--;
	s = pn_str_slice(s, 0, pn_str_find_byte(s, '\0'));
	*out = 0;
	if (s.len > MOST_OCTAL_DIGITS)
		return pn_parse_uint(s, 8, 64, out) == PN_NUMBER_OK;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '7')
			return false;
		*out = *out << 3 | (uint64_t)(s.ptr[i] - '0');
	}
	return true;
}

/* Does the same at once for what is digits up to a NUL, as nearly every field is. */
static bool read_octal(pn_str s, uint64_t *out)
{
	uint64_t n = 0;
	size_t i = 0;

	while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '7')
		n = n << 3 | (uint64_t)(s.ptr[i++] - '0');
	if (!i || i == s.len || s.ptr[i] || i > MOST_OCTAL_DIGITS)
		return read_any_octal(s, out);
	*out = n;
	return true;
}

/* Reads a field that may be in GNU's base 256; what is below zero there gives 0. */
static bool read_number(pn_str s, uint64_t *out)
{
	unsigned char first = (unsigned char)s.ptr[0];

	if (!(first & 0x80))
		return read_octal(s, out);
	*out = first & 0x3f;
	for (size_t i = 1; i < s.len; i++) {
		if (*out >> 55 && !(first & 0x40))
			return false;
		*out = *out << 8 | (unsigned char)s.ptr[i];
	}
	if (first & 0x40)
		*out = 0;
	return true;
}

/* Adds up the bytes of a header, eight at a time: none of four sums of 16 bits overflows. */
static int32_t add_bytes(const char *block)
{
	const uint64_t even = 0x00FF00FF00FF00FF;
	uint64_t sums = 0, word;

	for (size_t i = 0; i < BLOCK; i += sizeof word) {
		memcpy(&word, block + i, sizeof word);
		sums += (word & even) + (word >> 8 & even);
	}
	return (int32_t)((sums & 0xFFFF) + (sums >> 16 & 0xFFFF) + (sums >> 32 & 0xFFFF) +
			 (sums >> 48));
}

/* Counts the bytes of which the highest bit is set. */
static int32_t count_above(const char *bytes, size_t count)
{
	int32_t above = 0;

	for (size_t i = 0; i < count; i++)
		above += (unsigned char)bytes[i] >> 7;
	return above;
}

/* Checks a header's sum of bytes, signed or not, in which the sum itself counts as blanks. */
static bool sum_is_right(const char *block)
{
	int32_t sum = add_bytes(block) + 8 * ' ', above;
	uint64_t want;

	for (size_t i = AT_SUM; i < AT_SUM + 8; i++)
		sum -= (unsigned char)block[i];
	if (!read_octal((pn_str){ block + AT_SUM, 8 }, &want))
		return false;
	if ((int64_t)want == sum)
		return true;
	above = count_above(block, BLOCK) - count_above(block + AT_SUM, 8);
	return (int64_t)want == sum - 256 * above;
}

static bool is_zero(pn_str block)
{
	return block.len && !block.ptr[0] && memcmp(block.ptr, block.ptr + 1, block.len - 1) == 0;
}

/* Takes a block; *end where the file ends: at its last byte, or with two blocks of zeros. */
static bool take_block(pn_untar *t, const char **block, bool *end)
{
	for (int zeros = 0; zeros < 2; zeros++) {
		*end = t->rest.len == 0 && !t->problem.len;
		if (*end)
			return true;
		if (t->rest.len < BLOCK)
			return end_early(t);
		*block = t->rest.ptr;
		t->rest = pn_str_slice(t->rest, BLOCK, t->rest.len);
		if (!is_zero((pn_str){ *block, BLOCK }))
			return !zeros || bad_header(t);
	}
	*end = true;
	return true;
}

static bool read_numbers(const char *block, bool is_ustar, uint64_t *numbers)
{
	for (size_t i = 0; i < NUMBER_COUNT; i++) {
		const span *s = &number_spans[i];

		if (s->only_ustar && !is_ustar)
			continue;
		if (!read_number((pn_str){ block + s->at, s->len }, &numbers[i]))
			return false;
	}
	return numbers[SIZE] <= INT64_MAX;
}

/* Reads one header. */
static bool next_header(pn_untar *t, pn_tar_member *m, bool *end)
{
	uint64_t numbers[NUMBER_COUNT] = { 0 };
	const char *block = NULL;
	bool is_ustar;
	pn_str prefix;

	if (!take_block(t, &block, end))
		return false;
	if (*end)
		return true;
	is_ustar = memcmp(block + AT_MAGIC, "ustar\0", 6) == 0;
	if (!sum_is_right(block) || !read_numbers(block, is_ustar, numbers))
		return bad_header(t);
	m->name = field(block, 0, NAME_SIZE);
	m->type = block[AT_TYPE];
	m->size = numbers[SIZE];
	m->is_folder = m->type == '5' || (numbers[MODE] & (uint64_t)KIND_BITS) == FOLDER_BITS;
	prefix = field(block, AT_PREFIX, PREFIX_SIZE);
	if (is_ustar && prefix.len)
		m->name = pn_str_format(t->cx->arena, "%.*s/%.*s", PN_ARG(prefix), PN_ARG(m->name));
	return true;
}

/* Says that data follow: links, devices and folders have none whatever their size says. */
static void expect_data(pn_untar *t, const pn_tar_member *m)
{
	t->unread = m->type >= '1' && m->type <= '6' ? 0 : m->size;
}

static bool is_integer(pn_str s)
{
	int64_t n;

	return pn_parse_int(s, 10, 64, &n) == PN_NUMBER_OK;
}

/* Says whether a time of a pax record is seconds, perhaps with a fraction. */
static bool is_time(pn_str s)
{
	pn_str whole, fraction;

	pn_str_cut(s, PN_STR("."), &whole, &fraction);
	for (size_t i = 0; i < fraction.len; i++) {
		if (fraction.ptr[i] < '0' || fraction.ptr[i] > '9')
			return false;
	}
	return is_integer(whole);
}

/* Takes in what one record says; false when it says it wrongly. */
static bool read_record(pn_str key, pn_str value, extended *x)
{
	bool is_text = pn_str_is(key, "path") || pn_str_is(key, "linkpath") ||
		       pn_str_is(key, "uname") || pn_str_is(key, "gname");
	int64_t size;

	if (!key.len || pn_str_find_byte(is_text ? value : key, '\0') != PN_NOT_FOUND)
		return false;
	if (!value.len) /* the header's stays */
		return true;
	if (pn_str_is(key, "path"))
		x->path = value;
	if (pn_str_is(key, "uid") || pn_str_is(key, "gid"))
		return is_integer(value);
	if (pn_str_is(key, "mtime") || pn_str_is(key, "atime") || pn_str_is(key, "ctime"))
		return is_time(value);
	if (!pn_str_is(key, "size"))
		return true;
	if (pn_parse_int(value, 10, 64, &size) != PN_NUMBER_OK || size < 0)
		return false;
	x->size = (uint64_t)size;
	x->has_size = true;
	return true;
}

/* Takes "LENGTH KEY=VALUE\n" records, whose length counts all of them. */
static bool read_records(pn_untar *t, pn_str records, extended *x)
{
	while (records.len) {
		pn_str length, key, value, record;
		uint64_t n;

		if (!pn_str_cut(records, PN_STR(" "), &length, &record) ||
		    pn_parse_uint(length, 10, 32, &n) != PN_NUMBER_OK || n < 5 || n > records.len ||
		    n <= length.len + 1 || records.ptr[n - 1] != '\n')
			return bad_header(t);
		record = pn_str_slice(records, length.len + 1, (size_t)n - 1);
		records = pn_str_slice(records, (size_t)n, records.len);
		if (!pn_str_cut(record, PN_STR("="), &key, &value) || !read_record(key, value, x))
			return bad_header(t);
	}
	return true;
}

/* Reads the data of an extended header. */
static bool read_extended(pn_untar *t, const pn_tar_member *m, extended *x)
{
	extended ignored = { .size = 0 };
	pn_str data = PN_STR_EMPTY;

	if (m->size > MAX_EXTENDED)
		return pn_fail(t->cx->err, PINTLE_ERR_CHART, "archive/tar: header field too long");
	if (!pn_untar_data(t, &data))
		return false;
	if (m->type == 'L')
		x->path = field(data.ptr, 0, data.len);
	if (m->type == 'x' || m->type == 'g')
		return read_records(t, data, m->type == 'x' ? x : &ignored);
	return true;
}

/* Goes beyond the data that nobody read. */
static bool skip_data(pn_untar *t)
{
	pn_str ignored;

	return t->unread == 0 || pn_untar_data(t, &ignored);
}

bool pn_untar_next(pn_untar *t, pn_tar_member *m, bool *end)
{
	extended x = { .size = 0 };
	bool is_extended = true;

	while (is_extended) {
		if (!skip_data(t) || !next_header(t, m, end))
			return false;
		if (*end)
			return true;
		is_extended = m->type == 'x' || m->type == 'L' || m->type == 'K';
		expect_data(t, m);
		if ((is_extended || m->type == 'g') && !read_extended(t, m, &x))
			return false;
		if (m->type == 'g') /* it stands alone, like a member */
			return true;
	}
	if (x.path.len)
		m->name = x.path;
	if (x.has_size)
		m->size = x.size;
	if (m->type == '\0' && pn_str_ends(m->name, PN_STR("/"))) {
		m->type = '5'; /* before POSIX a folder's name ended so */
		m->is_folder = true;
	}
	expect_data(t, m);
	return true;
}

bool pn_untar_data(pn_untar *t, pn_str *out)
{
	uint64_t size = t->unread, padded = (size + BLOCK - 1) / BLOCK * BLOCK;

	if (size > t->rest.len)
		return end_early(t);
	*out = pn_str_slice(t->rest, 0, (size_t)size);
	t->rest = pn_str_slice(t->rest, (size_t)padded, t->rest.len);
	t->unread = 0;
	return true;
}
