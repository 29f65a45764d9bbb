/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/scope.h"

/* So many names are looked through one by one. */
enum { FEW = 8 };

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

/* Doubles the room; what is more than a few is found by a table, of which half at most is used. */
static bool grow(pn_scope *scope)
{
	uint32_t cap = scope->name_cap ? scope->name_cap * 2 : FEW;
	pn_scope_name *names = pn_realloc(scope->arena, scope->names,
					  scope->name_cap * sizeof *names, cap * sizeof *names);
	uint32_t *slots = NULL;

	if (!names)
		return false;
	scope->names = names;
	scope->name_cap = cap;
	if (cap == FEW)
		return true;
	slots = pn_alloc_zero(scope->arena, cap * 2 * sizeof *slots);
	if (!slots)
		return false;
	scope->slots = slots;
	scope->slot_count = cap * 2;
	for (uint32_t i = 0; i < scope->name_count; i++)
		slots[find_slot(scope, names[i].text, names[i].hash)] = i + 1;
	return true;
}

/* Finds a name; NULL when it was never declared. */
static pn_scope_name *find(const pn_scope *scope, pn_str name, uint32_t hash)
{
	uint32_t slot;

	if (scope->slots) {
		slot = scope->slots[find_slot(scope, name, hash)];
		return slot ? &scope->names[slot - 1] : NULL;
	}
	for (uint32_t i = 0; i < scope->name_count; i++) {
		if (scope->names[i].hash == hash && pn_str_eq(scope->names[i].text, name))
			return &scope->names[i];
	}
	return NULL;
}

/* Finds or adds a name; NULL without memory. */
static pn_scope_name *intern(pn_scope *scope, pn_str name, uint32_t hash)
{
	pn_scope_name *known = find(scope, name, hash);

	if (known)
		return known;
	if (scope->name_count == scope->name_cap && !grow(scope))
		return NULL;
	if (scope->slots)
		scope->slots[find_slot(scope, name, hash)] = scope->name_count + 1;
	known = &scope->names[scope->name_count++];
	*known = (pn_scope_name){ name, hash, 0 };
	return known;
}

bool pn_scope_declare(pn_scope *scope, pn_str name, uint32_t hash, uint32_t tree)
{
	pn_scope_name *known = intern(scope, name, hash);

	if (!known)
		return false;
	if (scope->undo_count == scope->undo_cap) {
		uint32_t cap = scope->undo_cap ? scope->undo_cap * 2 : FEW;
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

bool pn_scope_sees(const pn_scope *scope, pn_str name, uint32_t hash, uint32_t tree)
{
	const pn_scope_name *known;

	if (pn_str_is(name, "$"))
		return true;
	known = find(scope, name, hash);
	return known && known->tree == tree;
}
