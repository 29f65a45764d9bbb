/* What the sub-commands of `values` share. */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H

#include "command.h"
#include "job.h"

extern const command values_merged_command, values_trace_command;

/* A question about a chart and values; *out is what is to be printed. */
typedef bool (*values_question)(const cli *c, const job *j, const pintle_render_options *options,
				pintle_text *out, pintle_error *error);

/* Asks a question about what the arguments name ([NAME] CHART), and prints the answer. */
int values_ask(cli *c, const strings *arguments, values_question question);

#endif
