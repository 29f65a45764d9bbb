/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of common.Values (Helm: pkg/chart/common/values.go). */
#include "render/engine.h"
#include "render/methods.h"

bool pn_method_values_table(pn_call *c)
{
	pn_str missing;
	pn_value table;
	pn_buf quoted;

	if (pn_values_table(c->self, pn_arg_str(c, 0), &table, &missing)) {
		table.type = c->self->type;
		return pn_ret(c, &table);
	}
	pn_buf_init(&quoted, c->cx->arena);
	pn_buf_quote(&quoted, missing);
	return pn_call_fail(c, "%s is not a table", pn_buf_z(&quoted));
}

bool pn_method_values_path_value(pn_call *c)
{
	pn_str path = pn_arg_str(c, 0);
	size_t dot = pn_str_find_last(path, PN_STR("."));
	pn_value v;
	pn_buf quoted;

	if (!path.len)
		return pn_call_fail(c, "YAML path cannot be empty");
	if (pn_values_path(c->self, path, &v))
		return pn_ret(c, &v);
	pn_buf_init(&quoted, c->cx->arena);
	pn_buf_quote(&quoted, dot == PN_NOT_FOUND ? path : pn_str_slice(path, dot + 1, path.len));
	return pn_call_fail(c, "%s is not a value", pn_buf_z(&quoted));
}

bool pn_method_values_as_map(pn_call *c)
{
	pn_value v = *c->self;

	if (!pn_map_count(v.as.map))
		v.as.map = pn_map_new(c->cx->arena, 0);
	if (!v.as.map)
		return pn_fail_memory(c->cx->err, c->cx->arena);
	v.type = PN_TYPE_MAP;
	return pn_ret(c, &v);
}

bool pn_method_values_yaml(pn_call *c)
{
	pn_buf out;

	pn_buf_init(&out, c->cx->arena);
	return pn_yaml_write(c->cx, &out, c->self, NULL) && pn_ret_str(c, pn_buf_str(&out));
}

/* Encode wants an io.Writer: the only one that a template can give is nil. */
bool pn_method_values_encode(pn_call *c)
{
	return pn_call_fail(c, "runtime error: invalid memory address or nil pointer dereference");
}
