/* Log lines as Go's slog prints them without a time: level=WARN msg="..." key=value. */
#ifndef PN_BASE_LOG_H
#define PN_BASE_LOG_H

#include "base/str.h"

typedef struct pn_attr {
	const char *key;
	pn_str value;
	bool bytes; /* a []byte, which slog always quotes */
} pn_attr;

/* Whether lines of a level are wanted, for those that cost something to make. */
bool pn_log_wants(const pintle_log *log, pintle_log_level level);
/* Sends one line to the log; a NULL log drops it. Values are quoted when slog would quote them. */
void pn_log(const pintle_log *log, pintle_log_level level, pn_str message, const pn_attr *attrs,
	    size_t count);

#endif
