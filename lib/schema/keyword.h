/* The keywords of all drafts: where subschemas lie and what the metaschemas demand. */
#ifndef PN_SCHEMA_KEYWORD_H
#define PN_SCHEMA_KEYWORD_H

#include "schema/draft.h"

/* In the order of their names, which is the order of the table. */
typedef enum pn_keyword_id {
	PN_KW_ANCHOR = 0,
	PN_KW_COMMENT,
	PN_KW_DEFS,
	PN_KW_DYNAMIC_ANCHOR,
	PN_KW_DYNAMIC_REF,
	PN_KW_DOLLAR_ID,
	PN_KW_RECURSIVE_ANCHOR,
	PN_KW_RECURSIVE_REF,
	PN_KW_REF,
	PN_KW_SCHEMA,
	PN_KW_VOCABULARY,
	PN_KW_ADDITIONAL_ITEMS,
	PN_KW_ADDITIONAL_PROPERTIES,
	PN_KW_ALL_OF,
	PN_KW_ANY_OF,
	PN_KW_CONST,
	PN_KW_CONTAINS,
	PN_KW_CONTENT_ENCODING,
	PN_KW_CONTENT_MEDIA_TYPE,
	PN_KW_CONTENT_SCHEMA,
	PN_KW_DEFAULT,
	PN_KW_DEFINITIONS,
	PN_KW_DEPENDENCIES,
	PN_KW_DEPENDENT_REQUIRED,
	PN_KW_DEPENDENT_SCHEMAS,
	PN_KW_DEPRECATED,
	PN_KW_DESCRIPTION,
	PN_KW_ELSE,
	PN_KW_ENUM,
	PN_KW_EXAMPLES,
	PN_KW_EXCLUSIVE_MAXIMUM,
	PN_KW_EXCLUSIVE_MINIMUM,
	PN_KW_FORMAT,
	PN_KW_ID,
	PN_KW_IF,
	PN_KW_ITEMS,
	PN_KW_MAX_CONTAINS,
	PN_KW_MAX_ITEMS,
	PN_KW_MAX_LENGTH,
	PN_KW_MAX_PROPERTIES,
	PN_KW_MAXIMUM,
	PN_KW_MIN_CONTAINS,
	PN_KW_MIN_ITEMS,
	PN_KW_MIN_LENGTH,
	PN_KW_MIN_PROPERTIES,
	PN_KW_MINIMUM,
	PN_KW_MULTIPLE_OF,
	PN_KW_NOT,
	PN_KW_ONE_OF,
	PN_KW_PATTERN,
	PN_KW_PATTERN_PROPERTIES,
	PN_KW_PREFIX_ITEMS,
	PN_KW_PROPERTIES,
	PN_KW_PROPERTY_NAMES,
	PN_KW_READ_ONLY,
	PN_KW_REQUIRED,
	PN_KW_THEN,
	PN_KW_TITLE,
	PN_KW_TYPE,
	PN_KW_UNEVALUATED_ITEMS,
	PN_KW_UNEVALUATED_PROPERTIES,
	PN_KW_UNIQUE_ITEMS,
	PN_KW_WRITE_ONLY,
	PN_KW_COUNT
} pn_keyword_id;

/* How a keyword's value holds subschemas. */
typedef enum pn_keyword_shape {
	PN_SHAPE_NONE = 0,
	PN_SHAPE_ONE,
	PN_SHAPE_LIST,
	PN_SHAPE_ONE_OR_LIST,
	PN_SHAPE_MAP
} pn_keyword_shape;

/* What a metaschema demands of a keyword's value. */
typedef enum pn_keyword_demand {
	PN_DEMAND_NONE = 0,
	PN_DEMAND_BOOL,
	PN_DEMAND_STRING,
	PN_DEMAND_NUMBER,
	PN_DEMAND_POSITIVE, /* a number above 0 */
	PN_DEMAND_COUNT,    /* an integer, 0 or more */
	PN_DEMAND_LIST,
	PN_DEMAND_CHOICES,    /* a list of different values, not empty */
	PN_DEMAND_NAMES,      /* a list of different strings */
	PN_DEMAND_SOME_NAMES, /* ... not empty */
	PN_DEMAND_NAMES_MAP,
	PN_DEMAND_TYPE,
	PN_DEMAND_REGEX,
	PN_DEMAND_URI,
	PN_DEMAND_REFERENCE, /* a URI reference */
	PN_DEMAND_ID,	     /* ... without a fragment */
	PN_DEMAND_ANCHOR,
	PN_DEMAND_SCHEMA,
	PN_DEMAND_SCHEMA_OR_BOOL, /* where a draft has no boolean schemas */
	PN_DEMAND_SCHEMAS,	  /* a list of schemas, not empty */
	PN_DEMAND_SCHEMA_OR_LIST,
	PN_DEMAND_SCHEMA_MAP,
	PN_DEMAND_PATTERN_MAP, /* ... whose keys are regular expressions */
	PN_DEMAND_DEPENDENCIES,
	PN_DEMAND_RARE /* something that only the metaschema itself can tell */
} pn_keyword_demand;

typedef struct pn_keyword {
	pn_str name;
	uint8_t shape; /* pn_keyword_shape */
	uint8_t since; /* the first draft that has subschemas there */
	uint8_t demands[PN_DRAFT_COUNT];
} pn_keyword;

extern const pn_keyword pn_keywords[PN_KW_COUNT];
static inline const pn_keyword *pn_keyword_get(pn_keyword_id id)
{
	return &pn_keywords[id];
}

/*
 * By a hash of a name's length and three of its characters: the keyword that may have the name,
 * plus 1. No two keywords have one hash, which schema_test checks.
 */
extern const uint8_t pn_keyword_places[256];

/* Knows the keywords that are three quarters of most schemas; PN_KW_COUNT: it may be another. */
static inline pn_keyword_id pn_keyword_common(pn_str name)
{
	const char *s = name.ptr;

	switch (name.len) {
	case 4:
		if (pn_load_4(s) == pn_load_4("type"))
			return PN_KW_TYPE;
		return pn_load_4(s) == pn_load_4("$ref") ? PN_KW_REF : PN_KW_COUNT;
	case 7:
		return pn_load_4(s) == pn_load_4("defa") && pn_load_4(s + 3) == pn_load_4("ault")
			       ? PN_KW_DEFAULT
			       : PN_KW_COUNT;
	case 10:
		return pn_load_8(s) == pn_load_8("properti") &&
				       pn_load_8(s + 2) == pn_load_8("operties")
			       ? PN_KW_PROPERTIES
			       : PN_KW_COUNT;
	case 11:
		return pn_load_8(s) == pn_load_8("descript") &&
				       pn_load_8(s + 3) == pn_load_8("cription")
			       ? PN_KW_DESCRIPTION
			       : PN_KW_COUNT;
	default:
		return PN_KW_COUNT;
	}
}

/* Finds a keyword by name; PN_KW_COUNT for other names. */
static inline pn_keyword_id pn_keyword_id_of(pn_str name)
{
	const unsigned char *s = (const unsigned char *)name.ptr;
	pn_keyword_id common = pn_keyword_common(name);
	uint32_t word, place;

	if (common != PN_KW_COUNT)
		return common;
	if (name.len < 2)
		return PN_KW_COUNT;
	word = (uint32_t)(name.len & 0xFF) << 24 | (uint32_t)s[1] << 16 |
	       (uint32_t)s[name.len / 2] << 8 | s[name.len * 5 / 8];
	place = pn_keyword_places[(word * 0xb9d179e1u) >> 24];
	if (!place || !pn_str_eq(pn_keywords[place - 1].name, name))
		return PN_KW_COUNT;
	return (pn_keyword_id)(place - 1);
}

/* The same; NULL for other names. */
static inline const pn_keyword *pn_keyword_find(pn_str name)
{
	pn_keyword_id id = pn_keyword_id_of(name);

	return id < PN_KW_COUNT ? pn_keyword_get(id) : NULL;
}

#endif
