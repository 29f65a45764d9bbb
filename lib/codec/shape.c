/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"
#include "codec/shape_coerce.h"
#include "codec/walk.h"
#include "codec/yaml_build.h"
#include "time/time.h"

/* Whether a key is a field's name as it is; most begin with another letter. */
static inline bool is_exactly(const char *name, pn_str key)
{
	size_t i = 0;

	while (i < key.len && name[i] && name[i] == key.ptr[i])
		i++;
	return i == key.len && !name[i];
}

const pn_shape_field *pn_shape_find(const pn_shape *shape, pn_str key)
{
	for (size_t i = 0; i < shape->field_count; i++)
		if (is_exactly(shape->fields[i].json, key))
			return &shape->fields[i];
	for (size_t i = 0; i < shape->field_count; i++)
		if (pn_str_equal_fold(pn_str_from(shape->fields[i].json), key))
			return &shape->fields[i];
	return NULL;
}

/* ---- scalars as strings ---- */

static bool is_number(const pn_value *v)
{
	return v->kind == PN_INT || v->kind == PN_UINT || v->kind == PN_FLOAT;
}

/* Makes a string of a number or boolean; floats are 32 bits wide here. */
static void to_string(pn_cx *cx, pn_value *v)
{
	pn_value s;
	pn_buf buf;

	if (!is_number(v) && v->kind != PN_BOOL)
		return;
	pn_buf_init(&buf, cx->arena);
	if (v->kind == PN_BOOL)
		pn_buf_add(&buf, v->as.boolean ? PN_STR("true") : PN_STR("false"));
	else if (v->kind == PN_INT)
		pn_buf_int(&buf, v->as.integer);
	else if (v->kind == PN_UINT)
		pn_buf_uint(&buf, v->as.uinteger);
	else
		pn_buf_float(&buf, v->as.number, 'g', -1, 32);
	s = pn_string(pn_buf_str(&buf));
	s.origin = v->origin;
	*v = s;
}

static void coerce_fields(pn_cx *cx, const pn_shape *shape, pn_map *map)
{
	for (uint32_t i = 0; i < map->count; i++) {
		const pn_shape_field *field = pn_shape_find(shape, map->entries[i].key);

		if (field)
			pn_shape_coerce(cx, field->shape, &map->entries[i].value);
	}
}

void pn_shape_coerce(pn_cx *cx, const pn_shape *shape, pn_value *v)
{
	switch (shape->kind) {
	case PN_SHAPE_STRING:
		to_string(cx, v);
		break;
	case PN_SHAPE_STRUCT:
		if (v->kind == PN_MAP)
			coerce_fields(cx, shape, v->as.map);
		break;
	case PN_SHAPE_STRING_MAP:
		for (uint32_t i = 0; v->kind == PN_MAP && i < v->as.map->count; i++)
			to_string(cx, &v->as.map->entries[i].value);
		break;
	case PN_SHAPE_LIST:
		/* The list was made for this value; nobody else holds it yet. */
		for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++)
			pn_shape_coerce(cx, shape->element, (pn_value *)&v->as.items[i]);
		break;
	case PN_SHAPE_ANY:
	case PN_SHAPE_BOOL:
	case PN_SHAPE_INT:
	case PN_SHAPE_TIME:
		break;
	}
}

/* ---- decoding (Go: encoding/json/decode.go) ---- */

/* The way from the top to the field that is decoded. */
typedef struct path {
	const struct path *up; /* NULL at the first field */
	const char *struct_name;
	const char *field;
} path;

typedef struct decoder {
	pn_cx *cx;
	bool strict;  /* keys that the shape does not have are errors */
	pn_str error; /* the first one; decoding goes on behind it */
} decoder;

static void put_path(pn_buf *out, const path *p)
{
	if (p->up) {
		put_path(out, p->up);
		pn_buf_byte(out, '.');
	}
	pn_buf_add(out, pn_str_from(p->field));
}

/* Notes that a value does not fit: "json: cannot unmarshal array into Go struct field ...". */
static void mismatch(decoder *d, const path *p, const char *what, const char *go_type)
{
	pn_buf text;

	if (d->error.len)
		return;
	pn_buf_init(&text, d->cx->arena);
	pn_buf_format(&text, "json: cannot unmarshal %s into Go ", what);
	if (p) {
		pn_buf_format(&text, "struct field %s.", p->struct_name);
		put_path(&text, p);
	} else {
		pn_buf_lit(&text, "value");
	}
	pn_buf_format(&text, " of type %s", go_type);
	d->error = pn_buf_str(&text);
}

static bool decode(decoder *d, const pn_shape *shape, const path *p, const pn_value *in,
		   pn_value *out);

static void decode_string(decoder *d, const path *p, const pn_value *in, pn_value *out)
{
	if (in->kind == PN_LIST || in->kind == PN_MAP) {
		mismatch(d, p, pn_json_kind_name(in), "string");
		return;
	}
	*out = *in;
	to_string(d->cx, out);
}

static void decode_int(decoder *d, const path *p, const pn_value *in, pn_value *out)
{
	bool whole = in->kind == PN_FLOAT && in->as.number >= -0x1p63 && in->as.number < 0x1p63 &&
		     in->as.number == (double)(int64_t)in->as.number;
	pn_buf text;

	if (in->kind == PN_INT) {
		*out = *in;
	} else if (whole) {
		*out = pn_int((int64_t)in->as.number);
	} else if (!is_number(in)) {
		mismatch(d, p, pn_json_kind_name(in), "int");
	} else {
		pn_buf_init(&text, d->cx->arena);
		pn_buf_lit(&text, "number ");
		pn_format_value(&text, in);
		mismatch(d, p, pn_buf_z(&text), "int");
	}
}

/* Times check themselves, and stop the decoder when they fail. */
static bool decode_time(decoder *d, const pn_value *in, pn_value *out)
{
	pn_time_text t = { .layout = PN_STR("2006-01-02T15:04:05Z07:00"), .zone = pn_zone_utc() };
	pn_time parsed;
	pn_buf text;

	pn_buf_init(&text, d->cx->arena);
	if (in->kind != PN_STRING) {
		pn_buf_lit(&text, "Time.UnmarshalJSON: input is not a JSON string");
	} else {
		t.text = pn_value_str(in);
		*out = *in;
		if (pn_time_parse(&parsed, &t, d->cx->arena))
			return true;
		pn_time_text_error(&text, &t);
	}
	if (!d->error.len)
		d->error = pn_buf_str(&text);
	return false;
}

static pn_map *map_to_fill(decoder *d, pn_value *out)
{
	if (out->kind != PN_MAP || !out->as.map)
		*out = pn_map_value(PN_TYPE_MAP, pn_map_new(d->cx->arena, 0));
	return out->as.map;
}

/* Notes a key that a struct does not have (Go: DisallowUnknownFields). */
static void unknown_field(decoder *d, pn_str key)
{
	pn_buf text;

	if (!d->strict || d->error.len)
		return;
	pn_buf_init(&text, d->cx->arena);
	pn_buf_lit(&text, "json: unknown field ");
	pn_buf_quote(&text, key);
	d->error = pn_buf_str(&text);
}

/* Decodes the fields in the order of the JSON text; a second spelling of a key adds to the first.
 */
static bool decode_struct(decoder *d, const pn_shape *shape, const path *up, const pn_value *in,
			  pn_value *out)
{
	const pn_entry *entries = pn_map_sorted(in->as.map);
	pn_map *map = map_to_fill(d, out);

	for (size_t i = 0; map && i < pn_map_count(in->as.map); i++) {
		const pn_shape_field *field = pn_shape_find(shape, entries[i].key);
		path p = { up, shape->struct_name, field ? field->json : "" };
		pn_str name = field ? pn_str_from(field->json) : PN_STR_EMPTY;
		const pn_value *old = field ? pn_map_get(map, name) : NULL;
		pn_value v = old ? *old : pn_nil();

		if (!field) {
			unknown_field(d, entries[i].key);
			continue;
		}
		if (!decode(d, field->shape, &p, &entries[i].value, &v))
			return false;
		if (!pn_is_nil(&v) && !pn_map_set(map, name, &v))
			return false;
	}
	return map != NULL;
}

static bool decode_string_map(decoder *d, const path *p, const pn_value *in, pn_value *out)
{
	const pn_entry *entries = pn_map_sorted(in->as.map);
	pn_map *map = map_to_fill(d, out);

	out->type = PN_TYPE_STRING_MAP;
	for (size_t i = 0; map && i < pn_map_count(in->as.map); i++) {
		pn_value v = pn_string(PN_STR_EMPTY);

		if (!pn_is_nil(&entries[i].value))
			decode_string(d, p, &entries[i].value, &v);
		if (!pn_map_set(map, entries[i].key, &v))
			return false;
	}
	return map != NULL;
}

static bool decode_list(decoder *d, const pn_shape *shape, const path *p, const pn_value *in,
			pn_value *out)
{
	bool strings = shape->element->kind == PN_SHAPE_STRING;
	pn_list_builder list;

	pn_list_begin(&list, d->cx->arena, in->len);
	for (uint32_t i = 0; i < in->len; i++) {
		pn_value v = strings ? pn_string(PN_STR_EMPTY) : pn_nil();

		if (!decode(d, shape->element, p, &in->as.items[i], &v))
			return false;
		pn_list_add(&list, &v);
	}
	*out = pn_list_end(&list, strings ? PN_TYPE_STRINGS : PN_TYPE_LIST);
	return true;
}

/* Decodes null: maps, lists and pointers become nil, other values stay what they are. */
static void decode_nil(const pn_shape *shape, pn_value *out)
{
	switch (shape->kind) {
	case PN_SHAPE_ANY:
	case PN_SHAPE_LIST:
	case PN_SHAPE_STRING_MAP:
		*out = pn_nil();
		break;
	case PN_SHAPE_STRING:
	case PN_SHAPE_BOOL:
	case PN_SHAPE_INT:
	case PN_SHAPE_STRUCT:
	case PN_SHAPE_TIME:
		break;
	}
}

/* Makes float64 of a number, as JSON does. */
static bool to_float(void *data, pn_value *v)
{
	(void)data;
	if (v->kind == PN_INT)
		v->as.number = (double)v->as.integer;
	else if (v->kind == PN_UINT)
		v->as.number = (double)v->as.uinteger;
	if (is_number(v)) {
		v->kind = PN_FLOAT;
		v->type = PN_TYPE_FLOAT64;
	}
	return true;
}

/* Adds a value to *out; false stops the decoder. */
static bool decode(decoder *d, const pn_shape *shape, const path *p, const pn_value *in,
		   pn_value *out)
{
	if (pn_is_nil(in)) {
		decode_nil(shape, out);
		return true;
	}
	switch (shape->kind) {
	case PN_SHAPE_ANY:
		*out = *in;
		return pn_each_scalar(d->cx->arena, out, to_float, NULL);
	case PN_SHAPE_STRING:
		decode_string(d, p, in, out);
		return true;
	case PN_SHAPE_BOOL:
		if (in->kind == PN_BOOL)
			*out = *in;
		else
			mismatch(d, p, pn_json_kind_name(in), "bool");
		return true;
	case PN_SHAPE_INT:
		decode_int(d, p, in, out);
		return true;
	case PN_SHAPE_TIME:
		return decode_time(d, in, out);
	case PN_SHAPE_STRUCT:
		if (in->kind == PN_MAP)
			return decode_struct(d, shape, p, in, out);
		break;
	case PN_SHAPE_STRING_MAP:
		if (in->kind == PN_MAP)
			return decode_string_map(d, p, in, out);
		break;
	case PN_SHAPE_LIST:
		if (in->kind == PN_LIST)
			return decode_list(d, shape, p, in, out);
		break;
	}
	mismatch(d, p, pn_json_kind_name(in), shape->go_type);
	return true;
}

/* Decodes what was read, and fails as sigs.k8s.io/yaml does. */
static bool decode_all(decoder *d, const pn_shape *shape, const pn_value *v, pn_value *out)
{
	pn_cx *cx = d->cx;

	*out = pn_map_value(PN_TYPE_MAP, pn_map_new(cx->arena, 0));
	if (!out->as.map)
		return pn_fail_memory(cx->err, cx->arena);
	decode(d, shape, NULL, v, out);
	if (shape->is_pointer && pn_is_nil(v))
		*out = pn_nil();
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	if (!d->error.len)
		return true;
	return pn_fail_str(cx->err, PINTLE_ERR_YAML,
			   pn_str_concat(cx->arena,
					 PN_STR("error unmarshaling JSON: while decoding JSON: "),
					 d->error));
}

bool pn_shape_read(pn_cx *cx, pn_str text, const pn_shape *shape, pn_source *source, pn_value *out)
{
	pn_yaml_builder b = { .cx = cx, .source = source, .keep_numbers = true, .shape = shape };
	decoder d = { .cx = cx };
	pn_value v;

	return pn_yaml_convert(&b, text, &v) && decode_all(&d, shape, &v, out);
}

bool pn_shape_read_strict(pn_cx *cx, pn_str text, const pn_shape *shape, pn_value *out)
{
	pn_source source = { 0 };
	pn_buf doubles;
	pn_yaml_builder b = { .cx = cx,
			      .source = &source,
			      .keep_numbers = true,
			      .coerce = shape,
			      .doubles = &doubles };
	decoder d = { .cx = cx, .strict = true };
	pn_value v;

	/* Without a shape all keys are kept, and numbers where texts are wanted coerced later. */
	pn_buf_init(&doubles, cx->arena);
	if (!pn_yaml_convert(&b, text, &v))
		return false;
	if (doubles.len)
		return pn_fail(cx->err, PINTLE_ERR_YAML,
			       "error converting YAML to JSON: yaml: unmarshal errors:%s",
			       pn_buf_z(&doubles));
	return decode_all(&d, shape, &v, out);
}
