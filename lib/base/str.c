/* SPDX-License-Identifier: Apache-2.0 */
/* memmem is POSIX only since 2024, but every libc we build on has it. */
#define _GNU_SOURCE
#include "base/str.h"
#include "base/buf.h"

#include <stdarg.h>

int pn_str_cmp(pn_str a, pn_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? (unsigned char)a.ptr[0] - (unsigned char)b.ptr[0] : 0;

	if (!order && n)
		order = memcmp(a.ptr, b.ptr, n);
	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

/* How many false starts are cheaper to step over than memmem's set-up. */
enum { FALSE_STARTS = 32 };

size_t pn_str_find(pn_str s, pn_str part)
{
	const char *at = s.ptr, *end = s.ptr + s.len;

	if (part.len == 0)
		return 0;
	for (int tries = 0; (size_t)(end - at) >= part.len; at++) {
		size_t room = (size_t)(end - at) - part.len + 1;

		at = tries++ < FALSE_STARTS ? memchr(at, part.ptr[0], room)
					    : memmem(at, (size_t)(end - at), part.ptr, part.len);
		if (!at)
			return PN_NOT_FOUND;
		if (memcmp(at, part.ptr, part.len) == 0)
			return (size_t)(at - s.ptr);
	}
	return PN_NOT_FOUND;
}

size_t pn_str_find_last(pn_str s, pn_str part)
{
	if (part.len > s.len)
		return PN_NOT_FOUND;
	for (size_t i = s.len - part.len + 1; i-- > 0;) {
		if (!part.len ||
		    (s.ptr[i] == part.ptr[0] && memcmp(s.ptr + i, part.ptr, part.len) == 0))
			return i;
	}
	return PN_NOT_FOUND;
}

size_t pn_str_find_byte(pn_str s, char c)
{
	const char *p = s.len ? memchr(s.ptr, c, s.len) : NULL;

	return p ? (size_t)(p - s.ptr) : PN_NOT_FOUND;
}

size_t pn_str_count(pn_str s, pn_str part)
{
	size_t count = 0, at;

	while ((at = pn_str_find(s, part)) != PN_NOT_FOUND) {
		count++;
		s = pn_str_slice(s, at + part.len, s.len);
	}
	return count;
}

bool pn_str_cut(pn_str s, pn_str sep, pn_str *before, pn_str *after)
{
	size_t at = pn_str_find(s, sep);

	if (at == PN_NOT_FOUND) {
		*before = s;
		*after = PN_STR_EMPTY;
		return false;
	}
	*before = pn_str_slice(s, 0, at);
	*after = pn_str_slice(s, at + sep.len, s.len);
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

pn_str pn_str_trim_ascii(pn_str s)
{
	while (s.len && is_blank(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

pn_str pn_str_dup(pn_arena *arena, pn_str s)
{
	char *p;

	if (s.len == SIZE_MAX)
		return PN_STR_EMPTY;
	p = pn_alloc(arena, s.len + 1);
	if (!p)
		return PN_STR_EMPTY;
	if (s.len)
		memcpy(p, s.ptr, s.len);
	p[s.len] = '\0';
	return (pn_str){ p, s.len };
}

const char *pn_str_z(pn_arena *arena, pn_str s)
{
	return pn_str_dup(arena, s).ptr;
}

pn_str pn_str_concat(pn_arena *arena, pn_str a, pn_str b)
{
	char *p = pn_alloc(arena, a.len + b.len + 1);

	if (!p)
		return PN_STR_EMPTY;
	if (a.len)
		memcpy(p, a.ptr, a.len);
	if (b.len)
		memcpy(p + a.len, b.ptr, b.len);
	p[a.len + b.len] = '\0';
	return (pn_str){ p, a.len + b.len };
}

pn_str pn_str_replace(pn_arena *arena, pn_str s, pn_str old, pn_str new)
{
	size_t at = pn_str_find(s, old);
	pn_buf buf;

	if (at == PN_NOT_FOUND || old.len == 0)
		return s;
	pn_buf_init(&buf, arena);
	do {
		pn_buf_add(&buf, pn_str_slice(s, 0, at));
		pn_buf_add(&buf, new);
		s = pn_str_slice(s, at + old.len, s.len);
		at = pn_str_find(s, old);
	} while (at != PN_NOT_FOUND);
	pn_buf_add(&buf, s);
	return pn_buf_str(&buf);
}

pn_str pn_str_format(pn_arena *arena, const char *format, ...)
{
	pn_buf buf;
	va_list args;

	pn_buf_init(&buf, arena);
	va_start(args, format);
	pn_buf_vformat(&buf, format, args);
	va_end(args);
	return pn_buf_str(&buf);
}

uint32_t pn_str_hash(pn_str s)
{
	return pn_str_hash_here(s);
}
