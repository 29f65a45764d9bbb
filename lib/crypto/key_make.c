/* SPDX-License-Identifier: Apache-2.0 */
/* New keys. */
#include "crypto/key.h"

enum { PUBLIC_EXPONENT = 65537 };

/* Returns a prime of `bits` bits, whose first two are set, as factor of an RSA modulus. */
static BIGNUM *rsa_prime(pn_crypto *c, int bits)
{
	for (;;) {
		BIGNUM *start = pn_num_random(c, bits, 2), *prime;

		if (!c->failed)
			pn_crypto_check(c, c->f.BN_set_bit(start, 0));
		prime = pn_prime_from(c, start, pn_num_word(c, 2), PUBLIC_EXPONENT);
		if (c->failed || pn_num_bits(c, prime) == bits)
			return prime;
	}
}

bool pn_key_complete_rsa(pn_crypto *c, pn_key *key)
{
	key->n = pn_num_mul(c, key->p, key->q);
	key->dp = pn_num_mod(c, key->d, pn_num_sub_word(c, key->p, 1));
	key->dq = pn_num_mod(c, key->d, pn_num_sub_word(c, key->q, 1));
	key->q_inverse = pn_num_inverse(c, key->q, key->p);
	return key->q_inverse != NULL;
}

static void make_rsa(pn_crypto *c, pn_key *key, int bits)
{
	BIGNUM *p = rsa_prime(c, bits / 2), *q = rsa_prime(c, bits / 2), *less_p, *less_q, *gcd;
	bool in_order = pn_num_cmp(c, p, q) > 0;

	key->p = in_order ? p : q;
	key->q = in_order ? q : p;
	key->e = pn_num_word(c, PUBLIC_EXPONENT);
	/* d is the inverse of e modulo the least common multiple of p - 1 and q - 1, as Go's. */
	less_p = pn_num_sub_word(c, p, 1);
	less_q = pn_num_sub_word(c, q, 1);
	gcd = pn_num_gcd(c, less_p, less_q);
	key->d = pn_num_inverse(c, key->e, pn_num_mul(c, pn_num_div(c, less_p, gcd), less_q));
	pn_crypto_check(c, key->d && pn_key_complete_rsa(c, key));
}

/* Makes a prime q of 256 bits, a prime p of 2048 bits with q | p - 1, and g of order q. */
static void make_dsa_group(pn_crypto *c, pn_key *key)
{
	BIGNUM *start = pn_num_random(c, 256, 1), *step, *cofactor;

	if (!c->failed)
		pn_crypto_check(c, c->f.BN_set_bit(start, 0));
	key->q = pn_prime_from(c, start, pn_num_word(c, 2), 0);
	step = pn_num_mul(c, key->q, pn_num_word(c, 2));
	do {
		start = pn_num_random(c, 2048, 1);
		start = pn_num_sub(c, start, pn_num_mod(c, start, step));
		start = pn_num_add(c, start, pn_num_word(c, 1));
		key->p = pn_prime_from(c, start, step, 0);
	} while (!c->failed && pn_num_bits(c, key->p) != 2048);
	cofactor = pn_num_div(c, pn_num_sub_word(c, key->p, 1), key->q);
	for (uint64_t h = 2; !c->failed; h++) {
		key->g = pn_num_mod_exp(c, pn_num_word(c, h), cofactor, key->p);
		if (!pn_num_is_one(c, key->g))
			break;
	}
}

static void make_dsa(pn_crypto *c, pn_key *key)
{
	make_dsa_group(c, key);
	key->d = pn_num_random_below(c, key->q);
	key->y = pn_num_mod_exp(c, key->g, key->d, key->p);
}

void pn_key_complete_ec(pn_crypto *c, pn_key *key)
{
	key->point = pn_curve_base_times(c, key->curve, key->d);
}

static void make_ec(pn_crypto *c, pn_key *key)
{
	key->curve = pn_curve_default();
	key->d = pn_num_random_below(c, pn_curve_order(c, key->curve));
	pn_key_complete_ec(c, key);
}

void pn_key_complete_ed25519(pn_crypto *c, pn_key *key)
{
	unsigned char *point = pn_alloc(c->cx->arena, 32);
	EVP_PKEY *pkey = NULL;
	size_t size = 32;

	pn_crypto_check(c, point != NULL);
	if (!c->failed)
		pkey = c->f.EVP_PKEY_new_raw_private_key(
			EVP_PKEY_ED25519, NULL, (const unsigned char *)key->secret.ptr, 32);
	pn_crypto_check(c, pkey && c->f.EVP_PKEY_get_raw_public_key(pkey, point, &size));
	if (pkey)
		c->f.EVP_PKEY_free(pkey);
	key->point = (pn_str){ (const char *)point, c->failed ? 0 : size };
}

static void make_ed25519(pn_crypto *c, pn_key *key)
{
	char *secret = pn_alloc(c->cx->arena, 32);

	pn_crypto_check(c, secret != NULL);
	if (c->failed)
		return;
	pn_crypto_random(c, secret, 32);
	key->secret = (pn_str){ secret, 32 };
	pn_key_complete_ed25519(c, key);
}

const pn_key *pn_key_make(pn_crypto *c, pn_key_kind kind, int bits)
{
	pn_key *key = PN_NEW(c->cx->arena, pn_key);

	pn_crypto_check(c, key != NULL);
	if (!c->failed) {
		key->kind = kind;
		switch (kind) {
		case PN_KEY_RSA:
			make_rsa(c, key, bits);
			break;
		case PN_KEY_DSA:
			make_dsa(c, key);
			break;
		case PN_KEY_EC:
			make_ec(c, key);
			break;
		case PN_KEY_ED25519:
			make_ed25519(c, key);
			break;
		}
	}
	if (c->failed)
		pn_crypto_fail(c);
	return c->failed ? NULL : key;
}
