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

/* Tells whether a struct has a text through its pointer, which its place in a struct gives it. */
static bool has_text_of_pointer(const pn_value *v)
{
	return (v->flags & PN_VALUE_ADDRESSABLE) && v->kind == PN_OBJECT && v->as.object &&
	       v->as.object->cls->text && v->as.object->cls->text_of_pointer;
}

/* Go: printValue, printableValue. */
static void print_plain(pn_buf *out, const pn_value *v)
{
	if (v->kind == PN_STRING)
		pn_buf_add(out, pn_value_str(v));
	else if (v->kind == PN_NIL)
		pn_buf_lit(out, "<no value>");
	else if (has_text_of_pointer(v))
		v->as.object->cls->text(out, v->as.object);
	else
		pn_format_indirect(out, v);
}

void pn_print_value(pn_exec *x, const pn_node *node, const pn_value *v)
{
	size_t start = x->out.len;

	x->now->at = node;
	print_plain(&x->out, v);
	if (x->trace)
		pn_marks_value(x, node, start, v);
}
