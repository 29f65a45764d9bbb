/* SPDX-License-Identifier: Apache-2.0 */
/* Formats of dates, times and durations (RFC 3339 as the library reads it). */
#include "schema/format.h"
#include "base/number.h"

/* Tells whether byte i is there and a digit. */
static bool is_digit_at(pn_str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* ---- dates ---- */

/* Appends a byte of a quoted text as Go's time package does: what is not ASCII as \xNN. */
static void quote_byte(pn_buf *buf, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	if (c < ' ' || c >= 0x80) {
		pn_buf_lit(buf, "\\x");
		pn_buf_byte(buf, hex[c >> 4]);
		pn_buf_byte(buf, hex[c & 15]);
		return;
	}
	if (c == '"' || c == '\\')
		pn_buf_byte(buf, '\\');
	pn_buf_byte(buf, (char)c);
}

/* Appends a text in double quotes as Go's time package does. */
static void quote(pn_buf *buf, pn_str s)
{
	pn_buf_byte(buf, '"');
	for (size_t i = 0; i < s.len; i++)
		quote_byte(buf, (unsigned char)s.ptr[i]);
	pn_buf_byte(buf, '"');
}

/* Words a date's failure; without `element` it is `text` that follows (Go: time.ParseError). */
static bool fail_date(pn_arena *arena, pn_str *problem, pn_str whole, pn_str rest,
		      const char *element)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_buf_lit(&buf, "parsing time ");
	quote(&buf, whole);
	pn_buf_lit(&buf, " as \"2006-01-02\": cannot parse ");
	quote(&buf, rest);
	pn_buf_lit(&buf, " as ");
	quote(&buf, pn_str_from(element));
	*problem = pn_buf_str(&buf);
	return false;
}

/* Words a date's failure by a text and, unless empty, a quoted rest; returns false. */
static bool fail_date_text(pn_arena *arena, pn_str *problem, pn_str whole, const char *text,
			   pn_str quoted)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_buf_lit(&buf, "parsing time ");
	quote(&buf, whole);
	pn_buf_add(&buf, pn_str_from(text));
	if (quoted.len)
		quote(&buf, quoted);
	*problem = pn_buf_str(&buf);
	return false;
}

/* Counts the days of a month. */
static int days_in(int64_t month, int64_t year)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Takes "-" and two digits off *rest. */
static bool take_two(pn_str *rest, int64_t *number, const char **missing)
{
	if (!rest->len || rest->ptr[0] != '-') {
		*missing = "-";
		return false;
	}
	*rest = pn_str_slice(*rest, 1, rest->len);
	*missing = NULL;
	if (!is_digit_at(*rest, 0) || !is_digit_at(*rest, 1))
		return false;
	*number = (rest->ptr[0] - '0') * 10 + (rest->ptr[1] - '0');
	*rest = pn_str_slice(*rest, 2, rest->len);
	return true;
}

/* Go: time.Parse("2006-01-02", s). */
bool pn_format_date(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str rest = pn_str_slice(s, 4, s.len);
	int64_t year, month, day;
	const char *missing;

	if (pn_format_digits(pn_str_slice(s, 0, 4)) != 4)
		return fail_date(arena, problem, s, s, "2006");
	pn_parse_int(pn_str_slice(s, 0, 4), 10, 64, &year);
	if (!take_two(&rest, &month, &missing))
		return fail_date(arena, problem, s, rest, missing ? missing : "01");
	if (month < 1 || month > 12)
		return fail_date_text(arena, problem, s, ": month out of range", PN_STR_EMPTY);
	if (!take_two(&rest, &day, &missing))
		return fail_date(arena, problem, s, rest, missing ? missing : "02");
	if (rest.len)
		return fail_date_text(arena, problem, s, ": extra text: ", rest);
	if (day < 1 || day > days_in(month, year))
		return fail_date_text(arena, problem, s, ": day out of range", PN_STR_EMPTY);
	return true;
}

/* ---- times ---- */

/* Reads up to `count` numbers with colons between them; the last takes what is left. */
static const char *read_numbers(pn_str s, int count, int64_t *numbers, const char *const texts[2])
{
	for (int i = 0; i < count; i++) {
		size_t colon = i + 1 < count ? pn_str_find_byte(s, ':') : PN_NOT_FOUND;

		if (i + 1 < count && colon == PN_NOT_FOUND)
			return texts[0];
		if (pn_parse_int(pn_str_slice(s, 0, colon), 10, 64, &numbers[i]) != PN_NUMBER_OK)
			return texts[0];
		if (numbers[i] < 0)
			return texts[1];
		s = colon == PN_NOT_FOUND ? PN_STR_EMPTY : pn_str_slice(s, colon + 1, s.len);
	}
	return NULL;
}

/* Reads "+hh:mm" into the minutes that lead to UTC. */
static bool read_offset(pn_str s, int64_t *minutes, pn_str *problem)
{
	static const char *const texts[] = { "invalid hour/min in offset",
					     "non-positive hour/min in offset" };
	int64_t n[2];
	const char *why;

	if (s.len != 6)
		return pn_format_fail(problem, "offset must be 6 characters long");
	if (s.ptr[0] != '+' && s.ptr[0] != '-')
		return pn_format_fail(problem, "offset must begin with plus/minus");
	if (s.ptr[3] != ':')
		return pn_format_fail(problem, "missing colon in offset in correct place");
	why = read_numbers(pn_str_slice(s, 1, 6), 2, n, texts);
	if (why)
		return pn_format_fail(problem, why);
	if (n[0] > 23 || n[1] > 59)
		return pn_format_fail(problem, "hour/min in offset out of range");
	*minutes = (s.ptr[0] == '+' ? -1 : 1) * (n[0] * 60 + n[1]);
	return true;
}

/* Takes ".123" off *s. */
static bool take_fraction(pn_str *s, pn_str *problem)
{
	size_t digits;

	if (!s->len || s->ptr[0] != '.')
		return true;
	*s = pn_str_slice(*s, 1, s->len);
	digits = pn_format_digits(*s);
	if (digits == 0)
		return pn_format_fail(problem, "no digits in second fraction");
	*s = pn_str_slice(*s, digits, s->len);
	return true;
}

bool pn_format_time(pn_arena *arena, pn_str s, pn_str *problem)
{
	static const char *const texts[] = { "invalid hour/min/sec", "non-positive hour/min/sec" };
	int64_t n[3], minutes, offset = 0;
	const char *why;
	pn_str rest;

	(void)arena;
	if (s.len < 9)
		return pn_format_fail(problem, "less than 9 characters long");
	if (s.ptr[2] != ':' || s.ptr[5] != ':')
		return pn_format_fail(problem, "missing colon in correct place");
	why = read_numbers(pn_str_slice(s, 0, 8), 3, n, texts);
	if (why)
		return pn_format_fail(problem, why);
	if (n[0] > 23 || n[1] > 59 || n[2] > 60)
		return pn_format_fail(problem, "hour/min/sec out of range");
	rest = pn_str_slice(s, 8, s.len);
	if (!take_fraction(&rest, problem))
		return false;
	if (!pn_str_is(rest, "z") && !pn_str_is(rest, "Z") && !read_offset(rest, &offset, problem))
		return false;
	minutes = n[0] * 60 + n[1] + offset;
	if (minutes < 0)
		minutes += 24 * 60;
	/* A leap second is the last of a day, in UTC. */
	if (n[2] == 60 && minutes != 23 * 60 + 59)
		return pn_format_fail(problem, "invalid leap second");
	return true;
}

bool pn_format_date_time(pn_arena *arena, pn_str s, pn_str *problem)
{
	if (s.len < 20)
		return pn_format_fail(problem, "less than 20 characters long");
	if (s.ptr[10] != 't' && s.ptr[10] != 'T')
		return pn_format_fail(problem, "11th character must be t or T");
	if (!pn_format_date(arena, pn_str_slice(s, 0, 10), problem))
		return pn_format_fail_inner(arena, problem, "invalid date element: ");
	if (!pn_format_time(arena, pn_str_slice(s, 11, s.len), problem))
		return pn_format_fail_inner(arena, problem, "invalid time element: ");
	return true;
}

/* ---- durations ---- */

/* Reads numbers with units, which must come in the order of `units`. */
static bool check_units(pn_arena *arena, pn_str s, const char *units, pn_str *problem)
{
	const char *left = units;

	while (s.len) {
		size_t digits = pn_format_digits(s);
		const char *found;
		unsigned char unit;

		if (digits == 0)
			return pn_format_fail(problem, "missing number");
		if (digits == s.len)
			return pn_format_fail(problem, "missing unit");
		unit = (unsigned char)s.ptr[digits];
		found = unit ? strchr(left, unit) : NULL;
		if (!found) {
			bool known = unit && strchr(units, unit);

			pn_format_fail_rune(arena, problem, known ? "unit " : "invalid unit ",
					    unit);
			if (known)
				*problem = pn_str_concat(arena, *problem, PN_STR(" out of order"));
			return false;
		}
		left = found + 1;
		s = pn_str_slice(s, digits + 1, s.len);
	}
	return true;
}

/* Checks the number before the 'W'. */
static bool check_weeks(pn_str s, pn_str *problem)
{
	if (s.len == 0)
		return pn_format_fail(problem, "no number in week");
	return pn_format_digits(s) == s.len || pn_format_fail(problem, "invalid week");
}

/* RFC 3339, appendix A. */
bool pn_format_duration(pn_arena *arena, pn_str s, pn_str *problem)
{
	static const char *const units[] = { "YMD", "HMS" };
	pn_str part;

	if (!pn_str_starts(s, PN_STR("P")))
		return pn_format_fail(problem, "must start with P");
	s = pn_str_slice(s, 1, s.len);
	if (s.len == 0)
		return pn_format_fail(problem, "nothing after P");
	if (pn_str_ends(s, PN_STR("W")))
		return check_weeks(pn_str_slice(s, 0, s.len - 1), problem);
	for (size_t i = 0; pn_format_next(&s, 'T', &part); i++) {
		if (i > 0 && part.len == 0)
			return pn_format_fail(problem, "no time elements");
		if (i > 1)
			return pn_format_fail(problem, "more than one T");
		if (!check_units(arena, part, units[i], problem))
			return false;
	}
	return true;
}

/* Two date-times, or one and a duration, with a slash between them. */
bool pn_format_period(pn_arena *arena, pn_str s, pn_str *problem)
{
	pn_str start, end;

	if (!pn_str_cut(s, PN_STR("/"), &start, &end))
		return pn_format_fail(problem, "missing slash");
	if (pn_str_starts(start, PN_STR("P"))) {
		if (!pn_format_duration(arena, start, problem))
			return pn_format_fail_inner(arena, problem, "invalid start duration: ");
	} else if (!pn_format_date_time(arena, start, problem)) {
		return pn_format_fail_inner(arena, problem, "invalid start date-time: ");
	} else if (pn_str_starts(end, PN_STR("P"))) {
		return pn_format_duration(arena, end, problem) ||
		       pn_format_fail_inner(arena, problem, "invalid end duration: ");
	}
	return pn_format_date_time(arena, end, problem) ||
	       pn_format_fail_inner(arena, problem, "invalid end date-time: ");
}
