/* SPDX-License-Identifier: Apache-2.0 */
#include "func/help.h"

bool pn_ret_buf(pn_call *c, const pn_buf *buf)
{
	if (buf->failed)
		return pn_fail_memory(c->cx->err, pn_call_arena(c));
	return pn_ret_str(c, pn_buf_str(buf));
}
