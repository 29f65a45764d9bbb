/* SPDX-License-Identifier: Apache-2.0 */
/* What the trace of a render tells about a place in its manifest. */
#include "diff/evidence.h"

static pn_value_role role_of(pn_frame_kind kind)
{
	return kind == PN_FRAME_RANGE ? PN_VALUE_LOOPED : PN_VALUE_DECIDED;
}

/* Looks at the calls and branches around a piece. */
static bool look_at_levels(pn_cause_finder *f, pn_side side, const pn_origin *o, pn_evidence *e)
{
	for (size_t i = 0; i < o->level_count; i++) {
		const pn_origin_level *level = &o->levels[i];

		pn_buf_add(&e->expressions, level->expression);
		for (size_t k = 0; k < level->values.count; k++) {
			if (!pn_causes_of_value(f, side, level->values.items[k].path,
						role_of(level->kind), false, &e->decided))
				return false;
		}
		if (!pn_causes_of_line(f, side, level->place.id, level->place.line, &e->around))
			return false;
		if (level->kind >= PN_FRAME_IF && !level->values.count &&
		    !pn_causes_of_expression(f, side, level->place.id, level->expression,
					     &e->mentioned))
			return false;
	}
	return true;
}

static bool look_at_piece(pn_cause_finder *f, pn_side side, const pn_piece *piece, pn_evidence *e)
{
	pn_rendering *r = f->twins->side[side];
	pn_origin o;

	if (!pn_origins_describe(r->origins, f->cx, piece, &o))
		return false;
	pn_buf_add(&e->expressions, o.expression);
	if (!e->place[side].line || o.kind == PN_PIECE_EXPRESSION)
		e->place[side] = (pn_where){ o.place.file, o.place.line, o.place.column };
	for (size_t i = 0; i < o.values.count; i++) {
		pn_keypath path = o.values.items[i].path;

		if (!pn_causes_of_value(f, side, path, PN_VALUE_SHOWN, false, &e->shown) ||
		    !pn_causes_of_value(f, side, path, PN_VALUE_SHOWN, true, &e->came))
			return false;
	}
	return pn_causes_of_line(f, side, o.place.id, o.place.line, &e->text) &&
	       (o.kind != PN_PIECE_EXPRESSION ||
		pn_causes_of_expression(f, side, o.place.id, o.expression, &e->mentioned)) &&
	       look_at_levels(f, side, &o, e);
}

/* The offset of a line and column in a document. */
static size_t offset_of(pn_str text, pn_position at)
{
	size_t offset = 0;

	for (uint32_t line = 1; line < at.line; line++) {
		size_t end = pn_str_find_byte(pn_str_slice(text, offset, text.len), '\n');

		if (end == PN_NOT_FOUND)
			return text.len;
		offset += end + 1;
	}
	return offset + (at.column ? at.column - 1 : 0);
}

enum { MOST_PIECES = 16 /* of a line that are looked at */ };

/* The beginning of the line that an offset is in. */
static size_t line_begin(pn_str text, size_t from)
{
	while (from > 0 && text.ptr[from - 1] != '\n')
		from--;
	return from;
}

/*
 * Looks at what wrote a part of a line of a document. Pieces are taken from where the line begins:
 * how far into its source a piece is that begins later is not known where lines were indented.
 */
static bool look_at_line(pn_cause_finder *f, pn_side side, const pn_kube_object *o, size_t from,
			 size_t to, pn_evidence *e)
{
	pn_rendering *r = f->twins->side[side];
	pn_pieces pieces = { 0 };
	size_t seen = 0;

	if (from > o->text.len)
		return true;
	if (!pn_origins_pieces(r->origins, f->cx, o->number, line_begin(o->text, from), to,
			       &pieces))
		return false;
	for (size_t i = 0; i < pieces.count && seen < MOST_PIECES; i++) {
		const pn_piece *p = &pieces.items[i];
		size_t begin = p->from > from ? p->from : from;

		if (p->to <= from || !pn_str_trim_ascii(pn_str_slice(o->text, begin, p->to)).len)
			continue;
		seen++;
		if (!look_at_piece(f, side, p, e))
			return false;
	}
	return true;
}

/* The end of the line that an offset is in. */
static size_t line_end(pn_str text, size_t from)
{
	size_t end = pn_str_find_byte(pn_str_slice(text, from, text.len), '\n');

	return end == PN_NOT_FOUND ? text.len : from + end;
}

pn_str pn_evidence_text(pn_cx *cx, const pn_value *v)
{
	bool nested = v && (v->kind == PN_MAP || v->kind == PN_LIST);

	return v && !nested ? pn_value_to_string(cx->arena, v) : PN_STR_EMPTY;
}

/* The end of a quoted text, or that of its line. */
static size_t quoted_end(pn_str text, size_t from, size_t end)
{
	char quote = text.ptr[from];

	for (size_t i = from + 1; i < end; i++) {
		if (quote == '"' && text.ptr[i] == '\\')
			i++;
		else if (text.ptr[i] == quote)
			return i + 1;
	}
	return end;
}

/* The end of a list or map in brackets, or that of its line. */
static size_t flow_end(pn_str text, size_t from, size_t end)
{
	size_t depth = 0;

	for (size_t i = from; i < end; i++) {
		char c = text.ptr[i];

		if (c == '"' || c == '\'')
			i = quoted_end(text, i, end) - 1;
		else if (c == '[' || c == '{')
			depth++;
		else if ((c == ']' || c == '}') && --depth == 0)
			return i + 1;
	}
	return end;
}

/*
 * The end of what stands at an offset, at most that of its line: other values may follow it there.
 */
static size_t value_end(pn_cx *cx, pn_str text, size_t from, const pn_value *v)
{
	size_t end = line_end(text, from);
	pn_str plain;

	if (from >= end)
		return end;
	if (text.ptr[from] == '"' || text.ptr[from] == '\'')
		return quoted_end(text, from, end);
	if (text.ptr[from] == '[' || text.ptr[from] == '{')
		return flow_end(text, from, end);
	plain = pn_evidence_text(cx, v);
	return plain.len && pn_str_starts(pn_str_slice(text, from, end), plain) ? from + plain.len
										: end;
}

/* ---- texts with several lines ---- */

enum { MOST_LINES = 64 /* of a text that are looked at */ };

/* Looks at the lines of a block of text that are not the same on both sides. */
static bool look_at_lines(pn_cause_finder *f, pn_side side, const pn_kube_object *o,
			  const pn_change *c, size_t from, pn_evidence *e)
{
	pn_str a = pn_value_str(c->value[0]), b = pn_value_str(c->value[1]);
	char mark = side == PN_SIDE_A ? '-' : '+';
	pn_text_lines lines;
	uint32_t seen = 0;

	if (!pn_compare_lines(f->cx, a, b, 0, &lines))
		return false;
	for (size_t i = 0; i < lines.count && seen < MOST_LINES; i++) {
		uint32_t line = lines.items[i].line[side];
		size_t at;

		if (lines.items[i].mark != mark || !line)
			continue;
		/* The text begins in the line behind its '|'. */
		at = from + offset_of(pn_str_slice(o->text, from, o->text.len),
				      (pn_position){ line + 1, 1 });
		seen++;
		if (!look_at_line(f, side, o, at, line_end(o->text, at), e))
			return false;
	}
	return true;
}

static bool is_block(const pn_kube_object *o, const pn_change *c, size_t from)
{
	return c->value[0] && c->value[1] && pn_is_string(c->value[0]) &&
	       pn_is_string(c->value[1]) && from < o->text.len && o->text.ptr[from] == '|';
}

bool pn_evidence_of_change(pn_cause_finder *f, pn_side side, const pn_kube_object *o,
			   const pn_change *c, pn_evidence *e)
{
	pn_position at;
	size_t from;

	if (!f->twins->side[side]->origins || !pn_object_position(o, c->value[side], &at))
		return true;
	from = offset_of(o->text, at);
	if (is_block(o, c, from))
		return look_at_lines(f, side, o, c, from, e);
	/* What came or went did so with its key, which may stand in the line before. */
	return look_at_line(f, side, o, from, value_end(f->cx, o->text, from, c->value[side]), e);
}

bool pn_evidence_of_value(pn_cause_finder *f, pn_side side, const pn_kube_object *o,
			  const pn_value *v, pn_evidence *e)
{
	pn_position at;
	size_t from;

	if (!pn_object_position(o, v, &at))
		return true;
	from = offset_of(o->text, at);
	return look_at_line(f, side, o, from, value_end(f->cx, o->text, from, v), e);
}
