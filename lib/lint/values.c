/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about values.yaml (Helm: rules/values.go). */
#include "lint/linter.h"

#define VALUES_YAML PN_STR("values.yaml")

/*
 * Reads values.yaml: its first document, which must be a map or nothing. What it holds lives as
 * long as the user's values.
 */
static bool read_values(pn_linter *l, pn_source *source, pn_value *out)
{
	pn_cx cx = *l->cx;
	pn_str text;

	cx.arena = l->options->keep;
	source->name = pn_str_concat(cx.arena, l->tree.place, VALUES_YAML);
	if (!pn_tree_read(&cx, &l->tree, VALUES_YAML, &text) ||
	    !pn_yaml_read(&cx, text, 0, source, out))
		return false;
	if (pn_is_nil(out))
		*out = pn_map_value(PN_TYPE_MAP, pn_map_new(cx.arena, 0));
	if (pn_is_map(out))
		return out->as.map || pn_fail_memory(l->cx->err, l->cx->arena);
	return pn_fail(l->cx->err, PINTLE_ERR_VALUES,
		       "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal %s "
		       "into Go value of type common.Values",
		       pn_is_string(out)      ? "string"
		       : out->kind == PN_LIST ? "array"
		       : out->kind == PN_BOOL ? "bool"
					      : "number");
}

/* Enters the chart's values file behind the user's; returns what its origins grow by. */
static uint32_t add_source(pn_linter *l, const pn_source *source)
{
	pn_sources *sources = l->options->sources;
	uint32_t delta;

	if (!sources)
		return pn_sources_add(&l->sources, l->cx->arena, source);
	delta = pn_sources_add(sources, l->options->keep, source);
	pn_lint_use_sources(l, sources);
	return delta;
}

/*
 * Puts the user's values over those of the chart, without those of subcharts. Only the outermost
 * map is a copy: as in Helm the chart's defaults flow into the user's tables, where the templates
 * and the next chart find them, and nulls that took a default away are gone.
 */
static bool merge(pn_linter *l, const pn_value *values, uint32_t delta, pn_value *out)
{
	pn_merge_options options = { .nulls = PN_NULLS_HELM_4 };
	const pn_map *overrides = l->options->overrides->as.map;
	pn_value shifted;

	*out = pn_map_value(PN_TYPE_MAP, overrides ? pn_map_clone(l->cx->arena, overrides)
						   : pn_map_new(l->cx->arena, 0));
	if (!out->as.map || !pn_value_copy(l->options->keep, &shifted, values, delta))
		return pn_fail_memory(l->cx->err, l->cx->arena);
	return pn_coalesce_tables(l->cx, out->as.map, shifted.as.map, PN_STR_EMPTY, false,
				  &options);
}

/* Tells of all that violates the schema at once, as Helm does, or one by one with places. */
static bool report(pn_linter *l, const pn_schema_error *errors)
{
	pn_schema_violations list = { 0 };
	pn_buf text;

	if (l->options->places)
		return pn_schema_violations_add(l->cx, &list, errors) &&
		       pn_found_violations(l, VALUES_YAML, &l->sources, &list);
	pn_buf_init(&text, l->cx->arena);
	pn_schema_error_print(&text, errors);
	return pn_fail_str(l->cx->err, PINTLE_ERR_SCHEMA, pn_buf_str(&text));
}

/* Checks merged values against values.schema.json. */
static bool validate(pn_linter *l, pn_str text, const pn_value *values)
{
	const pn_schema_error *errors;
	const pn_schema *schema;

	if (!pn_schema_compile(l->cx, text, &schema))
		return false;
	pn_schema_log(l->cx->log, schema, l->options->seen);
	return pn_schema_validate(l->cx, schema, values, &errors) && (!errors || report(l, errors));
}

static bool check_schema(pn_linter *l, const pn_source *source, pn_value *values)
{
	pn_value merged;
	pn_str text;

	if (!merge(l, values, add_source(l, source), &merged))
		return false;
	if (!pn_tree_read(l->cx, &l->tree, PN_STR("values.schema.json"), &text)) {
		pn_error_clear(l->cx->err); /* a schema that cannot be read is none */
		return true;
	}
	return !text.len || l->options->release->skip_schema || validate(l, text, &merged);
}

bool pn_lint_values(pn_linter *l)
{
	pn_source *source = PN_NEW(l->options->keep, pn_source);
	pn_value values;

	if (!source)
		return pn_fail_memory(l->cx->err, l->cx->arena);
	if (pn_tree_kind(l->cx, &l->tree, VALUES_YAML, NULL) == PN_FILE_MISSING)
		return pn_found(l, PN_SEVERITY_INFO, VALUES_YAML, "file does not exist");
	if (!read_values(l, source, &values))
		return pn_found_error(l, PN_SEVERITY_ERROR, VALUES_YAML, "unable to parse YAML: ");
	return check_schema(l, source, &values) ||
	       pn_found_error(l, PN_SEVERITY_ERROR, VALUES_YAML, "");
}
