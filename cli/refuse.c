/* SPDX-License-Identifier: Apache-2.0 */
/* Helm's commands that pintle does not have: each says why, in one sentence. */
#include <string.h>

#include "commands.h"
#include "help.h"

/* Says whether the line asks for help only. */
static bool asks_help(const strings *line)
{
	return strings_hold(line, "--help") || strings_hold(line, "-h");
}

static int refuse(cli *c, const command *self, const strings *line, const char *why)
{
	command_path at = { self, pool_format(&c->pool, "%s %s", c->name, self->name) };

	if (asks_help(line)) {
		help_print(c, &at);
		return CLI_OK;
	}
	return cli_fail(c, "pintle has no \"%s\" command: %s", self->name, why);
}

static int needs_cluster(cli *c, const command *self, const strings *line)
{
	return refuse(c, self, line, "it never talks to a cluster; use helm for this");
}

static int needs_network(cli *c, const command *self, const strings *line)
{
	return refuse(c, self, line, "it never uses the network; use helm for this");
}

static int only_renders(cli *c, const command *self, const strings *line)
{
	return refuse(c, self, line, "it only renders charts; use helm for this");
}

static const char *const pull_aliases[] = { "fetch", NULL };
static const char *const history_aliases[] = { "hist", NULL };
static const char *const list_aliases[] = { "ls", NULL };
static const char *const uninstall_aliases[] = { "del", "delete", "un", NULL };

#define REFUSED(word, why, others, text)                                               \
	{                                                                              \
		.name = word, .brief = "Helm's: " text " (not in pintle)", .run = why, \
		.unparsed = true, .aliases = others                                    \
	}

const command create_command = REFUSED("create", only_renders, NULL, "make a chart");
const command get_command = REFUSED("get", needs_cluster, NULL, "show a release");
const command history_command =
	REFUSED("history", needs_cluster, history_aliases, "show the revisions of a release");
const command install_command = REFUSED("install", needs_cluster, NULL, "install a release");
const command list_command = REFUSED("list", needs_cluster, list_aliases, "list releases");
const command plugin_command = REFUSED("plugin", needs_network, NULL, "handle plugins");
const command pull_command = REFUSED("pull", needs_network, pull_aliases, "download a chart");
const command push_command = REFUSED("push", needs_network, NULL, "upload a chart");
const command registry_command = REFUSED("registry", needs_network, NULL, "log in to registries");
const command repo_command = REFUSED("repo", needs_network, NULL, "handle chart repositories");
const command rollback_command = REFUSED("rollback", needs_cluster, NULL, "go back to a revision");
const command search_command = REFUSED("search", needs_network, NULL, "search for charts");
const command status_command =
	REFUSED("status", needs_cluster, NULL, "show the state of a release");
const command test_command = REFUSED("test", needs_cluster, NULL, "test a release");
const command uninstall_command =
	REFUSED("uninstall", needs_cluster, uninstall_aliases, "remove a release");
const command upgrade_command = REFUSED("upgrade", needs_cluster, NULL, "upgrade a release");
const command verify_command =
	REFUSED("verify", only_renders, NULL, "check the signature of a chart");
