/* SPDX-License-Identifier: Apache-2.0 */
/* Documents as templates print them: where they end, what they are, in which order they come. */
#include "chart.h"

static const char *const separators[] = { "---\n",
					  "---\n",
					  "---\n",
					  "--- \n",
					  "---\t\n",
					  "--- # c\n",
					  "---foo\n",
					  "----\n",
					  "---\r\n",
					  " ---\n",
					  "---#c\n",
					  "---\n---\n",
					  "...\n",
					  "\n---\n\n",
					  "  \n---\n",
					  "---\n# c\n---\n",
					  "\t---\n",
					  "-- -\n",
					  "\f---\n",
					  "---\v\n",
					  "\r\n---\r\n",
					  "--- |\n",
					  "%YAML 1.1\n---\n",
					  "---",
					  "\xC2\xA0---\n" };
static const char *const kinds[] = { "Secret",	   "ConfigMap",	  "Service",
				     "Deployment", "Job",	  "CustomResourceDefinition",
				     "Zed",	   "Alpha",	  "Pod",
				     "Namespace",  "ClusterRole", "ClusterRoleBindingList",
				     "Ingress",	   "null",	  "\"\"",
				     "5",	   "[x]",	  "{a: 1}",
				     "APIService", "List",	  "ServiceAccount",
				     "0x10",	   "~",		  "PriorityClass" };
static const char *const hooks[] = { "test",
				     "pre-install",
				     "post-install,TEST",
				     "pre-install, post-upgrade ",
				     "bogus",
				     "\"\"",
				     "crd-install",
				     "test-success",
				     "pre-delete,",
				     "true",
				     "null",
				     "pre-rollback,bogus",
				     "[a]",
				     "Post-Delete",
				     "1" };
static const char *const odd[] = { "# only a comment\n",
				   "null\n",
				   "[]\n",
				   "- a\n",
				   "text\n",
				   "{}\n",
				   "\n",
				   "  \n",
				   "a: 'b\n",
				   "a: {b\n",
				   "a: *x\n",
				   "a:\n\t- b\n",
				   "a: b: c\n",
				   "kind: A\nkind: B\n",
				   "KIND: Secret\n",
				   "~: 1\n",
				   "a: !!int x\n",
				   "metadata: 5\n",
				   "metadata: {annotations: []}\n",
				   "  a: 1\n  b: 2\n",
				   "a: |\n x\n---\n y\n",
				   "metadata: {annotations: {a: [1]}}\n",
				   "1: a\n",
				   "? [a]\n: 1\n",
				   "\xEF\xBB\xBF"
				   "a: 1\n",
				   "a: .inf\n",
				   "a: 1 # c\n...\nb: 2\n",
				   "a: \"x\\q\"\n",
				   "apiVersion: {}\n" };

/* Writes an object; now and then one that is a hook, or none at all. */
static void write_object(gen *g)
{
	rng *r = &g->rng;

	if (rng_chance(r, 15)) {
		GEN_PICK(g, odd);
		return;
	}
	if (rng_chance(r, 80))
		pn_buf_lit(g->out, "apiVersion: v1\n");
	pn_buf_lit(g->out, "kind: ");
	GEN_PICK(g, kinds);
	pn_buf_format(g->out, "\nmetadata:\n  name: n%zu\n", rng_below(r, 5));
	if (rng_chance(r, 35)) {
		pn_buf_lit(g->out, "  annotations:\n    helm.sh/hook: ");
		GEN_PICK(g, hooks);
		pn_buf_byte(g->out, '\n');
		if (rng_chance(r, 40))
			pn_buf_format(g->out, "    helm.sh/hook-weight: \"%d\"\n",
				      (int)rng_below(r, 20) - 10);
	}
	if (rng_chance(r, 20))
		pn_buf_lit(g->out, "data:\n  k: |\n    text\n\n    more\n");
}

/* Writes a file of some documents. */
static void write_file(gen *g)
{
	rng *r = &g->rng;
	size_t count = 1 + rng_below(r, 3);

	if (rng_chance(r, 30))
		GEN_PICK(g, separators);
	while (count--) {
		write_object(g);
		if (rng_chance(r, 15))
			pn_buf_repeat(g->out, '\n', 1 + rng_below(r, 3));
		if (count || rng_chance(r, 20))
			GEN_PICK(g, separators);
	}
	if (rng_chance(r, 20) && g->out->len && g->out->ptr[g->out->len - 1] == '\n')
		g->out->len--;
	if (rng_chance(r, 4))
		gen_damage(g, 0);
}

static void write_crds(chart *c)
{
	static const char *const paths[] = { "crds/b.yaml", "crds/a.YML", "crds/d/c.json",
					     "crds/e.txt" };
	size_t count = 1 + rng_below(&c->g->rng, 2);
	pn_buf text;

	while (count--) {
		chart_begin(c, &text);
		write_file(c->g);
		chart_end(c, &text, paths[rng_below(&c->g->rng, GEN_COUNT(paths))]);
	}
	chart_args(c, "--include-crds\n");
}

static void choose_output(chart *c)
{
	static const char *const options[] = {
		"--skip-tests\n",
		"--no-hooks\n",
		"-s\ntemplates/a.yaml\n",
		"-s\ntemplates/d/*.yaml\n-s\ntemplates/b.yaml\n",
		"-s\ntemplates/*\n",
		"--output-dir\nout\n",
		"--output-dir\nout\n--release-name\n",
		"-s\ntemplates/NOTES.txt\n",
	};

	chart_args(c, "%s", options[rng_below(&c->g->rng, GEN_COUNT(options))]);
}

void chart_documents(chart *c)
{
	static const char *const paths[] = { "templates/a.yaml",       "templates/b.yaml",
					     "templates/d/a.yaml",     "templates/c.txt",
					     "templates/NOTES.txt",    "templates/_p.yaml",
					     "templates/d/xNOTES.txt", "templates/z" };
	gen *g = c->g;
	pn_buf text;

	for (size_t i = 0; i < GEN_COUNT(paths); i++) {
		if (i && rng_chance(&g->rng, 70))
			continue;
		chart_begin(c, &text);
		write_file(g);
		chart_end(c, &text, paths[i]);
	}
	if (rng_chance(&g->rng, 20))
		write_crds(c);
	if (rng_chance(&g->rng, 35))
		choose_output(c);
}
