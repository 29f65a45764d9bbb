/*
 * schema: JSON Schema, drafts 4 to 2020-12, as github.com/santhosh-tekuri/jsonschema v6.0.2 has it,
 * which is what Helm validates values with. It knows no chart: who walks a chart's tree is above.
 * A "$ref" never leaves the schema's own text, except to the published metaschemas, which are here.
 *
 * Lifetime rule: a schema lives in the arena it was compiled in, keeps slices of the text, and is
 * immutable: threads may share it. Errors live in the arena of the validation and refer to the
 * schema and the instance.
 */
#ifndef PN_SCHEMA_SCHEMA_H
#define PN_SCHEMA_SCHEMA_H

#include "value/value.h"

typedef struct pn_schema pn_schema;

/*
 * Compiles values.schema.json. What is wrong with the text is no failure here: Helm finds out when
 * it validates, and so does pn_schema_validate. False: a limit or memory.
 */
bool pn_schema_compile(pn_cx *cx, pn_str text, const pn_schema **out);

/*
 * A plain schema, read in one pass into a program, that tells valid values from others and no more.
 * Most schemas are plain. Threads may share it.
 */
typedef struct pn_schema_quick pn_schema_quick;
/* NULL when the text is not certainly plain, or without memory: pn_schema_compile then tells. */
pn_schema_quick *pn_schema_quick_new(const pintle_allocator *mem, const pintle_limits *limits,
				     pn_str text);
void pn_schema_quick_free(pn_schema_quick *quick);
/*
 * Validates. *accepted is true only for what pn_schema_validate finds valid; ask that for reasons,
 * and when a limit may have been met. False: memory.
 */
bool pn_schema_quick_accepts(pn_cx *cx, pn_schema_quick *quick, const pn_value *values,
			     bool *accepted);

/* Which keyword a value does not meet. */
typedef enum pn_schema_fault {
	PN_FAULT_BROKEN = 0, /* the schema itself is wrong; `text` says how */
	PN_FAULT_SCHEMA,     /* the outermost one; its causes say everything */
	PN_FAULT_GROUP,	     /* several things are wrong with one value */
	PN_FAULT_REFERENCE,  /* what "$ref" and its kin lead to; `name` is the keyword */
	PN_FAULT_FALSE,
	PN_FAULT_CYCLE,
	PN_FAULT_INVALID_TYPE, /* the value is nothing that JSON has */
	PN_FAULT_TYPE,
	PN_FAULT_CONST,
	PN_FAULT_ENUM,
	PN_FAULT_FORMAT,
	PN_FAULT_NOT,
	PN_FAULT_ALL_OF,
	PN_FAULT_ANY_OF,
	PN_FAULT_ONE_OF,
	PN_FAULT_MIN_PROPERTIES,
	PN_FAULT_MAX_PROPERTIES,
	PN_FAULT_REQUIRED,
	PN_FAULT_DEPENDENCY,
	PN_FAULT_DEPENDENT_REQUIRED,
	PN_FAULT_ADDITIONAL_PROPERTIES,
	PN_FAULT_PROPERTY_NAMES,
	PN_FAULT_MIN_ITEMS,
	PN_FAULT_MAX_ITEMS,
	PN_FAULT_UNIQUE_ITEMS,
	PN_FAULT_ADDITIONAL_ITEMS,
	PN_FAULT_CONTAINS,
	PN_FAULT_MIN_CONTAINS,
	PN_FAULT_MAX_CONTAINS,
	PN_FAULT_MIN_LENGTH,
	PN_FAULT_MAX_LENGTH,
	PN_FAULT_PATTERN,
	PN_FAULT_MINIMUM,
	PN_FAULT_MAXIMUM,
	PN_FAULT_EXCLUSIVE_MINIMUM,
	PN_FAULT_EXCLUSIVE_MAXIMUM,
	PN_FAULT_MULTIPLE_OF,
	PN_FAULT_COUNT
} pn_schema_fault;

/* A place in the instance: a key or an index, and the place around it; NULL is the whole. */
typedef struct pn_schema_place {
	const struct pn_schema_place *outer;
	pn_str step;
} pn_schema_place;

/* One finding and what caused it. Which of the details are set depends on the fault. */
typedef struct pn_schema_error {
	const struct pn_schema_error *next;   /* its neighbour among its parent's causes */
	const struct pn_schema_error *causes; /* the first one */
	uint8_t fault;			      /* pn_schema_fault */
	uint16_t types;
	const pn_schema_place *place; /* of the value */
	const struct pn_node *at;     /* the schema that the value does not meet */
	const pn_value *value, *want;
	int64_t got_count, want_count;
	pn_str name, text;
	const pn_str *names;
	size_t name_count;
} pn_schema_error;

/* Validates; *errors is NULL when the instance is valid. False: a limit or memory. */
bool pn_schema_validate(pn_cx *cx, const pn_schema *schema, const pn_value *instance,
			const pn_schema_error **errors);
/*
 * Appends what Helm prints for one chart below its name: "- at '/a': got number, want string" and
 * so on, with a newline at the end; for a schema that is wrong itself just what it is.
 */
void pn_schema_error_print(pn_buf *out, const pn_schema_error *errors);
/* Appends one finding's message, without its causes: "got number, want string". */
void pn_schema_error_message(pn_buf *out, const pn_schema_error *error);
/* The place of the value as a JSON pointer, "/a/0". */
pn_str pn_schema_error_place(pn_arena *arena, const pn_schema_error *error);
/* The address of the schema that a finding is about, "file:///values.schema.json#/properties/a". */
pn_str pn_schema_error_location(pn_arena *arena, const pn_schema_error *error);

/* One thing that is wrong with one value. */
typedef struct pn_schema_violation {
	pn_str place;		      /* a JSON pointer, "/a/0" */
	pn_str message;		      /* "got number, want string"; what causes it in lines below */
	const pn_value *value;	      /* the value; of keys that are too many the first one's */
	const pn_schema_error *error; /* all that is known */
} pn_schema_violation;

typedef struct pn_schema_violations {
	pn_schema_violation *items;
	size_t count, cap;
} pn_schema_violations;

/* Takes findings apart and adds them to a list, which lives in cx's arena. */
bool pn_schema_violations_add(pn_cx *cx, pn_schema_violations *list, const pn_schema_error *errors);

/* Calls `each` for the properties that the schema names which a finding is about. */
void pn_schema_error_properties(const pn_schema_error *error, void (*each)(void *data, pn_str name),
				void *data);

/*
 * Logs the text of a schema that is JSON, for those who look for faults, and the references that
 * could not be followed, as Helm does while it compiles. These only once: `seen` remembers them.
 */
void pn_schema_log(const pintle_log *log, const pn_schema *schema, pn_map *seen);
/*
 * Appends what Helm reports on one chart: its name, a colon and the findings; nothing when the
 * values are valid. `schema` may come from pn_schema_compile. False: a limit or memory.
 */
bool pn_schema_report(pn_cx *cx, pn_buf *out, pn_str chart, const pn_schema *schema,
		      const pn_value *values);

#endif
