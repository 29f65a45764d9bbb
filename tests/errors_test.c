/* SPDX-License-Identifier: Apache-2.0 */
/* What errors have to show, by the public API: notes, the errors of many templates, no memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing.h"

#include <pintle/pintle.h>

#define TEXT(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const pintle_file broken[] = {
	{ "Chart.yaml", TEXT("apiVersion: v2\nname: c\nversion: 1.0.0\n") },
	{ "values.yaml", TEXT("db:\n  prot: 5432\ntext: \"{{ .Values.db.port.x }}\"\n") },
	{ "templates/a.yaml", TEXT("a: {{ include \"port\" . }}\n"
				   "{{ define \"port\" }}{{ .Values.db.port.x }}{{ end }}\n") },
	{ "templates/b.yaml", TEXT("b: {{ tpl .Values.text . }}\n") },
	{ "templates/c.yaml", TEXT("c: {{ fail \"no\" }}\n") },
	{ "templates/d.yaml", TEXT("d: e: {{ .Values.db.prot }}\n") },
	{ "templates/e.yaml", TEXT("e: {{ b64enc .Values.db.prot }}{{ index .Values.db 1 }}\n") },
	{ "templates/f.yaml", TEXT("f: {{ include \"prot\" . }}\n") },
};
enum { BROKEN_COUNT = sizeof broken / sizeof *broken, FAILING = 6 };

static pintle_chart *load(size_t count)
{
	pintle_chart *chart = pintle_chart_load_files(broken, count, NULL, NULL);

	assert_non_null(chart);
	return chart;
}

static const pintle_note *note_of(const pintle_error *error, pintle_note_kind kind)
{
	for (size_t i = 0; i < error->note_count; i++) {
		if (error->notes[i].kind == kind)
			return &error->notes[i];
	}
	return NULL;
}

static void a_nil_value_is_explained(void **state)
{
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = load(3);
	const pintle_note *place, *caller;

	(void)state;
	options.explain_errors = true;
	assert_null(pintle_render(chart, NULL, &options, &error));
	assert_int_equal(error.status, PINTLE_ERR_EXEC);
	assert_string_equal(error.summary, ".Values.db.port is not set (nil pointer evaluating "
					   "interface {}.x)");
	place = note_of(&error, PINTLE_NOTE_PLACE);
	assert_non_null(place);
	assert_string_equal(place->file, "templates/a.yaml");
	assert_int_equal(place->line, 2);
	assert_int_equal(place->column, 22);
	assert_int_equal(place->excerpt_line, 1);
	assert_memory_equal(place->excerpt + strlen("a: {{ include \"port\" . }}\n") +
				    place->mark_from,
			    ".Values.db.port", place->mark_to - place->mark_from);
	caller = note_of(&error, PINTLE_NOTE_CALLER);
	assert_string_equal(caller->text, "include \"port\" .");
	assert_int_equal(caller->line, 1);
	assert_null(caller->excerpt);
	assert_string_equal(error.hint, "did you mean db.prot?");
	assert_non_null(note_of(&error, PINTLE_NOTE_VALUE));
	assert_null(error.next);
	pintle_error_finish(&error);
	assert_null(error.notes);
	pintle_chart_free(chart);
}

static void without_being_asked_nothing_is_explained(void **state)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = load(3);

	(void)state;
	assert_null(pintle_render(chart, NULL, NULL, &error));
	assert_int_equal(error.note_count, 0);
	assert_null(error.summary);
	assert_int_equal(error.frame_count, 2);
	pintle_error_finish(&error);
	pintle_chart_free(chart);
}

/* Counts the errors of a render that goes on, and those that have notes. */
static size_t count_errors(const pintle_error *error, size_t *explained)
{
	size_t count = 0;

	*explained = 0;
	for (const pintle_error *e = error; e && e->status != PINTLE_OK; e = e->next) {
		count++;
		*explained += e->note_count > 0 && e->summary;
	}
	return count;
}

static void every_failing_template_is_told_of(void **state)
{
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = load(BROKEN_COUNT);
	size_t explained;

	(void)state;
	options.keep_going = true;
	assert_null(pintle_render(chart, NULL, &options, &error));
	assert_int_equal(count_errors(&error, &explained), FAILING);
	assert_int_equal(explained, 0);
	pintle_error_finish(&error);
	options.explain_errors = true;
	assert_null(pintle_render(chart, NULL, &options, &error));
	assert_int_equal(count_errors(&error, &explained), FAILING);
	assert_int_equal(explained, FAILING);
	pintle_error_finish(&error);
	pintle_chart_free(chart);
}

static void bad_values_are_shown(void **state)
{
	static const pintle_text text = TEXT("a: 1\nb: [1,\n");
	pintle_values *values = pintle_values_new(NULL);
	pintle_error error = PINTLE_ERROR_INIT;
	const pintle_note *place;

	(void)state;
	assert_false(pintle_values_add_yaml(values, "my.yaml", text, &error));
	place = note_of(&error, PINTLE_NOTE_PLACE);
	assert_non_null(place);
	assert_string_equal(place->file, "my.yaml");
	assert_int_equal(place->line, 2);
	assert_string_equal(place->excerpt, "a: 1\nb: [1,\n");
	pintle_error_finish(&error);
	pintle_values_free(values);
}

/* ---- memory that runs out ---- */

/* Explains with memory for so many allocations; says whether it was enough for all. */
static bool explain_with(const pintle_chart *chart, size_t fail_at)
{
	struct failing f = { .fail_at = fail_at };
	pintle_allocator memory = { failing_resize, &f };
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	size_t explained;

	options.allocator = &memory;
	options.explain_errors = options.keep_going = true;
	assert_null(pintle_render(chart, NULL, &options, &error));
	assert_int_not_equal(error.status, PINTLE_OK);
	count_errors(&error, &explained);
	pintle_error_finish(&error);
	assert_int_equal(f.held, 0);
	return explained == FAILING;
}

static void explanations_do_with_what_memory_there_is(void **state)
{
	pintle_chart *chart = load(BROKEN_COUNT);
	size_t fail_at = 0;

	(void)state;
	while (!explain_with(chart, fail_at))
		assert_true(++fail_at < 100000);
	assert_true(fail_at > 10);
	pintle_chart_free(chart);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_nil_value_is_explained),
		cmocka_unit_test(without_being_asked_nothing_is_explained),
		cmocka_unit_test(every_failing_template_is_told_of),
		cmocka_unit_test(bad_values_are_shown),
		cmocka_unit_test(explanations_do_with_what_memory_there_is),
	};

	return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}
