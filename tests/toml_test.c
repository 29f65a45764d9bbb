/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"

#include "codec/json.h"
#include "codec/toml.h"

/* Reads TOML and writes it as JSON; the error's text when either fails. */
static const char *to_json(fixture *f, const char *text)
{
	pn_value v;
	pn_buf out;

	pn_buf_init(&out, &f->arena);
	if (!pn_toml_read(&f->cx, pn_str_from(text), &v) || !pn_json_write(&f->cx, &out, &v, 0))
		return fixture_failure(f);
	return pn_buf_z(&out);
}

/* Reads JSON and writes it as TOML. */
static const char *from_json(fixture *f, const char *text)
{
	pn_value v;
	pn_buf out;

	pn_buf_init(&out, &f->arena);
	assert_true(pn_json_read(&f->cx, pn_str_from(text), NULL, &v));
	if (!pn_toml_write(&f->cx, &out, &v))
		return fixture_failure(f);
	return pn_buf_z(&out);
}

/* What the real Helm printed for fromToml | toJson. */
static void documents_are_read(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "a = 1\nb.c = 'x' # y\n", "{\"a\":1,\"b\":{\"c\":\"x\"}}" },
		{ "[t]\na = 0x1F\n[[u]]\nb = 1_000\n[[u]]\n",
		  "{\"t\":{\"a\":31},\"u\":[{\"b\":1000},{}]}" },
		{ "a = [1, [2,\n 3,],]\nb = {c = 1, d.e = 2}",
		  "{\"a\":[1,[2,3]],\"b\":{\"c\":1,\"d\":{\"e\":2}}}" },
		{ "a = \"\"\"\nx \\\n   y\"\"\"\nb = \"\\u00e9\\x41\"",
		  "{\"a\":\"x y\",\"b\":\"\xC3\xA9"
		  "A\"}" },
		{ "a = \"\"\"\"q\"\"\"\"", "{\"a\":\"\\\"q\\\"\"}" },
		{ "d = 1979-05-27 07:32:00.5-08:00\ne = 1979-05-27\nf = 07:32",
		  "{\"d\":\"1979-05-27T07:32:00.5-08:00\",\"e\":\"1979-05-27T00:00:00Z\",\"f\":"
		  "\"0000-01-01T07:32:00Z\"}" },
		{ "a = [{x = 1}, {y = 2}]", "{\"a\":[{\"x\":1},{\"y\":2}]}" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(to_json(*state, rows[i].text), rows[i].want);
}

static void errors_read_as_the_library_words_them(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "a", "toml: line 1: unexpected EOF; expected key separator '='" },
		{ "= 1", "toml: line 1: unexpected '=': key name appears blank" },
		{ "a = ", "toml: line 1 (last key \"a\"): unexpected EOF; expected value" },
		{ "a = x",
		  "toml: line 1 (last key \"a\"): expected value but found \"x\" instead" },
		{ "a = 1\na = 2",
		  "toml: line 2 (last key \"a\"): Key 'a' has already been defined." },
		{ "a = 1\n[a]", "toml: line 2: Key 'a' has already been defined." },
		{ "a = 08", "toml: line 1 (last key \"a\"): Invalid integer \"08\": cannot have "
			    "leading zeroes" },
		{ "a = \"x", "toml: line 1 (last key \"a\"): unexpected EOF; expected '\"'" },
		{ "a = \"\\q\"", "toml: line 1 (last key \"a\"): invalid escape in string '\\q'" },
		{ "a = [1 2]", "toml: line 1 (last key \"a\"): expected a comma (',') or array "
			       "terminator (']'), but got '2'" },
		{ "a = {b = 1", "toml: line 1 (last key \"a.b\"): expected a comma or an inline "
				"table terminator '}', but got end of file instead" },
		{ "a = 1 x", "toml: line 1: expected a top-level item to end with a newline, "
			     "comment, or EOF, but got 'x' instead" },
		{ "a = \xff", "toml: line 1 (last key \"a\"): invalid UTF-8 byte: 0xff" },
		{ "[a]\nb = 1979-13-01",
		  "toml: line 2 (last key \"a.b\"): invalid datetime: \"1979-13-01\"" },
		{ "a = 9223372036854775808",
		  "toml: line 1 (last key \"a\"): 9223372036854775808 is out of range for int64" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(to_json(*state, rows[i].text), rows[i].want);
}

static void documents_are_written(void **state)
{
	static const struct {
		const char *json, *want;
	} rows[] = {
		{ "{\"b\":{\"c\":{\"d\":\"x\\ny\"}},\"a\":1}",
		  "a = 1.0\n\n[b]\n  [b.c]\n    d = \"x\\ny\"\n" },
		{ "{\"i\":[{\"a\":1},{\"b\":true}]}", "[[i]]\n  a = 1.0\n\n[[i]]\n  b = true\n" },
		{ "{\"k\":[1,\"x\",{\"a\":1,\"b\":null}],\"q k\":1e21,\"n\":null}",
		  "k = [1.0, \"x\", {a = 1.0, }]\n\"q k\" = 1e+21\n" },
		{ "[1,2]", "[1.0, 2.0]" },
		{ "{\"a\":[null]}", "toml: cannot encode array with nil element" },
		{ "[{}]", "toml: top-level values must be Go maps or structs" },
		{ "null", "reflect: call of reflect.Value.Type on zero Value" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(from_json(*state, rows[i].json), rows[i].want);
}

static void depth_is_bounded(void **state)
{
	fixture *f = *state;
	pn_map *map = pn_map_new(&f->arena, 0);
	pn_value v = pn_map_value(PN_TYPE_MAP, map);
	pn_buf text;

	pn_buf_init(&text, &f->arena);
	pn_buf_lit(&text, "a = ");
	pn_buf_repeat(&text, '[', 9000);
	pn_buf_repeat(&text, ']', 9000);
	assert_int_equal(to_json(f, pn_buf_z(&text))[5], '[');
	f->limits.depth = 100;
	assert_string_equal(to_json(f, pn_buf_z(&text)),
			    "limit 'depth' exceeded: TOML is nested deeper than 100 levels");
	assert_true(pn_map_set(map, PN_STR("self"), &v));
	assert_false(pn_toml_write(&f->cx, &text, &v));
	assert_string_equal(fixture_failure(f),
			    "limit 'depth' exceeded: a value is nested deeper than 100 levels");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(documents_are_read, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(errors_read_as_the_library_words_them,
						fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(documents_are_written, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(depth_is_bounded, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests_name("toml", tests, NULL, NULL);
}
