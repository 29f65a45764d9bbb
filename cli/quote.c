/* SPDX-License-Identifier: Apache-2.0 */
#include "quote.h"

#include <stdint.h>
#include <string.h>

/* Reads one UTF-8 character of at most `left` bytes; returns its length, 0 when it is none. */
static size_t read_rune(const unsigned char *s, size_t left, uint32_t *rune)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;

	if (!length || length > left || s[0] > 0xF4)
		return 0;
	*rune = length == 1 ? s[0] : s[0] & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		*rune = *rune << 6 | (s[i] & 0x3Fu);
	}
	if (*rune < least[length] || *rune > 0x10FFFF || (*rune >= 0xD800 && *rune < 0xE000))
		return 0;
	return length;
}

/* Tells the characters that people write from controls, odd blanks and private ones. */
static bool is_printable(uint32_t rune)
{
	if (rune < 0x20 || (rune >= 0x7F && rune <= 0xA0) || rune == 0xAD)
		return false;
	if ((rune >= 0x2000 && rune <= 0x200F) || (rune >= 0x2028 && rune <= 0x202F) ||
	    (rune >= 0x205F && rune <= 0x206F))
		return false;
	return rune != 0x1680 && rune != 0x3000 && rune != 0xFEFF &&
	       !(rune >= 0xE000 && rune <= 0xF8FF) && rune < 0xE0000;
}

static void put_escape(text *t, uint32_t rune)
{
	static const char letters[] = "abtnvfr";

	if (rune >= 7 && rune <= 13)
		text_format(t, "\\%c", letters[rune - 7]);
	else if (rune < 0x20 || rune == 0x7F)
		text_format(t, "\\x%02x", (unsigned)rune);
	else if (rune < 0x10000)
		text_format(t, "\\u%04x", (unsigned)rune);
	else
		text_format(t, "\\U%08x", (unsigned)rune);
}

const char *quote(pool *p, const char *s)
{
	size_t left = strlen(s);
	text t = { .pool = p };

	text_byte(&t, '"');
	while (left) {
		uint32_t rune = 0;
		size_t length = read_rune((const unsigned char *)s, left, &rune);

		if (!length)
			text_format(&t, "\\x%02x", (unsigned char)*s);
		else if (rune == '"' || rune == '\\')
			text_format(&t, "\\%c", (char)rune);
		else if (is_printable(rune))
			text_add(&t, s, length);
		else
			put_escape(&t, rune);
		s += length ? length : 1;
		left -= length ? length : 1;
	}
	text_byte(&t, '"');
	return text_z(&t);
}

const char *quote_for_log(pool *p, const char *s)
{
	size_t left = strlen(s);
	bool plain = left > 0;

	for (const char *at = s; plain && left;) {
		uint32_t rune = 0;
		size_t length = read_rune((const unsigned char *)at, left, &rune);

		plain = length && rune != ' ' && rune != '"' && rune != '=' && is_printable(rune);
		at += length;
		left -= length;
	}
	return plain ? s : quote(p, s);
}
