/* SPDX-License-Identifier: Apache-2.0 */
/* diff: what a command line cannot reach: sequences, and changes put back into where they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "diff/parts.h"

static pn_arena arena;
static pn_error err;
static pintle_limits limits;
static pn_cx cx;

static int begin(void **state)
{
	(void)state;
	limits = pn_limits_complete(NULL);
	pn_arena_init(&arena, NULL, 0);
	pn_error_init(&err, NULL);
	cx = (pn_cx){ &arena, &err, &limits, NULL, NULL };
	return 0;
}

static int end(void **state)
{
	(void)state;
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return 0;
}

/* ---- randomness with a seed ---- */

static uint64_t seed;

static uint32_t pick(uint32_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % below;
}

/* ---- sequences ---- */

/* The length of a longest common sequence, by the book. */
static uint32_t common_length(const uint64_t *a, uint32_t n, const uint64_t *b, uint32_t m)
{
	static uint32_t table[64][64];

	memset(table, 0, sizeof table);
	for (uint32_t i = 1; i <= n; i++) {
		for (uint32_t j = 1; j <= m; j++) {
			uint32_t best = table[i - 1][j] > table[i][j - 1] ? table[i - 1][j]
									  : table[i][j - 1];

			table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : best;
		}
	}
	return table[n][m];
}

/* Partners must be equal and stand in one order; returns how many there are. */
static uint32_t check_partners(const uint64_t *a, const uint64_t *b, const pn_partners *p)
{
	uint32_t count = 0, last = 0;

	for (uint32_t i = 0; i < p->count[0]; i++) {
		uint32_t j = p->of[0][i];

		if (j == PN_NO_INDEX)
			continue;
		assert_true(a[i] == b[j]);
		assert_int_equal(p->of[1][j], i);
		assert_true(!count || j > last);
		last = j;
		count++;
	}
	return count;
}

static void common_sequences_are_longest(void **state)
{
	uint64_t a[40], b[40];

	(void)state;
	for (seed = 0; seed < 3000;) {
		uint64_t this_one = seed;
		uint32_t n = pick(40), m = pick(40), kinds = 1 + pick(12);
		pn_mark_point mark = pn_arena_mark(&arena);
		pn_partners p;

		for (uint32_t i = 0; i < n; i++)
			a[i] = pick(kinds);
		for (uint32_t i = 0; i < m; i++)
			b[i] = pick(kinds);
		assert_true(pn_partners_init(&cx, &p, n, m));
		assert_true(pn_align(&cx, a, b, &p));
		assert_int_equal(check_partners(a, b, &p), common_length(a, n, b, m));
		pn_arena_rewind(&arena, mark);
		seed = this_one + 1;
	}
}

/* Sequences too far apart for a full search still have their common items in order. */
static void long_sequences_end_soon(void **state)
{
	enum { LONG = 60000 };
	uint64_t *a = malloc(LONG * sizeof *a), *b = malloc(LONG * sizeof *b);
	pn_partners p;

	(void)state;
	seed = 1;
	for (uint32_t i = 0; i < LONG; i++) {
		a[i] = i % 3 ? i : pick(1000000);
		b[i] = i % 5 ? i : pick(1000000);
	}
	assert_true(pn_partners_init(&cx, &p, LONG, LONG));
	assert_true(pn_align(&cx, a, b, &p));
	assert_true(check_partners(a, b, &p) > LONG / 2);
	free(a);
	free(b);
}

/* ---- changes and the way back ---- */

static const char *const words[] = {
	"a", "b", "name", "key", "port", "x y", "1", "--v=1", "--v=2"
};
enum { WORDS = sizeof words / sizeof *words };

static pn_value random_scalar(void)
{
	switch (pick(6)) {
	case 0:
		return pn_nil();
	case 1:
		return pn_bool(pick(2));
	case 2:
		return pn_int(pick(4));
	case 3:
		return pn_float((double)pick(4) / 2);
	default:
		return pn_string(pn_str_from(words[pick(WORDS)]));
	}
}

static pn_value random_value(uint32_t depth)
{
	uint32_t kind = depth ? pick(4) : 0, count = pick(5);
	pn_list_builder list;
	pn_map *map;

	if (kind < 2 && depth < 3)
		return random_scalar();
	if (kind & 1) {
		pn_list_begin(&list, &arena, 0);
		for (uint32_t i = 0; i < count; i++) {
			pn_value item = random_value(depth - 1);

			pn_list_add(&list, &item);
		}
		return pn_list_end(&list, PN_TYPE_LIST);
	}
	map = pn_map_new(&arena, 0);
	for (uint32_t i = 0; i < count; i++) {
		pn_value v = random_value(depth - 1);

		pn_map_set(map, pn_str_from(words[pick(WORDS)]), &v);
	}
	return pn_map_value(PN_TYPE_MAP, map);
}

/* Returns a value that has much in common with another one. */
static pn_value mutate(const pn_value *v, uint32_t depth)
{
	pn_list_builder list;
	pn_map *map;

	if (depth == 0 || pick(10) == 0)
		return random_value(depth);
	if (v->kind == PN_LIST) {
		pn_list_begin(&list, &arena, 0);
		for (uint32_t i = 0; i < v->len; i++) {
			pn_value item = mutate(&v->as.items[pick(8) ? i : pick(v->len)], depth - 1);

			if (pick(8))
				pn_list_add(&list, &item);
			if (!pick(8))
				pn_list_add(&list, &v->as.items[i]);
		}
		return pn_list_end(&list, PN_TYPE_LIST);
	}
	if (v->kind != PN_MAP)
		return pick(4) ? *v : random_scalar();
	map = pn_map_new(&arena, 0);
	for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
		pn_value entry = mutate(&v->as.map->entries[i].value, depth - 1);

		if (pick(8))
			pn_map_set(map, v->as.map->entries[i].key, &entry);
	}
	return pn_map_value(PN_TYPE_MAP, map);
}

static void applied_changes_give_the_other_value(void **state)
{
	(void)state;
	for (uint64_t n = 0; n < 20000; n++) {
		pn_mark_point mark = pn_arena_mark(&arena);
		pn_changes changes = { 0 };
		pn_value a, b, made;

		seed = n;
		a = random_value(4);
		b = mutate(&a, 4);
		assert_true(pn_compare_values(&cx, &a, &b, &changes));
		assert_true(pn_changes_apply(&cx, &a, &changes, &made));
		if (!pn_same_value(&made, &b))
			fail_msg("seed %llu", (unsigned long long)n);
		assert_true(!changes.count == pn_same_value(&a, &b));
		pn_arena_rewind(&arena, mark);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(common_sequences_are_longest, begin, end),
		cmocka_unit_test_setup_teardown(long_sequences_end_soon, begin, end),
		cmocka_unit_test_setup_teardown(applied_changes_give_the_other_value, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
