/* SPDX-License-Identifier: Apache-2.0 */
/* Marks of texts that a function has changed line by line: nindent, trim, upper ... */
#include "exec/machine.h"

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
	/* Mostly the line was moved as it is: then the ends are the same. */
	if (to.len >= from.len && !memcmp(to.ptr + to.len - from.len, from.ptr, from.len))
		return (ptrdiff_t)(to.len - from.len);
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
		pn_mark_add(x, to->start, from->marks.items[from->next - 1].site);
	for (uint32_t i = from->next;
	     i < from->marks.count && from->marks.items[i].offset < from->end; i++) {
		ptrdiff_t at = (ptrdiff_t)(from->marks.items[i].offset - from->start) + shift;

		if (at < (ptrdiff_t)length)
			pn_mark_add(x, to->start + (at > 0 ? (size_t)at : 0),
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

static bool same_words(const marked_lines *from, const marked_lines *to)
{
	return pn_str_eq(pn_str_trim_ascii(current_line(from)),
			 pn_str_trim_ascii(current_line(to)));
}

/* Moves on to the next line that has the words of `to`, when lines were taken out before it. */
static void catch_up(marked_lines *from, const marked_lines *to)
{
	enum { FAR = 64 };
	marked_lines ahead = *from;

	if (!pn_str_trim_ascii(current_line(to)).len)
		return;
	for (uint32_t i = 0; i < FAR && !ahead.over; i++, next_line(&ahead)) {
		if (same_words(&ahead, to)) {
			*from = ahead;
			return;
		}
	}
}

/* The marks of a text; one from a values file gets some. */
static pn_marks marks_of(pn_exec *x, const pn_value *text)
{
	uint32_t first = x->marks.count, id = text->marks;

	if (!id && text->origin) {
		pn_marks_piece(x, x->now->call, 0, text, 0, text->len);
		id = pn_marks_cut(x, first, 0);
		x->marks.count = first;
	}
	return pn_trace_marks_get(x->trace, id);
}

void pn_marks_lines(pn_exec *x, const pn_value *argument, pn_value *result)
{
	uint32_t first = x->marks.count;
	marked_lines from = { .text = pn_value_str(argument), .marks = marks_of(x, argument) };
	marked_lines to = { .text = pn_value_str(result) };

	begin_line(&from, 0);
	begin_line(&to, 0);
	skip_unequal_lines(&from, &to);
	for (; !from.over && !to.over; next_line(&from), next_line(&to)) {
		if (!same_words(&from, &to))
			catch_up(&from, &to);
		map_line(x, &from, &to);
	}
	result->marks = pn_marks_cut(x, first, 0);
	x->marks.count = first;
}
