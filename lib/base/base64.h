/* Base64 with the standard alphabet (Go: encoding/base64 StdEncoding). */
#ifndef PN_BASE_BASE64_H
#define PN_BASE_BASE64_H

#include "base/base.h"

/* Appends s in base64, padded, on one line. */
void pn_base64_encode(pn_buf *out, pn_str s);
/*
 * Appends the decoded bytes; line breaks in s are skipped. On false *bad is the place that Go names
 * ("illegal base64 data at input byte 4"), and what was decoded before it stays in `out`.
 */
bool pn_base64_decode(pn_buf *out, pn_str s, size_t *bad);

#endif
