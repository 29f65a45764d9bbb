/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_reader.h"

static bool read_value(pn_toml_reader *r, bool in_array, pn_value *out);

/* Reads one part of a key, bare (it may be empty) or in quotes. */
static bool read_part(pn_toml_reader *r, pn_str *out, uint32_t *line)
{
	uint32_t rune = pn_toml_peek(r);
	pn_toml_item item;

	if (rune == '"' || rune == '\'') {
		if (!pn_toml_read_string(r, true, &item))
			return false;
		*line = item.line;
		return pn_toml_decode_string(r, &item, out);
	}
	r->start = r->at;
	while (pn_toml_is_bare(pn_toml_peek(r)))
		pn_toml_next(r);
	*out = pn_toml_so_far(r);
	*line = r->line;
	return !r->failed;
}

/* Reads a part and adds it to the key; the first one sets where the key began. */
static bool add_part(pn_toml_reader *r, pn_toml_key *key)
{
	uint32_t line;
	pn_str part;

	if (!read_part(r, &part, &line))
		return false;
	if (!key->count)
		r->key_line = line;
	*key = pn_toml_key_add(r->cx->arena, *key, part);
	return key->count || pn_fail_memory(r->cx->err, r->cx->arena);
}

/* Looks at the rune where a key is to begin. */
static bool check_key_start(pn_toml_reader *r)
{
	uint32_t rune;

	pn_toml_skip_blanks(r);
	rune = pn_toml_peek(r);
	if (rune == '=' || rune == PN_TOML_END)
		return pn_toml_fail(r, "unexpected '=': key name appears blank", PN_STR_EMPTY, "");
	if (rune == '.')
		return pn_toml_fail(r, "unexpected '.': keys cannot start with a '.'", PN_STR_EMPTY,
				    "");
	return true;
}

/* Looks at the rune where a key is to go on behind a '.'. */
static bool check_next_part(pn_toml_reader *r)
{
	uint32_t rune;

	pn_toml_skip_blanks(r);
	rune = pn_toml_peek(r);
	if (rune == '=' || rune == PN_TOML_END)
		return pn_toml_fail(r, "unexpected '='", PN_STR_EMPTY, "");
	if (rune == '.')
		return pn_toml_fail(r, "unexpected '.'", PN_STR_EMPTY, "");
	return true;
}

/* Reads "a.b.c =". */
static bool read_key(pn_toml_reader *r, pn_toml_key *key)
{
	*key = (pn_toml_key){ NULL, 0 };
	if (!check_key_start(r))
		return false;
	for (;;) {
		uint32_t rune;

		if ((key->count && !check_next_part(r)) || !add_part(r, key))
			return false;
		pn_toml_skip_blanks(r);
		rune = pn_toml_next(r);
		if (rune == '=')
			return !r->failed;
		if (rune == PN_TOML_END)
			return pn_toml_fail(r, "unexpected EOF; expected key separator '='",
					    PN_STR_EMPTY, "");
		if (rune != '.')
			return (rune == '\n' ? pn_toml_fail_before : pn_toml_fail)(
				r, "expected '.' or '=', but got ", pn_toml_quote_rune(r, rune),
				" instead");
	}
}

/* Makes the tables that all but the last part of a key mean, within the context. */
static bool enter_key(pn_toml_reader *r, pn_toml_key key)
{
	r->current = key.parts[key.count - 1];
	for (size_t i = 0; i + 1 < key.count; i++) {
		pn_toml_key table = pn_toml_key_add(r->cx->arena, r->context, key.parts[i]);

		if (!pn_toml_add_implicit(r, table) || !pn_toml_add_context(r, table, false))
			return false;
	}
	return true;
}

/* Reads the value of a key whose tables are made, and sets it. */
static bool read_key_value(pn_toml_reader *r, pn_value *out)
{
	pn_str key = r->current;

	return read_value(r, false, out) && pn_toml_set(r, key, out) &&
	       pn_toml_note_type(r, key, out->kind == PN_LIST);
}

/* Reads "KEY = VALUE" on the top level. */
static bool read_pair(pn_toml_reader *r)
{
	pn_toml_key outer = r->context, key;
	pn_value v;

	if (!read_key(r, &key) || !enter_key(r, key) || !read_key_value(r, &v))
		return false;
	r->context = outer;
	r->current = PN_STR_EMPTY;
	return true;
}

/* Skips white space, line ends and comments. */
static void skip_lines(pn_toml_reader *r)
{
	for (;;) {
		uint32_t rune = pn_toml_peek(r);

		if (rune != '#' && !pn_toml_is_blank(rune) && !pn_toml_is_line_end(rune))
			return;
		pn_toml_next(r);
		if (rune == '#')
			pn_toml_skip_comment(r);
	}
}

/* Returns a rune as messages name it. */
static pn_str rune_or_end(pn_toml_reader *r, uint32_t rune)
{
	char text[8] = "'";
	size_t width = pn_utf8_encode(text + 1, rune);

	text[width + 1] = '\'';
	if (rune == PN_TOML_END)
		return PN_STR("end of file");
	return pn_str_dup(r->cx->arena, (pn_str){ text, width + 2 });
}

/* Reads an array behind its '['. */
static bool read_array(pn_toml_reader *r, pn_value *out)
{
	pn_list_builder items;
	uint32_t rune;
	pn_value v;

	if (!pn_toml_note_type(r, r->current, true))
		return false;
	pn_list_begin(&items, r->cx->arena, 0);
	for (;;) {
		skip_lines(r);
		if (pn_toml_accept(r, ']'))
			break;
		if (pn_toml_accept(r, ','))
			return pn_toml_fail(r, "unexpected comma", PN_STR_EMPTY, "");
		if (!read_value(r, true, &v))
			return false;
		pn_list_add(&items, &v);
		skip_lines(r);
		rune = pn_toml_next(r);
		if (rune == ']')
			break;
		if (rune != ',')
			return pn_toml_fail(
				r, "expected a comma (',') or array terminator (']'), but got ",
				rune_or_end(r, rune), "");
	}
	*out = pn_list_end(&items, PN_TYPE_LIST);
	return !r->cx->arena->failed || pn_fail_memory(r->cx->err, r->cx->arena);
}

/* Puts a value into an inline table of its own, for arrays hold these and not the context's. */
static bool put_inline(pn_toml_reader *r, pn_map *map, pn_toml_key key, const pn_value *value)
{
	for (size_t i = 0; i + 1 < key.count; i++) {
		const pn_value *v = pn_map_get(map, key.parts[i]);
		pn_map *inner = v ? v->as.map : pn_map_new(r->cx->arena, 0);
		pn_value made = pn_map_value(PN_TYPE_MAP, inner);
		pn_buf text;

		if (v && v->kind != PN_MAP) {
			pn_buf_init(&text, r->cx->arena);
			pn_toml_key_write(&text, r->context);
			return pn_toml_fail_at(r, r->key_line, "",
					       pn_toml_quote(r, pn_buf_str(&text)),
					       " is not a table");
		}
		if (!inner || (!v && !pn_map_set(map, key.parts[i], &made)))
			return pn_fail_memory(r->cx->err, r->cx->arena);
		map = inner;
	}
	return pn_map_set(map, key.parts[key.count - 1], value) ||
	       pn_fail_memory(r->cx->err, r->cx->arena);
}

/* Reads one "KEY = VALUE" of an inline table. */
static bool read_inline_pair(pn_toml_reader *r, pn_map *map)
{
	pn_toml_key outer = r->context, key;
	pn_value v;

	if (!read_key(r, &key) || !enter_key(r, key) || !read_key_value(r, &v) ||
	    !put_inline(r, map, key, &v))
		return false;
	r->context = outer;
	return true;
}

/* Reads the pairs of an inline table up to its '}'. */
static bool read_inline_pairs(pn_toml_reader *r, pn_map *map)
{
	for (;;) {
		uint32_t rune;

		skip_lines(r);
		if (pn_toml_accept(r, '}'))
			return true;
		if (pn_toml_accept(r, ','))
			return pn_toml_fail(r, "unexpected comma", PN_STR_EMPTY, "");
		if (!read_inline_pair(r, map))
			return false;
		skip_lines(r);
		rune = pn_toml_next(r);
		if (rune == '}')
			return true;
		if (rune != ',')
			return pn_toml_fail(
				r, "expected a comma or an inline table terminator '}', but got ",
				rune_or_end(r, rune), " instead");
	}
}

/* Reads an inline table behind its '{'. */
static bool read_inline(pn_toml_reader *r, bool in_array, pn_value *out)
{
	pn_toml_key outer = r->context;
	pn_str outer_key = r->current;
	pn_toml_key key = pn_toml_key_add(r->cx->arena, outer, outer_key);
	pn_map *map = pn_map_new(r->cx->arena, 0);

	if (!map)
		return pn_fail_memory(r->cx->err, r->cx->arena);
	r->context = key;
	r->current = PN_STR_EMPTY;
	if (!pn_toml_add_implicit(r, key) || !pn_toml_add_context(r, key, in_array) ||
	    !read_inline_pairs(r, map))
		return false;
	*out = pn_map_value(PN_TYPE_MAP, map);
	r->context = outer;
	r->current = outer_key;
	return true;
}

/* Reads a string of any kind. */
static bool read_string_value(pn_toml_reader *r, pn_value *out)
{
	pn_toml_item item;
	pn_str s;

	if (!pn_toml_read_string(r, false, &item) || !pn_toml_decode_string(r, &item, &s))
		return false;
	*out = pn_string(s);
	return true;
}

/* Reads a value, whose first rune tells what it is. */
static bool read_value_here(pn_toml_reader *r, bool in_array, pn_value *out)
{
	pn_toml_item item;
	uint32_t rune;

	pn_toml_skip_blanks(r);
	rune = pn_toml_peek(r);
	if (rune == '"' || rune == '\'')
		return read_string_value(r, out);
	if (pn_toml_accept(r, '['))
		return read_array(r, out);
	if (pn_toml_accept(r, '{'))
		return read_inline(r, in_array, out);
	return pn_toml_read_word(r, &item) && pn_toml_convert(r, &item, out);
}

/* A reading that goes on on another stack. */
typedef struct elsewhere {
	pn_toml_reader *r;
	bool in_array;
	pn_value *out;
	bool good;
} elsewhere;

static void read_elsewhere(void *data)
{
	elsewhere *e = data;

	e->good = read_value_here(e->r, e->in_array, e->out);
}

/* Reads a value one level down, on another stack when this one is nearly used up. */
static bool read_value(pn_toml_reader *r, bool in_array, pn_value *out)
{
	elsewhere e = { r, in_array, out, false };
	uint32_t limit = r->cx->limits->depth;

	if (r->depth >= limit)
		return pn_fail(r->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: TOML is nested deeper than %u levels",
			       limit);
	r->depth++;
	if (!pn_stack_low(&r->stack))
		e.good = read_value_here(r, in_array, out);
	else if (!pn_stack_run(&r->stack, read_elsewhere, &e))
		return pn_fail(r->cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	r->depth--;
	return e.good;
}

/* Reads the name of a table up to its ']'. */
static bool read_table_name(pn_toml_reader *r, pn_toml_key *key)
{
	*key = (pn_toml_key){ NULL, 0 };
	for (;;) {
		uint32_t rune;

		pn_toml_skip_blanks(r);
		rune = pn_toml_peek(r);
		if (rune == ']' || rune == PN_TOML_END)
			return pn_toml_fail(
				r, "unexpected end of table name (table names cannot be empty)",
				PN_STR_EMPTY, "");
		if (rune == '.')
			return pn_toml_fail(
				r, "unexpected table separator (table names cannot be empty)",
				PN_STR_EMPTY, "");
		if (!add_part(r, key))
			return false;
		pn_toml_skip_blanks(r);
		rune = pn_toml_next(r);
		if (rune == ']')
			return true;
		if (rune != '.')
			return pn_toml_fail(r, "expected '.' or ']' to end table name, but got ",
					    pn_toml_quote_rune(r, rune), " instead");
	}
}

/* Reads [table] or [[table]] behind the first '['. */
static bool read_table(pn_toml_reader *r)
{
	bool array = pn_toml_accept(r, '[');
	pn_toml_key key;
	uint32_t rune;

	if (!read_table_name(r, &key))
		return false;
	if (array) {
		rune = pn_toml_next(r);
		if (rune != ']')
			return pn_toml_fail(
				r, "expected end of table array name delimiter ']', but got ",
				pn_toml_quote_rune(r, rune), " instead");
	}
	return pn_toml_add_context(r, key, array) && pn_toml_note_type(r, PN_STR_EMPTY, false);
}

/* Reads what may stand behind a pair or a table's name: nothing but a comment. */
static bool read_line_end(pn_toml_reader *r)
{
	uint32_t rune;

	pn_toml_skip_blanks(r);
	rune = pn_toml_next(r);
	if (rune == '#')
		pn_toml_skip_comment(r);
	else if (rune != PN_TOML_END && !pn_toml_is_line_end(rune))
		return pn_toml_fail(r,
				    "expected a top-level item to end with a newline, comment, or "
				    "EOF, but got ",
				    pn_toml_quote_rune(r, rune), " instead");
	return !r->failed;
}

/* Reads tables and pairs to the end. */
static bool read_document(pn_toml_reader *r)
{
	for (;;) {
		bool good;

		skip_lines(r);
		if (pn_toml_peek(r) == PN_TOML_END)
			return !r->failed;
		good = pn_toml_accept(r, '[') ? read_table(r) : read_pair(r);
		if (!good || !read_line_end(r))
			return false;
	}
}

/* Skips a mark of UTF-8 or, as the library does, UTF-16. */
static pn_str skip_byte_order_mark(pn_str text)
{
	if (pn_str_starts(text, PN_STR("\xff\xfe")) || pn_str_starts(text, PN_STR("\xfe\xff")))
		return pn_str_slice(text, 2, text.len);
	if (pn_str_starts(text, PN_STR("\xef\xbb\xbf")))
		return pn_str_slice(text, 3, text.len);
	return text;
}

bool pn_toml_read(pn_cx *cx, pn_str text, pn_value *out)
{
	pn_toml_reader r = { .cx = cx, .line = 1 };

	*out = pn_nil();
	r.text = skip_byte_order_mark(text);
	if (pn_str_find_byte(pn_str_slice(r.text, 0, 6), '\0') != PN_NOT_FOUND)
		return pn_fail(cx->err, PINTLE_ERR_YAML,
			       "toml: line 1: files cannot contain NULL bytes; probably using "
			       "UTF-16; TOML files must be UTF-8");
	r.root = pn_map_new(cx->arena, 0);
	r.known = pn_map_new(cx->arena, 0);
	if (!r.root || !r.known)
		return pn_fail_memory(cx->err, cx->arena);
	pn_stack_begin(&r.stack);
	if (!read_document(&r))
		return false;
	*out = pn_map_value(PN_TYPE_MAP, r.root);
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}
