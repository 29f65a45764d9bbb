/* SPDX-License-Identifier: Apache-2.0 */
#include "diff_words.h"

#include <string.h>
#include <unistd.h>

static const palette colored = {
	"\x1b[32m", "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
};
static const palette plain = { "", "", "", "", "", "" };

const palette *palette_of(const cli *c)
{
	const char *color = c->settings.color;
	bool on = strcmp(color, "always") == 0 ||
		  (strcmp(color, "auto") == 0 && isatty(STDOUT_FILENO));

	return on ? &colored : &plain;
}

void put_safe(text *t, pintle_text s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '\t' || (c >= 0x20 && c != 0x7F))
			text_byte(t, (char)c);
		else
			text_format(t, "\\x%02x", c);
	}
}

void put_object_name(text *t, const pintle_object *o)
{
	if (!o->kind.len)
		text_put(t, "document");
	put_safe(t, o->kind);
	if (o->namespace_name.len || o->name.len)
		text_byte(t, ' ');
	if (o->namespace_name.len) {
		put_safe(t, o->namespace_name);
		text_byte(t, '/');
	}
	put_safe(t, o->name);
}

void put_object_names(text *t, const pintle_object_diff *o)
{
	put_object_name(t, o->fate == PINTLE_OBJECT_RENAMED || !o->b.present ? &o->a : &o->b);
	if (o->fate == PINTLE_OBJECT_RENAMED) {
		text_put(t, " -> ");
		put_object_name(t, &o->b);
	}
}

pintle_text place_in_list(pintle_text pointer)
{
	size_t from = pointer.len;

	while (from > 0 && pointer.ptr[from - 1] != '/')
		from--;
	return (pintle_text){ pointer.ptr + from, pointer.len - from };
}

pintle_text cut_text(pintle_text s, size_t most)
{
	if (s.len <= most)
		return s;
	for (s.len = most; s.len && ((unsigned char)s.ptr[s.len] & 0xC0) == 0x80;)
		s.len--;
	return s;
}

void put_cut(text *t, pintle_text s, size_t most)
{
	pintle_text shown = cut_text(s, most);

	text_add(t, shown.ptr, shown.len);
	text_put(t, shown.len < s.len ? "..." : "");
}

/* ---- tags ---- */

void put_escaped(text *t, pintle_text s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		switch (c) {
		case '&':
			text_put(t, "&amp;");
			break;
		case '<':
			text_put(t, "&lt;");
			break;
		case '>':
			text_put(t, "&gt;");
			break;
		case '"':
			text_put(t, "&quot;");
			break;
		case '@':
			text_put(t, "&#64;");
			break;
		default:
			if (c == '\t' || c == '\n' || (c >= 0x20 && c != 0x7F))
				text_byte(t, (char)c);
			else
				text_format(t, "\\x%02x", c);
		}
	}
}

void put_escaped_z(text *t, const char *s)
{
	put_escaped(t, (pintle_text){ s, strlen(s) });
}

void put_tagged_name(text *t, const pintle_object *o, const name_tags *tags)
{
	text_put(t, tags->kind);
	put_escaped(t, o->kind.len ? o->kind : (pintle_text){ "document", 8 });
	text_format(t, "%s %s", tags->kind_end, tags->name);
	if (o->namespace_name.len) {
		put_escaped(t, o->namespace_name);
		text_byte(t, '/');
	}
	put_escaped(t, o->name);
	text_put(t, tags->name_end);
}

/* ---- causes ---- */

static bool is_text(const pintle_cause *c)
{
	return c->kind == PINTLE_CAUSE_TEMPLATE || c->kind == PINTLE_CAUSE_FILE;
}

const char *cause_label(diff_run *run, const pintle_cause *c)
{
	const pintle_cause_side *s = c->b.place.line ? &c->b : &c->a;
	text t = { .pool = &run->c->pool };

	if (c->kind == PINTLE_CAUSE_CHART)
		text_put(&t, "chart ");
	if (c->kind == PINTLE_CAUSE_RELEASE)
		text_put(&t, "release ");
	text_add(&t, c->name.ptr, c->name.len);
	if (is_text(c) && s->place.line)
		text_format(&t, ":%u", (unsigned)s->place.line);
	return text_z(&t);
}

/* Appends FILE:LINE; a --set line is its own place. */
static void put_file_line(text *t, const pintle_diff_place *place)
{
	text_add(t, place->file.ptr, place->file.len);
	if (!place->file.len || place->file.ptr[0] != '-')
		text_format(t, ":%u", (unsigned)place->line);
}

const char *cause_place(diff_run *run, const pintle_cause *c)
{
	const pintle_diff_place *a = &c->a.place, *b = &c->b.place;
	bool moved = a->line && b->line &&
		     (a->file.len != b->file.len || memcmp(a->file.ptr, b->file.ptr, a->file.len));
	text t = { .pool = &run->c->pool };

	if (is_text(c))
		return ""; /* the label tells it */
	if (a->line && (moved || !b->line))
		put_file_line(&t, a);
	if (moved)
		text_put(&t, " -> ");
	if (b->line)
		put_file_line(&t, b);
	return text_z(&t);
}

pintle_text cause_value(const pintle_cause *c, const pintle_cause_side *side)
{
	bool block = side->yaml.len && memchr(side->yaml.ptr, '\n', side->yaml.len);

	if (!side->present)
		return is_text(c) ? (pintle_text){ "(no line)", 9 } : (pintle_text){ "(unset)", 7 };
	return block || (side->json.len > 1 &&
			 (side->json.ptr[0] == '[' || side->json.ptr[0] == '{'))
		       ? side->json
		       : side->yaml;
}

const char *cause_weight(diff_run *run, const pintle_cause *c)
{
	const char *changes =
		pool_format(&run->c->pool, "%zu change%s", c->changes, c->changes == 1 ? "" : "s");

	return c->objects < 2
		       ? changes
		       : pool_format(&run->c->pool, "%s in %zu objects", changes, c->objects);
}

const char *cause_labels(diff_run *run, const pintle_cause_numbers *numbers)
{
	text t = { .pool = &run->c->pool };

	for (size_t i = 0; i < numbers->count; i++) {
		pintle_cause c = pintle_comparison_cause(run->comparison, numbers->items[i]);

		text_format(&t, "%s%s", i ? ", " : "", cause_label(run, &c));
	}
	return text_z(&t);
}

const char *change_place(diff_run *run, const pintle_change *c)
{
	const pintle_diff_place *place = c->b_template.line ? &c->b_template : &c->a_template;
	text t = { .pool = &run->c->pool };

	if (!place->line)
		return "";
	put_file_line(&t, place);
	for (size_t i = 0; i < c->causes.count; i++) {
		pintle_cause cause = pintle_comparison_cause(run->comparison, c->causes.items[i]);

		if (strcmp(cause_label(run, &cause), text_z(&t)) == 0)
			return "";
	}
	return text_z(&t);
}

size_t idle_causes(const diff_run *run)
{
	size_t idle = 0;

	for (size_t i = 0; i < pintle_comparison_cause_count(run->comparison); i++) {
		pintle_cause c = pintle_comparison_cause(run->comparison, i);

		idle += !c.changes && !c.inside;
	}
	return idle;
}

bool only_follows(const diff_run *run, size_t object)
{
	pintle_object_diff o = pintle_comparison_at(run->comparison, object);

	for (size_t k = 0; k < o.change_count; k++) {
		if (!pintle_comparison_change(run->comparison, object, k).follows)
			return false;
	}
	return o.fate == PINTLE_OBJECT_CHANGED;
}
