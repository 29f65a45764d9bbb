/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

/* A loop under way. */
typedef struct loop {
	pn_node_branch parts;
	uint32_t variables; /* those of the header included */
} loop;

/* Gives the loop's variables their values for one round (Go: walkRange, oneIteration). */
static bool set_variables(pn_exec *x, const loop *l, const pn_value *index, const pn_value *item)
{
	const pn_node *pipe = l->parts.pipe, *decl = pn_node_first(pipe);
	uint32_t count = pn_node_decls(pipe);

	for (uint32_t i = 0; i < count; i++, decl = pn_node_next(decl)) {
		const pn_value *value = i + 1 == count ? item : index;
		pn_names names = pn_node_names(decl);
		pn_value *variable;

		if (pn_node_assigns(pipe))
			variable = pn_variable_find(x, pn_names_first(&names));
		else
			variable = &x->variables[l->variables - count + i].value;
		if (!variable)
			return false;
		*variable = *value;
	}
	return true;
}

/* Runs the body once. */
static pn_flow run_body(pn_exec *x, const loop *l, const pn_value *index, const pn_value *item)
{
	pn_value key;
	pn_flow flow;

	if (x->trace) {
		/* A key was written where its value was. */
		key = *index;
		key.origin = item->origin;
		index = &key;
		pn_trace_read(x->trace, item->origin);
	}
	if (!pn_exec_step(x) || !set_variables(x, l, index, item))
		return PN_FLOW_FAIL;
	flow = pn_walk_list(x, item, l->parts.list);
	x->variable_count = l->variables;
	return flow == PN_FLOW_CONTINUE ? PN_FLOW_NEXT : flow;
}

/* Tells how a container's elements come out of it: as an interface {}, or as their own type. */
static uint16_t element_flags(const pn_value *v)
{
	return pn_type_get((pn_type)v->type)->element == PN_TYPE_NIL ? PN_VALUE_BOXED : 0;
}

static pn_flow range_list(pn_exec *x, const loop *l, const pn_value *list)
{
	uint16_t flags = element_flags(list);
	pn_flow flow = PN_FLOW_NEXT;

	for (uint32_t i = 0; i < list->len && flow == PN_FLOW_NEXT; i++) {
		pn_value index = pn_int(i), item = pn_value_at(list, i);

		item.flags = flags;
		flow = run_body(x, l, &index, &item);
	}
	return flow;
}

/* Copies the entries first: the body may change the map, which the loop does not see. */
static pn_flow range_map(pn_exec *x, const loop *l, const pn_value *v)
{
	const pn_entry *entries = pn_map_sorted(v->as.map);
	size_t count = pn_map_count(v->as.map);
	uint16_t flags = element_flags(v);
	pn_flow flow = PN_FLOW_NEXT;
	pn_slab_mark mark;
	pn_value *copy = pn_slab_take(x, count * 2, &mark);

	if (!copy)
		return PN_FLOW_FAIL;
	for (size_t i = 0; i < count; i++) {
		copy[2 * i] = pn_string(entries[i].key);
		copy[2 * i + 1] = entries[i].value;
		copy[2 * i + 1].flags = flags;
	}
	for (size_t i = 0; i < count && flow == PN_FLOW_NEXT; i++)
		flow = run_body(x, l, &copy[2 * i], &copy[2 * i + 1]);
	pn_slab_give(x, mark);
	return flow;
}

/* Counts from 0 up to the number, in the number's own type. */
static pn_flow range_number(pn_exec *x, const loop *l, const pn_value *v)
{
	pn_value nothing = pn_nil(), item = *v;
	pn_flow flow = PN_FLOW_NEXT;

	item.flags = 0;
	for (uint64_t i = 0; i < v->as.uinteger && flow == PN_FLOW_NEXT; i++) {
		item.as.uinteger = i;
		flow = run_body(x, l, &nothing, &item);
	}
	return flow;
}

/* Tells whether there is something to go through; fails for what cannot be. */
static bool check_range(pn_exec *x, const pn_node *node, const pn_value *v, bool *some)
{
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		*some = false;
		return true;
	case PN_LIST:
	case PN_BYTES:
		*some = v->len > 0;
		return true;
	case PN_MAP:
		*some = pn_map_count(v->as.map) > 0;
		return true;
	case PN_INT:
	case PN_UINT:
		if (x->options.go_1_23_texts)
			break;
		if (pn_node_decls(pn_node_first(node)) > 1)
			return pn_exec_fail_value(x, "can't use ", v,
						  " to iterate over more than one variable");
		*some = v->kind == PN_UINT ? v->as.uinteger > 0 : v->as.integer > 0;
		return true;
	default:
		break;
	}
	return pn_exec_fail_value(x, "range can't iterate over ", v, "");
}

static pn_flow run_loop(pn_exec *x, pn_node_branch parts, const pn_value *v)
{
	loop l = { parts, x->variable_count };

	if (v->kind == PN_MAP)
		return range_map(x, &l, v);
	if (v->kind == PN_INT || v->kind == PN_UINT)
		return range_number(x, &l, v);
	return range_list(x, &l, v);
}

pn_flow pn_walk_range(pn_exec *x, const pn_value *dot, const pn_node *node)
{
	pn_node_branch parts = pn_node_parts(node);
	uint32_t variables = x->variable_count;
	pn_flow flow = PN_FLOW_NEXT;
	bool some = false;
	pn_branch branch;
	pn_value v;

	if (x->trace)
		pn_marks_branch_begin(x, &branch);
	if (!pn_eval_pipeline(x, dot, parts.pipe, &v) || !check_range(x, node, &v, &some))
		return PN_FLOW_FAIL;
	if (x->trace)
		pn_marks_branch_enter(x, &branch, node, &v, !some);
	if (some)
		flow = run_loop(x, parts, &v);
	else if (parts.else_list)
		flow = pn_walk_list(x, dot, parts.else_list);
	if (x->trace)
		pn_marks_branch_leave(x, &branch);
	x->variable_count = variables;
	/* As in Go, a break in the else part ends this loop, not the one around it. */
	return flow == PN_FLOW_BREAK ? PN_FLOW_NEXT : flow;
}
