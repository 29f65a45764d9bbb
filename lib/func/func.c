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

/* A test holds that these are all. */
static const pn_func_family *const with_methods[] = {
	&pn_family_duration_methods,
	&pn_family_semver,
	&pn_family_time_methods,
};

static const pn_func_index all = { .families = families,
				   .count = FAMILY_COUNT,
				   .methods = with_methods,
				   .method_count = sizeof with_methods / sizeof *with_methods,
				   .slots = pn_func_slots,
				   .slot_count = PN_FUNC_SLOTS };

pn_funcs pn_func_gather(const pn_func_family *const *first, size_t count,
			const pn_func_family *last)
{
	return (pn_funcs){ first, count, &all, last };
}
