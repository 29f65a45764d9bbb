/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"

/* Begins to write a text of its own. */
static pn_buf *begin(gen *g, pn_buf *buf)
{
	pn_buf_init(buf, g->arena);
	g->out = buf;
	return buf;
}

static void add_section(part *p, case_kind kind, pn_str path, pn_str text)
{
	p->sections[p->count++] = (case_section){ kind, path, text, { NULL, 0 } };
}

static pn_str named(gen *g, const char *before, const part *p, const char *after)
{
	return pn_str_format(g->arena, "%s%s%s", before, p->name, after);
}

/*
 * A template. Its text is mostly made by an inner template and printed quoted, so that it is YAML
 * whatever it is; now and then it stands for itself.
 */
static void make_template(gen *g, part *p)
{
	pn_buf body, defines, all;
	bool bare = rng_chance(&g->rng, 8);

	pn_buf_init(&defines, g->arena);
	g->defines = &defines;
	g->define_count = g->next_id = 0;
	begin(g, &body);
	gen_template(g);
	begin(g, &all);
	pn_buf_add(&all, pn_buf_str(&defines));
	if (bare)
		pn_buf_format(&all, "o: %.*s\n", PN_ARG(pn_buf_str(&body)));
	else
		pn_buf_format(&all,
			      "{{ define \"%s\" }}%.*s{{ end }}"
			      "o: {{ include \"%s\" . | printf \"%%q\" }}\n",
			      p->name, PN_ARG(pn_buf_str(&body)), p->name);
	add_section(p, CASE_CHART, named(g, "templates/", p, ".yaml"), pn_buf_str(&all));
}

/* A template that prints what became of the part's values. */
static void show_values(gen *g, part *p)
{
	add_section(p, CASE_CHART, named(g, "templates/", p, ".yaml"),
		    pn_str_format(g->arena,
				  "j: {{ .Values.%s | toJson | quote }}\n"
				  "v: {{ .Values.%s | printf \"%%#v\" | quote }}\n",
				  p->name, p->name));
}

static void make_values(gen *g, part *p, const char *root, int indent)
{
	pn_buf_format(g->out, "%s:", root);
	(void)p;
	gen_yaml(g, indent, 4);
}

static void make_set(gen *g, part *p)
{
	pn_buf values, arguments;
	size_t count = 1 + rng_below(&g->rng, 2);

	begin(g, &values);
	if (rng_chance(&g->rng, 50))
		pn_buf_format(&values, "%s: {a: [1, {b: 2}], b: {c: x, d: null}, k: s, x.y: 1}\n",
			      p->name);
	p->values = pn_buf_str(&values);
	begin(g, &arguments);
	while (count--)
		gen_set(g, p->name);
	p->arguments = pn_buf_str(&arguments);
	show_values(g, p);
}

static void make_file(gen *g, part *p)
{
	pn_buf values, file;

	begin(g, &values);
	make_values(g, p, p->name, 1);
	p->values = pn_buf_str(&values);
	show_values(g, p);
	if (rng_chance(&g->rng, 50))
		return;
	begin(g, &file);
	make_values(g, p, p->name, 1);
	if (rng_chance(&g->rng, 10))
		gen_damage(g, 5);
	add_section(p, CASE_FILE, named(g, "", p, ".yaml"), pn_buf_str(&file));
	p->arguments = pn_str_format(g->arena, "-f\n%s.yaml\n", p->name);
}

/* Maps that meet: the same few keys, with values that do not match, and nulls. */
static void meeting_map(gen *g, int indent, int depth)
{
	static const char *const names[] = { "a", "b", "c", "d" };
	static const char *const values[] = {
		" null\n",	" 1\n",		" x\n",		  " {}\n",    " []\n",
		" [1, null]\n", " {a: null}\n", " {b: {c: 1}}\n", " false\n", "\n"
	};

	for (size_t i = 0; i < GEN_COUNT(names); i++) {
		if (rng_chance(&g->rng, 40))
			continue;
		pn_buf_repeat(g->out, ' ', (size_t)indent * 2);
		pn_buf_format(g->out, "%s:", names[i]);
		if (depth > 0 && rng_chance(&g->rng, 40)) {
			pn_buf_byte(g->out, '\n');
			meeting_map(g, indent + 1, depth - 1);
		} else {
			GEN_PICK(g, values);
		}
	}
}

static void subchart_values(gen *g, const char *root, int indent)
{
	pn_buf_repeat(g->out, ' ', (size_t)(indent - 1) * 2);
	pn_buf_format(g->out, "%s:\n", root);
	meeting_map(g, indent, 2);
	if (rng_chance(&g->rng, 30)) {
		pn_buf_repeat(g->out, ' ', (size_t)indent * 2);
		pn_buf_lit(g->out, "global:\n");
		meeting_map(g, indent + 1, 1);
	}
}

static void make_subchart(gen *g, part *p)
{
	pn_buf values, own, arguments;

	begin(g, &values);
	if (rng_chance(&g->rng, 80))
		subchart_values(g, p->name, 1);
	p->values = pn_buf_str(&values);
	begin(g, &own);
	meeting_map(g, 0, 2);
	if (rng_chance(&g->rng, 30)) {
		pn_buf_lit(&own, "global:\n");
		meeting_map(g, 1, 1);
	}
	begin(g, &arguments);
	if (rng_chance(&g->rng, 40))
		gen_set(g, p->name);
	p->arguments = pn_buf_str(&arguments);
	add_section(p, CASE_CHART, named(g, "charts/", p, "/Chart.yaml"),
		    pn_str_format(g->arena, "apiVersion: v2\nname: %s\nversion: 1.0.0\n", p->name));
	add_section(p, CASE_CHART, named(g, "charts/", p, "/values.yaml"), pn_buf_str(&own));
	add_section(p, CASE_CHART, named(g, "charts/", p, "/templates/t.yaml"),
		    PN_STR("j: {{ .Values | toJson | quote }}\n"
			   "v: {{ .Values | printf \"%#v\" | quote }}\n"));
}

static void make_common(gen *g, part *p, void (*make)(gen *, part *))
{
	pn_buf values;

	begin(g, &values);
	if (make == make_template)
		gen_values(g);
	if (make == make_subchart) {
		pn_buf_lit(&values, "global:\n");
		meeting_map(g, 1, 2);
	}
	p->values = pn_buf_str(&values);
	if (make == make_template)
		add_section(p, CASE_CHART, PN_STR("f.txt"), PN_STR("one\ntwo: é\n"));
	else
		add_section(p, CASE_FILE, PN_STR("f.txt"), PN_STR(BATCH_FILE));
}

batch *batch_make(pn_arena *arena, uint64_t seed)
{
	batch *b = PN_NEW(arena, batch);
	gen g = { .arena = arena };
	void (*make)(gen *, part *);
	size_t n;

	if (!b)
		return NULL;
	rng_init(&g.rng, seed);
	n = rng_below(&g.rng, 100);
	make = n < 74 ? make_template : n < 84 ? make_set : n < 92 ? make_file : make_subchart;
	make_common(&g, &b->common, make);
	b->count = make == make_subchart ? BATCH_PARTS / 4 : BATCH_PARTS;
	for (size_t i = 0; i < b->count; i++) {
		part *p = &b->parts[i];

		p->name = g.name = pn_str_format(arena, "p%03zu", i).ptr;
		make(&g, p);
	}
	return arena->failed ? NULL : b;
}

test_case *case_make(pn_arena *arena, const case_section *sections, size_t count)
{
	test_case *c = PN_NEW(arena, test_case);
	pn_buf all;

	if (!c)
		return NULL;
	pn_buf_init(&all, arena);
	c->name = "differ";
	c->sections = PN_NEW_ARRAY(arena, case_section, count + 1);
	c->count = count;
	for (size_t i = 0; c->sections && i < count; i++) {
		c->sections[i] = sections[i];
		case_put_section(&all, sections[i].kind, sections[i].path, sections[i].text);
	}
	c->all = pn_buf_str(&all);
	return c->sections && !all.failed ? c : NULL;
}

test_case *batch_case(pn_arena *arena, const batch *b, const size_t *which, size_t count)
{
	case_section *sections = PN_NEW_ARRAY(arena, case_section, (count + 1) * PART_SECTIONS + 2);
	size_t n = 0;
	pn_buf values, arguments;

	if (!sections)
		return NULL;
	pn_buf_init(&values, arena);
	pn_buf_init(&arguments, arena);
	for (size_t i = 0; i <= count; i++) {
		const part *p = i ? &b->parts[which[i - 1]] : &b->common;

		pn_buf_add(&values, p->values);
		pn_buf_add(&arguments, p->arguments);
		for (size_t j = 0; j < p->count; j++)
			sections[n++] = p->sections[j];
	}
	if (values.len)
		sections[n++] = (case_section){ .kind = CASE_VALUES, .text = pn_buf_str(&values) };
	if (arguments.len)
		sections[n++] = (case_section){ .kind = CASE_ARGS, .text = pn_buf_str(&arguments) };
	return case_make(arena, sections, n);
}
