/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/build.h"

/* What is larger is not moved by a unit, but away: no byte is moved more than a few times. */
enum { WRAP_UNITS = 512 };

bool pn_build_grow(pn_build *b, size_t units)
{
	size_t used = (size_t)(b->next - b->start), old = (size_t)(b->end - b->start);
	size_t cap = (used + units) * 2;
	pn_node *start;

	if (!b->start)
		cap += b->expected / sizeof *start;
	start = pn_realloc(b->scratch, b->start, old * sizeof *start, cap * sizeof *start);
	if (!start)
		return pn_fail_memory(b->err, b->scratch);
	b->start = start;
	b->next = start + used;
	b->end = start + cap;
	return true;
}

bool pn_build_move(pn_build *b, pn_spot spot)
{
	pn_node *node = pn_build_at(b, spot), *inside;
	size_t units = (size_t)(b->next - node) - 1;
	pn_node_far *far;

	inside = pn_alloc_array(b->arena, units, sizeof *inside);
	if (!inside)
		return pn_fail_memory(b->err, b->arena);
	if (!pn_build_room(b, PN_NODE_FAR_UNITS))
		return false;
	node = pn_build_at(b, spot);
	memcpy(inside, node + 1, units * sizeof *inside);
	node->units = 0;
	far = pn_build_behind(node);
	*far = (pn_node_far){ inside, units };
	b->next = node + PN_NODE_FAR_UNITS;
	return true;
}

/* Makes sure that the last node, at a place, is small enough to be moved now and then. */
static bool make_small(pn_build *b, pn_spot spot)
{
	const pn_node *node = pn_build_at(b, spot);

	return b->next - node <= WRAP_UNITS || !node->units || pn_build_move(b, spot);
}

bool pn_build_wrap(pn_build *b, pn_spot spot, pn_node_kind kind, size_t pos)
{
	pn_node *node;

	if (!make_small(b, spot) || !pn_build_room(b, 1))
		return false;
	node = pn_build_at(b, spot);
	memmove(node + 1, node, (size_t)(b->next - node) * sizeof *node);
	b->next++;
	*node = (pn_node){ .kind = (uint8_t)kind, .pos = (uint32_t)pos };
	return true;
}

bool pn_build_unwrap(pn_build *b, pn_spot spot)
{
	pn_node *node;

	if (!make_small(b, spot + sizeof *node))
		return false;
	node = pn_build_at(b, spot);
	b->next--;
	memmove(node, node + 1, (size_t)(b->next - node) * sizeof *node);
	return true;
}

const pn_node *pn_build_keep(pn_build *b, pn_spot spot)
{
	size_t size = pn_build_spot(b) - spot;
	pn_node *tree = pn_alloc(b->arena, size);

	if (!tree) {
		pn_fail_memory(b->err, b->arena);
		return NULL;
	}
	memcpy(tree, pn_build_at(b, spot), size);
	pn_build_rewind(b, spot);
	return tree;
}

/* ---- nodes ---- */

bool pn_build_unquoted(pn_build *b, size_t pos, pn_str quoted, pn_str text)
{
	size_t units = PN_NODE_UNITS(sizeof(pn_node_unquoted) + text.len);
	pn_spot spot = pn_build_spot(b);
	pn_node_unquoted *behind;
	pn_node *node;

	node = pn_build_add(b, PN_NODE_STRING, pos, units);
	if (!node)
		return false;
	behind = pn_build_behind(node);
	behind->written = (pn_node_quoted){ quoted.ptr, quoted.len };
	behind->len = text.len;
	memcpy(behind->text, text.ptr, text.len);
	return pn_build_close(b, spot);
}

/* Whether a number is what the shorter form of a node can tell. */
static bool is_whole(const pn_number *n)
{
	return n->is_int && n->is_uint && n->is_float && !n->is_complex &&
	       n->uinteger <= UINT32_MAX && n->text.ptr[0] != '-';
}

bool pn_build_number(pn_build *b, size_t pos, const pn_number *number)
{
	bool whole = is_whole(number);
	size_t size = whole ? sizeof(pn_node_whole) : sizeof *number;
	pn_node *node = pn_build_add(b, PN_NODE_NUMBER, pos, PN_NODE_UNITS(size));
	void *behind;

	if (!node)
		return false;
	behind = pn_build_behind(node);
	node->count = whole;
	if (whole)
		*(pn_node_whole *)behind =
			(pn_node_whole){ number->text.ptr, (uint32_t)number->text.len,
					 (uint32_t)number->uinteger };
	else
		*(pn_number *)behind = *number;
	return true;
}

bool pn_build_template(pn_build *b, size_t pos, pn_str name)
{
	pn_node *node = pn_build_add(b, PN_NODE_TEMPLATE, pos, PN_NODE_UNITS(sizeof name));
	pn_str *behind;

	if (!node)
		return false;
	behind = pn_build_behind(node);
	*behind = name;
	return true;
}

bool pn_build_names(pn_build *b, const char *text)
{
	pn_named *named;

	if (!pn_build_room(b, 1))
		return false;
	named = (void *)b->next++;
	named->text = text;
	return true;
}

bool pn_build_name(pn_build *b, uint32_t len, uint32_t hash)
{
	pn_name_part *part;

	if (!pn_build_room(b, 1))
		return false;
	part = (void *)b->next++;
	*part = (pn_name_part){ len, hash };
	return true;
}
