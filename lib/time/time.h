/* SPDX-License-Identifier: Apache-2.0 */
/*
 * time: instants, zones, the calendar, layouts and durations with Go's rules and words (Go: package
 * time of Go 1.26). It knows base only; time.Time as a value is in value/time.h, the functions that
 * templates call in func. It reads no clock and no environment, only zone files, by name.
 * Lifetime rule: a time points to its zone, which lives in the arena it was loaded into.
 */
#ifndef PN_TIME_TIME_H
#define PN_TIME_TIME_H

#include "base/base.h"

/* ---- zones (Go: *time.Location) ---- */

typedef struct pn_zone pn_zone;

/* What a zone says about an instant: its rule is in effect from `start` until before `end`. */
typedef struct pn_zone_span {
	pn_str name;	/* "CET" */
	int64_t offset; /* seconds east of UTC */
	int64_t start, end;
	bool is_dst;
} pn_zone_span;

const pn_zone *pn_zone_utc(void);
/* Makes a zone with one offset (Go: time.FixedZone); NULL without memory. */
const pn_zone *pn_zone_fixed(pn_arena *arena, pn_str name, int64_t offset);
/* Loads an IANA zone by name; NULL when there is none (Go: time.LoadLocation). */
const pn_zone *pn_zone_load(pn_arena *arena, pn_str name);
/*
 * Returns Go's time.Local where TZ is `name`, which may be the path of a file; what is read from
 * /etc/localtime is called "Local". UTC when there is no such zone; never NULL.
 */
const pn_zone *pn_zone_local(pn_arena *arena, pn_str name);
/* Returns "UTC", "Europe/Berlin" ... */
pn_str pn_zone_name(const pn_zone *zone);
/* True for what pn_zone_local returned. */
bool pn_zone_is_local(const pn_zone *zone);
/* Says what holds at an instant, in seconds since 1970. */
pn_zone_span pn_zone_at(const pn_zone *zone, int64_t seconds);
/* Finds an offset by its abbreviation near a local time (Go: Location.lookupName). */
bool pn_zone_find(const pn_zone *zone, pn_str name, int64_t local_seconds, int64_t *offset);

/* ---- instants (Go: time.Time) ---- */

typedef struct pn_time {
	int64_t seconds;     /* since 1970-01-01 00:00:00 UTC */
	int32_t nanoseconds; /* 0 to 999999999 */
	int64_t monotonic;   /* reading of a monotonic clock, which only String() shows; 0: none */
	const pn_zone *zone; /* in which it is shown; never NULL */
} pn_time;

/* A date and a time of day in some zone. */
typedef struct pn_civil {
	int64_t year, month, day; /* month and day from 1 */
	int64_t hour, minute, second, nanosecond;
	int weekday;  /* from 0, Sunday; not read by pn_time_from_civil */
	int year_day; /* from 1; not read by pn_time_from_civil */
} pn_civil;

/* Go's zero Time: January 1 of year 1, UTC. */
pn_time pn_time_zero(void);
/* The instant `seconds` after 1970. */
pn_time pn_time_unix(int64_t seconds, int32_t nanoseconds, const pn_zone *zone);
/* Fields beyond their ranges carry over: October 32 is November 1 (Go: time.Date). */
pn_time pn_time_from_civil(const pn_civil *c, const pn_zone *zone);
pn_civil pn_time_civil(const pn_time *t);
/* The same instant shown in another zone. */
pn_time pn_time_in(const pn_time *t, const pn_zone *zone);
/* The next functions are Go's methods of these names; durations are nanoseconds. */
pn_time pn_time_add(const pn_time *t, int64_t duration);
pn_time pn_time_add_date(const pn_time *t, int64_t years, int64_t months, int64_t days);
int64_t pn_time_sub(const pn_time *t, const pn_time *u);
int pn_time_compare(const pn_time *t, const pn_time *u);
pn_time pn_time_truncate(const pn_time *t, int64_t duration);
pn_time pn_time_round(const pn_time *t, int64_t duration);
bool pn_time_is_zero(const pn_time *t);

/* ---- texts ---- */

#define PN_LAYOUT_RFC3339_NANO PN_STR("2006-01-02T15:04:05.999999999Z07:00")

/* Appends t by a layout such as "2006-01-02" (Go: Time.Format). */
void pn_time_format(pn_buf *out, const pn_time *t, pn_str layout);
/* Says why RFC 3339 has no way to write a time, in Go's words; NULL when it has one. */
const char *pn_time_rfc3339_problem(const pn_time *t);
/* Appends what %v prints, "2017-12-31 00:00:00 +0000 UTC" (Go: Time.String). */
void pn_time_write(pn_buf *out, const pn_time *t);
/* Appends what %#v prints, "time.Date(2017, time.December, ...)" (Go: Time.GoString). */
void pn_time_write_go(pn_buf *out, const pn_time *t);
/* Appends "January"; "%!Month(13)" for what is none. */
void pn_month_write(pn_buf *out, int64_t month);
/* Appends "Sunday" for 0; "%!Weekday(7)" for what is none. */
void pn_weekday_write(pn_buf *out, int64_t weekday);

/* A text to be read by a layout, and why it could not be. */
typedef struct pn_time_text {
	pn_str layout, text;
	const pn_zone *zone; /* of times that name none (Go: ParseInLocation) */
	pn_str element,
		rest; /* after a failure: which part of the layout, and of the text, it was */
	const char *problem; /* ... and what is wrong; NULL: they do not fit */
} pn_time_text;

/* Reads a time; zones it names are made in the arena. On failure *out is Go's zero Time. */
bool pn_time_parse(pn_time *out, pn_time_text *text, pn_arena *arena);
/* Appends Go's words on why pn_time_parse failed. */
void pn_time_text_error(pn_buf *out, const pn_time_text *text);

/* ---- durations (Go: time.Duration), int64 nanoseconds ---- */

/* Reads "1h2.5s"; on failure *why (may be NULL) has Go's words. */
bool pn_duration_parse(int64_t *out, pn_str text, pn_arena *arena, pn_str *why);
/* Appends "1h0m2.5s". */
void pn_duration_write(pn_buf *out, int64_t duration);
int64_t pn_duration_round(int64_t duration, int64_t unit);
int64_t pn_duration_truncate(int64_t duration, int64_t unit);

#endif
