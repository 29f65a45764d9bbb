/* SPDX-License-Identifier: Apache-2.0 */
/* Base64, base32 and checksums (Sprig: strings.go, crypto.go). */
#include "base/base64.h"
#include "func/base32.h"
#include "func/hash.h"
#include "func/help.h"

typedef void encoder(pn_buf *out, pn_str s);
typedef bool decoder(pn_buf *out, pn_str s, size_t *bad);

static bool encode(pn_call *c, encoder *encode_into)
{
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	encode_into(&out, pn_arg_str(c, 0));
	return pn_ret_buf(c, &out);
}

/* A corrupt text is not an error: the message is the result. */
static bool decode(pn_call *c, decoder *decode_into, const char *name)
{
	size_t bad = 0;
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	if (decode_into(&out, pn_arg_str(c, 0), &bad))
		return pn_ret_buf(c, &out);
	return pn_ret_str(
		c, pn_str_format(pn_call_arena(c), "illegal %s data at input byte %zu", name, bad));
}

static bool ret_hex(pn_call *c, const uint8_t *bytes, size_t count)
{
	static const char hex[] = "0123456789abcdef";
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	for (size_t i = 0; i < count; i++) {
		pn_buf_byte(&out, hex[bytes[i] >> 4]);
		pn_buf_byte(&out, hex[bytes[i] & 15]);
	}
	return pn_ret_buf(c, &out);
}

/* What a checksum is made of: nothing, when checksums are not to tell of their arguments. */
static pn_str summed(const pn_call *c)
{
	return pn_call_no_checksums(c) ? PN_STR_EMPTY : pn_arg_str(c, 0);
}

static bool fn_adler32sum(pn_call *c)
{
	return pn_ret_str(c, pn_str_format(pn_call_arena(c), "%lu",
					   (unsigned long)pn_hash_adler32(summed(c))));
}

static bool fn_b32dec(pn_call *c)
{
	return decode(c, pn_base32_decode, "base32");
}

static bool fn_b32enc(pn_call *c)
{
	return encode(c, pn_base32_encode);
}

static bool fn_b64dec(pn_call *c)
{
	return decode(c, pn_base64_decode, "base64");
}

static bool fn_b64enc(pn_call *c)
{
	return encode(c, pn_base64_encode);
}

static bool fn_sha1sum(pn_call *c)
{
	uint8_t sum[20];

	pn_hash_sha1(summed(c), sum);
	return ret_hex(c, sum, sizeof sum);
}

static bool fn_sha256sum(pn_call *c)
{
	uint8_t sum[32];

	pn_hash_sha256(summed(c), sum);
	return ret_hex(c, sum, sizeof sum);
}

static bool fn_sha512sum(pn_call *c)
{
	uint8_t sum[64];

	pn_hash_sha512(summed(c), sum);
	return ret_hex(c, sum, sizeof sum);
}

static const pn_func functions[] = {
	{ "adler32sum", fn_adler32sum, "s", 0, "adler32sum STRING",
	  "Return the Adler-32 checksum of STRING in decimal." },
	{ "b32dec", fn_b32dec, "s", 0, "b32dec STRING",
	  "Decode base32; for a corrupt STRING return the error's text." },
	{ "b32enc", fn_b32enc, "s", 0, "b32enc STRING", "Encode STRING in base32." },
	{ "b64dec", fn_b64dec, "s", 0, "b64dec STRING",
	  "Decode base64; for a corrupt STRING return the error's text." },
	{ "b64enc", fn_b64enc, "s", 0, "b64enc STRING", "Encode STRING in base64." },
	{ "sha1sum", fn_sha1sum, "s", PN_FUNC_COSTLY, "sha1sum STRING",
	  "Return the SHA-1 checksum of STRING in hexadecimal." },
	{ "sha256sum", fn_sha256sum, "s", PN_FUNC_COSTLY, "sha256sum STRING",
	  "Return the SHA-256 checksum of STRING in hexadecimal." },
	{ "sha512sum", fn_sha512sum, "s", PN_FUNC_COSTLY, "sha512sum STRING",
	  "Return the SHA-512 checksum of STRING in hexadecimal." },
};

const pn_func_family pn_family_encode = { "Encoding and checksums", PN_ROWS(functions), NULL, 0 };
