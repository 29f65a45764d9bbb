/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

const pn_param pn_params['z' - 'A' + 1] = {
	['C' - 'A'] = { PN_TYPE_CERTIFICATE, PN_TAKES_NONE, false },
	['I' - 'A'] = { PN_TYPE_INT64, PN_TAKES_INT, false },
	['L' - 'A'] = { PN_TYPE_LOCATION, PN_TAKES_NONE, true },
	['S' - 'A'] = { PN_TYPE_SEMVER, PN_TAKES_NONE, true },
	['U' - 'A'] = { PN_TYPE_UINT, PN_TAKES_UINT, false },
	['W' - 'A'] = { PN_TYPE_WRITER, PN_TAKES_NONE, true },
	['a' - 'A'] = { PN_TYPE_NIL, PN_TAKES_ANY, true },
	['b' - 'A'] = { PN_TYPE_BOOL, PN_TAKES_BOOL, false },
	['d' - 'A'] = { PN_TYPE_DURATION, PN_TAKES_INT, false },
	['f' - 'A'] = { PN_TYPE_FLOAT64, PN_TAKES_FLOAT, false },
	['i' - 'A'] = { PN_TYPE_INT, PN_TAKES_INT, false },
	['l' - 'A'] = { PN_TYPE_LIST, PN_TAKES_NONE, true },
	['m' - 'A'] = { PN_TYPE_MAP, PN_TAKES_NONE, true },
	['r' - 'A'] = { PN_TYPE_STRING_MAP, PN_TAKES_NONE, true },
	['s' - 'A'] = { PN_TYPE_STRING, PN_TAKES_STRING, false },
	['t' - 'A'] = { PN_TYPE_TIME, PN_TAKES_NONE, false },
	['u' - 'A'] = { PN_TYPE_UINT32, PN_TAKES_UINT, false },
	['v' - 'A'] = { PN_TYPE_NIL, PN_TAKES_ANY, true },
	['y' - 'A'] = { PN_TYPE_BYTES, PN_TAKES_NONE, true },
};

static inline const pn_param *get_param(char letter)
{
	return &pn_params[letter - 'A'];
}

pn_value pn_zero_value(pn_type type)
{
	switch (type) {
	case PN_TYPE_STRING:
		return pn_string(PN_STR_EMPTY);
	case PN_TYPE_LIST:
		return pn_list(type, NULL, 0);
	case PN_TYPE_BYTES:
		return (pn_value){ .kind = PN_BYTES, .type = PN_TYPE_BYTES, .as.text = NULL };
	case PN_TYPE_MAP:
	case PN_TYPE_STRING_MAP:
		return pn_map_value(type, NULL);
	case PN_TYPE_SEMVER:
	case PN_TYPE_LOCATION:
		return pn_object_value(type, NULL);
	default:
		return pn_nil();
	}
}

/* Tells whether a value of a named type may stand for an unnamed one (Go: AssignableTo). */
static bool is_assignable(const pn_value *v, pn_type type)
{
	return v->type == type || (pn_type)pn_type_get((pn_type)v->type)->unnamed == type;
}

bool pn_param_check(pn_exec *x, char letter, pn_value *value)
{
	const pn_param *p = get_param(letter);
	const char *wanted = pn_type_get((pn_type)p->type)->name;

	if (letter == 'v')
		return true;
	if (value->kind == PN_NIL && !(value->flags & PN_VALUE_BOXED)) {
		if (!p->nilable) {
			pn_failure_begin(x, PN_FAILURE_VALUE, value);
			return pn_exec_fail(x, "invalid value; expected %s", wanted);
		}
		*value = pn_zero_value((pn_type)p->type);
		return true;
	}
	if (p->type != PN_TYPE_NIL && !is_assignable(value, (pn_type)p->type)) {
		pn_str got =
			value->kind == PN_NIL ? PN_STR("interface {}") : pn_value_type_name(value);

		pn_failure_begin(x, PN_FAILURE_VALUE, value);
		return pn_exec_fail(x, "wrong type for value; expected %s; got %.*s", wanted,
				    PN_ARG(got));
	}
	if (p->type != PN_TYPE_NIL)
		value->type = p->type;
	value->flags = 0;
	return true;
}

/* Sets out to a number constant in the parameter's type; false when it does not fit. */
static bool set_number(const pn_param *p, const pn_number *n, pn_value *out)
{
	*out = (pn_value){ .type = p->type };
	switch ((pn_constant_kind)p->constant) {
	case PN_TAKES_INT:
		out->kind = PN_INT;
		out->as.integer = n->integer;
		return n->is_int;
	case PN_TAKES_UINT:
		out->kind = PN_UINT;
		out->as.uinteger = p->type == PN_TYPE_UINT32 ? (uint32_t)n->uinteger : n->uinteger;
		return n->is_uint;
	case PN_TAKES_FLOAT:
		out->kind = PN_FLOAT;
		out->as.number = n->number;
		return n->is_float;
	default:
		return false;
	}
}

/* What Go says it expected, by pn_constant_kind. */
static const char *const expectations[] = {
	[PN_TAKES_STRING] = "expected string; found ",
	[PN_TAKES_BOOL] = "expected bool; found ",
	[PN_TAKES_INT] = "expected integer; found ",
	[PN_TAKES_UINT] = "expected unsigned integer; found ",
	[PN_TAKES_FLOAT] = "expected float; found ",
};

/* Evaluates a constant for a parameter of some type (Go: evalArg, evalString and its like). */
static bool eval_typed(pn_exec *x, const pn_param *p, const pn_node *node, pn_value *out)
{
	pn_number number;

	if (p->constant == PN_TAKES_ANY)
		return pn_eval_constant(x, node, out);
	if (p->constant == PN_TAKES_NONE) {
		pn_str type = pn_str_from(pn_type_get((pn_type)p->type)->name);

		return pn_exec_fail_node(
			x, "can't handle ", node,
			pn_str_z(x->cx->arena,
				 pn_str_concat(x->cx->arena, PN_STR(" for arg of type "), type)));
	}
	if (node->kind == PN_NODE_STRING && p->constant == PN_TAKES_STRING)
		*out = pn_string(pn_node_string(node));
	else if (node->kind == PN_NODE_BOOL && p->constant == PN_TAKES_BOOL)
		*out = pn_bool(pn_node_bool(node));
	else if (node->kind != PN_NODE_NUMBER || !set_number(p, pn_node_number(node, &number), out))
		return pn_exec_fail_node(x, expectations[p->constant], node, "");
	return true;
}

bool pn_eval_param(pn_exec *x, const pn_value *dot, char letter, const pn_node *node, pn_value *out)
{
	const pn_param *p = get_param(letter);

	x->now->at = node;
	switch ((pn_node_kind)node->kind) {
	case PN_NODE_NIL:
		*out = pn_zero_value((pn_type)p->type);
		return p->nilable || pn_exec_fail(x, "cannot assign nil to %s",
						  pn_type_get((pn_type)p->type)->name);
	case PN_NODE_BOOL:
	case PN_NODE_NUMBER:
	case PN_NODE_STRING:
		return eval_typed(x, p, node, out);
	default:
		return pn_eval_operand(x, dot, node, out) && pn_param_fits(x, letter, out);
	}
}
