/* The git command: running it, and the files of a revision, which are read through it into memory.
 */
#ifndef CLI_GIT_H
#define CLI_GIT_H

#include <stdio.h>

#include "cli.h"

/* A git that answers questions as long as it runs. */
typedef struct git_process {
	int pid; /* 0: it does not run */
	int in;	 /* where questions go */
	FILE *out;
} git_process;

/*
 * Starts git in a folder; `args` begin behind its name and end with NULL. What it says on standard
 * error is dropped. False when it cannot be started.
 */
bool git_start(const char *folder, const char *const *args, git_process *process);
/* Waits for its end and returns its exit code; -1 when it did not end by itself. */
int git_end(git_process *process);

/* The files of a revision. */
typedef struct git_view git_view;

/*
 * Opens a revision of the repository that a path is in, which need not exist. NULL after a message;
 * *code is then the exit code.
 */
git_view *git_open(cli *c, const char *path, const char *revision, int *code);
/* The view for the library; it may be used by several threads. */
const pintle_file_view *git_files(const git_view *view);
void git_close(git_view *view);

#endif
