/* SPDX-License-Identifier: Apache-2.0 */
#include "scan.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "quote.h"

static bool refuse(pool *p, const char **why, const char *function, const char *s, const char *what)
{
	*why = pool_format(p, "strconv.%s: parsing %s: %s", function, quote(p, s), what);
	return false;
}

bool scan_bool(pool *p, const char *s, bool *value, const char **why)
{
	static const char *const words[] = { "0", "f", "F", "FALSE", "false", "False",
					     "1", "t", "T", "TRUE",  "true",  "True" };

	for (size_t i = 0; i < 12; i++) {
		if (strcmp(s, words[i]) == 0) {
			*value = i >= 6;
			return true;
		}
	}
	return refuse(p, why, "ParseBool", s, "invalid syntax");
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

/* Finds out the base of a number from its prefix, and skips that. */
static int take_base(const char **s)
{
	static const struct {
		char letter;
		int base;
	} prefixes[] = { { 'b', 2 }, { 'o', 8 }, { 'x', 16 } };

	if (**s != '0' || !(*s)[1])
		return 10;
	for (size_t i = 0; i < 3; i++) {
		if (((*s)[1] | 0x20) == prefixes[i].letter && (*s)[2]) {
			*s += 2;
			return prefixes[i].base;
		}
	}
	++*s;
	return 8;
}

/* Says whether each underscore stands between digits, a prefix counting as one. */
static bool underscores_fit(const char *s, const char *digits)
{
	for (const char *at = digits; *at; at++) {
		if (*at == '_' && ((at == s && at == digits) || at[1] == '_' || !at[1]))
			return false;
	}
	return true;
}

bool scan_int(pool *p, const char *s, int base, int bits, const char **why)
{
	const char *start = s + (*s == '-' || *s == '+'), *digits = start;
	uint64_t limit = ((uint64_t)1 << (bits - 1)) - (*s == '-' ? 0 : 1), n = 0;
	bool prefixed = base == 0, seen = false;

	if (prefixed)
		base = take_base(&digits);
	for (const char *at = digits; *at; at++) {
		uint64_t digit = (uint64_t)digit_of(*at);

		if (*at == '_' && prefixed)
			continue;
		if (digit >= (uint64_t)base)
			return refuse(p, why, "ParseInt", s, "invalid syntax");
		seen = true;
		n = n > (limit - digit) / (uint64_t)base ? limit + 1 : n * (uint64_t)base + digit;
		if (n > limit)
			return refuse(p, why, "ParseInt", s, "value out of range");
	}
	if ((!seen && digits == start) || !underscores_fit(start, digits))
		return refuse(p, why, "ParseInt", s, "invalid syntax");
	return true;
}

static bool is_word(const char *s, const char *word)
{
	while (*s && (*s | 0x20) == *word) {
		s++;
		word++;
	}
	return !*s && !*word;
}

/* Takes what strtod takes, but no blanks and no "nan(...)". */
bool scan_float32(pool *p, const char *s, const char **why)
{
	const char *start = s + (*s == '-' || *s == '+');
	double number;
	char *end;

	if (is_word(start, "inf") || is_word(start, "infinity") || is_word(s, "nan"))
		return true;
	number = strtod(start, &end);
	if (!*start || *end || !strchr("0123456789.", *start))
		return refuse(p, why, "ParseFloat", s, "invalid syntax");
	if (number >= 0x1.ffffffp127)
		return refuse(p, why, "ParseFloat", s, "value out of range");
	return true;
}

/* ---- durations ---- */

enum { UNIT_COUNT = 8 };

static const struct {
	const char *name;
	uint64_t nanoseconds;
} units[UNIT_COUNT] = {
	{ "ns", 1 },	   { "us", 1000 },	{ "\xC2\xB5s", 1000 }, { "\xCE\xBCs", 1000 },
	{ "ms", 1000000 }, { "s", 1000000000 }, { "m", 60000000000u }, { "h", 3600000000000u },
};

static bool is_number(char c)
{
	return c == '.' || (c >= '0' && c <= '9');
}

/* Takes a number with an optional fraction; false when it has no digit or is too large. */
static bool take_number(const char **s, uint64_t *whole, double *fraction)
{
	const char *start = *s;
	double scale = 1;
	bool digits = false;

	for (*whole = 0; **s >= '0' && **s <= '9'; ++*s) {
		if (*whole > ((uint64_t)1 << 63) / 10)
			return false;
		*whole = *whole * 10 + (uint64_t)(**s - '0');
	}
	digits = *s > start;
	*fraction = 0;
	if (**s == '.') {
		for (++*s; **s >= '0' && **s <= '9'; ++*s) {
			scale /= 10;
			*fraction += scale * (**s - '0');
			digits = true;
		}
	}
	return digits;
}

static bool invalid_duration(pool *p, const char **why, const char *s)
{
	*why = pool_format(p, "time: invalid duration %s", quote(p, s));
	return false;
}

/* Takes a unit; 0 and Go's words when there is none of that name. */
static uint64_t take_unit(pool *p, const char **s, const char *all, const char **why)
{
	const char *start = *s, *name;

	while (**s && !is_number(**s))
		++*s;
	name = pool_copy(p, start, (size_t)(*s - start));
	for (size_t i = 0; i < UNIT_COUNT; i++) {
		if (strcmp(name, units[i].name) == 0)
			return units[i].nanoseconds;
	}
	if (*s == start)
		*why = pool_format(p, "time: missing unit in duration %s", quote(p, all));
	else
		*why = pool_format(p, "time: unknown unit %s in duration %s", quote(p, name),
				   quote(p, all));
	return 0;
}

bool scan_duration(pool *p, const char *s, const char **why)
{
	const uint64_t most = (uint64_t)1 << 63;
	const char *at = s + (*s == '-' || *s == '+');
	uint64_t total = 0;

	if (strcmp(at, "0") == 0)
		return true;
	if (!*at)
		return invalid_duration(p, why, s);
	while (*at) {
		uint64_t whole, unit;
		double fraction;

		if (!is_number(*at) || !take_number(&at, &whole, &fraction))
			return invalid_duration(p, why, s);
		unit = take_unit(p, &at, s, why);
		if (!unit)
			return false;
		if (whole > most / unit)
			return invalid_duration(p, why, s);
		whole = whole * unit + (uint64_t)(fraction * (double)unit);
		if (whole > most || total + whole > most)
			return invalid_duration(p, why, s);
		total += whole;
	}
	return total < most || *s == '-' || invalid_duration(p, why, s);
}
