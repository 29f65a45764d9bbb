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

/* One bit a byte. */
static inline unsigned pn_run_mask(__m128i bytes)
{
	return (unsigned)_mm_movemask_epi8(bytes);
}
#endif

/* Returns where JSON's blanks end. */
static inline const char *pn_run_json_blanks(const char *at, const char *end)
{
#ifdef __SSE2__
	while (end - at >= 16) {
		__m128i bytes = pn_run_load(at);
		__m128i blank =
			_mm_or_si128(_mm_or_si128(pn_run_is(bytes, ' '), pn_run_is(bytes, '\n')),
				     _mm_or_si128(pn_run_is(bytes, '\t'), pn_run_is(bytes, '\r')));
		unsigned other = pn_run_mask(blank) ^ 0xFFFF;

		if (other)
			return at + __builtin_ctz(other);
		at += 16;
	}
#endif
	while (at < end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'))
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

#endif
