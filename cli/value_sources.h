/* The values that -f, --set and its like give. */
#ifndef CLI_VALUE_SOURCES_H
#define CLI_VALUE_SOURCES_H

#include "cli.h"

/*
 * Reads all values in Helm's order, which is one of kinds, not of the command line (Helm:
 * pkg/cli/values/options.go). Returns NULL after a message; *code is then the exit code.
 */
pintle_values *value_sources_read(cli *c, const pintle_limits *limits, int *code);

#endif
