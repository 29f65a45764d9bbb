/* SPDX-License-Identifier: Apache-2.0 */
/* Keys as PEM and as parts of certificates, in the forms that Go and Sprig choose. */
#include "crypto/der.h"
#include "crypto/key.h"

#define OID_RSA PN_STR("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01")
#define OID_EC PN_STR("\x2A\x86\x48\xCE\x3D\x02\x01")
#define OID_ED25519 PN_STR("\x2B\x65\x70")
#define OID_SHA256_WITH_RSA PN_STR("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B")
#define OID_ECDSA_WITH_SHA256 PN_STR("\x2A\x86\x48\xCE\x3D\x04\x03\x02")
#define OID_ECDSA_WITH_SHA384 PN_STR("\x2A\x86\x48\xCE\x3D\x04\x03\x03")
#define OID_ECDSA_WITH_SHA512 PN_STR("\x2A\x86\x48\xCE\x3D\x04\x03\x04")

static void add_number(pn_buf *out, pn_crypto *c, const BIGNUM *n)
{
	pn_der_add_integer(out, pn_num_text(c, n, 0));
}

static void add_small(pn_buf *out, uint8_t n)
{
	char byte = (char)n;

	pn_der_add_integer(out, (pn_str){ &byte, 1 });
}

/* RSA by PKCS #1: version, n, e, d, p, q, d mod p-1, d mod q-1, 1/q mod p. */
static void add_rsa(pn_buf *out, pn_crypto *c, const pn_key *key)
{
	const BIGNUM *numbers[] = { key->n, key->e,  key->d,  key->p,
				    key->q, key->dp, key->dq, key->q_inverse };
	size_t sequence = pn_der_begin(out, PN_DER_SEQUENCE);

	add_small(out, 0);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		add_number(out, c, numbers[i]);
	pn_der_end(out, sequence);
}

/* DSA as Sprig writes it: version, p, q, g, y, x. */
static void add_dsa(pn_buf *out, pn_crypto *c, const pn_key *key)
{
	const BIGNUM *numbers[] = { key->p, key->q, key->g, key->y, key->d };
	size_t sequence = pn_der_begin(out, PN_DER_SEQUENCE);

	add_small(out, 0);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		add_number(out, c, numbers[i]);
	pn_der_end(out, sequence);
}

/* EC by SEC 1: version 1, private key, [0] curve, [1] public point. */
static void add_ec(pn_buf *out, pn_crypto *c, const pn_key *key)
{
	size_t sequence = pn_der_begin(out, PN_DER_SEQUENCE), part;

	add_small(out, 1);
	pn_der_add(out, PN_DER_OCTET_STRING, pn_num_text(c, key->d, key->curve->size));
	part = pn_der_begin(out, PN_DER_CONTEXT_CONSTRUCTED + 0);
	pn_der_add(out, PN_DER_OID, key->curve->oid);
	pn_der_end(out, part);
	part = pn_der_begin(out, PN_DER_CONTEXT_CONSTRUCTED + 1);
	pn_der_add_bits(out, key->point);
	pn_der_end(out, part);
	pn_der_end(out, sequence);
}

/* Ed25519 by PKCS #8: version 0, algorithm, an octet string in an octet string. */
static void add_ed25519(pn_buf *out, const pn_key *key)
{
	size_t sequence = pn_der_begin(out, PN_DER_SEQUENCE), part;

	add_small(out, 0);
	part = pn_der_begin(out, PN_DER_SEQUENCE);
	pn_der_add(out, PN_DER_OID, OID_ED25519);
	pn_der_end(out, part);
	part = pn_der_begin(out, PN_DER_OCTET_STRING);
	pn_der_add(out, PN_DER_OCTET_STRING, key->secret);
	pn_der_end(out, part);
	pn_der_end(out, sequence);
}

void pn_key_write(pn_buf *out, pn_crypto *c, const pn_key *key)
{
	pn_str type = PN_STR_EMPTY;
	pn_buf der;

	pn_buf_init(&der, c->cx->arena);
	switch (key->kind) {
	case PN_KEY_RSA:
		type = PN_STR("RSA PRIVATE KEY");
		add_rsa(&der, c, key);
		break;
	case PN_KEY_DSA:
		type = PN_STR("DSA PRIVATE KEY");
		add_dsa(&der, c, key);
		break;
	case PN_KEY_EC:
		type = PN_STR("EC PRIVATE KEY");
		add_ec(&der, c, key);
		break;
	case PN_KEY_ED25519:
		type = PN_STR("PRIVATE KEY");
		add_ed25519(&der, key);
		break;
	}
	pn_pem_write(out, type, pn_buf_str(&der));
	out->failed = out->failed || der.failed || c->failed;
}

/* ---- public keys ---- */

pn_str pn_key_public_bits(pn_crypto *c, const pn_key *key)
{
	pn_buf der;
	size_t sequence;

	if (key->kind != PN_KEY_RSA)
		return key->point;
	pn_buf_init(&der, c->cx->arena);
	sequence = pn_der_begin(&der, PN_DER_SEQUENCE);
	add_number(&der, c, key->n);
	add_number(&der, c, key->e);
	pn_der_end(&der, sequence);
	return pn_buf_str(&der);
}

bool pn_key_write_public(pn_buf *out, pn_crypto *c, const pn_key *key)
{
	size_t sequence = pn_der_begin(out, PN_DER_SEQUENCE);
	size_t algorithm = pn_der_begin(out, PN_DER_SEQUENCE);

	if (key->kind == PN_KEY_RSA) {
		pn_der_add(out, PN_DER_OID, OID_RSA);
		pn_der_add(out, PN_DER_NULL, PN_STR_EMPTY);
	} else if (key->kind == PN_KEY_EC) {
		pn_der_add(out, PN_DER_OID, OID_EC);
		pn_der_add(out, PN_DER_OID, key->curve->oid);
	} else if (key->kind == PN_KEY_ED25519) {
		pn_der_add(out, PN_DER_OID, OID_ED25519);
	} else {
		return false;
	}
	pn_der_end(out, algorithm);
	pn_der_add_bits(out, pn_key_public_bits(c, key));
	pn_der_end(out, sequence);
	return true;
}

void pn_key_write_algorithm(pn_buf *out, const pn_key *key)
{
	size_t sequence = pn_der_begin(out, PN_DER_SEQUENCE);

	if (key->kind == PN_KEY_RSA) {
		pn_der_add(out, PN_DER_OID, OID_SHA256_WITH_RSA);
		pn_der_add(out, PN_DER_NULL, PN_STR_EMPTY);
	} else if (key->kind == PN_KEY_ED25519) {
		pn_der_add(out, PN_DER_OID, OID_ED25519);
	} else if (key->curve->hash_bits == 256) {
		pn_der_add(out, PN_DER_OID, OID_ECDSA_WITH_SHA256);
	} else {
		pn_der_add(out, PN_DER_OID,
			   key->curve->hash_bits == 384 ? OID_ECDSA_WITH_SHA384
							: OID_ECDSA_WITH_SHA512);
	}
	pn_der_end(out, sequence);
}
