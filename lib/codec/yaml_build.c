/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_build.h"
#include "codec/yaml_explain.h"
#include "codec/yaml_resolve.h"

enum { GO_JSON_MAX_DEPTH = 10000 };

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

bool pn_yaml_push_item(pn_yaml_builder *b, pn_str key, const pn_value *v)
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
		return pn_yaml_set_problem(b, PN_STR("document contains excessive aliasing"));
	if (b->alias_nodes > b->cx->limits->alias_nodes)
		return pn_fail(b->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'alias_nodes' exceeded: YAML aliases make more than %u nodes",
			       b->cx->limits->alias_nodes);
	return true;
}

/* ---- keys ---- */

/* Makes the key of the next value from v. */
static bool take_key(pn_yaml_builder *b, pn_yaml_frame *f, const pn_value *v)
{
	const pn_shape_field *field;

	f->wants = PN_YAML_WANTS_VALUE;
	if (b->pairs && v->kind != PN_LIST)
		return pn_yaml_push_item(b, PN_STR_EMPTY, v);
	if (!pn_yaml_key_text(b, v, &f->key))
		return false;
	if (f->shape) {
		field = pn_shape_find(f->shape, f->key);
		f->next = field ? field->shape : NULL;
		f->skips_next = !field;
	}
	return true;
}

/* ---- merges ---- */

static bool fail_merge(pn_yaml_builder *b)
{
	return pn_yaml_set_problem(
		b, PN_STR("map merge requires map or sequence of maps as the value"));
}

/* Whether the next node has to be a map to be merged, or a list of such directly after "<<". */
static bool is_merging(const pn_yaml_builder *b)
{
	const pn_yaml_frame *f = b->depth ? &b->frames[b->depth - 1] : NULL;

	return f && (f->wants == PN_YAML_WANTS_MERGE || f->merges);
}

static bool merge_map(pn_yaml_builder *b, const pn_value *v)
{
	if (b->pairs && pn_yaml_is_pairs(v)) {
		for (uint32_t i = 0; i < v->len; i++)
			if (!pn_yaml_push_item(b, PN_STR_EMPTY, &v->as.items[i]))
				return false;
		return true;
	}
	if (v->kind != PN_MAP)
		return fail_merge(b);
	for (uint32_t i = 0; i < v->as.map->count; i++)
		if (!pn_yaml_push_item(b, v->as.map->entries[i].key, &v->as.map->entries[i].value))
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

/* ---- keys that stand twice ---- */

/* Notes a key of the open map that was there before; needs the source for the line. */
static bool check_double(pn_yaml_builder *b, pn_yaml_frame *f, const pn_value *v)
{
	pn_value nil = pn_nil();
	uint32_t line = v->origin ? b->source->positions[v->origin - 1].line : 0;

	if (!f->seen)
		f->seen = pn_map_new(b->cx->arena, 0);
	if (!f->seen)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	if (!pn_map_get(f->seen, f->key))
		return pn_map_set(f->seen, f->key, &nil) ||
		       pn_fail_memory(b->cx->err, b->cx->arena);
	pn_buf_format(b->doubles, "\n  line %u: key ", line);
	pn_buf_quote(b->doubles, f->key);
	pn_buf_lit(b->doubles, " already set in map");
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
	pn_yaml_through_json(b, v);
	if (origin)
		v->origin = origin;
	if (!f) {
		b->root = *v;
		return true;
	}
	if (f->wants == PN_YAML_WANTS_VALUE) {
		f->wants = PN_YAML_WANTS_KEY;
		if (b->doubles && !check_double(b, f, v))
			return false;
	}
	return pn_yaml_push_item(b, f->key, v);
}

/* ---- what is checked only ---- */

bool pn_yaml_is_skipping(const pn_yaml_builder *b)
{
	const pn_yaml_frame *f = b->depth ? &b->frames[b->depth - 1] : NULL;

	if (!f)
		return b->check_only;
	return f->skipped || (f->skips_next && f->wants == PN_YAML_WANTS_VALUE);
}

/* Goes on behind a node that is not kept; a list or map as a key is an error all the same. */
static bool pass(pn_yaml_builder *b, bool is_scalar)
{
	pn_yaml_frame *f = b->depth ? &b->frames[b->depth - 1] : NULL;
	pn_value list = pn_list_empty(PN_TYPE_LIST);
	pn_str key;

	if (!f || f->wants == PN_YAML_WANTS_ITEM)
		return true;
	if (f->wants == PN_YAML_WANTS_KEY && !is_scalar)
		return pn_yaml_key_text(b, &list, &key);
	f->wants = f->wants == PN_YAML_WANTS_KEY ? PN_YAML_WANTS_VALUE : PN_YAML_WANTS_KEY;
	return true;
}

/* Whether a plain scalar could be infinite, or null or a large number as a key. */
static bool may_be_odd(pn_str s, bool is_key)
{
	char c = s.len ? s.ptr[0] : '~';
	bool is_number = (c >= '0' && c <= '9') || c == '+';

	if (!is_key)
		return (c == '.' || c == '+' || c == '-') && s.len <= 5;
	return c == '~' || c == 'n' || c == 'N' || (is_number && s.len >= 16);
}

bool pn_yaml_skim_scalar(pn_yaml_builder *b, pn_str text, bool plain, bool is_key)
{
	pn_value v;

	if (is_key && pn_str_is(text, "<<"))
		b->unsure = true;
	if (!plain || !may_be_odd(text, is_key))
		return true;
	v = pn_yaml_resolve(b->cx->arena, text);
	if (!is_key)
		pn_yaml_through_json(b, &v);
	else if (v.kind == PN_NIL || v.kind == PN_UINT)
		b->odd_key = true;
	return true;
}

bool pn_yaml_skim_value(pn_yaml_builder *b)
{
	return pass(b, true);
}

/* Checks a scalar that is not kept. */
static bool skip_scalar(pn_yaml_builder *b, const pn_yaml_event *e)
{
	bool is_key = b->depth && b->frames[b->depth - 1].wants == PN_YAML_WANTS_KEY;
	pn_value v;

	b->unsure |= e->anchor.len > 0;
	if (!e->tag.len)
		return pn_yaml_skim_scalar(b, e->value, e->implicit, is_key) && pass(b, true);
	if (!pn_yaml_decode_scalar(b, e, &v))
		return false;
	b->unsure |= is_key && pn_str_is(e->value, "<<");
	if (is_key && (v.kind == PN_NIL || v.kind == PN_UINT))
		b->odd_key = true;
	if (!is_key)
		pn_yaml_through_json(b, &v);
	return pass(b, true);
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
	if (pn_yaml_is_skipping(b))
		return skip_scalar(b, e);
	if (is_merge_key(b, e)) {
		v = pn_string(e->value);
		close_anchor(b, anchor, 1, &v);
		b->frames[b->depth - 1].wants = PN_YAML_WANTS_MERGE;
		b->frames[b->depth - 1].next = NULL;
		return true;
	}
	if (is_merging(b))
		return fail_merge(b);
	if (!count_nodes(b, 1, 0) || !pn_yaml_decode_scalar(b, e, &v))
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
	if (pn_yaml_is_skipping(b)) {
		b->unsure = true;
		return pass(b, true);
	}
	if (anchor->open)
		return pn_yaml_set_problem(b, pn_str_format(b->cx->arena,
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
	pn_yaml_frame f = { .first = b->count,
			    .nodes = b->nodes,
			    .skipped = pn_yaml_is_skipping(b) };
	const pn_shape *shape = b->depth ? b->frames[b->depth - 1].next : b->shape;
	bool is_map = e->kind == PN_YAML_MAPPING_START;

	f.wants = is_map ? PN_YAML_WANTS_KEY : PN_YAML_WANTS_ITEM;
	if (shape && shape->kind == PN_SHAPE_STRUCT && is_map)
		f.shape = shape;
	if (shape && shape->kind == PN_SHAPE_LIST && !is_map)
		f.next = shape->element;
	f.merges = !is_map && is_merging(b);
	b->unsure |= f.skipped && e->anchor.len;
	if (f.merges && b->frames[b->depth - 1].merges)
		return fail_merge(b);
	if (!count_nodes(b, 1, 0) || !open_anchor(b, e, &f.anchor) || !check_depth(b))
		return false;
	f.origin = f.skipped ? 0 : origin_of(b, e);
	if (!grow(b, (void **)&b->frames, &b->frame_cap, b->depth, sizeof *b->frames))
		return false;
	b->frames[b->depth++] = f;
	return true;
}

bool pn_yaml_make_list(pn_yaml_builder *b, pn_type type, size_t first, pn_value *out)
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

bool pn_yaml_make_map(pn_yaml_builder *b, size_t first, pn_value *out)
{
	pn_map *map = pn_map_of(b->cx->arena, b->items + first, b->count - first);

	if (!map)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	*out = pn_map_value(PN_TYPE_MAP, map);
	return true;
}

static bool on_end(pn_yaml_builder *b, const pn_yaml_event *e)
{
	pn_yaml_frame f = b->frames[--b->depth];
	pn_value v;
	bool ok;

	if (f.skipped)
		return pass(b, false);
	if (e->kind == PN_YAML_SEQUENCE_END)
		ok = pn_yaml_make_list(b, PN_TYPE_LIST, f.first, &v);
	else if (b->pairs)
		ok = pn_yaml_make_list(b, PN_TYPE_LISTS, f.first, &v);
	else
		ok = pn_yaml_make_map(b, f.first, &v);
	b->count = f.first;
	if (!ok)
		return false;
	v.origin = f.origin;
	close_anchor(b, f.anchor, b->nodes - f.nodes, &v);
	return place(b, &v, f.origin);
}

bool pn_yaml_on_event(pn_yaml_builder *b, const pn_yaml_event *e)
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
		if (!pn_yaml_on_event(b, &e))
			return fail(b);
	} while (e.kind != PN_YAML_DOCUMENT_END && e.kind != PN_YAML_STREAM_END);
	if (b->cx->arena->failed)
		return pn_fail_memory(b->cx->err, b->cx->arena);
	*out = b->root;
	return true;
}
