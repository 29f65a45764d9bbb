/* --timings: where the time of a command went, on standard error. */
#ifndef CLI_TIMINGS_H
#define CLI_TIMINGS_H

#include "cli.h"

typedef struct timings {
	pintle_timings phases;
	uint64_t begin;
} timings;

/* Has phases timed from here on, if --timings is there. */
void timings_begin(cli *c, timings *t);
/* Writes the output, prints the times if they were asked for; returns `code`, or as cli_flush. */
int timings_end(cli *c, timings *t, int code);

#endif
