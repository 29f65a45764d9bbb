/* SPDX-License-Identifier: Apache-2.0 */
/* --set lines of every kind. */
#include "target.h"

#include "chart/chart.h"

void fuzz_one(pn_cx *cx, pn_str input)
{
	for (int kind = PN_SET_TYPED; kind <= PN_SET_JSON; kind++) {
		pn_overrides overrides;

		if (!pn_overrides_init(&overrides, cx->arena))
			return;
		if (kind != PN_SET_FILE)
			(void)pn_overrides_add_set(cx, &overrides, (pn_set_kind)kind, input, NULL);
		pn_error_clear(cx->err);
	}
}
