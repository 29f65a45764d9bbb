/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The case runner: every case below testdata/cases is one test. All programs run first, several at
 * a time; cmocka then tells what came of each.
 *
 *     cases [--program P] [-j N] [--only TEXT] [FOLDER | FILE]...     runs and compares
 *     cases --list [FOLDER | FILE]...                                 prints the cases' names
 *     cases --update|--fill --oracle P [--oracle-3 P] [FOLDER | FILE]...
 *
 * --update rewrites what the cases expect with what the given program, the real Helm, prints;
 * --fill does so only for cases that expect nothing yet. Cases with an "own" section are left
 * alone.
 */
#include "case_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

typedef struct options {
	const char *program, *oracle_3, *only;
	bool list, update, fill;
	size_t jobs;
	const char **paths;
	size_t path_count;
} options;

/* All cases of all files, and what came of them. */
typedef struct suite {
	pn_arena arena;
	pn_error err;
	options options;
	case_file *files;
	size_t file_count, capacity;
	test_case **cases; /* those that are run */
	case_result *results;
	size_t count;
} suite;

/* What one cmocka test looks at. */
typedef struct outcome {
	pn_arena *arena;
	const test_case *c;
	const case_result *result;
} outcome;

static bool add_file(suite *s, const char *path)
{
	pn_str name = pn_str_from(path);
	size_t at = pn_str_find(name, PN_STR("cases/"));

	if (at != PN_NOT_FOUND)
		name = pn_str_slice(name, at + 6, name.len);
	if (s->file_count == s->capacity) {
		case_file *more = PN_NEW_ARRAY(&s->arena, case_file, s->capacity * 2 + 64);

		if (!more)
			return pn_fail_memory(&s->err, &s->arena);
		if (s->file_count)
			memcpy(more, s->files, s->file_count * sizeof *more);
		s->files = more;
		s->capacity = s->capacity * 2 + 64;
	}
	return case_file_read(&s->arena, path, name, &s->files[s->file_count++], &s->err);
}

/* Adds a case file, or all below a folder. */
static bool add_path(suite *s, const char *path)
{
	pn_str *names;
	size_t count;

	if (pn_os_stat(path, true).kind != PN_FILE_FOLDER)
		return add_file(s, path);
	if (!pn_os_list(&s->arena, path, &names, &count, &s->err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *below = pn_str_format(&s->arena, "%s/%.*s", path, PN_ARG(names[i])).ptr;
		bool is_case = pn_str_ends(names[i], PN_STR(".case"));

		if ((is_case || pn_os_stat(below, true).kind == PN_FILE_FOLDER) &&
		    !add_path(s, below))
			return false;
	}
	return true;
}

/* Says whether the options want a case to be run. */
static bool is_wanted(const suite *s, const test_case *c)
{
	if (s->options.only && !strstr(c->name, s->options.only))
		return false;
	if (s->options.fill)
		return case_is_unfilled(c);
	return !s->options.update || !case_find(c, CASE_OWN);
}

static bool choose(suite *s)
{
	size_t total = 0;

	for (size_t i = 0; i < s->file_count; i++)
		total += s->files[i].count;
	s->cases = PN_NEW_ARRAY(&s->arena, test_case *, total + 1);
	s->results = pn_alloc_zero(&s->arena, (total + 1) * sizeof *s->results);
	if (!s->cases || !s->results)
		return pn_fail_memory(&s->err, &s->arena);
	for (size_t i = 0; i < s->file_count; i++) {
		for (size_t j = 0; j < s->files[i].count; j++) {
			if (is_wanted(s, &s->files[i].cases[j]))
				s->cases[s->count++] = &s->files[i].cases[j];
		}
	}
	return true;
}

static const char *find_program(suite *s, const char *name)
{
	pn_str path = pn_str_from(getenv("PATH")), folder;

	if (!name || strchr(name, '/'))
		return name ? pn_os_absolute(&s->arena, pn_str_from(name)).ptr : NULL;
	while (path.len) {
		const char *full;

		pn_str_cut(path, PN_STR(":"), &folder, &path);
		full = pn_str_format(&s->arena, "%.*s/%s", PN_ARG(folder), name).ptr;
		if (pn_os_stat(full, true).kind == PN_FILE_REGULAR)
			return full;
	}
	return name;
}

static bool run(suite *s)
{
	const char *place = getenv("TMPDIR");
	pn_str root = pn_str_format(&s->arena, "%s/pintle-cases.XXXXXX", place ? place : "/tmp");
	char *made = mkdtemp((char *)root.ptr);
	case_runner runner = { .arena = &s->arena,
			       .program = find_program(s, s->options.program),
			       .program_3 = find_program(s, s->options.oracle_3),
			       .root = made,
			       .jobs = s->options.jobs };
	bool ok;

	if (!made)
		return pn_fail(&s->err, PINTLE_ERR_IO, "cannot make a folder in %s",
			       place ? place : "/tmp");
	ok = cases_run(&runner, s->cases, s->results, s->count, &s->err);
	cases_remove(made);
	return ok;
}

/* ---- comparing ---- */

static void check(void **state)
{
	const outcome *o = *state;
	pn_buf report;

	pn_buf_init(&report, o->arena);
	if (!case_check(o->c, o->result, &report))
		fail_msg("%s\n%.*s", o->c->name, PN_ARG(pn_buf_str(&report)));
}

static int compare(suite *s)
{
	struct CMUnitTest *tests = PN_NEW_ARRAY(&s->arena, struct CMUnitTest, s->count + 1);
	outcome *outcomes = PN_NEW_ARRAY(&s->arena, outcome, s->count + 1);

	if (!tests || !outcomes)
		return 1;
	for (size_t i = 0; i < s->count; i++) {
		outcomes[i] = (outcome){ &s->arena, s->cases[i], &s->results[i] };
		tests[i] = (struct CMUnitTest){ .name = s->cases[i]->name,
						.test_func = check,
						.initial_state = &outcomes[i] };
	}
	return _cmocka_run_group_tests("cases", tests, s->count, NULL, NULL) ? 1 : 0;
}

/* ---- rewriting ---- */

/* Says whether the case was run, and gives its result. */
static const case_result *result_of(const suite *s, const test_case *c)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->cases[i] == c)
			return &s->results[i];
	}
	return NULL;
}

static bool rewrite_file(suite *s, const case_file *file)
{
	pn_buf out;

	pn_buf_init(&out, &s->arena);
	for (size_t i = 0; i < file->count; i++) {
		const test_case *c = &file->cases[i];
		const case_result *result = result_of(s, c);

		if (i)
			pn_buf_lit(&out, "====\n");
		if (result)
			case_rewrite(c, result, &out);
		else
			pn_buf_add(&out, c->all);
	}
	if (out.failed)
		return pn_fail_memory(&s->err, &s->arena);
	return pn_str_eq(pn_buf_str(&out), file->data) ||
	       pn_os_write_file(file->path, pn_buf_str(&out), false, &s->err);
}

static bool rewrite(suite *s)
{
	for (size_t i = 0; i < s->file_count; i++) {
		if (!rewrite_file(s, &s->files[i]))
			return false;
	}
	printf("%zu of the cases in %zu files written\n", s->count, s->file_count);
	return true;
}

/* ---- the command line ---- */

static const char *value_of(char **argv, int *i)
{
	if (argv[*i + 1])
		++*i;
	return argv[*i];
}

static void read_options(options *o, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i];

		if (!strcmp(arg, "--program") || !strcmp(arg, "--oracle"))
			o->program = value_of(argv, &i);
		else if (!strcmp(arg, "--oracle-3"))
			o->oracle_3 = value_of(argv, &i);
		else if (!strcmp(arg, "--only"))
			o->only = value_of(argv, &i);
		else if (!strncmp(arg, "-j", 2))
			o->jobs = (size_t)strtoul(arg[2] ? arg + 2 : value_of(argv, &i), NULL, 10);
		else if (!strcmp(arg, "--list"))
			o->list = true;
		else if (!strcmp(arg, "--update"))
			o->update = true;
		else if (!strcmp(arg, "--fill"))
			o->fill = o->update = true;
		else
			o->paths[o->path_count++] = arg;
	}
	if (!o->path_count)
		o->paths[o->path_count++] = CASES_FOLDER;
}

static int act(suite *s)
{
	if (s->options.list) {
		for (size_t i = 0; i < s->count; i++)
			puts(s->cases[i]->name);
		return 0;
	}
	if (!run(s))
		return -1;
	if (s->options.update)
		return rewrite(s) ? 0 : -1;
	return compare(s);
}

int main(int argc, char **argv)
{
	suite s = { .options = { .program = getenv("PINTLE"), .jobs = 2 } };
	int status = -1;
	bool ok;

	pn_arena_init(&s.arena, NULL, 0);
	pn_error_init(&s.err, NULL);
	s.options.paths = PN_NEW_ARRAY(&s.arena, const char *, (size_t)argc + 1);
	ok = s.options.paths != NULL;
	if (ok)
		read_options(&s.options, argc, argv);
	if (!s.options.program)
		s.options.program = DEFAULT_PROGRAM;
	for (size_t i = 0; ok && i < s.options.path_count; i++)
		ok = add_path(&s, s.options.paths[i]);
	if (ok && choose(&s))
		status = act(&s);
	if (status < 0)
		fprintf(stderr, "cases: %.*s\n", PN_ARG(pn_error_text(&s.err)));
	pn_error_finish(&s.err);
	pn_arena_finish(&s.arena);
	return status ? 1 : 0;
}
