/* SPDX-License-Identifier: Apache-2.0 */
#include "help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

static int by_command_name(const void *a, const void *b)
{
	return strcmp((*(const command *const *)a)->name, (*(const command *const *)b)->name);
}

static int by_option_name(const void *a, const void *b)
{
	return strcmp((*(const option *const *)a)->name, (*(const option *const *)b)->name);
}

const command **help_children(cli *c, const command *cmd, size_t *count)
{
	const command *const *children = cmd->children, **list;
	size_t all = 0;

	while (children && children[all])
		all++;
	list = pool_alloc(&c->pool, (all + 1) * sizeof *list);
	*count = 0;
	for (size_t i = 0; i < all; i++) {
		if (!children[i]->unparsed)
			list[(*count)++] = children[i];
	}
	if (*count)
		qsort(list, *count, sizeof *list, by_command_name);
	return list;
}

const option **help_options_of(cli *c, const option_set *const *sets, size_t *count)
{
	const option **list;
	size_t most = 0;

	for (size_t i = 0; sets[i]; i++)
		most += sets[i]->count;
	list = pool_alloc(&c->pool, (most + 1) * sizeof *list);
	*count = 0;
	for (size_t i = 0; sets[i]; i++) {
		for (size_t j = 0; j < sets[i]->count; j++) {
			if (!sets[i]->rows[j].hidden && !sets[i]->rows[j].deprecated)
				list[(*count)++] = &sets[i]->rows[j];
		}
	}
	if (*count)
		qsort(list, *count, sizeof *list, by_option_name);
	return list;
}

const char *help_usage_line(cli *c, const command_path *at)
{
	const char *usage = at->command->usage;

	return pool_format(&c->pool, "%s%s%s [flags]", at->name, usage && *usage ? " " : "",
			   usage ? usage : "");
}

/* Returns what stands left of an option's text: "  -n, --namespace string". */
static const char *left_of(cli *c, const option *row)
{
	const char *type = option_type_name(row);
	text t = { .pool = &c->pool };

	if (row->letter)
		text_format(&t, "  -%c, --%s", row->letter, row->name);
	else
		text_format(&t, "      --%s", row->name);
	if (*type)
		text_format(&t, " %s", type);
	if (row->bare && row->type != OPTION_BOOL)
		text_format(&t, "[=%s]", row->bare);
	return text_z(&t);
}

static void print_options(cli *c, const char *title, const option_set *const *sets)
{
	size_t count, width = 0;
	const option **rows = help_options_of(c, sets, &count);
	const char **left = pool_alloc(&c->pool, (count + 1) * sizeof *left);

	for (size_t i = 0; i < count; i++) {
		left[i] = left_of(c, rows[i]);
		width = strlen(left[i]) > width ? strlen(left[i]) : width;
	}
	if (count)
		text_format(&c->out, "\n%s:\n", title);
	for (size_t i = 0; i < count; i++) {
		text_put(&c->out, left[i]);
		text_fill(&c->out, ' ', width + 3 - strlen(left[i]));
		text_put(&c->out, rows[i]->doc);
		if (rows[i]->fallback)
			text_format(&c->out, " (default %s)", rows[i]->fallback);
		text_byte(&c->out, '\n');
	}
}

static void print_aliases(cli *c, const command *cmd)
{
	if (!cmd->aliases)
		return;
	text_format(&c->out, "\nAliases:\n  %s", cmd->name);
	for (const char *const *a = cmd->aliases; *a; a++)
		text_format(&c->out, ", %s", *a);
	text_byte(&c->out, '\n');
}

static void print_children(cli *c, const command *cmd)
{
	size_t count, width = 11;
	const command **list = help_children(c, cmd, &count);

	for (size_t i = 0; i < count; i++)
		width = strlen(list[i]->name) > width ? strlen(list[i]->name) : width;
	if (count)
		text_put(&c->out, "\nAvailable Commands:\n");
	for (size_t i = 0; i < count; i++) {
		text_format(&c->out, "  %s", list[i]->name);
		text_fill(&c->out, ' ', width + 1 - strlen(list[i]->name));
		text_format(&c->out, "%s\n", list[i]->brief);
	}
}

void help_print(cli *c, const command_path *at)
{
	static const option_set *const shared[] = { &global_options, NULL };
	const command *cmd = at->command;
	const option_set *own[10] = { &help_options };
	bool is_root = cmd == &root_command;

	for (size_t i = 0; cmd->options && cmd->options[i] && i < 8; i++)
		own[i + 1] = cmd->options[i];
	text_format(&c->out, "%s\n\nUsage:\n", cmd->about ? cmd->about : cmd->brief);
	if (cmd->run)
		text_format(&c->out, "  %s\n", help_usage_line(c, at));
	if (cmd->children)
		text_format(&c->out, "  %s [command]\n", at->name);
	print_aliases(c, cmd);
	print_children(c, cmd);
	print_options(c, "Flags", own);
	if (!cmd->unparsed)
		print_options(c, is_root ? "Flags of every command" : "Global Flags", shared);
	if (cmd->children)
		text_format(&c->out,
			    "\nUse \"%s [command] --help\" for more information about a "
			    "command.\n",
			    at->name);
}

static int run_help(cli *c, const command *self, const strings *arguments)
{
	strings names = *arguments;
	command_path at;
	const char *error;

	(void)self;
	if (c->settings.man) {
		help_manual(c);
		return CLI_OK;
	}
	if (!command_find(c, &names, &at, &error)) {
		at = (command_path){ &root_command, c->name };
		help_print(c, &at);
		fprintf(stderr, "Unknown help topic [`%s`]\n", arguments->items[0]);
		cli_write_error(c, c->out.ptr, c->out.len);
		c->out.len = 0;
		return CLI_OK;
	}
	help_print(c, &at);
	return CLI_OK;
}

static const option rows[] = {
	{ .name = "man", .at = OPTION_AT(man), .ours = true, .doc = "print the manual page" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options, NULL };

const command help_command = {
	.name = "help",
	.usage = "[command]",
	.brief = "help about any command",
	.options = sets,
	.arity = { 0, ANY_NUMBER },
	.run = run_help,
};
