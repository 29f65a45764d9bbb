/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as commands that a GitHub workflow turns into annotations of files. */
#include "report/form.h"

/* Writes a text as the command takes it; a property's text ends at ':' and ','. */
static void write_escaped(pn_buf *out, pn_str s, bool property)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
			pn_buf_format(out, "%%%02X", c);
		else
			pn_buf_byte(out, (char)c);
	}
}

static void write_properties(pn_buf *out, const pn_finding *f)
{
	if (f->where.file.len) {
		pn_buf_lit(out, "file=");
		write_escaped(out, f->where.file, true);
		if (f->where.line)
			pn_buf_format(out, ",line=%u,col=%u", (unsigned)f->where.line,
				      (unsigned)f->where.column + 1);
		if (f->where.line && f->end_line)
			pn_buf_format(out, ",endLine=%u,endColumn=%u", (unsigned)f->end_line,
				      (unsigned)f->end_column + 1);
		pn_buf_byte(out, ',');
	}
	pn_buf_lit(out, "title=");
	write_escaped(out, f->rule.len ? f->rule : PN_STR("pintle"), true);
}

static void write_finding(pn_buf *out, const pn_finding *f)
{
	static const char *const commands[] = { "notice", "warning", "error" };

	pn_buf_format(out, "::%s ", commands[f->severity]);
	write_properties(out, f);
	pn_buf_lit(out, "::");
	if (!f->where.file.len && f->path.len) {
		write_escaped(out, f->path, false);
		pn_buf_lit(out, ": ");
	}
	write_escaped(out, f->message, false);
	if (f->hint.len) {
		pn_buf_lit(out, "%0A");
		write_escaped(out, f->hint, false);
	}
	pn_buf_byte(out, '\n');
}

void pn_report_github(const pn_report *r)
{
	for (size_t i = 0; i < r->list->count; i++)
		write_finding(r->out, &r->list->items[i]);
}
