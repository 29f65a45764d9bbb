/* SPDX-License-Identifier: Apache-2.0 */
/* Listing folders. */
#define _DEFAULT_SOURCE /* syscall */
#include "base/os_file.h"
#include "base/sort.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#else
#include <dirent.h>
#endif

typedef struct listing {
	pn_arena *arena;
	pn_str *names;
	size_t count, cap;
} listing;

/* Adds a name, unless it is "." or ".."; false without memory. */
static bool add_name(listing *l, const char *name)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return true;
	if (l->count == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 32;
		pn_str *grown =
			pn_realloc(l->arena, l->names, l->cap * sizeof *grown, cap * sizeof *grown);

		if (!grown)
			return false;
		l->names = grown;
		l->cap = cap;
	}
	l->names[l->count++] = pn_str_dup(l->arena, pn_str_from(name));
	return !l->arena->failed;
}

#ifdef __linux__

/* What the kernel says of an entry. */
typedef struct entry {
	uint64_t inode;
	int64_t offset;
	uint16_t length; /* of this entry */
	uint8_t type;
	char name[];
} entry;

/*
 * Collects the names of an open folder; 0 or an errno. The kernel is asked straight: opendir takes
 * memory for each folder and looks at it once more, which is half of what a small folder costs.
 */
static int read_names(int fd, listing *l)
{
	_Alignas(entry) char block[8 * 1024];

	for (;;) {
		long n = syscall(SYS_getdents64, fd, block, sizeof block);

		if (n <= 0)
			return n ? errno : 0;
		for (long at = 0; at < n;) {
			const entry *e = (const entry *)(const void *)(block + at);

			if (!add_name(l, e->name))
				return ENOMEM;
			at += e->length;
		}
	}
}

#else

static int read_names(int fd, listing *l)
{
	int own = dup(fd), failure = 0;
	DIR *dir = own < 0 ? NULL : fdopendir(own);
	struct dirent *e;

	if (!dir)
		return errno;
	while (!failure) {
		errno = 0;
		e = readdir(dir);
		if (!e)
			failure = errno;
		else if (!add_name(l, e->d_name))
			failure = ENOMEM;
		if (!e)
			break;
	}
	closedir(dir);
	return failure;
}

#endif

/* Orders names bytewise. */
static int by_name(const void *a, const void *b)
{
	return pn_str_cmp(*(const pn_str *)a, *(const pn_str *)b);
}

/* Looks at the entries of an open folder. */
static pn_file_info *infos_of(int fd, const listing *l)
{
	pn_file_info *infos = PN_NEW_ARRAY(l->arena, pn_file_info, l->count);

	for (size_t i = 0; infos && i < l->count; i++) {
		struct stat st;

		infos[i] = (pn_file_info){ .kind = PN_FILE_MISSING };
		if (fstatat(fd, l->names[i].ptr, &st, AT_SYMLINK_NOFOLLOW) == 0)
			infos[i] = pn_os_info(&st);
	}
	return infos;
}

bool pn_os_list_infos(pn_arena *arena, const char *path, pn_str **names, pn_file_info **infos,
		      size_t *count, pn_error *err)
{
	int fd = pn_os_open(path, O_RDONLY | O_DIRECTORY, 0), failure;
	listing l = { .arena = arena };

	*names = NULL;
	*count = 0;
	if (fd < 0)
		return pn_os_fail(err, errno == ENOTDIR ? "readdirent" : "open", path, errno);
	failure = read_names(fd, &l);
	if (!failure)
		pn_sort(l.names, l.count, sizeof *l.names, by_name);
	if (infos)
		*infos = infos_of(fd, &l);
	close(fd);
	*names = l.names;
	*count = l.count;
	if (arena->failed)
		return pn_fail_memory(err, arena);
	return !failure || pn_os_fail(err, "readdirent", path, failure);
}

bool pn_os_list(pn_arena *arena, const char *path, pn_str **names, size_t *count, pn_error *err)
{
	return pn_os_list_infos(arena, path, names, NULL, count, err);
}
