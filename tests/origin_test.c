/* SPDX-License-Identifier: Apache-2.0 */
/* Origins through the public functions: what the command line cannot reach, failing memory. */
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
	{ "values.yaml",
	  TEXT("a: 1\nlist: [x, y]\nmap: {k: v}\ntext: |\n  one\n  {{ .Values.a }}\n") },
	{ "conf.txt", TEXT("f: 1\n") },
	{ "templates/_h.tpl",
	  TEXT("{{ define \"h\" }}{{ toYaml .Values.map | nindent 2 }}{{ end }}") },
	{ "templates/a.yaml",
	  TEXT("data:{{ include \"h\" . }}\n{{ if .Values.a }}t: |{{ tpl .Values.text . | nindent "
	       "2 }}"
	       "{{ end }}\ne: {{ join \",\" .Values.list | quote }}\ns: {{ toJson .Values.map | "
	       "b64enc }}\n"
	       "m: {{ merge (fromYaml (include \"h\" .)) (dict \"z\" .Values.a) | toYaml | nindent "
	       "2 }}\n"
	       "{{ .Files.Get \"conf.txt\" }}r: {{ regexReplaceAll \"x\" \"axa\" \"b\" }}\n"
	       "{{ if .Values.off }}{{ else }}u: {{ $.Values.none | default \"own\" }}{{ end }}\n") },
};
enum { FILE_COUNT = sizeof files / sizeof *files };

/* A manifest with what it borrows from. */
typedef struct made {
	pintle_chart *chart;
	pintle_values *values;
	pintle_manifest *manifest;
} made;

static bool make(made *m, bool traced, const pintle_allocator *mem)
{
	pintle_load_options load = PINTLE_LOAD_OPTIONS_INIT;
	pintle_values_options with = PINTLE_VALUES_OPTIONS_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;

	load.allocator = with.allocator = options.allocator = mem;
	options.traced = traced;
	*m = (made){ .chart = pintle_chart_load_files(files, FILE_COUNT, &load, NULL),
		     .values = pintle_values_new(&with) };
	if (m->chart && m->values && pintle_values_add_set(m->values, "map.k=w", NULL))
		m->manifest = pintle_render(m->chart, m->values, &options, NULL);
	return m->manifest != NULL;
}

static void unmake(made *m)
{
	pintle_manifest_free(m->manifest);
	pintle_values_free(m->values);
	pintle_chart_free(m->chart);
}

static void bytes_know_their_values(void **state)
{
	const pintle_origin *o;
	pintle_origins *origins;
	pintle_text text;
	const char *at;
	made m;

	(void)state;
	assert_true(make(&m, true, NULL));
	text = pintle_manifest_at(m.manifest, 0).text;
	at = strstr(text.ptr, "k: w");
	assert_non_null(at);
	origins = pintle_manifest_origin(m.manifest, 0, (size_t)(at - text.ptr), 4, NULL);
	assert_non_null(origins);
	o = pintle_origins_main(origins);
	assert_int_equal(o->kind, PINTLE_ORIGIN_EXPRESSION);
	assert_string_equal(o->place.id, "c/templates/_h.tpl");
	assert_int_equal(o->value_count, 1);
	assert_string_equal(o->values[0].path, "map.k");
	assert_int_equal(o->values[0].setting_count, 2);
	assert_string_equal(o->values[0].settings[0].place.file, "--set map.k=w");
	assert_true(o->values[0].settings[0].is_line);
	assert_string_equal(o->values[0].settings[1].place.file, "values.yaml");
	assert_int_equal(o->values[0].settings[1].place.line, 3);
	assert_int_equal(o->level_count, 1);
	assert_int_equal(o->levels[0].kind, PINTLE_LEVEL_INCLUDE);
	assert_null(pintle_origins_at(origins, pintle_origins_count(origins)));
	pintle_origins_free(origins);
	unmake(&m);
}

static void every_byte_has_an_origin(void **state)
{
	pintle_text text;
	made m;

	(void)state;
	assert_true(make(&m, true, NULL));
	text = pintle_manifest_at(m.manifest, 0).text;
	for (size_t i = 0; i < text.len; i++) {
		pintle_origins *origins = pintle_manifest_origin(m.manifest, 0, i, 1, NULL);

		assert_non_null(origins);
		assert_int_equal(pintle_origins_count(origins), 1);
		assert_true(pintle_origins_main(origins)->place.line > 0);
		pintle_origins_free(origins);
	}
	unmake(&m);
}

/* Values that nobody sets are named where a template has something of its own in their place. */
static void unset_values_are_named(void **state)
{
	pintle_origins *origins;
	const pintle_origin *o;
	pintle_text text;
	const char *at;
	made m;

	(void)state;
	assert_true(make(&m, true, NULL));
	text = pintle_manifest_at(m.manifest, 0).text;
	at = strstr(text.ptr, "own");
	assert_non_null(at);
	origins = pintle_manifest_origin(m.manifest, 0, (size_t)(at - text.ptr), 3, NULL);
	assert_non_null(origins);
	o = pintle_origins_main(origins);
	assert_int_equal(o->value_count, 1);
	assert_string_equal(o->values[0].path, "none");
	assert_int_equal(o->values[0].setting_count, 0);
	assert_int_equal(o->values[0].place.line, 0);
	assert_int_equal(o->level_count, 1);
	assert_int_equal(o->levels[0].kind, PINTLE_LEVEL_ELSE);
	assert_int_equal(o->levels[0].value_count, 1);
	assert_string_equal(o->levels[0].values[0].path, "off");
	pintle_origins_free(origins);
	unmake(&m);
}

/* A plain manifest does not know; beyond the end there is nothing. */
static void wrong_questions(void **state)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_origins *origins;
	pintle_text map;
	made m;

	(void)state;
	assert_true(make(&m, false, NULL));
	assert_null(pintle_manifest_origin(m.manifest, 0, 0, 1, &error));
	assert_int_equal(error.status, PINTLE_ERR_ARGUMENT);
	pintle_error_finish(&error);
	assert_null(pintle_manifest_line_origin(m.manifest, 1, NULL));
	assert_false(pintle_manifest_source_map(m.manifest, &map, NULL));
	unmake(&m);
	assert_true(make(&m, true, NULL));
	origins = pintle_manifest_origin(m.manifest, 7, 0, SIZE_MAX, NULL);
	assert_int_equal(pintle_origins_count(origins), 0);
	assert_null(pintle_origins_main(origins));
	pintle_origins_free(origins);
	origins = pintle_manifest_line_origin(m.manifest, 100000, NULL);
	assert_int_equal(pintle_origins_count(origins), 0);
	pintle_origins_free(origins);
	pintle_origins_free(NULL);
	unmake(&m);
}

static void lines_are_matched(void **state)
{
	static const pintle_text old = TEXT("---\n# Source: c/templates/a.yaml\ndata:\n  k: old\n");
	pintle_match match;
	size_t found;
	made m;

	(void)state;
	assert_true(make(&m, true, NULL));
	assert_true(pintle_manifest_match_line(m.manifest, pintle_manifest_text(m.manifest), 4,
					       &match, &found, NULL));
	assert_int_equal(match, PINTLE_MATCH_SAME);
	assert_int_equal(found, 4);
	assert_true(pintle_manifest_match_line(m.manifest, old, 3, &match, &found, NULL));
	assert_int_equal(match, PINTLE_MATCH_MOVED);
	assert_int_equal(found, 3);
	assert_true(pintle_manifest_match_line(m.manifest, old, 4, &match, &found, NULL));
	assert_int_equal(match, PINTLE_MATCH_NEAR);
	assert_int_equal(found, 4);
	assert_true(pintle_manifest_match_line(m.manifest, old, 9, &match, &found, NULL));
	assert_int_equal(match, PINTLE_MATCH_NONE);
	assert_int_equal(found, 0);
	unmake(&m);
}

/* ---- memory that runs out ---- */

/* Asks all there is to ask; true when everything succeeded. */
static bool ask_all(const pintle_allocator *mem)
{
	pintle_text map = { NULL, 0 };
	bool ok;
	made m;

	ok = make(&m, true, mem);
	for (size_t line = 1; ok && line < 30; line++) {
		pintle_origins *origins = pintle_manifest_line_origin(m.manifest, line, NULL);

		ok = origins != NULL;
		pintle_origins_free(origins);
	}
	ok = ok && pintle_manifest_source_map(m.manifest, &map, NULL);
	pintle_text_free(&map);
	unmake(&m);
	return ok;
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	failing_until_enough(ask_all);
}

/* Every bound on the arena is a place where memory runs out while a render is traced. */
static void every_arena_limit_is_an_error(void **state)
{
	pintle_limits limits = PINTLE_LIMITS_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_chart *chart = pintle_chart_load_files(files, FILE_COUNT, NULL, NULL);
	pintle_manifest *manifest = NULL;

	(void)state;
	assert_non_null(chart);
	options.limits = &limits;
	options.traced = true;
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_know_their_values),
		cmocka_unit_test(every_byte_has_an_origin),
		cmocka_unit_test(unset_values_are_named),
		cmocka_unit_test(wrong_questions),
		cmocka_unit_test(lines_are_matched),
		cmocka_unit_test(every_allocation_may_fail),
		cmocka_unit_test(every_arena_limit_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
