/* Numbers as messages show them to English readers (Go: golang.org/x/text/message). */
#ifndef PN_SCHEMA_ENGLISH_H
#define PN_SCHEMA_ENGLISH_H

#include "base/buf.h"

/* Appends 12345 as "12,345" (%d). */
void pn_english_int(pn_buf *out, int64_t n);
/* Appends 12345.678 as "12,345.678", 1e21 as "1×10²¹" (%v of a float64). */
void pn_english_float(pn_buf *out, double f);

#endif
