/* SPDX-License-Identifier: Apache-2.0 */
/* New certificates (Go: crypto/x509, CreateCertificate, with what Sprig asks of it). */
#include "crypto/der.h"
#include "crypto/key.h"
#include "time/time.h"

#define OID_COMMON_NAME PN_STR("\x55\x04\x03")
#define OID_SUBJECT_KEY_ID PN_STR("\x55\x1D\x0E")
#define OID_KEY_USAGE PN_STR("\x55\x1D\x0F")
#define OID_SUBJECT_ALT_NAME PN_STR("\x55\x1D\x11")
#define OID_BASIC_CONSTRAINTS PN_STR("\x55\x1D\x13")
#define OID_AUTHORITY_KEY_ID PN_STR("\x55\x1D\x23")
#define OID_EXTENDED_KEY_USAGE PN_STR("\x55\x1D\x25")
#define OID_SERVER_AUTH PN_STR("\x2B\x06\x01\x05\x05\x07\x03\x01")
#define OID_CLIENT_AUTH PN_STR("\x2B\x06\x01\x05\x05\x07\x03\x02")

/* Bits of a key usage, and how many of the last ones are unused. */
#define USAGE PN_STR("\x05\xA0")	   /* signatures, encipherment of keys */
#define USAGE_AUTHORITY PN_STR("\x02\xA4") /* ... and signing of certificates */

enum { KEY_ID_SIZE = 20 };

/* Says whether a text may be a PrintableString (Go: encoding/asn1). */
static bool is_printable(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || (c && strchr("'() +,-./:=?", c));

		if (!fine)
			return false;
	}
	return true;
}

/* Returns a name that consists of a common name, or of nothing when that is empty. */
static pn_str make_name(pn_arena *arena, pn_str common_name)
{
	uint8_t tag = is_printable(common_name) ? PN_DER_PRINTABLE_STRING : PN_DER_UTF8_STRING;
	size_t name, set, attribute;
	pn_buf der;

	pn_buf_init(&der, arena);
	name = pn_der_begin(&der, PN_DER_SEQUENCE);
	if (common_name.len) {
		set = pn_der_begin(&der, PN_DER_SET);
		attribute = pn_der_begin(&der, PN_DER_SEQUENCE);
		pn_der_add(&der, PN_DER_OID, OID_COMMON_NAME);
		pn_der_add(&der, tag, common_name);
		pn_der_end(&der, attribute);
		pn_der_end(&der, set);
	}
	pn_der_end(&der, name);
	return pn_buf_str(&der);
}

/* Appends a time: two digits of the year where that is enough. */
static void add_time(pn_buf *out, int64_t seconds)
{
	pn_time t = pn_time_unix(seconds, 0, pn_zone_utc());
	int64_t year = pn_time_civil(&t).year;
	bool is_short = year >= 1950 && year < 2050;
	size_t begun = pn_der_begin(out, is_short ? PN_DER_UTC_TIME : PN_DER_GENERALIZED_TIME);

	pn_time_format(out, &t, is_short ? PN_STR("060102150405Z") : PN_STR("20060102150405Z"));
	pn_der_end(out, begun);
}

/* Appends an extension that holds one DER value. */
static void add_extension(pn_buf *out, pn_str oid, bool critical, pn_str value)
{
	size_t begun = pn_der_begin(out, PN_DER_SEQUENCE);

	pn_der_add(out, PN_DER_OID, oid);
	if (critical)
		pn_der_add(out, PN_DER_BOOLEAN, PN_STR("\xFF"));
	pn_der_add(out, PN_DER_OCTET_STRING, value);
	pn_der_end(out, begun);
}

/* Returns an element with this content. */
static pn_str element(pn_arena *arena, uint8_t tag, pn_str content)
{
	pn_buf der;

	pn_buf_init(&der, arena);
	pn_der_add(&der, tag, content);
	return pn_buf_str(&der);
}

static pn_str extended_usage(pn_arena *arena)
{
	pn_buf der;
	size_t begun;

	pn_buf_init(&der, arena);
	begun = pn_der_begin(&der, PN_DER_SEQUENCE);
	pn_der_add(&der, PN_DER_OID, OID_SERVER_AUTH);
	pn_der_add(&der, PN_DER_OID, OID_CLIENT_AUTH);
	pn_der_end(&der, begun);
	return pn_buf_str(&der);
}

static pn_str alternative_names(pn_arena *arena, const pn_cert_plan *plan)
{
	pn_buf der;
	size_t begun;

	pn_buf_init(&der, arena);
	begun = pn_der_begin(&der, PN_DER_SEQUENCE);
	for (size_t i = 0; i < plan->dns_count; i++)
		pn_der_add(&der, PN_DER_CONTEXT + 2, plan->dns_names[i]);
	for (size_t i = 0; i < plan->address_count; i++)
		pn_der_add(&der, PN_DER_CONTEXT + 7, plan->addresses[i]);
	pn_der_end(&der, begun);
	return pn_buf_str(&der);
}

/* What goes into a certificate. */
typedef struct draft {
	const pn_cert_plan *plan;
	const pn_key *key, *signer;
	const pn_cert *issuer; /* NULL: the certificate itself */
	pn_str subject;	       /* its name, DER */
} draft;

/* Appends the extensions, in Go's order. */
static void add_extensions(pn_buf *out, pn_crypto *c, const draft *d)
{
	pn_arena *arena = c->cx->arena;
	bool authority = d->plan->is_authority;
	size_t outer = pn_der_begin(out, PN_DER_CONTEXT_CONSTRUCTED + 3);
	size_t list = pn_der_begin(out, PN_DER_SEQUENCE);

	add_extension(out, OID_KEY_USAGE, true,
		      element(arena, PN_DER_BIT_STRING, authority ? USAGE_AUTHORITY : USAGE));
	add_extension(out, OID_EXTENDED_KEY_USAGE, false, extended_usage(arena));
	add_extension(
		out, OID_BASIC_CONSTRAINTS, true,
		element(arena, PN_DER_SEQUENCE, authority ? PN_STR("\x01\x01\xFF") : PN_STR_EMPTY));
	if (authority) {
		unsigned char hash[PN_SHA256_SIZE];
		pn_sha256 sha;

		pn_sha256_init(&sha);
		pn_sha256_add(&sha, pn_key_public_bits(c, d->key));
		pn_sha256_end(&sha, hash);
		add_extension(out, OID_SUBJECT_KEY_ID, false,
			      element(arena, PN_DER_OCTET_STRING,
				      (pn_str){ (const char *)hash, KEY_ID_SIZE }));
	}
	if (d->issuer && d->issuer->key_id.len && !pn_str_eq(d->issuer->subject, d->subject))
		add_extension(out, OID_AUTHORITY_KEY_ID, false,
			      element(arena, PN_DER_SEQUENCE,
				      element(arena, PN_DER_CONTEXT + 0, d->issuer->key_id)));
	if (d->plan->dns_count || d->plan->address_count)
		add_extension(out, OID_SUBJECT_ALT_NAME, !d->plan->common_name.len,
			      alternative_names(arena, d->plan));
	pn_der_end(out, list);
	pn_der_end(out, outer);
}

/* Appends what is signed. */
static void add_body(pn_buf *out, pn_crypto *c, const draft *d)
{
	size_t body = pn_der_begin(out, PN_DER_SEQUENCE), part;
	char serial[16];

	pn_der_add(out, PN_DER_CONTEXT_CONSTRUCTED + 0, PN_STR("\x02\x01\x02")); /* version 3 */
	pn_crypto_random(c, serial, sizeof serial);
	pn_der_add_integer(out, (pn_str){ serial, sizeof serial });
	pn_key_write_algorithm(out, d->signer);
	pn_buf_add(out, d->issuer ? d->issuer->subject : d->subject);
	part = pn_der_begin(out, PN_DER_SEQUENCE);
	add_time(out, d->plan->not_before);
	add_time(out, d->plan->not_after);
	pn_der_end(out, part);
	pn_buf_add(out, d->subject);
	pn_key_write_public(out, c, d->key);
	add_extensions(out, c, d);
	pn_der_end(out, body);
}

/* Says whether a signer has the public key that the issuer's certificate names. */
static bool is_key_of(pn_crypto *c, const pn_key *signer, const pn_cert *issuer)
{
	pn_buf der;

	pn_buf_init(&der, c->cx->arena);
	pn_key_write_public(&der, c, signer);
	return !issuer->public_key.len || pn_str_eq(pn_buf_str(&der), issuer->public_key);
}

/* Fails when a name cannot be written into a certificate. */
static bool check_names(pn_error *err, const pn_cert_plan *plan)
{
	for (size_t i = 0; i < plan->dns_count; i++) {
		pn_str name = plan->dns_names[i];

		for (size_t k = 0; k < name.len; k++) {
			pn_buf text;

			if (!(name.ptr[k] & 0x80))
				continue;
			pn_buf_init(&text, &err->arena);
			pn_buf_lit(&text, "x509: ");
			pn_buf_quote(&text, name);
			pn_buf_lit(&text, " cannot be encoded as an IA5String");
			return pn_fail_str(err, PINTLE_ERR_EXEC, pn_buf_str(&text));
		}
	}
	return true;
}

/* Makes the checks of CreateCertificate, in its order. */
static bool check(pn_crypto *c, const draft *d)
{
	pn_error *err = c->cx->err;

	if (d->signer->kind == PN_KEY_DSA)
		return pn_fail(err, PINTLE_ERR_EXEC,
			       "x509: certificate private key does not implement crypto.Signer");
	if (d->key->kind == PN_KEY_DSA)
		return pn_fail(err, PINTLE_ERR_EXEC,
			       "x509: unsupported public key type: *dsa.PublicKey");
	if (!is_printable(d->plan->common_name) && !pn_utf8_valid(d->plan->common_name))
		return pn_fail(err, PINTLE_ERR_EXEC, "asn1: string not valid UTF-8");
	if (d->issuer && !is_key_of(c, d->signer, d->issuer))
		return pn_fail(err, PINTLE_ERR_EXEC,
			       "x509: provided PrivateKey doesn't match parent's PublicKey");
	if (!check_names(err, d->plan))
		return false;
	if (d->signer->kind == PN_KEY_RSA && pn_num_bits(c, d->signer->n) < 1024)
		return pn_fail(err, PINTLE_ERR_EXEC,
			       "crypto/rsa: %d-bit keys are insecure (see "
			       "https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)",
			       pn_num_bits(c, d->signer->n));
	return true;
}

bool pn_cert_issue(pn_buf *out, pn_crypto *c, const pn_cert_plan *plan, const pn_key *key,
		   const pn_cert *issuer, const pn_key *signer)
{
	draft d = { plan, key, signer, issuer, make_name(c->cx->arena, plan->common_name) };
	pn_buf body, der;
	size_t certificate;

	if (!check(c, &d))
		return false;
	pn_buf_init(&body, c->cx->arena);
	add_body(&body, c, &d);
	pn_buf_init(&der, c->cx->arena);
	certificate = pn_der_begin(&der, PN_DER_SEQUENCE);
	pn_buf_add(&der, pn_buf_str(&body));
	pn_key_write_algorithm(&der, signer);
	pn_der_add_bits(&der, pn_key_sign(c, signer, pn_buf_str(&body)));
	pn_der_end(&der, certificate);
	pn_pem_write(out, PN_STR("CERTIFICATE"), pn_buf_str(&der));
	if (c->failed || body.failed || der.failed || out->failed)
		return pn_crypto_fail(c);
	return true;
}
