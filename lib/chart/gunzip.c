/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/gunzip.h"

#include <libdeflate.h>
#include <zlib.h>

enum {
	GZIP_HEADER = 10, /* bytes of the shortest header (RFC 1952) */
	GZIP_TRAILER = 8,
	GZIP_FLAGS = 3, /* where the flags stand */
	HAS_HEADER_CRC = 2,
	MAX_RATIO = 1032 /* no deflate stream unpacks to more bytes for each of its own */
};

static void *take(void *arena, unsigned count, unsigned size)
{
	return pn_alloc_array(arena, count, size);
}

static void give_back(void *arena, void *ptr)
{
	(void)arena;
	(void)ptr; /* the arena frees it */
}

/* Unpacks one member; *z is left behind its end. */
static int unpack_member(z_stream *z, pn_buf *buf)
{
	int status;

	do {
		char *to = pn_buf_reserve(buf, 64 * 1024);

		if (!to)
			return Z_BUF_ERROR;
		z->next_out = (unsigned char *)to;
		z->avail_out =
			(unsigned)(buf->cap - buf->len > UINT32_MAX / 2 ? UINT32_MAX / 2
									: buf->cap - buf->len);
		status = inflate(z, Z_NO_FLUSH);
		buf->len = (size_t)((char *)z->next_out - buf->ptr);
	} while (status == Z_OK && (z->avail_in || !z->avail_out));
	return status;
}

/* Returns how long the header of a member is (RFC 1952). */
static size_t header_length(pn_str member)
{
	enum { EXTRA = 4, NAME = 8, COMMENT = 16 };
	int flags = (unsigned char)member.ptr[GZIP_FLAGS];
	size_t at = GZIP_HEADER;

	if (flags & EXTRA && at + 2 <= member.len)
		at += 2 + (unsigned char)member.ptr[at] +
		      ((size_t)(unsigned char)member.ptr[at + 1] << 8);
	for (int flag = NAME; flag <= COMMENT; flag *= 2) {
		if (flags & flag && at < member.len)
			at += pn_str_find_byte(pn_str_slice(member, at, member.len), '\0') + 1;
	}
	return at + (flags & HAS_HEADER_CRC ? 2 : 0);
}

/* What Go says of a member that ends like this. */
static pn_str problem_of(pn_cx *cx, const z_stream *z, int status, pn_str member)
{
	const char *why = z->msg ? z->msg : "";
	size_t bits = (size_t)z->total_in * 8 - (size_t)(z->data_type & 63);

	if (status == Z_STREAM_END)
		return PN_STR_EMPTY;
	if (status == Z_OK || status == Z_BUF_ERROR)
		return PN_STR("unexpected EOF");
	if (strcmp(why, "incorrect header check") == 0 || strstr(why, "header flags") ||
	    strcmp(why, "header crc mismatch") == 0 ||
	    strcmp(why, "unknown compression method") == 0)
		return PN_STR("gzip: invalid header");
	if (strcmp(why, "incorrect data check") == 0 || strcmp(why, "incorrect length check") == 0)
		return PN_STR("gzip: invalid checksum");
	return pn_str_format(cx->arena, "flate: corrupt input before offset %zu",
			     (bits + 7) / 8 - header_length(member));
}

static bool unpack(pn_cx *cx, pn_str packed, pn_buf *buf, pn_str *problem)
{
	z_stream z = { .zalloc = take, .zfree = give_back, .opaque = cx->arena };

	z.next_in = (unsigned char *)(uintptr_t)packed.ptr;
	z.avail_in = packed.len > UINT32_MAX ? UINT32_MAX : (unsigned)packed.len;
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return pn_fail_memory(cx->err, cx->arena);
	while (z.avail_in && !problem->len) {
		pn_str member = { (const char *)z.next_in, z.avail_in };
		int status;

		inflateReset(&z);
		status = unpack_member(&z, buf);
		*problem = problem_of(cx, &z, status, member);
	}
	inflateEnd(&z);
	return true;
}

/* How many bytes the last member's trailer promises; what it says may be a lie. */
static size_t promised_size(pn_str packed)
{
	const unsigned char *at = (const unsigned char *)packed.ptr + packed.len - 4;

	return (size_t)at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16 | (size_t)at[3] << 24;
}

size_t pn_gunzip_size(pn_str packed, size_t max)
{
	size_t size;

	if (packed.len < GZIP_HEADER + GZIP_TRAILER || packed.ptr[GZIP_FLAGS] & HAS_HEADER_CRC)
		return 0;
	size = promised_size(packed);
	return size > max || size / MAX_RATIO > packed.len ? 0 : size + 1;
}

void pn_gunzip_end(struct libdeflate_decompressor *inflater)
{
	libdeflate_free_decompressor(inflater);
}

/*
 * Unpacks what is one member without a fault, three times as fast as zlib does. False: it is
 * something else, and zlib is to say what; nothing is kept then.
 */
static bool unpack_at_once(pn_cx *cx, struct libdeflate_decompressor **inflater, pn_str packed,
			   size_t max, pn_str *out)
{
	size_t room = pn_gunzip_size(packed, max), size, taken, made;
	pn_mark_point before = pn_arena_mark(cx->arena);
	enum libdeflate_result result;
	char *to = room ? pn_alloc(cx->arena, room) : NULL;

	if (to && !*inflater)
		*inflater = libdeflate_alloc_decompressor();
	if (!to || !*inflater)
		return false;
	size = room - 1;
	result = libdeflate_gzip_decompress_ex(*inflater, packed.ptr, packed.len, to, size, &taken,
					       &made);
	if (result != LIBDEFLATE_SUCCESS || taken != packed.len || made != size) {
		pn_arena_rewind(cx->arena, before);
		return false;
	}
	to[size] = '\0';
	*out = (pn_str){ to, size };
	return true;
}

bool pn_gunzip(pn_cx *cx, struct libdeflate_decompressor **inflater, pn_str packed, size_t max,
	       pn_str *out, pn_str *problem)
{
	pn_buf buf;

	*out = PN_STR_EMPTY;
	*problem = PN_STR_EMPTY;
	if (packed.len < GZIP_HEADER) {
		*problem = packed.len ? PN_STR("unexpected EOF") : PN_STR("EOF");
		return true;
	}
	if (memcmp(packed.ptr, "\x1f\x8b\x08", 3) != 0) {
		*problem = PN_STR("gzip: invalid header");
		return true;
	}
	if (unpack_at_once(cx, inflater, packed, max, out))
		return true;
	pn_buf_init(&buf, cx->arena);
	buf.max = max + 128 * 1024;
	if (!unpack(cx, packed, &buf, problem))
		return false;
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	if (buf.failed || buf.len > max)
		return pn_fail(cx->err, PINTLE_ERR_LIMIT,
			       "limit 'chart_bytes' exceeded: an archive unpacks to more than %zu "
			       "bytes",
			       max);
	*out = pn_buf_str(&buf);
	return true;
}
