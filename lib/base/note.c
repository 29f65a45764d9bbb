/* SPDX-License-Identifier: Apache-2.0 */
#include "base/note.h"

#include "base/buf.h"
#include "base/utf8.h"

enum {
	LINES_BEFORE = 2, /* lines of an excerpt before the one that is meant, and after it */
	LINES_AFTER = 1,
	WIDTH = 160,	 /* bytes of a line that are shown */
	WIDTH_LEFT = 80, /* ... before what is marked, where a line is longer */
	MAX_NOTES = 100
};

pn_note *pn_note_add(pn_error *err, pn_note_kind kind, pn_str text)
{
	pn_note *note;

	if (err->note_count == err->note_cap) {
		size_t cap = err->note_cap ? err->note_cap * 2 : 8;
		pn_note *notes = pn_realloc(&err->arena, err->notes, err->note_cap * sizeof *notes,
					    cap * sizeof *notes);

		if (!notes || err->note_cap > MAX_NOTES)
			return NULL;
		err->notes = notes;
		err->note_cap = cap;
	}
	note = &err->notes[err->note_count++];
	*note = (pn_note){ .kind = kind, .text = pn_str_dup(&err->arena, text) };
	return note;
}

pn_note *pn_note_format(pn_error *err, pn_note_kind kind, const char *format, ...)
{
	pn_buf text;
	va_list args;

	pn_buf_init(&text, &err->arena);
	va_start(args, format);
	pn_buf_vformat(&text, format, args);
	va_end(args);
	return pn_note_add(err, kind, pn_buf_str(&text));
}

static void rename_start(pn_arena *arena, pn_str *s, pn_str from, pn_str to)
{
	if (pn_str_starts(*s, from))
		*s = pn_str_concat(arena, to, pn_str_slice(*s, from.len, s->len));
}

void pn_error_rename_files(pn_error *err, pn_str from, pn_str to)
{
	rename_start(&err->arena, &err->where.file, from, to);
	rename_start(&err->arena, &err->summary, from, to);
	for (size_t i = 0; i < err->note_count; i++)
		rename_start(&err->arena, &err->notes[i].where.file, from, to);
}

/* ---- excerpts ---- */

/* Takes a line off *rest, without what ends it. */
static pn_str take_line(pn_str *rest)
{
	pn_str line;

	pn_str_cut(*rest, PN_STR("\n"), &line, rest);
	if (pn_str_ends(line, PN_STR("\r")))
		line.len--;
	return line;
}

/* Where the part of a line that is shown begins: long lines are cut around the mark. */
static size_t window_start(pn_str line, size_t column)
{
	size_t start;

	if (line.len <= WIDTH || column <= WIDTH_LEFT)
		return 0;
	start = column - WIDTH_LEFT;
	while (start < line.len && ((unsigned char)line.ptr[start] & 0xC0) == 0x80)
		start++;
	return start;
}

static pn_str shown_part(pn_str line, size_t start)
{
	size_t end = start + WIDTH;

	if (end >= line.len)
		return pn_str_slice(line, start, line.len);
	while (end > start && ((unsigned char)line.ptr[end] & 0xC0) == 0x80)
		end--;
	return pn_str_slice(line, start, end);
}

static bool is_word(char c)
{
	return c == '_' || c == '-' || c == '.' || c == '/' || (unsigned char)c >= 0x80 ||
	       (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The length of what is marked when nobody says: a word, a text in quotes, or one character. */
static size_t word_length(pn_str line, size_t column)
{
	size_t end = column;

	if (column < line.len && (line.ptr[column] == '"' || line.ptr[column] == '\'')) {
		size_t close = pn_str_find_byte(pn_str_slice(line, column + 1, line.len),
						line.ptr[column]);

		return close == PN_NOT_FOUND ? line.len - column : close + 2;
	}
	while (end < line.len && is_word(line.ptr[end]))
		end++;
	return end > column ? end - column : 1;
}

static void mark(pn_note *note, pn_str line, size_t length, size_t start)
{
	size_t column = note->where.column < line.len ? note->where.column : line.len;
	size_t end;

	/* Where only the line is known its text is meant. */
	while (!length && column < line.len && line.ptr[column] == ' ')
		column++;
	end = column + (length ? length : word_length(line, column));

	note->mark_from = (uint32_t)(column - start);
	note->mark_to = (uint32_t)((end < line.len ? end : line.len) - start);
	if (note->mark_to <= note->mark_from)
		note->mark_to = note->mark_from + 1;
}

/* Finds a line by its number, from 1; false when the text has none of it. */
static bool find_line(pn_str text, uint32_t number, pn_str *line)
{
	for (; number && text.len; number--)
		*line = take_line(&text);
	return number == 0;
}

void pn_note_place(pn_error *err, pn_note *note, pn_where where, size_t length, pn_str text)
{
	uint32_t first = where.line > LINES_BEFORE ? where.line - LINES_BEFORE : 1;
	pn_buf excerpt;
	pn_str line;
	size_t start;

	if (!note)
		return;
	note->where = where;
	note->where.file = pn_str_dup(&err->arena, where.file);
	if (!where.line || !find_line(text, where.line, &line))
		return;
	start = window_start(line, where.column);
	mark(note, line, length, start);
	pn_buf_init(&excerpt, &err->arena);
	for (uint32_t i = first; i <= where.line + LINES_AFTER && find_line(text, i, &line); i++) {
		pn_buf_add(&excerpt, shown_part(line, start));
		pn_buf_byte(&excerpt, '\n');
	}
	note->excerpt = pn_buf_str(&excerpt);
	note->excerpt_line = first;
}
