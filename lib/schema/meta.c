/* SPDX-License-Identifier: Apache-2.0 */
/* Schemas as instances of their metaschemas (jsonschema: roots.go, draft.go). */
#include "schema/compiler.h"
#include "schema/validate.h"

/* Compiles the metaschema at a URL. */
static pn_node *compile_url(pn_compiler *meta, pn_str url)
{
	pn_root *root = pn_compiler_root(meta, url);

	return root && pn_compiler_run(meta, root->node) ? root->node : NULL;
}

/* Makes a node that is all metaschemas of the chosen vocabularies at once. */
static pn_node *made_up_node(pn_compiler *meta, const pn_dialect *dialect)
{
	static const pn_str url = { "urn:mem:metaschema", 18 };
	pn_arena *arena = meta->cx->arena;
	pn_root *root = PN_NEW(arena, pn_root);
	pn_resource *resource = PN_NEW(arena, pn_resource);
	pn_node *node = root ? pn_compiler_node(meta, root, NULL) : NULL;
	pn_value id;

	if (!node || !resource)
		return NULL;
	root->url = url;
	root->node = resource->node = node;
	resource->dialect = *dialect;
	resource->dynamic = pn_map_new(arena, 1);
	node->resource = resource;
	node->draft = dialect->draft;
	id = pn_int((int64_t)node->id);
	if (!resource->dynamic || (dialect->draft >= PN_DRAFT_2020 &&
				   !pn_map_set(resource->dynamic, PN_STR("meta"), &id)))
		return NULL;
	if (dialect->draft >= PN_DRAFT_2020)
		node->dynamic_anchor = PN_STR("meta");
	return node;
}

/* Joins the metaschemas of the vocabularies that another metaschema chose. */
static pn_node *chosen_node(pn_compiler *meta, const pn_dialect *dialect)
{
	const pn_draft_info *draft = pn_draft_get(dialect->draft);
	pn_arena *arena = meta->cx->arena;
	pn_logic_rules *rules = PN_NEW(arena, pn_logic_rules);
	pn_node *node = made_up_node(meta, dialect);
	const pn_vocab *vocabs;
	size_t count;

	if (!node || !rules)
		return NULL;
	vocabs = pn_vocabs(&count);
	rules->all.items = pn_alloc_array(arena, count, sizeof(pn_node *));
	if (!rules->all.items)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		pn_str url = pn_str_concat(arena, draft->vocab_meta, vocabs[i].name);
		pn_node *part;

		if (!(dialect->vocabs & vocabs[i].bit))
			continue;
		part = compile_url(meta, url);
		if (!part)
			return NULL;
		rules->all.items[rules->all.count++] = part;
	}
	node->logic = rules;
	return node;
}

/* A metaschema that was asked for. */
typedef struct known {
	pn_dialect dialect;
	pn_node *node;
} known;

const pn_node *pn_metaschema_node(pn_compiler *c, const pn_dialect *dialect)
{
	pn_arena *arena = c->cx->arena;
	known *k;

	for (size_t i = 0; i < c->metaschemas.count; i++) {
		k = c->metaschemas.items[i];
		if (k->dialect.draft == dialect->draft && k->dialect.chosen == dialect->chosen &&
		    k->dialect.vocabs == dialect->vocabs)
			return k->node;
	}
	if (!c->meta)
		c->meta = pn_compiler_new(c->cx);
	k = PN_NEW(arena, known);
	if (!c->meta || !k)
		return NULL;
	c->meta->official = true;
	k->dialect = *dialect;
	k->node = dialect->chosen ? chosen_node(c->meta, dialect)
				  : compile_url(c->meta, pn_draft_get(dialect->draft)->url);
	return k->node && pn_pointers_add(arena, &c->metaschemas, k) ? k->node : NULL;
}

/* Compiles all metaschemas that the parts of a document may need. */
static bool prepare(pn_compiler *c, const pn_root *root)
{
	for (size_t i = 0; i < root->resources.count; i++) {
		const pn_resource *resource = root->resources.items[i];

		if (!pn_metaschema_node(c, &resource->dialect))
			return false;
	}
	return true;
}

/* Words what the metaschema finds. */
static bool report(pn_compiler *c, const pn_node *node, const pn_schema_error *error)
{
	pn_buf text;

	pn_buf_init(&text, c->cx->arena);
	pn_schema_error_message(&text, error);
	pn_buf_byte(&text, '\n');
	pn_schema_error_print(&text, error);
	return pn_compiler_problem(c, "%q is not valid against metaschema: %s",
				   pn_node_location(c->cx->arena, node),
				   pn_str_slice(pn_buf_str(&text), 0, text.len - 1));
}

bool pn_compiler_check(pn_compiler *c, pn_node *node)
{
	const pn_dialect *dialect = &node->resource->dialect;
	const pn_schema_error *error;
	const pn_node *meta;
	pn_run run = { .cx = c->cx, .documents = c };

	if (c->official)
		return true;
	if (!dialect->chosen && pn_check_schema(c, node->value, dialect->draft))
		return true;
	if (!prepare(c, node->root))
		return false;
	meta = pn_metaschema_node(c, dialect);
	run.schema = c->meta->schema;
	error = pn_run_validate(&run, meta, meta, node->value);
	if (run.broken)
		return false;
	return !error || report(c, node, error);
}
