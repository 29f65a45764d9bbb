/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of --output-dir. CRDs and objects replace what an earlier run left and collect in one file
 * when they come from one template; hooks are always added to what is there (Helm: template.go,
 * action.go).
 */
#include "output_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system.h"

/* A run: what it has written so far, and why it had to stop. */
typedef struct writing {
	cli *c;
	strings written;
	const char *why;
} writing;

static bool write_all(int fd, const text *t)
{
	const char *at = t->ptr;
	size_t left = t->len;

	while (left) {
		ssize_t n = write(fd, at, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		at += n;
		left -= (size_t)n;
	}
	return true;
}

static bool fail_file(writing *w, const char *what, const char *path)
{
	w->why =
		pool_format(&w->c->pool, "%s %s: %s", what, path, system_error(&w->c->pool, errno));
	return false;
}

/* Makes the folder of a file, unless there is something in the way (Helm: template.go). */
static bool make_folder_of(writing *w, const char *path)
{
	pool *p = &w->c->pool;
	const char *clean = path_clean(p, path), *slash = strrchr(clean, '/'), *folder;
	struct stat st;

	if (!slash)
		return true;
	folder = pool_copy(p, clean, (size_t)(slash - clean));
	if (stat(folder, &st) != 0 && errno != ENOENT)
		return fail_file(w, "stat", folder);
	return system_make_folders(p, folder, &w->why);
}

/* Writes or adds one document to a file. */
static bool write_document(writing *w, const char *path, const pintle_document *d, bool append)
{
	text t = { .pool = &w->c->pool };
	bool ok;
	int fd;

	if (!make_folder_of(w, path))
		return false;
	fd = open(path, O_WRONLY | O_CLOEXEC | (append ? O_APPEND : O_CREAT | O_TRUNC), 0666);
	if (fd < 0)
		return fail_file(w, "open", path);
	text_put(&t, "---\n# Source: ");
	text_add(&t, d->source.ptr, d->source.len);
	text_byte(&t, '\n');
	text_add(&t, d->text.ptr, d->text.len);
	text_byte(&t, '\n');
	ok = write_all(fd, &t) || fail_file(w, "write", path);
	close(fd);
	if (ok)
		text_format(&w->c->out, "wrote %s\n", path);
	return ok;
}

static bool write_one(writing *w, const pintle_document *d, const char *folder)
{
	pool *p = &w->c->pool;
	const char *source = pool_copy(p, d->source.ptr, d->source.len);
	const char *path = pool_format(p, "%s/%s", folder, source);
	bool append = strings_hold(&w->written, source);
	struct stat st;

	if (d->role == PINTLE_HOOK)
		append = stat(path, &st) == 0;
	strings_add(p, &w->written, source);
	return write_document(w, path, d, append);
}

/* Says whether the options leave a document out. */
static bool is_left_out(const settings *s, const pintle_document *d)
{
	return (d->role == PINTLE_CRD && !s->include_crds) ||
	       (d->role == PINTLE_HOOK && (s->no_hooks || (s->skip_tests && d->is_test)));
}

int output_dir_write(cli *c, const pintle_manifest *manifest, const char *release)
{
	const settings *s = &c->settings;
	const char *folder = s->output_dir, *own = folder;
	writing w = { .c = c };

	if (s->use_release_name)
		own = path_join(&c->pool, folder, release);
	for (size_t i = 0; i < pintle_manifest_count(manifest); i++) {
		pintle_document d = pintle_manifest_at(manifest, i);

		if (is_left_out(s, &d) || write_one(&w, &d, d.role == PINTLE_CRD ? folder : own))
			continue;
		if (d.role != PINTLE_HOOK && !s->debug)
			return cli_fail(c, "%s\n\nUse --debug flag to render out invalid YAML",
					w.why);
		if (d.role != PINTLE_HOOK)
			text_byte(&c->out, '\n');
		return cli_fail(c, "%s", w.why);
	}
	if (s->show_only.count)
		return cli_fail(c, "could not find template %s in chart", s->show_only.items[0]);
	text_byte(&c->out, '\n');
	return CLI_OK;
}
