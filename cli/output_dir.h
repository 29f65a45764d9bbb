/* Writing a manifest into files, for --output-dir. */
#ifndef CLI_OUTPUT_DIR_H
#define CLI_OUTPUT_DIR_H

#include "cli.h"

/* Writes each document to the file of its template and tells so on the output; the exit code. */
int output_dir_write(cli *c, const pintle_manifest *manifest, const char *release);

#endif
