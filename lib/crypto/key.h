/* SPDX-License-Identifier: Apache-2.0 */
/* What a key is, and what certificates need of it. */
#ifndef PN_CRYPTO_KEY_H
#define PN_CRYPTO_KEY_H

#include "crypto/number.h"

/* An elliptic curve that Go knows. */
typedef struct pn_curve {
	const char *name; /* Go's */
	pn_str oid;	  /* DER content */
	int nid;	  /* OpenSSL's number */
	size_t size;	  /* bytes of a coordinate and of a private key */
	int hash_bits;	  /* of the hash that goes with it in signatures */
} pn_curve;

struct pn_key {
	pn_key_kind kind;
	/* RSA: n, e, d, p, q, d mod (p - 1), d mod (q - 1), 1/q mod p. DSA: p, q, g, y, x as d. */
	BIGNUM *n, *e, *d, *p, *q, *dp, *dq, *q_inverse, *g, *y;
	const pn_curve *curve; /* EC; d is the private number */
	pn_str secret;	       /* Ed25519: 32 bytes */
	pn_str point;	       /* EC: the uncompressed point; Ed25519: 32 bytes */
};

/* Finds a curve by its OID; NULL when Go does not know it. */
const pn_curve *pn_curve_find(pn_str oid);
/* P-256. */
const pn_curve *pn_curve_default(void);

/* Returns the number of points that the base point generates. */
BIGNUM *pn_curve_order(pn_crypto *c, const pn_curve *curve);
/* Returns k times the base point, uncompressed: 04 x y. */
pn_str pn_curve_base_times(pn_crypto *c, const pn_curve *curve, const BIGNUM *k);

/* Checks a public point; on failure *why has Go's words. */
bool pn_curve_check_point(pn_crypto *c, const pn_curve *curve, pn_str point, pn_str *why);

/* Completes an RSA key of which p, q, e and d are known; false when q has no inverse modulo p. */
bool pn_key_complete_rsa(pn_crypto *c, pn_key *key);
/* Computes the public point of an EC key. */
void pn_key_complete_ec(pn_crypto *c, pn_key *key);
/* Computes the public half of an Ed25519 key. */
void pn_key_complete_ed25519(pn_crypto *c, pn_key *key);

/* Appends the key's SubjectPublicKeyInfo; false for DSA, which no certificate of ours has. */
bool pn_key_write_public(pn_buf *out, pn_crypto *c, const pn_key *key);
/* Returns the bits of the public key alone. */
pn_str pn_key_public_bits(pn_crypto *c, const pn_key *key);
/* Appends the AlgorithmIdentifier of the key's signatures. */
void pn_key_write_algorithm(pn_buf *out, const pn_key *key);
/* Signs a text: RSA PKCS #1 v1.5 with SHA-256, ECDSA, Ed25519. Empty on failure. */
pn_str pn_key_sign(pn_crypto *c, const pn_key *key, pn_str text);

#endif
