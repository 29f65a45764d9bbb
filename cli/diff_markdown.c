/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison as a comment of a pull request: the summary first, then a folded block for each
 * object, as many as the 65,536 characters that such comments may have leave room for.
 */
#include <stdint.h>
#include <string.h>

#include "diff_words.h"

enum { MOST_VALUE = 160 /* bytes of a value in a list */ };
enum { MOST = 65536, RESERVED = 400 }; /* the latter: for what is said when objects are left out */

/* Names stand between tags of HTML, where Markdown is not looked for. */
static void put_name(text *t, const pintle_object *o)
{
	static const name_tags tags = { "", "", "<b>", "</b>" };

	put_tagged_name(t, o, &tags);
}

/* ---- the block of an object ---- */

/* Appends lines, each behind a mark; the first one behind the path as well. */
static void put_value(text *t, char mark, pintle_text path, pintle_text yaml)
{
	bool block = yaml.len && memchr(yaml.ptr, '\n', yaml.len);
	size_t at = 0;

	text_format(t, "%c ", mark);
	text_add(t, path.ptr, path.len);
	text_put(t, block ? ":\n" : ": ");
	while (at < yaml.len) {
		const char *end = memchr(yaml.ptr + at, '\n', yaml.len - at);
		size_t len = end ? (size_t)(end - yaml.ptr) - at : yaml.len - at;

		if (block)
			text_format(t, "%c   ", mark);
		text_add(t, yaml.ptr + at, len);
		text_byte(t, '\n');
		at += len + 1;
	}
	if (!yaml.len)
		text_byte(t, '\n');
}

static void put_lines(text *t, const diff_run *run, size_t object, size_t change, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		pintle_change_line l = pintle_comparison_line(run->comparison, object, change, i);

		if (l.mark == '@') {
			text_put(t, "@@\n");
			continue;
		}
		text_byte(t, l.mark);
		text_add(t, l.text.ptr, l.text.len);
		text_byte(t, '\n');
	}
}

/* A line that tells why the lines below it changed, and where a template writes them. */
static void put_why(text *t, const char *labels, const char *place)
{
	if (*labels || *place)
		text_format(t, "# %s%s%s\n", labels, *labels && *place ? "  " : "", place);
}

/* Whether a change has the causes and the place of the one before it, which were told there. */
static bool is_told(diff_run *run, size_t object, size_t index)
{
	pintle_change now, last;

	if (!index)
		return false;
	now = pintle_comparison_change(run->comparison, object, index);
	last = pintle_comparison_change(run->comparison, object, index - 1);
	return !last.follows && last.kind != PINTLE_CHANGE_MOVED &&
	       strcmp(cause_labels(run, &now.causes), cause_labels(run, &last.causes)) == 0 &&
	       strcmp(change_place(run, &now), change_place(run, &last)) == 0;
}

static void put_change(text *t, diff_run *run, size_t object, size_t index)
{
	pintle_change c = pintle_comparison_change(run->comparison, object, index);

	if (c.follows || c.kind == PINTLE_CHANGE_MOVED) {
		text_put(t, c.follows ? "# " : "! ");
		text_add(t, c.path.ptr, c.path.len);
		if (c.follows)
			text_put(t, " follows\n");
		else
			text_format(t, ": moved from place %.*s to %.*s\n",
				    (int)place_in_list(c.a.pointer).len,
				    place_in_list(c.a.pointer).ptr,
				    (int)place_in_list(c.b.pointer).len,
				    place_in_list(c.b.pointer).ptr);
		return;
	}
	if (!is_told(run, object, index))
		put_why(t, cause_labels(run, &c.causes), change_place(run, &c));
	if (c.line_count) {
		text_put(t, "! ");
		text_add(t, c.path.ptr, c.path.len);
		text_put(t, ":\n");
		put_lines(t, run, object, index, c.line_count);
		return;
	}
	if (c.a.present)
		put_value(t, '-', c.path, c.a.yaml);
	if (c.b.present)
		put_value(t, '+', c.path, c.b.yaml);
}

/* The longest run of backticks: a fence must be longer. */
static size_t longest_run(const text *t)
{
	size_t longest = 2, run = 0;

	for (size_t i = 0; i < t->len; i++) {
		run = t->ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Appends the block of one object. */
static void put_object(text *t, diff_run *run, size_t i)
{
	pintle_object_diff o = pintle_comparison_at(run->comparison, i);
	const pintle_object *shown = o.b.present ? &o.b : &o.a;
	text body = { .pool = t->pool };
	size_t fence;

	put_why(&body, cause_labels(run, &o.causes), "");
	for (size_t k = 0; k < o.change_count; k++)
		put_change(&body, run, i, k);
	if (o.a.present != o.b.present)
		put_value(&body, o.a.present ? '-' : '+', (pintle_text){ "object", 6 },
			  shown->yaml);
	fence = longest_run(&body) + 1;
	text_put(t, "<details><summary>");
	if (o.release.len) {
		put_escaped(t, o.release);
		text_put(t, ": ");
	}
	put_name(t, shown);
	text_format(t, " %s", diff_fate_name(o.fate));
	if (o.fate == PINTLE_OBJECT_RENAMED) {
		text_put(t, " from ");
		put_name(t, &o.a);
	}
	text_put(t, "</summary>\n\n");
	text_fill(t, '`', fence);
	text_put(t, "diff\n");
	text_add(t, body.ptr, body.len);
	text_fill(t, '`', fence);
	text_put(t, "\n\n</details>\n");
}

/* ---- the comment ---- */

static void put_code(text *t, pintle_text s)
{
	text_put(t, "<code>");
	put_escaped(t, s);
	text_put(t, "</code>");
}

static void put_cause_value(text *t, const pintle_cause *c, const pintle_cause_side *side)
{
	pintle_text whole = cause_value(c, side), shown = cut_text(whole, MOST_VALUE);

	put_code(t, shown);
	if (shown.len < whole.len)
		text_put(t, "...");
}

/* What is another one, and how much it changed: as many as fit into a quarter of the room. */
static void put_all_causes(text *t, diff_run *run)
{
	size_t count = pintle_comparison_cause_count(run->comparison), told = 0, left = 0;
	size_t idle = idle_causes(run);

	for (size_t i = 0; i < count; i++) {
		pintle_cause c = pintle_comparison_cause(run->comparison, i);
		const char *label = cause_label(run, &c), *place = cause_place(run, &c);

		if (!c.changes)
			continue;
		if (t->len > MOST / 4) {
			left++;
			continue;
		}
		text_put(t, told++ ? "<li>" : "<ul>\n<li>");
		put_code(t, (pintle_text){ label, strlen(label) });
		text_put(t, ": ");
		put_cause_value(t, &c, &c.a);
		text_put(t, " &rarr; ");
		put_cause_value(t, &c, &c.b);
		text_format(t, "%s", *place ? " in " : "");
		put_escaped_z(t, place);
		text_format(t, ": %s</li>\n", cause_weight(run, &c));
	}
	if (left)
		text_format(t, "<li>and %zu more</li>\n", left);
	if (idle)
		text_format(t, "%s<li>%zu value%s changed without effect</li>\n",
			    told ? "" : "<ul>\n", idle, idle == 1 ? "" : "s");
	if (told || idle)
		text_put(t, "</ul>\n\n");
}

/* The effects, as many as fit into half of the room. */
static void put_effects(text *t, const diff_run *run)
{
	static const char *const words[] = { "", "<b>interrupts:</b> ", "<b>breaks:</b> " };
	size_t count = pintle_comparison_effect_count(run->comparison), i;

	if (!count)
		return;
	text_put(t, "<ul>\n");
	for (i = 0; i < count && t->len < MOST / 2; i++) {
		pintle_effect e = pintle_comparison_effect(run->comparison, i);
		pintle_object_diff o = pintle_comparison_at(run->comparison, e.object);

		text_format(t, "<li>%s", words[e.severity]);
		put_name(t, o.a.present ? &o.a : &o.b);
		text_byte(t, ' ');
		put_escaped(t, e.text);
		text_put(t, "</li>\n");
	}
	if (i < count)
		text_format(t, "<li>and %zu more</li>\n", count - i);
	text_put(t, "</ul>\n\n");
}

/* Names the objects in which changes only follow, as many as there is room for. */
static void put_following(text *t, const diff_run *run)
{
	size_t count = pintle_comparison_count(run->comparison), total = 0, told = 0;

	for (size_t i = 0; i < count; i++)
		total += only_follows(run, i);
	if (!total || t->len + RESERVED * 2 > MOST)
		return;
	text_format(t,
		    "<details><summary>%zu object%s in which changes only follow</summary>\n<ul>\n",
		    total, total == 1 ? "" : "s");
	for (size_t i = 0; i < count && t->len + RESERVED * 2 < MOST; i++) {
		pintle_object_diff o = pintle_comparison_at(run->comparison, i);

		if (!only_follows(run, i))
			continue;
		text_put(t, "<li>");
		put_name(t, &o.b);
		text_put(t, "</li>\n");
		told++;
	}
	if (told < total)
		text_format(t, "<li>and %zu more</li>\n", total - told);
	text_put(t, "</ul>\n</details>\n");
}

int diff_print_markdown(diff_run *run)
{
	text *out = &run->c->out, t = { .pool = &run->c->pool };
	size_t count = pintle_comparison_count(run->comparison), left_out = 0;

	text_put(&t, "### Manifests: ");
	diff_put_counts(&t, run);
	text_put(&t, "\n\n");
	put_all_causes(&t, run);
	put_effects(&t, run);
	for (size_t i = 0; i < count; i++) {
		text one = { .pool = &run->c->pool };

		if (only_follows(run, i))
			continue;
		put_object(&one, run, i);
		if (t.len + one.len + RESERVED > MOST)
			left_out++;
		else
			text_add(&t, one.ptr, one.len);
	}
	put_following(&t, run);
	if (left_out)
		text_format(
			&t,
			"\n%zu of %zu objects are left out here: they do not fit into a comment. "
			"`pintle diff` prints them all.\n",
			left_out, count);
	text_add(out, t.ptr, t.len);
	return CLI_OK;
}
