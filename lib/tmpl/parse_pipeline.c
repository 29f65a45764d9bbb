/* SPDX-License-Identifier: Apache-2.0 */
/* The inner half of the grammar: pipeline, command, operand, term (Go: parse.go). */
#include "tmpl/tree.h"

/* Go: parse.go, maxStackDepth. */
enum { MAX_PAREN_DEPTH = 10000, MAX_DECLS = 2 };

/* ---- names ---- */

static pn_name make_name(pn_str text)
{
	return (pn_name){ text, pn_str_hash(text) };
}

/* Counts the fields that follow, adds their names to names[] and returns the new array. */
static pn_name *take_fields(pn_tree *tree, pn_name *names, uint32_t *count)
{
	pn_arena *arena = tree->parse->cx->arena;
	uint32_t cap = *count;

	while (pn_tree_at_field(tree)) {
		pn_str text = pn_tree_next(tree)->text;

		if (*count == cap) {
			cap = cap < 4 ? 4 : cap * 2;
			names = pn_realloc(arena, names, *count * sizeof *names,
					   cap * sizeof *names);
			if (!names) {
				pn_fail_memory(tree->parse->cx->err, arena);
				return NULL;
			}
		}
		names[(*count)++] = make_name(pn_str_slice(text, 1, text.len));
	}
	return names;
}

/* Makes a FIELD or VARIABLE node of one name. */
static pn_node *named_node(pn_tree *tree, pn_node_kind kind, uint32_t pos, pn_str text)
{
	pn_node *node = pn_tree_node(tree, kind, pos);
	pn_name *name = node ? PN_NEW(tree->parse->cx->arena, pn_name) : NULL;

	if (!name) {
		pn_fail_memory(tree->parse->cx->err, tree->parse->cx->arena);
		return NULL;
	}
	*name = make_name(text);
	if (kind == PN_NODE_FIELD) {
		node->as.field.names = name;
		node->as.field.count = 1;
	} else {
		node->as.variable.names = name;
		node->as.variable.count = 1;
	}
	return node;
}

/* ---- terms ---- */

static pn_node *function_term(pn_tree *tree, const pn_token *token)
{
	const pn_func_finder *funcs = tree->parse->funcs;
	const void *func = funcs->find(funcs->data, token->text);
	pn_node *node;

	if (!func) {
		pn_tree_fail_quoted(tree, "function ", token->text, " not defined");
		return NULL;
	}
	node = pn_tree_node(tree, PN_NODE_IDENTIFIER, token->pos);
	if (node) {
		node->as.identifier.name = token->text;
		node->as.identifier.func = func;
	}
	return node;
}

static pn_node *variable_term(pn_tree *tree, const pn_token *token)
{
	if (!pn_scope_sees(&tree->parse->scope, token->text, tree->id)) {
		pn_tree_fail_quoted(tree, "undefined variable ", token->text, "");
		return NULL;
	}
	return named_node(tree, PN_NODE_VARIABLE, token->pos, token->text);
}

static pn_node *bool_term(pn_tree *tree, const pn_token *token)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_BOOL, token->pos);

	if (node)
		node->as.boolean = pn_str_is(token->text, "true");
	return node;
}

static pn_node *number_term(pn_tree *tree, const pn_token *token)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_NUMBER, token->pos);
	pn_number *number = node ? PN_NEW(tree->parse->cx->arena, pn_number) : NULL;

	if (!number) {
		pn_fail_memory(tree->parse->cx->err, tree->parse->cx->arena);
		return NULL;
	}
	node->as.number = number;
	return pn_tree_number(tree, token, number) ? node : NULL;
}

static pn_node *string_term(pn_tree *tree, const pn_token *token)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_STRING, token->pos);

	if (!node)
		return NULL;
	node->as.string.quoted = token->text;
	if (!pn_unquote(tree->parse->cx->arena, token->text, &node->as.string.text)) {
		pn_tree_fail(tree, "invalid syntax");
		return NULL;
	}
	return node;
}

static pn_node *paren_term(pn_tree *tree)
{
	pn_node *pipe;

	if (tree->paren_depth >= MAX_PAREN_DEPTH) {
		pn_tree_fail(tree, "max expression depth exceeded");
		return NULL;
	}
	if (!pn_tree_enter(tree))
		return NULL;
	tree->paren_depth++;
	pipe = pn_tree_pipeline(tree, "parenthesized pipeline", PN_TOKEN_RIGHT_PAREN);
	tree->paren_depth--;
	pn_tree_leave(tree);
	return pipe;
}

/*
 * Parses a literal, a function's name, a field, a variable, dot or a parenthesised pipeline. The
 * result is NULL after a failure, and, with *none set, when no term stands here.
 */
static pn_node *term(pn_tree *tree, bool *none)
{
	const pn_token *token = pn_tree_next(tree);

	*none = false;
	switch (token->kind) {
	case PN_TOKEN_IDENTIFIER:
		return function_term(tree, token);
	case PN_TOKEN_DOT:
		return pn_tree_node(tree, PN_NODE_DOT, token->pos);
	case PN_TOKEN_NIL:
		return pn_tree_node(tree, PN_NODE_NIL, token->pos);
	case PN_TOKEN_VARIABLE:
		return variable_term(tree, token);
	case PN_TOKEN_FIELD:
		return named_node(tree, PN_NODE_FIELD, token->pos,
				  pn_str_slice(token->text, 1, token->text.len));
	case PN_TOKEN_BOOL:
		return bool_term(tree, token);
	case PN_TOKEN_CHAR_CONSTANT:
	case PN_TOKEN_COMPLEX:
	case PN_TOKEN_NUMBER:
		return number_term(tree, token);
	case PN_TOKEN_LEFT_PAREN:
		return paren_term(tree);
	case PN_TOKEN_STRING:
	case PN_TOKEN_RAW_STRING:
		return string_term(tree, token);
	default:
		pn_tree_backup(tree);
		*none = true;
		return NULL;
	}
}

/* ---- operands ---- */

/* Adds fields to a field or variable, which then stands where its second element does. */
static pn_node *extend_names(pn_tree *tree, pn_node *node, pn_name **names, uint32_t *count)
{
	node->pos = pn_tree_peek(tree)->pos;
	*names = take_fields(tree, *names, count);
	return *names ? node : NULL;
}

static pn_node *chain_on(pn_tree *tree, pn_node *base)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_CHAIN, pn_tree_peek(tree)->pos);

	if (!node)
		return NULL;
	node->as.chain.base = base;
	node->as.chain.names = take_fields(tree, NULL, &node->as.chain.count);
	return node->as.chain.names ? node : NULL;
}

static pn_node *fail_dot_after(pn_tree *tree, const pn_node *term_node)
{
	pn_buf text;

	while (pn_tree_at_field(tree))
		pn_tree_next(tree);
	pn_buf_init(&text, tree->parse->cx->arena);
	pn_node_print(&text, term_node);
	pn_tree_fail_quoted(tree, "unexpected . after term ", pn_buf_str(&text), "");
	return NULL;
}

/* Parses a term and the fields taken from it; NULL as for term(). */
static pn_node *operand(pn_tree *tree, bool *none)
{
	pn_node *node = term(tree, none);

	if (!node || !pn_tree_at_field(tree))
		return node;
	switch (node->kind) {
	case PN_NODE_FIELD:
		return extend_names(tree, node, &node->as.field.names, &node->as.field.count);
	case PN_NODE_VARIABLE:
		return extend_names(tree, node, &node->as.variable.names, &node->as.variable.count);
	case PN_NODE_BOOL:
	case PN_NODE_STRING:
	case PN_NODE_NUMBER:
	case PN_NODE_NIL:
	case PN_NODE_DOT:
		return fail_dot_after(tree, node);
	default:
		return chain_on(tree, node);
	}
}

/* ---- commands ---- */

/* Takes what ends an operand: says whether the command goes on. */
static bool command_goes_on(pn_tree *tree, bool had_operand, bool *failed)
{
	const pn_token *token = pn_tree_next(tree);

	switch (token->kind) {
	case PN_TOKEN_RIGHT_DELIM:
	case PN_TOKEN_RIGHT_PAREN:
		pn_tree_backup(tree);
		return false;
	case PN_TOKEN_PIPE:
		return false;
	default:
		if (token->spaced && had_operand) {
			pn_tree_backup(tree);
			return true;
		}
		*failed = !pn_tree_unexpected(tree, token, "operand");
		return false;
	}
}

/* Parses operands up to and with a '|', or up to the end of the pipeline. */
static pn_node *command(pn_tree *tree)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_COMMAND, pn_tree_peek(tree)->pos);
	size_t first = tree->parse->open_count;
	bool none, failed = node == NULL;

	while (!failed) {
		pn_node *argument = operand(tree, &none);

		if (argument)
			failed = !pn_tree_push(tree, argument);
		else if (!none)
			failed = true;
		if (failed || !command_goes_on(tree, argument != NULL, &failed))
			break;
	}
	if (failed || !pn_tree_take(tree, first, &node->as.command))
		return NULL;
	if (node->as.command.count == 0) {
		pn_tree_fail(tree, "empty command");
		return NULL;
	}
	return node;
}

/* ---- declarations ---- */

/* The variables before := or = of a pipeline. */
typedef struct decls {
	pn_node *items[MAX_DECLS];
	uint32_t count;
	bool assigns;
	bool more; /* a comma was read: another one follows */
} decls;

static bool declare(pn_tree *tree, decls *d, const pn_token *variable)
{
	pn_node *node = named_node(tree, PN_NODE_VARIABLE, variable->pos, variable->text);

	if (!node)
		return false;
	if (!pn_scope_declare(&tree->parse->scope, variable->text, tree->id))
		return pn_fail_memory(tree->parse->cx->err, &tree->parse->scratch);
	d->items[d->count++] = node;
	return true;
}

/* Handles the comma after a variable, which only range may have, and once. */
static bool declare_before_comma(pn_tree *tree, decls *d, const pn_token *variable,
				 const char *context)
{
	pn_tree_next(tree);
	if (!declare(tree, d, variable))
		return false;
	if (strcmp(context, "range") != 0 || d->count >= MAX_DECLS)
		return pn_tree_fail(tree, "too many declarations in %s", context);
	switch (pn_tree_peek(tree)->kind) {
	case PN_TOKEN_VARIABLE:
	case PN_TOKEN_RIGHT_DELIM:
	case PN_TOKEN_RIGHT_PAREN:
		d->more = true;
		return true;
	default:
		return pn_tree_fail(tree, "range can only initialize variables");
	}
}

/* Reads one variable if a declaration begins here; what is a plain operand is put back. */
static bool declaration(pn_tree *tree, decls *d, const char *context)
{
	pn_token variable = *pn_tree_peek(tree);
	const pn_token *next;

	d->more = false;
	if (variable.kind != PN_TOKEN_VARIABLE)
		return true;
	pn_tree_next(tree);
	next = pn_tree_peek(tree);
	if (next->kind == PN_TOKEN_ASSIGN || next->kind == PN_TOKEN_DECLARE) {
		d->assigns = next->kind == PN_TOKEN_ASSIGN;
		pn_tree_next(tree);
		return declare(tree, d, &variable);
	}
	if (next->kind == PN_TOKEN_CHAR && pn_str_is(next->text, ","))
		return declare_before_comma(tree, d, &variable, context);
	pn_tree_backup2(tree, variable);
	return true;
}

static bool declarations(pn_tree *tree, pn_node *pipe, const char *context)
{
	decls d = { .count = 0 };
	pn_nodes owned;
	size_t first = tree->parse->open_count;

	do {
		if (!declaration(tree, &d, context))
			return false;
	} while (d.more);
	for (uint32_t i = 0; i < d.count; i++) {
		if (!pn_tree_push(tree, d.items[i]))
			return false;
	}
	if (!pn_tree_take(tree, first, &owned))
		return false;
	pipe->as.pipeline.decls = owned.items;
	pipe->as.pipeline.decl_count = owned.count;
	pipe->as.pipeline.assigns = d.assigns;
	return true;
}

/* ---- pipelines ---- */

/* Refuses an empty pipeline, and a stage that could not take the value piped into it. */
static bool check_pipeline(pn_tree *tree, const pn_nodes *commands, const char *context)
{
	if (commands->count == 0)
		return pn_tree_fail(tree, "missing value for %s", context);
	for (uint32_t i = 1; i < commands->count; i++) {
		switch (commands->items[i]->as.command.items[0]->kind) {
		case PN_NODE_BOOL:
		case PN_NODE_DOT:
		case PN_NODE_NIL:
		case PN_NODE_NUMBER:
		case PN_NODE_STRING:
			return pn_tree_fail(tree, "non executable command in pipeline stage %u",
					    i + 1);
		default:
			break;
		}
	}
	return true;
}

static bool begins_command(pn_token_kind kind)
{
	switch (kind) {
	case PN_TOKEN_BOOL:
	case PN_TOKEN_CHAR_CONSTANT:
	case PN_TOKEN_COMPLEX:
	case PN_TOKEN_DOT:
	case PN_TOKEN_FIELD:
	case PN_TOKEN_IDENTIFIER:
	case PN_TOKEN_NUMBER:
	case PN_TOKEN_NIL:
	case PN_TOKEN_RAW_STRING:
	case PN_TOKEN_STRING:
	case PN_TOKEN_VARIABLE:
	case PN_TOKEN_LEFT_PAREN:
		return true;
	default:
		return false;
	}
}

/* Parses the commands up to the end token, which is taken. */
static bool commands_until(pn_tree *tree, const char *context, pn_token_kind end)
{
	for (;;) {
		const pn_token *token = pn_tree_next(tree);
		pn_node *node;

		if (token->kind == end)
			return true;
		if (!begins_command(token->kind))
			return pn_tree_unexpected(tree, token, context);
		pn_tree_backup(tree);
		node = command(tree);
		if (!node || !pn_tree_push(tree, node))
			return false;
	}
}

pn_node *pn_tree_pipeline(pn_tree *tree, const char *context, pn_token_kind end)
{
	pn_node *pipe = pn_tree_node(tree, PN_NODE_PIPE, pn_tree_peek(tree)->pos);
	size_t first = tree->parse->open_count;

	if (!pipe || !declarations(tree, pipe, context) || !commands_until(tree, context, end) ||
	    !pn_tree_take(tree, first, &pipe->as.pipeline.commands) ||
	    !check_pipeline(tree, &pipe->as.pipeline.commands, context))
		return NULL;
	return pipe;
}
