/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

void pn_format_indirect(pn_buf *out, const pn_value *v)
{
	size_t start = out->len;

	pn_format_value(out, v);
	/* fmt puts '&' before a struct that a pointer points to. */
	if (v->kind == PN_OBJECT && !out->failed && out->len > start && out->ptr[start] == '&') {
		memmove(out->ptr + start, out->ptr + start + 1, out->len - start - 1);
		out->len--;
	}
}

/* Writes the text of the String method that a struct's pointer has; false when it has none. */
static bool print_stringer(pn_exec *x, const pn_value *v, bool *ok)
{
	const pn_callee *callee;
	pn_words words = { .node = x->now->at };
	pn_value text;

	if (v->kind != PN_OBJECT || !(v->flags & PN_VALUE_ADDRESSABLE))
		return false;
	callee = pn_funcs_method(x->options.funcs, (pn_type)v->type, PN_STR("String"));
	if (!callee || !(callee->func->flags & PN_FUNC_POINTER))
		return false;
	*ok = pn_eval_call(x, callee, v, &words, &text);
	if (*ok)
		pn_buf_add(&x->out, pn_value_str(&text));
	return true;
}

/* Go: printValue, printableValue. */
static bool print_plain(pn_exec *x, const pn_value *v)
{
	bool ok = true;

	switch ((pn_kind)v->kind) {
	case PN_STRING:
		pn_buf_add(&x->out, pn_value_str(v));
		break;
	case PN_NIL:
		pn_buf_lit(&x->out, "<no value>");
		break;
	case PN_OBJECT:
		if (!print_stringer(x, v, &ok))
			pn_format_indirect(&x->out, v);
		break;
	default:
		pn_format_value(&x->out, v);
	}
	return ok;
}

bool pn_print_value(pn_exec *x, const pn_node *node, const pn_value *v)
{
	size_t start = x->out.len;

	x->now->at = node;
	if (!print_plain(x, v))
		return false;
	if (x->trace)
		pn_marks_value(x, node, start, v);
	return true;
}
