/* What the commands over many releases share: loading a project, its options, its errors. */
#ifndef CLI_PROJECT_H
#define CLI_PROJECT_H

#include "held.h"
#include "secrets.h"

/* Which releases and how many at once, which `diff` has, too; and how they are rendered. */
extern const option_set release_options, project_options;

/* A project on its way through a command. */
typedef struct project_run {
	cli *c;
	pintle_project *project;
	pintle_project_render_options how;
	pintle_render_options render;
	secrets_run secrets; /* what messages are printed without */
	held_log log;
	text errors;	 /* of releases, told at the end */
	size_t failed;	 /* releases */
	bool progress;	 /* a line on a terminal is under way */
	const char *why; /* output failed: why; NULL: it did not */
} project_run;

/*
 * Loads the files that the command line names, ./pintle.yaml without any, and sets *run up. The
 * exit code; anything but CLI_OK after a message. project_end() in either case.
 */
int project_begin(cli *c, const strings *files, project_run *run);
/* Renders all releases; each result goes to `each`, whose data is the run. The exit code. */
int project_render(project_run *run, bool (*each)(void *data, const pintle_result *result));
/* Notes a release that failed, for the end. */
void project_note_error(project_run *run, const pintle_result *result);
/* Tells the errors of all releases; CLI_FAILED when there are any. */
int project_end(project_run *run);

#endif
