/* SPDX-License-Identifier: Apache-2.0 */
/* Formats of names and addresses on a network. */
#include "schema/format.h"
#include "base/ip.h"
#include "base/number.h"
#include "base/unicode.h"
#include "base/url.h"

/* Go: the error of strconv.Atoi. */
static bool fail_atoi(pn_arena *arena, pn_str *problem, pn_str text, pn_number_error error)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_buf_lit(&buf, "strconv.Atoi: parsing ");
	pn_buf_quote(&buf, text);
	pn_buf_add(&buf, error == PN_NUMBER_RANGE ? PN_STR(": value out of range")
						  : PN_STR(": invalid syntax"));
	*problem = pn_buf_str(&buf);
	return false;
}

bool pn_format_ipv4(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str group;

	if (pn_str_count(s, PN_STR(".")) != 3)
		return pn_format_fail(problem, "expected four decimals");
	while (pn_format_next(&s, '.', &group)) {
		pn_number_error error;
		int64_t n;

		if (group.len > 1 && group.ptr[0] == '0')
			return pn_format_fail(problem, "leading zeros");
		error = pn_parse_int(group, 10, 64, &n);
		if (error != PN_NUMBER_OK)
			return fail_atoi(arena, problem, group, error);
		if (n < 0 || n > 255)
			return pn_format_fail(problem, "decimal must be between 0 and 255");
	}
	return true;
}

bool pn_format_ipv6(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str zone;

	if (pn_str_find_byte(s, ':') == PN_NOT_FOUND)
		return pn_format_fail(problem, "missing colon");
	if (pn_ip_parse(arena, s, &zone, problem) == PN_IP_NONE)
		return false;
	if (zone.len)
		return pn_format_fail(problem, "zone id is not a part of ipv6 address");
	return true;
}

/* Checks one label of a host name. */
static bool check_label(pn_arena *arena, pn_str label, pn_str *problem)
{
	if (label.len < 1 || label.len > 63)
		return pn_format_fail(problem, "label must be 1 to 63 characters long");
	if (label.ptr[0] == '-')
		return pn_format_fail(problem, "label starts with hyphen");
	if (label.ptr[label.len - 1] == '-')
		return pn_format_fail(problem, "label ends with hyphen");
	while (label.len) {
		uint32_t c = pn_utf8_next(&label);

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      c == '-'))
			return pn_format_fail_rune(arena, problem, "invalid character ", c);
	}
	return true;
}

bool pn_format_hostname(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str label;

	if (pn_str_ends(s, PN_STR(".")))
		s.len--;
	if (s.len > 253)
		return pn_format_fail(problem, "more than 253 characters long");
	s.ptr = s.ptr ? s.ptr : "";
	while (pn_format_next(&s, '.', &label))
		if (!check_label(arena, label, problem))
			return false;
	return true;
}

/* ---- email ---- */

/* The part before the '@' when it has no quotes. */
static bool check_plain_local(pn_arena *arena, pn_str s, pn_str *problem)
{
	if (pn_str_starts(s, PN_STR(".")))
		return pn_format_fail(problem, "starts with dot");
	if (pn_str_ends(s, PN_STR(".")))
		return pn_format_fail(problem, "ends with dot");
	if (pn_str_find(s, PN_STR("..")) != PN_NOT_FOUND)
		return pn_format_fail(problem, "consecutive dots");
	while (s.len) {
		uint32_t c = pn_utf8_next(&s);

		if (c == 0 || c > 0x7e ||
		    !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			    ".!#$%&'*+-/=?^_`{|}~",
			    (int)c))
			return pn_format_fail_rune(arena, problem, "invalid character ", c);
	}
	return true;
}

/* Checks the part before the '@'. */
static bool check_local(pn_arena *arena, pn_str s, pn_str *problem)
{
	if (s.len > 64)
		return pn_format_fail(problem, "local part more than 64 characters long");
	/* The library looks at the first quote only. */
	if (s.len <= 1 || s.ptr[0] != '"')
		return check_plain_local(arena, s, problem);
	s = pn_str_slice(s, 1, s.len - 1);
	if (pn_str_find_byte(s, '\\') != PN_NOT_FOUND || pn_str_find_byte(s, '"') != PN_NOT_FOUND)
		return pn_format_fail(problem, "backslash and quote are not allowed within quoted "
					       "local part");
	return true;
}

/* Checks the part after the '@'. */
static bool check_domain(pn_arena *arena, pn_str s, pn_str *problem)
{
	static const char prefix[] = "IPv6:";

	if (s.len < 2 || s.ptr[0] != '[' || s.ptr[s.len - 1] != ']') {
		if (pn_format_hostname(arena, s, problem))
			return true;
		return pn_format_fail_inner(arena, problem, "invalid domain: ");
	}
	s = pn_str_slice(s, 1, s.len - 1);
	if (pn_str_starts(s, pn_str_from(prefix))) {
		s = pn_str_slice(s, sizeof prefix - 1, s.len);
		return pn_format_ipv6(arena, s, problem) ||
		       pn_format_fail_inner(arena, problem, "invalid ipv6 address: ");
	}
	return pn_format_ipv4(arena, s, problem) ||
	       pn_format_fail_inner(arena, problem, "invalid ipv4 address: ");
}

bool pn_format_email(pn_arena *arena, pn_str s, pn_str *problem)
{
	size_t at = pn_str_find_last(s, PN_STR("@"));

	if (s.len > 254)
		return pn_format_fail(problem, "more than 255 characters long");
	if (at == PN_NOT_FOUND)
		return pn_format_fail(problem, "missing @");
	return check_local(arena, pn_str_slice(s, 0, at), problem) &&
	       check_domain(arena, pn_str_slice(s, at + 1, s.len), problem);
}

/* ---- URLs ---- */

/* Reads a URL as Go does and, beyond that, looks at IPv6 hosts. */
static bool read_url(pn_arena *arena, pn_str s, pn_url *url, pn_str *problem)
{
	pn_str host;

	if (!pn_url_parse(arena, s, url, problem))
		return false;
	host = pn_url_hostname(url);
	if (pn_str_find_byte(host, ':') == PN_NOT_FOUND)
		return true;
	if (pn_str_find_byte(url->host, '[') == PN_NOT_FOUND ||
	    pn_str_find_byte(url->host, ']') == PN_NOT_FOUND)
		return pn_format_fail(problem, "ipv6 address not enclosed in brackets");
	return pn_format_ipv6(arena, host, problem) ||
	       pn_format_fail_inner(arena, problem, "invalid ipv6 address: ");
}

bool pn_format_uri(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_url url;

	if (!read_url(arena, s, &url, problem))
		return false;
	return url.scheme.len || pn_format_fail(problem, "relative url");
}

bool pn_format_uri_reference(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_url url;

	if (pn_str_find_byte(s, '\\') != PN_NOT_FOUND)
		return pn_format_fail(problem, "contains \\");
	return read_url(arena, s, &url, problem);
}

/* Checks that braces come in pairs within one segment. */
static bool check_braces(pn_str s, pn_str *problem)
{
	bool open = false;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != '{' && s.ptr[i] != '}')
			continue;
		if ((s.ptr[i] == '{') == open)
			return pn_format_fail(problem, "nested curly braces");
		open = !open;
	}
	return !open || pn_format_fail(problem, "no matching closing brace");
}

bool pn_format_uri_template(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str rest, segment;
	pn_url url;

	if (!read_url(arena, s, &url, problem))
		return false;
	rest = url.raw_path;
	while (pn_format_next(&rest, '/', &segment)) {
		if (!pn_url_unescape(arena, segment, PN_URL_PATH_SEGMENT, &segment, problem))
			return pn_format_fail_inner(arena, problem, "percent decode failed: ");
		if (!check_braces(segment, problem))
			return false;
	}
	return true;
}
