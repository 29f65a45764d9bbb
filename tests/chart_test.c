/* SPDX-License-Identifier: Apache-2.0 */
/* Charts from folders and archives: what cases cannot describe. */
#include "case_run.h"
#include "case_tgz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <pintle/pintle.h>

#define CHART_YAML "file c/Chart.yaml \"apiVersion: v2\\nname: c\\nversion: 0.1.0\\n\"\n"

/* ---- folders ---- */

static char folder[64];

/* Writes a file of the chart; NULL text: makes a folder. */
static void put(const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (!text) {
		assert_int_equal(mkdir(path, 0700), 0);
		return;
	}
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void put_link(const char *name, const char *target)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(symlink(target, path), 0);
}

static int make_folder(void **state)
{
	(void)state;
	memcpy(folder, "/tmp/pintle-chart-XXXXXX", 25);
	if (!mkdtemp(folder))
		return -1;
	put("Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n");
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	cases_remove(folder);
	return 0;
}

/* Loads the folder, which must fail with a status. */
static void refused(const pintle_load_options *options, pintle_status status, const char *words)
{
	pintle_error error = PINTLE_ERROR_INIT;

	assert_null(pintle_chart_load(folder, options, &error));
	assert_int_equal(error.status, status);
	if (!strstr(error.message, words))
		fail_msg("%s", error.message);
	pintle_error_finish(&error);
}

static void links_out_of_a_chart_are_refused_unless_asked_for(void **state)
{
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_chart *chart;

	(void)state;
	put_link("x", "/etc/hostname");
	refused(NULL, PINTLE_ERR_CHART, "leads out of the chart");
	options.follow_links = true;
	chart = pintle_chart_load(folder, &options, NULL);
	assert_non_null(chart);
	assert_int_equal(pintle_chart_file_count(chart), 2);
	pintle_chart_free(chart);
}

/* Folders with two links each to the next one: twice as many paths at each step. */
static void links_that_multiply_meet_a_limit(void **state)
{
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_limits limits = PINTLE_LIMITS_INIT;
	char name[32], target[32];

	(void)state;
	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof name, "d%d", i);
		put(name, NULL);
		if (i == 0)
			continue;
		snprintf(target, sizeof target, "../d%d", i);
		snprintf(name, sizeof name, "d%d/a", i - 1);
		put_link(name, target);
		snprintf(name, sizeof name, "d%d/b", i - 1);
		put_link(name, target);
	}
	refused(NULL, PINTLE_ERR_LIMIT, "lead to more than 100000 files");
	limits.arena_bytes = 1 << 20;
	options.limits = &limits;
	refused(&options, PINTLE_ERR_LIMIT, "arena_bytes");
}

/* ---- archives ---- */

/* Loads the archive that lines of a case describe. */
static pintle_chart *load_lines(const char *lines, const pintle_load_options *options,
				pintle_error *error)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pintle_chart *chart;
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	pn_str bytes;

	pn_arena_init(&arena, NULL, 0);
	pn_error_init(&err, NULL);
	assert_true(case_tgz(&cx, pn_str_from(lines), &bytes));
	chart = pintle_chart_load_archive("c.tgz", (pintle_text){ bytes.ptr, bytes.len }, options,
					  error);
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return chart;
}

static void refused_lines(const char *lines, const pintle_limits *limits, const char *words)
{
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;

	options.limits = limits;
	assert_null(load_lines(lines, &options, &error));
	if (!strstr(error.message, words))
		fail_msg("%s: %s", lines, error.message);
	pintle_error_finish(&error);
}

static void large_archives_meet_limits(void **state)
{
	const char *lines = CHART_YAML "file c/big \"0123456789012345678901234567890123456789\"\n";
	pintle_limits limits = PINTLE_LIMITS_INIT;

	(void)state;
	limits.file_bytes = 39;
	refused_lines(lines, &limits, "limit 'file_bytes' exceeded: c/big has more than 39 bytes");
	limits = (pintle_limits)PINTLE_LIMITS_INIT;
	limits.chart_bytes = 60;
	refused_lines(lines, &limits,
		      "limit 'chart_bytes' exceeded: an archive unpacks to more than 75 bytes");
	limits.chart_bytes = 2500;
	refused_lines(CHART_YAML "sized-link c/x \"t\"\n", &limits,
		      "limit 'chart_bytes' exceeded: an archive has more than 2500 bytes");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(links_out_of_a_chart_are_refused_unless_asked_for,
						make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(links_that_multiply_meet_a_limit, make_folder,
						remove_folder),
		cmocka_unit_test(large_archives_meet_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
