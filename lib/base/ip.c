/* SPDX-License-Identifier: Apache-2.0 */
#include "base/ip.h"
#include "base/unicode.h"

/* What is being read, and where a complaint goes. */
typedef struct reader {
	pn_arena *arena;
	pn_str whole;
	pn_str *problem;
} reader;

/* Notes what is wrong and, unless `at` is empty, from which byte on; returns false. */
static bool complain(const reader *r, const char *text, pn_str at)
{
	pn_buf buf;

	pn_buf_init(&buf, r->arena);
	pn_buf_lit(&buf, "ParseAddr(");
	pn_buf_quote(&buf, r->whole);
	pn_buf_lit(&buf, "): ");
	pn_buf_add(&buf, pn_str_from(text));
	if (at.len) {
		pn_buf_lit(&buf, " (at ");
		pn_buf_quote(&buf, at);
		pn_buf_byte(&buf, ')');
	}
	*r->problem = pn_buf_str(&buf);
	return false;
}

/* Reads the digit at s[i] of a field that has `digits` digits so far. */
static bool read_decimal(const reader *r, char c, uint32_t *field, uint32_t *digits)
{
	if (*digits == 1 && *field == 0)
		return complain(r, "IPv4 field has octet with leading zero", PN_STR_EMPTY);
	*field = *field * 10 + (uint32_t)(c - '0');
	*digits += 1;
	if (*field > 255)
		return complain(r, "IPv4 field has value >255", PN_STR_EMPTY);
	return true;
}

/* Reads four decimal fields. */
static bool read_v4(const reader *r, pn_str s)
{
	uint32_t field = 0, digits = 0, dots = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c >= '0' && c <= '9') {
			if (!read_decimal(r, c, &field, &digits))
				return false;
			continue;
		}
		if (c != '.')
			return complain(r, "unexpected character", pn_str_slice(s, i, s.len));
		if (i == 0 || i == s.len - 1 || s.ptr[i - 1] == '.')
			return complain(r, "IPv4 field must have at least one digit",
					pn_str_slice(s, i, s.len));
		if (dots++ == 3)
			return complain(r, "IPv4 address too long", PN_STR_EMPTY);
		field = digits = 0;
	}
	return dots == 3 || complain(r, "IPv4 address too short", PN_STR_EMPTY);
}

/* Tells whether a byte is a hexadecimal digit. */
static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The state of an IPv6 address: what is left, bytes so far, where "::" was (-1: nowhere). */
typedef struct v6 {
	pn_str left;
	int bytes, ellipsis;
} v6;

/* Reads a trailing IPv4 address in place of two fields. */
static bool read_embedded(const reader *r, v6 *a)
{
	if (a->ellipsis < 0 && a->bytes != 12)
		return complain(r,
				"embedded IPv4 address must replace the final 2 fields of the "
				"address",
				a->left);
	if (a->bytes + 4 > 16)
		return complain(r,
				"too many hex fields to fit an embedded IPv4 at the end of the "
				"address",
				a->left);
	if (!read_v4(r, a->left))
		return false;
	a->left = PN_STR_EMPTY;
	a->bytes += 4;
	return true;
}

/* Takes the colon after a field, and a "::". */
static bool read_colon(const reader *r, v6 *a)
{
	if (a->left.ptr[0] != ':')
		return complain(r, "unexpected character, want colon", a->left);
	if (a->left.len == 1)
		return complain(r, "colon must be followed by more characters", a->left);
	a->left = pn_str_slice(a->left, 1, a->left.len);
	if (a->left.ptr[0] != ':')
		return true;
	if (a->ellipsis >= 0)
		return complain(r, "multiple :: in address", a->left);
	a->ellipsis = a->bytes;
	a->left = pn_str_slice(a->left, 1, a->left.len);
	return true;
}

/* Reads one field and what follows it; the address may end there. */
static bool read_field(const reader *r, v6 *a)
{
	size_t digits = 0;

	while (digits < a->left.len && is_hex(a->left.ptr[digits]))
		if (digits++ == 4)
			return complain(r, "each group must have 4 or less digits", a->left);
	if (digits == 0)
		return complain(r, "each colon-separated field must have at least one digit",
				a->left);
	if (digits < a->left.len && a->left.ptr[digits] == '.')
		return read_embedded(r, a);
	a->bytes += 2;
	a->left = pn_str_slice(a->left, digits, a->left.len);
	return a->left.len == 0 || read_colon(r, a);
}

/* Reads an IPv6 address without its zone. */
static bool read_v6(const reader *r, pn_str s)
{
	v6 a = { .left = s, .ellipsis = -1 };

	if (pn_str_starts(s, PN_STR("::"))) {
		a.ellipsis = 0;
		a.left = pn_str_slice(s, 2, s.len);
		if (a.left.len == 0)
			return true;
	}
	do {
		if (!read_field(r, &a))
			return false;
	} while (a.bytes < 16 && a.left.len);
	if (a.left.len)
		return complain(r, "trailing garbage after address", a.left);
	if (a.bytes < 16 && a.ellipsis < 0)
		return complain(r, "address string too short", PN_STR_EMPTY);
	if (a.bytes == 16 && a.ellipsis >= 0)
		return complain(r, "the :: must expand to at least one field of zeros",
				PN_STR_EMPTY);
	return true;
}

/* Splits off the zone and reads the rest. */
static bool read_v6_zone(const reader *r, pn_str *zone)
{
	pn_str address = r->whole, rest = PN_STR_EMPTY;

	if (pn_str_cut(r->whole, PN_STR("%"), &address, &rest) && rest.len == 0)
		return complain(r, "zone must be a non-empty string", PN_STR_EMPTY);
	if (zone)
		*zone = rest;
	return read_v6(r, address);
}

pn_ip_kind pn_ip_parse(pn_arena *arena, pn_str s, pn_str *zone, pn_str *problem)
{
	reader r = { arena, s, problem };

	if (zone)
		*zone = PN_STR_EMPTY;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '.')
			return read_v4(&r, s) ? PN_IP_4 : PN_IP_NONE;
		if (s.ptr[i] == ':')
			return read_v6_zone(&r, zone) ? PN_IP_6 : PN_IP_NONE;
		if (s.ptr[i] == '%') {
			complain(&r, "missing IPv6 address", PN_STR_EMPTY);
			return PN_IP_NONE;
		}
	}
	complain(&r, "unable to parse IP", PN_STR_EMPTY);
	return PN_IP_NONE;
}
