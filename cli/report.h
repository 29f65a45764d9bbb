/* Errors of the library on standard error: in Helm's words, or with all that is known. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli.h"

void report_error(cli *c, const pintle_error *error);

#endif
