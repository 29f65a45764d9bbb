/* One line of comma-separated values, as Go reads it (encoding/csv). */
#ifndef CLI_CSV_H
#define CLI_CSV_H

#include "pool.h"

/* Adds the fields of the first line that is not empty; false and Go's words in *why otherwise. */
bool csv_read(pool *p, const char *line, strings *fields, const char **why);

#endif
