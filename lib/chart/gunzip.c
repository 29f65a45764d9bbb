/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/gunzip.h"

#include <zlib.h>

/* Bytes of the shortest header (RFC 1952). */
enum { GZIP_HEADER = 10 };

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

static bool fail(pn_cx *cx, const pn_buf *buf, int status, size_t max)
{
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	if (buf->failed || buf->len > max)
		return pn_fail(
			cx->err, PINTLE_ERR_LIMIT,
			"limit 'chart_bytes' exceeded: an archive unpacks to more than %zu bytes",
			max);
	if (status == Z_OK || status == Z_BUF_ERROR)
		return pn_fail(cx->err, PINTLE_ERR_CHART, "unexpected EOF");
	return pn_fail(cx->err, PINTLE_ERR_CHART, "gzip: invalid %s",
		       buf->len ? "checksum" : "header");
}

bool pn_gunzip(pn_cx *cx, pn_str packed, size_t max, pn_str *out)
{
	z_stream z = { .zalloc = take, .zfree = give_back, .opaque = cx->arena };
	int status = Z_STREAM_END;
	pn_buf buf;

	if (packed.len < GZIP_HEADER)
		return pn_fail(cx->err, PINTLE_ERR_CHART, packed.len ? "unexpected EOF" : "EOF");
	if (memcmp(packed.ptr, "\x1f\x8b\x08", 3) != 0)
		return pn_fail(cx->err, PINTLE_ERR_CHART, "gzip: invalid header");
	pn_buf_init(&buf, cx->arena);
	buf.max = max + 128 * 1024;
	z.next_in = (unsigned char *)(uintptr_t)packed.ptr;
	z.avail_in = packed.len > UINT32_MAX ? UINT32_MAX : (unsigned)packed.len;
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return pn_fail_memory(cx->err, cx->arena);
	while (status == Z_STREAM_END && z.avail_in) {
		status = unpack_member(&z, &buf);
		if (status == Z_STREAM_END)
			inflateReset(&z);
	}
	inflateEnd(&z);
	if (status != Z_STREAM_END || buf.failed || buf.len > max)
		return fail(cx, &buf, status, max);
	*out = pn_buf_str(&buf);
	return true;
}
