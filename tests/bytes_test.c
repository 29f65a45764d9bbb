/* SPDX-License-Identifier: Apache-2.0 */
/* The functions on bytes of the program that is linked with musl, compared with the C library's. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define memmove own_memmove
#define memcpy own_memcpy
#define memset own_memset
#define memcmp own_memcmp
#define memchr own_memchr
#define strlen own_strlen
#include "../cli/musl/bytes.c"
#undef memmove
#undef memcpy
#undef memset
#undef memcmp
#undef memchr
#undef strlen

enum { MOST = 700, LARGE = 5000 };

/* Sizes up to MOST, then some large ones. */
static size_t next_size(size_t n)
{
	return n < MOST ? n + 1 : n * 3 / 2;
}

static void fill(char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(i * 7 + i / 256 + 1);
}

static void copies_may_overlap(void **state)
{
	static char got[3 * LARGE], want[3 * LARGE];

	(void)state;
	for (size_t n = 0; n < LARGE; n = next_size(n)) {
		for (int shift = -70; shift <= 70; shift += shift > -20 && shift < 20 ? 1 : 10) {
			fill(got, sizeof got);
			fill(want, sizeof want);
			assert_ptr_equal(own_memmove(got + 100 + shift, got + 100, n),
					 got + 100 + shift);
			memmove(want + 100 + shift, want + 100, n);
			assert_memory_equal(got, want, sizeof got);
		}
		fill(got, sizeof got);
		fill(want, sizeof want);
		own_memcpy(got + LARGE + 1, got + 3, n < LARGE - 8 ? n : 0);
		memcpy(want + LARGE + 1, want + 3, n < LARGE - 8 ? n : 0);
		assert_memory_equal(got, want, sizeof got);
	}
}

static void memory_is_set(void **state)
{
	static char got[LARGE + 32], want[LARGE + 32];

	(void)state;
	for (size_t n = 0; n < LARGE; n = next_size(n)) {
		fill(got, sizeof got);
		fill(want, sizeof want);
		assert_ptr_equal(own_memset(got + n % 17, 0x1A5, n), got + n % 17);
		memset(want + n % 17, 0x1A5, n);
		assert_memory_equal(got, want, sizeof got);
	}
}

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void the_first_difference_counts(void **state)
{
	static char a[MOST + 8], b[MOST + 8];

	(void)state;
	fill(a, sizeof a);
	for (size_t n = 0; n < 200; n++) {
		memcpy(b, a, sizeof b);
		assert_int_equal(own_memcmp(a + 1, b + 1, n), 0);
		for (size_t i = 0; i < n; i++) {
			b[1 + i] = (char)(b[1 + i] + 0x80);
			b[1 + n - 1] ^= 1;
			assert_int_equal(sign(own_memcmp(a + 1, b + 1, n)),
					 sign(memcmp(a + 1, b + 1, n)));
			memcpy(b, a, sizeof b);
		}
	}
}

/* Nothing is read beyond the page that the text ends in. */
static void the_end_of_a_page_is_the_end(void **state)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *pages =
		mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)state;
	assert_true(pages != MAP_FAILED);
	assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
	memset(pages, 'x', page);
	for (size_t n = 0; n < 100; n++) {
		char *text = pages + page - n - 1;

		text[n] = '\0';
		assert_int_equal(own_strlen(text), n);
		text[n] = 'x';
		text[n / 2] = 'y';
		assert_ptr_equal(own_memchr(text, 'y', n + 1), text + n / 2);
		assert_ptr_equal(own_memchr(text, 'y', (size_t)-1), text + n / 2);
		assert_null(own_memchr(text, 'z', n + 1));
		assert_null(own_memchr(text, 'y', n / 2));
		assert_int_equal(own_memcmp(text, text, n + 1), 0);
		own_memmove(text, text, n + 1);
		text[n / 2] = 'x';
	}
	munmap(pages, 2 * page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_may_overlap),
		cmocka_unit_test(memory_is_set),
		cmocka_unit_test(the_first_difference_counts),
		cmocka_unit_test(the_end_of_a_page_is_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
