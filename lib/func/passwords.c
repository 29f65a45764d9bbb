/* SPDX-License-Identifier: Apache-2.0 */
/* Password hashes, derived passwords, encrypted texts (Sprig: crypto.go). */
#include "func/help.h"
#include "base/base64.h"
#include "crypto/crypto.h"

/* What work costs, in template nodes: so that limits.steps bounds the time of a render. */
enum { COST_BCRYPT = 200 * 1000, COST_SCRYPT = 500 * 1000 };

/* Appends the bcrypt hash of a password, or Sprig's complaint, which is a result and no error. */
static bool append_bcrypt(pn_call *c, pn_buf *out, pn_str password)
{
	uint8_t salt[16];

	if (password.len > 72) {
		pn_buf_lit(out, "failed to encrypt string with bcrypt: bcrypt: password length "
				"exceeds 72 bytes");
		return true;
	}
	if (!pn_call_steps(c, COST_BCRYPT) || !pn_call_random(c, salt, sizeof salt))
		return false;
	pn_bcrypt(out, password, salt);
	return true;
}

static bool fn_bcrypt(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	return append_bcrypt(c, &text, pn_arg_str(c, 0)) && pn_ret_buf(c, &text);
}

static bool fn_htpasswd(pn_call *c)
{
	pn_str user = pn_arg_str(c, 0);
	pn_buf text;

	if (pn_str_find_byte(user, ':') != PN_NOT_FOUND)
		return pn_ret_str(
			c, pn_str_concat(pn_call_arena(c), PN_STR("invalid username: "), user));
	pn_buf_init(&text, pn_call_arena(c));
	pn_buf_add(&text, user);
	pn_buf_byte(&text, ':');
	return append_bcrypt(c, &text, pn_arg_str(c, 1)) && pn_ret_buf(c, &text);
}

/* ---- derivePassword: the Master Password algorithm of Maarten Billemont, version 0 ---- */

/* A kind of password: templates whose letters stand for classes of characters. */
static const struct {
	const char *name;
	const char *templates[22];
} password_kinds[] = {
	{ "maximum", { "anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno" } },
	{ "long", { "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv",
		    "CvccCvcvnoCvcv", "CvccCvcvCvcvno", "CvcvnoCvccCvcv", "CvcvCvccnoCvcv",
		    "CvcvCvccCvcvno", "CvcvnoCvcvCvcc", "CvcvCvcvnoCvcc", "CvcvCvcvCvccno",
		    "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno", "CvcvnoCvccCvcc",
		    "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc",
		    "CvccCvcvCvccno" } },
	{ "medium", { "CvcnoCvc", "CvcCvcno" } },
	{ "short", { "Cvcn" } },
	{ "basic", { "aaanaaan", "aannaaan", "aaannaaa" } },
	{ "pin", { "nnnn" } },
};

/* The characters that a letter of a template stands for. */
static const struct {
	char letter;
	const char *characters;
} classes[] = {
	{ 'V', "AEIOU" },
	{ 'C', "BCDFGHJKLMNPQRSTVWXYZ" },
	{ 'v', "aeiou" },
	{ 'c', "bcdfghjklmnpqrstvwxyz" },
	{ 'a', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz" },
	{ 'n', "0123456789" },
	{ 'o', "@&%?,=[]_:-+*$#!'^~;()/." },
	{ 'x', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()" },
};

/* Appends a number as four bytes, the highest first. */
static void append_word(pn_buf *out, uint32_t n)
{
	for (int i = 24; i >= 0; i -= 8)
		pn_buf_byte(out, (char)(n >> i & 0xFF));
}

/* Begins a text with the algorithm's name and a text with its length. */
static void begin_scope(pn_buf *out, pn_arena *arena, pn_str text)
{
	pn_buf_init(out, arena);
	pn_buf_lit(out, "com.lyndir.masterpassword");
	append_word(out, (uint32_t)text.len);
	pn_buf_add(out, text);
}

/* Computes the 32 bytes that choose a template and its characters. */
static bool derive_seed(pn_call *c, uint8_t seed[32])
{
	pn_entropy none = { NULL, NULL };
	pn_crypto *crypto;
	pn_buf salt, scope;
	uint8_t key[64];
	bool fine;

	if (!pn_call_steps(c, COST_SCRYPT))
		return false;
	crypto = pn_crypto_open(c->cx, &none);
	if (!crypto)
		return false;
	begin_scope(&salt, pn_call_arena(c), pn_arg_str(c, 3));
	begin_scope(&scope, pn_call_arena(c), pn_arg_str(c, 4));
	append_word(&scope, (uint32_t)pn_arg(c, 0)->as.uinteger);
	fine = !salt.failed && !scope.failed &&
	       pn_scrypt(crypto, pn_arg_str(c, 2), pn_buf_str(&salt), key) &&
	       pn_hmac_sha256(crypto, (pn_str){ (const char *)key, sizeof key }, pn_buf_str(&scope),
			      seed);
	pn_crypto_close(crypto);
	return fine;
}

/* Returns the characters of a class. */
static pn_str class_of(char letter)
{
	size_t i = 0;

	while (classes[i].letter != letter)
		i++;
	return pn_str_from(classes[i].characters);
}

static bool fn_derive_password(pn_call *c)
{
	pn_str kind = pn_arg_str(c, 1), shape;
	size_t row = 0, rows = sizeof password_kinds / sizeof *password_kinds, count = 0;
	uint8_t seed[32];
	pn_buf text;

	while (row < rows && !pn_str_eq(kind, pn_str_from(password_kinds[row].name)))
		row++;
	if (row == rows)
		return pn_ret_str(c, pn_str_concat(pn_call_arena(c),
						   PN_STR("cannot find password template "), kind));
	if (!derive_seed(c, seed))
		return false;
	while (password_kinds[row].templates[count])
		count++;
	shape = pn_str_from(password_kinds[row].templates[seed[0] % count]);
	pn_buf_init(&text, pn_call_arena(c));
	for (size_t i = 0; i < shape.len; i++) {
		pn_str characters = class_of(shape.ptr[i]);

		pn_buf_byte(&text, characters.ptr[seed[i + 1] % characters.len]);
	}
	return pn_ret_buf(c, &text);
}

/* ---- AES-256-CBC: the password, cut or filled with zeros, is the key ---- */

enum { BLOCK = 16 };

/* Runs the cipher over whole blocks; NULL on failure. */
static uint8_t *run_cipher(pn_call *c, const uint8_t iv[BLOCK], pn_str text, bool encrypt)
{
	pn_entropy none = { NULL, NULL };
	pn_crypto *crypto = pn_crypto_open(c->cx, &none);
	pn_str password = pn_str_slice(pn_arg_str(c, 0), 0, 32);
	uint8_t key[32] = { 0 }, *out = pn_alloc(pn_call_arena(c), text.len);

	memcpy(key, password.ptr, password.len);
	if (!crypto || !out || !pn_aes_cbc(crypto, key, iv, text, out, encrypt))
		out = NULL;
	pn_crypto_close(crypto);
	return out;
}

static bool fn_encrypt_aes(pn_call *c)
{
	pn_str plain = pn_arg_str(c, 1);
	size_t padding = BLOCK - plain.len % BLOCK;
	uint8_t iv[BLOCK], *out;
	pn_buf padded, bytes, text;

	if (!plain.len)
		return pn_ret_str(c, PN_STR_EMPTY);
	pn_buf_init(&padded, pn_call_arena(c));
	pn_buf_add(&padded, plain);
	pn_buf_repeat(&padded, (char)padding, padding);
	if (padded.failed || !pn_call_random(c, iv, sizeof iv))
		return false;
	out = run_cipher(c, iv, pn_buf_str(&padded), true);
	if (!out)
		return false;
	pn_buf_init(&bytes, pn_call_arena(c));
	pn_buf_add(&bytes, (pn_str){ (const char *)iv, sizeof iv });
	pn_buf_add(&bytes, (pn_str){ (const char *)out, padded.len });
	pn_buf_init(&text, pn_call_arena(c));
	pn_base64_encode(&text, pn_buf_str(&bytes));
	return !bytes.failed && pn_ret_buf(c, &text);
}

/* Fails as Sprig's code crashes on a text that is no initial vector and whole blocks. */
static bool check_cipher_text(pn_call *c, size_t length, size_t capacity)
{
	if (capacity < BLOCK)
		return pn_call_fail(
			c, "runtime error: slice bounds out of range [:16] with capacity %zu",
			capacity);
	if (length < BLOCK)
		return pn_call_fail(c, "runtime error: slice bounds out of range [16:%zu]", length);
	if (length % BLOCK)
		return pn_call_fail(c, "crypto/cipher: input not full blocks");
	return length > BLOCK || pn_call_fail(c, "runtime error: index out of range [-1]");
}

static bool fn_decrypt_aes(pn_call *c)
{
	pn_str text = pn_arg_str(c, 1), bytes;
	uint8_t *out;
	size_t bad, length, padding;
	pn_buf buf;

	if (!text.len)
		return pn_ret_str(c, PN_STR_EMPTY);
	pn_buf_init(&buf, pn_call_arena(c));
	if (!pn_base64_decode(&buf, text, &bad))
		return pn_call_fail(c, "illegal base64 data at input byte %zu", bad);
	bytes = pn_buf_str(&buf);
	if (!check_cipher_text(c, bytes.len, text.len / 4 * 3))
		return false;
	out = run_cipher(c, (const uint8_t *)bytes.ptr, pn_str_slice(bytes, BLOCK, bytes.len),
			 false);
	if (!out)
		return false;
	length = bytes.len - BLOCK;
	padding = out[length - 1];
	if (padding > length)
		return pn_call_fail(c, "runtime error: slice bounds out of range [:-%zu]",
				    padding - length);
	return pn_ret_str(c, (pn_str){ (const char *)out, length - padding });
}

static const pn_func functions[] = {
	{ "bcrypt", fn_bcrypt, "s", PN_FUNC_VOLATILE, "bcrypt PASSWORD",
	  "Hash a password of at most 72 bytes with bcrypt and a random salt." },
	{ "decryptAES", fn_decrypt_aes, "ss", 0, "decryptAES PASSWORD TEXT",
	  "Decrypt what encryptAES made." },
	{ "derivePassword", fn_derive_password, "ussss", 0,
	  "derivePassword COUNTER KIND PASSWORD USER SITE",
	  "Derive a site's password: KIND is maximum, long, medium, short, basic or pin." },
	{ "encryptAES", fn_encrypt_aes, "ss", PN_FUNC_VOLATILE, "encryptAES PASSWORD TEXT",
	  "Encrypt TEXT with AES-256-CBC; the result is base64." },
	{ "htpasswd", fn_htpasswd, "ss", PN_FUNC_VOLATILE, "htpasswd USER PASSWORD",
	  "Make a line of an htpasswd file, hashed with bcrypt." },
};

const pn_func_family pn_family_passwords = { "Passwords", PN_ROWS(functions), NULL, 0 };
