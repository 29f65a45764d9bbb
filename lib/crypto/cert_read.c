/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates of others (Go: crypto/x509/parser.go), as far as issuing needs them. */
#include "crypto/der.h"
#include "crypto/key.h"
#include "time/time.h"

/* Public key algorithms whose keys Go looks into. */
#define OID_RSA PN_STR("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01")
#define OID_EC PN_STR("\x2A\x86\x48\xCE\x3D\x02\x01")
#define OID_ED25519 PN_STR("\x2B\x65\x70")
#define DER_NULL PN_STR("\x05\x00")

/* Each extension is compared with those before it, so there must not be any number of them. */
enum { MAX_EXTENSIONS = 1000 };

static bool refuse(pn_str *why, const char *text)
{
	*why = pn_str_from(text);
	return false;
}

static bool is_printable(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("'()+,-./ :=?*&", c));
}

static bool is_ascii(char c)
{
	return !(c & 0x80);
}

static bool is_numeric(char c)
{
	return (c >= '0' && c <= '9') || c == ' ';
}

static bool all(pn_str s, bool (*accept)(char c))
{
	for (size_t i = 0; i < s.len; i++) {
		if (!accept(s.ptr[i]))
			return false;
	}
	return true;
}

/* Checks text of two bytes a character, without surrogates and what is no character. */
static bool is_bmp(pn_str s)
{
	for (size_t i = 0; i + 1 < s.len; i += 2) {
		unsigned point = (unsigned)(uint8_t)s.ptr[i] << 8 | (uint8_t)s.ptr[i + 1];

		if (point >= 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF) ||
		    (point >= 0xD800 && point <= 0xDFFF))
			return false;
	}
	return s.len % 2 == 0;
}

/* Checks the text of a name's attribute; returns what is wrong with it, or NULL. */
static const char *check_string(uint8_t tag, pn_str s)
{
	switch (tag) {
	case PN_DER_PRINTABLE_STRING:
		return all(s, is_printable) ? NULL : "invalid PrintableString";
	case PN_DER_UTF8_STRING:
		return pn_utf8_valid(s) ? NULL : "invalid UTF-8 string";
	case PN_DER_IA5_STRING:
		return all(s, is_ascii) ? NULL : "invalid IA5String";
	case PN_DER_NUMERIC_STRING:
		return all(s, is_numeric) ? NULL : "invalid NumericString";
	case PN_DER_BMP_STRING:
		return is_bmp(s) ? NULL : "invalid BMPString";
	case PN_DER_T61_STRING:
		return NULL;
	default:
		return "unsupported string type";
	}
}

/* Checks one attribute, a type and a value, of a name. */
static bool check_attribute(pn_str attribute, pn_arena *arena, pn_str *why)
{
	const char *problem;
	pn_str oid, value;
	uint8_t tag;

	if (!pn_der_take_oid(&attribute, &oid))
		return refuse(why, "x509: invalid RDNSequence: invalid attribute type");
	if (!pn_der_take_any(&attribute, &tag, &value, NULL))
		return refuse(why, "x509: invalid RDNSequence: invalid attribute value");
	problem = check_string(tag, value);
	if (problem)
		*why = pn_str_format(
			arena, "x509: invalid RDNSequence: invalid attribute value: %s", problem);
	if (problem && problem[0] == 'u')
		*why = pn_str_format(arena, "%.*s: %u", PN_ARG(*why), tag);
	return !problem;
}

static bool check_name(pn_str name, pn_arena *arena, pn_str *why)
{
	pn_str set, attribute;

	if (!pn_der_take(&name, PN_DER_SEQUENCE, &name))
		return refuse(why, "x509: invalid RDNSequence");
	while (name.len) {
		if (!pn_der_take(&name, PN_DER_SET, &set))
			return refuse(why, "x509: invalid RDNSequence");
		while (set.len) {
			if (!pn_der_take(&set, PN_DER_SEQUENCE, &attribute))
				return refuse(why, "x509: invalid RDNSequence: invalid attribute");
			if (!check_attribute(attribute, arena, why))
				return false;
		}
	}
	return true;
}

/* Takes a time and checks its form. */
static bool take_time(pn_str *der, pn_arena *arena, pn_str *why)
{
	bool is_short = pn_der_is_next(*der, PN_DER_UTC_TIME);
	pn_time_text text = { .zone = pn_zone_utc() };
	pn_time t;

	if (!is_short && !pn_der_is_next(*der, PN_DER_GENERALIZED_TIME))
		return refuse(why, "x509: unsupported time format");
	text.layout = is_short ? PN_STR("060102150405Z0700") : PN_STR("20060102150405Z0700");
	if (!pn_der_take_any(der, NULL, &text.text, NULL))
		return refuse(why, is_short ? "x509: malformed UTCTime"
					    : "x509: malformed GeneralizedTime");
	if (pn_time_parse(&t, &text, arena))
		return true;
	text.layout = PN_STR("0601021504Z0700"); /* seconds may be missing in the short form */
	if (is_short && pn_time_parse(&t, &text, arena))
		return true;
	return refuse(why,
		      is_short ? "x509: malformed UTCTime" : "x509: malformed GeneralizedTime");
}

/* An algorithm and its parameters, whole; those are empty when absent. */
typedef struct algorithm {
	pn_str oid, parameters;
} algorithm;

static bool read_algorithm(pn_str der, algorithm *out, pn_str *why)
{
	*out = (algorithm){ .parameters = PN_STR_EMPTY };
	if (!pn_der_take_oid(&der, &out->oid))
		return refuse(why, "x509: malformed OID");
	if (der.len && !pn_der_take_any(&der, NULL, NULL, &out->parameters))
		return refuse(why, "x509: malformed parameters");
	return true;
}

static bool is_positive(pn_str integer)
{
	return !(integer.ptr[0] & 0x80) && !(integer.len == 1 && integer.ptr[0] == 0);
}

static bool check_rsa_key(pn_str parameters, pn_str bits, pn_str *why)
{
	pn_str key, modulus, exponent;

	if (!pn_str_eq(parameters, DER_NULL))
		return refuse(why, "x509: RSA key missing NULL parameters");
	if (!pn_der_take(&bits, PN_DER_SEQUENCE, &key))
		return refuse(why, "x509: invalid RSA public key");
	if (!pn_der_take_integer(&key, &modulus))
		return refuse(why, "x509: invalid RSA modulus");
	if (!pn_der_take_integer(&key, &exponent) || exponent.len > 8)
		return refuse(why, "x509: invalid RSA public exponent");
	if (!is_positive(modulus))
		return refuse(why, "x509: RSA modulus is not a positive number");
	return is_positive(exponent) ||
	       refuse(why, "x509: RSA public exponent is not a positive number");
}

static bool check_ec_key(pn_crypto *c, pn_str parameters, pn_str bits, pn_str *why)
{
	const pn_curve *curve;
	pn_str oid;

	if (!pn_der_take_oid(&parameters, &oid))
		return refuse(why, "x509: invalid ECDSA parameters");
	curve = pn_curve_find(oid);
	if (!curve)
		return refuse(why, "x509: unsupported elliptic curve");
	return pn_curve_check_point(c, curve, bits, why);
}

/* Checks the public key of an algorithm that Go knows. */
static bool check_public_key(pn_crypto *c, const algorithm *a, pn_str bits, pn_str *why)
{
	pn_str parameters = a->parameters;

	if (pn_str_eq(a->oid, OID_RSA))
		return check_rsa_key(parameters, bits, why);
	if (pn_str_eq(a->oid, OID_EC))
		return check_ec_key(c, parameters, bits, why);
	if (!pn_str_eq(a->oid, OID_ED25519))
		return true;
	if (parameters.len)
		return refuse(why, "x509: Ed25519 key encoded with illegal parameters");
	return bits.len == 32 || refuse(why, "x509: wrong Ed25519 public key size");
}

/* Takes the public key with its algorithm. */
static bool take_public_key(pn_crypto *c, pn_str *body, pn_cert *out, pn_str *why)
{
	pn_str info, identifier, bits;
	algorithm a;

	if (!pn_der_take_whole(body, PN_DER_SEQUENCE, &out->public_key))
		return refuse(why, "x509: malformed spki");
	info = out->public_key;
	pn_der_take(&info, PN_DER_SEQUENCE, &info);
	if (!pn_der_take(&info, PN_DER_SEQUENCE, &identifier))
		return refuse(why, "x509: malformed public key algorithm identifier");
	if (!read_algorithm(identifier, &a, why))
		return false;
	if (!pn_der_take_bits(&info, &bits))
		return refuse(why, "x509: malformed subjectPublicKey");
	return check_public_key(c, &a, bits, why);
}

/* Says whether a text is a list of object identifiers. */
static bool is_oid_list(pn_str value)
{
	pn_str list, oid;
	bool fine = pn_der_take(&value, PN_DER_SEQUENCE, &list);

	while (fine && list.len)
		fine = pn_der_take_oid(&list, &oid);
	return fine;
}

/* Checks the names that a certificate is valid for, apart from URIs. */
static bool check_alternative_names(pn_str value, pn_arena *arena, pn_str *why)
{
	pn_str list, name;
	uint8_t tag;

	if (!pn_der_take(&value, PN_DER_SEQUENCE, &list))
		return refuse(why, "x509: invalid subject alternative names");
	while (list.len) {
		if (!pn_der_take_any(&list, &tag, &name, NULL))
			return refuse(why, "x509: invalid subject alternative name");
		if (tag == PN_DER_CONTEXT + 1 && !all(name, is_ascii))
			return refuse(why, "x509: SAN rfc822Name is malformed");
		if (tag == PN_DER_CONTEXT + 2 && !all(name, is_ascii))
			return refuse(why, "x509: SAN dNSName is malformed");
		if (tag == PN_DER_CONTEXT + 7 && name.len != 4 && name.len != 16) {
			*why = pn_str_format(arena, "x509: cannot parse IP address of length %zu",
					     name.len);
			return false;
		}
	}
	return true;
}

/* Looks into the extensions that matter here; those of others are not judged. */
static bool read_extension(pn_str oid, pn_str value, pn_cert *out, pn_arena *arena, pn_str *why)
{
	pn_str content;
	bool authority;

	if (oid.len != 3 || !pn_str_starts(oid, PN_STR("\x55\x1D")))
		return true;
	switch (oid.ptr[2]) {
	case 14:
		return pn_der_take(&value, PN_DER_OCTET_STRING, &out->key_id) ||
		       refuse(why, "x509: invalid subject key identifier");
	case 15:
		return pn_der_take_bits(&value, &content) || refuse(why, "x509: invalid key usage");
	case 17:
		return check_alternative_names(value, arena, why);
	case 19:
		return (pn_der_take(&value, PN_DER_SEQUENCE, &content) &&
			(!pn_der_is_next(content, PN_DER_BOOLEAN) ||
			 pn_der_take_boolean(&content, &authority))) ||
		       refuse(why, "x509: invalid basic constraints");
	case 35:
		return pn_der_take(&value, PN_DER_SEQUENCE, &content) ||
		       refuse(why, "x509: invalid authority key identifier");
	case 37:
		return is_oid_list(value) || refuse(why, "x509: invalid extended key usages");
	default:
		return true;
	}
}

/* Takes one extension. */
static bool take_extension(pn_str *list, pn_str *oid, pn_cert *out, pn_arena *arena, pn_str *why)
{
	pn_str extension, value;
	bool critical;

	if (!pn_der_take(list, PN_DER_SEQUENCE, &extension))
		return refuse(why, "x509: malformed extension");
	if (!pn_der_take_oid(&extension, oid))
		return refuse(why, "x509: malformed extension OID field");
	if (pn_der_is_next(extension, PN_DER_BOOLEAN) &&
	    !pn_der_take_boolean(&extension, &critical))
		return refuse(why, "x509: malformed extension critical field");
	if (!pn_der_take(&extension, PN_DER_OCTET_STRING, &value))
		return refuse(why, "x509: malformed extension value field");
	return read_extension(*oid, value, out, arena, why);
}

/* Says whether an extension with this identifier stands in the first part of a list. */
static bool was_seen(pn_str list, pn_str oid)
{
	pn_str extension, other;

	while (pn_der_take(&list, PN_DER_SEQUENCE, &extension)) {
		if (pn_der_take_oid(&extension, &other) && pn_str_eq(other, oid))
			return true;
	}
	return false;
}

/* Reads the extensions of version 3. */
static bool take_extensions(pn_str *body, pn_cert *out, pn_arena *arena, pn_str *why)
{
	pn_str list, all, oid;
	size_t count = 0;
	bool present;

	if (!pn_der_take_optional(body, PN_DER_CONTEXT_CONSTRUCTED + 3, &list, &present) ||
	    (present && !pn_der_take(&list, PN_DER_SEQUENCE, &list)))
		return refuse(why, "x509: malformed extensions");
	if (!present)
		return true;
	all = list;
	while (list.len) {
		pn_str before = pn_str_slice(all, 0, all.len - list.len);

		if (++count > MAX_EXTENSIONS)
			return refuse(why, "x509: malformed extensions");
		if (!take_extension(&list, &oid, out, arena, why))
			return false;
		if (was_seen(before, oid))
			return refuse(why, "x509: certificate contains duplicate extensions");
	}
	return true;
}

/* Takes the version; absent means the first. */
static bool take_version(pn_str *body, int64_t *version, pn_str *why)
{
	pn_str outer, integer;
	bool present;

	*version = 0;
	if (!pn_der_take_optional(body, PN_DER_CONTEXT_CONSTRUCTED + 0, &outer, &present))
		return refuse(why, "x509: malformed version");
	if (!present)
		return true;
	if (!pn_der_take_integer(&outer, &integer) || outer.len || integer.len > 8 ||
	    (integer.ptr[0] & 0x80))
		return refuse(why, "x509: malformed version");
	for (size_t i = 0; i < integer.len; i++)
		*version = (int64_t)((uint64_t)*version << 8 | (uint8_t)integer.ptr[i]);
	return *version <= 2 || refuse(why, "x509: invalid version");
}

/* Takes serial number and signature algorithm, which is named outside the body once more. */
static bool take_head(pn_str *body, pn_str *outer, pn_str *why)
{
	pn_str serial, inner_algorithm, outer_algorithm;
	algorithm a;

	if (!pn_der_take_integer(body, &serial))
		return refuse(why, "x509: malformed serial number");
	if (serial.ptr[0] & 0x80)
		return refuse(why, "x509: negative serial number");
	if (!pn_der_take(body, PN_DER_SEQUENCE, &inner_algorithm))
		return refuse(why, "x509: malformed signature algorithm identifier");
	if (!pn_der_take(outer, PN_DER_SEQUENCE, &outer_algorithm))
		return refuse(why, "x509: malformed algorithm identifier");
	if (!pn_str_eq(inner_algorithm, outer_algorithm))
		return refuse(why,
			      "x509: inner and outer signature algorithm identifiers don't match");
	return read_algorithm(inner_algorithm, &a, why);
}

/* Takes issuer, validity and subject. */
static bool take_names(pn_str *body, pn_cert *out, pn_arena *arena, pn_str *why)
{
	pn_str issuer, validity;

	if (!pn_der_take_whole(body, PN_DER_SEQUENCE, &issuer))
		return refuse(why, "x509: malformed issuer");
	if (!check_name(issuer, arena, why))
		return false;
	if (!pn_der_take(body, PN_DER_SEQUENCE, &validity))
		return refuse(why, "x509: malformed validity");
	if (!take_time(&validity, arena, why) || !take_time(&validity, arena, why))
		return false;
	if (!pn_der_take_whole(body, PN_DER_SEQUENCE, &out->subject))
		return refuse(why, "x509: malformed issuer");
	return check_name(out->subject, arena, why);
}

bool pn_cert_read(pn_cert *out, pn_crypto *c, pn_str der, pn_str *why)
{
	pn_arena *arena = c->cx->arena;
	pn_str outer, body, ignored;
	int64_t version;
	bool present;

	*out = (pn_cert){ .key_id = PN_STR_EMPTY };
	if (!pn_der_take(&der, PN_DER_SEQUENCE, &outer))
		return refuse(why, "x509: malformed certificate");
	if (!pn_der_take(&outer, PN_DER_SEQUENCE, &body))
		return refuse(why, "x509: malformed tbs certificate");
	if (!take_version(&body, &version, why) || !take_head(&body, &outer, why) ||
	    !take_names(&body, out, arena, why) || !take_public_key(c, &body, out, why))
		return false;
	if (version > 0 && (!pn_der_take_optional(&body, PN_DER_CONTEXT + 1, &ignored, &present) ||
			    !pn_der_take_optional(&body, PN_DER_CONTEXT + 2, &ignored, &present)))
		return refuse(why, "x509: malformed issuerUniqueID");
	if (version == 2 && !take_extensions(&body, out, arena, why))
		return false;
	if (!pn_der_take_bits(&outer, &ignored))
		return refuse(why, "x509: malformed signature");
	return !der.len || refuse(why, "x509: trailing data");
}
