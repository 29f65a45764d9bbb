/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/linter.h"

#include <stdarg.h>

bool pn_found(pn_linter *l, pn_severity severity, pn_str path, const char *format, ...)
{
	pn_finding finding = { .severity = severity, .rule = l->rule, .path = path };
	pn_buf text;
	va_list args;

	pn_buf_init(&text, l->cx->arena);
	va_start(args, format);
	pn_buf_vformat(&text, format, args);
	va_end(args);
	finding.message = pn_buf_str(&text);
	return pn_findings_add(l->cx, l->out, &finding);
}

bool pn_found_error(pn_linter *l, pn_severity severity, pn_str path, const char *before)
{
	pn_error *err = l->cx->err;
	pn_finding finding = {
		.severity = severity, .rule = l->rule, .path = path, .where = err->where
	};

	if (err->status == PINTLE_ERR_NO_MEMORY || err->status == PINTLE_ERR_CANCELLED)
		return false;
	finding.message = pn_str_concat(l->cx->arena, pn_str_from(before), pn_error_text(err));
	finding.where.file = pn_str_dup(l->cx->arena, err->where.file);
	pn_error_clear(err);
	return pn_findings_add(l->cx, l->out, &finding);
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

/* In the order in which Helm goes through them. */
static const struct {
	const char *rule;
	bool (*run)(pn_linter *l);
} groups[] = {
	{ "lint/chartfile", pn_lint_chartfile }, { "lint/values", pn_lint_values },
	{ "lint/templates", pn_lint_templates }, { "lint/dependencies", pn_lint_dependencies },
	{ "lint/crds", pn_lint_crds },
};

bool pn_lint_path(pn_cx *cx, pn_str path, const pn_lint_options *options, pn_findings *out)
{
	pn_linter l = { .cx = cx, .options = options, .out = out };

	if (!pn_tree_open(cx, path, &l.tree) || !check_chart_yaml(cx, &l.tree, path))
		return false;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		l.rule = pn_str_from(groups[i].rule);
		if (!groups[i].run(&l))
			return false;
	}
	return true;
}
