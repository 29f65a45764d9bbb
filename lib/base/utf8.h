/* UTF-8 as Go reads it: a bad byte is U+FFFD of width 1 (Go: unicode/utf8). */
#ifndef PN_BASE_UTF8_H
#define PN_BASE_UTF8_H

#include "base/buf.h"

#define PN_RUNE_ERROR 0xFFFDu

/* Decodes the rune at s[0]; *width is 1 for a bad byte, 0 for an empty string. */
uint32_t pn_utf8_decode_slow(pn_str s, size_t *width);
static inline uint32_t pn_utf8_decode(pn_str s, size_t *width)
{
	if (s.len && (unsigned char)s.ptr[0] < 0x80) {
		*width = 1;
		return (unsigned char)s.ptr[0];
	}
	return pn_utf8_decode_slow(s, width);
}
/* Takes the first rune off *s. */
static inline uint32_t pn_utf8_next(pn_str *s)
{
	size_t width;
	uint32_t rune = pn_utf8_decode(*s, &width);

	s->ptr += width;
	s->len -= width;
	return rune;
}
/* Decodes the last rune; *width as above. */
uint32_t pn_utf8_decode_last(pn_str s, size_t *width);
/* Writes a rune (surrogates and beyond U+10FFFF as U+FFFD) to out[4]; returns 1 to 4. */
size_t pn_utf8_encode(char out[4], uint32_t rune);
void pn_buf_rune(pn_buf *buf, uint32_t rune);
bool pn_utf8_valid(pn_str s);
/* Counts runes; every bad byte is one. */
size_t pn_utf8_count(pn_str s);
/* Replaces each run-less bad byte by U+FFFD; s itself when it is valid. */
pn_str pn_utf8_repair(pn_arena *arena, pn_str s);

#endif
