/* SPDX-License-Identifier: Apache-2.0 */
/* The text that `helm template` prints (Helm: pkg/cmd/template.go). */

#include "render/output.h"
#include "base/sort.h"

void pn_document_print(pn_buf *out, const pn_document *document)
{
	pn_buf_lit(out, "---\n# Source: ");
	pn_buf_add(out, document->id);
	pn_buf_byte(out, '\n');
	pn_buf_add(out, document->text);
	pn_buf_byte(out, '\n');
}

/* ---- where it all is ---- */

static void add_span(pn_layout *layout, pn_span span)
{
	if (layout->count == layout->cap) {
		size_t cap = layout->cap ? layout->cap * 2 : 64;
		pn_span *items = pn_realloc(layout->arena, layout->items,
					    layout->cap * sizeof *items, cap * sizeof *items);

		if (!items)
			return; /* the arena's failure is the caller's */
		layout->items = items;
		layout->cap = cap;
	}
	if (span.from < span.to)
		layout->items[layout->count++] = span;
}

/* Notes a document that was printed from `start` on. */
static void note_document(pn_layout *layout, const pn_manifest *manifest, size_t number,
			  size_t start, size_t end)
{
	size_t text;

	if (!layout)
		return;
	text = end - 1 - manifest->documents.items[number].text.len;
	add_span(layout, (pn_span){ start, text, number, 0, true });
	add_span(layout, (pn_span){ text, end - 1, number, 0, false });
}

/* Drops what was behind a place. */
static void cut_layout(pn_layout *layout, size_t end)
{
	while (layout->count && layout->items[layout->count - 1].from >= end)
		layout->count--;
	if (layout->count && layout->items[layout->count - 1].to > end)
		layout->items[layout->count - 1].to = end;
}

/* Notes bytes from..to of a text with a layout of its own that were printed at `at`. */
static void note_slice(pn_layout *layout, const pn_layout *of, size_t from, size_t to, size_t at)
{
	for (size_t i = 0; i < of->count; i++) {
		pn_span span = of->items[i];
		size_t cut = span.from < from ? from - span.from : 0;

		if (span.to <= from || span.from >= to)
			continue;
		span.offset += span.is_header ? 0 : cut;
		span.from = at + span.from + cut - from;
		span.to = at + (span.to < to ? span.to : to) - from;
		add_span(layout, span);
	}
}

/* ---- printing ---- */

/* Makes room for all of the text at once, unless it is more than is allowed. */
static void expect(const pn_manifest *manifest, pn_buf *out)
{
	size_t total = 1;

	for (size_t i = 0; i < manifest->documents.count; i++) {
		const pn_document *d = &manifest->documents.items[i];

		total += d->id.len + d->text.len + sizeof "---\n# Source: \n\n";
	}
	if (!out->cap && (!out->max || total <= out->max))
		pn_buf_begin(out, total);
}

/* Appends CRDs and manifests trimmed as one text, then the hooks as they are. */
static void print_all(const pn_manifest *manifest, const pn_output_options *options, pn_buf *out,
		      pn_layout *layout)
{
	size_t start = out->len, before;
	pn_str text;

	expect(manifest, out);
	for (size_t i = 0; i < manifest->documents.count; i++) {
		const pn_document *d = &manifest->documents.items[i];

		if (d->role == PN_ROLE_MANIFEST ||
		    (d->role == PN_ROLE_CRD && options->include_crds)) {
			before = out->len;
			pn_document_print(out, d);
			note_document(layout, manifest, i, before, out->len);
		}
	}
	/* The text begins with "---" or a CRD's comment line, so only its end may need trimming. */
	text = pn_str_trim_right_space(pn_str_slice(pn_buf_str(out), start, out->len));
	out->len = start + text.len;
	if (layout)
		cut_layout(layout, out->len);
	pn_buf_byte(out, '\n');
	for (size_t i = 0; i < manifest->documents.count; i++) {
		const pn_document *d = &manifest->documents.items[i];

		if (d->role == PN_ROLE_HOOK && !options->no_hooks &&
		    !(options->skip_tests && d->is_test)) {
			before = out->len;
			pn_document_print(out, d);
			note_document(layout, manifest, i, before, out->len);
		}
	}
}

/* One piece of the finished text, for --show-only. */
typedef struct shown {
	pn_str text, path;
} shown;

typedef struct showing {
	pn_cx *cx;
	shown *items;
	size_t count, cap;
	pn_buf all;	   /* what they are pieces of */
	pn_layout *layout; /* of it; NULL: nobody wants to know */
} showing;

/* Finds REST of the first "# Source: FIRST/REST" in a piece; empty when there is none. */
static pn_str source_path(pn_str piece)
{
	pn_str before, after, first, rest, line;

	while (pn_str_cut(piece, PN_STR("# Source: "), &before, &after)) {
		pn_str_cut(after, PN_STR("\n"), &line, &piece);
		if (pn_str_cut(line, PN_STR("/"), &first, &rest) && first.len && rest.len)
			return rest;
		piece = after;
	}
	return PN_STR_EMPTY;
}

static bool add_shown(void *data, pn_str piece)
{
	showing *s = data;
	pn_str path = source_path(piece);

	if (!path.len)
		return true;
	if (s->count == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 64;
		shown *items = pn_realloc(s->cx->arena, s->items, s->cap * sizeof *items,
					  cap * sizeof *items);

		if (!items)
			return pn_fail_memory(s->cx->err, s->cx->arena);
		s->items = items;
		s->cap = cap;
	}
	s->items[s->count++] = (shown){ piece, path };
	return true;
}

/* Appends the pieces that match a pattern; false when none does. */
static bool print_matching(const showing *s, pn_str pattern, pn_buf *out, pn_layout *layout)
{
	bool found = false;

	for (size_t i = 0; i < s->count; i++) {
		if (pn_pattern_match(pattern, s->items[i].path) != PN_MATCH_YES)
			continue;
		found = true;
		pn_buf_lit(out, "---\n");
		if (layout) {
			size_t from = (size_t)(s->items[i].text.ptr - s->all.ptr);

			note_slice(layout, s->layout, from, from + s->items[i].text.len, out->len);
		}
		pn_buf_add(out, s->items[i].text);
		pn_buf_byte(out, '\n');
	}
	return found;
}

/* Appends what the patterns ask for; returns the first that matches nothing, or PN_NOT_FOUND. */
static size_t print_patterns(const showing *s, const pn_output_options *options, pn_buf *out,
			     pn_layout *layout)
{
	for (size_t i = 0; i < options->show_only_count; i++) {
		if (!print_matching(s, options->show_only[i], out, layout))
			return i;
	}
	return PN_NOT_FOUND;
}

/* Cuts the finished text anew and keeps what is asked for, as Helm does. */
static bool print_shown(pn_cx *cx, const pn_manifest *manifest, const pn_output_options *options,
			pn_buf *out, pn_layout *layout)
{
	pn_layout whole = { .arena = cx->arena };
	showing s = { .cx = cx, .layout = layout ? &whole : NULL };
	size_t missing;

	pn_buf_init(&s.all, cx->arena);
	print_all(manifest, options, &s.all, s.layout);
	if (!pn_split(pn_buf_str(&s.all), options->profile, add_shown, &s))
		return false;
	missing = print_patterns(&s, options, out, layout);
	return missing == PN_NOT_FOUND ||
	       pn_fail(cx->err, PINTLE_ERR_ARGUMENT, "could not find template %.*s in chart",
		       PN_ARG(options->show_only[missing]));
}

bool pn_manifest_print(pn_cx *cx, const pn_manifest *manifest, const pn_output_options *options,
		       pn_buf *out, pn_layout *layout)
{
	if (options->show_only_count) {
		if (!print_shown(cx, manifest, options, out, layout))
			return false;
	} else {
		print_all(manifest, options, out, layout);
	}
	return !out->failed || pn_fail_memory(cx->err, cx->arena);
}

static int by_turn(const void *a, const void *b)
{
	uint32_t x = ((const pn_rendered *)a)->turn, y = ((const pn_rendered *)b)->turn;

	return (x > y) - (x < y);
}

/* Appends the hooks of a list of documents. */
static void print_hooks(const pn_documents *documents, const pn_output_options *options,
			pn_buf *out)
{
	for (size_t i = 0; i < documents->count && !options->no_hooks; i++) {
		const pn_document *d = &documents->items[i];

		if (d->role == PN_ROLE_HOOK && !(options->skip_tests && d->is_test))
			pn_document_print(out, d);
	}
}

/*
 * Appends all rendered files, whatever they are, in the order in which they were rendered: that is
 * the order of a small Go map, more often than not. Behind them stand the hooks found so far.
 */
static void print_files(const pn_manifest *manifest, const pn_output_options *options,
			pn_arena *arena, pn_buf *out)
{
	size_t start = out->len, count = manifest->files.count;
	pn_rendered *files = PN_NEW_ARRAY(arena, pn_rendered, count);
	pn_str text;

	if (!files) {
		out->failed = true;
		return;
	}
	if (count)
		memcpy(files, manifest->files.items, count * sizeof *files);
	pn_sort(files, count, sizeof *files, by_turn);
	for (size_t i = 0; i < count; i++) {
		pn_document d = { .id = files[i].id, .text = pn_value_str(&files[i].text) };

		if (pn_str_trim_space(d.text).len)
			pn_document_print(out, &d);
	}
	text = pn_str_trim_right_space(pn_str_slice(pn_buf_str(out), start, out->len));
	out->len = start + text.len;
	pn_buf_byte(out, '\n');
	print_hooks(&manifest->rest, options, out);
}

bool pn_manifest_print_debug(pn_cx *cx, const pn_manifest *manifest,
			     const pn_output_options *options, pn_buf *out, size_t *missing)
{
	showing s = { .cx = cx };
	size_t start = out->len;

	*missing = PN_NOT_FOUND;
	if (!options->show_only_count) {
		print_files(manifest, options, cx->arena, out);
		return true;
	}
	pn_buf_init(&s.all, cx->arena);
	print_files(manifest, options, cx->arena, &s.all);
	if (!pn_split(pn_buf_str(&s.all), options->profile, add_shown, &s))
		return false;
	*missing = print_patterns(&s, options, out, NULL);
	if (*missing != PN_NOT_FOUND)
		out->len = start;
	return true;
}
