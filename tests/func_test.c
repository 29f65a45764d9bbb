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

/* All that a lookup needs. */
typedef struct tables {
	pn_arena arena;
	pn_funcs funcs;
} tables;

static int setup(void **state)
{
	static tables t;

	pn_arena_init(&t.arena, NULL, 0);
	*state = &t;
	return pn_func_gather(&t.arena, NULL, 0, &t.funcs) ? 0 : -1;
}

static int teardown(void **state)
{
	pn_arena_finish(&((tables *)*state)->arena);
	return 0;
}

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
	const tables *t = *state;
	size_t count;
	const pn_func_family *const *families = pn_func_families(&count);

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < families[i]->function_count; k++) {
			const pn_func *row = &families[i]->functions[k];
			const pn_callee *found = pn_funcs_find(&t->funcs, pn_str_from(row->name));

			assert_non_null(found);
			assert_ptr_equal(found->func, row);
		}
	}
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
	const tables *t = *state;

	for (size_t i = 0; i < sizeof helm_names / sizeof *helm_names; i++) {
		const char *name = helm_names[i];
		bool found = pn_funcs_find(&t->funcs, pn_str_from(name)) != NULL;

		if (found == IS_LISTED(elsewhere, name))
			fail_msg("%s", name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_family_is_sorted),
		cmocka_unit_test(each_name_is_in_one_family),
		cmocka_unit_test(each_row_is_documented),
		cmocka_unit_test(helm_has_each_name),
		cmocka_unit_test(each_name_of_helm_is_there),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
