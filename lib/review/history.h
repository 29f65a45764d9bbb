/*
 * The history of a value: what each layer sets at a path, from the weakest to the strongest, and
 * what became of it.
 */
#ifndef PN_REVIEW_HISTORY_H
#define PN_REVIEW_HISTORY_H

#include "review/study.h"

typedef enum pn_effect {
	PN_EFFECT_UNSET = 0, /* the layer says nothing about the path */
	PN_EFFECT_WINS,
	PN_EFFECT_MERGED,   /* a map or list that others add to */
	PN_EFFECT_REPLACED, /* by a stronger layer */
	PN_EFFECT_DELETED,  /* by a null of a stronger layer */
	PN_EFFECT_DELETES,  /* its null deletes what weaker ones set, or is dropped itself */
	PN_EFFECT_HIDES,    /* what it sets above the path leaves no room for it */
	PN_EFFECT_IGNORED   /* Helm does not take it */
} pn_effect;

/* What one layer does to the path. */
typedef struct pn_history_step {
	const pn_layer *layer;
	pn_keypath path;       /* that it sets, from the root: the path, one above it, a global */
	const pn_value *value; /* NULL: PN_EFFECT_UNSET */
	pn_spot spot;	       /* of the key */
	bool is_above;	       /* it sets something above the path that is no map */
	pn_effect effect;
	size_t by; /* the number of the step that replaces or deletes it; else its own */
} pn_history_step;

typedef struct pn_history {
	pn_keypath path;
	const pn_value *value;	/* what templates see; NULL: nothing */
	pn_history_step *steps; /* the weakest layer first */
	size_t count;
	/* What they would see in the other version of Helm, 3.17 of 4.2.3 and the reverse. */
	bool differs;
	bool other_fails;      /* it does not take these values */
	const pn_value *other; /* NULL: nothing */
} pn_history;

/*
 * Tells the history of a path, written as for --set. Fails with PINTLE_ERR_ARGUMENT for what is no
 * path and PINTLE_ERR_VALUES, naming the nearest key, for one that no layer knows.
 */
bool pn_history_find(pn_study *study, pn_str path, pn_history *out);

#endif
