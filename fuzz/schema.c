/* SPDX-License-Identifier: Apache-2.0 */
/* A schema, then a NUL, then an instance. */
#include "target.h"

#include "codec/codec.h"
#include "schema/schema.h"

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
	if (!cx->arena->failed && pn_schema_compile(cx, text, &schema))
		(void)pn_schema_report(cx, &out, PN_STR("c"), schema, &v);
}
