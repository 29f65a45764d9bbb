/* SPDX-License-Identifier: Apache-2.0 */
/* Where it happened, and the way there: with real places, in the texts of tpl, too. */
#include "review/diagnose.h"

#include "render/place.h"
#include "review/locate.h"

enum { MAX_CALL = 100 }; /* bytes of a call that are shown */

void pn_diagnose_note(pn_diagnosis *d, pn_note_kind kind, pn_str text, const pn_shown *spot)
{
	pn_note *note = pn_note_add(d->err, kind, text);

	if (note && spot)
		pn_note_place(d->err, note, spot->where, spot->length, spot->text);
}

/* ---- nodes ---- */

/* Appends a field or variable with its first `count` names. */
static void print_names(pn_buf *out, pn_names names, uint32_t count, bool variable)
{
	for (uint32_t i = 0; i < count; i++, names = pn_names_rest(names)) {
		if (i || !variable)
			pn_buf_byte(out, '.');
		pn_buf_add(out, pn_name_str(pn_names_first(&names)));
	}
}

/* Finds a node's text at or before its position, which Go counts from the second name. */
static bool find_names(pn_arena *arena, pn_str text, const pn_node *node, uint32_t names,
		       size_t *from, size_t *to)
{
	bool variable = node->kind == PN_NODE_VARIABLE;
	pn_names all = pn_node_names(node);
	size_t first = all.parts[0].len + !variable;
	pn_buf whole, part;

	pn_buf_init(&whole, arena);
	print_names(&whole, all, all.count, variable);
	pn_buf_init(&part, arena);
	print_names(&part, all, names < all.count ? names : all.count, variable);
	*from = node->pos;
	if (!pn_str_starts(pn_str_slice(text, *from, text.len), pn_buf_str(&whole))) {
		if (node->pos < first)
			return false;
		*from = node->pos - first;
	}
	*to = *from + part.len;
	return pn_str_starts(pn_str_slice(text, *from, text.len), pn_buf_str(&whole));
}

/* Which bytes of its text a node takes, as far as they can be told; with its first names only. */
static void node_span(pn_arena *arena, const pn_tmpl_source *source, const pn_node *node,
		      uint32_t names, size_t *from, size_t *to)
{
	pn_buf printed;

	*from = *to = node->pos;
	if (node->kind == PN_NODE_FIELD || node->kind == PN_NODE_VARIABLE) {
		if (!find_names(arena, source->text, node, names, from, to))
			*from = *to = node->pos;
		return;
	}
	if (node->kind == PN_NODE_TEXT || node->kind == PN_NODE_LIST)
		return;
	if (node->kind == PN_NODE_TEMPLATE) { /* its position is that of the name in quotes */
		*to += pn_node_template(node).name.len + 2;
		return;
	}
	pn_buf_init(&printed, arena);
	pn_node_print(&printed, node);
	if (pn_str_starts(pn_str_slice(source->text, *from, source->text.len),
			  pn_buf_str(&printed)))
		*to = *from + printed.len;
}

/* ---- places ---- */

/* The whole text that a place is in; empty when it is not known. */
static pn_str text_around(pn_diagnosis *d, const pn_place *place)
{
	const pn_sources *sources = &d->manifest->sources;
	pn_str name, text;

	for (uint32_t i = 1; place->id.len && pn_trace_source_get(d->trace, i, &name, &text); i++) {
		if (pn_str_eq(name, place->id))
			return text;
	}
	for (uint32_t i = 0; i < sources->count; i++) {
		if (pn_str_eq(sources->items[i]->name, place->file))
			return sources->items[i]->text;
	}
	return PN_STR_EMPTY;
}

pn_shown pn_shown_place(pn_diagnosis *d, const pn_place *place)
{
	while (!place->file.len && place->written)
		place = place->written;
	return (pn_shown){ .where = { place->file, place->line, place->column - 1 },
			   .length = place->width,
			   .text = text_around(d, place) };
}

/* Returns a line of a text, from 1, without its end; empty when there is none. */
static pn_str line_of(pn_str text, uint32_t number)
{
	pn_str line = PN_STR_EMPTY;

	for (; number && text.len; number--)
		pn_str_cut(text, PN_STR("\n"), &line, &text);
	return number ? PN_STR_EMPTY : line;
}

pn_str pn_shown_line(const pn_shown *shown)
{
	return line_of(shown->text, shown->where.line);
}

/* Where the bytes [from, to) of a text were written, of which the line's place is known. */
static pn_shown shown_bytes(pn_diagnosis *d, const pn_place *line, pn_str text, size_t from,
			    size_t to)
{
	pn_place inner = { .width = (uint32_t)(to - from) }, written;

	while (!line->file.len && line->written)
		line = line->written;
	written = *line;
	pn_text_locate(text, from, &inner.line, &inner.column);
	inner.column++;
	inner.text = line_of(text, inner.line);
	pn_locate_bytes(d->cx->arena, &inner, &written);
	return pn_shown_place(d, &written);
}

/* Where a template's text has its bytes [from, to): of a text of tpl the place it was written at.
 */
static pn_shown spot_of_bytes(pn_diagnosis *d, const pn_failed_level *level, size_t from, size_t to)
{
	const pn_tmpl_source *source = level->define->source;
	pn_shown spot = { .length = to - from, .text = source->text };
	pn_place place;

	if (pn_str_is(source->name, "gotpl") &&
	    pn_locate_node(d->origins, d->cx, level->frame, level->source, (uint32_t)from,
			   &place) &&
	    place.written)
		return shown_bytes(d, &place, source->text, from, to);
	pn_text_locate(source->text, from, &spot.where.line, &spot.where.column);
	spot.where.file = pn_part_file_place(d->cx->arena, d->manifest->root, source->name);
	return spot;
}

pn_shown pn_shown_text(pn_diagnosis *d, const pn_value *given, size_t from, size_t to)
{
	pn_str text = pn_value_str(given);
	pn_shown spot = { .length = to - from, .text = text };
	const pn_site *site =
		pn_trace_site_get(d->trace, pn_trace_site_at(d->trace, given, from, NULL));
	uint32_t origin = site && site->origin ? site->origin : given->origin;
	pn_place place;

	if (origin && pn_locate_value(d->origins, d->cx, origin, from, &place))
		return shown_bytes(d, &place, text, from, to);
	pn_text_locate(text, from, &spot.where.line, &spot.where.column);
	spot.where.file = PN_STR("the text of tpl");
	return spot;
}

/* ---- the way there ---- */

/* How many names of the innermost node are marked: those of what is nil, or lacks the field. */
static uint32_t marked_names(const pn_failure *f)
{
	if (!f->names.parts)
		return UINT32_MAX;
	return f->at + (f->levels[0].node->kind == PN_NODE_VARIABLE);
}

/* Moves to the names behind a pipeline in parentheses: the node is one of those in it. */
static void find_chain(pn_arena *arena, const pn_failure *f, size_t *from, size_t *to)
{
	pn_str text = f->levels[0].define->source->text;
	pn_buf names;
	size_t at;

	pn_buf_init(&names, arena);
	pn_buf_byte(&names, ')');
	print_names(&names, f->names, f->at + 1, false);
	at = pn_str_find(pn_str_slice(text, *from, text.len), pn_buf_str(&names));
	if (at == PN_NOT_FOUND)
		return;
	*from += at + 1;
	*to = *from + names.len - 2 - f->names.parts[f->at].len; /* without the one that failed */
}

static pn_shown spot_of_level(pn_diagnosis *d, const pn_failure *f, size_t i)
{
	const pn_failed_level *level = &f->levels[i];
	const pn_tmpl_source *source = level->define->source;
	size_t from, to;

	node_span(d->cx->arena, source, level->node, i ? UINT32_MAX : marked_names(f), &from, &to);
	if (!i && f->names.parts && level->node->kind != PN_NODE_FIELD &&
	    level->node->kind != PN_NODE_VARIABLE)
		find_chain(d->cx->arena, f, &from, &to);
	return spot_of_bytes(d, level, from, to);
}

/* Adds one level that led to the failure; without an excerpt. */
static void note_caller(pn_diagnosis *d, const pn_failure *f, size_t i)
{
	pn_shown spot = spot_of_level(d, f, i);
	pn_buf call;

	pn_buf_init(&call, d->cx->arena);
	pn_node_print(&call, f->levels[i].node);
	spot.text = PN_STR_EMPTY;
	if (call.len > MAX_CALL) {
		call.len = MAX_CALL;
		pn_buf_lit(&call, "...");
	}
	pn_diagnose_note(d, PN_NOTE_CALLER, pn_buf_str(&call), &spot);
}

void pn_diagnose_callers(pn_diagnosis *d, const pn_failure *f, size_t first)
{
	size_t left = f->depth - f->level_count;

	for (size_t i = first; i < f->level_count; i++) {
		/* Of a recursion the first round is told. */
		if (i && f->levels[i].node == f->levels[i - 1].node)
			left++;
		else
			note_caller(d, f, i);
	}
	if (left)
		pn_note_format(d->err, PN_NOTE_CALLER, "%zu more templates", left);
}

void pn_diagnose_levels(pn_diagnosis *d, const pn_failure *f)
{
	pn_shown spot = spot_of_level(d, f, 0);

	pn_diagnose_note(d, PN_NOTE_PLACE, PN_STR_EMPTY, &spot);
	pn_diagnose_callers(d, f, 1);
}
