/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The C library's functions on bytes, for the program that is linked with musl, whose own take a
 * byte or a word at a time: what parses and prints spends a tenth of its time in them. Sixteen at a
 * time here, with what every x86-64 processor has. Compiled so that the compiler does not make
 * calls to them out of them.
 */
#include <emmintrin.h>
#include <stddef.h>
#include <stdint.h>

typedef uint16_t any16 __attribute__((may_alias, aligned(1)));
typedef uint32_t any32 __attribute__((may_alias, aligned(1)));
typedef uint64_t any64 __attribute__((may_alias, aligned(1)));

enum { WIDTH = 16, MANY = 2048 /* from where on the processor's own copying wins */ };

void *memmove(void *to, const void *from, size_t n);
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memset(void *to, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *s, int c, size_t n);
size_t strlen(const char *s);

static inline __m128i load(const void *at)
{
	return _mm_loadu_si128(at);
}

static inline void store(void *at, __m128i bytes)
{
	_mm_storeu_si128(at, bytes);
}

/* ---- copying ---- */

/* Copies up to 16 bytes: the first and the last ones, which may overlap. */
static inline void copy_few(char *to, const char *from, size_t n)
{
	if (n >= 8) {
		uint64_t first = *(const any64 *)from, last = *(const any64 *)(from + n - 8);

		*(any64 *)to = first;
		*(any64 *)(to + n - 8) = last;
	} else if (n >= 4) {
		uint32_t first = *(const any32 *)from, last = *(const any32 *)(from + n - 4);

		*(any32 *)to = first;
		*(any32 *)(to + n - 4) = last;
	} else if (n) {
		char first = from[0], middle = from[n / 2], last = from[n - 1];

		to[0] = first;
		to[n / 2] = middle;
		to[n - 1] = last;
	}
}

/* Copies more than 64 bytes upwards; what is read may be what was written before. */
static void copy_up(char *to, const char *from, size_t n)
{
	const char *end = from + n - 4 * WIDTH;
	char *last = to + n - 4 * WIDTH;
	__m128i a = load(end), b = load(end + 16), c = load(end + 32), d = load(end + 48);

	for (; from < end; from += 4 * WIDTH, to += 4 * WIDTH) {
		__m128i w = load(from), x = load(from + 16), y = load(from + 32),
			z = load(from + 48);

		store(to, w);
		store(to + 16, x);
		store(to + 32, y);
		store(to + 48, z);
	}
	store(last, a);
	store(last + 16, b);
	store(last + 32, c);
	store(last + 48, d);
}

/* ... downwards. */
static void copy_down(char *to, const char *from, size_t n)
{
	__m128i a = load(from), b = load(from + 16), c = load(from + 32), d = load(from + 48);

	for (; n > 4 * WIDTH; n -= 4 * WIDTH) {
		const char *at = from + n - 4 * WIDTH;
		__m128i w = load(at), x = load(at + 16), y = load(at + 32), z = load(at + 48);

		store(to + n - 64, w);
		store(to + n - 48, x);
		store(to + n - 32, y);
		store(to + n - 16, z);
	}
	store(to, a);
	store(to + 16, b);
	store(to + 32, c);
	store(to + 48, d);
}

static void copy_many(char *to, const char *from, size_t n)
{
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
}

void *memmove(void *to, const void *from, size_t n)
{
	if (n <= WIDTH) {
		copy_few(to, from, n);
	} else if (n <= 2 * WIDTH) {
		__m128i first = load(from), last = load((const char *)from + n - WIDTH);

		store(to, first);
		store((char *)to + n - WIDTH, last);
	} else if (n <= 4 * WIDTH) {
		const char *end = (const char *)from + n;
		__m128i a = load(from), b = load((const char *)from + 16), c = load(end - 32),
			d = load(end - 16);

		store(to, a);
		store((char *)to + 16, b);
		store((char *)to + n - 32, c);
		store((char *)to + n - 16, d);
	} else if ((uintptr_t)to - (uintptr_t)from < n) {
		copy_down(to, from, n);
	} else if (n >= MANY && (uintptr_t)from - (uintptr_t)to >= n) {
		copy_many(to, from, n);
	} else {
		copy_up(to, from, n);
	}
	return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
	return memmove(to, from, n);
}

void *memset(void *to, int c, size_t n)
{
	uint64_t eight = (uint8_t)c * UINT64_C(0x0101010101010101);
	__m128i bytes = _mm_set1_epi64x((long long)eight);
	char *at = to, *end = at + n;

	if (n >= MANY) {
		void *from = to;

		__asm__ volatile("rep stosb" : "+D"(from), "+c"(n) : "a"(c) : "memory");
	} else if (n >= WIDTH) {
		for (; end - at >= 4 * WIDTH; at += 4 * WIDTH) {
			store(at, bytes);
			store(at + 16, bytes);
			store(at + 32, bytes);
			store(at + 48, bytes);
		}
		for (; end - at > WIDTH; at += WIDTH)
			store(at, bytes);
		store(end - WIDTH, bytes);
	} else if (n >= 8) {
		*(any64 *)at = eight;
		*(any64 *)(end - 8) = eight;
	} else if (n >= 4) {
		*(any32 *)at = (uint32_t)eight;
		*(any32 *)(end - 4) = (uint32_t)eight;
	} else if (n) {
		at[0] = at[n / 2] = end[-1] = (char)c;
	}
	return to;
}

/* ---- comparing ---- */

static inline int order_of(uint64_t a, uint64_t b)
{
	a = __builtin_bswap64(a);
	b = __builtin_bswap64(b);
	return a < b ? -1 : a > b;
}

/* Which of 16 bytes differ, one bit a byte. */
static inline unsigned differences(const unsigned char *a, const unsigned char *b)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(load(a), load(b))) ^ 0xFFFF;
}

static int compare_few(const unsigned char *a, const unsigned char *b, size_t n)
{
	if (n >= 8) {
		int order = order_of(*(const any64 *)a, *(const any64 *)b);

		return order ? order
			     : order_of(*(const any64 *)(a + n - 8), *(const any64 *)(b + n - 8));
	}
	if (n >= 4) {
		uint64_t x = (uint64_t) * (const any32 *)a | (uint64_t) * (const any32 *)(a + n - 4)
								     << 32;
		uint64_t y = (uint64_t) * (const any32 *)b | (uint64_t) * (const any32 *)(b + n - 4)
								     << 32;

		return order_of(x, y);
	}
	for (size_t i = 0; i < n; i++) {
		if (a[i] != b[i])
			return a[i] - b[i];
	}
	return 0;
}

int memcmp(const void *first, const void *second, size_t n)
{
	const unsigned char *a = first, *b = second;
	unsigned found = 0;
	size_t i = 0;

	if (n < WIDTH)
		return compare_few(a, b, n);
	for (; n - i > WIDTH && !(found = differences(a + i, b + i)); i += WIDTH)
		;
	if (!found) {
		i = n - WIDTH;
		found = differences(a + i, b + i);
	}
	i += found ? (unsigned)__builtin_ctz(found) : 0;
	return found ? a[i] - b[i] : 0;
}

/* ---- finding: blocks that lie at multiples of 16 lie in one page, so that all may be read ---- */

static inline unsigned matches(const char *block, __m128i c)
{
	return (unsigned)_mm_movemask_epi8(
		_mm_cmpeq_epi8(_mm_load_si128((const __m128i *)(const void *)block), c));
}

static inline const char *block_of(const char *s)
{
	return (const char *)((uintptr_t)s & ~(uintptr_t)(WIDTH - 1));
}

void *memchr(const void *s, int c, size_t n)
{
	const char *start = s, *block = block_of(start), *end = start + n;
	__m128i wanted = _mm_set1_epi8((char)c);
	unsigned found;

	if (!n)
		return NULL;
	if (end < start) /* as far as the memory goes */
		end = (const char *)UINTPTR_MAX;
	found = matches(block, wanted) & (0xFFFFu << (start - block));
	for (block += WIDTH; !found && block < end; block += WIDTH)
		found = matches(block, wanted);
	if (!found)
		return NULL;
	block += __builtin_ctz(found) - WIDTH;
	return block < end ? (void *)(uintptr_t)block : NULL;
}

size_t strlen(const char *s)
{
	const char *block = block_of(s);
	unsigned found = matches(block, _mm_setzero_si128()) & (0xFFFFu << (s - block));

	while (!found) {
		block += WIDTH;
		found = matches(block, _mm_setzero_si128());
	}
	return (size_t)(block + __builtin_ctz(found) - s);
}
