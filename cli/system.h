/* Files, folders and paths of the system, with Go's messages and Go's rules. */
#ifndef CLI_SYSTEM_H
#define CLI_SYSTEM_H

#include <pintle/pintle.h>

#include "pool.h"

/* Returns Go's words for errno: the C library's with a small first letter. */
const char *system_error(pool *p, int number);
/* Reads a file, or standard input for NULL; false and "open PATH: ..." in *why. */
bool system_read(pool *p, const char *path, pintle_text *data, const char **why);
/* Writes a file; false and "open PATH: ..." in *why. */
bool system_write(pool *p, const char *path, pintle_text data, const char **why);
/* Makes a folder and its parents; false and "mkdir PATH: ..." in *why. */
bool system_make_folders(pool *p, const char *path, const char **why);
/* Shortens a path by its dots and doubled slashes alone (Go: path/filepath.Clean). */
const char *path_clean(pool *p, const char *path);
/* Joins two paths and cleans the result. */
const char *path_join(pool *p, const char *folder, const char *name);
/* Makes a path absolute, links left alone. */
const char *path_absolute(pool *p, const char *path);

#endif
