/* SPDX-License-Identifier: Apache-2.0 */
/* JSON and TOML. */
#include "target.h"

#include "codec/codec.h"

void fuzz_one(pn_cx *cx, pn_str input)
{
	pn_value v;
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	if (pn_json_read(cx, input, NULL, &v))
		(void)pn_json_write(cx, &out, &v, PN_JSON_ESCAPE_HTML | PN_JSON_INDENT);
	pn_error_clear(cx->err);
	if (pn_toml_read(cx, input, &v))
		(void)pn_toml_write(cx, &out, &v);
}
