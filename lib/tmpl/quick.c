/* SPDX-License-Identifier: Apache-2.0 */
/* Pipelines and their commands. */
#include "tmpl/quick_state.h"

const char *pn_quick_last(const char *text, const char *end)
{
	for (const char *at = end; at - text >= 2; at--) {
		if (at[-1] == '}' && at[-2] == '}')
			return at - 2;
	}
	return text;
}

/* ---- commands ---- */

/* What stands behind an operand. */
typedef enum behind { ODD = 0, ANOTHER, PIPE, CLOSED } behind;

/* Looks at what stands behind an operand, and blanks perhaps. */
static inline behind look_behind(const char *at, bool spaced, char close)
{
	switch (*at) {
	case '|':
		return PIPE;
	case ')':
		return close == ')' ? CLOSED : ODD;
	case '}':
		return close == '}' && at[1] == '}' ? CLOSED : ODD;
	case '-':
		if (spaced && pn_quick_trims(at))
			return close == '}' ? CLOSED : ODD;
		break;
	default:
		break;
	}
	return spaced ? ANOTHER : ODD;
}

/* Parses a command up to what *end tells. */
static inline const char *command(pn_tree *tree, const char *at, char close, pn_node **out,
				  behind *end)
{
	size_t size = PN_NODE_BYTES(command);
	const char *start = at;
	pn_node *parts[PN_QUICK_PARTS];
	uint32_t count = 0;
	pn_node *node;

	do {
		const char *stop;

		if (count == PN_QUICK_PARTS)
			return NULL;
		stop = pn_quick_operand(tree, at, &parts[count++]);
		if (!stop)
			return NULL;
		at = pn_quick_blanks(tree, stop);
		*end = look_behind(at, at > stop, close);
	} while (*end == ANOTHER);
	if (!*end)
		return NULL;
	node = pn_quick_make(tree, PN_NODE_COMMAND, start, size + count * sizeof *parts);
	if (!node)
		return NULL;
	node->as.command = pn_quick_adopt(node, size, parts, count);
	*out = node;
	return at;
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

/* Takes a variable that a pipeline declares. */
static inline const char *take_variable(const pn_tree *tree, const char *at, decls *d)
{
	const char *end = pn_quick_word(tree, at + 1);

	if (!end || end == at + 1)
		return NULL;
	d->names[d->count++] = pn_quick_str(at, end);
	return end;
}

/* Takes ":=" or "=". */
static inline const char *take_sign(const pn_tree *tree, const char *at, decls *d)
{
	at = pn_quick_blanks(tree, at);
	d->assigns = *at == '=';
	if (!d->assigns && (at[0] != ':' || at[1] != '='))
		return NULL;
	return pn_quick_blanks(tree, at + (d->assigns ? 1 : 2));
}

/* Takes "$x :=" or "$i, $x :=". */
static const char *take_decls(const pn_tree *tree, const char *at, bool loops, decls *d)
{
	at = take_variable(tree, at, d);
	if (at && loops && *at == ',') {
		at = pn_quick_blanks(tree, at + 1);
		at = *at == '$' ? take_variable(tree, at, d) : NULL;
	}
	return at ? take_sign(tree, at, d) : NULL;
}

/* Makes what was read known to the scope. */
static bool declare(pn_tree *tree, const decls *d)
{
	for (uint32_t i = 0; i < d->count; i++) {
		if (!pn_scope_declare(&tree->parse->scope, d->names[i], tree->id))
			return false;
	}
	return true;
}

/* Takes the declaration that begins here, or, if it is none, nothing. */
static const char *declaration(pn_tree *tree, const char *at, bool loops, decls *d)
{
	const char *end = take_decls(tree, at, loops, d);

	if (end)
		return declare(tree, d) ? end : NULL;
	d->count = 0;
	return at;
}

/* ---- pipelines ---- */

static bool keep_decls(pn_tree *tree, pn_node *pipe, const decls *d)
{
	pn_node **nodes = d->count ? pn_alloc(tree->arena, d->count * sizeof *nodes) : NULL;

	for (uint32_t i = 0; nodes && i < d->count; i++) {
		nodes[i] = pn_quick_decl(tree, d->names[i]);
		if (!nodes[i])
			return false;
	}
	pipe->as.pipeline.decls = nodes;
	pipe->as.pipeline.decl_count = d->count;
	pipe->as.pipeline.assigns = d->assigns;
	return nodes || !d->count;
}

const char *pn_quick_inside(pn_tree *tree, const char *at, bool loops, char close, pn_node **out)
{
	size_t size = PN_NODE_BYTES(pipeline);
	pn_node *parts[PN_QUICK_PARTS], *node;
	decls d = { .count = 0 };
	uint32_t count = 0;
	const char *start;
	behind end;

	at = pn_quick_blanks(tree, at);
	start = at;
	if (*at == '$')
		at = declaration(tree, at, loops, &d);
	for (;; at = pn_quick_blanks(tree, at + 1)) {
		if (!at || count == PN_QUICK_PARTS)
			return NULL;
		at = command(tree, at, close, &parts[count++], &end);
		if (!at || (count > 1 && !takes_value(parts[count - 1])))
			return NULL;
		if (end == CLOSED)
			break;
	}
	node = pn_quick_make(tree, PN_NODE_PIPE, start, size + count * sizeof *parts);
	if (!node || !keep_decls(tree, node, &d))
		return NULL;
	node->as.pipeline.commands = pn_quick_adopt(node, size, parts, count);
	*out = node;
	return close == ')' ? at + 1 : at;
}

const char *pn_quick_pipe(pn_tree *tree, const char *at, bool loops, pn_node **out)
{
	pn_scope *scope = &tree->parse->scope;
	uint32_t mark = pn_scope_mark(scope);

	at = pn_quick_inside(tree, at, loops, '}', out);
	if (!at)
		pn_scope_rewind(scope, mark);
	return at;
}

pn_node *pn_quick_pipeline(pn_tree *tree, bool loops)
{
	pn_lexer *lx = &tree->parse->lexer;
	const char *at;
	pn_node *pipe;

	if (lx->at >= tree->last || lx->paren_depth)
		return NULL;
	at = pn_quick_pipe(tree, lx->at, loops, &pipe);
	if (!at)
		return NULL;
	pn_quick_leave(tree, at);
	return pipe;
}
