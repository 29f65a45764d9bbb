/* SPDX-License-Identifier: Apache-2.0 */
/* Chart.yaml, .helmignore and .Files, and errors that happen far down. */
#include "chart.h"

static const char *const scalars[] = { "x",
				       "1",
				       "1.10",
				       "true",
				       "null",
				       "~",
				       "\"\"",
				       "[a]",
				       "{a: 1}",
				       "0x1F",
				       "1e3",
				       "v1.2.3",
				       "1.2.3-a",
				       "\"a\\tb\\u200b\"",
				       "2024-01-02",
				       "yes",
				       "|\n  l1\n  l2",
				       "é",
				       "[]",
				       "1.2.3",
				       "0.1.0",
				       "010",
				       "1_0",
				       ".inf",
				       "-1",
				       "\" x \"",
				       "a: b",
				       "*a",
				       "c",
				       "[a, 1, null]" };

/* Writes Chart.yaml: the fields that must be there, mostly right, and others as they come. */
static void write_metadata(gen *g)
{
	static const char *const names[] = { "c", "c", "c", "c", "a.b", "C", "5", "\"a/b\"", "n" };
	static const char *const versions[] = { "0.1.0",  "0.1.0", "v1.2", "1",	  "1.2.3-rc.1+b",
						"01.2.3", "abc",   "1.10", "null" };
	static const char *const apis[] = { "v2", "v2", "v2", "v1", "v3", "\"\"", "V2", "2" };
	static const char *const fields[] = { "description",   "appVersion",  "home",
					      "icon",	       "type",	      "deprecated",
					      "kubeVersion",   "keywords",    "sources",
					      "annotations",   "maintainers", "dependencies",
					      "condition",     "tags",	      "engine",
					      "tillerVersion", "Name",	      "foo" };
	static const char *const lines[] = {
		"type: library\n",
		"type: application\n",
		"deprecated: true\n",
		"kubeVersion: \">=1.20.0-0\"\n",
		"kubeVersion: \"<1.20\"\n",
		"annotations: {a: 1, b: [x]}\n",
		"annotations: {a: 1, b: true}\n",
		"maintainers: [{name: a, email: a@b.c, url: http://x}]\n",
		"maintainers: [null]\n",
		"maintainers: [{email: x}]\n",
		"keywords: [a, 1]\n",
		"sources: [http://x, y]\n",
		"icon: https://x/y.png\n",
		"home: not a url\n",
	};
	size_t count = rng_below(&g->rng, 4);

	if (rng_chance(&g->rng, 96))
		pn_buf_format(g->out, "apiVersion: %s\n",
			      apis[rng_below(&g->rng, GEN_COUNT(apis))]);
	if (rng_chance(&g->rng, 97))
		pn_buf_format(g->out, "name: %s\n", names[rng_below(&g->rng, GEN_COUNT(names))]);
	if (rng_chance(&g->rng, 97))
		pn_buf_format(g->out, "version: %s\n",
			      versions[rng_below(&g->rng, GEN_COUNT(versions))]);
	while (count--) {
		if (rng_chance(&g->rng, 50)) {
			GEN_PICK(g, lines);
			continue;
		}
		GEN_PICK(g, fields);
		pn_buf_lit(g->out, ": ");
		GEN_PICK(g, scalars);
		pn_buf_byte(g->out, '\n');
	}
	if (rng_chance(&g->rng, 4))
		gen_damage(g, 0);
}

void chart_metadata(chart *c)
{
	pn_buf text;

	chart_begin(c, &text);
	write_metadata(c->g);
	chart_end(c, &text, "Chart.yaml");
	chart_begin(c, &text);
	pn_buf_lit(&text, "c: {{ .Chart | toJson | quote }}\nd: {{ .Chart.Name }}\n");
	chart_end(c, &text, "templates/t.yaml");
	if (rng_chance(&c->g->rng, 20)) {
		chart_begin(c, &text);
		write_metadata(c->g);
		chart_end(c, &text, "charts/s/Chart.yaml");
	}
}

/* ---- files ---- */

static const char *const file_names[] = { "f.txt",	 "d/x.yaml",	  "d/e/y.yaml",
					  "README.md",	 "d/.hidden",	  "[b].txt",
					  "a b.txt",	 "config.json",	  "x/y/z.txt",
					  "crds/a.yaml", "charts/README", "Z" };

static void write_rules(gen *g)
{
	static const char *const rules[] = { "*.txt\n",	     "/f.txt\n",  "d/\n",	"d\n",
					     "d/*\n",	     "!f.txt\n",  "# c\n",	"\n",
					     "**\n",	     "[\n",	  "*/x.yaml\n", "x/y\n",
					     "templates/\n", "*.yaml\n",  "README*\n",	"?.txt\n",
					     "[a-f].txt\n",  " f.txt \n", "f.txt\r\n",	"\\*\n",
					     "Chart.yaml\n", ".*\n" };
	size_t count = 1 + rng_below(&g->rng, 3);

	while (count--)
		GEN_PICK(g, rules);
}

static void write_listing(gen *g)
{
	static const char *const globs[] = { "*",
					     "**",
					     "*.txt",
					     "**.yaml",
					     "d/*",
					     "d/**",
					     "**/*",
					     "?.txt",
					     "[a-f].txt",
					     "{f,Z}*",
					     "d/{x,y}.yaml",
					     "[",
					     "x/**/z.txt",
					     "",
					     "**/e/*",
					     "\\\\[b\\\\].txt",
					     "*/*.yaml",
					     "{*.md,*.json}" };
	static const char *const uses[] = {
		"{{ range $k, $v := G }}{{ $k }}={{ len $v }},{{ end }}",
		"{{ (G).AsConfig | quote }}",
		"{{ (G).AsSecrets | quote }}",
		"{{ G | toJson | quote }}",
		"{{ range $k, $v := G }}{{ $.Files.Get $k | quote }},{{ end }}",
		"{{ range $k, $_ := G }}{{ $.Files.Lines $k | toJson }}{{ end }}",
	};
	const char *use = uses[rng_below(&g->rng, GEN_COUNT(uses))];

	pn_buf_lit(g->out, "a: ");
	for (const char *p = use; *p; p++) {
		if (*p != 'G' || (p > use && p[-1] != ' ' && p[-1] != '(')) {
			pn_buf_byte(g->out, *p);
		} else if (p[1] == 'e') {
			pn_buf_byte(g->out, *p);
		} else {
			pn_buf_lit(g->out, ".Files.Glob \"");
			GEN_PICK(g, globs);
			pn_buf_byte(g->out, '"');
		}
	}
	pn_buf_byte(g->out, '\n');
}

void chart_files(chart *c)
{
	static const char *const texts[] = {
		"one\ntwo\n",	  "", "a", "k: v\n", "\xFF\x01", "\r\nx\r\n", "\xEF\xBB\xBFy",
		"{{ .Values }}\n"
	};
	gen *g = c->g;
	pn_buf text;

	for (size_t i = 0; i < GEN_COUNT(file_names); i++) {
		if (rng_chance(&g->rng, i == 10 ? 97 : 40))
			continue;
		chart_begin(c, &text);
		GEN_PICK(g, texts);
		chart_end(c, &text, file_names[i]);
	}
	if (rng_chance(&g->rng, 60)) {
		chart_begin(c, &text);
		write_rules(g);
		chart_end(c, &text, ".helmignore");
	}
	chart_begin(c, &text);
	for (int i = 0; i < 3; i++)
		write_listing(g);
	chart_end(c, &text, "templates/t.yaml");
}

/* ---- errors ---- */

/* Writes what fails, more often than not. */
static void write_mistake(gen *g)
{
	static const char *const mistakes[] = {
		"fail \"boom\"",
		"required \"needed: x\" .Values.none",
		".Values.none.x",
		".Values.s.x",
		"index .Values.l 9",
		"include \"nowhere\" .",
		"tpl \"{{ .a.b.c }}\" .",
		"tpl \"{{ fail \\\"deep\\\" }}\" .",
		"tpl \"{{ if }}\" .",
		"upper 1",
		"div 1 0",
		"eq 1 \"a\"",
		"toYaml .Values | fromYaml | dig \"a\" \"b\"",
		".Values.s | int | until | first | upper",
		"template \"t0\" .Values",
		"semver \"x\"",
		"(lookup \"v1\" \"Pod\" \"a\" \"b\").metadata.name.x",
		".Files.Lines \"empty\"",
		"(dict \"a\" (list 1)).a.b",
		"index (dict \"a\" nil) \"a\" \"b\"",
		"nosuchfunction",
		"$undefined",
		"mustRegexMatch \"(\" \"a\"",
		"genCA 1 2",
		"1 2",
		"len 5",
		"ternary 1 2 3",
	};

	if (rng_chance(&g->rng, 60))
		GEN_PICK(g, mistakes);
	else
		gen_pipeline(g, 'a', 3);
}

/* Writes a body that leads to what fails through blocks and white space. */
static void write_way(gen *g, size_t level)
{
	static const char *const before[] = { "",
					      "x: 1\n",
					      "{{- if true }}\n",
					      "{{ range list 1 }}",
					      "{{ with $ }}\n  ",
					      "é{{/* c */}}",
					      "{{ $x := 1 }}\n\n",
					      "{{ range $i, $e := until 2 }}{{ with $ }}" };
	static const char *const after[] = { "",	  "", "{{ end }}", "{{- end -}}\n",
					     "{{ end }}", "", "",	   "{{ end }}{{ end }}" };
	static const char *const calls[] = {
		"include \"t%zu\" $",
		"include \"t%zu\" $ | nindent 2",
		"template \"t%zu\" $",
		"tpl \"{{ include \\\"t%zu\\\" . }}\" $",
		"include (printf \"t%%d\" %zu) $ | trim | quote",
		"tpl (include \"t%zu\" $) $",
	};
	size_t n = rng_below(&g->rng, GEN_COUNT(before));

	pn_buf_add(g->out, pn_str_from(before[n]));
	pn_buf_lit(g->out, "{{ ");
	if (level == 0) {
		write_mistake(g);
	} else {
		const char *call = calls[rng_below(&g->rng, GEN_COUNT(calls))];

		for (const char *p = call; *p; p++) {
			if (p[0] == '%' && p[1] == 'z') {
				pn_buf_format(g->out, "%zu", level - 1);
				p += 2;
			} else if (p[0] == '%' && p[1] == '%') {
				pn_buf_byte(g->out, *p++);
			} else {
				pn_buf_byte(g->out, *p);
			}
		}
	}
	pn_buf_lit(g->out, " }}");
	pn_buf_add(g->out, pn_str_from(after[n]));
}

void chart_errors(chart *c)
{
	gen *g = c->g;
	size_t depth = rng_below(&g->rng, 5);
	pn_buf text;

	g->wrong = 10;
	chart_begin(c, &text);
	gen_values(g);
	pn_buf_lit(&text, "s: text\nl: [1]\n");
	chart_end(c, &text, "values.yaml");
	chart_begin(c, &text);
	chart_end(c, &text, "empty");
	chart_begin(c, &text);
	for (size_t i = 0; i < depth; i++) {
		pn_buf_format(&text, "{{ define \"t%zu\" }}", i);
		write_way(g, i);
		pn_buf_lit(&text, "{{ end }}\n");
	}
	chart_end(c, &text, "templates/_h.tpl");
	chart_begin(c, &text);
	write_way(g, depth);
	pn_buf_byte(&text, '\n');
	chart_end(c, &text, "templates/t.yaml");
	if (rng_chance(&g->rng, 25)) {
		chart_begin(c, &text);
		write_way(g, depth);
		chart_end(c, &text, "templates/NOTES.txt");
	}
}
