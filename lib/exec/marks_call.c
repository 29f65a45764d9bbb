/* SPDX-License-Identifier: Apache-2.0 */
/* Where the results of functions came from. Nothing here runs unless a render is traced. */
#include "exec/machine.h"

bool pn_call_traced(const pn_call *c)
{
	return c->exec->trace != NULL;
}

void pn_call_mark(pn_call *c, size_t offset, uint32_t origin)
{
	pn_exec *x = c->exec;

	if (x->trace)
		pn_mark_add(x, offset, pn_mark_site(x, x->now->call, origin, 0));
}

void pn_call_keep(pn_call *c, size_t offset, const pn_value *v, size_t from, size_t to)
{
	pn_exec *x = c->exec;

	if (x->trace && from < to)
		pn_marks_piece(x, x->now->call, offset, v, from, to);
}

void pn_call_origin_at(const pn_call *c, const pn_value *text, size_t offset, pn_value *out)
{
	pn_trace *trace = c->exec->trace;
	pn_marks marks = { NULL, 0 };
	const pn_site *site;
	uint32_t low = 0, high;

	if (!trace || text->kind != PN_STRING)
		return;
	marks = pn_trace_marks_get(trace, text->marks);
	for (high = marks.count; low < high;) {
		uint32_t middle = low + (high - low) / 2;

		if (marks.items[middle].offset <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	site = low ? pn_trace_site_get(trace, marks.items[low - 1].site) : NULL;
	out->origin = site ? site->origin : text->origin;
	if (site && out->kind == PN_STRING)
		out->marks = pn_trace_marks(trace, &(pn_text_mark){ 0, marks.items[low - 1].site },
					    1);
}

/* Finds the last argument that is a string; NULL when there is none. */
static const pn_value *last_string(const pn_call *call)
{
	for (uint32_t i = call->argc; i-- > 0;) {
		if (call->args[i].kind == PN_STRING)
			return &call->args[i];
	}
	return NULL;
}

/* Says whether a text is one of the arguments, as default and its like return it. */
static bool is_argument(const pn_call *call, const pn_value *text)
{
	for (uint32_t i = 0; i < call->argc; i++) {
		const pn_value *arg = &call->args[i];

		if (arg->kind == PN_STRING && arg->as.text == text->as.text &&
		    arg->len == text->len)
			return true;
	}
	return false;
}

/* Says of a text that was computed (b64enc, sha256sum ...) from which marked text it was. */
static void derive(pn_exec *x, const pn_call *call, pn_value *result)
{
	const pn_activation *a = x->now;
	pn_site site = { .frame = a->frame,
			 .source = a->source,
			 .offset = a->call->pos,
			 .origin = result->origin };
	pn_text_mark mark = { 0, 0 };

	for (uint32_t i = call->argc; i-- > 0 && !site.from;) {
		if (call->args[i].kind == PN_STRING)
			site.from = call->args[i].marks;
	}
	if (!site.from || !result->len || is_argument(call, result))
		return;
	mark.site = pn_trace_site(x->trace, site);
	result->marks = pn_trace_marks(x->trace, &mark, 1);
}

void pn_marks_call(pn_exec *x, const pn_call *call, uint32_t first, pn_value *result)
{
	const pn_value *text = last_string(call);
	bool lines = (call->func->flags & PN_FUNC_LINES) && text;

	if (x->marks.count > first && result->kind == PN_STRING)
		result->marks = pn_marks_cut(x, first, 0);
	x->marks.count = first;
	for (uint32_t i = 0; i < call->argc && (call->func->flags & PN_FUNC_ENCODER); i++)
		pn_trace_read_all(x->trace, &call->args[i]);
	if (result->kind == PN_STRING && result->marks)
		return;
	for (uint32_t i = call->argc; i-- > 0 && !result->origin;)
		result->origin = call->args[i].origin;
	if (result->origin)
		pn_trace_read(x->trace, result->origin);
	if (result->kind != PN_STRING)
		return;
	if (lines && (text->marks ||
		      (text->origin && pn_str_find_byte(pn_value_str(text), '\n') != PN_NOT_FOUND)))
		pn_marks_lines(x, text, result);
	else
		derive(x, call, result);
}
