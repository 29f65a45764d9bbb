/* Texts in quotes, as Go writes them. */
#ifndef CLI_QUOTE_H
#define CLI_QUOTE_H

#include "pool.h"

/* Returns the text in double quotes with Go's escapes (Go: strconv.Quote). */
const char *quote(pool *p, const char *text);
/* The same when a log line needs it, else the text itself (Go: log/slog, text handler). */
const char *quote_for_log(pool *p, const char *text);

#endif
