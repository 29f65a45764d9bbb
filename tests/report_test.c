/* SPDX-License-Identifier: Apache-2.0 */
/* Findings and the forms in which they are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <pintle/pintle.h>

#include "codec/codec.h"
#include "report/report.h"

#define TEXT(literal) ((pintle_text){ literal, sizeof(literal) - 1 })

static const pintle_finding nasty = {
	.severity = PINTLE_SEVERITY_ERROR,
	.rule = TEXT("lint/values"),
	.message = TEXT("100%, a: <b> & \"c\"\r\nsecond \x01\xff"),
	.hint = TEXT("write d]]>"),
	.file = "my dir/a,b:c%.yaml",
	.line = 3,
	.column = 4,
	.end_line = 3,
	.end_column = 9,
};
static const pintle_finding plain = {
	.severity = PINTLE_SEVERITY_WARNING,
	.rule = TEXT("lint/templates"),
	.path = TEXT("templates/"),
	.message = TEXT("directory does not exist"),
};

static pintle_findings *make(size_t count, const pintle_finding *const *items)
{
	pintle_findings *findings = pintle_findings_new(NULL);

	assert_non_null(findings);
	for (size_t i = 0; i < count; i++)
		assert_true(pintle_findings_add(findings, items[i], NULL));
	return findings;
}

/* Checks a report of the two findings above, or of none. */
static void expect(bool filled, pintle_format format, const char *want)
{
	const pintle_finding *items[] = { &nasty, &plain };
	pintle_findings *findings = make(filled ? 2 : 0, items);
	pintle_format_options options = PINTLE_FORMAT_OPTIONS_INIT;
	pintle_text text;

	options.command = "lint";
	assert_true(pintle_findings_format(findings, format, &options, &text, NULL));
	assert_string_equal(text.ptr, want);
	pintle_text_free(&text);
	pintle_findings_free(findings);
}

static void text_is_a_line_each(void **state)
{
	(void)state;
	expect(true, PINTLE_FORMAT_TEXT,
	       "my dir/a,b:c%.yaml:3:5: error: 100%, a: <b> & \"c\"\r\n  second \x01\xff "
	       "[lint/values]\n"
	       "  hint: write d]]>\n"
	       "templates/: warning: directory does not exist [lint/templates]\n");
	expect(false, PINTLE_FORMAT_TEXT, "");
}

static void github_escapes_what_ends_a_command(void **state)
{
	(void)state;
	expect(true, PINTLE_FORMAT_GITHUB,
	       "::error file=my dir/a%2Cb%3Ac%25.yaml,line=3,col=5,endLine=3,endColumn=10,"
	       "title=lint/values::100%25, a: <b> & \"c\"%0D%0Asecond \x01\xff%0Awrite d]]>\n"
	       "::warning title=lint/templates::templates/: directory does not exist\n");
	expect(false, PINTLE_FORMAT_GITHUB, "");
}

static void junit_is_well_formed(void **state)
{
	(void)state;
	expect(true, PINTLE_FORMAT_JUNIT,
	       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	       "<testsuites name=\"pintle lint\" tests=\"2\" failures=\"1\">\n"
	       "  <testsuite name=\"my dir/a,b:c%.yaml\" tests=\"1\" failures=\"1\">\n"
	       "    <testcase classname=\"lint/values\" name=\"100%, a: &lt;b&gt; &amp; "
	       "&quot;c&quot;&#13;\" file=\"my dir/a,b:c%.yaml\" line=\"3\">\n"
	       "      <failure type=\"error\" message=\"100%, a: &lt;b&gt; &amp; "
	       "&quot;c&quot;&#13;\">my dir/a,b:c%.yaml:3:5: 100%, a: &lt;b&gt; &amp; "
	       "&quot;c&quot;&#13;&#10;second \xef\xbf\xbd\xef\xbf\xbd&#10;write d]]&gt;"
	       "</failure>\n"
	       "    </testcase>\n"
	       "  </testsuite>\n"
	       "  <testsuite name=\"templates/\" tests=\"1\" failures=\"0\">\n"
	       "    <testcase classname=\"lint/templates\" name=\"directory does not exist\">\n"
	       "      <system-out>warning: templates/: directory does not exist</system-out>\n"
	       "    </testcase>\n"
	       "  </testsuite>\n"
	       "</testsuites>\n");
	expect(false, PINTLE_FORMAT_JUNIT,
	       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	       "<testsuites name=\"pintle lint\" tests=\"1\" failures=\"0\">\n"
	       "  <testsuite name=\"lint\" tests=\"1\" failures=\"0\">\n"
	       "    <testcase classname=\"lint\" name=\"nothing was found\"/>\n"
	       "  </testsuite>\n"
	       "</testsuites>\n");
}

/* Reads a report as JSON and follows a path of keys and indices ("runs", "0", "tool"). */
static pn_value follow(pn_cx *cx, pn_value v, const char *const *path)
{
	for (; *path; path++) {
		if (v.kind == PN_LIST) {
			assert_true((uint32_t)(**path - '0') < v.len);
			v = v.as.items[**path - '0'];
		} else {
			const pn_value *member;

			assert_int_equal(v.kind, PN_MAP);
			member = pn_map_get(v.as.map, pn_str_from(*path));
			assert_non_null(member);
			v = *member;
		}
	}
	(void)cx;
	return v;
}

#define PATH(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void check_json(pintle_format format, void (*check)(pn_cx *cx, pn_value v))
{
	const pintle_finding *items[] = { &nasty, &plain };
	pintle_findings *findings = make(2, items);
	pintle_limits limits = pn_limits_complete(NULL);
	pintle_text text;
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	pn_value v;

	pn_error_init(&err, NULL);
	pn_arena_init(&arena, NULL, 0);
	assert_true(pintle_findings_format(findings, format, NULL, &text, NULL));
	assert_true(pn_json_read(&cx, (pn_str){ text.ptr, text.len }, NULL, &v));
	check(&cx, v);
	pn_arena_finish(&arena);
	pintle_text_free(&text);
	pintle_findings_free(findings);
}

static void expect_text(pn_value v, const char *want)
{
	assert_int_equal(v.kind, PN_STRING);
	assert_int_equal(v.len, strlen(want));
	assert_memory_equal(v.as.text, want, v.len);
}

static void check_plain_json(pn_cx *cx, pn_value v)
{
	expect_text(follow(cx, v, PATH("command")), "pintle");
	assert_true(follow(cx, v, PATH("errors")).as.number == 1.0);
	assert_true(follow(cx, v, PATH("findings", "0", "line")).as.number == 3.0);
	assert_true(follow(cx, v, PATH("findings", "0", "column")).as.number == 5.0);
	expect_text(follow(cx, v, PATH("findings", "0", "file")), nasty.file);
	expect_text(follow(cx, v, PATH("findings", "0", "message")),
		    "100%, a: <b> & \"c\"\r\nsecond \x01\xef\xbf\xbd");
	expect_text(follow(cx, v, PATH("findings", "1", "path")), "templates/");
}

static void json_has_every_part(void **state)
{
	(void)state;
	check_json(PINTLE_FORMAT_JSON, check_plain_json);
}

static void check_sarif(pn_cx *cx, pn_value v)
{
	expect_text(follow(cx, v, PATH("version")), "2.1.0");
	expect_text(follow(cx, v, PATH("runs", "0", "tool", "driver", "name")), "pintle");
	expect_text(follow(cx, v, PATH("runs", "0", "tool", "driver", "rules", "1", "id")),
		    "lint/values");
	v = follow(cx, v, PATH("runs", "0", "results"));
	assert_int_equal(v.len, 2);
	assert_true(follow(cx, v, PATH("0", "ruleIndex")).as.number == 1.0);
	expect_text(follow(cx, v, PATH("1", "level")), "warning");
	v = follow(cx, v, PATH("0", "locations", "0", "physicalLocation"));
	expect_text(follow(cx, v, PATH("artifactLocation", "uri")), "my%20dir/a,b%3Ac%25.yaml");
	assert_true(follow(cx, v, PATH("region", "startLine")).as.number == 3.0);
	assert_true(follow(cx, v, PATH("region", "endColumn")).as.number == 10.0);
}

static void sarif_has_rules_and_places(void **state)
{
	(void)state;
	check_json(PINTLE_FORMAT_SARIF, check_sarif);
}

static void rules_are_sorted_and_told(void **state)
{
	(void)state;
	assert_true(pintle_rule_count() > 0);
	for (size_t i = 0; i < pintle_rule_count(); i++) {
		pintle_rule rule = pintle_rule_at(i);

		assert_true(!i || strcmp(pintle_rule_at(i - 1).id, rule.id) < 0);
		assert_non_null(pn_rule_find(pn_str_from(rule.id)));
		assert_int_equal(rule.doc[strlen(rule.doc) - 1], '.');
	}
	assert_null(pintle_rule_at(pintle_rule_count()).id);
	assert_null(pn_rule_find(PN_STR("lint/nothing")));
}

static void wrong_use_is_an_error(void **state)
{
	pintle_finding bad = { .severity = (pintle_severity)7 };
	pintle_findings *findings = pintle_findings_new(NULL);
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_text text;

	(void)state;
	assert_false(pintle_findings_add(findings, &bad, &error));
	assert_int_equal(error.status, PINTLE_ERR_ARGUMENT);
	pintle_error_finish(&error);
	assert_false(pintle_findings_format(findings, (pintle_format)99, NULL, &text, &error));
	assert_int_equal(error.status, PINTLE_ERR_ARGUMENT);
	assert_null(text.ptr);
	pintle_error_finish(&error);
	assert_int_equal(pintle_findings_count(findings), 0);
	assert_int_equal(pintle_findings_at(findings, 0).message.len, 0);
	pintle_findings_free(findings);
	pintle_findings_free(NULL);
}

static void lists_can_be_joined(void **state)
{
	const pintle_finding *items[] = { &nasty, &plain };
	pintle_findings *findings = make(2, items);

	(void)state;
	assert_true(pintle_findings_append(findings, findings, NULL));
	assert_int_equal(pintle_findings_count(findings), 4);
	assert_string_equal(pintle_findings_at(findings, 2).file, nasty.file);
	pintle_findings_free(findings);
}

static void sorting_keeps_equal_places_in_order(void **state)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	pn_findings list = { 0 };
	static const struct {
		const char *file, *message;
		uint32_t line, column;
	} rows[] = { { "b", "5", 1, 0 },
		     { "a", "3", 2, 1 },
		     { "a", "4", 2, 1 },
		     { "a", "1", 1, 9 },
		     { "a", "2", 2, 0 } };

	(void)state;
	pn_error_init(&err, NULL);
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < 5; i++) {
		pn_finding f = { .message = pn_str_from(rows[i].message),
				 .where = { pn_str_from(rows[i].file), rows[i].line,
					    rows[i].column } };

		assert_true(pn_findings_add(&cx, &list, &f));
	}
	assert_true(pn_findings_sort(&cx, &list));
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(list.items[i].message.ptr[0], '1' + (int)i);
	pn_arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_a_line_each),
		cmocka_unit_test(github_escapes_what_ends_a_command),
		cmocka_unit_test(junit_is_well_formed),
		cmocka_unit_test(json_has_every_part),
		cmocka_unit_test(sarif_has_rules_and_places),
		cmocka_unit_test(rules_are_sorted_and_told),
		cmocka_unit_test(wrong_use_is_an_error),
		cmocka_unit_test(lists_can_be_joined),
		cmocka_unit_test(sorting_keeps_equal_places_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
