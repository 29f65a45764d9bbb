/* SPDX-License-Identifier: Apache-2.0 */
/* Trees with nodes that are larger than most: what is inside them lies elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "failing.h"
#include "fixture.h"
#include "suite.h"

#include "tmpl/tree.h"

static const void *find(void *data, pn_str name, uint32_t hash)
{
	static const pn_node_func printf_func = { "printf" };

	(void)data;
	(void)hash;
	return pn_str_eq(pn_str_from(printf_func.name), name) ? &printf_func : NULL;
}

static const pn_func_finder finder = { find, NULL, NULL };

/* Texts that print as they are written; `piece` stands there so many times. */
static const struct large {
	const char *name, *before, *piece;
	unsigned times;
	const char *after;
} rows[] = {
	{ "operands that are counted", "{{printf", " 7", 254, "}}" },
	{ "operands that are not", "{{printf", " 7", 255, "}}" },
	{ "large command", "{{printf", " .a.b", 40000, "}}" },
	{ "large command, then another", "{{printf", " $.a.b", 40000, " | printf `r`}}" },
	{ "small command moved in itself", "{{printf", " .a", 170, " | printf}}" },
	{ "small command moved away", "{{printf", " .a", 171, " | printf}}" },
	{ "many commands", "{{.a", " | printf 1", 20000, "}}{{.b}}" },
	{ "many commands in parentheses", "{{printf (.a", " | printf 1", 20000, ") .b}}" },
	{ "variable of a large pipeline", "{{$x := printf", " nil", 70000, " | printf}}{{$x}}" },
	{ "many names", "{{.a", ".b", 70000, "}}{{.c}}" },
	{ "many names of a variable", "{{$x := .a}}{{$x", ".b", 70000, " | printf}}" },
	{ "many names of parentheses", "{{(.a | printf)", ".b", 70000, "}}" },
	{ "names of large parentheses", "{{(printf", " .a.b", 40000, ").c.d | printf}}" },
	{ "names of moved parentheses", "{{(printf", " .a.b", 300, ").c.d | printf}}" },
	{ "large list", "{{if .x}}", "a{{.b.c}}", 20000, "{{else}}c{{end}}d{{.e}}" },
	{ "large else", "{{if .x}}a{{else}}", "a{{.b.c}}", 20000, "{{end}}d" },
	{ "large loop", "{{range $i, $x := .l}}", "a{{$x.b}}", 20000, "{{end}}d" },
	{ "large text of lists", "", "{{with .a}}b{{end}}", 20000, "" },
	{ "large template", "{{template \"t\" printf", " .a.b", 40000, "}}c" },
	{ "large string", "{{printf \"", "\\n", 600000, "\" .a}}b" },
	{ "large pipe of strings", "{{printf", " \"\\t\"", 40000, "}}{{\"b\"}}" },
	{ "large numbers", "{{printf", " 1.5 -3 0x10 12345678901 'a'", 3000, "}}" },
};

static pn_str text_of(fixture *b, const struct large *row)
{
	pn_buf text;

	pn_buf_init(&text, &b->arena);
	pn_buf_add(&text, pn_str_from(row->before));
	for (unsigned i = 0; i < row->times; i++)
		pn_buf_add(&text, pn_str_from(row->piece));
	pn_buf_add(&text, pn_str_from(row->after));
	return pn_buf_str(&text);
}

/* Whether two trees are the same, node by node; how deep is known. */
static bool are_same(const pn_node *a, const pn_node *b)
{
	pn_nodes in = pn_node_inside(a), other = pn_node_inside(b);

	if (a->kind != b->kind || a->pos != b->pos || a->count != b->count)
		return false;
	switch (a->kind) {
	case PN_NODE_LIST:
	case PN_NODE_ACTION:
	case PN_NODE_PIPE:
	case PN_NODE_COMMAND:
	case PN_NODE_IF:
	case PN_NODE_RANGE:
	case PN_NODE_WITH:
		break;
	default:
		return in.end - in.at == other.end - other.at;
	}
	for (; in.at < in.end; in.at = pn_node_next(in.at), other.at = pn_node_next(other.at)) {
		if (other.at >= other.end || !are_same(in.at, other.at))
			return false;
	}
	return other.at == other.end;
}

static const pn_node *parse(fixture *b, pn_str text, bool slow)
{
	const pn_tmpl *tmpl;

	if (!pn_tmpl_parse_how(&b->cx, PN_STR("t"), text, &finder, slow, &tmpl))
		fail_msg("%s", fixture_failure(b));
	assert_int_equal(tmpl->count, 1);
	return tmpl->defines[0].root;
}

static void print_as_written(void **state)
{
	fixture b;
	const pn_node *quick, *slow;
	pn_str text;
	pn_buf out;

	fixture_init(&b, NULL);
	text = text_of(&b, *state);
	quick = parse(&b, text, false);
	slow = parse(&b, text, true);
	pn_buf_init(&out, &b.arena);
	pn_node_print(&out, quick);
	assert_true(pn_str_eq(pn_buf_str(&out), text));
	assert_true(are_same(quick, slow));
	fixture_finish(&b);
}

/* The same where memory ends somewhere, which is an error each time. */
static void lack_of_memory_is_an_error(void **state)
{
	struct failing f;
	const pintle_allocator mem = { failing_resize, &f };
	bool good = false;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++, good = false) {
		fixture texts;
		pn_str text;

		fixture_init(&texts, NULL);
		text = text_of(&texts, &rows[i]);
		for (size_t count = 0; !good; count++) {
			const pn_tmpl *tmpl;
			fixture b;

			f = (struct failing){ .fail_at = count };
			assert_true(count < 1000);
			fixture_init(&b, &mem);
			good = pn_tmpl_parse(&b.cx, PN_STR("t"), text, &finder, &tmpl);
			if (!good)
				assert_int_equal(b.err.status, PINTLE_ERR_NO_MEMORY);
			fixture_finish(&b);
			assert_int_equal(f.held, 0);
		}
		fixture_finish(&texts);
	}
}

/* Large operands in operands: the time is not that of their sizes times the levels. */
static void nesting_stays_cheap(void **state)
{
	enum { LEVELS = 900, OPERANDS = 20000 };
	const struct large operands = { NULL, "", " .a", OPERANDS, "" };
	const pn_tmpl *tmpl;
	fixture b;
	pn_buf text;

	(void)state;
	fixture_init(&b, NULL);
	pn_buf_init(&text, &b.arena);
	pn_buf_lit(&text, "{{");
	for (int i = 0; i < LEVELS; i++)
		pn_buf_lit(&text, "(");
	pn_buf_lit(&text, "printf");
	pn_buf_add(&text, text_of(&b, &operands));
	for (int i = 0; i < LEVELS; i++)
		pn_buf_lit(&text, " | printf).b");
	pn_buf_lit(&text, "}}");
	if (!pn_tmpl_parse(&b.cx, PN_STR("t"), pn_buf_str(&text), &finder, &tmpl))
		fail_msg("%s", fixture_failure(&b));
	fixture_finish(&b);
}

/* Trees around which others stand: a define's is not part of the text's, a block's neither. */
static void trees_do_not_mix(void **state)
{
	static const char text[] =
		"a{{.b}}{{define `x`}}c{{.d}}{{end}}e{{define `y`}}{{block `z` .f}}"
		"g{{end}}h{{end}}{{.i}}{{block `w` .}}{{.j}}{{end}}{{.k}}";
	static const char *const want[][2] = {
		{ "x", "c{{.d}}" },
		{ "z", "g" },
		{ "y", "{{template \"z\" .f}}h" },
		{ "w", "{{.j}}" },
		{ "t", "a{{.b}}e{{.i}}{{template \"w\" .}}{{.k}}" },
	};
	const pn_tmpl *tmpl;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	for (int slow = 0; slow < 2; slow++) {
		assert_true(pn_tmpl_parse_how(&b.cx, PN_STR("t"), pn_str_from(text), &finder, slow,
					      &tmpl));
		assert_int_equal(tmpl->count, 5);
		for (uint32_t i = 0; i < tmpl->count; i++) {
			pn_buf out;

			pn_buf_init(&out, &b.arena);
			pn_node_print(&out, tmpl->defines[i].root);
			assert_string_equal(pn_str_z(&b.arena, tmpl->defines[i].name), want[i][0]);
			assert_string_equal(pn_buf_z(&out), want[i][1]);
		}
	}
	fixture_finish(&b);
}

int main(void)
{
	static suite s;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		suite_add(&s, rows[i].name, print_as_written, &rows[i]);
	suite_add(&s, "memory", lack_of_memory_is_an_error, NULL);
	suite_add(&s, "nesting", nesting_stays_cheap, NULL);
	suite_add(&s, "defines and blocks", trees_do_not_mix, NULL);
	return _cmocka_run_group_tests("tmpl_large", s.tests, s.count, NULL, NULL);
}
