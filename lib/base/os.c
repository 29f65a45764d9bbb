/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700 /* realpath */
#define _DEFAULT_SOURCE	  /* syscall */
#include "base/os_file.h"
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

bool pn_os_fail(pn_error *err, const char *what, const char *path, int number)
{
	return pn_fail(err, PINTLE_ERR_IO, "%s %s: %s", what, path, pn_os_error_text(number));
}

/* Sorts a mode into the kinds that matter here. */
static pn_file_kind kind_of(mode_t mode)
{
	if (S_ISREG(mode))
		return PN_FILE_REGULAR;
	if (S_ISDIR(mode))
		return PN_FILE_FOLDER;
	return S_ISLNK(mode) ? PN_FILE_LINK : PN_FILE_OTHER;
}

pn_file_info pn_os_info(const struct stat *st)
{
	return (pn_file_info){ kind_of(st->st_mode), (uint64_t)st->st_size, (uint32_t)st->st_mode };
}

pn_file_info pn_os_stat(const char *path, bool follow)
{
	struct stat st;

	if ((follow ? stat(path, &st) : lstat(path, &st)) != 0)
		return (pn_file_info){ .kind = PN_FILE_MISSING };
	return pn_os_info(&st);
}

int pn_os_open(const char *path, int flags, mode_t mode)
{
	int fd;

	do
		fd = open(path, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

/* The size of an open file; 0 where the system does not say. */
static uint64_t size_of(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 ? (uint64_t)st.st_size
									    : 0;
}

/*
 * Reads until the end or one byte beyond `max`; 0 or an errno. A file that has just the size that
 * was expected (0: nobody knows) is read at once: a byte more is asked for and does not come.
 */
static int read_all(int fd, uint64_t expected, size_t max, pn_buf *text)
{
	size_t want = expected < max ? (size_t)expected + 1 : max + 1;

	if (!expected)
		want = 16384;
	if (!pn_buf_begin(text, want + 1))
		return ENOMEM;
	for (;;) {
		char *to = pn_buf_reserve(text, want + 1);
		ssize_t n;

		if (!to)
			return ENOMEM;
		n = read(fd, to, want);
		if (n < 0 && errno != EINTR)
			return errno;
		text->len += n > 0 ? (size_t)n : 0;
		if (n == 0 || text->len > max || (n > 0 && text->len == expected))
			return 0;
		want = text->cap - text->len > 1 ? text->cap - text->len - 1 : 16384;
	}
}

/* Reads an open file into *out; `name` is what errors call it. */
static bool read_open(pn_arena *arena, int fd, const char *name, uint64_t expected, size_t max,
		      pn_str *out, pn_error *err)
{
	pn_buf text;
	int failure;

	pn_buf_init(&text, arena);
	failure = read_all(fd, expected, max, &text);
	if (text.failed)
		return pn_fail_memory(err, arena);
	if (failure)
		return pn_os_fail(err, "read", name, failure);
	if (text.len > max)
		return pn_fail(err, PINTLE_ERR_LIMIT,
			       "limit 'file_bytes' exceeded: %s has more than %zu bytes", name,
			       max);
	*out = (pn_str){ pn_buf_z(&text), text.len };
	return !text.failed || pn_fail_memory(err, arena);
}

bool pn_os_read_sized(pn_arena *arena, const char *path, uint64_t expected, size_t max, pn_str *out,
		      pn_error *err)
{
	int fd = pn_os_open(path, O_RDONLY, 0);
	bool good;

	*out = PN_STR_EMPTY;
	if (fd < 0)
		return pn_os_fail(err, "open", path, errno);
	good = read_open(arena, fd, path, expected ? expected : size_of(fd), max, out, err);
	close(fd);
	return good;
}

bool pn_os_read_file(pn_arena *arena, const char *path, size_t max, pn_str *out, pn_error *err)
{
	return pn_os_read_sized(arena, path, 0, max, out, err);
}

bool pn_os_read_stdin(pn_arena *arena, size_t max, pn_str *out, pn_error *err)
{
	*out = PN_STR_EMPTY;
	return read_open(arena, STDIN_FILENO, "/dev/stdin", size_of(STDIN_FILENO), max, out, err);
}

pn_str pn_os_real_path(pn_arena *arena, const char *path)
{
	char resolved[PATH_MAX];

	if (!realpath(path, resolved))
		return PN_STR_EMPTY;
	return pn_str_dup(arena, pn_str_from(resolved));
}

/* Appends the elements of `path` to the cleaned absolute path in buf (Go: path/filepath.Clean). */
static void append_clean(pn_buf *buf, pn_str path)
{
	while (path.len) {
		pn_str part, rest;

		pn_str_cut(path, PN_STR("/"), &part, &rest);
		path = rest;
		if (part.len == 0 || pn_str_is(part, "."))
			continue;
		if (!pn_str_is(part, "..")) {
			pn_buf_byte(buf, '/');
			pn_buf_add(buf, part);
			continue;
		}
		while (buf->len && buf->ptr[--buf->len] != '/')
			;
	}
}

pn_str pn_os_absolute(pn_arena *arena, pn_str path)
{
	char cwd[PATH_MAX];
	pn_buf buf;

	pn_buf_init(&buf, arena);
	if (!pn_str_starts(path, PN_STR("/")) && getcwd(cwd, sizeof cwd))
		append_clean(&buf, pn_str_from(cwd));
	append_clean(&buf, path);
	if (buf.len == 0)
		pn_buf_byte(&buf, '/');
	return pn_str_dup(arena, pn_buf_str(&buf));
}

/* Makes one folder; one that exists is fine. */
static bool make_folder(const char *path, pn_error *err)
{
	int failure;

	if (mkdir(path, 0755) == 0)
		return true;
	failure = errno;
	if (failure == EEXIST) {
		if (pn_os_stat(path, true).kind == PN_FILE_FOLDER)
			return true;
		failure = ENOTDIR;
	}
	return pn_os_fail(err, "mkdir", path, failure);
}

bool pn_os_make_folders(pn_arena *arena, const char *path, pn_error *err)
{
	pn_str all = pn_str_from(path);

	for (size_t i = 1; i < all.len; i++) {
		if (path[i] == '/' && path[i - 1] != '/' &&
		    !make_folder(pn_str_z(arena, pn_str_slice(all, 0, i)), err))
			return false;
	}
	return make_folder(path, err);
}

/* Writes everything; 0 or an errno. */
static int write_all(int fd, pn_str text)
{
	while (text.len) {
		ssize_t n = write(fd, text.ptr, text.len);

		if (n < 0 && errno != EINTR)
			return errno;
		if (n > 0)
			text = pn_str_slice(text, (size_t)n, text.len);
	}
	return 0;
}

bool pn_os_write_file(const char *path, pn_str text, bool append, pn_error *err)
{
	int fd = pn_os_open(path, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0644);
	int failure;

	if (fd < 0)
		return pn_os_fail(err, "open", path, errno);
	failure = write_all(fd, text);
	if (close(fd) != 0 && !failure)
		failure = errno;
	return failure ? pn_os_fail(err, "write", path, failure) : true;
}

bool pn_os_replace_file(pn_arena *arena, const char *path, pn_str text, pn_error *err)
{
	const char *other =
		pn_str_z(arena, pn_str_concat(arena, pn_str_from(path), PN_STR(".new")));

	if (!pn_os_write_file(other, text, false, err))
		return false;
	if (rename(other, path) == 0)
		return true;
	pn_os_fail(err, "rename", path, errno);
	unlink(other);
	return false;
}

bool pn_os_remove_file(const char *path, pn_error *err)
{
	return unlink(path) == 0 || pn_os_fail(err, "remove", path, errno);
}

pn_str pn_os_read_link(pn_arena *arena, const char *path)
{
	char text[4096];
	ssize_t n = readlink(path, text, sizeof text);

	return pn_str_dup(arena, (pn_str){ text, n > 0 ? (size_t)n : 0 });
}

void pn_os_now(int64_t *seconds, int32_t *nanoseconds)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_REALTIME, &now);
	*seconds = now.tv_sec;
	*nanoseconds = (int32_t)now.tv_nsec;
}

uint64_t pn_os_ticks(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* Asks the kernel straight: one call for what the device takes three; false: it cannot. */
static bool ask_for_entropy(char *to, size_t size)
{
#ifdef SYS_getrandom
	while (size) {
		long n = syscall(SYS_getrandom, to, size, 0);

		if (n < 0 && errno != EINTR)
			return false;
		to += n > 0 ? n : 0;
		size -= n > 0 ? (size_t)n : 0;
	}
#endif
	return size == 0;
}

bool pn_os_entropy(void *out, size_t size)
{
	char *to = out;
	int fd;

	if (ask_for_entropy(to, size))
		return true;
	fd = pn_os_open("/dev/urandom", O_RDONLY, 0);
	if (fd < 0)
		return false;
	while (size) {
		ssize_t n = read(fd, to, size);

		if (n == 0 || (n < 0 && errno != EINTR))
			break;
		to += n > 0 ? n : 0;
		size -= n > 0 ? (size_t)n : 0;
	}
	close(fd);
	return size == 0;
}
