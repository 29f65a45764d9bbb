/* SPDX-License-Identifier: Apache-2.0 */
/* YAML: read; what was read is written and read again. */
#include "target.h"

#include "codec/codec.h"

void fuzz_one(pn_cx *cx, pn_str input)
{
	pn_value v, again;
	pn_buf out;

	if (!pn_yaml_read(cx, input, 0, NULL, &v))
		return;
	pn_buf_init(&out, cx->arena);
	if (pn_yaml_write(cx, &out, &v, NULL))
		(void)pn_yaml_read(cx, pn_buf_str(&out), 0, NULL, &again);
	pn_buf_init(&out, cx->arena);
	(void)pn_yaml_write_pretty(cx, &out, &v, NULL);
}
