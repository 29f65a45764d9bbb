/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of time.Time and *time.Location. */
#include "func/clock.h"
#include "func/help.h"

static const pn_time *self(const pn_call *c)
{
	return pn_value_time(c->self);
}

static const pn_time *time_arg(const pn_call *c, uint32_t i)
{
	return pn_value_time(pn_arg(c, i));
}

/* Sets a number of a named type. */
static bool ret_named(pn_call *c, pn_type type, int64_t n)
{
	c->result = pn_int(n);
	c->result.type = (uint8_t)type;
	return true;
}

static bool m_add(pn_call *c)
{
	pn_time t = pn_time_add(self(c), pn_arg_int(c, 0));

	return pn_ret_time(c, &t);
}

static bool m_add_date(pn_call *c)
{
	pn_time t = pn_time_add_date(self(c), pn_arg_int(c, 0), pn_arg_int(c, 1), pn_arg_int(c, 2));

	return pn_ret_time(c, &t);
}

static bool m_round(pn_call *c)
{
	pn_time t = pn_time_round(self(c), pn_arg_int(c, 0));

	return pn_ret_time(c, &t);
}

static bool m_truncate(pn_call *c)
{
	pn_time t = pn_time_truncate(self(c), pn_arg_int(c, 0));

	return pn_ret_time(c, &t);
}

static bool m_in(pn_call *c)
{
	const pn_zone *zone = pn_value_zone(pn_arg(c, 0));
	pn_time t;

	if (!zone)
		return pn_call_fail(c, "time: missing Location in call to Time.In");
	t = pn_time_in(self(c), zone);
	return pn_ret_time(c, &t);
}

static bool m_local(pn_call *c)
{
	pn_time t = pn_time_in(self(c), pn_call_zone(c, pn_call_arena(c)));

	return pn_ret_time(c, &t);
}

static bool m_utc(pn_call *c)
{
	pn_time t = pn_time_in(self(c), pn_zone_utc());

	return pn_ret_time(c, &t);
}

static bool m_sub(pn_call *c)
{
	return ret_named(c, PN_TYPE_DURATION, pn_time_sub(self(c), time_arg(c, 0)));
}

static bool m_after(pn_call *c)
{
	return pn_ret_bool(c, pn_time_compare(self(c), time_arg(c, 0)) > 0);
}

static bool m_before(pn_call *c)
{
	return pn_ret_bool(c, pn_time_compare(self(c), time_arg(c, 0)) < 0);
}

static bool m_equal(pn_call *c)
{
	return pn_ret_bool(c, pn_time_compare(self(c), time_arg(c, 0)) == 0);
}

static bool m_compare(pn_call *c)
{
	return pn_ret_int(c, pn_time_compare(self(c), time_arg(c, 0)));
}

static bool m_is_zero(pn_call *c)
{
	return pn_ret_bool(c, pn_time_is_zero(self(c)));
}

static bool m_is_dst(pn_call *c)
{
	return pn_ret_bool(c, pn_zone_at(self(c)->zone, self(c)->seconds).is_dst);
}

static bool m_location(pn_call *c)
{
	c->result = pn_zone_value(pn_call_arena(c), self(c)->zone);
	return !pn_is_nil(&c->result);
}

/* ---- the parts of a date ---- */

static bool m_year(pn_call *c)
{
	return pn_ret_int(c, pn_time_civil(self(c)).year);
}

static bool m_month(pn_call *c)
{
	return ret_named(c, PN_TYPE_MONTH, pn_time_civil(self(c)).month);
}

static bool m_day(pn_call *c)
{
	return pn_ret_int(c, pn_time_civil(self(c)).day);
}

static bool m_hour(pn_call *c)
{
	return pn_ret_int(c, pn_time_civil(self(c)).hour);
}

static bool m_minute(pn_call *c)
{
	return pn_ret_int(c, pn_time_civil(self(c)).minute);
}

static bool m_second(pn_call *c)
{
	return pn_ret_int(c, pn_time_civil(self(c)).second);
}

static bool m_nanosecond(pn_call *c)
{
	return pn_ret_int(c, self(c)->nanoseconds);
}

static bool m_weekday(pn_call *c)
{
	return ret_named(c, PN_TYPE_WEEKDAY, pn_time_civil(self(c)).weekday);
}

static bool m_year_day(pn_call *c)
{
	return pn_ret_int(c, pn_time_civil(self(c)).year_day);
}

/* ---- seconds since 1970; Go's arithmetic wraps around ---- */

/* Sets the time in units, of which `per_second` make a second. */
static bool ret_units(pn_call *c, int64_t per_second)
{
	uint64_t whole = (uint64_t)self(c)->seconds * (uint64_t)per_second;
	int64_t part = self(c)->nanoseconds / (INT64_C(1000000000) / per_second);

	return pn_ret_int64(c, (int64_t)(whole + (uint64_t)part));
}

static bool m_unix(pn_call *c)
{
	return pn_ret_int64(c, self(c)->seconds);
}

static bool m_unix_milli(pn_call *c)
{
	return ret_units(c, 1000);
}

static bool m_unix_micro(pn_call *c)
{
	return ret_units(c, 1000000);
}

static bool m_unix_nano(pn_call *c)
{
	return ret_units(c, 1000000000);
}

/* ---- texts ---- */

static bool m_string(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_time_write(&text, self(c));
	return pn_ret_buf(c, &text);
}

static bool m_go_string(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_time_write_go(&text, self(c));
	return pn_ret_buf(c, &text);
}

static bool m_format(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_time_format(&text, self(c), pn_arg_str(c, 0));
	return pn_ret_buf(c, &text);
}

/* Sets a buffer as []byte. */
static bool ret_bytes(pn_call *c, const pn_buf *buf)
{
	c->result = pn_bytes(pn_buf_str(buf));
	return !buf->failed;
}

static bool m_append_format(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_buf_add(&text, pn_arg_str(c, 0));
	pn_time_format(&text, self(c), pn_arg_str(c, 1));
	return ret_bytes(c, &text);
}

/* Appends RFC 3339, which has no way to write some times; `method` begins Go's words then. */
static bool append_rfc3339(pn_call *c, pn_buf *out, const char *method)
{
	const char *problem = pn_time_rfc3339_problem(self(c));

	if (problem)
		return pn_call_fail(c, "Time.%s: %s", method, problem);
	pn_time_format(out, self(c), PN_LAYOUT_RFC3339_NANO);
	return true;
}

static bool m_append_text(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_buf_add(&text, pn_arg_str(c, 0));
	return append_rfc3339(c, &text, "AppendText") && ret_bytes(c, &text);
}

static bool m_marshal_text(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	return append_rfc3339(c, &text, "MarshalText") && ret_bytes(c, &text);
}

static bool m_marshal_json(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_buf_byte(&text, '"');
	if (!append_rfc3339(c, &text, "MarshalJSON"))
		return false;
	pn_buf_byte(&text, '"');
	return ret_bytes(c, &text);
}

/* Appends the `count` lowest bytes of a number, big end first. */
static void append_number(pn_buf *out, uint64_t n, int count)
{
	while (count-- > 0)
		pn_buf_byte(out, (char)(n >> (8 * count)));
}

/* Appends Go's binary form: version, seconds since year 1, nanoseconds, minutes east of UTC. */
static bool append_binary(pn_call *c, pn_buf *out)
{
	const pn_time *t = self(c);
	int64_t offset = pn_zone_at(t->zone, t->seconds).offset, minutes = offset / 60;

	if (t->zone == pn_zone_utc()) {
		offset = 0;
		minutes = -1;
	} else if (minutes < INT16_MIN || minutes == -1 || minutes > INT16_MAX) {
		return pn_call_fail(c, "Time.MarshalBinary: unexpected zone offset");
	}
	append_number(out, offset % 60 ? 2 : 1, 1);
	append_number(out, (uint64_t)t->seconds + UINT64_C(62135596800), 8);
	append_number(out, (uint64_t)t->nanoseconds, 4);
	append_number(out, (uint64_t)minutes, 2);
	if (offset % 60)
		append_number(out, (uint64_t)(offset % 60), 1);
	return ret_bytes(c, out);
}

static bool m_marshal_binary(pn_call *c)
{
	pn_buf buf;

	pn_buf_init(&buf, pn_call_arena(c));
	return append_binary(c, &buf);
}

static bool m_append_binary(pn_call *c)
{
	pn_buf buf;

	pn_buf_init(&buf, pn_call_arena(c));
	pn_buf_add(&buf, pn_arg_str(c, 0));
	return append_binary(c, &buf);
}

static bool m_zone_string(pn_call *c)
{
	return pn_ret_str(c, pn_zone_name(pn_value_zone(c->self)));
}

#define TIME(...)                   \
	{                           \
		PN_TYPE_TIME,       \
		{                   \
			__VA_ARGS__ \
		}                   \
	}
static const pn_method methods[] = {
	TIME("Add", m_add, "d", 0, "TIME.Add DURATION", "Return the time DURATION later."),
	TIME("AddDate", m_add_date, "iii", 0, "TIME.AddDate YEARS MONTHS DAYS",
	     "Return the time that much later in the calendar."),
	TIME("After", m_after, "t", 0, "TIME.After OTHER", "Say whether TIME is after OTHER."),
	TIME("AppendBinary", m_append_binary, "y", 0, "TIME.AppendBinary BYTES",
	     "Append Go's binary form to BYTES."),
	TIME("AppendFormat", m_append_format, "ys", 0, "TIME.AppendFormat BYTES LAYOUT",
	     "Append the time, by LAYOUT, to BYTES."),
	TIME("AppendText", m_append_text, "y", 0, "TIME.AppendText BYTES",
	     "Append the time, by RFC 3339, to BYTES."),
	TIME("Before", m_before, "t", 0, "TIME.Before OTHER", "Say whether TIME is before OTHER."),
	TIME("Clock", NULL, "", PN_FUNC_UNFIT, "",
	     "function Clock has 3 return values; should be 1 or 2"),
	TIME("Compare", m_compare, "t", 0, "TIME.Compare OTHER",
	     "Return -1, 0 or 1: TIME is before, at or after OTHER."),
	TIME("Date", NULL, "", PN_FUNC_UNFIT, "",
	     "function Date has 3 return values; should be 1 or 2"),
	TIME("Day", m_day, "", 0, "TIME.Day", "Return the day of the month."),
	TIME("Equal", m_equal, "t", 0, "TIME.Equal OTHER",
	     "Say whether both are the same instant."),
	TIME("Format", m_format, "s", 0, "TIME.Format LAYOUT", "Write the time by LAYOUT."),
	TIME("GoString", m_go_string, "", 0, "TIME.GoString", "Write the time as Go code."),
	TIME("GobEncode", m_marshal_binary, "", 0, "TIME.GobEncode", "Return Go's binary form."),
	TIME("Hour", m_hour, "", 0, "TIME.Hour", "Return the hour, from 0 to 23."),
	TIME("ISOWeek", NULL, "", PN_FUNC_UNFIT, "",
	     "invalid function signature for ISOWeek: second return value should be error; is int"),
	TIME("In", m_in, "L", 0, "TIME.In LOCATION", "Return the same instant in another zone."),
	TIME("IsDST", m_is_dst, "", 0, "TIME.IsDST", "Say whether it is summer time."),
	TIME("IsZero", m_is_zero, "", 0, "TIME.IsZero", "Say whether this is the zero time."),
	TIME("Local", m_local, "", 0, "TIME.Local", "Return the same instant in the local zone."),
	TIME("Location", m_location, "", 0, "TIME.Location", "Return the time's zone."),
	TIME("MarshalBinary", m_marshal_binary, "", 0, "TIME.MarshalBinary",
	     "Return Go's binary form."),
	TIME("MarshalJSON", m_marshal_json, "", 0, "TIME.MarshalJSON", "Return the time as JSON."),
	TIME("MarshalText", m_marshal_text, "", 0, "TIME.MarshalText",
	     "Return the time by RFC 3339, as bytes."),
	TIME("Minute", m_minute, "", 0, "TIME.Minute", "Return the minute, from 0 to 59."),
	TIME("Month", m_month, "", 0, "TIME.Month", "Return the month, which prints as its name."),
	TIME("Nanosecond", m_nanosecond, "", 0, "TIME.Nanosecond",
	     "Return the nanoseconds of the second."),
	TIME("Round", m_round, "d", 0, "TIME.Round DURATION",
	     "Return the nearest multiple of DURATION since the zero time."),
	TIME("Second", m_second, "", 0, "TIME.Second", "Return the second, from 0 to 59."),
	TIME("String", m_string, "", 0, "TIME.String", "Write the time as it prints."),
	TIME("Sub", m_sub, "t", 0, "TIME.Sub OTHER", "Return the duration from OTHER to TIME."),
	TIME("Truncate", m_truncate, "d", 0, "TIME.Truncate DURATION",
	     "Return the last multiple of DURATION since the zero time."),
	TIME("UTC", m_utc, "", 0, "TIME.UTC", "Return the same instant in UTC."),
	TIME("Unix", m_unix, "", 0, "TIME.Unix", "Return the seconds since 1970."),
	TIME("UnixMicro", m_unix_micro, "", 0, "TIME.UnixMicro", "Return microseconds since 1970."),
	TIME("UnixMilli", m_unix_milli, "", 0, "TIME.UnixMilli", "Return milliseconds since 1970."),
	TIME("UnixNano", m_unix_nano, "", 0, "TIME.UnixNano", "Return nanoseconds since 1970."),
	TIME("Weekday", m_weekday, "", 0, "TIME.Weekday",
	     "Return the day of the week, which prints as its name."),
	TIME("Year", m_year, "", 0, "TIME.Year", "Return the year."),
	TIME("YearDay", m_year_day, "", 0, "TIME.YearDay", "Return the day of the year, from 1."),
	TIME("Zone", NULL, "", PN_FUNC_UNFIT, "",
	     "invalid function signature for Zone: second return value should be error; is int"),
	TIME("ZoneBounds", NULL, "", PN_FUNC_UNFIT, "",
	     "invalid function signature for ZoneBounds: second return value should be error; is "
	     "time.Time"),
	{ PN_TYPE_LOCATION,
	  { "String", m_zone_string, "", 0, "LOCATION.String", "Return the zone's name." } },
};
#undef TIME

const pn_func_family pn_family_time_methods = { "Methods of times", NULL, 0,
						PN_ROWS(methods),   NULL, 0xa16c362947388b49 };
