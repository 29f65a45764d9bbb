/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>

#include "value/origin.h"
#include "value/trace.h"
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

/* Of equal keys the last one counts, and order is that of bytes, however many keys there are. */
static void maps_are_made_of_pairs_and_sorted(void **state)
{
	pn_arena *arena = *state;
	pn_map_pair pairs[200] = { 0 };

	for (size_t count = 0; count < 200; count += count < 20 ? 1 : 13) {
		size_t different = (count + 1) / 2;
		const pn_entry *entries;
		pn_map *map;

		for (size_t i = 0; i < count; i++) {
			size_t number = i % different * 37 % different;

			pairs[i].key = pn_str_format(arena, "%.*s%u", (int)(number % 9),
						     "\xC3\xBF-beginning", (unsigned)number);
			pairs[i].value = pn_int((int64_t)i);
		}
		map = pn_map_of(arena, pairs, count);
		assert_non_null(map);
		assert_in_range(pn_map_count(map), different ? 1 : 0, different);
		for (size_t i = count / 2; i < count; i++)
			assert_true(pn_map_get(map, pairs[i].key)->as.integer >= (int64_t)i);
		entries = pn_map_sorted(map);
		for (size_t i = 1; i < pn_map_count(map); i++)
			assert_true(pn_str_cmp(entries[i - 1].key, entries[i].key) < 0);
		for (size_t i = count / 2; i < count; i++)
			assert_true(pn_map_get(map, pairs[i].key)->as.integer >= (int64_t)i);
		assert_null(pn_map_get(map, PN_STR("absent")));
	}
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

static pn_value list_of(pn_arena *arena, const pn_value *items, size_t count)
{
	pn_list_builder b;

	pn_list_begin(&b, arena, count);
	for (size_t i = 0; i < count; i++)
		pn_list_add(&b, &items[i]);
	return pn_list_end(&b, PN_TYPE_LIST);
}

/* What the real Helm printed for printf with these formats and (at most two) arguments. */
static void printf_prints_as_go(void **state)
{
	pn_arena *arena = *state;
	const pn_value mixed[] = { pn_int(1), str("x"), pn_nil(), pn_float(1e6) };
	const pn_value nil = pn_nil();
	const struct {
		const char *format;
		pn_value args[2];
		size_t count;
		const char *want;
	} rows[] = {
		{ "%d|%5d|%-5d|%05d|%+d",
		  { pn_int(7) },
		  1,
		  "7|%!d(MISSING)|%!d(MISSING)|%!d(MISSING)|%!d(MISSING)" },
		{ "%[1]d|%[1]5d|%-5[1]d|", { pn_int(7) }, 1, "7|%!d(BADINDEX)|7    |" },
		{ "%05d|%+d", { pn_int(-7), pn_int(7) }, 2, "-0007|+7" },
		{ "%d", { pn_float(5) }, 1, "%!d(float64=5)" },
		{ "%d %s", { str("a"), pn_int(5) }, 2, "%!d(string=a) %!s(int=5)" },
		{ "%s", { nil }, 1, "%!s(<nil>)" },
		{ "x", { pn_int(1), nil }, 2, "x%!(EXTRA int=1, <nil>)" },
		{ "%05s|%.2s", { str("ab"), str("h\xC3\xA9llo") }, 2, "000ab|h\xC3\xA9" },
		{ "%*d|%", { pn_int(-4), pn_int(3) }, 2, "3   |%!(NOVERB)" },
		{ "%.*d", { str("a"), pn_int(3) }, 2, "%!(BADPREC)3" },
		{ "%v|%d",
		  { list_of(arena, mixed, 4), list_of(arena, mixed, 4) },
		  2,
		  "[1 x <nil> 1e+06]|[1 %!d(string=x) <nil> %!d(float64=1e+06)]" },
		{ "%#v|%T",
		  { list_of(arena, mixed, 4), nil },
		  2,
		  "[]interface {}{1, \"x\", interface {}(nil), 1e+06}|<nil>" },
		{ "%x|% X", { str("hi"), str("hi") }, 2, "6869|68 69" },
		{ "%q|%+q", { str("\xC3\xA9"), str("\xC3\xA9") }, 2, "\"\xC3\xA9\"|\"\\u00e9\"" },
		{ "%U|%#U", { pn_int(0x1F600), pn_int('x') }, 2, "U+1F600|U+0078 'x'" },
		{ "%6.2f|%g", { pn_float(3.14159), pn_float(1e21) }, 2, "  3.14|1e+21" },
		{ "%#x|%O", { pn_int(255), pn_int(8) }, 2, "0xff|0o10" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_buf out;

		pn_buf_init(&out, arena);
		pn_format_printf(&out, pn_str_from(rows[i].format), rows[i].args, rows[i].count);
		assert_string_equal(pn_buf_z(&out), rows[i].want);
	}
}

static void print_puts_blanks_between_non_strings(void **state)
{
	const pn_value args[] = { pn_int(1), pn_int(2), str("a"),     str("b"),
				  pn_int(3), pn_nil(),	pn_bool(true) };
	pn_buf out;

	pn_buf_init(&out, *state);
	pn_format_print(&out, args, 7);
	assert_string_equal(pn_buf_z(&out), "1 2ab3 <nil> true");
}

/* Copies, compares and prints a deeply nested list on a small stack. */
static void *walk_deep_value(void *data)
{
	pn_arena *arena = data;
	pn_value v = pn_nil(), copy;
	pn_buf out;

	for (int i = 0; i < 9990; i++)
		v = list_of(arena, &v, 1);
	pn_buf_init(&out, arena);
	pn_format_value(&out, &v);
	if (!pn_value_copy(arena, &copy, &v, 0) || !pn_value_deep_equal(&v, &copy, 10000))
		out.failed = true;
	return pn_buf_str(&out).len == 9990 * 2 + 5 ? arena : NULL;
}

static void depth_does_not_need_a_large_stack(void **state)
{
	pthread_attr_t attr;
	pthread_t thread;
	void *result;

	assert_int_equal(pthread_attr_init(&attr), 0);
	assert_int_equal(pthread_attr_setstacksize(&attr, 512 * 1024), 0);
	assert_int_equal(pthread_create(&thread, &attr, walk_deep_value, *state), 0);
	pthread_join(thread, &result);
	pthread_attr_destroy(&attr);
	assert_ptr_equal(result, *state);
}

static void origins_lead_to_their_source(void **state)
{
	pn_arena *arena = *state;
	pn_source a = { .name = PN_STR("a.yaml") }, b = { .name = PN_STR("b.yaml") };
	pn_sources all = { 0 };
	pn_position at;
	uint32_t delta;
	pn_str name;

	assert_int_equal(pn_source_add(&a, arena, 1, 1), 1);
	assert_int_equal(pn_source_add(&a, arena, 2, 3), 2);
	assert_int_equal(pn_source_add(&b, arena, 9, 4), 1);
	assert_int_equal(pn_sources_add(&all, arena, &a), 0);
	delta = pn_sources_add(&all, arena, &b);
	assert_int_equal(delta, 2);
	assert_true(pn_sources_find(&all, 1 + delta, &name, &at));
	assert_string_equal(name.ptr, "b.yaml");
	assert_int_equal(at.line, 9);
	assert_false(pn_sources_find(&all, 0, &name, &at));
	assert_false(pn_sources_find(&all, 4, &name, &at));
}

static void trace_notes_what_was_read(void **state)
{
	pn_arena *arena = *state;
	pn_trace *trace = pn_trace_new(arena);
	pn_map *map = pn_map_new(arena, 0);
	pn_value v = pn_map_value(PN_TYPE_MAP, map), leaf = pn_int(1);

	leaf.origin = 1000;
	assert_true(pn_map_set(map, PN_STR("leaf"), &leaf));
	assert_true(pn_map_set(map, PN_STR("self"), &v));
	v.origin = 7;
	pn_trace_read_all(trace, &v);
	assert_true(pn_trace_was_read(trace, 7) && pn_trace_was_read(trace, 1000));
	assert_false(pn_trace_was_read(trace, 8) || pn_trace_was_read(trace, 100000));
}

static void trace_gives_back_what_it_was_given(void **state)
{
	pn_trace *trace = pn_trace_new(*state);
	const pn_text_mark marks[] = { { 0, 1 }, { 9, 2 } };
	const char text[] = "text";
	pn_str name, found;
	uint32_t source = pn_trace_source(trace, PN_STR("t"), pn_str_from(text));

	assert_int_equal(pn_trace_source(trace, PN_STR("t"), pn_str_from(text)), source);
	assert_int_not_equal(pn_trace_source(trace, PN_STR("u"), pn_str_from(text)), source);
	assert_true(pn_trace_source_get(trace, source, &name, &found));
	assert_ptr_equal(found.ptr, text);
	assert_int_equal(pn_trace_site(trace, (pn_site){ 0, source, 3, 0 }), 1);
	assert_int_equal(pn_trace_site_get(trace, 1)->offset, 3);
	assert_null(pn_trace_site_get(trace, 2));
	assert_int_equal(pn_trace_marks(trace, marks, 0), 0);
	assert_int_equal(pn_trace_marks_get(trace, pn_trace_marks(trace, marks, 2)).count, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cast_follows_spf13, setup, teardown),
		cmocka_unit_test_setup_teardown(copies_are_deep_and_shift_origins, setup, teardown),
		cmocka_unit_test_setup_teardown(maps_are_made_of_pairs_and_sorted, setup, teardown),
		cmocka_unit_test_setup_teardown(a_map_in_itself_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(deep_equal_is_strict, setup, teardown),
		cmocka_unit_test_setup_teardown(printf_prints_as_go, setup, teardown),
		cmocka_unit_test_setup_teardown(print_puts_blanks_between_non_strings, setup,
						teardown),
		cmocka_unit_test_setup_teardown(depth_does_not_need_a_large_stack, setup, teardown),
		cmocka_unit_test_setup_teardown(origins_lead_to_their_source, setup, teardown),
		cmocka_unit_test_setup_teardown(trace_notes_what_was_read, setup, teardown),
		cmocka_unit_test_setup_teardown(trace_gives_back_what_it_was_given, setup,
						teardown),
	};

	return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
