/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/quick_state.h"

/* Longer numbers are left to the grammar proper. */
enum { MAX_DIGITS = 9 };

/* ---- operands ---- */

static const char *variable(pn_tree *tree, const char *at)
{
	const char *start = at, *end = pn_quick_word(tree, at + 1);
	pn_quick_named n;
	pn_str name;

	if (!end || !pn_quick_begin_named(tree, &n, start))
		return NULL;
	name = pn_quick_str(start, end);
	pn_quick_add_name(&n, name);
	if (!pn_scope_sees(&tree->parse->scope, name, n.names->parts[0].hash, tree->id))
		return NULL;
	at = pn_quick_fields(tree, end, &n);
	if (at)
		pn_quick_end_named(tree, &n, PN_NODE_VARIABLE, start);
	return at;
}

/* Finds the end of a quoted constant; NULL when it is on another line, or nowhere. */
static const char *end_of_quoted(const pn_tree *tree, const char *at, bool *simple)
{
	bool ascii = true;

	*simple = true;
	for (at++;;) {
		at = pn_run_json_text(at, tree->end, &ascii);
		if (at == tree->end || *at == '\n')
			return NULL;
		if (*at == '"') {
			*simple = *simple && ascii;
			return at;
		}
		*simple = *simple && *at != '\\';
		at += *at == '\\' ? 2 : 1;
		if (at >= tree->end || at[-1] == '\n')
			return NULL;
	}
}

/* The same of a constant with escapes in it, or between other quotes. */
static const char *quoted_slow(pn_tree *tree, const char *at, pn_str *quoted, pn_str *text)
{
	bool simple = false;
	const char *end = *at == '"' ? end_of_quoted(tree, at, &simple)
				     : memchr(at + 1, '`', (size_t)(tree->end - at - 1));

	if (!end || end >= tree->last)
		return NULL;
	*quoted = pn_quick_str(at, end + 1);
	*text = (pn_str){ at + 1, quoted->len - 2 };
	return simple || pn_unquote(&tree->parse->scratch, *quoted, text) ? end + 1 : NULL;
}

const char *pn_quick_quoted(pn_tree *tree, const char *at, pn_str *quoted, pn_str *text)
{
	const char *end = pn_run_plain_text(at + 1, tree->end);

	if (end >= tree->last || *end != '"' || *at != '"')
		return quoted_slow(tree, at, quoted, text);
	*quoted = pn_quick_str(at, end + 1);
	*text = pn_quick_str(at + 1, end);
	return end + 1;
}

static const char *string(pn_tree *tree, const char *at)
{
	const char *start = at;
	pn_str quoted, text;

	at = pn_quick_quoted(tree, at, &quoted, &text);
	if (!at || *at == '.')
		return NULL;
	return pn_build_string(tree->build, pn_quick_pos(tree, start), quoted, text) ? at : NULL;
}

/* A decimal integer of a few digits; all other numbers are odd. */
static const char *integer(pn_tree *tree, const char *at)
{
	const char *start = at;
	uint32_t n = 0;
	pn_node_whole *whole;
	pn_node *node;

	for (; *at >= '0' && *at <= '9'; at++) {
		if (at - start == MAX_DIGITS)
			return NULL;
		n = n * 10 + (uint32_t)(*at - '0');
	}
	if (at == start || (*start == '0' && at > start + 1) || *at == '.' ||
	    !pn_quick_ends_word(at))
		return NULL;
	node = pn_build_add(tree->build, PN_NODE_NUMBER, pn_quick_pos(tree, start),
			    PN_NODE_UNITS(sizeof *whole));
	if (!node)
		return NULL;
	node->count = true;
	whole = pn_build_behind(node);
	*whole = (pn_node_whole){ start, (uint32_t)(at - start), n };
	return at;
}

/* The fields taken from a pipeline in parentheses, which is at a place. */
static const char *chain(pn_tree *tree, const char *at, pn_spot base)
{
	pn_build *b = tree->build;
	pn_quick_named n;
	const char *start = at;

	if (!pn_build_wrap(b, base, PN_NODE_CHAIN, pn_quick_pos(tree, start)) ||
	    !pn_build_room(b, 1 + PN_QUICK_NAMES))
		return NULL;
	n.names = (void *)b->next;
	n.names->text = start + 1;
	n.count = 0;
	at = pn_quick_fields(tree, at, &n);
	if (!at)
		return NULL;
	b->next += 1 + n.count;
	return pn_build_close(b, base) ? at : NULL;
}

/* A pipeline in parentheses, and the fields taken from it. */
static const char *parenthesis(pn_tree *tree, const char *at)
{
	uint32_t depth = tree->parse->depth + tree->nesting;
	pn_spot spot = pn_build_spot(tree->build);

	if (tree->nesting == PN_QUICK_NESTING || depth >= tree->parse->cx->limits->depth)
		return NULL;
	tree->nesting++;
	at = pn_quick_inside(tree, at + 1, false, ')');
	tree->nesting--;
	return at && *at == '.' ? chain(tree, at, spot) : at;
}

const char *pn_quick_operand(pn_tree *tree, const char *at)
{
	switch (*at) {
	case '$':
		return variable(tree, at);
	case '"':
	case '`':
		return string(tree, at);
	case '(':
		return parenthesis(tree, at);
	default:
		return pn_quick_class(at) & PN_CHAR_NUMBER ? integer(tree, at) : NULL;
	}
}
