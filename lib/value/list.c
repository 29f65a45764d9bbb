/* SPDX-License-Identifier: Apache-2.0 */
#include "value/data.h"

/* What the items of an empty list that is not nil point to. */
static const pn_value no_items[1];

pn_value pn_list_empty(pn_type type)
{
	return pn_list(type, no_items, 0);
}

void pn_list_begin(pn_list_builder *b, pn_arena *arena, size_t expected)
{
	*b = (pn_list_builder){ .arena = arena };
	if (expected)
		b->items = PN_NEW_ARRAY(arena, pn_value, expected);
	if (b->items)
		b->cap = expected;
}

/* Doubles the room for items. */
static bool grow(pn_list_builder *b)
{
	size_t cap = b->cap ? b->cap * 2 : 8;
	pn_value *items;

	if (cap > PN_VALUE_MAX_LEN) {
		b->arena->failed = true;
		return false;
	}
	items = pn_realloc(b->arena, b->items, b->cap * sizeof *items, cap * sizeof *items);
	if (!items)
		return false;
	b->items = items;
	b->cap = cap;
	return true;
}

void pn_list_add(pn_list_builder *b, const pn_value *v)
{
	pn_value copy = *v; /* it may be one of the items, which move when they grow */

	if (b->count < b->cap || grow(b))
		b->items[b->count++] = copy;
}

pn_value pn_list_end(pn_list_builder *b, pn_type type)
{
	return b->count ? pn_list(type, b->items, b->count) : pn_list_empty(type);
}
