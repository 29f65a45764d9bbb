/* Errors of the library on standard error: in Helm's words, or with all that is known. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli.h"

/* Says whether errors are told with excerpts and hints: to people; programs get Helm's text. */
bool report_is_rich(const cli *c);
/* Says whether what is written to a file descriptor has colours. */
bool report_is_colored(const cli *c, int fd);
/* Appends one error with what it has to show. */
void report_rich(text *t, const cli *c, const pintle_error *error);
/* Prints an error, and those behind it. */
void report_error(cli *c, const pintle_error *error);

#endif
