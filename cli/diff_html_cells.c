/* SPDX-License-Identifier: Apache-2.0 */
/* What stands side by side on the page of a comparison. */
#include "diff_html_cells.h"

#include <stdint.h>
#include <string.h>

/* ---- values ---- */

/* Where two lines begin and end to differ. */
typedef struct middle {
	size_t from, a_to, b_to;
} middle;

static bool continues(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Finds what differs in two lines; all of them when they have less than half in common. */
static middle find_middle(pintle_text a, pintle_text b)
{
	size_t least = a.len < b.len ? a.len : b.len, from = 0, end = 0;

	while (from < least && a.ptr[from] == b.ptr[from])
		from++;
	while (from && from < a.len && continues(a.ptr[from]))
		from--;
	while (end < least - from && a.ptr[a.len - end - 1] == b.ptr[b.len - end - 1])
		end++;
	while (end && continues(a.ptr[a.len - end]))
		end--;
	return (from + end) * 2 < least ? (middle){ 0, a.len, b.len }
					: (middle){ from, a.len - end, b.len - end };
}

/* Appends a line with what differs in it marked, unless that is all of it. */
static void put_marked(text *t, pintle_text line, size_t from, size_t to)
{
	bool some = to > from && (from || to < line.len);

	put_escaped(t, (pintle_text){ line.ptr, from });
	text_put(t, some ? "<mark>" : "");
	put_escaped(t, (pintle_text){ line.ptr + from, to - from });
	text_put(t, some ? "</mark>" : "");
	put_escaped(t, (pintle_text){ line.ptr + to, line.len - to });
}

void html_put_cells(text *t, const pintle_text *a, const pintle_text *b)
{
	bool lines = !a || !b || memchr(a->ptr, '\n', a->len) || memchr(b->ptr, '\n', b->len);
	middle m = { 0, a ? a->len : 0, b ? b->len : 0 };

	if (!lines)
		m = find_middle(*a, *b);
	text_put(t, a ? "<td class=\"a has\"><pre>" : "<td class=a>");
	if (a)
		put_marked(t, *a, m.from, m.a_to);
	text_put(t, a ? "</pre></td>" : "</td>");
	text_put(t, b ? "<td class=\"b has\"><pre>" : "<td class=b>");
	if (b)
		put_marked(t, *b, m.from, m.b_to);
	text_put(t, b ? "</pre></td>" : "</td>");
}

/* ---- lines ---- */

static char mark_of(const diff_run *run, size_t object, size_t change, size_t line)
{
	return pintle_comparison_line(run->comparison, object, change, line).mark;
}

size_t html_make_rows(const diff_run *run, size_t object, size_t change, size_t count,
		      html_row *rows)
{
	size_t made = 0, i = 0;

	while (i < count) {
		char mark = mark_of(run, object, change, i);
		size_t a = i, b;

		if (mark == '@' || mark == ' ') {
			rows[made++] = (html_row){ mark, i, i };
			i++;
			continue;
		}
		while (i < count && mark_of(run, object, change, i) == '-')
			i++;
		b = i;
		for (size_t added = b; a < added || i < count; a++) {
			bool more = i < count && mark_of(run, object, change, i) == '+';

			if (a >= added && !more)
				break;
			rows[made++] =
				(html_row){ '~', a < added ? a : SIZE_MAX, more ? i : SIZE_MAX };
			i += more;
		}
	}
	return made;
}

void html_put_row(diff_run *run, size_t object, size_t change, const html_row *row)
{
	text *t = &run->c->out;
	pintle_text shown[2];

	if (row->mark == '@') {
		text_put(t, "<td class=gap colspan=2>&#8942;</td>");
		return;
	}
	shown[0] = pintle_comparison_line(run->comparison, object, change, row->a).text;
	shown[1] = pintle_comparison_line(run->comparison, object, change, row->b).text;
	if (row->mark == '~') {
		html_put_cells(t, row->a == SIZE_MAX ? NULL : &shown[0],
			       row->b == SIZE_MAX ? NULL : &shown[1]);
		return;
	}
	for (int side = 0; side < 2; side++) {
		text_format(t, "<td class=%c><pre>", side ? 'b' : 'a');
		put_escaped(t, shown[side]);
		text_put(t, "</pre></td>");
	}
}
