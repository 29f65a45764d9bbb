/* The commands, each defined in a file of its own; those that pintle refuses in refuse.c. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "command.h"

extern const command completion_command, dependency_command, diff_command, env_command,
	explain_command, functions_command, golden_command, help_command, lint_command,
	package_command, render_command, show_command, template_command, values_command,
	version_command, volatile_command;

/* Helm's that would need a cluster, the network or an editor of charts. */
extern const command create_command, get_command, history_command, install_command, list_command,
	plugin_command, pull_command, push_command, registry_command, repo_command,
	rollback_command, search_command, status_command, test_command, uninstall_command,
	upgrade_command, verify_command;

#endif
