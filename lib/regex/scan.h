/* Looking for one match after the other in one text. Private to regex. */
#ifndef PN_REGEX_SCAN_H
#define PN_REGEX_SCAN_H

#include "regex/pcre.h"
#include "regex/program.h"
#include "regex/regex.h"

struct pn_regex {
	pn_str pattern;
	pn_rx_tree tree;
	const pn_rx_code *code; /* NULL: only the machine will do */
	pn_rx_program program;	/* made at once only when code is NULL */
};

typedef struct pn_rx_scan {
	pn_cx *cx;
	const pn_regex *re;
	pn_str text;
	size_t *places; /* of the last match, place_count of them */
	uint32_t place_count;
	pn_arena scratch;
	uint64_t steps;
	pn_rx_matcher *matcher; /* NULL: use the machine */
	pn_rx_program program;
	pn_rx_machine *machine; /* NULL until it is needed */
} pn_rx_scan;

/* Begins; false after a failure. pn_rx_scan_finish is called in any case. */
bool pn_rx_scan_init(pn_rx_scan *scan, pn_cx *cx, const pn_regex *re, pn_str text,
		     uint32_t place_count);
/* Finds the leftmost match that begins at or behind `from`; false after a failure. */
bool pn_rx_scan_next(pn_rx_scan *scan, size_t from, bool *matched);
void pn_rx_scan_finish(pn_rx_scan *scan);

#endif
