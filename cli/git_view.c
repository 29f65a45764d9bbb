/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of a revision. Folders and files are asked for one by one, as the library looks at
 * them, of one `git cat-file --batch`; the work tree is not touched.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "git.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system.h"

enum {
	MOST_ID = 32,	/* bytes of an object's name: SHA-1 has 20, SHA-256 has 32 */
	MOST_HOPS = 40, /* links in a row */
	MOST_BYTES = 1 << 30
};

typedef enum node_kind { NODE_FILE, NODE_FOLDER, NODE_LINK, NODE_OTHER } node_kind;

/* A file or folder of the revision. */
typedef struct node {
	const char *name;
	node_kind kind;
	unsigned char id[MOST_ID];
	bool loaded;
	struct node *children; /* of a folder, by name */
	size_t count;
	const char *bytes; /* of a file or link */
	size_t size;
} node;

struct git_view {
	pool pool;
	pthread_mutex_t lock;
	git_process git;
	const char *root;      /* of the repository, as the user comes to it */
	const char *real_root; /* the same without links */
	size_t id_size;
	node top;
	pintle_file_view files;
};

/* ---- asking git ---- */

static bool send_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* Reads an object; its hexadecimal name goes to hex, which has room for 65 characters. */
static const char *ask(git_view *v, const char *name, char hex[65], size_t *size)
{
	const char *question = pool_format(&v->pool, "%s\n", name);
	char line[256], type[16];
	unsigned long long length;
	char *bytes;

	if (!send_all(v->git.in, question, strlen(question)) ||
	    !fgets(line, sizeof line, v->git.out) ||
	    sscanf(line, "%64s %15s %llu", hex, type, &length) != 3 || length > MOST_BYTES)
		return NULL;
	bytes = pool_alloc(&v->pool, (size_t)length + 1);
	if (fread(bytes, 1, (size_t)length, v->git.out) != length || getc(v->git.out) != '\n')
		return NULL;
	*size = (size_t)length;
	return bytes;
}

static const char *hex_of(git_view *v, const node *n)
{
	text t = { .pool = &v->pool };

	for (size_t i = 0; i < v->id_size; i++)
		text_format(&t, "%02x", n->id[i]);
	return text_z(&t);
}

/* ---- folders ---- */

static node_kind kind_of(const char *mode)
{
	if (strncmp(mode, "40000", 5) == 0)
		return NODE_FOLDER;
	if (strncmp(mode, "100", 3) == 0)
		return NODE_FILE;
	return strncmp(mode, "120", 3) == 0 ? NODE_LINK : NODE_OTHER;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const node *)a)->name, ((const node *)b)->name);
}

/* Takes a folder apart: "MODE NAME", a NUL, the bytes of the object's name, and so on. */
static void read_entries(git_view *v, node *folder, const char *bytes, size_t size)
{
	size_t capacity = 0;

	for (size_t at = 0; at < size;) {
		const char *space = memchr(bytes + at, ' ', size - at);
		const char *end =
			space ? memchr(space, '\0', size - (size_t)(space - bytes)) : NULL;

		if (!end || size - (size_t)(end - bytes) - 1 < v->id_size)
			break;
		if (folder->count == capacity) {
			node *moved = pool_alloc(&v->pool, (capacity * 2 + 16) * sizeof *moved);

			if (folder->count)
				memcpy(moved, folder->children, folder->count * sizeof *moved);
			folder->children = moved;
			capacity = capacity * 2 + 16;
		}
		folder->children[folder->count] =
			(node){ .name = space + 1, .kind = kind_of(bytes + at) };
		memcpy(folder->children[folder->count++].id, end + 1, v->id_size);
		at = (size_t)(end - bytes) + 1 + v->id_size;
	}
	if (folder->count)
		qsort(folder->children, folder->count, sizeof *folder->children, by_name);
}

/* Reads a file, link or folder once. */
static void load(git_view *v, node *n)
{
	char hex[65];

	if (n->loaded || n->kind == NODE_OTHER)
		return;
	n->loaded = true;
	n->bytes = ask(v, hex_of(v, n), hex, &n->size);
	if (n->bytes && n->kind == NODE_FOLDER)
		read_entries(v, n, n->bytes, n->size);
}

static node *child(git_view *v, node *folder, const char *name)
{
	node key = { .name = name };

	load(v, folder);
	if (folder->kind != NODE_FOLDER || !folder->count)
		return NULL;
	return bsearch(&key, folder->children, folder->count, sizeof key, by_name);
}

/* ---- paths ---- */

/* Finds a path below the root; links are followed. NULL: there is nothing. */
static node *find(git_view *v, const char *path, int hops)
{
	const char *start = path;
	node *n = &v->top;

	while (*path && n) {
		size_t len = strcspn(path, "/");
		const char *rest = path + len + (path[len] == '/');

		if (len)
			n = child(v, n, pool_copy(&v->pool, path, len));
		if (n && n->kind == NODE_LINK) {
			const char *folder = pool_copy(&v->pool, start, (size_t)(path - start));
			const char *target;

			load(v, n);
			if (!n->bytes || hops >= MOST_HOPS || *n->bytes == '/')
				return NULL;
			target = path_join(&v->pool, pool_format(&v->pool, "./%s", folder),
					   pool_format(&v->pool, "%s/%s", n->bytes, rest));
			if (strcmp(target, "..") == 0 || strncmp(target, "../", 3) == 0)
				return NULL;
			return find(v, strcmp(target, ".") == 0 ? "" : target, hops + 1);
		}
		path = rest;
	}
	return n;
}

/* Returns what follows the root in a path; NULL when it leads elsewhere. */
static const char *below(const char *root, const char *path)
{
	size_t n = strlen(root);

	if (strcmp(root, "/") == 0)
		return path + 1;
	if (strncmp(path, root, n) != 0 || (path[n] != '/' && path[n] != '\0'))
		return NULL;
	return path[n] ? path + n + 1 : path + n;
}

static const char *place_in(const git_view *v, const char *path)
{
	const char *rest = below(v->root, path);

	return rest ? rest : below(v->real_root, path);
}

/* ---- what the library asks ---- */

static pintle_path_kind look(void *data, const char *path, uint64_t *size)
{
	git_view *v = data;
	const char *place = place_in(v, path);
	node *n;
	pintle_path_kind kind = PINTLE_PATH_MISSING;

	if (!place)
		return PINTLE_PATH_OUTSIDE;
	pthread_mutex_lock(&v->lock);
	n = find(v, place, 0);
	if (n && n->kind == NODE_FOLDER) {
		kind = PINTLE_PATH_FOLDER;
	} else if (n && n->kind == NODE_FILE) {
		load(v, n);
		*size = n->size;
		kind = n->bytes ? PINTLE_PATH_FILE : PINTLE_PATH_MISSING;
	}
	pthread_mutex_unlock(&v->lock);
	return kind;
}

static bool read_bytes(void *data, const char *path, char *bytes, uint64_t size)
{
	git_view *v = data;
	node *n;
	bool ok;

	pthread_mutex_lock(&v->lock);
	n = find(v, place_in(v, path), 0);
	ok = n && n->bytes && n->size == size;
	if (ok)
		memcpy(bytes, n->bytes, n->size);
	pthread_mutex_unlock(&v->lock);
	return ok;
}

static const char *name_of(void *data, const char *path, size_t i)
{
	git_view *v = data;
	const char *name = NULL;
	node *n;

	pthread_mutex_lock(&v->lock);
	n = find(v, place_in(v, path), 0);
	if (n && n->kind == NODE_FOLDER)
		load(v, n);
	if (n && n->kind == NODE_FOLDER && i < n->count)
		name = n->children[i].name;
	pthread_mutex_unlock(&v->lock);
	return name;
}

/* ---- opening ---- */

/* The nearest folder above a path that exists. */
static const char *folder_near(pool *p, const char *path)
{
	const char *folder = path_absolute(p, path);
	struct stat st;

	while (strcmp(folder, "/") != 0 && (stat(folder, &st) != 0 || !S_ISDIR(st.st_mode)))
		folder = path_join(p, folder, "..");
	return folder;
}

/* Finds the root of the repository that a folder is in. */
static int find_root(cli *c, git_view *v, const char *folder)
{
	static const char *const args[] = { "rev-parse", "--show-cdup", NULL };
	char up[PATH_MAX + 2] = "", real[PATH_MAX];
	bool any;

	if (!git_start(folder, args, &v->git))
		return cli_fail(c, "cannot run git, which reads other revisions");
	any = fgets(up, sizeof up, v->git.out) != NULL;
	if (git_end(&v->git) != 0 || !any)
		return cli_fail(c, "%s is in no git repository, or git is not installed", folder);
	up[strcspn(up, "\n")] = '\0';
	v->root = path_join(&v->pool, folder, up);
	v->real_root = v->root;
	if (realpath(folder, real))
		v->real_root = path_join(&v->pool, real, up);
	return CLI_OK;
}

/* Reads the top folder of a revision. */
static int open_top(cli *c, git_view *v, const char *revision)
{
	static const char *const args[] = { "cat-file", "--batch", NULL };
	char hex[65];
	size_t size;
	const char *bytes;

	if (!git_start(v->root, args, &v->git))
		return cli_fail(c, "cannot run git, which reads other revisions");
	bytes = ask(v, pool_format(&v->pool, "%s^{tree}", revision), hex, &size);
	if (!bytes)
		return cli_fail(c, "there is no revision \"%s\" in %s", revision, v->root);
	v->id_size = strlen(hex) / 2;
	v->top = (node){ .name = "", .kind = NODE_FOLDER, .loaded = true };
	read_entries(v, &v->top, bytes, size);
	return CLI_OK;
}

/* Refuses what git would take for an option, and what is no single line. */
static bool is_revision(const char *s)
{
	if (!*s || *s == '-')
		return false;
	for (; *s; s++) {
		if ((unsigned char)*s <= ' ' || *s == 0x7F || *s == ':')
			return false;
	}
	return true;
}

git_view *git_open(cli *c, const char *path, const char *revision, int *code)
{
	git_view *v;

	if (!is_revision(revision)) {
		cli_fail(c, "\"%s\" is no revision", revision);
		*code = CLI_USAGE;
		return NULL;
	}
	v = calloc(1, sizeof *v);
	if (!v) {
		*code = cli_fail(c, "out of memory");
		return NULL;
	}
	pthread_mutex_init(&v->lock, NULL);
	v->files = (pintle_file_view){ look, read_bytes, name_of, v };
	*code = find_root(c, v, folder_near(&v->pool, path));
	if (*code == CLI_OK)
		*code = open_top(c, v, revision);
	if (*code == CLI_OK)
		return v;
	git_close(v);
	return NULL;
}

const pintle_file_view *git_files(const git_view *view)
{
	return &view->files;
}

void git_close(git_view *view)
{
	if (!view)
		return;
	git_end(&view->git);
	pthread_mutex_destroy(&view->lock);
	pool_free(&view->pool);
	free(view);
}
