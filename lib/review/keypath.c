/* SPDX-License-Identifier: Apache-2.0 */
#include "review/keypath.h"

bool pn_steps_push(pn_cx *cx, pn_steps *steps, pn_step step)
{
	if (steps->count == steps->cap) {
		size_t cap = steps->cap ? steps->cap * 2 : 16;
		pn_step *items = pn_realloc(cx->arena, steps->items, steps->cap * sizeof *items,
					    cap * sizeof *items);

		if (!items)
			return pn_fail_memory(cx->err, cx->arena);
		steps->items = items;
		steps->cap = cap;
	}
	steps->items[steps->count++] = step;
	return true;
}

/* Appends a key; what would end it is escaped. */
static void print_key(pn_buf *out, pn_str key)
{
	for (size_t i = 0; i < key.len; i++) {
		if (memchr(".[]=,\\", key.ptr[i], 6))
			pn_buf_byte(out, '\\');
		pn_buf_byte(out, key.ptr[i]);
	}
}

void pn_keypath_print(pn_buf *out, pn_keypath path)
{
	for (size_t i = 0; i < path.count; i++) {
		const pn_step *step = &path.steps[i];

		if (step->is_index) {
			pn_buf_format(out, "[%u]", step->index);
			continue;
		}
		if (i)
			pn_buf_byte(out, '.');
		print_key(out, step->key);
	}
}

pn_str pn_keypath_text(pn_arena *arena, pn_keypath path)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_keypath_print(&buf, path);
	return pn_buf_str(&buf);
}

/* ---- reading ---- */

typedef struct reader {
	pn_cx *cx;
	pn_str text;
	size_t at;
	pn_step *steps;
	size_t count;
} reader;

static bool fail(reader *r)
{
	return pn_fail(r->cx->err, PINTLE_ERR_ARGUMENT,
		       "%.*s is no path of a value: write it as for --set, such as a.b[0].c",
		       PN_ARG(r->text));
}

static bool at_end(const reader *r)
{
	return r->at == r->text.len;
}

/* Reads "[N]". */
static bool read_index(reader *r)
{
	pn_str rest = pn_str_slice(r->text, r->at + 1, r->text.len);
	size_t close = pn_str_find_byte(rest, ']');
	int64_t index;

	if (close == PN_NOT_FOUND ||
	    pn_parse_int(pn_str_slice(rest, 0, close), 10, 32, &index) != PN_NUMBER_OK || index < 0)
		return fail(r);
	r->steps[r->count++] = (pn_step){ .index = (uint32_t)index, .is_index = true };
	r->at += close + 2;
	return true;
}

/* Reads a key up to '.' or '['. */
static bool read_key(reader *r)
{
	pn_buf key;

	pn_buf_init(&key, r->cx->arena);
	for (; !at_end(r) && r->text.ptr[r->at] != '.' && r->text.ptr[r->at] != '['; r->at++) {
		if (r->text.ptr[r->at] == '\\' && r->at + 1 < r->text.len)
			r->at++;
		pn_buf_byte(&key, r->text.ptr[r->at]);
	}
	if (!key.len)
		return fail(r);
	r->steps[r->count++] = (pn_step){ .key = pn_buf_str(&key) };
	return true;
}

bool pn_keypath_parse(pn_cx *cx, pn_str text, pn_keypath *out)
{
	reader r = { .cx = cx, .text = text };

	if (pn_str_is(text, ".Values") || pn_str_starts(text, PN_STR(".Values.")))
		r.at = 7;
	if (r.at < text.len && text.ptr[r.at] == '.')
		r.at++;
	r.steps = PN_NEW_ARRAY(cx->arena, pn_step, text.len + 1);
	if (!r.steps)
		return pn_fail_memory(cx->err, cx->arena);
	while (!at_end(&r)) {
		if (text.ptr[r.at] == '[' ? !read_index(&r) : !read_key(&r))
			return false;
		if (at_end(&r) || text.ptr[r.at] == '[')
			continue;
		if (text.ptr[r.at] != '.' || ++r.at == text.len)
			return fail(&r);
	}
	*out = (pn_keypath){ r.steps, r.count };
	return true;
}

/* ---- paths among themselves ---- */

pn_keypath pn_keypath_join(pn_arena *arena, pn_keypath first, pn_keypath second)
{
	pn_step *steps = PN_NEW_ARRAY(arena, pn_step, first.count + second.count);

	if (!steps)
		return (pn_keypath){ NULL, 0 };
	if (first.count)
		memcpy(steps, first.steps, first.count * sizeof *steps);
	if (second.count)
		memcpy(steps + first.count, second.steps, second.count * sizeof *steps);
	return (pn_keypath){ steps, first.count + second.count };
}

pn_keypath pn_keypath_skip(pn_keypath path, size_t count)
{
	if (count >= path.count)
		return (pn_keypath){ NULL, 0 };
	return (pn_keypath){ path.steps + count, path.count - count };
}

static bool same_step(const pn_step *a, const pn_step *b)
{
	if (a->is_index != b->is_index)
		return false;
	return a->is_index ? a->index == b->index : pn_str_eq(a->key, b->key);
}

bool pn_keypath_starts(pn_keypath path, pn_keypath prefix)
{
	if (prefix.count > path.count)
		return false;
	for (size_t i = 0; i < prefix.count; i++) {
		if (!same_step(&path.steps[i], &prefix.steps[i]))
			return false;
	}
	return true;
}

bool pn_keypath_eq(pn_keypath a, pn_keypath b)
{
	return a.count == b.count && pn_keypath_starts(a, b);
}

/* Takes one step; NULL when it leads nowhere. */
static const pn_value *take(const pn_value *v, const pn_step *step)
{
	if (step->is_index)
		return v->kind == PN_LIST && step->index < v->len ? &v->as.items[step->index]
								  : NULL;
	return pn_is_map(v) && v->as.map ? pn_map_get(v->as.map, step->key) : NULL;
}

const pn_value *pn_keypath_find(const pn_value *root, pn_keypath path, const pn_value **stop)
{
	const pn_value *v = root;

	if (stop)
		*stop = NULL;
	for (size_t i = 0; i < path.count; i++) {
		const pn_value *next = take(v, &path.steps[i]);
		bool fits = path.steps[i].is_index ? v->kind == PN_LIST : pn_is_map(v);

		if (!next && stop && !fits)
			*stop = v;
		if (!next)
			return NULL;
		v = next;
	}
	return v;
}
