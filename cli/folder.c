/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool folder_list(pool *p, const char *path, strings *names)
{
	DIR *folder = opendir(path);
	struct dirent *entry;

	if (!folder)
		return false;
	while ((entry = readdir(folder)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			strings_add(p, names, pool_copy(p, entry->d_name, strlen(entry->d_name)));
	}
	closedir(folder);
	if (names->count)
		qsort(names->items, names->count, sizeof *names->items, by_name);
	return true;
}
