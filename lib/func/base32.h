/* SPDX-License-Identifier: Apache-2.0 */
/* Base32 with the standard alphabet (Go: encoding/base32 StdEncoding). */
#ifndef PN_FUNC_BASE32_H
#define PN_FUNC_BASE32_H

#include "base/buf.h"

/* Appends s in base32, padded, on one line. */
void pn_base32_encode(pn_buf *out, pn_str s);
/* Appends the decoded bytes; line breaks are skipped. On false *bad is the place that Go names. */
bool pn_base32_decode(pn_buf *out, pn_str s, size_t *bad);

#endif
