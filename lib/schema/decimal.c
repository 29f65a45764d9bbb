/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/decimal.h"

#define MAX_EXPONENT 1000000 /* Go: ratconv.go refuses larger ones */

/* Tells whether a byte is an ASCII digit. */
static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* ---- reading ---- */

/* Takes the digits at the start off *rest. */
static pn_str take_digits(pn_str *rest)
{
	size_t n = 0;
	pn_str digits;

	while (n < rest->len && is_digit(rest->ptr[n]))
		n++;
	digits = pn_str_slice(*rest, 0, n);
	*rest = pn_str_slice(*rest, n, rest->len);
	return digits;
}

/* Takes one byte off *rest if it is the expected one. */
static bool take(pn_str *rest, char c)
{
	if (!rest->len || rest->ptr[0] != c)
		return false;
	*rest = pn_str_slice(*rest, 1, rest->len);
	return true;
}

/* Reads "e-5"; an exponent too long for 64 bits is beyond every bound anyway. */
static bool take_exponent(pn_str *rest, int64_t *exponent)
{
	bool negative;
	pn_str digits;

	*exponent = 0;
	if (!take(rest, 'e') && !take(rest, 'E'))
		return true;
	negative = take(rest, '-');
	if (!negative)
		take(rest, '+');
	digits = take_digits(rest);
	for (size_t i = 0; i < digits.len; i++)
		if (*exponent <= MAX_EXPONENT * (int64_t)1000)
			*exponent = *exponent * 10 + (digits.ptr[i] - '0');
	if (negative)
		*exponent = -*exponent;
	return digits.len > 0;
}

/* Drops zeros at the start. */
static void strip_front(pn_str *s)
{
	while (s->len && s->ptr[0] == '0')
		*s = pn_str_slice(*s, 1, s->len);
}

/* Drops zeros at the end. */
static void strip_back(pn_str *s)
{
	while (s->len && s->ptr[s->len - 1] == '0')
		s->len--;
}

/* Removes zeros at both ends; `point` counts from the first digit that is left. */
static void normalize(pn_decimal *d)
{
	size_t tail = d->tail.len;

	strip_front(&d->head);
	if (!d->head.len) {
		strip_front(&d->tail);
		d->point -= (int64_t)(tail - d->tail.len);
	}
	d->point += (int64_t)d->head.len;
	strip_back(&d->tail);
	if (!d->tail.len)
		strip_back(&d->head);
	if (!d->head.len && !d->tail.len)
		*d = (pn_decimal){ 0 };
}

bool pn_decimal_read(pn_str text, pn_decimal *out)
{
	int64_t exponent;

	*out = (pn_decimal){ .negative = take(&text, '-') };
	if (!out->negative)
		take(&text, '+');
	out->head = take_digits(&text);
	if (take(&text, '.'))
		out->tail = take_digits(&text);
	if (!out->head.len && !out->tail.len)
		return false;
	if (!take_exponent(&text, &exponent) || text.len)
		return false;
	exponent -= (int64_t)out->tail.len;
	out->point = exponent + (int64_t)out->tail.len;
	normalize(out);
	return (exponent >= -MAX_EXPONENT && exponent <= MAX_EXPONENT) ||
	       (!out->head.len && !out->tail.len);
}

bool pn_decimal_of(pn_arena *arena, const pn_value *v, pn_decimal *out)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	switch (v->kind) {
	case PN_INT:
		pn_buf_int(&buf, v->as.integer);
		break;
	case PN_UINT:
		pn_buf_uint(&buf, v->as.uinteger);
		break;
	case PN_FLOAT:
		pn_buf_float(&buf, v->as.number, 'g', -1, v->type == PN_TYPE_FLOAT32 ? 32 : 64);
		break;
	case PN_STRING:
		return pn_decimal_read(pn_value_str(v), out);
	default:
		return false;
	}
	return pn_decimal_read(pn_buf_str(&buf), out);
}

/* ---- comparing ---- */

/* Counts the digits that matter. */
static size_t digit_count(const pn_decimal *d)
{
	return d->head.len + d->tail.len;
}

/* Digit i, most significant first; 0 beyond the last one. */
static int digit_at(const pn_decimal *d, size_t i)
{
	if (i < d->head.len)
		return d->head.ptr[i] - '0';
	i -= d->head.len;
	return i < d->tail.len ? d->tail.ptr[i] - '0' : 0;
}

/* Tells whether a number is 0. */
static bool is_zero(const pn_decimal *d)
{
	return digit_count(d) == 0;
}

/* Orders absolute values, neither of which is 0. */
static int compare_magnitude(const pn_decimal *a, const pn_decimal *b)
{
	size_t n = digit_count(a) > digit_count(b) ? digit_count(a) : digit_count(b);

	if (a->point != b->point)
		return a->point < b->point ? -1 : 1;
	for (size_t i = 0; i < n; i++)
		if (digit_at(a, i) != digit_at(b, i))
			return digit_at(a, i) < digit_at(b, i) ? -1 : 1;
	return 0;
}

int pn_decimal_compare(const pn_decimal *a, const pn_decimal *b)
{
	int sign_a = is_zero(a) ? 0 : a->negative ? -1 : 1;
	int sign_b = is_zero(b) ? 0 : b->negative ? -1 : 1;

	if (sign_a != sign_b)
		return sign_a < sign_b ? -1 : 1;
	return sign_a == 0 ? 0 : sign_a * compare_magnitude(a, b);
}

bool pn_decimal_is_integer(const pn_decimal *d)
{
	return is_zero(d) || d->point >= (int64_t)digit_count(d);
}

/* ---- converting ---- */

int64_t pn_decimal_low_bits(const pn_decimal *d)
{
	uint64_t n = 0;

	for (int64_t i = 0; i < d->point; i++)
		n = n * 10 + (uint64_t)digit_at(d, (size_t)i);
	return (int64_t)(d->negative ? 0 - n : n);
}

double pn_decimal_double(pn_arena *arena, const pn_decimal *d)
{
	double number = 0;
	pn_buf buf;

	pn_buf_init(&buf, arena);
	if (d->negative)
		pn_buf_byte(&buf, '-');
	pn_buf_lit(&buf, "0.0");
	pn_buf_add(&buf, d->head);
	pn_buf_add(&buf, d->tail);
	pn_buf_byte(&buf, 'e');
	pn_buf_int(&buf, d->point + 1);
	pn_parse_float(pn_buf_str(&buf), &number); /* out of range: the nearest, an infinity */
	return number;
}

/* ---- dividing ---- */

#define LIMB 1000000000u /* limbs hold nine digits, least significant limb first */

/* What a digit costs for each limb, in steps of a validation: ten long operations. */
enum { STEPS_PER_LIMB = 64 };

/* A long division: the remainder so far and the divisor, both of `count` limbs. */
typedef struct division {
	uint32_t *rest;
	uint32_t *by;
	size_t count;
} division;

/* Tells whether nothing remains. */
static bool rest_is_zero(const division *v)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->rest[i])
			return false;
	return true;
}

/* Tells whether the divisor can be taken off once more. */
static bool rest_at_least_divisor(const division *v)
{
	for (size_t i = v->count; i-- > 0;)
		if (v->rest[i] != v->by[i])
			return v->rest[i] > v->by[i];
	return true;
}

/* Takes the divisor off the remainder. */
static void subtract_divisor(division *v)
{
	uint32_t borrow = 0;

	for (size_t i = 0; i < v->count; i++) {
		uint32_t take_away = v->by[i] + borrow;

		borrow = v->rest[i] < take_away;
		v->rest[i] = borrow ? v->rest[i] + LIMB - take_away : v->rest[i] - take_away;
	}
}

/* Goes on to the next digit of the dividend. */
static void append_digit(division *v, int digit)
{
	uint64_t carry = (uint64_t)digit;

	for (size_t i = 0; i < v->count; i++) {
		carry += (uint64_t)v->rest[i] * 10;
		v->rest[i] = (uint32_t)(carry % LIMB);
		carry /= LIMB;
	}
}

/* Makes room for the divisor's digits and one more, so that a remainder times ten fits. */
static bool division_init(division *v, pn_arena *arena, const pn_decimal *by)
{
	v->count = digit_count(by) / 9 + 2;
	v->rest = pn_alloc_zero(arena, v->count * sizeof *v->rest);
	v->by = pn_alloc_zero(arena, v->count * sizeof *v->by);
	if (!v->rest || !v->by)
		return false;
	for (size_t i = 0; i < digit_count(by); i++) {
		uint32_t *limb = &v->by[(digit_count(by) - 1 - i) / 9];

		*limb = *limb * 10 + (uint32_t)digit_at(by, i);
	}
	return true;
}

bool pn_decimal_divides(pn_arena *arena, const pn_decimal *a, const pn_decimal *b, uint64_t *steps)
{
	/* Both as integers times a power of ten; `shift` is the difference of the powers. */
	int64_t shift = (a->point - (int64_t)digit_count(a)) - (b->point - (int64_t)digit_count(b));
	size_t digits = digit_count(a);
	division v;

	if (is_zero(a))
		return true;
	/* The last digit of a is not 0, so no power of ten divides it. */
	if (shift < 0 || !division_init(&v, arena, b))
		return false;
	for (size_t i = 0; i < digits + (size_t)shift; i++) {
		if (*steps / STEPS_PER_LIMB <= v.count) {
			*steps = 0;
			return false;
		}
		*steps -= v.count * STEPS_PER_LIMB;
		append_digit(&v, digit_at(a, i));
		while (rest_at_least_divisor(&v))
			subtract_divisor(&v);
		if (i + 1 >= digits && rest_is_zero(&v))
			return true;
	}
	return false;
}
