/* SPDX-License-Identifier: Apache-2.0 */
#include "base/url.h"
#include "base/unicode.h"

/* Tells whether a byte is one of a set, which never holds NUL. */
static bool is_one_of(unsigned char c, const char *set)
{
	return c && strchr(set, c);
}

/* Tells whether a byte is an ASCII letter or digit. */
static bool is_alphanumeric(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The reserved characters of RFC 3986 that each part must escape all the same. */
static bool reserved_needs_escape(unsigned char c, pn_url_part part)
{
	switch (part) {
	case PN_URL_PATH:
		return c == '?';
	case PN_URL_PATH_SEGMENT:
		return is_one_of(c, "/;,?");
	case PN_URL_USER:
		return is_one_of(c, "@/?:");
	case PN_URL_FRAGMENT:
		return false;
	case PN_URL_QUERY:
	case PN_URL_HOST:
	case PN_URL_ZONE:
		break;
	}
	return true;
}

bool pn_url_byte_needs_escape(unsigned char c, pn_url_part part)
{
	bool host = part == PN_URL_HOST || part == PN_URL_ZONE;

	if (is_alphanumeric(c) || is_one_of(c, "-_.~"))
		return false;
	if (host && is_one_of(c, "!$&'()*+,;=:[]<>\""))
		return false;
	if (is_one_of(c, "$&+,/:;=?@"))
		return reserved_needs_escape(c, part);
	return !(part == PN_URL_FRAGMENT && is_one_of(c, "!()*"));
}

/* Returns the value of a hexadecimal digit; -1 for other bytes. */
static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Reads the escape at s[i] ('%'); -1 when it is none or this part forbids it. */
static int read_escape(pn_str s, size_t i, pn_url_part part)
{
	int high, low, byte;

	if (i + 2 >= s.len || (high = hex_digit(s.ptr[i + 1])) < 0 ||
	    (low = hex_digit(s.ptr[i + 2])) < 0)
		return -1;
	byte = high * 16 + low;
	if (byte == '%')
		return byte;
	/* A host may only escape what is not ASCII (RFC 3986), a zone what a host may hold. */
	if (part == PN_URL_HOST && byte < 0x80)
		return -1;
	if (part == PN_URL_ZONE && byte != ' ' &&
	    pn_url_byte_needs_escape((unsigned char)byte, PN_URL_HOST))
		return -1;
	return byte;
}

/* Words a bad escape or a bad byte of a host; returns false. */
static bool complain(pn_arena *arena, pn_str *problem, pn_str bad, bool escape)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_buf_add(&buf, escape ? PN_STR("invalid URL escape ") : PN_STR("invalid character "));
	pn_buf_quote(&buf, bad);
	if (!escape)
		pn_buf_lit(&buf, " in host name");
	*problem = pn_buf_str(&buf);
	return false;
}

bool pn_url_unescape(pn_arena *arena, pn_str s, pn_url_part part, pn_str *out, pn_str *problem)
{
	bool host = part == PN_URL_HOST || part == PN_URL_ZONE;
	pn_buf buf;

	pn_buf_init(&buf, arena);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '%') {
			int byte = read_escape(s, i, part);

			if (byte < 0)
				return complain(arena, problem, pn_str_slice(s, i, i + 3), true);
			pn_buf_byte(&buf, (char)byte);
			i += 2;
		} else if (host && c < 0x80 && pn_url_byte_needs_escape(c, part)) {
			return complain(arena, problem, pn_str_slice(s, i, i + 1), false);
		} else {
			pn_buf_byte(&buf, c == '+' && part == PN_URL_QUERY ? ' ' : (char)c);
		}
	}
	*out = pn_buf_str(&buf);
	return true;
}

pn_str pn_url_escape(pn_arena *arena, pn_str s, pn_url_part part)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t bad = 0;
	pn_buf buf;

	for (size_t i = 0; i < s.len; i++)
		bad += pn_url_byte_needs_escape((unsigned char)s.ptr[i], part);
	if (!bad)
		return s;
	pn_buf_init(&buf, arena);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == ' ' && part == PN_URL_QUERY) {
			pn_buf_byte(&buf, '+');
		} else if (pn_url_byte_needs_escape(c, part)) {
			pn_buf_byte(&buf, '%');
			pn_buf_byte(&buf, digits[c >> 4]);
			pn_buf_byte(&buf, digits[c & 15]);
		} else {
			pn_buf_byte(&buf, (char)c);
		}
	}
	return pn_buf_str(&buf);
}
