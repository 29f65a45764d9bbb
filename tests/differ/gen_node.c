/* SPDX-License-Identifier: Apache-2.0 */
/* Templates: text, actions, control structures, definitions. */
#include "gen.h"

static void write_body(gen *g, int depth);

static const char value_kinds[] = "sssssiflSmdbtaaaaaa";

static char any_kind(gen *g)
{
	return value_kinds[rng_below(&g->rng, sizeof value_kinds - 1)];
}

static void open_action(gen *g)
{
	pn_buf_add(g->out, rng_chance(&g->rng, 15) ? PN_STR("{{- ") : PN_STR("{{ "));
}

static void close_action(gen *g)
{
	pn_buf_add(g->out, rng_chance(&g->rng, 15) ? PN_STR(" -}}") : PN_STR(" }}"));
}

static void write_word(gen *g, const char *word)
{
	open_action(g);
	pn_buf_add(g->out, pn_str_from(word));
	close_action(g);
}

static void write_text(gen *g)
{
	static const char *const texts[] = { "a",   " ",     "\n",    "x: ", "\n  - ", "é\t",
					     "{ }", "# c\n", "  \n ", "---", "\"",     "k: v\n",
					     "}}",  "-",     "\r\n",  "'",   "日本",   "a b" };

	GEN_PICK(g, texts);
}

/* Prints a value so that its type shows, too. */
static void write_action(gen *g)
{
	static const char *const ends[] = { "",
					    "",
					    "",
					    " | toJson",
					    " | quote",
					    " | toYaml",
					    " | printf \"%T %v\"",
					    " | toYaml | nindent 2",
					    " | printf \"%#v\"" };
	char kind = any_kind(g);
	size_t end = rng_below(&g->rng, GEN_COUNT(ends));

	open_action(g);
	gen_pipeline(g, kind, 1 + (int)rng_below(&g->rng, 4));
	pn_buf_add(g->out, pn_str_from(ends[end]));
	close_action(g);
}

static void declare(gen *g, char kind)
{
	if (g->variable_count < MAX_VARIABLES)
		g->variables[g->variable_count++] = (variable){ kind, g->next_id };
	g->next_id++;
}

static void write_variable(gen *g)
{
	char kind = any_kind(g);
	size_t i;

	open_action(g);
	if (g->variable_count && rng_chance(&g->rng, 30)) {
		i = rng_below(&g->rng, g->variable_count);
		pn_buf_format(g->out, "$v%u = ", g->variables[i].id);
		gen_pipeline(g, g->variables[i].kind, 2);
	} else {
		pn_buf_format(g->out, "$v%u := ", g->next_id);
		gen_pipeline(g, kind, 2);
		declare(g, kind);
	}
	close_action(g);
}

static void write_if(gen *g, int depth)
{
	size_t kept = g->variable_count, others = rng_below(&g->rng, 3);

	open_action(g);
	pn_buf_lit(g->out, "if ");
	gen_pipeline(g, rng_chance(&g->rng, 60) ? 'b' : 'a', 2);
	close_action(g);
	write_body(g, depth - 1);
	for (size_t i = 0; i < others; i++) {
		g->variable_count = kept;
		open_action(g);
		pn_buf_lit(g->out, "else ");
		if (i == 0 && others == 2) {
			pn_buf_lit(g->out, "if ");
			gen_pipeline(g, 'b', 2);
		}
		close_action(g);
		write_body(g, depth - 1);
	}
	write_word(g, "end");
	g->variable_count = kept;
}

static void write_with(gen *g, int depth)
{
	size_t kept = g->variable_count;

	open_action(g);
	pn_buf_lit(g->out, "with ");
	if (rng_chance(&g->rng, 30)) {
		pn_buf_format(g->out, "$v%u := ", g->next_id);
		declare(g, 'a');
	}
	gen_pipeline(g, 'a', 2);
	close_action(g);
	if (rng_chance(&g->rng, 50))
		pn_buf_lit(g->out, "{{ . | toJson }}");
	write_body(g, depth - 1);
	g->variable_count = kept;
	if (rng_chance(&g->rng, 40)) {
		write_word(g, rng_chance(&g->rng, 30) ? "else with 1" : "else");
		write_body(g, depth - 1);
	}
	write_word(g, "end");
	g->variable_count = kept;
}

static void write_range(gen *g, int depth)
{
	static const char kinds[] = "llllmmSISa";
	size_t kept = g->variable_count;
	unsigned first = g->next_id;
	int variables = (int)rng_below(&g->rng, 3);
	bool outer = g->in_loop;

	open_action(g);
	pn_buf_lit(g->out, "range ");
	if (variables == 2)
		pn_buf_format(g->out, "$v%u, $v%u := ", first, first + 1);
	else if (variables == 1)
		pn_buf_format(g->out, "$v%u := ", first);
	g->next_id += 2;
	gen_argument(g, kinds[rng_below(&g->rng, sizeof kinds - 1)], 2);
	close_action(g);
	g->in_loop = true;
	for (int i = 0; i < variables && g->variable_count < MAX_VARIABLES; i++)
		g->variables[g->variable_count++] = (variable){ 'a', first + (unsigned)i };
	pn_buf_lit(g->out, "{{ . | toJson }};");
	if (rng_chance(&g->rng, 15))
		pn_buf_lit(g->out, "{{ if eq (toString .) \"2\" \"b\" }}{{ break }}{{ end }}");
	if (rng_chance(&g->rng, 15))
		pn_buf_lit(g->out, "{{ if . }}{{ continue }}{{ end }}");
	write_body(g, depth - 1);
	g->variable_count = kept;
	g->in_loop = outer;
	if (rng_chance(&g->rng, 30)) {
		write_word(g, "else");
		write_body(g, depth - 1);
	}
	write_word(g, "end");
	g->variable_count = kept;
}

/* Defines a template and uses it. */
static void write_define(gen *g, int depth)
{
	pn_buf *out = g->out, body;
	size_t kept = g->variable_count;
	unsigned id = g->define_count++;
	bool outer = g->in_loop;

	pn_buf_init(&body, g->arena);
	g->out = &body;
	g->variable_count = 0;
	g->in_loop = false;
	pn_buf_format(&body, "{{ define \"%s.%u\" }}", g->name, id);
	write_body(g, depth - 1);
	write_word(g, "end");
	pn_buf_add(g->defines, pn_buf_str(&body));
	g->out = out;
	g->variable_count = kept;
	g->in_loop = outer;
	open_action(g);
	if (rng_chance(&g->rng, 30))
		pn_buf_format(out, "template \"%s.%u\" $", g->name, id);
	else
		pn_buf_format(out, "include \"%s.%u\" %s%s", g->name, id,
			      rng_chance(&g->rng, 93) ? "$" : "$.Values.m0",
			      rng_chance(&g->rng, 40) ? " | quote" : "");
	close_action(g);
}

static void write_tpl(gen *g)
{
	open_action(g);
	pn_buf_lit(g->out, "tpl ");
	gen_argument(g, 'x', 0);
	pn_buf_lit(g->out, " $ ");
	close_action(g);
}

static void write_comment(gen *g)
{
	pn_buf_add(g->out, rng_chance(&g->rng, 50) ? PN_STR("{{/* c */}}")
						   : PN_STR("{{- /* a\n{{ b }} */ -}}"));
}

static void write_node(gen *g, int depth)
{
	size_t n = rng_below(&g->rng, 100);

	if (n < 22)
		write_text(g);
	else if (n < 58 || depth <= 0)
		write_action(g);
	else if (n < 70)
		write_variable(g);
	else if (n < 77)
		write_if(g, depth);
	else if (n < 83)
		write_with(g, depth);
	else if (n < 91)
		write_range(g, depth);
	else if (n < 95)
		write_define(g, depth);
	else if (n < 98)
		write_tpl(g);
	else
		write_comment(g);
}

static void write_body(gen *g, int depth)
{
	size_t count = 1 + rng_below(&g->rng, 3);

	while (count--)
		write_node(g, depth);
}

void gen_template(gen *g)
{
	static const unsigned wrongs[] = { 0, 0, 0, 2, 5, 15 };
	size_t from = g->out->len;

	g->wrong = wrongs[rng_below(&g->rng, GEN_COUNT(wrongs))];
	g->variable_count = 0;
	g->in_loop = false;
	if (rng_chance(&g->rng, 60))
		write_action(g);
	else
		write_body(g, 2);
	if (rng_chance(&g->rng, 3))
		gen_damage(g, from);
}
