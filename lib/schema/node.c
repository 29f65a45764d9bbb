/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/node.h"
#include "base/number.h"
#include "base/url.h"

#include <stddef.h>

void pn_pointer_escape(pn_buf *buf, pn_str token)
{
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] == '~')
			pn_buf_lit(buf, "~0");
		else if (token.ptr[i] == '/')
			pn_buf_lit(buf, "~1");
		else
			pn_buf_byte(buf, token.ptr[i]);
	}
}

pn_str pn_pointer_encode(pn_arena *arena, pn_str pointer)
{
	pn_str token;
	bool more = true;
	pn_buf buf;

	pn_buf_init(&buf, arena);
	while (more) {
		more = pn_str_cut(pointer, PN_STR("/"), &token, &pointer);
		pn_buf_add(&buf, pn_url_escape(arena, token, PN_URL_PATH_SEGMENT));
		if (more)
			pn_buf_byte(&buf, '/');
	}
	return pn_buf_str(&buf);
}

/* Appends what leads from a node's parent to it. */
static void append_step(pn_buf *buf, const pn_node *node)
{
	pn_buf_byte(buf, '/');
	pn_pointer_escape(buf, node->keyword);
	if (node->step == PN_STEP_KEYWORD)
		return;
	pn_buf_byte(buf, '/');
	if (node->step == PN_STEP_INDEX)
		pn_buf_uint(buf, node->index);
	else
		pn_pointer_escape(buf, node->key);
}

pn_str pn_node_pointer(pn_arena *arena, const pn_node *node)
{
	const pn_node **chain;
	size_t depth = 0;
	pn_buf buf;

	for (const pn_node *n = node; n->parent; n = n->parent)
		depth++;
	chain = pn_alloc_array(arena, depth, sizeof(const pn_node *));
	if (!chain)
		return PN_STR_EMPTY;
	for (size_t i = depth; i > 0; node = node->parent)
		chain[--i] = node;
	pn_buf_init(&buf, arena);
	pn_buf_add(&buf, node->path);
	for (size_t i = 0; i < depth; i++)
		append_step(&buf, chain[i]);
	return pn_buf_str(&buf);
}

pn_str pn_node_location(pn_arena *arena, const pn_node *node)
{
	pn_buf buf;

	if (!node->root->doc)
		return node->root->url;
	pn_buf_init(&buf, arena);
	pn_buf_add(&buf, node->root->url);
	pn_buf_byte(&buf, '#');
	pn_buf_add(&buf, pn_pointer_encode(arena, pn_node_pointer(arena, node)));
	return pn_buf_str(&buf);
}

pn_node *pn_node_map_get(const pn_node_map *map, pn_str key, uint32_t hash)
{
	const pn_value *found = map->map ? pn_map_get_hashed(map->map, key, hash) : NULL;
	const pn_entry *entry;

	if (!found)
		return NULL;
	entry = (const pn_entry *)((const char *)found - offsetof(pn_entry, value));
	return map->items[entry - map->map->entries];
}
