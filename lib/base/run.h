/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs of bytes of a kind, found 16 at a time where the processor's basic set can (x86-64), else 8
 * or 1 at a time. Texts are mostly such runs: blanks, what stands in quotes, plain lines.
 */
#ifndef PN_BASE_RUN_H
#define PN_BASE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>

/* Which of 16 bytes are c. */
static inline __m128i pn_run_is(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

/* Which of 16 bytes are at most `most`, unsigned. */
static inline __m128i pn_run_upto(__m128i bytes, char most)
{
	return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(most)), bytes);
}

static inline __m128i pn_run_load(const char *at)
{
	return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* Which of 16 bytes are blanks, tabs or line ends. */
static inline __m128i pn_run_blank(__m128i bytes)
{
	return _mm_or_si128(_mm_or_si128(pn_run_is(bytes, ' '), pn_run_is(bytes, '\n')),
			    _mm_or_si128(pn_run_is(bytes, '\t'), pn_run_is(bytes, '\r')));
}

/* One bit a byte. */
static inline unsigned pn_run_mask(__m128i bytes)
{
	return (unsigned)_mm_movemask_epi8(bytes);
}
#endif

/* Returns where blanks, tabs and line ends stop. */
static inline const char *pn_run_blanks(const char *at, const char *end)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		unsigned other = pn_run_mask(pn_run_blank(pn_run_load(at))) ^ 0xFFFF;

		if (other)
			return at + __builtin_ctz(other);
		at += 16;
	}
#endif
	while (at < end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'))
		at++;
	return at;
}

/* Returns where a run of one character stops. */
static inline const char *pn_run_of(const char *at, const char *end, char c)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		unsigned other = pn_run_mask(pn_run_is(pn_run_load(at), c)) ^ 0xFFFF;

		if (other)
			return at + __builtin_ctz(other);
		at += 16;
	}
#endif
	while (at < end && *at == c)
		at++;
	return at;
}

/* Returns where the blanks, tabs and line ends before `at` begin. */
static inline const char *pn_run_blanks_before(const char *start, const char *at)
{
#ifdef __SSE2__
	while (at - start >= 16) {
		unsigned other = pn_run_mask(pn_run_blank(pn_run_load(at - 16))) ^ 0xFFFF;

		if (other)
			return at - (__builtin_clz(other) - 16);
		at -= 16;
	}
#endif
	while (at > start && (at[-1] == ' ' || at[-1] == '\n' || at[-1] == '\t' || at[-1] == '\r'))
		at--;
	return at;
}

/* Returns the first place where one character stands before another; `end` when there is none. */
static inline const char *pn_run_to_two(const char *at, const char *end, char c, char d)
{
#ifdef __SSE2__
	for (; end - at > 32; at += 32) {
		__m128i both = _mm_and_si128(pn_run_is(pn_run_load(at), c),
					     pn_run_is(pn_run_load(at + 1), d));
		__m128i more = _mm_and_si128(pn_run_is(pn_run_load(at + 16), c),
					     pn_run_is(pn_run_load(at + 17), d));
		unsigned mask = pn_run_mask(both) | pn_run_mask(more) << 16;

		if (mask)
			return at + __builtin_ctz(mask);
	}
	while (end - at > 16) {
		unsigned both = pn_run_mask(_mm_and_si128(pn_run_is(pn_run_load(at), c),
							  pn_run_is(pn_run_load(at + 1), d)));

		if (both)
			return at + __builtin_ctz(both);
		at += 16;
	}
#endif
	for (; end - at >= 2; at++)
		if (at[0] == c && at[1] == d)
			return at;
	return end;
}

/* Returns the first place where a character stands twice; `end` when there is none. */
static inline const char *pn_run_to_pair(const char *at, const char *end, char c)
{
	return pn_run_to_two(at, end, c, c);
}

#ifdef __SSE2__
/* Which of 16 bytes are no ASCII letters, digits and underscores: one bit a byte. */
static inline unsigned pn_run_other_mask(__m128i bytes)
{
	__m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
	__m128i letter = pn_run_upto(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 25);
	__m128i digit = pn_run_upto(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), 9);

	return pn_run_mask(_mm_or_si128(_mm_or_si128(letter, digit), pn_run_is(bytes, '_'))) ^
	       0xFFFF;
}
#endif

/* Returns where ASCII letters, digits and underscores stop. */
static inline const char *pn_run_word(const char *at, const char *end)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		unsigned other = pn_run_other_mask(pn_run_load(at));

		if (other)
			return at + __builtin_ctz(other);
		at += 16;
	}
#endif
	while (at < end &&
	       (((unsigned char)(*at | 0x20) >= 'a' && (unsigned char)(*at | 0x20) <= 'z') ||
		(*at >= '0' && *at <= '9') || *at == '_'))
		at++;
	return at;
}

/* Returns the next ':', '#', tab or line feed: where a plain scalar of YAML may end. */
static inline const char *pn_run_yaml_plain(const char *at, const char *end)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		__m128i bytes = pn_run_load(at);
		unsigned stop = pn_run_mask(
			_mm_or_si128(_mm_or_si128(pn_run_is(bytes, ':'), pn_run_is(bytes, '#')),
				     _mm_or_si128(pn_run_is(bytes, '\t'), pn_run_is(bytes, '\n'))));

		if (stop)
			return at + __builtin_ctz(stop);
		at += 16;
	}
#endif
	while (at < end && *at != ':' && *at != '#' && *at != '\t' && *at != '\n')
		at++;
	return at;
}

/* Returns where printable ASCII, tabs and line ends stop. */
static inline const char *pn_run_printable(const char *at, const char *end)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		__m128i bytes = pn_run_load(at);
		__m128i printable = pn_run_upto(_mm_sub_epi8(bytes, _mm_set1_epi8(' ')), '~' - ' ');
		unsigned other = pn_run_mask(_mm_or_si128(printable, pn_run_blank(bytes))) ^ 0xFFFF;

		if (other)
			return at + __builtin_ctz(other);
		at += 16;
	}
#endif
	while (at < end &&
	       ((*at >= ' ' && *at <= '~') || *at == '\t' || *at == '\n' || *at == '\r'))
		at++;
	return at;
}

#ifdef __SSE2__
/* Which of 16 bytes are neither printable ASCII nor line feeds. */
static inline __m128i pn_run_odd_line(__m128i bytes)
{
	/* Bytes beyond ASCII are negative, and so is 0x7F when one is added. */
	__m128i odd = _mm_cmplt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8(1)), _mm_set1_epi8(' ' + 1));

	return _mm_andnot_si128(pn_run_is(bytes, '\n'), odd);
}
#endif

/* Returns where printable ASCII and line feeds stop. */
static inline const char *pn_run_lines(const char *at, const char *end)
{
#ifdef __SSE2__
	for (; end - at >= 64; at += 64) {
		__m128i a = _mm_or_si128(pn_run_odd_line(pn_run_load(at)),
					 pn_run_odd_line(pn_run_load(at + 16)));
		__m128i b = _mm_or_si128(pn_run_odd_line(pn_run_load(at + 32)),
					 pn_run_odd_line(pn_run_load(at + 48)));

		if (pn_run_mask(_mm_or_si128(a, b)))
			break;
	}
	while (end - at >= 16) {
		unsigned odd = pn_run_mask(pn_run_odd_line(pn_run_load(at)));

		if (odd)
			return at + __builtin_ctz(odd);
		at += 16;
	}
#endif
	while (at < end && ((*at >= ' ' && *at <= '~') || *at == '\n'))
		at++;
	return at;
}

/* Returns the next such character; `end` when there is none. */
static inline const char *pn_run_to(const char *at, const char *end, char c)
{
#ifdef __SSE2__
	for (; end - at >= 32; at += 32) {
		unsigned found = pn_run_mask(pn_run_is(pn_run_load(at), c)) |
				 pn_run_mask(pn_run_is(pn_run_load(at + 16), c)) << 16;

		if (found)
			return at + __builtin_ctz(found);
	}
	if (end - at >= 16) {
		unsigned found = pn_run_mask(pn_run_is(pn_run_load(at), c));

		if (found)
			return at + __builtin_ctz(found);
		at += 16;
	}
	while (at < end && *at != c)
		at++;
	return at;
#else
	const char *found = at < end ? memchr(at, c, (size_t)(end - at)) : NULL;

	return found ? found : end;
#endif
}

/* Returns where ASCII letters, digits and any of "_-./" stop: most keys in YAML. */
static inline const char *pn_run_name(const char *at, const char *end)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		__m128i bytes = pn_run_load(at);
		__m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
		__m128i letter = pn_run_upto(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 25);
		/* "-./" stand before the digits. */
		__m128i other = pn_run_upto(_mm_sub_epi8(bytes, _mm_set1_epi8('-')), '9' - '-');
		unsigned stop = pn_run_mask(_mm_or_si128(_mm_or_si128(letter, other),
							 pn_run_is(bytes, '_'))) ^
				0xFFFF;

		if (stop)
			return at + __builtin_ctz(stop);
		at += 16;
	}
#endif
	while (at < end &&
	       (((unsigned char)(*at | 0x20) >= 'a' && (unsigned char)(*at | 0x20) <= 'z') ||
		(*at >= '-' && *at <= '9') || *at == '_'))
		at++;
	return at;
}

/* Returns where ASCII stops. */
static inline const char *pn_run_ascii(const char *at, const char *end)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		unsigned other = pn_run_mask(pn_run_load(at));

		if (other)
			return at + __builtin_ctz(other);
		at += 16;
	}
#endif
	while (at < end && (unsigned char)*at < 0x80)
		at++;
	return at;
}

#ifdef __SSE2__
/* Which of 16 bytes are no printable ASCII, or a double quote or backslash: one bit a byte. */
static inline unsigned pn_run_odd_mask(__m128i bytes)
{
	/* Bytes beyond ASCII are negative, and so less than a blank as control characters are. */
	__m128i odd =
		_mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')), pn_run_is(bytes, 0x7F));

	return pn_run_mask(
		_mm_or_si128(odd, _mm_or_si128(pn_run_is(bytes, '"'), pn_run_is(bytes, '\\'))));
}
#endif

/* Returns the first byte that is no printable ASCII, or a double quote or backslash. */
static inline const char *pn_run_plain_text(const char *at, const char *end)
{
#ifdef __SSE2__
	const char *start = at;
	unsigned odd;

	for (; end - at >= 16; at += 16) {
		odd = pn_run_odd_mask(pn_run_load(at));
		if (odd)
			return at + __builtin_ctz(odd);
	}
	if (at > start) { /* the last 16 bytes again, of which those before `at` are left out */
		odd = pn_run_odd_mask(pn_run_load(end - 16)) >> (16 - (end - at));
		return odd ? at + __builtin_ctz(odd) : end;
	}
#endif
	while (at < end && *at != '"' && *at != '\\' && *at >= ' ' && *at < 0x7F)
		at++;
	return at;
}

/*
 * Returns the first byte that ends a JSON string's plain run: a quote, a backslash or a control
 * character. *ascii becomes false when the run may hold bytes above 0x7F.
 */
static inline const char *pn_run_json_text(const char *at, const char *end, bool *ascii)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		__m128i bytes = pn_run_load(at);
		unsigned stop = pn_run_mask(
			_mm_or_si128(_mm_or_si128(pn_run_is(bytes, '"'), pn_run_is(bytes, '\\')),
				     pn_run_upto(bytes, 0x1F)));

		*ascii = *ascii && !pn_run_mask(bytes);
		if (stop)
			return at + __builtin_ctz(stop);
		at += 16;
	}
#endif
	for (; at < end && *at != '"' && *at != '\\' && (unsigned char)*at > 0x1F; at++)
		*ascii = *ascii && (unsigned char)*at < 0x80;
	return at;
}

/*
 * Returns the first byte that does not stand in a JSON string as it is: a quote, a backslash, a
 * control character, what is no ASCII; with `html` one of "<>&", too.
 */
static inline const char *pn_run_json_plain(const char *at, const char *end, bool html)
{
#ifdef __SSE2__
	for (; end - at >= 16; at += 16) {
		__m128i bytes = pn_run_load(at);
		/* Bytes beyond ASCII are negative, and so less than a blank. */
		__m128i odd =
			_mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')),
				     _mm_or_si128(pn_run_is(bytes, '"'), pn_run_is(bytes, '\\')));
		unsigned stop;

		if (html) /* '<' is '>' but for a bit */
			odd = _mm_or_si128(
				_mm_or_si128(odd, pn_run_is(bytes, '&')),
				pn_run_is(_mm_or_si128(bytes, _mm_set1_epi8('<' ^ '>')), '>'));
		stop = pn_run_mask(odd);
		if (stop)
			return at + __builtin_ctz(stop);
	}
#endif
	while (at < end && *at >= ' ' && (unsigned char)*at < 0x80 && *at != '"' && *at != '\\' &&
	       !(html && (*at == '<' || *at == '>' || *at == '&')))
		at++;
	return at;
}

/* Returns the next quote of a kind, backslash, tab or line feed. */
static inline const char *pn_run_yaml_quoted(const char *at, const char *end, char quote)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		__m128i bytes = pn_run_load(at);
		unsigned stop = pn_run_mask(
			_mm_or_si128(_mm_or_si128(pn_run_is(bytes, quote), pn_run_is(bytes, '\\')),
				     _mm_or_si128(pn_run_is(bytes, '\t'), pn_run_is(bytes, '\n'))));

		if (stop)
			return at + __builtin_ctz(stop);
		at += 16;
	}
#endif
	while (at < end && *at != quote && *at != '\\' && *at != '\t' && *at != '\n')
		at++;
	return at;
}

#ifdef __SSE2__
/* Whether 32 bytes are printable ASCII, tabs and line feeds. */
static inline bool pn_run_is_plain_32(const char *at)
{
	for (const char *end = at + 32; at < end; at++)
		if ((*at < ' ' || *at > '~') && *at != '\t' && *at != '\n')
			return false;
	return true;
}
#endif

/* Whether there is nothing but printable ASCII, tabs and line feeds. */
static inline bool pn_run_is_plain_ascii(const char *at, const char *end)
{
#ifdef __SSE2__
	for (; end - at >= 32; at += 32) {
		__m128i odd = _mm_or_si128(pn_run_odd_line(pn_run_load(at)),
					   pn_run_odd_line(pn_run_load(at + 16)));

		if (pn_run_mask(odd) && !pn_run_is_plain_32(at))
			return false;
	}
#endif
	while (at < end && ((*at >= ' ' && *at <= '~') || *at == '\t' || *at == '\n'))
		at++;
	return at == end;
}

/*
 * Copies a line with its line feed, or what there is up to `end`, and moves *at behind it. Returns
 * where the copy ends; so many bytes behind that may be written, too.
 */
enum { PN_RUN_SLACK = 16 };
static inline char *pn_run_copy_line(char *to, const char **at, const char *end)
{
	const char *from = *at, *stop;

#ifdef __SSE2__
	for (; end - from >= 16; from += 16, to += 16) {
		__m128i bytes = pn_run_load(from);
		unsigned mask = pn_run_mask(pn_run_is(bytes, '\n'));

		_mm_storeu_si128((__m128i *)(void *)to, bytes);
		if (mask) {
			unsigned count = (unsigned)__builtin_ctz(mask) + 1;

			*at = from + count;
			return to + count;
		}
	}
#endif
	stop = from < end ? memchr(from, '\n', (size_t)(end - from)) : NULL;
	stop = stop ? stop + 1 : end;
	memcpy(to, from, (size_t)(stop - from));
	*at = stop;
	return to + (stop - from);
}

/* Writes blanks; returns where they end. The same slack is needed. */
static inline char *pn_run_put_blanks(char *to, size_t count)
{
#ifdef __SSE2__
	__m128i blanks = _mm_set1_epi8(' ');

	for (size_t i = 0; i < count; i += 16)
		_mm_storeu_si128((__m128i *)(void *)(to + i), blanks);
#else
	memset(to, ' ', count);
#endif
	return to + count;
}

/* Returns the last place where a character stands twice; NULL when there is none. */
static inline const char *pn_run_last_pair(const char *start, const char *end, char c)
{
#ifdef __SSE2__
	for (; end - start > 16; end -= 16) {
		unsigned both = pn_run_mask(_mm_and_si128(pn_run_is(pn_run_load(end - 17), c),
							  pn_run_is(pn_run_load(end - 16), c)));

		if (both)
			return end - 17 + (31 - __builtin_clz(both));
	}
#endif
	for (; end - start >= 2; end--)
		if (end[-1] == c && end[-2] == c)
			return end - 2;
	return NULL;
}

#endif
