/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/english.h"
#include "base/number.h"

#include <math.h>

/* A number is written in full while its first digit stands in one of these places. */
enum { MIN_PLACE = -4, MAX_PLACE = 5 };

/* Appends whole digits with a comma before every third place from the right. */
static void append_grouped(pn_buf *out, pn_str digits)
{
	for (size_t i = 0; i < digits.len; i++) {
		if (i > 0 && (digits.len - i) % 3 == 0)
			pn_buf_byte(out, ',');
		pn_buf_byte(out, digits.ptr[i]);
	}
}

void pn_english_int(pn_buf *out, int64_t n)
{
	char digits[20];
	size_t at = sizeof digits;
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (n < 0)
		pn_buf_byte(out, '-');
	append_grouped(out, (pn_str){ digits + at, sizeof digits - at });
}

/* Appends "×10" and the exponent in superscript, two digits at least. */
static void append_power(pn_buf *out, int exponent)
{
	static const char *const super[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
	int size = exponent < 0 ? -exponent : exponent;

	pn_buf_lit(out, "×10");
	if (exponent < 0)
		pn_buf_lit(out, "⁻");
	if (size >= 100)
		pn_buf_add(out, pn_str_from(super[size / 100]));
	pn_buf_add(out, pn_str_from(super[size / 10 % 10]));
	pn_buf_add(out, pn_str_from(super[size % 10]));
}

/* Appends 0.DIGITS * 10^point in full. */
static void append_plain(pn_buf *out, pn_str digits, int point)
{
	size_t whole = point > 0 ? (size_t)point : 0;
	char padded[MAX_PLACE + 1];

	if (whole == 0)
		pn_buf_byte(out, '0');
	for (size_t i = 0; i < whole; i++)
		padded[i] = i < digits.len ? digits.ptr[i] : '0';
	append_grouped(out, (pn_str){ padded, whole });
	if (digits.len <= whole)
		return;
	pn_buf_byte(out, '.');
	for (int i = point; i < 0; i++)
		pn_buf_byte(out, '0');
	pn_buf_add(out, pn_str_slice(digits, whole, digits.len));
}

void pn_english_float(pn_buf *out, double f)
{
	char text[32];
	int point = 1;
	pn_str digits = { text, 0 };

	if (f < 0)
		pn_buf_byte(out, '-');
	if (isinf(f)) {
		pn_buf_lit(out, "∞");
		return;
	}
	if (f == 0) {
		pn_buf_byte(out, '0');
		return;
	}
	digits.len = pn_float_shortest(f, 64, text, &point);
	if (point - 1 >= MIN_PLACE && point - 1 <= MAX_PLACE) {
		append_plain(out, digits, point);
		return;
	}
	pn_buf_byte(out, digits.ptr[0]);
	if (digits.len > 1) {
		pn_buf_byte(out, '.');
		pn_buf_add(out, pn_str_slice(digits, 1, digits.len));
	}
	append_power(out, point - 1);
}
