/* SPDX-License-Identifier: Apache-2.0 */
/* malloc and its like of the program that is linked with musl, under names of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What stands in for musl's own. */
static size_t small_ones;
void *libc_malloc(size_t size);
void *libc_realloc(void *block, size_t size);
void libc_free(void *block);

void *libc_malloc(size_t size)
{
	small_ones++;
	return malloc(size);
}

void *libc_realloc(void *block, size_t size)
{
	return realloc(block, size);
}

void libc_free(void *block)
{
	free(block);
}

void *our_malloc(size_t size);
void *our_calloc(size_t count, size_t size);
void *our_realloc(void *block, size_t size);
void our_free(void *block);

#define __libc_malloc libc_malloc
#define __libc_realloc libc_realloc
#define __libc_free libc_free
#define malloc our_malloc
#define calloc our_calloc
#define realloc our_realloc
#define free our_free
#include "../cli/musl/malloc.c"

/* Says whether there is such memory: not where memory is watched. */
static bool has_region(void)
{
	void *block = memory_take(64);

	if (block)
		memory_give(block, 64);
	return block != NULL;
}

static void large_blocks_are_the_programs(void **state)
{
	char *small = our_malloc(LARGE - 1), *large = our_malloc(LARGE);

	(void)state;
	assert_false(memory_has(small));
	assert_true(memory_has(large) == has_region());
	assert_int_equal((uintptr_t)large % _Alignof(max_align_t), 0);
	memset(large, 'x', LARGE);
	our_free(large);
	our_free(small);
	our_free(NULL);
}

static void contents_move_with_blocks(void **state)
{
	char *block = our_malloc(10000);

	(void)state;
	for (int i = 0; i < 10000; i++)
		block[i] = (char)i;
	block = our_realloc(block, 30000);
	assert_true(block[0] == 0 && block[9999] == (char)9999);
	block = our_realloc(block, 100);
	assert_true(block[0] == 0 && block[99] == 99);
	assert_false(memory_has(block));
	block = our_realloc(block, 20000);
	assert_true(block[99] == 99);
	our_free(block);
}

static void memory_that_is_used_again_is_cleared(void **state)
{
	char *block = our_malloc(50000);

	(void)state;
	memset(block, 'x', 50000);
	our_free(block);
	block = our_calloc(500, 100);
	for (int i = 0; i < 50000; i++)
		assert_int_equal(block[i], 0);
	our_free(block);
}

static void what_is_too_large_is_refused(void **state)
{
	volatile size_t most = SIZE_MAX;
	void *block;

	(void)state;
	errno = 0;
	block = our_calloc(most / 2, 3);
	assert_null(block);
	assert_int_equal(errno, ENOMEM);
	assert_null(take_large(most - 8));
	small_ones = 0;
	block = our_malloc((size_t)256 << 20); /* as large as all of the memory: musl's own */
	assert_int_equal(small_ones, 1);
	assert_false(memory_has(block));
	our_free(block);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(large_blocks_are_the_programs),
		cmocka_unit_test(contents_move_with_blocks),
		cmocka_unit_test(memory_that_is_used_again_is_cleared),
		cmocka_unit_test(what_is_too_large_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
