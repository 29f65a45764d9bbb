/* SPDX-License-Identifier: Apache-2.0 */
#include "base/run.h"
#include "base/unicode.h"

static const char hex[] = "0123456789abcdef";

/* Appends the last `digits` hexadecimal digits of n. */
static void add_hex(pn_buf *buf, uint32_t n, int digits)
{
	while (digits-- > 0)
		pn_buf_byte(buf, hex[n >> (4 * digits) & 15]);
}

/* Returns the letter of a short escape such as \n, 0 when there is none. */
static char short_escape(uint32_t rune)
{
	return rune >= '\a' && rune <= '\r' ? "abtnvfr"[rune - '\a'] : '\0';
}

/* Appends a rune between quotes (Go: strconv.appendEscapedRune). */
static void add_rune(pn_buf *buf, uint32_t rune, char quote, bool ascii)
{
	if (rune == (unsigned char)quote || rune == '\\') {
		pn_buf_byte(buf, '\\');
		pn_buf_byte(buf, (char)rune);
	} else if ((rune < 0x80 || !ascii) && pn_rune_is_print(rune)) {
		pn_buf_rune(buf, rune);
	} else if (short_escape(rune)) {
		pn_buf_byte(buf, '\\');
		pn_buf_byte(buf, short_escape(rune));
	} else if (rune < ' ' || rune == 0x7F) {
		pn_buf_lit(buf, "\\x");
		add_hex(buf, rune, 2);
	} else if (rune < 0x10000) {
		pn_buf_lit(buf, "\\u");
		add_hex(buf, rune, 4);
	} else {
		pn_buf_lit(buf, "\\U");
		add_hex(buf, rune, 8);
	}
}

/* Appends s in double quotes; ascii asks for escapes beyond ASCII. */
static void add_quoted(pn_buf *buf, pn_str s, bool ascii)
{
	pn_buf_byte(buf, '"');
	while (s.len) {
		size_t width = (size_t)(pn_run_plain_text(s.ptr, s.ptr + s.len) - s.ptr);
		uint32_t rune;

		pn_buf_add(buf, pn_str_slice(s, 0, width));
		s = pn_str_slice(s, width, s.len);
		if (s.len == 0)
			break;
		rune = pn_utf8_decode(s, &width);
		if (rune == PN_RUNE_ERROR && width == 1) {
			pn_buf_lit(buf, "\\x");
			add_hex(buf, (unsigned char)s.ptr[0], 2);
		} else {
			add_rune(buf, rune, '"', ascii);
		}
		s = pn_str_slice(s, width, s.len);
	}
	pn_buf_byte(buf, '"');
}

void pn_buf_quote(pn_buf *buf, pn_str s)
{
	add_quoted(buf, s, false);
}

void pn_buf_quote_ascii(pn_buf *buf, pn_str s)
{
	add_quoted(buf, s, true);
}

/* Appends a rune in single quotes. */
static void add_quoted_rune(pn_buf *buf, uint32_t rune, bool ascii)
{
	if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
		rune = PN_RUNE_ERROR;
	pn_buf_byte(buf, '\'');
	add_rune(buf, rune, '\'', ascii);
	pn_buf_byte(buf, '\'');
}

void pn_buf_quote_rune(pn_buf *buf, uint32_t rune)
{
	add_quoted_rune(buf, rune, false);
}

void pn_buf_quote_rune_ascii(pn_buf *buf, uint32_t rune)
{
	add_quoted_rune(buf, rune, true);
}

bool pn_str_can_backquote(pn_str s)
{
	while (s.len) {
		size_t width;
		uint32_t rune = pn_utf8_decode(s, &width);

		if (rune == 0xFEFF || (rune == PN_RUNE_ERROR && width == 1))
			return false;
		if ((rune < ' ' && rune != '\t') || rune == '`' || rune == 0x7F)
			return false;
		s = pn_str_slice(s, width, s.len);
	}
	return true;
}
