/* Checks of numbers and durations as Go reads them; *why gets Go's words when a text is none. */
#ifndef CLI_SCAN_H
#define CLI_SCAN_H

#include "pool.h"

#include <stdint.h>

/* Go: strconv.ParseBool. */
bool scan_bool(pool *p, const char *s, bool *value, const char **why);
/* Go: strconv.ParseInt(s, base, bits); base 0 takes prefixes. */
bool scan_int(pool *p, const char *s, int base, int bits, const char **why);
/* Go: strconv.ParseFloat(s, 32). */
bool scan_float32(pool *p, const char *s, const char **why);
/* Go: time.ParseDuration. */
bool scan_duration(pool *p, const char *s, const char **why);

#endif
