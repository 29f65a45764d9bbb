/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison for people: by object and field. */
#include <stdint.h>
#include <string.h>

#include "diff_words.h"

static void put_safe_z(text *t, const char *s)
{
	put_safe(t, (pintle_text){ s, strlen(s) });
}

/* Says whether a value is shown on lines of its own: lists, maps, texts with several lines. */
static bool is_block(const pintle_field *f)
{
	bool nested = f->json.len > 2 && (f->json.ptr[0] == '{' || f->json.ptr[0] == '[');

	return nested || (f->yaml.len && memchr(f->yaml.ptr, '\n', f->yaml.len));
}

/* ---- values ---- */

/* Appends a value of several lines, each behind a mark. */
static void put_block(const printing *p, pintle_text yaml, const char *mark, const char *color)
{
	size_t at = 0;

	while (at < yaml.len) {
		const char *end = memchr(yaml.ptr + at, '\n', yaml.len - at);
		size_t len = end ? (size_t)(end - yaml.ptr) - at : yaml.len - at;

		text_format(p->out, "      %s%s", color, mark);
		put_safe(p->out, (pintle_text){ yaml.ptr + at, len });
		text_format(p->out, "%s\n", p->p->off);
		at += len + 1;
	}
}

static void put_lines(const printing *p, size_t object, size_t change, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		pintle_change_line line =
			pintle_comparison_line(p->run->comparison, object, change, i);
		const char *color = line.mark == '+'   ? p->p->added
				    : line.mark == '-' ? p->p->removed
						       : p->p->dim;

		if (line.mark == '@') {
			text_format(p->out, "      %s...%s\n", color, p->p->off);
			continue;
		}
		text_format(p->out, "      %s%c ", color, line.mark);
		put_safe(p->out, line.text);
		text_format(p->out, "%s\n", p->p->off);
	}
}

/* ---- causes ---- */

/* Names the causes of a change behind it, and where the template wrote it. */
static void put_why(const printing *p, const char *labels, const char *place)
{
	if (!*labels && !*place)
		return;
	text_format(p->out, "%s  ", p->p->dim);
	if (*labels) {
		text_put(p->out, "<- ");
		put_safe_z(p->out, labels);
		text_put(p->out, *place ? "  " : "");
	}
	put_safe_z(p->out, place);
	text_put(p->out, p->p->off);
}

static void put_causes(const printing *p, const pintle_change *c)
{
	put_why(p, cause_labels(p->run, &c->causes), change_place(p->run, c));
}

/* ---- changes ---- */

static void put_one_sided(const printing *p, const pintle_change *c)
{
	bool added = c->kind == PINTLE_CHANGE_ADDED;
	const pintle_field *f = added ? &c->b : &c->a;
	const char *color = added ? p->p->added : p->p->removed;

	text_format(p->out, "  %s%c%s ", color, added ? '+' : '-', p->p->off);
	put_safe(p->out, c->path);
	if (is_block(f)) {
		text_byte(p->out, ':');
		put_causes(p, c);
		text_byte(p->out, '\n');
		put_block(p, f->yaml, added ? "+ " : "- ", color);
		return;
	}
	text_format(p->out, ": %s", color);
	put_safe(p->out, f->yaml);
	text_put(p->out, p->p->off);
	put_causes(p, c);
	text_byte(p->out, '\n');
}

static void put_changed(const printing *p, size_t object, size_t index, const pintle_change *c)
{
	text_format(p->out, "  %s~%s ", p->p->changed, p->p->off);
	put_safe(p->out, c->path);
	if (c->line_count) {
		text_byte(p->out, ':');
		put_causes(p, c);
		text_byte(p->out, '\n');
		put_lines(p, object, index, c->line_count);
	} else if (is_block(&c->a) || is_block(&c->b)) {
		text_byte(p->out, ':');
		put_causes(p, c);
		text_byte(p->out, '\n');
		put_block(p, c->a.yaml, "- ", p->p->removed);
		put_block(p, c->b.yaml, "+ ", p->p->added);
	} else {
		text_format(p->out, ": %s", p->p->removed);
		put_safe(p->out, c->a.yaml);
		text_format(p->out, "%s -> %s", p->p->off, p->p->added);
		put_safe(p->out, c->b.yaml);
		text_put(p->out, p->p->off);
		put_causes(p, c);
		text_byte(p->out, '\n');
	}
}

static void put_moved(const printing *p, const pintle_change *c)
{
	text_format(p->out, "  %s>%s ", p->p->changed, p->p->off);
	put_safe(p->out, c->path);
	text_put(p->out, ": moved from place ");
	put_safe(p->out, place_in_list(c->a.pointer));
	text_put(p->out, " to ");
	put_safe(p->out, place_in_list(c->b.pointer));
	put_causes(p, c);
	text_byte(p->out, '\n');
}

/* One line for a change that follows from another one. */
static void put_following(const printing *p, const pintle_change *c)
{
	pintle_object_diff cause = pintle_comparison_at(p->run->comparison, c->follows_object);

	text_format(p->out, "  %s= ", p->p->dim);
	put_safe(p->out, c->path);
	if (c->follows == PINTLE_FOLLOWS_VERSION) {
		text_put(p->out, " follows from the version: ");
		put_safe(p->out, c->a.yaml);
		text_put(p->out, " -> ");
		put_safe(p->out, c->b.yaml);
	} else if (c->follows == PINTLE_FOLLOWS_RELEASE) {
		text_put(p->out, " follows from the release: ");
		put_safe(p->out, c->a.yaml);
		text_put(p->out, " -> ");
		put_safe(p->out, c->b.yaml);
	} else if (c->follows_object != SIZE_MAX) {
		text_put(p->out, " follows from ");
		put_object_name(p->out, cause.b.present ? &cause.b : &cause.a);
	} else {
		text_put(p->out, " follows from something else");
	}
	text_format(p->out, "%s\n", p->p->off);
}

static void put_change(const printing *p, size_t object, size_t index)
{
	pintle_change c = pintle_comparison_change(p->run->comparison, object, index);

	if (c.follows)
		put_following(p, &c);
	else if (c.kind == PINTLE_CHANGE_CHANGED)
		put_changed(p, object, index, &c);
	else if (c.kind == PINTLE_CHANGE_MOVED)
		put_moved(p, &c);
	else
		put_one_sided(p, &c);
}

/* ---- objects ---- */

static void put_place(const printing *p, const pintle_object *o, const pintle_diff_place *template)
{
	unsigned line = (unsigned)(template->line ? template->line : o->line);

	text_format(p->out, "  %s", p->p->dim);
	put_safe(p->out, template->line ? template->file : o->file);
	if (line)
		text_format(p->out, ":%u", line);
	text_put(p->out, p->p->off);
}

/* One line for an object in which all follows from other changes. */
static void put_following_object(const printing *p, size_t i)
{
	pintle_object_diff o = pintle_comparison_at(p->run->comparison, i);

	text_format(p->out, "%s= ", p->p->dim);
	put_object_name(p->out, &o.b);
	for (size_t k = 0; k < o.change_count; k++) {
		pintle_change c = pintle_comparison_change(p->run->comparison, i, k);

		text_put(p->out, k ? ", " : "  ");
		put_safe(p->out, c.path);
	}
	text_format(p->out, "%s\n", p->p->off);
}

static void put_object(const printing *p, size_t i)
{
	static const char *const marks[] = { "", "+ ", "- ", "", "" };
	pintle_object_diff o = pintle_comparison_at(p->run->comparison, i);
	const char *color = o.fate == PINTLE_OBJECT_ADDED     ? p->p->added
			    : o.fate == PINTLE_OBJECT_REMOVED ? p->p->removed
							      : "";
	const pintle_object *shown = o.b.present ? &o.b : &o.a;

	text_format(p->out, "%s%s%s", p->p->title, color, marks[o.fate]);
	put_object_names(p->out, &o);
	text_put(p->out, p->p->off);
	put_place(p, shown, o.b.present ? &o.b_template : &o.a_template);
	put_why(p, cause_labels(p->run, &o.causes), "");
	text_byte(p->out, '\n');
	for (size_t j = 0; j < o.change_count; j++)
		put_change(p, i, j);
	text_byte(p->out, '\n');
}

/* ---- the whole ---- */

/* A value on one line; a long one stands in full where it shows. */
static void put_value(const printing *p, pintle_text value)
{
	enum { MOST_VALUE = 160 };
	pintle_text shown = cut_text(value, MOST_VALUE);

	put_safe(p->out, shown);
	text_put(p->out, shown.len < value.len ? "..." : "");
}

/* One line: what is another one, where, and how much it changed. */
static void put_cause(const printing *p, const pintle_cause *c)
{
	const char *place = cause_place(p->run, c);

	text_format(p->out, "  %s", p->p->title);
	put_safe_z(p->out, cause_label(p->run, c));
	text_format(p->out, "%s: %s", p->p->off, p->p->removed);
	put_value(p, cause_value(c, &c->a));
	text_format(p->out, "%s -> %s", p->p->off, p->p->added);
	put_value(p, cause_value(c, &c->b));
	text_format(p->out, "%s%s%s", p->p->off, p->p->dim, *place ? "  " : "");
	put_safe_z(p->out, place);
	text_format(p->out, "  %s%s\n", cause_weight(p->run, c), p->p->off);
}

/* The causes, then how many values are others without any effect. */
static void put_all_causes(const printing *p)
{
	size_t count = pintle_comparison_cause_count(p->run->comparison), told = 0;
	size_t idle = idle_causes(p->run);

	for (size_t i = 0; i < count; i++) {
		pintle_cause c = pintle_comparison_cause(p->run->comparison, i);

		told += c.changes != 0;
		if (c.changes)
			put_cause(p, &c);
	}
	if (idle)
		text_format(p->out, "  %s%zu value%s without effect%s\n", p->p->dim, idle,
			    idle == 1 ? " changed" : "s changed", p->p->off);
	if (told || idle)
		text_byte(p->out, '\n');
}

/* The objects of one release: first those that changed, then those in which changes follow. */
static size_t put_release(const printing *p, size_t from)
{
	pintle_text release = pintle_comparison_at(p->run->comparison, from).release;
	size_t count = pintle_comparison_count(p->run->comparison), end = from;
	bool any = false;

	if (release.len) {
		text_format(p->out, "%s== ", p->p->title);
		put_safe(p->out, release);
		text_format(p->out, "%s\n\n", p->p->off);
	}
	for (; end < count; end++) {
		pintle_text now = pintle_comparison_at(p->run->comparison, end).release;

		if (now.len != release.len || memcmp(now.ptr, release.ptr, now.len) != 0)
			break;
		if (!only_follows(p->run, end))
			put_object(p, end);
	}
	for (size_t i = from; i < end; i++) {
		if (only_follows(p->run, i)) {
			put_following_object(p, i);
			any = true;
		}
	}
	if (any)
		text_byte(p->out, '\n');
	return end;
}

static void put_effects(const printing *p)
{
	const char *const colors[] = { p->p->dim, p->p->changed, p->p->removed };
	static const char *const marks[] = { "  ", "* ", "! " };
	size_t count = pintle_comparison_effect_count(p->run->comparison);

	for (size_t i = 0; i < count; i++) {
		pintle_effect e = pintle_comparison_effect(p->run->comparison, i);
		pintle_object_diff o = pintle_comparison_at(p->run->comparison, e.object);

		text_format(p->out, "%s%s", colors[e.severity], marks[e.severity]);
		put_object_name(p->out, o.a.present ? &o.a : &o.b);
		text_byte(p->out, ' ');
		put_safe(p->out, e.text);
		text_format(p->out, "%s\n", p->p->off);
	}
	if (count)
		text_byte(p->out, '\n');
}

int diff_print_text(diff_run *run)
{
	printing p = { run, &run->c->out, palette_of(run->c) };
	size_t count = pintle_comparison_count(run->comparison);

	put_all_causes(&p);
	for (size_t i = 0; i < count;)
		i = put_release(&p, i);
	put_effects(&p);
	if (count) {
		diff_put_counts(p.out, run);
		text_byte(p.out, '\n');
	}
	return CLI_OK;
}
