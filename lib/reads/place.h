/* The tree of places, while it grows. Private to reads. */
#ifndef PN_READS_PLACE_H
#define PN_READS_PLACE_H

#include "reads/reads.h"

/* Which child: by key, or one of the two that stand for many. */
typedef enum pn_read_place_step {
	PN_PLACE_KEY = 0,
	PN_PLACE_EACH,
	PN_PLACE_SOME
} pn_read_place_step;

/* Makes a tree with nothing but its root; NULL without memory. */
pn_reads *pn_reads_new(pn_arena *arena);
/* Finds or makes a child; NULL without memory. */
pn_read_place *pn_read_place_make(pn_reads *reads, pn_read_place *parent, pn_read_place_step step,
				  pn_str key);
/* Finds where the values of a part begin; makes it when it is not there. NULL without memory. */
pn_read_place *pn_read_place_of_part(pn_reads *reads, const pn_part *part);
/* Says whether a is b, or on the way to it. */

#endif
