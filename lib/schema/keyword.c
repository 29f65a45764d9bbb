/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/keyword.h"

/* Short names for the columns of the table. */
#define NAME(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}
#define NO PN_SHAPE_NONE
#define ONE PN_SHAPE_ONE
#define LIST PN_SHAPE_LIST
#define ONE_OR_LIST PN_SHAPE_ONE_OR_LIST
#define MAP PN_SHAPE_MAP
#define DEMAND(d4, d6, d7, d19, d20)                                                             \
	{                                                                                        \
		PN_DEMAND_##d4, PN_DEMAND_##d6, PN_DEMAND_##d7, PN_DEMAND_##d19, PN_DEMAND_##d20 \
	}

/*
 * Sorted by name. `since` is the first draft whose subschemas are looked for there (jsonschema:
 * draft.go); the demands are those of the metaschemas for drafts 4, 6, 7, 2019-09 and 2020-12.
 */
const pn_keyword pn_keywords[PN_KW_COUNT] = {
	{ NAME("$anchor"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, ANCHOR, ANCHOR) },
	{ NAME("$comment"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, STRING, STRING, STRING) },
	{ NAME("$defs"), MAP, PN_DRAFT_2019, DEMAND(NONE, NONE, NONE, SCHEMA_MAP, SCHEMA_MAP) },
	{ NAME("$dynamicAnchor"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, NONE, ANCHOR) },
	{ NAME("$dynamicRef"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, NONE, REFERENCE) },
	{ NAME("$id"), NO, PN_DRAFT_4, DEMAND(NONE, REFERENCE, REFERENCE, ID, ID) },
	{ NAME("$recursiveAnchor"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, BOOL, ANCHOR) },
	{ NAME("$recursiveRef"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, REFERENCE, REFERENCE) },
	{ NAME("$ref"), NO, PN_DRAFT_4,
	  DEMAND(STRING, REFERENCE, REFERENCE, REFERENCE, REFERENCE) },
	{ NAME("$schema"), NO, PN_DRAFT_4, DEMAND(URI, URI, URI, URI, URI) },
	{ NAME("$vocabulary"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, RARE, RARE) },
	{ NAME("additionalItems"), ONE, PN_DRAFT_4,
	  DEMAND(SCHEMA_OR_BOOL, SCHEMA, SCHEMA, SCHEMA, NONE) },
	{ NAME("additionalProperties"), ONE, PN_DRAFT_4,
	  DEMAND(SCHEMA_OR_BOOL, SCHEMA, SCHEMA, SCHEMA, SCHEMA) },
	{ NAME("allOf"), LIST, PN_DRAFT_4, DEMAND(SCHEMAS, SCHEMAS, SCHEMAS, SCHEMAS, SCHEMAS) },
	{ NAME("anyOf"), LIST, PN_DRAFT_4, DEMAND(SCHEMAS, SCHEMAS, SCHEMAS, SCHEMAS, SCHEMAS) },
	{ NAME("const"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, NONE, NONE) },
	{ NAME("contains"), ONE, PN_DRAFT_6, DEMAND(NONE, SCHEMA, SCHEMA, SCHEMA, SCHEMA) },
	{ NAME("contentEncoding"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, STRING, STRING, STRING) },
	{ NAME("contentMediaType"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, STRING, STRING, STRING) },
	{ NAME("contentSchema"), ONE, PN_DRAFT_2019, DEMAND(NONE, NONE, NONE, SCHEMA, SCHEMA) },
	{ NAME("default"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, NONE, NONE) },
	{ NAME("definitions"), MAP, PN_DRAFT_4,
	  DEMAND(SCHEMA_MAP, SCHEMA_MAP, SCHEMA_MAP, SCHEMA_MAP, SCHEMA_MAP) },
	{ NAME("dependencies"), MAP, PN_DRAFT_4,
	  DEMAND(DEPENDENCIES, DEPENDENCIES, DEPENDENCIES, DEPENDENCIES, DEPENDENCIES) },
	{ NAME("dependentRequired"), NO, PN_DRAFT_4,
	  DEMAND(NONE, NONE, NONE, NAMES_MAP, NAMES_MAP) },
	{ NAME("dependentSchemas"), MAP, PN_DRAFT_2019,
	  DEMAND(NONE, NONE, NONE, SCHEMA_MAP, SCHEMA_MAP) },
	{ NAME("deprecated"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, BOOL, BOOL) },
	{ NAME("description"), NO, PN_DRAFT_4, DEMAND(STRING, STRING, STRING, STRING, STRING) },
	{ NAME("else"), ONE, PN_DRAFT_7, DEMAND(NONE, NONE, SCHEMA, SCHEMA, SCHEMA) },
	{ NAME("enum"), NO, PN_DRAFT_4, DEMAND(CHOICES, CHOICES, CHOICES, LIST, LIST) },
	{ NAME("examples"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, LIST, LIST, LIST) },
	{ NAME("exclusiveMaximum"), NO, PN_DRAFT_4, DEMAND(RARE, NUMBER, NUMBER, NUMBER, NUMBER) },
	{ NAME("exclusiveMinimum"), NO, PN_DRAFT_4, DEMAND(RARE, NUMBER, NUMBER, NUMBER, NUMBER) },
	{ NAME("format"), NO, PN_DRAFT_4, DEMAND(STRING, STRING, STRING, STRING, STRING) },
	{ NAME("id"), NO, PN_DRAFT_4, DEMAND(STRING, NONE, NONE, NONE, NONE) },
	{ NAME("if"), ONE, PN_DRAFT_7, DEMAND(NONE, NONE, SCHEMA, SCHEMA, SCHEMA) },
	{ NAME("items"), ONE_OR_LIST, PN_DRAFT_4,
	  DEMAND(SCHEMA_OR_LIST, SCHEMA_OR_LIST, SCHEMA_OR_LIST, SCHEMA_OR_LIST, SCHEMA) },
	{ NAME("maxContains"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, COUNT, COUNT) },
	{ NAME("maxItems"), NO, PN_DRAFT_4, DEMAND(COUNT, COUNT, COUNT, COUNT, COUNT) },
	{ NAME("maxLength"), NO, PN_DRAFT_4, DEMAND(COUNT, COUNT, COUNT, COUNT, COUNT) },
	{ NAME("maxProperties"), NO, PN_DRAFT_4, DEMAND(COUNT, COUNT, COUNT, COUNT, COUNT) },
	{ NAME("maximum"), NO, PN_DRAFT_4, DEMAND(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER) },
	{ NAME("minContains"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, NONE, COUNT, COUNT) },
	{ NAME("minItems"), NO, PN_DRAFT_4, DEMAND(COUNT, COUNT, COUNT, COUNT, COUNT) },
	{ NAME("minLength"), NO, PN_DRAFT_4, DEMAND(COUNT, COUNT, COUNT, COUNT, COUNT) },
	{ NAME("minProperties"), NO, PN_DRAFT_4, DEMAND(COUNT, COUNT, COUNT, COUNT, COUNT) },
	{ NAME("minimum"), NO, PN_DRAFT_4, DEMAND(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER) },
	{ NAME("multipleOf"), NO, PN_DRAFT_4,
	  DEMAND(POSITIVE, POSITIVE, POSITIVE, POSITIVE, POSITIVE) },
	{ NAME("not"), ONE, PN_DRAFT_4, DEMAND(SCHEMA, SCHEMA, SCHEMA, SCHEMA, SCHEMA) },
	{ NAME("oneOf"), LIST, PN_DRAFT_4, DEMAND(SCHEMAS, SCHEMAS, SCHEMAS, SCHEMAS, SCHEMAS) },
	{ NAME("pattern"), NO, PN_DRAFT_4, DEMAND(REGEX, REGEX, REGEX, REGEX, REGEX) },
	{ NAME("patternProperties"), MAP, PN_DRAFT_4,
	  DEMAND(SCHEMA_MAP, SCHEMA_MAP, PATTERN_MAP, PATTERN_MAP, PATTERN_MAP) },
	{ NAME("prefixItems"), LIST, PN_DRAFT_2020, DEMAND(NONE, NONE, NONE, NONE, SCHEMAS) },
	{ NAME("properties"), MAP, PN_DRAFT_4,
	  DEMAND(SCHEMA_MAP, SCHEMA_MAP, SCHEMA_MAP, SCHEMA_MAP, SCHEMA_MAP) },
	{ NAME("propertyNames"), ONE, PN_DRAFT_6, DEMAND(NONE, SCHEMA, SCHEMA, SCHEMA, SCHEMA) },
	{ NAME("readOnly"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, BOOL, BOOL, BOOL) },
	{ NAME("required"), NO, PN_DRAFT_4, DEMAND(SOME_NAMES, NAMES, NAMES, NAMES, NAMES) },
	{ NAME("then"), ONE, PN_DRAFT_7, DEMAND(NONE, NONE, SCHEMA, SCHEMA, SCHEMA) },
	{ NAME("title"), NO, PN_DRAFT_4, DEMAND(STRING, STRING, STRING, STRING, STRING) },
	{ NAME("type"), NO, PN_DRAFT_4, DEMAND(TYPE, TYPE, TYPE, TYPE, TYPE) },
	{ NAME("unevaluatedItems"), ONE, PN_DRAFT_2019, DEMAND(NONE, NONE, NONE, SCHEMA, SCHEMA) },
	{ NAME("unevaluatedProperties"), ONE, PN_DRAFT_2019,
	  DEMAND(NONE, NONE, NONE, SCHEMA, SCHEMA) },
	{ NAME("uniqueItems"), NO, PN_DRAFT_4, DEMAND(BOOL, BOOL, BOOL, BOOL, BOOL) },
	{ NAME("writeOnly"), NO, PN_DRAFT_4, DEMAND(NONE, NONE, BOOL, BOOL, BOOL) },
};
#undef NAME
#undef NO
#undef ONE
#undef LIST
#undef ONE_OR_LIST
#undef MAP
#undef DEMAND

const uint8_t pn_keyword_places[256] = {
	0,  0,	0,  0,	0,  0,	0,  0,	0,  0,	0,  0,	20, 32, 37, 0, 59, 0,  7,  0,  0,  0,
	0,  0,	0,  0,	4,  0,	0,  15, 23, 52, 0,  0,	0,  0,	0,  0, 0,  0,  0,  0,  0,  63,
	0,  46, 0,  0,	0,  12, 0,  30, 0,  0,	0,  13, 0,  61, 0,  0, 54, 0,  31, 0,  43, 24,
	0,  0,	0,  0,	0,  0,	0,  0,	26, 0,	0,  0,	0,  0,	10, 0, 0,  0,  0,  0,  0,  0,
	0,  18, 0,  0,	0,  0,	41, 0,	0,  0,	36, 44, 0,  0,	0,  0, 0,  0,  0,  0,  0,  33,
	0,  0,	0,  38, 0,  8,	0,  0,	17, 0,	0,  0,	0,  0,	0,  0, 0,  0,  0,  28, 0,  0,
	0,  0,	14, 47, 21, 0,	0,  53, 29, 0,	0,  0,	50, 0,	0,  0, 39, 0,  0,  0,  0,  0,
	55, 0,	0,  0,	0,  0,	0,  0,	0,  0,	0,  0,	0,  0,	0,  0, 2,  62, 0,  0,  5,  3,
	0,  58, 0,  51, 0,  0,	0,  0,	0,  16, 0,  0,	0,  0,	9,  0, 49, 0,  6,  0,  19, 0,
	0,  34, 56, 0,	0,  0,	0,  0,	45, 0,	0,  35, 0,  0,	1,  0, 0,  0,  0,  0,  0,  0,
	0,  42, 22, 0,	0,  48, 0,  0,	0,  0,	0,  0,	0,  0,	0,  0, 0,  25, 0,  60, 0,  0,
	0,  0,	0,  0,	11, 27, 0,  0,	0,  0,	57, 0,	0,  40
};
