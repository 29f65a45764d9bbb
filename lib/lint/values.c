/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about values.yaml (Helm: rules/values.go). */
#include "lint/linter.h"

#include "schema/schema.h"

#define VALUES_YAML PN_STR("values.yaml")

/* Reads values.yaml: its first document, which must be a map or nothing. */
static bool read_values(pn_linter *l, pn_value *out)
{
	pn_str text;

	if (!pn_tree_read(l->cx, &l->tree, VALUES_YAML, &text) ||
	    !pn_yaml_read(l->cx, text, 0, NULL, out))
		return false;
	if (pn_is_nil(out))
		*out = pn_map_value(PN_TYPE_MAP, pn_map_new(l->cx->arena, 0));
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

/* Puts the user's values over those of the chart, without those of subcharts. */
static bool merge(pn_linter *l, pn_value *values, pn_value *out)
{
	pn_merge_options options = { .nulls = PN_NULLS_HELM_4 };
	const pn_value *overrides = l->options->overrides;

	*out = pn_map_value(PN_TYPE_MAP, NULL);
	if (overrides->as.map && !pn_value_copy(l->cx->arena, out, overrides, 0))
		return pn_fail_memory(l->cx->err, l->cx->arena);
	if (!out->as.map)
		out->as.map = pn_map_new(l->cx->arena, 0);
	if (!out->as.map)
		return pn_fail_memory(l->cx->err, l->cx->arena);
	return pn_coalesce_tables(l->cx, out->as.map, values->as.map, PN_STR_EMPTY, false,
				  &options);
}

/* Checks merged values against values.schema.json. */
static bool validate(pn_linter *l, pn_str text, const pn_value *values)
{
	pn_map *seen = pn_map_new(l->cx->arena, 0);
	const pn_schema_error *errors;
	const pn_schema *schema;
	pn_buf report;

	if (!seen)
		return pn_fail_memory(l->cx->err, l->cx->arena);
	if (!pn_schema_compile(l->cx, text, &schema))
		return false;
	pn_schema_warn(l->cx->log, schema, seen);
	if (!pn_schema_validate(l->cx, schema, values, &errors))
		return false;
	if (!errors)
		return true;
	pn_buf_init(&report, l->cx->arena);
	pn_schema_error_print(&report, errors);
	return pn_fail_str(l->cx->err, PINTLE_ERR_SCHEMA, pn_buf_str(&report));
}

static bool check_schema(pn_linter *l, pn_value *values)
{
	pn_value merged;
	pn_str text;

	if (!merge(l, values, &merged))
		return false;
	if (!pn_tree_read(l->cx, &l->tree, PN_STR("values.schema.json"), &text)) {
		pn_error_clear(l->cx->err); /* a schema that cannot be read is none */
		return true;
	}
	return !text.len || l->options->release->skip_schema || validate(l, text, &merged);
}

bool pn_lint_values(pn_linter *l)
{
	pn_value values;

	if (pn_tree_kind(l->cx, &l->tree, VALUES_YAML, NULL) == PN_FILE_MISSING)
		return pn_found(l, PN_SEVERITY_INFO, VALUES_YAML, "file does not exist");
	if (!read_values(l, &values))
		return pn_found_error(l, PN_SEVERITY_ERROR, VALUES_YAML, "unable to parse YAML: ");
	return check_schema(l, &values) || pn_found_error(l, PN_SEVERITY_ERROR, VALUES_YAML, "");
}
