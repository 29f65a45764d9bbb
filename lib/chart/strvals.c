/* SPDX-License-Identifier: Apache-2.0 */
/* A recursive reader over the runes of one line (Helm: pkg/strvals/parser.go, literal_parser.go).
 */
#include "chart/strvals.h"

enum { MAX_INDEX = 65536, MAX_NESTING = 30 };

/* How a step ended; as in Helm, the end of the line is no error but ends the parse. */
typedef enum step { STEP_OK = 0, STEP_END, STEP_FAILED } step;

typedef struct line_parser {
	pn_cx *cx;
	pn_set_kind kind;
	pn_str line, rest;
	pn_source *source;
	uint32_t delta;	 /* what is added to the source's own origins */
	uint32_t origin; /* of the value under way */
	uint32_t within; /* of the maps and lists that the assignment under way goes into */
	const pn_file_reader *files;
} line_parser;

/* A list that is being changed: Go's slice, copied because ours are immutable. */
typedef struct items {
	pn_value *at;
	uint32_t count;
} items;

static step parse_key(line_parser *p, pn_map *data, int level);

static step fail(line_parser *p)
{
	pn_fail_memory(p->cx->err, p->cx->arena);
	return STEP_FAILED;
}

/*
 * Reads up to one of the stop characters, a backslash taking the next rune literally (but not in
 * --set-literal). *last is the stop character, 0 at the end of the line.
 */
static pn_str read_until(line_parser *p, const char *stops, char *last)
{
	pn_buf buf;

	pn_buf_init(&buf, p->cx->arena);
	*last = 0;
	while (p->rest.len) {
		uint32_t rune = pn_utf8_next(&p->rest);

		if (rune && rune < 0x80 && strchr(stops, (int)rune)) {
			*last = (char)rune;
			break;
		}
		if (rune == '\\' && p->kind != PN_SET_LITERAL) {
			if (!p->rest.len)
				break;
			rune = pn_utf8_next(&p->rest);
		}
		pn_buf_rune(&buf, rune);
	}
	return pn_buf_str(&buf);
}

/* ---- values ---- */

/* Gives what is read next an origin of its own: each assignment, each item. */
static bool new_origin(line_parser *p)
{
	uint32_t column = (uint32_t)(p->line.len - p->rest.len) + 1;

	p->origin = pn_source_add(p->source, p->cx->arena, 1, column);
	if (!p->origin)
		return pn_fail_memory(p->cx->err, p->cx->arena);
	p->origin += p->delta;
	return true;
}

/* Begins an assignment: what it goes into has an origin of its own, for reads to be told apart. */
static bool begin_assignment(line_parser *p)
{
	if (!new_origin(p))
		return false;
	p->within = p->origin;
	return new_origin(p);
}

static bool set_key(line_parser *p, pn_map *data, pn_str key, pn_value v, uint32_t origin)
{
	if (!key.len)
		return true;
	v.origin = origin;
	return pn_map_set(data, key, &v) || fail(p) == STEP_OK;
}

/* Guesses the type of a --set value (Helm: typedVal). */
static pn_value typed_value(pn_str text)
{
	int64_t n;

	if (pn_str_equal_fold(text, PN_STR("true")))
		return pn_bool(true);
	if (pn_str_equal_fold(text, PN_STR("false")))
		return pn_bool(false);
	if (pn_str_equal_fold(text, PN_STR("null")))
		return pn_nil();
	if (pn_str_is(text, "0"))
		return pn_int64(0);
	if (text.len && text.ptr[0] != '0' && pn_parse_int(text, 10, 64, &n) == PN_NUMBER_OK)
		return pn_int64(n);
	return pn_string(text);
}

/* Turns the text of a value into the value: typed, verbatim, or the content of a file. */
static bool convert(line_parser *p, pn_str text, pn_value *out)
{
	pn_str content;

	if (p->kind == PN_SET_TYPED) {
		*out = typed_value(text);
	} else if (p->kind != PN_SET_FILE) {
		*out = pn_string(text);
	} else if (!p->files) {
		return pn_fail(p->cx->err, PINTLE_ERR_IO, "reading files is not allowed here");
	} else {
		*out = pn_nil();
		if (!p->files->read(p->files->data, p->cx, text, &content))
			return false;
		*out = pn_string(content);
	}
	out->origin = p->origin;
	return true;
}

/* Reads "a,b}" after a '{'. */
static step read_braced(line_parser *p, pn_value *out)
{
	uint32_t own = p->origin;
	pn_list_builder list;
	char last;

	pn_list_begin(&list, p->cx->arena, 4);
	do {
		pn_str text;
		pn_value v;

		if (!new_origin(p))
			return STEP_FAILED;
		text = read_until(p, ",}", &last);
		if (!last) {
			pn_fail(p->cx->err, PINTLE_ERR_VALUES, "list must terminate with '}'");
			return STEP_FAILED;
		}
		if (last == '}' && p->rest.len && p->rest.ptr[0] == ',')
			p->rest = pn_str_slice(p->rest, 1, p->rest.len);
		if (!convert(p, text, &v))
			return STEP_FAILED;
		pn_list_add(&list, &v);
	} while (last == ',');
	p->origin = own;
	*out = pn_list_end(&list, PN_TYPE_LIST);
	return STEP_OK;
}

/* Skips white space and one comma; true when nothing else was there (Helm: emptyVal). */
static bool skip_blanks(line_parser *p)
{
	while (p->rest.len) {
		pn_str before = p->rest;
		uint32_t rune = pn_utf8_next(&p->rest);

		if (rune == ',')
			return true;
		if (!pn_rune_is_space(rune)) {
			p->rest = before;
			return false;
		}
	}
	return true;
}

/* Gives a value that was read and each one in it an origin. */
static bool stamp(line_parser *p, pn_value *v, uint32_t depth)
{
	bool ok = new_origin(p);

	v->origin = p->origin;
	for (uint32_t i = 0; ok && v->kind == PN_LIST && i < v->len && depth; i++)
		ok = stamp(p, (pn_value *)&v->as.items[i], depth - 1);
	for (uint32_t i = 0; ok && pn_is_map(v) && v->as.map && i < v->as.map->count && depth; i++)
		ok = stamp(p, &v->as.map->entries[i].value, depth - 1);
	return ok;
}

static step read_json(line_parser *p, pn_value *out)
{
	uint32_t own = p->origin;
	size_t taken;

	*out = pn_nil();
	if (skip_blanks(p))
		return STEP_OK;
	if (!pn_json_read_first(p->cx, p->rest, &taken, out))
		return STEP_FAILED;
	if (!stamp(p, out, p->cx->limits->depth))
		return STEP_FAILED;
	p->origin = own;
	p->rest = pn_str_slice(p->rest, taken, p->rest.len);
	skip_blanks(p);
	return STEP_OK;
}

/* Reads what follows '='. STEP_END is an empty value at the end of the line. */
static step read_value(line_parser *p, pn_value *out)
{
	pn_str text;
	char last;

	if (p->kind == PN_SET_JSON)
		return read_json(p, out);
	if (p->kind == PN_SET_LITERAL) {
		*out = pn_string(read_until(p, "", &last));
		return STEP_OK;
	}
	*out = pn_string(PN_STR(""));
	if (!p->rest.len)
		return STEP_END;
	if (p->rest.ptr[0] == '{') {
		p->rest = pn_str_slice(p->rest, 1, p->rest.len);
		return read_braced(p, out);
	}
	text = read_until(p, ",", &last);
	return convert(p, text, out) ? STEP_OK : STEP_FAILED;
}

/* ---- lists ---- */

/* Takes over the items of a list value so that they can be changed. */
static bool open_items(line_parser *p, const pn_value *list, items *out)
{
	out->count = list ? list->len : 0;
	out->at = PN_NEW_ARRAY(p->cx->arena, pn_value, out->count);
	if (!out->at)
		return fail(p) == STEP_OK;
	if (out->count)
		memcpy(out->at, list->as.items, out->count * sizeof *out->at);
	return true;
}

static pn_value close_items(const items *list)
{
	return pn_list(PN_TYPE_LIST, list->at, list->count);
}

/* Puts a value at an index, filling with nulls (Helm: setIndex). */
static step set_index(line_parser *p, items *list, int64_t index, pn_value v, uint32_t origin)
{
	if (index > MAX_INDEX) {
		pn_fail(p->cx->err, PINTLE_ERR_VALUES,
			"index of %lld is greater than maximum supported index of %d",
			(long long)index, MAX_INDEX);
		return STEP_FAILED;
	}
	if (index >= list->count) {
		pn_value *grown = pn_alloc_zero(p->cx->arena, (size_t)(index + 1) * sizeof *grown);

		if (!grown)
			return fail(p);
		memcpy(grown, list->at, list->count * sizeof *grown);
		list->at = grown;
		list->count = (uint32_t)index + 1;
	}
	v.origin = origin;
	list->at[index] = v;
	return STEP_OK;
}

/* Reads "N]" of an index. STEP_END when the bracket is not closed. */
static step read_index(line_parser *p, int64_t *out)
{
	char last;
	pn_str text = read_until(p, "]", &last);
	pn_number_error error;
	pn_buf quoted;

	if (!last)
		return STEP_END;
	error = pn_parse_int(text, 10, 64, out);
	if (error == PN_NUMBER_OK)
		return STEP_OK;
	pn_buf_init(&quoted, p->cx->arena);
	pn_buf_quote(&quoted, text);
	pn_fail(p->cx->err, PINTLE_ERR_VALUES, "error parsing index: strconv.Atoi: parsing %s: %s",
		pn_buf_z(&quoted),
		error == PN_NUMBER_RANGE ? "value out of range" : "invalid syntax");
	return STEP_FAILED;
}

/* Fails as Go's type assertion does, caught by the enclosing key. */
static step fail_assertion(line_parser *p, const pn_value *v, const char *want)
{
	if (pn_is_nil(v))
		pn_fail(p->cx->err, PINTLE_ERR_VALUES,
			"unable to parse key: interface conversion: interface {} is nil, not %s",
			want);
	else
		pn_fail(p->cx->err, PINTLE_ERR_VALUES,
			"unable to parse key: interface conversion: interface {} is %.*s, not %s",
			PN_ARG(pn_value_type_name(v)), want);
	return STEP_FAILED;
}

static step fail_after_index(line_parser *p, pn_str text)
{
	pn_buf buf;

	pn_buf_init(&buf, p->cx->arena);
	while (text.len) {
		if (buf.len)
			pn_buf_byte(&buf, ' ');
		pn_buf_quote_rune(&buf, pn_utf8_next(&text));
	}
	pn_fail(p->cx->err, PINTLE_ERR_VALUES, "unexpected data at end of array index: [%s]",
		pn_buf_z(&buf));
	return STEP_FAILED;
}

static step parse_item(line_parser *p, items *list, int64_t index, int level);

/* "[i][j]...": a list in the list. */
static step parse_nested_list(line_parser *p, items *list, int64_t index, int level)
{
	const pn_value *old = index < list->count ? &list->at[index] : NULL;
	items inner;
	int64_t next;
	step s = read_index(p, &next);

	if (s == STEP_END) /* Helm wraps the end of the line, so that it is an error here */
		return STEP_END;
	if (s != STEP_OK)
		return s;
	if (old && !pn_is_nil(old) && old->kind != PN_LIST)
		return fail_assertion(p, old, "[]interface {}");
	if (!open_items(p, old && old->kind == PN_LIST ? old : NULL, &inner))
		return STEP_FAILED;
	s = parse_item(p, &inner, next, level);
	if (s == STEP_END && old && old->kind == PN_LIST) /* in Go both have the same items */
		list->at[index].as.items = inner.at;
	return s == STEP_OK ? set_index(p, list, index, close_items(&inner), p->within) : s;
}

/* "[i].key": a map in the list. */
static step parse_nested_map(line_parser *p, items *list, int64_t index, int level)
{
	pn_value map = pn_map_value(PN_TYPE_MAP, NULL);
	step s;

	if (index < list->count && pn_is_map(&list->at[index]))
		map = list->at[index];
	if (!map.as.map)
		map.as.map = pn_map_new(p->cx->arena, 0);
	if (!map.as.map)
		return fail(p);
	if (index < list->count)
		list->at[index] = map;
	s = parse_key(p, map.as.map, level);
	return s == STEP_OK ? set_index(p, list, index, map, p->within) : s;
}

/* Reads what follows an index and puts it into the list (Helm: listItem). */
static step parse_item(line_parser *p, items *list, int64_t index, int level)
{
	pn_str text;
	pn_value v;
	char last;
	step s;

	if (index < 0) {
		pn_fail(p->cx->err, PINTLE_ERR_VALUES, "negative %lld index not allowed",
			(long long)index);
		return STEP_FAILED;
	}
	text = read_until(p, "[.=", &last);
	if (text.len)
		return fail_after_index(p, text);
	switch (last) {
	case '=':
		s = read_value(p, &v);
		return s == STEP_FAILED ? s : set_index(p, list, index, v, p->origin);
	case '[':
		return parse_nested_list(p, list, index, level);
	case '.':
		return parse_nested_map(p, list, index, level);
	default:
		return STEP_END;
	}
}

/* ---- keys ---- */

/* "key[i]...": changes a list of the map. */
static step parse_list(line_parser *p, pn_map *data, pn_str key, int level)
{
	const pn_value *old;
	items list;
	int64_t index;
	step s = read_index(p, &index);

	if (s != STEP_OK)
		return s;
	old = pn_map_get(data, key);
	if (old && old->kind != PN_LIST)
		return fail_assertion(p, old, "[]interface {}");
	if (!open_items(p, old, &list))
		return STEP_FAILED;
	s = parse_item(p, &list, index, level);
	return set_key(p, data, key, close_items(&list), p->within) ? s : STEP_FAILED;
}

/* "key.": goes on in a map of the map. */
static step parse_map(line_parser *p, pn_map *data, pn_str key, int level)
{
	const pn_value *old = pn_map_get(data, key);
	pn_value map = pn_map_value(PN_TYPE_MAP, NULL);
	step s;

	if (level > MAX_NESTING) {
		pn_fail(p->cx->err, PINTLE_ERR_VALUES,
			"value name nested level is greater than maximum supported nested level of "
			"%d",
			MAX_NESTING);
		return STEP_FAILED;
	}
	if (old && !pn_is_map(old))
		return fail_assertion(p, old, "map[string]interface {}");
	if (old)
		map = *old;
	if (!map.as.map)
		map.as.map = pn_map_new(p->cx->arena, 0);
	if (!map.as.map)
		return fail(p);
	s = parse_key(p, map.as.map, level);
	if (pn_map_count(map.as.map) == 0 && s == STEP_OK) {
		pn_buf quoted;

		if (p->cx->arena->failed)
			return fail(p);
		pn_buf_init(&quoted, p->cx->arena);
		pn_buf_quote(&quoted, key);
		pn_fail(p->cx->err, PINTLE_ERR_VALUES, "key map %s has no value",
			pn_buf_z(&quoted));
		return STEP_FAILED;
	}
	if (pn_map_count(map.as.map) && !set_key(p, data, key, map, p->within))
		return STEP_FAILED;
	return s;
}

static step fail_no_value(line_parser *p, pn_str key, const char *more)
{
	pn_buf quoted;

	if (p->cx->arena->failed)
		return fail(p);
	pn_buf_init(&quoted, p->cx->arena);
	pn_buf_quote(&quoted, key);
	pn_fail(p->cx->err, PINTLE_ERR_VALUES, "key %s has no value%s", pn_buf_z(&quoted), more);
	return STEP_FAILED;
}

/* Reads one key and its value into the map (Helm: key). */
static step parse_key(line_parser *p, pn_map *data, int level)
{
	char last;
	pn_str key = read_until(p, p->kind == PN_SET_LITERAL ? "=[." : "=[,.", &last);
	pn_value v;
	step s;

	switch (last) {
	case '[':
		return parse_list(p, data, key, level);
	case '=':
		s = read_value(p, &v);
		if (s == STEP_FAILED && p->kind != PN_SET_FILE)
			return s;
		if (s == STEP_FAILED)
			v = pn_nil();
		return set_key(p, data, key, v, p->origin) ? s : STEP_FAILED;
	case ',':
		set_key(p, data, key, pn_string(PN_STR("")), p->origin);
		return fail_no_value(p, key, " (cannot end with ,)");
	case '.':
		return parse_map(p, data, key, level + 1);
	default:
		return key.len ? fail_no_value(p, key, "") : STEP_END;
	}
}

bool pn_set_parse(pn_cx *cx, pn_set_kind kind, const pn_set_line *line, const pn_file_reader *files,
		  pn_map *values)
{
	line_parser p = { .cx = cx,
			  .kind = kind,
			  .line = line->text,
			  .rest = line->text,
			  .source = line->source,
			  .delta = line->delta,
			  .files = files };
	step s;

	do
		s = begin_assignment(&p) ? parse_key(&p, values, 0) : STEP_FAILED;
	while (s == STEP_OK);
	return s == STEP_END;
}
