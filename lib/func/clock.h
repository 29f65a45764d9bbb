/* SPDX-License-Identifier: Apache-2.0 */
/* What functions that deal with times share; no other room includes it. */
#ifndef PN_FUNC_CLOCK_H
#define PN_FUNC_CLOCK_H

#include "exec/call.h"
#include "value/time.h"

/* Returns the time of the call, shown in a zone. */
pn_time pn_call_now(const pn_call *c, const pn_zone *zone);
/* Returns the local zone, loaded into the arena. */
const pn_zone *pn_call_zone(const pn_call *c, pn_arena *arena);
/* Sets a time as the result. */
bool pn_ret_time(pn_call *c, const pn_time *t);

#endif
