/* SPDX-License-Identifier: Apache-2.0 */
/* Keys from PEM, with Sprig's and Go's checks and words (Go: x509/pkcs1.go, pkcs8.go, sec1.go). */
#include "crypto/asn1.h"
#include "crypto/key.h"

#define OID_RSA PN_STR("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01")
#define OID_EC PN_STR("\x2A\x86\x48\xCE\x3D\x02\x01")
#define OID_ED25519 PN_STR("\x2B\x65\x70")

enum { MAX_FIELDS = 10 };
/* Longer keys would take seconds to sign with: whose they are does not matter. */
enum { MAX_RSA_BITS = 16384 };

/* Further primes, which no generator makes any more; their numbers are not looked at. */
static const pn_asn1_type primes_type = { "", NULL, 0 };
static const pn_asn1_field pkcs1_fields[] = {
	{ .kind = PN_ASN1_INT },
	{ .kind = PN_ASN1_BIG },
	{ .kind = PN_ASN1_INT },
	{ .kind = PN_ASN1_BIG },
	{ .kind = PN_ASN1_BIG },
	{ .kind = PN_ASN1_BIG },
	{ .kind = PN_ASN1_BIG, .optional = true },
	{ .kind = PN_ASN1_BIG, .optional = true },
	{ .kind = PN_ASN1_BIG, .optional = true },
	{ .kind = PN_ASN1_STRUCT, .type = &primes_type, .optional = true },
};
static const pn_asn1_field algorithm_fields[] = {
	{ .kind = PN_ASN1_OID },
	{ .kind = PN_ASN1_RAW, .optional = true },
};
static const pn_asn1_type algorithm_type = { "AlgorithmIdentifier", algorithm_fields, 2 };
static const pn_asn1_field pkcs8_fields[] = {
	{ .kind = PN_ASN1_INT },
	{ .kind = PN_ASN1_STRUCT, .type = &algorithm_type },
	{ .kind = PN_ASN1_BYTES },
};
static const pn_asn1_field ec_fields[] = {
	{ .kind = PN_ASN1_INT },
	{ .kind = PN_ASN1_BYTES },
	{ .kind = PN_ASN1_OID, .optional = true, .explicit_tag = 1 },
	{ .kind = PN_ASN1_BITS, .optional = true, .explicit_tag = 2 },
};
static const pn_asn1_field dsa_fields[] = {
	{ .kind = PN_ASN1_INT }, { .kind = PN_ASN1_BIG }, { .kind = PN_ASN1_BIG },
	{ .kind = PN_ASN1_BIG }, { .kind = PN_ASN1_BIG }, { .kind = PN_ASN1_BIG },
};

typedef enum form { PKCS1, PKCS8, SEC1 } form;

/* The forms that are mistaken for each other, and what Go then advises. */
static const struct {
	pn_asn1_type type;
	const char *reader;
} forms[] = {
	[PKCS1] = { { "pkcs1PrivateKey", pkcs1_fields, 10 }, "ParsePKCS1PrivateKey" },
	[PKCS8] = { { "pkcs8", pkcs8_fields, 3 }, "ParsePKCS8PrivateKey" },
	[SEC1] = { { "ecPrivateKey", ec_fields, 4 }, "ParseECPrivateKey" },
};
static const pn_asn1_type dsa_type = { "DSAKeyFormat", dsa_fields, 6 };

static bool refuse(pn_str *why, const char *text)
{
	*why = pn_str_from(text);
	return false;
}

/* Puts words before the reason; always returns false. */
static bool prefix(pn_crypto *c, pn_str *why, const char *text)
{
	*why = pn_str_concat(c->cx->arena, pn_str_from(text), *why);
	return false;
}

/* Reads one form; when the text has another one, of the two that Go tries, that is the reason. */
static bool read_form(pn_crypto *c, pn_str *der, const form tried[3], pn_str *values, pn_str *why)
{
	pn_arena *arena = c->cx->arena;
	pn_str text = *der, ignored[MAX_FIELDS], reason;

	if (pn_asn1_read(der, &forms[tried[0]].type, values, arena, why))
		return true;
	for (int i = 1; i < 3; i++) {
		pn_str again = text;

		if (pn_asn1_read(&again, &forms[tried[i]].type, ignored, arena, &reason)) {
			*why = pn_str_format(
				arena,
				"x509: failed to parse private key (use %s instead for "
				"this key format)",
				forms[tried[i]].reader);
			return false;
		}
	}
	if (tried[0] == SEC1)
		prefix(c, why, "x509: failed to parse EC private key: ");
	return false;
}

/* Reads an integer that fits an int64. */
static int64_t small_integer(pn_str bytes)
{
	uint64_t n = bytes.len && (bytes.ptr[0] & 0x80) ? UINT64_MAX : 0;

	for (size_t i = 0; i < bytes.len; i++)
		n = n << 8 | (uint8_t)bytes.ptr[i];
	return (int64_t)n;
}

/* True for integers greater than 0. */
static bool is_positive(pn_str bytes)
{
	return bytes.len && !(bytes.ptr[0] & 0x80) && !(bytes.len == 1 && bytes.ptr[0] == 0);
}

/* Says that d * e leaves 1 modulo m. */
static bool is_inverse(pn_crypto *c, const BIGNUM *d, const BIGNUM *e, const BIGNUM *m)
{
	return pn_num_is_one(c, pn_num_mod(c, pn_num_mul(c, d, e), m));
}

/* Checks an RSA key whose numbers are all positive (Go: crypto/internal/fips140/rsa). */
static bool check_rsa(pn_crypto *c, const pn_key *key, const pn_str *values, pn_str *why)
{
	int64_t e = small_integer(values[2]);
	/* Unless all three are there Go computes them itself. */
	bool has_crt = values[6].ptr && values[7].ptr && values[8].ptr;
	BIGNUM *dp = key->dp, *dq = key->dq, *distance;

	if (e < 2)
		return refuse(why, "crypto/rsa: public exponent too small or negative");
	if (e % 2 == 0)
		return refuse(why, "crypto/rsa: public exponent is even");
	if (e > INT32_MAX)
		return refuse(why, "crypto/rsa: public exponent too large");
	if (has_crt) {
		dp = pn_num_bytes(c, values[6]);
		dq = pn_num_bytes(c, values[7]);
	}
	if (!is_inverse(c, dp, key->e, pn_num_sub_word(c, key->p, 1)) ||
	    !is_inverse(c, dq, key->e, pn_num_sub_word(c, key->q, 1)))
		return refuse(why, "crypto/rsa: invalid CRT exponent");
	if (has_crt && !is_inverse(c, pn_num_bytes(c, values[8]), key->q, key->p))
		return refuse(why, "crypto/rsa: invalid CRT coefficient");
	distance = pn_num_sub(c, key->p, key->q);
	if (pn_num_bits(c, distance) <= pn_num_bits(c, key->n) / 2 - 100)
		return refuse(why, "crypto/rsa: |p - q| too small");
	if (pn_num_bits(c, key->d) <= pn_num_bits(c, key->n) / 2)
		return refuse(why, "crypto/rsa: d too small");
	if (pn_num_cmp(c, dp, key->dp) != 0)
		return refuse(why, "crypto/rsa: d does not match dP");
	if (pn_num_cmp(c, dq, key->dq) != 0)
		return refuse(why, "crypto/rsa: d does not match dQ");
	return true;
}

static bool read_pkcs1(pn_crypto *c, pn_str der, pn_key *key, pn_str *why)
{
	static const form tried[] = { PKCS1, SEC1, PKCS8 };
	pn_str v[MAX_FIELDS] = { 0 };
	BIGNUM *n;

	if (!read_form(c, &der, tried, v, why))
		return false;
	if (der.len)
		return refuse(why, "asn1: syntax error: trailing data");
	if (small_integer(v[0]) > 1)
		return refuse(why, "x509: unsupported private key version");
	for (int i = 1; i < 9; i++) {
		if (i != 2 && v[i].ptr && !is_positive(v[i]))
			return refuse(why, "x509: private key contains zero or negative value");
	}
	key->kind = PN_KEY_RSA;
	n = pn_num_bytes(c, v[1]);
	key->e = pn_num_bytes(c, v[2]);
	key->d = pn_num_bytes(c, v[3]);
	key->p = pn_num_bytes(c, v[4]);
	key->q = pn_num_bytes(c, v[5]);
	if (pn_num_bits(c, n) > MAX_RSA_BITS || pn_num_bits(c, key->d) > MAX_RSA_BITS)
		return refuse(why, "crypto/rsa: key is too long");
	if (!c->failed && (c->f.BN_num_bits(key->p) < 2 || !c->f.BN_is_bit_set(key->p, 0)))
		return refuse(why, "crypto/rsa: p is even");
	if (pn_num_cmp(c, n, pn_num_mul(c, key->p, key->q)) != 0)
		return refuse(why, "crypto/rsa: p * q != n");
	if (pn_num_cmp(c, key->p, key->q) == 0)
		return refuse(why, "crypto/rsa: p == q");
	if (!pn_key_complete_rsa(c, key))
		return refuse(why, "crypto/rsa: invalid CRT coefficient");
	return !c->failed && check_rsa(c, key, v, why);
}

/* Takes the zeros off the front that are more than a private key of the curve has. */
static bool trim_secret(pn_str *secret, size_t size)
{
	while (secret->len > size && secret->ptr[0] == 0)
		*secret = pn_str_slice(*secret, 1, secret->len);
	return secret->len <= size;
}

/* Reads an EC key; `curve_oid` is what PKCS #8 says of the curve, empty when nothing. */
static bool read_sec1(pn_crypto *c, pn_str der, pn_str curve_oid, pn_key *key, pn_str *why)
{
	static const form tried[] = { SEC1, PKCS8, PKCS1 };
	pn_str v[MAX_FIELDS] = { 0 };

	if (!read_form(c, &der, tried, v, why))
		return false;
	if (small_integer(v[0]) != 1) {
		*why = pn_str_format(c->cx->arena, "x509: unknown EC private key version %lld",
				     (long long)small_integer(v[0]));
		return false;
	}
	key->kind = PN_KEY_EC;
	key->curve = pn_curve_find(curve_oid.len ? curve_oid : v[2]);
	if (!key->curve)
		return refuse(why, "x509: unknown elliptic curve");
	key->d = pn_num_bytes(c, v[1]);
	if (!c->failed && (pn_num_is_zero(c, key->d) ||
			   pn_num_cmp(c, key->d, pn_curve_order(c, key->curve)) >= 0))
		return refuse(why, "x509: invalid elliptic curve private key value");
	if (!trim_secret(&v[1], key->curve->size))
		return refuse(why, "x509: invalid private key length");
	pn_key_complete_ec(c, key);
	return !c->failed;
}

static bool read_ed25519(pn_crypto *c, pn_str parameters, pn_str der, pn_key *key, pn_str *why)
{
	static const pn_asn1_field field = { .kind = PN_ASN1_BYTES };
	static const pn_asn1_type type = { "", &field, 1 };
	pn_str secret;

	if (parameters.len)
		return refuse(why, "x509: invalid Ed25519 private key parameters");
	/* The octet string stands alone, so it is read as the only field of a structure. */
	if (!pn_asn1_read_content(der, &type, &secret, c->cx->arena, why))
		return prefix(c, why, "x509: invalid Ed25519 private key: ");
	if (secret.len != 32) {
		*why = pn_str_format(c->cx->arena, "x509: invalid Ed25519 private key length: %zu",
				     secret.len);
		return false;
	}
	key->kind = PN_KEY_ED25519;
	key->secret = secret;
	pn_key_complete_ed25519(c, key);
	return !c->failed;
}

/* Appends an object identifier as 1.2.3. */
static void write_oid(pn_buf *out, pn_str oid)
{
	uint64_t n = 0;
	bool first = true;

	for (size_t i = 0; i < oid.len; i++) {
		n = n << 7 | (oid.ptr[i] & 0x7F);
		if (oid.ptr[i] & 0x80)
			continue;
		if (first)
			pn_buf_format(out, "%u.%llu", n < 80 ? (unsigned)(n / 40) : 2,
				      (unsigned long long)(n < 80 ? n % 40 : n - 80));
		else
			pn_buf_format(out, ".%llu", (unsigned long long)n);
		first = false;
		n = 0;
	}
}

static bool read_pkcs8(pn_crypto *c, pn_str der, pn_key *key, pn_str *why)
{
	static const form tried[] = { PKCS8, SEC1, PKCS1 };
	pn_str v[MAX_FIELDS] = { 0 }, algorithm[2] = { 0 }, oid = PN_STR_EMPTY;
	pn_buf text;

	if (!read_form(c, &der, tried, v, why))
		return false;
	pn_asn1_read_content(v[1], &algorithm_type, algorithm, c->cx->arena, why);
	if (pn_str_eq(algorithm[0], OID_RSA))
		return read_pkcs1(c, v[2], key, why) ||
		       prefix(c, why, "x509: failed to parse RSA private key embedded in PKCS#8: ");
	if (pn_str_eq(algorithm[0], OID_EC)) {
		if (algorithm[1].len > 2 && algorithm[1].ptr[0] == 6)
			oid = pn_str_slice(algorithm[1], 2, algorithm[1].len);
		return read_sec1(c, v[2], oid, key, why) ||
		       prefix(c, why, "x509: failed to parse EC private key embedded in PKCS#8: ");
	}
	if (pn_str_eq(algorithm[0], OID_ED25519))
		return read_ed25519(c, algorithm[1], v[2], key, why);
	pn_buf_init(&text, c->cx->arena);
	pn_buf_lit(&text, "x509: PKCS#8 wrapping contained private key with unknown algorithm: ");
	write_oid(&text, algorithm[0]);
	*why = pn_buf_str(&text);
	return false;
}

static bool read_dsa(pn_crypto *c, pn_str der, pn_key *key, pn_str *why)
{
	pn_str v[MAX_FIELDS] = { 0 };

	if (!pn_asn1_read(&der, &dsa_type, v, c->cx->arena, why))
		return false;
	key->kind = PN_KEY_DSA;
	key->p = pn_num_bytes(c, v[1]);
	key->q = pn_num_bytes(c, v[2]);
	key->g = pn_num_bytes(c, v[3]);
	key->y = pn_num_bytes(c, v[4]);
	key->d = pn_num_bytes(c, v[5]);
	return !c->failed;
}

/* Reads a block by its type (Sprig: parsePrivateKeyPEM). */
static bool read_block(pn_crypto *c, pn_str type, pn_str der, pn_key *key, pn_str *why)
{
	if (pn_str_is(type, "PRIVATE KEY"))
		return read_pkcs8(c, der, key, why) || prefix(c, why, "decoding PEM as PKCS#8: ");
	if (!pn_str_ends(type, PN_STR(" PRIVATE KEY"))) {
		*why = pn_str_concat(c->cx->arena,
				     PN_STR("no private key data in PEM block of type "), type);
		return false;
	}
	if (pn_str_is(type, "RSA PRIVATE KEY"))
		return read_pkcs1(c, der, key, why) ||
		       prefix(c, why, "parsing RSA private key from PEM: ");
	if (pn_str_is(type, "EC PRIVATE KEY"))
		return read_sec1(c, der, PN_STR_EMPTY, key, why) ||
		       prefix(c, why, "parsing EC private key from PEM: ");
	if (pn_str_is(type, "DSA PRIVATE KEY"))
		return read_dsa(c, der, key, why) ||
		       prefix(c, why, "parsing DSA private key from PEM: ");
	*why = pn_str_concat(c->cx->arena, PN_STR("invalid private key type "), type);
	return false;
}

const pn_key *pn_key_read(pn_crypto *c, pn_str pem)
{
	pn_key *key = PN_NEW(c->cx->arena, pn_key);
	pn_str type, der, why = PN_STR("no PEM data in input");

	pn_crypto_check(c, key != NULL);
	if (!c->failed && pn_pem_read(c->cx->arena, pem, &type, &der) &&
	    read_block(c, type, der, key, &why))
		return key;
	if (c->failed)
		pn_crypto_fail(c);
	else
		pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, why);
	return NULL;
}
