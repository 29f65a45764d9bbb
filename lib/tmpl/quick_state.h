/* SPDX-License-Identifier: Apache-2.0 */
/* A quick parse under way. Private to quick.c and quick_operand.c. */
#ifndef PN_TMPL_QUICK_STATE_H
#define PN_TMPL_QUICK_STATE_H

#include "tmpl/quick.h"

/* What is nested deeper, or has more parts, is left to the grammar proper. */
enum { PN_QUICK_NESTING = 16 };

typedef struct pn_quick {
	pn_tree *tree;
	pn_lexer *lx;
	const char *at;
	uint32_t nesting;
} pn_quick;

/* ---- characters ---- */

static inline bool pn_quick_is_at(const pn_quick *q, char c)
{
	return q->at < q->lx->end && *q->at == c;
}

static inline uint8_t pn_quick_class_here(const pn_quick *q)
{
	return q->at < q->lx->end ? pn_char_classes[(unsigned char)*q->at] : PN_CHAR_BEYOND;
}

static inline void pn_quick_skip_blanks(pn_quick *q)
{
	if (pn_quick_class_here(q) & PN_CHAR_SPACE)
		q->at = pn_run_blanks(q->at, q->lx->end);
}

static inline uint32_t pn_quick_pos_of(const pn_quick *q, const char *at)
{
	return (uint32_t)(at - q->lx->text);
}

/* Takes a word in which all is ASCII; empty when there is none, or something is odd about it. */
static inline pn_str pn_quick_take_word(pn_quick *q)
{
	const char *end = pn_run_word(q->at, q->lx->end);
	pn_str word = { q->at, (size_t)(end - q->at) };

	if (!pn_is_end_of_word(q->lx, end))
		return PN_STR_EMPTY;
	q->at = end;
	return word;
}

/* ---- nodes ---- */

/* Makes a node whose members the caller sets; NULL without memory. */
static inline pn_node *pn_quick_make(pn_quick *q, pn_node_kind kind, const char *start, size_t size)
{
	pn_node *node = pn_alloc(q->tree->parse->cx->arena, size);

	if (node) {
		node->kind = (uint8_t)kind;
		node->pos = pn_quick_pos_of(q, start);
	}
	return node;
}

/* Moves the children from `first` on behind a node of `size` bytes. */
static inline pn_nodes pn_quick_adopt(pn_quick *q, pn_node *node, size_t size, size_t first)
{
	pn_parse *parse = q->tree->parse;
	pn_nodes nodes = { (pn_node **)(void *)((char *)node + size),
			   (uint32_t)(parse->open_count - first) };

	for (uint32_t i = 0; i < nodes.count; i++)
		nodes.items[i] = parse->open[first + i];
	parse->open_count = first;
	return nodes;
}

static inline size_t pn_quick_children_bytes(const pn_quick *q, size_t first)
{
	return (q->tree->parse->open_count - first) * sizeof(pn_node *);
}

/* ---- the two halves ---- */

/* Parses an operand; NULL when there is something odd about it. */
pn_node *pn_quick_operand(pn_quick *q);
/* Parses what stands in parentheses, or up to "}}", which is not taken. */
pn_node *pn_quick_inside(pn_quick *q, bool loops, char close);
/* Makes the node of a variable that is declared. */
pn_node *pn_quick_decl(pn_quick *q, pn_str text);

#endif
