/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
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

static char buffer[PN_OS_BUFFER];

/* Sizes around what is read at once and what ends with a page. */
static void files_are_taken_whole(void **state)
{
	static const size_t sizes[] = { 0,     1,     4095,  4096,  4097,  32766,
					32767, 32768, 32769, 36864, 40000, 70000 };
	fixture *f = *state;
	const char *path = in_folder(f, "a");
	int at = pn_os_folder_open(PN_OS_NONE, f->folder, true);
	char *bytes = pn_alloc(&f->arena, 70000);

	assert_true(at >= 0);
	for (size_t i = 0; i < 70000; i++)
		bytes[i] = (char)(i % 251);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		pn_str text, wanted = { bytes, sizes[i] };
		size_t room;
		pn_arena arena;

		assert_true(pn_os_write_file(path, wanted, false, &f->err));
		pn_arena_init(&arena, NULL, 0);
		for (int round = 0; round < 8; round++) {
			assert_int_equal(
				pn_os_take(&arena, buffer, at, "a", round % 2, 70000, &text), 0);
			assert_true(pn_str_eq(text, wanted));
			assert_int_equal(text.ptr[text.len], 0);
			/* The second half has room for all of it. */
			assert_non_null(pn_alloc(&arena, (size_t)round * 400));
			if (round == 4)
				assert_non_null(pn_arena_room(&arena, 80000, &room));
		}
		assert_int_equal(pn_os_take(&arena, buffer, PN_OS_NONE, path, true, 70000, &text),
				 0);
		assert_int_equal(text.len, sizes[i]);
		if (sizes[i])
			assert_int_equal(
				pn_os_take(&arena, buffer, at, "a", true, sizes[i] - 1, &text),
				EFBIG);
		pn_arena_finish(&arena);
	}
	pn_os_folder_close(at);
	unlink(path);
	rmdir(f->folder);
}

static void what_cannot_be_taken_says_why(void **state)
{
	fixture *f = *state;
	int at = pn_os_folder_open(PN_OS_NONE, f->folder, true), ends[2];
	char path[32];
	pn_str text;

	assert_int_equal(pn_os_take(&f->arena, buffer, at, "none", true, 9, &text), ENOENT);
	assert_int_equal(pn_os_take(&f->arena, NULL, at, "none", true, 9, &text), ENOMEM);
	assert_int_equal(mkdir(in_folder(f, "d"), 0700), 0);
	assert_int_equal(pn_os_take(&f->arena, buffer, at, "d", true, 9, &text), EISDIR);
	assert_int_equal(symlink("/etc/passwd", in_folder(f, "l")), 0);
	assert_int_equal(pn_os_take(&f->arena, buffer, at, "l", true, 1 << 20, &text), ELOOP);
	assert_int_equal(pn_os_take(&f->arena, buffer, at, "l", false, 1 << 20, &text), 0);
	assert_true(pn_os_folder_open(at, "l", true) < 0);
	assert_true(pn_os_folder_open(at, "d/none", true) < 0);
	assert_int_equal(mkfifo(in_folder(f, "f"), 0600), 0);
	assert_int_equal(pn_os_take(&f->arena, buffer, at, "f", true, 9, &text), 0);
	assert_int_equal(text.len, 0);
	assert_int_equal(pn_os_look(at, "f").kind, PN_FILE_OTHER);
	assert_int_equal(pn_os_look(at, "l").kind, PN_FILE_LINK);
	/* A pipe gives what it has, which is not all. */
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "abc", 3), 3);
	snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
	assert_int_equal(pn_os_take(&f->arena, buffer, PN_OS_NONE, path, false, 9, &text), EAGAIN);
	assert_int_equal(write(ends[1], "abc", 3), 3);
	close(ends[1]);
	assert_int_equal(pn_os_take(&f->arena, buffer, PN_OS_NONE, path, false, 9, &text), 0);
	assert_true(pn_str_is(text, "abc"));
	close(ends[0]);
	pn_os_folder_close(at);
	unlink(in_folder(f, "f"));
	unlink(in_folder(f, "l"));
	rmdir(in_folder(f, "d"));
	rmdir(f->folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_are_written_and_read, setup, teardown),
		cmocka_unit_test_setup_teardown(errors_read_as_in_go, setup, teardown),
		cmocka_unit_test_setup_teardown(folders_are_made_and_listed, setup, teardown),
		cmocka_unit_test_setup_teardown(paths_become_absolute, setup, teardown),
		cmocka_unit_test_setup_teardown(files_are_taken_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_taken_says_why, setup, teardown),
	};

	return cmocka_run_group_tests_name("os", tests, NULL, NULL);
}
