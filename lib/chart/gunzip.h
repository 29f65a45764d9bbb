/* Unpacking gzip. libdeflate is included in gunzip.c only; zlib there, and for packing in
 * pack/gzip.c. */
#ifndef PN_CHART_GUNZIP_H
#define PN_CHART_GUNZIP_H

#include "base/base.h"

struct libdeflate_decompressor;

/*
 * Unpacks all members of a gzip text of at most `max` bytes. What is wrong with it is told in
 * *problem, in the words of Go's compress/gzip, and *out is what comes before: whoever reads on
 * beyond it is to fail so. *problem is empty when all is well. False: a limit or memory.
 * *inflater is NULL at first, serves for any number of texts, and pn_gunzip_end() ends it.
 */
bool pn_gunzip(pn_cx *cx, struct libdeflate_decompressor **inflater, pn_str packed, size_t max,
	       pn_str *out, pn_str *problem);
void pn_gunzip_end(struct libdeflate_decompressor *inflater);
/*
 * How much memory a text of at most `max` bytes is unpacked into, if it is one member and says the
 * truth about its size; 0: it cannot be.
 */
size_t pn_gunzip_size(pn_str packed, size_t max);

#endif
