/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"

#include "base/base64.h"
#include "codec/json.h"

#include <stdio.h>

/* Reads a text and writes it again; the error's text when either fails. */
static const char *round_trip(fixture *f, pn_str text, unsigned flags)
{
	pn_value v;
	pn_buf out;

	pn_buf_init(&out, &f->arena);
	if (!pn_json_read(&f->cx, text, NULL, &v) || !pn_json_write(&f->cx, &out, &v, flags))
		return fixture_failure(f);
	return pn_buf_z(&out);
}

static void what_is_read_is_written(void **state)
{
	static const struct {
		const char *text, *want;
		unsigned flags;
	} rows[] = {
		{ " {\"b\":1,\"a\":[true,false,null]} ", "{\"a\":[true,false,null],\"b\":1}", 0 },
		{ "[1e20,1e21,1e-6,1e-7,-0,0.1,1E2]",
		  "[100000000000000000000,1e+21,0.000001,1e-7,-0,0.1,100]", 0 },
		{ "\"<&>\"", "\"<&>\"", 0 },
		{ "\"<&>\"", "\"\\u003c\\u0026\\u003e\"", PN_JSON_ESCAPE_HTML },
		{ "\"\\ud83d\\ude00 \\ud800x \\u00e9\"",
		  "\"\xF0\x9F\x98\x80 \xEF\xBF\xBDx \xC3\xA9\"", 0 },
		{ "\"\xff\"", "\"\xEF\xBF\xBD\"", 0 },
		{ "{\"a\":{},\"b\":[],\"c\":[1,{\"d\":2}]}",
		  "{\n  \"a\": {},\n  \"b\": [],\n  \"c\": [\n    1,\n    {\n      \"d\": 2\n    "
		  "}\n  ]\n}",
		  PN_JSON_INDENT },
		{ "{\"a\":1,\"a\":2}", "{\"a\":2}", 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(round_trip(*state, pn_str_from(rows[i].text), rows[i].flags),
				    rows[i].want);
}

static void errors_read_as_in_go(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "unexpected end of JSON input" },
		{ "[1,", "unexpected end of JSON input" },
		{ "nxll", "invalid character 'x' in literal null (expecting 'u')" },
		{ "tru", "invalid character ' ' in literal true (expecting 'e')" },
		{ "1 x", "invalid character 'x' after top-level value" },
		{ "01", "invalid character '1' after top-level value" },
		{ "-", "invalid character ' ' in numeric literal" },
		{ "1.x", "invalid character 'x' after decimal point in numeric literal" },
		{ "1e+", "invalid character ' ' in exponent of numeric literal" },
		{ "{a:1}", "invalid character 'a' looking for beginning of object key string" },
		{ "{\"a\" 1}", "invalid character '1' after object key" },
		{ "{\"a\":1 \"b\"}", "invalid character '\"' after object key:value pair" },
		{ "[1 2]", "invalid character '2' after array element" },
		{ "[1,]", "invalid character ']' looking for beginning of value" },
		{ "\"\\x\"", "invalid character 'x' in string escape code" },
		{ "\"\\u12g4\"", "invalid character 'g' in \\u hexadecimal character escape" },
		{ "\"\n\"", "invalid character '\\n' in string literal" },
		{ "'", "invalid character '\\'' looking for beginning of value" },
		{ "\xc3", "invalid character '\xC3\x83' looking for beginning of value" },
		{ "[1e999]", "json: cannot unmarshal number 1e999 into Go value of type float64" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(round_trip(*state, pn_str_from(rows[i].text), 0), rows[i].want);
}

static void depth_is_bounded(void **state)
{
	fixture *f = *state;
	pn_buf text;

	pn_buf_init(&text, &f->arena);
	pn_buf_repeat(&text, '[', 10000);
	pn_buf_repeat(&text, ']', 10000);
	assert_int_equal(round_trip(f, pn_buf_str(&text), 0)[9999], '[');
	text.len = 0;
	pn_buf_repeat(&text, '[', 10001);
	assert_string_equal(round_trip(f, pn_buf_str(&text), 0),
			    "invalid character '[' exceeded max depth");
	f->limits.depth = 3;
	assert_string_equal(round_trip(f, PN_STR("[[[[]]]]"), 0),
			    "limit 'depth' exceeded: JSON is nested deeper than 3 levels");
}

static void a_cycle_is_found(void **state)
{
	fixture *f = *state;
	pn_map *map = pn_map_new(&f->arena, 0);
	pn_value v = pn_map_value(PN_TYPE_MAP, map);
	pn_buf out;

	pn_buf_init(&out, &f->arena);
	assert_true(pn_map_set(map, PN_STR("self"), &v));
	assert_false(pn_json_write(&f->cx, &out, &v, 0));
	assert_string_equal(fixture_failure(f), "json: unsupported value: encountered a cycle via "
						"map[string]interface {}");
}

static void the_first_value_ends_where_it_ends(void **state)
{
	static const struct {
		const char *text, *error;
		size_t taken;
	} rows[] = {
		{ "{\"a\":1},b=2", NULL, 7 },  { " 12,", NULL, 3 },
		{ "truex", NULL, 4 },	       { "  ", "EOF", 0 },
		{ "[1", "unexpected EOF", 0 }, { "tru", "unexpected EOF", 0 },
	};
	fixture *f = *state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t taken;
		pn_value v;

		if (pn_json_read_first(&f->cx, pn_str_from(rows[i].text), &taken, &v))
			assert_int_equal(taken, rows[i].taken);
		else
			assert_string_equal(fixture_failure(f), rows[i].error);
	}
}

static void positions_are_kept(void **state)
{
	fixture *f = *state;
	pn_source source = { .name = PN_STR("x.json") };
	pn_value v, *b;

	assert_true(pn_json_read(&f->cx, PN_STR("{\n  \"a\": 1,\n  \"b\": [ 2 ]}"), &source, &v));
	b = pn_map_get(v.as.map, PN_STR("b"));
	assert_int_equal(source.positions[v.origin - 1].line, 1);
	assert_int_equal(source.positions[b->origin - 1].line, 3);
	assert_int_equal(source.positions[b->origin - 1].column, 8);
	assert_int_equal(source.positions[b->as.items[0].origin - 1].column, 10);
}

static void numbers_keep_their_text(void **state)
{
	fixture *f = *state;
	size_t taken;
	pn_value v;

	assert_true(pn_json_read_numbers(&f->cx, PN_STR("1.50"), &taken, &v));
	assert_string_equal(pn_value_type_name(&v).ptr, "json.Number");
	assert_true(pn_str_is(pn_value_str(&v), "1.50"));
}

/* Strings that are long enough for blocks, with what is escaped at every place in them. */
static void escapes_stand_anywhere(void **state)
{
	static const char *const odd[][2] = { { "\\n", "\\n" },	       { "\\/", "/" },
					      { "\\\"", "\\\"" },      { "\x7f", "\x7f" },
					      { "<", "\\u003c" },      { ">", "\\u003e" },
					      { "&", "\\u0026" },      { "\xff", "\xEF\xBF\xBD" },
					      { "\\u2028", "\\u2028" } };
	static const char plain[] = "0123456789abcdefghijklmnopqrstuvwxyz";

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		for (int at = 0; at < 36; at++) {
			char text[64], want[64];

			snprintf(text, sizeof text, "\"%.*s%s%s\"", at, plain, odd[i][0],
				 plain + at);
			snprintf(want, sizeof want, "\"%.*s%s%s\"", at, plain, odd[i][1],
				 plain + at);
			assert_string_equal(
				round_trip(*state, pn_str_from(text), PN_JSON_ESCAPE_HTML), want);
		}
	}
}

static void bytes_come_back_from_base64(void **state)
{
	fixture *f = *state;
	char bytes[100];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 37 + 11);
	for (size_t len = 0; len < sizeof bytes; len++) {
		pn_buf text, back;
		size_t bad;

		pn_buf_init(&text, &f->arena);
		pn_buf_init(&back, &f->arena);
		pn_base64_encode(&text, (pn_str){ bytes, len });
		assert_int_equal(text.len, (len + 2) / 3 * 4);
		assert_true(pn_base64_decode(&back, pn_buf_str(&text), &bad));
		assert_true(pn_str_eq(pn_buf_str(&back), (pn_str){ bytes, len }));
		if (!len)
			continue;
		text.ptr[len / 2] = '*';
		assert_false(pn_base64_decode(&back, pn_buf_str(&text), &bad));
		assert_int_equal(bad, len / 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_read_is_written, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(errors_read_as_in_go, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(depth_is_bounded, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(a_cycle_is_found, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(the_first_value_ends_where_it_ends, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(positions_are_kept, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(numbers_keep_their_text, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(escapes_stand_anywhere, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(bytes_come_back_from_base64, fixture_setup,
						fixture_teardown),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
