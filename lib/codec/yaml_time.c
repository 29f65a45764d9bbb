/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_resolve.h"

static bool is_digit(pn_str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* Takes a number of one or two digits within [low, high] (Go: time/format.go, getnum). */
static bool take_number(pn_str *s, int low, int high, int *out)
{
	size_t n = is_digit(*s, 1) ? 2 : 1;

	if (!is_digit(*s, 0))
		return false;
	*out = s->ptr[0] - '0';
	if (n == 2)
		*out = *out * 10 + s->ptr[1] - '0';
	*s = pn_str_slice(*s, n, s->len);
	return *out >= low && *out <= high;
}

static bool take_byte(pn_str *s, char c)
{
	if (!s->len || s->ptr[0] != c)
		return false;
	*s = pn_str_slice(*s, 1, s->len);
	return true;
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Takes "2006-1-2"; the caller has seen the four digits and the dash. */
static bool take_date(pn_str *s)
{
	int year = 0, month, day;

	for (size_t i = 0; i < 4; i++)
		year = year * 10 + s->ptr[i] - '0';
	*s = pn_str_slice(*s, 5, s->len);
	return take_number(s, 1, 12, &month) && take_byte(s, '-') && take_number(s, 1, 31, &day) &&
	       day <= days_in(year, month);
}

/* Takes "15:4:5" and any fraction of a second, after a dot or a comma. */
static bool take_clock(pn_str *s)
{
	int n;

	if (!take_number(s, 0, 23, &n) || !take_byte(s, ':') || !take_number(s, 0, 59, &n) ||
	    !take_byte(s, ':') || !take_number(s, 0, 59, &n))
		return false;
	if (s->len >= 2 && (s->ptr[0] == '.' || s->ptr[0] == ',') && is_digit(*s, 1)) {
		*s = pn_str_slice(*s, 1, s->len);
		while (is_digit(*s, 0))
			*s = pn_str_slice(*s, 1, s->len);
	}
	return true;
}

/* Takes "Z" or "+01:30"; Go lets 24 hours and 60 minutes pass. */
static bool take_zone(pn_str *s)
{
	int hours, minutes;

	if (take_byte(s, 'Z'))
		return true;
	if (s->len < 6 || !is_digit(*s, 1) || !is_digit(*s, 2) || !is_digit(*s, 4) ||
	    !is_digit(*s, 5))
		return false;
	return (take_byte(s, '+') || take_byte(s, '-')) && take_number(s, 0, 24, &hours) &&
	       take_byte(s, ':') && take_number(s, 0, 60, &minutes);
}

bool pn_yaml_is_timestamp(pn_str text)
{
	pn_str s = text;

	if (text.len < 5 || text.ptr[4] != '-')
		return false;
	for (size_t i = 0; i < 4; i++)
		if (!is_digit(text, i))
			return false;
	if (!take_date(&s))
		return false;
	if (!s.len)
		return true;
	if (take_byte(&s, 'T') || take_byte(&s, 't'))
		return take_clock(&s) && take_zone(&s) && !s.len;
	if (!take_byte(&s, ' '))
		return false;
	while (take_byte(&s, ' '))
		;
	return take_clock(&s) && !s.len;
}
