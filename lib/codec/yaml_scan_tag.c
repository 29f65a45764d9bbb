/* SPDX-License-Identifier: Apache-2.0 */
/* Anchors, aliases, tags and directives. */
#include "codec/yaml_scan.h"

enum { VERSION_DIGITS = 2 };

/* Letters, digits, '_' and '-': what names are made of. */
static bool is_name(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '_' || c == '-';
}

static void skip_blanks(pn_yaml_scanner *s)
{
	while (pn_yaml_is_blank(*s->p))
		s->p++;
}

static pn_str take_name(pn_yaml_scanner *s)
{
	const char *from = s->p;

	while (is_name(*s->p))
		s->p++;
	return (pn_str){ from, (size_t)(s->p - from) };
}

bool pn_yaml_scan_anchor(pn_yaml_scanner *s, pn_yaml_token *token)
{
	s->p++;
	token->value = take_name(s);
	if (token->value.len && (pn_yaml_is_blankz(s->p) || strchr("?:,]}%@`", *s->p)))
		return true;
	return pn_yaml_scan_fail(s, "did not find expected alphabetic or numeric character");
}

/* ---- tags ---- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Takes one "%41" of a tag. */
static bool take_octet(pn_yaml_scanner *s, unsigned char *octet)
{
	int high = *s->p == '%' ? hex_digit(s->p[1]) : -1, low;

	low = high < 0 ? -1 : hex_digit(s->p[2]);
	if (low < 0)
		return pn_yaml_scan_fail(s, "did not find URI escaped octet");
	*octet = (unsigned char)(high << 4 | low);
	s->p += 3;
	return true;
}

/* Takes the escapes that make one character. */
static bool take_escaped_character(pn_yaml_scanner *s, pn_buf *out)
{
	unsigned char first = 0, next = 0;
	int more;

	if (!take_octet(s, &first))
		return false;
	more = first < 0x80 ? 0 : first >> 5 == 6 ? 1 : first >> 4 == 14 ? 2 : 3;
	if (more == 3 && first >> 3 != 30)
		return pn_yaml_scan_fail(s, "found an incorrect leading UTF-8 octet");
	pn_buf_byte(out, (char)first);
	while (more-- > 0) {
		if (!take_octet(s, &next))
			return false;
		if ((next & 0xC0) != 0x80)
			return pn_yaml_scan_fail(s, "found an incorrect trailing UTF-8 octet");
		pn_buf_byte(out, (char)next);
	}
	return true;
}

static bool is_uri(char c)
{
	return is_name(c) || (c && strchr(";/?:@&=+$,.!~*'()[]%", c));
}

/* Takes the characters of a tag; `head` is what was read of it before, its '!' included. */
static bool take_uri(pn_yaml_scanner *s, pn_str head, pn_str *uri)
{
	const char *from = s->p;
	pn_buf out;

	pn_buf_init(&out, s->cx->arena);
	pn_buf_add(&out, pn_str_slice(head, 1, head.len));
	while (is_uri(*s->p)) {
		if (*s->p != '%')
			pn_buf_byte(&out, *s->p++);
		else if (!take_escaped_character(s, &out))
			return false;
	}
	if (s->p == from && !head.len)
		return pn_yaml_scan_fail(s, "did not find expected tag URI");
	*uri = pn_buf_str(&out);
	return true;
}

/* Takes "!", "!!" or "!name!"; also "!name", which is no handle. */
static bool take_handle(pn_yaml_scanner *s, bool directive, pn_str *handle)
{
	const char *from = s->p;

	if (*s->p != '!')
		return pn_yaml_scan_fail(s, "did not find expected '!'");
	s->p++;
	take_name(s);
	if (*s->p == '!')
		s->p++;
	else if (directive && s->p - from > 1)
		return pn_yaml_scan_fail(s, "did not find expected '!'");
	*handle = (pn_str){ from, (size_t)(s->p - from) };
	return true;
}

/* Scans "!<tag>", p being at the '!'. */
static bool scan_verbatim(pn_yaml_scanner *s, pn_yaml_token *token)
{
	s->p += 2;
	token->value = PN_STR_EMPTY;
	if (!take_uri(s, PN_STR_EMPTY, &token->suffix))
		return false;
	if (*s->p != '>')
		return pn_yaml_scan_fail(s, "did not find the expected '>'");
	s->p++;
	return true;
}

/* Scans "!", "!suffix" or "!handle!suffix". */
static bool scan_shorthand(pn_yaml_scanner *s, pn_yaml_token *token)
{
	pn_str handle;

	if (!take_handle(s, false, &handle))
		return false;
	if (handle.len > 1 && handle.ptr[handle.len - 1] == '!') {
		token->value = handle;
		return take_uri(s, PN_STR_EMPTY, &token->suffix);
	}
	if (!take_uri(s, handle, &token->suffix))
		return false;
	token->value = PN_STR("!");
	if (!token->suffix.len) {
		token->suffix = token->value;
		token->value = PN_STR_EMPTY;
	}
	return true;
}

bool pn_yaml_scan_tag(pn_yaml_scanner *s, pn_yaml_token *token)
{
	if (!(s->p[1] == '<' ? scan_verbatim(s, token) : scan_shorthand(s, token)))
		return false;
	if (pn_yaml_is_blankz(s->p))
		return true;
	return pn_yaml_scan_fail(s, "did not find expected whitespace or line break");
}

/* ---- directives ---- */

static bool take_version_number(pn_yaml_scanner *s, int *number)
{
	int digits = 0;

	for (*number = 0; *s->p >= '0' && *s->p <= '9'; s->p++) {
		if (++digits > VERSION_DIGITS)
			return pn_yaml_scan_fail(s, "found extremely long version number");
		*number = *number * 10 + *s->p - '0';
	}
	return digits || pn_yaml_scan_fail(s, "did not find expected version number");
}

static bool scan_version(pn_yaml_scanner *s, pn_yaml_token *token)
{
	int major, minor;

	skip_blanks(s);
	if (!take_version_number(s, &major))
		return false;
	if (*s->p != '.')
		return pn_yaml_scan_fail(s, "did not find expected digit or '.' character");
	s->p++;
	if (!take_version_number(s, &minor))
		return false;
	token->kind = PN_YAML_TOKEN_VERSION;
	token->plain = major == 1 && minor == 1;
	return true;
}

static bool scan_tag_directive(pn_yaml_scanner *s, pn_yaml_token *token)
{
	skip_blanks(s);
	if (!take_handle(s, true, &token->value))
		return false;
	if (!pn_yaml_is_blank(*s->p))
		return pn_yaml_scan_fail(s, "did not find expected whitespace");
	skip_blanks(s);
	if (!take_uri(s, PN_STR_EMPTY, &token->suffix))
		return false;
	if (!pn_yaml_is_blankz(s->p))
		return pn_yaml_scan_fail(s, "did not find expected whitespace or line break");
	token->kind = PN_YAML_TOKEN_TAG_DIRECTIVE;
	return true;
}

/* Scans what follows the name of a directive. */
static bool scan_directive_value(pn_yaml_scanner *s, pn_str name, pn_yaml_token *token)
{
	if (pn_str_is(name, "YAML"))
		return scan_version(s, token);
	if (pn_str_is(name, "TAG"))
		return scan_tag_directive(s, token);
	return pn_yaml_scan_fail(s, "found unknown directive name");
}

bool pn_yaml_scan_directive(pn_yaml_scanner *s, pn_yaml_token *token)
{
	pn_str name;

	s->p++;
	name = take_name(s);
	if (!name.len)
		return pn_yaml_scan_fail(s, "could not find expected directive name");
	if (!pn_yaml_is_blankz(s->p))
		return pn_yaml_scan_fail(s, "found unexpected non-alphabetical character");
	if (!scan_directive_value(s, name, token))
		return false;
	skip_blanks(s);
	pn_yaml_scan_skip_comment(s);
	if (!pn_yaml_is_breakz(s->p))
		return pn_yaml_scan_fail(s, "did not find expected comment or line break");
	if (*s->p)
		pn_yaml_scan_skip_break(s);
	return true;
}
