/* SPDX-License-Identifier: Apache-2.0 */
/* What reads values, through the public functions: findings, failing memory, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing.h"

#include <pintle/pintle.h>

#define TEXT(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const pintle_file files[] = {
	{ "Chart.yaml", TEXT("apiVersion: v2\nname: c\nversion: 1.0.0\n") },
	{ "values.yaml", TEXT("a: 1\nidle: 1\njobs: {main: {on_: true}}\nbox: {}\n") },
	{ "values.schema.json", TEXT("{\"properties\": {\"known\": {}}}") },
	{ "templates/a.yaml",
	  TEXT("a: {{ .Values.a }}{{ range $name, $job := .Values.jobs }}{{ if $job.on_ }}\n"
	       "job: {{ $name }}{{ end }}{{ end }}\nbox: {{ toYaml .Values.box | nindent 2 }}\n"
	       "t: {{ tpl .Values.text . | fromYaml | toJson }} {{ .Values.missing }}\n"
	       "{{ range $key := splitList \".\" \"x.y\" }}{{ index $.Values.box $key }}{{ end }}\n"
	       "m: {{ (merge (dict \"k\" .Values.a) .Values.box).l }}\n") },
};
enum { FILE_COUNT = sizeof files / sizeof *files };

static const char set[] = "text=a: b,aa=2,jobs.mian.on_=false,known=1,idle=2,box.any=thing";

/* A chart with values, and what is found. */
typedef struct made {
	pintle_chart *chart;
	pintle_values *values;
	pintle_findings *unused, *undeclared;
} made;

static bool make(made *m, const pintle_allocator *mem)
{
	pintle_load_options load = PINTLE_LOAD_OPTIONS_INIT;
	pintle_values_options with = PINTLE_VALUES_OPTIONS_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;

	load.allocator = with.allocator = options.allocator = mem;
	*m = (made){ .chart = pintle_chart_load_files(files, FILE_COUNT, &load, NULL),
		     .values = pintle_values_new(&with) };
	if (!m->chart || !m->values || !pintle_values_add_set(m->values, set, NULL))
		return false;
	m->unused = pintle_values_unused(m->chart, m->values, &options, true, NULL);
	m->undeclared = pintle_values_undeclared(m->chart, m->values, &options, NULL);
	return m->unused && m->undeclared;
}

static void unmake(made *m)
{
	pintle_findings_free(m->undeclared);
	pintle_findings_free(m->unused);
	pintle_values_free(m->values);
	pintle_chart_free(m->chart);
}

/* Returns the finding with these words in its message; fails without one. */
static pintle_finding with_words(const pintle_findings *findings, const char *words)
{
	for (size_t i = 0; i < pintle_findings_count(findings); i++) {
		pintle_finding f = pintle_findings_at(findings, i);

		if (strstr(f.message.ptr, words))
			return f;
	}
	fail_msg("nothing is told of %s", words);
	return (pintle_finding){ 0 };
}

static void findings_are_told(void **state)
{
	pintle_finding f;
	made m;

	(void)state;
	assert_true(make(&m, NULL));
	f = with_words(m.unused, "'aa'");
	assert_string_equal(f.rule.ptr, "values/unused");
	assert_string_equal(f.hint.ptr, "did you mean 'a'?");
	f = with_words(m.unused, "'jobs.mian'");
	assert_int_equal(f.severity, PINTLE_SEVERITY_WARNING);
	assert_string_equal(f.hint.ptr, "did you mean 'jobs.main'?");
	assert_string_equal(with_words(m.unused, "'known'").rule.ptr, "values/schema-only");
	assert_string_equal(with_words(m.unused, "'idle'").rule.ptr, "values/unread-default");
	assert_int_equal(pintle_findings_count(m.unused), 4);
	f = with_words(m.undeclared, "'missing'");
	assert_int_equal(f.severity, PINTLE_SEVERITY_WARNING);
	assert_string_equal(f.path.ptr, "c/templates/a.yaml");
	assert_int_equal(f.line, 4);
	assert_int_equal(with_words(m.undeclared, "'box.l'").severity, PINTLE_SEVERITY_INFO);
	unmake(&m);
}

/* Without values there is nothing that is unused; a template that does not parse is an error. */
static void charts_alone(void **state)
{
	static const pintle_file broken[] = {
		{ "Chart.yaml", TEXT("apiVersion: v2\nname: c\nversion: 1.0.0\n") },
		{ "templates/a.yaml", TEXT("{{ if }}") },
	};
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = pintle_chart_load_files(files, FILE_COUNT, NULL, NULL);
	pintle_findings *findings = pintle_values_unused(chart, NULL, NULL, false, NULL);

	(void)state;
	assert_non_null(findings);
	assert_int_equal(pintle_findings_count(findings), 0);
	pintle_findings_free(findings);
	pintle_chart_free(chart);
	chart = pintle_chart_load_files(broken, 2, NULL, NULL);
	assert_null(pintle_values_unused(chart, NULL, NULL, false, &error));
	assert_int_not_equal(error.status, PINTLE_OK);
	pintle_error_finish(&error);
	assert_null(pintle_values_undeclared(chart, NULL, NULL, NULL));
	pintle_chart_free(chart);
}

/* ---- memory that runs out ---- */

static bool make_and_unmake(const pintle_allocator *mem)
{
	made m;
	bool ok = make(&m, mem);

	unmake(&m);
	return ok;
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	failing_until_enough(make_and_unmake);
}

static void every_arena_limit_is_an_error(void **state)
{
	pintle_limits limits = PINTLE_LIMITS_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_findings *findings = NULL;
	made m;

	(void)state;
	assert_true(make(&m, NULL));
	options.limits = &limits;
	for (limits.arena_bytes = 64; !findings; limits.arena_bytes += 512) {
		pintle_error error = PINTLE_ERROR_INIT;

		findings = pintle_values_unused(m.chart, m.values, &options, false, &error);
		if (!findings)
			assert_int_equal(error.status, PINTLE_ERR_LIMIT);
		pintle_error_finish(&error);
		assert_true(limits.arena_bytes < 8 * 1024 * 1024);
	}
	pintle_findings_free(findings);
	unmake(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_are_told),
		cmocka_unit_test(charts_alone),
		cmocka_unit_test(every_allocation_may_fail),
		cmocka_unit_test(every_arena_limit_is_an_error),
	};

	return cmocka_run_group_tests_name("inspect", tests, NULL, NULL);
}
