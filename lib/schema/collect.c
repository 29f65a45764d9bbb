/* SPDX-License-Identifier: Apache-2.0 */
/* Resources and anchors of a document (jsonschema: roots.go, root.go). */
#include "schema/compiler.h"

/* The text under a keyword; false when there is none. */
static bool text_of(const pn_value *v, pn_str keyword, pn_str *text)
{
	const pn_value *found = pn_map_get(v->as.map, keyword);

	if (!found || found->type != PN_TYPE_STRING)
		return false;
	*text = pn_value_str(found);
	return true;
}

/* Before 2019-09 "$ref" hides its neighbours. */
static bool hidden_by_ref(const pn_value *v, pn_draft draft)
{
	return draft < PN_DRAFT_2019 && pn_map_get(v->as.map, PN_STR("$ref"));
}

/* Returns the schema's id without its fragment; empty when it has none. */
static pn_str id_of(const pn_value *v, pn_draft draft)
{
	pn_str id = PN_STR_EMPTY, fragment;

	if (!hidden_by_ref(v, draft) && text_of(v, pn_draft_get(draft)->id, &id))
		pn_str_cut(id, PN_STR("#"), &id, &fragment);
	return id;
}

/* ---- resources ---- */

/* Makes the resource that begins at a node. */
static pn_resource *add_resource(pn_compiler *c, pn_node *node, pn_str id, pn_dialect dialect)
{
	pn_root *root = node->root;
	pn_resource *resource = PN_NEW(c->cx->arena, pn_resource);
	pn_value place = pn_int((int64_t)root->resources.count);

	if (!resource || !pn_pointers_add(c->cx->arena, &root->resources, resource) ||
	    !pn_map_set(root->ids, id, &place))
		return NULL;
	resource->node = node;
	resource->id = id;
	resource->dialect = dialect;
	if (node == root->node)
		root->resource = resource;
	return resource;
}

/* Begins a resource at a node, or finds that it was begun. */
static pn_resource *begin_resource(pn_compiler *c, pn_node *node, pn_str id, pn_dialect dialect)
{
	const pn_value *place = pn_map_get(node->root->ids, id);
	pn_arena *arena = c->cx->arena;
	pn_resource *old;

	if (!place)
		return add_resource(c, node, id, dialect);
	old = node->root->resources.items[place->as.integer];
	if (old->node == node)
		return old;
	pn_compiler_problem(c, "duplicate id %q in %q at %q and %q", id, node->root->url,
			    pn_node_pointer(arena, node), pn_node_pointer(arena, old->node));
	return NULL;
}

/*
 * Finds the resource that a schema belongs to: its own if it has an id, else `base`. *draft is how
 * its keywords are to be read.
 */
static pn_resource *resource_of(pn_compiler *c, pn_node *node, pn_resource *base, pn_dialect usual,
				pn_draft *draft)
{
	bool whole = node == node->root->node, schema_counts = true;
	pn_str id, url = base ? base->id : node->root->url, fragment;

	if (!pn_compiler_draft(c, node, usual.draft, draft))
		return NULL;
	id = id_of(node->value, *draft);
	if (!id.len && !whole) { /* "$schema" means nothing without an id */
		schema_counts = false;
		*draft = usual.draft;
		id = id_of(node->value, *draft);
		if (!id.len)
			return base;
	}
	if (id.len && !pn_compiler_join(c, url, id, &url, &fragment)) {
		c->schema->problem = PN_STR_EMPTY;
		pn_compiler_problem(c, "error in parsing id at %q",
				    pn_node_location(c->cx->arena, node));
		return NULL;
	}
	if (schema_counts && !pn_compiler_dialect(c, node, *draft, &usual))
		return NULL;
	return begin_resource(c, node, url, usual);
}

/* ---- anchors ---- */

/* Enters an anchor; fails when its name is taken. */
static bool add_anchor(pn_compiler *c, pn_node *node, pn_map **anchors, pn_str name)
{
	pn_arena *arena = c->cx->arena;
	pn_value id = pn_int((int64_t)node->id);
	const pn_value *old;

	if (!*anchors)
		*anchors = pn_map_new(arena, 0);
	if (!*anchors)
		return false;
	old = pn_map_get(*anchors, name);
	if (old && old->as.integer != id.as.integer)
		return pn_compiler_problem(
			c, "duplicate anchor %q in %q at %q and %q", name, node->root->url,
			pn_node_pointer(arena, c->schema->nodes.items[old->as.integer]),
			pn_node_pointer(arena, node));
	return pn_map_set(*anchors, name, &id);
}

/* Before 2019-09 an anchor is the fragment of an id. */
static bool collect_id_anchor(pn_compiler *c, pn_node *node, pn_resource *resource)
{
	pn_str id, url, fragment;

	if (hidden_by_ref(node->value, resource->dialect.draft) ||
	    !text_of(node->value, pn_draft_get(resource->dialect.draft)->id, &id))
		return true;
	if (!pn_reference_split(c, id, &url, &fragment)) {
		c->schema->problem = PN_STR_EMPTY;
		return pn_compiler_problem(c, "error in parsing anchor at %q",
					   pn_node_location(c->cx->arena, node));
	}
	if (!fragment.len || fragment.ptr[0] == '/')
		return true;
	return add_anchor(c, node, &resource->anchors, fragment);
}

/* Enters the anchors that a schema sets. */
static bool collect_anchors(pn_compiler *c, pn_node *node, pn_resource *resource)
{
	pn_draft draft = resource->dialect.draft;
	pn_str name;

	if (draft < PN_DRAFT_2019)
		return collect_id_anchor(c, node, resource);
	if (text_of(node->value, PN_STR("$anchor"), &name) &&
	    !add_anchor(c, node, &resource->anchors, name))
		return false;
	if (draft < PN_DRAFT_2020 || !text_of(node->value, PN_STR("$dynamicAnchor"), &name))
		return true;
	return add_anchor(c, node, &resource->anchors, name) &&
	       add_anchor(c, node, &resource->dynamic, name);
}

/* ---- the walk ---- */

static bool collect(pn_compiler *c, pn_node *node, pn_resource *base, pn_dialect usual,
		    uint32_t depth);

/* Collects the subschemas in a list. */
static bool collect_list(pn_compiler *c, pn_node *node, const pn_entry *e, uint32_t depth)
{
	for (uint32_t i = 0; i < e->value.len; i++) {
		pn_node *child = pn_compiler_child_index(c, node, e->key, &e->value, i);

		if (!child || !collect(c, child, node->resource, node->resource->dialect, depth))
			return false;
	}
	return true;
}

/* Collects the subschemas in a map. */
static bool collect_map(pn_compiler *c, pn_node *node, const pn_entry *e, uint32_t depth)
{
	const pn_entry *entries = pn_map_sorted(e->value.as.map);

	for (size_t i = 0; i < pn_map_count(e->value.as.map); i++) {
		pn_node *child = pn_compiler_child_key(c, node, e->key, &entries[i]);

		if (!child || !collect(c, child, node->resource, node->resource->dialect, depth))
			return false;
	}
	return true;
}

/* Collects the subschemas under one keyword. */
static bool collect_keyword(pn_compiler *c, pn_node *node, const pn_entry *e, pn_draft draft,
			    uint32_t depth)
{
	const pn_keyword *keyword = pn_keyword_find(e->key);
	uint8_t shape = keyword && keyword->since <= draft ? keyword->shape : PN_SHAPE_NONE;

	if (shape == PN_SHAPE_ONE || shape == PN_SHAPE_ONE_OR_LIST) {
		pn_node *child = pn_compiler_child(c, node, keyword->name, &e->value);

		if (!child || !collect(c, child, node->resource, node->resource->dialect, depth))
			return false;
	}
	if ((shape == PN_SHAPE_LIST || shape == PN_SHAPE_ONE_OR_LIST) && e->value.kind == PN_LIST)
		return collect_list(c, node, e, depth);
	if (shape == PN_SHAPE_MAP && pn_is_map(&e->value))
		return collect_map(c, node, e, depth);
	return true;
}

/* Whether a schema may have a name, an anchor or a draft of its own; most have none. */
static bool may_be_named(const pn_map *schema)
{
	for (size_t i = 0; i < pn_map_count(schema); i++) {
		pn_str key = schema->entries[i].key;

		if (pn_str_is(key, "id") ||
		    (key.len && key.ptr[0] == '$' && !pn_str_is(key, "$ref")))
			return true;
	}
	return false;
}

/* Finds the resource that a schema belongs to, and what in it has names. */
static bool collect_names(pn_compiler *c, pn_node *node, pn_dialect usual, pn_draft *draft)
{
	*draft = usual.draft;
	if (node->resource && node != node->root->node && !may_be_named(node->value->as.map))
		return true;
	node->resource = resource_of(c, node, node->resource, usual, draft);
	return node->resource && collect_anchors(c, node, node->resource);
}

/* Finds what is in one schema and goes on to its subschemas. */
static bool collect_here(pn_compiler *c, pn_node *node, pn_resource *base, pn_dialect usual,
			 uint32_t depth)
{
	const pn_entry *entries;
	pn_draft draft;

	node->collected = true;
	node->resource = base;
	if (!pn_is_map(node->value)) {
		if (!base)
			node->resource = begin_resource(c, node, node->root->url, usual);
		return node->resource != NULL;
	}
	entries = pn_map_sorted(node->value->as.map);
	if (!collect_names(c, node, usual, &draft))
		return false;
	for (size_t i = 0; i < pn_map_count(node->value->as.map); i++)
		if (!collect_keyword(c, node, &entries[i], draft, depth + 1))
			return false;
	return true;
}

/* What a fresh stack is given to do. */
typedef struct visit {
	pn_compiler *c;
	pn_node *node;
	pn_resource *base;
	pn_dialect usual;
	uint32_t depth;
	bool ok;
} visit;

/* Goes on where a fresh stack begins. */
static void run_visit(void *data)
{
	visit *v = data;

	v->ok = collect_here(v->c, v->node, v->base, v->usual, v->depth);
}

/* Collects a schema unless it was, on a fresh stack when this one gets low. */
static bool collect(pn_compiler *c, pn_node *node, pn_resource *base, pn_dialect usual,
		    uint32_t depth)
{
	visit v = { c, node, base, usual, depth, false };

	if (node->collected)
		return true;
	if (depth > c->cx->limits->depth)
		return pn_fail(c->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: a schema is nested deeper than %u levels",
			       c->cx->limits->depth);
	if (!pn_stack_low(&c->stack))
		return collect_here(c, node, base, usual, depth);
	if (!pn_stack_run(&c->stack, run_visit, &v))
		return pn_fail(c->cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	return v.ok;
}

bool pn_compiler_collect(pn_compiler *c, pn_node *node, pn_resource *base, pn_dialect usual)
{
	return collect(c, node, base, usual, 0);
}
