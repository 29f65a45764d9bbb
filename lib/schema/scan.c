/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/scan.h"

#include "codec/json.h"

char pn_scan_blanks(pn_scan *s)
{
	s->at = pn_run_blanks(s->at, s->end);
	return s->at < s->end ? *s->at : '\0';
}

/* ---- texts ---- */

/* Reads a string's meaning from its opening quote, escapes, bad UTF-8 and all. */
static bool decode(pn_scan *s, const char *quote, pn_str *out)
{
	pn_error err;
	pn_cx cx = { s->scratch, &err, s->limits, NULL, NULL };
	size_t taken;
	pn_value v;
	bool ok;

	pn_error_init(&err, s->scratch->mem);
	ok = pn_json_read_numbers(&cx, (pn_str){ quote, (size_t)(s->at - quote) }, &taken, &v);
	pn_error_finish(&err);
	if (ok)
		*out = pn_value_str(&v);
	return ok;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Skips an escape from its backslash. */
static bool skip_escape(pn_scan *s)
{
	ptrdiff_t room = s->end - s->at;

	if (room < 2)
		return false;
	switch (s->at[1]) {
	case '"':
	case '\\':
	case '/':
	case 'b':
	case 'f':
	case 'n':
	case 'r':
	case 't':
		s->at += 2;
		return true;
	case 'u':
		break;
	default:
		return false;
	}
	if (room < 6 || !is_hex(s->at[2]) || !is_hex(s->at[3]) || !is_hex(s->at[4]) ||
	    !is_hex(s->at[5]))
		return false;
	s->at += 6;
	return true;
}

bool pn_scan_string_slow(pn_scan *s, pn_str *out)
{
	const char *quote = s->at++;
	bool ascii = true, escaped = false;

	for (;;) {
		s->at = pn_run_json_text(s->at, s->end, &ascii);
		if (s->at == s->end || (*s->at != '"' && *s->at != '\\'))
			return false;
		if (*s->at == '"')
			break;
		escaped = true;
		if (!skip_escape(s))
			return false;
	}
	s->at++;
	if (!out)
		return true;
	*out = (pn_str){ quote + 1, (size_t)(s->at - quote - 2) };
	if (!escaped && (ascii || pn_utf8_valid(*out)))
		return true;
	return decode(s, quote, out);
}

/* ---- values ---- */

static bool scan_list(pn_scan *s)
{
	bool more;

	if (!pn_scan_open(s, ']', &more))
		return false;
	while (more)
		if (!pn_scan_value(s) || !pn_scan_next(s, ']', &more))
			return false;
	s->depth--;
	return true;
}

bool pn_scan_key_slow(pn_scan *s, bool first, pn_str *key, bool *more)
{
	char c = pn_scan_peek(s);

	*more = c != '}';
	if (!*more) {
		s->at++;
		s->depth--;
		return true;
	}
	if (!first) {
		if (c != ',')
			return false;
		s->at++;
		c = pn_scan_peek(s);
	}
	if (c != '"' || !pn_scan_string(s, key) || pn_scan_peek(s) != ':')
		return false;
	s->at++;
	return true;
}

static bool scan_map(pn_scan *s)
{
	bool more;
	pn_str key;

	if (!pn_scan_first_key(s, &key, &more))
		return false;
	while (more)
		if (!pn_scan_value(s) || !pn_scan_next_key(s, &key, &more))
			return false;
	return true;
}

/* Takes digits, of which there must be one. */
static bool take_digits(pn_scan *s)
{
	const char *start = s->at;

	while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
		s->at++;
	return s->at > start;
}

static bool take(pn_scan *s, char c, char other)
{
	if (s->at == s->end || (*s->at != c && *s->at != other))
		return false;
	s->at++;
	return true;
}

static bool scan_number(pn_scan *s)
{
	take(s, '-', '-');
	if (!take(s, '0', '0') && !take_digits(s))
		return false;
	if (take(s, '.', '.') && !take_digits(s))
		return false;
	if (take(s, 'e', 'E')) {
		take(s, '+', '-');
		if (!take_digits(s))
			return false;
	}
	return true;
}

static bool scan_word(pn_scan *s, pn_str word)
{
	if ((size_t)(s->end - s->at) < word.len || memcmp(s->at, word.ptr, word.len) != 0)
		return false;
	s->at += word.len;
	return true;
}

bool pn_scan_value(pn_scan *s)
{
	switch (pn_scan_peek(s)) {
	case '{':
		return scan_map(s);
	case '[':
		return scan_list(s);
	case '"':
		return pn_scan_string(s, NULL);
	case 't':
		return scan_word(s, PN_STR("true"));
	case 'f':
		return scan_word(s, PN_STR("false"));
	case 'n':
		return scan_word(s, PN_STR("null"));
	default:
		return scan_number(s);
	}
}
