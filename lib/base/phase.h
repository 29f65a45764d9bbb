/* Phases whose time a host may want to know. */
#ifndef PN_BASE_PHASE_H
#define PN_BASE_PHASE_H

#include "base/os.h"

/* A phase under way; `total` is NULL where nobody asks, and then no clock is read. */
typedef struct pn_phase {
	uint64_t *total;
	uint64_t begin;
} pn_phase;

/* The field of a pintle_timings to add to, for pn_phase_begin. */
#define PN_PHASE(timings, field) ((timings) ? &(timings)->field : NULL)

static inline pn_phase pn_phase_begin(uint64_t *total)
{
	return (pn_phase){ total, total ? pn_os_ticks() : 0 };
}

static inline void pn_phase_end(pn_phase phase)
{
	if (phase.total)
		*phase.total += pn_os_ticks() - phase.begin;
}

#endif
