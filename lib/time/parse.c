/* SPDX-License-Identifier: Apache-2.0 */
/* Text to times (Go: time/format.go, parse). */
#include "time/text.h"

/* What has been read so far; -1 marks what the text has not named. */
typedef struct reading {
	pn_str rest;
	pn_civil civil; /* month, day -1 when unknown */
	int64_t year_day;
	bool am, pm;
	bool utc;	     /* the zone is UTC */
	int64_t offset;	     /* seconds east of UTC */
	pn_str zone_name;    /* empty: none */
	const char *problem; /* out of range */
} reading;

static bool is_point(char c)
{
	return c == '.' || c == ',';
}

/* Reads an optionally signed number that takes up all of s (Go: atoi). */
static bool read_signed(pn_str s, int64_t *out)
{
	bool negative = s.len && s.ptr[0] == '-';
	uint64_t n;

	if (negative || (s.len && s.ptr[0] == '+'))
		pn_take(&s, 1);
	if (!pn_take_number(&s, &n) || s.len)
		return false;
	*out = (int64_t)(negative ? -n : n);
	return true;
}

/* Takes a number of up to `most` digits, of exactly that many when fixed. */
static bool take_digits(pn_str *s, size_t most, bool fixed, int64_t *out)
{
	size_t i = 0;
	int64_t n = 0;

	for (; i < most && pn_is_digit_at(*s, i); i++)
		n = n * 10 + (s->ptr[i] - '0');
	if (!i || (fixed && i != most))
		return false;
	pn_take(s, i);
	*out = n;
	return true;
}

/* Compares without regard to the case of ASCII letters. */
static bool same_letters(pn_str s, const char *name, size_t length)
{
	if (s.len < length)
		return false;
	for (size_t i = 0; i < length; i++) {
		char a = s.ptr[i], b = name[i];

		if (a != b && ((a | 0x20) != (b | 0x20) || (a | 0x20) < 'a' || (a | 0x20) > 'z'))
			return false;
	}
	return true;
}

/* Takes one of the names, of which the first `length` letters count (0: all); false for none. */
static bool take_name(pn_str *s, const char *const *names, int count, size_t length, int64_t *out)
{
	for (int i = 0; i < count; i++) {
		size_t n = length ? length : strlen(names[i]);

		if (same_letters(*s, names[i], n)) {
			pn_take(s, n);
			*out = i;
			return true;
		}
	}
	return false;
}

/* Notes that a number is out of its range, unless something else is wrong already. */
static bool check_range(reading *r, bool fine, const char *problem)
{
	if (!fine && !r->problem)
		r->problem = problem;
	return true;
}

/* Reads the fraction in the first `length` bytes, its point included, as nanoseconds. */
static bool read_nanoseconds(reading *r, size_t length)
{
	int64_t n;

	if (!is_point(r->rest.ptr[0]))
		return false;
	if (length > 10)
		length = 10;
	if (!read_signed(pn_str_slice(r->rest, 1, length), &n))
		return false;
	if (n < 0)
		return check_range(r, false, ": fractional second out of range");
	for (size_t i = length; i < 10; i++)
		n *= 10;
	r->civil.nanosecond = n;
	return true;
}

/* Takes a point and all digits after it, when there are any. */
static bool take_fraction(reading *r)
{
	size_t end = 2;
	bool fine;

	if (r->rest.len < 2 || !is_point(r->rest.ptr[0]) || !pn_is_digit_at(r->rest, 1))
		return true;
	while (pn_is_digit_at(r->rest, end))
		end++;
	fine = read_nanoseconds(r, end);
	pn_take(&r->rest, end);
	return fine;
}

/* Takes a fraction of exactly as many digits as the layout has. */
static bool take_exact_fraction(reading *r, size_t length)
{
	bool fine = r->rest.len >= length && read_nanoseconds(r, length);

	if (fine)
		pn_take(&r->rest, length);
	return fine;
}

static bool take_year(reading *r, bool is_long)
{
	size_t length = is_long ? 4 : 2;
	int64_t *year = &r->civil.year;

	if (r->rest.len < length || (is_long && !pn_is_digit_at(r->rest, 0)) ||
	    !read_signed(pn_str_slice(r->rest, 0, length), year))
		return false;
	pn_take(&r->rest, length);
	if (!is_long)
		*year += *year >= 69 ? 1900 : 2000; /* Go: Unix time begins in 1969 somewhere */
	return true;
}

/* Takes the blanks that a padded number may begin with. */
static void take_padding(reading *r, bool padded, int most)
{
	for (int i = 0; padded && i < most && r->rest.len && r->rest.ptr[0] == ' '; i++)
		pn_take(&r->rest, 1);
}

/* Reads the elements of a date. */
static bool take_date_part(reading *r, pn_layout_kind kind)
{
	pn_civil *c = &r->civil;
	int64_t weekday;
	bool fine;

	switch ((int)kind) {
	case PN_LAYOUT_YEAR:
	case PN_LAYOUT_LONG_YEAR:
		return take_year(r, kind == PN_LAYOUT_LONG_YEAR);
	case PN_LAYOUT_MONTH:
	case PN_LAYOUT_LONG_MONTH:
		fine = take_name(&r->rest, pn_month_names, 12, kind == PN_LAYOUT_MONTH ? 3 : 0,
				 &c->month);
		c->month += fine;
		return fine;
	case PN_LAYOUT_NUM_MONTH:
	case PN_LAYOUT_ZERO_MONTH:
		return take_digits(&r->rest, 2, kind == PN_LAYOUT_ZERO_MONTH, &c->month) &&
		       check_range(r, c->month > 0 && c->month <= 12, ": month out of range");
	case PN_LAYOUT_WEEKDAY:
	case PN_LAYOUT_LONG_WEEKDAY:
		return take_name(&r->rest, pn_weekday_names, 7, kind == PN_LAYOUT_WEEKDAY ? 3 : 0,
				 &weekday);
	case PN_LAYOUT_UNDER_YEAR_DAY:
	case PN_LAYOUT_ZERO_YEAR_DAY:
		take_padding(r, kind == PN_LAYOUT_UNDER_YEAR_DAY, 2);
		return take_digits(&r->rest, 3, kind == PN_LAYOUT_ZERO_YEAR_DAY, &r->year_day);
	default:
		take_padding(r, kind == PN_LAYOUT_UNDER_DAY, 1);
		return take_digits(&r->rest, 2, kind == PN_LAYOUT_ZERO_DAY, &c->day);
	}
}

static bool take_am_pm(reading *r, pn_str am, pn_str pm)
{
	if (pn_str_starts(r->rest, pm))
		r->pm = true;
	else if (pn_str_starts(r->rest, am))
		r->am = true;
	else
		return false;
	pn_take(&r->rest, 2);
	return true;
}

/* Takes seconds, and a fraction after them that the layout does not name. */
static bool take_seconds(reading *r, bool fixed, pn_str layout)
{
	pn_layout_kind next;

	if (!take_digits(&r->rest, 2, fixed, &r->civil.second))
		return false;
	if (r->civil.second >= 60)
		return check_range(r, false, ": second out of range");
	next = pn_layout_next(&layout).kind;
	return next == PN_LAYOUT_FRACTION_0 || next == PN_LAYOUT_FRACTION_9 || take_fraction(r);
}

/* Reads the elements of a time of day; `layout` is what follows. */
static bool take_clock_part(reading *r, pn_layout_kind kind, pn_str layout)
{
	pn_civil *c = &r->civil;

	switch ((int)kind) {
	case PN_LAYOUT_HOUR:
		return take_digits(&r->rest, 2, false, &c->hour) &&
		       check_range(r, c->hour < 24, ": hour out of range");
	case PN_LAYOUT_HOUR_12:
	case PN_LAYOUT_ZERO_HOUR_12:
		return take_digits(&r->rest, 2, kind == PN_LAYOUT_ZERO_HOUR_12, &c->hour) &&
		       check_range(r, c->hour <= 12, ": hour out of range");
	case PN_LAYOUT_MINUTE:
	case PN_LAYOUT_ZERO_MINUTE:
		return take_digits(&r->rest, 2, kind == PN_LAYOUT_ZERO_MINUTE, &c->minute) &&
		       check_range(r, c->minute < 60, ": minute out of range");
	case PN_LAYOUT_PM:
		return take_am_pm(r, PN_STR("AM"), PN_STR("PM"));
	case PN_LAYOUT_LOWER_PM:
		return take_am_pm(r, PN_STR("am"), PN_STR("pm"));
	default:
		return take_seconds(r, kind == PN_LAYOUT_ZERO_SECOND, layout);
	}
}

/* Cuts an offset such as +02:00 into sign and numbers; false when it has another shape. */
static bool take_offset_parts(pn_str *s, pn_layout_offset form, pn_str numbers[3])
{
	size_t step = 2 + form.colons, count = 1 + (size_t)form.minutes + form.seconds;
	size_t length = 1 + count * step - form.colons;

	if (s->len < length)
		return false;
	for (size_t i = 0; i < count; i++) {
		numbers[i] = pn_str_slice(*s, 1 + i * step, 3 + i * step);
		if (i && form.colons && s->ptr[i * step] != ':')
			return false;
	}
	pn_take(s, length);
	return true;
}

/* Takes an offset such as Z, +02:00 or -0330. */
static bool take_offset(reading *r, pn_layout_offset form)
{
	pn_str parts[3] = { PN_STR("00"), PN_STR("00"), PN_STR("00") };
	char sign = r->rest.len ? r->rest.ptr[0] : ' ';
	int64_t n[3] = { 0 };
	bool fine;

	if (form.z_for_utc && sign == 'Z') {
		pn_take(&r->rest, 1);
		r->utc = true;
		return true;
	}
	if (!take_offset_parts(&r->rest, form, parts))
		return false;
	fine = take_digits(&parts[0], 2, true, &n[0]) && take_digits(&parts[1], 2, true, &n[1]) &&
	       take_digits(&parts[2], 2, true, &n[2]);
	/* Offsets of 24 hours or 60 minutes exist in the wild: Go lets them pass. */
	check_range(r, n[2] <= 60, ": time zone offset second out of range");
	check_range(r, n[1] <= 60, ": time zone offset minute out of range");
	check_range(r, n[0] <= 24, ": time zone offset hour out of range");
	r->offset = (n[0] * 60 + n[1]) * 60 + n[2];
	if (sign == '-')
		r->offset = -r->offset;
	return fine && (sign == '-' || sign == '+');
}

/* Returns the length of a sign and a number up to 23, or 0. */
static size_t signed_hours_length(pn_str s)
{
	pn_str rest = pn_str_slice(s, 1, s.len);
	uint64_t n;

	if (!s.len || (s.ptr[0] != '-' && s.ptr[0] != '+') || !pn_is_digit_at(s, 1) ||
	    !pn_take_number(&rest, &n) || n > 23)
		return 0;
	return s.len - rest.len;
}

/* Returns the length of what looks like a zone's abbreviation, or 0 (Go: parseTimeZone). */
static size_t zone_name_length(pn_str s)
{
	size_t upper = 0;

	if (s.len < 3)
		return 0;
	if (pn_str_starts(s, PN_STR("ChST")) || pn_str_starts(s, PN_STR("MeST")))
		return 4;
	if (pn_str_starts(s, PN_STR("GMT")))
		return 3 + signed_hours_length(pn_str_slice(s, 3, s.len));
	if (s.ptr[0] == '+' || s.ptr[0] == '-')
		return signed_hours_length(s);
	while (upper < 6 && upper < s.len && s.ptr[upper] >= 'A' && s.ptr[upper] <= 'Z')
		upper++;
	if (upper == 3 || (upper == 4 && pn_str_starts(s, PN_STR("WITA"))))
		return upper;
	return (upper == 4 || upper == 5) && s.ptr[upper - 1] == 'T' ? upper : 0;
}

static bool take_zone_name(reading *r)
{
	size_t length = zone_name_length(r->rest);

	if (pn_str_starts(r->rest, PN_STR("UTC"))) {
		pn_take(&r->rest, 3);
		r->utc = true;
		return true;
	}
	r->zone_name = pn_take(&r->rest, length);
	return length > 0;
}

/* Reads what one element of the layout stands for; `layout` is what follows. */
static bool take_part(reading *r, const pn_layout_part *part, pn_str layout)
{
	switch ((int)part->kind) {
	case PN_LAYOUT_OFFSET:
		return take_offset(r, part->offset);
	case PN_LAYOUT_ZONE_NAME:
		return take_zone_name(r);
	case PN_LAYOUT_FRACTION_0:
		return take_exact_fraction(r, part->element.len);
	case PN_LAYOUT_FRACTION_9:
		return take_fraction(r);
	case PN_LAYOUT_HOUR:
	case PN_LAYOUT_HOUR_12:
	case PN_LAYOUT_ZERO_HOUR_12:
	case PN_LAYOUT_MINUTE:
	case PN_LAYOUT_ZERO_MINUTE:
	case PN_LAYOUT_SECOND:
	case PN_LAYOUT_ZERO_SECOND:
	case PN_LAYOUT_PM:
	case PN_LAYOUT_LOWER_PM:
		return take_clock_part(r, part->kind, layout);
	default:
		return take_date_part(r, part->kind);
	}
}

static void take_blanks(pn_str *s)
{
	while (s->len && s->ptr[0] == ' ')
		pn_take(s, 1);
}

/* Takes literal text, in which any run of blanks stands for any other. */
static bool take_literal(pn_str *s, pn_str literal)
{
	while (literal.len) {
		if (literal.ptr[0] == ' ') {
			if (s->len && s->ptr[0] != ' ')
				return false;
			take_blanks(&literal);
			take_blanks(s);
			continue;
		}
		if (!s->len || s->ptr[0] != literal.ptr[0])
			return false;
		pn_take(&literal, 1);
		pn_take(s, 1);
	}
	return true;
}

/* Notes what does not fit; always returns false. */
static bool refuse(pn_time_text *text, pn_str element, pn_str rest, const char *problem)
{
	text->element = element;
	text->rest = rest;
	text->problem = problem;
	return false;
}

/* Reads the whole text by the layout. */
static bool read_parts(reading *r, pn_time_text *text)
{
	pn_str layout = text->layout;

	for (;;) {
		pn_layout_part part = pn_layout_next(&layout);
		pn_str before;

		if (!take_literal(&r->rest, part.before))
			return refuse(text, part.before, r->rest, NULL);
		if (part.kind == PN_LAYOUT_END)
			break;
		before = r->rest;
		if (!take_part(r, &part, layout) && !r->problem)
			return refuse(text, part.element, before, NULL);
		if (r->problem)
			return refuse(text, PN_STR_EMPTY, PN_STR_EMPTY, r->problem);
	}
	return !r->rest.len || refuse(text, PN_STR_EMPTY, r->rest, ": extra text: ");
}

/* Turns the day of the year into month and day, which must agree with those that are known. */
static const char *resolve_year_day(pn_civil *c, int64_t year_day)
{
	bool leap = pn_is_leap_year(c->year);
	int month = 1;

	if (year_day < 1 || year_day > 365 + leap)
		return ": day-of-year out of range";
	while (year_day > pn_days_in_month(month, c->year))
		year_day -= pn_days_in_month(month++, c->year);
	if (c->month >= 0 && c->month != month)
		return ": day-of-year does not match month";
	if (c->day >= 0 && c->day != year_day)
		return ": day-of-year does not match day";
	c->month = month;
	c->day = year_day;
	return NULL;
}

/* Completes and checks the date; returns what is wrong with it, or NULL. */
static const char *complete(reading *r)
{
	pn_civil *c = &r->civil;
	const char *problem = NULL;

	if (r->pm && c->hour < 12)
		c->hour += 12;
	else if (r->am && c->hour == 12)
		c->hour = 0;
	if (r->year_day >= 0)
		problem = resolve_year_day(c, r->year_day);
	if (c->month < 0)
		c->month = 1;
	if (c->day < 0)
		c->day = 1;
	if (!problem && (c->day < 1 || c->day > pn_days_in_month(c->month, c->year)))
		problem = ": day out of range";
	return problem;
}

/* Returns a time in a zone of its own, which has just this name and offset. */
static pn_time in_fixed_zone(pn_time t, pn_str name, int64_t offset, pn_arena *arena)
{
	const pn_zone *zone = pn_zone_fixed(arena, pn_str_dup(arena, name), offset);

	return pn_time_in(&t, zone ? zone : pn_zone_utc());
}

/* Finds the zone that the text names: the expected one if the offset holds there. */
static pn_time locate(const reading *r, const pn_time_text *text, pn_arena *arena)
{
	const pn_zone *zone = text->zone;
	pn_time t = pn_time_from_civil(&r->civil, r->utc ? pn_zone_utc() : zone);
	int64_t offset = 0;

	if (r->utc || (r->offset == -1 && !r->zone_name.len))
		return t;
	t = pn_time_from_civil(&r->civil, pn_zone_utc());
	if (r->offset != -1) {
		pn_zone_span span;

		t.seconds -= r->offset;
		span = pn_zone_at(zone, t.seconds);
		if (span.offset == r->offset &&
		    (!r->zone_name.len || pn_str_eq(span.name, r->zone_name)))
			return pn_time_in(&t, zone);
		return in_fixed_zone(t, r->zone_name, r->offset, arena);
	}
	if (pn_zone_find(zone, r->zone_name, t.seconds, &offset)) {
		t.seconds -= offset;
		return pn_time_in(&t, zone);
	}
	if (r->zone_name.len > 3 && pn_str_starts(r->zone_name, PN_STR("GMT"))) {
		read_signed(pn_str_slice(r->zone_name, 3, r->zone_name.len), &offset);
		offset *= 3600;
	}
	return in_fixed_zone(t, r->zone_name, offset, arena);
}

bool pn_time_parse(pn_time *out, pn_time_text *text, pn_arena *arena)
{
	reading r = { .rest = text->text,
		      .civil = { .month = -1, .day = -1 },
		      .year_day = -1,
		      .offset = -1 };
	const char *problem;

	*out = pn_time_zero();
	if (!read_parts(&r, text))
		return false;
	problem = complete(&r);
	if (problem)
		return refuse(text, PN_STR_EMPTY, PN_STR_EMPTY, problem);
	*out = locate(&r, text, arena);
	return true;
}

void pn_time_text_error(pn_buf *out, const pn_time_text *text)
{
	pn_buf_lit(out, "parsing time ");
	pn_time_quote(out, text->text);
	if (text->problem) {
		pn_buf_add(out, pn_str_from(text->problem));
		if (text->rest.len)
			pn_time_quote(out, text->rest);
		return;
	}
	pn_buf_lit(out, " as ");
	pn_time_quote(out, text->layout);
	pn_buf_lit(out, ": cannot parse ");
	pn_time_quote(out, text->rest);
	pn_buf_lit(out, " as ");
	pn_time_quote(out, text->element);
}
