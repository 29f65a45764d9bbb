/* Words and colors that the forms of `diff` share. */
#ifndef CLI_DIFF_WORDS_H
#define CLI_DIFF_WORDS_H

#include "diff.h"

/* Colors of a terminal, all empty where there are none. */
typedef struct palette {
	const char *added, *removed, *changed, *title, *dim, *off;
} palette;
const palette *palette_of(const cli *c);

/* A printing of text under way. */
typedef struct printing {
	diff_run *run;
	text *out;
	const palette *p;
} printing;

/* Appends a text without control characters, which a terminal would obey. */
void put_safe(text *t, pintle_text s);
/* Appends "Kind namespace/name". */
void put_object_name(text *t, const pintle_object *o);
/* Appends the same for objects under two names. */
void put_object_names(text *t, const pintle_object_diff *o);

/* Cuts a text to so many bytes, between characters; put_cut() shows that it was. */
pintle_text cut_text(pintle_text s, size_t most);
void put_cut(text *t, pintle_text s, size_t most);

/* The place in a list that the pointer of an item ends with. */
pintle_text place_in_list(pintle_text pointer);

/* ---- tags: what HTML and Markdown share ---- */

/*
 * Appends a text between tags: escaped, without control characters but line breaks, and without
 * calling to anybody whose name it holds.
 */
void put_escaped(text *t, pintle_text s);
void put_escaped_z(text *t, const char *s);
/* Appends "Kind namespace/name", each of both between tags. */
typedef struct name_tags {
	const char *kind, *kind_end, *name, *name_end;
} name_tags;
void put_tagged_name(text *t, const pintle_object *o, const name_tags *tags);

/* ---- causes ---- */

/* What a cause is called behind what it changed: a value's path, a template's line. */
const char *cause_label(diff_run *run, const pintle_cause *c);
/* "file:line", "a-file:line -> b-file:line"; "" when nothing is known. */
const char *cause_place(diff_run *run, const pintle_cause *c);
/* What it is on a side, on one line: its value, or "(unset)". */
pintle_text cause_value(const pintle_cause *c, const pintle_cause_side *side);
/* "3 changes in 2 objects". */
const char *cause_weight(diff_run *run, const pintle_cause *c);
/* The labels of causes, separated by commas; "" for none. */
const char *cause_labels(diff_run *run, const pintle_cause_numbers *numbers);
/*
 * "file:line", where the template wrote what changed; "" when that is not known, or when it is what
 * one of the causes is called.
 */
const char *change_place(diff_run *run, const pintle_change *c);
/* How many values changed and had no effect. */
size_t idle_causes(const diff_run *run);
/* Whether all that changed in an object follows from other changes. */
bool only_follows(const diff_run *run, size_t object);

#endif
