/* SPDX-License-Identifier: Apache-2.0 */
/* Heads of documents: which are read quickly, and that it makes no difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "render/head.h"

#define HEAD "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"

/* Reads a text both ways; says whether the quick one took it. */
static bool both_ways(fixture *f, const char *text)
{
	pn_str s = pn_str_from(text);
	pn_head quick, whole;
	bool good = pn_head_read_whole(&f->cx, s, PN_PROFILE_HELM_4, &whole);

	pn_error_clear(&f->err);
	if (!pn_head_read_quick(s, &quick))
		return false;
	assert_true(good);
	assert_true(pn_str_eq(quick.api_version, whole.api_version));
	assert_true(pn_str_eq(quick.kind, whole.kind));
	assert_true(pn_str_eq(quick.name, whole.name));
	assert_true(pn_str_eq(quick.hook, whole.hook));
	assert_int_equal(quick.has_hook, whole.has_hook);
	return true;
}

/* The same with a comment behind it, so that the text is not at an end where it is read in blocks.
 */
static bool both_ways_on(fixture *f, const char *text)
{
	pn_buf long_text;

	pn_buf_init(&long_text, &f->arena);
	pn_buf_add(&long_text, pn_str_from(text));
	pn_buf_lit(&long_text, "\n# ");
	pn_buf_repeat(&long_text, '-', 100);
	return both_ways(f, pn_buf_z(&long_text));
}

static void taken(void **state)
{
	static const char *const texts[] = {
		HEAD,
		"",
		"# c\n",
		"\n  # c\n\n##\n",
		HEAD "spec:\n",
		"kind: 'Pod' # c\nmetadata: {}\n",
		"kind: \"Pod\"\nmetadata:\nspec: {}",
		"# c\n\nkind: Pod\n  \n# c\n  # c\nspec:\n  a:\n  - b\n  - c: 1\n    d:\n    - e\n  f: g",
		HEAD "  annotations:\n    helm.sh/hook: pre-install\n    b: \"x\"\n",
		HEAD "  annotations:\n    {}\n  labels:\n    b: 1\n",
		HEAD "spec:\n  a: |\n    x: [\n     \"\n\n  b: >-\n    c\n",
		HEAD "spec:\n  a: |\n  b: c\n",
		HEAD "spec:\n- - x\n",
		HEAD "spec:\n-\n  a: b\n-\n- c\n",
		HEAD "spec:\n  \"a b\": 'x'\n  'c': \"y\\n\"\n",
		HEAD "spec:\n  a: -1\n  b: 0x10\n  c: 2001-01-01\n  d: 10.0.0.0/8\n  e: a#b:c\n",
		HEAD "spec:\n  a:\n    plain\n  b:\n    'quoted'\n",
		HEAD "spec:\n  a: {b: c, \"d\": 'e f', g: 1}\n  h: [ \"i: j\", k ] # l\n",
		HEAD "spec:\n  a:   \n  - b:   \n    - c\n",
		HEAD "spec:\n  a_long-key/with.all_2: 'and a long text in quotes: # it'\n",
		HEAD "spec:\n  a: some longer text it:has # a comment and\n  b: a#b c:d\n",
		HEAD "spec:\n  a: |\n    two\ttabs\tin a literal\n  truely: offer\n  nulls: t\n",
		HEAD "spec:\n  a: {b: c, b: d}\n  a: e\n  f: g\n  a:\n    a: 1\n    a: 2\n",
		HEAD "spec:\n  a: \xc3\xa4\n  b: \"\xe2\x82\xac\"\n  \"\xc3\xb6\": x # \xc3\xbc\n",
		HEAD "spec:\n  a: .b.c\n  d: .in\n  e: :f\n  g: ?h\n  i: <j>\n",
		HEAD
		"  annotations:\n    a: |\n      1\n    b: \"\\n\"\n    c: /d\n    e: >-\n      f\n",
		"---\na: b\nkind: Pod\n",
		HEAD "spec:\n  a: b\n    more\n\n     and - [more]\n  c: d\n",
		HEAD "spec:\n  a:\n    b\n    c\n  d:\n  - e\n   f # g\n  - h: i\n     j\n",
		HEAD "spec:\n  a: \"b\n    c\n\n   d\\n\"\n  e: 'f''s\n\n    g' # h\n",
		HEAD "spec:\n  a: |  \n    b\n  c: :80\n",
		HEAD "spec:\n  a: \"b\\\n    \\ c \\\" d\"\n  e: 'f\\'\n",
		"---\n# c\n",
	};
	static const size_t refused = 12; /* a list in a list */

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		assert_int_equal(both_ways(*state, texts[i]), i != refused);
		assert_int_equal(both_ways_on(*state, texts[i]), i != refused);
	}
}

static void left_to_others(void **state)
{
	static const char *const texts[] = {
		"text",
		"- a\n",
		"kind: 1\n",
		"kind: true\n",
		"kind: Yes\n",
		"kind: [a]\n",
		"kind:\n",
		"kind: a\nkind: b\n",
		"Kind: Pod\n",
		"kind: Pod\nmetadata: text\n",
		"kind: Pod\nmetadata:\n- name: x\n",
		"kind: Pod\nmetadata:\n  Name: x\n",
		HEAD "  annotations:\n    a: 1\n",
		HEAD "  annotations:\n    a:\n",
		HEAD "  annotations:\n    a: true\n",
		HEAD "  annotations:\n  - a\n",
		HEAD "spec:\n  a: b: c\n",
		HEAD "spec:\n  a: b\n   c: d\n",
		HEAD "spec:\n    a: b\n  c: d\n",
		HEAD "spec:\n  a: .inf\n",
		HEAD "spec:\n  a: .NaN\n",
		HEAD "spec:\n  a: b\n    more: c\n",
		HEAD "spec:\n  a: b\n  more\n",
		HEAD "spec:\n  a: b\n  # c\n    more\n",
		HEAD "spec:\n  a: b # c\n    more\n",
		HEAD "spec:\n  a: b\n    more # c\n    more\n",
		HEAD "spec:\n  a: b\n    c\td\n",
		HEAD "spec:\n    a: b\n  - c\n",
		HEAD "spec:\n- a: b\n - c\n",
		HEAD "spec:\n  a: 'b'\n    c\n",
		HEAD "spec:\n  a: b\n  c: 'd'\n    e\n",
		HEAD "spec:\n  a: \"b\n  c\"\n",
		HEAD "spec:\n  a: \"b\\\n  c\"\n",
		HEAD "spec:\n  a: \"b\\",
		HEAD "spec:\n  a: \"b\n\tc\"\n",
		HEAD "spec:\n  a: 'b\n    c\n",
		HEAD "spec:\n  a: 'b''\n",
		"kind: Pod\n  a\n",
		"kind: 'Pod\n  a'\n",
		"kind: 'P''d'\n",
		HEAD "spec:\n  a: <<\n",
		HEAD "spec:\n  a: ? b\n",
		HEAD "spec:\n  a: \xff\n",
		HEAD "spec:\n  a: \xe2\x80\xa8\n",
		HEAD "spec:\n  a: \xc3\xa4\r\n",
		HEAD "spec:\n  a: \xc3\xa4\x01\n",
		"\xef\xbb\xbf" HEAD,
		HEAD "\"\xc5\xbfpec\": a\n",
		"\"\xe2\x84\xaaind\": Pod\n",
		HEAD "  annotations:\n    helm.sh/hook: |\n      pre-install\n",
		HEAD "  annotations:\n    a: b\n    a: c\n",
		"--- # c\na: b\n",
		"---\n---\na: b\n",
		HEAD "spec:\n  a: -.inf\n",
		HEAD "spec:\n  a: &x b\n",
		HEAD "spec:\n  a: *x\n",
		HEAD "spec:\n  a: !!str b\n",
		HEAD "  annotations: {b: c}\n",
		"kind: Pod\nmetadata: {name: web}\n",
		"kind: Pod\nmetadata:\n  {name: web}\n",
		HEAD "spec:\n  a: {b: {c: d}}\n",
		HEAD "spec:\n  a: {b: .inf}\n",
		HEAD "spec:\n  a: {b}\n",
		HEAD "spec:\n  a: {on: c}\n",
		HEAD "spec:\n  a: {b: c,}\n",
		HEAD "spec:\n  a: {b: c d}\n",
		HEAD "spec:\n  a: {b: \"c\\n\"}\n",
		HEAD "spec:\n  a: {b: c} d\n",
		HEAD "spec:\n  a: {b: c\n    }\n",
		HEAD "spec:\n  a: [b: c]\n",
		HEAD "spec:\n  a: [b c\n",
		HEAD "spec:\n  a: [b\n",
		HEAD "spec:\n  a: 'b' c\n",
		HEAD "spec:\n  a: \"\\x\"\n",
		HEAD "spec:\n\ta: b\n",
		HEAD "spec:\n  a:\tb\n",
		HEAD "spec:\n  a: b\tc\n",
		HEAD "spec:\n  a: b\r\n",
		HEAD "spec:\n  a: \x7f\n",
		HEAD "spec:\n  a: |2\n    b\n",
		HEAD "spec:\n  a: |\n      \n    b\n",
		HEAD "spec:\n  a: |\n     b\n    c\n",
		HEAD "spec:\n  ? a\n",
		HEAD "spec:\n  <<: a\n",
		HEAD "spec:\n  1: a\n  a: b\n  a: c\n",
		HEAD "spec:\n  on: a\n",
		HEAD "spec:\n  tRue: a\n",
		HEAD "spec:\n  False: a\n",
		HEAD "spec:\n  NULL: a\n",
		HEAD "spec:\n  off: a\n",
		HEAD "spec:\n  yes: a\n",
		HEAD "spec:\n  n: a\n",
		HEAD "spec:\n  a: @b\n",
		HEAD "spec:\n  a: %b\n",
		HEAD "spec:\n  a: `b\n",
		HEAD "spec:\n  a: - b\n",
		HEAD "spec:\n  a:\n  {}\n",
		HEAD "spec:\n  a: b\n- c\n",
		HEAD "---\na: b\n",
		HEAD "...\n...\n",
		HEAD "spec:\n  a: 'b\n...\n",
		HEAD "....\n",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		assert_false(both_ways(*state, texts[i]));
		assert_false(both_ways_on(*state, texts[i]));
	}
}

/* What ends a document, where nothing follows. */
static void ended(void **state)
{
	assert_true(both_ways(*state, HEAD "...\n"));
	assert_true(both_ways(*state, HEAD "spec:\n  a:\n..."));
	assert_true(both_ways(*state, HEAD "spec:\n  a: |\n    b\n...\n"));
	assert_false(both_ways(*state, HEAD "spec: 'a\n...\n"));
	assert_false(both_ways(*state, HEAD "...\n...\n"));
	assert_false(both_ways(*state, "# c\n...\n"));
}

/* More levels and keys than there is room for. */
static void too_many(void **state)
{
	fixture *f = *state;
	pn_buf deep, wide;

	pn_buf_init(&deep, &f->arena);
	for (size_t i = 0; i < 2 * PN_HEAD_LEVELS; i++) {
		assert_int_equal(both_ways(f, pn_buf_z(&deep)), i <= PN_HEAD_LEVELS);
		pn_buf_repeat(&deep, ' ', i);
		pn_buf_lit(&deep, "a:\n");
	}
	pn_buf_init(&wide, &f->arena);
	for (size_t i = 0; i < 1000; i++)
		pn_buf_format(&wide, "k%zu: v\n", i);
	assert_false(both_ways(f, pn_buf_z(&wide)));
	wide.len = 0;
	for (size_t i = 0; i < 300; i++)
		pn_buf_format(&wide, "k%zu: v\n", i);
	assert_true(both_ways(f, pn_buf_z(&wide)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(taken, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(left_to_others, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(ended, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(too_many, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
