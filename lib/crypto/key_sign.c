/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures. All randomness is the session's, so that a seed repeats them. */
#include "crypto/der.h"
#include "crypto/key.h"

/* DigestInfo of SHA-256, before the hash (RFC 8017, 9.2). */
#define SHA256_INFO \
	PN_STR("\x30\x31\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20")

/* Computes m^d modulo n by way of p and q (Garner). */
static BIGNUM *rsa_private(pn_crypto *c, const pn_key *key, const BIGNUM *m)
{
	BIGNUM *by_p = pn_num_mod_exp(c, pn_num_mod(c, m, key->p), key->dp, key->p);
	BIGNUM *by_q = pn_num_mod_exp(c, pn_num_mod(c, m, key->q), key->dq, key->q);
	BIGNUM *difference =
		pn_num_sub(c, pn_num_add(c, by_p, key->p), pn_num_mod(c, by_q, key->p));
	BIGNUM *h = pn_num_mod_mul(c, difference, key->q_inverse, key->p);

	return pn_num_add(c, by_q, pn_num_mul(c, h, key->q));
}

/* RSA with PKCS #1 v1.5 padding: 00 01 FF ... FF 00 DigestInfo hash. */
static pn_str sign_rsa(pn_crypto *c, const pn_key *key, pn_str text)
{
	size_t size = (size_t)(pn_num_bits(c, key->n) + 7) / 8, rest = SHA256_INFO.len + 32;
	unsigned char hash[PN_SHA256_SIZE];
	pn_sha256 sha;
	pn_buf padded;

	if (c->failed || size < rest + 11) {
		c->failed = true;
		return PN_STR_EMPTY;
	}
	pn_sha256_init(&sha);
	pn_sha256_add(&sha, text);
	pn_sha256_end(&sha, hash);
	pn_buf_init(&padded, c->cx->arena);
	pn_buf_byte(&padded, 0);
	pn_buf_byte(&padded, 1);
	pn_buf_repeat(&padded, '\xFF', size - rest - 3);
	pn_buf_byte(&padded, 0);
	pn_buf_add(&padded, SHA256_INFO);
	pn_buf_add(&padded, (pn_str){ (const char *)hash, sizeof hash });
	return pn_num_text(c, rsa_private(c, key, pn_num_bytes(c, pn_buf_str(&padded))), size);
}

/* Hashes a text with the hash that goes with a curve, as a number of at most as many bits. */
static BIGNUM *hash_for_curve(pn_crypto *c, const pn_curve *curve, pn_str text, int order_bits)
{
	const EVP_MD *md = c->f.EVP_sha256();
	uint8_t hash[64];
	BIGNUM *n;

	if (curve->hash_bits != 256)
		md = curve->hash_bits == 384 ? c->f.EVP_sha384() : c->f.EVP_sha512();
	pn_crypto_check(c, c->f.EVP_Digest(text.ptr, text.len, hash, NULL, md, NULL) == 1);
	n = pn_num_bytes(c, (pn_str){ (const char *)hash, (size_t)curve->hash_bits / 8 });
	if (curve->hash_bits > order_bits)
		n = pn_num_shift_right(c, n, curve->hash_bits - order_bits);
	return n;
}

/* ECDSA: r is the x of a random point k G, s = (hash + r d) / k. */
static pn_str sign_ec(pn_crypto *c, const pn_key *key, pn_str text)
{
	BIGNUM *order = pn_curve_order(c, key->curve), *r = NULL, *s = NULL;
	BIGNUM *hash = hash_for_curve(c, key->curve, text, pn_num_bits(c, order));
	size_t sequence;
	pn_buf der;

	do {
		BIGNUM *k = pn_num_random_below(c, order), *inverse = pn_num_inverse(c, k, order);
		pn_str point = pn_curve_base_times(c, key->curve, k);

		pn_crypto_check(c, inverse != NULL);
		r = pn_num_bytes(c, pn_str_slice(point, 1, 1 + key->curve->size));
		r = pn_num_mod(c, r, order);
		s = pn_num_add(c, hash, pn_num_mul(c, r, key->d));
		s = pn_num_mod_mul(c, s, inverse, order);
	} while (pn_num_is_zero(c, r) || pn_num_is_zero(c, s));
	pn_buf_init(&der, c->cx->arena);
	sequence = pn_der_begin(&der, PN_DER_SEQUENCE);
	pn_der_add_integer(&der, pn_num_text(c, r, 0));
	pn_der_add_integer(&der, pn_num_text(c, s, 0));
	pn_der_end(&der, sequence);
	return pn_buf_str(&der);
}

/* Ed25519 signs the text itself and needs no randomness. */
static pn_str sign_ed25519(pn_crypto *c, const pn_key *key, pn_str text)
{
	unsigned char *out = pn_alloc(c->cx->arena, 64);
	EVP_PKEY *pkey = c->f.EVP_PKEY_new_raw_private_key(
		EVP_PKEY_ED25519, NULL, (const unsigned char *)key->secret.ptr, 32);
	EVP_MD_CTX *md = c->f.EVP_MD_CTX_new();
	size_t size = 64;

	pn_crypto_check(
		c, out && pkey && md && c->f.EVP_DigestSignInit(md, NULL, NULL, NULL, pkey) == 1 &&
			   c->f.EVP_DigestSign(md, out, &size, (const unsigned char *)text.ptr,
					       text.len) == 1);
	c->f.EVP_MD_CTX_free(md);
	c->f.EVP_PKEY_free(pkey);
	return (pn_str){ (const char *)out, c->failed ? 0 : size };
}

pn_str pn_key_sign(pn_crypto *c, const pn_key *key, pn_str text)
{
	if (c->failed)
		return PN_STR_EMPTY;
	if (key->kind == PN_KEY_RSA)
		return sign_rsa(c, key, text);
	return key->kind == PN_KEY_EC ? sign_ec(c, key, text) : sign_ed25519(c, key, text);
}
