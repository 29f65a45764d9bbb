/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/format.h"
#include "base/unicode.h"

bool pn_format_fail(pn_str *problem, const char *text)
{
	*problem = pn_str_from(text);
	return false;
}

bool pn_format_fail_rune(pn_arena *arena, pn_str *problem, const char *before, uint32_t rune)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_buf_add(&buf, pn_str_from(before));
	pn_buf_quote_rune(&buf, rune);
	*problem = pn_buf_str(&buf);
	return false;
}

bool pn_format_fail_inner(pn_arena *arena, pn_str *problem, const char *before)
{
	*problem = pn_str_concat(arena, pn_str_from(before), *problem);
	return false;
}

bool pn_format_next(pn_str *rest, char c, pn_str *part)
{
	size_t at;

	if (!rest->ptr)
		return false;
	at = pn_str_find_byte(*rest, c);
	*part = pn_str_slice(*rest, 0, at);
	*rest = at == PN_NOT_FOUND ? (pn_str){ NULL, 0 } : pn_str_slice(*rest, at + 1, rest->len);
	return true;
}

size_t pn_format_digits(pn_str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
		n++;
	return n;
}

/* ---- JSON pointers ---- */

/* RFC 6901, section 3. */
bool pn_format_json_pointer(pn_arena *arena, pn_str s, pn_str *problem)
{
	(void)arena;
	if (s.len == 0)
		return true;
	if (s.ptr[0] != '/')
		return pn_format_fail(problem, "not starting with /");
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '~' &&
		    (i + 1 == s.len || (s.ptr[i + 1] != '0' && s.ptr[i + 1] != '1')))
			return pn_format_fail(problem, "~ must be followed by 0 or 1");
	return true;
}

/* draft-handrews-relative-json-pointer-01, section 3. */
bool pn_format_relative_json_pointer(pn_arena *arena, pn_str s, pn_str *problem)
{
	size_t digits = pn_format_digits(s);

	if (digits == 0)
		return pn_format_fail(problem, "must start with non-negative integer");
	if (digits > 1 && s.ptr[0] == '0')
		return pn_format_fail(problem, "starts with zero");
	s = pn_str_slice(s, digits, s.len);
	return pn_str_is(s, "#") || pn_format_json_pointer(arena, s, problem);
}

/* ---- uuid ---- */

/* RFC 4122, section 3; any version. */
bool pn_format_uuid(pn_arena *arena, pn_str s, pn_str *problem)
{
	static const uint8_t lengths[] = { 8, 4, 4, 4, 12 };
	pn_str group;

	if (pn_str_count(s, PN_STR("-")) != 4)
		return pn_format_fail(problem, "must have 5 elements");
	for (int i = 0; pn_format_next(&s, '-', &group); i++) {
		if (group.len != lengths[i]) {
			*problem = pn_str_format(arena, "element %d must be %d characters long",
						 i + 1, lengths[i]);
			return false;
		}
		while (group.len) {
			uint32_t c = pn_utf8_next(&group);

			if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
			      (c >= 'A' && c <= 'F')))
				return pn_format_fail_rune(arena, problem, "non-hex character ", c);
		}
	}
	return true;
}

/* ---- semver ---- */

/* Checks one dot-separated identifier; *digits says whether it has nothing but digits. */
static bool check_identifier(pn_arena *arena, pn_str s, const char *where, pn_str *problem,
			     bool *digits)
{
	*digits = true;
	while (s.len) {
		uint32_t c = pn_utf8_next(&s);

		if (c >= '0' && c <= '9')
			continue;
		*digits = false;
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-')
			continue;
		pn_format_fail_rune(arena, problem, "invalid character ", c);
		*problem = pn_str_concat(arena, *problem, pn_str_from(where));
		return false;
	}
	return true;
}

/* Checks what follows the '+' of a version. */
static bool check_build(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str part;
	bool digits;

	if (s.len == 0)
		return pn_format_fail(problem, "build is empty");
	while (pn_format_next(&s, '.', &part)) {
		if (part.len == 0)
			return pn_format_fail(problem, "build identifier is empty");
		if (!check_identifier(arena, part, " in build identifier", problem, &digits))
			return false;
	}
	return true;
}

/* Checks what follows the '-' of a version. */
static bool check_pre_release(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str part;
	bool digits;

	while (pn_format_next(&s, '.', &part)) {
		if (part.len == 0)
			return pn_format_fail(problem, "pre-release identifier is empty");
		if (!check_identifier(arena, part, " in pre-release identifier", problem, &digits))
			return false;
		if (digits && part.len > 1 && part.ptr[0] == '0')
			return pn_format_fail(problem,
					      "pre-release numeric identifier starts with zero");
	}
	return true;
}

/* Checks the three numbers of a version. */
static bool check_core(pn_arena *arena, pn_str s, pn_str *problem)
{
	static const char *const names[] = { "major", "minor", "patch" };
	pn_str part;

	if (pn_str_count(s, PN_STR(".")) != 2)
		return pn_format_fail(problem, "versionCore must have 3 numbers separated by dot");
	for (int i = 0; pn_format_next(&s, '.', &part); i++) {
		const char *why = NULL;

		if (part.len == 0)
			why = "is empty";
		else if (part.len > 1 && part.ptr[0] == '0')
			why = "starts with zero";
		else if (pn_format_digits(part) != part.len)
			why = "contains non-digit";
		if (why) {
			*problem = pn_str_format(arena, "%s %s", names[i], why);
			return false;
		}
	}
	return true;
}

/* semver.org: the grammar of valid versions. */
bool pn_format_semver(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str core, rest;

	if (pn_str_cut(s, PN_STR("+"), &core, &rest) && !check_build(arena, rest, problem))
		return false;
	s = core;
	if (pn_str_cut(s, PN_STR("-"), &core, &rest)) {
		if (rest.len == 0)
			return pn_format_fail(problem, "pre-release identifier is empty");
		if (!check_pre_release(arena, rest, problem))
			return false;
	}
	return check_core(arena, core, problem);
}

/* ---- the table ---- */

#define ROW(text, check)                          \
	{                                         \
		{ text, sizeof(text) - 1 }, check \
	}

/* Sorted by name. */
static const pn_format formats[] = {
	ROW("date", pn_format_date),
	ROW("date-time", pn_format_date_time),
	ROW("duration", pn_format_duration),
	ROW("email", pn_format_email),
	ROW("hostname", pn_format_hostname),
	ROW("ipv4", pn_format_ipv4),
	ROW("ipv6", pn_format_ipv6),
	ROW("iri", pn_format_uri),
	ROW("iri-reference", pn_format_uri_reference),
	ROW("json-pointer", pn_format_json_pointer),
	ROW("period", pn_format_period),
	ROW("relative-json-pointer", pn_format_relative_json_pointer),
	ROW("semver", pn_format_semver),
	ROW("time", pn_format_time),
	ROW("uri", pn_format_uri),
	ROW("uri-reference", pn_format_uri_reference),
	ROW("uri-template", pn_format_uri_template),
	ROW("uuid", pn_format_uuid),
};
#undef ROW

const pn_format *pn_format_find(pn_str name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (pn_str_eq(formats[i].name, name))
			return &formats[i];
	return NULL;
}
