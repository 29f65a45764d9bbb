/* SPDX-License-Identifier: Apache-2.0 */
#include "post_renderer.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "quote.h"
#include "system.h"

/* Says why a file cannot be run; NULL when it can (Go: os/exec, findExecutable). */
static const char *why_not_run(pool *p, const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return pool_format(p, "stat %s: %s", path, system_error(p, errno));
	if (S_ISDIR(st.st_mode))
		return "is a directory";
	return st.st_mode & 0111 ? NULL : "permission denied";
}

/* Looks a program up in PATH; NULL when it is not there. */
static const char *look_up(pool *p, const char *name)
{
	const char *folders = getenv("PATH");

	while (folders && *folders) {
		size_t n = strcspn(folders, ":");
		const char *path = path_join(p, pool_copy(p, folders, n), name);

		if (n && !why_not_run(p, path))
			return path;
		folders += n + (folders[n] == ':');
	}
	return NULL;
}

bool post_renderer_check(void *data, pool *p, const char **value, const char **why)
{
	const settings *s = data;
	const char *problem;

	if (!**value)
		return true;
	if (s->profile == PINTLE_HELM_4_2) {
		*why = pool_format(p, "plugin: {Name:%s Type:postrenderer/v1} not found", *value);
		return false;
	}
	if (!strchr(*value, '/')) {
		const char *found = look_up(p, *value);

		problem = found ? NULL : "executable file not found in $PATH";
		*value = found ? found : *value;
	} else {
		problem = why_not_run(p, *value);
	}
	if (problem)
		*why = pool_format(p, "unable to find binary at %s: exec: %s: %s", *value,
				   quote(p, *value), problem);
	else
		*value = path_absolute(p, *value);
	return !problem;
}

/* Appends a document with its source line. */
static void put_document(text *t, const pintle_document *d)
{
	text_put(t, "---\n# Source: ");
	text_add(t, d->source.ptr, d->source.len);
	text_byte(t, '\n');
	text_add(t, d->text.ptr, d->text.len);
	text_byte(t, '\n');
}

/* Becomes the program; in the child. */
static void become(cli *c, FILE *in, FILE *errors, int out)
{
	const strings *args = &c->settings.post_renderer_args;
	char **argv = pool_alloc(&c->pool, (args->count + 2) * sizeof *argv);

	argv[0] = (char *)c->settings.post_renderer;
	for (size_t i = 0; i < args->count; i++)
		argv[i + 1] = (char *)args->items[i];
	signal(SIGPIPE, SIG_DFL);
	if (dup2(fileno(in), 0) >= 0 && dup2(out, 1) >= 0 && dup2(fileno(errors), 2) >= 0)
		execv(argv[0], argv);
	_exit(127);
}

/* Reads all that comes from a descriptor. */
static void drain(int fd, text *t)
{
	char part[16 * 1024];
	ssize_t n;

	while ((n = read(fd, part, sizeof part)) > 0 || (n < 0 && errno == EINTR)) {
		if (n > 0)
			text_add(t, part, (size_t)n);
	}
}

/* Runs the program with the input in a file; its output goes to *out. Returns its status. */
static int run_program(cli *c, FILE *in, FILE *errors, text *out)
{
	int ends[2], status = -1;
	pid_t pid;

	if (pipe(ends) != 0)
		return -1;
	pid = fork();
	if (pid == 0)
		become(c, in, errors, ends[1]);
	close(ends[1]);
	drain(ends[0], out);
	close(ends[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* Reports a program that failed, with what it said. */
static int fail_program(cli *c, FILE *errors, int status)
{
	text said = { .pool = &c->pool };
	const char *end = status < 0 || WIFEXITED(status) ? "exit status" : "signal:";

	rewind(errors);
	drain(fileno(errors), &said);
	return cli_fail(c,
			"error while running post render on files: error while running command %s. "
			"error output:\n%s: %s %d%s",
			c->settings.post_renderer, said.len ? text_z(&said) : "", end,
			WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status),
			c->settings.debug ? "" : "\n\nUse --debug flag to render out invalid YAML");
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Appends a text without the blanks at its ends, and a newline. */
static void put_trimmed(text *t, const text *from)
{
	const char *s = from->ptr, *end = from->ptr + from->len;

	while (s < end && is_blank(*s))
		s++;
	while (end > s && is_blank(end[-1]))
		end--;
	text_add(t, s, (size_t)(end - s));
	text_byte(t, '\n');
}

/* Appends what the program makes of the text. */
static int pipe_through(cli *c, const text *text_in, text *out)
{
	FILE *in = tmpfile(), *errors = tmpfile();
	text changed = { .pool = &c->pool };
	int status = -1, code = CLI_OK;

	if (!in || !errors || fwrite(text_in->ptr, 1, text_in->len, in) != text_in->len ||
	    fflush(in) != 0)
		code = cli_fail(c, "cannot make a temporary file: %s",
				system_error(&c->pool, errno));
	if (code == CLI_OK) {
		rewind(in);
		status = run_program(c, in, errors, &changed);
		if (status != 0)
			code = fail_program(c, errors, status);
		else
			put_trimmed(out, &changed);
	}
	if (in)
		fclose(in);
	if (errors)
		fclose(errors);
	return code;
}

int post_renderer_run(cli *c, const pintle_manifest *manifest, text *out)
{
	const settings *s = &c->settings;
	text objects = { .pool = &c->pool }, hooks = { .pool = &c->pool };
	int code;

	text_z(&objects);
	for (size_t i = 0; i < pintle_manifest_count(manifest) && !*s->output_dir; i++) {
		pintle_document d = pintle_manifest_at(manifest, i);

		if (d.role == PINTLE_OBJECT || (d.role == PINTLE_CRD && s->include_crds))
			put_document(&objects, &d);
		else if (d.role == PINTLE_HOOK && !s->no_hooks && !(s->skip_tests && d.is_test))
			put_document(&hooks, &d);
	}
	code = pipe_through(c, &objects, out);
	if (code == CLI_OK)
		text_add(out, hooks.ptr, hooks.len);
	return code;
}
