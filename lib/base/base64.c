/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Writes the four characters of three bytes. */
static void put_group(char *to, const char *at)
{
	const unsigned char *from = (const unsigned char *)at;
	uint32_t bits = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];

	to[0] = alphabet[bits >> 18];
	to[1] = alphabet[bits >> 12 & 63];
	to[2] = alphabet[bits >> 6 & 63];
	to[3] = alphabet[bits & 63];
}

#ifdef __SSE2__
/* Three bytes, and one more, as a number whose first byte is the highest. */
static int group_at(const char *at)
{
	uint32_t bits;

	memcpy(&bits, at, sizeof bits);
	return (int)__builtin_bswap32(bits);
}

/* Returns the characters of 16 numbers below 64: runs of the alphabet have a distance each. */
static __m128i characters(__m128i six)
{
	__m128i lower = _mm_cmpgt_epi8(six, _mm_set1_epi8(25));
	__m128i digit = _mm_cmpgt_epi8(six, _mm_set1_epi8(51));
	__m128i plus = _mm_cmpeq_epi8(six, _mm_set1_epi8(62));
	__m128i slash = _mm_cmpeq_epi8(six, _mm_set1_epi8(63));
	__m128i far = _mm_add_epi8(six, _mm_set1_epi8('A'));

	far = _mm_add_epi8(far, _mm_and_si128(lower, _mm_set1_epi8('a' - 26 - 'A')));
	far = _mm_add_epi8(far, _mm_and_si128(digit, _mm_set1_epi8('0' - 26 - 'a')));
	far = _mm_add_epi8(far, _mm_and_si128(plus, _mm_set1_epi8('+' - 10 - '0')));
	return _mm_add_epi8(far, _mm_and_si128(slash, _mm_set1_epi8('/' - 11 - '0')));
}

/* Writes 16 characters for 12 bytes at a time while four more can be read; returns how many bytes.
 */
static size_t put_blocks(char *to, pn_str s)
{
	size_t i = 0;

	for (; s.len - i >= 16; i += 12, to += 16) {
		const char *at = s.ptr + i;
		__m128i bits = _mm_set_epi32(group_at(at + 9), group_at(at + 6), group_at(at + 3),
					     group_at(at));
		__m128i first = _mm_srli_epi32(bits, 26);
		__m128i second = _mm_and_si128(_mm_srli_epi32(bits, 12), _mm_set1_epi32(0x3F00));
		__m128i third = _mm_and_si128(_mm_slli_epi32(bits, 2), _mm_set1_epi32(0x3F0000));
		__m128i fourth =
			_mm_and_si128(_mm_slli_epi32(bits, 16), _mm_set1_epi32(0x3F000000));
		__m128i six =
			_mm_or_si128(_mm_or_si128(first, second), _mm_or_si128(third, fourth));

		_mm_storeu_si128((__m128i *)(void *)to, characters(six));
	}
	return i;
}
#else
static size_t put_blocks(char *to, pn_str s)
{
	(void)to;
	(void)s;
	return 0;
}
#endif

void pn_base64_encode(pn_buf *out, pn_str s)
{
	size_t whole = s.len / 3 * 3, rest = s.len - whole, i;
	char last[3] = { 0 };
	char *to = pn_buf_reserve(out, s.len < SIZE_MAX / 2 ? (s.len + 2) / 3 * 4 : SIZE_MAX);

	if (!to || !s.len)
		return;
	out->len += (s.len + 2) / 3 * 4;
	i = put_blocks(to, s);
	for (to += i / 3 * 4; i < whole; i += 3, to += 4)
		put_group(to, s.ptr + i);
	if (!rest)
		return;
	memcpy(last, s.ptr + whole, rest);
	put_group(to, last);
	to[3] = '=';
	if (rest == 1)
		to[2] = '=';
}

/* The 6 bits that a character stands for, and one more, so that 0 is no character of base64. */
#define RUN4(c, n) [c] = (n) + 1, [(c) + 1] = (n) + 2, [(c) + 2] = (n) + 3, [(c) + 3] = (n) + 4
static const unsigned char sextets[256] = {
	RUN4('A', 0),  RUN4('E', 4),  RUN4('I', 8),  RUN4('M', 12), RUN4('Q', 16), RUN4('U', 20),
	['Y'] = 25,    ['Z'] = 26,    RUN4('a', 26), RUN4('e', 30), RUN4('i', 34), RUN4('m', 38),
	RUN4('q', 42), RUN4('u', 46), ['y'] = 51,    ['z'] = 52,    RUN4('0', 52), RUN4('4', 56),
	['8'] = 61,    ['9'] = 62,    ['+'] = 63,    ['/'] = 64,
};

/* Returns the 6 bits that c stands for, or -1. */
static int sextet(char c)
{
	return sextets[(unsigned char)c] - 1;
}

/* Decodes groups of four up to the first that has another character; returns how much was read. */
static size_t take_groups(pn_buf *out, pn_str s)
{
	char *to = pn_buf_reserve(out, s.len / 4 * 3);
	const unsigned char *at = (const unsigned char *)s.ptr;
	size_t i = 0;

	if (!to)
		return 0;
	for (; s.len - i >= 4; i += 4, to += 3) {
		unsigned a = sextets[at[i]], b = sextets[at[i + 1]];
		unsigned c = sextets[at[i + 2]], d = sextets[at[i + 3]];
		uint32_t bits;

		if (!a || !b || !c || !d)
			break;
		bits = (a - 1) << 18 | (b - 1) << 12 | (c - 1) << 6 | (d - 1);
		to[0] = (char)(bits >> 16);
		to[1] = (char)(bits >> 8);
		to[2] = (char)bits;
	}
	out->len += i / 4 * 3;
	return i;
}

static size_t skip_breaks(pn_str s, size_t i)
{
	while (i < s.len && (s.ptr[i] == '\n' || s.ptr[i] == '\r'))
		i++;
	return i;
}

/* Writes what n sextets hold: n - 1 bytes. */
static void put_bytes(pn_buf *out, uint32_t bits, size_t n)
{
	bits <<= 6 * (4 - n);
	for (size_t k = 0; k + 1 < n; k++)
		pn_buf_byte(out, (char)(bits >> (16 - 8 * k) & 0xFF));
}

/* Skips what pads n sextets; *i is behind the first '='. False when it is not as it must be. */
static bool skip_padding(pn_str s, size_t *i, size_t n)
{
	if (n < 2)
		return false;
	if (n == 3)
		return true;
	*i = skip_breaks(s, *i);
	if (*i == s.len)
		(*i)++; /* Go blames the end here, else the byte before */
	else if (s.ptr[*i] == '=')
		return ++*i;
	return false;
}

bool pn_base64_decode(pn_buf *out, pn_str s, size_t *bad)
{
	uint32_t bits = 0;
	size_t n = 0, i = take_groups(out, s);

	for (i = skip_breaks(s, i); i < s.len; i = skip_breaks(s, i)) {
		int six = sextet(s.ptr[i++]);

		if (six < 0 && s.ptr[i - 1] == '=' && skip_padding(s, &i, n)) {
			put_bytes(out, bits, n);
			*bad = skip_breaks(s, i);
			return *bad == s.len;
		}
		*bad = i - 1;
		if (six < 0)
			return false;
		bits = bits << 6 | (uint32_t)six;
		if (++n == 4) {
			put_bytes(out, bits, 4);
			i += take_groups(out, pn_str_slice(s, i, s.len));
			bits = 0;
			n = 0;
		}
	}
	*bad = s.len - n;
	return n == 0;
}
