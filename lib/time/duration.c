/* SPDX-License-Identifier: Apache-2.0 */
/* Durations: reading, writing, rounding (Go: time/time.go, time/format.go). */
#include "time/text.h"

enum { MICROSECOND = 1000, MILLISECOND = 1000 * MICROSECOND, SECOND = 1000 * MILLISECOND };

static const struct {
	const char *name;
	uint64_t nanoseconds;
} units[] = {
	{ "ns", 1 },
	{ "us", MICROSECOND },
	{ "\xC2\xB5s", MICROSECOND }, /* micro sign */
	{ "\xCE\xBCs", MICROSECOND }, /* Greek mu */
	{ "ms", MILLISECOND },
	{ "s", SECOND },
	{ "m", 60ull * SECOND },
	{ "h", 3600ull * SECOND },
};

/* The largest magnitude: that of the smallest duration. */
#define MAX_MAGNITUDE (UINT64_C(1) << 63)

bool pn_take_number(pn_str *s, uint64_t *out)
{
	uint64_t n = 0;
	size_t i = 0;

	for (; pn_is_digit_at(*s, i); i++) {
		if (n > MAX_MAGNITUDE / 10)
			return false;
		n = n * 10 + (uint64_t)(s->ptr[i] - '0');
		if (n > MAX_MAGNITUDE)
			return false;
	}
	pn_take(s, i);
	*out = n;
	return true;
}

/* A fraction as Go holds it: digits / scale. What does not fit is dropped. */
typedef struct fraction {
	uint64_t digits;
	double scale;
} fraction;

static fraction take_fraction(pn_str *s)
{
	fraction f = { 0, 1 };
	bool full = false;
	size_t i = 0;

	for (; pn_is_digit_at(*s, i); i++) {
		uint64_t next = f.digits * 10 + (uint64_t)(s->ptr[i] - '0');

		full = full || f.digits > (MAX_MAGNITUDE - 1) / 10 || next > MAX_MAGNITUDE;
		if (full)
			continue;
		f.digits = next;
		f.scale *= 10;
	}
	pn_take(s, i);
	return f;
}

/* Takes what stands before the next number. */
static pn_str take_unit(pn_str *s)
{
	size_t i = 0;

	while (i < s->len && s->ptr[i] != '.' && !pn_is_digit_at(*s, i))
		i++;
	return pn_take(s, i);
}

/* Returns a unit's nanoseconds, or 0. */
static uint64_t find_unit(pn_str name)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (pn_str_eq(name, pn_str_from(units[i].name)))
			return units[i].nanoseconds;
	}
	return 0;
}

/* What went wrong in a duration; `unit` is quoted in the text of an unknown one. */
typedef enum problem { FINE, INVALID, MISSING_UNIT, UNKNOWN_UNIT } problem;

/* Takes one number with its unit and adds it to *sum. */
static problem take_term(pn_str *s, pn_str *unit, uint64_t *sum)
{
	fraction f = { 0, 1 };
	uint64_t number = 0, scale;
	size_t digits = s->len;

	if (!pn_take_number(s, &number))
		return INVALID;
	digits -= s->len;
	if (s->len && s->ptr[0] == '.') {
		size_t rest;

		pn_take(s, 1);
		rest = s->len;
		f = take_fraction(s);
		digits += rest - s->len;
	}
	if (!digits)
		return INVALID;
	*unit = take_unit(s);
	scale = find_unit(*unit);
	if (!scale)
		return unit->len ? UNKNOWN_UNIT : MISSING_UNIT;
	if (number > MAX_MAGNITUDE / scale)
		return INVALID;
	number *= scale;
	if (f.digits)
		number += (uint64_t)((double)f.digits * ((double)scale / f.scale));
	if (number > MAX_MAGNITUDE)
		return INVALID;
	*sum += number;
	return *sum > MAX_MAGNITUDE ? INVALID : FINE;
}

/* Words a problem; always returns false. */
static bool refuse(problem what, pn_str text, pn_str unit, pn_arena *arena, pn_str *why)
{
	pn_buf buf;

	if (!why)
		return false;
	pn_buf_init(&buf, arena);
	if (what == MISSING_UNIT) {
		pn_buf_lit(&buf, "time: missing unit in duration ");
	} else if (what == UNKNOWN_UNIT) {
		pn_buf_lit(&buf, "time: unknown unit ");
		pn_time_quote(&buf, unit);
		pn_buf_lit(&buf, " in duration ");
	} else {
		pn_buf_lit(&buf, "time: invalid duration ");
	}
	pn_time_quote(&buf, text);
	*why = pn_buf_str(&buf);
	return false;
}

bool pn_duration_parse(int64_t *out, pn_str text, pn_arena *arena, pn_str *why)
{
	pn_str rest = text, unit = PN_STR_EMPTY;
	bool negative = pn_str_starts(text, PN_STR("-"));
	problem what = FINE;
	uint64_t sum = 0;

	*out = 0;
	if (negative || pn_str_starts(text, PN_STR("+")))
		pn_take(&rest, 1);
	if (pn_str_is(rest, "0"))
		return true;
	if (!rest.len)
		what = INVALID;
	while (rest.len && what == FINE)
		what = take_term(&rest, &unit, &sum);
	if (what == FINE && !negative && sum == MAX_MAGNITUDE)
		what = INVALID;
	if (what != FINE)
		return refuse(what, text, unit, arena, why);
	*out = (int64_t)(negative ? -sum : sum);
	return true;
}

/* Appends n / 10^places, without trailing zeros. */
static void write_decimal(pn_buf *out, uint64_t n, int places)
{
	uint64_t scale = 1;
	char digits[9];
	int count = 0;

	for (int i = 0; i < places; i++)
		scale *= 10;
	pn_buf_uint(out, n / scale);
	for (uint64_t rest = n % scale; rest; rest %= scale) {
		scale /= 10;
		digits[count++] = (char)('0' + rest / scale);
	}
	if (count) {
		pn_buf_byte(out, '.');
		pn_buf_add(out, (pn_str){ digits, (size_t)count });
	}
}

void pn_duration_write(pn_buf *out, int64_t duration)
{
	uint64_t n = duration < 0 ? -(uint64_t)duration : (uint64_t)duration;
	uint64_t minutes = n / SECOND / 60;

	if (duration < 0)
		pn_buf_byte(out, '-');
	if (n == 0) {
		pn_buf_lit(out, "0s");
	} else if (n < MICROSECOND) {
		pn_buf_uint(out, n);
		pn_buf_lit(out, "ns");
	} else if (n < MILLISECOND) {
		write_decimal(out, n, 3);
		pn_buf_lit(out, "\xC2\xB5s");
	} else if (n < SECOND) {
		write_decimal(out, n, 6);
		pn_buf_lit(out, "ms");
	} else {
		if (minutes >= 60)
			pn_buf_format(out, "%lluh", (unsigned long long)(minutes / 60));
		if (minutes)
			pn_buf_format(out, "%um", (unsigned)(minutes % 60));
		write_decimal(out, n % (60ull * SECOND), 9);
		pn_buf_byte(out, 's');
	}
}

int64_t pn_duration_truncate(int64_t duration, int64_t unit)
{
	return unit <= 0 ? duration : duration - duration % unit;
}

int64_t pn_duration_round(int64_t duration, int64_t unit)
{
	int64_t rest, result;
	uint64_t twice;

	if (unit <= 0)
		return duration;
	rest = duration % unit;
	twice = 2 * (rest < 0 ? -(uint64_t)rest : (uint64_t)rest);
	if (twice < (uint64_t)unit)
		return duration - rest;
	if (duration < 0) {
		result = pn_wrap_sub(duration, unit + rest);
		return result < duration ? result : INT64_MIN;
	}
	result = pn_wrap_add(duration, unit - rest);
	return result > duration ? result : INT64_MAX;
}
