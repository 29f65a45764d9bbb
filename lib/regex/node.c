/* SPDX-License-Identifier: Apache-2.0 */
/* Making nodes, and gathering them into sequences and choices. */
#include "regex/parser.h"

/* Go's bounds: the height of a tree, the instructions and the runes it may stand for. */
enum { MAX_HEIGHT = 1000, MAX_SIZE = (128 << 20) / 40, MAX_RUNES = (128 << 20) / 4 };

bool pn_rx_fail_memory(pn_rx_parser *p)
{
	return pn_fail_memory(p->err, p->scratch.failed ? &p->scratch : p->arena);
}

pn_rx_node *pn_rx_new_node(pn_rx_parser *p, pn_rx_kind kind)
{
	pn_rx_node *node = PN_NEW(p->arena, pn_rx_node);

	if (!node) {
		pn_rx_fail_memory(p);
		return NULL;
	}
	node->kind = (uint8_t)kind;
	node->height = 1;
	node->size = 1;
	node->nullable = kind != PN_RX_RUNE && kind != PN_RX_CLASS && kind != PN_RX_ANY &&
			 kind != PN_RX_ANY_BUT_NEWLINE;
	return node;
}

/* Puts a node on the stack, within Go's bounds. */
bool pn_rx_push(pn_rx_parser *p, pn_rx_node *node)
{
	if (!node)
		return false;
	if (node->size > MAX_SIZE || p->rune_count > MAX_RUNES)
		return pn_rx_fail(p, "expression too large", p->whole);
	if (node->height > MAX_HEIGHT)
		return pn_rx_fail(p, "expression nests too deeply", p->whole);
	if (p->open_count == p->open_cap) {
		size_t cap = p->open_cap ? p->open_cap * 2 : 32;
		pn_rx_node **open = pn_realloc(&p->scratch, p->open, p->open_cap * sizeof *open,
					       cap * sizeof *open);

		if (!open)
			return pn_rx_fail_memory(p);
		p->open = open;
		p->open_cap = cap;
	}
	p->open[p->open_count++] = node;
	return true;
}

bool pn_rx_push_kind(pn_rx_parser *p, pn_rx_kind kind)
{
	return pn_rx_push(p, pn_rx_new_node(p, kind));
}

bool pn_rx_push_class(pn_rx_parser *p, pn_rx_class *set)
{
	bool single = set->count == 1 && set->ranges[0].first == set->ranges[0].last;
	pn_rx_node *node = pn_rx_new_node(p, single ? PN_RX_RUNE : PN_RX_CLASS);

	if (!node)
		return false;
	if (single)
		node->rune = set->ranges[0].first;
	node->set = set;
	p->rune_count += 2 * (int64_t)set->count;
	return pn_rx_push(p, node);
}

/* Puts a rune on the stack; under (?i) the class of its cases. */
bool pn_rx_push_rune(pn_rx_parser *p, uint32_t rune)
{
	pn_rx_set set;
	pn_rx_class *class;
	pn_rx_node *node;

	if ((p->flags & PN_RX_FOLD) && pn_rune_simple_fold(rune) != rune) {
		pn_rx_set_init(&set, p->arena);
		pn_rx_set_add_folded(&set, rune, rune);
		pn_rx_set_clean(&set);
		class = pn_rx_set_finish(&set);
		return class ? pn_rx_push_class(p, class) : pn_rx_fail_memory(p);
	}
	p->rune_count++;
	node = pn_rx_new_node(p, PN_RX_RUNE);
	if (!node)
		return false;
	node->rune = rune;
	return pn_rx_push(p, node);
}

/* ---- sequences and alternatives ---- */

bool pn_rx_wrap(pn_rx_parser *p, pn_rx_node *parent, pn_rx_node *sub)
{
	parent->subs = PN_NEW(p->arena, pn_rx_node *);
	if (!parent->subs)
		return pn_rx_fail_memory(p);
	parent->subs[0] = sub;
	parent->sub_count = 1;
	return true;
}

/* Copies nodes to a new parent's subs, those of nodes of the parent's own kind in their place. */
static bool adopt(pn_rx_parser *p, pn_rx_node *parent, pn_rx_node **nodes, size_t count)
{
	size_t total = 0, at = 0;

	for (size_t i = 0; i < count; i++)
		total += nodes[i]->kind == parent->kind ? nodes[i]->sub_count : 1;
	parent->subs = PN_NEW_ARRAY(p->arena, pn_rx_node *, total);
	if (!parent->subs)
		return pn_rx_fail_memory(p);
	for (size_t i = 0; i < count; i++) {
		if (nodes[i]->kind != parent->kind) {
			parent->subs[at++] = nodes[i];
			continue;
		}
		memcpy(parent->subs + at, nodes[i]->subs,
		       nodes[i]->sub_count * sizeof *parent->subs);
		at += nodes[i]->sub_count;
	}
	parent->sub_count = (uint32_t)total;
	return true;
}

/* Computes what a sequence or choice is from its subs. A string counts as one node in Go. */
static void measure(pn_rx_node *node)
{
	bool choice = node->kind == PN_RX_ALTERNATE, string = !choice;
	uint16_t highest = 0;

	node->size = choice ? (int64_t)node->sub_count - 1 : 0;
	node->nullable = !choice;
	for (uint32_t i = 0; i < node->sub_count; i++) {
		const pn_rx_node *sub = node->subs[i];

		node->size += sub->size;
		highest = sub->height > highest ? sub->height : highest;
		string = string && sub->kind == PN_RX_RUNE;
		if (sub->nullable == choice)
			node->nullable = choice;
	}
	node->height = string ? 1 : (uint16_t)(highest + 1);
}

static bool is_single(const pn_rx_node *node)
{
	return node->kind == PN_RX_RUNE || node->kind == PN_RX_CLASS;
}

/* Makes one class of alternatives that are one rune each; NULL after a failure. */
static pn_rx_node *merge_singles(pn_rx_parser *p, pn_rx_node **nodes, size_t count)
{
	pn_rx_node *node = pn_rx_new_node(p, PN_RX_CLASS);
	pn_rx_set set;

	pn_rx_set_init(&set, p->arena);
	for (size_t i = 0; i < count; i++) {
		const pn_rx_class *class = nodes[i]->set;

		if (nodes[i]->kind == PN_RX_RUNE)
			pn_rx_set_add(&set, nodes[i]->rune, nodes[i]->rune);
		for (uint32_t k = 0; nodes[i]->kind == PN_RX_CLASS && k < class->count; k++)
			pn_rx_set_add(&set, class->ranges[k].first, class->ranges[k].last);
	}
	pn_rx_set_clean(&set);
	if (node)
		node->set = pn_rx_set_finish(&set);
	if (!node || !node->set) {
		pn_rx_fail_memory(p);
		return NULL;
	}
	return node;
}

/* Merges each run of one-rune alternatives in place; returns how many alternatives are left. */
static bool merge_runs(pn_rx_parser *p, pn_rx_node **nodes, size_t *count)
{
	size_t kept = 0;

	for (size_t i = 0, end; i < *count; i = end) {
		for (end = i; end < *count && is_single(nodes[end]); end++)
			;
		if (end - i < 2) {
			end = i + 1;
			nodes[kept++] = nodes[i];
			continue;
		}
		nodes[kept] = merge_singles(p, nodes + i, end - i);
		if (!nodes[kept++])
			return false;
	}
	*count = kept;
	return true;
}

/* Replaces the open nodes from `first` on by one of `kind` that owns them. */
bool pn_rx_collapse(pn_rx_parser *p, size_t first, pn_rx_kind kind)
{
	size_t count = p->open_count - first;
	pn_rx_node *node;

	if (kind == PN_RX_ALTERNATE && !merge_runs(p, p->open + first, &count))
		return false;
	p->open_count = first + count;
	if (count == 1)
		return true;
	if (count == 0)
		return pn_rx_push_kind(p, PN_RX_EMPTY);
	node = pn_rx_new_node(p, kind);
	if (!node || !adopt(p, node, p->open + first, count))
		return false;
	measure(node);
	p->open_count = first;
	return pn_rx_push(p, node);
}
