/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share; no other room includes it. */
#ifndef PN_TIME_TEXT_H
#define PN_TIME_TEXT_H

#include "time/time.h"

/* int64 arithmetic that wraps around, as Go's does. */
static inline int64_t pn_wrap_add(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}
static inline int64_t pn_wrap_sub(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a - (uint64_t)b);
}
static inline int64_t pn_wrap_mul(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a * (uint64_t)b);
}

/* Takes the first n bytes off *s. */
static inline pn_str pn_take(pn_str *s, size_t n)
{
	pn_str head = pn_str_slice(*s, 0, n);

	*s = pn_str_slice(*s, n, s->len);
	return head;
}
static inline bool pn_is_digit_at(pn_str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* Quotes as package time does: bytes that are not printable ASCII as \xNN. */
void pn_time_quote(pn_buf *out, pn_str s);
/* Takes the digits at the start of *s as a number; false when it is beyond 1<<63. */
bool pn_take_number(pn_str *s, uint64_t *out);

/* ---- the calendar ---- */

bool pn_is_leap_year(int64_t year);
/* Days of a month from 1. */
int pn_days_in_month(int64_t month, int64_t year);
/* Days of a common year before a month from 1. */
int pn_days_before_month(int month);
/* The date (and nothing else) that a local time, in seconds since 1970, falls on. */
pn_civil pn_civil_of_seconds(int64_t seconds);

/* ---- layouts ---- */

/* What an element of a layout stands for; named after what the layout says. */
typedef enum pn_layout_kind {
	PN_LAYOUT_END = 0, /* no further element */
	PN_LAYOUT_LONG_MONTH,
	PN_LAYOUT_MONTH,
	PN_LAYOUT_NUM_MONTH,
	PN_LAYOUT_ZERO_MONTH,
	PN_LAYOUT_LONG_WEEKDAY,
	PN_LAYOUT_WEEKDAY,
	PN_LAYOUT_DAY,
	PN_LAYOUT_UNDER_DAY,
	PN_LAYOUT_ZERO_DAY,
	PN_LAYOUT_UNDER_YEAR_DAY,
	PN_LAYOUT_ZERO_YEAR_DAY,
	PN_LAYOUT_HOUR,
	PN_LAYOUT_HOUR_12,
	PN_LAYOUT_ZERO_HOUR_12,
	PN_LAYOUT_MINUTE,
	PN_LAYOUT_ZERO_MINUTE,
	PN_LAYOUT_SECOND,
	PN_LAYOUT_ZERO_SECOND,
	PN_LAYOUT_LONG_YEAR,
	PN_LAYOUT_YEAR,
	PN_LAYOUT_PM,
	PN_LAYOUT_LOWER_PM,
	PN_LAYOUT_ZONE_NAME,
	PN_LAYOUT_OFFSET, /* see `offset` */
	PN_LAYOUT_FRACTION_0,
	PN_LAYOUT_FRACTION_9
} pn_layout_kind;

/* How an offset such as Z07:00:00 is written. */
typedef struct pn_layout_offset {
	bool z_for_utc, colons, minutes, seconds;
} pn_layout_offset;

typedef struct pn_layout_part {
	pn_str before;	/* literal text before the element */
	pn_str element; /* the element as the layout spells it; empty at the end */
	pn_layout_kind kind;
	pn_layout_offset offset;
} pn_layout_part;

/* Takes the next element, and the literal text before it, off *layout. */
pn_layout_part pn_layout_next(pn_str *layout);

/* The names of months (from 0, January) and weekdays (from 0, Sunday). */
extern const char *const pn_month_names[12];
extern const char *const pn_weekday_names[7];

/* ---- zone rules after the last transition (POSIX TZ) ---- */

/* Says what a rule such as "CET-1CEST,M3.5.0,M10.5.0/3" holds; false when it is malformed. */
bool pn_zone_rule_at(pn_str rule, int64_t last_transition, int64_t seconds, pn_zone_span *out);

/* ---- zones ---- */

typedef struct pn_zone_type {
	pn_str name;
	int64_t offset;
	bool is_dst;
} pn_zone_type;

typedef struct pn_zone_change {
	int64_t when;
	uint8_t type;
	bool is_standard, is_utc; /* as Go reads them: nothing depends on them */
} pn_zone_change;

struct pn_zone {
	pn_str name;
	bool is_local;
	const pn_zone_type *types; /* none: UTC */
	size_t type_count;
	const pn_zone_change *changes;
	size_t change_count;
	pn_str rule; /* for times after the last change; may be empty */
};

/* Reads a TZif file; the zone keeps slices of `data`. NULL when it is malformed. */
pn_zone *pn_zone_read(pn_arena *arena, pn_str name, pn_str data);

#endif
