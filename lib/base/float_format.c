/* SPDX-License-Identifier: Apache-2.0 */
#include "base/float_exact.h"
#include "base/number.h"

#include <math.h>

/* Digits of a number as float_exact.h has them, whoever owns them. */
typedef struct digits {
	const char *ptr;
	int count, point;
} digits;

/* Writes n's digits without zeros at the end; returns how many and sets the point. */
static size_t integer_digits(uint64_t n, char out[32], int *point)
{
	char text[20];
	size_t at = sizeof text, count;

	for (; n; n /= 10)
		text[--at] = (char)('0' + n % 10);
	count = sizeof text - at;
	*point = (int)count;
	while (count && text[at + count - 1] == '0')
		count--;
	memcpy(out, text + at, count);
	return count;
}

/*
 * Finds the digits when they are few: up to 15 of them name a double uniquely, so the first
 * decimal that reads back as f, which the exact division decides, is the shortest one.
 */
static size_t few_digits(double f, char out[32], int *point)
{
	static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8 };
	size_t n;

	for (int k = 0; k < (int)(sizeof powers / sizeof *powers); k++) {
		double scaled = f * powers[k];
		uint64_t whole;

		if (!(scaled < 1e15))
			return 0;
		whole = (uint64_t)(scaled + 0.5);
		if (whole && (double)whole / powers[k] == f) {
			n = integer_digits(whole, out, point);
			*point -= k;
			return n;
		}
	}
	return 0;
}

/* Sets the points halfway to the next smaller and the next larger float. */
static void set_bounds(const pn_float_parts *f, pn_exact *lower, pn_exact *upper)
{
	bool wide_below = f->lowest || f->mantissa != UINT64_C(1) << f->mantissa_bits;

	pn_exact_set(upper, f->mantissa * 2 + 1, f->exponent - 1);
	if (wide_below)
		pn_exact_set(lower, f->mantissa * 2 - 1, f->exponent - 1);
	else /* below a power of two floats are twice as dense */
		pn_exact_set(lower, f->mantissa * 4 - 1, f->exponent - 2);
}

/*
 * Cuts the exact value to the fewest digits that lie between the bounds (Go: roundShortest). The
 * bounds themselves read back as f when its mantissa is even.
 */
static void shorten(pn_exact *value, const pn_float_parts *f)
{
	pn_exact lower, upper, down, up;
	bool inclusive = f->mantissa % 2 == 0;

	set_bounds(f, &lower, &upper);
	for (int n = 0; n < value->count; n++) {
		bool down_fits, up_fits;

		down = *value;
		up = *value;
		pn_exact_round_down(&down, n);
		pn_exact_round_up(&up, n);
		down_fits = pn_exact_cmp(&down, &lower) >= !inclusive;
		up_fits = pn_exact_cmp(&up, &upper) <= -!inclusive;
		if (!down_fits && !up_fits)
			continue;
		if (down_fits && up_fits)
			pn_exact_round(value, n);
		else
			*value = down_fits ? down : up;
		return;
	}
}

size_t pn_float_shortest(double f, int bits, char out[32], int *point)
{
	pn_float_parts parts;
	pn_exact value;
	size_t n;

	f = fabs(f);
	n = bits == 64 ? few_digits(f, out, point) : 0;
	if (n)
		return n;
	parts = pn_float_take_apart(f, bits);
	pn_exact_set(&value, parts.mantissa, parts.exponent);
	shorten(&value, &parts);
	memcpy(out, value.digits, (size_t)value.count);
	*point = value.point;
	return (size_t)value.count;
}

/* Appends an exponent with at least two digits. */
static void add_exponent(pn_buf *buf, int exponent)
{
	pn_buf_byte(buf, exponent < 0 ? '-' : '+');
	exponent = exponent < 0 ? -exponent : exponent;
	if (exponent < 10)
		pn_buf_byte(buf, '0');
	pn_buf_uint(buf, (uint64_t)exponent);
}

/* Appends digits [from, to), zeros where there are none. */
static void add_digits(pn_buf *buf, const digits *d, int from, int to)
{
	int at = from;

	if (at < 0) {
		at = to < 0 ? to : 0;
		pn_buf_repeat(buf, '0', (size_t)(at - from));
	}
	if (at < to && at < d->count) {
		int end = to < d->count ? to : d->count;

		pn_buf_add(buf, (pn_str){ d->ptr + at, (size_t)(end - at) });
		at = end;
	}
	if (at < to)
		pn_buf_repeat(buf, '0', (size_t)(to - at));
}

/* Appends -d.ddde+dd. */
static void add_scientific(pn_buf *buf, const digits *d, int precision, char letter)
{
	add_digits(buf, d, 0, 1);
	if (precision > 0) {
		pn_buf_byte(buf, '.');
		add_digits(buf, d, 1, precision + 1);
	}
	pn_buf_byte(buf, letter);
	add_exponent(buf, d->count ? d->point - 1 : 0);
}

/* Appends -ddd.ddd. */
static void add_fixed(pn_buf *buf, const digits *d, int precision)
{
	if (d->point > 0)
		add_digits(buf, d, 0, d->point);
	else
		pn_buf_byte(buf, '0');
	if (precision > 0) {
		pn_buf_byte(buf, '.');
		add_digits(buf, d, d->point, d->point + precision);
	}
}

/* Chooses between the two forms (Go: %g); precision is the number of significant digits. */
static void add_general(pn_buf *buf, const digits *d, int precision, bool shortest, char letter)
{
	int exponent = d->point - 1;
	int most = precision;

	if (most > d->count && d->count >= d->point)
		most = d->count;
	if (shortest)
		most = 6;
	if (exponent < -4 || exponent >= most) {
		precision = precision > d->count ? d->count : precision;
		add_scientific(buf, d, precision - 1, letter == 'g' ? 'e' : 'E');
		return;
	}
	precision = precision > d->point ? d->count : precision;
	add_fixed(buf, d, precision > d->point ? precision - d->point : 0);
}

/* Appends digits in the form of a format letter. */
static void add_decimal(pn_buf *buf, const digits *d, char format, int precision, bool shortest)
{
	switch (format) {
	case 'e':
	case 'E':
		add_scientific(buf, d, shortest ? d->count - 1 : precision, format);
		return;
	case 'f':
		if (shortest)
			precision = d->count > d->point ? d->count - d->point : 0;
		add_fixed(buf, d, precision);
		return;
	case 'g':
	case 'G':
		if (!shortest && precision == 0)
			precision = 1;
		add_general(buf, d, shortest ? d->count : precision, shortest, format);
		return;
	default:
		pn_buf_byte(buf, '%');
		pn_buf_byte(buf, format);
	}
}

/* Rounds the exact value as a format with a precision asks. */
static void round_to(pn_exact *value, char format, int precision)
{
	if (format == 'e' || format == 'E')
		precision = precision + 1;
	else if (format == 'g' || format == 'G')
		precision = precision == 0 ? 1 : precision;
	else
		precision = value->point + precision;
	pn_exact_round(value, precision);
}

/* Appends -ddddp±ddd: the mantissa as an integer and a power of two. */
static void add_binary(pn_buf *buf, const pn_float_parts *f)
{
	pn_buf_uint(buf, f->mantissa);
	pn_buf_byte(buf, 'p');
	if (f->exponent >= 0)
		pn_buf_byte(buf, '+');
	pn_buf_int(buf, f->exponent);
}

/* Appends -0x1.hhhp±dd; bit 60 of the mantissa is the digit before the point. */
static void add_hex(pn_buf *buf, const pn_float_parts *f, char letter, int precision)
{
	const char *hex = letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	uint64_t fraction = (UINT64_C(1) << 60) - 1;
	uint64_t m = f->mantissa << (60 - f->mantissa_bits);
	int exponent = m ? f->exponent + f->mantissa_bits : 0;

	for (; m && m >> 60 == 0; exponent--)
		m <<= 1;
	if (precision >= 0 && precision < 15) {
		int shift = precision * 4;
		uint64_t extra = (m << shift) & fraction;

		m >>= 60 - shift;
		m += (extra | (m & 1)) > UINT64_C(1) << 59;
		m <<= 60 - shift;
		if (m >> 61) {
			m >>= 1;
			exponent++;
		}
	}
	pn_buf_byte(buf, '0');
	pn_buf_byte(buf, letter);
	pn_buf_byte(buf, (char)('0' + (m >> 60 & 1)));
	m &= fraction;
	if (precision > 0 || (precision < 0 && m))
		pn_buf_byte(buf, '.');
	for (int i = 0; precision < 0 ? m != 0 : i < precision; i++) {
		pn_buf_byte(buf, hex[m >> 56 & 15]);
		m = m << 4 & fraction;
	}
	pn_buf_byte(buf, letter == 'X' ? 'P' : 'p');
	add_exponent(buf, exponent);
}

static void add_float(pn_buf *buf, double f, char format, int precision, int bits)
{
	pn_float_parts parts = pn_float_take_apart(f, bits);
	char few[32];
	pn_exact value;
	digits d = { few, 0, 0 };

	if (parts.not_finite) {
		pn_buf_add(buf, isnan(f)	 ? PN_STR("NaN")
				: parts.negative ? PN_STR("-Inf")
						 : PN_STR("+Inf"));
		return;
	}
	if (parts.negative)
		pn_buf_byte(buf, '-');
	if (format == 'b') {
		add_binary(buf, &parts);
	} else if (format == 'x' || format == 'X') {
		add_hex(buf, &parts, format, precision);
	} else if (precision < 0) {
		d.count = parts.mantissa ? (int)pn_float_shortest(f, bits, few, &d.point) : 0;
		add_decimal(buf, &d, format, precision, true);
	} else {
		pn_exact_set(&value, parts.mantissa, parts.exponent);
		round_to(&value, format, precision);
		d = (digits){ value.digits, value.count, value.point };
		add_decimal(buf, &d, format, precision, false);
	}
}

/* Whether the shortest text of a number is that of an integer; -0 has one of its own. */
static bool reads_as_integer(double f, char format, int bits)
{
	/* 'g' goes on as 1e+06, and 32 bits hold no more digits than that. */
	double most = format == 'f' && bits == 64 ? 1e15 : format == 'g' || format == 'f' ? 1e6 : 0;

	return f > -most && f < most && f == (double)(int64_t)f && (f != 0 || !signbit(f));
}

void pn_buf_float(pn_buf *buf, double f, char format, int precision, int bits)
{
	if (precision < 0 && reads_as_integer(f, format, bits))
		pn_buf_int(buf, (int64_t)f);
	else
		add_float(buf, f, format, precision, bits);
}
