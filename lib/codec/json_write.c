/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"
#include "base/run.h"
#include "codec/json.h"
#include "value/object.h"

#include <math.h>

enum { CYCLES_FROM = 1000 }; /* Go looks for them beyond this depth (encode.go) */

/* A container whose opening bracket is written. */
typedef struct level {
	pn_value v;
	size_t next;	/* item or field */
	size_t written; /* items so far */
} level;

typedef struct writer {
	pn_cx *cx;
	pn_buf *out;
	unsigned flags;
	level *levels;
	size_t depth, cap;
} writer;

static bool fail_no_memory(const writer *w)
{
	return pn_fail_memory(w->cx->err, w->cx->arena);
}

/* Appends an ASCII character that is not plain. */
static void write_escape(pn_buf *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	static const char named[][2] = { { '"', '"' },	{ '\\', '\\' }, { '\b', 'b' },
					 { '\f', 'f' }, { '\n', 'n' },	{ '\r', 'r' },
					 { '\t', 't' } };

	pn_buf_byte(out, '\\');
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		if ((unsigned char)named[i][0] == c) {
			pn_buf_byte(out, named[i][1]);
			return;
		}
	}
	pn_buf_lit(out, "u00");
	pn_buf_byte(out, hex[c >> 4]);
	pn_buf_byte(out, hex[c & 15]);
}

void pn_json_write_string(pn_buf *out, pn_str s, unsigned flags)
{
	pn_buf_byte(out, '"');
	while (s.len) {
		const char *end = s.ptr + s.len;
		bool html = flags & PN_JSON_ESCAPE_HTML;
		size_t n = (size_t)(pn_run_json_plain(s.ptr, end, html) - s.ptr);
		uint32_t rune;

		pn_buf_add(out, pn_str_slice(s, 0, n));
		s = pn_str_slice(s, n, s.len);
		if (!s.len)
			break;
		rune = pn_utf8_decode(s, &n);
		if (rune < 0x80)
			write_escape(out, (unsigned char)rune);
		else if (rune == PN_RUNE_ERROR && n == 1)
			pn_buf_lit(out, "\\ufffd");
		else if (rune == 0x2028 || rune == 0x2029) /* JavaScript's line ends */
			pn_buf_format(out, "\\u%x", (unsigned)rune);
		else
			pn_buf_add(out, pn_str_slice(s, 0, n));
		s = pn_str_slice(s, n, s.len);
	}
	pn_buf_byte(out, '"');
}

/* Appends a float in the exponent form, e-09 as e-9. */
static void write_exponent_form(pn_buf *out, double f, int bits)
{
	size_t n;

	pn_buf_float(out, f, 'e', -1, bits);
	n = out->len;
	if (!out->failed && n >= 4 && out->ptr[n - 4] == 'e' && out->ptr[n - 3] == '-' &&
	    out->ptr[n - 2] == '0') {
		out->ptr[n - 2] = out->ptr[n - 1];
		out->len--;
	}
}

/* Appends a float as ES6 does, and encoding/json with it. */
static bool write_float(writer *w, const pn_value *v)
{
	double f = v->as.number, size = fabs(f);
	int bits = v->type == PN_TYPE_FLOAT32 ? 32 : 64;
	pn_buf text;
	bool tiny, huge;

	if (isnan(f) || isinf(f)) {
		pn_buf_init(&text, w->cx->arena);
		pn_buf_float(&text, f, 'g', -1, bits);
		return pn_fail(w->cx->err, PINTLE_ERR_EXEC, "json: unsupported value: %s",
			       pn_buf_z(&text));
	}
	tiny = bits == 64 ? size < 1e-6 : (float)size < 1e-6f;
	huge = bits == 64 ? size >= 1e21 : (float)size >= 1e21f;
	if (size != 0 && (tiny || huge))
		write_exponent_form(w->out, f, bits);
	else
		pn_buf_float(w->out, f, 'f', -1, bits);
	return true;
}

/* Writes bytes in base64. */
static bool write_bytes(writer *w, pn_str bytes)
{
	pn_buf_byte(w->out, '"');
	pn_base64_encode(w->out, bytes);
	pn_buf_byte(w->out, '"');
	return true;
}

/* Fails because JSON cannot say such a type. */
static bool fail_type(writer *w, const pn_value *v)
{
	return pn_fail(w->cx->err, PINTLE_ERR_EXEC, "json: unsupported type: %s",
		       pn_type_get((pn_type)v->type)->name);
}

/* Returns what tells a container from others, to find one that holds itself. */
static const void *identity(const pn_value *v)
{
	return v->kind == PN_LIST ? (const void *)v->as.items : (const void *)v->as.map;
}

/* Fails when v is in itself or nested too deep. */
static bool check_depth(writer *w, const pn_value *v)
{
	uint32_t limit = w->cx->limits->depth;

	for (size_t i = CYCLES_FROM; i < w->depth; i++) {
		if (w->levels[i].v.kind == v->kind && identity(&w->levels[i].v) == identity(v))
			return pn_fail(w->cx->err, PINTLE_ERR_EXEC,
				       "json: unsupported value: encountered a cycle via %s",
				       pn_type_get((pn_type)v->type)->name);
	}
	if (w->depth >= limit)
		return pn_fail(w->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: a value is nested deeper than %u levels",
			       limit);
	return true;
}

/* Writes the opening bracket; the items follow as the level is worked off. */
static bool open_level(writer *w, const pn_value *v)
{
	if (!check_depth(w, v))
		return false;
	if (w->depth == w->cap) {
		size_t cap = w->cap ? w->cap * 2 : 16;
		level *grown = pn_realloc(w->cx->arena, w->levels, w->cap * sizeof *grown,
					  cap * sizeof *grown);

		if (!grown)
			return fail_no_memory(w);
		w->levels = grown;
		w->cap = cap;
	}
	w->levels[w->depth++] = (level){ .v = *v };
	pn_buf_byte(w->out, v->kind == PN_LIST ? '[' : '{');
	return true;
}

/* Begins a line when the text is indented. */
static void write_newline(writer *w)
{
	if (!(w->flags & PN_JSON_INDENT))
		return;
	pn_buf_byte(w->out, '\n');
	pn_buf_repeat(w->out, ' ', 2 * w->depth);
}

/* Writes the closing bracket of the innermost level. */
static void close_level(writer *w)
{
	level *l = &w->levels[--w->depth];

	if (l->written)
		write_newline(w);
	pn_buf_byte(w->out, l->v.kind == PN_LIST ? ']' : '}');
}

/* Writes what stands before an item: a comma, an object's key. */
static void begin_item(writer *w, const pn_str *key)
{
	level *l = &w->levels[w->depth - 1];

	if (l->written++)
		pn_buf_byte(w->out, ',');
	write_newline(w);
	if (!key)
		return;
	pn_json_write_string(w->out, *key, w->flags);
	pn_buf_byte(w->out, ':');
	if (w->flags & PN_JSON_INDENT)
		pn_buf_byte(w->out, ' ');
}

/* Replaces an object by the plain value that it encodes as, if it has one. */
static bool plain_value(writer *w, pn_value *v)
{
	const pn_object *object = v->as.object;

	if (v->kind != PN_OBJECT || !object || !object->cls->plain)
		return true;
	if (object->cls->plain(w->cx->arena, object, v))
		return true;
	if (w->cx->arena->failed)
		return fail_no_memory(w);
	return pn_fail(w->cx->err, PINTLE_ERR_EXEC,
		       "json: error calling MarshalJSON for type %s: %s",
		       pn_type_get((pn_type)v->type)->name,
		       object->cls->not_plain ? object->cls->not_plain(object) : "no plain value");
}

/* Writes a scalar, or opens a container. */
static bool write_value(writer *w, const pn_value *value)
{
	pn_value v = *value;

	if (!plain_value(w, &v))
		return false;
	switch ((pn_kind)v.kind) {
	case PN_NIL:
		pn_buf_lit(w->out, "null");
		return true;
	case PN_BOOL:
		pn_buf_add(w->out, v.as.boolean ? PN_STR("true") : PN_STR("false"));
		return true;
	case PN_INT:
		pn_buf_int(w->out, v.as.integer);
		return true;
	case PN_UINT:
		pn_buf_uint(w->out, v.as.uinteger);
		return true;
	case PN_FLOAT:
		return write_float(w, &v);
	case PN_COMPLEX:
		return fail_type(w, &v);
	case PN_STRING:
		if (v.type == PN_TYPE_NUMBER)
			pn_buf_add(w->out, pn_value_str(&v));
		else
			pn_json_write_string(w->out, pn_value_str(&v), w->flags);
		return true;
	case PN_BYTES:
		if (v.as.text)
			return write_bytes(w, pn_value_str(&v));
		pn_buf_lit(w->out, "null"); /* Go's nil slice */
		return true;
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		if (v.type == PN_TYPE_HOST)
			return fail_type(w, &v);
		if (identity(&v))
			return open_level(w, &v);
		pn_buf_lit(w->out, "null");
		return true;
	}
	return false;
}

/* Writes the next field of the innermost level, an object; closes it behind the last. */
static bool write_field(writer *w, level *l)
{
	const pn_object *object = l->v.as.object;

	while (l->next < object->cls->field_count) {
		size_t i = l->next++;
		pn_str key;

		if (pn_object_json_key(object, i, &key)) {
			begin_item(w, &key);
			return write_value(w, &object->fields[i]);
		}
	}
	close_level(w);
	return true;
}

/* Writes the next item of the innermost level, or closes it. */
static bool write_next(writer *w)
{
	level *l = &w->levels[w->depth - 1];

	if (l->v.kind == PN_OBJECT)
		return write_field(w, l);
	if (l->v.kind == PN_LIST && l->next < l->v.len) {
		begin_item(w, NULL);
		return write_value(w, &l->v.as.items[l->next++]);
	}
	if (l->v.kind == PN_MAP && l->next < pn_map_count(l->v.as.map)) {
		const pn_entry *entry = &pn_map_sorted(l->v.as.map)[l->next++];

		begin_item(w, &entry->key);
		return write_value(w, &entry->value);
	}
	close_level(w);
	return true;
}

bool pn_json_write(pn_cx *cx, pn_buf *out, const pn_value *v, unsigned flags)
{
	writer w = { .cx = cx, .out = out, .flags = flags };

	if (!write_value(&w, v))
		return false;
	while (w.depth) {
		if (!write_next(&w))
			return false;
	}
	return !out->failed || fail_no_memory(&w);
}
