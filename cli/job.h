/* One release of a command line: its name, chart, values and options (Helm: pkg/cmd/template.go).
 */
#ifndef CLI_JOB_H
#define CLI_JOB_H

#include "cli.h"

/* A render as the options of `template` describe it. */
typedef struct job {
	const char *release, *chart_name, *path;
	bool fetched; /* dependencies were, which happens once at most */
	pintle_limits limits;
	pintle_values *values;
	pintle_chart *chart;
	pintle_manifest *manifest;
	pintle_findings *unused; /* keys that nothing reads; NULL: nobody asks */
} job;

/*
 * Checks the options of `template`, reads the release's name and chart off the arguments, loads
 * chart and values. The exit code; anything but CLI_OK after a message. job_end() in either case.
 */
int job_begin(cli *c, const strings *arguments, job *j);
/* Makes the options of the render; the exit code. They live as long as the job. */
int job_options(cli *c, job *j, pintle_render_options *options);
/* Loads the chart anew from the path that is known; the exit code. */
int job_load_chart(cli *c, job *j);
void job_end(job *j);

#endif
