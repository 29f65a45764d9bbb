/*
 * One validation (jsonschema: validator.go). A scope is one schema applied to one value; scopes
 * form a chain on the C stack, which is also the dynamic scope that $dynamicRef looks through.
 */
#ifndef PN_SCHEMA_VALIDATE_H
#define PN_SCHEMA_VALIDATE_H

#include "base/stack.h"
#include "schema/compiler.h"

typedef struct pn_run {
	pn_cx *cx;
	const pn_schema *schema;
	uint32_t *active; /* by node id: level + 1 of the value it is applied to right now, or 0 */
	uint32_t active_cap;
	uint64_t steps; /* left */
	uint32_t depth; /* scopes on the stack */
	pn_stack stack;
	bool broken;		/* a limit or memory; cx->err says which */
	pn_schema_error unsaid; /* what quiet scopes hand up instead of reasons */
	pn_compiler *documents; /* set while a schema is validated by its metaschema */
} pn_run;

/* The properties or items that no keyword has looked at so far, for unevaluated... . */
typedef struct pn_leftovers {
	bool *left; /* by place; NULL: none, or nobody asks */
	size_t total, count;
} pn_leftovers;

typedef struct pn_scope {
	const struct pn_scope *parent;
	struct pn_scope *owner; /* the first scope of the same value */
	const pn_node *node;	/* the schema in force */
	const pn_node *entered; /* ... as the chain sees it: another one in mixed drafts */
	const pn_value *value;
	const char *ref; /* the keyword that jumped here; NULL: none did */
	uint32_t level;	 /* how deep the value is: two scopes of one value have the same */
	bool quiet;	 /* only the verdict counts, not the reasons */
	bool indexed;	 /* an owner's value is its parent's under `index`, else under `key` */
	uint32_t index;
	pn_str key;
	pn_schema_place *place; /* an owner's, once somebody asked for it */
	const pn_node *meta;	/* the metaschema of the draft at hand, when there is one */
	pn_leftovers leftovers;
	pn_schema_error *first, *last; /* what was found; nothing when quiet */
	size_t count;
} pn_scope;

/* ---- validate.c ---- */

/* Applies a schema to the scope's own value. Returns NULL when the value meets it. */
pn_schema_error *pn_apply_self(pn_run *run, pn_scope *scope, const pn_node *node, const char *ref,
			       bool quiet);
/* Applies a schema to a property or an item of the scope's value. */
pn_schema_error *pn_apply_property(pn_run *run, pn_scope *scope, const pn_node *node,
				   const pn_entry *entry);
pn_schema_error *pn_apply_item(pn_run *run, pn_scope *scope, const pn_node *node,
			       const pn_value *item, uint32_t name);
/* Applies a schema to a value that stands for itself, as a property's name does. */
pn_schema_error *pn_apply_alone(pn_run *run, const pn_scope *scope, const pn_node *node,
				const pn_value *value);
/* Validates a value from the top; NULL when it is valid or the run broke. */
pn_schema_error *pn_run_validate(pn_run *run, const pn_node *top, const pn_node *meta,
				 const pn_value *value);

/* ---- scope.c ---- */

/* Notes what was found; NULL is nothing. */
void pn_scope_add(pn_scope *scope, pn_schema_error *error);
/* Makes a finding about the scope's value; NULL when nobody wants to know. */
pn_schema_error *pn_scope_error(pn_run *run, const pn_scope *scope, pn_schema_fault fault);
/* Makes and notes one. The caller may fill in details, if it is not NULL. */
pn_schema_error *pn_scope_find(pn_run *run, pn_scope *scope, pn_schema_fault fault);
/* ... with two counts as its details. */
void pn_scope_find_counts(pn_run *run, pn_scope *scope, pn_schema_fault fault, int64_t got,
			  int64_t want);
/* Whether a quiet scope has its verdict, or the run broke. */
static inline bool pn_scope_done(const pn_run *run, const pn_scope *scope)
{
	return run->broken || (scope->quiet && scope->count);
}
/* Words the chain of keywords that leads to a scope, "/properties/a/$ref". */
pn_str pn_scope_keywords(pn_arena *arena, const pn_scope *scope);
/* Makes the leftovers of a value before a schema looks at it. */
pn_leftovers pn_leftovers_of(pn_run *run, const pn_value *v, const pn_node *node, bool wanted);
/* Removes what another schema has looked at. */
void pn_leftovers_merge(pn_leftovers *leftovers, const pn_leftovers *other);
static inline void pn_leftovers_remove(pn_leftovers *leftovers, size_t place)
{
	if (leftovers->left && leftovers->left[place]) {
		leftovers->left[place] = false;
		leftovers->count--;
	}
}

/* ---- validate_object.c, validate_array.c, validate_scalar.c, validate_logic.c ---- */

void pn_validate_object(pn_run *run, pn_scope *scope);
void pn_validate_array(pn_run *run, pn_scope *scope);
void pn_validate_string(pn_run *run, pn_scope *scope);
void pn_validate_number(pn_run *run, pn_scope *scope);
void pn_validate_logic(pn_run *run, pn_scope *scope);
void pn_validate_unevaluated(pn_run *run, pn_scope *scope);

/* ---- meta.c ---- */

/* The metaschema of a dialect, as a node of the compiler of metaschemas. */
const pn_node *pn_metaschema_node(pn_compiler *c, const pn_dialect *dialect);

#endif
