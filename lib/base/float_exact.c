/* SPDX-License-Identifier: Apache-2.0 */
#include "base/float_exact.h"

/* 2^64 * 5^1076 and 2^54 * 2^971 fit. */
enum { WORDS = 84, CHUNK_DIGITS = 9 };

static const uint32_t chunk_base = 1000000000;

/* A natural number, least word first, no zero word on top. */
typedef struct natural {
	uint32_t words[WORDS];
	size_t count;
} natural;

/* Multiplies n in place; the result fits for every float. */
static void multiply(natural *n, uint32_t factor)
{
	uint64_t carry = 0;

	for (size_t i = 0; i < n->count; i++) {
		carry += (uint64_t)n->words[i] * factor;
		n->words[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry && n->count < WORDS)
		n->words[n->count++] = (uint32_t)carry;
}

/* Divides and returns the remainder. */
static uint32_t divide(natural *n, uint32_t by)
{
	uint64_t rest = 0;

	for (size_t i = n->count; i-- > 0;) {
		rest = rest << 32 | n->words[i];
		n->words[i] = (uint32_t)(rest / by);
		rest %= by;
	}
	while (n->count && n->words[n->count - 1] == 0)
		n->count--;
	return (uint32_t)rest;
}

/* Sets n to a 64-bit number. */
static void set_u64(natural *n, uint64_t value)
{
	n->words[0] = (uint32_t)value;
	n->words[1] = (uint32_t)(value >> 32);
	n->count = n->words[1] ? 2 : n->words[0] ? 1 : 0;
}

/* Multiplies by 5^power, 13 fives at a time. */
static void multiply_by_power_of_5(natural *n, int power)
{
	for (; power >= 13; power -= 13)
		multiply(n, 1220703125); /* 5^13 */
	for (; power > 0; power--)
		multiply(n, 5);
}

/* Multiplies by 2^power. */
static void multiply_by_power_of_2(natural *n, int power)
{
	for (; power >= 31; power -= 31)
		multiply(n, UINT32_C(1) << 31);
	multiply(n, UINT32_C(1) << power);
}

/* Drops zeros at the end, which mean nothing. */
static void drop_zeros(pn_exact *exact)
{
	while (exact->count > 0 && exact->digits[exact->count - 1] == '0')
		exact->count--;
	if (exact->count == 0)
		exact->point = 0;
}

/* Writes the digits of n, which it uses up; the point stands behind them. */
static void write_digits(pn_exact *out, natural *n)
{
	char digits[WORDS * 10 + CHUNK_DIGITS];
	size_t at = sizeof digits;

	while (n->count) {
		uint32_t chunk = divide(n, chunk_base);

		for (int i = 0; i < CHUNK_DIGITS; i++, chunk /= 10)
			digits[--at] = (char)('0' + chunk % 10);
	}
	while (at < sizeof digits && digits[at] == '0')
		at++;
	out->point = (int)(sizeof digits - at);
	out->count = out->point < PN_EXACT_MAX ? out->point : PN_EXACT_MAX;
	memcpy(out->digits, digits + at, (size_t)out->count);
}

void pn_exact_set(pn_exact *out, uint64_t mantissa, int exponent)
{
	natural n;

	while (exponent < 0 && mantissa && (mantissa & 1) == 0) {
		mantissa >>= 1;
		exponent++;
	}
	set_u64(&n, mantissa);
	if (exponent >= 0)
		multiply_by_power_of_2(&n, exponent);
	else
		multiply_by_power_of_5(&n, -exponent); /* m / 2^k == m * 5^k / 10^k */
	write_digits(out, &n);
	if (exponent < 0)
		out->point += exponent;
	drop_zeros(out);
}

pn_float_parts pn_float_take_apart(double f, int bits)
{
	int mantissa_bits = bits == 32 ? 23 : 52;
	int bias = bits == 32 ? 127 : 1023;
	pn_float_parts parts = { .mantissa_bits = mantissa_bits };
	uint64_t image;
	int field;

	if (bits == 32) {
		float narrow = (float)f;
		uint32_t image32;

		memcpy(&image32, &narrow, sizeof image32);
		image = image32;
		parts.negative = image32 >> 31;
	} else {
		memcpy(&image, &f, sizeof image);
		parts.negative = image >> 63;
	}
	field = (int)(image >> mantissa_bits) & (2 * bias + 1);
	parts.mantissa = image & ((UINT64_C(1) << mantissa_bits) - 1);
	parts.not_finite = field == 2 * bias + 1;
	parts.lowest = field <= 1;
	if (field)
		parts.mantissa |= UINT64_C(1) << mantissa_bits;
	parts.exponent = (field ? field : 1) - bias - mantissa_bits;
	return parts;
}

void pn_exact_round_down(pn_exact *exact, int count)
{
	if (count < exact->count)
		exact->count = count > 0 ? count : 0;
	drop_zeros(exact);
}

void pn_exact_round_up(pn_exact *exact, int count)
{
	if (count >= exact->count)
		return;
	while (count > 0 && exact->digits[count - 1] == '9')
		count--;
	if (count > 0) {
		exact->digits[count - 1]++;
		exact->count = count;
		return;
	}
	exact->digits[0] = '1'; /* all nines: the next power of ten */
	exact->count = 1;
	exact->point++;
}

/* Says whether the digits from `count` on are more than half, or half behind an odd digit. */
static bool rounds_up(const pn_exact *exact, int count)
{
	if (count < 0 || count >= exact->count)
		return false;
	if (exact->digits[count] == '5' && count + 1 == exact->count)
		return count > 0 && (exact->digits[count - 1] - '0') % 2 != 0;
	return exact->digits[count] >= '5';
}

void pn_exact_round(pn_exact *exact, int count)
{
	if (rounds_up(exact, count))
		pn_exact_round_up(exact, count);
	else
		pn_exact_round_down(exact, count);
}

int pn_exact_cmp(const pn_exact *a, const pn_exact *b)
{
	if (!a->count || !b->count)
		return (a->count != 0) - (b->count != 0);
	if (a->point != b->point)
		return a->point < b->point ? -1 : 1;
	return pn_str_cmp((pn_str){ a->digits, (size_t)a->count },
			  (pn_str){ b->digits, (size_t)b->count });
}
