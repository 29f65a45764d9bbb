/* SPDX-License-Identifier: Apache-2.0 */
/* Private keys and certificates (Sprig: crypto.go). */
#include "func/clock.h"
#include "func/help.h"
#include "base/ip.h"
#include "base/base64.h"
#include "crypto/crypto.h"

#include <arpa/inet.h>

/* What work costs, in template nodes: so that limits.steps bounds the time of a render. */
enum {
	COST_RSA_2048 = 100 * 1000,
	COST_RSA_4096 = 1000 * 1000,
	COST_DSA = 1000 * 1000,
	COST_OTHER = 5 * 1000
};

/* ---- sprig.certificate ---- */

enum { FIELD_CERT, FIELD_KEY, FIELD_COUNT };

static const pn_field fields[] = { { "Cert", NULL }, { "Key", NULL } };

static const pn_class certificate_class = {
	.type = PN_TYPE_CERTIFICATE,
	.fields = fields,
	.field_count = FIELD_COUNT,
};

/* Sets a certificate and its key as the result. */
static bool ret_certificate(pn_call *c, pn_str cert, pn_str key)
{
	pn_object *object = pn_object_new(pn_call_arena(c), &certificate_class, NULL);

	if (!object)
		return false;
	object->fields[FIELD_CERT] = pn_string(cert);
	object->fields[FIELD_KEY] = pn_string(key);
	c->result = pn_object_value(PN_TYPE_CERTIFICATE, object);
	return true;
}

/* ---- arguments ---- */

static bool fill(void *data, void *out, size_t size)
{
	return pn_call_random(data, out, size);
}

static pn_crypto *open_crypto(pn_call *c)
{
	pn_entropy entropy = { fill, c };

	return pn_crypto_open(c->cx, &entropy);
}

/* Fails about an element of a list that is no string. */
static bool fail_element(pn_call *c, const char *what, const pn_value *v)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_format_value(&text, v);
	return pn_call_fail(c, "%s: %.*s is not a string", what, PN_ARG(pn_buf_str(&text)));
}

/* Turns an address into its 4 or 16 bytes; an IPv4 address in IPv6 form has 4 (Go: To4). */
static bool parse_address(pn_call *c, pn_str text, pn_str *out)
{
	static const char mapped[12] = { [10] = '\xFF', [11] = '\xFF' };
	pn_arena *arena = pn_call_arena(c);
	pn_str zone = PN_STR_EMPTY, problem;
	pn_ip_kind kind = pn_ip_parse(arena, text, &zone, &problem);
	char *bytes = pn_alloc_zero(arena, 16);

	if (!bytes)
		return false;
	if (kind == PN_IP_NONE || zone.len ||
	    inet_pton(kind == PN_IP_4 ? AF_INET : AF_INET6, pn_str_z(arena, text), bytes) != 1)
		return pn_call_fail(c, "error parsing ip: %.*s", PN_ARG(text));
	*out = (pn_str){ bytes, kind == PN_IP_4 ? 4 : 16 };
	if (kind == PN_IP_6 && memcmp(bytes, mapped, sizeof mapped) == 0)
		*out = pn_str_slice(*out, 12, 16);
	return true;
}

/* Reads the addresses of a plan. */
static bool plan_addresses(pn_call *c, const pn_value *list, pn_cert_plan *plan)
{
	pn_str *out = PN_NEW_ARRAY(pn_call_arena(c), pn_str, list->len);

	if (!out)
		return false;
	for (uint32_t i = 0; i < list->len; i++) {
		const pn_value *v = &list->as.items[i];

		if (v->type != PN_TYPE_STRING)
			return fail_element(c, "error parsing ip", v);
		if (!parse_address(c, pn_value_str(v), &out[i]))
			return false;
	}
	plan->addresses = out;
	plan->address_count = list->len;
	return true;
}

/* Reads the DNS names of a plan. */
static bool plan_dns_names(pn_call *c, const pn_value *list, pn_cert_plan *plan)
{
	pn_str *out = PN_NEW_ARRAY(pn_call_arena(c), pn_str, list->len);

	if (!out)
		return false;
	for (uint32_t i = 0; i < list->len; i++) {
		const pn_value *v = &list->as.items[i];

		if (v->type != PN_TYPE_STRING)
			return fail_element(c, "error processing alternate dns name", v);
		out[i] = pn_value_str(v);
	}
	plan->dns_names = out;
	plan->dns_count = list->len;
	return true;
}

/* Makes the plan of a certificate that is valid from now for some days, which wrap as in Go. */
static void plan_init(pn_call *c, pn_cert_plan *plan, int64_t days)
{
	pn_time now = pn_call_now(c, pn_zone_utc()), end;

	end = pn_time_add(&now, (int64_t)((uint64_t)days * UINT64_C(86400000000000)));
	*plan = (pn_cert_plan){ .common_name = pn_arg_str(c, 0),
				.not_before = now.seconds,
				.not_after = end.seconds };
}

/* Makes the plan from common name, addresses, DNS names, days: the first four arguments. */
static bool plan_from_arguments(pn_call *c, pn_cert_plan *plan)
{
	plan_init(c, plan, pn_arg_int(c, 3));
	return plan_addresses(c, pn_arg(c, 1), plan) && plan_dns_names(c, pn_arg(c, 2), plan);
}

/* ---- making certificates ---- */

/* What a certificate is made with; pn_crypto_close ends it. */
typedef struct work {
	pn_crypto *crypto;
	const pn_key *key;
} work;

/* Gets the key: from the argument at `index`, or a new one when that is negative. */
static bool begin(pn_call *c, work *w, int index)
{
	if (!pn_call_steps(c, index < 0 ? COST_RSA_2048 : COST_OTHER))
		return false;
	w->crypto = open_crypto(c);
	if (!w->crypto)
		return false;
	if (index < 0) {
		w->key = pn_key_make(w->crypto, PN_KEY_RSA, 2048);
		return w->key || pn_error_prefix(c->cx->err, "error generating rsa key: ");
	}
	w->key = pn_key_read(w->crypto, pn_arg_str(c, (uint32_t)index));
	return w->key || pn_error_prefix(c->cx->err, "parsing private key: ");
}

/* Issues the certificate and sets it, with its key, as the result. */
static bool issue(pn_call *c, work *w, const pn_cert_plan *plan, const pn_cert *issuer,
		  const pn_key *signer)
{
	pn_buf cert, key;

	pn_buf_init(&cert, pn_call_arena(c));
	if (!pn_cert_issue(&cert, w->crypto, plan, w->key, issuer, signer))
		return pn_error_prefix(c->cx->err, "error creating certificate: ");
	pn_buf_init(&key, pn_call_arena(c));
	pn_key_write(&key, w->crypto, w->key);
	return !cert.failed && !key.failed &&
	       ret_certificate(c, pn_buf_str(&cert), pn_buf_str(&key));
}

static bool make_authority(pn_call *c, int key_index)
{
	pn_cert_plan plan;
	work w = { NULL };
	bool ok = begin(c, &w, key_index);

	if (ok) {
		plan_init(c, &plan, pn_arg_int(c, 1));
		plan.is_authority = true;
		ok = issue(c, &w, &plan, NULL, w.key);
	}
	pn_crypto_close(w.crypto);
	return ok;
}

static bool fn_gen_ca(pn_call *c)
{
	return make_authority(c, -1);
}

static bool fn_gen_ca_with_key(pn_call *c)
{
	return make_authority(c, 2);
}

static bool make_self_signed(pn_call *c, int key_index)
{
	pn_cert_plan plan;
	work w = { NULL };
	bool ok = begin(c, &w, key_index) && plan_from_arguments(c, &plan) &&
		  issue(c, &w, &plan, NULL, w.key);

	pn_crypto_close(w.crypto);
	return ok;
}

static bool fn_gen_self_signed_cert(pn_call *c)
{
	return make_self_signed(c, -1);
}

static bool fn_gen_self_signed_cert_with_key(pn_call *c)
{
	return make_self_signed(c, 4);
}

/* Reads the certificate and the key of an authority. */
static bool read_authority(pn_call *c, pn_crypto *crypto, pn_cert *cert, const pn_key **key)
{
	const pn_object *authority = pn_arg(c, 4)->as.object;
	pn_arena *arena = pn_call_arena(c);
	pn_str type, der, why;

	if (!pn_pem_read(arena, pn_value_str(&authority->fields[FIELD_CERT]), &type, &der))
		return pn_call_fail(c, "unable to decode certificate");
	if (!pn_cert_read(cert, crypto, der, &why))
		return pn_call_fail(c, "error parsing certificate: decodedSignerCert.Bytes: %.*s",
				    PN_ARG(why));
	*key = pn_key_read(crypto, pn_value_str(&authority->fields[FIELD_KEY]));
	return *key || pn_error_prefix(c->cx->err, "error parsing private key: ");
}

static bool make_signed(pn_call *c, int key_index)
{
	pn_cert_plan plan;
	pn_cert issuer;
	const pn_key *signer = NULL;
	work w = { NULL };
	bool ok = begin(c, &w, key_index) && read_authority(c, w.crypto, &issuer, &signer) &&
		  plan_from_arguments(c, &plan) && issue(c, &w, &plan, &issuer, signer);

	pn_crypto_close(w.crypto);
	return ok;
}

static bool fn_gen_signed_cert(pn_call *c)
{
	return make_signed(c, -1);
}

static bool fn_gen_signed_cert_with_key(pn_call *c)
{
	return make_signed(c, 5);
}

/* ---- keys and certificates as they are ---- */

/* Decodes base64 into a text. */
static bool decode(pn_call *c, pn_str base64, pn_str *out)
{
	pn_buf bytes;
	size_t bad;

	pn_buf_init(&bytes, pn_call_arena(c));
	if (!pn_base64_decode(&bytes, base64, &bad))
		return false;
	*out = pn_buf_str(&bytes);
	return !bytes.failed;
}

/* Checks a certificate and a key, which need not belong together. */
static bool check_pair(pn_call *c, pn_crypto *crypto, pn_str cert, pn_str key)
{
	pn_str type, der, why;
	pn_cert parsed;

	if (!pn_pem_read(pn_call_arena(c), cert, &type, &der))
		return pn_call_fail(c, "unable to decode certificate");
	if (!pn_cert_read(&parsed, crypto, der, &why))
		return pn_call_fail(c, "error parsing certificate: decodedCert.Bytes: %.*s",
				    PN_ARG(why));
	return pn_key_read(crypto, key) ||
	       pn_error_prefix(c->cx->err, "error parsing private key: ");
}

static bool fn_build_custom_cert(pn_call *c)
{
	pn_crypto *crypto;
	pn_str cert, key;
	bool fine;

	if (!decode(c, pn_arg_str(c, 0), &cert))
		return pn_call_fail(c, "unable to decode base64 certificate");
	if (!decode(c, pn_arg_str(c, 1), &key))
		return pn_call_fail(c, "unable to decode base64 private key");
	crypto = open_crypto(c);
	fine = crypto && check_pair(c, crypto, cert, key);
	pn_crypto_close(crypto);
	return fine && ret_certificate(c, cert, key);
}

static bool fn_gen_private_key(pn_call *c)
{
	static const struct {
		const char *name;
		pn_key_kind kind;
		int bits;
		uint32_t cost;
	} kinds[] = { { "", PN_KEY_RSA, 4096, COST_RSA_4096 },
		      { "rsa", PN_KEY_RSA, 4096, COST_RSA_4096 },
		      { "dsa", PN_KEY_DSA, 0, COST_DSA },
		      { "ecdsa", PN_KEY_EC, 0, COST_OTHER },
		      { "ed25519", PN_KEY_ED25519, 0, COST_OTHER } };
	pn_str name = pn_arg_str(c, 0);
	size_t i = 0, count = sizeof kinds / sizeof *kinds;
	const pn_key *key = NULL;
	pn_crypto *crypto;
	pn_buf text;

	while (i < count && !pn_str_eq(name, pn_str_from(kinds[i].name)))
		i++;
	if (i == count)
		return pn_ret_str(c,
				  pn_str_concat(pn_call_arena(c), PN_STR("Unknown type "), name));
	if (!pn_call_steps(c, kinds[i].cost))
		return false;
	pn_buf_init(&text, pn_call_arena(c));
	crypto = open_crypto(c);
	if (crypto)
		key = pn_key_make(crypto, kinds[i].kind, kinds[i].bits);
	if (key)
		pn_key_write(&text, crypto, key);
	pn_crypto_close(crypto);
	return key && pn_ret_buf(c, &text);
}

static const pn_func functions[] = {
	{ "buildCustomCert", fn_build_custom_cert, "ss", 0, "buildCustomCert CERT KEY",
	  "Take a certificate and its key, both PEM in base64, as a certificate object." },
	{ "genCA", fn_gen_ca, "si", PN_FUNC_VOLATILE, "genCA NAME DAYS",
	  "Make a certificate authority; its fields are Cert and Key, both PEM." },
	{ "genCAWithKey", fn_gen_ca_with_key, "sis", PN_FUNC_VOLATILE, "genCAWithKey NAME DAYS KEY",
	  "Make a certificate authority for a PEM key." },
	{ "genPrivateKey", fn_gen_private_key, "s", PN_FUNC_VOLATILE, "genPrivateKey KIND",
	  "Make a private key, as PEM: rsa (4096 bits), dsa, ecdsa or ed25519." },
	{ "genSelfSignedCert", fn_gen_self_signed_cert, "slli", PN_FUNC_VOLATILE,
	  "genSelfSignedCert NAME IPS DNSNAMES DAYS",
	  "Make a certificate signed with its own key." },
	{ "genSelfSignedCertWithKey", fn_gen_self_signed_cert_with_key, "sllis", PN_FUNC_VOLATILE,
	  "genSelfSignedCertWithKey NAME IPS DNSNAMES DAYS KEY",
	  "Make a certificate for a PEM key, signed with it." },
	{ "genSignedCert", fn_gen_signed_cert, "slliC", PN_FUNC_VOLATILE,
	  "genSignedCert NAME IPS DNSNAMES DAYS CA", "Make a certificate signed by an authority." },
	{ "genSignedCertWithKey", fn_gen_signed_cert_with_key, "slliCs", PN_FUNC_VOLATILE,
	  "genSignedCertWithKey NAME IPS DNSNAMES DAYS CA KEY",
	  "Make a certificate for a PEM key, signed by an authority." },
};

const pn_func_family pn_family_certificates = { "Keys and certificates", PN_ROWS(functions), NULL,
						0 };
