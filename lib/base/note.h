/*
 * Notes: what an error has to show beside its text, in the order of telling. They are made by
 * whoever knows more than the text says, and printed by nobody but the program.
 */
#ifndef PN_BASE_NOTE_H
#define PN_BASE_NOTE_H

#include "base/error.h"

/* Adds a note with a copy of the text; NULL without memory. */
pn_note *pn_note_add(pn_error *err, pn_note_kind kind, pn_str text);
pn_note *pn_note_format(pn_error *err, pn_note_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/*
 * Says where a note's matter is: `length` bytes (0: to the end of the word) from a line and column
 * of a file, whose text (empty: unknown) gives the excerpt. note may be NULL.
 */
void pn_note_place(pn_error *err, pn_note *note, pn_where where, size_t length, pn_str text);
/*
 * Has all names of files, also the summary's if it begins with one, begin with another folder's
 * name where they begin with `from`.
 */
void pn_error_rename_files(pn_error *err, pn_str from, pn_str to);

#endif
