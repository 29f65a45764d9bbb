/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

/* Returns the number of bytes that a lead byte announces, 0 for one that cannot lead. */
static size_t announced(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xC2)
		return 0;
	if (lead < 0xE0)
		return 2;
	if (lead < 0xF0)
		return 3;
	return lead < 0xF5 ? 4 : 0;
}

/* Says whether a multi-byte rune is one that UTF-8 may hold: shortest form, no surrogate. */
static bool in_range(uint32_t rune, size_t width)
{
	if (width == 3)
		return rune >= 0x800 && (rune < 0xD800 || rune > 0xDFFF);
	if (width == 4)
		return rune >= 0x10000 && rune <= 0x10FFFF;
	return rune >= 0x80;
}

uint32_t pn_utf8_decode_slow(pn_str s, size_t *width)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t n = s.len ? announced(p[0]) : 0;
	uint32_t rune;

	*width = s.len ? 1 : 0;
	if (n == 1)
		return p[0];
	if (n == 0 || n > s.len)
		return PN_RUNE_ERROR;
	rune = p[0] & (0xFFu >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return PN_RUNE_ERROR;
		rune = rune << 6 | (p[i] & 0x3Fu);
	}
	if (!in_range(rune, n))
		return PN_RUNE_ERROR;
	*width = n;
	return rune;
}

uint32_t pn_utf8_decode_last(pn_str s, size_t *width)
{
	size_t start = s.len;
	uint32_t rune;

	*width = s.len ? 1 : 0;
	if (s.len == 0)
		return PN_RUNE_ERROR;
	do
		start--;
	while (start > 0 && s.len - start < 4 && ((unsigned char)s.ptr[start] & 0xC0) == 0x80);
	rune = pn_utf8_decode(pn_str_slice(s, start, s.len), width);
	if (start + *width == s.len)
		return rune;
	*width = 1;
	return PN_RUNE_ERROR;
}

size_t pn_utf8_encode(char out[4], uint32_t rune)
{
	if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
		rune = PN_RUNE_ERROR;
	if (rune < 0x80) {
		out[0] = (char)rune;
		return 1;
	}
	if (rune < 0x800) {
		out[0] = (char)(0xC0 | rune >> 6);
		out[1] = (char)(0x80 | (rune & 0x3F));
		return 2;
	}
	if (rune < 0x10000) {
		out[0] = (char)(0xE0 | rune >> 12);
		out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
		out[2] = (char)(0x80 | (rune & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | rune >> 18);
	out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
	out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
	out[3] = (char)(0x80 | (rune & 0x3F));
	return 4;
}

void pn_buf_rune(pn_buf *buf, uint32_t rune)
{
	char bytes[4];
	size_t n = pn_utf8_encode(bytes, rune);

	pn_buf_add(buf, (pn_str){ bytes, n });
}

bool pn_utf8_valid(pn_str s)
{
	while (s.len) {
		size_t width;
		uint32_t rune = pn_utf8_decode(s, &width);

		if (rune == PN_RUNE_ERROR && width == 1)
			return false;
		s = pn_str_slice(s, width, s.len);
	}
	return true;
}

size_t pn_utf8_count(pn_str s)
{
	size_t count = 0;

	for (; s.len; count++)
		pn_utf8_next(&s);
	return count;
}

pn_str pn_utf8_repair(pn_arena *arena, pn_str s)
{
	pn_buf buf;

	if (pn_utf8_valid(s))
		return s;
	pn_buf_init(&buf, arena);
	while (s.len)
		pn_buf_rune(&buf, pn_utf8_next(&s));
	return pn_buf_str(&buf);
}
