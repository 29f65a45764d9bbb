/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/number.h"

pn_crypto *pn_crypto_open(pn_cx *cx, const pn_entropy *entropy)
{
	pn_crypto *c = PN_NEW(cx->arena, pn_crypto);

	if (!c) {
		pn_fail_memory(cx->err, cx->arena);
		return NULL;
	}
	if (!pn_libcrypto_load(&c->f, cx->err))
		return NULL;
	c->cx = cx;
	c->entropy = *entropy;
	c->f.ERR_set_mark(); /* OpenSSL's list of errors belongs to the program around us */
	c->bn = c->f.BN_CTX_new();
	if (!c->bn) {
		c->f.ERR_pop_to_mark();
		pn_fail(cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
		return NULL;
	}
	return c;
}

void pn_crypto_close(pn_crypto *c)
{
	if (!c)
		return;
	for (pn_number_list *l = c->numbers; l; l = l->next)
		c->f.BN_clear_free(l->number);
	c->f.BN_CTX_free(c->bn);
	c->f.ERR_pop_to_mark();
	c->numbers = NULL;
	c->bn = NULL;
}

bool pn_crypto_fail(pn_crypto *c)
{
	c->failed = true;
	if (c->cx->arena->failed)
		return pn_fail_memory(c->cx->err, c->cx->arena);
	return pn_fail(c->cx->err, PINTLE_ERR_EXEC, "OpenSSL failed");
}

/* ---- random bytes ---- */

/* Makes the next block of the stream. */
static void next_block(pn_crypto *c)
{
	char counter[8];
	pn_sha256 sha;

	if (!c->seeded) {
		c->seeded = true;
		pn_crypto_check(c, c->entropy.fill(c->entropy.data, c->seed, sizeof c->seed));
	}
	for (int i = 0; i < 8; i++)
		counter[i] = (char)(c->blocks >> (8 * i));
	c->blocks++;
	c->block_used = 0;
	pn_sha256_init(&sha);
	pn_sha256_add(&sha, (pn_str){ (const char *)c->seed, sizeof c->seed });
	pn_sha256_add(&sha, (pn_str){ counter, sizeof counter });
	pn_sha256_end(&sha, c->block);
}

void pn_crypto_random(pn_crypto *c, void *out, size_t size)
{
	uint8_t *bytes = out;

	for (size_t i = 0; i < size; i++) {
		if (!c->seeded || c->block_used == sizeof c->block)
			next_block(c);
		bytes[i] = c->block[c->block_used++];
	}
}

/* ---- numbers ---- */

BIGNUM *pn_num(pn_crypto *c)
{
	pn_number_list *l = c->failed ? NULL : PN_NEW(c->cx->arena, pn_number_list);

	if (l)
		l->number = c->f.BN_new();
	if (!l || !l->number) {
		c->failed = true;
		return NULL;
	}
	l->next = c->numbers;
	c->numbers = l;
	return l->number;
}

BIGNUM *pn_num_word(pn_crypto *c, uint64_t n)
{
	pn_str bytes;
	char text[8];

	for (int i = 0; i < 8; i++)
		text[i] = (char)(n >> (56 - 8 * i));
	bytes = (pn_str){ text, sizeof text };
	return pn_num_bytes(c, bytes);
}

BIGNUM *pn_num_bytes(pn_crypto *c, pn_str bytes)
{
	BIGNUM *n = pn_num(c);

	if (n)
		pn_crypto_check(c, bytes.len <= INT32_MAX &&
					   c->f.BN_bin2bn((const unsigned char *)bytes.ptr,
							  (int)bytes.len, n));
	return n;
}

pn_str pn_num_text(pn_crypto *c, const BIGNUM *n, size_t size)
{
	size_t needed = (size_t)(pn_num_bits(c, n) + 7) / 8;
	size_t length = size ? size : needed;
	char *text = pn_alloc(c->cx->arena, length);

	pn_crypto_check(c, text && length >= needed);
	if (c->failed)
		return PN_STR_EMPTY;
	pn_crypto_check(c, c->f.BN_bn2binpad(n, (unsigned char *)text, (int)length) >= 0);
	return (pn_str){ text, length };
}

BIGNUM *pn_num_copy(pn_crypto *c, const BIGNUM *n)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_copy(r, n) != NULL);
	return r;
}

BIGNUM *pn_num_random(pn_crypto *c, int bits, int ones)
{
	size_t size = (size_t)(bits + 7) / 8;
	char *bytes = pn_alloc(c->cx->arena, size);
	BIGNUM *n;

	pn_crypto_check(c, bytes != NULL);
	if (c->failed)
		return NULL;
	pn_crypto_random(c, bytes, size);
	n = pn_num_bytes(c, (pn_str){ bytes, size });
	n = pn_num_shift_right(c, n, (int)size * 8 - bits);
	for (int i = 1; i <= ones && !c->failed; i++)
		pn_crypto_check(c, c->f.BN_set_bit(n, bits - i));
	return n;
}

BIGNUM *pn_num_random_below(pn_crypto *c, const BIGNUM *n)
{
	BIGNUM *wide = pn_num_random(c, pn_num_bits(c, n) + 64, 0);
	BIGNUM *r = pn_num_mod(c, wide, pn_num_sub_word(c, n, 1));

	if (!c->failed)
		pn_crypto_check(c, c->f.BN_add_word(r, 1));
	return r;
}

BIGNUM *pn_num_add(pn_crypto *c, const BIGNUM *a, const BIGNUM *b)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_add(r, a, b));
	return r;
}

BIGNUM *pn_num_sub(pn_crypto *c, const BIGNUM *a, const BIGNUM *b)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_sub(r, a, b));
	return r;
}

BIGNUM *pn_num_sub_word(pn_crypto *c, const BIGNUM *a, uint64_t n)
{
	return pn_num_sub(c, a, pn_num_word(c, n));
}

BIGNUM *pn_num_mul(pn_crypto *c, const BIGNUM *a, const BIGNUM *b)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_mul(r, a, b, c->bn));
	return r;
}

BIGNUM *pn_num_div(pn_crypto *c, const BIGNUM *a, const BIGNUM *b)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_div(r, NULL, a, b, c->bn));
	return r;
}

BIGNUM *pn_num_mod(pn_crypto *c, const BIGNUM *a, const BIGNUM *m)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_div(NULL, r, a, m, c->bn));
	return r;
}

BIGNUM *pn_num_gcd(pn_crypto *c, const BIGNUM *a, const BIGNUM *b)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_gcd(r, a, b, c->bn));
	return r;
}

BIGNUM *pn_num_shift_right(pn_crypto *c, const BIGNUM *a, int bits)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_rshift(r, a, bits));
	return r;
}

BIGNUM *pn_num_mod_mul(pn_crypto *c, const BIGNUM *a, const BIGNUM *b, const BIGNUM *m)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_mod_mul(r, a, b, m, c->bn));
	return r;
}

BIGNUM *pn_num_inverse(pn_crypto *c, const BIGNUM *a, const BIGNUM *m)
{
	BIGNUM *r = pn_num(c);

	return r ? c->f.BN_mod_inverse(r, a, m, c->bn) : NULL;
}

BIGNUM *pn_num_mod_exp(pn_crypto *c, const BIGNUM *a, const BIGNUM *e, const BIGNUM *m)
{
	BIGNUM *r = pn_num(c);

	if (r)
		pn_crypto_check(c, c->f.BN_mod_exp_mont_consttime(r, a, e, m, c->bn, NULL));
	return r;
}

int pn_num_bits(pn_crypto *c, const BIGNUM *n)
{
	return c->failed ? 0 : c->f.BN_num_bits(n);
}

int pn_num_cmp(pn_crypto *c, const BIGNUM *a, const BIGNUM *b)
{
	return c->failed ? 0 : c->f.BN_cmp(a, b);
}

bool pn_num_is_one(pn_crypto *c, const BIGNUM *n)
{
	return !c->failed && c->f.BN_is_one(n);
}

bool pn_num_is_zero(pn_crypto *c, const BIGNUM *n)
{
	return !c->failed && c->f.BN_is_zero(n);
}
