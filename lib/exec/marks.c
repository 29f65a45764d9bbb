/* SPDX-License-Identifier: Apache-2.0 */
/* Where each piece of text came from. Nothing here runs unless a render is traced. */
#include "exec/machine.h"

/* Adds a mark; of several at one place the last one holds. */
static void add_mark(pn_exec *x, size_t offset, uint32_t site)
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

static uint32_t site_of(const pn_exec *x, const pn_node *node, uint32_t origin)
{
	const pn_activation *a = x->now;

	return pn_trace_site(x->trace, (pn_site){ a->frame, a->source, node->pos, origin });
}

void pn_marks_text(pn_exec *x, const pn_node *node, size_t start)
{
	if (x->out.len > start)
		add_mark(x, start, site_of(x, node, 0));
}

void pn_marks_value(pn_exec *x, const pn_node *node, size_t start, const pn_value *v)
{
	pn_marks marks = { NULL, 0 };

	if (x->out.len == start)
		return;
	if (v->kind == PN_STRING)
		marks = pn_trace_marks_get(x->trace, v->marks);
	else
		pn_trace_read_all(x->trace, v);
	if (marks.count == 0 || marks.items[0].offset > 0)
		add_mark(x, start, site_of(x, node, v->origin));
	for (uint32_t i = 0; i < marks.count; i++)
		add_mark(x, start + marks.items[i].offset, marks.items[i].site);
}

uint32_t pn_marks_cut(pn_exec *x, uint32_t first, size_t start)
{
	pn_mark_list *list = &x->marks;

	for (uint32_t i = first; i < list->count; i++)
		list->items[i].offset -= (uint32_t)start;
	return pn_trace_marks(x->trace, list->items + first, list->count - first);
}

/* ---- functions that keep the lines of an argument ---- */

/* A text that is read line by line, with its marks. */
typedef struct marked_lines {
	pn_str text;
	size_t start, end; /* of the current line, without its newline */
	bool over;	   /* there is no current line */
	pn_marks marks;
	uint32_t next; /* the first mark behind the current line's start */
} marked_lines;

/* Moves to the line that begins at `start`. */
static void begin_line(marked_lines *l, size_t start)
{
	size_t length = pn_str_find_byte(pn_str_slice(l->text, start, l->text.len), '\n');

	l->start = start;
	l->end = length == PN_NOT_FOUND ? l->text.len : start + length;
	while (l->next < l->marks.count && l->marks.items[l->next].offset <= start)
		l->next++;
}

static void next_line(marked_lines *l)
{
	if (l->end == l->text.len)
		l->over = true;
	else
		begin_line(l, l->end + 1);
}

static pn_str current_line(const marked_lines *l)
{
	return pn_str_slice(l->text, l->start, l->end);
}

/* Counts the blank lines that a text begins with. */
static size_t leading_blank_lines(pn_str text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			lines++;
		else if (text.ptr[i] != ' ' && text.ptr[i] != '\t' && text.ptr[i] != '\r')
			break;
	}
	return lines;
}

/* Tells how many bytes `to` has before the place where `from` begins; negative: fewer. */
static ptrdiff_t align(pn_str from, pn_str to)
{
	size_t at;

	if (from.len == 0 || to.len == 0)
		return 0;
	at = pn_str_find(to, from);
	if (at != PN_NOT_FOUND)
		return (ptrdiff_t)at;
	at = pn_str_find(from, to);
	return at == PN_NOT_FOUND ? 0 : -(ptrdiff_t)at;
}

/* Gives the current line of `to` the marks of the current line of `from`. */
static void map_line(pn_exec *x, const marked_lines *from, const marked_lines *to)
{
	ptrdiff_t shift = align(current_line(from), current_line(to));
	size_t length = to->end - to->start;

	if (from->next > 0)
		add_mark(x, to->start, from->marks.items[from->next - 1].site);
	for (uint32_t i = from->next;
	     i < from->marks.count && from->marks.items[i].offset < from->end; i++) {
		ptrdiff_t at = (ptrdiff_t)(from->marks.items[i].offset - from->start) + shift;

		if (at < (ptrdiff_t)length)
			add_mark(x, to->start + (at > 0 ? (size_t)at : 0),
				 from->marks.items[i].site);
	}
}

/*
 * Lines of equal number belong together. When a function adds or drops lines, it does so at the
 * beginning (nindent, trim): there the blank lines tell how many.
 */
static void skip_unequal_lines(marked_lines *from, marked_lines *to)
{
	size_t lead_from = leading_blank_lines(from->text);
	size_t lead_to = leading_blank_lines(to->text);

	if (pn_str_count(from->text, PN_STR("\n")) == pn_str_count(to->text, PN_STR("\n")))
		return;
	for (; lead_from > lead_to && !from->over; lead_from--)
		next_line(from);
	for (; lead_to > lead_from && !to->over; lead_to--)
		next_line(to);
}

static void map_lines(pn_exec *x, const pn_value *argument, pn_value *result)
{
	marked_lines from = { .text = pn_value_str(argument),
			      .marks = pn_trace_marks_get(x->trace, argument->marks) };
	marked_lines to = { .text = pn_value_str(result) };
	uint32_t first = x->marks.count;

	begin_line(&from, 0);
	begin_line(&to, 0);
	skip_unequal_lines(&from, &to);
	for (; !from.over && !to.over; next_line(&from), next_line(&to))
		map_line(x, &from, &to);
	result->marks = pn_marks_cut(x, first, 0);
	x->marks.count = first;
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

bool pn_call_traced(const pn_call *c)
{
	return c->exec->trace != NULL;
}

void pn_call_mark(pn_call *c, size_t offset, uint32_t origin)
{
	if (c->exec->trace)
		add_mark(c->exec, offset, site_of(c->exec, c->exec->now->call, origin));
}

void pn_marks_call(pn_exec *x, const pn_call *call, uint32_t first, pn_value *result)
{
	const pn_value *text = last_string(call);

	if (x->marks.count > first && result->kind == PN_STRING)
		result->marks = pn_marks_cut(x, first, 0);
	x->marks.count = first;
	for (uint32_t i = 0; i < call->argc && (call->func->flags & PN_FUNC_ENCODER); i++)
		pn_trace_read_all(x->trace, &call->args[i]);
	for (uint32_t i = call->argc; i-- > 0 && !result->origin;)
		result->origin = call->args[i].origin;
	if (result->origin)
		pn_trace_read(x->trace, result->origin);
	if ((call->func->flags & PN_FUNC_LINES) && result->kind == PN_STRING && !result->marks &&
	    text && text->marks)
		map_lines(x, text, result);
}

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
			add_mark(x, marks.items[next].offset - removed, marks.items[next].site);
		if (found == PN_NOT_FOUND)
			break;
		for (; next < marks.count && marks.items[next].offset < end + what.len; next++)
			add_mark(x, end - removed, marks.items[next].site);
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
