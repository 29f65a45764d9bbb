/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of functions; what functions do is told by testdata/cases/func. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "func/func.h"
#include "func_names.h"
#include "render/engine.h"

static bool is_listed(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

#define IS_LISTED(names, name) is_listed(names, sizeof names / sizeof *names, name)

static void each_family_is_sorted(void **state)
{
	size_t count;
	const pn_func_family *const *families = pn_func_families(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 1; k < families[i]->function_count; k++)
			assert_true(strcmp(families[i]->functions[k - 1].name,
					   families[i]->functions[k].name) < 0);
}

static void each_name_is_in_one_family(void **state)
{
	const pn_funcs funcs = pn_func_gather(NULL, 0, NULL);
	size_t count;
	const pn_func_family *const *families = pn_func_families(&count);

	(void)state;
	for (size_t i = 0; i < PN_FUNC_SLOTS; i++)
		assert_true((size_t)pn_func_slots[i] >> 8 < count);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < families[i]->function_count; k++) {
			const pn_func *row = &families[i]->functions[k];
			const pn_func *found = pn_funcs_find(&funcs, pn_str_from(row->name));

			if (found != row)
				fail_msg("%s is not found: run scripts/func-index", row->name);
		}
	}
}

static void no_other_name_is_found(void **state)
{
	static const char *const names[] = { "",	 "a",	    "ad",
					     "addd",	 "Quote",   "quotes",
					     "zzz",	 "include", "toYamlPrettyAndMore",
					     "default\0" };
	const pn_func_family *helm = &pn_family_helm;
	const pn_funcs funcs = pn_func_gather(NULL, 0, NULL), more = pn_func_gather(NULL, 0, helm),
		       before = pn_func_gather(&helm, 1, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(pn_funcs_find(&funcs, pn_str_from(names[i])) != NULL,
				 strcmp(names[i], "default") == 0);
	assert_null(pn_funcs_find(&funcs, (pn_str){ "default", 8 }));
	assert_null(pn_funcs_find(&more, PN_STR("includ")));
	assert_null(pn_funcs_find(&more, PN_STR("includes")));
	for (size_t i = 0; i < helm->function_count; i++)
		assert_ptr_equal(pn_funcs_find(&more, pn_str_from(helm->functions[i].name)),
				 &helm->functions[i]);
	assert_non_null(pn_funcs_find(&before, PN_STR("tpl")));
	assert_non_null(pn_funcs_find(&before, PN_STR("default")));
	assert_null(pn_funcs_find(&before, PN_STR("tp")));
}

static bool is_map(pn_type type)
{
	return strcmp(pn_type_get(type)->kind, "map") == 0;
}

static pn_name name_of(const char *text)
{
	pn_str s = pn_str_from(text);

	return (pn_name){ s.ptr, (uint32_t)s.len, pn_str_hash(s) };
}

/* What other names are told apart from methods by has to hold all of them. */
static void check_bits(const pn_func_family *family)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < family->method_count; i++)
		bits |= pn_method_bit(name_of(family->methods[i].func.name).hash);
	if (bits != family->method_names)
		fail_msg("method_names of %s has to be %#llx", family->title,
			 (unsigned long long)bits);
}

static void check_methods(const pn_funcs *funcs, const pn_func_family *family)
{
	const pn_method *methods = family->methods;

	for (size_t i = 0; i < family->method_count; i++) {
		pn_name name = name_of(methods[i].func.name);
		bool sorted = i == 0 || methods[i - 1].type < methods[i].type ||
			      (methods[i - 1].type == methods[i].type &&
			       strcmp(methods[i - 1].func.name, name.text) < 0);

		assert_true(sorted);
		assert_true(methods[i].type != PN_TYPE_MAP);
		assert_true(name.text[0] >= 'A' && name.text[0] <= 'Z');
		assert_ptr_equal(pn_funcs_method(funcs, methods[i].type, name), &methods[i].func);
		assert_null(pn_funcs_method(funcs, PN_TYPE_STRING, name));
	}
}

static void each_method_is_found(void **state)
{
	size_t count;
	const pn_func_family *const *families = pn_func_families(&count), *helm = &pn_family_helm;
	const pn_funcs funcs = pn_func_gather(NULL, 0, helm);

	(void)state;
	check_bits(helm);
	check_methods(&funcs, helm);
	for (size_t i = 0; i < count; i++) {
		check_bits(families[i]);
		check_methods(&funcs, families[i]);
		for (size_t k = 0; k < families[i]->method_count; k++)
			assert_false(is_map(families[i]->methods[k].type));
	}
	assert_non_null(pn_funcs_method(&funcs, PN_TYPE_VALUES_3, name_of("YAML")));
	assert_null(pn_funcs_method(&funcs, PN_TYPE_VALUES, name_of("YAM")));
	assert_null(pn_funcs_method(&funcs, PN_TYPE_VALUES, name_of("YAMLs")));
}

/* Usage is the name and its arguments, a doc is one sentence. */
static void check_words(const pn_func *row)
{
	size_t length = strlen(row->name), end = strlen(row->doc);

	assert_memory_equal(row->usage, row->name, length);
	assert_true(row->usage[length] == ' ' || row->usage[length] == '\0');
	assert_int_equal(row->usage[length] != '\0', row->params[0] != '\0');
	assert_true(end > 10 && row->doc[end - 1] == '.');
	assert_true(row->doc[0] >= 'A' && row->doc[0] <= 'Z');
}

static void each_row_is_documented(void **state)
{
	size_t count;
	const pn_func_family *const *families = pn_func_families(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_non_null(families[i]->title);
		for (size_t k = 0; k < families[i]->function_count; k++)
			check_words(&families[i]->functions[k]);
	}
}

static void helm_has_each_name(void **state)
{
	size_t count;
	const pn_func_family *const *families = pn_func_families(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < families[i]->function_count; k++)
			assert_true(IS_LISTED(helm_names, families[i]->functions[k].name));
}

/* The others need a chart: they are in the render room. */
static void each_name_of_helm_is_there(void **state)
{
	static const char *const elsewhere[] = { "fail",   "getHostByName", "include",
						 "lookup", "required",	    "tpl" };
	const pn_funcs funcs = pn_func_gather(NULL, 0, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof helm_names / sizeof *helm_names; i++) {
		const char *name = helm_names[i];
		bool found = pn_funcs_find(&funcs, pn_str_from(name)) != NULL;

		if (found == IS_LISTED(elsewhere, name))
			fail_msg("%s", name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_family_is_sorted),
		cmocka_unit_test(each_name_is_in_one_family),
		cmocka_unit_test(no_other_name_is_found),
		cmocka_unit_test(each_method_is_found),
		cmocka_unit_test(each_row_is_documented),
		cmocka_unit_test(helm_has_each_name),
		cmocka_unit_test(each_name_of_helm_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
