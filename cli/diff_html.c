/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison as one page: objects that fold, their fields side by side. Everything it needs is in
 * it; without scripts it is the same page, but for the filter and the keys.
 */
#include <stdint.h>
#include <string.h>

#include "diff_html_cells.h"
#include "diff_style.h"	 /* made of diff.css */
#include "diff_script.h" /* made of diff.js */

static void put_name(text *t, const pintle_object *o)
{
	static const name_tags tags = { "<span class=kind>", "</span>", "<span class=name>",
					"</span>" };

	put_tagged_name(t, o, &tags);
}

/* ---- changes ---- */

/* What a change follows from. */
static void put_cause(const diff_run *run, const pintle_change *c)
{
	text *t = &run->c->out;
	pintle_object_diff cause;

	text_put(t, "<span class=cause>follows from ");
	if (c->follows == PINTLE_FOLLOWS_VERSION || c->follows == PINTLE_FOLLOWS_RELEASE) {
		text_put(t, c->follows == PINTLE_FOLLOWS_VERSION ? "the version" : "the release");
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

/* Links to the causes of a change, and where a template wrote it. */
static void put_causes(diff_run *run, const pintle_cause_numbers *numbers, const char *place)
{
	text *t = &run->c->out;

	if (!numbers->count && !*place)
		return;
	text_put(t, "<span class=cause>");
	for (size_t i = 0; i < numbers->count; i++) {
		pintle_cause c = pintle_comparison_cause(run->comparison, numbers->items[i]);

		text_format(t, "%s<a href=\"#c%u\">", i ? ", " : "from ",
			    (unsigned)numbers->items[i]);
		put_escaped_z(t, cause_label(run, &c));
		text_put(t, "</a>");
	}
	if (*place) {
		text_put(t, "<span class=place>");
		put_escaped_z(t, place);
		text_put(t, "</span>");
	}
	text_put(t, "</span>");
}

/* The cell that names a field and why it changed; it stands beside so many rows. */
static void put_field(diff_run *run, const pintle_change *c, size_t rows)
{
	text *t = &run->c->out;

	text_put(t, "<th scope=row");
	if (rows > 1)
		text_format(t, " rowspan=%zu", rows);
	text_put(t, ">");
	put_escaped(t, c->path);
	if (c->follows)
		put_cause(run, c);
	else
		put_causes(run, &c->causes, change_place(run, c));
	text_put(t, "</th>");
}

/* A text of several lines. */
static void put_text(diff_run *run, size_t object, size_t index, const pintle_change *c)
{
	text *t = &run->c->out;
	html_row *rows = pool_alloc(&run->c->pool, (c->line_count + 1) * sizeof *rows);
	size_t count = html_make_rows(run, object, index, c->line_count, rows);

	for (size_t i = 0; i < count; i++) {
		text_format(t, "<tr class=\"lines%s\">", rows[i].mark == ' ' ? " same" : "");
		if (!i)
			put_field(run, c, count);
		html_put_row(run, object, index, &rows[i]);
		text_put(t, "</tr>\n");
	}
}

static void put_change(diff_run *run, size_t object, size_t index)
{
	text *t = &run->c->out;
	pintle_change c = pintle_comparison_change(run->comparison, object, index);

	if (c.line_count) {
		put_text(run, object, index, &c);
		return;
	}
	text_put(t, c.follows ? "<tr class=follows>" : "<tr>");
	put_field(run, &c, 1);
	if (c.kind == PINTLE_CHANGE_MOVED)
		text_format(t, "<td colspan=2>moved from place %.*s to %.*s</td>",
			    (int)place_in_list(c.a.pointer).len, place_in_list(c.a.pointer).ptr,
			    (int)place_in_list(c.b.pointer).len, place_in_list(c.b.pointer).ptr);
	else
		html_put_cells(t, c.a.present ? &c.a.yaml : NULL, c.b.present ? &c.b.yaml : NULL);
	text_put(t, "</tr>\n");
}

/* ---- objects ---- */

static void put_place(text *t, const pintle_object *o, const pintle_diff_place *template)
{
	text_put(t, "<span class=place>");
	put_escaped(t, template->line ? template->file : o->file);
	text_format(t, ":%u</span>", (unsigned)(template->line ? template->line : o->line));
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

/* The objects line by line in YAML, folded: what stands around the fields that changed. */
static void put_yaml(const diff_run *run, size_t i, size_t count)
{
	text *t = &run->c->out;

	text_put(t, "<details class=yaml><summary>YAML</summary><pre>");
	for (size_t k = 0; k < count; k++) {
		pintle_change_line l = pintle_comparison_object_line(run->comparison, i, k);
		const char *word = l.mark == '+' ? "ins" : l.mark == '-' ? "del" : "span";

		if (l.mark == '@') {
			text_put(t, "<span class=gap>&#8943;</span>\n");
			continue;
		}
		text_format(t, "<%s>%c ", word, l.mark);
		put_escaped(t, l.text);
		text_format(t, "</%s>\n", word);
	}
	text_put(t, "</pre></details>\n");
}

static void put_fate(text *t, const char *fate)
{
	text_format(t, "<span class=\"fate %s\">%s</span>", fate, fate);
}

/* Says whether an object that came or went fits on a screen. */
static bool is_small(const pintle_object *o)
{
	enum { FEW_LINES = 40 };
	size_t lines = 0;

	for (size_t i = 0; i < o->yaml.len; i++)
		lines += o->yaml.ptr[i] == '\n';
	return lines < FEW_LINES;
}

static void put_object(diff_run *run, size_t i)
{
	text *t = &run->c->out;
	pintle_object_diff o = pintle_comparison_at(run->comparison, i);
	const pintle_object *shown = o.b.present ? &o.b : &o.a;
	size_t own = own_changes(run, i, &o);

	text_format(t, "<details class=object id=o%zu data-own=%zu data-release=\"", i, own);
	put_escaped(t, o.release);
	text_format(t, "\"%s><summary>",
		    own && (o.a.present == o.b.present || is_small(shown)) ? " open" : "");
	put_name(t, o.fate == PINTLE_OBJECT_RENAMED ? &o.a : shown);
	if (o.fate == PINTLE_OBJECT_RENAMED) {
		text_put(t, " &rarr; ");
		put_name(t, &o.b);
	}
	put_fate(t, own ? diff_fate_name(o.fate) : "follows");
	put_place(t, shown, o.b.present ? &o.b_template : &o.a_template);
	put_causes(run, &o.causes, "");
	text_put(t, "</summary>\n<table><thead hidden><tr><th>field<th>before<th>after</thead>"
		    "<tbody>\n");
	for (size_t k = 0; k < o.change_count; k++)
		put_change(run, i, k);
	if (o.a.present != o.b.present)
		put_whole(t, &o);
	text_put(t, "</tbody></table>\n");
	if (o.a.present && o.b.present && o.line_count)
		put_yaml(run, i, o.line_count);
	text_put(t, "</details>\n");
}

static void put_objects(diff_run *run)
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

enum { FEW_CAUSES = 12 /* that are not folded */ };

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

static void put_cause_values(text *t, const pintle_cause *c)
{
	pintle_text a = c->a.present ? c->a.yaml : cause_value(c, &c->a);
	pintle_text b = c->b.present ? c->b.yaml : cause_value(c, &c->b);

	if (c->a.present && c->b.present) {
		html_put_cells(t, &a, &b);
		return;
	}
	text_format(t, "<td class=\"a%s\"><pre>", c->a.present ? " has" : "");
	put_escaped(t, a);
	text_format(t, "</pre></td><td class=\"b%s\"><pre>", c->b.present ? " has" : "");
	put_escaped(t, b);
	text_put(t, "</pre></td>");
}

/* What is another one, and how much it changed. */
static void put_all_causes(diff_run *run)
{
	text *t = &run->c->out;
	size_t count = pintle_comparison_cause_count(run->comparison), idle = idle_causes(run);
	size_t told = 0;

	for (size_t i = 0; i < count; i++)
		told += pintle_comparison_cause(run->comparison, i).changes != 0;
	if (!count)
		return;
	text_format(t, "<details class=causes%s><summary>%zu cause%s</summary>\n<table><tbody>\n",
		    told <= FEW_CAUSES ? " open" : "", told, told == 1 ? "" : "s");
	for (size_t i = 0; i < count; i++) {
		pintle_cause c = pintle_comparison_cause(run->comparison, i);

		if (!c.changes)
			continue;
		text_format(t, "<tr id=c%zu><th scope=row>", i);
		put_escaped_z(t, cause_label(run, &c));
		text_put(t, "<span class=place>");
		put_escaped_z(t, cause_place(run, &c));
		text_format(t, "</span><span class=cause>%s</span></th>", cause_weight(run, &c));
		put_cause_values(t, &c);
		text_put(t, "</tr>\n");
	}
	text_put(t, "</tbody></table>\n");
	if (idle)
		text_format(t, "<p>%zu value%s changed without effect</p>\n", idle,
			    idle == 1 ? "" : "s");
	text_put(t, "</details>\n");
}

/* All objects by name, folded; for those who want to know what there is. */
static void put_index(diff_run *run)
{
	text *t = &run->c->out;
	size_t count = pintle_comparison_count(run->comparison);

	if (count < 2)
		return;
	text_format(t, "<details class=index><summary>%zu objects</summary>\n<ol>\n", count);
	for (size_t i = 0; i < count; i++) {
		pintle_object_diff o = pintle_comparison_at(run->comparison, i);

		text_format(t, "<li><a href=\"#o%zu\">", i);
		put_name(t, o.b.present ? &o.b : &o.a);
		text_put(t, "</a> ");
		put_fate(t, only_follows(run, i) ? "follows" : diff_fate_name(o.fate));
		text_put(t, "</li>\n");
	}
	text_put(t, "</ol>\n</details>\n");
}

static void put_head(diff_run *run)
{
	text *t = &run->c->out;

	text_put(t, "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
		    "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
		    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
		    "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>");
	put_escaped_z(t, run->sides[0].name);
	text_put(t, " &rarr; ");
	put_escaped_z(t, run->sides[1].name);
	text_put(t, "</title>\n<style>\n");
	text_put(t, diff_style);
	text_put(t, "</style>\n</head>\n<body>\n<header>\n<h1>");
	put_escaped_z(t, run->sides[0].name);
	text_put(t, " &rarr; ");
	put_escaped_z(t, run->sides[1].name);
	text_put(t, "</h1>\n");
	text_put(t, "<p>");
	diff_put_counts(t, run);
	text_put(t, "</p>\n");
	put_effects(run);
	put_all_causes(run);
	put_index(run);
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
