/*
 * cli: the program. Reads the command line, calls the library through its public headers, prints,
 * sets the exit code; nothing else lives here. Each command is one file and one row in command.c.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <pintle/pintle.h>

#include "settings.h"

/* Exit codes. Helm knows the first two only. */
enum {
	CLI_OK = 0,
	CLI_FAILED = 1,
	CLI_DIFFERENT = 2, /* differences were found, by the commands that look for them */
	CLI_USAGE = 3,	   /* wrong use of a command that Helm does not have */
	CLI_LIMIT = 4,	   /* a limit was exceeded */
	CLI_PANIC = 2,	   /* Helm crashes here, and so ends with Go's code for it */
};

/* What every command is handed. */
typedef struct cli {
	pool pool;
	text out;	     /* standard output, written when the command has ended */
	pintle_text rest;    /* what follows it; borrowed until cli_flush() */
	const char *name;    /* "helm" or "pintle", in messages and help */
	const char *program; /* argv[0] */
	settings settings;
	const strings *given;	 /* names of the options that were there */
	pintle_log log;		 /* prints warnings as Helm does */
	pintle_timings *timings; /* what phases take; NULL: nobody asks */
	pintle_secrets *secrets; /* messages are printed without them; NULL: as they are */
	/* The files of another revision, and what it is called; NULL: the machine's. */
	const pintle_file_view *view;
	const char *view_name;
} cli;

/* Writes a text to standard error, without the secrets that are known. */
void cli_write_error(cli *c, const char *ptr, size_t len);
/* Prints "Error: " and the text on standard error; returns CLI_FAILED, for `return`. */
int cli_fail(cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints a library error as Helm does, frees it and returns the exit code. */
int cli_fail_error(cli *c, pintle_error *error);
/* Writes the output and forgets it; returns `code`, or CLI_FAILED after a message when that fails. */
int cli_flush(cli *c, int code);

#endif
