/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_reader.h"

static bool is_hex(uint32_t rune)
{
	return pn_toml_is_digit(rune) || ((rune | 0x20) >= 'a' && (rune | 0x20) <= 'f');
}

/* Reads the digits of \x, \u or \U. */
static bool skip_hex(pn_toml_reader *r, int count, const char *complaint)
{
	while (count-- > 0) {
		if (!is_hex(pn_toml_next(r)))
			return pn_toml_fail(r, complaint, pn_toml_quote(r, pn_toml_so_far(r)),
					    " instead");
	}
	return true;
}

/* Skips an escape behind its backslash. */
static bool skip_escape(pn_toml_reader *r)
{
	uint32_t rune = pn_toml_next(r);
	char bytes[4];
	pn_str shown;

	switch (rune) {
	case 'e':
	case 'b':
	case 't':
	case 'n':
	case 'f':
	case 'r':
	case '"':
	case ' ': /* blanks may stand between a backslash and the line end it hides */
	case '\t':
	case '\\':
		return true;
	case 'x':
		return skip_hex(r, 2, "expected two hexadecimal digits after '\\x', but got ");
	case 'u':
		return skip_hex(r, 4, "expected four hexadecimal digits after '\\u', but got ");
	case 'U':
		return skip_hex(r, 8, "expected eight hexadecimal digits after '\\U', but got ");
	default:
		shown = (pn_str){ bytes, pn_utf8_encode(bytes, rune) };
		if (r->past_end)
			return pn_toml_fail_before(r, "invalid escape in string '\\", shown, "'");
		return pn_toml_fail_at(r, r->line, "invalid escape in string '\\", shown, "'");
	}
}

/* Makes the item that ends here. */
static bool emit(pn_toml_reader *r, pn_toml_item_kind kind, pn_toml_item *out)
{
	*out = (pn_toml_item){ kind, pn_toml_so_far(r), r->line };
	return true;
}

/* Reads a string behind its opening double quote. */
static bool read_basic(pn_toml_reader *r, pn_toml_item *out)
{
	bool escaped = false;

	for (;;) {
		uint32_t rune = pn_toml_peek(r);

		if (rune == '"') {
			emit(r, escaped ? PN_TOML_ESCAPED : PN_TOML_PLAIN, out);
			pn_toml_next(r);
			return true;
		}
		pn_toml_next(r);
		if (rune == PN_TOML_END)
			return pn_toml_fail(r, "unexpected EOF; expected '\"'", PN_STR_EMPTY, "");
		if (pn_toml_is_line_end(rune))
			return pn_toml_fail_before(r, "strings cannot contain newlines",
						   PN_STR_EMPTY, "");
		if (rune == '\\') {
			escaped = true;
			if (!skip_escape(r))
				return false;
		}
	}
}

/* Reads a string behind its opening single quote. */
static bool read_raw(pn_toml_reader *r, pn_toml_item *out)
{
	for (;;) {
		uint32_t rune = pn_toml_peek(r);

		if (rune == '\'') {
			emit(r, PN_TOML_PLAIN, out);
			pn_toml_next(r);
			return true;
		}
		pn_toml_next(r);
		if (rune == PN_TOML_END)
			return pn_toml_fail(r, "unexpected EOF; expected \"'\"", PN_STR_EMPTY, "");
		if (pn_toml_is_line_end(rune))
			return pn_toml_fail_before(r, "strings cannot contain newlines",
						   PN_STR_EMPTY, "");
	}
}

/* How the two multi-line strings differ. */
typedef struct multiline {
	char quote;
	pn_toml_item_kind kind;
	const char *at_end, *too_many;
} multiline;

static const multiline basic_multiline = { '"', PN_TOML_MULTILINE,
					   "unexpected EOF; expected '\"\"\"'",
					   "unexpected '\"\"\"\"\"\"'" };
static const multiline raw_multiline = { '\'', PN_TOML_RAW_MULTILINE,
					 "unexpected EOF; expected \"'''\"",
					 "unexpected \"''''''\"" };

/* Says whether five quotes were read, the first not escaped: a sixth one is too many. */
static bool has_five_quotes(const pn_toml_reader *r, const multiline *m)
{
	pn_str s = pn_toml_so_far(r);

	if (s.len < 5)
		return false;
	for (size_t i = s.len - 5; i < s.len; i++) {
		if (s.ptr[i] != m->quote)
			return false;
	}
	return m->quote == '\'' || s.len == 5 || s.ptr[s.len - 6] != '\\';
}

/*
 * Looks at a quote that was taken: with two more it ends the string, unless yet another one follows
 * and it is content. *end tells.
 */
static bool try_end(pn_toml_reader *r, const multiline *m, pn_toml_item *out, bool *end)
{
	*end = false;
	if (!pn_toml_accept(r, (unsigned char)m->quote))
		return true;
	if (!pn_toml_accept(r, (unsigned char)m->quote)) {
		r->at--;
		return true;
	}
	if (pn_toml_peek(r) == (unsigned char)m->quote) {
		if (has_five_quotes(r, m))
			return pn_toml_fail(r, m->too_many, PN_STR_EMPTY, "");
		r->at -= 2;
		return true;
	}
	*end = true;
	r->at -= 3;
	emit(r, m->kind, out);
	r->at += 3;
	return true;
}

/* Reads a string behind its three opening quotes. */
static bool read_multiline(pn_toml_reader *r, const multiline *m, pn_toml_item *out)
{
	bool end = false;

	while (!end) {
		uint32_t rune = pn_toml_next(r);

		if (rune == PN_TOML_END)
			return pn_toml_fail(r, m->at_end, PN_STR_EMPTY, "");
		if (rune == (unsigned char)m->quote && !try_end(r, m, out, &end))
			return false;
		if (rune != '\\' || m->quote != '"')
			continue;
		if (pn_toml_is_line_end(pn_toml_peek(r)))
			pn_toml_next(r);
		else if (!skip_escape(r))
			return false;
	}
	return true;
}

bool pn_toml_read_string(pn_toml_reader *r, bool in_key, pn_toml_item *out)
{
	uint32_t quote = pn_toml_next(r);
	bool three = false;

	if (!in_key && pn_toml_accept(r, quote)) {
		three = pn_toml_accept(r, quote);
		r->at -= !three;
	}
	r->start = r->at;
	if (three)
		return read_multiline(r, quote == '"' ? &basic_multiline : &raw_multiline, out);
	return quote == '"' ? read_basic(r, out) : read_raw(r, out);
}

/* Drops the line end that may follow three opening quotes. */
static pn_str strip_first_line_end(pn_str s)
{
	if (pn_str_starts(s, PN_STR("\n")))
		return pn_str_slice(s, 1, s.len);
	return pn_str_starts(s, PN_STR("\r\n")) ? pn_str_slice(s, 2, s.len) : s;
}

/* Returns how much white space s begins with; *line_end tells whether a line ends in it. */
static size_t white_space(pn_str s, bool *line_end)
{
	size_t n = 0;

	*line_end = false;
	while (n < s.len && strchr(" \t\r\n", s.ptr[n]) && s.ptr[n]) {
		*line_end = *line_end || s.ptr[n] == '\n';
		n++;
	}
	return n;
}

/* Appends the rune that hexadecimal digits stand for. */
static bool add_code(pn_toml_reader *r, const pn_toml_item *item, pn_str digits, pn_buf *out)
{
	uint64_t code = 0;

	pn_parse_uint(digits, 16, 32, &code); /* the digits were checked when they were read */
	if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return pn_toml_fail_at(r, item->line, "Escaped character '\\u", digits,
				       "' is not valid UTF-8.");
	pn_buf_rune(out, (uint32_t)code);
	return true;
}

/* Decodes the escape that *s begins with, behind its backslash, and takes it off. */
static bool add_escape(pn_toml_reader *r, const pn_toml_item *item, pn_str *s, pn_buf *out)
{
	static const char from[] = "btnfre\"\\", to[] = "\b\t\n\f\r\x1b\"\\";
	char c = s->ptr[0];
	size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
	const char *simple = strchr(from, c);

	*s = pn_str_slice(*s, 1, s->len);
	if (digits) {
		pn_str code = pn_str_slice(*s, 0, digits);

		*s = pn_str_slice(*s, digits, s->len);
		return add_code(r, item, code, out);
	}
	if (!simple)
		return pn_toml_fail_at(r, item->line, "invalid escape: '\\", (pn_str){ &c, 1 },
				       "'");
	pn_buf_byte(out, to[simple - from]);
	return true;
}

bool pn_toml_decode_string(pn_toml_reader *r, const pn_toml_item *item, pn_str *out)
{
	bool multiline_text = item->kind == PN_TOML_MULTILINE;
	pn_str s = item->text;
	pn_buf text;

	if (multiline_text || item->kind == PN_TOML_RAW_MULTILINE)
		s = strip_first_line_end(s);
	*out = s;
	if (item->kind == PN_TOML_PLAIN || item->kind == PN_TOML_RAW_MULTILINE)
		return true;
	pn_buf_init(&text, r->cx->arena);
	while (s.len) {
		size_t plain = pn_str_find_byte(s, '\\'), blank;
		bool line_end;

		pn_buf_add(&text, pn_str_slice(s, 0, plain));
		if (plain == PN_NOT_FOUND)
			break;
		s = pn_str_slice(s, plain + 1, s.len);
		blank = white_space(s, &line_end);
		if (multiline_text && line_end)
			s = pn_str_slice(s, blank, s.len);
		else if (!add_escape(r, item, &s, &text))
			return false;
	}
	*out = pn_buf_str(&text);
	return !text.failed || pn_fail_memory(r->cx->err, r->cx->arena);
}
