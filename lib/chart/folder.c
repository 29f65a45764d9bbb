/* SPDX-License-Identifier: Apache-2.0 */
#include "base/disk.h"
#include "chart/load.h"
#include "chart/pattern.h"

#include <errno.h>

/* What a folder is to the chart, which tells what will become of the files in it. */
typedef enum role {
	ROLE_OTHER = 0, /* files are asked for by templates, or not at all */
	ROLE_CHART,	/* of a chart, or a subchart */
	ROLE_CHARTS,	/* of subcharts: "charts" */
	ROLE_TEMPLATES
} role;

/* One walk over a chart's folder. Its paths are NUL-ended. */
typedef struct walk {
	pn_cx *cx;
	const pn_load_options *options;
	const pn_folder *folder;
	pn_ignore *rules;
	pn_str rules_text; /* ptr NULL: there is none, or it was not read from the open folder */
	pn_fence fence;	   /* the chart's folder */
	pn_files *out;
	pn_arena scratch;    /* what lists folders, while they are walked */
	uint32_t links;	     /* that led to where the walk is */
	uint32_t reached;    /* entries behind links */
	bool has_conditions; /* that may leave subcharts out */
} walk;

/* Where the walk is. */
typedef struct spot {
	pn_str path;
	pn_str name; /* its last element */
	int at;	     /* the folder that it is in, open; PN_OS_NONE: go by the path */
	uint32_t depth;
	role role;	   /* of the folder that it is in */
	pn_file_kind kind; /* as its folder's listing says; PN_FILE_MISSING: look at it */
} spot;

enum {
	/* What links may lead to: a few that cross each other lead to more than any walk sees. */
	MAX_REACHED = 100000,
	/* Folders that are open at once: a program that uses this has other use for them. */
	MAX_OPEN = 16,
	/* Longer paths are refused by the system, and so they are where it is not asked by them. */
	MAX_PATH = 4096,
	MAX_NAME = 256
};

static bool visit(walk *w, const spot *s);
static bool visit_unknown(walk *w, const spot *s);

/* The path relative to the chart, empty for the chart itself. */
static pn_str relative(const walk *w, pn_str path)
{
	return pn_str_slice(path, w->fence.root.len + 1, path.len);
}

/* What an entry is called where it is. */
static const char *called(const spot *s)
{
	return s->at == PN_OS_NONE ? s->path.ptr : s->name.ptr;
}

/* Says whether charts/NAME is one that Helm passes over. */
static bool is_passed_over(pn_str name)
{
	return name.ptr[0] == '_' || name.ptr[0] == '.';
}

/* Says whether what a file has in it is needed whatever the values are. */
static bool is_needed(const walk *w, const spot *s)
{
	static const pn_str of_charts[] = { { "Chart.yaml", 10 },
					    { "values.yaml", 11 },
					    { "Chart.lock", 10 },
					    { "requirements.yaml", 17 },
					    { "requirements.lock", 17 } };

	if (w->options->eager)
		return true;
	if (s->role == ROLE_CHARTS)
		return pn_str_ends(s->name, PN_STR(".tgz")) && !is_passed_over(s->name);
	if (s->role != ROLE_CHART)
		return s->role == ROLE_TEMPLATES;
	for (size_t i = 0; i < sizeof of_charts / sizeof *of_charts; i++) {
		if (pn_str_eq(s->name, of_charts[i]))
			return true;
	}
	return false;
}

/* What a folder is, by its name and the role of that which it is in. */
static role role_of(const walk *w, const spot *s)
{
	bool is_sub = s->depth > 1;

	if (s->depth == 0)
		return ROLE_CHART;
	if (s->role == ROLE_CHARTS)
		return is_passed_over(s->name) ? ROLE_OTHER : ROLE_CHART;
	if (s->role == ROLE_TEMPLATES)
		return ROLE_TEMPLATES;
	if (s->role != ROLE_CHART)
		return ROLE_OTHER;
	if (pn_str_is(s->name, "charts"))
		return ROLE_CHARTS;
	if (!pn_str_is(s->name, "templates") || (is_sub && w->has_conditions))
		return ROLE_OTHER;
	return ROLE_TEMPLATES;
}

static bool fail_size(walk *w, pn_str path)
{
	pn_cx *cx = w->cx;
	size_t most = cx->limits->file_bytes;
	pn_buf quoted;

	if (!pn_limit_is_helms(most))
		return pn_fail(cx->err, PINTLE_ERR_LIMIT,
			       "limit 'file_bytes' exceeded: %.*s has more than %zu bytes",
			       PN_ARG(path), most);
	pn_buf_init(&quoted, cx->arena);
	pn_buf_quote(&quoted, pn_path_base(path));
	return pn_fail(cx->err, PINTLE_ERR_CHART,
		       "chart file %s is larger than the maximum file size %zu", pn_buf_z(&quoted),
		       most);
}

static bool add(walk *w, pn_file file)
{
	pn_cx *cx = w->cx;
	pn_file *kept = PN_NEW(cx->arena, pn_file);

	if (!kept)
		return pn_fail_memory(cx->err, cx->arena);
	*kept = file;
	return pn_files_add(cx->arena, w->out, kept) || pn_fail_memory(cx->err, cx->arena);
}

/* Adds a file of which a look told these things. */
static bool add_file(walk *w, const spot *s, const pn_file_info *info)
{
	pn_cx *cx = w->cx;
	pn_file file = { .name = relative(w, s->path), .path = s->path.ptr, .size = info->size };

	if (info->kind != PN_FILE_REGULAR)
		return pn_fail(cx->err, PINTLE_ERR_CHART,
			       "cannot load irregular file %.*s as it has file mode type bits set",
			       PN_ARG(s->path));
	if (info->size > cx->limits->file_bytes)
		return fail_size(w, s->path);
	if ((cx->view || is_needed(w, s)) && !pn_file_data(cx, &file, &file.data))
		return false;
	return add(w, file);
}

/* The text of a file that was read before the walk began; ptr NULL: it was not. */
static pn_str known_text(const walk *w, const spot *s)
{
	if (s->depth == 1 && pn_str_is(s->name, "Chart.yaml"))
		return w->folder->chart_yaml;
	if (s->depth == 1 && pn_str_is(s->name, ".helmignore"))
		return w->rules_text;
	return (pn_str){ NULL, 0 };
}

/*
 * Takes a file without a look at it, as its folder's listing said that it is one; false, and no
 * word of it, where a look is needed.
 */
static bool take_file(walk *w, const spot *s, pn_file *file)
{
	pn_cx *cx = w->cx;
	size_t most = cx->limits->file_bytes;
	pn_str text = known_text(w, s);

	*file = (pn_file){ .name = relative(w, s->path), .path = s->path.ptr };
	if (!text.ptr && !is_needed(w, s))
		return false;
	if (!text.ptr &&
	    pn_os_take(cx->arena, w->folder->buffer, s->at, called(s), true, most, &text) != 0)
		return false;
	file->size = text.len;
	file->data = pn_file_text(text);
	return true;
}

/* Bounds the walk: links may form rings. */
static bool check_reach(walk *w, uint32_t depth)
{
	if (w->cx->arena->failed)
		return pn_fail_memory(w->cx->err, w->cx->arena);
	if (w->scratch.failed)
		return pn_fail_memory(w->cx->err, &w->scratch);
	if (depth > 255)
		return pn_fail(w->cx->err, PINTLE_ERR_LIMIT, "chart folder %.*s is nested too deep",
			       PN_ARG(w->fence.root));
	if (w->links && ++w->reached > MAX_REACHED)
		return pn_fail(w->cx->err, PINTLE_ERR_LIMIT,
			       "symbolic links of chart folder %.*s lead to more than %d files",
			       PN_ARG(w->fence.root), MAX_REACHED);
	return true;
}

/* Says whether subcharts may be left out, as far as it is known when they are reached. */
static bool has_conditions(const walk *w)
{
	for (uint32_t i = 0; i < w->out->count; i++) {
		pn_str text = w->out->items[i]->data;

		if (text.ptr && pn_str_is(w->out->items[i]->name, "Chart.yaml"))
			return pn_str_find(text, PN_STR("condition")) != PN_NOT_FOUND ||
			       pn_str_find(text, PN_STR("tags")) != PN_NOT_FOUND ||
			       pn_str_find(text, PN_STR("v2")) == PN_NOT_FOUND;
	}
	return true;
}

/* Visits what is in a folder; fd: the folder, open, or PN_OS_NONE. */
static bool visit_entries(walk *w, const spot *folder, int fd, const pn_os_entry *entries,
			  size_t count)
{
	pn_str slash = pn_str_concat(&w->scratch, folder->path, PN_STR("/"));
	spot s = { .at = fd, .depth = folder->depth + 1, .role = role_of(w, folder) };

	if (s.role == ROLE_CHARTS && folder->depth == 1)
		w->has_conditions = has_conditions(w);
	for (size_t i = 0; i < count; i++) {
		s.path = pn_str_concat(w->cx->arena, slash, entries[i].name);
		s.name = pn_str_slice(s.path, slash.len, s.path.len);
		s.kind = w->options->look ? PN_FILE_MISSING : entries[i].kind;
		if (!visit(w, &s))
			return false;
	}
	return true;
}

/* Visits a folder of the view. */
static bool visit_view(walk *w, const spot *s)
{
	pn_os_entry *entries;
	pn_str *names;
	size_t count;

	if (!pn_disk_list(w->cx, s->path.ptr, &names, &count))
		return false;
	entries = pn_alloc_zero(&w->scratch, count * sizeof *entries);
	if (!entries)
		return pn_fail_memory(w->cx->err, &w->scratch);
	for (size_t i = 0; i < count; i++)
		entries[i].name = names[i];
	return visit_entries(w, s, PN_OS_NONE, entries, count);
}

/* Visits a folder that is open, and closes it, unless it was open when the walk began. */
static bool visit_open(walk *w, const spot *s, int fd)
{
	bool is_kept = s->depth < MAX_OPEN && s->path.len + MAX_NAME < MAX_PATH;
	pn_os_entry *entries;
	size_t count;
	bool ok = pn_os_folder_list(&w->scratch, fd, s->path.ptr, &entries, &count, w->cx->err);

	if (!is_kept && fd != w->folder->fd)
		pn_os_folder_close(fd);
	ok = ok && visit_entries(w, s, is_kept ? fd : PN_OS_NONE, entries, count);
	if (is_kept && fd != w->folder->fd)
		pn_os_folder_close(fd);
	return ok;
}

/* Visits a folder; `follow` says whether a link may lead to it. */
static bool visit_folder(walk *w, const spot *s, bool follow)
{
	pn_mark_point mark = pn_arena_mark(&w->scratch);
	int fd = s->depth == 0 ? w->folder->fd : PN_OS_NONE;
	bool ok;

	if (fd == PN_OS_NONE && !w->cx->view) {
		fd = pn_os_folder_open(s->at, called(s), follow);
		if (fd < 0)
			return pn_fail(w->cx->err, PINTLE_ERR_IO, "%s %.*s: %s",
				       errno == ENOTDIR ? "readdirent" : "open", PN_ARG(s->path),
				       pn_os_error_text(errno));
	}
	ok = w->cx->view ? visit_view(w, s) : visit_open(w, s, fd);
	pn_arena_rewind(&w->scratch, mark);
	return ok;
}

/* Visits what is no folder as far as its folder's listing says. */
static bool visit_file(walk *w, const spot *s)
{
	pn_file_info info;
	pn_file file;

	if (pn_ignore_matches(w->rules, relative(w, s->path), s->name, false))
		return true;
	if (take_file(w, s, &file))
		return add(w, file);
	info = pn_os_look(s->at, called(s));
	if (info.kind == PN_FILE_REGULAR)
		return add_file(w, s, &info);
	return visit_unknown(w, s);
}

/* Looks at what nobody told about. */
static pn_file_info look(const walk *w, const spot *s)
{
	return w->cx->view ? pn_disk_stat(w->cx, s->path.ptr, false) : pn_os_look(s->at, called(s));
}

/* Visits what has to be looked at, and links. */
static bool visit_unknown(walk *w, const spot *s)
{
	bool is_root = s->depth == 0, is_link, ok;
	pn_file_info info = { .kind = s->kind };

	if (info.kind == PN_FILE_MISSING || info.kind == PN_FILE_REGULAR)
		info = look(w, s);
	is_link = info.kind == PN_FILE_LINK && !is_root;
	if (info.kind == PN_FILE_MISSING)
		return pn_fail(w->cx->err, PINTLE_ERR_IO, "lstat %.*s: %s", PN_ARG(s->path),
			       pn_os_error_text(errno));
	if (is_link &&
	    !pn_link_follow(w->cx, s->path, w->options->confine ? &w->fence : NULL, &info))
		return false;
	if (info.kind == PN_FILE_LINK)
		info = pn_disk_stat(w->cx, s->path.ptr, true);
	if (!is_root &&
	    pn_ignore_matches(w->rules, relative(w, s->path), s->name, info.kind == PN_FILE_FOLDER))
		return true;
	if (info.kind != PN_FILE_FOLDER)
		return add_file(w, s, &info);
	w->links += is_link;
	ok = visit_folder(w, s, is_root || is_link);
	w->links -= is_link;
	return ok;
}

static bool visit(walk *w, const spot *s)
{
	if (!check_reach(w, s->depth))
		return false;
	return s->kind == PN_FILE_REGULAR ? visit_file(w, s) : visit_unknown(w, s);
}

pn_folder pn_folder_open(pn_cx *cx, pn_str path)
{
	pn_folder folder = { .root = pn_os_absolute(cx->arena, path), .fd = PN_OS_NONE };

	if (!cx->view)
		folder.fd = pn_os_folder_open(PN_OS_NONE, folder.root.ptr, true);
	if (folder.fd != PN_OS_NONE)
		folder.buffer = pn_mem_resize(cx->arena->mem, NULL, 0, PN_OS_BUFFER);
	folder.mem = cx->arena->mem;
	return folder;
}

void pn_folder_close(pn_folder *folder)
{
	pn_os_folder_close(folder->fd);
	folder->fd = PN_OS_NONE;
	if (folder->buffer)
		pn_mem_resize(folder->mem, folder->buffer, PN_OS_BUFFER, 0);
	folder->buffer = NULL;
}

static const char *path_in(pn_cx *cx, const pn_folder *folder, const char *name)
{
	return pn_str_format(cx->arena, "%.*s/%s", PN_ARG(folder->root), name).ptr;
}

bool pn_folder_take(pn_cx *cx, const pn_folder *folder, const char *name, pn_str *out)
{
	size_t most = cx->limits->file_bytes;

	if (folder->fd != PN_OS_NONE &&
	    pn_os_take(cx->arena, folder->buffer, folder->fd, name, false, most, out) == 0)
		return true;
	return pn_disk_read(cx, path_in(cx, folder, name), most, out);
}

/* Reads the root's .helmignore, if there is one. */
static bool read_rules(walk *w)
{
	static const char name[] = ".helmignore";
	pn_cx *cx = w->cx;
	pn_str text = PN_STR_EMPTY;
	int failure = EIO;

	if (w->folder->fd != PN_OS_NONE)
		failure = pn_os_take(cx->arena, w->folder->buffer, w->folder->fd, name, false,
				     cx->limits->file_bytes, &text);
	if (!failure)
		w->rules_text = text;
	if (failure && failure != ENOENT &&
	    pn_disk_stat(cx, path_in(cx, w->folder, name), true).kind != PN_FILE_MISSING &&
	    !pn_disk_read(cx, path_in(cx, w->folder, name), cx->limits->file_bytes, &text))
		return false;
	return pn_ignore_parse(cx, text, &w->rules);
}

bool pn_folder_walk(pn_cx *cx, const pn_folder *folder, const pn_load_options *options,
		    pn_files *out)
{
	walk w = { .cx = cx, .options = options, .folder = folder, .out = out };
	spot root = { .path = folder->root, .at = PN_OS_NONE };
	_Alignas(16) char few[4 * 1024];
	bool ok;

	w.fence.root = folder->root;
	root.kind = folder->fd == PN_OS_NONE ? PN_FILE_MISSING : PN_FILE_FOLDER;
	pn_arena_init(&w.scratch, cx->arena->mem, cx->arena->limit);
	pn_arena_begin(&w.scratch, few, sizeof few);
	ok = read_rules(&w) && visit(&w, &root);
	pn_arena_finish(&w.scratch);
	return ok;
}

bool pn_folder_read(pn_cx *cx, pn_str path, const pn_load_options *options, pn_files *out)
{
	pn_folder folder = pn_folder_open(cx, path);
	bool ok = pn_folder_walk(cx, &folder, options, out);

	pn_folder_close(&folder);
	return ok;
}
