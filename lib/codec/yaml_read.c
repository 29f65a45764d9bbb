/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"
#include "codec/walk.h"
#include "codec/yaml.h"
#include "codec/yaml_build.h"
#include "codec/yaml_explain.h"
#include "codec/yaml_libyaml.h"
#include "codec/yaml_parse.h"
#include "codec/yaml_quick.h"
#include "codec/yaml_text.h"

#include <math.h>

/* Builds the value of a text in UTF-16, which libyaml decodes. */
static bool build_utf_16(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_yaml_libyaml lib;
	bool ok;

	if (!pn_yaml_libyaml_init(&lib, b->cx, text))
		return false;
	b->events = &lib.events;
	ok = pn_yaml_build(b, out);
	pn_yaml_libyaml_finish(&lib);
	return ok;
}

/* Forgets a failure, but not what the caller said about the errors to come. */
static void forget(pn_error *err)
{
	bool during_render = err->during_render;

	pn_error_clear(err);
	err->during_render = during_render;
}

/* Builds the value of a text that is as simple as most; else leaves nothing behind. */
static bool build_quickly(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_yaml_builder before = *b;
	pn_mark_point mark = pn_arena_mark(b->cx->arena);
	pn_source source = b->source ? *b->source : (pn_source){ .count = 0 };
	pn_buf doubles = b->doubles ? *b->doubles : (pn_buf){ .len = 0 };

	if (pn_yaml_quick_build(b, text, out))
		return true;
	*b = before;
	if (b->source)
		*b->source = source;
	if (b->doubles)
		*b->doubles = doubles;
	if (!b->cx->arena->failed) {
		forget(b->cx->err);
		pn_arena_rewind(b->cx->arena, mark);
	}
	return false;
}

/* Builds a value with the stacks that the builder has, which grow in the arena. */
static bool build_in_room(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_yaml_parser parser;

	if (!b->not_simple && build_quickly(b, text, out))
		return true;
	if (b->cx->arena->failed)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	if (pn_yaml_is_utf_16(text))
		return build_utf_16(b, text, out);
	if (!pn_yaml_parser_init(&parser, b->cx, text))
		return false;
	b->events = &parser.events;
	return pn_yaml_build(b, out);
}

/* What most texts need of the builder's stacks; so these leave nothing behind in the arena. */
enum { FIRST_FRAMES = 16, FIRST_ITEMS = 64 };

/* Builds the value of the text's first document. */
static bool build(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_yaml_frame frames[FIRST_FRAMES];
	pn_yaml_item items[FIRST_ITEMS];
	bool ok;

	b->frames = frames;
	b->frame_cap = FIRST_FRAMES;
	b->items = items;
	b->item_cap = FIRST_ITEMS;
	ok = build_in_room(b, text, out);
	b->frames = NULL;
	b->items = NULL;
	b->frame_cap = b->item_cap = 0;
	return ok;
}

bool pn_yaml_read_one(pn_cx *cx, pn_str text, pn_source *source, pn_value *out)
{
	pn_mark_point mark = pn_arena_mark(cx->arena);
	pn_source before = source ? *source : (pn_source){ .count = 0 };
	pn_yaml_builder b = { .cx = cx, .source = source };
	pn_yaml_frame frames[FIRST_FRAMES];
	pn_yaml_item items[FIRST_ITEMS];

	b.frames = frames;
	b.frame_cap = FIRST_FRAMES;
	b.items = items;
	b.item_cap = FIRST_ITEMS;
	if (!text.len || text.ptr[text.len - 1] != '\n')
		return false;
	if (build_quickly(&b, text, out) && !b.odd_key && !b.infinite && !b.too_deep)
		return true;
	if (source)
		*source = before;
	if (!cx->arena->failed)
		pn_arena_rewind(cx->arena, mark);
	return false;
}

/* Stops at a number that JSON has no text for. */
static bool is_finite(void *data, pn_value *scalar)
{
	if (scalar->kind != PN_FLOAT || isfinite(scalar->as.number))
		return true;
	*(double *)data = scalar->as.number;
	return false;
}

/* Fails if there is a number that JSON has no text for. */
static bool check_numbers(pn_yaml_builder *b, pn_value *v)
{
	double f = 0;

	if (pn_each_scalar(b->cx->arena, v, is_finite, &f))
		return true;
	if (b->cx->arena->failed)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	return pn_fail(b->cx->err, PINTLE_ERR_YAML, "json: unsupported value: %s",
		       isnan(f) ? "NaN"
		       : f > 0	? "+Inf"
				: "-Inf");
}

/* Fails if there is a key that JSON has no text for; it may have been replaced by another value. */
static bool check_keys(pn_yaml_builder *b, pn_str text)
{
	pn_yaml_builder again = { .cx = b->cx, .pairs = true };
	pn_value pairs;
	pn_str problem;

	if (!build(&again, text, &pairs))
		return false;
	return !pn_yaml_odd_key(b->cx->arena, &pairs, &problem) ||
	       pn_fail_str(b->cx->err, PINTLE_ERR_YAML, problem);
}

/* Fails if the value cannot be written as JSON, which Helm does with it. */
static bool check_json(pn_yaml_builder *b, pn_str text, pn_value *v)
{
	if (b->infinite && b->coerce)
		pn_shape_coerce(b->cx, b->coerce, v);
	return (!b->odd_key || check_keys(b, text)) && (!b->infinite || check_numbers(b, v));
}

/* Builds the value; if something skipped turns out to matter, again without skipping. */
static bool build_surely(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_cx *cx = b->cx;
	const pn_shape *shape = b->shape;
	bool ok = build(b, text, out);

	if (!(shape || b->check_only) || (!ok && !b->problem.len) ||
	    !(b->unsure || b->infinite || b->odd_key))
		return ok;
	forget(cx->err);
	*b = (pn_yaml_builder){ .cx = cx, .source = b->source, .keep_numbers = b->keep_numbers };
	ok = build(b, text, out);
	if (ok && shape && b->infinite)
		pn_shape_coerce(cx, shape, out);
	return ok;
}

/* What is missing at the end of a text is told of at its last line. */
static bool keep_in_text(pn_error *err, pn_str text)
{
	uint32_t lines = (uint32_t)pn_str_count(text, PN_STR("\n"));

	if (!pn_str_ends(text, PN_STR("\n")))
		lines++;
	if (err->where.line > lines && lines && !err->where.file.len)
		err->where.line = lines;
	return false;
}

/* Builds the value; a list or map as a key is reported with its content. */
static bool build_explained(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_yaml_builder again = { .cx = b->cx, .pairs = true };

	if (build_surely(b, text, out))
		return true;
	if (!b->bad_key)
		return keep_in_text(b->cx->err, text);
	forget(b->cx->err);
	return build(&again, text, out) &&
	       pn_fail(b->cx->err, PINTLE_ERR_YAML, "yaml: invalid map key");
}

bool pn_yaml_convert(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_error *err = b->cx->err;

	if (!build_explained(b, text, out) || !check_json(b, text, out)) {
		if (err->status == PINTLE_ERR_YAML)
			pn_error_wrap(err, "error converting YAML to JSON: ");
		return false;
	}
	return !b->too_deep ||
	       pn_fail(err, PINTLE_ERR_YAML,
		       "error unmarshaling JSON: while decoding JSON: exceeded max depth");
}

bool pn_yaml_read(pn_cx *cx, pn_str text, unsigned flags, pn_source *source, pn_value *out)
{
	pn_mark_point mark = pn_arena_mark(cx->arena);
	pn_yaml_builder b = { .cx = cx,
			      .source = source,
			      .keep_numbers = (flags & PN_YAML_KEEP_NUMBERS) != 0,
			      .check_only = (flags & PN_YAML_CHECK_ONLY) != 0,
			      .not_simple = (flags & PN_YAML_NOT_SIMPLE) != 0 };
	bool ok = b.keep_numbers ? build_explained(&b, text, out) : pn_yaml_convert(&b, text, out);

	if (flags & PN_YAML_CHECK_ONLY) {
		*out = pn_nil();
		pn_arena_rewind(cx->arena, mark);
	}
	return ok;
}

bool pn_yaml_read_as(pn_cx *cx, pn_str text, pn_kind kind, pn_source *source, pn_value *out)
{
	pn_map *empty;

	if (!pn_yaml_read(cx, text, 0, source, out))
		return false;
	if (out->kind == kind)
		return true;
	if (out->kind != PN_NIL)
		return pn_fail(
			cx->err, PINTLE_ERR_YAML,
			"error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
			"%s into Go value of type %s",
			pn_json_kind_name(out),
			kind == PN_MAP ? "map[string]interface {}" : "[]interface {}");
	if (kind == PN_LIST) {
		*out = pn_list_empty(PN_TYPE_LIST);
		return true;
	}
	empty = pn_map_new(cx->arena, 0);
	*out = pn_map_value(PN_TYPE_MAP, empty);
	return empty || pn_fail_memory(cx->err, cx->arena);
}
