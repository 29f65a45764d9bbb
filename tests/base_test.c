/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

static void arena_grows_and_rewinds(void **state)
{
	pn_arena arena;
	pn_mark_point mark;
	char *p;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	p = pn_alloc(&arena, 100);
	assert_non_null(p);
	assert_ptr_equal(pn_realloc(&arena, p, 100, 200), p);
	mark = pn_arena_mark(&arena);
	assert_non_null(pn_alloc(&arena, 1 << 20));
	pn_arena_rewind(&arena, mark);
	assert_int_equal(arena.used, 16 * 1024);
	pn_arena_finish(&arena);
}

static void arena_refuses_beyond_its_limit(void **state)
{
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 64 * 1024);
	assert_non_null(pn_alloc(&arena, 1000));
	assert_null(pn_alloc(&arena, 1 << 20));
	assert_true(arena.failed && arena.over_limit);
	assert_null(pn_alloc_array(&arena, SIZE_MAX / 2, 16));
	pn_arena_finish(&arena);
}

static void utf8_counts_bad_bytes_one_by_one(void **state)
{
	size_t width;

	(void)state;
	assert_int_equal(pn_utf8_count(PN_STR("a\xff\xe2\x82z")), 5);
	assert_int_equal(pn_utf8_decode(PN_STR("\xed\xa0\x80"), &width), PN_RUNE_ERROR);
	assert_int_equal(width, 1);
	assert_int_equal(pn_utf8_decode_last(PN_STR("a\xe2\x82\xac"), &width), 0x20AC);
	assert_int_equal(width, 3);
}

static void strings_find_and_replace(void **state)
{
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	assert_int_equal(pn_str_find_last(PN_STR("a/b/c"), PN_STR("/")), 3);
	assert_true(pn_str_eq(pn_str_replace(&arena, PN_STR("a--b--"), PN_STR("--"), PN_STR("+")),
			      PN_STR("a+b+")));
	pn_arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_grows_and_rewinds),
		cmocka_unit_test(arena_refuses_beyond_its_limit),
		cmocka_unit_test(utf8_counts_bad_bytes_one_by_one),
		cmocka_unit_test(strings_find_and_replace),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
