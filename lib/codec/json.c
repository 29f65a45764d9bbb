/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json_reader.h"

enum { GO_MAX_DEPTH = 10000 }; /* Go: encoding/json, maxNestingDepth */

/* An object or array that is not closed yet; its items lie on the stack of values. */
typedef struct level {
	size_t first; /* item on the stack */
	uint32_t origin;
	bool is_map; /* items are keys and values in turn */
} level;

/* What most texts need of the stacks; so these leave nothing behind in the arena. */
enum { FIRST_VALUES = 64, FIRST_LEVELS = 16 };

/*
 * Arrays that go on growing in the arena: no recursion, so no depth can exhaust the C stack.
 */
typedef struct stacks {
	pn_value *values;
	size_t count, cap;
	level *levels;
	size_t depth, depth_cap;
} stacks;

static bool no_memory(pn_json_reader *r)
{
	return pn_fail_memory(r->cx->err, r->cx->arena);
}

/* Puts a value on the stack. */
static bool push_value(pn_json_reader *r, stacks *s, const pn_value *v)
{
	if (s->count == s->cap) {
		size_t cap = s->cap * 2;
		pn_value *grown = pn_realloc(r->cx->arena, s->values, s->cap * sizeof *grown,
					     cap * sizeof *grown);

		if (!grown)
			return no_memory(r);
		s->values = grown;
		s->cap = cap;
	}
	s->values[s->count++] = *v;
	return true;
}

/* Refuses what is nested deeper than Go or the limits allow. */
static bool check_depth(pn_json_reader *r, size_t depth)
{
	uint32_t limit = r->cx->limits->depth;

	if (depth > GO_MAX_DEPTH)
		return pn_json_bad_character(r, "exceeded max depth");
	if (depth > limit)
		return pn_fail(r->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: JSON is nested deeper than %u levels",
			       limit);
	return true;
}

/* Opens the object or array whose bracket comes next. */
static bool open_level(pn_json_reader *r, stacks *s)
{
	if (!check_depth(r, s->depth + 1))
		return false;
	if (s->depth == s->depth_cap) {
		size_t cap = s->depth_cap * 2;
		level *grown = pn_realloc(r->cx->arena, s->levels, s->depth_cap * sizeof *grown,
					  cap * sizeof *grown);

		if (!grown)
			return no_memory(r);
		s->levels = grown;
		s->depth_cap = cap;
	}
	s->levels[s->depth++] = (level){ s->count, pn_json_origin(r), pn_json_peek(r) == '{' };
	r->at++;
	return true;
}

/* Makes a map of keys and values; of equal keys the last one counts. */
static bool make_map(pn_json_reader *r, const pn_value *items, size_t count, pn_value *out)
{
	pn_map *map = pn_map_new(r->cx->arena, count / 2);

	for (size_t i = 0; map && i + 1 < count; i += 2) {
		if (!pn_map_set(map, pn_value_str(&items[i]), &items[i + 1]))
			return no_memory(r);
	}
	*out = pn_map_value(PN_TYPE_MAP, map);
	return map || no_memory(r);
}

/* Makes a list of the items. */
static bool make_list(pn_json_reader *r, const pn_value *items, size_t count, pn_value *out)
{
	pn_value *copy;

	*out = pn_list_empty(PN_TYPE_LIST);
	if (!count)
		return true;
	copy = PN_NEW_ARRAY(r->cx->arena, pn_value, count);
	if (!copy || count > PN_VALUE_MAX_LEN)
		return no_memory(r);
	memcpy(copy, items, count * sizeof *copy);
	*out = pn_list(PN_TYPE_LIST, copy, count);
	return true;
}

/* Closes the innermost level and puts its value in place of its items. */
static bool close_level(pn_json_reader *r, stacks *s)
{
	level l = s->levels[--s->depth];
	const pn_value *items = s->values ? s->values + l.first : NULL;
	pn_value v;

	r->at++;
	if (!(l.is_map ? make_map : make_list)(r, items, s->count - l.first, &v))
		return false;
	v.origin = l.origin;
	s->count = l.first;
	return push_value(r, s, &v);
}

/* Reads "KEY:" onto the stack. */
static bool read_key(pn_json_reader *r, stacks *s)
{
	pn_value v;
	pn_str key;

	pn_json_skip_space(r);
	if (pn_json_at_end(r) || pn_json_peek(r) != '"')
		return pn_json_unexpected(r, "looking for beginning of object key string");
	if (!pn_json_read_string(r, &key))
		return false;
	v = pn_string(key);
	pn_json_skip_space(r);
	if (pn_json_at_end(r) || pn_json_peek(r) != ':')
		return pn_json_unexpected(r, "after object key");
	r->at++;
	return push_value(r, s, &v);
}

/* Reads a scalar, or opens a level; *complete tells which. */
static bool read_item(pn_json_reader *r, stacks *s, bool *complete)
{
	uint32_t origin;
	pn_value v;

	pn_json_skip_space(r);
	*complete = pn_json_peek(r) != '{' && pn_json_peek(r) != '[';
	if (!*complete)
		return open_level(r, s);
	origin = pn_json_origin(r);
	if (!pn_json_read_scalar(r, &v))
		return false;
	v.origin = origin;
	return push_value(r, s, &v);
}

/* Closes every level that ends here; stops at a ',' (taken) or when the outermost is closed. */
static bool close_levels(pn_json_reader *r, stacks *s)
{
	while (s->depth) {
		bool is_map = s->levels[s->depth - 1].is_map;
		char c;

		pn_json_skip_space(r);
		c = pn_json_at_end(r) ? '\0' : pn_json_peek(r);
		if (c == ',') {
			r->at++;
			return !is_map || read_key(r, s);
		}
		if (c != (is_map ? '}' : ']'))
			return pn_json_unexpected(r, is_map ? "after object key:value pair"
							    : "after array element");
		if (!close_level(r, s))
			return false;
	}
	return true;
}

/* Goes on in a level that was just opened: it is empty, or its first key follows. */
static bool enter_level(pn_json_reader *r, stacks *s, bool *complete)
{
	bool is_map = s->levels[s->depth - 1].is_map;

	pn_json_skip_space(r);
	*complete = pn_json_peek(r) == (is_map ? '}' : ']');
	if (*complete)
		return close_level(r, s);
	return !is_map || read_key(r, s);
}

/* Reads one value, whatever it holds. */
static bool read_value(pn_json_reader *r, pn_value *out)
{
	pn_value values[FIRST_VALUES];
	level levels[FIRST_LEVELS];
	stacks s = {
		.values = values, .cap = FIRST_VALUES, .levels = levels, .depth_cap = FIRST_LEVELS
	};

	do {
		bool complete;

		if (!read_item(r, &s, &complete) || (!complete && !enter_level(r, &s, &complete)) ||
		    (complete && !close_levels(r, &s)))
			return false;
	} while (s.depth);
	*out = s.values[0];
	return true;
}

/* Reports a number that float64 cannot hold, if there was one. */
static bool check_numbers(pn_json_reader *r)
{
	if (!r->bad_number.len)
		return true;
	return pn_fail(r->cx->err, PINTLE_ERR_YAML,
		       "json: cannot unmarshal number %.*s into Go value of type float64",
		       PN_ARG(r->bad_number));
}

bool pn_json_read(pn_cx *cx, pn_str text, pn_source *source, pn_value *out)
{
	pn_json_reader r = { .cx = cx, .text = text, .source = source, .line = 1 };

	*out = pn_nil();
	if (!read_value(&r, out))
		return false;
	pn_json_skip_space(&r);
	if (!pn_json_at_end(&r)) {
		*out = pn_nil();
		return pn_json_bad_character(&r, "after top-level value");
	}
	return check_numbers(&r);
}

/* Reads one value and says where it ends. */
static bool read_first(pn_json_reader *r, size_t *taken, pn_value *out)
{
	*out = pn_nil();
	*taken = 0;
	if (!read_value(r, out))
		return false;
	*taken = r->at;
	return check_numbers(r);
}

bool pn_json_read_first(pn_cx *cx, pn_str text, size_t *taken, pn_value *out)
{
	pn_json_reader r = { .cx = cx, .text = text, .first_only = true };

	return read_first(&r, taken, out);
}

bool pn_json_read_numbers(pn_cx *cx, pn_str text, size_t *taken, pn_value *out)
{
	pn_json_reader r = { .cx = cx, .text = text, .first_only = true, .keep_numbers = true };

	return read_first(&r, taken, out);
}

const char *pn_json_kind_name(const pn_value *v)
{
	switch ((pn_kind)v->kind) {
	case PN_BOOL:
		return "bool";
	case PN_STRING:
		return "string";
	case PN_LIST:
		return "array";
	case PN_MAP:
		return "object";
	case PN_NIL:
	case PN_INT:
	case PN_UINT:
	case PN_FLOAT:
	case PN_COMPLEX:
	case PN_BYTES:
	case PN_OBJECT:
		break;
	}
	return "number";
}
