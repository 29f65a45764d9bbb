/* SPDX-License-Identifier: Apache-2.0 */
/* Listing folders. */
#define _DEFAULT_SOURCE /* syscall, DT_REG */
#include "base/os_file.h"
#include "base/sort.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

typedef struct listing {
	pn_arena *arena;
	pn_os_entry *entries;
	size_t count, cap;
} listing;

/* Adds an entry, unless it is "." or ".."; false without memory. */
static bool add_entry(listing *l, const char *name, pn_file_kind kind)
{
	if (name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2])))
		return true;
	if (l->count == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 32;
		pn_os_entry *grown = pn_realloc(l->arena, l->entries, l->cap * sizeof *grown,
						cap * sizeof *grown);

		if (!grown)
			return false;
		l->entries = grown;
		l->cap = cap;
	}
	l->entries[l->count++] = (pn_os_entry){ pn_str_dup(l->arena, pn_str_from(name)), kind };
	return !l->arena->failed;
}

#ifdef __linux__

/* Sorts what the kernel calls the type of an entry, if it does: not every file system tells. */
static pn_file_kind kind_of(unsigned char type)
{
	switch (type) {
	case DT_UNKNOWN:
		return PN_FILE_MISSING;
	case DT_REG:
		return PN_FILE_REGULAR;
	case DT_DIR:
		return PN_FILE_FOLDER;
	case DT_LNK:
		return PN_FILE_LINK;
	default:
		return PN_FILE_OTHER;
	}
}

/* What the kernel says of an entry. */
typedef struct entry {
	uint64_t inode;
	int64_t offset;
	uint16_t length; /* of this entry */
	uint8_t type;
	char name[];
} entry;

/*
 * Collects the entries of an open folder; 0 or an errno. The kernel is asked straight: opendir
 * takes memory for each folder and looks at it once more, which is half of what a small folder
 * costs.
 */
static int read_entries(int fd, listing *l)
{
	_Alignas(entry) char block[8 * 1024];

	for (;;) {
		long n = syscall(SYS_getdents64, fd, block, sizeof block);

		if (n <= 0)
			return n ? errno : 0;
		for (long at = 0; at < n;) {
			const entry *e = (const entry *)(const void *)(block + at);

			if (!add_entry(l, e->name, kind_of(e->type)))
				return ENOMEM;
			at += e->length;
		}
	}
}

#else

static int read_entries(int fd, listing *l)
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
		else if (!add_entry(l, e->d_name, PN_FILE_MISSING))
			failure = ENOMEM;
		if (!e)
			break;
	}
	closedir(dir);
	return failure;
}

#endif

/* Orders entries by their names, bytewise. */
static int by_name(const void *a, const void *b)
{
	return pn_str_cmp(((const pn_os_entry *)a)->name, ((const pn_os_entry *)b)->name);
}

bool pn_os_folder_list(pn_arena *arena, int fd, const char *path, pn_os_entry **entries,
		       size_t *count, pn_error *err)
{
	listing l = { .arena = arena };
	int failure = read_entries(fd, &l);

	pn_sort(l.entries, l.count, sizeof *l.entries, by_name);
	*entries = l.entries;
	*count = l.count;
	if (arena->failed)
		return pn_fail_memory(err, arena);
	return !failure || pn_os_fail(err, "readdirent", path, failure);
}

bool pn_os_list(pn_arena *arena, const char *path, pn_str **names, size_t *count, pn_error *err)
{
	int fd = pn_os_folder_open(PN_OS_NONE, path, true);
	pn_os_entry *entries;
	bool ok;

	*names = NULL;
	*count = 0;
	if (fd < 0)
		return pn_os_fail(err, errno == ENOTDIR ? "readdirent" : "open", path, errno);
	ok = pn_os_folder_list(arena, fd, path, &entries, count, err);
	pn_os_folder_close(fd);
	if (!ok)
		return false;
	*names = PN_NEW_ARRAY(arena, pn_str, *count);
	for (size_t i = 0; *names && i < *count; i++)
		(*names)[i] = entries[i].name;
	return *names || pn_fail_memory(err, arena);
}
