/* SPDX-License-Identifier: Apache-2.0 */
/* Documents: YAML, JSON, TOML, values files, --set lines. */
#include "gen.h"

static const char *const yaml_scalars[] = {
	"1",
	"0",
	"-1",
	"1.5",
	"1e3",
	"0x1F",
	"0o17",
	"017",
	"0b11",
	"1_000",
	"+1",
	".5",
	"-.inf",
	".NaN",
	".inf",
	"12e03",
	"true",
	"yes",
	"on",
	"off",
	"No",
	"~",
	"null",
	"Null",
	"",
	"abc",
	"a b",
	"é",
	"日本",
	"2024-01-02",
	"2001-12-14t21:59:43.10-05:00",
	"1:30",
	"190:20:30",
	"0.1e+1",
	"1.",
	"9223372036854775808",
	"18446744073709551616",
	"1e400",
	"-0",
	"-0.0",
	"0x",
	"0xffffffffffffffff",
	"1e21",
	"123456789012",
	"1000000",
	"16777217",
	"0.1",
	"3.0",
	"1.0e-7",
	"08",
	"0o8",
	"=",
	"<<",
	"!!str 1",
	"!!int \"3\"",
	"!!float 1",
	"!!binary aGk=",
	"!!null x",
	"!!bool yes",
	"! 5",
	"!foo bar",
	"''",
	"'it''s'",
	"\"\"",
	"\"a\\tb\\n\\u00e9\"",
	"\"\\x41\\0\"",
	"\"q\\\"\"",
	"'a: b'",
	"a#b",
	"a #b",
	"a:b",
	"http://x/y",
	"-a",
	"?a",
	"\"multi\n    line\"",
	"'fold\n\n    ed'",
	"plain\n    more",
	"x'y",
	"\"\\U0001F600\"",
	"&an v",
	"y",
	"n",
	"1e",
	"e1",
	"0.0",
	"-1e-5",
	"1.7976931348623157e308",
	"TRUE",
	"FALSE",
	"False",
	"+.inf",
	"0b2",
	"1__0",
	"_1",
	"0x_1",
	"\" lead\"",
	"'trail '",
	"\"\\L\\P\\_\\N\"",
	"\"\\\n      cont\"",
	"-0x1",
	"+0b1",
	"-0o7",
	"2024-1-2",
	"12:30:45",
	"{}",
	"[]",
	"\"\\ud83d\"",
	"a,b",
	"*an",
	"@a",
};
static const char *const yaml_keys[] = { "a",  "b",	  "c", "key",	  "name", "x.y",     "Zed",
					 "_u", "foo-bar", "ä", "\"q k\"", "'s'",  "long key" };
static const char *const block_texts[] = {
	"|\n%*sline 1\n%*s line 2\n",
	"|-\n%*stext\n%*s\n",
	">\n%*sfold\n%*sed\n",
	"|+\n%*skeep\n\n%*sx\n\n",
	">-\n%*sa\n\n%*sb\n",
	"|2\n%*s  two\n%*s  x\n",
	">+\n%*s# not a comment\n%*s  - more\n",
};

static void pick_text(gen *g, const char *const *table, size_t count)
{
	pn_buf_add(g->out, pn_str_from(table[rng_below(&g->rng, count)]));
}

static void flow(gen *g, int depth)
{
	size_t count = rng_below(&g->rng, 4);
	bool map = rng_chance(&g->rng, 50);
	const char *scalar;

	if (depth <= 0 || rng_chance(&g->rng, 40)) {
		do
			scalar = yaml_scalars[rng_below(&g->rng, GEN_COUNT(yaml_scalars))];
		while (strchr(scalar, '\n'));
		pn_buf_add(g->out, pn_str_from(scalar));
		return;
	}
	pn_buf_byte(g->out, map ? '{' : '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			pn_buf_lit(g->out, ", ");
		if (map)
			pn_buf_format(g->out, "%c%s: ", (char)('a' + i),
				      i == 2 ? yaml_keys[rng_below(&g->rng, 9)] : "");
		flow(g, depth - 1);
	}
	if (count && rng_chance(&g->rng, 10))
		pn_buf_byte(g->out, ',');
	pn_buf_byte(g->out, map ? '}' : ']');
}

static void block_text(gen *g, int indent)
{
	const char *text = block_texts[rng_below(&g->rng, GEN_COUNT(block_texts))];

	pn_buf_byte(g->out, ' ');
	for (const char *p = text; *p; p++) {
		if (*p == '%') {
			pn_buf_repeat(g->out, ' ', (size_t)indent * 2);
			p += 2;
		} else {
			pn_buf_byte(g->out, *p);
		}
	}
}

static void comment(gen *g)
{
	if (rng_chance(&g->rng, 8))
		pn_buf_lit(g->out, " # comment");
	pn_buf_byte(g->out, '\n');
}

static void block_list(gen *g, int indent, int depth)
{
	size_t count = 1 + rng_below(&g->rng, 3);
	int less = indent > 0 && rng_chance(&g->rng, 30);

	pn_buf_byte(g->out, '\n');
	while (count--) {
		pn_buf_repeat(g->out, ' ', (size_t)(indent - less) * 2);
		pn_buf_byte(g->out, '-');
		gen_yaml(g, indent - less + 1, depth - 1);
	}
}

static void block_map(gen *g, int indent, int depth)
{
	size_t count = 1 + rng_below(&g->rng, 3), key = rng_below(&g->rng, GEN_COUNT(yaml_keys));

	if (rng_chance(&g->rng, 8))
		pn_buf_format(g->out, " &m%zu", rng_below(&g->rng, 3));
	pn_buf_byte(g->out, '\n');
	for (size_t i = 0; i < count; i++) {
		pn_buf_repeat(g->out, ' ', (size_t)indent * 2);
		if (rng_chance(&g->rng, 3))
			pn_buf_format(g->out, "<<: *m%zu\n", rng_below(&g->rng, 3));
		else {
			pn_buf_format(g->out,
				      "%s:", yaml_keys[(key + i * 3) % GEN_COUNT(yaml_keys)]);
			gen_yaml(g, indent + 1, depth - 1);
		}
	}
}

void gen_yaml(gen *g, int indent, int depth)
{
	size_t n = rng_below(&g->rng, 100);

	if (depth > 0 && n < 25) {
		block_map(g, indent, depth);
	} else if (depth > 0 && n < 45) {
		block_list(g, indent, depth);
	} else if (n < 52) {
		block_text(g, indent);
	} else if (n < 65) {
		pn_buf_byte(g->out, ' ');
		flow(g, depth);
		comment(g);
	} else {
		pn_buf_byte(g->out, ' ');
		GEN_PICK(g, yaml_scalars);
		comment(g);
	}
}

void gen_json(gen *g, int depth)
{
	static const char *const scalars[] = {
		"1",
		"-0",
		"1.5",
		"1e3",
		"true",
		"false",
		"null",
		"\"a\"",
		"\"\\u00e9\\n\"",
		"\"<&>\"",
		"\"\"",
		"0.1",
		"1E400",
		"\"\\ud83d\\ude00\"",
		"\"\\ud83d\"",
		"12345678901234567890",
		"1e21",
		"\"é\"",
		"01",
		"1.",
		"\"\\x\"",
		"-1.0e-7",
		"100000000000000000000000",
		"-",
	};
	size_t count = rng_below(&g->rng, 4);
	bool map = rng_chance(&g->rng, 60);

	if (depth <= 0 || (depth < 3 && rng_chance(&g->rng, 50))) {
		GEN_PICK(g, scalars);
		return;
	}
	pn_buf_byte(g->out, map ? '{' : '[');
	for (size_t i = 0; i < count; i++) {
		pn_buf_add(g->out, i ? PN_STR(", ") : PN_STR(""));
		if (map)
			pn_buf_format(g->out, "\"%c\":", (char)('a' + rng_below(&g->rng, 6)));
		gen_json(g, depth - 1);
	}
	pn_buf_byte(g->out, map ? '}' : ']');
}

void gen_toml(gen *g)
{
	static const char *const values[] = {
		"1",
		"-5",
		"1_000",
		"0x1F",
		"1.5",
		"1e3",
		"true",
		"\"s\"",
		"'raw\\'",
		"\"\"\"\nm\\\n  x\"\"\"",
		"'''\nr'''",
		"1979-05-27T07:32:00Z",
		"1979-05-27",
		"07:32:00",
		"[1, 2]",
		"[]",
		"{ a = 1 }",
		"{ x.y = 'z' }",
		"[\"a\", [1]]",
		"inf",
		"nan",
		"0o17",
		"0b1",
		"1979-05-27 07:32:00.5",
		"\"\\u00e9\"",
		"01",
		"1__0",
		"[1, 'a']",
		"{}",
		"+1.0",
		"1979-05-27T07:32:00-08:00",
		"\"\\q\"",
		".5",
		"[\n1,\n2,\n]",
	};
	static const char *const keys[] = { "a", "b", "\"q k\"", "x.y", "c-d", "1", "'s'", "a.b" };
	static const char *const heads[] = {
		"[t]\n", "[t.u]\n", "[[l]]\n", "[[l]]\n", "# c\n", "\n"
	};
	size_t count = 1 + rng_below(&g->rng, 4);

	while (count--) {
		if (rng_chance(&g->rng, 25))
			GEN_PICK(g, heads);
		GEN_PICK(g, keys);
		pn_buf_lit(g->out, " = ");
		GEN_PICK(g, values);
		pn_buf_byte(g->out, '\n');
	}
}

void gen_damage(gen *g, size_t from)
{
	static const char signs[] = "{}[]():,-\"'&*!|>#%@$ \n\t?\\a1=.~";
	size_t times = 1 + rng_below(&g->rng, 2);

	while (times-- && g->out->len > from && !g->out->failed) {
		size_t at = from + rng_below(&g->rng, g->out->len - from);

		if (rng_chance(&g->rng, 50))
			g->out->ptr[at] = signs[rng_below(&g->rng, sizeof signs - 1)];
		else
			g->out->len = rng_chance(&g->rng, 30) ? at : g->out->len;
	}
}

/* The scalars of each kind that gen_path() promises. */
static const char *const value_strings[] = {
	"abc",	     "\"\"",	     "Hello World", "\"123\"",	 "'true'",
	"\"a,b,c\"", "\"é日本\"",    "\"a\\nb\"",   "\" pad \"", "foo-bar_baz",
	"\"1.2.3\"", "\"null\"",     "2024-01-02",  "\"0x1F\"",	 "|\n  multi\n  line\n",
	"\"<&>'\"",  "http://h/p?q", "\"1e3\"",	    "\"- x\"",	 "\"tab\\t\"",
};
static const char *const value_integers[] = { "0",	   "1",	   "-7",  "42", "1000000",
					      "16777217",  "0x1F", "017", "3",	"123456789012",
					      "2147483648" };
static const char *const value_floats[] = { "1.5", "-0.25", "1e21", "0.1",  "100.0", "1e-7",
					    ".5",  "1.0e6", "3.0",  "-2.5", "1e5" };
static const char *const value_bools[] = { "true", "false", "yes", "off" };
static const char *const string_items[] = {
	"a", "b", "\"z\"", "é", "\"\"", "\"10\"", "Foo", "a b"
};

static void value_list(gen *g)
{
	size_t count = rng_below(&g->rng, 5);

	pn_buf_lit(g->out, " [");
	for (size_t i = 0; i < count; i++) {
		pn_buf_add(g->out, i ? PN_STR(", ") : PN_STR(""));
		flow(g, 1);
	}
	pn_buf_lit(g->out, "]\n");
}

static void value_strings_list(gen *g)
{
	size_t count = 1 + rng_below(&g->rng, 4);

	pn_buf_byte(g->out, '\n');
	while (count--) {
		pn_buf_lit(g->out, "- ");
		GEN_PICK(g, string_items);
		pn_buf_byte(g->out, '\n');
	}
}

static void value_map(gen *g)
{
	static const char *const names[] = { "a", "b", "c", "key", "name" };

	pn_buf_byte(g->out, '\n');
	for (size_t i = 0; i < GEN_COUNT(names); i++) {
		if (i && rng_chance(&g->rng, 40))
			continue;
		pn_buf_format(g->out, "  %s:", names[i]);
		gen_yaml(g, 2, 2);
	}
}

static void value(gen *g, char kind)
{
	pn_buf_byte(g->out, ' ');
	if (kind == 's')
		pick_text(g, value_strings, GEN_COUNT(value_strings));
	else if (kind == 'i')
		pick_text(g, value_integers, GEN_COUNT(value_integers));
	else if (kind == 'f')
		pick_text(g, value_floats, GEN_COUNT(value_floats));
	else
		pick_text(g, value_bools, GEN_COUNT(value_bools));
	pn_buf_byte(g->out, '\n');
}

void gen_values(gen *g)
{
	static const char kinds[] = "sifblSmq";

	for (const char *kind = kinds; *kind; kind++) {
		for (int i = 0; i < (*kind == 'q' ? 4 : 3); i++) {
			pn_buf_format(g->out, "%c%d:", *kind, i);
			if (*kind == 'l')
				value_list(g);
			else if (*kind == 'S')
				value_strings_list(g);
			else if (*kind == 'm')
				value_map(g);
			else if (*kind == 'q')
				gen_yaml(g, 1, 2);
			else
				value(g, *kind);
		}
	}
	pn_buf_lit(g->out,
		   "n0: null\nem: {}\nel: []\nes: \"\"\nw: &an {deep: {er: [1, {x: y}]}}\n");
}

static void set_value(gen *g)
{
	static const char *const texts[] = {
		"1",	  "-1",	   "1.5",	"true",	   "false", "null",
		"",	  "abc",   "a b",	"{a,b}",   "{}",    "{1,null,x}",
		"0x1F",	  "017",   "1e3",	"é",	   "a\\,b", "\\{x\\}",
		"[1]",	  "\"q\"", "a=b",	"{a,{b}}", "01",    "9223372036854775808",
		"~",	  "yes",   "a\\\\b",	"{a",	   "x}y",   " s ",
		"TRUE",	  "True",  "{\"a\",b}", "1_000",   "+5",    "{}x",
		"a.b[0]", "nul",   "00",	"-0",
	};

	GEN_PICK(g, texts);
}

static void set_path(gen *g)
{
	static const char *const steps[] = { ".a",     ".b",	 ".a.b",   "[0]", "[1].a", "[2]",
					     ".x\\.y", ".c-d",	 "[0][1]", ".k",  ".a[1]", ".",
					     "[",      "[x]",	 "[-1]",   ".é",  ".a b",  "..a",
					     "[3]b",   ".\"q\"", "[70000]" };
	size_t count = rng_below(&g->rng, 3);

	while (count--)
		pn_buf_add(g->out,
			   pn_str_from(steps[rng_below(
				   &g->rng, rng_chance(&g->rng, 85) ? 11 : GEN_COUNT(steps))]));
}

void gen_set(gen *g, const char *root)
{
	static const char *const options[] = { "--set",		"--set",      "--set",
					       "--set-string",	"--set-json", "--set-json",
					       "--set-literal", "--set-file" };
	const char *option = options[rng_below(&g->rng, GEN_COUNT(options))];
	size_t count = 1 + rng_below(&g->rng, 2), from;

	pn_buf_format(g->out, "%s\n", option);
	from = g->out->len;
	if (!strcmp(option, "--set-literal"))
		count = 1;
	if (!strcmp(option, "--set-json") && rng_chance(&g->rng, 25)) {
		pn_buf_format(g->out, "{\"%s\": ", root);
		gen_json(g, 2);
		pn_buf_lit(g->out, "}\n");
		return;
	}
	for (size_t i = 0; i < count; i++) {
		pn_buf_format(g->out, "%s%s", i ? "," : "", root);
		set_path(g);
		pn_buf_byte(g->out, '=');
		if (!strcmp(option, "--set-json"))
			gen_json(g, (int)rng_below(&g->rng, 3));
		else if (!strcmp(option, "--set-file"))
			pn_buf_add(g->out,
				   rng_chance(&g->rng, 80) ? PN_STR("f.txt") : PN_STR("none"));
		else
			set_value(g);
	}
	if (rng_chance(&g->rng, 5))
		gen_damage(g, from + strlen(root) + 1);
	for (size_t i = from; i < g->out->len; i++) {
		if (g->out->ptr[i] == '\n')
			g->out->ptr[i] = ' ';
	}
	pn_buf_byte(g->out, '\n');
}
