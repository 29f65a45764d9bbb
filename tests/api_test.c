/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions: what a template cannot reach, failing memory, limits, traced = plain. */
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

static const pintle_file small[] = {
	{ "Chart.yaml", TEXT("apiVersion: v2\nname: c\nversion: 1.0.0\n") },
	{ "values.yaml", TEXT("a: 1\nlist: [x, y]\nmap: {k: v}\n") },
	{ "templates/_h.tpl", TEXT("{{ define \"h\" }}{{ toYaml .Values | nindent 2 }}{{ end }}") },
	{ "templates/a.yaml",
	  TEXT("kind: ConfigMap\ndata:{{ include \"h\" . }}\nt: {{ tpl \"{{ .Values.a }}\" . }}\n"
	       "r: {{ regexReplaceAll \"a+\" \"caat\" \"u\" }} {{ semverCompare \">=1\" \"2.0.0\" "
	       "}}\n"
	       "d: {{ dict \"a\" 1 | toJson }}\ne: {{ range .Values.list }}{{ . }}{{ end }}\n") },
	{ "templates/NOTES.txt", TEXT("hello {{ .Release.Name }}") },
};
enum { SMALL_COUNT = sizeof small / sizeof *small };

static pintle_chart *load_small(const pintle_load_options *options, pintle_error *error)
{
	return pintle_chart_load_files(small, SMALL_COUNT, options, error);
}

static pintle_chart *load_one_template(const char *text)
{
	pintle_file files[] = { small[0], { "templates/t.yaml", { text, strlen(text) } } };

	return pintle_chart_load_files(files, 2, NULL, NULL);
}

/* ---- memory that runs out ---- */

/* Loads and renders with one allocator; true when everything succeeded. */
static bool run_all(const pintle_allocator *mem)
{
	pintle_load_options load = PINTLE_LOAD_OPTIONS_INIT;
	pintle_values_options with = PINTLE_VALUES_OPTIONS_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_manifest *manifest = NULL;
	pintle_values *values;
	pintle_chart *chart;

	load.allocator = with.allocator = options.allocator = mem;
	chart = load_small(&load, &error);
	values = pintle_values_new(&with);
	if (chart && values && pintle_values_add_set(values, "map.k=w,list={1,2}", &error))
		manifest = pintle_render(chart, values, &options, &error);
	/* From the second render on, texts of tpl are shared. */
	for (int i = 0; manifest && i < 2; i++) {
		pintle_manifest_free(manifest);
		manifest = pintle_render(chart, values, &options, &error);
	}
	if (!manifest && chart && values)
		assert_int_not_equal(error.status, PINTLE_OK);
	pintle_manifest_free(manifest);
	pintle_values_free(values);
	pintle_chart_free(chart);
	pintle_error_finish(&error);
	return manifest != NULL;
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	failing_until_enough(run_all);
}

/* Every bound on the arena is a place where memory runs out. */
static void every_arena_limit_is_an_error(void **state)
{
	pintle_limits limits = PINTLE_LIMITS_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_chart *chart = load_small(NULL, NULL);
	pintle_manifest *manifest = NULL;

	(void)state;
	assert_non_null(chart);
	options.limits = &limits;
	for (limits.arena_bytes = 64; !manifest; limits.arena_bytes += 64) {
		pintle_error error = PINTLE_ERROR_INIT;

		manifest = pintle_render(chart, NULL, &options, &error);
		if (!manifest)
			assert_int_equal(error.status, PINTLE_ERR_LIMIT);
		pintle_error_finish(&error);
		assert_true(limits.arena_bytes < 8 * 1024 * 1024);
	}
	pintle_manifest_free(manifest);
	pintle_chart_free(chart);
}

/* ---- limits ---- */

/* Renders one template under limits and gives the status. */
static pintle_status status_of(const char *template, const pintle_limits *limits)
{
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = load_one_template(template);
	pintle_manifest *manifest;
	pintle_status status;

	assert_non_null(chart);
	options.limits = limits;
	manifest = pintle_render(chart, NULL, &options, &error);
	status = error.status;
	if (!manifest)
		assert_true(error.message_len > 0);
	pintle_manifest_free(manifest);
	pintle_chart_free(chart);
	pintle_error_finish(&error);
	return status;
}

static void hostile_templates_meet_limits(void **state)
{
	static const char *const hostile[] = {
		"{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}",
		"a: {{ until 100000000 | len }}",
		"a: {{ repeat 1000000000 \"x\" | len }}",
		"{{ range until 100000 }}{{ repeat 100000 \"x\" }}{{ end }}",
		"{{ define \"x\" }}{{ tpl \"{{ include \\\"x\\\" . }}\" . }}{{ end }}{{ include "
		"\"x\" . }}",
		"a: {{ regexMatch \"(a*)*b\" (repeat 100000 \"a\") }}{{ until 100000000 }}",
	};
	pintle_limits limits;

	(void)state;
	pintle_limits_untrusted(&limits);
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		pintle_status status = status_of(hostile[i], &limits);

		if (status != PINTLE_ERR_LIMIT && status != PINTLE_ERR_EXEC)
			fail_msg("template %zu ended with status %d", i, status);
	}
	assert_int_equal(status_of("a: {{ add 1 2 }}", &limits), PINTLE_OK);
}

static bool stop(void *data)
{
	(void)data;
	return true;
}

static void a_host_may_cancel(void **state)
{
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = load_one_template("{{ range until 1000000 }}a{{ end }}");

	(void)state;
	options.cancelled = stop;
	assert_null(pintle_render(chart, NULL, &options, &error));
	assert_int_equal(error.status, PINTLE_ERR_CANCELLED);
	pintle_error_finish(&error);
	pintle_chart_free(chart);
}

/* ---- properties ---- */

static char *render_text(const pintle_chart *chart, const pintle_render_options *options)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_manifest *manifest = pintle_render(chart, NULL, options, &error);
	pintle_text text;
	char *copy;

	if (!manifest)
		fail_msg("%s", error.message);
	text = pintle_manifest_text(manifest);
	copy = malloc(text.len + 1);
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	pintle_manifest_free(manifest);
	return copy;
}

static void phases_are_timed(void **state)
{
	pintle_timings timings = PINTLE_TIMINGS_INIT, before;
	pintle_load_options load = PINTLE_LOAD_OPTIONS_INIT;
	pintle_values_options with = PINTLE_VALUES_OPTIONS_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_values *values;
	pintle_chart *chart;

	(void)state;
	load.timings = with.timings = options.timings = &timings;
	chart = load_small(&load, NULL);
	assert_true(timings.load > 0 && timings.values == 0);
	values = pintle_values_new(&with);
	assert_true(pintle_values_add_set(values, "a=2", NULL));
	assert_true(timings.values > 0 && timings.execute == 0);
	before = timings;
	pintle_manifest_free(pintle_render(chart, values, &options, NULL));
	assert_true(timings.load == before.load && timings.values > before.values);
	assert_true(timings.parse > 0 && timings.execute > 0 && timings.split > 0);
	assert_true(timings.write > 0);
	options.release_name = "NOT A NAME";
	before = timings;
	assert_null(pintle_render(chart, values, &options, NULL));
	assert_true(timings.parse == before.parse);
	pintle_values_free(values);
	pintle_chart_free(chart);
}

static void traced_and_plain_are_equal(void **state)
{
	static const char *const charts[] = { "airflow", "fastapi", "mlflow", "platform" };

	(void)state;
	for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
		pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
		char path[4096], *plain, *traced, *again;
		pintle_chart *chart;

		snprintf(path, sizeof path, "%s/%s", CHARTS_FOLDER, charts[i]);
		chart = pintle_chart_load(path, NULL, NULL);
		assert_non_null(chart);
		plain = render_text(chart, &options);
		again = render_text(chart, &options);
		options.traced = true;
		traced = render_text(chart, &options);
		assert_string_equal(plain, again);
		assert_string_equal(plain, traced);
		free(plain);
		free(again);
		free(traced);
		pintle_chart_free(chart);
	}
}

static void a_seed_makes_randomness_stable(void **state)
{
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_chart *chart = load_one_template(
		"a: {{ randAlphaNum 20 }} {{ randAlphaNum 20 }} {{ uuidv4 }}\nb: {{ now }}\n");
	char *first, *second, *other;

	(void)state;
	options.seed = "s";
	options.fixed_clock = true;
	first = render_text(chart, &options);
	second = render_text(chart, &options);
	options.seed = "t";
	other = render_text(chart, &options);
	assert_string_equal(first, second);
	assert_string_not_equal(first, other);
	assert_memory_not_equal(first + 35, first + 56, 20);
	free(first);
	free(second);
	free(other);
	pintle_chart_free(chart);
}

/* ---- getters and errors ---- */

/* Renders with a value; the text, or the error's. */
static void render_with(const pintle_chart *chart, const char *yaml, char *out, size_t size)
{
	pintle_text text = { yaml, strlen(yaml) };
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_values *values = pintle_values_new(NULL);
	pintle_manifest *manifest;

	assert_true(pintle_values_add_yaml(values, "values", text, &error));
	manifest = pintle_render(chart, values, NULL, &error);
	if (manifest)
		snprintf(out, size, "%.*s", (int)pintle_manifest_text(manifest).len,
			 pintle_manifest_text(manifest).ptr);
	else
		snprintf(out, size, "%s", error.message);
	pintle_manifest_free(manifest);
	pintle_values_free(values);
	pintle_error_finish(&error);
}

/* A chart that was rendered before gives what a fresh one gives, errors included. */
static void renders_leave_no_trace(void **state)
{
	static const char template[] =
		"a: {{ tpl .Values.text . | quote }}\nb: {{ tpl \"{{ .Values.b }}\" . }}\n"
		"{{ $_ := set .Values \"b\" 9 }}c: {{ tpl \"{{ .Values.b }}\" . }}\n";
	static const char *const values[] = {
		"b: 1\ntext: 'x {{ .Values.b }}'", "b: 2\ntext: 'x {{ .Values.b }}'",
		"b: 2\ntext: '{{ bad }}'",	   "b: 3\ntext: '{{ .Values.b.c }}'",
		"b: 4\ntext: 'x {{ .Values.b }}'", "b: 5\ntext: 'y'",
	};
	pintle_chart *chart = load_one_template(template);

	(void)state;
	for (int i = 0; i < 30; i++) {
		pintle_chart *fresh = load_one_template(template);
		const char *yaml = values[(i * 7 + i / 5) % 6];
		char have[1000], want[1000];

		render_with(chart, yaml, have, sizeof have);
		render_with(fresh, yaml, want, sizeof want);
		assert_string_equal(have, want);
		pintle_chart_free(fresh);
	}
	pintle_chart_free(chart);
}

/* What is left undone for one thread changes no text, in whatever order keys are written. */
static void one_thread_changes_nothing(void **state)
{
	static const pintle_file files[] = {
		{ "Chart.yaml", TEXT("apiVersion: v2\nname: c\nversion: 1.0.0\n") },
		{ "values.yaml",
		  TEXT("z: {x: 1, b: 2, a: {d: 1, c: [{f: 1, e: 2}]}}\nsub: {k: {p: 1, "
		       "m: 2}}\nc: 3\n") },
		{ "templates/a.yaml",
		  TEXT("a: 1 # {{ range $k, $v := .Values.z }}{{ $k }} {{ end }}\n{{ toYaml .Values }}\n"
		       "# {{ keys .Values.z | sortAlpha }} {{ toJson .Values.z.a }}\n") },
		{ "charts/sub/Chart.yaml", TEXT("apiVersion: v2\nname: sub\nversion: 1.0.0\n") },
		{ "charts/sub/values.yaml", TEXT("k: {z: 1, l: 2}\nb: 1\na: {d: 1, c: 2}\n") },
		{ "charts/sub/templates/b.yaml", TEXT("{{ toYaml .Values }}\n") },
	};
	enum { COUNT = sizeof files / sizeof *files };
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_chart *chart, *shared = pintle_chart_load_files(files, COUNT, NULL, NULL);
	char have[1000], want[1000];

	(void)state;
	options.one_thread = true;
	chart = pintle_chart_load_files(files, COUNT, &options, NULL);
	assert_true(chart && shared);
	for (int i = 0; i < 2; i++) {
		render_with(chart, "z: {c: 0, a: {b: 9}}", have, sizeof have);
		render_with(shared, "z: {c: 0, a: {b: 9}}", want, sizeof want);
		assert_string_equal(have, want);
		assert_non_null(strstr(have, "# a b c x "));
	}
	pintle_chart_free(chart);
	pintle_chart_free(shared);
}

static void documents_have_heads(void **state)
{
	pintle_chart *chart = load_small(NULL, NULL);
	pintle_manifest *manifest = pintle_render(chart, NULL, NULL, NULL);
	pintle_document document;
	pintle_text notes;

	(void)state;
	assert_non_null(manifest);
	assert_int_equal(pintle_manifest_count(manifest), 1);
	document = pintle_manifest_at(manifest, 0);
	assert_int_equal(document.role, PINTLE_OBJECT);
	assert_int_equal(document.kind.len, strlen("ConfigMap"));
	assert_int_equal(pintle_manifest_at(manifest, 1).text.len, 0);
	notes = pintle_manifest_notes(manifest);
	assert_int_equal(notes.len, strlen("hello release-name"));
	assert_string_equal(pintle_chart_name(chart), "c");
	assert_int_equal(pintle_chart_file_count(chart), SMALL_COUNT);
	pintle_manifest_free(manifest);
	pintle_chart_free(chart);
}

static void errors_tell_the_stack(void **state)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = load_one_template(
		"{{ define \"in\" }}\n {{ .Values.a.b }}{{ end }}x: {{ include \"in\" . }}\n");

	(void)state;
	assert_null(pintle_render(chart, NULL, NULL, &error));
	assert_int_equal(error.status, PINTLE_ERR_EXEC);
	assert_true(error.during_render);
	assert_int_equal(error.frame_count, 2);
	assert_string_equal(error.frames[1].name, "in");
	assert_int_equal(error.frames[1].line, 2);
	pintle_error_finish(&error);
	assert_int_equal(error.status, PINTLE_OK);
	pintle_chart_free(chart);
}

static void wrong_arguments_are_errors(void **state)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_values *values = pintle_values_new(NULL);

	(void)state;
	assert_null(pintle_chart_load("/nonexistent", NULL, &error));
	assert_int_not_equal(error.status, PINTLE_OK);
	pintle_error_finish(&error);
	assert_false(pintle_values_add_set(values, "a[x]=1", &error));
	assert_int_equal(error.status, PINTLE_ERR_VALUES);
	/* The first error wins. */
	assert_false(pintle_values_add_file(values, "/nonexistent", &error));
	assert_int_equal(error.status, PINTLE_ERR_VALUES);
	pintle_error_finish(&error);
	pintle_values_free(values);
	pintle_values_free(NULL);
	pintle_chart_free(NULL);
	pintle_manifest_free(NULL);
	pintle_error_finish(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_allocation_may_fail),
		cmocka_unit_test(every_arena_limit_is_an_error),
		cmocka_unit_test(hostile_templates_meet_limits),
		cmocka_unit_test(a_host_may_cancel),
		cmocka_unit_test(phases_are_timed),
		cmocka_unit_test(traced_and_plain_are_equal),
		cmocka_unit_test(a_seed_makes_randomness_stable),
		cmocka_unit_test(renders_leave_no_trace),
		cmocka_unit_test(one_thread_changes_nothing),
		cmocka_unit_test(documents_have_heads),
		cmocka_unit_test(errors_tell_the_stack),
		cmocka_unit_test(wrong_arguments_are_errors),
	};

	return cmocka_run_group_tests_name("api", tests, NULL, NULL);
}
