/* SPDX-License-Identifier: Apache-2.0 */
/* Layers of values through the public functions: what the command line cannot reach, failing
 * memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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
	{ "values.yaml", TEXT("a: 1\nlist: [x, v, z]\nmap: {k: v, m: null}\ntext: |\n  one\n  two\n"
			      "web: {b: null}\n") },
	{ "charts/web/Chart.yaml", TEXT("apiVersion: v2\nname: web\nversion: 1.0.0\n") },
	{ "charts/web/values.yaml", TEXT("b: 5\nport: 80\n") },
	{ "templates/t.yaml", TEXT("big: {{ .Values.big }}\n") },
};
enum { FILE_COUNT = sizeof files / sizeof *files };

/* What a question is about. */
typedef struct made {
	pintle_chart *chart;
	pintle_values *values;
	pintle_render_options options;
} made;

static bool make(made *m, const pintle_allocator *mem)
{
	pintle_load_options load = PINTLE_LOAD_OPTIONS_INIT;
	pintle_values_options with = PINTLE_VALUES_OPTIONS_INIT;
	pintle_text yaml = TEXT("list: [w]\nmap:\n  k: w\nbig: 5000000\non: 1\non: 010\n");

	load.allocator = with.allocator = mem;
	*m = (made){ .chart = pintle_chart_load_files(files, FILE_COUNT, &load, NULL),
		     .values = pintle_values_new(&with),
		     .options = PINTLE_RENDER_OPTIONS_INIT };
	m->options.allocator = mem;
	return m->chart && m->values &&
	       pintle_values_add_yaml(m->values, "prod.yaml", yaml, NULL) &&
	       pintle_values_add_set(m->values, "a=2,web.port=81", NULL);
}

static void unmake(made *m)
{
	pintle_values_free(m->values);
	pintle_chart_free(m->chart);
}

static void assert_text(pintle_text text, const char *wanted)
{
	assert_int_equal(text.len, strlen(wanted));
	assert_memory_equal(text.ptr, wanted, text.len);
}

static const pintle_leaf *find_leaf(const pintle_merged *merged, const char *path)
{
	for (size_t i = 0; i < pintle_merged_count(merged); i++) {
		const pintle_leaf *leaf = pintle_merged_at(merged, i);

		if (strcmp(leaf->path, path) == 0)
			return leaf;
	}
	return NULL;
}

static void leaves_know_their_layer(void **state)
{
	const pintle_leaf *leaf;
	pintle_merged *merged;
	made m;

	(void)state;
	assert_true(make(&m, NULL));
	merged = pintle_values_merged(m.chart, m.values, &m.options, NULL);
	assert_non_null(merged);
	leaf = find_leaf(merged, "map.k");
	assert_int_equal(leaf->kind, PINTLE_LEAF_FILE);
	assert_string_equal(leaf->place.file, "prod.yaml");
	assert_int_equal(leaf->place.line, 3);
	assert_int_equal(leaf->place.column, 6);
	assert_int_equal(leaf->place.width, 1);
	assert_null(leaf->from);
	assert_int_equal(find_leaf(merged, "web.port")->kind, PINTLE_LEAF_LINE);
	assert_string_equal(find_leaf(merged, "web.port")->place.file, "--set a=2,web.port=81");
	assert_int_equal(find_leaf(merged, "text")->kind, PINTLE_LEAF_DEFAULT);
	assert_int_equal(find_leaf(merged, "web.global")->kind, PINTLE_LEAF_HELM);
	assert_int_equal(find_leaf(merged, "web.global")->place.line, 0);
	assert_text(find_leaf(merged, "web.global")->value, "{}");
	assert_null(pintle_merged_at(merged, pintle_merged_count(merged)));
	pintle_merged_free(merged);
	unmake(&m);
}

static void yaml_is_the_same_with_comments_or_without(void **state)
{
	pintle_values *back = pintle_values_new(NULL);
	pintle_text with, without;
	pintle_merged *merged, *again;
	made m;

	(void)state;
	assert_true(make(&m, NULL));
	merged = pintle_values_merged(m.chart, m.values, NULL, NULL);
	assert_true(pintle_merged_yaml(merged, true, &with, NULL));
	assert_true(pintle_merged_yaml(merged, false, &without, NULL));
	assert_non_null(strstr(with.ptr, "# --set a=2"));
	assert_null(strchr(without.ptr, '#'));
	pintle_merged_free(merged);
	/* Over themselves they change nothing. */
	assert_true(pintle_values_add_yaml(back, "merged.yaml", with, NULL));
	again = pintle_values_merged(m.chart, back, NULL, NULL);
	pintle_text_free(&with);
	assert_true(pintle_merged_yaml(again, false, &with, NULL));
	assert_string_equal(with.ptr, without.ptr);
	pintle_text_free(&with);
	pintle_text_free(&without);
	pintle_merged_free(again);
	pintle_values_free(back);
	unmake(&m);
}

static void histories_go_up(void **state)
{
	const pintle_history_step *step;
	pintle_history *h;
	pintle_text other;
	bool fails;
	made m;

	(void)state;
	assert_true(make(&m, NULL));
	h = pintle_values_trace(m.chart, m.values, &m.options, ".Values.map.k", NULL);
	assert_string_equal(pintle_history_path(h), "map.k");
	assert_text(pintle_history_value(h), "\"w\"");
	assert_int_equal(pintle_history_count(h), 3);
	step = pintle_history_at(h, 0);
	assert_int_equal(step->effect, PINTLE_LAYER_REPLACED);
	assert_int_equal(step->by, 1);
	assert_int_equal(step->kind, PINTLE_LEAF_DEFAULT);
	assert_int_equal(step->place.line, 3);
	assert_int_equal(pintle_history_at(h, 1)->effect, PINTLE_LAYER_WINS);
	assert_int_equal(pintle_history_at(h, 2)->effect, PINTLE_LAYER_UNSET);
	assert_int_equal(pintle_history_at(h, 2)->value.len, 0);
	assert_null(pintle_history_at(h, 3));
	assert_false(pintle_history_differs(h, &other, &fails));
	pintle_history_free(h);
	h = pintle_values_trace(m.chart, NULL, NULL, "web.b", NULL);
	assert_text(pintle_history_value(h), "5");
	assert_true(pintle_history_differs(h, &other, &fails));
	assert_null(other.ptr);
	assert_false(fails);
	pintle_history_free(h);
	unmake(&m);
}

static void wrong_paths_are_refused(void **state)
{
	static const struct {
		const char *path;
		pintle_status status;
	} rows[] = {
		{ "", PINTLE_ERR_ARGUMENT },	  { "a..b", PINTLE_ERR_ARGUMENT },
		{ "list[", PINTLE_ERR_ARGUMENT }, { "lst", PINTLE_ERR_VALUES },
		{ "list[9]", PINTLE_ERR_VALUES }, { "a.b.c", PINTLE_ERR_VALUES },
	};
	made m;

	(void)state;
	assert_true(make(&m, NULL));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pintle_error error = PINTLE_ERROR_INIT;

		assert_null(pintle_values_trace(m.chart, m.values, NULL, rows[i].path, &error));
		assert_int_equal(error.status, rows[i].status);
		pintle_error_finish(&error);
	}
	assert_null(pintle_values_trace(m.chart, m.values, NULL, "lst", NULL));
	pintle_merged_free(NULL);
	pintle_history_free(NULL);
	unmake(&m);
}

/* Counts the findings of a rule. */
static size_t count(const pintle_findings *findings, const char *rule)
{
	size_t found = 0;

	for (size_t i = 0; i < pintle_findings_count(findings); i++) {
		pintle_text r = pintle_findings_at(findings, i).rule;

		found += r.len == strlen(rule) && memcmp(r.ptr, rule, r.len) == 0;
	}
	return found;
}

static void traps_are_found_where_they_are(void **state)
{
	pintle_findings *findings;
	pintle_finding f;
	made m;

	(void)state;
	assert_true(make(&m, NULL));
	findings = pintle_values_lint(m.chart, m.values, &m.options, false, NULL);
	assert_non_null(findings);
	assert_int_equal(count(findings, "values/yaml-1.1"), 2);
	assert_int_equal(count(findings, "values/duplicate-key"), 1);
	assert_int_equal(count(findings, "values/octal"), 1);
	assert_int_equal(count(findings, "values/number-prints"), 1);
	assert_int_equal(count(findings, "values/list-replaced"), 1);
	assert_int_equal(count(findings, "values/null-deletes"), 1); /* web.b, as web.port is set */
	f = pintle_findings_at(findings, 1);
	assert_string_equal(f.file, "prod.yaml");
	assert_int_equal(f.line, 1);
	assert_int_equal(f.column, 0);
	pintle_findings_free(findings);
	/* Without anything of the user's. */
	findings = pintle_values_lint(m.chart, NULL, NULL, true, NULL);
	assert_int_equal(pintle_findings_count(findings), 1);
	assert_int_equal(count(findings, "values/null-version"), 1);
	pintle_findings_free(findings);
	unmake(&m);
}

static void values_that_do_not_merge_are_an_error(void **state)
{
	pintle_error error = PINTLE_ERROR_INIT;
	made m;

	(void)state;
	assert_true(make(&m, NULL));
	assert_true(pintle_values_add_set(m.values, "web=1", NULL));
	assert_null(pintle_values_lint(m.chart, m.values, NULL, false, &error));
	assert_int_equal(error.status, PINTLE_ERR_VALUES);
	assert_string_equal(error.message, "type mismatch on web: %!t(int64=1)");
	pintle_error_finish(&error);
	assert_null(pintle_values_merged(m.chart, m.values, NULL, NULL));
	assert_null(pintle_values_trace(m.chart, m.values, NULL, "a", NULL));
	unmake(&m);
}

/* Asks everything with so much memory; true when it was enough. */
static bool ask_all(const pintle_allocator *mem)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_merged *merged = NULL;
	pintle_findings *findings = NULL;
	pintle_history *h = NULL;
	pintle_text text;
	bool ok;
	made m;

	ok = make(&m, mem) &&
	     (merged = pintle_values_merged(m.chart, m.values, &m.options, &error)) != NULL &&
	     pintle_merged_yaml(merged, true, &text, &error);
	if (ok) {
		pintle_text_free(&text);
		ok = pintle_merged_json(merged, &text, &error);
		if (ok)
			pintle_text_free(&text);
	}
	ok = ok &&
	     (h = pintle_values_trace(m.chart, m.values, &m.options, "map", &error)) != NULL &&
	     (findings = pintle_values_lint(m.chart, m.values, &m.options, true, &error)) != NULL;
	assert_true(ok || error.status == PINTLE_ERR_NO_MEMORY || error.status == PINTLE_OK);
	pintle_error_finish(&error);
	pintle_findings_free(findings);
	pintle_history_free(h);
	pintle_merged_free(merged);
	unmake(&m);
	return ok;
}

static void failing_memory_is_told(void **state)
{
	(void)state;
	failing_until_enough(ask_all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_know_their_layer),
		cmocka_unit_test(yaml_is_the_same_with_comments_or_without),
		cmocka_unit_test(histories_go_up),
		cmocka_unit_test(wrong_paths_are_refused),
		cmocka_unit_test(traps_are_found_where_they_are),
		cmocka_unit_test(values_that_do_not_merge_are_an_error),
		cmocka_unit_test(failing_memory_is_told),
	};

	return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
