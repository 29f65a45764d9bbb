/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void pn_base64_encode(pn_buf *out, pn_str s)
{
	for (size_t i = 0; i < s.len; i += 3) {
		size_t n = s.len - i < 3 ? s.len - i : 3;
		uint32_t bits = 0;

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 | (k < n ? (unsigned char)s.ptr[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			pn_buf_byte(out, k <= n ? alphabet[bits >> (18 - 6 * k) & 63] : '=');
	}
}

/* Returns the 6 bits that c stands for, or -1. */
static int sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
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
	size_t n = 0, i = 0;

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
			bits = 0;
			n = 0;
		}
	}
	*bad = s.len - n;
	return n == 0;
}
