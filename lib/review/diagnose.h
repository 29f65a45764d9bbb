/* What the files of a diagnosis share. Inside review only. */
#ifndef PN_REVIEW_DIAGNOSE_H
#define PN_REVIEW_DIAGNOSE_H

#include "review/diagnosis.h"
#include "review/origin.h"

/* One diagnosis on its way. */
typedef struct pn_diagnosis {
	pn_cx *cx;     /* of the repeated render */
	pn_error *err; /* gets the notes */
	const pn_bundle *bundle;
	const pn_overrides *overrides;
	const pn_trace *trace;
	const pn_manifest *manifest;
	pn_origins *origins;	 /* NULL: the render did not come so far */
	const pn_layers *layers; /* the same */
	pn_map *told;		 /* paths whose settings stand in a note */
} pn_diagnosis;

/* ---- places: diagnose_place.c ---- */

/* A place in a text, with the text. */
typedef struct pn_shown {
	pn_where where;
	size_t length; /* bytes that are meant; 0: a word */
	pn_str text;   /* of the whole file; empty: unknown */
} pn_shown;

/* The line that is shown first of all. */
pn_str pn_shown_line(const pn_shown *shown);
/* Adds a note about a spot. */
void pn_diagnose_note(pn_diagnosis *d, pn_note_kind kind, pn_str text, const pn_shown *spot);
/* The spot of a place; of a text that tpl was given it is where that was written. */
pn_shown pn_shown_place(pn_diagnosis *d, const pn_place *place);
/* The spot of bytes [from, to) of a text that was given to tpl. */
pn_shown pn_shown_text(pn_diagnosis *d, const pn_value *given, size_t from, size_t to);
/* Adds the place of a failure and the way there. */
void pn_diagnose_levels(pn_diagnosis *d, const pn_failure *f);
/* Adds the way there alone, from a level on. */
void pn_diagnose_callers(pn_diagnosis *d, const pn_failure *f, size_t first);

/* ---- values: diagnose_value.c ---- */

/* Finds where the user would set a value: false when that is not known. */
bool pn_diagnose_path(pn_diagnosis *d, const pn_value *v, pn_keypath *out);
/* Adds notes on who sets what is at a path, the winner first, with excerpts. */
void pn_diagnose_settings(pn_diagnosis *d, pn_keypath path, const pn_part *reader);
/* Adds notes on a value: what it is, who sets it. */
void pn_diagnose_value(pn_diagnosis *d, const pn_value *v, const pn_part *reader);
/* Adds notes on a key that a map lacks, or that is null: who could set it, which key was meant. */
void pn_diagnose_missing(pn_diagnosis *d, const pn_value *map, pn_str key, const pn_part *reader);
/* A few words on what a value is: `the string "x"`, `a map`. */
pn_str pn_value_words(pn_arena *arena, const pn_value *v);

/* ---- the kinds of errors ---- */

void pn_diagnose_execution(pn_diagnosis *d, const pn_failure *f);
void pn_diagnose_parse(pn_diagnosis *d, pn_str id);
/* Adds the place in a text of tpl that does not parse, and the way there; false when it does. */
bool pn_diagnose_tpl(pn_diagnosis *d, const pn_failure *f);
void pn_diagnose_document(pn_diagnosis *d, const pn_fault *fault);
void pn_diagnose_schema(pn_diagnosis *d);

/*
 * Finds the command before the '|' in front of a command, or of the one that a node is a word of;
 * NULL when there is none.
 */
const pn_node *pn_piped_command(const pn_define *define, const pn_node *command);

/* ---- what was meant: near.c ---- */

/* Collects names, and keeps the one that is most like what was written. */
typedef struct pn_near {
	pn_str wanted;
	pn_str best; /* empty: none is like it */
	uint32_t distance;
} pn_near;
void pn_near_try(pn_near *near, pn_str name);

#endif
