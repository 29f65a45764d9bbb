/* SPDX-License-Identifier: Apache-2.0 */
/* Lint, packages and dependencies by the public API, with memory that runs out. */
#include "case_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "failing.h"

#include <pintle/pintle.h>

#define FASTAPI CHARTS_FOLDER "/fastapi"

static bool lint(const pintle_allocator *mem, pintle_error *error)
{
	pintle_render_options render = PINTLE_RENDER_OPTIONS_INIT;
	pintle_lint_options options = PINTLE_LINT_OPTIONS_INIT;
	pintle_values_options with = PINTLE_VALUES_OPTIONS_INIT;
	pintle_findings *findings = NULL;
	pintle_values *values;

	render.allocator = with.allocator = mem;
	options.render = &render;
	values = pintle_values_new(&with);
	if (values)
		findings = pintle_lint(FASTAPI, values, &options, error);
	else
		error->status = PINTLE_ERR_NO_MEMORY;
	if (findings)
		assert_int_equal(pintle_findings_count(findings), 1);
	pintle_findings_free(findings);
	pintle_values_free(values);
	return findings != NULL;
}

static bool package(const pintle_allocator *mem, pintle_error *error)
{
	pintle_package_options options = PINTLE_PACKAGE_OPTIONS_INIT;
	pintle_text name, archive;
	bool ok;

	options.allocator = mem;
	ok = pintle_package(FASTAPI, &options, &name, &archive, error);
	if (ok)
		assert_memory_equal(name.ptr, "fastapi-", 8);
	pintle_text_free(&name);
	pintle_text_free(&archive);
	return ok;
}

static bool list(const pintle_allocator *mem, pintle_error *error)
{
	pintle_package_options options = PINTLE_PACKAGE_OPTIONS_INIT;
	pintle_text report;
	bool ok;

	options.allocator = mem;
	ok = pintle_dependency_list(CHARTS_FOLDER "/platform", &options, &report, error);
	pintle_text_free(&report);
	return ok;
}

static void run_with_ever_more(bool (*work)(const pintle_allocator *mem, pintle_error *error))
{
	bool done = false;

	for (size_t n = 0; !done; n++) {
		struct failing f = { .fail_at = n };
		pintle_allocator mem = { failing_resize, &f };
		pintle_error error = PINTLE_ERROR_INIT;

		done = work(&mem, &error);
		if (!done)
			assert_int_equal(error.status, PINTLE_ERR_NO_MEMORY);
		pintle_error_finish(&error);
		assert_int_equal(f.held, 0);
		assert_true(n < 10000);
	}
}

static void each_allocation_may_be_refused(void **state)
{
	(void)state;
	run_with_ever_more(lint);
	run_with_ever_more(package);
	run_with_ever_more(list);
}

static char folder[64];

static void put(const char *name, const char *text)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	for (char *slash = strchr(path + strlen(folder) + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void count_message(void *data, pintle_log_level level, const char *message, size_t len)
{
	(void)level;
	(void)message;
	(void)len;
	++*(int *)data;
}

/* What lint keeps with the values begins empty, whatever the memory held before. */
static void values_begin_empty(void **state)
{
	struct failing f = { .fail_at = SIZE_MAX };
	pintle_allocator mem = { failing_resize, &f };
	pintle_values_options with = PINTLE_VALUES_OPTIONS_INIT;
	pintle_render_options render = PINTLE_RENDER_OPTIONS_INIT;
	pintle_lint_options options = PINTLE_LINT_OPTIONS_INIT;
	int messages = 0;
	pintle_log log = { count_message, &messages, PINTLE_LOG_WARN };
	pintle_findings *findings;
	pintle_values *values;

	(void)state;
	render.log = &log;
	options.render = &render;
	memcpy(folder, "/tmp/pintle-pack-XXXXXX", 24);
	assert_non_null(mkdtemp(folder));
	put("Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n");
	put("values.yaml", "a: 1\n");
	put("values.schema.json", "{\"$ref\": \"urn:x:y\"}");
	with.allocator = &mem;
	values = pintle_values_new(&with);
	findings = pintle_lint(folder, values, &options, NULL);
	assert_non_null(findings);
	assert_int_equal(messages, 1);
	pintle_findings_free(findings);
	pintle_values_free(values);
	assert_int_equal(f.held, 0);
	cases_remove(folder);
}

#define TEN(x) x x x x x x x x x x

/* Names of every length and kind survive the way through a package. */
static void long_names_are_kept(void **state)
{
	static const char *const names[] = {
		"Chart.yaml",
		"files/" TEN("0123456789") "/" TEN("abcd") "/x",
		"files/" TEN("0123456789") TEN("0123456789") TEN("0"),
		"files/" TEN("a") "/" TEN("0123456789") TEN("x") "/y",
		"files/gr\xc3\xbc\xc3\x9f"
		"e",
		"files/short",
	};
	enum { COUNT = sizeof names / sizeof *names };
	pintle_text name, archive;
	pintle_chart *chart;

	(void)state;
	memcpy(folder, "/tmp/pintle-pack-XXXXXX", 24);
	assert_non_null(mkdtemp(folder));
	put(names[0], "apiVersion: v2\nname: c\nversion: 0.1.0\n");
	for (size_t i = 1; i < COUNT; i++)
		put(names[i], names[i]);
	assert_true(pintle_package(folder, NULL, &name, &archive, NULL));
	cases_remove(folder);
	chart = pintle_chart_load_archive(name.ptr, archive, NULL, NULL);
	assert_non_null(chart);
	assert_int_equal(pintle_chart_file_count(chart), COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		size_t found = 0;

		for (size_t k = 0; k < COUNT; k++) {
			pintle_text file = pintle_chart_file_name(chart, k);

			found += file.len == strlen(names[i]) &&
				 !memcmp(file.ptr, names[i], file.len);
		}
		assert_int_equal(found, 1);
	}
	pintle_chart_free(chart);
	pintle_text_free(&name);
	pintle_text_free(&archive);
}

/* The bytes of a package, loaded again, are the chart. */
static void a_package_is_the_chart(void **state)
{
	pintle_text name, name_again, archive, again;
	pintle_chart *chart;

	(void)state;
	assert_true(pintle_package(FASTAPI, NULL, &name, &archive, NULL));
	assert_true(pintle_package(FASTAPI, NULL, &name_again, &again, NULL));
	assert_int_equal(archive.len, again.len);
	assert_memory_equal(archive.ptr, again.ptr, archive.len);
	chart = pintle_chart_load_archive(name.ptr, archive, NULL, NULL);
	assert_non_null(chart);
	assert_string_equal(pintle_chart_name(chart), "fastapi");
	pintle_chart_free(chart);
	pintle_text_free(&name);
	pintle_text_free(&archive);
	pintle_text_free(&again);
	pintle_text_free(&name_again);
}

/* Loads an archive as `helm show` does; NULL with the error's words in `why`. */
static pintle_chart *load(const char *bytes, size_t len, char why[200])
{
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart;

	options.any_version = true;
	chart = pintle_chart_load_archive("x.tgz", (pintle_text){ bytes, len }, &options, &error);
	snprintf(why, 200, "%.*s", (int)error.message_len, error.message ? error.message : "");
	pintle_error_finish(&error);
	return chart;
}

/* Go reads no further than the archive in the gzip stream goes, and has words for what is wrong. */
static void archives_are_damaged_in_many_ways(void **state)
{
	pintle_text name, archive;
	pintle_chart *chart;
	char why[200], *bytes;

	(void)state;
	assert_true(pintle_package(FASTAPI, NULL, &name, &archive, NULL));
	bytes = calloc(1, archive.len + 20);
	assert_non_null(bytes);
	memcpy(bytes, archive.ptr, archive.len);
	memcpy(bytes + archive.len, "garbage behind it", 17);
	chart = load(bytes, archive.len + 17, why);
	assert_non_null(chart);
	pintle_chart_free(chart);
	assert_null(load(bytes, archive.len / 2, why));
	assert_string_equal(why, "unexpected EOF");
	memset(bytes + archive.len / 2, 0xFF, 64);
	assert_null(load(bytes, archive.len, why));
	assert_memory_equal(why, "flate: corrupt input before offset ", 35);
	free(bytes);
	pintle_text_free(&name);
	pintle_text_free(&archive);
}

/* What a header claims is checked; what the trailer promises is not believed. */
static void archives_may_lie(void **state)
{
	static const char promises[][5] = { "\0\0\0\0", "\xff\xff\xff\xff", "\0\0\1\0",
					    "\1\0\0\0" };
	pintle_text name, archive;
	char why[200], *bytes;

	(void)state;
	assert_true(pintle_package(FASTAPI, NULL, &name, &archive, NULL));
	bytes = malloc(archive.len);
	assert_non_null(bytes);
	for (size_t i = 0; i < sizeof promises / sizeof *promises; i++) {
		pintle_chart *chart;

		memcpy(bytes, archive.ptr, archive.len);
		memcpy(bytes + archive.len - 4, promises[i], 4);
		chart = load(bytes, archive.len, why);
		assert_non_null(chart); /* the archive ends before the trailer is looked at */
		pintle_chart_free(chart);
	}
	memcpy(bytes, archive.ptr, archive.len);
	bytes[3] |= 2; /* a checksum of the header, which is not there */
	assert_null(load(bytes, archive.len, why));
	assert_non_null(strstr(why, "(details: gzip: invalid header)"));
	free(bytes);
	pintle_text_free(&name);
	pintle_text_free(&archive);
}

static void what_is_no_chart_is_an_error(void **state)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_text report;

	(void)state;
	assert_null(pintle_lint(CHARTS_FOLDER, NULL, NULL, &error));
	assert_int_equal(error.status, PINTLE_ERR_CHART);
	pintle_error_finish(&error);
	assert_false(pintle_dependency_update(CHARTS_FOLDER, NULL, &report, &error));
	pintle_text_free(&report);
	pintle_error_finish(&error);
}

static void wrong_values_are_found(void **state)
{
	pintle_values *values = pintle_values_new(NULL);
	pintle_findings *findings;
	bool found = false;

	(void)state;
	assert_true(pintle_values_add_set(values, "image=x", NULL));
	findings = pintle_lint(FASTAPI, values, NULL, NULL);
	assert_non_null(findings);
	for (size_t i = 0; i < pintle_findings_count(findings); i++)
		found |= pintle_findings_at(findings, i).severity == PINTLE_SEVERITY_ERROR;
	assert_true(found);
	assert_int_equal(pintle_findings_at(findings, 99).message.len, 0);
	pintle_findings_free(findings);
	pintle_values_free(values);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_allocation_may_be_refused),
		cmocka_unit_test(a_package_is_the_chart),
		cmocka_unit_test(values_begin_empty),
		cmocka_unit_test(long_names_are_kept),
		cmocka_unit_test(archives_are_damaged_in_many_ways),
		cmocka_unit_test(archives_may_lie),
		cmocka_unit_test(what_is_no_chart_is_an_error),
		cmocka_unit_test(wrong_values_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
