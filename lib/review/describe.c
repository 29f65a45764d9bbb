/* SPDX-License-Identifier: Apache-2.0 */
/* A piece of a manifest in full: its place, the stack above it, the values it shows. */
#include "review/locate.h"
#include "review/named.h"

enum {
	MAX_VALUES = 32, /* that are told of one piece: a hash may be of a whole file */
	MAX_NAMED = 8	 /* ... that nobody sets */
};

typedef struct description {
	pn_origins *o;
	pn_cx *cx;
	const pn_part *reader; /* the chart whose template was rendered */
	bool brief;	       /* who sets the values is left out */
} description;

static bool no_memory(const description *d)
{
	return pn_fail_memory(d->cx->err, d->cx->arena);
}

/* ---- values ---- */

/* Puts the setting that made the value before all others. */
static void put_first(pn_settings *settings, uint32_t origin)
{
	for (size_t i = 1; i < settings->count; i++) {
		pn_setting winner = settings->items[i];

		if (winner.value->origin != origin)
			continue;
		memmove(settings->items + 1, settings->items, i * sizeof *settings->items);
		settings->items[0] = winner;
		return;
	}
}

static bool add_settings(description *d, pn_value_origin *v)
{
	if (!pn_layers_find(d->o->layers, d->cx, v->path, d->reader, &v->settings))
		return false;
	put_first(&v->settings, v->origin);
	return true;
}

static bool append(description *d, pn_value_origins *list, pn_value_origin v)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 4;
		pn_value_origin *items = pn_realloc(d->cx->arena, list->items,
						    list->cap * sizeof *items, cap * sizeof *items);

		if (!items)
			return no_memory(d);
		list->items = items;
		list->cap = cap;
	}
	list->items[list->count++] = v;
	return true;
}

static bool add_value(description *d, pn_value_origins *list, uint32_t origin, uint32_t at)
{
	pn_value_origin v = { .origin = origin };
	pn_setting own;

	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].origin == origin)
			return true;
	}
	if (!origin || list->count == MAX_VALUES ||
	    !pn_layers_origin(d->o->layers, d->cx, origin, &own))
		return !d->cx->arena->failed || no_memory(d);
	v.path = own.path;
	pn_locate_value(d->o, d->cx, origin, at, &v.place);
	if (!d->brief && !add_settings(d, &v))
		return false;
	return append(d, list, v);
}

/*
 * Adds the values that an action names and nobody sets, or null: what the template has in their
 * place was printed, or has decided.
 */
static bool add_named(description *d, pn_value_origins *list, pn_str action)
{
	pn_keypath prefix = pn_part_prefix(d->cx->arena, d->reader), paths[MAX_NAMED];
	size_t count = pn_named_values(d->cx->arena, action, paths, MAX_NAMED);

	for (size_t i = 0; i < count; i++) {
		pn_value_origin v = { .path = pn_keypath_join(d->cx->arena, prefix, paths[i]) };

		if (!add_settings(d, &v))
			return false;
		if ((!v.settings.count || v.settings.items[0].value->kind == PN_NIL) &&
		    !append(d, list, v))
			return false;
	}
	return true;
}

/* Adds the values in a text that something was computed from. */
static bool add_values_of(description *d, pn_value_origins *list, uint32_t marks, uint32_t depth)
{
	pn_marks all = pn_trace_marks_get(d->o->trace, marks);

	for (uint32_t i = 0; i < all.count && list->count < MAX_VALUES; i++) {
		const pn_site *site = pn_trace_site_get(d->o->trace, all.items[i].site);

		if (!site)
			continue;
		if (site->origin && !add_value(d, list, site->origin, site->at))
			return false;
		if (site->from && depth && !add_values_of(d, list, site->from, depth - 1))
			return false;
	}
	return true;
}

/* Adds the value that a tpl was given whose text the site is in. */
static bool add_text(description *d, pn_value_origins *list, const pn_site *site, uint32_t skip)
{
	uint32_t at = site->offset + (site->origin ? 0 : skip);
	const pn_trace_frame *f = pn_trace_frame_get(d->o->trace, site->frame);
	const pn_source_text *text = pn_origins_text(d->o, site->source);
	const pn_text_mark *mark;
	const pn_site *written;

	while (f && (f->kind != PN_FRAME_TPL || f->callee != site->source))
		f = pn_trace_frame_get(d->o->trace, f->parent);
	if (!f)
		return true;
	if (text && !site->origin)
		at = pn_locate_behind_dash(d->o, f, text->text, at);
	mark = pn_trace_mark_at(d->o->trace, f->marks, at);
	written = mark ? pn_trace_site_get(d->o->trace, mark->site) : NULL;
	if (!written)
		return add_value(d, list, f->origin, at);
	return add_value(d, list, written->origin, pn_locate_byte(written, at - mark->offset));
}

/* ---- the stack ---- */

/* Says whether a value only leads to another one that was read: a.b for a.b.c. */
static bool leads_on(const pn_value_origins *list, const pn_value_origin *v)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].path.count > v->path.count &&
		    pn_keypath_starts(list->items[i].path, v->path))
			return true;
	}
	return false;
}

/* Drops the values that only lead to others. */
static void drop_leading(pn_value_origins *list)
{
	size_t kept = 0;
	pn_value_origins all = *list;

	for (size_t i = 0; i < all.count; i++) {
		if (!leads_on(&all, &all.items[i]))
			continue;
		/* Marked rather than moved: others are still compared with it. */
		all.items[i].origin = 0;
	}
	for (size_t i = 0; i < all.count; i++) {
		if (all.items[i].origin)
			all.items[kept++] = all.items[i];
	}
	list->count = kept;
}

/* Adds the values that decided whether a branch is executed. */
static bool add_reads(description *d, pn_value_origins *list, const pn_trace_frame *frame)
{
	pn_value_origins all = { 0 };
	const uint32_t *reads;
	uint32_t count;

	reads = pn_trace_reads_get(d->o->trace, frame->reads, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (!add_value(d, &all, reads[i], 0))
			return false;
	}
	drop_leading(&all);
	*list = all;
	return true;
}

/* The text of the action at an offset; of literal text nothing. */
static pn_str action_text(description *d, uint32_t source, uint32_t offset)
{
	const pn_source_text *s = pn_origins_text(d->o, source);
	const pn_action *action = s ? pn_source_text_action(s, offset) : NULL;

	return action ? pn_str_slice(s->text, action->from, action->to) : PN_STR_EMPTY;
}

static bool describe_level(description *d, const pn_trace_frame *at, pn_origin_level *out)
{
	*out = (pn_origin_level){ .kind = (pn_frame_kind)at->kind };
	pn_locate_node(d->o, d->cx, at->parent, at->source, at->offset, &out->place);
	out->expression = action_text(d, at->source, at->offset);
	if (at->kind < PN_FRAME_IF)
		return true;
	return add_reads(d, &out->values, at) &&
	       (d->brief || out->values.count || add_named(d, &out->values, out->expression));
}

static bool add_levels(description *d, uint32_t frame, pn_origin *out)
{
	size_t count = 0;

	for (uint32_t f = frame; f; f = pn_trace_frame_get(d->o->trace, f)->parent)
		count++;
	out->levels = PN_NEW_ARRAY(d->cx->arena, pn_origin_level, count);
	if (!out->levels)
		return no_memory(d);
	for (uint32_t f = frame; f; f = pn_trace_frame_get(d->o->trace, f)->parent) {
		if (!describe_level(d, pn_trace_frame_get(d->o->trace, f),
				    &out->levels[out->level_count++]))
			return false;
	}
	return true;
}

/* ---- pieces ---- */

/* A line of a file of crds/. */
static bool describe_file(description *d, const pn_document *document, const pn_piece *piece,
			  pn_origin *out)
{
	const pn_source_text *text = pn_origins_document_text(d->o, piece->document);
	uint32_t line, column;

	if (!text)
		return no_memory(d);
	pn_source_text_locate(text, (uint32_t)piece->from, &line, &column);
	pn_locate_line(pn_origins_document(d->o, piece->document)->place, text, line, &out->place);
	out->place.id = document->id;
	out->place.width = out->place.text.len ? (uint32_t)out->place.text.len : 1;
	out->expression = out->place.text;
	return true;
}

/* Says whether a place is told already. */
static bool is_told(const pn_origin *o, const pn_place *p)
{
	for (size_t i = 0; i <= o->other_count; i++) {
		const pn_place *told = i ? &o->others[i - 1] : &o->place;

		if (told->line == p->line && told->column == p->column &&
		    pn_str_eq(told->file, p->file))
			return true;
	}
	return false;
}

/* Adds where a key is written that the maps which were merged share. */
static bool add_others(description *d, uint32_t others, pn_origin *out)
{
	pn_marks marks = pn_trace_marks_get(d->o->trace, others);

	out->others = PN_NEW_ARRAY(d->cx->arena, pn_place, marks.count);
	if (!out->others)
		return no_memory(d);
	for (uint32_t i = 0; i < marks.count; i++) {
		const pn_site *site = pn_trace_site_get(d->o->trace, marks.items[i].site);
		pn_place *p = &out->others[out->other_count];

		if (site &&
		    (site->origin ? pn_locate_value(d->o, d->cx, site->origin, PN_SITE_KEY, p)
				  : pn_locate_site(d->o, d->cx, site, 0, p)) &&
		    p->line && !is_told(out, p))
			out->other_count++;
	}
	return true;
}

static bool describe_site(description *d, const pn_piece *piece, pn_origin *out)
{
	const pn_site *site = pn_trace_site_get(d->o->trace, piece->site);

	if (!site)
		return true;
	pn_locate_site(d->o, d->cx, site, piece->kind != PN_PIECE_EXPRESSION ? piece->skip : 0,
		       &out->place);
	out->expression = action_text(d, site->source, site->offset);
	if (!out->expression.len)
		out->expression = pn_str_trim_ascii(out->place.text);
	if (site->origin &&
	    !add_value(d, &out->values, site->origin, pn_locate_byte(site, piece->skip)))
		return false;
	out->frame = site->frame;
	if (site->others && !add_others(d, site->others, out))
		return false;
	if (site->from) {
		if (!add_values_of(d, &out->values, site->from, 8))
			return false;
		drop_leading(&out->values);
	}
	if (!d->brief && !out->values.count && piece->kind == PN_PIECE_EXPRESSION &&
	    !add_named(d, &out->values, out->expression))
		return false;
	return add_text(d, &out->values, site, piece->kind == PN_PIECE_TEXT ? piece->skip : 0);
}

/* Finds the chart whose template a document is of; NULL when it is unknown. */
static const pn_part *reader_of(pn_origins *o, size_t document)
{
	const pn_document_facts *facts = pn_origins_document(o, document);

	return facts ? facts->reader : NULL;
}

bool pn_origins_describe_level(pn_origins *origins, pn_cx *cx, size_t document, uint32_t frame,
			       pn_origin_level *out)
{
	description d = { origins, cx, reader_of(origins, document), true };
	const pn_trace_frame *at = pn_trace_frame_get(origins->trace, frame);

	*out = (pn_origin_level){ 0 };
	return !at || describe_level(&d, at, out);
}

static bool describe_piece(description *d, const pn_piece *piece, pn_origin *out)
{
	const pn_documents *documents = &d->o->manifest->documents;
	const pn_document_facts *facts;
	const pn_document *document;
	bool ok = true;

	*out = (pn_origin){ .kind = piece->kind };
	if (piece->document >= documents->count)
		return true;
	document = &documents->items[piece->document];
	if (piece->kind == PN_PIECE_FILE && !piece->site) {
		ok = describe_file(d, document, piece, out);
	} else if (piece->kind == PN_PIECE_HEADER) {
		facts = pn_origins_document(d->o, piece->document);
		if (!facts)
			return no_memory(d);
		out->place = (pn_place){ .id = document->id, .line = 1, .column = 1, .width = 1 };
		out->place.file = facts->place;
	} else {
		ok = describe_site(d, piece, out);
	}
	return ok && (!d->cx->arena->failed || no_memory(d));
}

bool pn_origins_describe(pn_origins *origins, pn_cx *cx, const pn_piece *piece, pn_origin *out)
{
	description d = { origins, cx, reader_of(origins, piece->document), false };

	return describe_piece(&d, piece, out) && (!out->frame || add_levels(&d, out->frame, out)) &&
	       (!cx->arena->failed || no_memory(&d));
}

bool pn_origins_describe_piece(pn_origins *origins, pn_cx *cx, const pn_piece *piece,
			       pn_origin *out)
{
	description d = { origins, cx, reader_of(origins, piece->document), true };

	return describe_piece(&d, piece, out);
}

bool pn_origins_describe_value(pn_origins *origins, pn_cx *cx, const pn_part *reader,
			       pn_value_origin *value)
{
	description d = { origins, cx, reader, false };

	return add_settings(&d, value);
}

uint32_t pn_origins_parent(const pn_origins *origins, uint32_t frame)
{
	const pn_trace_frame *at = pn_trace_frame_get(origins->trace, frame);

	return at ? at->parent : 0;
}

const pn_part *pn_origins_reader(pn_origins *origins, size_t document)
{
	return reader_of(origins, document);
}
