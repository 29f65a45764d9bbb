/* SPDX-License-Identifier: Apache-2.0 */
/* pintle.yaml against its schema, pintle.schema.json, which is a part of the program. */
#include "project/project.h"

#include "project_schema.h" /* made of pintle.schema.json */
#include "schema/schema.h"

/* Follows the first cause of a finding down to the one that says what is wrong. */
static const pn_schema_error *innermost(const pn_schema_error *e)
{
	while (e->causes)
		e = e->causes;
	return e;
}

/* Finds the value at a place; the innermost one on the way when it is not there. */
static const pn_value *value_at(const pn_value *root, const pn_schema_place *place)
{
	const pn_value *outer, *in = NULL;
	size_t i = 0;

	if (!place)
		return root;
	outer = value_at(root, place->outer);
	if (outer->kind == PN_MAP)
		in = pn_map_get(outer->as.map, place->step);
	for (size_t d = 0; outer->kind == PN_LIST && d < place->step.len; d++)
		i = i * 10 + (size_t)(place->step.ptr[d] - '0');
	if (outer->kind == PN_LIST && i < outer->len)
		in = &outer->as.items[i];
	return in ? in : outer;
}

/* A key that must not be there is told with its own place. */
static const pn_value *place_of_fault(const pn_value *v, const pn_schema_error *e)
{
	const pn_value *key = NULL;

	if (e->fault == PN_FAULT_ADDITIONAL_PROPERTIES && v->kind == PN_MAP && e->name_count)
		key = pn_map_get(v->as.map, e->names[0]);
	return key ? key : v;
}

bool pn_project_check(pn_project_reader *r, const pn_value *root)
{
	pn_str text = { project_schema, sizeof project_schema - 1 };
	const pn_schema_error *errors;
	const pn_schema *schema;
	pn_str place;
	pn_buf message;

	if (!pn_schema_compile(r->cx, text, &schema) ||
	    !pn_schema_validate(r->cx, schema, root, &errors))
		return false;
	if (!errors)
		return true;
	errors = innermost(errors);
	pn_buf_init(&message, r->cx->arena);
	pn_schema_error_message(&message, errors);
	place = pn_schema_error_place(r->cx->arena, errors);
	return pn_project_fail(r, place_of_fault(value_at(root, errors->place), errors),
			       "%s%.*s%s%s", place.len ? "at " : "", PN_ARG(place),
			       place.len ? ": " : "", pn_buf_z(&message));
}
