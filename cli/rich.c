/* SPDX-License-Identifier: Apache-2.0 */
#include "rich.h"

#include <string.h>

#include "excerpt.h"

/* ANSI colours by what they are for; all empty where there are none. */
typedef struct palette {
	const char *error, *mark, *gutter, *hint, *off;
} palette;

static const palette plain = { "", "", "", "", "" };
static const palette colors = { "\x1b[1;31m", "\x1b[1;31m", "\x1b[34m", "\x1b[32m", "\x1b[0m" };

/* Appends a text whose further lines are set in. */
static void put_lines(text *t, const char *s, size_t len, const char *indent)
{
	while (len) {
		const char *feed = memchr(s, '\n', len);
		size_t n = feed ? (size_t)(feed - s) : len;

		excerpt_text(t, s, n && s[n - 1] == '\r' ? n - 1 : n);
		if (!feed)
			return;
		s += n + 1;
		len -= n + 1;
		if (len)
			text_format(t, "\n%s", indent);
	}
}

static void put_place(text *t, const pintle_note *n)
{
	excerpt_text(t, n->file, strlen(n->file));
	if (n->line)
		text_format(t, ":%u:%u", (unsigned)n->line, (unsigned)n->column + 1);
}

static void put_gutter(text *t, unsigned width, unsigned line, const palette *p)
{
	if (line)
		text_format(t, "%s %*u |%s ", p->gutter, (int)width, line, p->off);
	else
		text_format(t, "%s %*s |%s ", p->gutter, (int)width, "", p->off);
}

static unsigned digits(unsigned n)
{
	unsigned count = 1;

	while (n >= 10) {
		n /= 10;
		count++;
	}
	return count;
}

/* `alone`: without the lines around the one that the note is about. */
static void put_excerpt(text *t, const pintle_note *n, const palette *p, bool alone)
{
	unsigned width = digits(n->excerpt_line + 3), number = n->excerpt_line;

	for (const char *line = n->excerpt; *line; number++) {
		const char *feed = strchr(line, '\n');
		size_t len = (size_t)(feed - line);

		line = feed + 1;
		if (alone && number != n->line)
			continue;
		put_gutter(t, width, number, p);
		excerpt_text(t, feed - len, len);
		text_byte(t, '\n');
		if (number == n->line) {
			put_gutter(t, width, 0, p);
			text_put(t, p->mark);
			excerpt_marks(t, feed - len, len, n->mark_from, n->mark_to, '^', '^');
			text_format(t, "%s\n", p->off);
		}
	}
}

/* What stands before the text of a note. */
static const char *label_of(const pintle_note *n)
{
	switch (n->kind) {
	case PINTLE_NOTE_CALLER:
		return "called by ";
	case PINTLE_NOTE_HINT:
		return "hint: ";
	case PINTLE_NOTE_PLACE:
	case PINTLE_NOTE_OUTPUT:
	case PINTLE_NOTE_CAUSE:
	case PINTLE_NOTE_VALUE:
		break;
	}
	return "";
}

/* Says whether the lines around one are of values or of what was rendered, not of a template. */
static bool may_hold_secrets(const pintle_note *n)
{
	return n->kind == PINTLE_NOTE_VALUE || n->kind == PINTLE_NOTE_OUTPUT ||
	       !strstr(n->file, "templates/");
}

/* "  TEXT", the place behind it, or below it with the excerpt. */
static void put_note(text *t, const pintle_note *n, const palette *p, bool hide)
{
	bool is_hint = n->kind == PINTLE_NOTE_HINT;

	if (*n->text) {
		text_format(t, "  %s%s%s", is_hint ? p->hint : "", label_of(n),
			    is_hint ? p->off : "");
		put_lines(t, n->text, strlen(n->text), "    ");
	}
	if (n->kind == PINTLE_NOTE_OUTPUT) {
		text_format(t, ", line %u:", (unsigned)n->line); /* there is no such file */
	} else if (n->file && n->excerpt) {
		text_format(t, "%s  %s-->%s ", *n->text ? ":\n" : "", p->gutter, p->off);
		put_place(t, n);
	} else if (n->file) {
		text_put(t, *n->text ? ", at " : "  at ");
		put_place(t, n);
	}
	text_byte(t, '\n');
	if (n->file && n->excerpt)
		put_excerpt(t, n, p, hide && may_hold_secrets(n));
}

void rich_print(text *t, const pintle_error *error, bool colored, bool hide)
{
	const palette *p = colored ? &colors : &plain;
	const char *message = error->summary ? error->summary : error->message;

	text_format(t, "%s%s:%s ", p->error,
		    error->status == PINTLE_ERR_HELM_PANIC ? "panic" : "Error", p->off);
	put_lines(t, message, error->summary ? strlen(message) : error->message_len, "  ");
	text_byte(t, '\n');
	for (size_t i = 0; i < error->note_count; i++)
		put_note(t, &error->notes[i], p, hide);
}
