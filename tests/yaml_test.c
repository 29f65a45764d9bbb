/* SPDX-License-Identifier: Apache-2.0 */
/* What templates cannot reach of YAML; the rest is in testdata/cases/codec. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"

#include "codec/codec.h"
#include "codec/yaml_build.h"
#include "codec/yaml_libyaml.h"
#include "codec/yaml_parse.h"
#include "codec/yaml_quick.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* Returns a value as JSON, or the failure. */
static const char *as_json(fixture *f, bool ok, const pn_value *v)
{
	pn_buf out;

	pn_buf_init(&out, &f->arena);
	if (!ok || !pn_json_write(&f->cx, &out, v, 0))
		return fixture_failure(f);
	return pn_buf_z(&out);
}

static const char *read_json(fixture *f, pn_str text, unsigned flags)
{
	pn_value v;
	bool ok = pn_yaml_read(&f->cx, text, flags, NULL, &v);

	return as_json(f, ok, &v);
}

/* ---- the two readers ---- */

static const char *by_libyaml(fixture *f, pn_str text)
{
	pn_yaml_builder b = { .cx = &f->cx };
	pn_yaml_libyaml lib;
	pn_value v;
	bool ok;

	assert_true(pn_yaml_libyaml_init(&lib, &f->cx, text));
	b.events = &lib.events;
	ok = pn_yaml_build(&b, &v);
	pn_yaml_libyaml_finish(&lib);
	return as_json(f, ok, &v);
}

static const char *by_own(fixture *f, pn_str text)
{
	pn_yaml_builder b = { .cx = &f->cx };
	pn_yaml_parser parser;
	pn_value v;
	bool ok;

	assert_true(pn_yaml_parser_init(&parser, &f->cx, text));
	b.events = &parser.events;
	ok = pn_yaml_build(&b, &v);
	return as_json(f, ok, &v);
}

static void both_readers_agree(void **state)
{
	static const char *const texts[] = {
		"",
		"a",
		"a: 1\nb: [x, {y: z}]\n",
		"a:\n  - b\n  - - c\n    - d\n- e\n",
		"a:\n- b\n- c: d\n  e: f\n",
		"? a\n: b\n? - c\n",
		"- ? a\n  : b\n",
		"a: 'it''s'\nb: \"x\\ty\\u00e9\\\n  z\"\nc: \"a\n\n  b\"\n",
		"a: |\n  x\n   y\n\nb: >-\n  x\n  y\n\n  z\nc: |+1\n  x\n\n",
		"a: one\n  two\n\n  three # no\n",
		"a: &x [1, 2]\nb: *x\nc: {<<: {d: 1}, e: 2}\n",
		"a: !!str 1\nb: ! 2\nc: !<tag:x> 3\nd: !e 4\n",
		"%TAG !e! tag:yaml.org,2002:\n---\na: !e!int 5\n...\nrest",
		"--- a\n--- b\n",
		"\xEF\xBB\xBF"
		"a: \xC3\xA9\n",
		"a: b\r\nc: d\re: f\xC2\x85g: h\xE2\x80\xA8i: j\n",
		"a: b\rc: d\n",
		"a: b\xC2\x85"
		"c: d\n",
		"a: b\xE2\x80\xA8"
		"c: d\n",
		"a: b\xE2\x80\xA9"
		"c: d\n",
		"{a: b, c, ? d : e, \"f\":g}",
		"[a: b, ? c : d, [e], ]",
		"a: b: c",
		"a:\n\tb",
		"a: [b\n",
		"a: b]\n",
		"a: 'b\n",
		"a: @b\n",
		"a: \"\\q\"\n",
		"a: \"\\xZZ\"\n",
		"a: |0\n x\n",
		"a: *b\n",
		"a\nb: c\n",
		"a: 1\nb\nc: 2\n",
		"a: b\n c: d\n",
		"- a\nb\n",
		"a: \x01\n",
		"a: \xFF\n",
		"%FOO\n---\n",
		"%YAML 1.1\n%YAML 1.1\n---\n",
		"a: !b%zz c\n",
		"a: & b\n",
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		pn_str text = pn_str_from(texts[i]);

		assert_string_equal(by_own(*state, text), by_libyaml(*state, text));
	}
}

/* Where the port of libyaml that Helm uses differs from libyaml, ours goes with the port. */
static void differences_from_libyaml(void **state)
{
	static const struct {
		const char *text, *own, *libyaml;
	} rows[] = {
		{ "a: \"b\\/c\"", "yaml: found unknown escape character", "{\"a\":\"b/c\"}" },
		{ "a: \"b\\'c\"", "{\"a\":\"b'c\"}", "yaml: found unknown escape character" },
		{ "[a?b]", "yaml: did not find expected ',' or ']'", "[\"a?b\"]" },
		{ "{http://foo.com,}", "{\"http://foo.com\":null}", "{\"http://foo.com\":null}" },
		{ "{a:,}", "{\"a:\":null}", "yaml: found unexpected ':'" },
		{ "- !!str, x", "[\"x\"]", "yaml: did not find expected whitespace or line break" },
		{ "%YAML 1.2\n---\na", "yaml: found incompatible YAML document",
		  "yaml: found incompatible YAML document" },
		{ "a: b\n\xEF\xBB\xBF"
		  "c: d",
		  "{\"a\":\"b\",\"\xEF\xBB\xBF"
		  "c\":\"d\"}",
		  "yaml: line 1: did not find expected key" },
		{ "a: 1\n[b,\n@]: 2\n", "yaml: line 3: found character that cannot start any token",
		  "yaml: line 3: could not find expected ':'" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		pn_str text = pn_str_from(rows[i].text);

		assert_string_equal(by_own(*state, text), rows[i].own);
		assert_string_equal(by_libyaml(*state, text), rows[i].libyaml);
	}
}

static void utf_16_is_read(void **state)
{
	static const char little[] = "\xFF\xFE"
				     "a\0:\0 \0\xE9\0\n";
	static const char big[] = "\xFE\xFF\0a\0:\0 \0\xE9\0\n";

	assert_string_equal(read_json(*state, (pn_str){ little, sizeof little }, 0),
			    "{\"a\":\"\xC3\xA9\"}");
	assert_string_equal(read_json(*state, (pn_str){ big, sizeof big - 1 }, 0),
			    "{\"a\":\"\xC3\xA9\"}");
}

/* ---- reading ---- */

static void numbers_keep_their_types(void **state)
{
	static const pn_type want[] = { PN_TYPE_INT,	 PN_TYPE_UINT64, PN_TYPE_FLOAT64,
					PN_TYPE_FLOAT64, PN_TYPE_STRING, PN_TYPE_FLOAT64 };
	fixture *f = *state;
	pn_value v;

	assert_true(pn_yaml_read(&f->cx,
				 PN_STR("[1, 18446744073709551615, 1e3, 1.0, 2001-01-01, .inf]"),
				 PN_YAML_KEEP_NUMBERS, NULL, &v));
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(v.as.items[i].type, want[i]);
	assert_true(pn_yaml_read(&f->cx, PN_STR("[1, 18446744073709551615]"), 0, NULL, &v));
	assert_int_equal(v.as.items[0].type, PN_TYPE_FLOAT64);
	assert_int_equal(v.as.items[1].type, PN_TYPE_FLOAT64);
	assert_false(pn_yaml_read(&f->cx, PN_STR("[a"), PN_YAML_KEEP_NUMBERS, NULL, &v));
	assert_string_equal(fixture_failure(f), "yaml: line 1: did not find expected ',' or ']'");
}

static void checking_finds_what_reading_finds(void **state)
{
	static const char *const texts[] = {
		"a: 1\n",	   "a: [.inf]\n",	"a: .inf\na: 1\n", "a: {~: 1}\n",
		"{[a]: b}\n",	   "a: !!int b\n",	"a: *b\n",	   "a: &b [*b]\n",
		"a: {<<: 1}\n",	   "a: {<<: {b: 1}}\n", "a: !!binary x\n", "a: b: c\n",
		"? {a: b}\n: c\n", "a: {.nan: 1}\n",
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		fixture *f = *state;
		pn_str text = pn_str_from(texts[i]);
		pn_value full, none;
		bool ok = pn_yaml_read(&f->cx, text, 0, NULL, &full);
		const char *want = ok ? "" : fixture_failure(f);

		assert_int_equal(pn_yaml_read(&f->cx, text, PN_YAML_CHECK_ONLY, NULL, &none), ok);
		assert_string_equal(ok ? "" : fixture_failure(f), want);
		assert_true(pn_is_nil(&none));
	}
}

/* ---- the quick reader ---- */

/* Appends a value with the places of all that is in it. */
static void dump(pn_buf *out, const pn_source *source, const pn_value *v)
{
	const pn_position *at = v->origin ? &source->positions[v->origin - 1] : NULL;

	pn_buf_format(out, " %d@%u:%u ", v->kind, at ? at->line : 0, at ? at->column : 0);
	if (v->kind == PN_MAP) {
		for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
			pn_buf_quote(out, v->as.map->entries[i].key);
			dump(out, source, &v->as.map->entries[i].value);
		}
	} else if (v->kind == PN_LIST) {
		for (uint32_t i = 0; i < v->len; i++)
			dump(out, source, &v->as.items[i]);
	} else if (v->kind == PN_STRING) {
		pn_buf_quote(out, pn_value_str(v));
	} else {
		pn_format_value(out, v);
	}
}

/* What the quick reader reads has to be what the reader proper reads; false: it did not try. */
static bool expect_same(fixture *f, pn_str text)
{
	pn_source own = { .count = 0 }, quick = { .count = 0 };
	pn_yaml_builder by_quick = { .cx = &f->cx, .source = &quick };
	pn_yaml_builder by_parser = { .cx = &f->cx, .source = &own };
	pn_yaml_parser parser;
	pn_buf got, want;
	pn_value v;

	pn_buf_init(&got, &f->arena);
	pn_buf_init(&want, &f->arena);
	if (!pn_yaml_quick_build(&by_quick, text, &v)) {
		pn_error_clear(&f->err);
		return false;
	}
	dump(&got, &quick, &v);
	assert_true(pn_yaml_parser_init(&parser, &f->cx, text));
	by_parser.events = &parser.events;
	if (!pn_yaml_build(&by_parser, &v))
		fail_msg("%s: %.*s, but: %s", pn_buf_z(&got), PN_ARG(text), fixture_failure(f));
	dump(&want, &own, &v);
	if (!pn_str_eq(pn_buf_str(&got), pn_buf_str(&want)))
		fail_msg("%.*s\n%s\n%s", PN_ARG(text), pn_buf_z(&got), pn_buf_z(&want));
	return true;
}

static void quick_reading_changes_nothing(void **state)
{
	static const char *const lines[] = { "a: b",
					     "a1: text",
					     "b1: 'text",
					     "text'",
					     "c1: \"text",
					     "text\"",
					     "text: more",
					     "d1: \"a \\",
					     "\\  text \"",
					     "it''s '",
					     ":8481",
					     "e1: :a",
					     "f1: |2",
					     "g1: >1-",
					     "h1: |-3",
					     "$x: 1",
					     "(a) b: 2",
					     "a:b:c: 3",
					     "a :",
					     "-a: x",
					     "?b: y",
					     "a #b: c",
					     "i1: [\"a\\\"b\", 'c''d']",
					     "{\"a\":1,",
					     "\"b\":[],",
					     "- text  ",
					     "text # c",
					     "b:",
					     "c: 'x'",
					     "d: \"y z\"",
					     "e: {}",
					     "f: [a, 1, \"b\"]",
					     "- x",
					     "- a: 1",
					     "-",
					     "- - z",
					     "g: |",
					     "h: >-",
					     "i: |+",
					     "text",
					     "more text",
					     "# comment",
					     "",
					     "  ",
					     "j: 1.5",
					     "k: true",
					     "l: ~",
					     "m: # c",
					     "n: a#b",
					     "o: a #b",
					     "p: {q: [r, {s: t}]}",
					     "[",
					     "]",
					     "{",
					     "}",
					     "u,",
					     "v: w: x",
					     "\"k\": v",
					     "'k': v",
					     "x: \"a\\nb\"",
					     "y: 'it''s'",
					     "z: \xc3\xa4",
					     "\xc3\xa4: 1",
					     "---",
					     "...",
					     "&a b: *a",
					     "<<: {a: 1}",
					     "? a",
					     ": b",
					     "a:\tb",
					     "1: one",
					     "true: x",
					     "[a]: b",
					     "null: 1",
					     "- {a: b}",
					     "a: -1",
					     "b: - 1",
					     "c: \xe2\x80\xa8",
					     "d: \"open",
					     "-x: y",
					     "a : b",
					     "http://x:80",
					     "a: http://x:80/#y",
					     "b: !!str 1",
					     "c: 0o7",
					     "e: [a,",
					     "f: {a: b,",
					     "g: \"a\" # c",
					     "h: \"a\"#",
					     "a: 1",
					     "a: 2",
					     "i: >",
					     "j: |-" };
	uint64_t seed = 7;
	int read = 0;

	for (int round = 0; round < 60000; round++) {
		pn_mark_point mark;
		fixture *f = *state;
		pn_buf text;

		mark = pn_arena_mark(&f->arena);
		pn_buf_init(&text, &f->arena);
		for (int i = 0, indent = 0; i < 7; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			indent += (int)((seed >> 60) % 5) - 2;
			indent = indent < 0 ? 0 : indent;
			pn_buf_repeat(&text, ' ', (size_t)indent);
			pn_buf_add(&text, pn_str_from(lines[(seed >> 33) % COUNT(lines)]));
			if (i < 6 || (seed >> 59) % 4)
				pn_buf_byte(&text, '\n');
		}
		read += expect_same(f, pn_buf_str(&text));
		pn_arena_rewind(&f->arena, mark);
	}
	assert_true(read > 500);
}

/* Scalars of several lines: what the quick reader folds is what the parser folds. */
static void folded_lines_are_the_parsers(void **state)
{
	static const char *const begins[] = { "b: ", "- ", "b: '", "b: \"", "- '", "- \"", "" };
	static const char *const pieces[] = { "text",	"more text  ",
					      "- x",	"x # c",
					      "# c",	"a:b",
					      "it''s",	"say \\\"x\\\"",
					      "[x",	"",
					      "  ",	"\\",
					      "end'",	"end\"",
					      "?",	"\\n x \\",
					      "'",	"\"",
					      "x: y",	"\ttab",
					      "t\tab",	"\xc3\xa4 b",
					      "---",	"' # c",
					      "\" # c", "*a",
					      "%x",	"\\ y",
					      "\\/",	"\\r",
					      "|",	"&a b",
					      "...",	"x \\" };
	uint64_t seed = 3;
	int read = 0;

	for (int round = 0; round < 60000; round++) {
		fixture *f = *state;
		pn_mark_point mark = pn_arena_mark(&f->arena);
		pn_buf text;

		pn_buf_init(&text, &f->arena);
		for (int i = 0; i < 5; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			if (i == 0)
				pn_buf_add(&text, PN_STR("a:\n  "));
			else
				pn_buf_repeat(&text, ' ', (seed >> 40) % 5);
			if (i == 0 || i == 4)
				pn_buf_add(&text,
					   pn_str_from(begins[(seed >> 50) % COUNT(begins)]));
			if ((seed >> 61) || i == 0)
				pn_buf_add(&text,
					   pn_str_from(pieces[(seed >> 33) % COUNT(pieces)]));
			pn_buf_byte(&text, '\n');
		}
		read += expect_same(f, pn_buf_str(&text));
		pn_arena_rewind(&f->arena, mark);
	}
	assert_true(read > 1000);
}

static void values_know_where_they_stand(void **state)
{
	fixture *f = *state;
	pn_source source = { .name = PN_STR("v.yaml") };
	const pn_value *b, *c;
	pn_position at;
	pn_value v;

	assert_true(pn_yaml_read(&f->cx,
				 PN_STR("a:\n  \xC3\xA9: &x one\n  c: [1,\n    {d: 2}]\ne: *x\n"),
				 0, &source, &v));
	v = *pn_map_get(v.as.map, PN_STR("a"));
	b = pn_map_get(v.as.map, PN_STR("\xC3\xA9"));
	c = pn_map_get(v.as.map, PN_STR("c"));
	at = source.positions[v.origin - 1];
	assert_true(at.line == 2 && at.column == 3);
	at = source.positions[b->origin - 1];
	assert_true(at.line == 2 && at.column == 6);
	at = source.positions[c->as.items[1].origin - 1];
	assert_true(at.line == 4 && at.column == 5);
}

static void limits_are_kept(void **state)
{
	fixture *f = *state;
	pn_value v;

	f->limits.alias_nodes = 5;
	assert_false(pn_yaml_read(&f->cx, PN_STR("a: &x [1, 2]\nb: [*x, *x]\n"), 0, NULL, &v));
	assert_int_equal(f->err.status, PINTLE_ERR_LIMIT);
	assert_string_equal(fixture_failure(f),
			    "limit 'alias_nodes' exceeded: YAML aliases make more than 5 nodes");
	f->limits.depth = 3;
	assert_true(pn_yaml_read(&f->cx, PN_STR("[[[1]]]"), 0, NULL, &v));
	assert_false(pn_yaml_read(&f->cx, PN_STR("[[[[1]]]]"), 0, NULL, &v));
	assert_int_equal(f->err.status, PINTLE_ERR_LIMIT);
	assert_string_equal(fixture_failure(f),
			    "limit 'depth' exceeded: YAML is nested more than 3 levels deep");
}

static void depth_is_gos(void **state)
{
	fixture *f = *state;
	pn_buf flow, block;
	pn_value v;

	pn_buf_init(&flow, &f->arena);
	pn_buf_repeat(&flow, '[', 10001);
	pn_buf_init(&block, &f->arena);
	for (size_t i = 0; i < 10001; i++)
		pn_buf_lit(&block, "- ");
	assert_false(pn_yaml_read(&f->cx, pn_buf_str(&flow), 0, NULL, &v));
	assert_string_equal(fixture_failure(f),
			    "error converting YAML to JSON: yaml: exceeded max depth "
			    "of 10000");
	assert_false(pn_yaml_read(&f->cx, pn_buf_str(&block), 0, NULL, &v));
	assert_string_equal(fixture_failure(f),
			    "error converting YAML to JSON: yaml: exceeded max depth "
			    "of 10000");
}

static void texts_are_cut_into_documents(void **state)
{
	static const struct {
		const char *text;
		const char *chunks[4];
		const char *failure;
	} rows[] = {
		{ "", { NULL }, NULL },
		{ "a: 1", { "a: 1\n" }, NULL },
		{ "a: 1\r\n---\r\nb: 2\n", { "a: 1\n", "b: 2\n" }, NULL },
		{ "---\na: 1\n--- # c\n---\nb: 2\n", { "---\na: 1\n", "---\nb: 2\n" }, NULL },
		{ "a: |\n  ---\n---\n", { "a: |\n  ---\n" }, NULL },
		{ "a: 1\n--- b\n", { NULL }, "invalid Yaml document separator: b" },
		{ "a: 1\n----\n", { NULL }, "invalid Yaml document separator: -" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		fixture *f = *state;
		pn_str rest = pn_str_from(rows[i].text), chunk;
		size_t n = 0;

		while (pn_yaml_next_chunk(&f->cx, &rest, &chunk)) {
			assert_non_null(rows[i].chunks[n]);
			assert_string_equal(pn_str_z(&f->arena, chunk), rows[i].chunks[n]);
			n++;
		}
		assert_null(rows[i].chunks[n]);
		assert_int_equal(pn_error_is_set(&f->err), rows[i].failure != NULL);
		if (rows[i].failure)
			assert_string_equal(fixture_failure(f), rows[i].failure);
	}
}

/* What would be cut into documents, or is anything but simple, is declined without a trace. */
static void single_documents_are_read_at_once(void **state)
{
	static const struct {
		const char *text;
		bool one;
	} rows[] = {
		{ "a: 1\n", true },
		{ "---\na: 1\n", true },
		{ "a: |\n  ---\n", true },
		{ "# only\n", true },
		{ "", false },
		{ "a: 1", false },
		{ "a: 1\r\n", false },
		{ "a: 1\n---\nb: 2\n", false },
		{ "a: 1\n---\n", false },
		{ "--- # a\n", false },
		{ "---x: 1\n", false },
		{ "a: 1\n---x: 1\n", false },
		{ "a: .inf\n", false },
		{ "null: 1\n", false },
		{ "a: *b\n", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		fixture *f = *state;
		pn_source source = { .count = 0 };
		pn_value v;

		assert_int_equal(pn_yaml_read_one(&f->cx, pn_str_from(rows[i].text), &source, &v),
				 rows[i].one);
		assert_false(pn_error_is_set(&f->err));
		assert_int_equal(source.count > 0, rows[i].one && rows[i].text[0] != '#');
	}
}

/* ---- writing ---- */

/* Values whose YAML, plain and pretty, has to be read as the same values again. */
static void what_is_written_is_read_again(void **state)
{
	static const char *const texts[] = {
		"null",
		"[]",
		"{}",
		"{\"a\":[1,2.5,true,null,\"x\"],\"b\":{\"c\":[[],{}]}}",
		"[[[1],[2]],[{\"a\":[{\"b\":1}]}]]",
		"[\"\",\" a\",\"a \",\"a: b\",\"a #b\",\"- "
		"a\",\"yes\",\"1\",\"0x1F\",\"1:30\",\"~\"]",
		"[\"a\\nb\",\"a\\nb\\n\",\"a\\n\\n\",\"\\n\",\" a\\n b\",\"a \\nb\",\"a\\tb\\nc\"]",
		"[\"'\",\"\\\"\",\"\\\\\",\"\\u0007\",\"\\u00a0\",\"\\ufeffx\","
		"\"\xF0\x9F\x98\x80\"]",
		"{\"a b\":1,\"a: b\":2,\"\":3,\"x\\ny\":4,\"-\":5,\"true\":6,\"1\":7}",
		"[\"word word word word word word word word word word word word word word word "
		"word "
		"word  word word word\",\"it's: word word word word word word word word word word "
		"word word word word word word word\",\"\\tword word word word word word word word "
		"word word word word word word word word  word\"]",
		"[1e21,1e20,123456789012345680,-0.5,1e-7,18446744073709552000]",
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		fixture *f = *state;
		pn_buf plain, pretty;
		pn_value v;

		pn_buf_init(&plain, &f->arena);
		pn_buf_init(&pretty, &f->arena);
		assert_true(pn_json_read(&f->cx, pn_str_from(texts[i]), NULL, &v));
		assert_true(pn_yaml_write(&f->cx, &plain, &v, NULL));
		assert_true(pn_yaml_write_pretty(&f->cx, &pretty, &v, NULL));
		assert_string_equal(read_json(f, pn_buf_str(&plain), 0), as_json(f, true, &v));
		assert_string_equal(read_json(f, pn_buf_str(&pretty), 0), as_json(f, true, &v));
	}
}

typedef struct placed {
	size_t offsets[8];
	size_t count;
} placed;

static void note_place(void *data, size_t offset, const pn_value *value)
{
	placed *p = data;

	(void)value;
	if (p->count < COUNT(p->offsets))
		p->offsets[p->count++] = offset;
}

static void places_are_reported(void **state)
{
	/* a:        0: the whole, and then its first entry
	 * - b       3
	 * - c: 1    7: the map; 9: its entry
	 * d: e      14 */
	static const size_t want[] = { 0, 0, 3, 7, 9, 14 };
	fixture *f = *state;
	placed p = { .count = 0 };
	pn_yaml_place place = { note_place, &p };
	pn_value v;
	pn_buf out;

	pn_buf_init(&out, &f->arena);
	assert_true(pn_yaml_read(&f->cx, PN_STR("{a: [b, {c: 1}], d: e}"), 0, NULL, &v));
	assert_true(pn_yaml_write(&f->cx, &out, &v, &place));
	assert_string_equal(pn_buf_z(&out), "a:\n- b\n- c: 1\nd: e\n");
	assert_int_equal(p.count, COUNT(want));
	assert_memory_equal(p.offsets, want, sizeof want);
}

static void cycles_are_refused(void **state)
{
	fixture *f = *state;
	pn_map *map = pn_map_new(&f->arena, 0);
	pn_value v = pn_map_value(PN_TYPE_MAP, map);
	pn_buf out;

	pn_buf_init(&out, &f->arena);
	assert_true(pn_map_set(map, PN_STR("a"), &v));
	assert_false(pn_yaml_write(&f->cx, &out, &v, NULL));
	assert_int_equal(out.len, 0);
	assert_string_equal(fixture_failure(f),
			    "error marshaling into JSON: json: unsupported value: "
			    "encountered a cycle via map[string]interface {}");
}

/* ---- memory ---- */

/* Reads and writes with at most `limit` bytes; false when that fails, with an error that is set. */
static bool read_and_write(fixture *f, const char *text, size_t limit)
{
	pn_arena arena;
	pn_cx cx = { &arena, &f->err, &f->limits, NULL };
	pn_buf out;
	pn_value v;
	bool ok;

	pn_arena_init(&arena, NULL, limit);
	pn_buf_init(&out, &arena);
	ok = pn_yaml_read(&cx, pn_str_from(text), 0, NULL, &v) &&
	     pn_yaml_write(&cx, &out, &v, NULL);
	assert_int_equal(pn_error_is_set(&f->err), !ok);
	pn_error_clear(&f->err);
	pn_arena_finish(&arena);
	return ok;
}

static void running_out_of_memory_is_an_error(void **state)
{
	static const char good[] =
		"a: &x [1, 'it''s', \"a\\tb\", {b: c}]\nd: |\n  x\n  y\n"
		"e: one\n  two\n? f\n: *x\ng: !!binary aGk=\n1.5: {<<: {h: i}}\n";
	static const char bad[] = "a: {~: [1, {b: c}]}\nd: .inf\n";

	for (size_t limit = 1024; limit < 64 * 1024; limit += 1024) {
		read_and_write(*state, good, limit);
		assert_false(read_and_write(*state, bad, limit));
	}
	assert_true(read_and_write(*state, good, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(both_readers_agree, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(differences_from_libyaml, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(utf_16_is_read, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(numbers_keep_their_types, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(checking_finds_what_reading_finds, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(quick_reading_changes_nothing, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(folded_lines_are_the_parsers, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(values_know_where_they_stand, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(limits_are_kept, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(depth_is_gos, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(texts_are_cut_into_documents, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(single_documents_are_read_at_once, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(what_is_written_is_read_again, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(places_are_reported, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(cycles_are_refused, fixture_setup,
						fixture_teardown),
		cmocka_unit_test_setup_teardown(running_out_of_memory_is_an_error, fixture_setup,
						fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
