/* SPDX-License-Identifier: Apache-2.0 */
/* Template text to trees; texts that do not parse are in tmpl_errors_test.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "failing.h"
#include "fixture.h"
#include "suite.h"

#include "tmpl/lex.h"
#include "tmpl/tree.h"
#include "tmpl/tmpl.h"

static const void *find(void *data, pn_str name, uint32_t hash)
{
	static const pn_node_func funcs[] = { { "printf" }, { "contains" }, { "upper" } };

	(void)data;
	assert_int_equal(hash, pn_str_hash(name));
	for (size_t i = 0; i < sizeof funcs / sizeof *funcs; i++) {
		if (pn_str_eq(pn_str_from(funcs[i].name), name))
			return &funcs[i];
	}
	return NULL;
}

static pn_func_memo memo;
static const pn_func_finder finder = { find, NULL, &memo };

static const pn_tmpl *parse(fixture *b, const char *name, const char *text)
{
	const pn_tmpl *tmpl;

	if (!pn_tmpl_parse(&b->cx, pn_str_from(name), pn_str_from(text), &finder, &tmpl))
		fail_msg("%s: %s", text, pn_str_z(&b->arena, pn_error_text(&b->err)));
	return tmpl;
}

static const pn_define *define_of(const pn_tmpl *tmpl, const char *name)
{
	for (uint32_t i = 0; i < tmpl->count; i++) {
		if (pn_str_eq(tmpl->defines[i].name, pn_str_from(name)))
			return &tmpl->defines[i];
	}
	fail_msg("no define %s", name);
	return NULL;
}

/* ---- tokens ---- */

static const char *const token_names[] = {
	"error", "bool",  "char",     "charconst", "complex", "=",	  "declare",
	"eof",	 "field", "id",	      "left",	   "(",	      "number",	  "|",
	"raw",	 "right", ")",	      "string",	   "text",    "variable", "",
	"block", "break", "continue", "dot",	   "define",  "else",	  "end",
	"if",	 "nil",	  "range",    "template",  "with",
};

static const struct token_row {
	const char *text, *tokens;
} token_rows[] = {
	{ "", "0:eof" },
	{ " \t\n", "0:text( \t\n) 3:eof" },
	{ "now", "0:text(now) 3:eof" },
	{ "hello-{{/* a comment */}}-world", "0:text(hello-) 25:text(-world) 31:eof" },
	{ "{{,@% }}", "0:left 2:char(,) 3:char(@) 4:char(%) 5:space 6:right 8:eof" },
	{ "{{((3))}}", "0:left 2:( 3:( 4:number(3) 5:) 6:) 7:right 9:eof" },
	{ "{{}}", "0:left 2:right 4:eof" },
	{ "{{for}}", "0:left 2:id(for) 5:right 7:eof" },
	{ "{{block \"foo\" .}}",
	  "0:left 2:block 7:space 8:string(\"foo\") 13:space 14:dot 15:right 17:eof" },
	{ "{{\"abc \\n\\t\\\" \"}}", "0:left 2:string(\"abc \\n\\t\\\" \") 15:right 17:eof" },
	{ "{{`abc\\n\\t\\\" `}}", "0:left 2:raw(`abc\\n\\t\\\" `) 14:right 16:eof" },
	{ "{{`now is{{\n}}the time`}}", "0:left 2:raw(`now is{{\n}}the time`) 23:right 25:eof" },
	{ "{{1 02 0x14 -7.2i}}", "0:left 2:number(1) 3:space 4:number(02) 6:space "
				 "7:number(0x14) 11:space 12:number(-7.2i) 17:right 19:eof" },
	{ "{{1e3 +1.2e-4 1+2i}}", "0:left 2:number(1e3) 5:space 6:number(+1.2e-4) 13:space "
				  "14:complex(1+2i) 18:right 20:eof" },
	{ "{{1_2 0X1.E_FP4}}", "0:left 2:number(1_2) 5:space 6:number(0X1.E_FP4) 15:right 17:eof" },
	{ "{{'a' '\\''}}", "0:left 2:charconst('a') 5:space 6:charconst('\\'') 10:right 12:eof" },
	{ "{{true false nil}}", "0:left 2:bool(true) 6:space 7:bool(false) 12:space 13:nil "
				"16:right 18:eof" },
	{ "{{.x . .2 .x.y}}", "0:left 2:field(.x) 4:space 5:dot 6:space 7:number(.2) 9:space "
			      "10:field(.x) 12:field(.y) 14:right 16:eof" },
	{ "{{range if else end with}}", "0:left 2:range 7:space 8:if 10:space 11:else 15:space "
					"16:end 19:space 20:with 24:right 26:eof" },
	{ "{{$c := $ $23 $v.F}}",
	  "0:left 2:variable($c) 4:space 5:declare 7:space 8:variable($) 9:space "
	  "10:variable($23) 13:space 14:variable($v) 16:field(.F) 18:right 20:eof" },
	{ "{{$x =1|a}}", "0:left 2:variable($x) 4:space 5:= 6:number(1) 7:| 8:id(a) 9:right "
			 "11:eof" },
	{ "hello- {{- 3 -}} -world",
	  "0:text(hello-) 7:left 11:number(3) 14:right 17:text(-world) 23:eof" },
	{ "hello- {{- /* hello */ -}} -world", "0:text(hello-) 27:text(-world) 33:eof" },
	{ "{{x  -}}\n{{y}}", "0:left 2:id(x) 3:space 6:right 9:left 11:id(y) 12:right 14:eof" },
	{ "hello-{.}}-world", "0:text(hello-{.}}-world) 16:eof" },
	{ "#{{\001}}", "0:text(#) 1:left 3:error(unrecognized character in action: U+0001)" },
	{ "{{range", "0:left 2:range 7:error(unclosed action)" },
	{ "{{3k}}", "0:left 2:error(bad number syntax: \"3k\")" },
	{ "{{(3}}", "0:left 2:( 3:number(3) 4:error(unclosed left paren)" },
	{ "{{3)}}", "0:left 2:number(3) 3:error(unexpected right paren)" },
	{ "x{{/*/}}", "0:text(x) 3:error(unclosed comment)" },
};

static bool shows_text(pn_token_kind kind)
{
	switch (kind) {
	case PN_TOKEN_ASSIGN:
	case PN_TOKEN_DECLARE:
	case PN_TOKEN_EOF:
	case PN_TOKEN_LEFT_DELIM:
	case PN_TOKEN_LEFT_PAREN:
	case PN_TOKEN_PIPE:
	case PN_TOKEN_RIGHT_DELIM:
	case PN_TOKEN_RIGHT_PAREN:
		return false;
	default:
		return kind < PN_TOKEN_KEYWORD;
	}
}

static void tokens_are_gos(void **state)
{
	const struct token_row *row = *state;
	pn_lexer lx;
	pn_token token = { .pos = 0 };
	pn_buf out;
	fixture b;

	fixture_init(&b, NULL);
	pn_lexer_init(&lx, &b.arena, pn_str_from(row->text));
	pn_buf_init(&out, &b.arena);
	do {
		uint32_t end = token.pos + (uint32_t)token.text.len;

		pn_lexer_next(&lx, &token);
		if (token.spaced) /* Go makes a token of what stands between */
			pn_buf_format(&out, " %u:space", end);
		pn_buf_format(&out, "%s%u:%s", out.len ? " " : "", token.pos,
			      token_names[token.kind]);
		if (shows_text(token.kind))
			pn_buf_format(&out, "(%.*s)", PN_ARG(token.text));
	} while (token.kind != PN_TOKEN_EOF && token.kind != PN_TOKEN_ERROR);
	assert_string_equal(pn_buf_z(&out), row->tokens);
	fixture_finish(&b);
}

/* ---- trees ---- */

static const struct tree_row {
	const char *text, *tree;
} tree_rows[] = {
	{ "", "" },
	{ "{{/*\n\n\n*/}}", "" },
	{ "some text", "some text" },
	{ "{{.X}}", "{{.X}}" },
	{ "{{printf}}", "{{printf}}" },
	{ "{{$}}", "{{$}}" },
	{ "{{with $x := 3}}{{$x 23}}{{end}}", "{{with $x := 3}}{{$x 23}}{{end}}" },
	{ "{{$.I}}", "{{$.I}}" },
	{ "{{printf `%d` 23}}", "{{printf `%d` 23}}" },
	{ "{{.X|.Y}}", "{{.X | .Y}}" },
	{ "{{$x := .X|.Y}}", "{{$x := .X | .Y}}" },
	{ "{{ $x = 1 }}", "{{$x = 1}}" },
	{ "{{.X (.Y .Z) (.A | .B .C) (.E)}}", "{{.X (.Y .Z) (.A | .B .C) (.E)}}" },
	{ "{{(.Y .Z).Field.G}}", "{{(.Y .Z).Field.G}}" },
	{ "{{upper.b}}", "{{upper.b}}" },
	{ "{{if .X}}hello{{end}}", "{{if .X}}hello{{end}}" },
	{ "{{if .X}}a{{else if .Y}}b{{end}}", "{{if .X}}a{{else}}{{if .Y}}b{{end}}{{end}}" },
	{ "+{{if .X}}X{{else if .Y}}Y{{else if .Z}}Z{{else}}?{{end}}+",
	  "+{{if .X}}X{{else}}{{if .Y}}Y{{else}}{{if .Z}}Z{{else}}?{{end}}{{end}}{{end}}+" },
	{ "{{with .X}}a{{else with .Y}}b{{else}}c{{end}}",
	  "{{with .X}}a{{else}}{{with .Y}}b{{else}}c{{end}}{{end}}" },
	{ "{{range .X}}hello{{range .Y}}goodbye{{end}}{{end}}",
	  "{{range .X}}hello{{range .Y}}goodbye{{end}}{{end}}" },
	{ "{{range .X|.M}}true{{else}}false{{end}}", "{{range .X | .M}}true{{else}}false{{end}}" },
	{ "{{range $x, $y := .SI}}{{.}}{{ break }}{{end}}",
	  "{{range $x, $y := .SI}}{{.}}{{break}}{{end}}" },
	{ "{{range $x := .SI}}{{continue}}{{end}}", "{{range $x := .SI}}{{continue}}{{end}}" },
	{ "{{range ($x := 3) }}{{end}}", "{{range ($x := 3)}}{{end}}" },
	{ "{{range .SI 1 -3.2i true false 'a' nil}}{{end}}",
	  "{{range .SI 1 -3.2i true false 'a' nil}}{{end}}" },
	{ "{{template `x`}}", "{{template \"x\"}}" },
	{ "{{template `x` .Y}}", "{{template \"x\" .Y}}" },
	{ "{{block \"foo\" .}}hello{{end}}", "{{template \"foo\" .}}" },
	{ "x \r\n\t{{- 3}}", "x{{3}}" },
	{ "{{3 -}}\n\n\ty", "{{3}}y" },
	{ "x\n{{-  3   -}}\ny", "x{{3}}y" },
	{ "x \r\n\t{{- /* */ -}}\n\n\ty", "xy" },
	{ "{{ $x \n := \n 1 \n }}", "{{$x := 1}}" },
	{ "{{\n\"x\"\n|\nprintf\n}}", "{{\"x\" | printf}}" },
	{ "{{$x:=.}}{{$x +2}}", "{{$x := .}}{{$x +2}}" },
	{ "{{ 1 | }}", "{{1}}" },
	{ "{{ \"a\" -}} }} {{- \"b\" }}", "{{\"a\"}}}}{{\"b\"}}" },
};

static void trees_print_as_gos(void **state)
{
	const struct tree_row *row = *state;
	pn_buf out;
	fixture b;

	fixture_init(&b, NULL);
	pn_buf_init(&out, &b.arena);
	pn_node_print(&out, define_of(parse(&b, "t", row->text), "t")->root);
	assert_string_equal(pn_buf_z(&out), row->tree);
	fixture_finish(&b);
}

/* ---- positions ---- */

/* Appends kind@pos of a pipeline's parts, which are what errors point at. */
static void add_positions(pn_buf *out, const pn_node *node)
{
	static const char *const words[PN_NODE_KINDS] = {
		[PN_NODE_LIST] = "list",   [PN_NODE_ACTION] = "action",
		[PN_NODE_PIPE] = "pipe",   [PN_NODE_COMMAND] = "command",
		[PN_NODE_IF] = "branch",   [PN_NODE_RANGE] = "branch",
		[PN_NODE_WITH] = "branch", [PN_NODE_CHAIN] = "chain",
	};
	pn_nodes in = pn_node_inside(node);

	if (words[node->kind]) {
		pn_buf_format(out, "%s@%u ", words[node->kind], node->pos);
		if (node->kind == PN_NODE_CHAIN)
			in.end = pn_node_next(in.at);
		for (; in.at < in.end; in.at = pn_node_next(in.at))
			add_positions(out, in.at);
	} else {
		pn_node_print(out, node);
		pn_buf_format(out, "@%u ", node->pos);
	}
}

/* ---- the quick parse ---- */

/* What came of a text: its trees with all positions, or the error. */
static pn_str outcome(fixture *b, pn_str text, bool slow)
{
	const pn_tmpl *tmpl;
	pn_buf out;

	pn_buf_init(&out, &b->arena);
	if (!pn_tmpl_parse_how(&b->cx, PN_STR("t"), text, &finder, slow, &tmpl)) {
		pn_buf_add(&out, pn_error_text(&b->err));
		pn_error_clear(&b->err);
		return pn_buf_str(&out);
	}
	for (uint32_t i = 0; i < tmpl->count; i++) {
		pn_buf_add(&out, tmpl->defines[i].name);
		pn_node_print(&out, tmpl->defines[i].root);
		add_positions(&out, tmpl->defines[i].root);
	}
	return pn_buf_str(&out);
}

/* Texts of random pieces mean the same to the quick parse and to the grammar proper. */
static void quick_parses_change_nothing(void **state)
{
	static const char *const pieces[] = {
		"{{",	       "{{- ",	    "}}",	   " -}}",	"\n",
		" ",	       "  ",	    "text",	   "if",	"else",
		"end",	       "range",	    "with",	   "define",	"block",
		"template",    "break",	    "continue",	   "true",	"nil",
		".",	       ".a",	    ".b.c",	   "$",		"$x",
		"$.d",	       "$x.e",	    "printf",	   "upper",	"nosuch",
		"\"s\"",       "\"\\n\"",   "`r`",	   "\"",	"12",
		"-3",	       "0x1",	    "1.5",	   "'c'",	"(",
		")",	       ").f",	    "|",	   " | ",	":=",
		" := ",	       "=",	    ",",	   "\xc3\xa4",	"{{/* c */}}",
		"{{ if .a }}", "{{ end }}", "{{- else }}", "{{ $x := ", "{{ range $i, $x := .l }}"
	};
	static const char *const actions[] = {
		"{{ end -}}\n ",
		"{{- with .w -}}",
		"{{ else if .b }}",
		"{{ template \"t\" . }}",
		"{{ template `r` }}",
		"{{ define \"d\" -}}",
		"{{- define `e` }}",
		"{{ block \"b\" . }}",
		"{{ .Values.a.b | upper }}",
		"{{ printf \"%s\" (upper .x).y -}}",
		"{{- /* d */ -}}",
		"{{ \"}}\" }}",
		"{{ .a.b.c.d.e.f.g.h.i }}",
		"{{ continue }}",
		"{{- break }}",
		"{{ $x = 3 }}",
		"{{- end }}{{ end }}",
		"/* }} */",
		"\r\n\t",
	};
	enum {
		PIECES = sizeof pieces / sizeof *pieces,
		ACTIONS = sizeof actions / sizeof *actions
	};
	uint64_t seed = 1;

	(void)state;
	for (int round = 0; round < 60000; round++) {
		pn_str quick, slow;
		pn_buf text;
		fixture b;

		fixture_init(&b, NULL);
		pn_buf_init(&text, &b.arena);
		for (int i = 0; i < 1 + round % 14; i++) {
			unsigned piece;

			seed = seed * 6364136223846793005u + 1442695040888963407u;
			piece = (unsigned)((seed >> 33) % (PIECES + ACTIONS));
			pn_buf_add(&text, pn_str_from(piece < PIECES ? pieces[piece]
								     : actions[piece - PIECES]));
		}
		quick = outcome(&b, pn_buf_str(&text), false);
		slow = outcome(&b, pn_buf_str(&text), true);
		if (!pn_str_eq(quick, slow))
			fail_msg("%s: %.*s, not %.*s", pn_buf_z(&text), PN_ARG(quick),
				 PN_ARG(slow));
		fixture_finish(&b);
	}
}

static const struct tree_row position_rows[] = {
	{ "a{{ upper .x }}", "list@0 a@0 action@4 command@4 upper@4 .x@10 " },
	{ "x: {{ .Values.a.b }}", "list@0 x: @0 action@6 command@6 .Values.a.b@13 " },
	{ "{{ $.a }}", "list@0 action@3 command@3 $.a@4 " },
	{ "{{ (upper \"a\").b.c }}",
	  "list@0 action@3 command@3 chain@14 command@4 upper@4 \"a\"@10 " },
	{ "{{- 1 | printf }}", "list@0 action@4 pipe@4 command@4 1@4 command@8 printf@8 " },
	{ "{{ $x := 1 }}", "list@0 action@3 pipe@3 $x@3 command@9 1@9 " },
	{ "{{ if  .x }}{{ end }}", "list@0 branch@7 command@7 .x@7 list@12 " },
	{ "{{ template  \"x\" . }}", "list@0 {{template \"x\" .}}@13 " },
};

static void positions_are_gos(void **state)
{
	const struct tree_row *row = *state;
	pn_buf out;
	fixture b;

	fixture_init(&b, NULL);
	pn_buf_init(&out, &b.arena);
	add_positions(&out, define_of(parse(&b, "t", row->text), "t")->root);
	assert_string_equal(pn_buf_z(&out), row->tree);
	fixture_finish(&b);
}

static void places_have_lines_and_columns(void **state)
{
	const pn_tmpl_source source = { PN_STR("t"), PN_STR("ab\n\ncd"), 0 };
	static const uint32_t want[][2] = { { 1, 0 }, { 1, 1 }, { 1, 2 }, { 2, 0 },
					    { 3, 0 }, { 3, 1 }, { 3, 2 }, { 3, 2 } };
	uint32_t line, column;

	(void)state;
	for (uint32_t pos = 0; pos < sizeof want / sizeof *want; pos++) {
		pn_tmpl_locate(&source, pos, &line, &column);
		assert_int_equal(line, want[pos][0]);
		assert_int_equal(column, want[pos][1]);
	}
}

/* ---- constants ---- */

enum { INT = 1, UINT = 2, FLOAT = 4, COMPLEX = 8 };

static const struct number_row {
	const char *text;
	int kinds;
	int64_t integer;
	uint64_t uinteger;
	double number, real, imaginary;
} number_rows[] = {
	{ "0", INT | UINT | FLOAT, 0, 0, 0, 0, 0 },
	{ "-0", INT | UINT | FLOAT, 0, 0, 0, 0, 0 },
	{ "73", INT | UINT | FLOAT, 73, 73, 73, 0, 0 },
	{ "7_3", INT | UINT | FLOAT, 73, 73, 73, 0, 0 },
	{ "0b10_010_01", INT | UINT | FLOAT, 73, 73, 73, 0, 0 },
	{ "073", INT | UINT | FLOAT, 59, 59, 59, 0, 0 },
	{ "0O73", INT | UINT | FLOAT, 59, 59, 59, 0, 0 },
	{ "0X7_3", INT | UINT | FLOAT, 115, 115, 115, 0, 0 },
	{ "-73", INT | FLOAT, -73, 0, -73, 0, 0 },
	{ "+73", INT | FLOAT, 73, 0, 73, 0, 0 },
	{ "1e9", INT | UINT | FLOAT, 1000000000, 1000000000, 1e9, 0, 0 },
	{ "-1e9", INT | FLOAT, -1000000000, 0, -1e9, 0, 0 },
	{ "-1.2", FLOAT, 0, 0, -1.2, 0, 0 },
	{ "2.0", INT | UINT | FLOAT, 2, 2, 2, 0, 0 },
	{ "1e1_9", UINT | FLOAT, 0, 10000000000000000000u, 1e19, 0, 0 },
	{ "-1e19", FLOAT, 0, 0, -1e19, 0, 0 },
	{ "1e30", FLOAT, 0, 0, 1e30, 0, 0 },
	{ "18446744073709551615", UINT | FLOAT, 0, UINT64_MAX, 0x1p64, 0, 0 },
	{ "0x_1p4", INT | UINT | FLOAT, 16, 16, 16, 0, 0 },
	{ "0x_1p-4", FLOAT, 0, 0, 1 / 16., 0, 0 },
	{ "4i", COMPLEX, 0, 0, 0, 0, 4 },
	{ "073i", COMPLEX, 0, 0, 0, 0, 73 },
	{ "-1.2+4.2i", COMPLEX, 0, 0, 0, -1.2, 4.2 },
	{ "0x1p2-0x1p3i", COMPLEX, 0, 0, 0, 4, -8 },
	{ "0i", INT | UINT | FLOAT | COMPLEX, 0, 0, 0, 0, 0 },
	{ "-1.2+0i", FLOAT | COMPLEX, 0, 0, -1.2, -1.2, 0 },
	{ "-12+0i", INT | FLOAT | COMPLEX, -12, 0, -12, -12, 0 },
	{ "13+0i", INT | UINT | FLOAT | COMPLEX, 13, 13, 13, 13, 0 },
	{ "'a'", INT | UINT | FLOAT, 'a', 'a', 'a', 0, 0 },
	{ "'\\n'", INT | UINT | FLOAT, '\n', '\n', '\n', 0, 0 },
	{ "'\\''", INT | UINT | FLOAT, '\'', '\'', '\'', 0, 0 },
	{ "'\\xFF'", INT | UINT | FLOAT, 0xFF, 0xFF, 0xFF, 0, 0 },
	{ "'\343\203\221'", INT | UINT | FLOAT, 0x30d1, 0x30d1, 0x30d1, 0, 0 },
	{ "'\\U000030d1'", INT | UINT | FLOAT, 0x30d1, 0x30d1, 0x30d1, 0, 0 },
};

/* Returns the first argument of the only action in a text. */
static const pn_node *first_argument(fixture *b, const char *text)
{
	const pn_node *root = define_of(parse(b, "t", text), "t")->root;

	return pn_node_first(pn_node_first(pn_node_first(root)));
}

static void numbers_have_gos_views(void **state)
{
	const struct number_row *row = *state;
	const pn_number *n;
	pn_number room;
	char text[64];
	fixture b;

	fixture_init(&b, NULL);
	snprintf(text, sizeof text, "{{%s}}", row->text);
	n = pn_node_number(first_argument(&b, text), &room);
	assert_int_equal((n->is_int ? INT : 0) | (n->is_uint ? UINT : 0) |
				 (n->is_float ? FLOAT : 0) | (n->is_complex ? COMPLEX : 0),
			 row->kinds);
	assert_int_equal(n->integer, row->integer);
	assert_true(n->uinteger == row->uinteger);
	assert_true(n->number == row->number);
	assert_true(n->complex[0] == row->real && n->complex[1] == row->imaginary);
	fixture_finish(&b);
}

static const struct tree_row string_rows[] = {
	{ "{{\"a\\tb\\\"\\\\\"}}", "a\tb\"\\" },
	{ "{{\"\\x41\\101\\u00e9\\U0001F600\"}}", "AA\303\251\360\237\230\200" },
	{ "{{\"\\xff\"}}", "\377" },
	{ "{{\"\377\"}}", "\357\277\275" },
	{ "{{`a\\t\r\nb`}}", "a\\t\nb" },
	{ "{{`\377`}}", "\377" },
};

static void strings_are_unquoted(void **state)
{
	const struct tree_row *row = *state;
	fixture b;

	fixture_init(&b, NULL);
	assert_string_equal(pn_str_z(&b.arena, pn_node_string(first_argument(&b, row->text))),
			    row->tree);
	fixture_finish(&b);
}

/* ---- defines and sets ---- */

static void empty_bodies_are_known(void **state)
{
	static const struct {
		const char *text;
		bool empty;
	} rows[] = {
		{ "", true },
		{ "hello", false },
		{ " \t\n \302\205\342\200\250", true },
		{ "{{/* comment */}}", true },
		{ "{{define `x`}}something{{end}}\n\n{{define `y`}}a{{end}}\n", true },
		{ "{{define `x`}}something{{end}}\nx\n", false },
		{ "{{define `x`}}something{{end}}{{if 3}}{{end}}", false },
	};
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(define_of(parse(&b, "t", rows[i].text), "t")->empty,
				 rows[i].empty);
	fixture_finish(&b);
}

static void a_later_body_replaces_an_empty_one(void **state)
{
	const pn_tmpl *tmpl;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	tmpl = parse(&b, "t", "{{define `x`}} {{end}}{{define `x`}}a{{end}}{{define `x`}}{{end}}");
	assert_int_equal(tmpl->count, 2);
	assert_false(define_of(tmpl, "x")->empty);
	tmpl = parse(&b, "t", "{{define `t`}}a{{end}} ");
	assert_int_equal(tmpl->count, 1);
	assert_false(tmpl->defines[0].empty);
	fixture_finish(&b);
}

static void sets_keep_what_is_not_empty(void **state)
{
	const pn_tmpl *first, *second, *third;
	pn_tmpl_set *set, *child;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	first = parse(&b, "t", "{{define `x`}}1{{end}}{{define `y`}} {{end}}");
	second = parse(&b, "u", "{{define `x`}} {{end}}{{define `y`}}2{{end}}");
	third = parse(&b, "u", "{{define `x`}}3{{end}}{{define `y`}} {{end}}");
	set = pn_tmpl_set_new(&b.arena, NULL);
	assert_null(pn_tmpl_set_find(set, PN_STR("x")));
	assert_true(pn_tmpl_set_add(set, first) && pn_tmpl_set_add(set, second));
	assert_ptr_equal(pn_tmpl_set_find(set, PN_STR("x")), define_of(first, "x"));
	assert_ptr_equal(pn_tmpl_set_find(set, PN_STR("y")), define_of(second, "y"));
	child = pn_tmpl_set_new(&b.arena, set);
	assert_true(pn_tmpl_set_add(child, third));
	assert_ptr_equal(pn_tmpl_set_find(child, PN_STR("x")), define_of(third, "x"));
	assert_ptr_equal(pn_tmpl_set_find(child, PN_STR("y")), define_of(second, "y"));
	assert_ptr_equal(pn_tmpl_set_find(set, PN_STR("x")), define_of(first, "x"));
	fixture_finish(&b);
}

static void sets_grow(void **state)
{
	pn_tmpl_set *set;
	char text[64], name[16];
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	set = pn_tmpl_set_new(&b.arena, NULL);
	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, "{{define `n%d`}}%d{{end}}", i, i);
		assert_true(pn_tmpl_set_add(set,
					    parse(&b, "t", pn_str_z(&b.arena, pn_str_from(text)))));
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof name, "n%d", i);
		assert_non_null(pn_tmpl_set_find(set, pn_str_from(name)));
	}
	fixture_finish(&b);
}

/* ---- limits and hostile input ---- */

static pn_str repeat(fixture *b, const char *part, size_t count)
{
	pn_buf buf;

	pn_buf_init(&buf, &b->arena);
	while (count--)
		pn_buf_add(&buf, pn_str_from(part));
	return pn_buf_str(&buf);
}

/* Parses OPEN * n, then CLOSE * n inside one action or none, with a depth of 100. */
static pintle_status nested(const char *open, const char *middle, const char *close, size_t n)
{
	const pn_tmpl *tmpl;
	pintle_status status;
	pn_str text;
	fixture b;

	fixture_init(&b, NULL);
	b.limits.depth = 100;
	text = pn_str_concat(&b.arena, repeat(&b, open, n), pn_str_from(middle));
	text = pn_str_concat(&b.arena, text, repeat(&b, close, n));
	if (strcmp(open, "(") == 0)
		text = pn_str_concat(&b.arena, pn_str_concat(&b.arena, PN_STR("{{"), text),
				     PN_STR("}}"));
	pn_tmpl_parse(&b.cx, PN_STR("t"), text, &finder, &tmpl);
	status = b.err.status;
	fixture_finish(&b);
	return status;
}

/* However many variables there are, each is seen from its declaration to the end of its list. */
static void many_variables_are_seen(void **state)
{
	fixture b;

	(void)state;
	for (int count = 1; count <= 70; count += 3) {
		pn_buf text;
		pn_str good, bad;

		fixture_init(&b, NULL);
		pn_buf_init(&text, &b.arena);
		for (int i = 0; i < count; i++)
			pn_buf_format(&text, "{{ $v%d := 1 }}{{ $v%d }}", i, i / 2);
		pn_buf_lit(&text, "{{ if 1 }}{{ $v0 := 2 }}{{ $inside := $v0 }}{{ end }}{{ $v0 }}");
		good = pn_str_dup(&b.arena, pn_buf_str(&text));
		pn_buf_lit(&text, "{{ $inside }}");
		bad = pn_buf_str(&text);
		assert_false(pn_str_starts(outcome(&b, good, false), PN_STR("template: ")));
		assert_true(pn_str_eq(outcome(&b, bad, false),
				      PN_STR("template: t:1: undefined variable \"$inside\"")));
		fixture_finish(&b);
	}
}

static void nesting_has_a_limit(void **state)
{
	static const char *const rows[][3] = {
		{ "(", "1", ")" },
		{ "{{if 1}}", "", "{{end}}" },
		{ "{{range .}}", "", "{{end}}" },
		{ "{{with 1}}{{else with 1}}", "", "{{end}}" },
		{ "{{if 1}}{{else if 1}}", "", "{{end}}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t fits = i < 3 ? 100 : 50;

		assert_int_equal(nested(rows[i][0], rows[i][1], rows[i][2], fits), PINTLE_OK);
		assert_int_equal(nested(rows[i][0], rows[i][1], rows[i][2], fits + 1),
				 PINTLE_ERR_LIMIT);
	}
}

static void parentheses_have_gos_limit(void **state)
{
	const pn_tmpl *tmpl;
	pn_str text;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	b.limits.depth = 20000;
	text = pn_str_concat(&b.arena, PN_STR("{{"), repeat(&b, "(", 10001));
	assert_false(pn_tmpl_parse(&b.cx, PN_STR("t"), text, &finder, &tmpl));
	assert_string_equal(pn_str_z(&b.arena, pn_error_text(&b.err)),
			    "template: t:1: max expression depth exceeded");
	fixture_finish(&b);
}

/* A sequence that is the same everywhere. */
static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void mutate(char *text, size_t len, uint32_t *seed)
{
	static const char signs[] = "{{}}--/**/ \n()|.$x:=,\"`'\\1e+i\377\0";

	for (uint32_t i = next_random(seed) % 8; len && i > 0; i--)
		text[next_random(seed) % len] = signs[next_random(seed) % sizeof signs];
}

static void mutated_texts_do_no_harm(void **state)
{
	enum { ROUNDS = 300 };
	const size_t count = sizeof tree_rows / sizeof *tree_rows;
	uint32_t seed = 1;
	fixture b;

	(void)state;
	for (size_t i = 0; i < ROUNDS * count; i++) {
		const char *first = tree_rows[i % count].text;
		const char *second = tree_rows[next_random(&seed) % count].text;
		const pn_tmpl *tmpl;
		size_t len = strlen(first) + strlen(second);
		char *text = malloc(len + 1);

		assert_non_null(text);
		memcpy(text, first, strlen(first));
		memcpy(text + strlen(first), second, strlen(second));
		mutate(text, len, &seed);
		fixture_init(&b, NULL);
		if (pn_tmpl_parse(&b.cx, PN_STR("t"), (pn_str){ text, len }, &finder, &tmpl)) {
			pn_buf out;

			pn_buf_init(&out, &b.arena);
			for (uint32_t k = 0; k < tmpl->count; k++)
				pn_node_print(&out, tmpl->defines[k].root);
		}
		fixture_finish(&b);
		free(text);
	}
}

static void lack_of_memory_is_an_error(void **state)
{
	struct failing f;
	const pintle_allocator mem = { failing_resize, &f };
	const pn_tmpl *tmpl;
	bool good = false;
	pn_arena texts;
	pn_buf buf;

	(void)state;
	pn_arena_init(&texts, NULL, 0);
	pn_buf_init(&buf, &texts);
	for (int i = 0; i < 300; i++)
		pn_buf_format(&buf,
			      "{{if .a.b.c}}x{{$v%d := \"\\n\"}}{{end}}{{define `%d`}}%d{{end}}", i,
			      i, i);
	for (size_t count = 0; !good; count++) {
		fixture b;

		f = (struct failing){ .fail_at = count };
		assert_true(count < 1000);
		fixture_init(&b, &mem);
		good = pn_tmpl_parse(&b.cx, PN_STR("t"), pn_buf_str(&buf), &finder, &tmpl);
		if (!good)
			assert_int_equal(b.err.status, PINTLE_ERR_NO_MEMORY);
		fixture_finish(&b);
		assert_int_equal(f.held, 0);
	}
	pn_arena_finish(&texts);
}

/* ---- all of them ---- */

#define ADD_ROWS(s, rows, function)                                \
	for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++) \
	suite_add((s), (rows)[i].text, (function), &(rows)[i])

int main(void)
{
	static suite s;

	ADD_ROWS(&s, token_rows, tokens_are_gos);
	ADD_ROWS(&s, tree_rows, trees_print_as_gos);
	ADD_ROWS(&s, position_rows, positions_are_gos);
	ADD_ROWS(&s, number_rows, numbers_have_gos_views);
	ADD_ROWS(&s, string_rows, strings_are_unquoted);
	suite_add(&s, "quick", quick_parses_change_nothing, NULL);
	suite_add(&s, "places", places_have_lines_and_columns, NULL);
	suite_add(&s, "empty", empty_bodies_are_known, NULL);
	suite_add(&s, "replace", a_later_body_replaces_an_empty_one, NULL);
	suite_add(&s, "sets", sets_keep_what_is_not_empty, NULL);
	suite_add(&s, "sets grow", sets_grow, NULL);
	suite_add(&s, "variables", many_variables_are_seen, NULL);
	suite_add(&s, "nesting", nesting_has_a_limit, NULL);
	suite_add(&s, "parentheses", parentheses_have_gos_limit, NULL);
	suite_add(&s, "mutations", mutated_texts_do_no_harm, NULL);
	suite_add(&s, "memory", lack_of_memory_is_an_error, NULL);
	return _cmocka_run_group_tests("tmpl", s.tests, s.count, NULL, NULL);
}
