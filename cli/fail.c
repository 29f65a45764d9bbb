/* SPDX-License-Identifier: Apache-2.0 */
/* How a command ends when the library says that something went wrong. */
#include "cli.h"

#include "report.h"

static int code_of(pintle_status status)
{
	if (status == PINTLE_ERR_LIMIT)
		return CLI_LIMIT;
	return status == PINTLE_ERR_HELM_PANIC ? CLI_PANIC : CLI_FAILED;
}

int cli_fail_error(cli *c, pintle_error *error)
{
	int code = code_of(error->status);

	report_error(c, error);
	pintle_error_finish(error);
	return code;
}
