/* SPDX-License-Identifier: Apache-2.0 */
/* Quoted constants (Go: strconv/quote.go, Unquote and UnquoteChar). */
#include "tmpl/tree.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Takes exactly `count` digits of base 8 or 16. */
static bool take_digits(pn_str *s, size_t count, int base, uint32_t *value)
{
	if (s->len < count)
		return false;
	*value = 0;
	for (size_t i = 0; i < count; i++) {
		int digit = hex_digit(s->ptr[i]);

		if (digit < 0 || digit >= base)
			return false;
		*value = *value * (uint32_t)base + (uint32_t)digit;
	}
	*s = pn_str_slice(*s, count, s->len);
	return true;
}

static bool is_valid_rune(uint32_t rune)
{
	return rune < 0xD800 || (rune > 0xDFFF && rune <= 0x10FFFF);
}

/* Returns what a letter stands for after a backslash; 0 for none. */
static char simple_escape(char c)
{
	switch (c) {
	case 'a':
		return '\a';
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case 'v':
		return '\v';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

/* Takes an escape whose backslash is past. */
static bool take_escape(pn_str *s, char quote, uint32_t *rune, bool *is_byte)
{
	char c;

	if (s->len == 0)
		return false;
	c = s->ptr[0];
	if (c >= '0' && c <= '7') {
		*is_byte = true;
		return take_digits(s, 3, 8, rune) && *rune <= 0xff;
	}
	*s = pn_str_slice(*s, 1, s->len);
	switch (c) {
	case 'x':
		*is_byte = true;
		return take_digits(s, 2, 16, rune);
	case 'u':
		return take_digits(s, 4, 16, rune) && is_valid_rune(*rune);
	case 'U':
		return take_digits(s, 8, 16, rune) && is_valid_rune(*rune);
	case '\'':
	case '"':
		*rune = (unsigned char)c;
		return c == quote;
	default:
		*rune = (unsigned char)simple_escape(c);
		return *rune != 0;
	}
}

bool pn_unquote_char(pn_str *s, char quote, uint32_t *rune, bool *is_byte)
{
	*is_byte = false;
	if (s->len == 0 || s->ptr[0] == quote)
		return false;
	if (s->ptr[0] != '\\') {
		*rune = pn_utf8_next(s);
		return true;
	}
	*s = pn_str_slice(*s, 1, s->len);
	return take_escape(s, quote, rune, is_byte);
}

/* Takes the carriage returns out of a raw string, as Go does. */
static bool unquote_raw(pn_arena *arena, pn_str inner, pn_str *out)
{
	*out = pn_str_replace(arena, inner, PN_STR("\r"), PN_STR_EMPTY);
	return true;
}

bool pn_unquote(pn_arena *arena, pn_str quoted, pn_str *out)
{
	pn_str inner = pn_str_slice(quoted, 1, quoted.len - 1);
	pn_buf buf;

	if (quoted.ptr[0] == '`')
		return unquote_raw(arena, inner, out);
	*out = inner;
	if (pn_str_find_byte(inner, '\\') == PN_NOT_FOUND && pn_utf8_valid(inner))
		return true;
	pn_buf_init(&buf, arena);
	pn_buf_reserve(&buf, inner.len);
	while (inner.len) {
		uint32_t rune;
		bool is_byte;

		if (!pn_unquote_char(&inner, '"', &rune, &is_byte))
			return false;
		if (is_byte)
			pn_buf_byte(&buf, (char)rune);
		else
			pn_buf_rune(&buf, rune);
	}
	*out = pn_buf_str(&buf);
	return true;
}
