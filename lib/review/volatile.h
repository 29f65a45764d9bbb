/*
 * Volatile lines: those that two runs of Helm would print differently, and the calls that make them
 * so. Found by trying: the release is rendered with other random bytes, another time and another
 * order of keys, for all calls at once, then for each call alone. So what follows from a call
 * through any number of steps (a checksum over a random secret) is found, and nothing else.
 */
#ifndef PN_REVIEW_VOLATILE_H
#define PN_REVIEW_VOLATILE_H

#include "render/render.h"
#include "report/report.h"

typedef enum pn_volatile_kind {
	PN_VOLATILE_RANDOM = 0,
	PN_VOLATILE_CLOCK,
	PN_VOLATILE_ORDER
} pn_volatile_kind;

/* A call whose result is another one at each run. */
typedef struct pn_volatile_call {
	pn_volatile_kind kind;
	pn_str function;
	pn_str root;	/* the template file that was rendered */
	pn_where where; /* the file as the user would open it; "gotpl" for a text given to tpl */
} pn_volatile_call;

/* A line of the output that depends on calls. */
typedef struct pn_volatile_line {
	size_t line;	 /* from 1 */
	pn_str source;	 /* the template that its document comes from */
	uint32_t *calls; /* numbers of calls, ascending; none: none of them alone changes it */
	uint32_t call_count;
} pn_volatile_line;

typedef struct pn_volatile {
	pn_volatile_call *calls;
	uint32_t call_count;
	pn_volatile_line *lines;
	size_t line_count;
} pn_volatile;

/* What is rendered. */
typedef struct pn_volatile_subject {
	pn_bundle *bundle;
	const pn_value *overrides;
	const pn_release *release; /* its env gives the zone and the time to begin with */
	const pn_output_options *output;
	const pintle_allocator *memory;
	pn_str seed; /* empty: any */
} pn_volatile_subject;

/* Finds the volatile lines. False with the error of a render that failed. */
bool pn_volatile_find(pn_cx *cx, const pn_volatile_subject *subject, pn_volatile *out);
/* The rule that a kind of call belongs to, NUL-ended. */
pn_str pn_volatile_rule(pn_volatile_kind kind);
/* Enters a finding for each line. */
bool pn_volatile_findings(pn_cx *cx, const pn_volatile *found, pn_findings *out);

#endif
