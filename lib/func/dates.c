/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and durations (Sprig: date.go). */
#include "func/clock.h"
#include "func/help.h"

#define SECOND INT64_C(1000000000)

pn_time pn_call_now(const pn_call *c, const pn_zone *zone)
{
	pn_call_place place = pn_call_place_of(c);
	pn_time t = { .zone = zone };

	c->env->now(c->env->data, &place, &t.seconds, &t.nanoseconds);
	return t;
}

const pn_zone *pn_call_zone(const pn_call *c, pn_arena *arena)
{
	return pn_zone_local(arena, c->env->zone(c->env->data));
}

bool pn_ret_time(pn_call *c, const pn_time *t)
{
	c->result = pn_time_value(pn_call_arena(c), t);
	return !pn_is_nil(&c->result);
}

/* Reads an argument that is to be a time or seconds since 1970: all else is now, as in Sprig. */
static pn_time time_argument(const pn_call *c, const pn_value *v)
{
	const pn_time *t = pn_value_time(v);

	if (t)
		return *t;
	if (v->type == PN_TYPE_INT || v->type == PN_TYPE_INT64 || v->type == PN_TYPE_INT32)
		return pn_time_unix(v->as.integer, 0, pn_zone_utc());
	return pn_call_now(c, pn_zone_utc());
}

/* Sets a time as text; `zone` is "Local" or the name of a zone, an unknown one meaning UTC. */
static bool format_in(pn_call *c, pn_str layout, const pn_value *when, pn_str zone)
{
	pn_arena scratch; /* for the zone, which is not needed any longer than the text takes */
	const pn_zone *place;
	bool fine;
	pn_time t;
	pn_buf text;

	pn_arena_init(&scratch, pn_call_arena(c)->mem, c->cx->limits->arena_bytes);
	place = pn_str_is(zone, "Local") ? pn_call_zone(c, &scratch) : pn_zone_load(&scratch, zone);
	t = time_argument(c, when);
	t = pn_time_in(&t, place ? place : pn_zone_utc());
	pn_buf_init(&text, pn_call_arena(c));
	pn_time_format(&text, &t, layout);
	/* Without memory no zone can be loaded, which is not the same as an unknown zone. */
	fine = !scratch.failed || pn_fail_memory(c->cx->err, &scratch);
	pn_arena_finish(&scratch);
	return fine && pn_ret_buf(c, &text);
}

static bool fn_date(pn_call *c)
{
	return format_in(c, pn_arg_str(c, 0), pn_arg(c, 1), PN_STR("Local"));
}

static bool fn_date_in_zone(pn_call *c)
{
	return format_in(c, pn_arg_str(c, 0), pn_arg(c, 1), pn_arg_str(c, 2));
}

static bool fn_html_date(pn_call *c)
{
	return format_in(c, PN_STR("2006-01-02"), pn_arg(c, 0), PN_STR("Local"));
}

static bool fn_html_date_in_zone(pn_call *c)
{
	return format_in(c, PN_STR("2006-01-02"), pn_arg(c, 0), pn_arg_str(c, 1));
}

/* Go's monotonic clock begins with the process; ours stands still, so that renders can repeat. */
static bool fn_now(pn_call *c)
{
	pn_time t = pn_call_now(c, pn_call_zone(c, pn_call_arena(c)));

	t.monotonic = 1;
	return pn_ret_time(c, &t);
}

static bool fn_ago(pn_call *c)
{
	pn_time then = time_argument(c, pn_arg(c, 0)), now = pn_call_now(c, pn_zone_utc());
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_duration_write(&text, pn_duration_round(pn_time_sub(&now, &then), SECOND));
	return pn_ret_buf(c, &text);
}

static bool fn_date_modify(pn_call *c)
{
	const pn_time *t = pn_value_time(pn_arg(c, 1));
	pn_time result = *t;
	int64_t duration;

	if (pn_duration_parse(&duration, pn_arg_str(c, 0), pn_call_arena(c), NULL))
		result = pn_time_add(t, duration);
	return pn_ret_time(c, &result);
}

static bool fn_must_date_modify(pn_call *c)
{
	pn_time result;
	int64_t duration;
	pn_str why;

	if (!pn_duration_parse(&duration, pn_arg_str(c, 0), pn_call_arena(c), &why))
		return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, why);
	result = pn_time_add(pn_value_time(pn_arg(c, 1)), duration);
	return pn_ret_time(c, &result);
}

/* Reads a time in the local zone. */
static bool parse_date(pn_call *c, pn_time *t, pn_time_text *text)
{
	*text = (pn_time_text){ .layout = pn_arg_str(c, 0),
				.text = pn_arg_str(c, 1),
				.zone = pn_call_zone(c, pn_call_arena(c)) };
	return pn_time_parse(t, text, pn_call_arena(c));
}

static bool fn_to_date(pn_call *c)
{
	pn_time_text text;
	pn_time t;

	parse_date(c, &t, &text); /* an unreadable text is the zero time */
	return pn_ret_time(c, &t);
}

static bool fn_must_to_date(pn_call *c)
{
	pn_time_text text;
	pn_time t;
	pn_buf why;

	if (parse_date(c, &t, &text))
		return pn_ret_time(c, &t);
	pn_buf_init(&why, pn_call_arena(c));
	pn_time_text_error(&why, &text);
	return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, pn_buf_str(&why));
}

static bool fn_unix_epoch(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_buf_int(&text, pn_value_time(pn_arg(c, 0))->seconds);
	return pn_ret_buf(c, &text);
}

/* Only strings and int64 count: an int, such as a literal, is 0 seconds, as in Sprig. */
static bool fn_duration(pn_call *c)
{
	const pn_value *v = pn_arg(c, 0);
	int64_t seconds = 0;
	pn_buf text;

	/* Go: a number out of range is the nearest one, a text that is none is 0. */
	if (pn_is_string(v) && pn_parse_int(pn_value_str(v), 10, 64, &seconds) == PN_NUMBER_SYNTAX)
		seconds = 0;
	else if (v->type == PN_TYPE_INT64)
		seconds = v->as.integer;
	pn_buf_init(&text, pn_call_arena(c));
	pn_duration_write(&text, (int64_t)((uint64_t)seconds * (uint64_t)SECOND));
	return pn_ret_buf(c, &text);
}

/* Reads what durationRound takes: a duration as text, nanoseconds, or a time in the past. */
static int64_t duration_argument(const pn_call *c, const pn_value *v)
{
	const pn_time *then = pn_value_time(v);
	int64_t duration = 0;

	if (then) {
		pn_time now = pn_call_now(c, pn_zone_utc());

		return pn_time_sub(&now, then);
	}
	if (v->type == PN_TYPE_STRING)
		pn_duration_parse(&duration, pn_value_str(v), pn_call_arena(c), NULL);
	else if (v->type == PN_TYPE_INT64)
		duration = v->as.integer;
	return duration;
}

static bool fn_duration_round(pn_call *c)
{
	static const struct {
		const char *name;
		uint64_t seconds;
	} units[] = { { "y", 365 * 86400 }, { "mo", 30 * 86400 }, { "d", 86400 },
		      { "h", 3600 },	    { "m", 60 },	  { "s", 1 } };
	int64_t duration = duration_argument(c, pn_arg(c, 0));
	uint64_t size = duration < 0 ? -(uint64_t)duration : (uint64_t)duration;

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		uint64_t unit = units[i].seconds * (uint64_t)SECOND;

		/* Sprig: exactly one unit is not enough; a day is 24h. */
		if (size > unit)
			return pn_ret_str(c, pn_str_format(pn_call_arena(c), "%llu%s",
							   (unsigned long long)(size / unit),
							   units[i].name));
	}
	return pn_ret_str(c, PN_STR("0s"));
}

static const pn_func functions[] = {
	{ "ago", fn_ago, "a", PN_FUNC_VOLATILE, "ago TIME",
	  "Say how long ago TIME was, rounded to seconds." },
	{ "date", fn_date, "sa", 0, "date LAYOUT TIME",
	  "Write TIME, or seconds since 1970, by Go's LAYOUT in the local zone." },
	{ "dateInZone", fn_date_in_zone, "sas", 0, "dateInZone LAYOUT TIME ZONE",
	  "Write TIME by LAYOUT in a zone such as Europe/Berlin." },
	{ "dateModify", fn_date_modify, "st", 0, "dateModify DURATION TIME",
	  "Add a duration such as -1.5h to TIME; a malformed one changes nothing." },
	{ "date_in_zone", fn_date_in_zone, "sas", 0, "date_in_zone LAYOUT TIME ZONE",
	  "Write TIME by LAYOUT in a zone such as Europe/Berlin." },
	{ "date_modify", fn_date_modify, "st", 0, "date_modify DURATION TIME",
	  "Add a duration such as -1.5h to TIME; a malformed one changes nothing." },
	{ "duration", fn_duration, "a", 0, "duration SECONDS",
	  "Write SECONDS, a string or an int64, as a duration such as 1m35s." },
	{ "durationRound", fn_duration_round, "a", 0, "durationRound DURATION",
	  "Write a duration, or the time since a date, in its largest unit, such as 2h." },
	{ "htmlDate", fn_html_date, "a", 0, "htmlDate TIME",
	  "Write TIME as 2006-01-02 in the local zone." },
	{ "htmlDateInZone", fn_html_date_in_zone, "as", 0, "htmlDateInZone TIME ZONE",
	  "Write TIME as 2006-01-02 in a zone." },
	{ "mustDateModify", fn_must_date_modify, "st", 0, "mustDateModify DURATION TIME",
	  "Add a duration to TIME; fail when it is malformed." },
	{ "mustToDate", fn_must_to_date, "ss", 0, "mustToDate LAYOUT STRING",
	  "Read a time by Go's LAYOUT; fail when STRING does not fit." },
	{ "must_date_modify", fn_must_date_modify, "st", 0, "must_date_modify DURATION TIME",
	  "Add a duration to TIME; fail when it is malformed." },
	{ "now", fn_now, "", PN_FUNC_VOLATILE, "now", "Return the current time." },
	{ "toDate", fn_to_date, "ss", 0, "toDate LAYOUT STRING",
	  "Read a time by Go's LAYOUT; the zero time when STRING does not fit." },
	{ "unixEpoch", fn_unix_epoch, "t", 0, "unixEpoch TIME",
	  "Return the seconds from 1970 to TIME, as a string." },
};

const pn_func_family pn_family_dates = { "Dates", PN_ROWS(functions), NULL, 0 };
