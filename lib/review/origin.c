/* SPDX-License-Identifier: Apache-2.0 */
#include "review/locate.h"

pn_origins *pn_origins_new(pn_cx *cx, const pn_manifest *manifest, const pn_overrides *overrides)
{
	pn_origins *o = PN_NEW(cx->arena, pn_origins);

	if (!o) {
		pn_fail_memory(cx->err, cx->arena);
		return NULL;
	}
	if (!manifest->trace || !manifest->root) {
		pn_fail(cx->err, PINTLE_ERR_ARGUMENT, "the manifest was not rendered with a trace");
		return NULL;
	}
	*o = (pn_origins){ .arena = cx->arena, .manifest = manifest, .trace = manifest->trace };
	if (!pn_layers_make(cx, overrides, manifest->root, &manifest->sources, &o->layers))
		return NULL;
	return o;
}

const pn_layers *pn_origins_layers(const pn_origins *origins)
{
	return origins->layers;
}

/* ---- pieces ---- */

static bool add_piece(pn_cx *cx, pn_pieces *list, pn_piece piece)
{
	pn_piece *last = list->count ? &list->items[list->count - 1] : NULL;

	if (piece.from >= piece.to)
		return true;
	if (last && last->document == piece.document && last->to == piece.from && piece.site &&
	    last->site == piece.site) {
		last->to = piece.to;
		return true;
	}
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 8;
		pn_piece *items = pn_realloc(cx->arena, list->items, list->cap * sizeof *items,
					     cap * sizeof *items);

		if (!items)
			return pn_fail_memory(cx->err, cx->arena);
		list->items = items;
		list->cap = cap;
	}
	list->items[list->count++] = piece;
	return true;
}

static pn_piece_kind kind_of(const pn_origins *o, uint32_t site)
{
	const pn_site *s = pn_trace_site_get(o->trace, site);
	const pn_source_text *text = s ? pn_origins_text((pn_origins *)o, s->source) : NULL;

	if (!text || s->origin || s->from)
		return PN_PIECE_EXPRESSION;
	if (text->is_file)
		return PN_PIECE_FILE;
	return pn_source_text_action(text, s->offset) ? PN_PIECE_EXPRESSION : PN_PIECE_TEXT;
}

bool pn_origins_pieces(const pn_origins *origins, pn_cx *cx, size_t document, size_t from,
		       size_t to, pn_pieces *out)
{
	const pn_manifest *m = origins->manifest;
	const pn_document *d = document < m->documents.count ? &m->documents.items[document] : NULL;
	pn_piece piece = { .document = document, .from = from };
	pn_marks marks;
	uint32_t next;

	if (!d || from >= to)
		return true;
	to = to < d->text.len ? to : d->text.len;
	if (d->role == PN_ROLE_CRD) {
		piece.kind = PN_PIECE_FILE;
		piece.to = to;
		return add_piece(cx, out, piece);
	}
	marks = pn_trace_marks_get(origins->trace, m->files.items[d->file].text.marks);
	for (next = pn_marks_until(marks, d->offset + from); piece.from < to; next++) {
		size_t end = next < marks.count ? marks.items[next].offset - d->offset : to;

		piece.to = end < to ? end : to;
		piece.site = next ? marks.items[next - 1].site : 0;
		piece.skip =
			next ? (uint32_t)(d->offset + piece.from - marks.items[next - 1].offset)
			     : 0;
		piece.kind = kind_of(origins, piece.site);
		if (!add_piece(cx, out, piece))
			return false;
		piece.from = piece.to;
	}
	return true;
}

static bool is_white(pn_str text)
{
	return pn_str_trim_ascii(text).len == 0;
}

/* Says whether a text is no more than the dash of an item, which says less than what follows. */
static bool is_dash(pn_str text)
{
	return pn_str_is(pn_str_trim_ascii(text), "-");
}

/* What a piece says of its line: the more the better. */
static int weight(const pn_origins *o, const pn_piece *p)
{
	const pn_document *d = &o->manifest->documents.items[p->document];
	const pn_site *site = pn_trace_site_get(o->trace, p->site);
	pn_str text = pn_str_slice(d->text, p->from, p->to);

	if (is_white(text))
		return 0;
	if (is_dash(text))
		return 1;
	if (site && site->origin)
		return 5;
	if (site && site->from)
		return 4;
	return p->kind == PN_PIECE_EXPRESSION ? 3 : 2;
}

const pn_piece *pn_origins_main(const pn_origins *origins, const pn_pieces *pieces)
{
	const pn_piece *best = NULL;

	for (size_t i = 0; i < pieces->count; i++) {
		if (!best || weight(origins, &pieces->items[i]) > weight(origins, best))
			best = &pieces->items[i];
	}
	return best;
}
