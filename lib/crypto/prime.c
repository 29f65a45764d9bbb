/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search for primes. It looks at whole windows of candidates: those with a small factor are
 * crossed out, as by Eratosthenes, the others are tried one by one with Miller and Rabin's test.
 */
#include "crypto/number.h"

enum { SMALL_LIMIT = 1 << 16, WINDOW = 4096, MAX_WINDOWS = 64 };

/* Lists the odd primes below SMALL_LIMIT. */
static void list_small_primes(pn_crypto *c)
{
	uint8_t *composite = pn_alloc_zero(c->cx->arena, SMALL_LIMIT);
	uint16_t *primes = PN_NEW_ARRAY(c->cx->arena, uint16_t, SMALL_LIMIT / 8);

	pn_crypto_check(c, composite && primes);
	if (c->failed)
		return;
	for (uint32_t n = 3; n < SMALL_LIMIT; n += 2) {
		if (composite[n])
			continue;
		primes[c->small_prime_count++] = (uint16_t)n;
		for (uint32_t m = n * n; n < 256 && m < SMALL_LIMIT; m += 2 * n)
			composite[m] = 1;
	}
	c->small_primes = primes;
}

/* Returns the inverse of a modulo a prime p, 0 < a < p (Euclid). */
static uint32_t inverse_word(uint32_t a, uint32_t p)
{
	int32_t x = 0, y = 1;
	uint32_t m = p;

	while (a) {
		uint32_t quotient = m / a, rest = m % a;
		int32_t z = x - (int32_t)quotient * y;

		m = a;
		a = rest;
		x = y;
		y = z;
	}
	return (uint32_t)(x < 0 ? x + (int32_t)p : x);
}

/* Marks the candidates start + i * step, i < WINDOW, that have a small factor. */
static void cross_out(pn_crypto *c, uint8_t *crossed, const BIGNUM *start, const BIGNUM *step)
{
	memset(crossed, 0, WINDOW);
	for (size_t k = 0; k < c->small_prime_count; k++) {
		uint32_t p = c->small_primes[k];
		uint32_t rest = (uint32_t)c->f.BN_mod_word(start, p);
		uint32_t stride = (uint32_t)c->f.BN_mod_word(step, p);
		uint64_t first;

		if (!stride)
			continue; /* p divides the step: all candidates leave the same rest */
		first = (uint64_t)(p - rest) % p * inverse_word(stride, p) % p;
		for (uint64_t i = first; i < WINDOW; i += p)
			crossed[i] = 1;
	}
}

/* One round of the test, where n - 1 is odd * 2^twos; false when n is composite for sure. */
static bool survives(pn_crypto *c, const BIGNUM *n, const BIGNUM *base, const BIGNUM *odd, int twos)
{
	BIGNUM *x = pn_num_mod_exp(c, base, odd, n), *last = pn_num_sub_word(c, n, 1);

	if (c->failed || pn_num_is_one(c, x))
		return !c->failed;
	for (int i = 0; i < twos; i++) {
		if (pn_num_cmp(c, x, last) == 0)
			return !c->failed;
		x = pn_num_mod_mul(c, x, x, n);
	}
	return false;
}

/*
 * Tests with random bases, of which the first drops nearly every composite; for numbers that are
 * drawn at random themselves the error is far below 2^-112 (FIPS 186-5, table B.1). A small first
 * base would be slower: OpenSSL's fastest code is for bases of full length.
 */
static bool is_probably_prime(pn_crypto *c, const BIGNUM *n)
{
	int rounds = pn_num_bits(c, n) < 512 ? 40 : 5, twos = 1;
	BIGNUM *less = pn_num_sub_word(c, n, 1), *odd;

	if (c->failed)
		return false;
	while (!c->f.BN_is_bit_set(less, twos) && twos < c->f.BN_num_bits(less))
		twos++;
	odd = pn_num_shift_right(c, less, twos);
	for (int i = 0; i < rounds; i++) {
		if (!survives(c, n, pn_num_random_below(c, n), odd, twos))
			return false;
	}
	return true;
}

/* Returns the first prime among the candidates of a window, or NULL. */
static BIGNUM *search_window(pn_crypto *c, const BIGNUM *start, const BIGNUM *step, uint32_t avoid)
{
	uint8_t *crossed = pn_alloc(c->cx->arena, WINDOW);

	pn_crypto_check(c, crossed != NULL);
	if (c->failed)
		return NULL;
	cross_out(c, crossed, start, step);
	for (uint32_t i = 0; i < WINDOW && !c->failed; i++) {
		BIGNUM *n;

		if (crossed[i])
			continue;
		n = pn_num_add(c, start, pn_num_mul(c, step, pn_num_word(c, i)));
		if (c->failed || (avoid && c->f.BN_mod_word(n, avoid) == 1))
			continue;
		if (is_probably_prime(c, n))
			return n;
	}
	return NULL;
}

BIGNUM *pn_prime_from(pn_crypto *c, const BIGNUM *start, const BIGNUM *step, uint32_t avoid)
{
	BIGNUM *from = pn_num_copy(c, start), *found = NULL;
	BIGNUM *span = pn_num_mul(c, step, pn_num_word(c, WINDOW));

	if (!c->small_primes)
		list_small_primes(c);
	for (int i = 0; i < MAX_WINDOWS && !found && !c->failed; i++) {
		found = search_window(c, from, step, avoid);
		from = pn_num_add(c, from, span);
	}
	pn_crypto_check(c, found != NULL);
	return found;
}
