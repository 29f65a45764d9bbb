/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kubernetes objects out of a text, one after the other (Kubernetes: apimachinery, util/yaml,
 * YAMLOrJSONDecoder): a text that begins with '{' is read as JSON as long as that goes well.
 */
#include "lint/linter.h"

static const pn_shape string = { .kind = PN_SHAPE_STRING, .go_type = "string" };
static const pn_shape_field metadata_fields[] = { { "Namespace", &string }, { "Name", &string } };
static const pn_shape metadata = { .kind = PN_SHAPE_STRUCT,
				   .go_type = "rules.k8sYamlMetadata",
				   .struct_name = "k8sYamlMetadata",
				   .fields = metadata_fields,
				   .field_count = 2 };
static const pn_shape_field object_fields[] = { { "apiVersion", &string },
						{ "Kind", &string },
						{ "Metadata", &metadata } };
static const pn_shape object_shape = { .kind = PN_SHAPE_STRUCT,
				       .go_type = "rules.k8sYamlStruct",
				       .struct_name = "k8sYamlStruct",
				       .fields = object_fields,
				       .field_count = 3,
				       .is_pointer = true };

static pn_str member(const pn_value *map, const char *key)
{
	const pn_value *v = pn_is_map(map) ? pn_map_get(map->as.map, pn_str_from(key)) : NULL;

	return v && pn_is_string(v) ? pn_value_str(v) : PN_STR("");
}

/* Finds where a value of a document was written. */
static pn_position position(const pn_source *source, const pn_value *v, uint32_t lines)
{
	pn_position at = { 0 };

	if (!v || !v->origin || v->origin > source->count)
		return at;
	at = source->positions[v->origin - 1];
	at.line += lines;
	return at;
}

static pn_position member_position(const pn_source *source, const pn_value *map, const char *key,
				   uint32_t lines)
{
	const pn_value *v =
		map && pn_is_map(map) ? pn_map_get(map->as.map, pn_str_from(key)) : NULL;

	return position(source, v, lines);
}

/* Takes the head out of one document, which begins behind `lines` lines. */
static bool read_head(pn_cx *cx, pn_str text, uint32_t lines, pn_object_head *out)
{
	pn_source source = { 0 };
	const pn_value *meta;
	pn_value v;

	if (!pn_shape_read(cx, text, &object_shape, &source, &v))
		return false;
	*out = (pn_object_head){ .present = !pn_is_nil(&v) };
	if (!out->present)
		return true;
	out->api_version = member(&v, "apiVersion");
	out->kind = member(&v, "Kind");
	meta = pn_map_get(v.as.map, PN_STR("Metadata"));
	out->name = meta ? member(meta, "Name") : PN_STR("");
	out->at = position(&source, &v, lines);
	out->api_version_at = member_position(&source, &v, "apiVersion", lines);
	out->kind_at = member_position(&source, &v, "Kind", lines);
	out->name_at = member_position(&source, meta, "Name", lines);
	return true;
}

/* Counts the lines that were taken off the rest. */
static void count_lines(pn_object_reader *r, pn_str before)
{
	r->line = r->lines;
	r->lines += (uint32_t)pn_str_count(pn_str_slice(before, 0, before.len - r->rest.len),
					   PN_STR("\n"));
}

static bool next_yaml(pn_cx *cx, pn_object_reader *r, pn_object_head *out, bool *end)
{
	pn_str chunk, before = r->rest;

	*end = !pn_yaml_next_chunk(cx, &r->rest, &chunk);
	if (*end)
		return !pn_error_is_set(cx->err);
	count_lines(r, before);
	return read_head(cx, chunk, r->line, out);
}

/* A failure to read JSON, as a text. */
typedef struct json_failure {
	pn_str text;
	size_t offset; /* in bytes behind the offending one; 0: Go knows none */
} json_failure;

/* Finds where a text stops to be JSON: Go counts up to and with the byte that is wrong. */
static size_t find_offset(pn_cx *cx, pn_str text)
{
	pn_source source = { 0 };
	size_t at = 0;
	pn_error err;
	pn_cx own = *cx;
	pn_value v;

	pn_error_init(&err, NULL);
	own.err = &err;
	if (!pn_json_read(&own, text, &source, &v) && err.where.line) {
		for (uint32_t line = 1; line < err.where.line; line++)
			at += pn_str_find_byte(pn_str_slice(text, at, text.len), '\n') + 1;
		at += err.where.column + 1;
	}
	pn_error_finish(&err);
	return at;
}

static json_failure take_failure(pn_cx *cx, const pn_object_reader *r)
{
	pn_str prefix = PN_STR("error unmarshaling JSON: while decoding JSON: ");
	json_failure f = { .text = pn_str_dup(cx->arena, pn_error_text(cx->err)) };

	pn_error_clear(cx->err);
	if (pn_str_starts(f.text, prefix))
		f.text = pn_str_slice(f.text, prefix.len, f.text.len);
	else if (!pn_str_is(f.text, "unexpected EOF"))
		f.offset = r->length - r->rest.len + find_offset(cx, r->rest);
	return f;
}

/* Goes on in YAML; when that fails as well, the fault is the JSON's. */
static bool fall_back(pn_cx *cx, pn_object_reader *r, pn_object_head *out, bool *end)
{
	json_failure failure = take_failure(cx, r);

	/* After two objects nothing but JSON may follow. */
	if (r->json_count > 1)
		return pn_fail_str(cx->err, PINTLE_ERR_YAML, failure.text);
	r->mode = PN_READ_YAML;
	if (next_yaml(cx, r, out, end))
		return true;
	pn_error_clear(cx->err);
	if (failure.offset)
		return pn_fail(cx->err, PINTLE_ERR_YAML, "json: offset %zu: %.*s", failure.offset,
			       PN_ARG(failure.text));
	return pn_fail_str(cx->err, PINTLE_ERR_YAML, failure.text);
}

static bool next_json(pn_cx *cx, pn_object_reader *r, pn_object_head *out, bool *end)
{
	pn_str before;
	size_t taken;
	pn_value v;

	*end = !pn_str_trim_ascii(r->rest).len;
	if (*end)
		return true;
	if (!pn_json_read_first(cx, r->rest, &taken, &v) ||
	    !read_head(cx, pn_str_slice(r->rest, 0, taken), r->lines, out))
		return fall_back(cx, r, out, end);
	before = r->rest;
	r->rest = pn_str_slice(r->rest, taken, r->rest.len);
	count_lines(r, before);
	r->json_count++;
	return true;
}

pn_object_reader pn_object_reader_make(pn_str text)
{
	return (pn_object_reader){ .rest = text, .length = text.len };
}

bool pn_object_next(pn_cx *cx, pn_object_reader *reader, pn_object_head *out, bool *end)
{
	*out = (pn_object_head){ .present = false };
	if (reader->mode == PN_READ_FIRST)
		reader->mode = pn_str_starts(pn_str_trim_left_space(reader->rest), PN_STR("{"))
				       ? PN_READ_JSON
				       : PN_READ_YAML;
	return reader->mode == PN_READ_JSON ? next_json(cx, reader, out, end)
					    : next_yaml(cx, reader, out, end);
}
