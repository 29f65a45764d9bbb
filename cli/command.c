/* SPDX-License-Identifier: Apache-2.0 */
/* The table of commands, and how one is run (cobra: command.go, execute). */
#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "help.h"
#include "log.h"
#include "quote.h"

/* In the order in which Helm suggests them; lists are sorted. */
/* clang-format off */
static const command *const commands[] = {
	&create_command,
	&dependency_command,
	&pull_command,
	&show_command,
	&lint_command,
	&package_command,
	&repo_command,
	&search_command,
	&verify_command,
	&get_command,
	&history_command,
	&install_command,
	&list_command,
	&test_command,
	&rollback_command,
	&status_command,
	&template_command,
	&uninstall_command,
	&upgrade_command,
	&completion_command,
	&env_command,
	&plugin_command,
	&version_command,
	&registry_command,
	&push_command,
	&help_command,
	&functions_command,
	&render_command,
	&golden_command,
	&values_command,
	&volatile_command,
	&diff_command,
	&explain_command,
	NULL,
};
/* clang-format on */

const command root_command = {
	.name = "",
	.usage = "",
	.about = "Renders Helm charts as `helm template` does, without Helm.\n\n"
		 "Charts are folders or archives on this machine; clusters and the network are "
		 "never\n"
		 "used. Output and messages are those of Helm 4.2.3, or of 3.17.3 with\n"
		 "--helm-compat=3.17.",
	.children = commands,
};

const option_set **command_options(cli *c, const command *cmd, bool with_help)
{
	const option_set **sets, *const *own = cmd->options;
	size_t count = 0;

	while (own && own[count])
		count++;
	sets = pool_alloc(&c->pool, (count + 3) * sizeof *sets);
	for (size_t i = 0; i < count; i++)
		sets[i] = own[i];
	sets[count++] = &global_options;
	if (with_help)
		sets[count] = &help_options;
	return sets;
}

/*
 * Reads the global options, wherever they stand, before anything else is looked at, and drops all
 * errors: so Helm learns early whether to debug (Helm: root.go, newRootCmdWithConfig).
 */
static int read_global(cli *c, const strings *line)
{
	static const option_set *const sets[] = { &global_options, NULL };
	parse p = { .pool = &c->pool, .sets = sets, .settings = &c->settings, .lenient = true };
	const char *color;

	options_parse(&p, line);
	color = c->settings.color;
	if (strcmp(color, "never") == 0 || strcmp(color, "auto") == 0 ||
	    strcmp(color, "always") == 0)
		return CLI_OK;
	log_pair(c, PINTLE_LOG_WARN, "command failed", "error",
		 pool_format(&c->pool, "invalid color mode %s: must be one of: never, auto, always",
			     quote(&c->pool, color)));
	return CLI_FAILED;
}

/* Refuses a wrong number of arguments (Helm: pkg/cmd/require/args.go). */
static int check_arity(cli *c, const command_path *at, size_t count)
{
	arity a = at->command->arity;
	command_path named = *at;
	bool exact = a.least == a.most;
	size_t wanted = count < a.least || exact ? a.least : a.most;
	const char *how = exact		    ? "requires"
			  : count < a.least ? "requires at least"
					    : "accepts at most";
	const char *what =
		pool_format(&c->pool, "%s %zu argument%s", how, wanted, wanted == 1 ? "" : "s");

	if (count >= a.least && count <= a.most)
		return CLI_OK;
	/* The words of Helm's own commands are Helm's whatever our name is: callers look at them.
	 */
	if (!at->command->ours)
		named.name = pool_format(&c->pool, "helm%s", at->name + strlen(c->name));
	cli_fail(c, "\"%s\" %s\n\nUsage:  %s", named.name,
		 a.most == 0 ? "accepts no arguments" : what, help_usage_line(c, &named));
	return at->command->ours ? CLI_USAGE : CLI_FAILED;
}

static bool both_given(const strings *given, const char *first, const char *second)
{
	return strings_hold(given, first) && strings_hold(given, second);
}

/* Refuses options that exclude each other (cobra: flag_groups.go); Helm 3 has none. */
static int check_groups(cli *c, const strings *given)
{
	static const char *const groups[][2] = { { "force", "force-conflicts" },
						 { "force-replace", "force-conflicts" },
						 { "validate", "dry-run" } };

	for (size_t i = 0; i < 3 && c->settings.profile != PINTLE_HELM_3_17; i++) {
		const char *first = groups[i][0], *second = groups[i][1];
		bool in_order = strcmp(first, second) < 0;

		if (both_given(given, first, second))
			return cli_fail(c,
					"if any flags in the group [%s %s] are set none of the "
					"others can be; [%s %s] were all set",
					first, second, in_order ? first : second,
					in_order ? second : first);
	}
	return CLI_OK;
}

/* Checks where Helm would keep its releases: any command of its own wants to know that one. */
static int check_driver(cli *c, const command *self)
{
	static const char *const drivers[] = { "",	     "secret", "secrets", "configmap",
					       "configmaps", "memory", "sql" };
	const char *driver = getenv("HELM_DRIVER"), *message;

	if (!driver || self->ours)
		return CLI_OK;
	for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++) {
		if (strcmp(driver, drivers[i]) == 0)
			return CLI_OK;
	}
	message = pool_format(&c->pool, "unknown driver %s", quote(&c->pool, driver));
	if (c->settings.profile == PINTLE_HELM_3_17)
		fprintf(stderr, "helm.go:78: %s\n", message);
	else
		log_message(c, PINTLE_LOG_INFO, message);
	return CLI_FAILED;
}

/* Reads the options of a command and runs it. */
static int execute(cli *c, const command_path *at, const strings *line)
{
	parse p = { .pool = &c->pool,
		    .sets = command_options(c, at->command, true),
		    .settings = &c->settings,
		    .quiet = c->settings.profile == PINTLE_HELM_3_17 };
	int code;

	if (!options_parse(&p, line)) {
		cli_fail(c, "%s", p.error);
		return at->command->ours ? CLI_USAGE : CLI_FAILED;
	}
	fputs(text_z(&p.notices), stderr);
	c->given = &p.given;
	c->log.least = c->settings.debug ? PINTLE_LOG_DEBUG : PINTLE_LOG_INFO;
	if (c->settings.help || !at->command->run) {
		help_print(c, at);
		return CLI_OK;
	}
	code = check_driver(c, at->command);
	if (code == CLI_OK)
		code = check_arity(c, at, p.arguments.count);
	if (code == CLI_OK)
		code = check_groups(c, &p.given);
	return code == CLI_OK ? at->command->run(c, at->command, &p.arguments) : code;
}

int command_run(cli *c, const strings *line)
{
	command_path at;
	const char *error;
	strings rest = { 0 };
	int code = read_global(c, line);

	if (code != CLI_OK)
		return code;
	for (size_t i = 0; i < line->count; i++)
		strings_add(&c->pool, &rest, line->items[i]);
	if (!command_find(c, &rest, &at, &error)) {
		cli_fail(c, "%s\nRun '%s --help' for usage.", error, c->name);
		return CLI_FAILED;
	}
	if (at.command->unparsed)
		return at.command->run(c, at.command, &rest);
	return execute(c, &at, &rest);
}
