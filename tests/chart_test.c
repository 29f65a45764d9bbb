/* SPDX-License-Identifier: Apache-2.0 */
/* Charts from folders and archives: what cases cannot describe. */
#define _DEFAULT_SOURCE /* seteuid */
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

#include "chart/load.h"
#include "chart/untar.h"

#include "failing.h"

#define CHART_YAML "file c/Chart.yaml \"apiVersion: v2\\nname: c\\nversion: 0.1.0\\n\"\n"

/* ---- folders ---- */

static char folder[64];

/* Writes a file of the chart; NULL text: makes a folder. */
static void put(const char *name, const char *text)
{
	char path[512];
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

/* Lists the files of the folder with their texts, or the error; a NUL ends it. */
static char *listed(bool look, bool eager, size_t file_bytes)
{
	pn_load_options options = { .look = look, .eager = eager, .confine = true };
	pintle_limits some = PINTLE_LIMITS_INIT, limits;
	int before = dup(0), after;
	pn_files files = { 0 };
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	char *all;
	pn_buf out;

	some.file_bytes = file_bytes;
	limits = pn_limits_complete(&some);
	pn_arena_init(&arena, NULL, 0);
	pn_error_init(&err, NULL);
	pn_buf_init(&out, &arena);
	if (!pn_folder_read(&cx, pn_str_from(folder), &options, &files))
		pn_buf_add(&out, pn_error_text(&err));
	for (uint32_t i = 0; i < files.count && !pn_error_is_set(&err); i++) {
		pn_str text = PN_STR_EMPTY;

		assert_true(pn_file_data(&cx, files.items[i], &text));
		pn_buf_format(&out, "%.*s=%.*s\n", PN_ARG(files.items[i]->name), PN_ARG(text));
	}
	all = strdup(pn_buf_z(&out));
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	close(before);
	after = dup(0);
	close(after);
	assert_int_equal(after, before); /* nothing is left open */
	return all;
}

/* File systems that tell kinds while they are listed and those that do not give the same. */
static void reads_as(const char *text, size_t file_bytes)
{
	for (int i = 0; i < 4; i++) {
		char *found = listed(i & 1, i & 2, file_bytes);

		if (!strstr(text, "%s") ? strcmp(found, text) != 0 : !strstr(found, text + 2))
			fail_msg("%d: %s", i, found);
		free(found);
	}
}

static void folders_read_the_same_whoever_tells_kinds(void **state)
{
	(void)state;
	put(".helmignore", "docs/x\n*.bak\nskipped/\n");
	put("README.md", "r");
	put("charts", NULL);
	put("charts/_off", NULL);
	put("charts/_off/Chart.yaml", "off");
	put("charts/b.tgz", "t");
	put("charts/s", NULL);
	put("charts/s/Chart.yaml", "\xEF\xBB\xBFsub");
	put("charts/s/templates", NULL);
	put("charts/s/templates/t.yaml", "st");
	put("charts/s/values.yaml", "");
	put("docs", NULL);
	put("docs/x", "ignored");
	put("docs/y", "y");
	put("skipped", NULL);
	put("skipped/a", "a");
	put("templates", NULL);
	put("templates/.hidden", "h");
	put("templates/a.bak", "ignored");
	put("templates/a.yaml", "a");
	put("templates/deep", NULL);
	put("templates/deep/b.tpl", "b");
	put_link("templates/link", "deep");
	put_link("values.yaml", "docs/y");
	reads_as(".helmignore=docs/x\n*.bak\nskipped/\n\n"
		 "Chart.yaml=apiVersion: v2\nname: c\nversion: 0.1.0\n\n"
		 "README.md=r\ncharts/_off/Chart.yaml=off\ncharts/b.tgz=t\n"
		 "charts/s/Chart.yaml=sub\ncharts/s/templates/t.yaml=st\ncharts/s/values.yaml=\n"
		 "docs/y=y\ntemplates/a.yaml=a\ntemplates/deep/b.tpl=b\n"
		 "templates/link/b.tpl=b\nvalues.yaml=y\n",
		 0);
}

/* More than are held open at once. */
static void folders_in_folders_are_read(void **state)
{
	char name[128] = "d", file[320];

	(void)state;
	for (size_t i = 1; i < 40; i++) {
		put(name, NULL);
		memcpy(name + i * 2 - 1, "/d", 3);
	}
	put(name, NULL);
	snprintf(file, sizeof file, "%s/x", name);
	put(file, "deep");
	put("e", "e");
	snprintf(file, sizeof file,
		 "Chart.yaml=apiVersion: v2\nname: c\nversion: 0.1.0\n\n%s/x=deep\ne=e\n", name);
	reads_as(file, 0);
}

static void files_that_are_too_large_are_refused(void **state)
{
	(void)state;
	put("templates", NULL);
	put("templates/t", "12345678901234567890123456789012345678901");
	reads_as("%slimit 'file_bytes' exceeded: ", 40);
	put("templates/t", "");
	put("a", "12345678901234567890123456789012345678901");
	reads_as("%s/a has more than 40 bytes", 40);
	put("a", "1234567890123456789012345678901234567890");
	reads_as("%sa=1234567890123456789012345678901234567890\n", 40);
}

static void what_is_no_file_is_refused(void **state)
{
	char path[256];

	(void)state;
	put("templates", NULL);
	snprintf(path, sizeof path, "%s/templates/pipe", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	reads_as("%stemplates/pipe as it has file mode type bits set", 0);
	put(".helmignore", "pipe\n");
	reads_as("%s.helmignore=pipe\n", 0);
	put_link("templates/lost", "nowhere");
	reads_as("%serror evaluating symlink ", 0);
	put(".helmignore", "templates/\n");
	reads_as("%s.helmignore=templates/\n", 0);
	put_link("x", "/etc/hostname");
	reads_as("%s/x leads out of the chart", 0);
}

/* Runs as somebody whom permissions hold. */
static void what_may_not_be_read_is_refused(void **state)
{
	char path[256];
	bool is_root = geteuid() == 0;

	(void)state;
	put("templates", NULL);
	put("templates/t", "t");
	snprintf(path, sizeof path, "%s/templates/t", folder);
	chmod(folder, 0755);
	chmod(path, 0);
	snprintf(path, sizeof path, "%s/templates", folder);
	chmod(path, 0755);
	if (is_root)
		assert_int_equal(seteuid(65534), 0);
	reads_as("%serror reading templates/t: open ", 0);
	reads_as("%stemplates/t: permission denied", 0);
	if (is_root)
		assert_int_equal(seteuid(0), 0);
	chmod(path, 0);
	if (is_root)
		assert_int_equal(seteuid(65534), 0);
	reads_as("%s/templates: permission denied", 0);
	if (is_root)
		assert_int_equal(seteuid(0), 0);
	chmod(path, 0700);
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

/* Says whether a header with bytes above 127 is taken that has this text for its sum. */
static bool is_taken(const char *sum)
{
	pintle_limits limits = pn_limits_complete(NULL);
	char blocks[3 * 512] = "caf\xC3\xA9/\xFF";
	pn_tar_member member;
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	pn_untar tar = { .cx = &cx, .rest = { blocks, sizeof blocks } };
	bool taken, end;

	pn_arena_init(&arena, NULL, 0);
	pn_error_init(&err, NULL);
	memcpy(blocks + 100, "0000644", 8);
	memcpy(blocks + 124, "00000000000", 12);
	memcpy(blocks + 148, sum, strlen(sum));
	blocks[156] = '0';
	taken = pn_untar_next(&tar, &member, &end) && !end && member.name.len == 7;
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return taken;
}

static void sums_of_headers_are_signed_or_not(void **state)
{
	unsigned sum = 'c' + 'a' + 'f' + 0xC3 + 0xA9 + '/' + 0xFF + 7 * '0' + 6 + 4 + 4 + 11 * '0' +
		       '0' + 8 * ' ';
	char text[9];

	(void)state;
	snprintf(text, sizeof text, "%06o", sum);
	assert_true(is_taken(text));
	snprintf(text, sizeof text, " %06o ", sum); /* blanks around it, no NUL */
	assert_true(is_taken(text));
	snprintf(text, sizeof text, "%08o", sum - 3 * 256);
	assert_true(is_taken(text));
	snprintf(text, sizeof text, "%06o", sum - 2 * 256);
	assert_false(is_taken(text));
	snprintf(text, sizeof text, "%06o", sum + 1);
	assert_false(is_taken(text));
	assert_false(is_taken("12 34"));
	assert_false(is_taken("8"));
	assert_false(is_taken(""));
}

/* Puts an archive that lines describe into the folder, README.md being long. */
static void put_archive(const char *name)
{
	pintle_limits limits = pn_limits_complete(NULL);
	char path[256], lines[8192];
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	pn_str bytes;
	FILE *file;

	snprintf(lines, sizeof lines, "%sfile c/README.md \"%06000d\"\n", CHART_YAML, 1);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	pn_arena_init(&arena, NULL, 0);
	pn_error_init(&err, NULL);
	assert_true(case_tgz(&cx, pn_str_from(lines), &bytes));
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
	fclose(file);
	pn_error_finish(&err);
	pn_arena_finish(&arena);
}

/* Loads the folder and reads what its subchart's archive has left packed; false: no memory. */
static bool read_packed(const pintle_allocator *mem)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_load_options options = { .confine = true };
	pn_chart *chart = NULL;
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	pn_str text, again;
	bool ok;

	pn_arena_init(&arena, mem, 0);
	pn_error_init(&err, mem);
	ok = pn_chart_load_path(&cx, pn_str_from(folder), &options, &chart) &&
	     pn_file_data(&cx, chart->children[0]->files.items[0], &text) &&
	     pn_file_data(&cx, chart->children[0]->files.items[0], &again);
	if (ok) {
		assert_int_equal(text.len, 6000);
		assert_int_equal(text.ptr[5999], '1');
		assert_ptr_equal(text.ptr, again.ptr);
	} else {
		assert_true(err.status == PINTLE_ERR_NO_MEMORY || arena.failed);
	}
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return ok;
}

static void packed_files_are_read_with_whatever_memory(void **state)
{
	(void)state;
	put("charts", NULL);
	put_archive("charts/c.tgz");
	failing_until_enough(read_packed);
}

/* A limit of memory counts what archives are unpacked into. */
static void unpacking_meets_the_limit_of_memory(void **state)
{
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_limits limits = PINTLE_LIMITS_INIT;

	(void)state;
	put("charts", NULL);
	put_archive("charts/c.tgz");
	limits.arena_bytes = 9 * 1024;
	options.limits = &limits;
	refused(&options, PINTLE_ERR_LIMIT, "limit 'arena_bytes' exceeded: more than 9216 bytes");
	limits.arena_bytes = 13 * 1024;
	refused(&options, PINTLE_ERR_LIMIT, "limit 'arena_bytes' exceeded: more than 13312 bytes");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(links_out_of_a_chart_are_refused_unless_asked_for,
						make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(links_that_multiply_meet_a_limit, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(folders_read_the_same_whoever_tells_kinds,
						make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(folders_in_folders_are_read, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(files_that_are_too_large_are_refused, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(what_is_no_file_is_refused, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(what_may_not_be_read_is_refused, make_folder,
						remove_folder),
		cmocka_unit_test(large_archives_meet_limits),
		cmocka_unit_test(sums_of_headers_are_signed_or_not),
		cmocka_unit_test_setup_teardown(packed_files_are_read_with_whatever_memory,
						make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(unpacking_meets_the_limit_of_memory, make_folder,
						remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
