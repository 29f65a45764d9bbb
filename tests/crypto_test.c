/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys and certificates are made from a stream of bytes that never changes and checked with the
 * openssl command, where there is one. What Go says of malformed keys and certificates is tested
 * through templates, in testdata/cases/func.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "failing.h"

#include "base/sha256.h"
#include "crypto/crypto.h"
#include "crypto/der.h"

typedef struct bench {
	pn_arena arena;
	pn_error err;
	pintle_limits limits;
	pn_cx cx;
	pn_crypto *crypto;
	uint8_t next; /* of the stream */
} bench;

/* A stream that is the same for every test that starts with the same byte. */
static bool fill(void *data, void *out, size_t size)
{
	uint8_t *bytes = out;
	bench *b = data;

	for (size_t i = 0; i < size; i++)
		bytes[i] = b->next++;
	return true;
}

static void begin(bench *b, uint8_t seed)
{
	pn_entropy entropy = { fill, b };

	memset(b, 0, sizeof *b);
	b->next = seed;
	pn_arena_init(&b->arena, NULL, 0);
	pn_error_init(&b->err, NULL);
	b->limits = pn_limits_complete(NULL);
	b->cx = (pn_cx){ &b->arena, &b->err, &b->limits, NULL };
	b->crypto = pn_crypto_open(&b->cx, &entropy);
	if (!b->crypto) {
		pn_error_finish(&b->err);
		pn_arena_finish(&b->arena);
		skip();
	}
}

static void end(bench *b)
{
	pn_crypto_close(b->crypto);
	pn_error_finish(&b->err);
	pn_arena_finish(&b->arena);
}

/* Makes a key from the stream that `seed` begins, as PEM that the caller frees. */
static char *key_text(pn_key_kind kind, int bits, uint8_t seed)
{
	const pn_key *key;
	pn_buf pem;
	char *text;
	bench b;

	begin(&b, seed);
	key = pn_key_make(b.crypto, kind, bits);
	assert_non_null(key);
	pn_buf_init(&pem, &b.arena);
	pn_key_write(&pem, b.crypto, key);
	text = strdup(pn_buf_z(&pem));
	end(&b);
	return text;
}

static bool has_openssl(void)
{
	return system("openssl version > /dev/null 2>&1") == 0;
}

/* Writes a text to a file in the test's folder. */
static void save(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* Runs openssl quietly; fails the test when it fails. */
static void openssl(const char *arguments)
{
	char command[512];

	snprintf(command, sizeof command, "openssl %s > crypto_test.log 2>&1", arguments);
	if (system(command) != 0)
		fail_msg("%s failed: see crypto_test.log", command);
}

static void keys_are_valid_and_repeat(void **state)
{
	static const struct {
		pn_key_kind kind;
		int bits;
		const char *check;
	} rows[] = {
		{ PN_KEY_RSA, 2048, "rsa -check -noout -in crypto_test.key" },
		{ PN_KEY_RSA, 4096, "rsa -check -noout -in crypto_test.key" },
		{ PN_KEY_DSA, 0, "dsaparam -in crypto_test.key -noout" },
		{ PN_KEY_EC, 0, "ec -check -noout -in crypto_test.key" },
		{ PN_KEY_ED25519, 0, "pkey -check -noout -in crypto_test.key" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *one = key_text(rows[i].kind, rows[i].bits, 1);
		char *again = key_text(rows[i].kind, rows[i].bits, 1);
		char *other = key_text(rows[i].kind, rows[i].bits, 2);

		assert_string_equal(one, again);
		assert_string_not_equal(one, other);
		if (has_openssl() && rows[i].kind != PN_KEY_DSA) {
			save("crypto_test.key", one);
			openssl(rows[i].check);
		}
		free(one);
		free(again);
		free(other);
	}
}

/* The bytes must not change, whatever version of OpenSSL is there: golden trees hold them. */
static void keys_depend_on_the_stream_alone(void **state)
{
	static const struct {
		pn_key_kind kind;
		int bits;
		const char *sha256; /* of the PEM text */
	} rows[] = {
		{ PN_KEY_RSA, 2048,
		  "a1dbde7dec9505b634a5958b29f3337d1280e78aab1522196c6c14815a38e8ea" },
		{ PN_KEY_DSA, 0,
		  "15ba21decf0ffc979284865bf459b87e0b08f5b85935d9fcfdca8032876ae8ee" },
		{ PN_KEY_EC, 0,
		  "848d88feb00046df9ceac2028d92ae83cc1ed57dc21b948ea7662fd5df3df278" },
		{ PN_KEY_ED25519, 0,
		  "dca37b20fa64921b88667770eee16865ce1205d2cf954b9902176f66c7986829" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = key_text(rows[i].kind, rows[i].bits, 0), hex[65];
		unsigned char digest[PN_SHA256_SIZE];
		pn_sha256 sha;

		pn_sha256_init(&sha);
		pn_sha256_add(&sha, pn_str_from(text));
		pn_sha256_end(&sha, digest);
		for (size_t k = 0; k < sizeof digest; k++)
			snprintf(hex + 2 * k, 3, "%02x", digest[k]);
		assert_string_equal(hex, rows[i].sha256);
		free(text);
	}
}

/* Issues a certificate, NULL being the issuer of itself. */
static pn_str issue(bench *b, const char *name, const pn_key *key, const pn_cert *issuer,
		    const pn_key *signer)
{
	static const pn_str dns[] = { { "leaf.example", 12 }, { "*.leaf.example", 14 } };
	static const pn_str addresses[] = { { "\x0A\x00\x00\x01", 4 } };
	pn_cert_plan plan = { .common_name = pn_str_from(name),
			      .not_before = 1600000000,
			      .not_after = INT64_C(4000000000),
			      .is_authority = !issuer };
	pn_buf pem;

	if (issuer) {
		plan.dns_names = dns;
		plan.dns_count = 2;
		plan.addresses = addresses;
		plan.address_count = 1;
	}
	pn_buf_init(&pem, &b->arena);
	assert_true(pn_cert_issue(&pem, b->crypto, &plan, key, issuer, signer));
	return pn_buf_str(&pem);
}

/* Reads back what issue wrote. */
static pn_cert read_cert(bench *b, pn_str pem)
{
	pn_str type, der, why = PN_STR_EMPTY;
	pn_cert cert;

	assert_true(pn_pem_read(&b->arena, pem, &type, &der));
	assert_true(pn_str_is(type, "CERTIFICATE"));
	assert_true(pn_cert_read(&cert, b->crypto, der, &why));
	return cert;
}

static void certificates_verify(void **state)
{
	static const struct {
		pn_key_kind authority, leaf;
	} rows[] = {
		{ PN_KEY_RSA, PN_KEY_RSA },
		{ PN_KEY_EC, PN_KEY_ED25519 },
		{ PN_KEY_ED25519, PN_KEY_EC },
		{ PN_KEY_EC, PN_KEY_RSA },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const pn_key *authority, *leaf;
		pn_str ca, cert;
		pn_cert issuer;
		bench b;

		begin(&b, (uint8_t)(10 + i));
		authority = pn_key_make(b.crypto, rows[i].authority, 2048);
		leaf = pn_key_make(b.crypto, rows[i].leaf, 2048);
		assert_true(authority && leaf);
		ca = issue(&b, "Authority (test)", authority, NULL, authority);
		issuer = read_cert(&b, ca);
		assert_int_equal(issuer.key_id.len, 20);
		cert = issue(&b, "leaf \xC3\xA9", leaf, &issuer, authority);
		if (has_openssl()) {
			save("crypto_test.ca", pn_str_z(&b.arena, ca));
			save("crypto_test.pem", pn_str_z(&b.arena, cert));
			openssl("verify -x509_strict -CAfile crypto_test.ca crypto_test.pem");
			openssl("verify -CAfile crypto_test.ca -verify_hostname a.leaf.example "
				"crypto_test.pem");
			openssl("verify -CAfile crypto_test.ca -verify_ip 10.0.0.1 "
				"crypto_test.pem");
		}
		end(&b);
	}
}

static void certificates_need_the_right_key(void **state)
{
	const pn_key *one, *other;
	pn_cert_plan plan = { .common_name = { "x", 1 } };
	pn_cert issuer;
	pn_buf pem;
	bench b;

	(void)state;
	begin(&b, 3);
	one = pn_key_make(b.crypto, PN_KEY_ED25519, 0);
	other = pn_key_make(b.crypto, PN_KEY_ED25519, 0);
	issuer = read_cert(&b, issue(&b, "a", one, NULL, one));
	pn_buf_init(&pem, &b.arena);
	assert_false(pn_cert_issue(&pem, b.crypto, &plan, one, &issuer, other));
	assert_true(pn_str_is(pn_error_text(&b.err),
			      "x509: provided PrivateKey doesn't match parent's PublicKey"));
	end(&b);
}

/* Bends every byte of good texts: they are read or refused, never overrun. */
static void damaged_texts_do_no_harm(void **state)
{
	pn_str type, der, why;
	const pn_key *key;
	pn_buf pem;
	char *copy;
	bench b;

	(void)state;
	begin(&b, 4);
	key = pn_key_make(b.crypto, PN_KEY_EC, 0);
	pn_buf_init(&pem, &b.arena);
	pn_key_write(&pem, b.crypto, key);
	pn_buf_add(&pem, issue(&b, "a", key, NULL, key));
	copy = pn_alloc(&b.arena, pem.len);
	assert_non_null(copy);
	for (size_t i = 0; i < pem.len; i++) {
		memcpy(copy, pem.ptr, pem.len);
		copy[i] ^= (char)(1 << i % 8);
		pn_key_read(b.crypto, (pn_str){ copy, pem.len });
		pn_error_clear(&b.err);
		pn_key_read(b.crypto, (pn_str){ copy, i });
		pn_error_clear(&b.err);
	}
	assert_true(pn_pem_read(&b.arena, issue(&b, "a", key, NULL, key), &type, &der));
	for (size_t i = 0; i < der.len; i++) {
		pn_cert cert;

		memcpy(copy, der.ptr, der.len);
		copy[i] ^= (char)(1 << i % 8);
		pn_cert_read(&cert, b.crypto, (pn_str){ copy, der.len }, &why);
		assert_false(pn_cert_read(&cert, b.crypto,
					  pn_str_dup(&b.arena, pn_str_slice(der, 0, i)), &why));
	}
	end(&b);
}

/* Makes, writes and reads a key and a certificate; false when that failed, with a reason. */
static bool do_everything(pn_cx *cx)
{
	static const char stream[32] = "any bytes will do for this test";
	bench b = { .next = (uint8_t)stream[0] };
	pn_entropy entropy = { fill, &b };
	pn_cert_plan plan = { .common_name = { "name", 4 }, .is_authority = true };
	pn_crypto *c = pn_crypto_open(cx, &entropy);
	const pn_key *key = c ? pn_key_make(c, PN_KEY_EC, 0) : NULL;
	pn_str type, der, why;
	pn_buf pem;
	pn_cert cert;
	bool ok;

	pn_buf_init(&pem, cx->arena);
	if (key)
		pn_key_write(&pem, c, key);
	ok = key && pn_key_read(c, pn_buf_str(&pem));
	pn_buf_init(&pem, cx->arena);
	ok = ok && pn_cert_issue(&pem, c, &plan, key, NULL, key) &&
	     pn_pem_read(cx->arena, pn_buf_str(&pem), &type, &der) &&
	     pn_cert_read(&cert, c, der, &why);
	pn_crypto_close(c);
	return ok;
}

static void memory_may_run_out_anywhere(void **state)
{
	bool ok = false;

	(void)state;
	for (size_t calls = 0; !ok; calls++) {
		struct failing f = { .fail_at = calls };
		pintle_allocator mem = { failing_resize, &f };
		pintle_limits limits = pn_limits_complete(NULL);
		pn_arena arena;
		pn_error err;
		pn_cx cx = { &arena, &err, &limits, NULL };

		pn_arena_init(&arena, &mem, 0);
		pn_error_init(&err, NULL);
		ok = do_everything(&cx);
		assert_true(ok || arena.failed);
		pn_arena_finish(&arena);
		pn_error_finish(&err);
		assert_int_equal(f.held, 0);
		assert_in_range(calls, 0, 1000);
	}
}

static void pem_is_found_as_go_finds_it(void **state)
{
	static const struct {
		const char *text, *type, *bytes; /* NULL: there is no block */
	} rows[] = {
		{ "-----BEGIN A-----\nYWJj\n-----END A-----\n", "A", "abc" },
		{ "junk\n-----BEGIN A B-----  \nYW\n Jj\n-----END A B-----", "A B", "abc" },
		{ "-----BEGIN A-----\r\nYWJj\r\n-----END A-----\r\n", "A", "abc" },
		{ "-----BEGIN A-----\nkey: value\n\nYWJj\n-----END A-----\n", "A", "abc" },
		{ "-----BEGIN A-----\n-----END A-----\n", "A", "" },
		{ "-----BEGIN A-----\n!\n-----END A-----\n-----BEGIN B-----\nYQ==\n-----END B-----",
		  "B", "a" },
		{ "-----BEGIN A-----\nYWJj\n-----END B-----\n", NULL, NULL },
		{ "-----BEGIN A-----\nYWJj\n-----END A----- x\n", NULL, NULL },
		{ "x-----BEGIN A-----\nYWJj\n-----END A-----\n", NULL, NULL },
		{ "-----BEGIN A\nYWJj\n-----END A-----\n", NULL, NULL },
		{ "-----BEGIN A-----", NULL, NULL },
		{ "", NULL, NULL },
	};
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_str type, der;
		bool found = pn_pem_read(&arena, pn_str_from(rows[i].text), &type, &der);

		assert_int_equal(found, rows[i].type != NULL);
		if (found) {
			assert_true(pn_str_eq(type, pn_str_from(rows[i].type)));
			assert_true(pn_str_eq(der, pn_str_from(rows[i].bytes)));
		}
	}
	pn_arena_finish(&arena);
}

/* A text with many beginnings and one end, far away, takes no longer than any other. */
static void pem_search_is_linear(void **state)
{
	pn_str type, der;
	pn_arena arena;
	pn_buf text;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	pn_buf_init(&text, &arena);
	for (int i = 0; i < 200000; i++)
		pn_buf_lit(&text, "-----BEGIN A-----\n");
	pn_buf_lit(&text, "-----END B-----\n");
	assert_false(pn_pem_read(&arena, pn_buf_str(&text), &type, &der));
	pn_arena_finish(&arena);
}

static void bcrypt_knows_the_vectors(void **state)
{
	static const struct {
		uint8_t first, step; /* of the salt's bytes */
		const char *password, *hash;
	} rows[] = {
		{ 0, 1, "", "$2a$10$..CA.uOD/eaGAOmJB.yMBu9m/VIwgxxGiBBCE9BoV3i2KCQRk0xNy" },
		{ 240, 1, "hello", "$2a$10$6NFw69Rz7td28dp59N189ueXXWJyfVVhzXzwQifNitVG0tOioJ1x2" },
		{ 7, 0, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		  "$2a$10$/uaF/uaF/uaF/uaF/uaF/uMUmCfklEh3jC/Cl7b7x.aWgotH3wJGO" },
		{ 255, 0,
		  "p\xC3\xA4"
		  "ss",
		  "$2a$10$999999999999999999999ueNREhb4xl/eKD8viBJc5fQvDOLXGuKq" },
	};
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint8_t salt[16];
		pn_buf text;

		for (int k = 0; k < 16; k++)
			salt[k] = (uint8_t)(rows[i].first + k * rows[i].step);
		pn_buf_init(&text, &arena);
		pn_bcrypt(&text, pn_str_from(rows[i].password), salt);
		assert_string_equal(pn_buf_z(&text), rows[i].hash);
	}
	pn_arena_finish(&arena);
}

static void der_is_written_and_read(void **state)
{
	static const size_t lengths[] = { 0, 1, 127, 128, 255, 256, 65535, 65536 };
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		pn_str rest, content, whole;
		pn_buf text, der;
		uint8_t tag;

		pn_buf_init(&text, &arena);
		pn_buf_repeat(&text, 'x', lengths[i]);
		pn_buf_init(&der, &arena);
		pn_der_add(&der, PN_DER_OCTET_STRING, pn_buf_str(&text));
		pn_buf_byte(&der, 'y');
		rest = pn_buf_str(&der);
		assert_true(pn_der_take_any(&rest, &tag, &content, &whole));
		assert_int_equal(tag, PN_DER_OCTET_STRING);
		assert_true(pn_str_eq(content, pn_buf_str(&text)));
		assert_true(pn_str_is(rest, "y") && whole.len == der.len - 1);
	}
	pn_arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_valid_and_repeat),
		cmocka_unit_test(keys_depend_on_the_stream_alone),
		cmocka_unit_test(certificates_verify),
		cmocka_unit_test(certificates_need_the_right_key),
		cmocka_unit_test(damaged_texts_do_no_harm),
		cmocka_unit_test(memory_may_run_out_anywhere),
		cmocka_unit_test(pem_is_found_as_go_finds_it),
		cmocka_unit_test(pem_search_is_linear),
		cmocka_unit_test(bcrypt_knows_the_vectors),
		cmocka_unit_test(der_is_written_and_read),
	};

	return cmocka_run_group_tests_name("crypto", tests, NULL, NULL);
}
