/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto: private keys, certificates and password hashes in the forms that Go gives them (Go:
 * crypto/rsa, dsa, ecdsa, ed25519, x509, encoding/pem; golang.org/x/crypto bcrypt, scrypt). The
 * arithmetic is OpenSSL's, loaded on first use; keys, encodings and signatures are put together
 * here, so that they depend on nothing but the random bytes that the caller hands in: the same
 * bytes give the same key with every version of OpenSSL. Knows base and time.
 * Called by func.
 * Lifetime rule: results live in cx's arena; keys live until pn_crypto_close.
 */
#ifndef PN_CRYPTO_CRYPTO_H
#define PN_CRYPTO_CRYPTO_H

#include "base/base.h"

/* Where randomness comes from; false (with the error set) when there is none. */
typedef struct pn_entropy {
	bool (*fill)(void *data, void *out, size_t size);
	void *data;
} pn_entropy;

/* The state of one piece of work: the library, its numbers, a stream of random bytes. */
typedef struct pn_crypto pn_crypto;

/* Begins; NULL when OpenSSL is not on the machine, or without memory (cx->err). */
pn_crypto *pn_crypto_open(pn_cx *cx, const pn_entropy *entropy);
/* Ends: frees every number of every key. NULL is fine. */
void pn_crypto_close(pn_crypto *c);

/* ---- keys ---- */

typedef enum pn_key_kind { PN_KEY_RSA, PN_KEY_DSA, PN_KEY_EC, PN_KEY_ED25519 } pn_key_kind;
typedef struct pn_key pn_key;

/* Makes a key: RSA of `bits`, DSA of 2048/256, ECDSA on P-256, Ed25519. NULL on failure. */
const pn_key *pn_key_make(pn_crypto *c, pn_key_kind kind, int bits);
/* Reads the first PEM block of a text (Sprig: parsePrivateKeyPEM, with Go's words). */
const pn_key *pn_key_read(pn_crypto *c, pn_str pem);
/* Appends a key as PEM (Sprig: pemBlockForKey). */
void pn_key_write(pn_buf *out, pn_crypto *c, const pn_key *key);

/* ---- certificates ---- */

/* What is wanted of a certificate (Sprig: getBaseCertTemplate). */
typedef struct pn_cert_plan {
	pn_str common_name;
	const pn_str *dns_names;
	size_t dns_count;
	const pn_str *addresses; /* 4 or 16 bytes each */
	size_t address_count;
	int64_t not_before, not_after; /* seconds since 1970 */
	bool is_authority;
} pn_cert_plan;

/* What is needed of an issuer's certificate; slices of its DER form. */
typedef struct pn_cert {
	pn_str subject;	   /* its name, DER */
	pn_str key_id;	   /* subject key identifier; empty: none */
	pn_str public_key; /* SubjectPublicKeyInfo, DER */
} pn_cert;

/* Reads a certificate; on failure *why has Go's words (Go: x509.ParseCertificate). */
bool pn_cert_read(pn_cert *out, pn_crypto *c, pn_str der, pn_str *why);
/*
 * Appends a new certificate for `key` as PEM, signed with `signer` in the name of `issuer`, NULL
 * being the certificate itself (Go: x509.CreateCertificate).
 */
bool pn_cert_issue(pn_buf *out, pn_crypto *c, const pn_cert_plan *plan, const pn_key *key,
		   const pn_cert *issuer, const pn_key *signer);

/* ---- PEM (Go: encoding/pem) ---- */

void pn_pem_write(pn_buf *out, pn_str type, pn_str der);
/* Finds the first block; false when there is none. */
bool pn_pem_read(pn_arena *arena, pn_str text, pn_str *type, pn_str *der);

/* ---- passwords and ciphers ---- */

/* bcrypt's "$2a$10$..." of a password of at most 72 bytes with 16 bytes of salt. */
void pn_bcrypt(pn_buf *out, pn_str password, const uint8_t salt[16]);
/* scrypt with N = 32768, r = 8, p = 2 (Sprig: derivePassword). */
bool pn_scrypt(pn_crypto *c, pn_str password, pn_str salt, uint8_t out[64]);
/* HMAC with SHA-256. */
bool pn_hmac_sha256(pn_crypto *c, pn_str key, pn_str text, uint8_t out[32]);
/* AES-256-CBC over whole blocks; `out` has room for as many bytes. */
bool pn_aes_cbc(pn_crypto *c, const uint8_t key[32], const uint8_t iv[16], pn_str text,
		uint8_t *out, bool encrypt);

#endif
