/* SPDX-License-Identifier: Apache-2.0 */
/* Tar archives (Go: archive/tar/writer.go): USTAR, and PAX for names that do not fit in there. */
#include "pack/parts.h"

enum {
	BLOCK = 512,
	NAME_SIZE = 100,
	PREFIX_SIZE = 155,
	/* where the fields stand */
	AT_MODE = 100,
	AT_UID = 108,
	AT_GID = 116,
	AT_SIZE = 124,
	AT_TIME = 136,
	AT_SUM = 148,
	AT_TYPE = 156,
	AT_MAGIC = 257,
	AT_DEVICE_MAJOR = 329,
	AT_DEVICE_MINOR = 337,
	AT_PREFIX = 345
};

/* What a header says. */
typedef struct header {
	pn_str name, prefix;
	char type;
	uint64_t mode, size, time;
} header;

/* Writes a number in octal digits that fill a field but for the NUL at its end. */
static void put_octal(char *field, size_t size, uint64_t n)
{
	field[size - 1] = '\0';
	for (size_t i = size - 1; i > 0; i--) {
		field[i - 1] = (char)('0' + (n & 7));
		n >>= 3;
	}
}

/* Writes what of a text fits. */
static void put_text(char *field, size_t size, pn_str s)
{
	if (s.len)
		memcpy(field, s.ptr, s.len < size ? s.len : size);
	if (s.len > size && field[size - 1] == '/') {
		while (size && field[size - 1] == '/')
			field[--size] = '\0';
	}
}

static void add_header(pn_buf *tar, const header *h)
{
	char block[BLOCK] = { 0 };
	uint64_t sum = 0;

	put_text(block, NAME_SIZE, h->name);
	put_octal(block + AT_MODE, 8, h->mode);
	put_octal(block + AT_UID, 8, 0);
	put_octal(block + AT_GID, 8, 0);
	put_octal(block + AT_SIZE, 12, h->size);
	put_octal(block + AT_TIME, 12, h->time);
	block[AT_TYPE] = h->type;
	memcpy(block + AT_MAGIC, "ustar\00000", 8);
	if (h->type == '0') { /* Go leaves them out of records about others */
		put_octal(block + AT_DEVICE_MAJOR, 8, 0);
		put_octal(block + AT_DEVICE_MINOR, 8, 0);
	}
	put_text(block + AT_PREFIX, PREFIX_SIZE, h->prefix);
	memset(block + AT_SUM, ' ', 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (unsigned char)block[i];
	put_octal(block + AT_SUM, 7, sum);
	pn_buf_add(tar, (pn_str){ block, BLOCK });
}

static void add_data(pn_buf *tar, pn_str data)
{
	pn_buf_add(tar, data);
	pn_buf_repeat(tar, '\0', (BLOCK - data.len % BLOCK) % BLOCK);
}

static bool is_ascii(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] >= 0x80 || !s.ptr[i])
			return false;
	}
	return true;
}

/* Divides a long name at a '/' so that both halves fit. */
static bool split_name(pn_str name, header *h)
{
	size_t slash = pn_str_find_last(
		pn_str_slice(name, 0, name.len < PREFIX_SIZE + 1 ? name.len : PREFIX_SIZE + 1),
		PN_STR("/"));

	if (slash == PN_NOT_FOUND || !slash || slash > PREFIX_SIZE ||
	    name.len - slash - 1 > NAME_SIZE || slash + 1 == name.len)
		return false;
	h->prefix = pn_str_slice(name, 0, slash);
	h->name = pn_str_slice(name, slash + 1, name.len);
	return true;
}

/* Returns the ASCII characters of a text. */
static pn_str to_ascii(pn_arena *arena, pn_str s)
{
	pn_buf out;

	pn_buf_init(&out, arena);
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] < 0x80 && s.ptr[i])
			pn_buf_byte(&out, s.ptr[i]);
	}
	return pn_buf_str(&out);
}

/* Adds the record that holds a name of any length: "LENGTH path=NAME\n", LENGTH counts itself. */
static void add_pax(pn_buf *tar, pn_str name)
{
	size_t bare = strlen(" path=\n") + name.len, length = bare + 1;
	size_t slash = pn_str_find_last(name, PN_STR("/"));
	size_t folder = slash == PN_NOT_FOUND ? 0 : slash;
	header h = { .type = 'x' };
	pn_str record, pax;

	while (pn_str_format(tar->arena, "%zu", length).len + bare != length)
		length++;
	record = pn_str_format(tar->arena, "%zu path=%.*s\n", length, PN_ARG(name));
	pax = pn_str_format(tar->arena, "%.*s/PaxHeaders.0/%.*s", (int)folder, name.ptr,
			    (int)(name.len - folder - (folder > 0)),
			    name.ptr + folder + (folder > 0));
	h.name = pn_str_slice(to_ascii(tar->arena, pax), 0, NAME_SIZE);
	while (h.name.len && h.name.ptr[h.name.len - 1] == '/')
		h.name.len--;
	h.size = record.len;
	add_header(tar, &h);
	add_data(tar, record);
}

void pn_tar_add(pn_buf *tar, pn_str name, pn_str data, int64_t clock)
{
	header h = { .name = name, .type = '0', .mode = 0644, .size = data.len };

	h.time = clock > 0 ? (uint64_t)clock : 0;
	if (!is_ascii(name) || (name.len > NAME_SIZE && !split_name(name, &h))) {
		add_pax(tar, name);
		h.name = to_ascii(tar->arena, name);
	}
	add_header(tar, &h);
	add_data(tar, data);
}

void pn_tar_end(pn_buf *tar)
{
	pn_buf_repeat(tar, '\0', 2 * BLOCK);
}
