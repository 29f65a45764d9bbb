/*
 * What the files of the quick parse share. All of it looks no further than the last "}}" of the
 * text, which stops every word and every run of blanks: so characters need no look at the end.
 * Functions return the place behind what they took, NULL when there is something odd about it.
 * Private to quick.c, quick_list.c and quick_operand.c.
 */
#ifndef PN_TMPL_QUICK_STATE_H
#define PN_TMPL_QUICK_STATE_H

#include "tmpl/quick.h"

/* What is nested deeper, or has more parts, is left to the grammar proper. */
enum { PN_QUICK_NESTING = 16, PN_QUICK_NAMES = 8, PN_QUICK_PARTS = 32 };

/* ---- characters ---- */

static inline uint8_t pn_quick_class(const char *at)
{
	return pn_char_classes[(unsigned char)*at];
}

/* Returns where blanks stop; mostly that is at once, or behind one. */
static inline const char *pn_quick_blanks(const pn_tree *tree, const char *at)
{
	if (!(pn_quick_class(at) & PN_CHAR_SPACE))
		return at;
	at++;
	return pn_quick_class(at) & PN_CHAR_SPACE ? pn_run_blanks(at, tree->end) : at;
}

/* Whether a word may end at a place. */
static inline bool pn_quick_ends_word(const char *at)
{
	return (pn_quick_class(at) & PN_CHAR_TERMINATOR) || (at[0] == '}' && at[1] == '}');
}

/* Returns where a word that is all ASCII ends. */
static inline const char *pn_quick_word(const pn_tree *tree, const char *at)
{
	at = pn_run_word(at, tree->end);
	return pn_quick_ends_word(at) ? at : NULL;
}

/* Whether a place is where a field's name begins. */
static inline bool pn_quick_begins_name(const char *at)
{
	return (pn_quick_class(at) & (PN_CHAR_WORD | PN_CHAR_NUMBER)) == PN_CHAR_WORD;
}

/* Whether a trim marker whose blank is past and "}}" stand at a place. */
static inline bool pn_quick_trims(const char *at)
{
	return at[0] == '-' && at[1] == '}' && at[2] == '}';
}

static inline pn_str pn_quick_str(const char *start, const char *end)
{
	return (pn_str){ start, (size_t)(end - start) };
}

/* ---- nodes ---- */

/* Makes a node whose members the caller sets; NULL without memory. */
static inline pn_node *pn_quick_make(pn_tree *tree, pn_node_kind kind, const char *start,
				     size_t size)
{
	pn_node *node = pn_alloc(tree->arena, size);

	if (node) {
		node->kind = (uint8_t)kind;
		node->pos = (uint32_t)(start - tree->text);
	}
	return node;
}

/* Puts children behind a node of `size` bytes. */
static inline pn_nodes pn_quick_adopt(pn_node *node, size_t size, pn_node *const *children,
				      uint32_t count)
{
	pn_nodes nodes = { (pn_node **)(void *)((char *)node + size), count };

	for (uint32_t i = 0; i < count; i++)
		nodes.items[i] = children[i];
	return nodes;
}

/* ---- the parts ---- */

/* Parses an operand. */
const char *pn_quick_operand(pn_tree *tree, const char *at, pn_node **out);
/* Takes a quoted constant. */
const char *pn_quick_quoted(pn_tree *tree, const char *at, pn_str *quoted, pn_str *text);
/* Makes the node of a variable that is declared. */
pn_node *pn_quick_decl(pn_tree *tree, pn_str text);
/* Parses what stands in parentheses, which is taken with ')'; or up to "}}", which is not. */
const char *pn_quick_inside(pn_tree *tree, const char *at, bool loops, char close, pn_node **out);
/* The same of an action, which leaves no variable behind when it is odd. */
const char *pn_quick_pipe(pn_tree *tree, const char *at, bool loops, pn_node **out);

/* ---- the ends of actions ---- */

/* Takes "}}", perhaps behind a trim marker whose blank is past, and what that trims. */
static inline const char *pn_quick_close(const pn_tree *tree, const char *at)
{
	return *at == '}' ? at + PN_DELIM_LEN : pn_run_blanks(at + 1 + PN_DELIM_LEN, tree->end);
}

/* Makes "}}" the newest token, so that errors name its line, and goes on behind it. */
static inline const char *pn_quick_leave(pn_tree *tree, const char *at)
{
	pn_lexer *lx = &tree->parse->lexer;

	tree->tokens[0].pos = (uint32_t)(at + (*at == '-') - tree->text);
	lx->at = pn_quick_close(tree, at);
	lx->inside_action = false;
	return lx->at;
}

#endif
