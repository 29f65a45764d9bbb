/* SPDX-License-Identifier: Apache-2.0 */
#include "base/stack.h"
#include "value/data.h"
#include "value/map.h"
#include "value/object.h"

static bool equal(pn_stack *stack, const pn_value *a, const pn_value *b, uint32_t depth);

/* Compares lists; a nil list and an empty one differ. */
static bool equal_lists(pn_stack *stack, const pn_value *a, const pn_value *b, uint32_t depth)
{
	if (!a->as.items != !b->as.items || a->len != b->len)
		return false;
	if (a->as.items == b->as.items)
		return true;
	for (uint32_t i = 0; i < a->len; i++) {
		if (!equal(stack, &a->as.items[i], &b->as.items[i], depth))
			return false;
	}
	return true;
}

/* Compares maps by their entries, whatever the order. */
static bool equal_maps(pn_stack *stack, const pn_map *a, const pn_map *b, uint32_t depth)
{
	if (!a != !b || pn_map_count(a) != pn_map_count(b))
		return false;
	if (a == b)
		return true;
	for (uint32_t i = 0; i < a->count; i++) {
		const pn_entry *entry = &a->entries[i];
		const pn_value *other = pn_map_get_hashed(b, entry->key, entry->hash);

		if (!other || !equal(stack, &entry->value, other, depth))
			return false;
	}
	return true;
}

/* Compares structs as their class says, or field by field. */
static bool equal_objects(pn_stack *stack, const pn_object *a, const pn_object *b, uint32_t depth)
{
	if (a == b)
		return true;
	if (!a || !b || a->cls != b->cls)
		return false;
	if (a->cls->equal)
		return a->cls->equal(a, b);
	for (size_t i = 0; i < a->cls->field_count; i++) {
		if (!equal(stack, &a->fields[i], &b->fields[i], depth))
			return false;
	}
	return true;
}

/* Compares two values of one type. */
static bool equal_here(pn_stack *stack, const pn_value *a, const pn_value *b, uint32_t depth)
{
	switch ((pn_kind)a->kind) {
	case PN_NIL:
		return true;
	case PN_BOOL:
		return a->as.boolean == b->as.boolean;
	case PN_INT:
		return a->as.integer == b->as.integer;
	case PN_UINT:
		return a->as.uinteger == b->as.uinteger;
	case PN_FLOAT:
		return a->as.number == b->as.number;
	case PN_COMPLEX:
		return a->as.complex[0] == b->as.complex[0] && a->as.complex[1] == b->as.complex[1];
	case PN_STRING:
	case PN_BYTES:
		return pn_str_eq(pn_value_str(a), pn_value_str(b));
	case PN_LIST:
		return equal_lists(stack, a, b, depth - 1);
	case PN_MAP:
		return equal_maps(stack, a->as.map, b->as.map, depth - 1);
	case PN_OBJECT:
		return equal_objects(stack, a->as.object, b->as.object, depth - 1);
	}
	return false;
}

/* A comparison that goes on on another stack. */
typedef struct elsewhere {
	pn_stack *stack;
	const pn_value *a, *b;
	uint32_t depth;
	bool equal;
} elsewhere;

static void compare_elsewhere(void *data)
{
	elsewhere *e = data;

	e->equal = equal_here(e->stack, e->a, e->b, e->depth);
}

/* Compares two values, on another stack when this one is nearly used up. */
static bool equal(pn_stack *stack, const pn_value *a, const pn_value *b, uint32_t depth)
{
	elsewhere e = { stack, a, b, depth, false };

	if (a->type != b->type || a->kind != b->kind || depth == 0)
		return false;
	if (!pn_stack_low(stack))
		return equal_here(stack, a, b, depth);
	return pn_stack_run(stack, compare_elsewhere, &e) && e.equal;
}

bool pn_value_deep_equal(const pn_value *a, const pn_value *b, uint32_t depth)
{
	pn_stack stack;

	pn_stack_begin(&stack);
	return equal(&stack, a, b, depth);
}
