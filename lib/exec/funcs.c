/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/exec.h"

/* How a name that ends with a zero stands to another one; most differ in the first letters. */
static inline int compare(const char *a, pn_str b)
{
	for (size_t i = 0; i < b.len; i++) {
		if (a[i] != b.ptr[i] || !a[i])
			return (unsigned char)a[i] < (unsigned char)b.ptr[i] || !a[i] ? -1 : 1;
	}
	return a[b.len] != '\0';
}

/* Finds a row of a family. */
static const pn_func *find_row(const pn_func_family *family, pn_str name)
{
	size_t from = 0, to = family->function_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const pn_func *row = &family->functions[middle];
		int order = compare(row->name, name);

		if (order == 0)
			return row;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

static const pn_func *find_indexed(const pn_func_index *index, pn_str name, uint32_t hash)
{
	uint32_t mask = index->slot_count - 1;

	for (uint32_t at = hash & mask; index->slots[at]; at = (at + 1) & mask) {
		uint32_t entry = index->slots[at] - 1u;
		const pn_func_family *family = index->families[entry >> 8];
		const pn_func *row = &family->functions[entry & 255];

		if ((entry & 255) < family->function_count && compare(row->name, name) == 0)
			return row;
	}
	return NULL;
}

static const pn_func *find_hashed(const pn_funcs *funcs, pn_str name, uint32_t hash)
{
	const pn_func *found = NULL;

	for (size_t i = 0; i < funcs->family_count && !found; i++)
		found = find_row(funcs->families[i], name);
	if (!found && funcs->index)
		found = find_indexed(funcs->index, name, hash);
	return found || !funcs->last ? found : find_row(funcs->last, name);
}

const pn_func *pn_funcs_find(const pn_funcs *funcs, pn_str name)
{
	return find_hashed(funcs, name, pn_str_hash(name));
}

/* Finds a type's method in a family. */
static const pn_func *find_method(const pn_func_family *family, pn_type type, pn_name name)
{
	size_t count = family->method_count;

	if (!(family->method_names & pn_method_bit(name.hash)) || type < family->methods[0].type ||
	    type > family->methods[count - 1].type)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const pn_method *method = &family->methods[i];

		if (method->type == type && compare(method->func.name, pn_name_str(name)) == 0)
			return &method->func;
	}
	return NULL;
}

const pn_func *pn_funcs_method(const pn_funcs *funcs, pn_type type, pn_name name)
{
	const pn_func_index *index = funcs->index;
	pn_type other = (pn_type)pn_type_get(type)->same_as;
	const pn_func *found = NULL;

	if (other != PN_TYPE_NIL)
		type = other;
	for (size_t i = 0; i < funcs->family_count && !found; i++)
		found = find_method(funcs->families[i], type, name);
	if (!found && funcs->last)
		found = find_method(funcs->last, type, name);
	for (size_t i = 0; index && i < index->method_count && !found; i++)
		found = find_method(index->methods[i], type, name);
	return found;
}

static const void *find_for_parser(void *data, pn_str name, uint32_t hash)
{
	return find_hashed(data, name, hash);
}

pn_func_finder pn_funcs_finder(const pn_funcs *funcs)
{
	return (pn_func_finder){ find_for_parser, (void *)(uintptr_t)funcs, NULL };
}
