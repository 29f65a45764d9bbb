/* SPDX-License-Identifier: Apache-2.0 */
#include "project/project.h"

#include <stddef.h>

bool pn_str_list_add(pn_arena *arena, pn_str_list *list, pn_str item)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 8;
		pn_str *grown = pn_realloc(arena, list->items, list->cap * sizeof *grown,
					   cap * sizeof *grown);

		if (!grown)
			return false;
		list->items = grown;
		list->cap = cap;
	}
	list->items[list->count++] = item;
	return true;
}

bool pn_plan_add_layer(pn_arena *arena, pn_plan *plan, const pn_layer *layer)
{
	size_t cap = plan->layer_cap ? plan->layer_cap * 2 : 4;
	pn_layer *grown;

	/* A plan may have begun as a copy of another one, whose list must not change. */
	if (plan->layer_count == plan->layer_cap) {
		grown = PN_NEW_ARRAY(arena, pn_layer, cap);
		if (!grown)
			return false;
		if (plan->layer_count)
			memcpy(grown, plan->layers, plan->layer_count * sizeof *grown);
		plan->layers = grown;
		plan->layer_cap = cap;
	}
	plan->layers[plan->layer_count++] = *layer;
	return true;
}

/* Where Helm applies a layer: smaller ranks first. */
static int rank(const pn_layer *layer)
{
	static const int of_set[] = { [PN_SET_JSON] = 1,
				      [PN_SET_TYPED] = 2,
				      [PN_SET_STRING] = 3,
				      [PN_SET_FILE] = 4,
				      [PN_SET_LITERAL] = 5 };

	return layer->kind == PN_LAYER_SET ? of_set[layer->set] : 0;
}

void pn_plan_sort_layers(pn_plan *plan)
{
	for (size_t i = 1; i < plan->layer_count; i++) {
		pn_layer layer = plan->layers[i];
		size_t at = i;

		for (; at > 0 && rank(&plan->layers[at - 1]) > rank(&layer); at--)
			plan->layers[at] = plan->layers[at - 1];
		plan->layers[at] = layer;
	}
}

/* ---- members of a map ---- */

typedef struct pn_member pn_member;
struct pn_member {
	const char *key;
	bool (*read)(pn_project_reader *r, pn_plan *plan, const pn_value *v,
		     const pn_member *member, const pn_plan_names *names);
	size_t at; /* in the plan */
	pn_set_kind set;
	bool is_path;
};

/* Replaces {chart} and {environment}. */
static pn_str fill(pn_arena *arena, pn_str text, const pn_plan_names *names)
{
	if (names->chart.len)
		text = pn_str_replace(arena, text, PN_STR("{chart}"), names->chart);
	if (names->environment.len)
		text = pn_str_replace(arena, text, PN_STR("{environment}"), names->environment);
	return text;
}

static bool read_text(pn_project_reader *r, pn_plan *plan, const pn_value *v,
		      const pn_member *member, const pn_plan_names *names)
{
	pn_str text = fill(r->cx->arena, pn_value_str(v), names);

	if (member->is_path)
		text = pn_project_path(r, text);
	*(pn_str *)((char *)plan + member->at) = text;
	return true;
}

static bool read_switch(pn_project_reader *r, pn_plan *plan, const pn_value *v,
			const pn_member *member, const pn_plan_names *names)
{
	(void)r;
	(void)names;
	*(bool *)((char *)plan + member->at) = v->as.boolean;
	return true;
}

static bool read_texts(pn_project_reader *r, pn_plan *plan, const pn_value *v,
		       const pn_member *member, const pn_plan_names *names)
{
	pn_str_list *list = (pn_str_list *)((char *)plan + member->at);
	pn_str_list own = { 0 };

	for (size_t i = 0; i < list->count; i++)
		pn_str_list_add(r->cx->arena, &own, list->items[i]);
	for (uint32_t i = 0; i < v->len; i++) {
		pn_str text = fill(r->cx->arena, pn_value_str(&v->as.items[i]), names);

		if (!pn_str_list_add(r->cx->arena, &own, text))
			return pn_fail_memory(r->cx->err, r->cx->arena);
	}
	*list = own;
	return true;
}

static bool read_compat(pn_project_reader *r, pn_plan *plan, const pn_value *v,
			const pn_member *member, const pn_plan_names *names)
{
	(void)r;
	(void)member;
	(void)names;
	plan->helm_3 = pn_str_is(pn_value_str(v), "3.17");
	plan->helm_4 = !plan->helm_3;
	return true;
}

/* One item of `values`: a path, { file, optional }, or { inline }. */
static bool read_values_item(pn_project_reader *r, pn_plan *plan, const pn_value *item,
			     const pn_plan_names *names)
{
	pn_layer layer = { .kind = PN_LAYER_FILE, .source = r->source };
	const pn_value *file = item, *optional;

	if (item->kind == PN_MAP) {
		file = pn_map_get(item->as.map, PN_STR("file"));
		optional = pn_map_get(item->as.map, PN_STR("optional"));
		layer.value = pn_map_get(item->as.map, PN_STR("inline"));
		layer.optional = optional && optional->as.boolean;
		if (!file == !layer.value)
			return pn_project_fail(r, item, "values: give either file or inline");
	}
	if (layer.value)
		layer.kind = PN_LAYER_INLINE;
	else
		layer.text = pn_project_path(r, fill(r->cx->arena, pn_value_str(file), names));
	return pn_plan_add_layer(r->cx->arena, plan, &layer) ||
	       pn_fail_memory(r->cx->err, r->cx->arena);
}

static bool read_values(pn_project_reader *r, pn_plan *plan, const pn_value *v,
			const pn_member *member, const pn_plan_names *names)
{
	(void)member;
	for (uint32_t i = 0; i < v->len; i++) {
		if (!read_values_item(r, plan, &v->as.items[i], names))
			return false;
	}
	return true;
}

static bool read_set(pn_project_reader *r, pn_plan *plan, const pn_value *v,
		     const pn_member *member, const pn_plan_names *names)
{
	for (uint32_t i = 0; i < v->len; i++) {
		pn_layer layer = { .kind = PN_LAYER_SET,
				   .set = member->set,
				   .folder = r->folder,
				   .text = fill(r->cx->arena, pn_value_str(&v->as.items[i]),
						names) };

		if (!pn_plan_add_layer(r->cx->arena, plan, &layer))
			return pn_fail_memory(r->cx->err, r->cx->arena);
	}
	return true;
}

#define AT(member) offsetof(pn_plan, member)

static const pn_member members[] = {
	{ "apiVersions", read_texts, .at = AT(api_versions) },
	{ "chart", read_text, .at = AT(chart) },
	{ "helmCompat", read_compat },
	{ "id", read_text, .at = AT(id) },
	{ "includeCRDs", read_switch, .at = AT(include_crds) },
	{ "isUpgrade", read_switch, .at = AT(is_upgrade) },
	{ "kubeVersion", read_text, .at = AT(kube_version) },
	{ "lookup", read_text, .at = AT(lookup), .is_path = true },
	{ "name", read_text, .at = AT(name) },
	{ "namespace", read_text, .at = AT(ns) },
	{ "noHooks", read_switch, .at = AT(no_hooks) },
	{ "set", read_set, .set = PN_SET_TYPED },
	{ "setFile", read_set, .set = PN_SET_FILE },
	{ "setJson", read_set, .set = PN_SET_JSON },
	{ "setLiteral", read_set, .set = PN_SET_LITERAL },
	{ "setString", read_set, .set = PN_SET_STRING },
	{ "showOnly", read_texts, .at = AT(show_only) },
	{ "skipSchemaValidation", read_switch, .at = AT(skip_schema) },
	{ "skipTests", read_switch, .at = AT(skip_tests) },
	{ "values", read_values },
	{ "version", read_text, .at = AT(chart_version) },
};

bool pn_plan_apply(pn_project_reader *r, pn_plan *plan, const pn_value *map,
		   const pn_plan_names *names)
{
	if (!map || map->kind != PN_MAP)
		return true;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const pn_value *v = pn_map_get(map->as.map, pn_str_from(members[i].key));

		if (v && !members[i].read(r, plan, v, &members[i], names))
			return false;
	}
	return !r->cx->arena->failed || pn_fail_memory(r->cx->err, r->cx->arena);
}
