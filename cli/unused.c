/* SPDX-License-Identifier: Apache-2.0 */
#include "unused.h"

#include <string.h>
#include <unistd.h>

#include "findings.h"

static bool check_unused(void *data, pool *p, const char **value, const char **why)
{
	(void)data;
	(void)p;
	if (strcmp(*value, "warn") == 0 || strcmp(*value, "error") == 0)
		return true;
	*why = "must be warn or error";
	return false;
}

static const option rows[] = {
	{ .name = "unused",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(unused_keys),
	  .check = check_unused,
	  .ours = true,
	  .doc = "tell of values that are set but never read (warn, error)" },
};
const option_set unused_key_options = OPTION_SET(rows);

static bool has_warnings(const pintle_findings *findings)
{
	for (size_t i = 0; i < pintle_findings_count(findings); i++) {
		if (pintle_findings_at(findings, i).severity > PINTLE_SEVERITY_INFO)
			return true;
	}
	return false;
}

int unused_find(cli *c, job *j, const pintle_render_options *options, bool rendered)
{
	pintle_render_options again = *options;
	pintle_error error = PINTLE_ERROR_INIT;

	if (!c->settings.unused_keys)
		return CLI_OK;
	/* What is logged and how long a render takes was told once. */
	again.log = NULL;
	again.timings = NULL;
	j->unused = pintle_values_unused(j->chart, j->values, &again, false, &error);
	if (!j->unused && rendered)
		return cli_fail_error(c, &error);
	pintle_error_finish(&error);
	if (j->unused && strcmp(c->settings.unused_keys, "error") == 0 && has_warnings(j->unused))
		return CLI_DIFFERENT;
	return CLI_OK;
}

int unused_tell(cli *c, const job *j, int code)
{
	int told;

	if (!j->unused || !pintle_findings_count(j->unused))
		return code;
	code = cli_flush(c, code);
	told = findings_tell(c, j->unused, "values unused");
	return code == CLI_OK ? told : code;
}
