/* SPDX-License-Identifier: Apache-2.0 */
#include "review/merged.h"

/* The way through the values. */
typedef struct way {
	pn_study *study;
	pn_merged *out;
	pn_steps steps;
} way;

static bool no_memory(const way *w)
{
	return pn_fail_memory(w->study->cx->err, w->study->cx->arena);
}

static pn_leaf_kind kind_of(const pn_layer *layer)
{
	if (layer->part)
		return PN_LEAF_DEFAULT;
	return layer->is_line ? PN_LEAF_LINE : PN_LEAF_FILE;
}

/* Finds out who wrote a leaf. */
static void find_origin(way *w, pn_leaf *leaf)
{
	pn_setting setting;

	if (!pn_layers_origin(w->study->layers, w->study->cx, leaf->value->origin, &setting))
		return;
	leaf->kind = kind_of(setting.layer);
	leaf->from = setting;
	leaf->is_moved = !pn_keypath_eq(setting.path, leaf->path);
}

static bool add_leaf(way *w, const pn_value *v)
{
	pn_merged *m = w->out;
	pn_leaf leaf = { .value = v };

	if (m->count == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 64;
		pn_leaf *leaves = pn_realloc(w->study->cx->arena, m->leaves,
					     m->cap * sizeof *leaves, cap * sizeof *leaves);

		if (!leaves)
			return no_memory(w);
		m->leaves = leaves;
		m->cap = cap;
	}
	leaf.path = pn_keypath_join(w->study->cx->arena, pn_steps_path(&w->steps),
				    (pn_keypath){ NULL, 0 });
	find_origin(w, &leaf);
	m->leaves[m->count++] = leaf;
	return !w->study->cx->arena->failed || no_memory(w);
}

static bool go(way *w, const pn_value *v, uint32_t depth)
{
	const pn_entry *entries = pn_is_map(v) ? pn_map_sorted(v->as.map) : NULL;
	size_t count = pn_is_map(v) ? pn_map_count(v->as.map) : v->kind == PN_LIST ? v->len : 0;

	if (!depth)
		return pn_fail(w->study->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: values");
	if (!count)
		return !w->steps.count || add_leaf(w, v); /* the root is no leaf */
	for (size_t i = 0; i < count; i++) {
		const pn_value *child = entries ? &entries[i].value : &v->as.items[i];
		pn_step step = { .is_index = true, .index = (uint32_t)i };

		if (entries)
			step = (pn_step){ .key = entries[i].key };
		if (!pn_steps_push(w->study->cx, &w->steps, step) || !go(w, child, depth - 1))
			return false;
		w->steps.count--;
	}
	return true;
}

bool pn_merged_make(pn_study *study, pn_merged *out)
{
	way w = { .study = study, .out = out };

	*out = (pn_merged){ .study = study };
	return go(&w, &study->values, study->cx->limits->depth);
}

const char *pn_leaf_kind_name(pn_leaf_kind kind)
{
	static const char *const names[] = { "helm", "file", "line", "default" };

	return names[kind];
}

pn_str pn_layer_words(const pn_study *study, const pn_layer *layer)
{
	pn_arena *arena = study->cx->arena;
	pn_str folder, name = layer->name;

	if (!layer->part)
		return name;
	folder = pn_chart_file_place(arena, study->root->chart, PN_STR_EMPTY);
	if (pn_str_starts(name, folder))
		name = pn_str_slice(name, folder.len, name.len);
	return pn_str_format(arena, "chart default %.*s", PN_ARG(name));
}

/* ---- JSON ---- */

static void write_leaf(pn_json_out *w, pn_arena *arena, const pn_leaf *leaf)
{
	pn_json_out_open(w, NULL, '{');
	pn_json_out_text(w, "path", pn_keypath_text(arena, leaf->path));
	pn_json_out_text(w, "kind", pn_str_from(pn_leaf_kind_name(leaf->kind)));
	if (leaf->from.layer) {
		pn_json_out_text(w, leaf->from.layer->is_line ? "set" : "file", leaf->from.name);
		if (leaf->from.line) {
			pn_json_out_number(w, "line", leaf->from.line);
			pn_json_out_number(w, "column", leaf->from.column);
		}
		if (leaf->is_moved)
			pn_json_out_text(w, "from", pn_keypath_text(arena, leaf->from.path));
	}
	pn_json_out_close(w);
}

bool pn_merged_json(const pn_merged *merged, pn_buf *out)
{
	pn_cx *cx = merged->study->cx;
	pn_json_out w;
	pn_buf values;

	pn_buf_init(&values, cx->arena);
	if (!pn_json_write(cx, &values, &merged->study->values, 0))
		return false;
	pn_json_out_begin(&w, out);
	pn_json_out_open(&w, NULL, '{');
	pn_json_out_number(&w, "format", 1);
	pn_json_out_raw(&w, "values", pn_buf_str(&values));
	pn_json_out_open(&w, "origins", '[');
	for (size_t i = 0; i < merged->count; i++)
		write_leaf(&w, cx->arena, &merged->leaves[i]);
	pn_json_out_close(&w);
	pn_json_out_close(&w);
	pn_buf_byte(out, '\n');
	return (!out->failed && !cx->arena->failed) || pn_fail_memory(cx->err, cx->arena);
}
