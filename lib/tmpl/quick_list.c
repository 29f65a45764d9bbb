/* SPDX-License-Identifier: Apache-2.0 */
/* Texts, comments, actions and control words. */
#include "tmpl/quick_state.h"

/* What an item that is no plain pipeline turned out to be. */
typedef enum item { ITEM_ODD = 0, ITEM_TAKEN, ITEM_STOP, ITEM_FAILED } item;

/* ---- text and comments ---- */

/* Adds a text. */
static inline bool add_text(pn_tree *tree, const char *start, const char *end)
{
	return pn_build_text(tree->build, pn_quick_pos(tree, start), pn_quick_str(start, end));
}

/* Returns where the blanks before a place begin. */
static inline const char *blanks_before(const pn_tree *tree, const char *start, const char *at)
{
	/* Looked for beyond `start`, so that there is mostly room for more than a byte at a time.
	 */
	at = pn_run_blanks_before(tree->text, at);
	return at > start ? at : start;
}

/* Takes a comment from its slash on, and the action's end. */
static const char *comment(const pn_tree *tree, const char *at)
{
	const pn_lexer *lx = &tree->parse->lexer;
	const char *end;

	if (at[1] != '*')
		return NULL;
	end = pn_run_to_two(at + 2, tree->end, '*', '/');
	if (end == tree->end)
		return NULL;
	end += 2;
	if (pn_is_trimmed_end(lx, end))
		return pn_run_blanks(end + PN_TRIM_MARKER_LEN + PN_DELIM_LEN, tree->end);
	return pn_are_at(lx, end, '}', '}') ? end + PN_DELIM_LEN : NULL;
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
static inline item stop(pn_tree *tree, bool is_else, const char *at)
{
	at = closing(tree, at);
	if (!at)
		return ITEM_ODD;
	pn_quick_leave(tree, at);
	tree->in_action = false;
	tree->stop = (pn_stop){ is_else, tree->tokens[0].pos };
	return ITEM_STOP;
}

/* Takes an else; the word of an {{else if}} or {{else with}} comes next then. */
static item otherwise(pn_tree *tree, const char *at)
{
	const char *word = pn_quick_blanks(tree, at);
	pn_lexer *lx = &tree->parse->lexer;

	if (!BEHIND(tree, word, "if") && !BEHIND(tree, word, "with"))
		return stop(tree, true, at);
	lx->at = word;
	lx->inside_action = true;
	lx->paren_depth = 0;
	tree->in_action = false;
	tree->tokens[0].pos = (uint32_t)(word - tree->text);
	tree->stop = (pn_stop){ true, tree->tokens[0].pos };
	return ITEM_STOP;
}

/* Parses an if, range or with that begins at a word. */
static item branch(pn_tree *tree, pn_node_kind kind, const char *delim, const char *word,
		   const char *at)
{
	pn_lexer *lx = &tree->parse->lexer;
	bool good;

	/* Where it began matters to the errors of what stands between it and its end. */
	tree->in_action = true;
	tree->action_pos = (uint32_t)(delim - tree->text);
	tree->tokens[0].pos = (uint32_t)(word - tree->text);
	lx->at = at;
	lx->inside_action = true;
	lx->paren_depth = 0;
	good = pn_tree_branch(tree, kind);
	tree->in_action = false;
	return good ? ITEM_TAKEN : ITEM_FAILED;
}

/* Takes a template's name. */
static const char *name(pn_tree *tree, const char *at, pn_str *out)
{
	pn_str quoted;

	if (*at != '"' && *at != '`')
		return NULL;
	at = pn_quick_quoted(tree, at, &quoted, out);
	return at && pn_tree_keep_text(tree, out) ? at : NULL;
}

static item define(pn_tree *tree, const char *at)
{
	pn_str text;

	at = name(tree, pn_quick_blanks(tree, at), &text);
	at = at ? closing(tree, at) : NULL;
	if (!at)
		return ITEM_ODD;
	pn_quick_leave(tree, at);
	return pn_parse_define(tree, text) ? ITEM_TAKEN : ITEM_FAILED;
}

/* Parses {{template "name"}} or {{template "name" pipeline}} from behind its word. */
static item template(pn_tree *tree, const char *at)
{
	const char *start = pn_quick_blanks(tree, at), *end;
	pn_spot spot = pn_build_spot(tree->build);
	pn_str text;

	at = name(tree, start, &text);
	if (!at || !pn_build_template(tree->build, pn_quick_pos(tree, start), text))
		return ITEM_ODD;
	end = closing(tree, at);
	if (!end)
		end = pn_quick_inside(tree, at, false, '}');
	if (!end) {
		pn_build_rewind(tree->build, spot);
		return ITEM_ODD;
	}
	pn_quick_leave(tree, end);
	tree->in_action = false;
	return pn_build_close(tree->build, spot) ? ITEM_TAKEN : ITEM_FAILED;
}

/* Takes an action that begins with a control word, its "{{" being at `delim`; ITEM_ODD also when it
 * does not. */
static inline item control(pn_tree *tree, const char *delim, const char *at, bool top)
{
	const char *after;

	switch (*at) {
	case 'e':
		if ((after = BEHIND(tree, at, "end")))
			return stop(tree, false, after);
		after = BEHIND(tree, at, "else");
		return after ? otherwise(tree, after) : ITEM_ODD;
	case 'i':
		after = BEHIND(tree, at, "if");
		return after ? branch(tree, PN_NODE_IF, delim, at, after) : ITEM_ODD;
	case 'r':
		after = BEHIND(tree, at, "range");
		return after ? branch(tree, PN_NODE_RANGE, delim, at, after) : ITEM_ODD;
	case 'w':
		after = BEHIND(tree, at, "with");
		return after ? branch(tree, PN_NODE_WITH, delim, at, after) : ITEM_ODD;
	case 't':
		after = BEHIND(tree, at, "template");
		return after ? template(tree, after) : ITEM_ODD;
	case 'd':
		after = top ? BEHIND(tree, at, "define") : NULL;
		return after ? define(tree, after) : ITEM_ODD;
	default:
		return ITEM_ODD;
	}
}

/* ---- items ---- */

/* Notes where a list begins, if nothing of it was seen before. */
static inline void begin_at(const pn_tree *tree, uint32_t *pos, const char *at)
{
	if (*pos == PN_NOWHERE)
		*pos = (uint32_t)(at - tree->text);
}

/* Parses the text before "{{"; returns what stands first in the action, NULL without memory. */
static inline const char *text(pn_tree *tree, const char *start, const char *delim, uint32_t *pos)
{
	const char *at = delim + PN_DELIM_LEN, *end = delim;

	if (*at == '-' && (pn_quick_class(at + 1) & PN_CHAR_SPACE)) {
		at += PN_TRIM_MARKER_LEN;
		end = blanks_before(tree, start, delim);
	}
	if (end > start) {
		begin_at(tree, pos, start);
		if (!add_text(tree, start, end))
			return NULL;
	}
	return at;
}

/* Parses an action that is a pipeline. */
static inline const char *pipeline(pn_tree *tree, const char *start)
{
	pn_spot spot = pn_build_spot(tree->build);
	const char *at;

	if (!pn_quick_make(tree, PN_NODE_ACTION, start))
		return NULL;
	at = pn_quick_inside(tree, start, false, '}');
	if (at && pn_build_close(tree->build, spot))
		return pn_quick_close(tree, at);
	pn_build_rewind(tree->build, spot);
	return NULL;
}

/* Parses the action at "{{" from what stands first in it on; *next is where to go on. */
static inline item action(pn_tree *tree, const char *delim, const char *at, bool top,
			  const char **next)
{
	pn_lexer *lx = &tree->parse->lexer;
	item found;

	at = pn_quick_blanks(tree, at);
	found = control(tree, delim, at, top);
	*next = lx->at;
	if (found)
		return found;
	tree->in_action = false;
	*next = pipeline(tree, at);
	if (*next)
		return ITEM_TAKEN;
	*next = delim;
	return pn_error_is_set(tree->parse->cx->err) ? ITEM_FAILED : ITEM_ODD;
}

/* Takes the text behind the last action. */
static pn_quick_stop rest(pn_tree *tree, const char *start, uint32_t *pos)
{
	tree->parse->lexer.at = tree->end;
	if (start == tree->end)
		return PN_QUICK_ODD;
	begin_at(tree, pos, start);
	return add_text(tree, start, tree->end) ? PN_QUICK_ODD : PN_QUICK_FAILED;
}

/* Ends the quick parse of a list at a place. */
static inline pn_quick_stop leave(pn_tree *tree, item found, const char *at)
{
	if (found == ITEM_STOP)
		return PN_QUICK_STOP;
	tree->parse->lexer.at = at;
	return found == ITEM_FAILED ? PN_QUICK_FAILED : PN_QUICK_ODD;
}

pn_quick_stop pn_quick_items(pn_tree *tree, bool top, uint32_t *pos)
{
	pn_lexer *lx = &tree->parse->lexer;
	const char *at = lx->at;

	if (tree->peek_count || lx->inside_action || tree->last == tree->text)
		return PN_QUICK_ODD;
	for (;;) {
		const char *delim = pn_run_to_pair(at, tree->end, '{'), *first;
		item found;

		if (delim >= tree->last)
			return delim == tree->end ? rest(tree, at, pos) : leave(tree, ITEM_ODD, at);
		first = text(tree, at, delim, pos);
		if (!first)
			return PN_QUICK_FAILED;
		if (*first == '/') {
			at = comment(tree, first);
			if (!at)
				return leave(tree, ITEM_ODD, delim);
			continue;
		}
		begin_at(tree, pos, delim);
		found = action(tree, delim, first, top, &at);
		if (found != ITEM_TAKEN)
			return leave(tree, found, at);
	}
}
