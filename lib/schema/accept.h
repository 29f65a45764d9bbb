/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program applied to a value: whether the value is valid, and no more. It says yes only where
 * validate.h finds nothing. Private to schema.
 */
#ifndef PN_SCHEMA_ACCEPT_H
#define PN_SCHEMA_ACCEPT_H

#include "base/stack.h"
#include "schema/equal.h"
#include "schema/program.h"

typedef struct pn_trial {
	pn_cx *cx;
	const pn_program *p;
	pn_schema_quick *quick; /* has the regular expressions */
	pn_stack stack;
	uint64_t steps; /* left */
	uint32_t depth; /* schemas that are being applied */
	uint32_t max_depth;
	bool broken; /* a limit or memory: nothing is accepted any more */
} pn_trial;

/* The properties or items that no keyword has looked at so far, for unevaluated... . */
typedef struct pn_unseen {
	bool *at; /* by place; NULL: none */
	uint32_t total, count;
} pn_unseen;

static inline void pn_unseen_remove(pn_unseen *unseen, uint32_t place)
{
	if (unseen && unseen->at && unseen->at[place]) {
		unseen->at[place] = false;
		unseen->count--;
	}
}

/* One value while schemas are applied to it. */
typedef struct pn_visit {
	const pn_value *v;
	uint16_t type; /* PN_JSON_... */
	bool last;     /* what is applied to the same value in the end need not come back here */
	uint32_t next; /* ... and is this, or PN_PLACE_NONE */
	pn_unseen *unseen; /* NULL: nobody asks */
	pn_unseen *outer;  /* of who applies this schema to the same value; NULL: nobody asks */
} pn_visit;

/* Applies a schema; `outer` may be NULL. */
bool pn_trial_accept(pn_trial *t, uint32_t place, const pn_value *v, pn_unseen *outer);
/* Applies a schema to the visit's own value. */
bool pn_trial_self(pn_trial *t, pn_visit *s, uint32_t place);
/* Tells whether a value's type is among some. */
static inline bool pn_trial_has_type(const pn_trial *t, uint32_t types, const pn_value *v,
				     uint16_t type)
{
	return (types & type) || ((types & PN_JSON_INTEGER) && type == PN_JSON_NUMBER &&
				  pn_json_is_integer(t->cx->arena, v));
}
/* Applies a schema without words. */
static inline bool pn_trial_simple(const pn_trial *t, uint32_t place, const pn_value *v)
{
	return place <= PN_PLACE_TYPES &&
	       (place == PN_PLACE_ANY || pn_trial_has_type(t, place, v, pn_json_type(v)));
}
/* Applies a schema to a value inside another one. */
static inline bool pn_trial_inside(pn_trial *t, uint32_t place, const pn_value *v)
{
	if (place >= PN_PLACE_FIRST || t->steps == 0)
		return pn_trial_accept(t, place, v, NULL);
	t->steps--;
	return pn_trial_simple(t, place, v);
}
/* Whether a text matches a pattern; false also when that cannot be told. */
bool pn_trial_matches(pn_trial *t, pn_pattern *pattern, pn_str text);

/* ---- accept_object.c, accept_array.c ---- */

/* Checks properties, patternProperties and additionalProperties of an object. */
bool pn_trial_properties(pn_trial *t, pn_visit *s, const uint32_t *block);
/* Apply another keyword about objects, one about arrays; true for others. */
bool pn_trial_object(pn_trial *t, pn_visit *s, pn_keyword_id keyword, uint32_t arg);
bool pn_trial_array(pn_trial *t, pn_visit *s, pn_keyword_id keyword, uint32_t arg);

#endif
