/* What the files that look for traps share. Inside review only. */
#ifndef PN_REVIEW_TRAP_H
#define PN_REVIEW_TRAP_H

#include "review/traps.h"

/* A number that may print in another form than it is written in. */
typedef struct pn_big_number {
	uint32_t origin;
	pn_str printed; /* 1e+06 */
	const pn_layer *layer;
	pn_keypath path; /* in the layer's own tree */
	bool shown;	 /* a template shows it, in whatever form */
	pn_str file;	 /* the template that prints it in that form; empty: none */
} pn_big_number;

/* The search in one layer. */
typedef struct pn_trap_search {
	pn_study *study;
	const pn_layer *layer;
	const pn_outline *text; /* NULL: a line */
	/* The values as the two versions of Helm merge them; NULL: that one refuses them. */
	const pn_value *helm_4, *helm_3;
	pn_findings *out;
	pn_step *steps; /* the way in the layer's own tree */
	size_t count, cap;
	pn_big_number *numbers; /* of this layer */
	size_t number_count, number_cap;
	struct pn_trap_render *render; /* what templates made of the values; NULL: not yet made */
} pn_trap_search;

bool pn_trap_push(pn_trap_search *s, pn_step step);
/* Where the search is, in the layer's own tree, and from the root. */
pn_keypath pn_trap_here(const pn_trap_search *s);
pn_keypath pn_trap_path(const pn_trap_search *s);
pn_str pn_trap_path_text(const pn_trap_search *s);
/* Enters a finding at a place of the layer. */
bool pn_trap_tell(pn_trap_search *s, pn_severity severity, const char *rule, pn_spot spot,
		  pn_str message, pn_str hint);
/* Enters one at the key where the search is. */
bool pn_trap_tell_here(pn_trap_search *s, pn_severity severity, const char *rule, pn_str message,
		       pn_str hint);
/*
 * Finds the next weaker layer that sets the path to something else than null; false when there is
 * none, or when something above the path comes first.
 */
bool pn_trap_weaker(pn_trap_search *s, pn_setting *out);
/* "chart default values.yaml:12" */
pn_str pn_trap_setting_words(const pn_trap_search *s, const pn_setting *setting);

/* The rules about spelling, in the layer's text: trap_spelling.c, trap_number.c. */
bool pn_trap_spelling(pn_trap_search *s);
/* Looks at a plain scalar that is a number; `node` is at the path. */
bool pn_trap_number(pn_trap_search *s, const pn_outline *node, const pn_value *v);
/* Tells of the big numbers that the templates print as they are, and forgets them. */
bool pn_trap_prints(pn_trap_search *s);
/* The rules that compare layers: trap_layer.c, trap_type.c. */
bool pn_trap_layer(pn_trap_search *s);
bool pn_trap_same_type(const pn_value *a, const pn_value *b);
/* Looks at a value of another type than that of a weaker layer. */
bool pn_trap_type(pn_trap_search *s, const pn_value *v, const pn_setting *weaker);

/* Says whether a key names what is text even when it looks like a number: tag, version ... */
bool pn_trap_is_text_key(pn_str key);
/* "a map", "the string", for messages. */
const char *pn_trap_kind_words(const pn_value *v);
/* Says whether a value has nothing in it: "", {}, []. */
bool pn_trap_is_empty(const pn_value *v);

#endif
