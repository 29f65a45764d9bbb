/* SPDX-License-Identifier: Apache-2.0 */
/* Times to text (Go: time/format.go, AppendFormat). */
#include "time/text.h"

void pn_time_quote(pn_buf *out, pn_str s)
{
	pn_buf_byte(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c < ' ' || c >= 0x80) {
			pn_buf_format(out, "\\x%02x", c);
			continue;
		}
		if (c == '"' || c == '\\')
			pn_buf_byte(out, '\\');
		pn_buf_byte(out, (char)c);
	}
	pn_buf_byte(out, '"');
}

void pn_month_write(pn_buf *out, int64_t month)
{
	if (month >= 1 && month <= 12)
		pn_buf_add(out, pn_str_from(pn_month_names[month - 1]));
	else
		pn_buf_format(out, "%%!Month(%llu)", (unsigned long long)month);
}

void pn_weekday_write(pn_buf *out, int64_t weekday)
{
	if (weekday >= 0 && weekday <= 6)
		pn_buf_add(out, pn_str_from(pn_weekday_names[weekday]));
	else
		pn_buf_format(out, "%%!Weekday(%llu)", (unsigned long long)weekday);
}

/* Appends a number with at least `width` digits. */
static void write_number(pn_buf *out, int64_t n, int width)
{
	uint64_t size = n < 0 ? -(uint64_t)n : (uint64_t)n;

	if (n < 0)
		pn_buf_byte(out, '-');
	for (uint64_t bound = 10; width > 1; width--, bound *= 10) {
		if (size < bound) {
			pn_buf_repeat(out, '0', (size_t)width - 1);
			break;
		}
	}
	pn_buf_uint(out, size);
}

/* Appends the first three bytes of a name. */
static void write_short(pn_buf *out, const char *name)
{
	pn_buf_add(out, (pn_str){ name, 3 });
}

static void write_offset(pn_buf *out, int64_t offset, pn_layout_offset form)
{
	int64_t minutes = offset / 60;

	if (offset == 0 && form.z_for_utc) {
		pn_buf_byte(out, 'Z');
		return;
	}
	pn_buf_byte(out, minutes < 0 ? '-' : '+');
	if (minutes < 0) {
		minutes = -minutes;
		offset = -offset;
	}
	write_number(out, minutes / 60, 2);
	if (form.colons)
		pn_buf_byte(out, ':');
	if (form.minutes)
		write_number(out, minutes % 60, 2);
	if (form.seconds) {
		if (form.colons)
			pn_buf_byte(out, ':');
		write_number(out, offset % 60, 2);
	}
}

static void write_fraction(pn_buf *out, int32_t nanoseconds, pn_str element)
{
	size_t count = element.len - 1;
	char digits[9];

	for (size_t i = sizeof digits; i-- > 0; nanoseconds /= 10)
		digits[i] = (char)('0' + nanoseconds % 10);
	if (count > sizeof digits)
		count = sizeof digits;
	if (element.ptr[1] == '9') {
		while (count && digits[count - 1] == '0')
			count--;
		if (!count)
			return;
	}
	pn_buf_byte(out, element.ptr[0]);
	pn_buf_add(out, (pn_str){ digits, count });
}

/* Appends the elements of a date. */
static void write_date_part(pn_buf *out, const pn_civil *c, pn_layout_kind kind)
{
	const char *month = pn_month_names[c->month - 1], *weekday = pn_weekday_names[c->weekday];

	if (kind == PN_LAYOUT_LONG_YEAR)
		write_number(out, c->year, 4);
	else if (kind == PN_LAYOUT_YEAR)
		write_number(out, c->year < 0 ? -(c->year % 100) : c->year % 100, 2);
	else if (kind == PN_LAYOUT_LONG_MONTH)
		pn_buf_add(out, pn_str_from(month));
	else if (kind == PN_LAYOUT_MONTH)
		write_short(out, month);
	else if (kind == PN_LAYOUT_LONG_WEEKDAY)
		pn_buf_add(out, pn_str_from(weekday));
	else if (kind == PN_LAYOUT_WEEKDAY)
		write_short(out, weekday);
	else if (kind == PN_LAYOUT_NUM_MONTH || kind == PN_LAYOUT_ZERO_MONTH)
		write_number(out, c->month, kind == PN_LAYOUT_ZERO_MONTH ? 2 : 0);
	else if (kind == PN_LAYOUT_ZERO_YEAR_DAY)
		write_number(out, c->year_day, 3);
	else if (kind == PN_LAYOUT_UNDER_YEAR_DAY)
		pn_buf_format(out, "%3d", c->year_day);
	else if (kind == PN_LAYOUT_UNDER_DAY)
		pn_buf_format(out, "%2d", (int)c->day);
	else
		write_number(out, c->day, kind == PN_LAYOUT_ZERO_DAY ? 2 : 0);
}

/* Appends the elements of a time of day. */
static void write_clock_part(pn_buf *out, const pn_civil *c, pn_layout_kind kind)
{
	int64_t hour_12 = c->hour % 12 ? c->hour % 12 : 12;

	if (kind == PN_LAYOUT_HOUR)
		write_number(out, c->hour, 2);
	else if (kind == PN_LAYOUT_HOUR_12 || kind == PN_LAYOUT_ZERO_HOUR_12)
		write_number(out, hour_12, kind == PN_LAYOUT_ZERO_HOUR_12 ? 2 : 0);
	else if (kind == PN_LAYOUT_MINUTE || kind == PN_LAYOUT_ZERO_MINUTE)
		write_number(out, c->minute, kind == PN_LAYOUT_ZERO_MINUTE ? 2 : 0);
	else if (kind == PN_LAYOUT_SECOND || kind == PN_LAYOUT_ZERO_SECOND)
		write_number(out, c->second, kind == PN_LAYOUT_ZERO_SECOND ? 2 : 0);
	else if (kind == PN_LAYOUT_PM)
		pn_buf_add(out, c->hour >= 12 ? PN_STR("PM") : PN_STR("AM"));
	else
		pn_buf_add(out, c->hour >= 12 ? PN_STR("pm") : PN_STR("am"));
}

/* Appends the zone's abbreviation, or its offset where it has none. */
static void write_zone_name(pn_buf *out, const pn_zone_span *span)
{
	if (span->name.len)
		pn_buf_add(out, span->name);
	else
		write_offset(out, span->offset, (pn_layout_offset){ .minutes = true });
}

void pn_time_format(pn_buf *out, const pn_time *t, pn_str layout)
{
	pn_zone_span span = pn_zone_at(t->zone, t->seconds);
	pn_civil c = pn_civil_of_seconds(pn_wrap_add(t->seconds, span.offset));

	while (layout.len) {
		pn_layout_part part = pn_layout_next(&layout);

		pn_buf_add(out, part.before);
		if (part.kind == PN_LAYOUT_END)
			break;
		if (part.kind == PN_LAYOUT_OFFSET)
			write_offset(out, span.offset, part.offset);
		else if (part.kind == PN_LAYOUT_ZONE_NAME)
			write_zone_name(out, &span);
		else if (part.kind >= PN_LAYOUT_FRACTION_0)
			write_fraction(out, t->nanoseconds, part.element);
		else if (part.kind >= PN_LAYOUT_HOUR && part.kind <= PN_LAYOUT_ZERO_SECOND)
			write_clock_part(out, &c, part.kind);
		else if (part.kind == PN_LAYOUT_PM || part.kind == PN_LAYOUT_LOWER_PM)
			write_clock_part(out, &c, part.kind);
		else
			write_date_part(out, &c, part.kind);
	}
}

const char *pn_time_rfc3339_problem(const pn_time *t)
{
	pn_zone_span span = pn_zone_at(t->zone, t->seconds);
	int64_t year = pn_time_civil(t).year;

	if (year < 0 || year > 9999)
		return "year outside of range [0,9999]";
	if (span.offset / 3600 <= -24 || span.offset / 3600 >= 24)
		return "timezone hour outside of range [0,23]";
	return NULL;
}

void pn_time_write(pn_buf *out, const pn_time *t)
{
	int64_t m = t->monotonic;
	uint64_t size = m < 0 ? -(uint64_t)m : (uint64_t)m;

	pn_time_format(out, t, PN_STR("2006-01-02 15:04:05.999999999 -0700 MST"));
	if (m)
		pn_buf_format(out, " m=%c%llu.%09llu", m < 0 ? '-' : '+',
			      (unsigned long long)(size / 1000000000),
			      (unsigned long long)(size % 1000000000));
}

void pn_time_write_go(pn_buf *out, const pn_time *t)
{
	pn_civil c = pn_time_civil(t);

	pn_buf_format(out, "time.Date(%lld, time.%s, %d, %d, %d, %d, %d, ", (long long)c.year,
		      pn_month_names[c.month - 1], (int)c.day, (int)c.hour, (int)c.minute,
		      (int)c.second, (int)t->nanoseconds);
	if (t->zone == pn_zone_utc()) {
		pn_buf_lit(out, "time.UTC)");
	} else if (t->zone->is_local) {
		pn_buf_lit(out, "time.Local)");
	} else {
		pn_buf_lit(out, "time.Location(");
		pn_time_quote(out, t->zone->name);
		pn_buf_lit(out, "))");
	}
}
