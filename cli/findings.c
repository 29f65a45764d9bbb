/* SPDX-License-Identifier: Apache-2.0 */
#include "findings.h"

#include <string.h>
#include <unistd.h>

#include "report.h"

static bool check_format(void *data, pool *p, const char **value, const char **why)
{
	static const char *const names[] = { "text", "json", "sarif", "junit", "github" };
	settings *s = data;

	(void)p;
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(*value, names[i]) == 0) {
			s->report = (pintle_format)i;
			return true;
		}
	}
	*why = "must be text, json, sarif, junit or github";
	return false;
}

static const option rows[] = {
	{ .name = "format",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(unused.string),
	  .check = check_format,
	  .ours = true,
	  .fallback = "\"text\"",
	  .doc = "form of what is found (text, json, sarif, junit, github)" },
};
const option_set report_options = OPTION_SET(rows);

/* Writes findings for a file descriptor; *report is freed by the caller. The exit code. */
static int format(cli *c, const pintle_findings *findings, const char *command, int fd,
		  pintle_text *report)
{
	pintle_format_options options = PINTLE_FORMAT_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;

	options.command = command;
	options.strict = c->settings.strict;
	options.color = report_is_colored(c, fd);
	if (!pintle_findings_format(findings, c->settings.report, &options, report, &error))
		return cli_fail_error(c, &error);
	return CLI_OK;
}

int findings_print(cli *c, const pintle_findings *findings, const char *command)
{
	pintle_text report;
	int code = format(c, findings, command, STDOUT_FILENO, &report);

	if (code != CLI_OK)
		return code;
	text_add(&c->out, report.ptr, report.len);
	pintle_text_free(&report);
	return CLI_OK;
}

int findings_tell(cli *c, const pintle_findings *findings, const char *command)
{
	pintle_text report;
	int code = format(c, findings, command, STDERR_FILENO, &report);

	if (code != CLI_OK)
		return code;
	cli_write_error(c, report.ptr, report.len);
	pintle_text_free(&report);
	return CLI_OK;
}
