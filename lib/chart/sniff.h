/* Guessing what a file is from its first bytes, for one error message (Go: net/http/sniff.go). */
#ifndef PN_CHART_SNIFF_H
#define PN_CHART_SNIFF_H

#include "base/base.h"

/* Returns a media type; `head` is 512 bytes, zero-filled when the file is shorter. */
const char *pn_sniff(const char head[512]);

#endif
