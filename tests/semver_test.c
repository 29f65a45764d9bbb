/* SPDX-License-Identifier: Apache-2.0 */
/* Versions and constraints; what templates can reach is in testdata/cases/func/semver*.case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "semver/semver.h"

static void lenient_versions(void **state)
{
	static const struct {
		const char *text, *canonical;
	} rows[] = {
		{ "1.2.3", "1.2.3" },	    { "v1.2.3", "1.2.3" },
		{ "1", "1.0.0" },	    { "v1.2", "1.2.0" },
		{ "01.02.3", "1.2.3" },	    { "1.2-a.1", "1.2.0-a.1" },
		{ "1+b", "1.0.0+b" },	    { "1.2.3--.-+0.b", "1.2.3--.-+0.b" },
		{ "1.2.3+01", "1.2.3+01" },
	};
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_semver v;
		pn_buf text;

		assert_true(pn_semver_parse(&v, pn_str_from(rows[i].text), &arena, NULL));
		pn_buf_init(&text, &arena);
		pn_semver_write(&text, &v);
		assert_string_equal(pn_buf_z(&text), rows[i].canonical);
		assert_true(pn_str_eq(v.original, pn_str_from(rows[i].text)));
	}
	pn_arena_finish(&arena);
}

typedef bool (*parser)(pn_semver *out, pn_str text, pn_arena *arena, pn_str *why);

/* Checks that `parse` refuses a text with these words. */
static void refuses(parser parse, const char *text, const char *words)
{
	pn_arena arena;
	pn_semver v;
	pn_str why;

	pn_arena_init(&arena, NULL, 0);
	assert_false(parse(&v, pn_str_from(text), &arena, &why));
	assert_string_equal(pn_str_z(&arena, why), words);
	assert_false(parse(&v, pn_str_from(text), &arena, NULL));
	pn_arena_finish(&arena);
}

static void refused_versions(void **state)
{
	static const char *const odd[] = { "",	      "v",	  "a",		".1",
					   "1.",      "1.2.",	  "1.2.3.4",	"1.2.3-",
					   "1.2.3-.", "1.2.3-a.", "1..2",	"V1",
					   " 1",      "1 ",	  "1.2.3-a..b", "1.2+a b" };

	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		refuses(pn_semver_parse, odd[i], "invalid semantic version");
	refuses(pn_semver_parse, "1.2.3-01", "version segment starts with 0");
	refuses(pn_semver_parse, "1.18446744073709551616",
		"error parsing version segment: strconv.ParseUint: parsing "
		"\"18446744073709551616\": value out of range");
}

static void strict_versions(void **state)
{
	pn_arena arena;
	pn_semver v;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	assert_true(pn_semver_parse_strict(&v, PN_STR("1.2.3-a-b.1+c.d"), &arena, NULL));
	assert_true(pn_str_is(v.pre, "a-b.1") && pn_str_is(v.metadata, "c.d"));
	assert_true(v.major == 1 && v.minor == 2 && v.patch == 3);
	pn_arena_finish(&arena);
	refuses(pn_semver_parse_strict, "", "version string empty");
	refuses(pn_semver_parse_strict, "1.2", "invalid semantic version");
	refuses(pn_semver_parse_strict, "v1.2.3", "invalid characters in version");
	refuses(pn_semver_parse_strict, "1.02.3", "version segment starts with 0");
	refuses(pn_semver_parse_strict, "1.2.3-", "invalid prerelease string");
	refuses(pn_semver_parse_strict, "1.2.3-a.", "invalid prerelease string");
	refuses(pn_semver_parse_strict, "1.2.3-01", "version segment starts with 0");
	refuses(pn_semver_parse_strict, "1.2.3+", "invalid metadata string");
	refuses(pn_semver_parse_strict, "1..3", "strconv.ParseUint: parsing \"\": invalid syntax");
}

/* The order of the specification, section 11, and beyond. */
static void order_of_versions(void **state)
{
	static const char *const ascending[] = {
		"0.9.9",	 "1.0.0-0",	    "1.0.0-9",
		"1.0.0-10",	 "1.0.0--",	    "1.0.0-alpha",
		"1.0.0-alpha.1", "1.0.0-alpha.1.0", "1.0.0-alpha.beta",
		"1.0.0-beta",	 "1.0.0-beta.2",    "1.0.0-beta.11",
		"1.0.0-rc.1",	 "1.0.0",	    "1.0.1",
		"1.1.0",	 "2.0.0-a",	    "18446744073709551615.0.0"
	};
	enum { COUNT = sizeof ascending / sizeof *ascending };
	pn_semver versions[COUNT];

	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		assert_true(pn_semver_parse(&versions[i], pn_str_from(ascending[i]), NULL, NULL));
	for (size_t i = 0; i < COUNT; i++) {
		for (size_t j = 0; j < COUNT; j++) {
			assert_int_equal(pn_semver_compare(&versions[i], &versions[j]),
					 (i > j) - (i < j));
		}
	}
}

static bool meets(const char *constraint, const char *version)
{
	pn_arena arena;
	pn_semver v;
	const pn_constraint *c;
	bool result;

	pn_arena_init(&arena, NULL, 0);
	c = pn_constraint_parse(pn_str_from(constraint), &arena, NULL);
	assert_non_null(c);
	assert_true(pn_semver_parse(&v, pn_str_from(version), &arena, NULL));
	result = pn_constraint_check(c, &v);
	pn_arena_finish(&arena);
	return result;
}

static void constraints_that_hold(void **state)
{
	static const char *const rows[][2] = {
		{ "*", "1.2.3" },      { "^1.2", "1.9.0" },	   { "~1.2.3", "1.2.9" },
		{ "^0.2.3", "0.2.9" }, { "^0.0", "0.0.9" },	   { "~1", "1.9.9" },
		{ "=1.2", "1.2.5" },   { "<=1.2", "1.2.5" },	   { "1.2 - 1.4", "1.4.5" },
		{ ">=v1.2", "v1.3" },  { "1.2.3+a", "1.2.3+b" },   { "^1.2.3-b.2", "1.2.4-b.2" },
		{ "1 || 3", "3.1" },   { "> 1 , < 3", "2.5" },	   { ">=1.2.3-0, <2", "1.5.0-a" },
		{ "!=1.2", "1.3.0" },  { "*-0", "1.0.0-a" },	   { "=>1 =<2", "1.5" },
		{ "~0.0.0", "9.0.0" }, { "!=1.2.x-a", "1.2.3-b" }, { "1 - 2||3", "3.1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_true(meets(rows[i][0], rows[i][1]));
}

static void constraints_that_do_not_hold(void **state)
{
	static const char *const rows[][2] = {
		{ "~1.2.3", "1.3.0" },	{ "^0.2.3", "0.3.0" }, { "^0.0.3", "0.0.4" },
		{ "~>1.2", "1.3.9" },	{ ">1.2", "1.2.5" },   { "!=1.2", "1.2.5" },
		{ "1.2.0", "1.2.5" },	{ "<1.2", "1.2.0" },   { "1.2 - 1.4.0", "1.4.5" },
		{ ">=1.19", "1.20-g" }, { "*", "1.0.0-a" },    { "!=1.0.0", "1.0.0-a" },
		{ "^*", "1.0.0" },	{ "!=1.x", "1.3" },    { "<=x", "1.0.0" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_false(meets(rows[i][0], rows[i][1]));
}

static void refused_constraints(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "", "improper constraint: \"\"" },
		{ "foo", "improper constraint: \"foo\"" },
		{ "1.2.3.4", "improper constraint: \"1.2.3.4\"" },
		{ "1.2,", "improper constraint: \"1.2,\"" },
		{ ">1<2", "improper constraint: \">1<2\"" },
		{ "1 || > 2 >", "improper constraint: \" > 2 >\"" },
		{ "1.2.3.4 - 2", "improper constraint: \"1.>= 2.3.4, <= 2 \"" },
		{ "1x", "constraint parser error" },
		{ ">=1.2.3-01", "constraint parser error" },
		{ "1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1||1"
		  "||1||1||1||1||1||1",
		  "too many constraint groups (max 32)" },
	};
	pn_arena arena;
	char *text;
	pn_str why;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_null(pn_constraint_parse(pn_str_from(rows[i].text), &arena, &why));
		assert_string_equal(pn_str_z(&arena, why), rows[i].words);
	}
	text = pn_alloc(&arena, 513);
	assert_non_null(text);
	memset(text, '1', 513);
	assert_null(pn_constraint_parse((pn_str){ text, 513 }, &arena, &why));
	assert_string_equal(pn_str_z(&arena, why), "constraint string is too long (max 512 bytes)");
	pn_arena_finish(&arena);
}

/* The rules of Helm 3.17: each term sees to prereleases itself, other words, no bounds. */
static void old_rules(void **state)
{
	static const struct {
		const char *constraint, *version;
		bool holds;
	} rows[] = {
		{ ">=1.2.3-0, <2.0.0", "1.5.0-a", false },
		{ "!=1.0.0", "1.0.0-a", true },
		{ "!=1.x", "2.0.0-a", false },
		{ "^1.0.0-0", "1.5.0-a", true },
		{ "*", "1.0.0-a", false },
		{ "~1.2", "1.2.9", true },
	};
	pn_arena arena;
	pn_semver v;
	pn_str why;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const pn_constraint *c =
			pn_constraint_parse_old(pn_str_from(rows[i].constraint), &arena, &why);

		assert_non_null(c);
		assert_true(pn_semver_parse_old(&v, pn_str_from(rows[i].version), &arena, &why));
		assert_int_equal(pn_constraint_check(c, &v), rows[i].holds);
	}
	assert_null(pn_constraint_parse_old(PN_STR("foo"), &arena, &why));
	assert_true(pn_str_is(why, "improper constraint: foo"));
	assert_true(pn_semver_valid_pre_old(PN_STR("a."), &why));
	assert_false(pn_semver_valid_metadata_old(PN_STR("a+b"), &why));
	assert_true(pn_str_is(why, "Invalid Metadata string"));
	pn_arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lenient_versions),
		cmocka_unit_test(refused_versions),
		cmocka_unit_test(strict_versions),
		cmocka_unit_test(order_of_versions),
		cmocka_unit_test(constraints_that_hold),
		cmocka_unit_test(constraints_that_do_not_hold),
		cmocka_unit_test(refused_constraints),
		cmocka_unit_test(old_rules),
	};

	return cmocka_run_group_tests_name("semver", tests, NULL, NULL);
}
