/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_build.h"
#include "codec/base64.h"
#include "codec/yaml_explain.h"
#include "codec/yaml_resolve.h"

#include <math.h>

enum { GO_JSON_MAX_DEPTH = 10000 };

/* Notes the first thing that is wrong with the content; returns false. */
static bool set_problem(pn_yaml_builder *b, pn_str text)
{
	if (!b->problem.len)
		b->problem = text;
	return false;
}

/* Makes room for one more element of `size` bytes. */
static bool grow(pn_yaml_builder *b, void **items, size_t *cap, size_t count, size_t size)
{
	size_t more = *cap ? *cap * 2 : 32;
	void *moved;

	if (count < *cap)
		return true;
	moved = pn_realloc(b->cx->arena, *items, *cap * size, more * size);
	if (!moved)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	*items = moved;
	*cap = more;
	return true;
}

static bool push_item(pn_yaml_builder *b, pn_str key, const pn_value *v)
{
	if (!grow(b, (void **)&b->items, &b->item_cap, b->count, sizeof *b->items))
		return false;
	b->items[b->count++] = (pn_yaml_item){ key, *v };
	return true;
}

/* ---- anchors ---- */

/* Enters the anchor of an event, if it has one; *number is its number + 1. */
static bool open_anchor(pn_yaml_builder *b, const pn_yaml_event *e, uint32_t *number)
{
	pn_value n;

	*number = 0;
	if (!e->anchor.len)
		return true;
	if (!b->anchor_numbers)
		b->anchor_numbers = pn_map_new(b->cx->arena, 0);
	n = pn_int((int64_t)b->anchor_count);
	if (!b->anchor_numbers || !pn_map_set(b->anchor_numbers, e->anchor, &n))
		return pn_fail_memory(b->cx->err, b->cx->arena);
	if (!grow(b, (void **)&b->anchors, &b->anchor_cap, b->anchor_count, sizeof *b->anchors))
		return false;
	b->anchors[b->anchor_count++] = (pn_yaml_anchor){ .open = true };
	*number = (uint32_t)b->anchor_count;
	return true;
}

static void close_anchor(pn_yaml_builder *b, uint32_t number, uint64_t nodes, const pn_value *v)
{
	if (number)
		b->anchors[number - 1] = (pn_yaml_anchor){ false, nodes, *v };
}

/* The share of aliased nodes that Go allows, which falls with their number (decode.go). */
static double allowed_alias_share(uint64_t nodes)
{
	const double low = 400000, high = 4000000;

	if ((double)nodes <= low)
		return 0.99;
	if ((double)nodes >= high)
		return 0.10;
	return 0.99 - 0.89 * (((double)nodes - low) / (high - low));
}

/* Counts decoded nodes; too many of them made by aliases are refused. */
static bool count_nodes(pn_yaml_builder *b, uint64_t plain, uint64_t aliased)
{
	b->nodes += plain + aliased;
	b->alias_nodes += aliased;
	if (b->alias_nodes > 100 && b->nodes > 1000 &&
	    (double)b->alias_nodes / (double)b->nodes > allowed_alias_share(b->nodes))
		return set_problem(b, PN_STR("document contains excessive aliasing"));
	if (b->alias_nodes > b->cx->limits->alias_nodes)
		return pn_fail(b->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'alias_nodes' exceeded: YAML aliases make more than %u nodes",
			       b->cx->limits->alias_nodes);
	return true;
}

/* ---- scalars ---- */

static bool decode_binary(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	size_t bad;
	pn_buf buf;

	pn_buf_init(&buf, b->cx->arena);
	if (!pn_base64_decode(&buf, text, &bad))
		return set_problem(b, PN_STR("!!binary value contains invalid base64 data"));
	*out = pn_string(b->pairs ? pn_buf_str(&buf)
				  : pn_utf8_repair(b->cx->arena, pn_buf_str(&buf)));
	return true;
}

/* Returns the tag as Go's messages show it. */
static pn_str short_tag(pn_yaml_builder *b, pn_str tag)
{
	pn_str prefix = PN_STR(PN_YAML_TAG_PREFIX);

	if (!pn_str_starts(tag, prefix))
		return tag;
	return pn_str_concat(b->cx->arena, PN_STR("!!"), pn_str_slice(tag, prefix.len, tag.len));
}

/* Decodes a scalar that has a tag. */
static bool decode_tagged(pn_yaml_builder *b, const pn_yaml_event *e, pn_value *out)
{
	pn_buf text;

	if (pn_str_is(e->tag, PN_YAML_TAG_PREFIX "binary"))
		return decode_binary(b, e->value, out);
	if (pn_yaml_resolve_tagged(b->cx->arena, e->tag, e->value, out))
		return true;
	pn_buf_init(&text, b->cx->arena);
	pn_buf_lit(&text, "cannot decode ");
	pn_buf_add(&text, pn_str_from(pn_yaml_short_tag(out)));
	pn_buf_lit(&text, " `");
	pn_buf_add(&text, e->value);
	pn_buf_lit(&text, "` as a ");
	pn_buf_add(&text, short_tag(b, e->tag));
	return set_problem(b, pn_buf_str(&text));
}

static bool decode_scalar(pn_yaml_builder *b, const pn_yaml_event *e, pn_value *out)
{
	if (e->tag.len)
		return decode_tagged(b, e, out);
	*out = e->implicit ? pn_yaml_resolve(b->cx->arena, e->value) : pn_string(e->value);
	return true;
}

/* Turns a number into what it is after it went through JSON. */
static void through_json(pn_yaml_builder *b, pn_value *v)
{
	if (v->kind == PN_FLOAT && !isfinite(v->as.number))
		b->infinite = true;
	if (b->keep_numbers || b->pairs)
		return;
	if (v->kind == PN_INT)
		*v = pn_float((double)v->as.integer);
	else if (v->kind == PN_UINT)
		*v = pn_float((double)v->as.uinteger);
}

/* ---- keys ---- */

/* The text of a float as a key: 32 bits wide (sigs.k8s.io/yaml: convertToJSONableObject). */
static pn_str float_key(pn_yaml_builder *b, double f)
{
	pn_buf buf;

	pn_buf_init(&buf, b->cx->arena);
	pn_buf_float(&buf, f, 'g', -1, 32);
	if (pn_str_is(pn_buf_str(&buf), "+Inf"))
		return PN_STR(".inf");
	if (pn_str_is(pn_buf_str(&buf), "-Inf"))
		return PN_STR("-.inf");
	if (pn_str_is(pn_buf_str(&buf), "NaN"))
		return PN_STR(".nan");
	return pn_buf_str(&buf);
}

static pn_str int_key(pn_yaml_builder *b, int64_t n)
{
	pn_buf buf;

	pn_buf_init(&buf, b->cx->arena);
	pn_buf_int(&buf, n);
	return pn_buf_str(&buf);
}

/* Makes the key of the next value from v. */
static bool take_key(pn_yaml_builder *b, pn_yaml_frame *f, const pn_value *v)
{
	f->wants = PN_YAML_WANTS_VALUE;
	f->key = PN_STR_EMPTY;
	if (b->pairs && v->kind != PN_LIST)
		return push_item(b, f->key, v);
	switch ((pn_kind)v->kind) {
	case PN_STRING:
		f->key = pn_value_str(v);
		return true;
	case PN_INT:
		f->key = int_key(b, v->as.integer);
		return true;
	case PN_FLOAT:
		f->key = float_key(b, v->as.number);
		return true;
	case PN_BOOL:
		f->key = v->as.boolean ? PN_STR("true") : PN_STR("false");
		return true;
	case PN_NIL:
	case PN_UINT:
		b->odd_key = true;
		return true;
	case PN_COMPLEX:
	case PN_BYTES:
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		break;
	}
	b->bad_key = true;
	return set_problem(
		b, pn_str_concat(b->cx->arena, PN_STR("invalid map key: "),
				 b->pairs ? pn_yaml_go_syntax(b->cx->arena, v) : PN_STR_EMPTY));
}

/* ---- merges ---- */

static bool merge_map(pn_yaml_builder *b, const pn_value *v)
{
	if (b->pairs && pn_yaml_is_pairs(v)) {
		for (uint32_t i = 0; i < v->len; i++)
			if (!push_item(b, PN_STR_EMPTY, &v->as.items[i]))
				return false;
		return true;
	}
	if (v->kind != PN_MAP)
		return set_problem(
			b, PN_STR("map merge requires map or sequence of maps as the value"));
	for (uint32_t i = 0; i < v->as.map->count; i++)
		if (!push_item(b, v->as.map->entries[i].key, &v->as.map->entries[i].value))
			return false;
	return true;
}

/* Puts the value of "<<" into the open map; of a list the first element wins. */
static bool merge(pn_yaml_builder *b, pn_yaml_frame *f, const pn_value *v)
{
	f->wants = PN_YAML_WANTS_KEY;
	if (v->kind != PN_LIST || v->type != PN_TYPE_LIST)
		return merge_map(b, v);
	for (uint32_t i = v->len; i > 0; i--)
		if (!merge_map(b, &v->as.items[i - 1]))
			return false;
	return true;
}

/* Hands a complete node to the collection that is open. */
static bool place(pn_yaml_builder *b, pn_value *v, uint32_t origin)
{
	pn_yaml_frame *f = b->depth ? &b->frames[b->depth - 1] : NULL;

	if (f && f->wants == PN_YAML_WANTS_KEY)
		return take_key(b, f, v);
	if (f && f->wants == PN_YAML_WANTS_MERGE)
		return merge(b, f, v);
	through_json(b, v);
	if (origin)
		v->origin = origin;
	if (!f) {
		b->root = *v;
		return true;
	}
	if (f->wants == PN_YAML_WANTS_VALUE)
		f->wants = PN_YAML_WANTS_KEY;
	return push_item(b, f->key, v);
}

/* ---- events ---- */

static uint32_t origin_of(pn_yaml_builder *b, const pn_yaml_event *e)
{
	if (!b->source)
		return 0;
	return pn_source_add(b->source, b->cx->arena, e->line + 1, e->column + 1);
}

/* Whether an event is the key "<<". */
static bool is_merge_key(const pn_yaml_builder *b, const pn_yaml_event *e)
{
	if (!b->depth || b->frames[b->depth - 1].wants != PN_YAML_WANTS_KEY)
		return false;
	return pn_str_is(e->value, "<<") &&
	       (e->implicit || pn_str_is(e->tag, PN_YAML_TAG_PREFIX "merge"));
}

static bool on_scalar(pn_yaml_builder *b, const pn_yaml_event *e)
{
	uint32_t anchor;
	pn_value v;

	if (!open_anchor(b, e, &anchor))
		return false;
	if (is_merge_key(b, e)) {
		v = pn_string(e->value);
		close_anchor(b, anchor, 1, &v);
		b->frames[b->depth - 1].wants = PN_YAML_WANTS_MERGE;
		return true;
	}
	if (!count_nodes(b, 1, 0) || !decode_scalar(b, e, &v))
		return false;
	close_anchor(b, anchor, 1, &v);
	return place(b, &v, origin_of(b, e));
}

static pn_yaml_anchor *find_anchor(pn_yaml_builder *b, pn_str name)
{
	const pn_value *n = b->anchor_numbers ? pn_map_get(b->anchor_numbers, name) : NULL;

	if (n)
		return &b->anchors[n->as.integer];
	pn_fail(b->cx->err, PINTLE_ERR_YAML, "yaml: unknown anchor '%.*s' referenced",
		PN_ARG(name));
	return NULL;
}

static bool on_alias(pn_yaml_builder *b, const pn_yaml_event *e)
{
	const pn_yaml_anchor *anchor = find_anchor(b, e->anchor);
	pn_value v;

	if (!anchor)
		return false;
	if (anchor->open)
		return set_problem(b, pn_str_format(b->cx->arena,
						    "anchor '%.*s' value contains itself",
						    PN_ARG(e->anchor)));
	if (!count_nodes(b, 1, anchor->nodes))
		return false;
	if (!pn_value_copy(b->cx->arena, &v, &anchor->value, 0))
		return pn_fail_memory(b->cx->err, b->cx->arena);
	return place(b, &v, v.origin ? 0 : origin_of(b, e));
}

static bool check_depth(pn_yaml_builder *b)
{
	if (b->depth >= GO_JSON_MAX_DEPTH)
		b->too_deep = true;
	if (b->depth < b->cx->limits->depth || b->too_deep)
		return true;
	return pn_fail(b->cx->err, PINTLE_ERR_LIMIT,
		       "limit 'depth' exceeded: YAML is nested more than %u levels deep",
		       b->cx->limits->depth);
}

static bool on_start(pn_yaml_builder *b, const pn_yaml_event *e)
{
	pn_yaml_frame f = { .first = b->count, .nodes = b->nodes };

	f.wants = e->kind == PN_YAML_MAPPING_START ? PN_YAML_WANTS_KEY : PN_YAML_WANTS_ITEM;
	if (!count_nodes(b, 1, 0) || !open_anchor(b, e, &f.anchor) || !check_depth(b))
		return false;
	f.origin = origin_of(b, e);
	if (!grow(b, (void **)&b->frames, &b->frame_cap, b->depth, sizeof *b->frames))
		return false;
	b->frames[b->depth++] = f;
	return true;
}

static bool make_list(pn_yaml_builder *b, pn_type type, size_t first, pn_value *out)
{
	size_t n = b->count - first;
	pn_value *items;

	*out = pn_list_empty(type);
	if (!n)
		return true;
	items = PN_NEW_ARRAY(b->cx->arena, pn_value, n);
	if (!items)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	for (size_t i = 0; i < n; i++)
		items[i] = b->items[first + i].value;
	*out = pn_list(type, items, n);
	return true;
}

static bool make_map(pn_yaml_builder *b, size_t first, pn_value *out)
{
	pn_map *map = pn_map_new(b->cx->arena, b->count - first);

	if (!map)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	for (size_t i = first; i < b->count; i++)
		if (!pn_map_set(map, b->items[i].key, &b->items[i].value))
			return pn_fail_memory(b->cx->err, b->cx->arena);
	*out = pn_map_value(PN_TYPE_MAP, map);
	return true;
}

static bool on_end(pn_yaml_builder *b, const pn_yaml_event *e)
{
	pn_yaml_frame f = b->frames[--b->depth];
	pn_value v;
	bool ok;

	if (e->kind == PN_YAML_SEQUENCE_END)
		ok = make_list(b, PN_TYPE_LIST, f.first, &v);
	else if (b->pairs)
		ok = make_list(b, PN_TYPE_LISTS, f.first, &v);
	else
		ok = make_map(b, f.first, &v);
	b->count = f.first;
	if (!ok)
		return false;
	v.origin = f.origin;
	close_anchor(b, f.anchor, b->nodes - f.nodes, &v);
	return place(b, &v, f.origin);
}

static bool on_event(pn_yaml_builder *b, const pn_yaml_event *e)
{
	switch (e->kind) {
	case PN_YAML_SCALAR:
		return on_scalar(b, e);
	case PN_YAML_ALIAS:
		return on_alias(b, e);
	case PN_YAML_SEQUENCE_START:
	case PN_YAML_MAPPING_START:
		return on_start(b, e);
	case PN_YAML_SEQUENCE_END:
	case PN_YAML_MAPPING_END:
		return on_end(b, e);
	case PN_YAML_STREAM_END:
	case PN_YAML_DOCUMENT_START:
	case PN_YAML_DOCUMENT_END:
		break;
	}
	return true;
}

/* Reads on to the end of the document, which may still break the rules of YAML. */
static bool skip_rest(pn_yaml_builder *b)
{
	pn_yaml_event e;
	uint32_t number;

	do {
		if (!b->events->next(b->events, &e))
			return false;
		if (e.kind == PN_YAML_ALIAS ? !find_anchor(b, e.anchor)
					    : !open_anchor(b, &e, &number))
			return false;
	} while (e.kind != PN_YAML_DOCUMENT_END && e.kind != PN_YAML_STREAM_END);
	return true;
}

/* Ends a document whose content is wrong. */
static bool fail(pn_yaml_builder *b)
{
	if (pn_error_is_set(b->cx->err) || !skip_rest(b))
		return false;
	return pn_fail_str(b->cx->err, PINTLE_ERR_YAML,
			   pn_str_concat(b->cx->arena, PN_STR("yaml: "), b->problem));
}

bool pn_yaml_build(pn_yaml_builder *b, pn_value *out)
{
	pn_yaml_event e;

	b->nodes = 1; /* Go counts the document */
	do {
		if (!b->events->next(b->events, &e))
			return false;
		if (!on_event(b, &e))
			return fail(b);
	} while (e.kind != PN_YAML_DOCUMENT_END && e.kind != PN_YAML_STREAM_END);
	if (b->cx->arena->failed)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	*out = b->root;
	return true;
}
