/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Big numbers and random bytes. Failure is sticky: after one, `failed` is set, nothing is computed
 * any more and every new number is NULL, so that arithmetic reads line by line and is checked once.
 * Numbers belong to the session and are freed with it.
 */
#ifndef PN_CRYPTO_NUMBER_H
#define PN_CRYPTO_NUMBER_H

#include "base/sha256.h"
#include "crypto/crypto.h"
#include "crypto/libcrypto.h"

typedef struct pn_number_list {
	BIGNUM *number;
	struct pn_number_list *next;
} pn_number_list;

struct pn_crypto {
	pn_libcrypto f;
	pn_cx *cx;
	pn_entropy entropy;
	BN_CTX *bn;
	pn_number_list *numbers;
	bool failed;
	/* Random bytes are SHA-256 of the seed and a counter. */
	bool seeded;
	uint8_t seed[32];
	uint64_t blocks;
	uint8_t block[32];
	size_t block_used;
	/* The odd primes below 65536, made when first asked for. */
	const uint16_t *small_primes;
	size_t small_prime_count;
};

/* Notes a failure when `fine` is false. */
static inline void pn_crypto_check(pn_crypto *c, bool fine)
{
	if (!fine)
		c->failed = true;
}
/* Reports a failure that has no words yet; always returns false. */
bool pn_crypto_fail(pn_crypto *c);
/* Fills out with random bytes. */
void pn_crypto_random(pn_crypto *c, void *out, size_t size);

BIGNUM *pn_num(pn_crypto *c);
BIGNUM *pn_num_word(pn_crypto *c, uint64_t n);
/* From and to big-endian bytes; size 0 is as many as needed. */
BIGNUM *pn_num_bytes(pn_crypto *c, pn_str bytes);
pn_str pn_num_text(pn_crypto *c, const BIGNUM *n, size_t size);
BIGNUM *pn_num_copy(pn_crypto *c, const BIGNUM *n);
/* A random number of `bits` bits, of which the first `ones` are set. */
BIGNUM *pn_num_random(pn_crypto *c, int bits, int ones);
/* A random number from 1 to n - 1, all equally likely but for 2^-64. */
BIGNUM *pn_num_random_below(pn_crypto *c, const BIGNUM *n);

BIGNUM *pn_num_add(pn_crypto *c, const BIGNUM *a, const BIGNUM *b);
BIGNUM *pn_num_sub(pn_crypto *c, const BIGNUM *a, const BIGNUM *b);
BIGNUM *pn_num_sub_word(pn_crypto *c, const BIGNUM *a, uint64_t n);
BIGNUM *pn_num_mul(pn_crypto *c, const BIGNUM *a, const BIGNUM *b);
BIGNUM *pn_num_div(pn_crypto *c, const BIGNUM *a, const BIGNUM *b);
BIGNUM *pn_num_mod(pn_crypto *c, const BIGNUM *a, const BIGNUM *m);
BIGNUM *pn_num_gcd(pn_crypto *c, const BIGNUM *a, const BIGNUM *b);
BIGNUM *pn_num_shift_right(pn_crypto *c, const BIGNUM *a, int bits);
BIGNUM *pn_num_mod_mul(pn_crypto *c, const BIGNUM *a, const BIGNUM *b, const BIGNUM *m);
/* NULL, without a failure, when a has no inverse. */
BIGNUM *pn_num_inverse(pn_crypto *c, const BIGNUM *a, const BIGNUM *m);
/* a^e modulo an odd m. */
BIGNUM *pn_num_mod_exp(pn_crypto *c, const BIGNUM *a, const BIGNUM *e, const BIGNUM *m);
int pn_num_bits(pn_crypto *c, const BIGNUM *n);
/* Negative, 0 or positive; 0 after a failure. */
int pn_num_cmp(pn_crypto *c, const BIGNUM *a, const BIGNUM *b);
bool pn_num_is_one(pn_crypto *c, const BIGNUM *n);
bool pn_num_is_zero(pn_crypto *c, const BIGNUM *n);

/*
 * Returns the first (probable) prime of start, start + step, ...; `start` is odd and `step` even.
 * Where p - 1 must not be a multiple of a small prime, that is `avoid`; else it is 0.
 */
BIGNUM *pn_prime_from(pn_crypto *c, const BIGNUM *start, const BIGNUM *step, uint32_t avoid);

#endif
