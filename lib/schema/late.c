/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/late.h"

#include "schema/packed.h"

enum { TYPE_SETS = 128 };

/* What a compiler keeps for this. */
struct pn_late {
	const char *packed;
	pn_root root;
	pn_resource resource;
	pn_value definitions, defs; /* the root's, by name; nil: none */
	pn_map *targets;	  /* a "$ref" to PN_BYTES (see packed.h) or, once made, its node */
	pn_node *only[TYPE_SETS]; /* those that say nothing but "type" */
	pn_node *always, *never;
	uint32_t count; /* nodes so far */
};

/* Makes a node; one that is ready needs no rules. */
static pn_node *new_node(pn_compiler *c, const pn_value *value, bool ready)
{
	pn_node *node = PN_NEW(c->cx->arena, pn_node);

	if (!node)
		return NULL;
	node->value = value;
	node->root = &c->late->root;
	node->resource = &c->late->resource;
	node->draft = c->late->resource.dialect.draft;
	node->id = c->late->count++;
	node->collected = true;
	node->ready = ready;
	return node;
}

/* Makes a node that has its verdict. */
static pn_node *verdict_node(pn_compiler *c, pn_node_verdict verdict)
{
	pn_node *node = new_node(c, NULL, true);

	if (node)
		node->verdict = (uint8_t)verdict;
	return node;
}

/* Keeps what is under a keyword of the root. */
static pn_value read_root(pn_compiler *c, const char *packed, pn_str keyword)
{
	const char *at = pn_packed_find(packed, keyword);
	pn_value v = pn_nil();

	if (at)
		pn_packed_read(c->cx->arena, at, &v);
	return v;
}

bool pn_late_begin(pn_compiler *c, const char *packed, pn_draft draft)
{
	pn_late *late = PN_NEW(c->cx->arena, pn_late);
	pn_value *doc = PN_NEW(c->cx->arena, pn_value);

	if (!late || !doc)
		return false;
	c->late = late;
	pn_packed_read(c->cx->arena, packed, doc);
	late->packed = packed;
	late->resource.dialect.draft = draft;
	late->targets = pn_map_new(c->cx->arena, 0);
	late->definitions = read_root(c, packed, PN_STR("definitions"));
	late->defs = read_root(c, packed, PN_STR("$defs"));
	late->always = verdict_node(c, PN_NODE_TRUE);
	late->never = verdict_node(c, PN_NODE_FALSE);
	late->root.node = late->resource.node = new_node(c, doc, false);
	return late->targets && late->root.node && !c->cx->arena->failed;
}

pn_node *pn_late_top(const pn_compiler *c)
{
	return c->late->root.node;
}

/* ---- references ---- */

/* Takes a prefix off a pointer if a single name is left. */
static bool is_name_under(pn_str ref, pn_str prefix, pn_str *name)
{
	*name = pn_str_slice(ref, prefix.len, ref.len);
	return pn_str_starts(ref, prefix) && pn_str_find_byte(*name, '/') == PN_NOT_FOUND;
}

/* Walks along a pointer; NULL when it leads nowhere. */
static const char *follow(const char *at, pn_str pointer)
{
	pn_str token;
	bool more = pn_str_cut(pointer, PN_STR("/"), &token, &pointer);

	while (more && at) {
		more = pn_str_cut(pointer, PN_STR("/"), &token, &pointer);
		at = pn_packed_find(at, token);
	}
	return at;
}

/* Finds the schema that a "$ref" leads to; false when it is none. */
static bool find_schema(pn_compiler *c, pn_str ref, pn_value *out)
{
	const pn_late *late = c->late;
	const pn_value *found = NULL;
	const char *at;
	pn_str name;

	/* Most references lead to where they are looked up fast. */
	if (pn_is_map(&late->definitions) && is_name_under(ref, PN_STR("#/definitions/"), &name))
		found = pn_map_get(late->definitions.as.map, name);
	else if (pn_is_map(&late->defs) && is_name_under(ref, PN_STR("#/$defs/"), &name))
		found = pn_map_get(late->defs.as.map, name);
	if (found) {
		*out = *found;
	} else {
		at = follow(late->packed, ref);
		if (!at)
			return false;
		pn_packed_read(c->cx->arena, at, out);
	}
	return out->kind == PN_BYTES || out->kind == PN_BOOL;
}

bool pn_late_knows(pn_compiler *c, pn_str ref)
{
	pn_value v;

	return pn_map_get(c->late->targets, ref) ||
	       (find_schema(c, ref, &v) && pn_map_set(c->late->targets, ref, &v));
}

/* Makes the node that a reference leads to, and notes it. */
static pn_node *make_target(pn_compiler *c, pn_value *target)
{
	pn_value *value;
	pn_node *node;

	if (target->kind == PN_BOOL)
		return target->as.boolean ? c->late->always : c->late->never;
	if (target->as.text == c->late->packed)
		return c->late->root.node;
	value = PN_NEW(c->cx->arena, pn_value);
	node = value ? new_node(c, value, false) : NULL;
	if (!node)
		return NULL;
	*value = *target;
	*target = pn_object_value(PN_TYPE_NIL, (pn_object *)(void *)node);
	return node;
}

pn_node *pn_late_target(pn_compiler *c, pn_str ref)
{
	pn_value *target = pn_map_get(c->late->targets, ref);

	if (!target) /* pn_late_knows had been asked about every reference */
		return NULL;
	if (target->kind == PN_OBJECT)
		return (pn_node *)(void *)target->as.object;
	return make_target(c, target);
}

/* ---- subschemas ---- */

/* The keyword of a schema that has only one; PN_KW_COUNT for others. */
static pn_keyword_id only_keyword(const char *schema)
{
	return pn_packed_count(schema) == 1 ? (pn_keyword_id)(unsigned char)schema[PN_PACKED_HEAD]
					    : PN_KW_COUNT;
}

/* The node of all schemas that say the same "type" and nothing else. */
static pn_node *type_node(pn_compiler *c, unsigned char types)
{
	pn_node **only = &c->late->only[types % TYPE_SETS];

	if (!*only) {
		*only = new_node(c, NULL, true);
		if (*only)
			(*only)->types = types;
	}
	return *only;
}

pn_node *pn_late_node(pn_compiler *c, const pn_value *value)
{
	const char *schema = value->as.text;
	pn_keyword_id only;

	if (value->kind == PN_BOOL)
		return value->as.boolean ? c->late->always : c->late->never;
	if (pn_packed_count(schema) == 0)
		return c->late->always;
	only = only_keyword(schema);
	if (only == PN_KW_TYPE)
		return type_node(c, (unsigned char)schema[PN_PACKED_HEAD + 2]);
	return new_node(c, value, false);
}

bool pn_late_read(pn_source *o)
{
	const char *at = o->node->value->as.text;
	uint32_t count = pn_packed_count(at);
	pn_value *values = PN_NEW_ARRAY(pn_source_arena(o), pn_value, count);

	if (!values)
		return false;
	at += PN_PACKED_HEAD;
	for (uint32_t i = 0; i < count; i++) {
		o->at[(unsigned char)*at] = &values[i];
		at = pn_packed_read(pn_source_arena(o), at + 1, &values[i]);
	}
	return !pn_source_arena(o)->failed;
}
