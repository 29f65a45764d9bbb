/*
 * Maybes: what an expression may stand for, as a set of atoms. Equal sets are one object, so that
 * they are compared by address. Private to reads.
 */
#ifndef PN_READS_MAYBE_H
#define PN_READS_MAYBE_H

#include "reads/place.h"

typedef enum pn_atom_kind {
	PN_ATOM_PLACE = 0, /* the value at a place */
	PN_ATOM_KEY,	   /* a key of the map, or an index of the list, at a place */
	PN_ATOM_ECHO,	   /* a text made of the value at a place */
	PN_ATOM_WRITTEN,   /* a text that encodes a value, and nothing else */
	PN_ATOM_ROOT,	   /* what a chart's templates see as dot at first */
	PN_ATOM_SUBCHARTS, /* .Subcharts of that */
	PN_ATOM_FILES,	   /* .Files of that */
	PN_ATOM_MADE,	   /* a map or list that a template makes */
	PN_ATOM_TEXT,	   /* a text; PN_ANY_TEXT in it stands for what is not known */
	PN_ATOM_NUMBER	   /* a number: its text, empty when it is not known */
} pn_atom_kind;

#define PN_ANY_TEXT '\1'

typedef struct pn_made pn_made;
typedef struct pn_atom pn_atom;

/* A set: NULL is the empty one, for what has nothing to do with values. */
struct pn_maybe {
	const pn_maybe *rest;
	const pn_atom *atom;
	uint32_t count;
};

struct pn_atom {
	uint8_t kind;	 /* pn_atom_kind */
	uint32_t number; /* atoms of a set stand in this order, highest first */
	pn_read_place *place;
	const pn_part *part;
	pn_made *made;
	const pn_maybe *of; /* what is written */
	pn_str text;
	pn_maybe alone; /* the set of this atom */
};

/* What is under a key of a map that a template makes. */
typedef struct pn_made_field {
	struct pn_made_field *next;
	pn_str key;
	const pn_maybe *value;
} pn_made_field;

struct pn_made {
	bool is_list; /* its fields are "0", "1" ... */
	pn_made_field *fields;
	const pn_maybe *rest;  /* items of a list; what is under keys that are not known */
	const pn_maybe *under; /* what was merged into it */
	uint32_t stamp;	       /* of the last look-up that came by */
	uint32_t mark;	       /* of the last walk over everything in it */
};

/* Pairs of pointers to a pointer: open addressing, at most half full. */
typedef struct pn_pairs {
	struct pn_pair *slots;
	uint32_t count, cap;
} pn_pairs;

typedef struct pn_pair {
	const void *a, *b;
	void *value;
} pn_pair;

/* Returns the slot of a pair, whose value is NULL when it is new; NULL without memory. */
void **pn_pairs_slot(pn_pairs *pairs, pn_arena *arena, const void *a, const void *b);

/* Where sets and atoms are kept. */
typedef struct pn_maybes {
	pn_arena *arena;
	pn_pairs sets, atoms;
	pn_map *texts; /* to numbers into `of_texts` */
	const pn_atom **of_texts;
	uint32_t text_count, text_cap;
	uint32_t atom_count;
	uint32_t stamp;
} pn_maybes;

bool pn_maybes_init(pn_maybes *all, pn_arena *arena);
/* The functions below return the empty set without memory; the arena knows. */
const pn_maybe *pn_maybe_place(pn_maybes *all, pn_atom_kind kind, pn_read_place *place);
const pn_maybe *pn_maybe_part(pn_maybes *all, pn_atom_kind kind, const pn_part *part);
const pn_maybe *pn_maybe_made(pn_maybes *all, pn_made *made);
const pn_maybe *pn_maybe_written(pn_maybes *all, const pn_maybe *of);
const pn_maybe *pn_maybe_text(pn_maybes *all, pn_str text);
const pn_maybe *pn_maybe_number(pn_maybes *all, uint32_t number);
/* Sets that are put together in one go. */
typedef struct pn_gather {
	const pn_maybe *set; /* all but the atoms below */
	const pn_atom *atoms[32];
	uint32_t count;
} pn_gather;

/* Begin with all zero. */
void pn_gather_add(pn_maybes *all, pn_gather *gather, const pn_maybe *set);
const pn_maybe *pn_gather_end(pn_maybes *all, pn_gather *gather);
/* Both sets together. */
const pn_maybe *pn_maybe_union(pn_maybes *all, const pn_maybe *a, const pn_maybe *b);

#endif
