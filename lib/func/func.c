/* SPDX-License-Identifier: Apache-2.0 */
#include "func/func.h"

static const pn_func_family *const families[] = {
	&pn_family_builtin,
	&pn_family_case,
	&pn_family_certificates,
	&pn_family_compare,
	&pn_family_cut,
	&pn_family_data,
	&pn_family_dates,
	&pn_family_decimal,
	&pn_family_defaults,
	&pn_family_dict,
	&pn_family_duration_methods,
	&pn_family_encode,
	&pn_family_escape,
	&pn_family_float,
	&pn_family_list,
	&pn_family_math,
	&pn_family_merge,
	&pn_family_passwords,
	&pn_family_path,
	&pn_family_quote,
	&pn_family_random,
	&pn_family_regex,
	&pn_family_semver,
	&pn_family_split,
	&pn_family_strings,
	&pn_family_time_methods,
	&pn_family_types,
	&pn_family_url,
	&pn_family_words,
	&pn_family_wrap,
};

enum { FAMILY_COUNT = sizeof families / sizeof *families };

const pn_func_family *const *pn_func_families(size_t *count)
{
	*count = FAMILY_COUNT;
	return families;
}

/* Puts the methods of all families in the order of their types, as exec wants them. */
static bool gather_methods(pn_arena *arena, const pn_func_family *const *all, size_t count,
			   pn_funcs *out)
{
	size_t total = 0, next[PN_TYPE_COUNT + 1] = { 0 }; /* where a type's next one goes */
	const pn_method **methods;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < all[i]->method_count; k++, total++)
			next[all[i]->methods[k].type + 1]++;
	methods = PN_NEW_ARRAY(arena, const pn_method *, total);
	if (!methods)
		return false;
	for (int type = 1; type < PN_TYPE_COUNT; type++)
		next[type] += next[type - 1];
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < all[i]->method_count; k++)
			methods[next[all[i]->methods[k].type]++] = &all[i]->methods[k];
	out->methods = methods;
	out->method_count = total;
	return true;
}

bool pn_func_gather_only(pn_arena *arena, const pn_func_family *const *all, size_t count,
			 pn_funcs *out)
{
	pn_func_table *tables = PN_NEW_ARRAY(arena, pn_func_table, count);

	if (!tables)
		return false;
	for (size_t i = 0; i < count; i++)
		tables[i] =
			(pn_func_table){ all[i]->functions, all[i]->function_count, all[i]->data };
	*out = (pn_funcs){ .tables = tables, .table_count = count };
	return gather_methods(arena, all, count, out) && pn_funcs_prepare(arena, out);
}

bool pn_func_gather(pn_arena *arena, const pn_func_family *const *first, size_t count,
		    pn_funcs *out)
{
	size_t total = count + FAMILY_COUNT;
	const pn_func_family **all = PN_NEW_ARRAY(arena, const pn_func_family *, total);

	for (size_t i = 0; all && i < total; i++)
		all[i] = i < count ? first[i] : families[i - count];
	return all && pn_func_gather_only(arena, all, total, out);
}
