/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs random snippets through pintle and the real Helm, and compares every byte.
 *
 *     differ --oracle HELM --program PINTLE [--seed S] [--count N] [--seconds N] [--out FOLDER]
 *            [--most N] [--share N] [--charts N] [-j N] [--print]
 *
 * The same seed gives the same snippets. Differences are made small and written into the folder as
 * cases; at most --most of them, then the run ends. Snippets that fail
 * take a run each: one in --share is compared. Whole charts take a run each, too: --charts of them
 * go with each thousand parts, at most 40. --print shows all that are compared.
 * The last line says how many snippets passed and how many failed.
 */
#include "find.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *value_of(char **argv, int *i)
{
	if (argv[*i + 1])
		++*i;
	return argv[*i];
}

/* Returns where a program is: it is run in other folders than this. NULL: nowhere. */
static const char *program_of(char **argv, int *i)
{
	const char *path = realpath(value_of(argv, i), NULL); /* kept to the end */

	if (!path)
		fprintf(stderr, "differ: no program %s\n", argv[*i]);
	return path;
}

static uint64_t number_of(char **argv, int *i)
{
	return strtoull(value_of(argv, i), NULL, 10);
}

static bool read_options(finder *f, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i];

		if (!strcmp(arg, "--oracle"))
			f->oracle = program_of(argv, &i);
		else if (!strcmp(arg, "--program"))
			f->program = program_of(argv, &i);
		else if (!strcmp(arg, "--out"))
			f->out = value_of(argv, &i);
		else if (!strcmp(arg, "--seed"))
			f->seed = number_of(argv, &i);
		else if (!strcmp(arg, "--count"))
			f->wanted = (size_t)number_of(argv, &i);
		else if (!strcmp(arg, "--seconds"))
			f->seconds = (size_t)number_of(argv, &i);
		else if (!strcmp(arg, "--most"))
			f->most = (size_t)number_of(argv, &i);
		else if (!strcmp(arg, "--share"))
			f->share = (size_t)number_of(argv, &i);
		else if (!strcmp(arg, "--charts"))
			f->charts = (size_t)number_of(argv, &i);
		else if (!strcmp(arg, "--print"))
			f->print = true;
		else if (!strcmp(arg, "-j"))
			f->jobs = (size_t)number_of(argv, &i);
		else
			return false;
	}
	return f->oracle && f->program && f->share && f->charts <= MOST_CHARTS;
}

/* Goes on until there are enough snippets, or the time is over. */
static bool run(finder *f, pn_error *err)
{
	time_t start = time(NULL);

	for (uint64_t round = 0; f->passed + f->failed < f->wanted; round++) {
		if (f->seconds && time(NULL) - start >= (time_t)f->seconds)
			break;
		if (f->most && f->failed >= f->most)
			break;
		if (!find_round(f, round, err))
			return false;
		if (round % 25 == 24) {
			printf("%zu passed, %zu failed so far\n", f->passed, f->failed);
			fflush(stdout);
		}
	}
	return true;
}

/* Writes what --set-file reads when batches are made. */
static bool write_file(const char *root, pn_error *err)
{
	char path[300];

	snprintf(path, sizeof path, "%s/f.txt", root);
	return pn_os_write_file(path, PN_STR(BATCH_FILE), false, err);
}

int main(int argc, char **argv)
{
	finder f = { .seed = 1, .wanted = 2000, .share = 40, .charts = MOST_CHARTS, .jobs = 2 };
	const char *place = getenv("TMPDIR");
	char root[256];
	pn_error err;
	bool ok;

	if (!read_options(&f, argc, argv)) {
		fprintf(stderr,
			"usage: differ --oracle HELM --program PINTLE [--seed S] [--count N]\n"
			"       [--seconds N] [--out FOLDER] [--most N] [-j N]\n");
		return 3;
	}
	if (f.seconds && f.wanted == 2000)
		f.wanted = SIZE_MAX / 2;
	snprintf(root, sizeof root, "%s/pintle-differ.XXXXXX", place ? place : "/tmp");
	f.root = mkdtemp(root);
	pn_error_init(&err, NULL);
	ok = f.root && write_file(f.root, &err) && run(&f, &err);
	if (f.root)
		cases_remove(f.root);
	if (!ok)
		fprintf(stderr, "differ: %.*s\n", PN_ARG(pn_error_text(&err)));
	pn_error_finish(&err);
	printf("seed %llu: %zu failing snippets compared one by one, %zu on which Helm varies, "
	       "or which docs/compat.md lists, left out\n",
	       (unsigned long long)f.seed, f.singles, f.unsteady);
	printf("%zu passed, %zu failed\n", f.passed, f.failed);
	return ok && !f.failed ? 0 : 1;
}
