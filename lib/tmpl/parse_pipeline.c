/* SPDX-License-Identifier: Apache-2.0 */
/* The inner half of the grammar: pipeline, command, operand, term (Go: parse.go). */
#include "tmpl/quick.h"
#include "tmpl/tree.h"

/* Go: parse.go, maxStackDepth. */
enum { MAX_PAREN_DEPTH = 10000, MAX_DECLS = 2 };

/* ---- names ---- */

/* Adds a name to the node under way; false after a failure. */
static bool add_name(pn_tree *tree, pn_str text)
{
	return pn_build_name(tree->build, (uint32_t)text.len, pn_str_hash(text));
}

/*
 * Adds the names of the fields that follow, *count of them: straight from the text, unless tokens
 * were read ahead.
 */
static bool add_fields(pn_tree *tree, uint32_t *count)
{
	pn_str name;

	for (*count = 0;; ++*count) {
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

/* Says where the next byte to scan, or the token that was looked at, is. */
static uint32_t next_pos(const pn_tree *tree)
{
	const pn_lexer *lx = &tree->parse->lexer;

	return tree->peek_count ? tree->tokens[tree->peek_count - 1].pos
				: (uint32_t)(lx->at - lx->text);
}

/* Adds a FIELD or VARIABLE; with several names it stands where the second one does. */
static bool named_node(pn_tree *tree, pn_node_kind kind, uint32_t pos, pn_str text)
{
	pn_build *b = tree->build;
	uint32_t second = next_pos(tree), more;
	pn_spot spot = pn_build_spot(b);

	if (!pn_build_add(b, kind, pos, 1) || !pn_build_names(b, text.ptr) ||
	    !add_name(tree, text) || !add_fields(tree, &more))
		return false;
	if (more)
		pn_build_at(b, spot)->pos = second;
	return pn_build_close(b, spot);
}

/* ---- terms ---- */

static bool function_term(pn_tree *tree, const pn_token *token)
{
	const pn_func_finder *funcs = tree->parse->funcs;
	const void *func = funcs->find(funcs->data, token->text, pn_str_hash(token->text));

	if (!func)
		return pn_tree_fail_quoted(tree, "function ", token->text, " not defined");
	return pn_build_function(tree->build, token->pos, func);
}

static bool variable_term(pn_tree *tree, const pn_token *token)
{
	if (!pn_scope_sees(&tree->parse->scope, token->text, pn_str_hash(token->text), tree->id))
		return pn_tree_fail_quoted(tree, "undefined variable ", token->text, "");
	return named_node(tree, PN_NODE_VARIABLE, token->pos, token->text);
}

/* Adds a node that is no more than its kind. */
static bool bare_term(pn_tree *tree, pn_node_kind kind, const pn_token *token)
{
	return pn_build_add(tree->build, kind, token->pos, 1);
}

static bool bool_term(pn_tree *tree, const pn_token *token)
{
	pn_node *node = pn_build_add(tree->build, PN_NODE_BOOL, token->pos, 1);

	if (node)
		node->count = pn_str_is(token->text, "true");
	return node;
}

static bool number_term(pn_tree *tree, const pn_token *token)
{
	uint32_t pos = token->pos;
	pn_number number;

	return pn_tree_number(tree, token, &number) && pn_build_number(tree->build, pos, &number);
}

static bool string_term(pn_tree *tree, const pn_token *token)
{
	pn_str text;

	if (!pn_unquote(&tree->parse->scratch, token->text, &text))
		return pn_tree_fail(tree, "invalid syntax");
	return pn_build_string(tree->build, token->pos, token->text, text);
}

static bool paren_term(pn_tree *tree)
{
	bool good;

	if (tree->paren_depth >= MAX_PAREN_DEPTH)
		return pn_tree_fail(tree, "max expression depth exceeded");
	if (!pn_tree_enter(tree))
		return false;
	tree->paren_depth++;
	good = pn_tree_pipeline(tree, "parenthesized pipeline", PN_TOKEN_RIGHT_PAREN);
	tree->paren_depth--;
	pn_tree_leave(tree);
	return good;
}

/*
 * Parses a literal, a function's name, a field, a variable, dot or a parenthesised pipeline; false
 * after a failure, and, with *none set, when no term stands here.
 */
static bool term(pn_tree *tree, bool *none)
{
	const pn_token *token = pn_tree_next(tree);

	*none = false;
	switch (token->kind) {
	case PN_TOKEN_IDENTIFIER:
		return function_term(tree, token);
	case PN_TOKEN_DOT:
		return bare_term(tree, PN_NODE_DOT, token);
	case PN_TOKEN_NIL:
		return bare_term(tree, PN_NODE_NIL, token);
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
		return false;
	}
}

/* ---- operands ---- */

/* Puts a CHAIN around the term at a place, with the names of the fields that follow. */
static bool chain_on(pn_tree *tree, pn_spot spot)
{
	const pn_token *field = pn_tree_peek(tree);
	uint32_t count;

	return pn_build_wrap(tree->build, spot, PN_NODE_CHAIN, field->pos) &&
	       pn_build_names(tree->build, field->text.ptr + 1) && add_fields(tree, &count) &&
	       pn_build_close(tree->build, spot);
}

static bool fail_dot_after(pn_tree *tree, const pn_node *term_node)
{
	pn_buf text;

	while (pn_tree_at_field(tree))
		pn_tree_next(tree);
	pn_buf_init(&text, &tree->parse->scratch);
	pn_node_print(&text, term_node);
	return pn_tree_fail_quoted(tree, "unexpected . after term ", pn_buf_str(&text), "");
}

/* Parses a term and the fields taken from it; false as for term(). */
static bool operand(pn_tree *tree, bool *none)
{
	pn_spot spot = pn_build_spot(tree->build);
	const pn_node *node;

	if (!term(tree, none))
		return false;
	if (!pn_tree_at_field(tree))
		return true;
	node = pn_build_at(tree->build, spot);
	switch (node->kind) {
	case PN_NODE_BOOL:
	case PN_NODE_STRING:
	case PN_NODE_NUMBER:
	case PN_NODE_NIL:
	case PN_NODE_DOT:
		return fail_dot_after(tree, node);
	default:
		return chain_on(tree, spot);
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
static bool command(pn_tree *tree)
{
	pn_build *b = tree->build;
	pn_spot spot = pn_build_spot(b);
	bool none, failed = false;
	uint32_t count = 0;

	if (!pn_build_add(b, PN_NODE_COMMAND, pn_tree_peek(tree)->pos, 1))
		return false;
	while (!failed) {
		bool found = operand(tree, &none);

		count += found;
		failed = !found && !none;
		if (failed || !command_goes_on(tree, found, &failed))
			break;
	}
	if (failed)
		return false;
	if (!count)
		return pn_tree_fail(tree, "empty command");
	pn_build_at(b, spot)->count = (uint8_t)(count < PN_NODE_MANY ? count : PN_NODE_MANY);
	return pn_build_close(b, spot);
}

/* ---- declarations ---- */

/* The variables before := or = of a pipeline. */
typedef struct decls {
	uint32_t count;
	bool assigns;
	bool more; /* a comma was read: another one follows */
} decls;

static bool declare(pn_tree *tree, decls *d, const pn_token *variable)
{
	pn_build *b = tree->build;
	pn_spot spot = pn_build_spot(b);

	if (!pn_build_add(b, PN_NODE_VARIABLE, variable->pos, 1) ||
	    !pn_build_names(b, variable->text.ptr) || !add_name(tree, variable->text) ||
	    !pn_build_close(b, spot))
		return false;
	if (!pn_scope_declare(&tree->parse->scope, variable->text, pn_str_hash(variable->text),
			      tree->id))
		return pn_fail_memory(tree->parse->cx->err, &tree->parse->scratch);
	d->count++;
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
static bool check_pipeline(pn_tree *tree, pn_spot first, const char *context)
{
	const pn_node *at = pn_build_at(tree->build, first), *end = tree->build->next;

	if (at == end)
		return pn_tree_fail(tree, "missing value for %s", context);
	at = pn_node_next(at);
	for (uint32_t i = 2; at < end; i++, at = pn_node_next(at)) {
		switch (pn_node_first(at)->kind) {
		case PN_NODE_BOOL:
		case PN_NODE_DOT:
		case PN_NODE_NIL:
		case PN_NODE_NUMBER:
		case PN_NODE_STRING:
			return pn_tree_fail(tree, "non executable command in pipeline stage %u", i);
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

		if (token->kind == end)
			return true;
		if (!begins_command(token->kind))
			return pn_tree_unexpected(tree, token, context);
		pn_tree_backup(tree);
		if (!command(tree))
			return false;
	}
}

/* Ends a pipeline whose commands begin at `first`; one that is just a command becomes that. */
static bool end_pipeline(pn_tree *tree, pn_spot spot, pn_spot first, const decls *d)
{
	pn_build *b = tree->build;

	if (!d->count && pn_node_next(pn_build_at(b, first)) == b->next)
		return pn_build_unwrap(b, spot);
	pn_build_at(b, spot)->count = (uint8_t)(d->count | (d->assigns ? PN_NODE_ASSIGNS : 0));
	return pn_build_close(b, spot);
}

bool pn_tree_pipeline(pn_tree *tree, const char *context, pn_token_kind end)
{
	pn_build *b = tree->build;
	pn_spot spot = pn_build_spot(b), first;
	decls d = { .count = 0 };

	if (end == PN_TOKEN_RIGHT_DELIM && pn_quick_pipeline(tree, strcmp(context, "range") == 0))
		return true;
	if (pn_error_is_set(tree->parse->cx->err) ||
	    !pn_build_add(b, PN_NODE_PIPE, pn_tree_peek(tree)->pos, 1) ||
	    !declarations(tree, &d, context))
		return false;
	first = pn_build_spot(b);
	return commands_until(tree, context, end) && check_pipeline(tree, first, context) &&
	       end_pipeline(tree, spot, first, &d);
}
