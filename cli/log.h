/* Log lines on standard error, as Helm writes them. */
#ifndef CLI_LOG_H
#define CLI_LOG_H

#include "cli.h"

/* Writes `level=LEVEL msg=MESSAGE`; DEBUG lines only with --debug. */
void log_message(cli *c, pintle_log_level level, const char *message);
/* The same with a KEY=VALUE behind it. */
void log_pair(cli *c, pintle_log_level level, const char *message, const char *key,
	      const char *value);
/* Makes the log that the library is given. */
pintle_log log_for_library(cli *c);

#endif
