/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/quick_state.h"

/* Longer numbers are left to the grammar proper. */
enum { MAX_DIGITS = 15 };

/* ---- names ---- */

enum { MAX_NAMES = 16 };

/* The names of a field, of a variable and its fields, or behind a parenthesis. */
typedef struct names {
	pn_name items[MAX_NAMES];
	uint32_t count;
	const char *second; /* where the second one's dot is */
} names;

/* Not by an initialiser, which would clear all the room. */
static inline void begin_names(names *n)
{
	n->count = 0;
	n->second = NULL;
}

static inline void add_name(names *n, pn_str text)
{
	n->items[n->count++] = (pn_name){ text, pn_str_hash(text) };
}

/* Adds the names of the fields that follow; false when there is something odd about them. */
static inline bool add_fields(pn_quick *q, names *n)
{
	while (pn_quick_is_at(q, '.')) {
		const char *dot = q->at++;
		pn_str word;

		if (n->count == MAX_NAMES ||
		    (pn_quick_class_here(q) & (PN_CHAR_WORD | PN_CHAR_NUMBER)) != PN_CHAR_WORD)
			return false;
		word = pn_quick_take_word(q);
		if (!word.len)
			return false;
		if (n->count == 1)
			n->second = dot;
		add_name(n, word);
	}
	return true;
}

/* Makes a node that is nothing but names. */
static pn_node *named(pn_quick *q, pn_node_kind kind, const char *start, const names *n)
{
	size_t size = PN_NODE_BYTES(field);
	pn_node *node = pn_quick_make(q, kind, n->count > 1 ? n->second : start,
				      size + n->count * sizeof *n->items);
	pn_name *copy;

	if (!node)
		return NULL;
	copy = (pn_name *)(void *)((char *)node + size);
	for (uint32_t i = 0; i < n->count; i++)
		copy[i] = n->items[i];
	node->as.field.names = copy;
	node->as.field.count = n->count;
	return node;
}

/* ---- operands: NULL when there is something odd about them ---- */

static pn_node *field_or_dot(pn_quick *q)
{
	const char *start = q->at;
	names n;

	begin_names(&n);
	if (!pn_is_end_of_word(q->lx, start + 1)) {
		n.second = start;
		return add_fields(q, &n) && n.count ? named(q, PN_NODE_FIELD, start, &n) : NULL;
	}
	q->at++;
	return pn_quick_is_at(q, '.')
		       ? NULL
		       : pn_quick_make(q, PN_NODE_DOT, start, PN_NODE_BYTES(boolean));
}

static pn_node *variable(pn_quick *q)
{
	const char *start = q->at++;
	names n;
	pn_str text;

	begin_names(&n);
	if (!pn_is_end_of_word(q->lx, q->at) && !pn_quick_take_word(q).len)
		return NULL;
	text = (pn_str){ start, (size_t)(q->at - start) };
	if (!pn_scope_sees(&q->tree->parse->scope, text, q->tree->id))
		return NULL;
	add_name(&n, text);
	return add_fields(q, &n) ? named(q, PN_NODE_VARIABLE, start, &n) : NULL;
}

/* Finds the end of a quoted constant; NULL when it is on another line, or nowhere. */
static const char *end_of_quoted(const pn_quick *q, bool *simple)
{
	const char *at = q->at + 1;
	bool ascii = true;

	*simple = true;
	for (;;) {
		at = pn_run_json_text(at, q->lx->end, &ascii);
		if (at == q->lx->end || *at == '\n')
			return NULL;
		if (*at == '"') {
			*simple = *simple && ascii;
			return at;
		}
		*simple = *simple && *at != '\\';
		at += *at == '\\' ? 2 : 1;
		if (at >= q->lx->end || at[-1] == '\n')
			return NULL;
	}
}

static pn_node *string(pn_quick *q)
{
	const char *start = q->at, *end;
	pn_str quoted, text;
	bool simple = false;
	pn_node *node;

	end = *start == '"' ? end_of_quoted(q, &simple)
			    : memchr(start + 1, '`', (size_t)(q->lx->end - start - 1));
	if (!end)
		return NULL;
	quoted = (pn_str){ start, (size_t)(end + 1 - start) };
	text = (pn_str){ start + 1, quoted.len - 2 };
	if (!simple && !pn_unquote(q->tree->parse->cx->arena, quoted, &text))
		return NULL;
	q->at = end + 1;
	node = pn_quick_is_at(q, '.')
		       ? NULL
		       : pn_quick_make(q, PN_NODE_STRING, start, PN_NODE_BYTES(string));
	if (node) {
		node->as.string.quoted = quoted;
		node->as.string.text = text;
	}
	return node;
}

/* A decimal integer of a few digits; all other numbers are odd. */
static pn_node *integer(pn_quick *q)
{
	const char *start = q->at;
	pn_number *number;
	int64_t n = 0;
	pn_node *node;

	while (q->at < q->lx->end && *q->at >= '0' && *q->at <= '9')
		n = q->at - start < MAX_DIGITS ? n * 10 + (*q->at++ - '0') : -1, q->at += n < 0;
	if (q->at == start || n < 0 || (*start == '0' && q->at > start + 1) ||
	    pn_quick_is_at(q, '.') || !pn_is_end_of_word(q->lx, q->at))
		return NULL;
	node = pn_quick_make(q, PN_NODE_NUMBER, start, PN_NODE_BYTES(number));
	number = PN_NEW(q->tree->parse->cx->arena, pn_number);
	if (!node || !number)
		return NULL;
	*number = (pn_number){ .text = { start, (size_t)(q->at - start) },
			       .is_int = true,
			       .is_uint = true,
			       .is_float = true,
			       .integer = n,
			       .uinteger = (uint64_t)n,
			       .number = (double)n };
	node->as.number = number;
	return node;
}

static pn_node *word(pn_quick *q)
{
	const pn_func_finder *funcs = q->tree->parse->funcs;
	const char *start = q->at;
	pn_str text = pn_quick_take_word(q);
	const void *func;
	pn_node *node;

	if (!text.len || pn_quick_is_at(q, '.'))
		return NULL;
	switch (pn_word_kind(text)) {
	case PN_TOKEN_IDENTIFIER:
		func = funcs->find(funcs->data, text);
		node = func ? pn_quick_make(q, PN_NODE_IDENTIFIER, start, PN_NODE_BYTES(identifier))
			    : NULL;
		if (node) {
			node->as.identifier.name = text;
			node->as.identifier.func = func;
		}
		return node;
	case PN_TOKEN_BOOL:
		node = pn_quick_make(q, PN_NODE_BOOL, start, PN_NODE_BYTES(boolean));
		if (node)
			node->as.boolean = text.len == 4;
		return node;
	case PN_TOKEN_NIL:
		return pn_quick_make(q, PN_NODE_NIL, start, PN_NODE_BYTES(boolean));
	default:
		return NULL;
	}
}

/* A pipeline in parentheses, and the fields taken from it. */
static pn_node *parenthesis(pn_quick *q)
{
	uint32_t depth = q->tree->parse->depth + q->nesting;
	names n;
	const char *start;
	pn_node *base, *node;
	size_t size = PN_NODE_BYTES(chain);

	begin_names(&n);
	if (q->nesting == PN_QUICK_NESTING || depth >= q->tree->parse->cx->limits->depth)
		return NULL;
	q->nesting++;
	q->at++;
	base = pn_quick_inside(q, false, ')');
	q->nesting--;
	start = q->at;
	if (!base || !pn_quick_is_at(q, '.'))
		return base;
	if (!add_fields(q, &n))
		return NULL;
	node = pn_quick_make(q, PN_NODE_CHAIN, start, size + n.count * sizeof *n.items);
	if (!node)
		return NULL;
	node->as.chain.base = base;
	node->as.chain.names = memcpy((char *)node + size, n.items, n.count * sizeof *n.items);
	node->as.chain.count = n.count;
	return node;
}

pn_node *pn_quick_operand(pn_quick *q)
{
	switch (q->at < q->lx->end ? *q->at : '\0') {
	case '.':
		return field_or_dot(q);
	case '$':
		return variable(q);
	case '"':
	case '`':
		return string(q);
	case '(':
		return parenthesis(q);
	default:
		if (pn_quick_class_here(q) & PN_CHAR_NUMBER)
			return integer(q);
		return pn_quick_class_here(q) & PN_CHAR_WORD ? word(q) : NULL;
	}
}

pn_node *pn_quick_decl(pn_quick *q, pn_str text)
{
	names n;

	begin_names(&n);
	add_name(&n, text);
	return named(q, PN_NODE_VARIABLE, text.ptr, &n);
}
