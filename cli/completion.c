/* SPDX-License-Identifier: Apache-2.0 */
/* `completion`: scripts for shells, made of the tables. */
#include <string.h>

#include "commands.h"
#include "help.h"

/* What is done for each command on a walk over all of them. */
typedef void (*visitor)(cli *c, const command_path *at);

static void visit_children(cli *c, const command_path *at, visitor visit)
{
	size_t count;
	const command **children = help_children(c, at->command, &count);

	for (size_t i = 0; i < count; i++) {
		command_path child = { children[i], pool_format(&c->pool, "%s %s", at->name,
								children[i]->name) };

		visit(c, &child);
		visit_children(c, &child, visit);
	}
}

static void visit_all(cli *c, visitor visit)
{
	command_path root = { &root_command, c->name };

	visit(c, &root);
	visit_children(c, &root, visit);
}

/* Returns the listed options of a command, shared ones included. */
static const option **options_of(cli *c, const command_path *at, size_t *count)
{
	return help_options_of(c, command_options(c, at->command, true), count);
}

/* Appends a text for single quotes. */
static void put_quoted(text *t, const char *s)
{
	text_byte(t, '\'');
	for (; *s; s++) {
		if (*s == '\'')
			text_put(t, "'\\''");
		else
			text_byte(t, *s);
	}
	text_byte(t, '\'');
}

/* ---- bash and zsh: one case for each command ---- */

static void put_path(cli *c, const command_path *at)
{
	if (at->command != &root_command)
		text_format(&c->out, "\t\t'%s') at='%s' ;;\n", at->name, at->name);
}

static void put_bash(cli *c, const command_path *at)
{
	size_t count;
	const command **children = help_children(c, at->command, &count);
	const option **rows;

	text_format(&c->out, "\t'%s')\n\t\tnames='", at->name);
	for (size_t i = 0; i < count; i++)
		text_format(&c->out, "%s%s", i ? " " : "", children[i]->name);
	text_put(&c->out, "'\n\t\toptions='");
	rows = options_of(c, at, &count);
	for (size_t i = 0; i < count; i++)
		text_format(&c->out, "%s--%s", i ? " " : "", rows[i]->name);
	text_put(&c->out, "' ;;\n");
}

static int run_bash(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	(void)arguments;
	text_format(&c->out,
		    "# bash completion for %s\n"
		    "_%s() {\n"
		    "\tlocal current=${COMP_WORDS[COMP_CWORD]} at=%s word names options\n"
		    "\tfor word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
		    "\t\tcase \"$at $word\" in\n",
		    c->name, c->name, c->name);
	visit_all(c, put_path);
	text_put(&c->out, "\t\tesac\n\tdone\n\tcase $at in\n");
	visit_all(c, put_bash);
	text_format(&c->out,
		    "\tesac\n"
		    "\tcase $current in\n"
		    "\t-*) COMPREPLY=($(compgen -W \"$options\" -- \"$current\")) ;;\n"
		    "\t*) COMPREPLY=($(compgen -W \"$names\" -- \"$current\")) ;;\n"
		    "\tesac\n"
		    "}\n"
		    "complete -o default -F _%s %s\n",
		    c->name, c->name);
	return CLI_OK;
}

/* Appends "name:text" for _describe. */
static void put_described(text *t, const char *name, const char *doc)
{
	text line = { .pool = t->pool };

	text_format(&line, "%s:%s", name, doc);
	text_byte(t, ' ');
	put_quoted(t, text_z(&line));
}

static void put_zsh(cli *c, const command_path *at)
{
	size_t count;
	const command **children = help_children(c, at->command, &count);
	const option **rows;

	text_format(&c->out, "\t'%s')\n\t\tnames=(", at->name);
	for (size_t i = 0; i < count; i++)
		put_described(&c->out, children[i]->name, children[i]->brief);
	text_put(&c->out, " )\n\t\toptions=(");
	rows = options_of(c, at, &count);
	for (size_t i = 0; i < count; i++)
		put_described(&c->out, pool_format(&c->pool, "--%s", rows[i]->name), rows[i]->doc);
	text_put(&c->out, " ) ;;\n");
}

static int run_zsh(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	(void)arguments;
	text_format(&c->out,
		    "#compdef %s\n"
		    "_%s() {\n"
		    "\tlocal at=%s word\n"
		    "\tlocal -a names options\n"
		    "\tfor word in ${words[2,CURRENT-1]}; do\n"
		    "\t\tcase \"$at $word\" in\n",
		    c->name, c->name, c->name);
	visit_all(c, put_path);
	text_put(&c->out, "\t\tesac\n\tdone\n\tcase $at in\n");
	visit_all(c, put_zsh);
	text_format(&c->out,
		    "\tesac\n"
		    "\tif [[ $PREFIX == -* ]]; then\n"
		    "\t\t_describe option options\n"
		    "\telif (( $#names )); then\n"
		    "\t\t_describe command names\n"
		    "\telse\n"
		    "\t\t_files\n"
		    "\tfi\n"
		    "}\n"
		    "if [[ $funcstack[1] == _%s ]]; then _%s; else compdef _%s %s; fi\n",
		    c->name, c->name, c->name, c->name);
	return CLI_OK;
}

/* ---- fish: a line for each command and option ---- */

/* Appends the condition under which a line of a command holds. */
static void put_condition(text *t, const char *program, const char *name)
{
	const char *rest = name + strlen(program);

	text_format(t, "complete -c %s -n '", program);
	if (!*rest)
		text_put(t, "__fish_use_subcommand");
	while (*rest) {
		size_t n = strcspn(++rest, " ");

		text_format(t, "__fish_seen_subcommand_from %.*s", (int)n, rest);
		rest += n;
		if (*rest)
			text_put(t, "; and ");
	}
	text_byte(t, '\'');
}

static void put_fish(cli *c, const command_path *at)
{
	size_t count;
	const command **children = help_children(c, at->command, &count);
	const option **rows;

	for (size_t i = 0; i < count; i++) {
		put_condition(&c->out, c->name, at->name);
		text_format(&c->out, " -f -a %s -d ", children[i]->name);
		put_quoted(&c->out, children[i]->brief);
		text_byte(&c->out, '\n');
	}
	rows = options_of(c, at, &count);
	for (size_t i = 0; i < count; i++) {
		put_condition(&c->out, c->name, at->name);
		text_format(&c->out, " -l %s", rows[i]->name);
		if (rows[i]->letter)
			text_format(&c->out, " -s %c", rows[i]->letter);
		text_put(&c->out, option_bare(rows[i]) ? " -d " : " -r -d ");
		put_quoted(&c->out, rows[i]->doc);
		text_byte(&c->out, '\n');
	}
}

static int run_fish(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	(void)arguments;
	text_format(&c->out, "# fish completion for %s\n", c->name);
	visit_all(c, put_fish);
	return CLI_OK;
}

static const option rows[] = {
	{ .name = "no-descriptions",
	  .at = OPTION_AT(no_descriptions),
	  .doc = "without descriptions; without effect" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options, NULL };

static const command bash_command = {
	.name = "bash", .brief = "print the script for bash", .options = sets, .run = run_bash
};
static const command zsh_command = {
	.name = "zsh", .brief = "print the script for zsh", .options = sets, .run = run_zsh
};
static const command fish_command = {
	.name = "fish", .brief = "print the script for fish", .options = sets, .run = run_fish
};
static const command *const shells[] = { &bash_command, &zsh_command, &fish_command, NULL };

const command completion_command = {
	.name = "completion",
	.brief = "print a completion script for a shell",
	.about = "Prints a script that completes commands and options in a shell.\n\n"
		 "    source <(pintle completion bash)\n"
		 "    pintle completion zsh > \"${fpath[1]}/_pintle\"\n"
		 "    pintle completion fish > ~/.config/fish/completions/pintle.fish",
	.children = shells,
};
