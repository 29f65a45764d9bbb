/* The secrets that messages and comparisons are printed without. */
#ifndef CLI_SECRETS_H
#define CLI_SECRETS_H

#include "cli.h"

extern const option_set secret_options;

typedef struct secrets_run {
	cli *c; /* whose secrets were made here; NULL: it had some already */
} secrets_run;

/* Gives the command line secrets, as --show-secrets, --secret-names and --seed say; the exit code.
 */
int secrets_begin(secrets_run *run, cli *c);
void secrets_end(secrets_run *run);

#endif
