/* Commands: the table of all there are, and finding the one that a command line means. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli.h"

typedef struct command command;

/* How many arguments a command takes. */
typedef struct arity {
	size_t least, most; /* most: ANY_NUMBER without a bound */
} arity;

#define ANY_NUMBER SIZE_MAX

struct command {
	const char *name;
	const char *usage;		  /* what follows the name: "[NAME] [CHART]" */
	const char *brief;		  /* one line, for lists */
	const char *about;		  /* paragraphs, for help */
	const char *const *aliases;	  /* ended by NULL; or NULL */
	const option_set *const *options; /* besides the global ones; ended by NULL; or NULL */
	const command *const *children;	  /* ended by NULL; or NULL */
	arity arity;
	/* NULL for a command that only has children. Returns the exit code. */
	int (*run)(cli *c, const command *self, const strings *arguments);
	bool ours;     /* Helm does not have it */
	bool unparsed; /* run() refuses before any option is read */
};

/* Names the path to a command, "helm show values", and the command itself. */
typedef struct command_path {
	const command *command;
	const char *name;
} command_path;

/* The program itself, whose children are the commands. */
extern const command root_command;

/*
 * Finds the command that a line names and takes the names off it (cobra: command.go, Find).
 * False and the message in *error when there is no such command.
 */
bool command_find(cli *c, strings *line, command_path *found, const char **error);
/* Runs what the command line asks for; returns the exit code. */
int command_run(cli *c, const strings *line);
/* Returns the sets of options of a command, help and global ones included; ended by NULL. */
const option_set **command_options(cli *c, const command *cmd, bool with_help);

#endif
