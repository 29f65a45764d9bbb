/*
 * The state of one compilation. It goes in the library's order (jsonschema: compiler.go, roots.go):
 *
 *   text --load--> document --collect--> resources, anchors --check--> valid by its metaschema
 *                                                                            |
 *   nodes with rules <--compile, breadth first from the top, references resolved on the way
 *
 * so that of several mistakes in a schema the one that Helm names is found first.
 */
#ifndef PN_SCHEMA_COMPILER_H
#define PN_SCHEMA_COMPILER_H

#include "base/stack.h"
#include "schema/keyword.h"
#include "schema/node.h"
#include "schema/schema.h"

/* What pn_schema_compile returns. */
struct pn_schema {
	const pn_node *top;
	pn_pointers nodes; /* pn_node, by id */
	pn_pointers urns;  /* pn_str: references that lead nowhere and stand for `true` */
	pn_str problem;	   /* what is wrong with the schema itself; empty: nothing */
	pn_str text;	   /* once it is known to be JSON */
};

typedef struct pn_compiler {
	pn_cx *cx;
	pn_schema *schema;
	pn_stack stack;	   /* of whoever compiles */
	pn_pointers roots; /* pn_root */
	pn_map *places;	   /* URL to place in `roots` */
	pn_node **table;   /* open addressing by the address of node->value */
	size_t table_cap;  /* a power of two */
	pn_pointers queue; /* pn_node: to be compiled, as they were discovered */
	size_t queue_done;
	pn_map *patterns;	  /* text to place in `compiled` */
	pn_pointers compiled;	  /* pn_regex */
	bool official;		  /* it compiles metaschemas: formats count in every draft */
	struct pn_compiler *meta; /* the metaschemas, compiled when first asked for */
	pn_pointers metaschemas;  /* those that were asked for, by dialect; see meta.c */
} pn_compiler;

/* ---- compiler.c ---- */

/* Makes an empty compiler that works for cx; NULL without memory. */
pn_compiler *pn_compiler_new(pn_cx *cx);
/*
 * Notes what is wrong with the schema, unless something is already; returns false. In the format
 * %s takes a pn_str, %q one that is quoted as Go does.
 */
bool pn_compiler_problem(pn_compiler *c, const char *format, ...);
/* Appends a pointer; false without memory. */
bool pn_pointers_add(pn_arena *arena, pn_pointers *pointers, void *item);
/* Finds the node whose schema this value is; NULL when there is none yet. */
pn_node *pn_compiler_find(const pn_compiler *c, const pn_value *value);
/* Finds or makes it; NULL without memory. value NULL always makes one, which leads nowhere. */
pn_node *pn_compiler_node(pn_compiler *c, pn_root *root, const pn_value *value);
/* Finds or makes the subschema under a keyword, in a keyword's map, in a keyword's list. */
pn_node *pn_compiler_child(pn_compiler *c, pn_node *parent, pn_str keyword, const pn_value *value);
pn_node *pn_compiler_child_key(pn_compiler *c, pn_node *parent, pn_str keyword, const pn_entry *e);
pn_node *pn_compiler_child_index(pn_compiler *c, pn_node *parent, pn_str keyword,
				 const pn_value *list, uint32_t index);
/* Puts a node at the end of the queue unless it was there already. */
bool pn_compiler_enqueue(pn_compiler *c, pn_node *node);
/* Compiles a regular expression once; NULL: *why is Go's text, empty when memory ran out. */
const pn_regex *pn_compiler_regex(pn_compiler *c, pn_str text, pn_str *why);

/* ---- load.c ---- */

/* Enters a document under its URL: collects what is in it and checks it. */
pn_root *pn_compiler_add_root(pn_compiler *c, pn_str url, const pn_value *doc);
/* Returns the document at a URL, which is loaded when need be; NULL on failure. */
pn_root *pn_compiler_root(pn_compiler *c, pn_str url);
/* Loads a document's value: it is known already, a metaschema, or out of reach (NULL). */
const pn_value *pn_compiler_load(pn_compiler *c, pn_str url);

/* ---- collect.c ---- */

/*
 * Finds the resources and anchors in a schema. `base` is the resource around it, NULL for a whole
 * document, `usual` the dialect that "$schema" may override.
 */
bool pn_compiler_collect(pn_compiler *c, pn_node *node, pn_resource *base, pn_dialect usual);

/* ---- dialect.c ---- */

/* Finds out in which draft a schema is written: by its "$schema", else the usual one. */
bool pn_compiler_draft(pn_compiler *c, const pn_node *node, pn_draft usual, pn_draft *draft);
/*
 * Finds out the dialect of a resource: `draft` with the vocabularies that the metaschema in its
 * "$schema" chose. Without a "$schema" *dialect stays as it is.
 */
bool pn_compiler_dialect(pn_compiler *c, const pn_node *node, pn_draft draft, pn_dialect *dialect);

/* ---- check.c, meta.c ---- */

/* Whether a value is certainly a valid schema of a draft; false: the metaschema must tell. */
bool pn_check_schema(pn_compiler *c, const pn_value *v, pn_draft draft);
/* Validates a node's value against its metaschema. */
bool pn_compiler_check(pn_compiler *c, pn_node *node);

/* ---- reference.c ---- */

/* Cuts a reference at its '#' and decodes what follows. */
bool pn_reference_split(pn_compiler *c, pn_str ref, pn_str *url, pn_str *fragment);
/* The same after resolving it against a URL. */
bool pn_compiler_join(pn_compiler *c, pn_str base, pn_str ref, pn_str *url, pn_str *fragment);
/* Finds what a reference in a node means; NULL on failure. */
pn_node *pn_compiler_resolve(pn_compiler *c, pn_node *node, pn_str ref);
/* Finds the node at a place in a resource: "" or "/a/b" a pointer, else an anchor. */
pn_node *pn_compiler_fragment(pn_compiler *c, pn_root *root, pn_resource *resource,
			      pn_str fragment);

/* ---- compile.c ---- */

/* Compiles a node and all that it reaches. */
bool pn_compiler_run(pn_compiler *c, pn_node *node);

#endif
