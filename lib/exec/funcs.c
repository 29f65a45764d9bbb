/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/exec.h"

/* Counts a row's parameters once, so that calls need not. */
static pn_callee make_callee(const pn_func *func, void *data)
{
	size_t count = strlen(func->params);
	bool variadic = count && func->params[count - 1] == '*';
	pn_str name = pn_str_from(func->name);

	return (pn_callee){
		.func = func,
		.name = name,
		.hash = pn_str_hash(name),
		.data = data,
		.fixed = (uint32_t)(variadic ? count - 2 : count),
		.rest = variadic ? func->params[count - 2] : 0,
	};
}

/* Enters a callee under its name unless an earlier table has that name. */
static void enter(pn_funcs *funcs, uint32_t number)
{
	const pn_callee *callee = &funcs->callees[number];
	uint32_t mask = funcs->index_cap - 1, at = callee->hash & mask;

	for (; funcs->index[at]; at = (at + 1) & mask) {
		const pn_callee *there = &funcs->callees[funcs->index[at] - 1];

		if (there->hash == callee->hash && pn_str_eq(there->name, callee->name))
			return;
	}
	funcs->index[at] = number + 1;
}

/* Makes an index that is at most half full. */
static bool make_index(pn_arena *arena, pn_funcs *funcs, size_t count)
{
	uint32_t cap = 16;

	if (count > UINT32_MAX / 8)
		return false;
	while (cap < count * 2 + 2)
		cap *= 2;
	funcs->index = pn_alloc_zero(arena, cap * sizeof *funcs->index);
	funcs->index_cap = cap;
	return funcs->index != NULL;
}

/* Notes where each type's methods are; they are sorted by type. */
static void count_methods(pn_funcs *funcs)
{
	struct pn_method_range *ranges = funcs->method_ranges;
	uint32_t at = 0;

	for (uint32_t type = 0; type < PN_TYPE_COUNT; type++) {
		ranges[type].from = at;
		for (; at < funcs->method_count && funcs->methods[at].type == type; at++)
			ranges[type].names |= (uint64_t)1 << funcs->method_callees[at].hash % 64;
		ranges[type].to = at;
	}
	for (uint32_t type = 0; type < PN_TYPE_COUNT; type++) {
		pn_type other = (pn_type)pn_type_get((pn_type)type)->same_as;

		if (other != PN_TYPE_NIL)
			ranges[type] = ranges[other];
	}
}

bool pn_funcs_prepare(pn_arena *arena, pn_funcs *funcs)
{
	size_t count = 0, at = 0;
	pn_callee *callees;

	for (size_t i = 0; i < funcs->table_count; i++)
		count += funcs->tables[i].count;
	callees = PN_NEW_ARRAY(arena, pn_callee, count + funcs->method_count);
	if (!callees || !make_index(arena, funcs, count))
		return false;
	funcs->callees = callees;
	funcs->method_callees = callees + count;
	for (size_t i = 0; i < funcs->table_count; i++) {
		const pn_func_table *table = &funcs->tables[i];

		for (size_t k = 0; k < table->count; k++) {
			callees[at] = make_callee(&table->rows[k], table->data);
			enter(funcs, (uint32_t)at++);
		}
	}
	for (size_t i = 0; i < funcs->method_count; i++)
		callees[at++] = make_callee(&funcs->methods[i].func, NULL);
	count_methods(funcs);
	return true;
}

static const pn_callee *find_hashed(const pn_funcs *funcs, pn_str name, uint32_t hash)
{
	uint32_t mask = funcs->index_cap - 1;

	for (uint32_t at = hash & mask; funcs->index[at]; at = (at + 1) & mask) {
		const pn_callee *callee = &funcs->callees[funcs->index[at] - 1];

		if (callee->hash == hash && pn_str_eq(callee->name, name))
			return callee;
	}
	return NULL;
}

const pn_callee *pn_funcs_find(const pn_funcs *funcs, pn_str name)
{
	return find_hashed(funcs, name, pn_str_hash(name));
}

const pn_callee *pn_funcs_method(const pn_funcs *funcs, pn_type type, const pn_name *name)
{
	const struct pn_method_range *range = &funcs->method_ranges[type];

	for (uint32_t i = range->from; i < range->to; i++) {
		const pn_callee *callee = &funcs->method_callees[i];

		if (callee->hash == name->hash && pn_str_eq(callee->name, name->text))
			return callee;
	}
	return NULL;
}

static const void *find_for_parser(void *data, pn_str name, uint32_t hash)
{
	return find_hashed(data, name, hash);
}

pn_func_finder pn_funcs_finder(const pn_funcs *funcs)
{
	return (pn_func_finder){ find_for_parser, (void *)(uintptr_t)funcs, NULL };
}
