/* SPDX-License-Identifier: Apache-2.0 */
/* Rounding and comparing float64 numbers (Sprig: numeric.go). Needs no libm. */
#include "func/help.h"

#include <math.h> /* macros only: isnan, isinf, signbit, INFINITY, NAN */

static double arg_float64(const pn_call *c, uint32_t i)
{
	return pn_cast_float64(pn_arg(c, i));
}

/* Rounds down; -0, infinities and NaN stay. */
static double round_down(double f)
{
	const double all_integers = 4503599627370496.0; /* 2^52: from here on no fractions */
	double cut;

	if (!(f > -all_integers && f < all_integers) || f == 0)
		return f;
	cut = (double)(int64_t)f;
	return cut > f ? cut - 1 : cut;
}

static double round_up(double f)
{
	return -round_down(-f);
}

/* Returns the fraction with the sign of f (Go: math.Modf); NaN for infinities. */
static double fraction(double f)
{
	return f - (f < 0 ? round_up(f) : round_down(f));
}

/* Returns f * 2^exp for an f between 2^-500 and 2^500, rounded once. */
static double scale(double f, int exp)
{
	const double big = 1.3407807929942597e154; /* 2^512 */

	if (exp > 2000)
		return INFINITY;
	if (exp < -2000)
		return 0;
	for (; exp >= 512; exp -= 512)
		f *= big;
	for (; exp <= -1024; exp += 512)
		f /= big;
	for (; exp > 0; exp--)
		f *= 2;
	/* One exact power of two is left, so that only the last step can round. */
	if (exp < 0) {
		double power = 1;

		for (; exp < -512; exp++)
			power *= 2;
		f /= power;
		for (power = 1; exp < 0; exp++)
			power *= 2;
		f /= power;
	}
	return f;
}

/* Returns 10^n with Go's rounding (Go: math.pow), exact for |n| up to 22. */
static double power_of_ten(int64_t n)
{
	uint64_t bits = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	double result = 1, square = 0.625; /* 10 is 0.625 * 2^4 */
	int exp = 0, square_exp = 4;

	for (; bits; bits >>= 1) {
		if (square_exp > 4096) { /* an overflow for sure */
			exp += square_exp;
			break;
		}
		if (bits & 1) {
			result *= square;
			exp += square_exp;
		}
		square *= square;
		square_exp *= 2;
		if (square < 0.5) {
			square += square;
			square_exp--;
		}
	}
	return n < 0 ? scale(1 / result, -exp) : scale(result, exp);
}

static bool fn_ceil(pn_call *c)
{
	return pn_ret_float(c, round_up(arg_float64(c, 0)));
}

static bool fn_floor(pn_call *c)
{
	return pn_ret_float(c, round_down(arg_float64(c, 0)));
}

/* Go: math.Max; an infinity beats NaN, and 0 is more than -0. */
static double larger(double a, double b)
{
	if ((isinf(a) && a > 0) || (isinf(b) && b > 0))
		return INFINITY;
	if (isnan(a) || isnan(b))
		return NAN;
	if (a == 0 && b == 0)
		return signbit(a) ? b : a;
	return a > b ? a : b;
}

static bool fn_maxf(pn_call *c)
{
	double best = arg_float64(c, 0);

	for (uint32_t i = 1; i < c->argc; i++)
		best = larger(best, arg_float64(c, i));
	return pn_ret_float(c, best);
}

static bool fn_minf(pn_call *c)
{
	double best = arg_float64(c, 0);

	for (uint32_t i = 1; i < c->argc; i++)
		best = -larger(-best, -arg_float64(c, i));
	return pn_ret_float(c, best);
}

static bool fn_round(pn_call *c)
{
	double on = c->argc > 2 ? pn_arg(c, 2)->as.number : 0.5;
	double power = power_of_ten(pn_arg_int(c, 1));
	double digit = power * arg_float64(c, 0);

	return pn_ret_float(c,
			    (fraction(digit) >= on ? round_up(digit) : round_down(digit)) / power);
}

static const pn_func functions[] = {
	{ "ceil", fn_ceil, "a", 0, "ceil NUMBER", "Round NUMBER up." },
	{ "floor", fn_floor, "a", 0, "floor NUMBER", "Round NUMBER down." },
	{ "maxf", fn_maxf, "aa*", 0, "maxf NUMBER...", "Return the largest of numbers." },
	{ "minf", fn_minf, "aa*", 0, "minf NUMBER...", "Return the smallest of numbers." },
	{ "round", fn_round, "aif*", 0, "round NUMBER PLACES [ON]",
	  "Round NUMBER to PLACES digits, up from a fraction of ON (0.5) of the last digit." },
};

const pn_func_family pn_family_float = { "Floating point numbers", PN_ROWS(functions), NULL, 0 };
