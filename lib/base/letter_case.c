/* SPDX-License-Identifier: Apache-2.0 */
#include "base/unicode.h"

pn_str pn_str_trim_left_space(pn_str s)
{
	while (s.len) {
		size_t width;

		if (!pn_rune_is_space(pn_utf8_decode(s, &width)))
			break;
		s = pn_str_slice(s, width, s.len);
	}
	return s;
}

pn_str pn_str_trim_right_space(pn_str s)
{
	while (s.len) {
		size_t width = 1;
		unsigned char last = (unsigned char)s.ptr[s.len - 1];

		if (!pn_rune_is_space(last < 0x80 ? last : pn_utf8_decode_last(s, &width)))
			break;
		s.len -= width;
	}
	return s;
}

pn_str pn_str_trim_space(pn_str s)
{
	return pn_str_trim_right_space(pn_str_trim_left_space(s));
}

/* Says whether s has only ASCII, for which there is a shorter way. */
static bool is_ascii(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	}
	return true;
}

/* Maps the letters first to last by adding `delta`; s itself when there are none. */
static pn_str map_ascii(pn_arena *arena, pn_str s, char first, int delta)
{
	char last = (char)(first + 25);
	size_t i = 0;
	char *out;

	while (i < s.len && (s.ptr[i] < first || s.ptr[i] > last))
		i++;
	if (i == s.len)
		return s;
	out = pn_alloc(arena, s.len);
	if (!out)
		return PN_STR_EMPTY;
	memcpy(out, s.ptr, s.len);
	for (; i < s.len; i++) {
		if (out[i] >= first && out[i] <= last)
			out[i] = (char)(out[i] + delta);
	}
	return (pn_str){ out, s.len };
}

/* Maps every rune; a bad byte becomes U+FFFD (Go: strings.Map). */
static pn_str map_runes(pn_arena *arena, pn_str s, uint32_t (*map)(uint32_t rune))
{
	pn_str rest = s;
	pn_buf buf;

	pn_buf_init(&buf, arena);
	while (rest.len)
		pn_buf_rune(&buf, map(pn_utf8_next(&rest)));
	return pn_str_eq(pn_buf_str(&buf), s) ? s : pn_buf_str(&buf);
}

pn_str pn_str_to_upper(pn_arena *arena, pn_str s)
{
	if (is_ascii(s))
		return map_ascii(arena, s, 'a', -32);
	return map_runes(arena, s, pn_rune_to_upper);
}

pn_str pn_str_to_lower(pn_arena *arena, pn_str s)
{
	if (is_ascii(s))
		return map_ascii(arena, s, 'A', 32);
	return map_runes(arena, s, pn_rune_to_lower);
}

/* Says whether b is in a's fold orbit. */
static bool folds_to(uint32_t a, uint32_t b)
{
	uint32_t rune = a;

	do {
		if (rune == b)
			return true;
		rune = pn_rune_simple_fold(rune);
	} while (rune != a);
	return false;
}

/* Whether a byte is ASCII: two of these that differ, but not in case, never fold to one letter. */
static inline bool is_plain(char c)
{
	return (unsigned char)c < 0x80;
}

/* Whether two ASCII letters are the same one in different cases. */
static inline bool differ_in_case(unsigned char a, unsigned char b)
{
	unsigned char small = a | 0x20;

	return (a ^ b) == 0x20 && small >= 'a' && small <= 'z';
}

/* Skips what two texts begin with alike, as long as it is ASCII. */
static void skip_alike(pn_str *a, pn_str *b)
{
	size_t n = a->len < b->len ? a->len : b->len, i = 0;

	while (i < n && (unsigned char)a->ptr[i] < 0x80 &&
	       (a->ptr[i] == b->ptr[i] ||
		differ_in_case((unsigned char)a->ptr[i], (unsigned char)b->ptr[i])))
		i++;
	*a = pn_str_slice(*a, i, a->len);
	*b = pn_str_slice(*b, i, b->len);
}

bool pn_str_equal_fold(pn_str a, pn_str b)
{
	skip_alike(&a, &b);
	if (a.len && b.len && is_plain(a.ptr[0]) && is_plain(b.ptr[0]))
		return false;
	while (a.len && b.len) {
		if (!folds_to(pn_utf8_next(&a), pn_utf8_next(&b)))
			return false;
	}
	return a.len == b.len;
}
