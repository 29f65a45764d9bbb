/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checksums (FIPS 180-4, RFC 1950). Our own, because loading libcrypto costs more time than most
 * charts take.
 */
#ifndef PN_FUNC_HASH_H
#define PN_FUNC_HASH_H

#include "base/str.h"

void pn_hash_sha1(pn_str s, uint8_t out[20]);
void pn_hash_sha256(pn_str s, uint8_t out[32]);
void pn_hash_sha512(pn_str s, uint8_t out[64]);
uint32_t pn_hash_adler32(pn_str s);

#endif
