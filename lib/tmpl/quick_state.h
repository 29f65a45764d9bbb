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

/* Returns where ASCII letters, digits and underscores stop, which is before the text's end. */
static inline const char *pn_quick_run_word(const pn_tree *tree, const char *at)
{
#ifdef __SSE2__
	for (;; at += 16) {
		/* Near the end the same 16 bytes are looked at, and those before `at` left out. */
		const char *from = at < tree->wide ? at : tree->wide;
		unsigned other = pn_run_other_mask(pn_run_load(from)) >> (at - from);

		if (other)
			return at + __builtin_ctz(other);
	}
#else
	return pn_run_word(at, tree->end);
#endif
}

/* Returns where a word that is all ASCII ends. */
static inline const char *pn_quick_word(const pn_tree *tree, const char *at)
{
	at = pn_quick_run_word(tree, at);
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

/* Says what a node is, and where. */
static inline void pn_quick_be(const pn_tree *tree, pn_node *node, pn_node_kind kind,
			       const char *start)
{
	node->kind = (uint8_t)kind;
	node->pos = (uint32_t)(start - tree->text);
}

/* Makes a node whose members the caller sets; NULL without memory. */
static inline pn_node *pn_quick_make(pn_tree *tree, pn_node_kind kind, const char *start,
				     size_t size)
{
	pn_node *node = pn_alloc(tree->arena, size);

	if (node)
		pn_quick_be(tree, node, kind, start);
	return node;
}

/* What stands so many bytes behind a node. */
static inline void *pn_quick_behind(pn_node *node, size_t bytes)
{
	return (char *)node + bytes;
}

/* Puts children behind a node of `size` bytes. */
static inline pn_nodes pn_quick_adopt(pn_node *node, size_t size, pn_node *const *children,
				      uint32_t count)
{
	pn_nodes nodes = { pn_quick_behind(node, size), count };

	for (uint32_t i = 0; i < count; i++)
		nodes.items[i] = children[i];
	return nodes;
}

/* ---- names ---- */

/* A node of names under way: they are written where they stay. */
typedef struct pn_quick_named {
	pn_node *node;
	pn_name *names;
	uint32_t count;
} pn_quick_named;

/* Takes room for a node of `size` bytes with as many names as there may be. */
static inline bool pn_quick_begin_named(pn_tree *tree, pn_quick_named *n, size_t size)
{
	n->node = pn_alloc(tree->arena, size + PN_QUICK_NAMES * sizeof *n->names);
	n->names = pn_quick_behind(n->node, size);
	n->count = 0;
	return n->node != NULL;
}

/* Where a node stands that is nothing but names: with several, it is where the second one does. */
static inline const char *pn_quick_named_at(const pn_quick_named *n, const char *start)
{
	return n->count > 1 ? n->names[1].text.ptr - 1 : start;
}

/* Gives back the room that was not needed. */
static inline void pn_quick_end_named(pn_tree *tree, const pn_quick_named *n, pn_node_kind kind,
				      const char *pos)
{
	size_t used = (size_t)((char *)(n->names + n->count) - (char *)n->node);

	tree->arena->next = (char *)n->node + ((used + 15) & ~(size_t)15);
	pn_quick_be(tree, n->node, kind, pos);
}

static inline void pn_quick_add_name(pn_quick_named *n, pn_str text)
{
	n->names[n->count++] = (pn_name){ text, pn_str_hash_here(text) };
}

/* Adds the name of a field that begins at a dot. */
static inline const char *pn_quick_field(pn_tree *tree, const char *dot, pn_quick_named *n)
{
	const char *end = pn_quick_begins_name(dot + 1) ? pn_quick_word(tree, dot + 1) : NULL;

	if (end)
		pn_quick_add_name(n, pn_quick_str(dot + 1, end));
	return end;
}

/* Adds the names of the fields that follow. */
static inline const char *pn_quick_fields(pn_tree *tree, const char *at, pn_quick_named *n)
{
	while (at && *at == '.')
		at = n->count < PN_QUICK_NAMES ? pn_quick_field(tree, at, n) : NULL;
	return at;
}

/* ---- the parts ---- */

/* Parses an operand that is no field and no word. */
const char *pn_quick_operand(pn_tree *tree, const char *at, pn_node **out);
/* Takes a quoted constant. */
const char *pn_quick_quoted(pn_tree *tree, const char *at, pn_str *quoted, pn_str *text);
/* Makes the node of a variable that is declared. */
pn_node *pn_quick_decl(pn_tree *tree, const pn_name *name);
/*
 * Parses what stands in parentheses, which is taken with ')'; or up to "}}", which is not. *out is
 * `lead` bytes, the room of the node that the pipeline belongs to, and behind them the PIPE. No
 * variable is left behind by what is odd.
 */
const char *pn_quick_inside(pn_tree *tree, const char *at, bool loops, char close, size_t lead,
			    pn_node **out);

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
