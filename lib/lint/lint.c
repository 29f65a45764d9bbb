/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/linter.h"

#include <stdarg.h>

/* The file or folder that a finding's path names, as the user would open it. */
static pn_str file_of(const pn_linter *l, pn_str path)
{
	pn_arena *arena = l->cx->arena;
	pn_str file;

	if (path.ptr == l->tree.root.ptr)
		return pn_str_concat(arena, l->tree.place, PN_STR("Chart.yaml"));
	file = pn_str_concat(arena, l->tree.place, path);
	if (pn_str_ends(file, PN_STR("!/")))
		file.len -= 2;
	else if (pn_str_ends(file, PN_STR("/")) && file.len > 1)
		file.len--;
	return file.len ? file : PN_STR(".");
}

/* Says whether the same was found at the same place before. */
static bool is_known(const pn_linter *l, const pn_finding *finding)
{
	for (size_t i = 0; i < l->out->count; i++) {
		const pn_finding *f = &l->out->items[i];

		if (pn_str_eq(f->message, finding->message) &&
		    f->where.line == finding->where.line &&
		    f->where.column == finding->where.column &&
		    pn_str_eq(f->where.file, finding->where.file))
			return true;
	}
	return false;
}

/* Enters a finding; where places are known what a loop repeats is told once. */
static bool enter(pn_linter *l, pn_severity severity, pn_str path, pn_str message, pn_where where)
{
	pn_finding finding = { severity, l->rule, path, message, where, 0, 0, l->hint };

	l->hint = PN_STR_EMPTY;
	if (!where.file.len)
		finding.where.file = file_of(l, path);
	if (l->options->places && is_known(l, &finding))
		return true;
	return pn_findings_add(l->cx, l->out, &finding);
}

bool pn_found(pn_linter *l, pn_severity severity, pn_str path, const char *format, ...)
{
	pn_buf text;
	va_list args;

	pn_buf_init(&text, l->cx->arena);
	va_start(args, format);
	pn_buf_vformat(&text, format, args);
	va_end(args);
	return enter(l, severity, path, pn_buf_str(&text), l->at);
}

/* Finds where an error happened; of the text of a tpl it is the call of tpl. */
static pn_where where_of_error(const pn_linter *l, const pn_error *err)
{
	pn_where where = err->where;

	for (const pn_link *k = err->frames ? err->frames : err->chain; k; k = k->inner) {
		if (k->where.line && !pn_str_is(k->where.file, "gotpl"))
			where = k->where;
	}
	if (l->root)
		where.file = pn_part_file_place(l->cx->arena, l->root, where.file);
	else if (pn_str_starts(where.file, l->tree.root) && where.file.len > l->tree.root.len)
		where.file = pn_str_concat(
			l->cx->arena, l->tree.place,
			pn_str_slice(where.file, l->tree.root.len + 1, where.file.len));
	where.file = pn_str_dup(l->cx->arena, where.file);
	return where;
}

/* Joins what an error's notes say in words, a line each. */
static pn_str hint_of_error(pn_linter *l, const pn_error *err)
{
	pn_buf text;

	pn_buf_init(&text, l->cx->arena);
	for (size_t i = 0; i < err->note_count; i++) {
		const pn_note *note = &err->notes[i];

		if (note->kind != PN_NOTE_CAUSE && note->kind != PN_NOTE_HINT)
			continue;
		if (text.len)
			pn_buf_byte(&text, '\n');
		pn_buf_add(&text, note->text);
	}
	return pn_buf_str(&text);
}

bool pn_found_error(pn_linter *l, pn_severity severity, pn_str path, const char *before)
{
	pn_error *err = l->cx->err;
	pn_str message;
	pn_where where;

	if (err->status == PINTLE_ERR_NO_MEMORY || err->status == PINTLE_ERR_CANCELLED)
		return false;
	message = pn_str_concat(l->cx->arena, pn_str_from(before), pn_error_text(err));
	where = l->at.line ? l->at : where_of_error(l, err);
	l->hint = l->options->places ? hint_of_error(l, err) : PN_STR_EMPTY;
	pn_error_clear(err);
	return enter(l, severity, path, message, where);
}

void pn_lint_at_value(pn_linter *l, const pn_sources *sources, const pn_value *v)
{
	pn_position at;

	l->at = (pn_where){ 0 };
	if (v && pn_sources_find(sources, v->origin, &l->at.file, &at)) {
		l->at.line = at.line;
		l->at.column = at.column - 1;
	}
}

void pn_lint_at_member(pn_linter *l, const char *key)
{
	const pn_value *chart = &l->chart_yaml;

	pn_lint_at_value(l, &l->chart_source,
			 pn_is_map(chart) ? pn_map_get(chart->as.map, pn_str_from(key)) : NULL);
}

bool pn_found_violations(pn_linter *l, pn_str path, const pn_sources *sources,
			 const pn_schema_violations *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const pn_schema_violation *v = &list->items[i];
		pn_str message = v->message;

		if (v->place.len)
			message = pn_str_format(l->cx->arena, "%.*s: %.*s", PN_ARG(v->place),
						PN_ARG(v->message));
		pn_lint_at_value(l, sources, v->value);
		if (!l->at.line)
			l->at.file = file_of(l, path);
		if (!enter(l, PN_SEVERITY_ERROR, path, message, l->at))
			return false;
	}
	l->at = (pn_where){ 0 };
	return true;
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
	pn_str name = pn_str_concat(cx->arena, path,
				    path.len ? PN_STR("/Chart.yaml") : PN_STR("Chart.yaml"));
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

void pn_lint_use_sources(pn_linter *l, const pn_sources *sources)
{
	l->sources = *sources;
	l->sources.cap = l->sources.count; /* the user's list is not written to */
}

bool pn_lint_path(pn_cx *cx, pn_str path, const pn_lint_options *options, pn_findings *out)
{
	pn_linter l = { .cx = cx, .options = options, .out = out };

	if (options->sources)
		pn_lint_use_sources(&l, options->sources);
	if (!pn_tree_open(cx, path, &l.tree) || !check_chart_yaml(cx, &l.tree, path))
		return false;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		l.rule = pn_str_from(groups[i].rule);
		l.at = (pn_where){ 0 };
		if (!groups[i].run(&l))
			return false;
	}
	return true;
}
