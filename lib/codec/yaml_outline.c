/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_outline.h"
#include "base/sort.h"

#include "codec/yaml.h"
#include "codec/yaml_build.h"
#include "codec/yaml_libyaml.h"
#include "codec/yaml_parse.h"
#include "codec/yaml_text.h"

enum { LARGE = 32 }; /* members of a map that gets an index */

/* An outline under way. */
typedef struct drawing {
	pn_cx *cx;
	pn_outline *open; /* the innermost list or map that is not complete */
	bool has_key;	  /* a map's key was read, its value is next */
	bool in_key;	  /* a list or map stands where a key should */
	pn_outline_text key;
	bool odd_key;
	uint32_t depth, key_depth;
	uint32_t first_line; /* lines before the document */
} drawing;

static bool no_memory(drawing *d)
{
	return pn_fail_memory(d->cx->err, d->cx->arena);
}

static pn_outline_text text_of(const drawing *d, const pn_yaml_event *e)
{
	bool plain = e->kind == PN_YAML_SCALAR && e->implicit && !e->tag.len;

	return (pn_outline_text){ e->value, plain, d->first_line + e->line + 1, e->column + 1 };
}

/* The key as the map of values will have it. */
static pn_str name_of(drawing *d, const pn_outline_text *key)
{
	pn_yaml_builder b = { .cx = d->cx };
	pn_yaml_event e = { .kind = PN_YAML_SCALAR, .implicit = true, .value = key->text };
	pn_value v;
	pn_str name = key->text;

	if (key->plain && pn_yaml_decode_scalar(&b, &e, &v) && pn_yaml_key_text(&b, &v, &name))
		return name;
	return key->text;
}

/* Hangs a node into what is open. */
static bool hang(drawing *d, pn_outline *node)
{
	pn_outline *parent = d->open;

	node->parent = parent;
	if (parent->kind == PN_OUTLINE_MAP) {
		node->key = d->key;
		node->odd_key = d->odd_key;
		node->merges = d->key.plain && pn_str_is(d->key.text, "<<");
		node->name = name_of(d, &d->key);
		d->has_key = false;
	}
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return true;
}

static pn_outline *node_of(drawing *d, const pn_yaml_event *e, pn_outline_kind kind)
{
	pn_outline *node = PN_NEW(d->cx->arena, pn_outline);

	if (!node) {
		no_memory(d);
		return NULL;
	}
	node->kind = (uint8_t)kind;
	node->own = text_of(d, e);
	node->anchor = kind == PN_OUTLINE_ALIAS ? PN_STR_EMPTY : e->anchor;
	if (kind == PN_OUTLINE_ALIAS)
		node->own.text = e->anchor;
	return node;
}

static bool wants_key(const drawing *d)
{
	return d->open->kind == PN_OUTLINE_MAP && !d->has_key;
}

/* A scalar or an alias. */
static bool draw_leaf(drawing *d, const pn_yaml_event *e)
{
	pn_outline *node;

	if (wants_key(d)) {
		d->key = text_of(d, e);
		d->odd_key = e->kind == PN_YAML_ALIAS;
		d->has_key = true;
		return true;
	}
	node = node_of(d, e, e->kind == PN_YAML_ALIAS ? PN_OUTLINE_ALIAS : PN_OUTLINE_SCALAR);
	return node && hang(d, node);
}

static bool draw_start(drawing *d, const pn_yaml_event *e)
{
	pn_outline *node;

	if (++d->depth > d->cx->limits->depth)
		return pn_fail(d->cx->err, PINTLE_ERR_LIMIT, "limit 'depth' exceeded: YAML");
	if (wants_key(d)) {
		d->in_key = true;
		d->key_depth = d->depth;
		d->key = text_of(d, e);
		return true;
	}
	node = node_of(d, e, e->kind == PN_YAML_MAPPING_START ? PN_OUTLINE_MAP : PN_OUTLINE_LIST);
	if (!node || !hang(d, node))
		return false;
	d->open = node;
	return true;
}

static int by_name_and_place(const void *first, const void *second)
{
	const pn_outline *a = *(pn_outline *const *)first, *b = *(pn_outline *const *)second;
	int order = pn_str_cmp(a->name, b->name);

	if (order == 0)
		order = (a->key.line > b->key.line) - (a->key.line < b->key.line);
	return order ? order : (a->key.column > b->key.column) - (a->key.column < b->key.column);
}

/* Makes a large map's index; without memory there is none, and the arena remembers. */
static void make_index(drawing *d, pn_outline *map)
{
	uint32_t count = 0;

	for (const pn_outline *o = map->first; o; o = o->next)
		count += !o->merges;
	if (map->kind != PN_OUTLINE_MAP || count < LARGE)
		return;
	map->by_name = PN_NEW_ARRAY(d->cx->arena, pn_outline *, count);
	if (!map->by_name)
		return;
	for (pn_outline *o = map->first; o; o = o->next) {
		if (!o->merges)
			map->by_name[map->by_name_count++] = o;
	}
	pn_sort(map->by_name, count, sizeof *map->by_name, by_name_and_place);
}

static void draw_end(drawing *d)
{
	if (!d->in_key)
		make_index(d, d->open);
	if (d->in_key && d->depth == d->key_depth) {
		d->in_key = false;
		d->odd_key = d->has_key = true;
	} else if (!d->in_key) {
		d->open = d->open->parent;
	}
	d->depth--;
}

static bool draw_event(drawing *d, const pn_yaml_event *e)
{
	switch (e->kind) {
	case PN_YAML_SCALAR:
	case PN_YAML_ALIAS:
		return d->in_key || draw_leaf(d, e);
	case PN_YAML_MAPPING_START:
	case PN_YAML_SEQUENCE_START:
		if (!d->in_key)
			return draw_start(d, e);
		return ++d->depth <= d->cx->limits->depth ||
		       pn_fail(d->cx->err, PINTLE_ERR_LIMIT, "limit 'depth' exceeded: YAML");
	case PN_YAML_MAPPING_END:
	case PN_YAML_SEQUENCE_END:
		draw_end(d);
		return true;
	default:
		return true;
	}
}

static bool draw(drawing *d, pn_yaml_events *events)
{
	pn_yaml_event e;

	do {
		if (!events->next(events, &e) || !draw_event(d, &e))
			return false;
	} while (e.kind != PN_YAML_DOCUMENT_END && e.kind != PN_YAML_STREAM_END);
	return true;
}

static bool draw_utf_16(drawing *d, pn_str text)
{
	pn_yaml_libyaml lib;
	bool ok;

	if (!pn_yaml_libyaml_init(&lib, d->cx, text))
		return false;
	ok = draw(d, &lib.events);
	pn_yaml_libyaml_finish(&lib);
	return ok;
}

static bool draw_document(drawing *d, pn_str text)
{
	pn_yaml_parser parser;

	if (pn_yaml_is_utf_16(text))
		return draw_utf_16(d, text);
	return pn_yaml_parser_init(&parser, d->cx, text) && draw(d, &parser.events);
}

bool pn_yaml_outline(pn_cx *cx, pn_str text, pn_outline **out)
{
	pn_str rest = text, chunk;

	*out = PN_NEW(cx->arena, pn_outline);
	if (!*out)
		return pn_fail_memory(cx->err, cx->arena);
	(*out)->kind = PN_OUTLINE_LIST;
	for (;;) {
		pn_str before = pn_str_slice(text, 0, text.len - rest.len);
		drawing d = { .cx = cx, .open = *out };

		d.first_line = (uint32_t)pn_str_count(before, PN_STR("\n"));
		if (!pn_yaml_next_chunk(cx, &rest, &chunk))
			return !pn_error_is_set(cx->err);
		if (!draw_document(&d, chunk)) {
			cx->err->where.line += cx->err->where.line ? d.first_line : 0;
			return false;
		}
	}
}

/* Finds the last of those that have the name. */
static const pn_outline *find_in_index(const pn_outline *map, pn_str name)
{
	uint32_t low = 0, high = map->by_name_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (pn_str_cmp(map->by_name[middle]->name, name) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low && pn_str_eq(map->by_name[low - 1]->name, name) ? map->by_name[low - 1] : NULL;
}

const pn_outline *pn_outline_member(const pn_outline *map, pn_str name)
{
	const pn_outline *found = NULL;

	if (map->by_name)
		return find_in_index(map, name);
	for (const pn_outline *o = map->first; o; o = o->next) {
		if (!o->merges && pn_str_eq(o->name, name))
			found = o;
	}
	return found;
}
