/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison as one page: objects that fold, their fields side by side. Everything it needs is in
 * it; without scripts it is the same page, but for the filter and the keys.
 */
#include <stdint.h>
#include <string.h>

#include "diff.h"
#include "diff_style.h"	 /* made of diff.css */
#include "diff_script.h" /* made of diff.js */

static void put_escaped(text *t, pintle_text s)
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
		default:
			if (c >= 0x20 || c == '\n' || c == '\t')
				text_byte(t, (char)c);
			else
				text_format(t, "\\x%02x", c);
		}
	}
}

static void put_z(text *t, const char *s)
{
	put_escaped(t, (pintle_text){ s, strlen(s) });
}

static void put_name(text *t, const pintle_object *o)
{
	text_put(t, "<span class=kind>");
	if (o->kind.len)
		put_escaped(t, o->kind);
	else
		text_put(t, "document");
	text_put(t, "</span> <span class=name>");
	if (o->namespace_name.len) {
		put_escaped(t, o->namespace_name);
		text_byte(t, '/');
	}
	put_escaped(t, o->name);
	text_put(t, "</span>");
}

/* ---- changes ---- */

/* One cell with a value, or an empty one. */
static void put_cell(text *t, char side, pintle_text yaml, bool present)
{
	if (!present) {
		text_format(t, "<td class=%c></td>", side);
		return;
	}
	text_format(t, "<td class=\"%c has\"><pre>", side);
	put_escaped(t, yaml);
	text_put(t, "</pre></td>");
}

static void put_line(text *t, char side, const pintle_change_line *line, bool has)
{
	text_format(t, "<td class=\"%c%s\">", side, has ? " has" : "");
	if (line) {
		text_put(t, "<pre>");
		put_escaped(t, line->text);
		text_put(t, "</pre>");
	}
	text_put(t, "</td>");
}

/* The lines of a text side by side: removed ones beside the added ones that follow them. */
static void put_lines(const diff_run *run, size_t object, size_t change, size_t count)
{
	text *t = &run->c->out;
	size_t i = 0;

	while (i < count) {
		pintle_change_line l = pintle_comparison_line(run->comparison, object, change, i);
		size_t removed = i, added;

		if (l.mark == '@' || l.mark == ' ') {
			text_put(t, "<tr class=lines><th></th>");
			if (l.mark == '@')
				text_put(t, "<td class=gap colspan=2>&#8942;</td>");
			for (int side = 0; side < 2 && l.mark == ' '; side++)
				put_line(t, side ? 'b' : 'a', &l, false);
			text_put(t, "</tr>\n");
			i++;
			continue;
		}
		while (i < count &&
		       pintle_comparison_line(run->comparison, object, change, i).mark == '-')
			i++;
		added = i;
		while (i < count &&
		       pintle_comparison_line(run->comparison, object, change, i).mark == '+')
			i++;
		for (size_t a = removed, b = added; a < added || b < i; a++, b++) {
			pintle_change_line left =
				pintle_comparison_line(run->comparison, object, change, a);
			pintle_change_line right =
				pintle_comparison_line(run->comparison, object, change, b);

			text_put(t, "<tr class=lines><th></th>");
			put_line(t, 'a', a < added ? &left : NULL, a < added);
			put_line(t, 'b', b < i ? &right : NULL, b < i);
			text_put(t, "</tr>\n");
		}
	}
}

/* What a change follows from. */
static void put_cause(const diff_run *run, const pintle_change *c)
{
	text *t = &run->c->out;
	pintle_object_diff cause;

	text_put(t, "<span class=cause>follows from ");
	if (c->follows == PINTLE_FOLLOWS_VERSION) {
		text_put(t, "the version");
	} else if (c->follows_object == SIZE_MAX) {
		text_put(t, "something else");
	} else {
		cause = pintle_comparison_at(run->comparison, c->follows_object);
		text_format(t, "<a href=\"#o%zu\">", c->follows_object);
		put_name(t, cause.b.present ? &cause.b : &cause.a);
		text_put(t, "</a>");
	}
	text_put(t, "</span>");
}

static void put_change(const diff_run *run, size_t object, size_t index)
{
	text *t = &run->c->out;
	pintle_change c = pintle_comparison_change(run->comparison, object, index);

	text_format(t, "<tr%s><th scope=row>", c.follows ? " class=follows" : "");
	put_escaped(t, c.path);
	if (c.follows)
		put_cause(run, &c);
	text_put(t, "</th>");
	if (c.kind == PINTLE_CHANGE_MOVED) {
		text_put(t, "<td colspan=2>stands elsewhere in its list</td></tr>\n");
		return;
	}
	if (c.line_count) {
		text_put(t, "<td class=a></td><td class=b></td></tr>\n");
		put_lines(run, object, index, c.line_count);
		return;
	}
	put_cell(t, 'a', c.a.yaml, c.a.present);
	put_cell(t, 'b', c.b.yaml, c.b.present);
	text_put(t, "</tr>\n");
}

/* ---- objects ---- */

static void put_place(text *t, const pintle_object *o)
{
	bool is_render = o->source.len && o->file.len == o->source.len;

	text_put(t, "<span class=place>");
	put_escaped(t, o->file);
	if (!is_render)
		text_format(t, ":%u", (unsigned)o->line);
	text_put(t, "</span>");
}

/* How many changes of an object follow from nothing else. */
static size_t own_changes(const diff_run *run, size_t i, const pintle_object_diff *o)
{
	size_t own = o->fate != PINTLE_OBJECT_CHANGED;

	for (size_t k = 0; k < o->change_count; k++)
		own += pintle_comparison_change(run->comparison, i, k).follows ==
		       PINTLE_FOLLOWS_NOTHING;
	return own;
}

/* An object that is on one side only is shown whole. */
static void put_whole(text *t, const pintle_object_diff *o)
{
	text_format(t, "<tr><td class=\"%c has\" colspan=3><pre>", o->b.present ? 'b' : 'a');
	put_escaped(t, o->b.present ? o->b.yaml : o->a.yaml);
	text_put(t, "</pre></td></tr>\n");
}

static void put_object(const diff_run *run, size_t i)
{
	text *t = &run->c->out;
	pintle_object_diff o = pintle_comparison_at(run->comparison, i);
	const pintle_object *shown = o.b.present ? &o.b : &o.a;
	size_t own = own_changes(run, i, &o);

	text_format(t, "<details class=object id=o%zu data-own=%zu%s><summary>", i, own,
		    own ? " open" : "");
	put_name(t, o.fate == PINTLE_OBJECT_RENAMED ? &o.a : shown);
	if (o.fate == PINTLE_OBJECT_RENAMED) {
		text_put(t, " &rarr; ");
		put_name(t, &o.b);
	}
	text_format(t, "<span class=\"fate %s\">%s</span>", diff_fate_name(o.fate),
		    own ? diff_fate_name(o.fate) : "follows");
	put_place(t, shown);
	text_put(t, "</summary>\n<table><thead hidden><tr><th>field<th>before<th>after</thead>"
		    "<tbody>\n");
	for (size_t k = 0; k < o.change_count; k++)
		put_change(run, i, k);
	if (o.a.present != o.b.present)
		put_whole(t, &o);
	text_put(t, "</tbody></table></details>\n");
}

static void put_objects(const diff_run *run)
{
	text *t = &run->c->out;
	pintle_text release = { "", 0 };

	for (size_t i = 0; i < pintle_comparison_count(run->comparison); i++) {
		pintle_text now = pintle_comparison_at(run->comparison, i).release;

		if (now.len != release.len || memcmp(now.ptr, release.ptr, now.len) != 0) {
			text_put(t, "<h2>");
			put_escaped(t, now);
			text_put(t, "</h2>\n");
			release = now;
		}
		put_object(run, i);
	}
}

/* ---- the page ---- */

static void put_effects(const diff_run *run)
{
	static const char *const severities[] = { "info", "warning", "error" };
	text *t = &run->c->out;
	size_t count = pintle_comparison_effect_count(run->comparison);

	if (!count)
		return;
	text_put(t, "<ul class=effects>\n");
	for (size_t i = 0; i < count; i++) {
		pintle_effect e = pintle_comparison_effect(run->comparison, i);
		pintle_object_diff o = pintle_comparison_at(run->comparison, e.object);

		text_format(t, "<li class=%s><a href=\"#o%zu\">", severities[e.severity], e.object);
		put_name(t, o.a.present ? &o.a : &o.b);
		text_put(t, "</a> ");
		put_escaped(t, e.text);
		text_put(t, "</li>\n");
	}
	text_put(t, "</ul>\n");
}

static void put_head(const diff_run *run)
{
	text *t = &run->c->out;

	text_put(t, "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
		    "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
		    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
		    "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>");
	put_z(t, run->sides[0].name);
	text_put(t, " &rarr; ");
	put_z(t, run->sides[1].name);
	text_put(t, "</title>\n<style>\n");
	text_put(t, diff_style);
	text_put(t, "</style>\n</head>\n<body>\n<header>\n<h1>");
	put_z(t, run->sides[0].name);
	text_put(t, " &rarr; ");
	put_z(t, run->sides[1].name);
	text_put(t, "</h1>\n");
	text_put(t, "<p>");
	diff_put_counts(t, run);
	text_put(t, "</p>\n");
	put_effects(run);
	text_put(t, "</header>\n<main>\n");
}

static const char tools[] =
	"<div class=tools hidden><input type=search id=filter placeholder=\"filter: kind, name, "
	"field, value\" aria-label=filter> <span id=shown></span> "
	"<label><input type=checkbox id=following> what follows, too</label> "
	"<button type=button id=open>unfold</button> <button type=button id=close>fold</button>"
	"</div>\n";

static const char keys[] =
	"</main>\n<footer class=keys><main><kbd>j</kbd> <kbd>k</kbd> next and previous object, "
	"<kbd>o</kbd> fold, <kbd>e</kbd> <kbd>c</kbd> unfold and fold all, <kbd>/</kbd> filter, "
	"<kbd>f</kbd> what follows from other changes</main></footer>\n<script>\n";

int diff_print_html(diff_run *run)
{
	text *t = &run->c->out;

	put_head(run);
	text_put(t, tools);
	put_objects(run);
	text_put(t, keys);
	text_put(t, diff_script);
	text_put(t, "</script>\n</body>\n</html>\n");
	return CLI_OK;
}
