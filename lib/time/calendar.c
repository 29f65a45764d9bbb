/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calendar and arithmetic with instants (Go: time/time.go). Days are counted from March 1 of
 * the year -292277022400, so that every int64 of seconds is a day number that is not negative:
 * leap days then end years, and 400 years are always the same number of days.
 */
#include "time/text.h"

#define ZERO_YEAR INT64_C(292277022400) /* years before year 0 */
#define DAYS_PER_400_YEARS 146097
#define SECONDS_PER_DAY 86400
#define NANOSECONDS INT64_C(1000000000)
/* From March 1 of the zero year to March 1 of year 0; from there to 1970. */
#define ZERO_TO_1970                                                          \
	((uint64_t)(ZERO_YEAR / 400) * DAYS_PER_400_YEARS * SECONDS_PER_DAY + \
	 UINT64_C(719468) * SECONDS_PER_DAY)
/* From year 1, where Go's internal seconds begin, to 1970. */
#define YEAR_1_TO_1970 INT64_C(62135596800)

/* Days of a common year before each month, and in all. */
static const int days_before[13] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

bool pn_is_leap_year(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int pn_days_before_month(int month)
{
	return days_before[month - 1];
}

int pn_days_in_month(int64_t month, int64_t year)
{
	if (month == 2 && pn_is_leap_year(year))
		return 29;
	return days_before[month] - days_before[month - 1];
}

/* Fills in the date of a day, counted from the zero year. */
static void set_date(pn_civil *c, uint64_t days)
{
	uint64_t quarters = 4 * days + 3, century = quarters / DAYS_PER_400_YEARS;
	uint64_t century_quarters = quarters % DAYS_PER_400_YEARS / 4 * 4 + 3;
	uint64_t year = century * 100 + century_quarters / 1461;
	int day = (int)(century_quarters % 1461 / 4); /* of the year, from 0, March 1 */
	int month = (5 * day + 2) / 153;	      /* from 0, March */

	c->weekday = (int)((days + 3) % 7);
	c->day = day - (153 * month + 2) / 5 + 1;
	c->month = month < 10 ? month + 3 : month - 9;
	c->year = (int64_t)(year - (uint64_t)ZERO_YEAR) + (month >= 10);
	c->year_day = month < 10 ? day + 60 + pn_is_leap_year(c->year) : day - 305;
}

/* Counts the days from the zero year to a date, whose month is in its range. */
static uint64_t days_to(int64_t year, int64_t month, int64_t day)
{
	int month_from_march = (int)(month > 2 ? month - 3 : month + 9);
	uint64_t y = (uint64_t)year - (month <= 2) + (uint64_t)ZERO_YEAR;

	return y / 100 * DAYS_PER_400_YEARS / 4 + y % 100 * 1461 / 4 +
	       (uint64_t)((153 * month_from_march + 2) / 5) + (uint64_t)day - 1;
}

pn_civil pn_civil_of_seconds(int64_t seconds)
{
	uint64_t from_zero = (uint64_t)seconds + ZERO_TO_1970;
	int64_t of_day = (int64_t)(from_zero % SECONDS_PER_DAY);
	pn_civil c = { .hour = of_day / 3600, .minute = of_day / 60 % 60, .second = of_day % 60 };

	set_date(&c, from_zero / SECONDS_PER_DAY);
	return c;
}

pn_civil pn_time_civil(const pn_time *t)
{
	pn_zone_span span = pn_zone_at(t->zone, t->seconds);
	pn_civil c = pn_civil_of_seconds(pn_wrap_add(t->seconds, span.offset));

	c.nanosecond = t->nanoseconds;
	return c;
}

/* Carries what *low has beyond [0, base) over to *high. */
static void carry(int64_t *high, int64_t *low, int64_t base)
{
	int64_t n = *low / base;

	*low -= n * base;
	if (*low < 0) {
		*low += base;
		n--;
	}
	*high = pn_wrap_add(*high, n);
}

pn_time pn_time_from_civil(const pn_civil *civil, const pn_zone *zone)
{
	pn_civil c = *civil;
	int64_t month = pn_wrap_sub(c.month, 1), seconds, utc;
	pn_zone_span span;

	carry(&c.year, &month, 12);
	carry(&c.second, &c.nanosecond, NANOSECONDS);
	carry(&c.minute, &c.second, 60);
	carry(&c.hour, &c.minute, 60);
	carry(&c.day, &c.hour, 24);
	seconds = (int64_t)(days_to(c.year, month + 1, c.day) * SECONDS_PER_DAY - ZERO_TO_1970);
	seconds = pn_wrap_add(seconds, (c.hour * 60 + c.minute) * 60 + c.second);

	/* The offset that holds at the local time is right unless a change lies in between. */
	span = pn_zone_at(zone, seconds);
	utc = pn_wrap_sub(seconds, span.offset);
	if (span.offset && (utc < span.start || utc >= span.end))
		utc = pn_wrap_sub(seconds, pn_zone_at(zone, utc).offset);
	return pn_time_unix(utc, (int32_t)c.nanosecond, zone);
}

pn_time pn_time_unix(int64_t seconds, int32_t nanoseconds, const pn_zone *zone)
{
	return (pn_time){ .seconds = seconds, .nanoseconds = nanoseconds, .zone = zone };
}

pn_time pn_time_zero(void)
{
	return pn_time_unix(-YEAR_1_TO_1970, 0, pn_zone_utc());
}

bool pn_time_is_zero(const pn_time *t)
{
	return t->seconds == -YEAR_1_TO_1970 && t->nanoseconds == 0;
}

pn_time pn_time_in(const pn_time *t, const pn_zone *zone)
{
	return pn_time_unix(t->seconds, t->nanoseconds, zone);
}

pn_time pn_time_add(const pn_time *t, int64_t duration)
{
	pn_time result = *t;
	int64_t seconds = duration / NANOSECONDS, nanoseconds = duration % NANOSECONDS;

	nanoseconds += t->nanoseconds;
	carry(&seconds, &nanoseconds, NANOSECONDS);
	result.seconds = pn_wrap_add(t->seconds, seconds);
	result.nanoseconds = (int32_t)nanoseconds;
	if (t->monotonic) {
		result.monotonic = pn_wrap_add(t->monotonic, duration);
		if ((result.monotonic > t->monotonic) != (duration > 0) && duration)
			result.monotonic = 0;
	}
	return result;
}

pn_time pn_time_add_date(const pn_time *t, int64_t years, int64_t months, int64_t days)
{
	pn_civil c = pn_time_civil(t);

	c.year = pn_wrap_add(c.year, years);
	c.month = pn_wrap_add(c.month, months);
	c.day = pn_wrap_add(c.day, days);
	return pn_time_from_civil(&c, t->zone);
}

int pn_time_compare(const pn_time *t, const pn_time *u)
{
	int64_t a = pn_wrap_add(t->seconds, YEAR_1_TO_1970);
	int64_t b = pn_wrap_add(u->seconds, YEAR_1_TO_1970);

	if (a != b)
		return a < b ? -1 : 1;
	return (t->nanoseconds > u->nanoseconds) - (t->nanoseconds < u->nanoseconds);
}

int64_t pn_time_sub(const pn_time *t, const pn_time *u)
{
	int64_t seconds = pn_wrap_sub(t->seconds, u->seconds);
	int64_t d = pn_wrap_add(pn_wrap_mul(seconds, NANOSECONDS), t->nanoseconds - u->nanoseconds);
	pn_time sum = pn_time_add(u, d);

	if (pn_time_compare(&sum, t) == 0)
		return d;
	return pn_time_compare(t, u) < 0 ? INT64_MIN : INT64_MAX;
}

/* Returns a * b modulo m, where a < m < 2^63. */
static uint64_t multiply_modulo(uint64_t a, uint64_t b, uint64_t m)
{
	uint64_t result = 0;

	for (; b; b >>= 1) {
		if (b & 1)
			result = (result + a) % m;
		a = a * 2 % m;
	}
	return result;
}

/* Returns the time since year 1 modulo a duration greater than 0, never negative. */
static int64_t time_modulo(const pn_time *t, int64_t duration)
{
	int64_t seconds = pn_wrap_add(t->seconds, YEAR_1_TO_1970) % duration;
	uint64_t m = (uint64_t)duration;

	if (seconds < 0)
		seconds += duration;
	return (int64_t)((multiply_modulo((uint64_t)seconds, NANOSECONDS, m) +
			  (uint64_t)t->nanoseconds) %
			 m);
}

pn_time pn_time_truncate(const pn_time *t, int64_t duration)
{
	pn_time plain = pn_time_in(t, t->zone);

	return duration <= 0 ? plain : pn_time_add(&plain, -time_modulo(t, duration));
}

pn_time pn_time_round(const pn_time *t, int64_t duration)
{
	pn_time plain = pn_time_in(t, t->zone);
	int64_t rest;

	if (duration <= 0)
		return plain;
	rest = time_modulo(t, duration);
	return pn_time_add(&plain,
			   (uint64_t)rest * 2 < (uint64_t)duration ? -rest : duration - rest);
}
