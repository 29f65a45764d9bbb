/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/os.h"

typedef struct fixture {
	pn_arena arena;
	pn_error err;
	char folder[32];
} fixture;

static int setup(void **state)
{
	static fixture f;

	pn_arena_init(&f.arena, NULL, 0);
	pn_error_init(&f.err, NULL);
	memcpy(f.folder, "/tmp/pintle-os-XXXXXX", 22);
	if (!mkdtemp(f.folder))
		return 1;
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	fixture *f = *state;

	pn_error_finish(&f->err);
	pn_arena_finish(&f->arena);
	return 0;
}

/* Returns a path in the test's folder. */
static const char *in_folder(fixture *f, const char *name)
{
	return pn_str_format(&f->arena, "%s/%s", f->folder, name).ptr;
}

static const char *failure(fixture *f)
{
	const char *text = pn_str_z(&f->arena, pn_error_text(&f->err));

	pn_error_clear(&f->err);
	return text;
}

static void files_are_written_and_read(void **state)
{
	fixture *f = *state;
	const char *path = in_folder(f, "a");
	pn_str text;

	assert_true(pn_os_write_file(path, PN_STR("one\0"), false, &f->err));
	assert_true(pn_os_write_file(path, PN_STR("two"), true, &f->err));
	assert_true(pn_os_read_file(&f->arena, path, 100, &text, &f->err));
	assert_int_equal(text.len, 7);
	assert_memory_equal(text.ptr, "one\0two", 8);
	assert_false(pn_os_read_file(&f->arena, path, 6, &text, &f->err));
	assert_int_equal(f->err.status, PINTLE_ERR_LIMIT);
	pn_error_clear(&f->err);
	unlink(path);
	rmdir(f->folder);
}

static void errors_read_as_in_go(void **state)
{
	fixture *f = *state;
	pn_str text, *names;
	size_t count;

	assert_false(pn_os_read_file(&f->arena, "/nowhere/x", 9, &text, &f->err));
	assert_string_equal(failure(f), "open /nowhere/x: no such file or directory");
	assert_false(pn_os_read_file(&f->arena, "/tmp", 9, &text, &f->err));
	assert_string_equal(failure(f), "read /tmp: is a directory");
	assert_false(pn_os_list(&f->arena, "/nowhere", &names, &count, &f->err));
	assert_string_equal(failure(f), "open /nowhere: no such file or directory");
	assert_false(pn_os_make_folders(&f->arena, "/dev/null/x", &f->err));
	assert_string_equal(failure(f), "mkdir /dev/null: not a directory");
	rmdir(f->folder);
}

static void folders_are_made_and_listed(void **state)
{
	fixture *f = *state;
	pn_str *names;
	size_t count;

	assert_true(pn_os_make_folders(&f->arena, in_folder(f, "x//y/z"), &f->err));
	assert_true(pn_os_make_folders(&f->arena, in_folder(f, "x/b"), &f->err));
	assert_true(pn_os_list(&f->arena, in_folder(f, "x"), &names, &count, &f->err));
	assert_int_equal(count, 2);
	assert_string_equal(names[0].ptr, "b");
	assert_string_equal(names[1].ptr, "y");
	assert_int_equal(pn_os_stat(in_folder(f, "x"), true).kind, PN_FILE_FOLDER);
	assert_int_equal(pn_os_stat(in_folder(f, "q"), true).kind, PN_FILE_MISSING);
	rmdir(in_folder(f, "x/y/z"));
	rmdir(in_folder(f, "x/y"));
	rmdir(in_folder(f, "x/b"));
	rmdir(in_folder(f, "x"));
	rmdir(f->folder);
}

static void paths_become_absolute(void **state)
{
	fixture *f = *state;
	char entropy[8] = { 0 }, none[8] = { 0 };
	int64_t seconds;
	int32_t nanoseconds;

	assert_string_equal(pn_os_absolute(&f->arena, PN_STR("/a/./b/../../../c//d/")).ptr, "/c/d");
	assert_string_equal(pn_os_absolute(&f->arena, PN_STR("/..")).ptr, "/");
	assert_int_equal(pn_os_absolute(&f->arena, PN_STR("x")).ptr[0], '/');
	assert_int_equal(pn_os_real_path(&f->arena, "/nowhere/x").len, 0);
	assert_true(pn_os_entropy(entropy, sizeof entropy));
	assert_memory_not_equal(entropy, none, sizeof entropy);
	pn_os_now(&seconds, &nanoseconds);
	assert_in_range(nanoseconds, 0, 999999999);
	rmdir(f->folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_are_written_and_read, setup, teardown),
		cmocka_unit_test_setup_teardown(errors_read_as_in_go, setup, teardown),
		cmocka_unit_test_setup_teardown(folders_are_made_and_listed, setup, teardown),
		cmocka_unit_test_setup_teardown(paths_become_absolute, setup, teardown),
	};

	return cmocka_run_group_tests_name("os", tests, NULL, NULL);
}
