/* SPDX-License-Identifier: Apache-2.0 */
#include "base/stack.h"
#include "codec/toml.h"
#include "codec/toml_key.h"
#include "value/object.h"
#include "value/time.h"

#include <math.h>

/* What the library calls the types, as far as it matters (encode.go, tomlTypeOfGo). */
typedef enum shape {
	SHAPE_NONE, /* nil */
	SHAPE_SCALAR,
	SHAPE_ARRAY,
	SHAPE_TABLE,
	SHAPE_TABLES
} shape;

typedef struct writer {
	pn_cx *cx;
	pn_buf *out;
	bool written; /* something was: blank lines stand only between things */
	uint32_t depth;
	pn_stack stack;
} writer;

static bool write_table(writer *w, pn_toml_key key, const pn_value *v);
static bool write_element(writer *w, const pn_value *v);

static bool fail(writer *w, const char *text)
{
	return pn_fail(w->cx->err, PINTLE_ERR_YAML, "%s", text);
}

/* Says whether v stands as nothing: nil, a nil map, slice or pointer. */
static bool is_nil(const pn_value *v)
{
	switch (v->kind) {
	case PN_NIL:
		return true;
	case PN_LIST:
		return !v->as.items;
	case PN_MAP:
		return !v->as.map;
	case PN_OBJECT:
		return !v->as.object;
	default:
		return false;
	}
}

/* Says whether an object is written as one text (Go: encoding.TextMarshaler). */
static bool is_text(const pn_value *v)
{
	return v->kind == PN_OBJECT && (v->type == PN_TYPE_TIME || v->type == PN_TYPE_SEMVER ||
					v->type == PN_TYPE_SEMVER_STRUCT);
}

static bool shape_of(writer *w, const pn_value *v, uint32_t depth, shape *out);

/* Tells arrays of tables from others; nil elements, however deep, are refused. */
static bool shape_of_list(writer *w, const pn_value *v, uint32_t depth, shape *out)
{
	bool tables = v->len > 0;

	for (uint32_t i = 0; i < v->len; i++) {
		shape element;

		if (!shape_of(w, &v->as.items[i], depth + 1, &element))
			return false;
		if (element == SHAPE_NONE)
			return fail(w, "toml: cannot encode array with nil element");
		tables = tables && element == SHAPE_TABLE;
	}
	*out = tables ? SHAPE_TABLES : SHAPE_ARRAY;
	return true;
}

static bool fail_depth(writer *w)
{
	return pn_fail(w->cx->err, PINTLE_ERR_LIMIT,
		       "limit 'depth' exceeded: a value is nested deeper than %u levels",
		       w->cx->limits->depth);
}

/* A look at a list that goes on on another stack. */
typedef struct look_elsewhere {
	writer *w;
	const pn_value *v;
	uint32_t depth;
	shape *out;
	bool good;
} look_elsewhere;

static void look_at_list(void *data)
{
	look_elsewhere *e = data;

	e->good = shape_of_list(e->w, e->v, e->depth, e->out);
}

/* Tells how a value is to be written; fails for what TOML cannot say. */
static bool shape_of(writer *w, const pn_value *v, uint32_t depth, shape *out)
{
	look_elsewhere e = { w, v, depth, out, false };

	if (depth > w->cx->limits->depth)
		return fail_depth(w);
	*out = SHAPE_SCALAR;
	if (is_nil(v)) {
		*out = SHAPE_NONE;
	} else if (v->kind == PN_LIST && !pn_stack_low(&w->stack)) {
		return shape_of_list(w, v, depth, out);
	} else if (v->kind == PN_LIST) {
		return pn_stack_run(&w->stack, look_at_list, &e) && e.good;
	} else if (v->kind == PN_BYTES) {
		*out = SHAPE_ARRAY;
	} else if (v->kind == PN_COMPLEX || v->type == PN_TYPE_HOST) {
		return pn_fail(w->cx->err, PINTLE_ERR_YAML, "unsupported type: %s",
			       pn_type_get((pn_type)v->type)->kind);
	} else if (v->kind == PN_MAP || (v->kind == PN_OBJECT && !is_text(v))) {
		*out = SHAPE_TABLE;
	}
	return true;
}

/* Writes a text. */
static void write(writer *w, pn_str s)
{
	pn_buf_add(w->out, s);
	w->written = true;
}

/* Ends a line, unless nothing stands before it. */
static void write_newline(writer *w)
{
	if (w->written)
		pn_buf_byte(w->out, '\n');
}

/* Indents by the key's depth. */
static void write_indent(writer *w, pn_toml_key key)
{
	pn_buf_repeat(w->out, ' ', 2 * (key.count - 1));
}

/* Appends a float, which needs a point or an exponent to be one. */
static void write_float(writer *w, const pn_value *v)
{
	double f = v->as.number;
	pn_buf text;

	if (isnan(f) || isinf(f)) {
		write(w, signbit(f) ? PN_STR("-") : PN_STR(""));
		write(w, isnan(f) ? PN_STR("nan") : PN_STR("inf"));
		return;
	}
	pn_buf_init(&text, w->cx->arena);
	pn_buf_float(&text, f, 'g', -1, v->type == PN_TYPE_FLOAT32 ? 32 : 64);
	write(w, pn_buf_str(&text));
	if (pn_str_find_byte(pn_buf_str(&text), 'e') == PN_NOT_FOUND &&
	    pn_str_find_byte(pn_buf_str(&text), '.') == PN_NOT_FOUND)
		write(w, PN_STR(".0"));
}

/* Appends a time in the form that its zone's name tells. */
static void write_time(writer *w, const pn_time *t)
{
	pn_str zone = pn_zone_name(t->zone);
	pn_time utc = pn_time_in(t, pn_zone_utc());

	w->written = true;
	if (pn_str_is(zone, "datetime-local"))
		pn_time_format(w->out, &utc, PN_STR("2006-01-02T15:04:05.999999999"));
	else if (pn_str_is(zone, "date-local"))
		pn_time_format(w->out, &utc, PN_STR("2006-01-02"));
	else if (pn_str_is(zone, "time-local"))
		pn_time_format(w->out, &utc, PN_STR("15:04:05.999999999"));
	else
		pn_time_format(w->out, t, PN_LAYOUT_RFC3339_NANO);
}

/* Writes a string in quotes. */
static void write_quoted(writer *w, pn_str s)
{
	pn_toml_string_write(w->out, s);
	w->written = true;
}

/* Appends a json.Number as the number it is. */
static bool write_number_text(writer *w, pn_str s)
{
	pn_value f = pn_float(0);
	int64_t n;

	if (!s.len) {
		write(w, PN_STR("0"));
	} else if (pn_parse_int(s, 10, 64, &n) == PN_NUMBER_OK) {
		pn_buf_int(w->out, n);
		w->written = true;
	} else if (pn_parse_float(s, &f.as.number) == PN_NUMBER_OK) {
		write_float(w, &f);
	} else {
		return pn_fail(w->cx->err, PINTLE_ERR_YAML,
			       "unable to convert \"%.*s\" to int64 or float64", PN_ARG(s));
	}
	return true;
}

/* Writes [1, 2]. */
static bool write_array(writer *w, const pn_value *v)
{
	write(w, PN_STR("["));
	for (uint32_t i = 0; i < v->len; i++) {
		pn_value item = pn_value_at(v, i);

		if (i)
			write(w, PN_STR(", "));
		if (!write_element(w, &item))
			return false;
	}
	write(w, PN_STR("]"));
	return true;
}

/* Appends an integer; a duration is its text. */
static void write_integer(writer *w, const pn_value *v)
{
	pn_buf text;

	pn_buf_init(&text, w->cx->arena);
	if (v->type == PN_TYPE_DURATION && pn_format_named(&text, v))
		write_quoted(w, pn_buf_str(&text));
	else if (v->kind == PN_INT)
		pn_buf_int(w->out, v->as.integer);
	else
		pn_buf_uint(w->out, v->as.uinteger);
	w->written = true;
}

/* Appends an object that is one text. */
static bool write_text_object(writer *w, const pn_value *v)
{
	const pn_object *object = v->as.object;
	pn_value text;

	if (pn_value_time(v)) {
		write_time(w, pn_value_time(v));
		return true;
	}
	if (!object->cls->plain || !object->cls->plain(w->cx->arena, object, &text))
		return pn_fail_memory(w->cx->err, w->cx->arena);
	write_quoted(w, pn_value_str(&text));
	return true;
}

/* ---- tables ---- */

/* A key of a map or a field of a struct. */
typedef struct member {
	pn_str name;
	const pn_value *value;
	size_t place; /* field number in the struct */
} member;

typedef struct members {
	member *items;
	size_t direct, count; /* tables stand behind the direct ones */
} members;

/* Says whether Go exports a field of this name. */
static bool is_exported(const char *name)
{
	return name[0] < 'a' || name[0] > 'z';
}

/* Returns member number i of a map or struct; false for a field that is not exported. */
static bool get_member(const pn_value *v, size_t i, member *out)
{
	if (v->kind == PN_MAP) {
		const pn_entry *entry = &pn_map_sorted(v->as.map)[i];

		*out = (member){ entry->key, &entry->value, i };
		return true;
	}
	*out = (member){ pn_str_from(v->as.object->cls->fields[i].name), &v->as.object->fields[i],
			 i };
	return is_exported(v->as.object->cls->fields[i].name);
}

/* Sorts the members of a table into direct ones and tables, each in order. */
static bool collect(writer *w, const pn_value *v, members *out)
{
	bool is_map = v->kind == PN_MAP;
	size_t count = is_map ? pn_map_count(v->as.map) : v->as.object->cls->field_count;
	member m;

	*out = (members){ PN_NEW_ARRAY(w->cx->arena, member, count), 0, 0 };
	if (!out->items)
		return pn_fail_memory(w->cx->err, w->cx->arena);
	for (int tables = 0; tables < 2; tables++) {
		for (size_t i = 0; i < count; i++) {
			shape s;

			if (!get_member(v, i, &m))
				continue;
			if (!shape_of(w, m.value, 0, &s))
				return false;
			if ((s == SHAPE_TABLE || s == SHAPE_TABLES) == (tables == 1))
				out->items[out->count++] = m;
		}
		if (!tables)
			out->direct = out->count;
	}
	return true;
}

/* Says whether a comma follows member i: by the struct's field number, as in the library. */
static bool comma_follows(const pn_value *v, const members *all, size_t i)
{
	if (v->kind == PN_OBJECT)
		return all->items[i].place != all->count - 1;
	return i + 1 != all->count;
}

/* Appends {a = 1, b = 2}. */
static bool write_inline(writer *w, const pn_value *v)
{
	members all;

	if (!collect(w, v, &all))
		return false;
	write(w, PN_STR("{"));
	for (size_t i = 0; i < all.count; i++) {
		if (is_nil(all.items[i].value))
			continue;
		pn_toml_part_write(w->out, all.items[i].name);
		write(w, PN_STR(" = "));
		if (!write_element(w, all.items[i].value))
			return false;
		if (comma_follows(v, &all, i))
			write(w, PN_STR(", "));
	}
	write(w, PN_STR("}"));
	return true;
}

/* Writes a value on the right of a "=" or in an array. */
static bool write_element_here(writer *w, const pn_value *v)
{
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		return fail(w, "toml: cannot encode array with nil element");
	case PN_BOOL:
		write(w, v->as.boolean ? PN_STR("true") : PN_STR("false"));
		return true;
	case PN_INT:
	case PN_UINT:
		write_integer(w, v);
		return true;
	case PN_FLOAT:
		write_float(w, v);
		return true;
	case PN_COMPLEX:
		return fail(w, "unexpected type: complex128");
	case PN_STRING:
		if (v->type == PN_TYPE_NUMBER)
			return write_number_text(w, pn_value_str(v));
		write_quoted(w, pn_value_str(v));
		return true;
	case PN_BYTES:
	case PN_LIST:
		return write_array(w, v);
	case PN_MAP:
		return write_inline(w, v);
	case PN_OBJECT:
		return is_text(v) ? write_text_object(w, v) : write_inline(w, v);
	}
	return false;
}

/* Writes what a key holds. */
static bool write_member(writer *w, pn_toml_key key, const pn_value *v)
{
	shape s;

	if (!shape_of(w, v, 0, &s))
		return false;
	/* Go: Encoder.encode writes a nil slice as a list; its callers leave out those in tables.
	 */
	if (s == SHAPE_NONE && (key.count || v->kind != PN_LIST))
		return true;
	if (s == SHAPE_TABLE || s == SHAPE_TABLES)
		return write_table(w, key, v);
	if (key.count) {
		write_indent(w, key);
		pn_toml_part_write(w->out, key.parts[key.count - 1]);
		write(w, PN_STR(" = "));
	}
	if (!write_element(w, v))
		return false;
	if (key.count)
		write_newline(w);
	return true;
}

/* Writes the keys of a table, then the tables in it. */
static bool write_members(writer *w, pn_toml_key key, const pn_value *v)
{
	members all;

	if (!collect(w, v, &all))
		return false;
	for (size_t i = 0; i < all.count; i++) {
		pn_toml_key name = pn_toml_key_add(w->cx->arena, key, all.items[i].name);

		if (!name.count)
			return pn_fail_memory(w->cx->err, w->cx->arena);
		if (!write_member(w, name, all.items[i].value))
			return false;
	}
	return true;
}

/* Appends [a.b] or [[a.b]] on a line. */
static void write_header(writer *w, pn_toml_key key, bool array)
{
	write_indent(w, key);
	write(w, array ? PN_STR("[[") : PN_STR("["));
	pn_toml_key_write(w->out, key);
	write(w, array ? PN_STR("]]") : PN_STR("]"));
	write_newline(w);
}

/* Writes an array of tables, each under its own header. */
static bool write_tables(writer *w, pn_toml_key key, const pn_value *v)
{
	if (!key.count)
		return fail(w, "toml: top-level values must be Go maps or structs");
	for (uint32_t i = 0; i < v->len; i++) {
		write_newline(w);
		write_header(w, key, true);
		if (!write_members(w, key, &v->as.items[i]))
			return false;
	}
	return true;
}

/* Writes a table, or an array of them, under its header. */
static bool write_table_here(writer *w, pn_toml_key key, const pn_value *v)
{
	if (v->kind == PN_LIST)
		return write_tables(w, key, v);
	if (key.count == 1)
		write_newline(w);
	if (key.count)
		write_header(w, key, false);
	return write_members(w, key, v);
}

/* A writing that goes on on another stack; no key means an element. */
typedef struct elsewhere {
	writer *w;
	const pn_toml_key *key;
	const pn_value *v;
	bool good;
} elsewhere;

static void write_elsewhere(void *data)
{
	elsewhere *e = data;

	e->good = e->key ? write_table_here(e->w, *e->key, e->v) : write_element_here(e->w, e->v);
}

/* Goes one level down, on another stack when this one is nearly used up. */
static bool descend(writer *w, elsewhere *e)
{
	if (w->depth >= w->cx->limits->depth)
		return fail_depth(w);
	w->depth++;
	if (!pn_stack_low(&w->stack))
		write_elsewhere(e);
	else if (!pn_stack_run(&w->stack, write_elsewhere, e))
		return pn_fail(w->cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	w->depth--;
	return e->good;
}

/* Writes a table one level down. */
static bool write_table(writer *w, pn_toml_key key, const pn_value *v)
{
	return descend(w, &(elsewhere){ w, &key, v, false });
}

/* Writes a value one level down. */
static bool write_element(writer *w, const pn_value *v)
{
	return descend(w, &(elsewhere){ w, NULL, v, false });
}

bool pn_toml_write(pn_cx *cx, pn_buf *out, const pn_value *v)
{
	writer w = { .cx = cx, .out = out };

	if (pn_is_nil(v))
		return pn_fail(cx->err, PINTLE_ERR_EXEC,
			       "reflect: call of reflect.Value.Type on zero Value");
	pn_stack_begin(&w.stack);
	if (!write_member(&w, (pn_toml_key){ NULL, 0 }, v))
		return false;
	return !out->failed || pn_fail_memory(cx->err, cx->arena);
}
