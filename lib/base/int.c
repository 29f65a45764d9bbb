/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"
#include "base/underscore.h"

/* Maps an ASCII letter to lower case; other characters to no letter. */
static char lower(char c)
{
	return (char)(c | 0x20);
}

bool pn_underscores_fit(pn_str s)
{
	char saw = '^'; /* the last character's kind: start, digit, underscore, other */
	bool hex = false;

	if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		s = pn_str_slice(s, 1, s.len);
	if (s.len >= 2 && s.ptr[0] == '0' &&
	    (lower(s.ptr[1]) == 'b' || lower(s.ptr[1]) == 'o' || lower(s.ptr[1]) == 'x')) {
		saw = '0';
		hex = lower(s.ptr[1]) == 'x';
		s = pn_str_slice(s, 2, s.len);
	}
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool digit = (c >= '0' && c <= '9') || (hex && lower(c) >= 'a' && lower(c) <= 'f');

		if ((c == '_' && saw != '0') || (c != '_' && !digit && saw == '_'))
			return false;
		saw = digit ? '0' : c == '_' ? '_' : '!';
	}
	return saw != '_';
}

/* Takes a prefix that base 0 knows off *s and returns the base it means. */
static unsigned take_prefix(pn_str *s)
{
	char mark = s->len >= 3 ? lower(s->ptr[1]) : 0;
	unsigned base = mark == 'b' ? 2 : mark == 'o' ? 8 : mark == 'x' ? 16 : 0;

	if (s->ptr[0] != '0')
		return 10;
	*s = pn_str_slice(*s, base ? 2 : 1, s->len);
	return base ? base : 8;
}

/* Returns the value of a digit in base 36, 255 for what is none. */
static unsigned digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if (lower(c) >= 'a' && lower(c) <= 'z')
		return (unsigned)(lower(c) - 'a') + 10;
	return 255;
}

pn_number_error pn_parse_uint(pn_str s, int base, int bits, uint64_t *out)
{
	bool any_base = base == 0, underscores = false;
	uint64_t max = bits == 0 || bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
	uint64_t n = 0;
	pn_str whole = s;
	unsigned radix;

	*out = 0;
	if (s.len == 0 || base < 0 || base == 1 || base > 36)
		return PN_NUMBER_SYNTAX;
	radix = any_base ? take_prefix(&s) : (unsigned)base;
	for (size_t i = 0; i < s.len; i++) {
		unsigned digit = digit_value(s.ptr[i]);

		if (s.ptr[i] == '_' && any_base) {
			underscores = true;
			continue;
		}
		if (digit >= radix)
			return PN_NUMBER_SYNTAX;
		if (n > (max - digit) / radix) {
			*out = max; /* Go, too, looks no further than the overflow */
			return PN_NUMBER_RANGE;
		}
		n = n * radix + digit;
	}
	if (underscores && !pn_underscores_fit(whole))
		return PN_NUMBER_SYNTAX;
	*out = n;
	return PN_NUMBER_OK;
}

pn_number_error pn_parse_int(pn_str s, int base, int bits, int64_t *out)
{
	bool negative = s.len && s.ptr[0] == '-';
	uint64_t cutoff = UINT64_C(1) << ((bits ? bits : 64) - 1);
	uint64_t n;
	pn_number_error failure;

	*out = 0;
	if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		s = pn_str_slice(s, 1, s.len);
	failure = pn_parse_uint(s, base, bits, &n);
	if (failure == PN_NUMBER_SYNTAX)
		return failure;
	if (negative && n >= cutoff) {
		*out = -(int64_t)(cutoff - 1) - 1;
		return n > cutoff ? PN_NUMBER_RANGE : PN_NUMBER_OK;
	}
	if (!negative && n >= cutoff) {
		*out = (int64_t)(cutoff - 1);
		return PN_NUMBER_RANGE;
	}
	*out = negative ? -(int64_t)n : (int64_t)n;
	return failure;
}

void pn_buf_uint(pn_buf *buf, uint64_t n)
{
	char digits[20];
	size_t i = sizeof digits;

	do {
		digits[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	pn_buf_add(buf, (pn_str){ digits + i, sizeof digits - i });
}

void pn_buf_int(pn_buf *buf, int64_t n)
{
	if (n < 0)
		pn_buf_byte(buf, '-');
	pn_buf_uint(buf, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}
