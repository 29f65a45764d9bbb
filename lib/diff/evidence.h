/* What the files about causes know of one change. */
#ifndef PN_DIFF_EVIDENCE_H
#define PN_DIFF_EVIDENCE_H

#include "diff/cause_parts.h"

/* What was found about one change, by how directly it has to do with it. */
typedef struct pn_evidence {
	pn_cause_set shown;	/* values in the text, or that it was computed with */
	pn_cause_set came;	/* those of them that came or went */
	pn_cause_set decided;	/* values that decided whether it is there */
	pn_cause_set text;	/* its template's own line */
	pn_cause_set around;	/* lines of calls and branches around it */
	pn_cause_set mentioned; /* values, files and facts that its expressions mention */
	pn_buf expressions;
	pn_where place[2]; /* of the template, on each side */
} pn_evidence;

/* Adds what wrote a changed field on one side, if that is a render that was traced. */
bool pn_evidence_of_change(pn_cause_finder *f, pn_side side, const pn_kube_object *o,
			   const pn_change *c, pn_evidence *e);
/* Adds what wrote a value of an object, which is of a traced render. */
bool pn_evidence_of_value(pn_cause_finder *f, pn_side side, const pn_kube_object *o,
			  const pn_value *v, pn_evidence *e);
/* The text of a scalar; empty for lists and maps. */
pn_str pn_evidence_text(pn_cx *cx, const pn_value *v);

#endif
