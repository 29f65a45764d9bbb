/* Unpacking gzip. libdeflate is included in gunzip.c only; zlib there, and for packing in
 * pack/gzip.c. */
#ifndef PN_CHART_GUNZIP_H
#define PN_CHART_GUNZIP_H

#include "base/base.h"

/*
 * Unpacks all members of a gzip text of at most `max` bytes. What is wrong with it is told in
 * *problem, in the words of Go's compress/gzip, and *out is what comes before: whoever reads on
 * beyond it is to fail so. *problem is empty when all is well. False: a limit or memory.
 */
bool pn_gunzip(pn_cx *cx, pn_str packed, size_t max, pn_str *out, pn_str *problem);

#endif
