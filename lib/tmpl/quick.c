/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/quick_state.h"

/* ---- commands ---- */

/* What stands behind an operand. */
typedef enum behind { ODD = 0, ANOTHER, PIPE, CLOSED } behind;

/* Looks behind an operand, and takes what is there unless it is another one. */
static inline behind look_behind(pn_quick *q, char close)
{
	const char *start = q->at;

	pn_quick_skip_blanks(q);
	if (pn_quick_is_at(q, '|')) {
		q->at++;
		pn_quick_skip_blanks(q);
		return PIPE;
	}
	if (close == ')' && pn_quick_is_at(q, ')')) {
		q->at++;
		return CLOSED;
	}
	if (close == '}' && pn_are_at(q->lx, q->at, '}', '}'))
		return CLOSED;
	if (q->at == start)
		return ODD;
	if (pn_is_trimmed_end(q->lx, q->at - 1))
		return close == '}' ? CLOSED : ODD;
	return ANOTHER;
}

/* Parses a command; *end is what it ended with. NULL when there is something odd about it. */
static inline pn_node *command(pn_quick *q, char close, behind *end)
{
	const char *start = q->at;
	size_t first = q->tree->parse->open_count, size = PN_NODE_BYTES(command);
	pn_node *node;

	do {
		node = pn_quick_operand(q);
		if (!node || !pn_tree_push(q->tree, node))
			return NULL;
		*end = look_behind(q, close);
	} while (*end == ANOTHER);
	node = *end ? pn_quick_make(q, PN_NODE_COMMAND, start,
				    size + pn_quick_children_bytes(q, first))
		    : NULL;
	if (node)
		node->as.command = pn_quick_adopt(q, node, size, first);
	return node;
}

/* Whether a command could take a value that is piped into it. */
static inline bool takes_value(const pn_node *command_node)
{
	switch (command_node->as.command.items[0]->kind) {
	case PN_NODE_BOOL:
	case PN_NODE_DOT:
	case PN_NODE_NIL:
	case PN_NODE_NUMBER:
	case PN_NODE_STRING:
		return false;
	default:
		return true;
	}
}

/* ---- declarations ---- */

/* The variables that a pipeline declares. */
typedef struct decls {
	pn_str names[2];
	uint32_t count;
	bool assigns;
} decls;

/* Takes a variable that a pipeline declares; false when it is none. */
static inline bool take_variable(pn_quick *q, decls *d)
{
	const char *start = q->at++;

	if (!pn_quick_take_word(q).len)
		return false;
	d->names[d->count++] = (pn_str){ start, (size_t)(q->at - start) };
	return true;
}

/* Takes ":=" or "=". */
static bool take_sign(pn_quick *q, decls *d)
{
	pn_quick_skip_blanks(q);
	d->assigns = pn_quick_is_at(q, '=');
	if (!d->assigns && !pn_are_at(q->lx, q->at, ':', '='))
		return false;
	q->at += d->assigns ? 1 : 2;
	pn_quick_skip_blanks(q);
	return true;
}

static bool read_decls(pn_quick *q, bool loops, decls *d)
{
	if (!take_variable(q, d))
		return false;
	if (loops && pn_quick_is_at(q, ',')) {
		q->at++;
		pn_quick_skip_blanks(q);
		if (!pn_quick_is_at(q, '$') || !take_variable(q, d))
			return false;
	}
	return take_sign(q, d);
}

/* Reads "$x :=" or "$i, $x :=" if a declaration begins here, else nothing. */
static void read_declaration(pn_quick *q, bool loops, decls *d)
{
	const char *start = q->at;

	if (read_decls(q, loops, d))
		return;
	q->at = start;
	d->count = 0;
}

/* Makes what was read known to the scope. */
static inline bool declare(pn_quick *q, const decls *d)
{
	for (uint32_t i = 0; i < d->count; i++) {
		if (!pn_scope_declare(&q->tree->parse->scope, d->names[i], q->tree->id))
			return false;
	}
	return true;
}

/* ---- pipelines ---- */

/* Makes the node of the commands from `first` on. */
static pn_node *pipe_node(pn_quick *q, const char *start, size_t first, const decls *d)
{
	size_t size = PN_NODE_BYTES(pipeline), bytes = pn_quick_children_bytes(q, first);
	pn_node *node =
		pn_quick_make(q, PN_NODE_PIPE, start, size + bytes + d->count * sizeof(pn_node *));

	if (!node)
		return NULL;
	node->as.pipeline.commands = pn_quick_adopt(q, node, size, first);
	node->as.pipeline.decls = (pn_node **)(void *)((char *)node + size + bytes);
	for (uint32_t i = 0; i < d->count; i++) {
		node->as.pipeline.decls[i] = pn_quick_decl(q, d->names[i]);
		if (!node->as.pipeline.decls[i])
			return NULL;
	}
	node->as.pipeline.decl_count = d->count;
	node->as.pipeline.assigns = d->assigns;
	return node;
}

pn_node *pn_quick_inside(pn_quick *q, bool loops, char close)
{
	size_t first = q->tree->parse->open_count;
	decls d = { .count = 0 };
	const char *start;
	behind end;

	pn_quick_skip_blanks(q);
	start = q->at;
	if (pn_quick_is_at(q, '$'))
		read_declaration(q, loops, &d);
	if (!declare(q, &d))
		return NULL;
	do {
		pn_node *node = command(q, close, &end);

		if (!node || !pn_tree_push(q->tree, node) ||
		    (q->tree->parse->open_count > first + 1 && !takes_value(node)))
			return NULL;
	} while (end == PIPE);
	return pipe_node(q, start, first, &d);
}

/* Takes "}}" with its trim marker, as the newest token. */
static bool take_action_end(pn_tree *tree, const char *at)
{
	pn_lexer *lx = &tree->parse->lexer;
	bool trims = false;

	if (!pn_are_at(lx, at, '}', '}')) {
		trims = at > lx->text && pn_is_trimmed_end(lx, at - 1);
		if (!trims)
			return false;
		at++;
	}
	tree->tokens[0] = (pn_token){ .kind = PN_TOKEN_RIGHT_DELIM,
				      .pos = (uint32_t)(at - lx->text),
				      .text = { at, PN_DELIM_LEN } };
	at += PN_DELIM_LEN;
	lx->at = trims ? pn_run_blanks(at, lx->end) : at;
	lx->inside_action = false;
	return true;
}

pn_node *pn_quick_pipeline(pn_tree *tree, bool loops, pn_token_kind end)
{
	pn_parse *parse = tree->parse;
	pn_quick q = { .tree = tree, .lx = &parse->lexer, .at = parse->lexer.at };
	uint32_t mark = pn_scope_mark(&parse->scope);
	size_t first = parse->open_count;
	pn_node *pipe;

	if (end != PN_TOKEN_RIGHT_DELIM || q.lx->paren_depth || parse->slow)
		return NULL;
	pipe = pn_quick_inside(&q, loops, '}');
	if (pipe && take_action_end(tree, q.at))
		return pipe;
	pn_scope_rewind(&parse->scope, mark);
	parse->open_count = first;
	return NULL;
}

/* ---- words of actions ---- */

/* Returns what follows a word that comes next; NULL when it does not. */
static const char *behind_word(const pn_tree *tree, pn_str text)
{
	const pn_lexer *lx = &tree->parse->lexer;
	const char *at = pn_quick_at(tree);

	if (tree->parse->slow || (size_t)(lx->end - at) < text.len ||
	    memcmp(at, text.ptr, text.len) != 0 || !pn_is_end_of_word(lx, at + text.len))
		return NULL;
	return at + text.len;
}

bool pn_quick_closed_word(pn_tree *tree, pn_str text)
{
	const pn_lexer *lx = &tree->parse->lexer;
	const char *at = behind_word(tree, text);

	return at && take_action_end(tree, pn_run_blanks(at, lx->end));
}

bool pn_quick_word(pn_tree *tree, pn_str text)
{
	pn_lexer *lx = &tree->parse->lexer;
	const char *at = behind_word(tree, text);

	if (!at)
		return false;
	tree->tokens[0] = (pn_token){ .kind = pn_word_kind(text),
				      .pos = (uint32_t)(at - text.len - lx->text),
				      .text = { at - text.len, text.len } };
	lx->at = at;
	return true;
}
