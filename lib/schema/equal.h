/* Types and equality of JSON values as the library sees them (jsonschema: schema.go, util.go). */
#ifndef PN_SCHEMA_EQUAL_H
#define PN_SCHEMA_EQUAL_H

#include "schema/node.h"

/* By pn_type: one of PN_JSON_...; 0 where JSON has nothing like it. */
extern const uint8_t pn_json_types[PN_TYPE_COUNT];
/* The type of a value. */
static inline uint16_t pn_json_type(const pn_value *v)
{
	return pn_json_types[v->type];
}
/* Whether a number has no fraction: 1.0 and 1e3 have none. */
bool pn_json_is_integer(pn_arena *arena, const pn_value *v);

/* The outcome of comparing: a value without a JSON type stops it. */
typedef struct pn_json_match {
	bool equal;
	const pn_value *odd; /* NULL: none was met */
} pn_json_match;

/* Compares by value: 1 and 1.0 are equal. What is nested a thousand levels deep is not. */
pn_json_match pn_json_equal(pn_arena *arena, const pn_value *a, const pn_value *b);

/* Two equal items of a list. */
typedef struct pn_json_twins {
	bool found;
	uint32_t first, second;
	const pn_value *odd;
} pn_json_twins;

pn_json_twins pn_json_duplicates(pn_arena *arena, const pn_value *list);

#endif
