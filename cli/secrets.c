/* SPDX-License-Identifier: Apache-2.0 */
#include "secrets.h"

static const option rows[] = {
	{ .name = "secret-names",
	  .type = OPTION_SLICE,
	  .at = OPTION_AT(diff.secret_names),
	  .ours = true,
	  .doc = "patterns of further field names whose values are secret; !PATTERN: are not" },
	{ .name = "show-secrets",
	  .at = OPTION_AT(diff.show_secrets),
	  .ours = true,
	  .doc = "print secrets as they are" },
};
const option_set secret_options = OPTION_SET(rows);

int secrets_begin(secrets_run *run, cli *c)
{
	const settings *s = &c->settings;
	pintle_secrets_options options = PINTLE_SECRETS_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;

	*run = (secrets_run){ NULL };
	if (c->secrets)
		return CLI_OK;
	options.show = s->diff.show_secrets;
	options.seed = s->seed;
	options.names = s->diff.secret_names.items;
	options.name_count = s->diff.secret_names.count;
	c->secrets = pintle_secrets_new(&options, &error);
	if (!c->secrets)
		return cli_fail_error(c, &error);
	run->c = c;
	return CLI_OK;
}

void secrets_end(secrets_run *run)
{
	if (!run->c)
		return;
	pintle_secrets_free(run->c->secrets);
	run->c->secrets = NULL;
	run->c = NULL;
}
