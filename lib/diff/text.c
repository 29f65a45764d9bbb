/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/text.h"
#include "diff/parts.h"

#include <math.h>

/* ---- paths ---- */

/* Says whether a key can stand in a path without quotes. */
static bool is_plain(pn_str key)
{
	for (size_t i = 0; i < key.len; i++) {
		if (strchr(".[]\"= \n\t", key.ptr[i]))
			return false;
	}
	return key.len > 0;
}

static bool is_number(pn_str s)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
		i++;
	return i == s.len;
}

/* Appends an item: [app], [0], and with the key's name where it would look like a place. */
static void add_item(pn_buf *out, const pn_path *p)
{
	pn_buf_byte(out, '[');
	if (!p->is_flat && is_number(p->key)) {
		pn_str name = p->key_name;

		pn_str_cut(name, PN_STR("+"), &name, &(pn_str){ 0 });
		pn_buf_add(out, name);
		pn_buf_byte(out, '=');
	}
	pn_buf_add(out, p->key);
	pn_buf_byte(out, ']');
}

static void add_text(pn_buf *out, const pn_path *p)
{
	if (!p)
		return;
	add_text(out, p->parent);
	if (p->is_item) {
		add_item(out, p);
	} else if (is_plain(p->key)) {
		if (out->len)
			pn_buf_byte(out, '.');
		pn_buf_add(out, p->key);
	} else {
		pn_buf_byte(out, '[');
		pn_buf_quote(out, p->key);
		pn_buf_byte(out, ']');
	}
}

pn_str pn_path_text(pn_cx *cx, const pn_path *path)
{
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	add_text(&out, path);
	return pn_buf_str(&out);
}

static void add_pointer(pn_buf *out, const pn_path *p, pn_side side)
{
	if (!p)
		return;
	add_pointer(out, p->parent, side);
	pn_buf_byte(out, '/');
	if (p->is_item && p->at[side] == PN_NO_INDEX) {
		pn_buf_byte(out, '-');
	} else if (p->is_item) {
		pn_buf_uint(out, p->at[side]);
	} else {
		for (size_t i = 0; i < p->key.len; i++) {
			if (p->key.ptr[i] == '~')
				pn_buf_lit(out, "~0");
			else if (p->key.ptr[i] == '/')
				pn_buf_lit(out, "~1");
			else
				pn_buf_byte(out, p->key.ptr[i]);
		}
	}
}

pn_str pn_path_pointer(pn_cx *cx, const pn_path *path, pn_side side)
{
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	add_pointer(&out, path, side);
	return pn_buf_str(&out);
}

/* ---- values ---- */

/* Returns v with numbers that JSON has no text for as texts; v itself when there are none. */
static pn_value finite(pn_cx *cx, const pn_value *v)
{
	pn_value out = *v;
	pn_value *items;

	if (v->kind == PN_FLOAT && !isfinite(v->as.number)) {
		out = pn_string(pn_value_to_string(cx->arena, v));
	} else if (v->kind == PN_LIST && v->len) {
		items = PN_NEW_ARRAY(cx->arena, pn_value, v->len);
		for (uint32_t i = 0; items && i < v->len; i++)
			items[i] = finite(cx, &v->as.items[i]);
		out.as.items = items;
		out.len = items ? v->len : 0;
	} else if (v->kind == PN_MAP) {
		out.as.map = pn_map_clone(cx->arena, v->as.map);
		for (size_t i = 0; i < pn_map_count(out.as.map); i++)
			out.as.map->entries[i].value = finite(cx, &out.as.map->entries[i].value);
	}
	return out;
}

pn_str pn_value_json(pn_cx *cx, const pn_value *v)
{
	pn_value plain = finite(cx, v);
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	return pn_json_write(cx, &out, &plain, 0) ? pn_buf_str(&out) : PN_STR("null");
}

pn_str pn_value_yaml(pn_cx *cx, const pn_value *v)
{
	pn_value plain = finite(cx, v);
	pn_str text;
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	/* What YAML has no text for has one in JSON, which is YAML. */
	if (!pn_yaml_write(cx, &out, &plain, NULL)) {
		pn_error_clear(cx->err);
		return pn_value_json(cx, v);
	}
	text = pn_buf_str(&out);
	text.len -= pn_str_ends(text, PN_STR("\n"));
	return text;
}

/* ---- lines ---- */

/* The lines of a text. */
typedef struct line_list {
	pn_str *items;
	uint64_t *hashes;
	uint32_t count;
} line_list;

static bool split_lines(pn_cx *cx, pn_str text, line_list *out)
{
	size_t most = pn_str_count(text, PN_STR("\n")) + 1;

	*out = (line_list){ PN_NEW_ARRAY(cx->arena, pn_str, most),
			    PN_NEW_ARRAY(cx->arena, uint64_t, most), 0 };
	if (!out->items || !out->hashes || most >= PN_NO_INDEX)
		return pn_fail_memory(cx->err, cx->arena);
	while (text.len) {
		pn_value line;

		pn_str_cut(text, PN_STR("\n"), &out->items[out->count], &text);
		line = pn_string(out->items[out->count]);
		out->hashes[out->count++] = pn_value_hash(&line);
	}
	return true;
}

static bool add_line(pn_cx *cx, pn_text_lines *out, char mark, pn_str text, uint32_t a, uint32_t b)
{
	if (!pn_diff_grow(cx, (void **)&out->items, &out->cap, out->count, sizeof *out->items))
		return false;
	out->items[out->count++] = (pn_text_line){ mark, text, { a, b } };
	return true;
}

/* Leaves out equal lines that are far from any difference. */
static bool keep_near(pn_cx *cx, const pn_text_lines *all, uint32_t context, pn_text_lines *out)
{
	size_t next = 0; /* the first line from here on that differs */
	size_t last = 0; /* behind the last one that does */
	bool any = false, gap = false;

	for (size_t i = 0; i < all->count; i++) {
		const pn_text_line *line = &all->items[i];

		for (next = next < i ? i : next; next < all->count && all->items[next].mark == ' ';)
			next++;
		if (line->mark != ' ') {
			any = true;
			last = i + 1;
		} else if (!(any && i < last + context) &&
			   (next == all->count || next > i + context)) {
			gap = true;
			continue;
		}
		if (gap && !add_line(cx, out, '@', PN_STR_EMPTY, line->line[0], line->line[1]))
			return false;
		gap = false;
		if (!add_line(cx, out, line->mark, line->text, line->line[0], line->line[1]))
			return false;
	}
	return true;
}

/* Tells of a line break at the end that only one of the texts has. */
static bool add_ends(pn_cx *cx, pn_str a, pn_str b, pn_text_lines *out)
{
	pn_str note = PN_STR("\\ no line break at the end");
	bool open_a = a.len && !pn_str_ends(a, PN_STR("\n"));
	bool open_b = b.len && !pn_str_ends(b, PN_STR("\n"));

	return open_a == open_b || add_line(cx, out, open_a ? '-' : '+', note, 0, 0);
}

bool pn_compare_lines(pn_cx *cx, pn_str a, pn_str b, uint32_t context, pn_text_lines *out)
{
	pn_text_lines all = { 0 };
	pn_partners partners;
	uint32_t i = 0, j = 0;
	line_list x, y;
	bool ok = true;

	*out = (pn_text_lines){ 0 };
	if (!split_lines(cx, a, &x) || !split_lines(cx, b, &y) ||
	    !pn_partners_init(cx, &partners, x.count, y.count) ||
	    !pn_align(cx, x.hashes, y.hashes, &partners))
		return false;
	while (ok && (i < x.count || j < y.count)) {
		if (i < x.count && partners.of[PN_SIDE_A][i] == PN_NO_INDEX)
			ok = add_line(cx, &all, '-', x.items[i], i + 1, 0), i++;
		else if (j < y.count && partners.of[PN_SIDE_B][j] == PN_NO_INDEX)
			ok = add_line(cx, &all, '+', y.items[j], 0, j + 1), j++;
		else
			ok = add_line(cx, &all, ' ', y.items[j], i + 1, j + 1), i++, j++;
	}
	return ok && add_ends(cx, a, b, &all) && keep_near(cx, &all, context, out);
}
