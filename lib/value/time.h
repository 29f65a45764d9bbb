/* SPDX-License-Identifier: Apache-2.0 */
/* Go's time.Time and *time.Location as values; durations, months and weekdays are integers. */
#ifndef PN_VALUE_TIME_H
#define PN_VALUE_TIME_H

#include "time/time.h"
#include "value/data.h"

/* Makes a time.Time; nil without memory. The zone must live as long as the arena. */
pn_value pn_time_value(pn_arena *arena, const pn_time *t);
/* Returns the time in a value, or NULL when it holds none. */
const pn_time *pn_value_time(const pn_value *v);

/* Makes a *time.Location; nil without memory. */
pn_value pn_zone_value(pn_arena *arena, const pn_zone *zone);
/* Returns the zone in a value, or NULL when it holds none or a nil pointer. */
const pn_zone *pn_value_zone(const pn_value *v);

/* Makes a time.Duration of nanoseconds. */
static inline pn_value pn_duration_value(int64_t nanoseconds)
{
	return (pn_value){ .kind = PN_INT, .type = PN_TYPE_DURATION, .as.integer = nanoseconds };
}

#endif
