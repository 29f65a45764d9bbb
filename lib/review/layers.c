/* SPDX-License-Identifier: Apache-2.0 */
#include "review/layers.h"

/* A value of a layer and what it is in: the way from an origin to its path. */
typedef struct node {
	uint32_t parent; /* number + 1; 0: the layer's own tree */
	uint32_t next;	 /* another value with the same origin (an alias): number + 1 */
	uint32_t layer;
	pn_step step;
	const pn_value *value;
} node;

struct pn_layers {
	const pn_part *root;
	pn_layer *items;
	size_t count, cap;
	node *nodes;
	uint32_t node_count, node_cap;
	uint32_t *by_origin; /* number + 1 of the first node */
	uint32_t origin_count;
};

static bool no_memory(pn_cx *cx)
{
	return pn_fail_memory(cx->err, cx->arena);
}

/* ---- making ---- */

static bool add_layer(pn_cx *cx, pn_layers *l, pn_layer layer)
{
	if (l->count == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 16;
		pn_layer *items = pn_realloc(cx->arena, l->items, l->cap * sizeof *items,
					     cap * sizeof *items);

		if (!items)
			return no_memory(cx);
		l->items = items;
		l->cap = cap;
	}
	if (!pn_source_text_make(cx->arena, layer.name, layer.source->text, &layer.text))
		return no_memory(cx);
	l->items[l->count++] = layer;
	return true;
}

static bool add_user_layers(pn_cx *cx, pn_layers *l, const pn_overrides *overrides)
{
	for (uint32_t i = overrides->addition_count; i-- > 0;) {
		const pn_addition *a = &overrides->additions[i];
		pn_layer layer = { .source = a->source,
				   .name = a->source->name,
				   .is_line = a->line.ptr ||
					      pn_str_starts(a->source->name, PN_STR("--set")),
				   .first_origin = a->delta + 1 };

		if (!pn_addition_values(cx, a, &layer.values) || !add_layer(cx, l, layer))
			return false;
	}
	return true;
}

pn_keypath pn_part_prefix(pn_arena *arena, const pn_part *part)
{
	pn_step step = { .key = part ? part->meta.name : PN_STR_EMPTY };

	if (!part || !part->parent)
		return (pn_keypath){ NULL, 0 };
	return pn_keypath_join(arena, pn_part_prefix(arena, part->parent),
			       (pn_keypath){ &step, 1 });
}

static bool add_chart_layers(pn_cx *cx, pn_layers *l, const pn_part *part)
{
	if (part->chart->source && part->chart->values_file) {
		pn_layer layer = { .source = part->chart->source,
				   .name = part->chart->source->name,
				   .part = part,
				   .prefix = pn_part_prefix(cx->arena, part),
				   .first_origin = part->file_delta + 1 };

		if (!pn_value_copy(cx->arena, &layer.values, &part->chart->values,
				   part->file_delta))
			return no_memory(cx);
		if (!add_layer(cx, l, layer))
			return false;
	}
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (!add_chart_layers(cx, l, part->children[i]))
			return false;
	}
	return true;
}

/* ---- the index from origins to paths ---- */

/* Enters a value; its number + 1, 0 without memory. */
static uint32_t add_node(pn_cx *cx, pn_layers *l, const node *n)
{
	uint32_t origin = n->value->origin;

	if (l->node_count == l->node_cap) {
		uint32_t cap = l->node_cap ? l->node_cap * 2 : 256;
		node *nodes = pn_realloc(cx->arena, l->nodes, l->node_cap * sizeof *nodes,
					 cap * sizeof *nodes);

		if (!nodes)
			return 0;
		l->nodes = nodes;
		l->node_cap = cap;
	}
	l->nodes[l->node_count] = *n;
	if (origin && origin < l->origin_count) {
		l->nodes[l->node_count].next = l->by_origin[origin];
		l->by_origin[origin] = l->node_count + 1;
	}
	return ++l->node_count;
}

/* Enters what is in the value that was entered under a number. */
static bool add_members(pn_cx *cx, pn_layers *l, uint32_t layer, uint32_t parent, const pn_value *v)
{
	for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++) {
		node n = { .parent = parent, .layer = layer, .value = &v->as.items[i] };

		n.step = (pn_step){ .index = i, .is_index = true };
		if (!add_node(cx, l, &n))
			return no_memory(cx);
	}
	for (uint32_t i = 0; pn_is_map(v) && v->as.map && i < v->as.map->count; i++) {
		const pn_entry *e = &v->as.map->entries[i];
		node n = { .parent = parent, .layer = layer, .value = &e->value };

		n.step = (pn_step){ .key = e->key };
		if (!add_node(cx, l, &n))
			return no_memory(cx);
	}
	return true;
}

static bool index_layer(pn_cx *cx, pn_layers *l, uint32_t layer)
{
	uint32_t next = l->node_count;

	if (!add_members(cx, l, layer, 0, &l->items[layer].values))
		return false;
	for (; next < l->node_count; next++) {
		if (!add_members(cx, l, layer, next + 1, l->nodes[next].value))
			return false;
	}
	return true;
}

bool pn_layers_make(pn_cx *cx, const pn_overrides *overrides, const pn_part *root,
		    const pn_sources *sources, pn_layers **out)
{
	pn_layers *l = PN_NEW(cx->arena, pn_layers);

	*out = l;
	if (!l)
		return no_memory(cx);
	l->root = root;
	l->origin_count = sources->next + 1;
	l->by_origin = pn_alloc_zero(cx->arena, l->origin_count * sizeof *l->by_origin);
	if (!l->by_origin)
		return no_memory(cx);
	if ((overrides && !add_user_layers(cx, l, overrides)) || !add_chart_layers(cx, l, root))
		return false;
	for (uint32_t i = 0; i < l->count; i++) {
		if (!index_layer(cx, l, i))
			return false;
	}
	return true;
}

size_t pn_layers_count(const pn_layers *layers)
{
	return layers->count;
}

const pn_layer *pn_layers_at(const pn_layers *layers, size_t i)
{
	return &layers->items[i];
}

/* ---- from an origin to its place ---- */

static void set_position(pn_setting *s, uint32_t origin)
{
	uint32_t own = origin - s->layer->first_origin;

	if (origin < s->layer->first_origin || own >= s->layer->source->count)
		return;
	s->line = s->layer->source->positions[own].line;
	s->column = s->layer->source->positions[own].column;
}

static pn_keypath node_path(const pn_layers *l, pn_arena *arena, uint32_t number)
{
	const pn_layer *layer = &l->items[l->nodes[number - 1].layer];
	size_t count = layer->prefix.count;
	pn_step *steps;

	for (uint32_t n = number; n; n = l->nodes[n - 1].parent)
		count++;
	steps = PN_NEW_ARRAY(arena, pn_step, count);
	if (!steps)
		return (pn_keypath){ NULL, 0 };
	if (layer->prefix.count)
		memcpy(steps, layer->prefix.steps, layer->prefix.count * sizeof *steps);
	for (uint32_t n = number, i = (uint32_t)count; n; n = l->nodes[n - 1].parent)
		steps[--i] = l->nodes[n - 1].step;
	return (pn_keypath){ steps, count };
}

bool pn_layers_origin(const pn_layers *layers, pn_cx *cx, uint32_t origin, pn_setting *out)
{
	uint32_t number = origin < layers->origin_count ? layers->by_origin[origin] : 0;

	if (!number)
		return false;
	/*
	 * Of several values at one place, the anchor's own was entered first, so stands last. The
	 * maps on the way to what a line sets have its origin, too.
	 */
	for (uint32_t n = number; n; n = layers->nodes[n - 1].next) {
		if (!pn_is_map(layers->nodes[n - 1].value) ||
		    pn_is_map(layers->nodes[number - 1].value))
			number = n;
	}
	*out = (pn_setting){ .layer = &layers->items[layers->nodes[number - 1].layer] };
	out->value = layers->nodes[number - 1].value;
	out->name = out->layer->name;
	out->path = node_path(layers, cx->arena, number);
	set_position(out, origin);
	return !cx->arena->failed;
}

/* ---- who sets a path ---- */

typedef struct search {
	const pn_layers *layers;
	pn_cx *cx;
	pn_settings *out;
	bool all; /* enter what does not set the path, too */
} search;

static bool add_setting(search *s, pn_setting setting)
{
	pn_settings *out = s->out;

	for (size_t i = 0; i < out->count; i++) {
		if (out->items[i].value == setting.value && setting.value)
			return true;
	}
	if (out->count == out->cap) {
		size_t cap = out->cap ? out->cap * 2 : 8;
		pn_setting *items = pn_realloc(s->cx->arena, out->items, out->cap * sizeof *items,
					       cap * sizeof *items);

		if (!items)
			return no_memory(s->cx);
		out->items = items;
		out->cap = cap;
	}
	out->items[out->count++] = setting;
	return true;
}

/* Adds what one layer sets at a path of its own tree. */
static bool look_into(search *s, const pn_layer *layer, pn_keypath own)
{
	const pn_value *above, *v = pn_keypath_find(&layer->values, own, &above);
	pn_setting setting = { .layer = layer, .name = layer->name, .is_above = !v };

	if (s->all) {
		setting.value = v && v->origin ? v : NULL;
		setting.is_above = false;
		setting.path = pn_keypath_join(s->cx->arena, layer->prefix, own);
		if (setting.value)
			set_position(&setting, v->origin);
		return add_setting(s, setting);
	}
	if (!v)
		v = above;
	if (!v || !v->origin) /* a line fills lists with nulls that it does not mean */
		return true;
	setting.value = v;
	setting.path = pn_keypath_join(s->cx->arena, layer->prefix, own);
	set_position(&setting, v->origin);
	return add_setting(s, setting);
}

static const pn_part *child_of(const pn_part *part, pn_keypath path)
{
	for (uint32_t i = 0; path.count && !path.steps[0].is_index && i < part->child_count; i++) {
		if (pn_str_eq(part->children[i]->meta.name, path.steps[0].key))
			return part->children[i];
	}
	return NULL;
}

/* Adds what the charts from `part` down set at a path that begins there. */
static bool look_into_charts(search *s, const pn_part *part, pn_keypath path)
{
	const pn_part *child = child_of(part, path);

	for (size_t i = 0; i < s->layers->count; i++) {
		if (s->layers->items[i].part == part && !look_into(s, &s->layers->items[i], path))
			return false;
	}
	return !child || look_into_charts(s, child, pn_keypath_skip(path, 1));
}

/* Splits a dotted path of Chart.yaml, which knows no escapes; "." is the empty one. */
static pn_keypath dotted(pn_arena *arena, pn_str text)
{
	size_t most = pn_str_count(text, PN_STR(".")) + 1, count = 0;
	pn_step *steps = PN_NEW_ARRAY(arena, pn_step, most);
	bool more = steps && !pn_str_is(text, ".");

	while (more) {
		pn_str key;

		more = pn_str_cut(text, PN_STR("."), &key, &text);
		steps[count++] = (pn_step){ .key = key };
	}
	return (pn_keypath){ steps, count };
}

/* Adds what one import of a chart brings to a path of the chart's values. */
static bool look_into_import(search *s, const pn_part *part, pn_str child, const pn_value *import,
			     pn_keypath path)
{
	const pn_value *from = pn_map_get(import->as.map, PN_STR("child"));
	const pn_value *to = pn_map_get(import->as.map, PN_STR("parent"));
	pn_arena *arena = s->cx->arena;
	pn_step name = { .key = child };
	pn_keypath parent;

	if (!from || !to)
		return true;
	parent = dotted(arena, pn_value_str(to));
	if (!pn_keypath_starts(path, parent))
		return true;
	path = pn_keypath_join(arena, dotted(arena, pn_value_str(from)),
			       pn_keypath_skip(path, parent.count));
	return look_into_charts(s, part, pn_keypath_join(arena, (pn_keypath){ &name, 1 }, path));
}

/* Adds what charts import from their subcharts (Helm: import-values). */
static bool look_into_imports(search *s, const pn_part *part, pn_keypath path)
{
	const pn_part *child = child_of(part, path);

	for (uint32_t i = 0; i < part->meta.dependency_count; i++) {
		const pn_dependency *d = &part->meta.dependencies[i];
		const pn_value *list = &d->import_values;

		for (uint32_t k = 0; list->kind == PN_LIST && k < list->len; k++) {
			if (pn_is_map(&list->as.items[k]) &&
			    !look_into_import(s, part, d->name, &list->as.items[k], path))
				return false;
		}
	}
	return !child || look_into_imports(s, child, pn_keypath_skip(path, 1));
}

/* Adds all that set exactly this path. */
static bool look_everywhere(search *s, pn_keypath path)
{
	for (size_t i = 0; i < s->layers->count && !s->layers->items[i].part; i++) {
		if (!look_into(s, &s->layers->items[i], path))
			return false;
	}
	return look_into_charts(s, s->layers->root, path) &&
	       look_into_imports(s, s->layers->root, path);
}

/* Says whether a part is `above` or below it. */
static bool is_below(const pn_part *part, const pn_part *above)
{
	for (; part; part = part->parent) {
		if (part == above)
			return true;
	}
	return false;
}

/* Adds who sets a global that a part sees: its parents' globals win over its own. */
static bool look_for_global(search *s, const pn_part *part, pn_keypath path)
{
	if (part->parent && !look_for_global(s, part->parent, path))
		return false;
	return look_everywhere(
		s, pn_keypath_join(s->cx->arena, pn_part_prefix(s->cx->arena, part), path));
}

static bool find_settings(search *s, pn_keypath path, const pn_part *reader)
{
	const pn_part *part = s->layers->root, *child;
	pn_keypath rest = path;
	bool ok;

	for (; (child = child_of(part, rest)); rest = pn_keypath_skip(rest, 1))
		part = child;
	if (reader && is_below(reader, part))
		part = reader;
	if (rest.count && !rest.steps[0].is_index && pn_str_is(rest.steps[0].key, "global"))
		ok = look_for_global(s, part, rest);
	else
		ok = look_everywhere(s, path);
	return ok && (!s->cx->arena->failed || no_memory(s->cx));
}

bool pn_layers_find(const pn_layers *layers, pn_cx *cx, pn_keypath path, const pn_part *reader,
		    pn_settings *out)
{
	search s = { layers, cx, out, false };

	return find_settings(&s, path, reader);
}

bool pn_layers_candidates(const pn_layers *layers, pn_cx *cx, pn_keypath path, pn_settings *out)
{
	search s = { layers, cx, out, true };

	return find_settings(&s, path, NULL);
}
