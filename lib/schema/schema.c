/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/schema.h"
#include "codec/json.h"
#include "schema/compiler.h"
#include "schema/validate.h"

/* Where Helm says the schema is (Helm: jsonschema.go). */
static const pn_str schema_url = { "file:///values.schema.json", 26 };

/* Keeps a failure that is about the text, so that it comes up when the schema is used. */
static bool keep_problem(pn_cx *cx, pn_schema *schema, pn_error *err)
{
	if (err->status == PINTLE_ERR_LIMIT || err->status == PINTLE_ERR_NO_MEMORY)
		return pn_fail_str(cx->err, err->status, pn_error_text(err));
	schema->problem = pn_str_dup(cx->arena, pn_error_text(err));
	return true;
}

/* Tells whether nothing but JSON's blanks is left. */
static bool only_blanks(pn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != ' ' && s.ptr[i] != '\t' && s.ptr[i] != '\r' && s.ptr[i] != '\n')
			return false;
	return true;
}

/* Reads the text; a mistake in it becomes the schema's problem. */
static bool read_text(pn_cx *cx, pn_schema *schema, pn_str text, pn_value *doc)
{
	pn_error err;
	pn_cx inner = *cx;
	size_t taken;
	bool ok;

	pn_error_init(&err, cx->arena->mem);
	inner.err = &err;
	if (!pn_json_read_numbers(&inner, text, &taken, doc)) {
		ok = keep_problem(cx, schema, &err);
	} else {
		ok = true;
		if (!only_blanks(pn_str_slice(text, taken, text.len)))
			schema->problem = PN_STR("invalid character after top-level value");
		else
			schema->text = text;
	}
	pn_error_finish(&err);
	return ok;
}

bool pn_schema_compile(pn_cx *cx, pn_str text, const pn_schema **out)
{
	pn_compiler *c = pn_compiler_new(cx);
	pn_value *doc = PN_NEW(cx->arena, pn_value);
	pn_root *root;

	if (!c || !doc)
		return pn_fail_memory(cx->err, cx->arena);
	*out = c->schema;
	if (!read_text(cx, c->schema, text, doc))
		return false;
	if (c->schema->problem.len)
		return true;
	root = pn_compiler_add_root(c, schema_url, doc);
	if (root && pn_compiler_run(c, root->node))
		c->schema->top = root->node;
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	return !pn_error_is_set(cx->err) && (c->schema->top || c->schema->problem.len);
}

/* Makes the one finding of a schema that is wrong itself. */
static bool report_problem(pn_cx *cx, const pn_schema *schema, const pn_schema_error **errors)
{
	pn_schema_error *error = PN_NEW(cx->arena, pn_schema_error);

	if (!error)
		return pn_fail_memory(cx->err, cx->arena);
	error->fault = PN_FAULT_BROKEN;
	error->text = schema->problem;
	*errors = error;
	return true;
}

bool pn_schema_validate(pn_cx *cx, const pn_schema *schema, const pn_value *instance,
			const pn_schema_error **errors)
{
	pn_run run = { .cx = cx, .schema = schema };
	pn_value *values = PN_NEW(cx->arena, pn_value); /* findings point at it */

	*errors = NULL;
	if (schema->problem.len)
		return report_problem(cx, schema, errors);
	if (!values)
		return pn_fail_memory(cx->err, cx->arena);
	*values = *instance;
	if (pn_type_get((pn_type)values->type)->unnamed == PN_TYPE_MAP) /* Helm: Values.AsMap() */
		values->type = PN_TYPE_MAP;
	*errors = pn_run_validate(&run, schema->top, NULL, values);
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	return !run.broken;
}

void pn_schema_log(const pintle_log *log, const pn_schema *schema, pn_map *seen)
{
	pn_attr text = { .key = "schema", .value = schema->text, .bytes = true };

	if (schema->text.ptr)
		pn_log(log, PINTLE_LOG_DEBUG, PN_STR("unmarshalled JSON schema"), &text, 1);
	for (size_t i = 0; i < schema->urns.count; i++) {
		const pn_str *urn = schema->urns.items[i];
		pn_attr attr = { .key = "urn", .value = *urn };
		pn_value yes = pn_bool(true);

		if (pn_map_get(seen, *urn))
			continue;
		pn_map_set(seen, pn_str_dup(seen->arena, *urn), &yes);
		pn_log(log, PINTLE_LOG_WARN,
		       PN_STR("unresolved URN reference ignored; using permissive schema"), &attr,
		       1);
	}
}

bool pn_schema_report(pn_cx *cx, pn_buf *out, pn_str chart, const pn_schema *schema,
		      const pn_value *values)
{
	const pn_schema_error *errors;

	if (!pn_schema_validate(cx, schema, values, &errors))
		return false;
	if (!errors)
		return true;
	pn_buf_add(out, chart);
	pn_buf_lit(out, ":\n");
	pn_schema_error_print(out, errors);
	return true;
}
