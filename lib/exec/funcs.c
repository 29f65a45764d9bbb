/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/exec.h"

/* The length of a text that is shorter than most, for which a call takes longer than counting. */
static inline size_t length(const char *text)
{
	size_t count = 0;

	while (text[count])
		count++;
	return count;
}

/* Counts a row's parameters once, so that calls need not. */
static inline void make_callee(pn_callee *out, const pn_func *func, void *data)
{
	size_t count = length(func->params), name_len = length(func->name);
	bool variadic = count && func->params[count - 1] == '*';

	out->node.name = func->name;
	out->func = func;
	out->data = data;
	out->hash = pn_str_hash_here((pn_str){ func->name, name_len });
	out->name_len = (uint16_t)name_len;
	out->fixed = (uint8_t)(variadic ? count - 2 : count);
	out->rest = variadic ? func->params[count - 2] : '\0';
}

static inline bool is_named(const pn_callee *callee, pn_str name, uint32_t hash)
{
	return callee->hash == hash &&
	       pn_str_eq((pn_str){ callee->func->name, callee->name_len }, name);
}

/* Enters a callee under its name unless an earlier table has that name. */
static inline void enter(pn_funcs *funcs, uint32_t number)
{
	const pn_callee *callee = &funcs->callees[number];
	pn_str name = { callee->func->name, callee->name_len };
	uint32_t mask = funcs->index_cap - 1, at = callee->hash & mask;

	for (; funcs->index[at]; at = (at + 1) & mask)
		if (is_named(&funcs->callees[funcs->index[at] - 1], name, callee->hash))
			return;
	funcs->index[at] = (uint16_t)(number + 1);
}

/* Makes an index that is at most half full. */
static bool make_index(pn_arena *arena, pn_funcs *funcs, size_t count)
{
	uint32_t cap = 16;

	if (count >= UINT16_MAX)
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
		for (; at < funcs->method_count && funcs->methods[at]->type == type; at++)
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
			make_callee(&callees[at], &table->rows[k], table->data);
			enter(funcs, (uint32_t)at++);
		}
	}
	for (size_t i = 0; i < funcs->method_count; i++)
		make_callee(&callees[at++], &funcs->methods[i]->func, NULL);
	count_methods(funcs);
	return true;
}

static const pn_callee *find_hashed(const pn_funcs *funcs, pn_str name, uint32_t hash)
{
	uint32_t mask = funcs->index_cap - 1;

	for (uint32_t at = hash & mask; funcs->index[at]; at = (at + 1) & mask) {
		const pn_callee *callee = &funcs->callees[funcs->index[at] - 1];

		if (is_named(callee, name, hash))
			return callee;
	}
	return NULL;
}

const pn_callee *pn_funcs_find(const pn_funcs *funcs, pn_str name)
{
	return find_hashed(funcs, name, pn_str_hash(name));
}

const pn_callee *pn_funcs_method(const pn_funcs *funcs, pn_type type, pn_name name)
{
	const struct pn_method_range *range = &funcs->method_ranges[type];

	for (uint32_t i = range->from; i < range->to; i++) {
		const pn_callee *callee = &funcs->method_callees[i];

		if (is_named(callee, pn_name_str(name), name.hash))
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
