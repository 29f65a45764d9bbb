/*
 * Values as Go prints them in go-yaml's complaints about keys (Go: %#v). The values are pairs: see
 * pn_yaml_builder.pairs. Inside codec only.
 */
#ifndef PN_CODEC_YAML_EXPLAIN_H
#define PN_CODEC_YAML_EXPLAIN_H

#include "value/value.h"

/* Whether v is a mapping: a list of keys and values by turns. */
static inline bool pn_yaml_is_pairs(const pn_value *v)
{
	return v->kind == PN_LIST && v->type == PN_TYPE_LISTS;
}

/* Returns "map[interface {}]interface {}{"a":1}" or the like. */
pn_str pn_yaml_go_syntax(pn_arena *arena, const pn_value *v);
/*
 * Looks for a key that JSON has no text for and says so in *text: "unsupported map key of type:
 * uint64, key: 0xffffffffffffffff, value: 1". False when there is none.
 */
bool pn_yaml_odd_key(pn_arena *arena, const pn_value *v, pn_str *text);

#endif
