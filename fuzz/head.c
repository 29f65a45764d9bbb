/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a document: what is read quickly must be what the reader of all YAML finds. */
#include "target.h"

#include <stdlib.h>

#include "render/head.h"

void fuzz_one(pn_cx *cx, pn_str input)
{
	pn_head quick, whole;

	if (!pn_head_read_quick(input, &quick))
		return;
	if (!pn_head_read_whole(cx, input, PN_PROFILE_HELM_4, &whole)) {
		if (cx->err->status == PINTLE_ERR_LIMIT || cx->arena->failed)
			return;
		abort();
	}
	if (!pn_str_eq(quick.api_version, whole.api_version) ||
	    !pn_str_eq(quick.kind, whole.kind) || !pn_str_eq(quick.name, whole.name) ||
	    !pn_str_eq(quick.hook, whole.hook) || quick.has_hook != whole.has_hook)
		abort();
}
