/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "exec/exec.h"
#include "exec_rows.h"
#include "func/func.h"

/* ---- functions for the tests ---- */

static bool fn_echo(pn_call *c)
{
	return pn_ret(c, pn_arg(c, 0));
}

static bool fn_type_of(pn_call *c)
{
	return pn_ret_str(c, pn_value_type_name(pn_arg(c, 0)));
}

static bool fn_die(pn_call *c)
{
	return pn_call_fail(c, "died");
}

static bool fn_nothing(pn_call *c)
{
	(void)c;
	return true;
}

static bool fn_need_nothing(pn_call *c)
{
	pn_value v = pn_map_value(PN_TYPE_MAP, NULL);

	return pn_ret(c, &v);
}

static bool fn_add(pn_call *c)
{
	return pn_ret_int(c, pn_arg_int(c, 0) + pn_arg_int(c, 1));
}

static bool fn_need_map(pn_call *c)
{
	pn_map *map = pn_arg_map(c, 0);

	return pn_ret_int(c, map ? (int64_t)pn_map_count(map) : -1);
}

static bool fn_upper(pn_call *c)
{
	return pn_ret_str(c, pn_str_to_upper(c->cx->arena, pn_arg_str(c, 0)));
}

static bool fn_makemap(pn_call *c)
{
	pn_map *map = pn_map_new(c->cx->arena, c->argc / 2);
	pn_value v = pn_map_value(PN_TYPE_MAP, map);

	for (uint32_t i = 0; i + 1 < c->argc; i += 2)
		pn_map_set(map, pn_arg_str(c, i), pn_arg(c, i + 1));
	return pn_ret(c, &v);
}

static bool fn_include(pn_call *c)
{
	pn_value text;

	return pn_exec_run(c->exec, pn_exec_set(c->exec), pn_arg_str(c, 0), pn_arg(c, 1), &text) &&
	       pn_ret(c, &text);
}

/* A blank line, and two blanks before each line. */
static bool fn_indent(pn_call *c)
{
	pn_arena *arena = c->cx->arena;
	pn_str s = pn_str_replace(arena, pn_arg_str(c, 0), PN_STR("\n"), PN_STR("\n  "));

	return pn_ret_str(c, pn_str_concat(arena, PN_STR("\n  "), s));
}

static bool fn_trim(pn_call *c)
{
	return pn_ret_str(c, pn_str_trim_ascii(pn_arg_str(c, 0)));
}

static bool fn_quote(pn_call *c)
{
	pn_arena *arena = c->cx->arena;
	pn_str s = pn_str_concat(arena, PN_STR("\""), pn_arg_str(c, 0));

	return pn_ret_str(c, pn_str_concat(arena, s, PN_STR("\"")));
}

/* Writes "a: A" and "b: B" on lines of their own, each with the origin of the value. */
static bool fn_encode(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, c->cx->arena);
	for (uint32_t i = 0; i < 2; i++) {
		pn_str key = i ? PN_STR("b") : PN_STR("a");
		const pn_value *v = pn_map_get(pn_arg_map(c, 0), key);

		if (pn_call_traced(c))
			pn_call_mark(c, text.len, v->origin);
		pn_buf_format(&text, "%.*s: ", PN_ARG(key));
		pn_format_value(&text, v);
		pn_buf_byte(&text, '\n');
	}
	return pn_ret_str(c, pn_buf_str(&text));
}

static bool fn_draw(pn_call *c)
{
	char bytes[4];

	return pn_call_random(c, bytes, sizeof bytes) && pn_ret_int(c, bytes[0]);
}

static const pn_func test_functions[] = {
	{ "add", fn_add, "ii", 0, NULL, NULL },
	{ "die", fn_die, "", 0, NULL, NULL },
	{ "draw", fn_draw, "", 0, NULL, NULL },
	{ "echo", fn_echo, "a", 0, NULL, NULL },
	{ "encode", fn_encode, "m", PN_FUNC_ENCODER, NULL, NULL },
	{ "include", fn_include, "sa", 0, NULL, NULL },
	{ "indent", fn_indent, "s", PN_FUNC_LINES, NULL, NULL },
	{ "makemap", fn_makemap, "s*", 0, NULL, NULL },
	{ "needBool", fn_echo, "b", 0, NULL, NULL },
	{ "needFloat", fn_echo, "f", 0, NULL, NULL },
	{ "needInt", fn_echo, "i", 0, NULL, NULL },
	{ "needMap", fn_need_map, "m", 0, NULL, NULL },
	{ "needNothing", fn_need_nothing, "", 0, NULL, NULL },
	{ "needTime", fn_echo, "t", 0, NULL, NULL },
	{ "needUint", fn_echo, "u", 0, NULL, NULL },
	{ "nothing", fn_nothing, "", 0, NULL, NULL },
	{ "quote", fn_quote, "s", PN_FUNC_LINES, NULL, NULL },
	{ "trim", fn_trim, "s", PN_FUNC_LINES, NULL, NULL },
	{ "typeOf", fn_type_of, "a", 0, NULL, NULL },
	{ "upper", fn_upper, "s", PN_FUNC_LINES, NULL, NULL },
};

static bool method_has(pn_call *c)
{
	return pn_ret_bool(c, pn_str_is(pn_arg_str(c, 0), "a") && pn_is_map(c->self));
}

static bool method_string(pn_call *c)
{
	pn_str name = pn_value_str(&c->self->as.object->fields[0]);

	return pn_ret_str(c, pn_str_format(c->cx->arena, "<%.*s>", PN_ARG(name)));
}

static bool method_text(pn_call *c)
{
	return pn_ret_str(c, PN_STR("text"));
}

static const pn_method test_methods[] = {
	{ PN_TYPE_VALUES, { "Has", method_has, "s", 0, NULL, NULL } },
	{ PN_TYPE_KUBE_VERSION, { "String", method_string, "", PN_FUNC_POINTER, NULL, NULL } },
	{ PN_TYPE_KUBE_VERSION, { "Text", method_text, "", 0, NULL, NULL } },
};

static const pn_func_family test_family = {
	"Test",
	test_functions,
	sizeof test_functions / sizeof *test_functions,
	test_methods,
	sizeof test_methods / sizeof *test_methods,
	NULL,
	~(uint64_t)0,
};

/* ---- data ---- */

static const pn_field kube_fields[] = { { "Name", NULL }, { "Other", NULL }, { "own", NULL } };

static bool kube_text(pn_buf *out, const pn_object *object)
{
	pn_buf_format(out, "<%.*s>", PN_ARG(pn_value_str(&object->fields[0])));
	return true;
}

static const pn_class kube_class = { .type = PN_TYPE_KUBE_VERSION,
				     .fields = kube_fields,
				     .field_count = 3,
				     .text = kube_text,
				     .text_of_pointer = true };
static const pn_field caps_fields[] = { { "Version", NULL } };
static const char *const caps_hidden[] = { "secret" };
static const pn_class caps_class = { .type = PN_TYPE_CAPABILITIES,
				     .fields = caps_fields,
				     .field_count = 1,
				     .hidden = caps_hidden,
				     .hidden_count = 1 };

typedef struct machine {
	pn_arena arena;
	pn_error err;
	pintle_limits limits;
	pn_cx cx;
	pn_funcs funcs;
	pn_exec_options options;
	pn_value root;
	const char *name; /* of the template */
} machine;

static void put(pn_map *map, const char *key, pn_value v)
{
	v.origin = pn_map_count(map) + 1;
	assert_true(pn_map_set(map, pn_str_from(key), &v));
}

static pn_value map_of(pn_map *map)
{
	return pn_map_value(PN_TYPE_MAP, map);
}

/* A map with one key. */
static pn_value map_with(pn_arena *arena, const char *key, pn_value v)
{
	pn_map *map = pn_map_new(arena, 1);

	put(map, key, v);
	return map_of(map);
}

static pn_value make_list(pn_arena *arena, pn_type type, const pn_value *items, size_t count)
{
	pn_list_builder b;

	pn_list_begin(&b, arena, count);
	for (size_t i = 0; i < count; i++)
		pn_list_add(&b, &items[i]);
	return pn_list_end(&b, type);
}

static void put_objects(pn_arena *arena, pn_map *root)
{
	pn_object *kube = pn_object_new(arena, &kube_class, NULL);
	pn_object *caps = pn_object_new(arena, &caps_class, NULL);

	kube->fields[0] = pn_string(PN_STR("v1"));
	kube->fields[1] = pn_string(PN_STR("x"));
	kube->fields[2] = pn_int(3);
	caps->fields[0] = pn_object_value(PN_TYPE_KUBE_VERSION, kube);
	put(root, "kube", caps->fields[0]);
	put(root, "caps", pn_object_value(PN_TYPE_CAPABILITIES, caps));
}

static void put_lists(pn_arena *arena, pn_map *root)
{
	pn_value numbers[] = { pn_int(3), pn_int(4), pn_int(5) };
	pn_value words[] = { pn_string(PN_STR("p")), pn_string(PN_STR("q")) };
	pn_value mixed[] = { pn_nil(), pn_int(1) };

	put(root, "L", make_list(arena, PN_TYPE_LIST, numbers, 3));
	put(root, "LE", make_list(arena, PN_TYPE_LIST, NULL, 0));
	put(root, "strs", make_list(arena, PN_TYPE_STRINGS, words, 2));
	put(root, "mixed", make_list(arena, PN_TYPE_LIST, mixed, 2));
}

static void put_maps(pn_arena *arena, pn_map *root)
{
	pn_map *numbers = pn_map_new(arena, 3), *strings = pn_map_new(arena, 1);
	pn_map *files = pn_map_new(arena, 1), *pair = pn_map_new(arena, 2);
	pn_value c = map_with(arena, "c", pn_string(PN_STR("d")));

	put(pair, "a", pn_int(1));
	put(pair, "b", pn_int(2));
	put(root, "pair", map_of(pair));
	put(numbers, "one", pn_int(1));
	put(numbers, "two", pn_int(2));
	put(numbers, "three", pn_int(3));
	put(strings, "a", pn_string(PN_STR("b")));
	put(files, "a", pn_bytes(PN_STR("A")));
	put(root, "M", map_of(numbers));
	put(root, "E", map_of(pn_map_new(arena, 0)));
	put(root, "U", map_with(arena, "V", pn_string(PN_STR("v"))));
	put(root, "deep", map_with(arena, "a", map_with(arena, "b", c)));
	put(root, "smap", pn_map_value(PN_TYPE_STRING_MAP, strings));
	put(root, "files", pn_map_value(PN_TYPE_FILES, files));
	put(root, "vals", pn_map_value(PN_TYPE_VALUES, pn_map_new(arena, 0)));
}

static pn_value root_value(pn_arena *arena)
{
	pn_map *root = pn_map_new(arena, 20);

	put(root, "I", pn_int(17));
	put(root, "U16", (pn_value){ .kind = PN_UINT, .type = PN_TYPE_UINT16, .as.uinteger = 16 });
	put(root, "X", pn_string(PN_STR("x")));
	put(root, "S", pn_string(PN_STR("xyz")));
	put(root, "F0", pn_float(0));
	put(root, "on", pn_bool(true));
	put(root, "nil", pn_nil());
	put_maps(arena, root);
	put_lists(arena, root);
	put_objects(arena, root);
	return map_of(root);
}

/* ---- the machine ---- */

static bool draw(void *data, const pn_call_place *place, pn_str stream, void *out, size_t size)
{
	pn_buf *streams = data;

	assert_true(pn_str_is(place->root, "t"));
	pn_buf_add(streams, stream);
	pn_buf_byte(streams, ';');
	memset(out, 7, size);
	return true;
}

static void begin(machine *m)
{
	static const pn_func_family *const family = &test_family;

	memset(m, 0, sizeof *m);
	pn_arena_init(&m->arena, NULL, 0);
	pn_error_init(&m->err, NULL);
	m->limits = pn_limits_complete(NULL);
	m->cx = (pn_cx){ &m->arena, &m->err, &m->limits, NULL };
	m->funcs = pn_func_gather(&family, 1, NULL);
	m->options = (pn_exec_options){ .funcs = &m->funcs };
	m->root = root_value(&m->arena);
	m->name = "t";
}

static void finish(machine *m)
{
	pn_error_finish(&m->err);
	pn_arena_finish(&m->arena);
}

static bool parse(machine *m, pn_str text, pn_tmpl_set **set)
{
	pn_func_finder finder = pn_funcs_finder(&m->funcs);
	const pn_tmpl *tmpl;

	*set = pn_tmpl_set_new(&m->arena, NULL);
	return pn_tmpl_parse(&m->cx, pn_str_from(m->name), text, &finder, &tmpl) &&
	       pn_tmpl_set_add(*set, tmpl);
}

/* Executes what was parsed; false without an error when there is no memory for a machine. */
static bool run(machine *m, const pn_tmpl_set *set, pn_value *out)
{
	pn_exec *exec = pn_exec_new(&m->cx, &m->options);

	return exec && pn_exec_run(exec, set, pn_str_from(m->name), &m->root, out);
}

/* Parses and executes; the text or the error goes to *out. */
static bool execute(machine *m, pn_str text, pn_value *out)
{
	pn_tmpl_set *set;
	bool ok = parse(m, text, &set) && run(m, set, out);

	if (!ok)
		*out = pn_string(pn_error_text(&m->err));
	assert_int_equal(ok, !pn_error_is_set(&m->err));
	return ok;
}

static void check_row(const exec_row *row)
{
	pn_str got, want = pn_str_from(row->want ? row->want : row->error);
	pn_value text;
	machine m;
	bool ok;

	begin(&m);
	ok = execute(&m, pn_str_from(row->text), &text);
	got = pn_value_str(&text);
	if (ok != (row->want != NULL) || (ok ? !pn_str_eq(got, want) : !pn_str_ends(got, want)))
		fail_msg("%s\n  gives %.*s\n  want  %s", row->text, PN_ARG(got), want.ptr);
	finish(&m);
}

static void rows_give_what_go_gives(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof exec_rows / sizeof *exec_rows; i++)
		check_row(&exec_rows[i]);
}

/* ---- traced runs ---- */

static void traced_runs_write_the_same_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof exec_rows / sizeof *exec_rows; i++) {
		pn_value plain, traced;
		pn_str text = pn_str_from(exec_rows[i].text);
		machine a, b;

		begin(&a);
		begin(&b);
		b.options.trace = pn_trace_new(&b.arena);
		execute(&a, text, &plain);
		execute(&b, text, &traced);
		assert_int_equal(plain.marks, 0);
		if (!pn_str_eq(pn_value_str(&plain), pn_value_str(&traced)))
			fail_msg("%s\n  plain  %.*s\n  traced %.*s", text.ptr,
				 PN_ARG(pn_value_str(&plain)), PN_ARG(pn_value_str(&traced)));
		finish(&a);
		finish(&b);
	}
}

/*
 * Writes "TEXT@OFFSET" for each piece of a traced text, with "^CALLS" when it was written in an
 * inner template, '?', ':', '*' and '!' for if, with, range and else around it, "=ORIGIN" when it
 * is a value that came from somewhere, "+BYTES" for the place in it, and "<" when it was computed
 * from a marked text.
 */
static pn_str describe(machine *m, const pn_value *v)
{
	pn_marks marks = pn_trace_marks_get(m->options.trace, v->marks);
	pn_str text = pn_value_str(v);
	pn_buf buf;

	pn_buf_init(&buf, &m->arena);
	for (uint32_t i = 0; i < marks.count; i++) {
		size_t from = marks.items[i].offset;
		size_t to = i + 1 < marks.count ? marks.items[i + 1].offset : text.len;
		const pn_site *site = pn_trace_site_get(m->options.trace, marks.items[i].site);

		pn_buf_add(&buf, pn_str_slice(text, from, to));
		pn_buf_format(&buf, "@%u", site->offset);
		for (uint32_t f = site->frame; f;
		     f = pn_trace_frame_get(m->options.trace, f)->parent)
			pn_buf_format(&buf, "%c%u",
				      "^^?:*!"[pn_trace_frame_get(m->options.trace, f)->kind],
				      pn_trace_frame_get(m->options.trace, f) -> offset);
		if (site->origin)
			pn_buf_format(&buf, "=%u", site->origin);
		if (site->at)
			pn_buf_format(&buf, "+%u", site->at);
		if (site->from)
			pn_buf_lit(&buf, "<");
		pn_buf_byte(&buf, '|');
	}
	return pn_buf_str(&buf);
}

typedef struct mark_row {
	const char *text, *want;
} mark_row;

static const mark_row mark_rows[] = {
	{ "a{{.X}}b", "a@0|x@3=3|b@7|" },
	{ "{{upper .X}}{{1}}", "X@2=3|1@14|" },
	{ "{{define `a`}}l1\nk: {{.X}}\n{{end}}{{include `a` .}}",
	  "l1\n@14^36|k: @17^36|x@22^36=3|\n@26^36|" },
	{ "{{define `a`}}l1\nk: {{.X}}{{end}}{{include `a` . | indent}}!",
	  "\n@35|  l1\n@14^35|  k: @17^35|x@22^35=3|!@59|" },
	{ "{{define `a`}}\n\nk: {{.X}}\n{{end}}{{include `a` . | trim}}", "k: @16^35|x@21^35=3|" },
	{ "{{define `a`}}k{{end}}{{define `b`}}{{include `a` .}}{{end}}{{template `b` .}}",
	  "k@14^38^71|" },
	{ "{{define `a`}}x{{.X}}{{end}}{{include `a` . | quote}}", "\"x@14^30|x\"@17^30=3|" },
	{ "{{range .L}}{{.}}{{end}}", "3@14*8|4@14*8|5@14*8|" },
	{ "{{if .on}}{{with .X}}{{.}}{{end}}{{if .off}}{{else}}b{{end}}{{end}}",
	  "x@23:17?5=3|b@52!38?5|" },
	{ "{{define `a`}}x{{.X}}{{end}}{{include `a` . | typeOf}}", "string@46<|" },
	{ "{{encode .pair | indent}}", "\n@2|  a: 1\n@2=1|  b: 2\n@2=2|  @2=2|" },
};

static void marks_tell_who_wrote_what(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mark_rows / sizeof *mark_rows; i++) {
		pn_value text;
		pn_str got;
		machine m;

		begin(&m);
		m.options.trace = pn_trace_new(&m.arena);
		assert_true(execute(&m, pn_str_from(mark_rows[i].text), &text));
		got = describe(&m, &text);
		if (!pn_str_eq(got, pn_str_from(mark_rows[i].want)))
			fail_msg("%s\n  gives %.*s\n  want  %s", mark_rows[i].text, PN_ARG(got),
				 mark_rows[i].want);
		finish(&m);
	}
}

static void deletion_moves_marks(void **state)
{
	pn_value text;
	pn_exec *exec;
	machine m;

	(void)state;
	begin(&m);
	m.options.trace = pn_trace_new(&m.arena);
	assert_true(execute(&m, PN_STR("a{{.nil}}b{{.X}}{{.nil}}{{.nil}}c"), &text));
	exec = pn_exec_new(&m.cx, &m.options);
	assert_true(pn_exec_delete(exec, &text, PN_STR("<no value>")));
	assert_true(pn_str_is(pn_value_str(&text), "abxc"));
	assert_true(pn_str_is(describe(&m, &text), "a@0|@3=7|b@9|x@12=3|@18=7|@26=7|c@32|"));
	finish(&m);
}

static void reads_are_noted(void **state)
{
	pn_value text;
	machine m;

	(void)state;
	begin(&m);
	m.options.trace = pn_trace_new(&m.arena);
	assert_true(execute(&m, PN_STR("{{if .on}}{{.X}}{{end}}"), &text));
	assert_true(pn_trace_was_read(m.options.trace, 3));
	assert_true(pn_trace_was_read(m.options.trace, 6));
	assert_false(pn_trace_was_read(m.options.trace, 4));
	finish(&m);
}

/* ---- errors, limits, depth ---- */

static void error_chains_have_a_link_for_each_frame(void **state)
{
	const pn_link *link;
	pn_value text;
	machine m;

	(void)state;
	begin(&m);
	assert_false(
		execute(&m, PN_STR("{{define `a`}}\n {{die}}{{end}}{{include `a` .}}"), &text));
	link = m.err.chain;
	assert_int_equal(link->where.line, 2);
	assert_int_equal(link->where.column, 17);
	assert_true(pn_str_is(link->name, "t"));
	assert_true(pn_str_is(link->expr, "include `a` ."));
	link = link->inner;
	assert_int_equal(link->where.column, 3);
	assert_true(pn_str_is(link->name, "a"));
	assert_true(pn_str_is(link->text,
			      "template: t:2:3: executing \"a\" at <die>: error calling "
			      "die: "));
	link = link->inner;
	assert_int_equal(link->where.line, 0);
	assert_null(link->inner);
	assert_int_equal(m.err.where.column, 3);
	finish(&m);
}

static void fail_with_limit(const char *template, pintle_limits limits, const char *want)
{
	pn_value text;
	machine m;

	begin(&m);
	m.limits = pn_limits_complete(&limits);
	m.arena.limit = limits.arena_bytes;
	assert_false(execute(&m, pn_str_from(template), &text));
	assert_int_equal(m.err.status, PINTLE_ERR_LIMIT);
	if (!pn_str_ends(pn_value_str(&text), pn_str_from(want)))
		fail_msg("%s gives %.*s", template, PN_ARG(pn_value_str(&text)));
	finish(&m);
}

static void limits_end_runs(void **state)
{
	const char *loop = "{{range 1000000000}}{{range 1000000000}}{{end}}{{end}}";
	const char *grow = "{{range 1000000000}}some text and more of it{{end}}";
	const char *nest = "{{define `a`}}{{include `a` .}}{{end}}{{include `a` .}}";

	(void)state;
	fail_with_limit(loop, (pintle_limits){ .steps = 100000 },
			": limit 'steps' exceeded: more than 100000 template nodes");
	fail_with_limit(grow, (pintle_limits){ .output_bytes = 100000 },
			": limit 'output_bytes' exceeded: more than 100000 bytes of text");
	fail_with_limit(grow, (pintle_limits){ .arena_bytes = 1000000 },
			"limit 'arena_bytes' exceeded: more than 1000000 bytes");
	fail_with_limit(nest, (pintle_limits){ .depth = 20 },
			": limit 'depth' exceeded: more than 240 nested templates");
}

static bool always(void *data)
{
	(void)data;
	return true;
}

static void hosts_cancel_runs(void **state)
{
	pn_value text;
	machine m;

	(void)state;
	begin(&m);
	m.options.cancelled = always;
	assert_false(execute(&m, PN_STR("{{range 1000000000}}{{end}}"), &text));
	assert_int_equal(m.err.status, PINTLE_ERR_CANCELLED);
	finish(&m);
}

/* An allocator that refuses once it is told to. */
static void *resize_until_told(void *data, void *ptr, size_t old_size, size_t new_size)
{
	const bool *refuse = data;

	return *refuse && new_size ? NULL : pn_mem_resize(NULL, ptr, old_size, new_size);
}

/* Whichever allocation is the first to fail, the run ends with that error or does not need it. */
static void every_allocation_may_fail(void **state)
{
	const char *template =
		"{{define `a`}}k: {{.X | upper}}{{range $k, $v := .M}}{{$k}}{{end}}\n"
		"{{end}}{{range .L}}{{include `a` $ | indent | trim | quote}}{{end}}"
		"{{print .M .L}}{{template `a` .}}{{html .X | printf `%s%d` 1}}";
	int failures = 0, successes = 0;

	(void)state;
	for (size_t room = 64 * 1024; room > 80; room -= 80) {
		bool refuse = false, traced = room % 160 < 80;
		pintle_allocator mem = { resize_until_told, &refuse };
		pn_tmpl_set *set;
		pn_value text;
		machine m;

		begin(&m);
		m.arena.mem = &mem;
		m.options.trace = traced ? pn_trace_new(&m.arena) : NULL;
		assert_true(parse(&m, pn_str_from(template), &set));
		/* Leaves a chunk with that much room. */
		pn_alloc(&m.arena, (size_t)(m.arena.end - m.arena.next));
		pn_alloc(&m.arena, room);
		m.arena.next = m.arena.end - room / 16 * 16;
		refuse = true;
		if (run(&m, set, &text)) {
			successes++;
		} else {
			assert_true(m.arena.failed);
			assert_true(!pn_error_is_set(&m.err) ||
				    m.err.status == PINTLE_ERR_NO_MEMORY);
			failures++;
		}
		refuse = false;
		finish(&m);
	}
	assert_true(failures > 10);
	assert_true(successes > 10);
}

/* Go's own bound is 100000 templates; they fit though no C stack is as large. */
static void deep_recursion_has_room(void **state)
{
	const char *down = "{{define `a`}}{{with .next}}{{template `a` .}}{{else}}end{{end}}{{end}}"
			   "{{template `a` .}}";
	const char *include =
		"{{define `a`}}{{with .next}}{{include `a` .}}{{else}}end{{end}}{{end}}"
		"{{include `a` .}}";
	pn_value text, data = pn_nil();
	machine m;

	(void)state;
	begin(&m);
	for (int i = 0; i < 20000; i++)
		data = map_with(&m.arena, "next", data);
	m.root = data;
	assert_true(execute(&m, pn_str_from(down), &text));
	assert_true(pn_str_is(pn_value_str(&text), "end"));
	assert_true(execute(&m, pn_str_from(include), &text));
	assert_true(pn_str_is(pn_value_str(&text), "end"));
	finish(&m);
}

static void random_streams_are_named_by_place(void **state)
{
	pn_value text;
	pn_buf streams;
	pn_env env = { .random = draw, .data = &streams };
	machine m;

	(void)state;
	begin(&m);
	pn_buf_init(&streams, &m.arena);
	m.options.env = &env;
	assert_true(execute(&m, PN_STR("{{draw}}{{range 2}}{{draw}}{{end}}"), &text));
	assert_true(pn_str_is(pn_buf_str(&streams), "t\nt\n2\n0;t\nt\n21\n0;t\nt\n21\n1;"));
	finish(&m);
}

static void missing_keys_can_be_errors(void **state)
{
	pn_value text;
	machine m;

	(void)state;
	begin(&m);
	m.options.missing_key = PN_MISSING_ERROR;
	assert_false(execute(&m, PN_STR("{{.NO}}"), &text));
	assert_true(pn_str_ends(pn_value_str(&text), PN_STR(": map has no entry for key \"NO\"")));
	finish(&m);
}

static void older_texts_are_to_be_had(void **state)
{
	pn_value text;
	machine m;

	(void)state;
	begin(&m);
	m.options.go_1_23_texts = true;
	assert_false(execute(&m, PN_STR("{{eq 1 `a`}}"), &text));
	assert_true(
		pn_str_ends(pn_value_str(&text), PN_STR(": incompatible types for comparison")));
	pn_error_clear(&m.err);
	assert_false(execute(&m, PN_STR("{{range 3}}{{end}}"), &text));
	assert_true(pn_str_ends(pn_value_str(&text), PN_STR(": range can't iterate over 3")));
	finish(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_give_what_go_gives),
		cmocka_unit_test(traced_runs_write_the_same_bytes),
		cmocka_unit_test(marks_tell_who_wrote_what),
		cmocka_unit_test(deletion_moves_marks),
		cmocka_unit_test(reads_are_noted),
		cmocka_unit_test(error_chains_have_a_link_for_each_frame),
		cmocka_unit_test(limits_end_runs),
		cmocka_unit_test(hosts_cancel_runs),
		cmocka_unit_test(every_allocation_may_fail),
		cmocka_unit_test(deep_recursion_has_room),
		cmocka_unit_test(random_streams_are_named_by_place),
		cmocka_unit_test(missing_keys_can_be_errors),
		cmocka_unit_test(older_texts_are_to_be_had),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
