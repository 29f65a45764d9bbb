/* Errors for people: the excerpt, the place marked, the way there, hints. */
#ifndef CLI_RICH_H
#define CLI_RICH_H

#include "cli.h"

/*
 * Appends an error with its notes; with ANSI colours where asked for. `hide` leaves out lines of
 * values and of manifests beside the one that is at fault: what is secret in them may not be known.
 */
void rich_print(text *t, const pintle_error *error, bool colored, bool hide);

#endif
