/*
 * Asking files a question: a small template, rendered by the library over files in memory, reads
 * the YAML of a kubeconfig or of Helm's own files, so that the program needs no reader of its own.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli.h"

/*
 * Renders the template, which gets the files by name through .Files; returns what it writes, or
 * NULL and the library's message in *why when it fails.
 */
const char *ask(cli *c, const char *question, const pintle_file *files, size_t count,
		const char **why);

#endif
