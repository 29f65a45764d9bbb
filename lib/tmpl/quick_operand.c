/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/quick_state.h"

/* Longer numbers are left to the grammar proper. */
enum { MAX_DIGITS = 15 };

/* ---- operands ---- */

static const char *variable(pn_tree *tree, const char *at, pn_node **out)
{
	const char *start = at, *end = pn_quick_word(tree, at + 1);
	pn_quick_named n;

	if (!end || !pn_quick_begin_named(tree, &n, PN_NODE_BYTES(variable)))
		return NULL;
	pn_quick_add_name(&n, pn_quick_str(start, end));
	if (!pn_scope_sees(&tree->parse->scope, n.names[0].text, n.names[0].hash, tree->id))
		return NULL;
	at = pn_quick_fields(tree, end, &n);
	if (!at)
		return NULL;
	pn_quick_end_named(tree, &n, PN_NODE_VARIABLE, pn_quick_named_at(&n, start));
	n.node->as.variable.names = n.names;
	n.node->as.variable.count = n.count;
	*out = n.node;
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
	return simple || pn_unquote(tree->arena, *quoted, text) ? end + 1 : NULL;
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

static const char *string(pn_tree *tree, const char *at, pn_node **out)
{
	const char *start = at;
	pn_str quoted, text;
	pn_node *node;

	at = pn_quick_quoted(tree, at, &quoted, &text);
	if (!at || *at == '.')
		return NULL;
	node = pn_quick_make(tree, PN_NODE_STRING, start, PN_NODE_BYTES(string));
	if (!node)
		return NULL;
	node->as.string.quoted = quoted;
	node->as.string.text = text;
	*out = node;
	return at;
}

/* A decimal integer of a few digits; all other numbers are odd. */
static const char *integer(pn_tree *tree, const char *at, pn_node **out)
{
	const char *start = at;
	int64_t n = 0;
	pn_number *number;
	pn_node *node;

	for (; *at >= '0' && *at <= '9'; at++) {
		if (at - start == MAX_DIGITS)
			return NULL;
		n = n * 10 + (*at - '0');
	}
	if (at == start || (*start == '0' && at > start + 1) || *at == '.' ||
	    !pn_quick_ends_word(at))
		return NULL;
	node = pn_quick_make(tree, PN_NODE_NUMBER, start,
			     PN_NODE_BYTES(number) + sizeof *node->as.number);
	if (!node)
		return NULL;
	number = pn_quick_behind(node, PN_NODE_BYTES(number));
	*number = (pn_number){ .text = pn_quick_str(start, at),
			       .is_int = true,
			       .is_uint = true,
			       .is_float = true,
			       .integer = n,
			       .uinteger = (uint64_t)n,
			       .number = (double)n };
	node->as.number = number;
	*out = node;
	return at;
}

/* The fields taken from a pipeline in parentheses. */
static const char *chain(pn_tree *tree, const char *at, pn_node *base, pn_node **out)
{
	const char *start = at;
	pn_quick_named n;

	if (!pn_quick_begin_named(tree, &n, PN_NODE_BYTES(chain)))
		return NULL;
	at = pn_quick_fields(tree, at, &n);
	if (!at)
		return NULL;
	pn_quick_end_named(tree, &n, PN_NODE_CHAIN, start);
	n.node->as.chain.base = base;
	n.node->as.chain.names = n.names;
	n.node->as.chain.count = n.count;
	*out = n.node;
	return at;
}

/* A pipeline in parentheses, and the fields taken from it. */
static const char *parenthesis(pn_tree *tree, const char *at, pn_node **out)
{
	uint32_t depth = tree->parse->depth + tree->nesting;

	if (tree->nesting == PN_QUICK_NESTING || depth >= tree->parse->cx->limits->depth)
		return NULL;
	tree->nesting++;
	at = pn_quick_inside(tree, at + 1, false, ')', 0, out);
	tree->nesting--;
	return at && *at == '.' ? chain(tree, at, *out, out) : at;
}

const char *pn_quick_operand(pn_tree *tree, const char *at, pn_node **out)
{
	switch (*at) {
	case '$':
		return variable(tree, at, out);
	case '"':
	case '`':
		return string(tree, at, out);
	case '(':
		return parenthesis(tree, at, out);
	default:
		return pn_quick_class(at) & PN_CHAR_NUMBER ? integer(tree, at, out) : NULL;
	}
}

pn_node *pn_quick_decl(pn_tree *tree, const pn_name *name)
{
	size_t size = PN_NODE_BYTES(variable);
	pn_node *node =
		pn_quick_make(tree, PN_NODE_VARIABLE, name->text.ptr, size + sizeof(pn_name));

	if (node) {
		node->as.variable.names = pn_quick_behind(node, size);
		node->as.variable.names[0] = *name;
		node->as.variable.count = 1;
	}
	return node;
}
