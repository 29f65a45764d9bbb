/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

enum { FIRST_VARIABLES = 16, SLAB_VALUES = 62 };

static bool grow_variables(pn_exec *x)
{
	uint32_t cap = x->variable_cap ? x->variable_cap * 2 : FIRST_VARIABLES;
	pn_variable *variables;

	if (x->variable_cap > UINT32_MAX / 4)
		return pn_fail_memory(x->cx->err, x->cx->arena);
	variables = pn_realloc(x->cx->arena, x->variables, x->variable_cap * sizeof *variables,
			       cap * sizeof *variables);
	if (!variables)
		return pn_fail_memory(x->cx->err, x->cx->arena);
	x->variables = variables;
	x->variable_cap = cap;
	return true;
}

bool pn_variable_push(pn_exec *x, pn_name name, const pn_value *value)
{
	pn_value copy = *value; /* it may stand among the variables, which move when they grow */

	if (x->variable_count == x->variable_cap && !grow_variables(x))
		return false;
	x->variables[x->variable_count++] = (pn_variable){ name, copy };
	return true;
}

pn_value *pn_variable_find(pn_exec *x, pn_name name)
{
	for (uint32_t i = x->variable_count; i-- > x->now->variables;) {
		pn_variable *v = &x->variables[i];

		if (v->name.hash == name.hash && v->name.len == name.len &&
		    pn_bytes_eq(v->name.text, name.text, name.len))
			return &v->value;
	}
	pn_exec_fail(x, "undefined variable: %.*s", PN_ARG(pn_name_str(name)));
	return NULL;
}

/* Goes on to a piece that has room for `count` values. */
static bool next_slab(pn_exec *x, size_t count)
{
	pn_slab *old = x->slab, *slab = old ? old->newer : NULL;

	if (!slab || slab->cap < count) {
		uint32_t cap = count > SLAB_VALUES ? (uint32_t)count : SLAB_VALUES;

		slab = pn_alloc(x->cx->arena, sizeof *slab + cap * sizeof *slab->items);
		if (!slab)
			return pn_fail_memory(x->cx->err, x->cx->arena);
		*slab = (pn_slab){ .older = old, .cap = cap };
		if (old)
			old->newer = slab;
	}
	slab->used = 0;
	x->slab = slab;
	return true;
}

pn_value *pn_slab_take_slow(pn_exec *x, size_t count, pn_slab_mark *mark)
{
	pn_value *items;

	if (count > UINT32_MAX / 2) {
		pn_exec_fail_limit(x, "arena_bytes", x->cx->limits->arena_bytes, "bytes");
		return NULL;
	}
	if (!x->slab && !next_slab(x, 0))
		return NULL;
	*mark = (pn_slab_mark){ x->slab, x->slab->used };
	if (x->slab->cap - x->slab->used < count && !next_slab(x, count))
		return NULL;
	items = &x->slab->items[x->slab->used];
	x->slab->used += (uint32_t)count;
	return items;
}
