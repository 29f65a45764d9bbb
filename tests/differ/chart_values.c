/* SPDX-License-Identifier: Apache-2.0 */
/* Values: files of several documents, options of all kinds; and schemas that they meet or not. */
#include "chart.h"

static const char *const between[] = { "---\n",	  "--- \n",  "--- # c\n",  "---\t#c\n",
				       "...\n",	  "---\r\n", "\n---\n\n",  "---\n---\n",
				       "--- x\n", "----\n",  "...\n---\n", "# c\n",
				       "---a\n" };

static void write_document(gen *g)
{
	static const char *const names[] = {
		"a", "b", "c", "d", "global", "y", "1", "0x1F", "\"q\""
	};
	static const char *const wholes[] = { "",
					      "null\n",
					      "{}\n",
					      "[]\n",
					      "x\n",
					      "# c\n",
					      "- a\n",
					      "{a: 1, b: {c: 2}}\n",
					      "--- {a: 1}\n" };
	size_t count = 1 + rng_below(&g->rng, 4), from = rng_below(&g->rng, GEN_COUNT(names));

	if (rng_chance(&g->rng, 8)) {
		GEN_PICK(g, wholes);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		pn_buf_format(g->out, "%s:", names[(from + i) % GEN_COUNT(names)]);
		gen_yaml(g, 1, 3);
	}
}

static void write_stream(gen *g)
{
	size_t count = rng_chance(&g->rng, 65) ? 1 : 2 + rng_below(&g->rng, 2);

	if (rng_chance(&g->rng, 4))
		pn_buf_lit(g->out, "\xEF\xBB\xBF");
	if (rng_chance(&g->rng, 10))
		GEN_PICK(g, between);
	while (count--) {
		write_document(g);
		if (count)
			GEN_PICK(g, between);
	}
	if (rng_chance(&g->rng, 6))
		gen_damage(g, 0);
}

static void show(chart *c)
{
	pn_buf text;

	chart_begin(c, &text);
	pn_buf_lit(&text, "j: {{ .Values | toJson | quote }}\n"
			  "v: {{ .Values | printf \"%#v\" | quote }}\n"
			  "y: {{ .Values | toYaml | quote }}\n"
			  "z: {{ .Values | toYamlPretty | quote }}\n"
			  "t: {{ .Values | toToml | quote }}\n");
	chart_end(c, &text, "templates/t.yaml");
}

/* A file for -f, or standard input. */
static void write_extra(chart *c, size_t i)
{
	const char *name = pn_str_format(c->g->arena, "f%zu.yaml", i).ptr;
	pn_buf text;

	chart_begin(c, &text);
	write_stream(c->g);
	if (i == 0 && rng_chance(&c->g->rng, 15)) {
		chart_end_as(c, &text, CASE_STDIN, "");
		chart_args(c, "-f\n-\n");
		return;
	}
	chart_end_as(c, &text, CASE_FILE, name);
	chart_args(c, "-f\n%s\n", name);
}

void chart_values(chart *c)
{
	static const char *const roots[] = { "a", "b", "c", "d", "global" };
	gen *g = c->g;
	size_t files = rng_below(&g->rng, 3), sets = rng_below(&g->rng, 3);
	pn_buf text;

	show(c);
	chart_begin(c, &text);
	write_stream(g);
	chart_end(c, &text, "values.yaml");
	for (size_t i = 0; i < files; i++)
		write_extra(c, i);
	chart_begin(c, &text);
	pn_buf_lit(&text, "of a file\n");
	chart_end_as(c, &text, CASE_FILE, "f.txt");
	while (sets--) {
		g->out = &c->args;
		gen_set(g, roots[rng_below(&g->rng, GEN_COUNT(roots))]);
	}
}

/* ---- schemas ---- */

static void write_schema(gen *g, int depth);

/* Writes some properties' schemas: "a": {...}, "b": {...} */
static void write_properties(gen *g, int depth)
{
	static const char *const names[] = { "a", "b", "c", "d" };
	bool first = true;

	for (size_t i = 0; i < GEN_COUNT(names); i++) {
		if (rng_chance(&g->rng, 55))
			continue;
		pn_buf_format(g->out, "%s\"%s\": ", first ? "" : ", ", names[i]);
		write_schema(g, depth - 1);
		first = false;
	}
}

/* Writes "keyword": {...} whose value is a schema or several. */
static void write_applicator(gen *g, int depth)
{
	static const char *const maps[] = { "properties", "properties", "patternProperties",
					    "$defs", "dependentSchemas" };
	static const char *const lists[] = { "allOf", "anyOf", "oneOf", "prefixItems" };
	static const char *const singles[] = {
		"not",	"items", "additionalProperties",  "contains",	    "propertyNames", "if",
		"then", "else",	 "unevaluatedProperties", "additionalItems"
	};
	size_t n = rng_below(&g->rng, 3);

	pn_buf_byte(g->out, '"');
	if (n == 0) {
		GEN_PICK(g, maps);
		pn_buf_lit(g->out, "\": {");
		write_properties(g, depth);
		pn_buf_byte(g->out, '}');
	} else if (n == 1) {
		size_t count = 1 + rng_below(&g->rng, 2);

		GEN_PICK(g, lists);
		pn_buf_lit(g->out, "\": [");
		while (count--) {
			write_schema(g, depth - 1);
			pn_buf_add(g->out, count ? PN_STR(", ") : PN_STR("]"));
		}
	} else {
		GEN_PICK(g, singles);
		pn_buf_lit(g->out, "\": ");
		write_schema(g, depth - 1);
	}
}

static void write_schema(gen *g, int depth)
{
	static const char *const rules[] = {
		"\"type\": \"string\"",
		"\"type\": \"object\"",
		"\"type\": [\"integer\", \"null\"]",
		"\"type\": \"array\"",
		"\"type\": \"boolean\"",
		"\"type\": \"number\"",
		"\"enum\": [1, \"a\", null, true, [1]]",
		"\"const\": \"x\"",
		"\"const\": {\"a\": 1}",
		"\"minimum\": 2",
		"\"maximum\": 1234567.5",
		"\"exclusiveMinimum\": 0",
		"\"exclusiveMaximum\": 1e21",
		"\"multipleOf\": 0.5",
		"\"minLength\": 2",
		"\"maxLength\": 3",
		"\"pattern\": \"^[a-c]+$\"",
		"\"minItems\": 2",
		"\"maxItems\": 1",
		"\"uniqueItems\": true",
		"\"minProperties\": 2",
		"\"maxProperties\": 1",
		"\"required\": [\"a\", \"z\"]",
		"\"required\": [\"b\"]",
		"\"dependentRequired\": {\"a\": [\"q\"]}",
		"\"format\": \"date\"",
		"\"format\": \"ipv4\"",
		"\"format\": \"email\"",
		"\"minContains\": 2",
		"\"$ref\": \"#/$defs/a\"",
		"\"$ref\": \"#\"",
		"\"title\": \"t\"",
		"\"default\": 1",
		"\"additionalProperties\": false",
		"\"type\": \"nope\"",
		"\"required\": \"a\"",
		"\"$comment\": \"c\"",
	};
	size_t count = 1 + rng_below(&g->rng, 2);

	if (rng_chance(&g->rng, 4)) {
		pn_buf_add(g->out, rng_chance(&g->rng, 60) ? PN_STR("true") : PN_STR("false"));
		return;
	}
	pn_buf_byte(g->out, '{');
	for (size_t i = 0; i < count; i++) {
		pn_buf_add(g->out, i ? PN_STR(", ") : PN_STR(""));
		if (depth > 0 && rng_chance(&g->rng, 55))
			write_applicator(g, depth);
		else
			pn_buf_add(g->out,
				   pn_str_from(rules[rng_below(
					   &g->rng,
					   rng_chance(&g->rng, 97) ? 34 : GEN_COUNT(rules))]));
	}
	pn_buf_byte(g->out, '}');
}

static void write_draft(gen *g)
{
	static const char *const drafts[] = {
		"",
		"",
		"\"$schema\": \"http://json-schema.org/draft-07/schema#\", ",
		"\"$schema\": \"http://json-schema.org/draft-06/schema\", ",
		"\"$schema\": \"http://json-schema.org/draft-04/schema#\", ",
		"\"$schema\": \"https://json-schema.org/draft/2019-09/schema\", ",
		"\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", ",
	};

	GEN_PICK(g, drafts);
}

/* Where a chart's own schema stands; at most one property is wrong at a time, for Helm tells of
 * several in any order. */
void chart_schema(chart *c)
{
	static const char *const values[] = { "1",
					      "x",
					      "null",
					      "true",
					      "1.5",
					      "[]",
					      "[1, 1, a]",
					      "{}",
					      "abc",
					      "1e21",
					      "-0.5",
					      "{a: 1}",
					      "{a: x, b: {c: [1]}}",
					      "[a, b]",
					      "\"\"",
					      "2024-02-30",
					      "1.2.3.4",
					      "{z: null}",
					      "12345678" };
	gen *g = c->g;
	pn_buf text;

	show(c);
	chart_begin(c, &text);
	pn_buf_lit(&text, "a: ");
	GEN_PICK(g, values);
	pn_buf_lit(&text, "\n");
	chart_end(c, &text, "values.yaml");
	chart_begin(c, &text);
	pn_buf_byte(&text, '{');
	write_draft(g);
	pn_buf_lit(&text, "\"$defs\": {\"a\": {\"type\": \"string\"}}, \"properties\": {\"a\": ");
	write_schema(g, 3);
	pn_buf_lit(&text, "}}\n");
	if (rng_chance(&g->rng, 4))
		gen_damage(g, 0);
	chart_end(c, &text, "values.schema.json");
	if (rng_chance(&g->rng, 30)) {
		g->out = &c->args;
		gen_set(g, "a");
	}
}
