/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of time.Duration, time.Month and time.Weekday. */
#include "func/clock.h"
#include "func/help.h"

enum { MICROSECOND = 1000, MILLISECOND = 1000 * MICROSECOND, SECOND = 1000 * MILLISECOND };

static int64_t self(const pn_call *c)
{
	return c->self->as.integer;
}

static bool ret_duration(pn_call *c, int64_t duration)
{
	c->result = pn_duration_value(duration);
	return true;
}

static bool m_abs(pn_call *c)
{
	int64_t d = self(c);

	if (d < 0)
		d = d == INT64_MIN ? INT64_MAX : -d;
	return ret_duration(c, d);
}

/* Sets the duration in units of so many nanoseconds, as Go divides it. */
static bool ret_units(pn_call *c, int64_t unit)
{
	return pn_ret_float(c, (double)(self(c) / unit) + (double)(self(c) % unit) / (double)unit);
}

static bool m_hours(pn_call *c)
{
	return ret_units(c, INT64_C(3600) * SECOND);
}

static bool m_minutes(pn_call *c)
{
	return ret_units(c, INT64_C(60) * SECOND);
}

static bool m_seconds(pn_call *c)
{
	return ret_units(c, SECOND);
}

static bool m_milliseconds(pn_call *c)
{
	return pn_ret_int64(c, self(c) / MILLISECOND);
}

static bool m_microseconds(pn_call *c)
{
	return pn_ret_int64(c, self(c) / MICROSECOND);
}

static bool m_nanoseconds(pn_call *c)
{
	return pn_ret_int64(c, self(c));
}

static bool m_round(pn_call *c)
{
	return ret_duration(c, pn_duration_round(self(c), pn_arg_int(c, 0)));
}

static bool m_truncate(pn_call *c)
{
	return ret_duration(c, pn_duration_truncate(self(c), pn_arg_int(c, 0)));
}

/* Sets what the receiver prints as; the three types differ in their names only. */
static bool m_string(pn_call *c)
{
	return pn_ret_str(c, pn_value_to_string(pn_call_arena(c), c->self));
}

#define DURATION(...)               \
	{                           \
		PN_TYPE_DURATION,   \
		{                   \
			__VA_ARGS__ \
		}                   \
	}
static const pn_method methods[] = {
	DURATION("Abs", m_abs, "", 0, "DURATION.Abs", "Return the duration without its sign."),
	DURATION("Hours", m_hours, "", 0, "DURATION.Hours", "Return the duration in hours."),
	DURATION("Microseconds", m_microseconds, "", 0, "DURATION.Microseconds",
		 "Return the duration in whole microseconds."),
	DURATION("Milliseconds", m_milliseconds, "", 0, "DURATION.Milliseconds",
		 "Return the duration in whole milliseconds."),
	DURATION("Minutes", m_minutes, "", 0, "DURATION.Minutes",
		 "Return the duration in minutes."),
	DURATION("Nanoseconds", m_nanoseconds, "", 0, "DURATION.Nanoseconds",
		 "Return the duration in nanoseconds."),
	DURATION("Round", m_round, "d", 0, "DURATION.Round UNIT",
		 "Return the nearest multiple of UNIT."),
	DURATION("Seconds", m_seconds, "", 0, "DURATION.Seconds",
		 "Return the duration in seconds."),
	DURATION("String", m_string, "", 0, "DURATION.String", "Write the duration as 1h2m3.5s."),
	DURATION("Truncate", m_truncate, "d", 0, "DURATION.Truncate UNIT",
		 "Return the multiple of UNIT towards zero."),
	{ PN_TYPE_MONTH,
	  { "String", m_string, "", 0, "MONTH.String", "Return the month's name." } },
	{ PN_TYPE_WEEKDAY,
	  { "String", m_string, "", 0, "WEEKDAY.String", "Return the day's name." } },
};
#undef DURATION

const pn_func_family pn_family_duration_methods = {
	"Methods of durations", NULL, 0, PN_ROWS(methods), NULL, 0x14010001a048500
};
