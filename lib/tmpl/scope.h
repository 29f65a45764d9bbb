/*
 * Which variables a template's text may name at a place. Trees of one text do not see each
 * other's: each has an id. Private to tmpl.
 */
#ifndef PN_TMPL_SCOPE_H
#define PN_TMPL_SCOPE_H

#include "base/base.h"

typedef struct pn_scope_name {
	pn_str text;
	uint32_t hash;
	uint32_t tree; /* the tree that sees it now; 0 for none */
} pn_scope_name;

/* A declaration, and what to restore at its end. */
typedef struct pn_scope_undo {
	uint32_t name;
	uint32_t tree;
} pn_scope_undo;

typedef struct pn_scope {
	pn_arena *arena;
	pn_scope_name *names;
	uint32_t name_count, name_cap;
	uint32_t *slots; /* hash table: index into names, plus 1; none for a few */
	uint32_t slot_count;
	pn_scope_undo *undo;
	uint32_t undo_count, undo_cap;
} pn_scope;

void pn_scope_init(pn_scope *scope, pn_arena *arena);
/* Declares a variable, `hash` being pn_str_hash(name), for a tree; false without memory. */
bool pn_scope_declare(pn_scope *scope, pn_str name, uint32_t hash, uint32_t tree);
/* Says whether a tree sees a variable. */
bool pn_scope_sees(const pn_scope *scope, pn_str name, uint32_t hash, uint32_t tree);
/* Returns a place to rewind to. */
static inline uint32_t pn_scope_mark(const pn_scope *scope)
{
	return scope->undo_count;
}
/* Forgets what was declared after the mark. */
static inline void pn_scope_rewind(pn_scope *scope, uint32_t mark)
{
	while (scope->undo_count > mark) {
		const pn_scope_undo *undo = &scope->undo[--scope->undo_count];

		scope->names[undo->name].tree = undo->tree;
	}
}

#endif
