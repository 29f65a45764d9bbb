/* Finds the line of a manifest that a line of a file, an older render of it perhaps, belongs to. */
#ifndef PN_REVIEW_MATCH_H
#define PN_REVIEW_MATCH_H

#include "review/lines.h"

typedef enum pn_line_match {
	PN_LINE_NONE = 0, /* nothing like it is there */
	PN_LINE_SAME,	  /* the document it is in is the same */
	PN_LINE_MOVED,	  /* the document has changed, the line has not */
	PN_LINE_NEAR	  /* the line has changed, too: what stands in its place */
} pn_line_match;

/* Matches line `line` (from 1) of a file; *out is the line of the manifest, 0 for none. */
bool pn_match_line(pn_cx *cx, const pn_lines *lines, pn_str file, size_t line, pn_line_match *how,
		   size_t *out);

#endif
