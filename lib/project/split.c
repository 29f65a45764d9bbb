/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting a manifest into the files of a tree. */
#include "project/project.h"
#include "base/sort.h"

#include "value/value.h"

/* A tree under construction. */
typedef struct tree {
	pn_arena *arena;
	const pn_plan *plan;
	pn_map *texts; /* path to a list of documents, each an integer: its number */
	pn_str_list paths;
	pn_buf *bufs; /* one a path */
	size_t cap;
} tree;

/* Returns the buffer of a path, new or not; NULL without memory. */
static pn_buf *buffer_of(tree *t, pn_str path)
{
	pn_value *known = pn_map_get(t->texts, path), index = pn_int((int64_t)t->paths.count);

	if (known)
		return &t->bufs[known->as.integer];
	if (t->paths.count == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 16;
		pn_buf *grown =
			pn_realloc(t->arena, t->bufs, t->cap * sizeof *grown, cap * sizeof *grown);

		if (!grown)
			return NULL;
		t->bufs = grown;
		t->cap = cap;
	}
	if (!pn_map_set(t->texts, path, &index) || !pn_str_list_add(t->arena, &t->paths, path))
		return NULL;
	pn_buf_init(&t->bufs[t->paths.count - 1], t->arena);
	return &t->bufs[t->paths.count - 1];
}

/* What may stand in the name of a file anywhere; the rest becomes '_'. */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static void add_plain(pn_buf *out, pintle_text text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
		pn_buf_byte(out, is_plain(c) ? c : '_');
	}
}

/* The path of an object: kind-name.yaml, with a number when there are several of that name. */
static pn_str object_path(tree *t, const pintle_document *d)
{
	pn_buf stem;
	pn_str path;

	pn_buf_init(&stem, t->arena);
	add_plain(&stem, d->kind.len ? d->kind : (pintle_text){ "document", 8 });
	if (d->name.len)
		pn_buf_byte(&stem, '-');
	add_plain(&stem, d->name);
	path = pn_str_format(t->arena, "%.*s/%s.yaml", PN_ARG(t->plan->id), pn_buf_z(&stem));
	for (unsigned i = 2; pn_map_get(t->texts, path); i++)
		path = pn_str_format(t->arena, "%.*s/%s-%u.yaml", PN_ARG(t->plan->id),
				     pn_buf_z(&stem), i);
	return path;
}

/* Says whether the plan leaves a document out. */
static bool is_left_out(const pn_plan *plan, const pintle_document *d)
{
	return (d->role == PINTLE_CRD && !plan->include_crds) ||
	       (d->role == PINTLE_HOOK && (plan->no_hooks || (plan->skip_tests && d->is_test)));
}

/* Says whether showOnly, if there is one, wants a document. */
static bool is_shown(const pn_plan *plan, const pintle_document *d)
{
	pn_str source = { d->source.ptr, d->source.len }, chart, path;

	pn_str_cut(source, PN_STR("/"), &chart, &path);
	for (size_t i = 0; i < plan->show_only.count; i++) {
		if (pn_pattern_match(plan->show_only.items[i], path) == PN_MATCH_YES)
			return true;
	}
	return !plan->show_only.count;
}

/* Cuts line breaks off the end: each document ends with just one. */
static pn_str without_breaks(pn_str text)
{
	while (text.len && text.ptr[text.len - 1] == '\n')
		text.len--;
	return text;
}

static bool add_document(tree *t, const pintle_document *d, pintle_split split)
{
	pn_str path = split == PINTLE_SPLIT_OBJECT
			      ? object_path(t, d)
			      : pn_str_format(t->arena, "%.*s/%.*s", PN_ARG(t->plan->id),
					      (int)d->source.len, d->source.ptr);
	pn_buf *buf = buffer_of(t, path);

	if (!buf)
		return false;
	pn_buf_format(buf, "---\n# Source: %.*s\n", (int)d->source.len, d->source.ptr);
	pn_buf_add(buf, without_breaks((pn_str){ d->text.ptr, d->text.len }));
	pn_buf_byte(buf, '\n');
	return true;
}

static bool add_all(tree *t, const pintle_manifest *manifest, pintle_split split)
{
	pintle_text whole = pintle_manifest_text(manifest);
	pn_buf *buf;

	if (split == PINTLE_SPLIT_RELEASE) {
		buf = buffer_of(t,
				pn_str_format(t->arena, "%.*s/manifest.yaml", PN_ARG(t->plan->id)));
		if (buf)
			pn_buf_add(buf, (pn_str){ whole.ptr, whole.len });
		return buf != NULL;
	}
	for (size_t i = 0; i < pintle_manifest_count(manifest); i++) {
		pintle_document d = pintle_manifest_at(manifest, i);

		if (!is_left_out(t->plan, &d) && is_shown(t->plan, &d) &&
		    !add_document(t, &d, split))
			return false;
	}
	return true;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const pintle_output_file *)a)->path, ((const pintle_output_file *)b)->path);
}

bool pn_plan_files(pn_arena *arena, const pn_plan *plan, const pintle_manifest *manifest,
		   pintle_split split, pintle_output_file **files, size_t *count)
{
	tree t = { arena, plan, pn_map_new(arena, 16), { 0 }, NULL, 0 };

	if (!t.texts || !add_all(&t, manifest, split))
		return false;
	*files = PN_NEW_ARRAY(arena, pintle_output_file, t.paths.count);
	*count = t.paths.count;
	for (size_t i = 0; *files && i < t.paths.count; i++)
		(*files)[i] = (pintle_output_file){ pn_str_z(arena, t.paths.items[i]),
						    pn_text(pn_buf_str(&t.bufs[i])) };
	if (*files)
		pn_sort(*files, *count, sizeof **files, by_path);
	return !arena->failed;
}
