/* SPDX-License-Identifier: Apache-2.0 */
/* Texts, comments, actions and control words. */
#include "tmpl/quick_state.h"

/* What an item turned out to be, for the loop over items. */
typedef enum item { ITEM_ODD = 0, ITEM_TAKEN, ITEM_STOP, ITEM_FAILED } item;

/* ---- text and comments ---- */

/* Puts a node on the stack of children. */
static inline item push(pn_tree *tree, pn_node *node)
{
	return pn_tree_push(tree, node) ? ITEM_TAKEN : ITEM_FAILED;
}

/* Puts a text there. */
static inline item push_text(pn_tree *tree, const char *start, const char *end)
{
	pn_node *node = pn_quick_make(tree, PN_NODE_TEXT, start, PN_NODE_BYTES(text));

	if (!node)
		return ITEM_ODD;
	node->as.text = pn_quick_str(start, end);
	return push(tree, node);
}

/* Takes a comment from its slash on, and the action's end. */
static item comment(pn_tree *tree, const char *at)
{
	pn_lexer *lx = &tree->parse->lexer;
	const char *end;

	if (at[1] != '*')
		return ITEM_ODD;
	end = pn_run_to_two(at + 2, tree->end, '*', '/');
	if (end == tree->end)
		return ITEM_ODD;
	end += 2;
	if (pn_is_trimmed_end(lx, end))
		lx->at = pn_run_blanks(end + PN_TRIM_MARKER_LEN + PN_DELIM_LEN, tree->end);
	else if (pn_are_at(lx, end, '}', '}'))
		lx->at = end + PN_DELIM_LEN;
	else
		return ITEM_ODD;
	return ITEM_TAKEN;
}

/* ---- control words ---- */

/* Returns what follows a word of an action that comes next; NULL when it does not. */
static inline const char *behind(const pn_tree *tree, const char *at, const char *word, size_t len)
{
	if ((size_t)(tree->last - at) < len || memcmp(at, word, len) != 0 ||
	    !pn_quick_ends_word(at + len))
		return NULL;
	return at + len;
}
#define BEHIND(tree, at, word) behind((tree), (at), "" word, sizeof(word) - 1)

/* Returns where an action ends in which nothing else stands; NULL when something does. */
static inline const char *closing(const pn_tree *tree, const char *at)
{
	const char *start = at;

	at = pn_quick_blanks(tree, at);
	if ((at[0] == '}' && at[1] == '}') || (at > start && pn_quick_trims(at)))
		return at;
	return NULL;
}

/* Takes the end of an action that is one word, an end or else. */
static inline item stop(pn_tree *tree, unsigned kind, const char *at)
{
	if (!at || !(at = closing(tree, at)))
		return ITEM_ODD;
	pn_quick_leave(tree, at);
	tree->stop.kind = (uint8_t)kind;
	tree->stop.pos = tree->tokens[0].pos;
	return ITEM_STOP;
}

/* Parses an if, range or with that begins at a word. */
static inline item branch(pn_tree *tree, pn_node_kind kind, const char *word, const char *at)
{
	pn_lexer *lx = &tree->parse->lexer;
	pn_node *node;

	if (!at)
		return ITEM_ODD;
	tree->tokens[0].pos = (uint32_t)(word - tree->text);
	lx->at = at;
	lx->inside_action = true;
	lx->paren_depth = 0;
	node = pn_tree_branch(tree, kind);
	return node ? push(tree, node) : ITEM_FAILED;
}

/* Takes a template's name; NULL when it is not plain. */
static const char *name(pn_tree *tree, const char *at, pn_str *out)
{
	pn_str quoted;

	if (*at != '"' && *at != '`')
		return NULL;
	at = pn_quick_quoted(tree, at, &quoted, out);
	return at;
}

static item define(pn_tree *tree, const char *at)
{
	pn_str text;

	at = at ? name(tree, pn_quick_blanks(tree, at), &text) : NULL;
	at = at ? closing(tree, at) : NULL;
	if (!at)
		return ITEM_ODD;
	pn_quick_leave(tree, at);
	return pn_parse_define(tree->parse, text) ? ITEM_TAKEN : ITEM_FAILED;
}

/* Parses {{template "name"}} or {{template "name" pipeline}} from behind its word. */
static item template(pn_tree *tree, const char *at)
{
	pn_node *node, *pipe = NULL;
	const char *start, *end;
	pn_str text;

	start = at ? pn_quick_blanks(tree, at) : NULL;
	at = at ? name(tree, start, &text) : NULL;
	if (!at)
		return ITEM_ODD;
	end = closing(tree, at);
	if (!end)
		end = pn_quick_pipe(tree, at, false, &pipe);
	node = end ? pn_quick_make(tree, PN_NODE_TEMPLATE, start, PN_NODE_BYTES(call)) : NULL;
	if (!node)
		return ITEM_ODD;
	node->as.call.name = text;
	node->as.call.pipe = pipe;
	pn_quick_leave(tree, end);
	return push(tree, node);
}

/* ---- actions ---- */

/* Parses an action that is a pipeline. */
static inline item pipeline(pn_tree *tree, const char *start)
{
	pn_node *pipe, *node;
	const char *at = pn_quick_pipe(tree, start, false, &pipe);

	if (!at)
		return ITEM_ODD;
	node = pn_quick_make(tree, PN_NODE_ACTION, start, PN_NODE_BYTES(pipe));
	if (!node)
		return ITEM_ODD;
	node->as.pipe = pipe;
	pn_quick_leave(tree, at);
	return push(tree, node);
}

/* Parses an action from what stands first in it on. */
static inline item action(pn_tree *tree, const char *at, bool top)
{
	const char *after;

	switch (*at) {
	case 'e':
		if ((after = BEHIND(tree, at, "end")))
			return stop(tree, PN_NODE_END, after);
		if ((after = BEHIND(tree, at, "else")))
			return stop(tree, PN_NODE_ELSE, after);
		break;
	case 'i':
		if ((after = BEHIND(tree, at, "if")))
			return branch(tree, PN_NODE_IF, at, after);
		break;
	case 'r':
		if ((after = BEHIND(tree, at, "range")))
			return branch(tree, PN_NODE_RANGE, at, after);
		break;
	case 'w':
		if ((after = BEHIND(tree, at, "with")))
			return branch(tree, PN_NODE_WITH, at, after);
		break;
	case 't':
		if ((after = BEHIND(tree, at, "template")))
			return template(tree, after);
		break;
	case 'd':
		if (top && (after = BEHIND(tree, at, "define")))
			return define(tree, after);
		break;
	default:
		break;
	}
	return pipeline(tree, at);
}

/* Parses the text from a place on, and the action behind it. */
static inline item text_and_action(pn_tree *tree, const char *start, const char *delim, bool top,
				   uint32_t *pos)
{
	const char *at = delim + PN_DELIM_LEN, *end = delim;
	item found;

	if (*at == '-' && (pn_quick_class(at + 1) & PN_CHAR_SPACE)) {
		at += PN_TRIM_MARKER_LEN;
		end = pn_run_blanks_before(start, delim);
	}
	if (end > start) {
		found = push_text(tree, start, end);
		if (found != ITEM_TAKEN)
			return found;
		if (*pos == PN_NOWHERE)
			*pos = (uint32_t)(start - tree->text);
		tree->parse->lexer.at = delim;
	}
	if (*at == '/')
		return comment(tree, at);
	if (*pos == PN_NOWHERE)
		*pos = (uint32_t)(delim - tree->text);
	tree->in_action = true;
	tree->action_pos = (uint32_t)(delim - tree->text);
	found = action(tree, pn_quick_blanks(tree, at), top);
	tree->in_action = false;
	return found;
}

pn_quick_stop pn_quick_items(pn_tree *tree, bool top, uint32_t *pos)
{
	pn_lexer *lx = &tree->parse->lexer;

	if (tree->peek_count || lx->inside_action)
		return PN_QUICK_ODD;
	while (lx->at < tree->last) {
		const char *delim = pn_run_to_pair(lx->at, tree->end, '{');

		if (delim >= tree->last)
			return PN_QUICK_ODD;
		switch (text_and_action(tree, lx->at, delim, top, pos)) {
		case ITEM_TAKEN:
			break;
		case ITEM_STOP:
			return PN_QUICK_STOP;
		case ITEM_FAILED:
			return PN_QUICK_FAILED;
		default:
			return PN_QUICK_ODD;
		}
	}
	return PN_QUICK_ODD;
}
