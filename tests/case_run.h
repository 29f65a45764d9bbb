/* Runs cases: writes each chart into a folder of its own, runs the program there, reads back. */
#ifndef PN_TESTS_CASE_RUN_H
#define PN_TESTS_CASE_RUN_H

#include "case_file.h"

typedef struct case_runner {
	pn_arena *arena;
	const char *program;   /* runs the cases; absolute unless it is to be looked up in PATH */
	const char *program_3; /* runs those of Helm 3; NULL: `program` is told with a variable */
	const char *root;      /* an empty folder to work in */
	size_t jobs;	       /* programs at a time */
} case_runner;

typedef struct case_result {
	int exit_code;	 /* 128 and the signal's number when it was killed */
	pn_str out, err; /* the working folder's path replaced by @W@, HOME by @H@ */
	pn_str *made;	 /* for each "makes" section the file's text; ptr NULL when missing */
} case_result;

/* Runs all cases; results[i] is that of cases[i]. */
bool cases_run(const case_runner *runner, test_case *const *cases, case_result *results,
	       size_t count, pn_error *err);
/* Removes a folder and all that is in it. */
void cases_remove(const char *path);

#endif
