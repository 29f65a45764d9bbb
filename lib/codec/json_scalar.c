/* SPDX-License-Identifier: Apache-2.0 */
#include "base/run.h"
#include "codec/json_reader.h"

#include <stdio.h>

/* Sets the place of an error, for those who show it; Go's text has none. */
static void note_place(pn_json_reader *r)
{
	uint32_t line = 1;
	size_t start = 0;

	if (!r->source)
		return;
	for (size_t i = 0; i < r->at && i < r->text.len; i++) {
		if (r->text.ptr[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
	pn_error_at(r->cx->err, r->source->name, line, (uint32_t)(r->at - start));
}

bool pn_json_bad_character(pn_json_reader *r, const char *context)
{
	unsigned char c = (unsigned char)pn_json_peek(r);
	pn_buf quoted;
	pn_str shown;

	if (pn_json_at_end(r) && r->first_only)
		return pn_json_bad_end(r);
	pn_buf_init(&quoted, r->cx->arena);
	if (c == '"')
		pn_buf_lit(&quoted, "'\"'");
	else
		pn_buf_quote_rune(&quoted, c); /* a byte above 0x7F is taken for a rune */
	shown = pn_buf_str(&quoted);
	if (quoted.failed)
		return pn_fail_memory(r->cx->err, r->cx->arena);
	pn_fail(r->cx->err, PINTLE_ERR_YAML, "invalid character %.*s %s", PN_ARG(shown), context);
	note_place(r);
	return false;
}

/* Says whether anything but blanks was there. */
static bool has_content(const pn_json_reader *r)
{
	pn_json_reader from_start = *r;

	from_start.at = 0;
	pn_json_skip_space(&from_start);
	return !pn_json_at_end(&from_start);
}

bool pn_json_bad_end(pn_json_reader *r)
{
	if (!r->first_only)
		pn_fail(r->cx->err, PINTLE_ERR_YAML, "unexpected end of JSON input");
	else
		pn_fail(r->cx->err, PINTLE_ERR_YAML, has_content(r) ? "unexpected EOF" : "EOF");
	note_place(r);
	return false;
}

bool pn_json_unexpected(pn_json_reader *r, const char *context)
{
	return pn_json_at_end(r) ? pn_json_bad_end(r) : pn_json_bad_character(r, context);
}

uint32_t pn_json_origin(pn_json_reader *r)
{
	const char *text = r->text.ptr;

	if (!r->source)
		return 0;
	for (;;) {
		const char *end = memchr(text + r->line_start, '\n', r->at - r->line_start);

		if (!end)
			break;
		r->line_start = (size_t)(end - text) + 1;
		r->line++;
	}
	return pn_source_add(r->source, r->cx->arena, r->line,
			     (uint32_t)(r->at - r->line_start) + 1);
}

/* Returns the value of four hexadecimal digits at s[0], -1 when they are not there. */
static int32_t hex4(pn_str s)
{
	int32_t n = 0;

	for (size_t i = 0; i < 4; i++) {
		char c = i < s.len ? s.ptr[i] : ' ';
		char low = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			n = n * 16 + (c - '0');
		else if (low >= 'a' && low <= 'f')
			n = n * 16 + (low - 'a') + 10;
		else
			return -1;
	}
	return n;
}

/* Appends the rune of a \u escape whose digits s begins with; returns the bytes it took. */
static size_t add_unicode_escape(pn_buf *out, pn_str s)
{
	uint32_t rune = (uint32_t)hex4(s);
	int32_t low = -1;

	if (rune < 0xD800 || rune > 0xDFFF) {
		pn_buf_rune(out, rune);
		return 4;
	}
	if (rune < 0xDC00 && s.len >= 6 && s.ptr[4] == '\\' && s.ptr[5] == 'u')
		low = hex4(pn_str_slice(s, 6, s.len));
	if (low < 0xDC00 || low > 0xDFFF) {
		pn_buf_rune(out, PN_RUNE_ERROR); /* half a pair; the rest is read on its own */
		return 4;
	}
	pn_buf_rune(out, 0x10000 + ((rune - 0xD800) << 10) + ((uint32_t)low - 0xDC00));
	return 10;
}

/* Returns what an escape's letter stands for, other than u. */
static char named_escape(char c)
{
	switch (c) {
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
	default:
		return c;
	}
}

/* Decodes a string's content, which was checked: escapes, and U+FFFD for bad bytes. */
static pn_str decode(pn_arena *arena, pn_str s)
{
	pn_buf out;

	pn_buf_init(&out, arena);
	pn_buf_reserve(&out, s.len);
	while (s.len) {
		const char *end = s.ptr + s.len;
		size_t plain = (size_t)(pn_run_json_plain(s.ptr, end, false) - s.ptr);
		char c;

		pn_buf_add(&out, pn_str_slice(s, 0, plain));
		s = pn_str_slice(s, plain, s.len);
		if (!s.len)
			break;
		if (s.ptr[0] != '\\') {
			pn_buf_rune(&out, pn_utf8_next(&s));
			continue;
		}
		c = s.ptr[1];
		s = pn_str_slice(s, 2, s.len);
		if (c == 'u') {
			s = pn_str_slice(s, add_unicode_escape(&out, s), s.len);
			continue;
		}
		pn_buf_byte(&out, named_escape(c));
	}
	return pn_buf_str(&out);
}

/* Skips an escape from its backslash. */
static bool skip_escape(pn_json_reader *r)
{
	char c;

	r->at++;
	c = pn_json_peek(r);
	if (c != 'u') {
		if (c == '\0' || !strchr("bfnrt\\/\"", c))
			return pn_json_bad_character(r, "in string escape code");
		r->at++;
		return true;
	}
	r->at++;
	for (int i = 0; i < 4; i++, r->at++) {
		c = (char)(pn_json_peek(r) | 0x20);
		if (pn_json_at_end(r) ||
		    !((pn_json_peek(r) >= '0' && pn_json_peek(r) <= '9') || (c >= 'a' && c <= 'f')))
			return pn_json_bad_character(r, "in \\u hexadecimal character escape");
	}
	return true;
}

bool pn_json_read_string(pn_json_reader *r, pn_str *out)
{
	size_t start = ++r->at;
	bool escaped = false, ascii = true;

	for (;;) {
		const char *text = r->text.ptr;
		unsigned char c;

		r->at = (size_t)(pn_run_json_text(text + r->at, text + r->text.len, &ascii) - text);
		if (pn_json_at_end(r))
			return pn_json_bad_end(r);
		c = (unsigned char)text[r->at];
		if (c == '"')
			break;
		if (c != '\\')
			return pn_json_bad_character(r, "in string literal");
		escaped = true;
		if (!skip_escape(r))
			return false;
	}
	*out = pn_str_slice(r->text, start, r->at);
	r->at++;
	if (escaped || (!ascii && !pn_utf8_valid(*out)))
		*out = decode(r->cx->arena, *out);
	return !r->cx->arena->failed || pn_fail_memory(r->cx->err, r->cx->arena);
}

static void skip_digits(pn_json_reader *r)
{
	while (r->at < r->text.len && r->text.ptr[r->at] >= '0' && r->text.ptr[r->at] <= '9')
		r->at++;
}

/* Skips digits, of which there must be one. */
static bool need_digits(pn_json_reader *r, const char *context)
{
	size_t start = r->at;

	skip_digits(r);
	return r->at > start || pn_json_bad_character(r, context);
}

/* Skips a fraction and an exponent, if they are there. */
static bool skip_fraction(pn_json_reader *r)
{
	if (pn_json_peek(r) == '.') {
		r->at++;
		if (!need_digits(r, "after decimal point in numeric literal"))
			return false;
	}
	if ((pn_json_peek(r) | 0x20) == 'e') {
		r->at++;
		if (pn_json_peek(r) == '+' || pn_json_peek(r) == '-')
			r->at++;
		return need_digits(r, "in exponent of numeric literal");
	}
	return true;
}

/* Reads an integer of at most 15 digits, which is exact; false when the text is longer. */
static bool small_integer(pn_str s, double *out)
{
	bool negative = s.ptr[0] == '-';
	int64_t n = 0;

	if (s.len > 15)
		return false;
	for (size_t i = negative; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		n = n * 10 + (s.ptr[i] - '0');
	}
	*out = negative ? -(double)n : (double)n; /* keeps -0 */
	return true;
}

/* Reads a number; one that is too large is remembered and becomes nil. */
static bool read_number(pn_json_reader *r, pn_value *out)
{
	size_t start = r->at;
	double f = 0;
	pn_str text;

	if (pn_json_peek(r) == '-')
		r->at++;
	if (pn_json_peek(r) == '0')
		r->at++;
	else if (!need_digits(r, "in numeric literal"))
		return false;
	if (!skip_fraction(r))
		return false;
	text = pn_str_slice(r->text, start, r->at);
	if (r->keep_numbers) {
		*out = pn_string(text);
		out->type = PN_TYPE_NUMBER;
		return true;
	}
	if (small_integer(text, &f) || pn_parse_float(text, &f) == PN_NUMBER_OK) {
		*out = pn_float(f);
		return true;
	}
	if (!r->bad_number.len) /* Go reads on and reports it in the end */
		r->bad_number = text;
	*out = pn_nil();
	return true;
}

/* Skips the rest of true, false or null. */
static bool skip_word(pn_json_reader *r, const char *word)
{
	for (size_t i = 1; word[i]; i++) {
		char context[48];

		r->at++;
		if (!pn_json_at_end(r) && r->text.ptr[r->at] == word[i])
			continue;
		snprintf(context, sizeof context, "in literal %s (expecting '%c')", word, word[i]);
		return pn_json_bad_character(r, context);
	}
	r->at++;
	return true;
}

bool pn_json_read_scalar(pn_json_reader *r, pn_value *out)
{
	char c = pn_json_peek(r);
	pn_str text;

	*out = pn_nil();
	switch (c) {
	case '"':
		if (!pn_json_read_string(r, &text))
			return false;
		*out = pn_string(text);
		return true;
	case 't':
		*out = pn_bool(true);
		return skip_word(r, "true");
	case 'f':
		*out = pn_bool(false);
		return skip_word(r, "false");
	case 'n':
		return skip_word(r, "null");
	default:
		if (c == '-' || (c >= '0' && c <= '9'))
			return read_number(r, out);
		return pn_json_unexpected(r, "looking for beginning of value");
	}
}
