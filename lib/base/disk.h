/*
 * The files of the machine, or those of the view that the host put in front of them (cx->view).
 * Errors read the same for both.
 */
#ifndef PN_BASE_DISK_H
#define PN_BASE_DISK_H

#include "base/base.h"

/* As pn_os_stat(); in a view there are no links. */
pn_file_info pn_disk_stat(pn_cx *cx, const char *path, bool follow);
/* As pn_os_read_file(). */
bool pn_disk_read(pn_cx *cx, const char *path, size_t max, pn_str *out);
/* As pn_os_read_sized(). */
bool pn_disk_read_sized(pn_cx *cx, const char *path, uint64_t expected, size_t max, pn_str *out);
/* As pn_os_list(). */
bool pn_disk_list(pn_cx *cx, const char *path, pn_str **names, size_t *count);

#endif
