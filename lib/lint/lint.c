/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/linter.h"

#include <stdarg.h>

static bool add(pn_linter *l, const pn_finding *finding)
{
	pn_findings *list = l->out;

	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 16;
		pn_finding *items = pn_realloc(l->cx->arena, list->items, list->cap * sizeof *items,
					       cap * sizeof *items);

		if (!items)
			return pn_fail_memory(l->cx->err, l->cx->arena);
		list->items = items;
		list->cap = cap;
	}
	list->items[list->count++] = *finding;
	return true;
}

bool pn_found(pn_linter *l, pn_severity severity, pn_str path, const char *format, ...)
{
	pn_finding finding = { .severity = severity, .path = path };
	pn_buf text;
	va_list args;

	pn_buf_init(&text, l->cx->arena);
	va_start(args, format);
	pn_buf_vformat(&text, format, args);
	va_end(args);
	finding.message = pn_buf_str(&text);
	return add(l, &finding);
}

bool pn_found_error(pn_linter *l, pn_severity severity, pn_str path, const char *before)
{
	pn_error *err = l->cx->err;
	pn_finding finding = { .severity = severity, .path = path, .where = err->where };

	if (err->status == PINTLE_ERR_NO_MEMORY || err->status == PINTLE_ERR_CANCELLED)
		return false;
	finding.message = pn_str_concat(l->cx->arena, pn_str_from(before), pn_error_text(err));
	finding.where.file = pn_str_dup(l->cx->arena, err->where.file);
	pn_error_clear(err);
	return add(l, &finding);
}

const char *pn_lint_quote(pn_cx *cx, pn_str s)
{
	pn_buf quoted;

	pn_buf_init(&quoted, cx->arena);
	pn_buf_quote(&quoted, s);
	return pn_buf_z(&quoted);
}

/* Helm: action/lint.go refuses what has no Chart.yaml at all. */
static bool check_chart_yaml(pn_cx *cx, const pn_tree *tree, pn_str path)
{
	pn_str name = pn_str_concat(cx->arena, path, PN_STR("/Chart.yaml"));
	pn_str why;

	if (pn_tree_kind(cx, tree, PN_STR("Chart.yaml"), &why) != PN_FILE_MISSING)
		return true;
	name = pn_path_clean(cx->arena, name);
	return pn_fail(cx->err, PINTLE_ERR_CHART,
		       "unable to check Chart.yaml file in chart: stat %.*s: %.*s", PN_ARG(name),
		       PN_ARG(why));
}

bool pn_lint_path(pn_cx *cx, pn_str path, const pn_lint_options *options, pn_findings *out)
{
	pn_linter l = { .cx = cx, .options = options, .out = out };

	return pn_tree_open(cx, path, &l.tree) && check_chart_yaml(cx, &l.tree, path) &&
	       pn_lint_chartfile(&l) && pn_lint_values(&l) && pn_lint_templates(&l) &&
	       pn_lint_dependencies(&l) && pn_lint_crds(&l);
}
