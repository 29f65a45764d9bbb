/* SPDX-License-Identifier: Apache-2.0 */
/* Trees of charts: who gets which values. */
#include "chart.h"

enum { TREE_DEPTH = 2 };

static const char *const keys[] = { "a", "b",  "k",	 "m",	 "on",	    "s",   "t",
				    "u", "al", "global", "tags", "exports", "data" };
static const char *const names[] = { "s", "t", "u" };

static const char *pick(gen *g, const char *const *table, size_t count)
{
	return table[rng_below(&g->rng, count)];
}

#define PICK(g, table) pick(g, table, GEN_COUNT(table))

/* A value in flow style; maps hold no key twice. */
static void flow_value(gen *g, int depth)
{
	static const char *const scalars[] = { "null",
					       "null",
					       "1",
					       "x",
					       "true",
					       "false",
					       "[]",
					       "{}",
					       "\"\"",
					       "~",
					       "1.5",
					       "0",
					       "[1, null, {z: null}]" };
	bool first = true;

	if (depth <= 0 || rng_chance(&g->rng, 55)) {
		GEN_PICK(g, scalars);
		return;
	}
	pn_buf_byte(g->out, '{');
	for (size_t i = 0; i < GEN_COUNT(keys); i++) {
		if (rng_chance(&g->rng, 84))
			continue;
		pn_buf_format(g->out, "%s\"%s\": ", first ? "" : ", ", keys[i]);
		flow_value(g, depth - 1);
		first = false;
	}
	pn_buf_byte(g->out, '}');
}

static void write_values(gen *g)
{
	for (size_t i = 0; i < GEN_COUNT(keys); i++) {
		if (rng_chance(&g->rng, 68))
			continue;
		pn_buf_format(g->out, "\"%s\": ", keys[i]);
		flow_value(g, 3);
		pn_buf_byte(g->out, '\n');
	}
}

/* Writes "X.Y" of a few keys. */
static void write_path(gen *g, size_t most)
{
	size_t count = 1 + rng_below(&g->rng, most);

	while (count--)
		pn_buf_format(g->out, "%s%s", PICK(g, keys), count ? "." : "");
}

static void write_import(gen *g)
{
	static const char *const items[] = { "data",
					     "a",
					     "{child: a, parent: b}",
					     "{child: m.a, parent: k}",
					     "{child: exports, parent: .}",
					     "{child: ., parent: zz}",
					     "{child: global, parent: global}",
					     "{child: a, parent: t.a}",
					     "{child: a}" };
	size_t count = 1 + rng_below(&g->rng, 2);

	pn_buf_lit(g->out, ", import-values: [");
	while (count--) {
		GEN_PICK(g, items);
		pn_buf_add(g->out, count ? PN_STR(", ") : PN_STR("]"));
	}
}

static void write_dependency(gen *g, const char *name)
{
	static const char *const versions[] = { "\"*\"", "\"*\"",   "\"*\"",
						"1.x.x", "\">=2\"", "\"\"" };
	static const char *const aliases[] = { "", "", "", ", alias: al", ", alias: s2" };
	static const char *const tags[] = {
		"", "", "", ", tags: [a]", ", tags: [a, b]", ", tags: [\"on\", k]"
	};

	pn_buf_format(g->out, "- {name: %s, version: %s%s%s", name, PICK(g, versions),
		      PICK(g, aliases), PICK(g, tags));
	if (rng_chance(&g->rng, 40)) {
		pn_buf_lit(g->out, ", condition: \"");
		write_path(g, 3);
		if (rng_chance(&g->rng, 30)) {
			pn_buf_byte(g->out, ',');
			write_path(g, 2);
		}
		pn_buf_byte(g->out, '"');
	}
	if (rng_chance(&g->rng, 35))
		write_import(g);
	pn_buf_lit(g->out, "}\n");
}

static void write_metadata(gen *g, const char *name, unsigned children, int depth)
{
	static const char *const versions[] = { "1.0.0", "0.1.0", "2.0.0-a" };
	bool first = true;

	pn_buf_format(g->out, "apiVersion: v2\nname: %s\nversion: %s\n", name, PICK(g, versions));
	if (depth && rng_chance(&g->rng, 8))
		pn_buf_lit(g->out, "type: library\n");
	for (size_t i = 0; i < GEN_COUNT(names); i++) {
		size_t times = 1 + rng_chance(&g->rng, 12);

		if (!(children & 1u << i) || rng_chance(&g->rng, 30))
			continue;
		pn_buf_add(g->out, first ? PN_STR("dependencies:\n") : PN_STR(""));
		first = false;
		while (times--)
			write_dependency(g, names[i]);
	}
}

static const char *path_of(gen *g, const char *base, const char *file)
{
	return pn_str_format(g->arena, "%s%s", base, file).ptr;
}

static void write_schema(chart *c, const char *base)
{
	static const char *const schemas[] = {
		"{}\n", "{\"properties\": {\"a\": {\"type\": \"string\"}}}\n",
		"{\"required\": [\"k\"]}\n",
		"{\"properties\": {\"global\": {\"properties\": {\"a\": {\"type\": "
		"\"number\"}}}}}\n"
	};
	pn_buf text;

	chart_begin(c, &text);
	GEN_PICK(c->g, schemas);
	chart_end(c, &text, path_of(c->g, base, "values.schema.json"));
}

static void write_chart(chart *c, const char *base, const char *name, int depth)
{
	gen *g = c->g;
	unsigned children = depth < TREE_DEPTH ? (unsigned)rng_below(&g->rng, 8) : 0;
	pn_buf text;

	if (depth && rng_chance(&g->rng, 50))
		children = 0;
	chart_begin(c, &text);
	write_metadata(g, name, children, depth);
	chart_end(c, &text, path_of(g, base, "Chart.yaml"));
	chart_begin(c, &text);
	write_values(g);
	chart_end(c, &text, path_of(g, base, "values.yaml"));
	chart_begin(c, &text);
	pn_buf_lit(&text, "n: {{ .Chart.Name }}\n"
			  "w: {{ printf \"%#v\" .Values | quote }}\n"
			  "d: {{ .Chart.Dependencies | toJson | quote }}\n"
			  "u: {{ .Subcharts | keys | sortAlpha | toJson }}\n");
	chart_end(c, &text, path_of(g, base, "templates/x.yaml"));
	if (rng_chance(&g->rng, 8))
		write_schema(c, base);
	for (size_t i = 0; i < GEN_COUNT(names); i++) {
		if (children & 1u << i)
			write_chart(c, pn_str_format(g->arena, "%scharts/%s/", base, names[i]).ptr,
				    names[i], depth + 1);
	}
}

void chart_tree(chart *c)
{
	static const char *const options[] = { "--set", "--set", "--set-json", "--set-string" };
	static const char *const values[] = { "null", "1", "true", "{}", "false" };
	gen *g = c->g;
	size_t count = rng_below(&g->rng, 4);
	pn_buf text;

	write_chart(c, "", "c", 0);
	if (rng_chance(&g->rng, 60)) {
		chart_begin(c, &text);
		write_values(g);
		chart_end_as(c, &text, CASE_FILE, "f.yaml");
		chart_args(c, "-f\nf.yaml\n");
	}
	while (count--) {
		g->out = &c->args;
		pn_buf_format(&c->args, "%s\n", PICK(g, options));
		write_path(g, 4);
		pn_buf_format(&c->args, "=%s\n", PICK(g, values));
	}
}
