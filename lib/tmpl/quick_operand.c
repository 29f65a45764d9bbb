/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/quick_state.h"

/* Longer numbers are left to the grammar proper. */
enum { MAX_DIGITS = 15 };

/* ---- names ---- */

/* A node of names under way: they are written where they stay. */
typedef struct named {
	pn_node *node;
	pn_name *names;
	uint32_t count;
	const char *second; /* where the second one's dot is */
} named;

/* Takes room for a node of `size` bytes with as many names as there may be. */
static inline bool begin_named(pn_tree *tree, named *n, size_t size)
{
	n->node = pn_alloc(tree->arena, size + PN_QUICK_NAMES * sizeof *n->names);
	n->names = (pn_name *)(void *)((char *)n->node + size);
	n->count = 0;
	return n->node != NULL;
}

/* Gives back the room that was not needed. */
static inline void end_named(pn_tree *tree, const named *n, pn_node_kind kind, const char *pos)
{
	size_t used = (size_t)((char *)(n->names + n->count) - (char *)n->node);

	tree->arena->next = (char *)n->node + ((used + 15) & ~(size_t)15);
	n->node->kind = (uint8_t)kind;
	n->node->pos = (uint32_t)(pos - tree->text);
}

static inline void add_name(named *n, pn_str text)
{
	n->names[n->count++] = (pn_name){ text, pn_str_hash_here(text) };
}

/* Adds the names of the fields from a dot on. */
static inline const char *add_fields(pn_tree *tree, const char *at, named *n)
{
	do {
		const char *dot = at, *end;

		if (n->count == PN_QUICK_NAMES || !pn_quick_begins_name(dot + 1))
			return NULL;
		end = pn_quick_word(tree, dot + 1);
		if (!end)
			return NULL;
		if (n->count == 1)
			n->second = dot;
		add_name(n, pn_quick_str(dot + 1, end));
		at = end;
	} while (*at == '.');
	return at;
}

/* ---- operands ---- */

static inline const char *dot(pn_tree *tree, const char *at, pn_node **out)
{
	if (at[1] == '.' || !pn_quick_ends_word(at + 1))
		return NULL;
	*out = pn_quick_make(tree, PN_NODE_DOT, at, PN_NODE_BYTES(boolean));
	return *out ? at + 1 : NULL;
}

static inline const char *field(pn_tree *tree, const char *at, pn_node **out)
{
	const char *start = at;
	named n;

	if (!pn_quick_begins_name(at + 1))
		return dot(tree, at, out);
	if (!begin_named(tree, &n, PN_NODE_BYTES(field)))
		return NULL;
	at = add_fields(tree, at, &n);
	if (!at)
		return NULL;
	end_named(tree, &n, PN_NODE_FIELD, n.count > 1 ? n.second : start);
	n.node->as.field.names = n.names;
	n.node->as.field.count = n.count;
	*out = n.node;
	return at;
}

static const char *variable(pn_tree *tree, const char *at, pn_node **out)
{
	const char *start = at, *end = pn_quick_word(tree, at + 1);
	named n;

	if (!end || !pn_scope_sees(&tree->parse->scope, pn_quick_str(start, end), tree->id) ||
	    !begin_named(tree, &n, PN_NODE_BYTES(variable)))
		return NULL;
	add_name(&n, pn_quick_str(start, end));
	at = *end == '.' ? add_fields(tree, end, &n) : end;
	if (!at)
		return NULL;
	end_named(tree, &n, PN_NODE_VARIABLE, n.count > 1 ? n.second : start);
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

const char *pn_quick_quoted(pn_tree *tree, const char *at, pn_str *quoted, pn_str *text)
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
	number = (pn_number *)(void *)((char *)node + PN_NODE_BYTES(number));
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

static inline pn_node *function(pn_tree *tree, pn_str text)
{
	const pn_func_finder *funcs = tree->parse->funcs;
	const void *func = funcs->find(funcs->data, text);
	pn_node *node =
		func ? pn_quick_make(tree, PN_NODE_IDENTIFIER, text.ptr, PN_NODE_BYTES(identifier))
		     : NULL;

	if (node) {
		node->as.identifier.name = text;
		node->as.identifier.func = func;
	}
	return node;
}

static const char *word(pn_tree *tree, const char *at, pn_node **out)
{
	const char *end = pn_quick_word(tree, at);
	pn_str text;

	if (!end || *end == '.')
		return NULL;
	text = pn_quick_str(at, end);
	switch (pn_word_kind(text)) {
	case PN_TOKEN_IDENTIFIER:
		*out = function(tree, text);
		break;
	case PN_TOKEN_BOOL:
		*out = pn_quick_make(tree, PN_NODE_BOOL, at, PN_NODE_BYTES(boolean));
		if (*out)
			(*out)->as.boolean = text.len == 4;
		break;
	case PN_TOKEN_NIL:
		*out = pn_quick_make(tree, PN_NODE_NIL, at, PN_NODE_BYTES(boolean));
		break;
	default:
		return NULL;
	}
	return *out ? end : NULL;
}

/* The fields taken from a pipeline in parentheses. */
static const char *chain(pn_tree *tree, const char *at, pn_node *base, pn_node **out)
{
	const char *start = at;
	named n;

	if (!begin_named(tree, &n, PN_NODE_BYTES(chain)))
		return NULL;
	at = add_fields(tree, at, &n);
	if (!at)
		return NULL;
	end_named(tree, &n, PN_NODE_CHAIN, start);
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
	at = pn_quick_inside(tree, at + 1, false, ')', out);
	tree->nesting--;
	return at && *at == '.' ? chain(tree, at, *out, out) : at;
}

const char *pn_quick_operand(pn_tree *tree, const char *at, pn_node **out)
{
	switch (*at) {
	case '.':
		return field(tree, at, out);
	case '$':
		return variable(tree, at, out);
	case '"':
	case '`':
		return string(tree, at, out);
	case '(':
		return parenthesis(tree, at, out);
	default:
		if (pn_quick_class(at) & PN_CHAR_NUMBER)
			return integer(tree, at, out);
		return pn_quick_class(at) & PN_CHAR_WORD ? word(tree, at, out) : NULL;
	}
}

pn_node *pn_quick_decl(pn_tree *tree, pn_str text)
{
	size_t size = PN_NODE_BYTES(variable);
	pn_node *node = pn_quick_make(tree, PN_NODE_VARIABLE, text.ptr, size + sizeof(pn_name));

	if (node) {
		node->as.variable.names = (pn_name *)(void *)((char *)node + size);
		node->as.variable.names[0] = (pn_name){ text, pn_str_hash_here(text) };
		node->as.variable.count = 1;
	}
	return node;
}
