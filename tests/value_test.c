/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/value.h"

static int setup(void **state)
{
	static pn_arena arena;

	pn_arena_init(&arena, NULL, 0);
	*state = &arena;
	return 0;
}

static int teardown(void **state)
{
	pn_arena_finish(*state);
	return 0;
}

static pn_value str(const char *z)
{
	return pn_string(pn_str_from(z));
}

static void cast_follows_spf13(void **state)
{
	static const struct {
		const char *text;
		int64_t want;
	} rows[] = {
		{ "010", 8 },	{ "08", 0 },	   { "5.0", 5 },   { "5.9", 0 },
		{ "1e3", 0 },	{ " 5", 0 },	   { "0x1F", 31 }, { "0b11", 3 },
		{ "0o17", 15 }, { "1_000", 1000 }, { "5.", 0 },	   { "", 0 },
		{ "1.0.", 1 },	{ "-7.000", -7 },  { ".0", 0 },	   { "99999999999999999999", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_value v = str(rows[i].text);

		assert_int_equal(pn_cast_int64(&v), rows[i].want);
	}
	assert_int_equal(pn_cast_int64(&(pn_value[]){ pn_float(1e30) }[0]), INT64_MIN);
	assert_int_equal(pn_cast_int64(&(pn_value[]){ pn_float(-5.9) }[0]), -5);
	assert_int_equal(pn_cast_int64(&(pn_value[]){ pn_bool(true) }[0]), 1);
}

static void copies_are_deep_and_shift_origins(void **state)
{
	pn_arena *arena = *state;
	pn_map *map = pn_map_new(arena, 0);
	pn_value item = str("x"), v, copy;
	pn_list_builder b;

	item.origin = 3;
	pn_list_begin(&b, arena, 0);
	pn_list_add(&b, &item);
	v = pn_list_end(&b, PN_TYPE_LIST);
	assert_true(pn_map_set(map, PN_STR("k"), &v));
	v = pn_map_value(PN_TYPE_MAP, map);
	assert_true(pn_value_copy(arena, &copy, &v, 10));
	assert_true(pn_value_deep_equal(&v, &copy, 100));
	assert_ptr_not_equal(copy.as.map, map);
	assert_int_equal(pn_map_get(copy.as.map, PN_STR("k"))->as.items[0].origin, 13);
}

static void a_map_in_itself_is_refused(void **state)
{
	pn_arena *arena = *state;
	pn_map *map = pn_map_new(arena, 0);
	pn_value v = pn_map_value(PN_TYPE_MAP, map), copy;

	assert_true(pn_map_set(map, PN_STR("self"), &v));
	assert_false(pn_value_copy(arena, &copy, &v, 0));
}

static void deep_equal_is_strict(void **state)
{
	pn_value one = pn_int(1), wide = pn_int64(1), real = pn_float(1);
	pn_value nil = pn_list(PN_TYPE_LIST, NULL, 0), empty = pn_list_empty(PN_TYPE_LIST);

	(void)state;
	assert_false(pn_value_deep_equal(&one, &wide, 9));
	assert_false(pn_value_deep_equal(&one, &real, 9));
	assert_false(pn_value_deep_equal(&nil, &empty, 9));
	assert_true(pn_value_deep_equal(&nil, &nil, 9));
	assert_false(pn_value_truth(&empty));
	assert_string_equal(pn_value_type_name(&empty).ptr, "[]interface {}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cast_follows_spf13, setup, teardown),
		cmocka_unit_test_setup_teardown(copies_are_deep_and_shift_origins, setup, teardown),
		cmocka_unit_test_setup_teardown(a_map_in_itself_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(deep_equal_is_strict, setup, teardown),
	};

	return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
