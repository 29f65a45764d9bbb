/* SPDX-License-Identifier: Apache-2.0 */
#include "review/source_map.h"

/* A table of the map: entries as JSON, each once, numbered from 0. */
typedef struct table {
	pn_map *numbers; /* by what the entry is made of */
	pn_buf text;	 /* the entries, each after a comma and a line break but the first */
	pn_buf entry;	 /* the one that is being made */
	uint32_t count;
} table;

/* A number that was given, for what is asked again and again. */
typedef struct known {
	const pn_part *reader;
	int64_t number;
	bool is_known;
} known;

typedef struct mapping {
	pn_cx *cx;
	pn_origins *origins;
	const pn_lines *lines;
	table files, expressions, values, frames, places;
	pn_str last_file;	 /* most places are in the file of the one before */
	int64_t last_number;	 /* its */
	known *frame_numbers;	 /* by the trace's number */
	uint32_t frame_capacity; /* of them */
	pn_map *value_numbers;	 /* by origin and reader */
} mapping;

enum { NONE = -1 };

static bool no_memory(mapping *m)
{
	return pn_fail_memory(m->cx->err, m->cx->arena);
}

static bool begin_table(mapping *m, table *t)
{
	t->numbers = pn_map_new(m->cx->arena, 64);
	pn_buf_init(&t->text, m->cx->arena);
	pn_buf_init(&t->entry, m->cx->arena);
	return t->numbers != NULL;
}

/* Begins an entry of a table; there is one at a time. */
static pn_buf *begin_entry(table *t)
{
	t->entry.len = 0;
	return &t->entry;
}

/* Numbers an entry by its key, which is kept; NONE without memory. */
static int64_t number_key(mapping *m, table *t, pn_str key)
{
	pn_value number = pn_int(t->count);

	if (!pn_map_set(t->numbers, key, &number)) {
		no_memory(m);
		return NONE;
	}
	if (t->count++)
		pn_buf_lit(&t->text, ",\n");
	return number.as.integer;
}

/* Enters the entry that was made and returns its number; what is there keeps its own. */
static int64_t enter(mapping *m, table *t)
{
	pn_str entry = pn_buf_str(&t->entry);
	pn_value *have = pn_map_get(t->numbers, entry);
	int64_t number;

	if (have)
		return have->as.integer;
	entry = pn_str_dup(m->cx->arena, entry);
	number = number_key(m, t, entry);
	pn_buf_add(&t->text, entry);
	return number;
}

/* Enters a text, which must live as long as the map. */
static int64_t enter_string(mapping *m, table *t, pn_str s)
{
	pn_value *have = pn_map_get(t->numbers, s);
	int64_t number;

	if (have)
		return have->as.integer;
	number = number_key(m, t, s);
	pn_json_write_string(&t->text, s, 0);
	return number;
}

static int64_t enter_file(mapping *m, pn_str file)
{
	if (!file.len)
		return NONE;
	if (file.ptr != m->last_file.ptr || file.len != m->last_file.len) {
		m->last_file = file;
		m->last_number = enter_string(m, &m->files, file);
	}
	return m->last_number;
}

/* Appends [FILE,LINE,COLUMN,WIDTH], in a text of tpl [-1,LINE,COLUMN,WIDTH,WRITTEN]. */
static void add_place(mapping *m, pn_buf *out, const pn_place *p)
{
	pn_buf_byte(out, '[');
	pn_buf_int(out, enter_file(m, p->file));
	pn_buf_byte(out, ',');
	pn_buf_uint(out, p->line);
	pn_buf_byte(out, ',');
	pn_buf_uint(out, p->column);
	pn_buf_byte(out, ',');
	pn_buf_uint(out, p->width);
	if (!p->file.len && p->written) {
		pn_buf_byte(out, ',');
		add_place(m, out, p->written);
	}
	pn_buf_byte(out, ']');
}

/* ---- values ---- */

/* Enters a value: its path and the places that set it. */
static int64_t enter_value(mapping *m, const pn_part *reader, pn_value_origin *v)
{
	pn_buf *entry = begin_entry(&m->values);

	if (!pn_origins_describe_value(m->origins, m->cx, reader, v))
		return NONE;
	pn_buf_lit(entry, "{\"path\":");
	pn_json_write_string(entry, pn_keypath_text(m->cx->arena, v->path), 0);
	pn_buf_lit(entry, ",\"set\":[");
	for (size_t i = 0; i < v->settings.count; i++) {
		pn_place place;

		pn_locate_setting(&v->settings.items[i], &place);
		if (i)
			pn_buf_byte(entry, ',');
		add_place(m, entry, &place);
	}
	pn_buf_lit(entry, "]}");
	return enter(m, &m->values);
}

/* Numbers a value, which a chart's templates read. */
static int64_t number_value(mapping *m, const pn_part *reader, pn_value_origin *v)
{
	uintptr_t ids[2] = { v->origin, (uintptr_t)reader };
	pn_str key = { (const char *)ids, sizeof ids };
	pn_value number, *have = pn_map_get(m->value_numbers, key);

	if (have)
		return have->as.integer;
	number = pn_int(enter_value(m, reader, v));
	if (!pn_map_set(m->value_numbers, pn_str_dup(m->cx->arena, key), &number))
		no_memory(m);
	return number.as.integer;
}

/* Appends ,"values":[...] when there are any, and where the first one's text is. */
static void add_values(mapping *m, pn_buf *out, const pn_part *reader,
		       const pn_value_origins *values, bool shown)
{
	if (!values->count)
		return;
	pn_buf_lit(out, ",\"values\":[");
	for (size_t i = 0; i < values->count; i++) {
		if (i)
			pn_buf_byte(out, ',');
		pn_buf_int(out, number_value(m, reader, &values->items[i]));
	}
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

static void begin_kind(pn_buf *out, const char *name)
{
	pn_buf_lit(out, "{\"kind\":\"");
	pn_buf_add(out, pn_str_from(name));
	pn_buf_lit(out, "\",\"at\":");
}

/* Appends a member that is a number. */
static void add_number(pn_buf *out, pn_str member, int64_t number)
{
	pn_buf_add(out, member);
	pn_buf_int(out, number);
}

static int64_t enter_frame(mapping *m, const pn_part *reader, int64_t parent,
			   const pn_origin_level *level)
{
	pn_buf *entry = begin_entry(&m->frames);

	begin_kind(entry, frame_names[level->kind]);
	add_place(m, entry, &level->place);
	add_number(entry, PN_STR(",\"expression\":"),
		   enter_string(m, &m->expressions, level->expression));
	add_values(m, entry, reader, &level->values, false);
	if (parent != NONE)
		add_number(entry, PN_STR(",\"parent\":"), parent);
	pn_buf_byte(entry, '}');
	return enter(m, &m->frames);
}

/* What is known of a frame; NULL without memory. */
static known *known_frame(mapping *m, uint32_t frame)
{
	uint32_t capacity = m->frame_capacity ? m->frame_capacity : 1024;
	known *grown;

	if (frame < m->frame_capacity)
		return &m->frame_numbers[frame];
	while (capacity <= frame && capacity < UINT32_MAX / 2)
		capacity *= 2;
	grown = pn_realloc(m->cx->arena, m->frame_numbers, m->frame_capacity * sizeof *grown,
			   capacity * sizeof *grown);
	if (!grown || frame >= capacity) {
		no_memory(m);
		return NULL;
	}
	memset(grown + m->frame_capacity, 0, (capacity - m->frame_capacity) * sizeof *grown);
	m->frame_numbers = grown;
	m->frame_capacity = capacity;
	return &grown[frame];
}

/*
 * Numbers a frame and all around it, outermost first. A frame's number holds for the chart whose
 * render it was met in: globals are told as its chart sees them.
 */
static bool map_frame(mapping *m, const pn_piece *piece, uint32_t frame, int64_t *out)
{
	const pn_part *reader = pn_origins_reader(m->origins, piece->document);
	uint32_t left[256], count = 0, parent;
	pn_origin_level level;
	known *have;

	*out = NONE;
	for (uint32_t f = frame; f && count < 256; f = parent) {
		have = known_frame(m, f);
		if (!have)
			return false;
		if (have->is_known && have->reader == reader) {
			*out = have->number;
			break;
		}
		left[count++] = f;
		parent = pn_origins_parent(m->origins, f);
	}
	while (count--) {
		if (!pn_origins_describe_level(m->origins, m->cx, piece->document, left[count],
					       &level))
			return false;
		*out = enter_frame(m, reader, *out, &level);
		*known_frame(m, left[count]) = (known){ reader, *out, true };
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
	pn_buf *entry = begin_entry(&m->places);
	pn_origin o;
	int64_t frame;

	if (!pn_origins_describe_piece(m->origins, m->cx, piece, &o) ||
	    !map_frame(m, piece, o.frame, &frame))
		return false;
	begin_kind(entry, kind_names[o.kind]);
	add_place(m, entry, &o.place);
	if (o.kind == PN_PIECE_EXPRESSION)
		add_number(entry, PN_STR(",\"expression\":"),
			   enter_string(m, &m->expressions, o.expression));
	add_values(m, entry, pn_origins_reader(m->origins, piece->document), &o.values, true);
	for (size_t i = 0; i < o.other_count; i++) {
		pn_buf_add(entry, i ? PN_STR(",") : PN_STR(",\"others\":["));
		add_place(m, entry, &o.others[i]);
	}
	if (o.other_count)
		pn_buf_byte(entry, ']');
	if (frame != NONE)
		add_number(entry, PN_STR(",\"frame\":"), frame);
	pn_buf_byte(entry, '}');
	*number = enter(m, &m->places);
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
		pn_buf_add(out, p == main ? PN_STR("[") : PN_STR(",["));
		pn_buf_uint(out, p->from - start);
		add_number(out, PN_STR(","), (int64_t)(p->to - start));
		add_number(out, PN_STR(","), number);
		pn_buf_byte(out, ']');
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
	m.value_numbers = pn_map_new(cx->arena, 256);
	if (!m.value_numbers || !begin_table(&m, &m.files) || !begin_table(&m, &m.expressions) ||
	    !begin_table(&m, &m.values) || !begin_table(&m, &m.frames) ||
	    !begin_table(&m, &m.places))
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
