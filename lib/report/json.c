/* SPDX-License-Identifier: Apache-2.0 */
#include "report/form.h"

static void write_finding(pn_json_out *w, const pn_finding *f)
{
	pn_json_out_open(w, NULL, '{');
	pn_json_out_text(w, "severity", pn_str_from(pn_severity_name(f->severity)));
	pn_json_out_text(w, "rule", f->rule);
	pn_json_out_text(w, "message", f->message);
	if (f->path.len)
		pn_json_out_text(w, "path", f->path);
	if (f->where.file.len)
		pn_json_out_text(w, "file", f->where.file);
	if (f->where.line) {
		pn_json_out_number(w, "line", f->where.line);
		pn_json_out_number(w, "column", (uint64_t)f->where.column + 1);
	}
	if (f->where.line && f->end_line) {
		pn_json_out_number(w, "endLine", f->end_line);
		pn_json_out_number(w, "endColumn", (uint64_t)f->end_column + 1);
	}
	if (f->output_line)
		pn_json_out_number(w, "outputLine", f->output_line);
	if (f->hint.len)
		pn_json_out_text(w, "hint", f->hint);
	pn_json_out_close(w);
}

bool pn_report_json(const pn_report *r)
{
	size_t counts[3] = { 0 };
	pn_json_out w;

	for (size_t i = 0; i < r->list->count; i++)
		counts[r->list->items[i].severity]++;
	pn_json_out_begin(&w, r->out);
	pn_json_out_open(&w, NULL, '{');
	pn_json_out_number(&w, "format", 1);
	pn_json_out_text(&w, "tool", PN_STR("pintle"));
	pn_json_out_text(&w, "version", r->options->version);
	pn_json_out_text(&w, "command", r->options->command);
	pn_json_out_number(&w, "errors", counts[PN_SEVERITY_ERROR]);
	pn_json_out_number(&w, "warnings", counts[PN_SEVERITY_WARNING]);
	pn_json_out_number(&w, "infos", counts[PN_SEVERITY_INFO]);
	pn_json_out_open(&w, "findings", '[');
	for (size_t i = 0; i < r->list->count; i++)
		write_finding(&w, &r->list->items[i]);
	pn_json_out_close(&w);
	pn_json_out_close(&w);
	pn_buf_byte(r->out, '\n');
	return !r->out->failed || pn_fail_memory(r->cx->err, r->cx->arena);
}
