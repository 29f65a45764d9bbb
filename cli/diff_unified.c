/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison as a unified diff of the objects in YAML. */
#include "diff_words.h"

/* Finds the end of the hunk that begins at a line, and where it stands on both sides. */
static size_t measure(const diff_run *run, size_t object, size_t from, size_t count, size_t at[2],
		      size_t length[2])
{
	size_t i = from;

	at[0] = at[1] = length[0] = length[1] = 0;
	for (; i < count; i++) {
		pintle_change_line l = pintle_comparison_object_line(run->comparison, object, i);

		if (l.mark == '@')
			break;
		if (l.a_line && !length[0]++)
			at[0] = l.a_line;
		if (l.b_line && !length[1]++)
			at[1] = l.b_line;
	}
	return i;
}

static void put_hunk(const printing *p, size_t object, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		pintle_change_line l = pintle_comparison_object_line(p->run->comparison, object, i);

		text_put(p->out, l.mark == '+' ? p->p->added : l.mark == '-' ? p->p->removed : "");
		text_byte(p->out, l.mark);
		put_safe(p->out, l.text);
		text_format(p->out, "%s\n", l.mark == ' ' ? "" : p->p->off);
	}
}

static void put_head(const printing *p, const char *mark, const pintle_object *o)
{
	text_format(p->out, "%s%s ", p->p->title, mark);
	if (!o->present) {
		text_put(p->out, "/dev/null");
	} else {
		put_safe(p->out, o->file);
		text_put(p->out, " ");
		put_object_name(p->out, o);
	}
	text_format(p->out, "%s\n", p->p->off);
}

static void put_object(const printing *p, size_t i)
{
	pintle_object_diff o = pintle_comparison_at(p->run->comparison, i);
	size_t at[2], length[2];

	put_head(p, "---", &o.a);
	put_head(p, "+++", &o.b);
	for (size_t from = 0; from < o.line_count;) {
		size_t end = measure(p->run, i, from, o.line_count, at, length);

		if (end > from)
			text_format(p->out, "%s@@ -%zu,%zu +%zu,%zu @@%s\n", p->p->dim, at[0],
				    length[0], at[1], length[1], p->p->off);
		put_hunk(p, i, from, end);
		from = end + 1;
	}
}

int diff_print_unified(diff_run *run)
{
	printing p = { run, &run->c->out, palette_of(run->c) };

	for (size_t i = 0; i < pintle_comparison_count(run->comparison); i++)
		put_object(&p, i);
	return CLI_OK;
}
