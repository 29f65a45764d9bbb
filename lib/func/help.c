/* SPDX-License-Identifier: Apache-2.0 */
#include "func/help.h"

bool pn_ret_buf(pn_call *c, const pn_buf *buf)
{
	if (buf->failed)
		return pn_fail_memory(c->cx->err, pn_call_arena(c));
	return pn_ret_str(c, pn_buf_str(buf));
}

bool pn_ret_list(pn_call *c, pn_list_builder *list, pn_type type)
{
	c->result = pn_list_end(list, type);
	return !list->arena->failed || pn_fail_memory(c->cx->err, list->arena);
}

bool pn_ret_map(pn_call *c, pn_map *map)
{
	if (!map || map->arena->failed)
		return pn_fail_memory(c->cx->err, pn_call_arena(c));
	c->result = pn_map_value(PN_TYPE_MAP, map);
	return true;
}

bool pn_fail_nil(pn_call *c)
{
	return pn_call_fail(c, "runtime error: invalid memory address or nil pointer dereference");
}

void pn_add_strings(pn_list_builder *out, const pn_value *v)
{
	size_t count = 1;

	if (pn_is_slice(v))
		pn_value_len(v, &count);
	for (size_t i = 0; i < count; i++) {
		pn_value item = pn_is_slice(v) ? pn_value_at(v, i) : *v;
		pn_value text;

		if (pn_is_nil(&item))
			continue;
		text = pn_string(pn_value_to_string(out->arena, &item));
		text.origin = item.origin;
		pn_list_add(out, &text);
	}
}
