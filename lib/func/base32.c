/* SPDX-License-Identifier: Apache-2.0 */
#include "func/base32.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void pn_base32_encode(pn_buf *out, pn_str s)
{
	uint32_t pending = 0;
	unsigned have = 0, written = 0;

	for (size_t i = 0; i < s.len; i++) {
		pending = (pending << 8 | (unsigned char)s.ptr[i]) & 0xffff;
		for (have += 8; have >= 5; written++) {
			have -= 5;
			pn_buf_byte(out, alphabet[(pending >> have) & 31]);
		}
	}
	if (have) {
		pn_buf_byte(out, alphabet[(pending << (5 - have)) & 31]);
		written++;
	}
	for (; written % 8; written++)
		pn_buf_byte(out, '=');
}

/* Returns the number that a letter stands for, or -1. */
static int letter_value(char letter)
{
	const char *p = letter ? strchr(alphabet, letter) : NULL;

	return p ? (int)(p - alphabet) : -1;
}

/* Appends the whole bytes that `count` letters of a group of eight stand for. */
static void add_group(pn_buf *out, const uint8_t *values, unsigned count)
{
	uint64_t group = 0;

	for (unsigned i = 0; i < 8; i++)
		group = group << 5 | (i < count ? values[i] : 0);
	for (unsigned bytes = count * 5 / 8, i = 0; i < bytes; i++)
		pn_buf_byte(out, (char)(group >> (32 - 8 * i)));
}

/* Checks the padding that begins at s[at], the letter number n of its group. */
static bool check_padding(pn_str s, size_t at, unsigned n, size_t *bad)
{
	size_t missing = 8 - n;

	*bad = s.len;
	if (s.len - at < missing)
		return false;
	for (size_t k = 1; k < missing; k++) {
		*bad = at + k - 1;
		if (s.ptr[at + k] != '=')
			return false;
	}
	*bad = at;
	return n != 3 && n != 6;
}

/* Decodes what has no newlines. Padding ends it, whatever little comes after. */
static bool decode_line(pn_buf *out, pn_str s, size_t *bad)
{
	uint8_t values[8];
	unsigned n = 0;

	for (size_t i = 0; i < s.len; i++) {
		int value = letter_value(s.ptr[i]);

		if (s.ptr[i] == '=' && n >= 2 && s.len - i - 1 < 8) {
			if (!check_padding(s, i, n, bad))
				return false;
			add_group(out, values, n);
			return true;
		}
		*bad = i;
		if (value < 0)
			return false;
		values[n++] = (uint8_t)value;
		if (n == 8)
			add_group(out, values, n);
		n %= 8;
	}
	*bad = s.len - n;
	return n == 0;
}

bool pn_base32_decode(pn_buf *out, pn_str s, size_t *bad)
{
	pn_buf line;

	pn_buf_init(&line, out->arena);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '\n' && s.ptr[i] != '\r')
			pn_buf_byte(&line, s.ptr[i]);
	return decode_line(out, pn_buf_str(&line), bad);
}
