/* SPDX-License-Identifier: Apache-2.0 */
/* What "$ref", "$recursiveRef" and "$dynamicRef" point at (jsonschema: util.go, root.go). */
#include "base/number.h"
#include "base/url.h"
#include "schema/compiler.h"

bool pn_reference_split(pn_compiler *c, pn_str ref, pn_str *url, pn_str *fragment)
{
	pn_str why;

	pn_str_cut(ref, PN_STR("#"), url, fragment);
	return pn_url_unescape(c->cx->arena, *fragment, PN_URL_PATH_SEGMENT, fragment, &why) ||
	       pn_compiler_problem(c, "error in parsing %q: %s", ref, why);
}

/* Reads a URL; a mistake in it is the schema's problem. */
static bool parse_url(pn_compiler *c, pn_str text, pn_url *url)
{
	pn_str why;

	return pn_url_parse(c->cx->arena, text, url, &why) ||
	       pn_compiler_problem(c, "error in parsing %q: %s", text, why);
}

bool pn_compiler_join(pn_compiler *c, pn_str base, pn_str ref, pn_str *url, pn_str *fragment)
{
	pn_url base_url, ref_url, full;
	pn_str address;

	if (!parse_url(c, base, &base_url) || !pn_reference_split(c, ref, &address, fragment) ||
	    !parse_url(c, address, &ref_url))
		return false;
	full = pn_url_resolve(c->cx->arena, &base_url, &ref_url);
	if (!ref_url.scheme.len && base_url.opaque.len)
		full.opaque = base_url.opaque;
	*url = pn_url_string(c->cx->arena, &full);
	return true;
}

/* ---- pointers ---- */

/* Undoes ~0 and ~1; false when a ~ stands alone. */
static bool unescape(pn_arena *arena, pn_str token, pn_str *out)
{
	pn_buf buf;

	*out = token;
	if (pn_str_find_byte(token, '~') == PN_NOT_FOUND)
		return true;
	pn_buf_init(&buf, arena);
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] != '~') {
			pn_buf_byte(&buf, token.ptr[i]);
			continue;
		}
		if (++i == token.len || (token.ptr[i] != '0' && token.ptr[i] != '1'))
			return false;
		pn_buf_byte(&buf, token.ptr[i] == '0' ? '~' : '/');
	}
	*out = pn_buf_str(&buf);
	return true;
}

/* The value under a key or index; NULL when there is none. */
static const pn_value *step_into(const pn_value *v, pn_str token)
{
	int64_t index;

	if (pn_is_map(v)) {
		pn_map_sorted(v->as.map); /* before addresses are taken: sorting moves entries */
		return pn_map_get(v->as.map, token);
	}
	if (v->kind != PN_LIST || pn_parse_int(token, 10, 64, &index) != PN_NUMBER_OK ||
	    index < 0 || index >= v->len)
		return NULL;
	return &v->as.items[index];
}

/* A walk along a pointer. */
typedef struct walk {
	const pn_value *value; /* NULL: it leads nowhere */
	pn_resource *resource; /* the innermost one on the way */
	bool bad;	       /* the pointer is malformed */
} walk;

/* Walks along a pointer from the start of a resource. */
static walk follow(pn_compiler *c, pn_resource *from, pn_str pointer)
{
	walk w = { from->node->value, from, false };
	pn_str token;
	bool more = pn_str_cut(pointer, PN_STR("/"), &token, &pointer);

	while (more && w.value) {
		pn_node *node;

		more = pn_str_cut(pointer, PN_STR("/"), &token, &pointer);
		w.bad = !unescape(c->cx->arena, token, &token);
		w.value = w.bad ? NULL : step_into(w.value, token);
		node = w.value ? pn_compiler_find(c, w.value) : NULL;
		if (node && node->collected)
			w.resource = node->resource;
	}
	return w;
}

/* Finds or makes the node that a pointer in a resource leads to; one without a value if nowhere. */
static pn_node *node_at(pn_compiler *c, pn_root *root, pn_resource *from, pn_str pointer)
{
	walk w = follow(c, from, pointer);
	size_t count = c->schema->nodes.count;
	pn_node *node = pn_compiler_node(c, root, w.value);

	if (!node || node->id != count)
		return node;
	node->path =
		pn_str_concat(c->cx->arena, pn_node_pointer(c->cx->arena, from->node), pointer);
	node->resource = w.resource;
	node->bad_pointer = w.bad;
	return node;
}

pn_node *pn_compiler_fragment(pn_compiler *c, pn_root *root, pn_resource *resource, pn_str fragment)
{
	const pn_value *id;
	pn_buf buf;

	if (!fragment.len || fragment.ptr[0] == '/')
		return node_at(c, root, resource, fragment);
	id = pn_map_get(resource->anchors, fragment);
	if (id)
		return c->schema->nodes.items[id->as.integer];
	pn_buf_init(&buf, c->cx->arena);
	pn_buf_add(&buf, resource->id);
	pn_buf_byte(&buf, '#');
	pn_buf_add(&buf, pn_pointer_encode(c->cx->arena, fragment));
	pn_compiler_problem(c, "anchor in %q not found in schema %q", pn_buf_str(&buf), root->url);
	return NULL;
}

pn_node *pn_compiler_resolve(pn_compiler *c, pn_node *node, pn_str ref)
{
	pn_root *root = node->root;
	pn_str url, fragment;
	const pn_value *place;

	/* Most references stay in their resource. */
	if (!ref.len || ref.ptr[0] == '#')
		return pn_reference_split(c, ref, &url, &fragment)
			       ? pn_compiler_fragment(c, root, node->resource, fragment)
			       : NULL;
	if (!pn_compiler_join(c, node->resource->id, ref, &url, &fragment))
		return NULL;
	if (pn_str_eq(url, root->url))
		return pn_compiler_fragment(c, root, root->resource, fragment);
	place = pn_map_get(root->ids, url);
	if (place)
		return pn_compiler_fragment(c, root, root->resources.items[place->as.integer],
					    fragment);
	root = pn_compiler_root(c, url);
	return root ? pn_compiler_fragment(c, root, root->resource, fragment) : NULL;
}
