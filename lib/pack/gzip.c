/* SPDX-License-Identifier: Apache-2.0 */
/* Compression. zlib is included here and in chart/gunzip.c only. */
#include "pack/parts.h"

#include <zlib.h>

static void *take(void *arena, unsigned count, unsigned size)
{
	return pn_alloc_array(arena, count, size);
}

static void give_back(void *arena, void *ptr)
{
	(void)arena;
	(void)ptr; /* the arena frees it */
}

/* Helm marks its archives: an extra field and a comment (Helm: save.go). */
static void mark(gz_header *header)
{
	static unsigned char extra[] = "+aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=";
	static unsigned char comment[] = "Helm";

	*header = (gz_header){
		.os = 255, /* unknown, as Go writes */
		.extra = extra,
		.extra_len = sizeof extra - 1,
		.comment = comment,
	};
}

bool pn_gzip(pn_cx *cx, pn_str plain, pn_str *out)
{
	z_stream z = { .zalloc = take, .zfree = give_back, .opaque = cx->arena };
	gz_header header;
	size_t bound;
	char *to;
	int status;

	if (plain.len > UINT32_MAX / 2)
		return pn_fail(cx->err, PINTLE_ERR_LIMIT, "chart is too large for an archive");
	if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		return pn_fail_memory(cx->err, cx->arena);
	mark(&header);
	deflateSetHeader(&z, &header);
	bound = deflateBound(&z, (uLong)plain.len);
	to = pn_alloc(cx->arena, bound);
	if (!to)
		return pn_fail_memory(cx->err, cx->arena);
	z.next_in = (unsigned char *)(uintptr_t)plain.ptr;
	z.avail_in = (unsigned)plain.len;
	z.next_out = (unsigned char *)to;
	z.avail_out = (unsigned)bound;
	status = deflate(&z, Z_FINISH);
	*out = (pn_str){ to, z.total_out };
	deflateEnd(&z);
	return status == Z_STREAM_END ||
	       pn_fail(cx->err, PINTLE_ERR_NO_MEMORY, "cannot compress the archive");
}
