/* SPDX-License-Identifier: Apache-2.0 */
/* Which draft and which vocabularies a schema is written in (jsonschema: loader.go, draft.go). */
#include "base/url.h"
#include "schema/compiler.h"

/* A chain of metaschemas longer than this can only be a cycle. */
enum { MAX_CHAIN = 8 };

/* The text of "$schema"; false when there is none. */
static bool schema_keyword(const pn_value *v, pn_str *url)
{
	const pn_value *found = pn_is_map(v) ? pn_map_get(v->as.map, PN_STR("$schema")) : NULL;

	if (!found || found->type != PN_TYPE_STRING)
		return false;
	*url = pn_value_str(found);
	return true;
}

/* Follows "$schema" from metaschema to metaschema until one is a draft's. */
static bool follow(pn_compiler *c, const pn_node *node, pn_str url, pn_draft *draft)
{
	pn_str here = pn_node_location(c->cx->arena, node), rest, why;
	pn_str own = node == node->root->node ? node->root->url : PN_STR_EMPTY;
	const pn_value *doc;
	pn_url parsed;

	for (int i = 0; i < MAX_CHAIN; i++) {
		pn_str_cut(url, PN_STR("#"), &url, &rest);
		if (!pn_url_parse(c->cx->arena, url, &parsed, &why))
			return pn_compiler_problem(c, "invalid $schema in %q: %s", here, why);
		if (pn_str_eq(url, own))
			return pn_compiler_problem(c, "draft %q is not supported", url);
		doc = pn_compiler_load(c, url);
		if (!doc)
			return false;
		own = url;
		here = pn_str_concat(c->cx->arena, url, PN_STR("#"));
		if (!schema_keyword(doc, &url) || pn_draft_from_url(url, draft))
			return true;
	}
	return pn_compiler_problem(c, "cycle in resolving $schema in %q", url);
}

bool pn_compiler_draft(pn_compiler *c, const pn_node *node, pn_draft usual, pn_draft *draft)
{
	pn_str url;

	*draft = usual;
	return !schema_keyword(node->value, &url) || pn_draft_from_url(url, draft) ||
	       follow(c, node, url, draft);
}

/* Adds one entry of "$vocabulary". */
static bool choose(pn_compiler *c, const pn_entry *e, pn_str url, pn_dialect *dialect)
{
	pn_str prefix = pn_draft_get(dialect->draft)->vocab_url;
	uint16_t bit = 0;

	if (e->value.kind != PN_BOOL || !e->value.as.boolean)
		return true;
	if (pn_str_starts(e->key, prefix))
		bit = pn_vocab_find(dialect->draft, pn_str_slice(e->key, prefix.len, e->key.len));
	if (!bit)
		return pn_compiler_problem(c, "unsupported vocabulary %q in %q", e->key, url);
	dialect->vocabs |= bit;
	return true;
}

bool pn_compiler_dialect(pn_compiler *c, const pn_node *node, pn_draft draft, pn_dialect *dialect)
{
	const pn_value *doc, *vocabulary;
	const pn_entry *entries;
	pn_str url, rest;
	pn_draft known;

	if (!schema_keyword(node->value, &url))
		return true;
	*dialect = (pn_dialect){ .draft = draft };
	if (pn_draft_from_url(url, &known))
		return true;
	pn_str_cut(url, PN_STR("#"), &url, &rest);
	doc = pn_compiler_load(c, url);
	if (!doc)
		return false;
	vocabulary = pn_is_map(doc) && draft >= PN_DRAFT_2019
			     ? pn_map_get(doc->as.map, PN_STR("$vocabulary"))
			     : NULL;
	if (!vocabulary || !pn_is_map(vocabulary))
		return true;
	dialect->chosen = true;
	dialect->vocabs = PN_VOCAB_CORE;
	entries = pn_map_sorted(vocabulary->as.map);
	for (size_t i = 0; i < pn_map_count(vocabulary->as.map); i++)
		if (!choose(c, &entries[i], url, dialect))
			return false;
	return true;
}
