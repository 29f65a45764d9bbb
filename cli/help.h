/* Help texts, made of the tables of commands and options, in Helm's layout. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "command.h"

/* Appends the whole help of a command to the output. */
void help_print(cli *c, const command_path *at);
/* Returns the usage line: "helm template [NAME] [CHART] [flags]". */
const char *help_usage_line(cli *c, const command_path *at);
/* Returns the children of a command by name, refused ones left out; *count of them. */
const command **help_children(cli *c, const command *cmd, size_t *count);
/* Returns the options of sets by name, hidden and deprecated ones left out; *count of them. */
const option **help_options_of(cli *c, const option_set *const *sets, size_t *count);
/* Appends the manual page in roff. */
void help_manual(cli *c);

#endif
