/* SPDX-License-Identifier: Apache-2.0 */
/* Findings for people and for editors: a line each, as compilers write them. */
#include "report/form.h"

static void write_place(pn_buf *out, const pn_finding *f)
{
	pn_str place = pn_finding_place(f);

	if (!place.len)
		return;
	pn_buf_add(out, place);
	if (f->where.line)
		pn_buf_format(out, ":%u:%u", (unsigned)f->where.line,
			      (unsigned)f->where.column + 1);
	pn_buf_lit(out, ": ");
}

/* Writes a text whose further lines are set in by two blanks. */
static void write_lines(pn_buf *out, pn_str text)
{
	pn_str line;
	bool more = true;

	text = pn_str_trim_ascii(text);
	for (bool first = true; more; first = false) {
		more = pn_str_cut(text, PN_STR("\n"), &line, &text);
		if (!first)
			pn_buf_lit(out, "\n  ");
		pn_buf_add(out, line);
	}
}

static void write_finding(const pn_report *r, const pn_finding *f)
{
	static const char *const colors[] = { "\x1b[36m", "\x1b[33m", "\x1b[1;31m" };
	bool color = r->options->color;

	write_place(r->out, f);
	pn_buf_format(r->out, "%s%s:%s ", color ? colors[f->severity] : "",
		      pn_severity_name(f->severity), color ? "\x1b[0m" : "");
	write_lines(r->out, f->message);
	if (f->rule.len)
		pn_buf_format(r->out, " [%.*s]", PN_ARG(f->rule));
	pn_buf_byte(r->out, '\n');
	if (!f->hint.len)
		return;
	pn_buf_lit(r->out, "  hint: ");
	write_lines(r->out, f->hint);
	pn_buf_byte(r->out, '\n');
}

void pn_report_text(const pn_report *r)
{
	for (size_t i = 0; i < r->list->count; i++)
		write_finding(r, &r->list->items[i]);
}
