/* Keys that nothing reads, told of by `template --unused`. */
#ifndef CLI_UNUSED_H
#define CLI_UNUSED_H

#include "job.h"

extern const option_set unused_key_options; /* --unused */

/*
 * Finds them when they are asked for; the exit code, which is not CLI_OK where there are any that
 * are not to be. `rendered` says that the chart does: when it does not, its error is all that is
 * told of what goes wrong here.
 */
int unused_find(cli *c, job *j, const pintle_render_options *options, bool rendered);
/* Tells of what was found, behind the output; returns `code`, or why that could not be done. */
int unused_tell(cli *c, const job *j, int code);

#endif
