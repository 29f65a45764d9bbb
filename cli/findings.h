/* Findings: the option that says in which form they are printed, and the printing. */
#ifndef CLI_FINDINGS_H
#define CLI_FINDINGS_H

#include "cli.h"

extern const option_set report_options; /* --format; the result is settings.report */

/* Appends findings to the output in the form that --format names; returns the exit code. */
int findings_print(cli *c, const pintle_findings *findings, const char *command);
/* Writes findings to standard error, behind the output that there is; returns the exit code. */
int findings_tell(cli *c, const pintle_findings *findings, const char *command);

#endif
