/* SPDX-License-Identifier: Apache-2.0 */
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *system_error(pool *p, int number)
{
	const char *words = strerror(number);
	bool capital = words[0] >= 'A' && words[0] <= 'Z';

	if (!capital || (words[1] >= 'A' && words[1] <= 'Z'))
		return words;
	return pool_format(p, "%c%s", words[0] | 0x20, words + 1);
}

static bool fail_path(pool *p, const char **why, const char *what, const char *path)
{
	*why = pool_format(p, "%s %s: %s", what, path, system_error(p, errno));
	return false;
}

static bool read_all(pool *p, int fd, const char *name, text *t, const char **why)
{
	char part[16 * 1024];
	ssize_t n;

	while ((n = read(fd, part, sizeof part)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_path(p, why, "read", name);
		text_add(t, part, (size_t)n);
	}
	return true;
}

bool system_read(pool *p, const char *path, pintle_text *data, const char **why)
{
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	text t = { .pool = p };
	bool ok;

	if (fd < 0)
		return fail_path(p, why, "open", path);
	ok = read_all(p, fd, path ? path : "/dev/stdin", &t, why);
	if (path)
		close(fd);
	*data = (pintle_text){ text_z(&t), t.len };
	return ok;
}

bool system_write(pool *p, const char *path, pintle_text data, const char **why)
{
	FILE *file = fopen(path, "wb");
	bool ok;

	if (!file)
		return fail_path(p, why, "open", path);
	ok = fwrite(data.ptr, 1, data.len, file) == data.len;
	return (fclose(file) == 0 && ok) || fail_path(p, why, "write", path);
}

/* Makes one folder of a path; one that is there already is fine. */
static bool make_folder(pool *p, const char *path, const char **why)
{
	struct stat st;

	if (mkdir(path, 0755) == 0 ||
	    (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
		return true;
	if (errno == EEXIST)
		errno = ENOTDIR;
	return fail_path(p, why, "mkdir", path);
}

bool system_make_folders(pool *p, const char *path, const char **why)
{
	for (size_t i = 1; path[i]; i++) {
		if (path[i] == '/' && !make_folder(p, pool_copy(p, path, i), why))
			return false;
	}
	return make_folder(p, path, why);
}

/* Takes the last part off a path under construction, down to `floor`. */
static void drop_part(text *t, size_t floor)
{
	while (t->len > floor && t->ptr[t->len - 1] != '/')
		t->len--;
	if (t->len > floor)
		t->len--;
}

const char *path_clean(pool *p, const char *path)
{
	bool rooted = *path == '/';
	text t = { .pool = p };
	size_t floor;

	if (rooted)
		text_byte(&t, '/');
	floor = t.len; /* what .. cannot take away */
	while (*path) {
		size_t n = strcspn(path, "/");
		bool up = n == 2 && path[0] == '.' && path[1] == '.';

		if (up && t.len > floor) {
			drop_part(&t, floor);
		} else if (n && !(n == 1 && *path == '.') && !(up && rooted)) {
			if (t.len > (size_t)rooted)
				text_byte(&t, '/');
			text_add(&t, path, n);
			if (up)
				floor = t.len;
		}
		path += n + (path[n] == '/');
	}
	return t.len ? text_z(&t) : ".";
}

const char *path_join(pool *p, const char *folder, const char *name)
{
	if (!*folder)
		return path_clean(p, name);
	return path_clean(p, pool_format(p, "%s/%s", folder, name));
}

/* Returns the working folder, by $PWD if that is it (Go: os.Getwd). */
static const char *working_folder(pool *p)
{
	const char *named = getenv("PWD");
	struct stat here, there;
	char buffer[PATH_MAX];
	bool known = getcwd(buffer, sizeof buffer) != NULL;

	if (named && known && strcmp(named, buffer) == 0)
		return named;
	if (named && *named == '/' && stat(named, &there) == 0 && stat(".", &here) == 0 &&
	    here.st_dev == there.st_dev && here.st_ino == there.st_ino)
		return named;
	return pool_format(p, "%s", known ? buffer : "/");
}

const char *path_absolute(pool *p, const char *path)
{
	return *path == '/' ? path_clean(p, path) : path_join(p, working_folder(p), path);
}
