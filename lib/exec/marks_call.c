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

void pn_call_mark_key(pn_call *c, size_t offset, uint32_t origin)
{
	pn_exec *x = c->exec;

	if (x->trace)
		pn_mark_add(x, offset, pn_mark_site(x, x->now->call, origin, PN_SITE_KEY));
}

void pn_call_keep(pn_call *c, size_t offset, const pn_value *v, size_t from, size_t to)
{
	pn_exec *x = c->exec;

	if (x->trace && from < to)
		pn_marks_piece(x, x->now->call, offset, v, from, to);
}

/* The site that wrote a byte of a text; 0: not known. */
static uint32_t site_at(const pn_trace *trace, const pn_value *text, size_t offset)
{
	const pn_text_mark *mark = pn_trace_mark_at(trace, text->marks, offset);

	return mark ? mark->site : 0;
}

/* Says whether a line is blank or a comment. */
static bool is_idle(pn_str line)
{
	line = pn_str_trim_ascii(line);
	return !line.len || line.ptr[0] == '#';
}

/*
 * A block begins at its first entry; returns the end of what stands before it: its key, mostly.
 * PN_NOT_FOUND: nothing does, it is the whole text.
 */
static size_t key_before(pn_str text, size_t offset)
{
	size_t end, begin;

	for (end = offset; end; end = begin ? begin - 1 : 0) {
		for (begin = end; begin && text.ptr[begin - 1] != '\n';)
			begin--;
		if (!is_idle(pn_str_slice(text, begin, end)))
			break;
	}
	while (end && memchr(" \t\r\n", text.ptr[end - 1], 4))
		end--;
	return end ? end - 1 : PN_NOT_FOUND;
}

/* Counts the bytes that two texts have in common from their places on. */
static size_t same_bytes(pn_str a, size_t at, pn_str b, size_t from)
{
	size_t same = 0;

	while (at + same < a.len && from + same < b.len && a.ptr[at + same] == b.ptr[from + same])
		same++;
	return same;
}

/* Returns where a folded text goes on behind its end of line; `at` when it does not end there. */
static size_t behind_fold(pn_str text, size_t at)
{
	size_t next = at;

	while (next < text.len && memchr(" \t\r\n", text.ptr[next], 4))
		next++;
	return pn_str_find_byte(pn_str_slice(text, at, next), '\n') == PN_NOT_FOUND ? at : next;
}

/*
 * Marks a string that was read from a text, where it stands as it is: at `offset`, or behind a
 * quote there; it may be folded at blanks. False when it stands there in another way.
 */
static bool mark_verbatim(const pn_call *c, const pn_value *text, size_t offset, pn_str what)
{
	pn_str all = pn_value_str(text);
	size_t from = 0, next;

	if (offset < all.len && (all.ptr[offset] == '"' || all.ptr[offset] == '\''))
		offset++;
	for (;;) {
		size_t same = same_bytes(all, offset, what, from);

		if (!same)
			return false;
		pn_marks_piece(c->exec, c->exec->now->call, from, text, offset, offset + same);
		from += same;
		offset += same;
		if (from == what.len)
			return true;
		next = behind_fold(all, offset);
		if (next == offset || (what.ptr[from] != ' ' && what.ptr[from - 1] != ' '))
			return false;
		from += what.ptr[from] == ' ';
		offset = next;
	}
}

void pn_call_origin_at(const pn_call *c, const pn_value *text, size_t offset, pn_value *out)
{
	uint32_t first = c->exec->marks.count;
	pn_trace *trace = c->exec->trace;
	pn_text_mark mark = { 0, 0 };
	const pn_text_mark *own;

	if (!trace || text->kind != PN_STRING)
		return;
	if (out->kind == PN_MAP || out->kind == PN_LIST)
		offset = key_before(pn_value_str(text), offset);
	if (offset != PN_NOT_FOUND)
		mark.site = site_at(trace, text, offset);
	else if (text->marks)
		return; /* whoever puts it under a key writes that */
	out->origin = mark.site ? pn_trace_site_get(trace, mark.site)->origin : text->origin;
	out->marks = mark.site ? pn_trace_marks(trace, &mark, 1) : 0;
	if (mark.site && out->kind == PN_STRING && out->len &&
	    mark_verbatim(c, text, offset, pn_value_str(out))) {
		out->marks = pn_marks_cut(c->exec, first, 0);
		own = pn_trace_mark_at(trace, out->marks, 0);
		out->origin = own && own->site ? pn_trace_site_get(trace, own->site)->origin : 0;
	}
	c->exec->marks.count = first;
}

void pn_call_origin_of_lines(const pn_call *c, const pn_value *text, size_t offset, pn_value *out)
{
	pn_str lines = pn_value_str(out), all = pn_value_str(text);
	uint32_t first = c->exec->marks.count;
	size_t at = 0, end;

	pn_call_origin_at(c, text, offset, out);
	if (!c->exec->trace || !text->marks)
		return;
	while (at < lines.len && offset < all.len) {
		size_t blanks = offset;

		while (blanks < all.len && all.ptr[blanks] == ' ')
			blanks++;
		pn_mark_add(c->exec, at, site_at(c->exec->trace, text, blanks));
		end = pn_str_find_byte(pn_str_slice(lines, at, lines.len), '\n');
		at = end == PN_NOT_FOUND ? lines.len : at + end + 1;
		end = pn_str_find_byte(pn_str_slice(all, offset, all.len), '\n');
		offset = end == PN_NOT_FOUND ? all.len : offset + end + 1;
	}
	out->marks = pn_marks_cut(c->exec, first, 0);
	c->exec->marks.count = first;
}

void pn_call_mark_file(pn_call *c, size_t offset, pn_str path, pn_str text)
{
	pn_exec *x = c->exec;
	pn_site site = { 0 };

	if (!x->trace)
		return;
	site.frame = x->now->frame;
	site.source = pn_trace_source(x->trace, path, text);
	for (size_t at = 0; at < text.len;) {
		size_t end = pn_str_find_byte(pn_str_slice(text, at, text.len), '\n');

		site.offset = (uint32_t)at;
		pn_mark_add(x, offset + at, pn_trace_site(x->trace, site));
		at = end == PN_NOT_FOUND ? text.len : at + end + 1;
	}
}

/* Finds the argument whose lines are kept: the last string of which something is known. */
static const pn_value *kept_text(const pn_call *call)
{
	const pn_value *known = NULL, *last = NULL;

	for (uint32_t i = 0; i < call->argc; i++) {
		const pn_value *v = &call->args[i];

		if (v->kind != PN_STRING)
			continue;
		last = v;
		if (v->marks || (v->origin && !(known && known->marks)))
			known = v;
	}
	return known ? known : last;
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

/* Finds the argument that a text is a part of, in memory, and where; NULL when it is of none. */
static const pn_value *whole_of(const pn_call *call, const pn_value *part, size_t *at)
{
	uintptr_t begin = (uintptr_t)part->as.text;

	for (uint32_t i = 0; i < call->argc; i++) {
		const pn_value *v = &call->args[i];
		uintptr_t whole = (uintptr_t)v->as.text;

		if (v->kind != PN_STRING || begin < whole || begin + part->len > whole + v->len)
			continue;
		*at = (size_t)(begin - whole);
		return v;
	}
	return NULL;
}

/* Gives a text that is a part of an argument the marks of that part. */
static bool mark_part(pn_exec *x, const pn_call *call, pn_value *part)
{
	uint32_t first = x->marks.count;
	const pn_value *whole;
	size_t at;

	whole = part->len ? whole_of(call, part, &at) : NULL;
	if (!whole || (!whole->marks && !whole->origin))
		return false;
	part->origin = whole->origin;
	if (whole->marks || pn_str_find_byte(pn_value_str(whole), '\n') != PN_NOT_FOUND) {
		pn_marks_piece(x, x->now->call, 0, whole, at, at + part->len);
		part->marks = pn_marks_cut(x, first, 0);
		x->marks.count = first;
	}
	return true;
}

/* ... the parts that were put into a new list or map. */
static void mark_parts(pn_exec *x, const pn_call *call, const pn_value *result)
{
	for (uint32_t i = 0; result->kind == PN_LIST && i < result->len; i++)
		mark_part(x, call, (pn_value *)(uintptr_t)&result->as.items[i]);
	for (uint32_t i = 0; result->kind == PN_MAP && i < pn_map_count(result->as.map); i++)
		mark_part(x, call, &result->as.map->entries[i].value);
}

/* Says whether a text has more than one line. */
static bool has_lines(const pn_value *text)
{
	return pn_str_find_byte(pn_value_str(text), '\n') != PN_NOT_FOUND;
}

/* Gives a text its marks, as the function's row says how it was made. */
static void mark_text(pn_exec *x, const pn_call *call, pn_value *result)
{
	const pn_value *text = kept_text(call);
	uint32_t flags = call->func->flags;

	if ((flags & PN_FUNC_PIECES) && pn_marks_pieces(x, call, result))
		return;
	if (!is_argument(call, result) && mark_part(x, call, result))
		return;
	if ((flags & PN_FUNC_LINES) && text && (text->marks || (text->origin && has_lines(text))))
		pn_marks_lines(x, text, result);
	else
		derive(x, call, result);
}

void pn_marks_call(pn_exec *x, const pn_call *call, uint32_t first, pn_value *result)
{
	if (x->marks.count > first && result->kind == PN_STRING)
		result->marks = pn_marks_cut(x, first, 0);
	x->marks.count = first;
	for (uint32_t i = 0; i < call->argc && (call->func->flags & PN_FUNC_ENCODER); i++)
		pn_trace_read_all(x->trace, &call->args[i]);
	if (result->kind == PN_STRING && result->marks)
		return;
	for (uint32_t i = call->argc;
	     i-- > 0 && !result->origin && !(call->func->flags & PN_FUNC_PICKS);)
		result->origin = call->args[i].origin;
	if (result->origin)
		pn_trace_read(x->trace, result->origin);
	if (result->kind == PN_STRING && result->len)
		mark_text(x, call, result);
	else if (call->func->flags & PN_FUNC_SLICES)
		mark_parts(x, call, result);
	else if ((call->func->flags & PN_FUNC_KEYS) && result->kind == PN_MAP && result->as.map)
		pn_marks_keys(x, call, result);
}
