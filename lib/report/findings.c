/* SPDX-License-Identifier: Apache-2.0 */
#include "report/form.h"
#include "base/sort.h"

bool pn_findings_add(pn_cx *cx, pn_findings *list, const pn_finding *finding)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 16;
		pn_finding *items = pn_realloc(cx->arena, list->items, list->cap * sizeof *items,
					       cap * sizeof *items);

		if (!items)
			return pn_fail_memory(cx->err, cx->arena);
		list->items = items;
		list->cap = cap;
	}
	list->items[list->count++] = *finding;
	return true;
}

bool pn_findings_append(pn_cx *cx, pn_findings *list, const pn_findings *more)
{
	for (size_t i = 0; i < more->count; i++) {
		pn_finding f = more->items[i];

		f.rule = pn_str_dup(cx->arena, f.rule);
		f.path = pn_str_dup(cx->arena, f.path);
		f.message = pn_str_dup(cx->arena, f.message);
		f.where.file = pn_str_dup(cx->arena, f.where.file);
		f.hint = pn_str_dup(cx->arena, f.hint);
		if (!pn_findings_add(cx, list, &f))
			return false;
	}
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}

/* A finding and its place in the list, so that sorting keeps the order of equal ones. */
typedef struct placed {
	pn_finding finding;
	size_t place;
} placed;

static int by_place(const void *a, const void *b)
{
	const placed *x = a, *y = b;
	const pn_where *p = &x->finding.where, *q = &y->finding.where;
	int order = pn_str_cmp(pn_finding_place(&x->finding), pn_finding_place(&y->finding));

	if (order)
		return order;
	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	if (p->column != q->column)
		return p->column < q->column ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

bool pn_findings_sort(pn_cx *cx, pn_findings *list)
{
	placed *items;

	if (list->count < 2)
		return true;
	items = PN_NEW_ARRAY(cx->arena, placed, list->count);
	if (!items)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < list->count; i++)
		items[i] = (placed){ list->items[i], i };
	pn_sort(items, list->count, sizeof *items, by_place);
	for (size_t i = 0; i < list->count; i++)
		list->items[i] = items[i].finding;
	return true;
}

const char *pn_severity_name(pn_severity severity)
{
	static const char *const names[] = { "info", "warning", "error" };

	return names[severity];
}

pn_str pn_finding_place(const pn_finding *f)
{
	return f->where.file.len ? f->where.file : f->path;
}

bool pn_findings_write(pn_cx *cx, const pn_findings *list, pn_report_format format,
		       const pn_report_options *options, pn_buf *out)
{
	const pn_report r = { cx, list, options, out };
	bool ok = true;

	switch (format) {
	case PN_REPORT_TEXT:
		pn_report_text(&r);
		break;
	case PN_REPORT_JSON:
		ok = pn_report_json(&r);
		break;
	case PN_REPORT_SARIF:
		ok = pn_report_sarif(&r);
		break;
	case PN_REPORT_JUNIT:
		ok = pn_report_junit(&r);
		break;
	case PN_REPORT_GITHUB:
		pn_report_github(&r);
		break;
	}
	return ok && (!out->failed || pn_fail_memory(cx->err, cx->arena));
}
