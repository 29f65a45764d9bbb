/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/part.h"

#include "semver/semver.h"

typedef struct making {
	pn_cx *cx;
	const pn_merge_options *options;
} making;

static bool no_memory(pn_cx *cx)
{
	return pn_fail_memory(cx->err, cx->arena);
}

/* Makes parts for a chart and everything below it, as loaded. */
static pn_part *part_of(making *m, const pn_chart *chart, pn_part *parent)
{
	pn_part *part = PN_NEW(m->cx->arena, pn_part);

	if (!part || !pn_metadata_copy(m->cx->arena, &part->meta, &chart->meta))
		return NULL;
	part->chart = chart;
	part->parent = parent;
	part->values = chart->values;
	if (m->options->sources && chart->source)
		part->delta = part->file_delta =
			pn_sources_add(m->options->sources, m->cx->arena, chart->source);
	part->children = PN_NEW_ARRAY(m->cx->arena, pn_part *, chart->child_count);
	if (!part->children)
		return NULL;
	for (uint32_t i = 0; i < chart->child_count; i++) {
		part->children[i] = part_of(m, chart->children[i], part);
		if (!part->children[i])
			return NULL;
		part->child_count++;
	}
	return part;
}

/* Says whether a loaded child has a version that a requirement takes. */
static bool in_range(const making *m, const pn_dependency *d, const pn_part *child)
{
	return pn_version_in_range(m->cx->arena, d->version, child->meta.version,
				   m->options->nulls == PN_NULLS_HELM_3);
}

/* Finds a child chart that meets a requirement and copies it under its alias. */
static pn_part *find_required(making *m, const pn_part *part, const pn_dependency *d)
{
	for (uint32_t i = 0; i < part->child_count; i++) {
		const pn_part *child = part->children[i];
		pn_part *copy;

		if (!pn_str_eq(child->meta.name, d->name) || !in_range(m, d, child))
			continue;
		copy = part_of(m, child->chart, child->parent);
		if (copy && d->alias.len)
			copy->meta.name = d->alias;
		return copy;
	}
	return NULL;
}

/* Says whether a loaded child is named by some requirement with a fitting version. */
static bool is_required(making *m, const pn_part *part, const pn_part *child)
{
	for (uint32_t i = 0; i < part->meta.dependency_count; i++) {
		const pn_dependency *d = &part->meta.dependencies[i];

		if (pn_str_eq(child->meta.name, d->name) && in_range(m, d, child))
			return true;
	}
	return false;
}

/* Puts the children in Helm's order: those that no requirement names, then the required ones. */
static bool choose_children(making *m, pn_part *part)
{
	size_t most = (size_t)part->child_count + part->meta.dependency_count;
	pn_part **chosen = PN_NEW_ARRAY(m->cx->arena, pn_part *, most);
	uint32_t count = 0;

	if (!chosen)
		return no_memory(m->cx);
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (!is_required(m, part, part->children[i]))
			chosen[count++] = part->children[i];
	}
	for (uint32_t i = 0; i < part->meta.dependency_count; i++) {
		pn_dependency *d = &part->meta.dependencies[i];
		pn_part *child = find_required(m, part, d);

		if (child)
			chosen[count++] = child;
		if (d->alias.len)
			d->name = d->alias;
		d->enabled = true;
	}
	part->children = chosen;
	part->child_count = count;
	return !m->cx->arena->failed || no_memory(m->cx);
}

static void warn_non_bool(making *m, const char *key, pn_str value, pn_str chart)
{
	pn_log(m->cx->log, PINTLE_LOG_WARN, PN_STR("returned non-bool value"),
	       (pn_attr[]){ { key, value }, { "chart", chart } }, 2);
}

static void apply_tags(making *m, pn_part *part, const pn_value *values)
{
	pn_value tags;
	pn_str missing;

	if (!pn_values_table(values, PN_STR("tags"), &tags, &missing))
		return;
	for (uint32_t i = 0; i < part->meta.dependency_count; i++) {
		pn_dependency *d = &part->meta.dependencies[i];
		bool some_true = false, some_false = false;

		for (uint32_t t = 0; t < d->tag_count; t++) {
			const pn_value *v = pn_map_get(tags.as.map, d->tags[t]);

			if (v && v->kind != PN_BOOL)
				warn_non_bool(m, "tag", d->tags[t], d->name);
			else if (v && v->as.boolean)
				some_true = true;
			else if (v)
				some_false = true;
		}
		d->enabled = some_true || !some_false;
	}
}

/* The first path of a condition that gives a bool decides. */
static void apply_condition(making *m, pn_dependency *d, const pn_value *values, pn_str path)
{
	pn_str rest = pn_str_trim_space(d->condition);
	bool more = rest.len > 0;

	while (more) {
		pn_str part;
		pn_value v;

		more = pn_str_cut(rest, PN_STR(","), &part, &rest);
		if (!part.len ||
		    !pn_values_path(values, pn_str_concat(m->cx->arena, path, part), &v))
			continue;
		if (v.kind == PN_BOOL) {
			d->enabled = v.as.boolean;
			return;
		}
		warn_non_bool(m, "path", part, d->name);
	}
}

static bool is_disabled(const pn_metadata *meta, pn_str name)
{
	for (uint32_t i = 0; i < meta->dependency_count; i++) {
		if (!meta->dependencies[i].enabled && pn_str_eq(meta->dependencies[i].name, name))
			return true;
	}
	return false;
}

static void remove_disabled_children(pn_part *part)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < part->child_count; i++) {
		if (!is_disabled(&part->meta, part->children[i]->meta.name))
			part->children[kept++] = part->children[i];
	}
	part->child_count = kept;
}

static void remove_disabled_dependencies(making *m, pn_part *part)
{
	pn_metadata before = part->meta;
	uint32_t kept = 0;

	if (!pn_metadata_copy(m->cx->arena, &part->meta, &before))
		return;
	for (uint32_t i = 0; i < before.dependency_count; i++) {
		if (!is_disabled(&before, before.dependencies[i].name))
			part->meta.dependencies[kept++] = before.dependencies[i];
	}
	part->meta.dependency_count = kept;
	/* Helm: append(nil, ...): no dependencies left is a nil slice again. */
	part->meta.has_dependencies = kept > 0;
}

static bool enable_children(making *m, pn_part *part, const pn_value *values, pn_str path);

/* Applies tags and conditions, which look at a tree's values, to a chart. */
static void apply_switches(making *m, pn_part *part, const pn_value *merged, pn_str path)
{
	apply_tags(m, part, merged);
	for (uint32_t i = 0; i < part->meta.dependency_count; i++)
		apply_condition(m, &part->meta.dependencies[i], merged, path);
	if (m->options->all_charts)
		return;
	remove_disabled_children(part);
	remove_disabled_dependencies(m, part);
}

/* The same below a chart, for those of its children that are left. */
static bool enable_below(making *m, const pn_part *part, const pn_value *merged, pn_str path)
{
	for (uint32_t i = 0; i < part->child_count; i++) {
		pn_part *child = part->children[i];
		pn_str below;

		if (!child->meta.has_dependencies)
			continue;
		below = pn_str_format(m->cx->arena, "%.*s%.*s.", PN_ARG(path),
				      PN_ARG(child->meta.name));
		if (!enable_children(m, child, merged, below))
			return false;
	}
	return true;
}

static bool has_more_below(const pn_part *part)
{
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (part->children[i]->meta.has_dependencies)
			return true;
	}
	return false;
}

/* Merges all values of a chart and of those of its children that it had before. */
static bool merge_with(pn_cx *cx, pn_part *part, pn_part **children, uint32_t count,
		       const pn_value *values, pn_value *out, const pn_merge_options *options)
{
	pn_part **left = part->children;
	uint32_t left_count = part->child_count;
	bool ok;

	part->children = children;
	part->child_count = count;
	ok = pn_parts_coalesce(cx, part, values, options, out);
	part->children = left;
	part->child_count = left_count;
	return ok;
}

/*
 * Merges for a chart what its tags and conditions look at, and applies them. Charts further down
 * are merged with all that the values come to here; what there is to warn of was told before.
 */
static bool switch_children(making *m, pn_cx *once, pn_part *part, const pn_value *values,
			    pn_str path)
{
	pn_merge_options options = *m->options;
	uint32_t count = part->child_count;
	pn_part **all = PN_NEW_ARRAY(once->arena, pn_part *, count);
	pn_cx quiet = *once;
	pn_value merged;

	options.borrow_texts = options.looks_only = true;
	options.switches_of = part;
	options.switches_path = path;
	if (!all)
		return no_memory(once);
	for (uint32_t i = 0; i < count; i++)
		all[i] = part->children[i];
	if (!pn_parts_coalesce(once, part, values, &options, &merged))
		return false;
	apply_switches(m, part, &merged, path);
	if (!has_more_below(part))
		return true;
	quiet.log = NULL;
	options.switches_of = NULL;
	return merge_with(&quiet, part, all, count, values, &merged, &options) &&
	       enable_below(m, part, &merged, path);
}

/*
 * Helm: processDependencyEnabled; path is the place in the values, "" or "sub.". What the values
 * come to is only looked at, so it is made in an arena of its own.
 */
static bool enable_children(making *m, pn_part *part, const pn_value *values, pn_str path)
{
	pn_cx once = *m->cx;
	pn_arena arena;
	bool ok;

	if (!part->meta.has_dependencies)
		return true;
	if (!choose_children(m, part))
		return false;
	pn_arena_init(&arena, m->cx->arena->mem, m->cx->arena->limit);
	once.arena = &arena;
	ok = switch_children(m, &once, part, values, path);
	pn_arena_finish(&arena);
	return ok;
}

/* ---- import-values ---- */

/* Wraps a table in maps for a dotted path; "." is the table itself (Helm: pathToMap). */
static bool wrap_in_path(pn_arena *arena, pn_str path, pn_value *table)
{
	size_t dot;

	if (pn_str_is(path, "."))
		return true;
	do {
		pn_map *outer = pn_map_new(arena, 1);

		dot = pn_str_find_last(path, PN_STR("."));
		if (!outer ||
		    !pn_map_set(outer,
				pn_str_slice(path, dot == PN_NOT_FOUND ? 0 : dot + 1, path.len),
				table))
			return false;
		*table = pn_map_value(PN_TYPE_MAP, outer);
		path = pn_str_slice(path, 0, dot);
	} while (dot != PN_NOT_FOUND);
	return true;
}

/* The texts of one import: from the child's table to the parent's. */
typedef struct import {
	pn_str child, parent;
	bool from_string; /* "- NAME" is exports.NAME to "." */
} import;

static pn_str text_of(pn_arena *arena, const pn_value *map, const char *key)
{
	const pn_value *v = pn_map_get(map->as.map, pn_str_from(key));
	pn_value nil = pn_nil();
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_format_value(&buf, v ? v : &nil);
	return pn_buf_str(&buf);
}

static bool read_import(pn_arena *arena, const pn_value *v, import *out)
{
	if (pn_is_map(v)) {
		*out = (import){ text_of(arena, v, "child"), text_of(arena, v, "parent"), false };
		return true;
	}
	if (pn_is_string(v)) {
		*out = (import){ pn_str_concat(arena, PN_STR("exports."), pn_value_str(v)),
				 PN_STR("."), true };
		return true;
	}
	return false;
}

static void warn_missing_table(making *m, const pn_dependency *d, const import *i, pn_str missing)
{
	pn_buf quoted;
	pn_str text;

	pn_buf_init(&quoted, m->cx->arena);
	pn_buf_quote(&quoted, missing);
	text = pn_str_format(m->cx->arena, "%s is not a table", pn_buf_z(&quoted));
	if (i->from_string)
		pn_log(m->cx->log, PINTLE_LOG_WARN, PN_STR("ImportValues missing table"),
		       (pn_attr[]){ { "error", text } }, 1);
	else
		pn_log(m->cx->log, PINTLE_LOG_WARN, PN_STR("ImportValues missing table from chart"),
		       (pn_attr[]){ { "chart", d->name }, { "error", text } }, 2);
}

/* Notes an import in the form in which templates see it: a {child, parent} map. */
static bool note_import(making *m, pn_list_builder *list, const import *i)
{
	pn_map *map = pn_map_new(m->cx->arena, 2);
	pn_value child = pn_string(i->child), parent = pn_string(i->parent), v;

	if (!map || !pn_map_set(map, PN_STR("child"), &child) ||
	    !pn_map_set(map, PN_STR("parent"), &parent))
		return no_memory(m->cx);
	v = pn_map_value(PN_TYPE_STRING_MAP, map);
	pn_list_add(list, &v);
	return true;
}

/* Collects what one dependency exports into `imported`. */
static bool import_from(making *m, pn_dependency *d, const pn_value *values, pn_map *imported)
{
	pn_list_builder notes;

	pn_list_begin(&notes, m->cx->arena, d->import_values.len);
	for (uint32_t i = 0; d->import_values.kind == PN_LIST && i < d->import_values.len; i++) {
		pn_str path, missing;
		pn_value table;
import im;

		if (!read_import(m->cx->arena, &d->import_values.as.items[i], &im))
			continue;
		if (!note_import(m, &notes, &im))
			return false;
		path = pn_str_format(m->cx->arena, "%.*s.%.*s", PN_ARG(d->name), PN_ARG(im.child));
		if (!pn_values_table(values, path, &table, &missing)) {
			warn_missing_table(m, d, &im, missing);
			continue;
		}
		if (!wrap_in_path(m->cx->arena, im.parent, &table))
			return no_memory(m->cx);
		if (!pn_coalesce_tables(m->cx, imported, table.as.map, PN_STR_EMPTY, true,
					m->options))
			return false;
	}
	d->import_values = notes.count ? pn_list_end(&notes, PN_TYPE_LIST) : pn_nil();
	return true;
}

/*
 * Gives a chart its children's exported values, below its own. As in Helm, every chart that lists
 * dependencies thereby gets its values merged with all of its children's, nulls kept.
 */
static bool import_values(making *m, pn_part *part)
{
	pn_merge_options options = *m->options;
	pn_map *imported;
	pn_value merged;

	options.borrow_texts = true;
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (!import_values(m, part->children[i]))
			return false;
	}
	if (!part->meta.has_dependencies)
		return true;
	merged = pn_map_value(PN_TYPE_MAP, pn_map_new(m->cx->arena, 0));
	imported = pn_map_new(m->cx->arena, 0);
	if (!merged.as.map || !imported)
		return no_memory(m->cx);
	if (!pn_coalesce(m->cx, part, merged.as.map, PN_STR_EMPTY, true, &options))
		return false;
	for (uint32_t i = 0; i < part->meta.dependency_count; i++) {
		if (!import_from(m, &part->meta.dependencies[i], &merged, imported))
			return false;
	}
	part->delta = 0;
	if (!pn_map_count(imported)) {
		part->values = merged;
		return true;
	}
	/* Tables were taken by reference; the chart's own values must not see them change. */
	if (!pn_value_copy(m->cx->arena, &part->values, &merged, 0))
		return no_memory(m->cx);
	return pn_coalesce_tables(m->cx, part->values.as.map, imported, PN_STR_EMPTY, true,
				  m->options);
}

bool pn_parts_make(pn_cx *cx, const pn_chart *chart, const pn_value *values,
		   const pn_merge_options *options, pn_part **out)
{
	making m = { cx, options };

	*out = part_of(&m, chart, NULL);
	if (!*out)
		return no_memory(cx);
	return enable_children(&m, *out, values, PN_STR_EMPTY) && import_values(&m, *out);
}

bool pn_version_in_range(pn_arena *arena, pn_str range, pn_str version, bool helm_3)
{
	const pn_constraint *constraint;
	pn_semver v;

	if (!pn_semver_parse(&v, version, arena, NULL))
		return false;
	constraint = helm_3 ? pn_constraint_parse_old(range, arena, NULL)
			    : pn_constraint_parse(range, arena, NULL);
	return constraint && pn_constraint_check(constraint, &v);
}

pn_str pn_part_path(pn_arena *arena, const pn_part *part)
{
	if (!part->parent)
		return part->meta.name;
	return pn_str_format(arena, "%.*s/charts/%.*s", PN_ARG(pn_part_path(arena, part->parent)),
			     PN_ARG(part->meta.name));
}

bool pn_chart_check_dependencies(pn_cx *cx, const pn_chart *chart)
{
	pn_buf missing;
	bool complete = true;

	pn_buf_init(&missing, cx->arena);
	for (uint32_t i = 0; i < chart->meta.dependency_count; i++) {
		pn_str name = chart->meta.dependencies[i].name;
		bool found = false;

		for (uint32_t j = 0; j < chart->child_count && !found; j++)
			found = pn_str_eq(chart->children[j]->meta.name, name);
		if (found)
			continue;
		if (!complete)
			pn_buf_lit(&missing, ", ");
		pn_buf_add(&missing, name); /* may be empty */
		complete = false;
	}
	if (complete)
		return true;
	return pn_fail(cx->err, PINTLE_ERR_CHART,
		       "found in Chart.yaml, but missing in charts/ directory: %s",
		       pn_buf_z(&missing));
}
