/* The lines of a manifest's printed text, and which document each is of. */
#ifndef PN_REVIEW_LINES_H
#define PN_REVIEW_LINES_H

#include "review/origin.h"

typedef struct pn_lines {
	pn_str text;
	size_t *starts; /* where each line begins */
	size_t count;
	pn_layout layout;
} pn_lines;

/* Prints a manifest anew, and notes where everything is. */
bool pn_lines_make(pn_cx *cx, const pn_manifest *manifest, const pn_output_options *options,
		   pn_lines *out);
/* Returns a line, from 1, without its end; empty when there is none. */
pn_str pn_lines_at(const pn_lines *lines, size_t line);
/*
 * Appends the pieces of a line, from 1; *start is where it begins in its document (for a header:
 * 0). Beyond the last line there are none.
 */
bool pn_lines_pieces(const pn_lines *lines, pn_cx *cx, const pn_origins *origins, size_t line,
		     pn_pieces *out, size_t *start);

#endif
