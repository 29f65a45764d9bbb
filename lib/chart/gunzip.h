/* Unpacking gzip. zlib is included in gunzip.c, and for packing in pack/gzip.c. */
#ifndef PN_CHART_GUNZIP_H
#define PN_CHART_GUNZIP_H

#include "base/base.h"

/* Unpacks all members of a gzip text of at most `max` bytes; errors are Go's compress/gzip's. */
bool pn_gunzip(pn_cx *cx, pn_str packed, size_t max, pn_str *out);

#endif
