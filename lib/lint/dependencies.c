/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about subcharts (Helm: rules/dependencies.go). */
#include "lint/linter.h"

/* Names that are missing, with commas between them; one of them may be empty. */
typedef struct missing {
	pn_buf names;
	uint32_t count;
} missing;

static void list(missing *m, pn_str name)
{
	if (m->count++)
		pn_buf_byte(&m->names, ',');
	pn_buf_add(&m->names, name);
}

static bool report(pn_linter *l, pn_severity severity, const char *what, missing *m)
{
	return !m->count ||
	       pn_found(l, severity, l->tree.root, "%s: %s", what, pn_buf_z(&m->names));
}

static bool is_child(const pn_chart *chart, pn_str name)
{
	for (uint32_t i = 0; i < chart->child_count; i++) {
		if (pn_str_eq(chart->children[i]->meta.name, name))
			return true;
	}
	return false;
}

static bool is_dependency(const pn_chart *chart, pn_str name)
{
	for (uint32_t i = 0; i < chart->meta.dependency_count; i++) {
		if (pn_str_eq(chart->meta.dependencies[i].name, name))
			return true;
	}
	return false;
}

/* Subcharts that Chart.yaml does not name. */
static bool lint_undeclared(pn_linter *l, const pn_chart *chart)
{
	missing m = { 0 };

	pn_buf_init(&m.names, l->cx->arena);
	for (uint32_t i = 0; i < chart->child_count; i++) {
		if (!is_dependency(chart, chart->children[i]->meta.name))
			list(&m, chart->children[i]->meta.name);
	}
	return report(l, PN_SEVERITY_ERROR, "chart metadata is missing these dependencies", &m);
}

/* Dependencies that are not in charts/. */
static bool lint_missing(pn_linter *l, const pn_chart *chart)
{
	missing m = { 0 };

	pn_buf_init(&m.names, l->cx->arena);
	for (uint32_t i = 0; i < chart->meta.dependency_count; i++) {
		if (!is_child(chart, chart->meta.dependencies[i].name))
			list(&m, chart->meta.dependencies[i].name);
	}
	return report(l, PN_SEVERITY_WARNING, "chart directory is missing these dependencies", &m);
}

/* Loading has refused dependencies of one name already (Helm: metadata.go, Validate). */
bool pn_lint_dependencies(pn_linter *l)
{
	pn_chart *chart;

	if (!pn_tree_load(l->cx, &l->tree, l->options->confine, &chart))
		return pn_found_error(l, PN_SEVERITY_ERROR, PN_STR(""), "unable to load chart\n\t");
	pn_lint_at_member(l, "dependencies");
	return lint_undeclared(l, chart) && lint_missing(l, chart);
}
