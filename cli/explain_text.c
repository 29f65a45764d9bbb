/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unistd.h>

#include "excerpt.h"
#include "explain.h"
#include "report.h"

enum {
	MAX_WIDTH = 160, /* of an excerpt */
	MAX_VALUE = 80	 /* of a value */
};

typedef struct printing {
	text *out;
	const char *bold, *dim, *mark, *off;
} printing;

/* ---- places ---- */

/* Prints a name that stands in a chart or on the command line. */
static void put_name(const printing *p, const char *name)
{
	excerpt_text(p->out, name, strlen(name));
}

/* Prints FILE:LINE:COLUMN; of a text of tpl its own line, and where that was written. */
static void print_place(const printing *p, const pintle_place *place)
{
	if (*place->file) {
		put_name(p, place->file);
		text_format(p->out, ":%u:%u", (unsigned)place->line, (unsigned)place->column);
		return;
	}
	text_format(p->out, "line %u of a text of tpl", (unsigned)place->line);
	if (place->written) {
		text_put(p->out, ", written at ");
		print_place(p, place->written);
	}
}

/* Prints a line with its number and a caret below what is meant. */
static void print_excerpt(const printing *p, const pintle_place *place)
{
	size_t width = excerpt_cut(place->text.ptr, place->text.len, MAX_WIDTH);
	size_t column = place->column ? place->column - 1 : 0;

	if (!place->line || column > width)
		return;
	text_format(p->out, "  %s%5u |%s ", p->dim, (unsigned)place->line, p->off);
	excerpt_text(p->out, place->text.ptr, width);
	text_format(p->out, "\n  %s      |%s %s", p->dim, p->off, p->mark);
	excerpt_marks(p->out, place->text.ptr, width, column, column + place->width, '^', '~');
	text_format(p->out, "%s\n", p->off);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Prints an action or a line of text on one line. */
static void print_expression(const printing *p, pintle_text e)
{
	size_t len = excerpt_cut(e.ptr, e.len, MAX_WIDTH);

	for (size_t i = 0; i < len;) {
		size_t end = i;

		while (end < len && !is_blank(e.ptr[end]))
			end++;
		excerpt_text(p->out, e.ptr + i, end - i);
		for (i = end; i < len && is_blank(e.ptr[i]);)
			i++;
		if (i > end)
			text_byte(p->out, ' ');
	}
}

/* ---- values ---- */

static void print_setting(const printing *p, const pintle_setting *s, const char *path, bool wins)
{
	size_t shown = excerpt_cut(s->value.ptr, s->value.len, MAX_VALUE);

	text_format(p->out, "  %s",
		    wins	  ? "set by    "
		    : s->is_above ? "over that "
				  : "over      ");
	if (s->is_line)
		put_name(p, s->place.file);
	else
		print_place(p, &s->place);
	if (strcmp(s->path, path) != 0) {
		text_put(p->out, " (");
		put_name(p, s->path);
		text_byte(p->out, ')');
	}
	text_format(p->out, "  %s", p->dim);
	excerpt_text(p->out, s->value.ptr, shown);
	text_format(p->out, "%s%s\n", shown < s->value.len ? "..." : "", p->off);
}

static void print_value(const printing *p, const pintle_value_origin *v)
{
	text_format(p->out, "value %s.Values.", p->bold);
	put_name(p, v->path);
	text_format(p->out, "%s\n", p->off);
	for (size_t i = 0; i < v->setting_count; i++)
		print_setting(p, &v->settings[i], v->path, i == 0);
	if (!v->setting_count)
		text_put(p->out, "  set by    nobody\n");
	if (!v->setting_count || !v->place.line)
		return;
	if (strcmp(v->place.file, v->settings[0].place.file) != 0) {
		text_put(p->out, "  read from ");
		print_place(p, &v->place);
		text_byte(p->out, '\n');
		print_excerpt(p, &v->place);
	} else if (v->place.line != v->settings[0].place.line) {
		print_excerpt(p, &v->place); /* of a text of many lines: the one that is shown */
	}
}

/* ---- the stack ---- */

static const char *const level_words[] = {
	[PINTLE_LEVEL_INCLUDE] = "called from", [PINTLE_LEVEL_TPL] = "by tpl in",
	[PINTLE_LEVEL_IF] = "within if",	[PINTLE_LEVEL_WITH] = "within with",
	[PINTLE_LEVEL_RANGE] = "within range",	[PINTLE_LEVEL_ELSE] = "within else of",
};

static void print_level(const printing *p, const pintle_level *level)
{
	text_format(p->out, "  %-14s ", level_words[level->kind]);
	print_place(p, &level->place);
	text_put(p->out, "  ");
	print_expression(p, level->expression);
	text_byte(p->out, '\n');
	for (size_t i = 0; i < level->value_count; i++) {
		const pintle_value_origin *v = &level->values[i];

		text_put(p->out, "                 .Values.");
		put_name(p, v->path);
		if (v->setting_count) {
			text_put(p->out, " set by ");
			if (v->settings[0].is_line)
				put_name(p, v->settings[0].place.file);
			else
				print_place(p, &v->settings[0].place);
		} else {
			text_put(p->out, " set by nobody");
		}
		text_byte(p->out, '\n');
	}
}

/* ---- the whole ---- */

static const char *const kind_words[] = {
	[PINTLE_ORIGIN_HEADER] = "written by no template: it tells which one follows",
	[PINTLE_ORIGIN_FILE] = "a line of a file of the chart",
	[PINTLE_ORIGIN_TEXT] = "text of a template",
	[PINTLE_ORIGIN_EXPRESSION] = "given by ",
};

static void print_origin(const printing *p, const pintle_origin *o)
{
	text_put(p->out, p->bold);
	print_place(p, &o->place);
	text_format(p->out, "%s: %s", p->off, kind_words[o->kind]);
	if (o->kind == PINTLE_ORIGIN_EXPRESSION)
		print_expression(p, o->expression);
	text_byte(p->out, '\n');
	if (o->kind != PINTLE_ORIGIN_HEADER)
		print_excerpt(p, &o->place);
	for (size_t i = 0; i < o->other_count; i++) {
		text_put(p->out, "  merged with    ");
		print_place(p, &o->others[i]);
		text_byte(p->out, '\n');
	}
	for (size_t i = 0; i < o->level_count; i++)
		print_level(p, &o->levels[i]);
	for (size_t i = 0; i < o->value_count; i++)
		print_value(p, &o->values[i]);
}

/* Says whether a piece of a line is more than white space and punctuation. */
static bool has_words(pintle_text line, const pintle_origin *o)
{
	for (size_t i = o->from; i < o->to && i < line.len; i++) {
		char c = line.ptr[i], lower = c | 0x20;

		if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || (c & 0x80))
			return true;
	}
	return false;
}

/* Says whether a value was told of with an earlier piece of the line. */
static bool was_told(const explained *e, const pintle_origin *until, const char *path)
{
	const pintle_origin *o = pintle_origins_main(e->origins);

	for (size_t i = 0; o != until; o = pintle_origins_at(e->origins, i++)) {
		for (size_t k = 0; k < o->value_count; k++) {
			if (strcmp(o->values[k].path, path) == 0)
				return true;
		}
	}
	return false;
}

/* Prints the values that the rest of the line shows. */
static void print_other_values(const printing *p, const explained *e)
{
	const pintle_origin *main = pintle_origins_main(e->origins);

	for (size_t i = 0; i < pintle_origins_count(e->origins); i++) {
		const pintle_origin *o = pintle_origins_at(e->origins, i);

		for (size_t k = 0; o != main && has_words(e->text, o) && k < o->value_count; k++) {
			if (!was_told(e, o, o->values[k].path))
				print_value(p, &o->values[k]);
		}
	}
}

/* Prints in short what wrote the rest of the line. */
static void print_rest(const printing *p, const explained *e)
{
	const pintle_origin *main = pintle_origins_main(e->origins);
	bool first = true;

	for (size_t i = 0; i < pintle_origins_count(e->origins); i++) {
		const pintle_origin *o = pintle_origins_at(e->origins, i);

		if (o == main || !has_words(e->text, o))
			continue;
		if (first)
			text_put(p->out, "rest of the line\n");
		first = false;
		text_put(p->out, "  ");
		excerpt_text(p->out, e->text.ptr + o->from, o->to - o->from);
		text_format(p->out, "  %s", p->dim);
		print_place(p, &o->place);
		for (size_t k = 0; k < o->value_count; k++) {
			text_put(p->out, "  .Values.");
			put_name(p, o->values[k].path);
		}
		text_format(p->out, "%s\n", p->off);
	}
}

static const char *const stale_words[] = {
	[PINTLE_MATCH_MOVED] = "is not what the chart renders now, but this line still is",
	[PINTLE_MATCH_NEAR] = "is not what the chart renders now, nor is this line; this stands in "
			      "its place",
};

void explain_as_text(cli *c, const explained *e)
{
	bool colored = report_is_colored(c, STDOUT_FILENO);
	printing p = { &c->out, "", "", "", "" };

	if (colored)
		p = (printing){ &c->out, "\x1b[1m", "\x1b[2m", "\x1b[1;32m", "\x1b[0m" };
	if (e->file && e->match != PINTLE_MATCH_SAME)
		text_format(p.out, "%sstale:%s %s %s\n", p.bold, p.off, e->file,
			    stale_words[e->match]);
	if (e->file && e->match != PINTLE_MATCH_NEAR)
		text_format(p.out, "%s:%zu: ", e->file, e->file_line);
	else
		text_format(p.out, "line %zu: ", e->line);
	excerpt_text(p.out, e->text.ptr, e->text.len);
	text_byte(p.out, '\n');
	if (pintle_origins_main(e->origins))
		print_origin(&p, pintle_origins_main(e->origins));
	else
		text_put(p.out, "written by no template: it ends the output\n");
	print_other_values(&p, e);
	print_rest(&p, e);
}
