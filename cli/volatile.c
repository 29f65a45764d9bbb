/* SPDX-License-Identifier: Apache-2.0 */
/* `volatile`: the lines of the output that would be others at the next run. */
#include "commands.h"
#include "findings.h"
#include "job.h"
#include "template_options.h"

static int find(cli *c, job *j)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_render_options options;
	pintle_volatile *found;
	int code = job_options(c, j, &options);
	bool any;

	if (code != CLI_OK)
		return code;
	found = pintle_volatile_find(j->chart, j->values, &options, &error);
	if (!found)
		return cli_fail_error(c, &error);
	any = pintle_volatile_line_count(found) > 0;
	code = findings_print(c, pintle_volatile_findings(found), "volatile");
	pintle_volatile_free(found);
	return code == CLI_OK && any && c->settings.strict ? CLI_FAILED : code;
}

static int run_volatile(cli *c, const command *self, const strings *arguments)
{
	job j = { 0 };
	int code = job_begin(c, arguments, &j);

	(void)self;
	if (code == CLI_OK)
		code = find(c, &j);
	job_end(&j);
	return code;
}

static const option rows[] = {
	{ .name = "strict", .at = OPTION_AT(strict), .doc = "exit with 1 when there are any" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options,	    &report_options,
					  &render_options,  &template_options,
					  &install_options, &value_options,
					  &chart_options,   NULL };

const command volatile_command = {
	.name = "volatile",
	.usage = "[NAME] CHART",
	.brief = "find the lines that are others at each run",
	.about =
		"Renders a chart and tells which lines of the output would be others at the next "
		"run of\n"
		"Helm, and the calls that make them so: random ones, those that look at the clock, "
		"and\n"
		"those that give keys in any order. What follows from such a call is found, too: "
		"a\n"
		"checksum over a random secret depends on the secret.\n\n"
		"`template --seed` makes these lines the same at each run.",
	.options = sets,
	.arity = { 1, 2 },
	.run = run_volatile,
	.ours = true,
};
