/* Lines of the log that wait until all secrets are known. */
#ifndef CLI_HELD_H
#define CLI_HELD_H

#include "cli.h"

typedef struct held_log {
	cli *c;
	pintle_log before; /* where they went before, and go again */
	pintle_log_level least;
	text lines;
} held_log;

/* Holds back what is logged from now on; lines below `least` are dropped unless --debug is given.
 */
void held_begin(held_log *h, cli *c, pintle_log_level least);
/* Tells what was held back, each line once, without the secrets that are known by now. */
void held_end(held_log *h);

#endif
