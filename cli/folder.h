/* Folders of the machine. */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include "pool.h"

/* Lists the names in a folder, bytewise sorted, without "." and ".."; false when it cannot. */
bool folder_list(pool *p, const char *path, strings *names);

#endif
