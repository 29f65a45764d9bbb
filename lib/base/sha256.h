/*
 * SHA-256 (FIPS 180-4). Our own because it is on the path of many charts (checksums of their
 * ConfigMaps): loading libcrypto for it would cost more than a whole render.
 */
#ifndef PN_BASE_SHA256_H
#define PN_BASE_SHA256_H

#include "base/str.h"

enum { PN_SHA256_SIZE = 32 };

typedef struct pn_sha256 {
	uint32_t state[8];
	uint64_t length; /* bytes so far */
	unsigned char block[64];
} pn_sha256;

void pn_sha256_init(pn_sha256 *sha);
void pn_sha256_add(pn_sha256 *sha, pn_str bytes);
/* Writes the digest; the state is then used up. */
void pn_sha256_end(pn_sha256 *sha, unsigned char digest[PN_SHA256_SIZE]);

/* ---- the two ways to take blocks of 64 bytes, for each other ---- */

extern const uint32_t pn_sha256_constants[64];
/* With the processor's own instructions; false when it has none, and nothing was done. */
bool pn_sha256_blocks_x86(uint32_t state[8], const unsigned char *p, size_t count);

#endif
