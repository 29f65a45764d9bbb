/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/scope.h"

enum { FIRST_CAP = 16 };

void pn_scope_init(pn_scope *scope, pn_arena *arena)
{
	*scope = (pn_scope){ .arena = arena };
}

/* Returns the slot that holds the name, or the free one where it would go. */
static uint32_t find_slot(const pn_scope *scope, pn_str name, uint32_t hash)
{
	uint32_t mask = scope->slot_count - 1, i = hash & mask;

	for (; scope->slots[i]; i = (i + 1) & mask) {
		const pn_scope_name *known = &scope->names[scope->slots[i] - 1];

		if (known->hash == hash && pn_str_eq(known->text, name))
			break;
	}
	return i;
}

/* Doubles the table, of which half at most is used. */
static bool grow(pn_scope *scope)
{
	uint32_t cap = scope->name_cap ? scope->name_cap * 2 : FIRST_CAP;
	pn_scope_name *names = pn_realloc(scope->arena, scope->names,
					  scope->name_cap * sizeof *names, cap * sizeof *names);
	uint32_t *slots = pn_alloc_zero(scope->arena, cap * 2 * sizeof *slots);

	if (!names || !slots)
		return false;
	scope->names = names;
	scope->name_cap = cap;
	scope->slots = slots;
	scope->slot_count = cap * 2;
	for (uint32_t i = 0; i < scope->name_count; i++)
		slots[find_slot(scope, names[i].text, names[i].hash)] = i + 1;
	return true;
}

/* Finds or adds a name; NULL without memory. */
static pn_scope_name *intern(pn_scope *scope, pn_str name)
{
	uint32_t hash = pn_str_hash(name), slot;

	if (scope->name_count == scope->name_cap && !grow(scope))
		return NULL;
	slot = find_slot(scope, name, hash);
	if (!scope->slots[slot]) {
		scope->names[scope->name_count] = (pn_scope_name){ name, hash, 0 };
		scope->slots[slot] = ++scope->name_count;
	}
	return &scope->names[scope->slots[slot] - 1];
}

bool pn_scope_declare(pn_scope *scope, pn_str name, uint32_t tree)
{
	pn_scope_name *known = intern(scope, name);

	if (!known)
		return false;
	if (scope->undo_count == scope->undo_cap) {
		uint32_t cap = scope->undo_cap ? scope->undo_cap * 2 : FIRST_CAP;
		pn_scope_undo *undo =
			pn_realloc(scope->arena, scope->undo, scope->undo_cap * sizeof *undo,
				   cap * sizeof *undo);

		if (!undo)
			return false;
		scope->undo = undo;
		scope->undo_cap = cap;
	}
	scope->undo[scope->undo_count++] =
		(pn_scope_undo){ (uint32_t)(known - scope->names), known->tree };
	known->tree = tree;
	return true;
}

bool pn_scope_sees(const pn_scope *scope, pn_str name, uint32_t tree)
{
	uint32_t slot;

	if (pn_str_is(name, "$"))
		return true;
	if (!scope->slot_count)
		return false;
	slot = find_slot(scope, name, pn_str_hash(name));
	return scope->slots[slot] && scope->names[scope->slots[slot] - 1].tree == tree;
}
