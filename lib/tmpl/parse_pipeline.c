/* SPDX-License-Identifier: Apache-2.0 */
/* The inner half of the grammar: pipeline, command, operand, term (Go: parse.go). */
#include "tmpl/quick.h"
#include "tmpl/tree.h"

/* Go: parse.go, maxStackDepth. */
enum { MAX_PAREN_DEPTH = 10000, MAX_DECLS = 2 };

/* ---- names ---- */

/* Adds a name to those of the operand under way; false after a failure. */
static bool add_name(pn_tree *tree, pn_str text)
{
	pn_parse *parse = tree->parse;

	if (parse->name_count == parse->name_cap) {
		uint32_t cap = parse->name_cap ? parse->name_cap * 2 : 16;
		pn_name *names = pn_realloc(&parse->scratch, parse->names,
					    parse->name_cap * sizeof *names, cap * sizeof *names);

		if (!names)
			return pn_fail_memory(parse->cx->err, &parse->scratch);
		parse->names = names;
		parse->name_cap = cap;
	}
	parse->names[parse->name_count++] = (pn_name){ text, pn_str_hash(text) };
	return true;
}

/* Adds the names of the fields that follow: straight from the text, unless tokens were read ahead.
 */
static bool add_fields(pn_tree *tree)
{
	pn_str name;

	for (;;) {
		if (tree->peek_count || !pn_lexer_field(&tree->parse->lexer, &name)) {
			if (!pn_tree_at_field(tree))
				return true;
			name = pn_tree_next(tree)->text;
			name = pn_str_slice(name, 1, name.len);
		}
		if (!add_name(tree, name))
			return false;
	}
}

/* Copies the names of the operand under way to where its node ends, `size` bytes behind it. */
static pn_name *keep_names(pn_tree *tree, pn_node *node, size_t size)
{
	pn_name *names = (pn_name *)(void *)((char *)node + size);

	memcpy(names, tree->parse->names, tree->parse->name_count * sizeof *names);
	return names;
}

/* Says where the next byte to scan, or the token that was looked at, is. */
static uint32_t next_pos(const pn_tree *tree)
{
	const pn_lexer *lx = &tree->parse->lexer;

	return tree->peek_count ? tree->tokens[tree->peek_count - 1].pos
				: (uint32_t)(lx->at - lx->text);
}

/* Makes a FIELD or VARIABLE node; with several names it stands where the second one does. */
static pn_node *named_node(pn_tree *tree, pn_node_kind kind, uint32_t pos, pn_str text)
{
	pn_parse *parse = tree->parse;
	uint32_t second = next_pos(tree);
	size_t size = PN_NODE_BYTES(field);
	pn_node *node;

	_Static_assert(PN_NODE_BYTES(field) == PN_NODE_BYTES(variable), "one size for both");
	parse->name_count = 0;
	if (!add_name(tree, text) || !add_fields(tree))
		return NULL;
	node = pn_tree_node(tree, kind, parse->name_count > 1 ? second : pos,
			    size + parse->name_count * sizeof *parse->names);
	if (!node)
		return NULL;
	if (kind == PN_NODE_FIELD) {
		node->as.field.names = keep_names(tree, node, size);
		node->as.field.count = parse->name_count;
	} else {
		node->as.variable.names = keep_names(tree, node, size);
		node->as.variable.count = parse->name_count;
	}
	return node;
}

/* ---- terms ---- */

static pn_node *function_term(pn_tree *tree, const pn_token *token)
{
	const pn_func_finder *funcs = tree->parse->funcs;
	const void *func = funcs->find(funcs->data, token->text, pn_str_hash(token->text));
	pn_node *node;

	if (!func) {
		pn_tree_fail_quoted(tree, "function ", token->text, " not defined");
		return NULL;
	}
	node = pn_tree_node(tree, PN_NODE_IDENTIFIER, token->pos, PN_NODE_BYTES(identifier));
	if (node) {
		node->as.identifier.name = token->text;
		node->as.identifier.func = func;
	}
	return node;
}

static pn_node *variable_term(pn_tree *tree, const pn_token *token)
{
	if (!pn_scope_sees(&tree->parse->scope, token->text, pn_str_hash(token->text), tree->id)) {
		pn_tree_fail_quoted(tree, "undefined variable ", token->text, "");
		return NULL;
	}
	return named_node(tree, PN_NODE_VARIABLE, token->pos, token->text);
}

static pn_node *bool_term(pn_tree *tree, const pn_token *token)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_BOOL, token->pos, PN_NODE_BYTES(boolean));

	if (node)
		node->as.boolean = pn_str_is(token->text, "true");
	return node;
}

static pn_node *number_term(pn_tree *tree, const pn_token *token)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_NUMBER, token->pos, PN_NODE_BYTES(number));
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
	pn_node *node = pn_tree_node(tree, PN_NODE_STRING, token->pos, PN_NODE_BYTES(string));

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
		return pn_tree_node(tree, PN_NODE_DOT, token->pos, PN_NODE_BYTES(boolean));
	case PN_TOKEN_NIL:
		return pn_tree_node(tree, PN_NODE_NIL, token->pos, PN_NODE_BYTES(boolean));
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

static pn_node *chain_on(pn_tree *tree, pn_node *base)
{
	uint32_t pos = pn_tree_peek(tree)->pos;
	size_t size = PN_NODE_BYTES(chain);
	pn_node *node;

	tree->parse->name_count = 0;
	if (!add_fields(tree))
		return NULL;
	node = pn_tree_node(tree, PN_NODE_CHAIN, pos,
			    size + tree->parse->name_count * sizeof(pn_name));
	if (!node)
		return NULL;
	node->as.chain.base = base;
	node->as.chain.names = keep_names(tree, node, size);
	node->as.chain.count = tree->parse->name_count;
	return node;
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
	uint32_t pos = pn_tree_peek(tree)->pos;
	size_t first = tree->parse->open_count;
	bool none, failed = false;
	pn_nodes arguments;
	pn_node *node;

	while (!failed) {
		pn_node *argument = operand(tree, &none);

		if (argument)
			failed = !pn_tree_push(tree, argument);
		else if (!none)
			failed = true;
		if (failed || !command_goes_on(tree, argument != NULL, &failed))
			break;
	}
	if (!failed && tree->parse->open_count == first)
		failed = !pn_tree_fail(tree, "empty command");
	if (failed)
		return NULL;
	node = pn_tree_parent(tree, PN_NODE_COMMAND, pos, PN_NODE_BYTES(command), first,
			      &arguments);
	if (node)
		node->as.command = arguments;
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
	size_t size = PN_NODE_BYTES(variable);
	pn_node *node = pn_tree_node(tree, PN_NODE_VARIABLE, variable->pos, size + sizeof(pn_name));

	tree->parse->name_count = 0;
	if (!node || !add_name(tree, variable->text))
		return false;
	node->as.variable.names = keep_names(tree, node, size);
	node->as.variable.count = 1;
	if (!pn_scope_declare(&tree->parse->scope, variable->text, pn_str_hash(variable->text),
			      tree->id))
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
	if (tree->peek_count == 0 && pn_lexer_at(&tree->parse->lexer, '.')) {
		pn_tree_backup(tree); /* no need to look further */
		return true;
	}
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

static bool declarations(pn_tree *tree, decls *d, const char *context)
{
	do {
		if (!declaration(tree, d, context))
			return false;
	} while (d->more);
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

/* Puts the variables that a pipeline declares, of which most have none, into its node. */
static bool keep_decls(pn_tree *tree, pn_node *pipe, const decls *d)
{
	if (d->count == 0)
		return true;
	pipe->as.pipeline.decls = PN_NEW_ARRAY(tree->parse->cx->arena, pn_node *, d->count);
	if (!pipe->as.pipeline.decls)
		return pn_fail_memory(tree->parse->cx->err, tree->parse->cx->arena);
	memcpy(pipe->as.pipeline.decls, d->items, d->count * sizeof *d->items);
	pipe->as.pipeline.decl_count = d->count;
	pipe->as.pipeline.assigns = d->assigns;
	return true;
}

pn_node *pn_tree_pipeline(pn_tree *tree, const char *context, pn_token_kind end)
{
	size_t first = tree->parse->open_count;
	decls d = { .count = 0 };
	pn_nodes commands;
	pn_node *pipe;
	uint32_t pos;

	pipe = end == PN_TOKEN_RIGHT_DELIM
		       ? pn_quick_pipeline(tree, strcmp(context, "range") == 0, 0)
		       : NULL;
	if (pipe)
		return pipe;
	pos = pn_tree_peek(tree)->pos;
	if (!declarations(tree, &d, context) || !commands_until(tree, context, end))
		return NULL;
	pipe = pn_tree_parent(tree, PN_NODE_PIPE, pos, PN_NODE_BYTES(pipeline), first, &commands);
	if (!pipe || !keep_decls(tree, pipe, &d) || !check_pipeline(tree, &commands, context))
		return NULL;
	pipe->as.pipeline.commands = commands;
	return pipe;
}
