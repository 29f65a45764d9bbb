/* What the files about causes share. */
#ifndef PN_DIFF_CAUSE_PARTS_H
#define PN_DIFF_CAUSE_PARTS_H

#include "diff/cause.h"
#include "diff/parts.h"

/* A value that is another one, and its number among the causes. */
typedef struct pn_twin_value {
	const pn_change *change;
	uint32_t cause; /* PN_NO_INDEX: not yet one */
} pn_twin_value;

/* A text that both renders have, or one of them, and where it changed. */
typedef struct pn_twin_text {
	pn_str id;
	bool same;
	bool present[2];
	/* For each line of a side, from 0, the number of its stretch + 1; 0: it did not change. */
	uint32_t *stretch[2];
	uint32_t lines[2];
	struct pn_stretch {
		uint32_t line[2]; /* where it begins, from 1 */
		bool empty[2];	  /* nothing of it is on that side */
		uint32_t cause;
	} * stretches;
	uint32_t count;
	pn_str text[2];
} pn_twin_text;

/* The renders of one release on both sides. */
typedef struct pn_twins {
	pn_rendering *side[2];
	pn_changes changes; /* of values */
	pn_twin_value *values;
	pn_map *texts; /* id to number + 1 */
	pn_twin_text *items;
	uint32_t count;
	size_t cap;
	uint32_t facts[8]; /* causes of other kinds, by pn_fact; PN_NO_INDEX: not one yet */
} pn_twins;

/* The causes of one change, as they are found. */
typedef struct pn_cause_set {
	uint32_t *items;
	uint32_t count;
	size_t cap;
} pn_cause_set;

/* A search under way. */
typedef struct pn_cause_finder {
	pn_cx *cx;
	pn_causes *out;
	pn_twins *twins;
} pn_cause_finder;

/* Enters a cause and returns its number; PN_NO_INDEX without memory. */
uint32_t pn_cause_add(pn_cause_finder *f, const pn_cause *cause);
/* Adds a number to a set once; false without memory. */
bool pn_cause_set_add(pn_cx *cx, pn_cause_set *set, uint32_t cause);

/* ---- order (cause_order.c) ---- */

/* Counts what each cause changed, makes one of those that releases share, sorts and numbers them.
 */
bool pn_causes_order(pn_cx *cx, pn_diff *diff, pn_causes *causes);

/* ---- values (cause_values.c) ---- */

bool pn_twins_compare_values(pn_cx *cx, pn_twins *twins);
/* Enters the values that changed and that no change was found to come from. */
bool pn_causes_of_rest(pn_cause_finder *f);
/* What a value had to do with a change. */
typedef enum pn_value_role {
	PN_VALUE_SHOWN,	  /* it is in the text, or the text was computed with it */
	PN_VALUE_DECIDED, /* it decided whether the text is there */
	PN_VALUE_LOOPED	  /* the text is there for each of its items */
} pn_value_role;
/*
 * Adds the values that changed at, below or above a path of one side. `existence` wants only those
 * that came or went.
 */
bool pn_causes_of_value(pn_cause_finder *f, pn_side side, pn_keypath path, pn_value_role role,
			bool existence, pn_cause_set *set);
/* The same for the ".Values.a.b" in an expression of a template. */
bool pn_causes_of_expression(pn_cause_finder *f, pn_side side, pn_str id, pn_str expression,
			     pn_cause_set *set);

/* Adds a value that changed by its number. */
bool pn_cause_of_twin_value(pn_cause_finder *f, uint32_t number, pn_cause_set *set);

/* ---- trying (experiment.c) ---- */

/* Finds causes of changes of the twins that have none, by rendering with other values. */
bool pn_causes_try(pn_cause_finder *f, pn_diff *diff);

/* ---- texts (cause_texts.c) ---- */

/* Adds the change of a template's text that a line is in, if it is in one. */
bool pn_causes_of_line(pn_cause_finder *f, pn_side side, pn_str id, uint32_t line,
		       pn_cause_set *set);
/* Adds the change of a file that an expression reads by .Files. */
bool pn_causes_of_files(pn_cause_finder *f, pn_str expression, pn_cause_set *set);

/* ---- what the render was told (cause_facts.c) ---- */

/* Adds what chart, release or cluster have to do with a text that became another one. */
bool pn_causes_of_facts(pn_cause_finder *f, pn_str a, pn_str b, pn_str expression,
			pn_cause_set *set);

#endif
