/* SPDX-License-Identifier: Apache-2.0 */
#include "render/validate.h"

/* One walk over a tree of charts, and what was found so far. */
typedef struct validation {
	pn_cx *cx;
	pn_schemas *schemas;
	pn_map *seen; /* references that were warned about */
	pn_buf report;
} validation;

/* Checks values that may not be valid, or by a schema that may not be. */
static bool report(validation *v, const pn_part *part, const pn_value *values)
{
	const pn_schema *schema;

	if (!pn_schemas_full(v->cx, v->schemas, part->chart->schema, &schema))
		return false;
	pn_schema_log(v->cx->log, schema, v->seen);
	return pn_schema_report(v->cx, &v->report, part->meta.name, schema, values);
}

static bool validate_own(validation *v, const pn_part *part, const pn_value *values)
{
	bool accepted = false;

	if (!part->chart->schema)
		return true;
	pn_log(v->cx->log, PINTLE_LOG_DEBUG, PN_STR("chart name"),
	       (pn_attr[]){ { "chart-name", part->meta.name } }, 1);
	/* Debug lines tell of what only the slow way looks at. */
	if (!pn_log_wants(v->cx->log, PINTLE_LOG_DEBUG) &&
	    !pn_schemas_accept(v->cx, v->schemas, part->chart->schema, values, &accepted))
		return false;
	return accepted || report(v, part, values);
}

const pn_value *pn_part_own_values(const pn_part *child, const pn_value *parent_values)
{
	const pn_value *own = pn_is_map(parent_values)
				      ? pn_map_get(parent_values->as.map, child->meta.name)
				      : NULL;

	return own && !pn_is_nil(own) ? own : NULL;
}

bool pn_part_violations(pn_cx *cx, const pn_part *part, const pn_value *values,
			pn_schema_violations *out)
{
	const pn_schema_error *errors;
	const pn_schema *schema;
	pn_str text;

	if (!part->chart->schema)
		return true;
	return pn_file_data(cx, part->chart->schema, &text) &&
	       pn_schema_compile(cx, text, &schema) &&
	       pn_schema_validate(cx, schema, values, &errors) &&
	       pn_schema_violations_add(cx, out, errors);
}

static void log_children(validation *v, const pn_part *part)
{
	pn_attr attrs[] = { { "chart", part->meta.name }, { "dependencies", PN_STR_EMPTY } };

	if (!pn_log_wants(v->cx->log, PINTLE_LOG_DEBUG))
		return;
	attrs[1].value = pn_str_format(v->cx->arena, "%u", (unsigned)part->child_count);
	pn_log(v->cx->log, PINTLE_LOG_DEBUG, PN_STR("number of dependencies in the chart"), attrs,
	       2);
}

static bool validate_tree(validation *v, const pn_part *part, const pn_value *values)
{
	if (!validate_own(v, part, values))
		return false;
	log_children(v, part);
	for (uint32_t i = 0; i < part->child_count; i++) {
		const pn_part *child = part->children[i];
		const pn_value *own = pn_part_own_values(child, values);

		if (!own)
			continue;
		if (!pn_is_map(own))
			pn_buf_format(&v->report,
				      "%.*s:\ninvalid type for values: expected object (map), got "
				      "%.*s\n",
				      PN_ARG(child->meta.name), PN_ARG(pn_value_type_name(own)));
		else if (!validate_tree(v, child, own))
			return false;
	}
	return true;
}

bool pn_values_validate(pn_cx *cx, pn_schemas *schemas, const pn_part *root, const pn_value *values,
			pn_map *seen)
{
	validation v = { .cx = cx, .schemas = schemas };

	pn_buf_init(&v.report, cx->arena);
	v.seen = seen ? seen : pn_map_new(cx->arena, 0);
	if (!v.seen)
		return pn_fail_memory(cx->err, cx->arena);
	if (!validate_tree(&v, root, values))
		return false;
	if (v.report.failed)
		return pn_fail_memory(cx->err, cx->arena);
	if (!v.report.len)
		return true;
	pn_fail_str(cx->err, PINTLE_ERR_SCHEMA, pn_buf_str(&v.report));
	return pn_error_wrap(cx->err,
			     "values don't meet the specifications of the schema(s) in the "
			     "following chart(s):\n");
}
