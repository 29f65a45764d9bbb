/* SPDX-License-Identifier: Apache-2.0 */
/* The rule at the end of a zone file, in POSIX TZ form (Go: time/zoneinfo.go, tzset). */
#include "time/text.h"

enum { SECONDS_PER_HOUR = 3600, SECONDS_PER_DAY = 86400 };

/* A day on which the offset changes, as the rule writes it, and the local time of the change. */
typedef struct change_day {
	enum { JULIAN, DAY_OF_YEAR, MONTH_WEEK_DAY } kind;
	int64_t day, week, month, time;
} change_day;

/* Takes a number from `least` to `most`. */
static bool take_number(pn_str *s, int64_t least, int64_t most, int64_t *out)
{
	size_t i = 0;

	*out = 0;
	for (; pn_is_digit_at(*s, i); i++) {
		*out = *out * 10 + (s->ptr[i] - '0');
		if (*out > most)
			return false;
	}
	pn_take(s, i);
	return i > 0 && *out >= least;
}

static bool take_byte(pn_str *s, char c)
{
	if (!s->len || s->ptr[0] != c)
		return false;
	pn_take(s, 1);
	return true;
}

/* Takes an abbreviation: three bytes or more, or anything in angle brackets. */
static bool take_name(pn_str *s, pn_str *out)
{
	size_t i = 0;

	if (take_byte(s, '<'))
		return pn_str_cut(*s, PN_STR(">"), out, s);
	while (i < s->len && !pn_is_digit_at(*s, i) && !strchr(",-+", s->ptr[i]))
		i++;
	*out = pn_take(s, i);
	return i >= 3;
}

/* Takes [+-]hh[:mm[:ss]] as seconds. */
static bool take_offset(pn_str *s, int64_t *out)
{
	bool negative = take_byte(s, '-');
	int64_t n;

	if (!negative)
		take_byte(s, '+');
	if (!take_number(s, 0, 24 * 7, &n))
		return false;
	*out = n * SECONDS_PER_HOUR;
	if (take_byte(s, ':')) {
		if (!take_number(s, 0, 59, &n))
			return false;
		*out += n * 60;
		if (take_byte(s, ':')) {
			if (!take_number(s, 0, 59, &n))
				return false;
			*out += n;
		}
	}
	if (negative)
		*out = -*out;
	return true;
}

/* Takes J60, 59 or M3.2.0, and an optional /time. */
static bool take_change_day(pn_str *s, change_day *out)
{
	bool fine;

	*out = (change_day){ .time = 2 * SECONDS_PER_HOUR };
	if (take_byte(s, 'J')) {
		out->kind = JULIAN;
		fine = take_number(s, 1, 365, &out->day);
	} else if (take_byte(s, 'M')) {
		out->kind = MONTH_WEEK_DAY;
		fine = take_number(s, 1, 12, &out->month) && take_byte(s, '.') &&
		       take_number(s, 1, 5, &out->week) && take_byte(s, '.') &&
		       take_number(s, 0, 6, &out->day);
	} else {
		out->kind = DAY_OF_YEAR;
		fine = take_number(s, 0, 365, &out->day);
	}
	return fine && (!take_byte(s, '/') || take_offset(s, &out->time));
}

/* Returns the day of the year, from 0, of a "week-th weekday of month" (Zeller's congruence). */
static int64_t day_of_month_week(int64_t year, const change_day *c)
{
	int64_t m = (c->month + 9) % 12 + 1, y = c->month <= 2 ? year - 1 : year;
	int64_t first =
		((26 * m - 2) / 10 + 1 + y % 100 + y % 100 / 4 + y / 100 / 4 - 2 * (y / 100)) % 7;
	int64_t day;

	if (first < 0)
		first += 7;
	day = c->day - first;
	if (day < 0)
		day += 7;
	for (int64_t i = 1; i < c->week && day + 7 < pn_days_in_month(c->month, year); i++)
		day += 7;
	return day + pn_days_before_month((int)c->month) + (pn_is_leap_year(year) && c->month > 2);
}

/* Returns when a change happens, in seconds UTC from the start of the year. */
static int64_t change_seconds(int64_t year, const change_day *c, int64_t offset)
{
	int64_t day;

	if (c->kind == JULIAN)
		day = c->day - 1 + (pn_is_leap_year(year) && c->day >= 60);
	else if (c->kind == DAY_OF_YEAR)
		day = c->day;
	else
		day = day_of_month_week(year, c);
	return day * SECONDS_PER_DAY + c->time - offset;
}

/* Takes the name and the offset, east of UTC, of summer time; without one it is an hour ahead. */
static bool take_summer(pn_str *s, int64_t standard_offset, pn_zone_span *out)
{
	if (!take_name(s, &out->name))
		return false;
	out->is_dst = true;
	out->offset = standard_offset + SECONDS_PER_HOUR;
	if (!s->len || s->ptr[0] == ',')
		return true;
	if (!take_offset(s, &out->offset))
		return false;
	out->offset = -out->offset;
	return true;
}

/*
 * Picks the side of the two changes of its year that an instant lies on. As in Go the limits are
 * exact near a change, and else those of the year. South of the equator the year begins in summer.
 */
static pn_zone_span pick(pn_zone_span winter, pn_zone_span summer, const change_day changes[2],
			 int64_t seconds)
{
	pn_civil c = pn_civil_of_seconds(seconds);
	int64_t of_year = (int64_t)(c.year_day - 1) * SECONDS_PER_DAY + seconds % SECONDS_PER_DAY;
	int64_t year_start = pn_wrap_sub(seconds, of_year);
	int64_t from = change_seconds(c.year, &changes[0], winter.offset);
	int64_t to = change_seconds(c.year, &changes[1], summer.offset);

	if (to < from) {
		int64_t swap = from;
		pn_zone_span other = winter;

		from = to;
		to = swap;
		winter = summer;
		summer = other;
	}
	summer.start = pn_wrap_add(from, year_start);
	summer.end = pn_wrap_add(to, year_start);
	if (of_year >= from && of_year < to)
		return summer;
	winter.start = of_year < from ? year_start : summer.end;
	winter.end = of_year < from ? summer.start
				    : pn_wrap_add(year_start, INT64_C(365) * SECONDS_PER_DAY);
	return winter;
}

bool pn_zone_rule_at(pn_str rule, int64_t last_transition, int64_t seconds, pn_zone_span *out)
{
	pn_zone_span winter = { .start = last_transition, .end = INT64_MAX }, summer = { 0 };
	change_day changes[2];

	if (!take_name(&rule, &winter.name) || !take_offset(&rule, &winter.offset))
		return false;
	winter.offset = -winter.offset;
	if (!rule.len || rule.ptr[0] == ',') {
		*out = winter;
		return true;
	}
	if (!take_summer(&rule, winter.offset, &summer))
		return false;
	if (!rule.len)
		rule = PN_STR(",M3.2.0,M11.1.0");
	if (!take_byte(&rule, ',') && !take_byte(&rule, ';'))
		return false;
	if (!take_change_day(&rule, &changes[0]) || !take_byte(&rule, ',') ||
	    !take_change_day(&rule, &changes[1]) || rule.len)
		return false;
	*out = pick(winter, summer, changes, seconds);
	return true;
}
