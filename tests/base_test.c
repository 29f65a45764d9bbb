/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/run.h"
#include "base/sort.h"
#include "base/str.h"
#include "base/utf8.h"
#include "failing.h"

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
	assert_int_equal(arena.used, 4 * 1024);
	pn_arena_finish(&arena);
}

/* Large blocks get chunks of their own, and the room that is left before them is used. */
static void arena_keeps_the_room_beside_large_blocks(void **state)
{
	struct failing f = { .fail_at = SIZE_MAX };
	const pintle_allocator mem = { failing_resize, &f };
	pn_arena arena;
	pn_mark_point mark;
	char *small, *large[3];
	size_t held;

	(void)state;
	pn_arena_init(&arena, &mem, 0);
	mark = pn_arena_mark(&arena);
	assert_non_null(pn_alloc(&arena, 100000));
	pn_arena_rewind(&arena, mark);
	assert_int_equal(f.held, 0);
	small = pn_alloc(&arena, 100);
	mark = pn_arena_mark(&arena);
	held = f.held;
	for (int i = 0; i < 3; i++) {
		large[i] = pn_alloc(&arena, 5000);
		memset(large[i], i, 5000);
	}
	assert_ptr_equal(pn_alloc(&arena, 16), small + 112);
	for (int i = 0; i < 3; i++)
		assert_int_equal(large[i][4999], i);
	pn_arena_rewind(&arena, mark);
	assert_int_equal(f.held, held);
	assert_int_equal(arena.used, held);
	assert_ptr_equal(pn_alloc(&arena, 16), small + 112);
	assert_non_null(pn_alloc(&arena, 4000)); /* the room is left for good */
	assert_non_null(pn_alloc(&arena, 5000));
	pn_arena_rewind(&arena, mark);
	assert_int_equal(arena.used, held);
	pn_arena_finish(&arena);
	assert_int_equal(f.held, 0);
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

typedef struct card {
	int rank, number;
	char rest[200]; /* items of any size move whole */
} card;

static int by_rank(const void *a, const void *b)
{
	const card *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Equal ones keep their order, however many there are and however they lie. */
static void sorting_keeps_the_order_of_equals(void **state)
{
	static card cards[500];
	unsigned seed = 1;

	(void)state;
	for (size_t count = 0; count <= 500; count += count < 40 ? 1 : 115) {
		for (int kinds = 1; kinds < 300; kinds = kinds * 4 + 1) {
			for (size_t i = 0; i < count; i++) {
				seed = seed * 1103515245 + 12345;
				cards[i].rank = (int)(seed >> 16) % kinds;
				cards[i].rest[199] = (char)i;
				cards[i].number = (int)i;
			}
			pn_sort(cards, count, sizeof *cards, by_rank);
			for (size_t i = 1; i < count; i++) {
				assert_true(cards[i - 1].rank <= cards[i].rank);
				assert_true(cards[i - 1].rank < cards[i].rank ||
					    cards[i - 1].number < cards[i].number);
				assert_int_equal(cards[i].rest[199], (char)cards[i].number);
			}
		}
	}
}

/* Returns where the first byte from `at` on is that stops a run of 'a', or `length`. */
static int expected(const char *text, int at, int length)
{
	while (at < length && text[at] == 'a')
		at++;
	return at;
}

/* Runs end at the same byte wherever it stands, and however many are looked at together. */
static void runs_stop_at_every_place(void **state)
{
	static const char stops[] = "\"\\\n\x1f\x7f\xff\x80";
	char text[80];

	(void)state;
	for (int length = 0; length < 70; length++) {
		for (int stop = 0; stop <= length; stop++) {
			const char *end = text + length, *at = text + stop / 2;

			memset(text, 'a', sizeof text);
			text[stop] = stops[stop % 7];
			assert_int_equal(pn_run_plain_text(at, end) - text,
					 expected(text, stop / 2, length));
			assert_int_equal(pn_run_word(at, end) - text,
					 expected(text, stop / 2, length));
			assert_int_equal(pn_run_name(at, end) - text,
					 expected(text, stop / 2, length));
			assert_int_equal(pn_run_lines(at, end) - text,
					 strchr("\"\\\n", text[stop])
						 ? length
						 : expected(text, stop / 2, length));
			assert_int_equal(pn_run_to(at, end, text[stop]) - text,
					 expected(text, stop / 2, length));
			assert_int_equal(pn_run_to_two(at, end, text[stop], 'a') - text,
					 stop + 1 < length ? stop : length);
			text[stop] = '{';
			text[stop + 1] = '{';
			assert_int_equal(pn_run_to_pair(at, end, '{') - text,
					 stop + 1 < length ? stop : length);
			memset(text, ' ', sizeof text);
			text[stop] = 'a';
			assert_int_equal(pn_run_blanks_before(text, end) - text,
					 stop < length ? stop + 1 : 0);
		}
	}
}

static void arenas_begin_in_blocks(void **state)
{
	_Alignas(16) char block[100];
	pn_mark_point mark;
	pn_arena arena;
	size_t room;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	pn_arena_begin(&arena, block, sizeof block);
	assert_ptr_equal(pn_alloc(&arena, 30), block);
	mark = pn_arena_mark(&arena);
	assert_ptr_equal(pn_alloc(&arena, 64), block + 32);
	assert_int_equal(arena.used, 0);
	memset(pn_alloc(&arena, 1000), 1, 1000);
	assert_true(arena.used > 1000);
	pn_arena_rewind(&arena, mark);
	assert_int_equal(arena.used, 0);
	assert_ptr_equal(pn_arena_room(&arena, 60, &room), block + 32);
	assert_int_equal(room, 64);
	assert_ptr_equal(pn_alloc(&arena, 61), block + 32);
	assert_ptr_not_equal(pn_arena_room(&arena, 60, &room), block + 96);
	assert_true(room >= 60);
	pn_arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arenas_begin_in_blocks),
		cmocka_unit_test(arena_grows_and_rewinds),
		cmocka_unit_test(arena_keeps_the_room_beside_large_blocks),
		cmocka_unit_test(arena_refuses_beyond_its_limit),
		cmocka_unit_test(utf8_counts_bad_bytes_one_by_one),
		cmocka_unit_test(strings_find_and_replace),
		cmocka_unit_test(sorting_keeps_the_order_of_equals),
		cmocka_unit_test(runs_stop_at_every_place),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
