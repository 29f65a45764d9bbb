/* SPDX-License-Identifier: Apache-2.0 */
/* A schema, then a NUL, then an instance. */
#include "target.h"

#include "codec/codec.h"
#include "schema/schema.h"

#include <stdlib.h>

/* Whoever is accepted quickly has to be accepted with reasons, too. */
static void check_quick(pn_cx *cx, pn_str text, const pn_value *v)
{
	pn_schema_quick *quick = pn_schema_quick_new(cx->arena->mem, cx->limits, text);
	const pn_schema_error *errors;
	const pn_schema *schema;
	bool accepted = false;

	if (quick && pn_schema_quick_accepts(cx, quick, v, &accepted) && accepted &&
	    pn_schema_compile(cx, text, &schema) && pn_schema_validate(cx, schema, v, &errors) &&
	    errors)
		abort();
	pn_schema_quick_free(quick);
	pn_error_clear(cx->err);
}

void fuzz_one(pn_cx *cx, pn_str input)
{
	const pn_schema *schema;
	pn_str text, instance;
	pn_value v;
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	pn_str_cut(input, (pn_str){ "\0", 1 }, &text, &instance);
	if (!pn_json_read(cx, instance, NULL, &v))
		v = pn_map_value(PN_TYPE_MAP, pn_map_new(cx->arena, 0));
	pn_error_clear(cx->err);
	check_quick(cx, text, &v);
	if (!cx->arena->failed && pn_schema_compile(cx, text, &schema))
		(void)pn_schema_report(cx, &out, PN_STR("c"), schema, &v);
}
