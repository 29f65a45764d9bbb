/*
 * The compiled form of a schema: a graph of nodes, one for each object or boolean that is used as
 * a schema. Made by compile.c, read by validate*.c; never changed after pn_schema_compile.
 */
#ifndef PN_SCHEMA_NODE_H
#define PN_SCHEMA_NODE_H

#include "regex/regex.h"
#include "schema/decimal.h"
#include "schema/draft.h"
#include "schema/format.h"

/* A growing array of pointers. */
typedef struct pn_pointers {
	void **items;
	size_t count, cap;
} pn_pointers;

typedef struct pn_node pn_node;
typedef struct pn_root pn_root;
typedef struct pn_resource pn_resource;

/* What messages call the types of values; the order is that of messages. */
enum {
	PN_JSON_NULL = 1u << 0,
	PN_JSON_BOOLEAN = 1u << 1,
	PN_JSON_NUMBER = 1u << 2,
	PN_JSON_INTEGER = 1u << 3,
	PN_JSON_STRING = 1u << 4,
	PN_JSON_ARRAY = 1u << 5,
	PN_JSON_OBJECT = 1u << 6
};

/* A bound that a keyword sets on a count. */
typedef struct pn_count_bound {
	bool set;
	int64_t value;
} pn_count_bound;

/* A bound on a number: the keyword's value and what it reads as. */
typedef struct pn_number_bound {
	const pn_value *value; /* NULL: none */
	pn_decimal number;
} pn_number_bound;

typedef struct pn_node_list {
	pn_node **items;
	size_t count;
} pn_node_list;

/* Subschemas by key: those of entry i of `map` are items[i]. */
typedef struct pn_node_map {
	pn_map *map; /* NULL: none */
	pn_node **items;
} pn_node_map;

/* One regular expression of patternProperties. */
typedef struct pn_pattern_rule {
	const pn_regex *pattern;
	pn_node *node;
} pn_pattern_rule;

/* What a property demands of its object: other properties, or a schema. */
typedef struct pn_dependency {
	pn_str property;
	const pn_value *names; /* a list; NULL: see node */
	pn_node *node;
} pn_dependency;

typedef struct pn_object_rules {
	pn_count_bound min, max;
	const pn_value *required; /* a list, or NULL */
	const pn_dependency *dependencies;
	size_t dependency_count;
	pn_node_map properties;
	const pn_pattern_rule *patterns;
	size_t pattern_count;
	pn_node *additional;	  /* for the properties that nothing else names */
	bool forbids_additional;  /* additionalProperties: false */
	pn_node *names;		  /* propertyNames */
	pn_node_map dependents;	  /* dependentSchemas */
	const pn_value *requires; /* dependentRequired: a map, or NULL */
} pn_object_rules;

typedef struct pn_array_rules {
	pn_count_bound min, max;
	bool unique;
	pn_node_list prefix; /* for the first items, one by one */
	pn_node *rest;	     /* for the items after these */
	bool forbids_rest;   /* additionalItems: false */
	pn_node *contains;
	pn_count_bound min_contains, max_contains;
} pn_array_rules;

typedef struct pn_string_rules {
	pn_count_bound min, max;
	const pn_regex *pattern;
	pn_str pattern_text;
} pn_string_rules;

typedef struct pn_number_rules {
	pn_number_bound min, max, above, below, multiple_of;
} pn_number_rules;

/* Combinations of subschemas that look at the same value. */
typedef struct pn_logic_rules {
	pn_node *not_node;
	pn_node_list all, any, one;
	pn_node *if_node, *then_node, *else_node;
} pn_logic_rules;

typedef enum pn_node_verdict {
	PN_NODE_ASKS = 0, /* it has rules */
	PN_NODE_TRUE,
	PN_NODE_FALSE
} pn_node_verdict;

/* What leads from a node's parent to it. */
typedef enum pn_node_step { PN_STEP_KEYWORD = 0, PN_STEP_KEY, PN_STEP_INDEX } pn_node_step;

struct pn_node {
	const pn_value *value; /* the schema itself; NULL: the pointer leads nowhere */
	pn_root *root;
	pn_resource *resource; /* the one it belongs to; known once it is collected */
	/* Where it is: "/keyword", "/keyword/key" or "/keyword/index" below `parent`; or `path`. */
	pn_node *parent;
	pn_str keyword, key;
	uint32_t index;
	uint8_t step; /* pn_node_step */
	pn_str path;
	uint32_t id;	  /* its number among the schema's nodes */
	bool bad_pointer; /* the pointer that leads here is malformed */
	bool collected;	  /* its resources and anchors are known */
	bool queued;	  /* it was or will be compiled */

	uint8_t verdict; /* pn_node_verdict */
	pn_draft draft;
	uint16_t types; /* PN_JSON_...; 0: any */
	uint16_t choice_types;
	const pn_value *choices; /* enum: a list, or NULL */
	const pn_value *constant;
	const pn_format *format;
	bool format_regex;
	pn_node *ref, *recursive_ref, *dynamic_ref;
	pn_str dynamic_ref_anchor;
	pn_str dynamic_anchor;
	bool recursive_anchor;
	const pn_object_rules *object; /* each NULL when no such rule is there */
	const pn_array_rules *array;
	const pn_string_rules *string;
	const pn_number_rules *number;
	const pn_logic_rules *logic;
	pn_node *unevaluated_properties, *unevaluated_items;
	bool all_properties, all_items; /* unevaluated... finds nothing left below it */
	size_t items_done;		/* ... in the first items */
};

/* A schema with a name of its own: the whole document, or a part with "$id". */
struct pn_resource {
	pn_node *node;
	pn_str id;
	pn_dialect dialect;
	pn_map *anchors; /* name to node id; NULL: none */
	pn_map *dynamic; /* the dynamic ones among them */
};

/* A document. */
struct pn_root {
	pn_str url;
	const pn_value *doc; /* NULL: made up, and without a place inside */
	pn_node *node;
	pn_resource *resource; /* of the whole document */
	pn_pointers resources; /* pn_resource */
	pn_map *ids;	       /* resource id to its place in resources */
};

/* The node's JSON pointer, "/properties/a". */
pn_str pn_node_pointer(pn_arena *arena, const pn_node *node);
/* The node's address, "file:///values.schema.json#/properties/a". */
pn_str pn_node_location(pn_arena *arena, const pn_node *node);
/* Appends a pointer's token with ~ and / escaped. */
void pn_pointer_escape(pn_buf *buf, pn_str token);
/* Escapes a pointer for a URL's fragment; slashes stay. */
pn_str pn_pointer_encode(pn_arena *arena, pn_str pointer);
/* The subschema under a key; NULL when there is none. */
pn_node *pn_node_map_get(const pn_node_map *map, pn_str key, uint32_t hash);

#endif
