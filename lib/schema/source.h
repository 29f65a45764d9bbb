/* One schema object while its rules are made: the values of its keywords, its subschemas. */
#ifndef PN_SCHEMA_SOURCE_H
#define PN_SCHEMA_SOURCE_H

#include "schema/compiler.h"

typedef struct pn_source {
	pn_compiler *c;
	pn_node *node;
	pn_dialect dialect;
	const pn_value *at[PN_KW_COUNT]; /* the values of its keywords; NULL: not there */
} pn_source;

static inline pn_arena *pn_source_arena(const pn_source *o)
{
	return o->c->cx->arena;
}
/* A keyword's value if it is of that kind, else NULL. */
const pn_value *pn_source_value(const pn_source *o, pn_keyword_id keyword, pn_kind kind);
bool pn_source_is_true(const pn_source *o, pn_keyword_id keyword);
pn_number_bound pn_source_number(const pn_source *o, pn_keyword_id keyword);
pn_count_bound pn_source_count(const pn_source *o, pn_keyword_id keyword);

/*
 * Each puts the subschemas under a keyword in the queue. *out stays as it is when there are none.
 */
bool pn_source_one(const pn_source *o, pn_keyword_id keyword, pn_node **out);
bool pn_source_list(const pn_source *o, pn_keyword_id keyword, pn_node_list *out);
bool pn_source_map(const pn_source *o, pn_keyword_id keyword, pn_node_map *out);
/* additionalProperties and additionalItems: a boolean is a verdict of its own. */
bool pn_source_additional(const pn_source *o, pn_keyword_id keyword, pn_node **out, bool *forbids);
/* Resolves a reference and puts its target in the queue. */
bool pn_source_reference(const pn_source *o, pn_keyword_id keyword, pn_node **out);
/* Compiles a regular expression that stands under a keyword. */
bool pn_source_regex(const pn_source *o, pn_keyword_id keyword, pn_str text, const pn_regex **out);

#endif
