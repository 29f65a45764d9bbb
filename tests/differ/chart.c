/* SPDX-License-Identifier: Apache-2.0 */
#include "chart.h"
#include "batch.h"

#include <stdarg.h>

void chart_begin(chart *c, pn_buf *text)
{
	pn_buf_init(text, c->g->arena);
	c->g->out = text;
}

void chart_end_as(chart *c, pn_buf *text, case_kind kind, const char *path)
{
	pn_str name = pn_str_dup(c->g->arena, pn_str_from(path));

	if (c->count < MAX_CHART_SECTIONS)
		c->sections[c->count++] =
			(case_section){ kind, name, pn_buf_str(text), { NULL, 0 } };
}

void chart_end(chart *c, pn_buf *text, const char *path)
{
	chart_end_as(c, text, CASE_CHART, path);
}

void chart_args(chart *c, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	pn_buf_vformat(&c->args, format, args);
	va_end(args);
}

typedef struct family {
	void (*make)(chart *c);
	size_t share; /* in percent */
} family;

static const family families[] = {
	{ chart_tree, 26 },	{ chart_documents, 18 }, { chart_values, 14 }, { chart_schema, 14 },
	{ chart_metadata, 12 }, { chart_files, 6 },	 { chart_errors, 10 },
};

/* Which command the chart is given to, beside `template r c`. */
static void choose_command(chart *c)
{
	static const char *const commands[] = { "lint\nc\n", "lint\nc\n--strict\n",
						"lint\nc\n--with-subcharts\n", "show\nall\nc\n",
						"dependency\nlist\nc\n" };
	static const char *const options[] = { "--debug\n",	  "--is-upgrade\n",
					       "-n\nspace\n",	  "--kube-version\n1.29.3-gke.1\n",
					       "-a\nx/v1,y/v1\n", "--skip-schema-validation\n",
					       "--include-crds\n" };
	rng *r = &c->g->rng;
	pn_buf text;

	if (rng_chance(r, 15))
		chart_args(c, "%s", options[rng_below(r, GEN_COUNT(options))]);
	if (rng_chance(r, 80)) {
		if (c->args.len)
			chart_end_as(c, &c->args, CASE_ARGS, "");
		return;
	}
	chart_begin(c, &text);
	GEN_PICK(c->g, commands);
	if (pn_str_starts(pn_buf_str(&text), PN_STR("lint")) &&
	    pn_str_find(pn_buf_str(&c->args), PN_STR("--")) == PN_NOT_FOUND)
		pn_buf_add(&text, pn_buf_str(&c->args));
	chart_end_as(c, &text, CASE_COMMAND, "");
}

test_case *chart_make(pn_arena *arena, uint64_t seed)
{
	gen g = { .arena = arena, .name = "c" };
	pn_buf defines;
	chart c = { .g = &g };
	size_t n;

	rng_init(&g.rng, seed);
	pn_buf_init(&defines, arena);
	pn_buf_init(&c.args, arena);
	g.defines = &defines;
	n = rng_below(&g.rng, 100);
	for (size_t i = 0; i < GEN_COUNT(families); i++) {
		if (n < families[i].share) {
			families[i].make(&c);
			break;
		}
		n -= families[i].share;
	}
	choose_command(&c);
	return case_make(arena, c.sections, c.count);
}
