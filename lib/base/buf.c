/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdio.h>

void pn_buf_init(pn_buf *buf, pn_arena *arena)
{
	*buf = (pn_buf){ .arena = arena };
}

/* Grows the capacity to hold `need` bytes, doubling so that appends stay cheap. */
static bool grow(pn_buf *buf, size_t need)
{
	size_t cap = buf->cap ? buf->cap : 64;
	char *p;

	if (buf->failed)
		return false;
	if (need > SIZE_MAX / 4 || (buf->max && need > buf->max)) {
		buf->failed = true;
		return false;
	}
	while (cap < need)
		cap *= 2;
	p = pn_realloc(buf->arena, buf->ptr, buf->cap, cap);
	if (!p) {
		buf->failed = true;
		return false;
	}
	buf->ptr = p;
	buf->cap = cap;
	return true;
}

char *pn_buf_reserve(pn_buf *buf, size_t more)
{
	if (more > SIZE_MAX / 4 || buf->failed) {
		buf->failed = true;
		return NULL;
	}
	if (buf->cap - buf->len < more && !grow(buf, buf->len + more))
		return NULL;
	return buf->ptr + buf->len;
}

void pn_buf_add_slow(pn_buf *buf, pn_str s)
{
	char *p = pn_buf_reserve(buf, s.len);

	if (!p)
		return;
	memcpy(p, s.ptr, s.len);
	buf->len += s.len;
}

void pn_buf_byte_slow(pn_buf *buf, char c)
{
	pn_buf_add_slow(buf, (pn_str){ &c, 1 });
}

void pn_buf_repeat(pn_buf *buf, char c, size_t count)
{
	char *p = pn_buf_reserve(buf, count);

	if (!p || !count)
		return;
	memset(p, c, count);
	buf->len += count;
}

void pn_buf_vformat(pn_buf *buf, const char *format, va_list args)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	p = n < 0 ? NULL : pn_buf_reserve(buf, (size_t)n + 1);
	if (p) {
		vsnprintf(p, (size_t)n + 1, format, again);
		buf->len += (size_t)n;
	} else {
		buf->failed = true;
	}
	va_end(again);
}

void pn_buf_format(pn_buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	pn_buf_vformat(buf, format, args);
	va_end(args);
}

pn_str pn_buf_str(const pn_buf *buf)
{
	return buf->failed || !buf->len ? PN_STR_EMPTY : (pn_str){ buf->ptr, buf->len };
}

const char *pn_buf_z(pn_buf *buf)
{
	char *p = pn_buf_reserve(buf, 1);

	if (!p)
		return "";
	*p = '\0';
	return buf->ptr;
}
