/* SPDX-License-Identifier: Apache-2.0 */
/* Where each piece of text came from. Nothing here runs unless a render is traced. */
#include "exec/machine.h"

void pn_mark_add(pn_exec *x, size_t offset, uint32_t site)
{
	pn_mark_list *list = &x->marks;
	uint32_t cap = list->cap ? list->cap * 2 : 256;
	pn_text_mark *items;

	if (list->count == list->cap) {
		items = pn_realloc(x->cx->arena, list->items, list->cap * sizeof *items,
				   cap * sizeof *items);
		if (!items)
			return; /* the arena's failure ends the run */
		list->items = items;
		list->cap = cap;
	}
	list->items[list->count++] = (pn_text_mark){ (uint32_t)offset, site };
}

uint32_t pn_mark_site(pn_exec *x, const pn_node *node, uint32_t origin, uint32_t at)
{
	const pn_activation *a = x->now;

	return pn_trace_site(x->trace, (pn_site){ .frame = a->frame,
						  .source = a->source,
						  .offset = node->pos,
						  .origin = origin,
						  .at = at });
}

/* Returns where the next line begins; the text's length when there is none. */
static size_t next_line(pn_str text, size_t at)
{
	size_t end = pn_str_find_byte(pn_str_slice(text, at, text.len), '\n');

	return end == PN_NOT_FOUND ? text.len : at + end + 1;
}

/* Each line is marked: its place in the template is then known whatever becomes of it. */
void pn_marks_text(pn_exec *x, const pn_node *node, size_t start)
{
	const pn_activation *a = x->now;
	pn_str whole = a->define->source->text, text = pn_node_text(node);
	size_t offset = (size_t)((uintptr_t)text.ptr - (uintptr_t)whole.ptr);

	if (x->out.len != start + text.len)
		return;
	for (size_t at = 0; at < text.len; at = next_line(text, at)) {
		pn_site site = { .frame = a->frame, .source = a->source, .offset = node->pos };

		if (offset <= whole.len && text.len <= whole.len - offset)
			site.offset = (uint32_t)(offset + at);
		pn_mark_add(x, start + at, pn_trace_site(x->trace, site));
	}
}

/* Marks a part of a text that was written nowhere but in a values file, line by line. */
static void mark_plain(pn_exec *x, const pn_node *node, size_t offset, const pn_value *v,
		       size_t from, size_t to)
{
	pn_str text = pn_str_slice(pn_value_str(v), 0, to);
	size_t at = from;

	do {
		pn_mark_add(x, offset + at - from, pn_mark_site(x, node, v->origin, (uint32_t)at));
		at = v->origin ? next_line(text, at) : to;
	} while (at < to);
}

void pn_marks_piece(pn_exec *x, const pn_node *node, size_t offset, const pn_value *v, size_t from,
		    size_t to)
{
	pn_marks marks = pn_trace_marks_get(x->trace, v->marks);
	size_t unmarked = to;
	uint32_t next = 0;

	while (next < marks.count && marks.items[next].offset <= from)
		next++;
	if (next < marks.count && marks.items[next].offset < to)
		unmarked = marks.items[next].offset;
	if (next && v->kind == PN_STRING)
		pn_mark_add(x, offset, marks.items[next - 1].site);
	else if (next)
		pn_mark_add(x, offset, pn_marks_key_site(x, node, marks.items[next - 1].site));
	else if (v->kind == PN_STRING)
		mark_plain(x, node, offset, v, from, unmarked);
	else
		pn_mark_add(x, offset, pn_mark_site(x, node, v->origin, 0));
	for (; next < marks.count && marks.items[next].offset < to; next++)
		pn_mark_add(x, offset + marks.items[next].offset - from, marks.items[next].site);
}

void pn_marks_value(pn_exec *x, const pn_node *node, size_t start, const pn_value *v)
{
	if (v->kind != PN_STRING)
		pn_trace_read_all(x->trace, v);
	if (x->out.len > start)
		pn_marks_piece(x, node, start, v, 0, x->out.len - start);
}

uint32_t pn_marks_cut(pn_exec *x, uint32_t first, size_t start)
{
	pn_mark_list *list = &x->marks;

	for (uint32_t i = first; i < list->count; i++)
		list->items[i].offset -= (uint32_t)start;
	return pn_trace_marks(x->trace, list->items + first, list->count - first);
}

/* ---- stack levels ---- */

uint32_t pn_marks_frame(pn_exec *x, const pn_activation *outer, const pn_activation *entered)
{
	pn_trace_frame frame = { .callee = entered->source };

	if (!outer)
		return 0;
	frame.parent = outer->frame;
	frame.source = outer->source;
	frame.offset = outer->call->pos;
	if (entered->text) {
		frame.kind = PN_FRAME_TPL;
		frame.origin = entered->text->origin;
		frame.marks = entered->text->marks;
	}
	return pn_trace_frame_add(x->trace, frame);
}

void pn_marks_branch_begin(pn_exec *x, pn_branch *branch)
{
	branch->frame = x->now->frame;
	branch->reads = pn_trace_reads_begin(x->trace);
}

void pn_marks_branch_enter(pn_exec *x, const pn_branch *branch, const pn_node *node,
			   const pn_value *v, bool is_else)
{
	pn_frame_kind kind = node->kind == PN_NODE_IF	  ? PN_FRAME_IF
			     : node->kind == PN_NODE_WITH ? PN_FRAME_WITH
							  : PN_FRAME_RANGE;

	x->now->frame = pn_trace_frame_add(
		x->trace, (pn_trace_frame){ .parent = branch->frame,
					    .source = x->now->source,
					    .offset = node->pos,
					    .kind = is_else ? PN_FRAME_ELSE : kind,
					    .callee = x->now->source,
					    .origin = v->origin,
					    .reads = pn_trace_reads_end(x->trace, branch->reads) });
}

void pn_marks_branch_leave(pn_exec *x, const pn_branch *branch)
{
	x->now->frame = branch->frame;
}

/* ---- deletion ---- */

/* Moves marks for a text from which `what` was deleted wherever it stood. */
static void move_marks(pn_exec *x, pn_value *text, pn_str what)
{
	pn_str rest = pn_value_str(text);
	pn_marks marks = pn_trace_marks_get(x->trace, text->marks);
	uint32_t first = x->marks.count, next = 0;
	size_t at = 0, removed = 0;

	while (next < marks.count) {
		size_t found = pn_str_find(rest, what);
		size_t end = found == PN_NOT_FOUND ? SIZE_MAX : at + found;

		for (; next < marks.count && marks.items[next].offset < end; next++)
			pn_mark_add(x, marks.items[next].offset - removed, marks.items[next].site);
		if (found == PN_NOT_FOUND)
			break;
		for (; next < marks.count && marks.items[next].offset < end + what.len; next++)
			pn_mark_add(x, end - removed, marks.items[next].site);
		rest = pn_str_slice(rest, found + what.len, rest.len);
		at = end + what.len;
		removed += what.len;
	}
	text->marks = pn_marks_cut(x, first, 0);
	x->marks.count = first;
}

bool pn_exec_delete(pn_exec *exec, pn_value *text, pn_str what)
{
	pn_str old = pn_value_str(text);
	pn_value new;

	if (pn_str_find(old, what) == PN_NOT_FOUND)
		return true;
	if (exec->trace && text->marks)
		move_marks(exec, text, what);
	new = pn_string(pn_str_replace(exec->cx->arena, old, what, PN_STR_EMPTY));
	new.marks = text->marks;
	new.origin = text->origin;
	*text = new;
	return !exec->cx->arena->failed || pn_fail_memory(exec->cx->err, exec->cx->arena);
}
