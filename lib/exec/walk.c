/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

/* Go: maxExecDepth. */
enum { MAX_TEMPLATE_DEPTH = 100000 };

static pn_flow flow_of(bool ok)
{
	return ok ? PN_FLOW_NEXT : PN_FLOW_FAIL;
}

static void walk_text(pn_exec *x, const pn_node *node)
{
	size_t start = x->out.len;

	pn_buf_add(&x->out, pn_node_text(node));
	if (x->trace)
		pn_marks_text(x, node, start);
}

/* Variables of an action live on until the next end, so they are not dropped here. */
static bool walk_action(pn_exec *x, const pn_value *dot, const pn_node *node)
{
	const pn_node *pipe = pn_node_first(node);
	pn_value v;

	if (!pn_eval_pipeline(x, dot, pipe, &v))
		return false;
	if (pn_node_decls(pipe))
		return true;
	x->now->at = node;
	if (v.kind == PN_STRING && !x->trace)
		pn_buf_add(&x->out, pn_value_str(&v));
	else
		pn_print_value(x, node, &v);
	return true;
}

/* Walks an if or with; they differ in dot alone. */
static pn_flow walk_branch(pn_exec *x, const pn_value *dot, const pn_node *node)
{
	uint32_t variables = x->variable_count;
	pn_node_branch parts = pn_node_parts(node);
	pn_flow flow = PN_FLOW_NEXT;
	pn_branch branch;
	bool truth;
	pn_value v;

	if (x->trace)
		pn_marks_branch_begin(x, &branch);
	if (!pn_eval_pipeline(x, dot, parts.pipe, &v))
		return PN_FLOW_FAIL;
	truth = pn_value_truth(&v);
	if (x->trace)
		pn_marks_branch_enter(x, &branch, node, &v, !truth);
	if (truth)
		flow = pn_walk_list(x, node->kind == PN_NODE_WITH ? &v : dot, parts.list);
	else if (parts.else_list)
		flow = pn_walk_list(x, dot, parts.else_list);
	if (x->trace)
		pn_marks_branch_leave(x, &branch);
	x->variable_count = variables;
	return flow;
}

/* Walks another template in place; it sees no variables of this one. */
static pn_flow walk_template(pn_exec *x, const pn_value *dot, const pn_node *node)
{
	pn_activation *now = x->now;
	pn_activation a = { .set = now->set, .depth = now->depth + 1 };
	pn_node_call call = pn_node_template(node);
	const pn_define *define = pn_tmpl_set_find(now->set, call.name);
	pn_flow flow;
	pn_value v;

	if (!define) {
		pn_buf buf;

		pn_failure_begin(x, PN_FAILURE_TEMPLATE, NULL);
		pn_buf_init(&buf, &x->cx->err->arena);
		pn_buf_lit(&buf, "template ");
		pn_buf_quote(&buf, call.name);
		pn_buf_lit(&buf, " not defined");
		return flow_of(pn_exec_fail_str(x, PINTLE_ERR_EXEC, pn_buf_str(&buf)));
	}
	if (now->depth == MAX_TEMPLATE_DEPTH)
		return flow_of(pn_exec_fail(x, "exceeded maximum template depth (%d)",
					    MAX_TEMPLATE_DEPTH));
	if (!pn_eval_pipeline(x, dot, call.pipe, &v))
		return PN_FLOW_FAIL;
	now->call = node;
	if (!pn_activation_enter(x, &a, define, &v))
		return PN_FLOW_FAIL;
	flow = pn_walk_list(x, &v, define->root);
	pn_activation_leave(x);
	return flow;
}

static pn_flow walk_node(pn_exec *x, const pn_value *dot, const pn_node *node)
{
	x->now->at = node;
	if (!pn_exec_step(x))
		return PN_FLOW_FAIL;
	switch ((pn_node_kind)node->kind) {
	case PN_NODE_TEXT:
		walk_text(x, node);
		return PN_FLOW_NEXT;
	case PN_NODE_ACTION:
		return flow_of(walk_action(x, dot, node));
	case PN_NODE_IF:
	case PN_NODE_WITH:
		return walk_branch(x, dot, node);
	case PN_NODE_RANGE:
		return pn_walk_range(x, dot, node);
	case PN_NODE_TEMPLATE:
		return walk_template(x, dot, node);
	case PN_NODE_BREAK:
		return PN_FLOW_BREAK;
	case PN_NODE_CONTINUE:
		return PN_FLOW_CONTINUE;
	case PN_NODE_LIST:
		return pn_walk_list(x, dot, node);
	default:
		return flow_of(pn_exec_fail_node(x, "unknown node: ", node, ""));
	}
}

typedef struct list_visit {
	pn_exec *x;
	const pn_value *dot;
	const pn_node *list;
	pn_flow flow;
} list_visit;

static void visit_list(void *data)
{
	list_visit *v = data;

	v->flow = pn_walk_list(v->x, v->dot, v->list);
}

static pn_flow walk_elsewhere(pn_exec *x, const pn_value *dot, const pn_node *list)
{
	list_visit v = { x, dot, list, PN_FLOW_FAIL };

	return pn_exec_on_fresh_stack(x, visit_list, &v) ? v.flow : PN_FLOW_FAIL;
}

pn_flow pn_walk_list(pn_exec *x, const pn_value *dot, const pn_node *list)
{
	pn_nodes in = pn_node_inside(list);
	pn_flow flow = PN_FLOW_NEXT;

	x->now->at = list;
	if (pn_stack_low(&x->stack))
		return walk_elsewhere(x, dot, list);
	for (; in.at < in.end && flow == PN_FLOW_NEXT; in.at = pn_node_next(in.at))
		flow = walk_node(x, dot, in.at);
	return flow;
}
