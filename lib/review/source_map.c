/* SPDX-License-Identifier: Apache-2.0 */
#include "review/source_map.h"

/* A table of the map: entries as JSON, each once, numbered from 0. */
typedef struct table {
	pn_map *numbers; /* by the entry's text */
	pn_buf text;	 /* the entries, each after a comma and a line break but the first */
	uint32_t count;
} table;

typedef struct mapping {
	pn_cx *cx;
	pn_origins *origins;
	const pn_lines *lines;
	table files, expressions, values, frames, places;
	pn_map *frame_numbers; /* by the trace's number and the chart */
} mapping;

enum { NONE = -1 };

static bool begin_table(mapping *m, table *t)
{
	t->numbers = pn_map_new(m->cx->arena, 64);
	pn_buf_init(&t->text, m->cx->arena);
	return t->numbers != NULL;
}

/* Enters an entry and returns its number; what is there keeps its own. */
static int64_t enter(mapping *m, table *t, pn_str entry)
{
	pn_value *have = pn_map_get(t->numbers, entry), number = pn_int(t->count);

	if (have)
		return have->as.integer;
	if (!pn_map_set(t->numbers, entry, &number)) {
		pn_fail_memory(m->cx->err, m->cx->arena);
		return NONE;
	}
	if (t->count++)
		pn_buf_lit(&t->text, ",\n");
	pn_buf_add(&t->text, entry);
	return number.as.integer;
}

static void add_string(mapping *m, pn_buf *out, pn_str s)
{
	pn_value v = pn_string(s);

	pn_json_write(m->cx, out, &v, 0);
}

static int64_t enter_string(mapping *m, table *t, pn_str s)
{
	pn_buf entry;

	pn_buf_init(&entry, m->cx->arena);
	add_string(m, &entry, s);
	return enter(m, t, pn_buf_str(&entry));
}

/* Appends [FILE,LINE,COLUMN,WIDTH], in a text of tpl [-1,LINE,COLUMN,WIDTH,WRITTEN]. */
static void add_place(mapping *m, pn_buf *out, const pn_place *p)
{
	int64_t file = p->file.len ? enter_string(m, &m->files, p->file) : NONE;

	pn_buf_format(out, "[%lld,%u,%u,%u", (long long)file, p->line, p->column, p->width);
	if (!p->file.len && p->written) {
		pn_buf_byte(out, ',');
		add_place(m, out, p->written);
	}
	pn_buf_byte(out, ']');
}

/* ---- values ---- */

/* Enters a value: its path and the places that set it. */
static int64_t enter_value(mapping *m, const pn_value_origin *v)
{
	pn_buf entry;

	pn_buf_init(&entry, m->cx->arena);
	pn_buf_lit(&entry, "{\"path\":");
	add_string(m, &entry, pn_keypath_text(m->cx->arena, v->path));
	pn_buf_lit(&entry, ",\"set\":[");
	for (size_t i = 0; i < v->settings.count; i++) {
		pn_place place;

		pn_locate_setting(&v->settings.items[i], &place);
		if (i)
			pn_buf_byte(&entry, ',');
		add_place(m, &entry, &place);
	}
	pn_buf_lit(&entry, "]}");
	return enter(m, &m->values, pn_buf_str(&entry));
}

/* Appends ,"values":[...] when there are any, and where the first one's text is. */
static void add_values(mapping *m, pn_buf *out, const pn_value_origins *values, bool shown)
{
	if (!values->count)
		return;
	pn_buf_lit(out, ",\"values\":[");
	for (size_t i = 0; i < values->count; i++)
		pn_buf_format(out, i ? ",%lld" : "%lld",
			      (long long)enter_value(m, &values->items[i]));
	pn_buf_byte(out, ']');
	if (shown && values->items[0].place.line) {
		pn_buf_lit(out, ",\"shown\":");
		add_place(m, out, &values->items[0].place);
	}
}

/* ---- frames ---- */

static const char *const frame_names[] = {
	[PN_FRAME_CALL] = "include", [PN_FRAME_TPL] = "tpl",	 [PN_FRAME_IF] = "if",
	[PN_FRAME_WITH] = "with",    [PN_FRAME_RANGE] = "range", [PN_FRAME_ELSE] = "else",
};

/* Which frame of which document's render: globals are told as its chart sees them. */
static pn_str frame_key(mapping *m, size_t document, uint32_t frame)
{
	return pn_str_format(m->cx->arena, "%zu.%u", document, frame);
}

static int64_t enter_frame(mapping *m, size_t document, uint32_t frame, int64_t parent,
			   const pn_origin_level *level)
{
	pn_value number;
	pn_buf entry;

	pn_buf_init(&entry, m->cx->arena);
	pn_buf_format(&entry, "{\"kind\":\"%s\",\"at\":", frame_names[level->kind]);
	add_place(m, &entry, &level->place);
	pn_buf_format(&entry, ",\"expression\":%lld",
		      (long long)enter_string(m, &m->expressions, level->expression));
	add_values(m, &entry, &level->values, false);
	if (parent != NONE)
		pn_buf_format(&entry, ",\"parent\":%lld", (long long)parent);
	pn_buf_byte(&entry, '}');
	number = pn_int(enter(m, &m->frames, pn_buf_str(&entry)));
	if (!pn_map_set(m->frame_numbers, frame_key(m, document, frame), &number))
		pn_fail_memory(m->cx->err, m->cx->arena);
	return number.as.integer;
}

/* Numbers a frame and all around it, outermost first. */
static bool map_frame(mapping *m, size_t document, uint32_t frame, int64_t *out)
{
	uint32_t left[256], count = 0, parent;
	pn_origin_level level;
	const pn_value *have = NULL;

	*out = NONE;
	for (uint32_t f = frame; f && !have && count < 256; f = parent) {
		have = pn_map_get(m->frame_numbers, frame_key(m, document, f));
		if (have)
			break;
		left[count++] = f;
		if (!pn_origins_describe_level(m->origins, m->cx, document, f, &level, &parent))
			return false;
	}
	*out = have ? have->as.integer : NONE;
	while (count--) {
		if (!pn_origins_describe_level(m->origins, m->cx, document, left[count], &level,
					       &parent))
			return false;
		*out = enter_frame(m, document, left[count], *out, &level);
	}
	return !pn_error_is_set(m->cx->err);
}

/* ---- pieces and lines ---- */

static const char *const kind_names[] = {
	[PN_PIECE_HEADER] = "header",
	[PN_PIECE_FILE] = "file",
	[PN_PIECE_TEXT] = "text",
	[PN_PIECE_EXPRESSION] = "expression",
};

/* Enters what wrote a piece; its number. */
static bool map_piece(mapping *m, const pn_piece *piece, int64_t *number)
{
	pn_origin o;
	int64_t frame;
	pn_buf entry;

	if (!pn_origins_describe_piece(m->origins, m->cx, piece, &o) ||
	    !map_frame(m, piece->document, o.frame, &frame))
		return false;
	pn_buf_init(&entry, m->cx->arena);
	pn_buf_format(&entry, "{\"kind\":\"%s\",\"at\":", kind_names[o.kind]);
	add_place(m, &entry, &o.place);
	if (o.kind == PN_PIECE_EXPRESSION)
		pn_buf_format(&entry, ",\"expression\":%lld",
			      (long long)enter_string(m, &m->expressions, o.expression));
	add_values(m, &entry, &o.values, true);
	if (frame != NONE)
		pn_buf_format(&entry, ",\"frame\":%lld", (long long)frame);
	pn_buf_byte(&entry, '}');
	*number = enter(m, &m->places, pn_buf_str(&entry));
	return !pn_error_is_set(m->cx->err);
}

/* Appends [[FROM,TO,ORIGIN],...], the piece that says most first. */
static bool map_line(mapping *m, size_t line, pn_buf *out)
{
	pn_pieces pieces = { 0 };
	const pn_piece *main;
	int64_t number;
	size_t start;

	if (!pn_lines_pieces(m->lines, m->cx, m->origins, line, &pieces, &start))
		return false;
	main = pn_origins_main(m->origins, &pieces);
	pn_buf_byte(out, '[');
	for (size_t i = 0; i <= pieces.count; i++) {
		const pn_piece *p = i ? &pieces.items[i - 1] : main;

		if (!p || (i && p == main))
			continue;
		if (!map_piece(m, p, &number))
			return false;
		pn_buf_format(out, "%s[%zu,%zu,%lld]", p == main ? "" : ",", p->from - start,
			      p->to - start, (long long)number);
	}
	pn_buf_byte(out, ']');
	return true;
}

static void add_table(pn_buf *out, const char *name, const table *t)
{
	pn_buf_format(out, "\"%s\":[\n", name);
	pn_buf_add(out, pn_buf_str(&t->text));
	pn_buf_lit(out, "\n],\n");
}

bool pn_source_map_write(pn_cx *cx, pn_origins *origins, const pn_lines *lines, pn_buf *out)
{
	mapping m = { .cx = cx, .origins = origins, .lines = lines };
	pn_buf text;

	pn_buf_init(&text, cx->arena);
	m.frame_numbers = pn_map_new(cx->arena, 256);
	if (!m.frame_numbers || !begin_table(&m, &m.files) || !begin_table(&m, &m.expressions) ||
	    !begin_table(&m, &m.values) || !begin_table(&m, &m.frames) || !begin_table(&m, &m.places))
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t line = 1; line <= lines->count; line++) {
		if (line > 1)
			pn_buf_lit(&text, ",\n");
		if (!map_line(&m, line, &text))
			return false;
	}
	pn_buf_lit(out, "{\"version\":1,\n");
	add_table(out, "files", &m.files);
	add_table(out, "expressions", &m.expressions);
	add_table(out, "values", &m.values);
	add_table(out, "frames", &m.frames);
	add_table(out, "origins", &m.places);
	pn_buf_lit(out, "\"lines\":[\n");
	pn_buf_add(out, pn_buf_str(&text));
	pn_buf_lit(out, "\n]}\n");
	return (!out->failed && !cx->arena->failed) || pn_fail_memory(cx->err, cx->arena);
}
