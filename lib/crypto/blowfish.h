/* SPDX-License-Identifier: Apache-2.0 */
/* The state of the Blowfish cipher. */
#ifndef PN_CRYPTO_BLOWFISH_H
#define PN_CRYPTO_BLOWFISH_H

#include <stdint.h>

enum { PN_BLOWFISH_ROUND_WORDS = 18, PN_BLOWFISH_WORDS = 18 + 4 * 256 };

/* The words of the rounds (P), after them the four boxes (S). */
typedef struct pn_blowfish {
	uint32_t words[PN_BLOWFISH_WORDS];
} pn_blowfish;

/* The state before any key. */
extern const pn_blowfish pn_blowfish_pi;

#endif
