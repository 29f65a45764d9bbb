/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decimal arithmetic: what is exact on paper is exact here, 0.1 + 0.2 is 0.3 (Sprig: numeric.go;
 * shopspring/decimal). Every operand is a float64 and so has at most 17 digits: one machine word
 * times digit by digit is all it takes, and a library (libmpdec) would only cost start-up time.
 */
#include "func/help.h"

#include <math.h> /* macros only */

/* A result so far: digits (0 to 9, the first one counts most) times 10^exp; 0 has no digits. */
typedef struct decimal {
	uint8_t *digits;
	size_t count;
	int64_t exp;
	bool negative;
} decimal;

/* An operand: factor times 10^exp, factor below 10^17. */
typedef struct operand {
	uint64_t factor;
	int64_t exp;
	bool negative;
} operand;

enum { FACTOR_DIGITS = 18, QUOTIENT_PLACES = 16 };

typedef bool operation(pn_call *c, decimal *d, operand x);

/* Reads argument i as the shortest decimal that is this float64. */
static bool arg_operand(pn_call *c, double f, operand *out)
{
	char digits[32];
	int point = 0;
	size_t n;

	*out = (operand){ 0 };
	if (isnan(f))
		return pn_call_fail(c, "Cannot create a Decimal from NaN");
	if (isinf(f))
		return pn_call_fail(c, "Cannot create a Decimal from %s", f < 0 ? "-Inf" : "+Inf");
	if (f == 0)
		return true;
	n = pn_float_shortest(f, 64, digits, &point);
	for (size_t i = 0; i < n; i++)
		out->factor = out->factor * 10 + (uint64_t)(digits[i] - '0');
	out->exp = point - (int64_t)n;
	out->negative = f < 0;
	return true;
}

/* Makes room for a number of `count` digits, all 0. */
static bool new_digits(pn_call *c, size_t count, uint8_t **out)
{
	*out = pn_alloc_zero(pn_call_arena(c), count);
	if (!*out)
		return pn_fail_memory(c->cx->err, pn_call_arena(c));
	return pn_call_steps(c, count);
}

/* Forgets zeros in front; what is nothing but zeros is 0. */
static void trim(decimal *d)
{
	while (d->count && !*d->digits) {
		d->digits++;
		d->count--;
	}
	if (!d->count)
		*d = (decimal){ 0 };
}

/* Multiplies in place and adds `carry`; zeros in front make room for what the number grows by. */
static void multiply_digits(uint8_t *digits, size_t count, uint64_t factor, uint64_t carry)
{
	while (count-- > 0) {
		uint64_t n = digits[count] * factor + carry;

		digits[count] = (uint8_t)(n % 10);
		carry = n / 10;
	}
}

static bool multiply(pn_call *c, decimal *d, operand x)
{
	uint8_t *digits;

	if (!new_digits(c, d->count + FACTOR_DIGITS, &digits))
		return false;
	if (d->count)
		memcpy(digits + FACTOR_DIGITS, d->digits, d->count);
	multiply_digits(digits, d->count + FACTOR_DIGITS, x.factor, 0);
	*d = (decimal){ digits, d->count + FACTOR_DIGITS, d->exp + x.exp,
			d->negative != x.negative };
	trim(d);
	return true;
}

/* Writes a number's digits so that the last one stands at digits[end - 1]. */
static void place_factor(uint8_t *digits, size_t end, uint64_t factor)
{
	for (; factor; factor /= 10)
		digits[--end] = (uint8_t)(factor % 10);
}

/* a += b, or a -= b when that is not below 0; both have `count` digits. */
static void add_digits(uint8_t *a, const uint8_t *b, size_t count, bool subtract)
{
	int carry = 0;

	while (count-- > 0) {
		int n = subtract ? a[count] - b[count] - carry : a[count] + b[count] + carry;

		carry = subtract ? n < 0 : n > 9;
		a[count] = (uint8_t)(subtract ? n + 10 * carry : n - 10 * carry);
	}
}

static bool add(pn_call *c, decimal *d, operand x)
{
	int64_t exp = d->exp < x.exp ? d->exp : x.exp;
	size_t own, other, count;
	uint8_t *a, *b, *swap;
	bool subtract = d->negative != x.negative;

	if (!d->count || !x.factor) /* 0 has no exponent to go by */
		exp = d->count ? d->exp : x.exp;
	own = d->count ? d->count + (size_t)(d->exp - exp) : 0;
	other = x.factor ? FACTOR_DIGITS + (size_t)(x.exp - exp) : 0;
	count = (own > other ? own : other) + 1;
	if (!new_digits(c, count, &a) || !new_digits(c, count, &b))
		return false;
	if (d->count)
		memcpy(a + count - own, d->digits, d->count);
	place_factor(b, x.factor ? count - (size_t)(x.exp - exp) : 0, x.factor);
	if (subtract && memcmp(a, b, count) < 0) {
		swap = a;
		a = b;
		b = swap;
		d->negative = x.negative;
	}
	add_digits(a, b, count, subtract);
	*d = (decimal){ a, count, exp, d->negative };
	trim(d);
	return true;
}

static bool subtract(pn_call *c, decimal *d, operand x)
{
	x.negative = !x.negative;
	return add(c, d, x);
}

/*
 * Divides to 16 places. The quotient's digits are those of d with `shift` more zeros (or, below 0,
 * without its last digits) divided by the factor; then half a unit or more is rounded away from 0.
 */
static bool divide(pn_call *c, decimal *d, operand x)
{
	int64_t shift = d->exp - x.exp + QUOTIENT_PLACES;
	int64_t count = (int64_t)d->count + shift;
	uint64_t rest = 0;
	uint8_t *digits, tail = 0;

	if (!x.factor)
		return pn_call_fail(c, "decimal division by 0");
	if (!d->count || count < 0) {
		*d = (decimal){ 0 };
		return true;
	}
	if (!new_digits(c, (size_t)count + 1, &digits))
		return false;
	for (size_t i = 0; i < (size_t)count; i++) {
		rest = rest * 10 + (i < d->count ? d->digits[i] : 0);
		digits[i + 1] = (uint8_t)(rest / x.factor);
		rest %= x.factor;
	}
	if ((size_t)count < d->count)
		tail = d->digits[count];
	if (2 * rest >= x.factor || (2 * rest + 1 == x.factor && tail >= 5))
		multiply_digits(digits, (size_t)count + 1, 1, 1);
	*d = (decimal){ digits, (size_t)count + 1, -QUOTIENT_PLACES, d->negative != x.negative };
	trim(d);
	return true;
}

/* Returns the nearest float64. */
static bool ret_decimal(pn_call *c, const decimal *d)
{
	double f = 0;
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	if (d->negative)
		pn_buf_byte(&text, '-');
	for (size_t i = 0; i < d->count; i++)
		pn_buf_byte(&text, (char)('0' + d->digits[i]));
	pn_buf_byte(&text, 'e');
	pn_buf_int(&text, d->exp);
	if (d->count)
		pn_parse_float(pn_buf_str(&text), &f);
	return pn_ret_float(c, f);
}

/* Starts with `first` and takes the arguments from number i on one after the other. */
static bool calculate(pn_call *c, double first, uint32_t i, operation *operate)
{
	decimal d = { 0 };
	operand x;

	if (!arg_operand(c, first, &x) || !add(c, &d, x))
		return false;
	for (; i < c->argc; i++)
		if (!arg_operand(c, pn_cast_float64(pn_arg(c, i)), &x) || !operate(c, &d, x))
			return false;
	return ret_decimal(c, &d);
}

static bool fn_add1f(pn_call *c)
{
	return calculate(c, 1, 0, add);
}

static bool fn_addf(pn_call *c)
{
	return calculate(c, 0, 0, add);
}

static bool fn_divf(pn_call *c)
{
	return calculate(c, pn_cast_float64(pn_arg(c, 0)), 1, divide);
}

static bool fn_mulf(pn_call *c)
{
	return calculate(c, pn_cast_float64(pn_arg(c, 0)), 1, multiply);
}

static bool fn_subf(pn_call *c)
{
	return calculate(c, pn_cast_float64(pn_arg(c, 0)), 1, subtract);
}

static const pn_func functions[] = {
	{ "add1f", fn_add1f, "a", 0, "add1f NUMBER", "Add 1 to a decimal number." },
	{ "addf", fn_addf, "a*", 0, "addf NUMBER...", "Add decimal numbers." },
	{ "divf", fn_divf, "aa*", 0, "divf NUMBER DIVISOR...",
	  "Divide decimal numbers, to 16 places." },
	{ "mulf", fn_mulf, "aa*", 0, "mulf NUMBER...", "Multiply decimal numbers." },
	{ "subf", fn_subf, "aa*", 0, "subf NUMBER OTHER...", "Subtract decimal numbers." },
};

const pn_func_family pn_family_decimal = { "Decimal numbers", PN_ROWS(functions), NULL, 0 };
