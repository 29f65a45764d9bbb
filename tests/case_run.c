/* SPDX-License-Identifier: Apache-2.0 */
#include "case_run.h"

#include "case_tgz.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TIMEOUT_SECONDS = 60, MAX_ARGUMENTS = 256, MAX_FILE = 64 << 20 };

/* One place to run in: root/N with the folders work and home and the files in, out and err. */
typedef struct slot {
	const case_runner *runner;
	pn_arena arena; /* of the case that runs */
	const char *folder, *work, *home;
	size_t index; /* of that case */
	pid_t pid;    /* 0: free */
} slot;

static const char *path_in(slot *s, const char *folder, pn_str name)
{
	return pn_str_format(&s->arena, "%s/%.*s", folder, PN_ARG(name)).ptr;
}

static bool write_in(slot *s, const char *folder, pn_str name, pn_str text, pn_error *err)
{
	const char *path = path_in(s, folder, name);
	size_t slash = pn_str_find_last(pn_str_from(path), PN_STR("/"));
	const char *parent = pn_str_z(&s->arena, (pn_str){ path, slash });

	return pn_os_make_folders(&s->arena, parent, err) &&
	       pn_os_write_file(path, text, false, err);
}

static bool write_chart(slot *s, const test_case *c, pn_error *err)
{
	const char *chart = path_in(s, s->work, PN_STR("c"));
	bool has_meta = false;

	for (size_t i = 0; i < c->count; i++) {
		const case_section *section = &c->sections[i];
		pn_str name = section->path;

		if (section->kind == CASE_TEMPLATE)
			name = PN_STR("templates/t.yaml");
		else if (section->kind == CASE_VALUES)
			name = PN_STR("values.yaml");
		else if (section->kind != CASE_CHART)
			continue;
		has_meta = has_meta || pn_str_is(name, "Chart.yaml");
		if (!write_in(s, chart, name, section->text, err))
			return false;
	}
	return has_meta || write_in(s, chart, PN_STR("Chart.yaml"),
				    PN_STR("apiVersion: v2\nname: c\nversion: 0.1.0\n"), err);
}

/* Makes a symbolic link to the place that the section's one line names. */
static bool make_link(slot *s, const case_section *section, pn_error *err)
{
	const char *path = path_in(s, s->work, section->path);
	pn_str target = pn_str_replace(&s->arena, case_chomp(section->text), PN_STR("@W@"),
				       pn_str_from(s->work));
	size_t slash = pn_str_find_last(pn_str_from(path), PN_STR("/"));

	if (!pn_os_make_folders(&s->arena, pn_str_z(&s->arena, (pn_str){ path, slash }), err))
		return false;
	return symlink(pn_str_z(&s->arena, target), path) == 0 ||
	       pn_fail(err, PINTLE_ERR_IO, "symlink %s: %s", path, pn_os_error_text(errno));
}

static bool write_archive(slot *s, const case_section *section, pn_error *err)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_cx cx = { &s->arena, err, &limits, NULL, NULL };
	pn_str bytes;

	return case_tgz(&cx, section->text, &bytes) &&
	       write_in(s, s->work, section->path, bytes, err);
}

/* Makes what a section puts into the working folder; nothing for others. */
static bool write_section(slot *s, const case_section *section, pn_error *err)
{
	if (section->kind == CASE_FILE)
		return write_in(s, s->work, section->path, section->text, err);
	if (section->kind == CASE_TGZ)
		return write_archive(s, section, err);
	return section->kind != CASE_LINK || make_link(s, section, err);
}

static bool write_files(slot *s, const test_case *c, pn_error *err)
{
	const case_section *in = case_find(c, CASE_STDIN);

	for (size_t i = 0; i < c->count; i++) {
		if (!write_section(s, &c->sections[i], err))
			return false;
	}
	return pn_os_make_folders(&s->arena, s->home, err) &&
	       write_in(s, s->folder, PN_STR("in"), in ? in->text : PN_STR(""), err);
}

/* Adds the lines of a section to a NULL-ended list, @W@ replaced by the working folder. */
static size_t add_lines(slot *s, const case_section *section, char **list, size_t count)
{
	pn_str rest = section ? section->text : PN_STR_EMPTY, line;

	while (case_next_line(&rest, &line) && count < MAX_ARGUMENTS - 1) {
		line = pn_str_replace(&s->arena, case_chomp(line), PN_STR("@W@"),
				      pn_str_from(s->work));
		list[count++] = (char *)pn_str_z(&s->arena, line);
	}
	list[count] = NULL;
	return count;
}

static void make_arguments(slot *s, const test_case *c, char **list)
{
	static const char *const usual[] = { "helm", "template", "r", "c" };
	const case_section *command = case_find(c, CASE_COMMAND);
	size_t count = command ? 1 : 4;

	for (size_t i = 0; i < count; i++)
		list[i] = (char *)usual[i];
	add_lines(s, command ? command : case_find(c, CASE_ARGS), list, count);
}

static bool is_of_helm_3(const test_case *c)
{
	const case_section *helm = case_find(c, CASE_HELM);

	return helm && pn_str_starts(helm->text, PN_STR("3"));
}

/* Leaves the last of the variables that have one name. */
static void drop_overridden(char **list)
{
	size_t kept = 0;

	for (size_t i = 0; list[i]; i++) {
		size_t name = strcspn(list[i], "=") + 1, later = i + 1;

		while (list[later] && strncmp(list[i], list[later], name) != 0)
			later++;
		if (!list[later])
			list[kept++] = list[i];
	}
	list[kept] = NULL;
}

static void make_environment(slot *s, const test_case *c, char **list)
{
	static const char *const kept[] = { "PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS",
					    "LSAN_OPTIONS" };
	size_t count = 0;

	list[count++] = (char *)pn_str_format(&s->arena, "HOME=%s", s->home).ptr;
	list[count++] = (char *)"TZ=UTC";
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		if (getenv(kept[i]))
			list[count++] =
				(char *)pn_str_format(&s->arena, "%s=%s", kept[i], getenv(kept[i]))
					.ptr;
	}
	if (is_of_helm_3(c) && !s->runner->program_3)
		list[count++] = (char *)"PINTLE_HELM_COMPAT=3.17";
	add_lines(s, case_find(c, CASE_ENV), list, count);
	drop_overridden(list);
}

static bool redirect(slot *s, pn_str name, int flags, int to)
{
	int fd = open(path_in(s, s->folder, name), flags, 0600);

	return fd >= 0 && dup2(fd, to) >= 0 && close(fd) == 0;
}

/* Becomes the program; in the child. */
static void become(slot *s, const test_case *c)
{
	char *arguments[MAX_ARGUMENTS], *environment[MAX_ARGUMENTS];
	const char *program =
		is_of_helm_3(c) && s->runner->program_3 ? s->runner->program_3 : s->runner->program;

	make_arguments(s, c, arguments);
	make_environment(s, c, environment);
	if (!redirect(s, PN_STR("in"), O_RDONLY, 0) ||
	    !redirect(s, PN_STR("out"), O_WRONLY | O_CREAT | O_TRUNC, 1) ||
	    !redirect(s, PN_STR("err"), O_WRONLY | O_CREAT | O_TRUNC, 2) || chdir(s->work) != 0)
		_exit(126);
	alarm(TIMEOUT_SECONDS);
	execve(program, arguments, environment);
	_exit(127);
}

static bool start(slot *s, const test_case *c, size_t index, pn_error *err)
{
	pn_arena_init(&s->arena, NULL, 0);
	s->work = path_in(s, s->folder, PN_STR("work"));
	s->home = path_in(s, s->folder, PN_STR("home"));
	s->index = index;
	if (!pn_os_make_folders(&s->arena, s->work, err) || !write_chart(s, c, err) ||
	    !write_files(s, c, err))
		return false;
	s->pid = fork();
	if (s->pid == 0)
		become(s, c);
	return s->pid > 0 || pn_fail(err, PINTLE_ERR_IO, "fork: %s", pn_os_error_text(errno));
}

/* Reads a text that the program wrote; ptr NULL when there is none. */
static pn_str read_back(slot *s, const char *folder, pn_str name)
{
	pn_arena *kept = s->runner->arena;
	pn_str text = { NULL, 0 };
	pn_error ignored;

	pn_error_init(&ignored, NULL);
	if (pn_os_read_file(&s->arena, path_in(s, folder, name), MAX_FILE, &text, &ignored)) {
		text = pn_str_replace(&s->arena, text, pn_str_from(s->work), PN_STR("@W@"));
		text = pn_str_replace(&s->arena, text, pn_str_from(s->home), PN_STR("@H@"));
		text = pn_str_dup(kept, text);
	}
	pn_error_finish(&ignored);
	return text;
}

static void collect(slot *s, const test_case *c, int status, case_result *result)
{
	size_t made = 0;

	result->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	result->out = read_back(s, s->folder, PN_STR("out"));
	result->err = read_back(s, s->folder, PN_STR("err"));
	result->made = PN_NEW_ARRAY(s->runner->arena, pn_str, c->count);
	for (size_t i = 0; result->made && i < c->count; i++) {
		if (c->sections[i].kind == CASE_MAKES)
			result->made[made++] = read_back(s, s->work, c->sections[i].path);
	}
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

void cases_remove(const char *path)
{
	nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static slot *free_slot(slot *slots, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!slots[i].pid)
			return &slots[i];
	}
	return NULL;
}

/* Waits for one program to end and takes its result in; false when none runs. */
static bool reap(slot *slots, size_t slot_count, test_case *const *cases, case_result *results)
{
	int status;
	pid_t pid = wait(&status);

	for (size_t i = 0; pid > 0 && i < slot_count; i++) {
		slot *s = &slots[i];

		if (s->pid != pid)
			continue;
		collect(s, cases[s->index], status, &results[s->index]);
		cases_remove(s->folder);
		pn_arena_finish(&s->arena);
		s->pid = 0;
	}
	return pid > 0;
}

bool cases_run(const case_runner *runner, test_case *const *cases, case_result *results,
	       size_t count, pn_error *err)
{
	size_t slot_count = runner->jobs ? runner->jobs : 1;
	slot *slots = PN_NEW_ARRAY(runner->arena, slot, slot_count);
	bool ok = slots != NULL;

	for (size_t i = 0; ok && i < slot_count; i++)
		slots[i] = (slot){
			.runner = runner,
			.folder = pn_str_format(runner->arena, "%s/%zu", runner->root, i).ptr
		};
	for (size_t i = 0; ok && i < count; i++) {
		slot *s = free_slot(slots, slot_count);

		while (!s && reap(slots, slot_count, cases, results))
			s = free_slot(slots, slot_count);
		ok = s && start(s, cases[i], i, err);
	}
	while (slots && reap(slots, slot_count, cases, results))
		;
	return ok || pn_error_is_set(err) || pn_fail(err, PINTLE_ERR_IO, "cannot run the cases");
}
