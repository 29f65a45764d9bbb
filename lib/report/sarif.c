/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as SARIF 2.1.0 (OASIS), which code scanners exchange. */
#include "report/form.h"
#include "base/sort.h"

#include "base/url.h"

#include <stdlib.h>

/* The ids of the rules that have found something, sorted, each once. */
typedef struct rule_ids {
	pn_str *items;
	size_t count;
} rule_ids;

static int by_text(const void *a, const void *b)
{
	return pn_str_cmp(*(const pn_str *)a, *(const pn_str *)b);
}

static bool collect_rules(const pn_report *r, rule_ids *out)
{
	size_t kept = 0;

	*out = (rule_ids){ PN_NEW_ARRAY(r->cx->arena, pn_str, r->list->count), 0 };
	if (!out->items)
		return pn_fail_memory(r->cx->err, r->cx->arena);
	for (size_t i = 0; i < r->list->count; i++) {
		if (r->list->items[i].rule.len)
			out->items[out->count++] = r->list->items[i].rule;
	}
	pn_sort(out->items, out->count, sizeof *out->items, by_text);
	for (size_t i = 0; i < out->count; i++) {
		if (!kept || !pn_str_eq(out->items[kept - 1], out->items[i]))
			out->items[kept++] = out->items[i];
	}
	out->count = kept;
	return true;
}

static void write_message(pn_json_out *w, const char *key, pn_str text)
{
	pn_json_out_open(w, key, '{');
	pn_json_out_text(w, "text", text);
	pn_json_out_close(w);
}

static void write_tool(pn_json_out *w, const pn_report *r, const rule_ids *rules)
{
	pn_json_out_open(w, "tool", '{');
	pn_json_out_open(w, "driver", '{');
	pn_json_out_text(w, "name", PN_STR("pintle"));
	pn_json_out_text(w, "version", r->options->version);
	pn_json_out_open(w, "rules", '[');
	for (size_t i = 0; i < rules->count; i++) {
		const pn_rule *rule = pn_rule_find(rules->items[i]);

		pn_json_out_open(w, NULL, '{');
		pn_json_out_text(w, "id", rules->items[i]);
		if (rule)
			write_message(w, "shortDescription", pn_str_from(rule->doc));
		pn_json_out_close(w);
	}
	pn_json_out_close(w);
	pn_json_out_close(w);
	pn_json_out_close(w);
}

/* Makes a URI reference of a path: relative ones stay relative. */
static pn_str make_uri(pn_arena *arena, pn_str path)
{
	pn_buf uri;

	pn_buf_init(&uri, arena);
	if (pn_str_starts(path, PN_STR("/")))
		pn_buf_lit(&uri, "file://");
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.ptr[i];

		/* A ':' in the first segment would read as a scheme. */
		if (c == ':' || pn_url_byte_needs_escape(c, PN_URL_PATH))
			pn_buf_format(&uri, "%%%02X", c);
		else
			pn_buf_byte(&uri, (char)c);
	}
	return pn_buf_str(&uri);
}

static void write_region(pn_json_out *w, const pn_finding *f)
{
	pn_json_out_open(w, "region", '{');
	pn_json_out_number(w, "startLine", f->where.line);
	pn_json_out_number(w, "startColumn", (uint64_t)f->where.column + 1);
	if (f->end_line) {
		pn_json_out_number(w, "endLine", f->end_line);
		pn_json_out_number(w, "endColumn", (uint64_t)f->end_column + 1);
	}
	pn_json_out_close(w);
}

/* Where there is no file, the path still tells what was looked at. */
static void write_locations(pn_json_out *w, const pn_report *r, const pn_finding *f)
{
	pn_str place = pn_finding_place(f);

	if (!place.len)
		return;
	pn_json_out_open(w, "locations", '[');
	pn_json_out_open(w, NULL, '{');
	pn_json_out_open(w, "physicalLocation", '{');
	pn_json_out_open(w, "artifactLocation", '{');
	pn_json_out_text(w, "uri", make_uri(r->cx->arena, place));
	pn_json_out_close(w);
	if (f->where.line)
		write_region(w, f);
	pn_json_out_close(w);
	pn_json_out_close(w);
	pn_json_out_close(w);
}

static void write_result(pn_json_out *w, const pn_report *r, const pn_finding *f,
			 const rule_ids *rules)
{
	static const char *const levels[] = { "note", "warning", "error" };
	const pn_str *rule = NULL;
	pn_str text = f->message;

	if (rules->count)
		rule = bsearch(&f->rule, rules->items, rules->count, sizeof f->rule, by_text);
	if (f->hint.len)
		text = pn_str_format(r->cx->arena, "%.*s\n%.*s", PN_ARG(text), PN_ARG(f->hint));
	pn_json_out_open(w, NULL, '{');
	if (rule) {
		pn_json_out_text(w, "ruleId", *rule);
		pn_json_out_number(w, "ruleIndex", (uint64_t)(rule - rules->items));
	}
	pn_json_out_text(w, "level", pn_str_from(levels[f->severity]));
	write_message(w, "message", text);
	write_locations(w, r, f);
	pn_json_out_close(w);
}

bool pn_report_sarif(const pn_report *r)
{
	rule_ids rules;
	pn_json_out w;

	if (!collect_rules(r, &rules))
		return false;
	pn_json_out_begin(&w, r->out);
	pn_json_out_open(&w, NULL, '{');
	pn_json_out_text(&w, "$schema", PN_STR("https://json.schemastore.org/sarif-2.1.0.json"));
	pn_json_out_text(&w, "version", PN_STR("2.1.0"));
	pn_json_out_open(&w, "runs", '[');
	pn_json_out_open(&w, NULL, '{');
	write_tool(&w, r, &rules);
	pn_json_out_open(&w, "results", '[');
	for (size_t i = 0; i < r->list->count; i++)
		write_result(&w, r, &r->list->items[i], &rules);
	for (int i = 0; i < 4; i++)
		pn_json_out_close(&w);
	pn_buf_byte(r->out, '\n');
	return true;
}
