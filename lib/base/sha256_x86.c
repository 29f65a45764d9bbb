/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SHA-256 by the instructions that x86 processors have for it: five times as fast, and charts hash
 * more than they hold (Airflow's 120 KB of ConfigMaps and Secrets for its checksums). Whether they
 * are there is asked of the C library, which knows: to ask the processor again takes as long as
 * hashing 40 KB where a hypervisor answers.
 */
#include "base/sha256.h"

#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#define HAS_X86 1
#include <immintrin.h>
#include <sys/platform/x86.h>
#endif
#endif

#ifdef HAS_X86

/* The state as the instructions want it: a, b, e, f and c, d, g, h. */
typedef struct halves {
	__m128i abef, cdgh;
} halves;

__attribute__((target("sha,sse4.1"))) static halves load_state(const uint32_t state[8])
{
	__m128i cdab =
		_mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0xB1);
	__m128i efgh = _mm_shuffle_epi32(
		_mm_loadu_si128((const __m128i *)(const void *)(state + 4)), 0x1B);

	return (halves){ _mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xF0) };
}

__attribute__((target("sha,sse4.1"))) static void store_state(uint32_t state[8], halves h)
{
	__m128i feba = _mm_shuffle_epi32(h.abef, 0x1B), dchg = _mm_shuffle_epi32(h.cdgh, 0xB1);

	_mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xF0));
	_mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Returns words i .. i + 3 of the schedule, of which m holds the sixteen before. */
__attribute__((target("sha,sse4.1"))) static inline __m128i next_words(const __m128i m[4], int i)
{
	__m128i seven_ago = _mm_alignr_epi8(m[(i + 3) & 3], m[(i + 2) & 3], 4);
	__m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(m[i & 3], m[(i + 1) & 3]), seven_ago);

	return _mm_sha256msg2_epu32(sum, m[(i + 3) & 3]);
}

__attribute__((target("sha,sse4.1"))) static halves mix_block(halves h, const unsigned char *p)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	halves start = h;
	__m128i m[4];

	for (int i = 0; i < 16; i++) {
		__m128i k = _mm_loadu_si128(
			(const __m128i *)(const void *)(pn_sha256_constants + 4 * i));

		if (i < 4)
			m[i] = _mm_shuffle_epi8(
				_mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i)), swap);
		else
			m[i & 3] = next_words(m, i);
		k = _mm_add_epi32(k, m[i & 3]);
		h.cdgh = _mm_sha256rnds2_epu32(h.cdgh, h.abef, k);
		h.abef = _mm_sha256rnds2_epu32(h.abef, h.cdgh, _mm_shuffle_epi32(k, 0x0E));
	}
	return (halves){ _mm_add_epi32(h.abef, start.abef), _mm_add_epi32(h.cdgh, start.cdgh) };
}

__attribute__((target("sha,sse4.1"))) static void mix_blocks(uint32_t state[8],
							     const unsigned char *p, size_t count)
{
	halves h = load_state(state);

	for (size_t i = 0; i < count; i++)
		h = mix_block(h, p + 64 * i);
	store_state(state, h);
}

bool pn_sha256_blocks_x86(uint32_t state[8], const unsigned char *p, size_t count)
{
	if (!CPU_FEATURE_ACTIVE(SHA) || !CPU_FEATURE_ACTIVE(SSE4_1))
		return false;
	mix_blocks(state, p, count);
	return true;
}

#else

bool pn_sha256_blocks_x86(uint32_t state[8], const unsigned char *p, size_t count)
{
	(void)state;
	(void)p;
	(void)count;
	return false;
}

#endif
