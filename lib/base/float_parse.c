/* SPDX-License-Identifier: Apache-2.0 */
#include "base/float_exact.h"
#include "base/number.h"
#include "base/underscore.h"

#include <math.h>

enum { DECIMAL_DIGITS = 19, HEX_DIGITS = 16, EXPONENT_CAP = 10000 };

/* A number's text, scanned (Go: strconv.readFloat). */
typedef struct scan {
	pn_str digits;	   /* digits, '.' and '_' */
	uint64_t mantissa; /* the first digits */
	int64_t exponent;  /* mantissa * 10^exponent, or * 2^exponent for hex */
	int64_t point;	   /* 0.ddd * 10^point, ddd from the first digit that is not 0 */
	bool truncated;	   /* a digit that is not 0 did not fit the mantissa */
	bool negative, hex;
} scan;

static const double exact_powers[] = { 1e0,  1e1,  1e2,	 1e3,  1e4,  1e5,  1e6,	 1e7,
				       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
				       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

static char lower(char c)
{
	return (char)(c | 0x20);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Compares with a word in lower case. */
static bool equal_ignoring_case(pn_str s, const char *word)
{
	size_t i;

	for (i = 0; i < s.len && word[i]; i++) {
		if (lower(s.ptr[i]) != word[i])
			return false;
	}
	return i == s.len && !word[i];
}

/* Reads inf, infinity and nan in any case; only infinity takes a sign. */
static bool parse_special(pn_str s, double *out)
{
	bool sign = s.len && (s.ptr[0] == '+' || s.ptr[0] == '-');
	pn_str word = pn_str_slice(s, sign, s.len);

	if (equal_ignoring_case(word, "inf") || equal_ignoring_case(word, "infinity"))
		*out = sign && s.ptr[0] == '-' ? -(double)INFINITY : (double)INFINITY;
	else if (!sign && equal_ignoring_case(word, "nan"))
		*out = (double)NAN;
	else
		return false;
	return true;
}

/* Reads "e+12" or "p-3" at the end of the text; false when it is malformed. */
static bool scan_exponent(pn_str s, int64_t *exponent)
{
	bool negative = s.len > 1 && s.ptr[1] == '-';
	size_t i = s.len > 1 && (negative || s.ptr[1] == '+') ? 2 : 1;
	int64_t n = 0;

	if (i >= s.len || !is_digit(s.ptr[i]))
		return false;
	for (; i < s.len; i++) {
		if (s.ptr[i] != '_' && !is_digit(s.ptr[i]))
			return false;
		if (s.ptr[i] != '_' && n < EXPONENT_CAP)
			n = n * 10 + (s.ptr[i] - '0');
	}
	*exponent = negative ? -n : n;
	return true;
}

/* Returns a digit's value, or -1. */
static int digit_value(char c, bool hex)
{
	if (is_digit(c))
		return c - '0';
	return hex && lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

/* Scans the digits from `at`; returns the offset behind them, 0 when there are none. */
static size_t scan_digits(pn_str s, size_t at, scan *out)
{
	int max_digits = out->hex ? HEX_DIGITS : DECIMAL_DIGITS;
	int taken = 0;
	int64_t seen = 0, point = 0;
	bool dot = false, any = false;
	size_t i;

	for (i = at; i < s.len; i++) {
		int value = digit_value(s.ptr[i], out->hex);

		if (s.ptr[i] == '_' || (s.ptr[i] == '.' && !dot)) {
			point = s.ptr[i] == '.' ? point + seen : point;
			dot = dot || s.ptr[i] == '.';
			continue;
		}
		if (value < 0)
			break;
		any = true;
		if (value == 0 && seen == 0) {
			point -= dot;
			continue;
		}
		seen++;
		if (taken < max_digits) {
			out->mantissa = out->mantissa * (out->hex ? 16 : 10) + (unsigned)value;
			taken++;
		} else if (value) {
			out->truncated = true;
		}
	}
	out->point = dot ? point : seen;
	out->exponent = out->point - taken;
	return any ? i : 0;
}

/* Scans a whole text; false when it is no number. */
static bool scan_number(pn_str s, scan *out)
{
	size_t i = s.len && (s.ptr[0] == '+' || s.ptr[0] == '-');
	size_t end;
	int64_t exponent = 0;

	*out = (scan){ .negative = i && s.ptr[0] == '-' };
	if (i + 2 < s.len && s.ptr[i] == '0' && lower(s.ptr[i + 1]) == 'x') {
		out->hex = true;
		i += 2;
	}
	end = scan_digits(s, i, out);
	if (!end)
		return false;
	out->digits = pn_str_slice(s, i, end);
	if (end < s.len) {
		if (lower(s.ptr[end]) != (out->hex ? 'p' : 'e') ||
		    !scan_exponent(pn_str_slice(s, end, s.len), &exponent))
			return false;
	} else if (out->hex) {
		return false; /* hex needs an exponent */
	}
	out->exponent = out->exponent * (out->hex ? 4 : 1) + exponent;
	out->point += exponent;
	return pn_str_find_byte(s, '_') == PN_NOT_FOUND || pn_underscores_fit(s);
}

/* Makes a double of its bits. */
static double from_image(uint64_t image)
{
	double f;

	memcpy(&f, &image, sizeof f);
	return f;
}

/* Returns the bits of a double, whose order for positive ones is that of the numbers. */
static uint64_t to_image(double f)
{
	uint64_t image;

	memcpy(&image, &f, sizeof image);
	return image;
}

/* Rounds mantissa * 2^exponent to a double, ties to even; infinity when it is too large. */
static double convert_hex(const scan *n)
{
	uint64_t mantissa = n->mantissa, kept;
	int64_t exponent = n->exponent, drop;
	bool half, more;

	if (mantissa == 0)
		return 0;
	for (; mantissa >> 63 == 0; exponent--)
		mantissa <<= 1;
	if (exponent > 1023 - 63)
		return (double)INFINITY;
	drop = exponent + 11 < -1074 ? -1074 - exponent : 11; /* bits a double cannot hold */
	if (drop > 64)
		return 0;
	kept = drop == 64 ? 0 : mantissa >> drop;
	half = mantissa >> (drop - 1) & 1;
	more = n->truncated || (mantissa & ((UINT64_C(1) << (drop - 1)) - 1)) != 0;
	kept += half && (more || (kept & 1));
	return ldexp((double)kept, (int)(exponent + drop));
}

/* Multiplies exactly when both numbers are exact doubles; false when they are not. */
static bool convert_small(const scan *n, double *out)
{
	if (n->truncated || n->mantissa >> 53 || n->exponent < -22 || n->exponent > 22)
		return false;
	*out = n->exponent < 0 ? (double)n->mantissa / exact_powers[-n->exponent]
			       : (double)n->mantissa * exact_powers[n->exponent];
	return true;
}

/* Comes close to mantissa * 10^exponent, within a few units in the last place. */
static double approximate(const scan *n)
{
	static const long double squares[] = { 1e1L,  1e2L,  1e4L,   1e8L,  1e16L,
					       1e32L, 1e64L, 1e128L, 1e256L };
	long double f = (long double)n->mantissa;
	int64_t left = n->exponent < 0 ? -n->exponent : n->exponent;

	for (int i = 8; i >= 0; i--) {
		while (left >= INT64_C(1) << i) {
			left -= INT64_C(1) << i;
			f = n->exponent < 0 ? f / squares[i] : f * squares[i];
		}
	}
	return (double)f;
}

/* Copies the digits; the last one tells whether there were more that do not fit. */
static void exact_from_scan(pn_exact *out, const scan *n)
{
	out->count = 0;
	out->point = (int)n->point;
	for (size_t i = 0; i < n->digits.len; i++) {
		char c = n->digits.ptr[i];

		if (!is_digit(c) || (c == '0' && out->count == 0))
			continue;
		if (out->count < PN_EXACT_MAX)
			out->digits[out->count++] = c;
		else if (c != '0')
			out->digits[PN_EXACT_MAX - 1] = '1';
	}
	pn_exact_round_down(out, out->count);
}

/* Compares the number with the point halfway between a double and the next larger one. */
static int cmp_halfway(const pn_exact *number, uint64_t image)
{
	pn_float_parts parts = pn_float_take_apart(from_image(image), 64);
	pn_exact halfway;

	pn_exact_set(&halfway, parts.mantissa * 2 + 1, parts.exponent - 1);
	return pn_exact_cmp(number, &halfway);
}

/* Moves from a close double to the nearest one, deciding by exact digits. */
static double convert_exactly(const scan *n)
{
	const uint64_t infinity = to_image((double)INFINITY);
	pn_exact number;
	uint64_t image;
	int order;

	if (n->point > 310)
		return (double)INFINITY;
	if (n->point < -330)
		return 0;
	exact_from_scan(&number, n);
	image = to_image(approximate(n));
	if (image >= infinity)
		image = infinity - 1;
	for (; image < infinity; image++) {
		order = cmp_halfway(&number, image);
		if (order < 0 || (order == 0 && image % 2 == 0))
			break;
	}
	for (; image > 0; image--) {
		order = cmp_halfway(&number, image - 1);
		if (order > 0 || (order == 0 && image % 2 == 0))
			break;
	}
	return from_image(image);
}

pn_number_error pn_parse_float(pn_str s, double *out)
{
	scan n;
	double f;

	*out = 0;
	if (parse_special(s, out))
		return PN_NUMBER_OK;
	if (!scan_number(s, &n))
		return PN_NUMBER_SYNTAX;
	if (n.hex)
		f = convert_hex(&n);
	else if (n.mantissa == 0)
		f = 0;
	else if (!convert_small(&n, &f))
		f = convert_exactly(&n);
	*out = n.negative ? -f : f;
	return isinf(f) ? PN_NUMBER_RANGE : PN_NUMBER_OK;
}
