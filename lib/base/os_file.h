/* What the files of base that deal with the system's files share. Inside base only. */
#ifndef PN_BASE_OS_FILE_H
#define PN_BASE_OS_FILE_H

#include "base/os.h"

#include <sys/stat.h>

/* Fails with "WHAT PATH: reason", as Go's PathError reads; returns false. */
bool pn_os_fail(pn_error *err, const char *what, const char *path, int number);
/* Opens a file, again when a signal interrupts; below 0: see errno. */
int pn_os_open(const char *path, int flags, mode_t mode);
pn_file_info pn_os_info(const struct stat *st);

#endif
