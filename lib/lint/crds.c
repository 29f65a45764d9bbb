/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about crds/ (Helm: rules/crds.go). */
#include "lint/linter.h"

#define CRDS PN_STR("crds/")

/* Says that the finding to come is at a place in a file; at its beginning when that is unknown. */
static void at(pn_linter *l, pn_position at)
{
	l->at.line = at.line;
	l->at.column = at.line ? at.column - 1 : 0;
}

static bool lint_object(pn_linter *l, pn_str path, const pn_object_head *object)
{
	if (!object->present)
		return true;
	at(l, object->api_version_at.line ? object->api_version_at : object->at);
	if (!pn_str_starts(object->api_version, PN_STR("apiextensions.k8s.io")) &&
	    !pn_found(l, PN_SEVERITY_ERROR, path, "apiVersion is not in 'apiextensions.k8s.io'"))
		return false;
	at(l, object->kind_at.line ? object->kind_at : object->at);
	return pn_str_is(object->kind, "CustomResourceDefinition") ||
	       pn_found(l, PN_SEVERITY_ERROR, path,
			"object kind is not 'CustomResourceDefinition'");
}

/* Looks at all objects of a file; *broken when it is no YAML, which ends the group. */
static bool lint_file(pn_linter *l, const pn_chart *chart, const pn_file *file, bool *broken)
{
	pn_str text, path = file->name;
	pn_object_reader reader;
	bool end = false;

	l->at = (pn_where){ .file = pn_chart_file_place(l->cx->arena, chart, path) };
	if (!pn_file_data(l->cx, file, &text))
		return pn_found_error(l, PN_SEVERITY_ERROR, path, "");
	reader = pn_object_reader_make(text);
	while (!end) {
		pn_object_head object;

		if (!pn_object_next(l->cx, &reader, &object, &end)) {
			*broken = true;
			at(l, (pn_position){ l->cx->err->where.line + reader.line, 1 });
			return pn_found_error(l, PN_SEVERITY_ERROR, path, "unable to parse YAML: ");
		}
		if (!end && !lint_object(l, path, &object))
			return false;
	}
	return true;
}

/* Goes through the files of a chart, then of its subcharts (Helm: CRDObjects). */
static bool lint_chart(pn_linter *l, const pn_chart *chart, bool *broken)
{
	for (uint32_t i = 0; i < chart->files.count && !*broken; i++) {
		const pn_file *file = chart->files.items[i];

		if (pn_file_is_crd(file) && !lint_file(l, chart, file, broken))
			return false;
	}
	for (uint32_t i = 0; i < chart->child_count && !*broken; i++) {
		if (!lint_chart(l, chart->children[i], broken))
			return false;
	}
	return true;
}

bool pn_lint_crds(pn_linter *l)
{
	pn_file_kind kind = pn_tree_kind(l->cx, &l->tree, PN_STR("crds"), NULL);
	bool broken = false;
	pn_chart *chart;

	if (kind == PN_FILE_MISSING)
		return true;
	if (kind != PN_FILE_FOLDER)
		return pn_found(l, PN_SEVERITY_ERROR, CRDS, "not a directory");
	if (!pn_tree_load(l->cx, &l->tree, l->options->confine, &chart))
		return pn_found_error(l, PN_SEVERITY_ERROR, CRDS, "");
	return lint_chart(l, chart, &broken);
}
