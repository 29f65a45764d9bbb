/* What a render takes from outside: names of hosts, the time zone, the clock. */
#ifndef CLI_OUTSIDE_H
#define CLI_OUTSIDE_H

#include "cli.h"

/* Looks up a host's address, for getHostByName with --enable-dns. */
bool outside_resolve(void *data, const char *host, char *address, size_t size);
/* Returns the name of the local time zone, as TZ or the system says (Go: time/zoneinfo_unix.go). */
const char *outside_time_zone(void);
/* Fixes the clock to SOURCE_DATE_EPOCH if that is set; false when it is no number. */
bool outside_set_clock(pintle_render_options *options);

#endif
