/* SPDX-License-Identifier: Apache-2.0 */
/* Versions: reading, ordering, writing (Go: Masterminds/semver, version.go). */
#include "semver/semver.h"

/* Longer texts are refused unread (Go: MaxVersionLen). */
enum { MAX_VERSION_LEN = 256 };

/* What can be wrong with a version. */
typedef enum problem {
	MALFORMED,
	EMPTY,
	TOO_LONG,
	BAD_CHARACTERS,
	LEADING_ZERO,
	BAD_METADATA,
	BAD_PRERELEASE
} problem;

/* Masterminds/semver's words, of 3.5.0 and of 3.3.0. */
static const char *const words[][2] = {
	[MALFORMED] = { "invalid semantic version", "Invalid Semantic Version" },
	[EMPTY] = { "version string empty", "Version string empty" },
	[TOO_LONG] = { "version string is too long (max 256 bytes)", NULL },
	[BAD_CHARACTERS] = { "invalid characters in version", "Invalid characters in version" },
	[LEADING_ZERO] = { "version segment starts with 0", "Version segment starts with 0" },
	[BAD_METADATA] = { "invalid metadata string", "Invalid Metadata string" },
	[BAD_PRERELEASE] = { "invalid prerelease string", "Invalid Prerelease string" },
};

/* Sets the reason, if anyone wants it; always returns false. */
static bool refuse(pn_str *why, problem what, bool old)
{
	if (why)
		*why = pn_str_from(words[what][old]);
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_identifier_byte(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

/* Returns the number of leading bytes of s that `accept` takes. */
static size_t span(pn_str s, bool (*accept)(char c))
{
	size_t n = 0;

	while (n < s.len && accept(s.ptr[n]))
		n++;
	return n;
}

static bool all_digits(pn_str s)
{
	return span(s, is_digit) == s.len;
}

/* Cuts the part before the first '.' off *s; *more (may be NULL) says whether there was a '.'. */
static pn_str next_part(pn_str *s, bool *more)
{
	pn_str part;
	bool found = pn_str_cut(*s, PN_STR("."), &part, s);

	if (more)
		*more = found;
	return part;
}

/* Reads a decimal number; false when it is empty, has other bytes or needs more than 64 bits. */
static bool read_number(pn_str digits, uint64_t *out)
{
	uint64_t n = 0;

	if (!digits.len || !all_digits(digits))
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		uint64_t digit = (uint64_t)(digits.ptr[i] - '0');

		if (n > (UINT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	return true;
}

/* Reads a number of a version; `prefix` begins the reason when it is none. */
static bool read_segment(pn_str digits, uint64_t *out, const char *prefix, pn_arena *arena,
			 pn_str *why)
{
	if (read_number(digits, out))
		return true;
	if (!why)
		return false;
	*why = pn_str_format(arena, "%sstrconv.ParseUint: parsing \"%.*s\": %s", prefix,
			     PN_ARG(digits), digits.len ? "value out of range" : "invalid syntax");
	return false;
}

/* Checks a prerelease; the old rules let empty identifiers pass. */
static bool valid_pre(pn_str text, pn_str *why, bool old)
{
	bool more;

	do {
		pn_str part = next_part(&text, &more);

		if ((!part.len && !old) || span(part, is_identifier_byte) != part.len)
			return refuse(why, BAD_PRERELEASE, old);
		if (part.len > 1 && part.ptr[0] == '0' && all_digits(part))
			return refuse(why, LEADING_ZERO, old);
	} while (more);
	return true;
}

bool pn_semver_valid_pre(pn_str text, pn_str *why)
{
	return valid_pre(text, why, false);
}

bool pn_semver_valid_pre_old(pn_str text, pn_str *why)
{
	return valid_pre(text, why, true);
}

/* Checks metadata; the old rules let empty identifiers pass. */
static bool valid_metadata(pn_str text, pn_str *why, bool old)
{
	bool more;

	do {
		pn_str part = next_part(&text, &more);

		if ((!part.len && !old) || span(part, is_identifier_byte) != part.len)
			return refuse(why, BAD_METADATA, old);
	} while (more);
	return true;
}

bool pn_semver_valid_metadata(pn_str text, pn_str *why)
{
	return valid_metadata(text, why, false);
}

bool pn_semver_valid_metadata_old(pn_str text, pn_str *why)
{
	return valid_metadata(text, why, true);
}

/* Takes n bytes off *s. */
static pn_str take(pn_str *s, size_t n)
{
	pn_str head = pn_str_slice(*s, 0, n);

	*s = pn_str_slice(*s, n, s->len);
	return head;
}

/* Takes a '.' and the digits after it; returns the digits, empty when there are none. */
static pn_str take_dotted(pn_str *s)
{
	pn_str rest = *s, digits;

	if (!rest.len || rest.ptr[0] != '.')
		return PN_STR_EMPTY;
	take(&rest, 1);
	digits = take(&rest, span(rest, is_digit));
	if (digits.len)
		*s = rest;
	return digits;
}

/* Takes `mark` and the dotted identifiers after it; returns them, empty when there are none. */
static pn_str take_identifiers(pn_str *s, char mark)
{
	pn_str rest = *s;
	size_t len = 0, part;

	if (!rest.len || rest.ptr[0] != mark)
		return PN_STR_EMPTY;
	take(&rest, 1);
	while ((part = span(pn_str_slice(rest, len, rest.len), is_identifier_byte)) > 0) {
		len += part;
		if (len == rest.len || rest.ptr[len] != '.')
			break;
		len++;
	}
	if (len && rest.ptr[len - 1] == '.')
		len--;
	if (len)
		*s = pn_str_slice(rest, len, rest.len);
	return pn_str_slice(rest, 0, len);
}

/* Cuts a text into the three numbers and what follows them; false when it is no version. */
static bool cut_version(pn_str text, pn_str numbers[3], pn_semver *out)
{
	if (pn_str_starts(text, PN_STR("v")))
		take(&text, 1);
	numbers[0] = take(&text, span(text, is_digit));
	numbers[1] = take_dotted(&text);
	numbers[2] = numbers[1].len ? take_dotted(&text) : PN_STR_EMPTY;
	out->pre = take_identifiers(&text, '-');
	out->metadata = take_identifiers(&text, '+');
	return numbers[0].len && !text.len;
}

/* Reads the numbers of a version; missing ones are 0. */
static bool read_numbers(pn_semver *out, const pn_str numbers[3], const char *prefix,
			 pn_arena *arena, pn_str *why)
{
	return read_segment(numbers[0], &out->major, prefix, arena, why) &&
	       (!numbers[1].len || read_segment(numbers[1], &out->minor, prefix, arena, why)) &&
	       (!numbers[2].len || read_segment(numbers[2], &out->patch, prefix, arena, why));
}

bool pn_semver_parse(pn_semver *out, pn_str text, pn_arena *arena, pn_str *why)
{
	pn_str numbers[3];

	*out = (pn_semver){ .original = text };
	if (text.len > MAX_VERSION_LEN)
		return refuse(why, TOO_LONG, false);
	if (!cut_version(text, numbers, out))
		return refuse(why, MALFORMED, false);
	return read_numbers(out, numbers, "error parsing version segment: ", arena, why) &&
	       (!out->pre.len || valid_pre(out->pre, why, false));
}

bool pn_semver_parse_old(pn_semver *out, pn_str text, pn_arena *arena, pn_str *why)
{
	pn_str numbers[3];

	*out = (pn_semver){ .original = text };
	if (!cut_version(text, numbers, out))
		return refuse(why, MALFORMED, true);
	return read_numbers(out, numbers, "Error parsing version segment: ", arena, why) &&
	       (!out->pre.len || valid_pre(out->pre, why, true));
}

/* Checks a number of a strict version. */
static bool valid_strict_segment(pn_str s, pn_str *why)
{
	if (!all_digits(s))
		return refuse(why, BAD_CHARACTERS, false);
	if (s.len > 1 && s.ptr[0] == '0')
		return refuse(why, LEADING_ZERO, false);
	return true;
}

bool pn_semver_parse_strict(pn_semver *out, pn_str text, pn_arena *arena, pn_str *why)
{
	pn_str rest = text, part[3];

	*out = (pn_semver){ .original = text };
	if (!text.len)
		return refuse(why, EMPTY, false);
	if (text.len > MAX_VERSION_LEN)
		return refuse(why, TOO_LONG, false);
	if (!pn_str_cut(rest, PN_STR("."), &part[0], &rest) ||
	    !pn_str_cut(rest, PN_STR("."), &part[1], &rest))
		return refuse(why, MALFORMED, false);
	if (pn_str_cut(rest, PN_STR("+"), &rest, &out->metadata) &&
	    !pn_semver_valid_metadata(out->metadata, why))
		return false;
	if (pn_str_cut(rest, PN_STR("-"), &part[2], &out->pre) &&
	    !pn_semver_valid_pre(out->pre, why))
		return false;
	for (size_t i = 0; i < 3; i++) {
		if (!valid_strict_segment(part[i], why))
			return false;
	}
	return read_segment(part[0], &out->major, "", arena, why) &&
	       read_segment(part[1], &out->minor, "", arena, why) &&
	       read_segment(part[2], &out->patch, "", arena, why);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Orders two prerelease identifiers: none, then numbers, then words. */
static int compare_parts(pn_str a, pn_str b)
{
	uint64_t x = 0, y = 0;
	bool a_is_number = read_number(a, &x), b_is_number = read_number(b, &y);
	int order;

	if (!a.len || !b.len)
		return (a.len > 0) - (b.len > 0);
	if (a_is_number && b_is_number)
		return compare_numbers(x, y);
	if (a_is_number != b_is_number)
		return a_is_number ? -1 : 1;
	order = pn_str_cmp(a, b);
	return (order > 0) - (order < 0);
}

/* Orders two prereleases, of which an empty one comes last. */
static int compare_pre(pn_str a, pn_str b)
{
	int order = 0;

	if (!a.len || !b.len)
		return (a.len == 0) - (b.len == 0);
	while (!order && (a.len || b.len))
		order = compare_parts(next_part(&a, NULL), next_part(&b, NULL));
	return order;
}

int pn_semver_compare(const pn_semver *a, const pn_semver *b)
{
	int order = compare_numbers(a->major, b->major);

	if (!order)
		order = compare_numbers(a->minor, b->minor);
	if (!order)
		order = compare_numbers(a->patch, b->patch);
	return order ? order : compare_pre(a->pre, b->pre);
}

void pn_semver_write(pn_buf *out, const pn_semver *version)
{
	pn_buf_format(out, "%llu.%llu.%llu", (unsigned long long)version->major,
		      (unsigned long long)version->minor, (unsigned long long)version->patch);
	if (version->pre.len) {
		pn_buf_byte(out, '-');
		pn_buf_add(out, version->pre);
	}
	if (version->metadata.len) {
		pn_buf_byte(out, '+');
		pn_buf_add(out, version->metadata);
	}
}
