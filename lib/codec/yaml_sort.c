/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_sort.h"

/* Returns the index of the first differing rune; the shorter length when one begins the other. */
static size_t common_start(pn_str a, pn_str b)
{
	size_t n = a.len < b.len ? a.len : b.len, i = 0;

	while (i < n && a.ptr[i] == b.ptr[i])
		i++;
	while (i > 0 && i < a.len && i < b.len &&
	       ((a.ptr[i] & 0xC0) == 0x80 || (b.ptr[i] & 0xC0) == 0x80))
		i--;
	return i;
}

/* Whether the digits before s[i] hold one that is not zero. */
static bool follows_number(pn_str s, size_t i)
{
	pn_str before = pn_str_slice(s, 0, i);
	size_t width;

	while (before.len) {
		uint32_t c = pn_utf8_decode_last(before, &width);

		if (!pn_rune_is_digit(c))
			return false;
		if (c != '0')
			return true;
		before.len -= width;
	}
	return false;
}

/* Reads on from `n` through the digits at the start of s; *runes says how many there are. */
static int64_t read_digits(pn_str s, uint64_t n, size_t *runes)
{
	size_t width;

	*runes = 0;
	while (s.len) {
		uint32_t c = pn_utf8_decode(s, &width);

		if (!pn_rune_is_digit(c))
			break;
		n = n * 10 + c - '0'; /* wraps as Go's int64 does */
		s = pn_str_slice(s, width, s.len);
		++*runes;
	}
	return (int64_t)n;
}

/* Compares where neither key has a letter: by the numbers that begin there. */
static bool number_less(pn_str a, pn_str b, size_t i)
{
	pn_str as = pn_str_slice(a, i, a.len), bs = pn_str_slice(b, i, b.len);
	size_t width, a_runes, b_runes;
	uint32_t ar = pn_utf8_decode(as, &width), br = pn_utf8_decode(bs, &width);
	uint64_t start = (ar == '0' || br == '0') && follows_number(a, i);
	int64_t an = read_digits(as, start, &a_runes), bn = read_digits(bs, start, &b_runes);

	if (an != bn)
		return an < bn;
	return a_runes != b_runes ? a_runes < b_runes : ar < br;
}

bool pn_yaml_key_less(pn_str a, pn_str b, bool version_3)
{
	size_t i = common_start(a, b), width;
	uint32_t ar, br;
	bool al, bl;

	if (i == a.len || i == b.len)
		return a.len < b.len;
	ar = pn_utf8_decode(pn_str_slice(a, i, a.len), &width);
	br = pn_utf8_decode(pn_str_slice(b, i, b.len), &width);
	al = pn_rune_is_letter(ar);
	bl = pn_rune_is_letter(br);
	if (al && bl)
		return ar < br;
	if (!al && !bl)
		return number_less(a, b, i);
	if (version_3 && i && pn_rune_is_digit(pn_utf8_decode_last(pn_str_slice(a, 0, i), &width)))
		return al;
	return bl;
}

static bool is_sorted(const pn_entry *const *keys, size_t count, bool version_3)
{
	for (size_t i = 1; i < count; i++)
		if (!pn_yaml_key_less(keys[i - 1]->key, keys[i]->key, version_3))
			return false;
	return true;
}

/* Merges the sorted halves keys[0, half) and keys[half, count). */
static void merge(const pn_entry **keys, const pn_entry **spare, size_t half, size_t count,
		  bool version_3)
{
	size_t left = 0, right = half, n = 0;

	memcpy(spare, keys, half * sizeof *keys);
	while (left < half) {
		if (right < count &&
		    pn_yaml_key_less(keys[right]->key, spare[left]->key, version_3))
			keys[n++] = keys[right++];
		else
			keys[n++] = spare[left++];
	}
}

void pn_yaml_sort_keys(const pn_entry **keys, const pn_entry **spare, size_t count, bool version_3)
{
	size_t half = count / 2;

	if (is_sorted(keys, count, version_3))
		return;
	if (half) {
		pn_yaml_sort_keys(keys, spare, half, version_3);
		pn_yaml_sort_keys(keys + half, spare, count - half, version_3);
	}
	merge(keys, spare, half, count, version_3);
}
