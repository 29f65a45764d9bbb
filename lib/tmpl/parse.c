/* SPDX-License-Identifier: Apache-2.0 */
/* The outer half of the grammar: text, lists, control structures, defines (Go: parse.go). */
#include "tmpl/quick.h"
#include "tmpl/tree.h"

static pn_node *text_or_action(pn_tree *tree);

/* Says whether nothing but white space stands in a tree (Go: IsEmptyTree). */
static bool is_empty_list(const pn_node *list)
{
	for (uint32_t i = 0; i < list->as.list.count; i++) {
		const pn_node *node = list->as.list.items[i];

		if (node->kind != PN_NODE_TEXT || pn_str_trim_space(node->as.text).len > 0)
			return false;
	}
	return true;
}

/* Finds what the text has defined under a name; NULL when it has not. */
static const pn_define *find_define(const pn_parse *parse, pn_str name)
{
	if (parse->defines)
		return pn_tmpl_set_find(parse->defines, name);
	return parse->first && pn_str_eq(parse->first->name, name) ? parse->first : NULL;
}

/* Adds a define to those of the text; false without memory. */
static bool put_define(pn_parse *parse, const pn_define *define)
{
	if (!parse->first || (!parse->defines && pn_str_eq(parse->first->name, define->name))) {
		parse->first = define;
		return true;
	}
	if (!parse->defines) {
		parse->defines = pn_tmpl_set_new(&parse->scratch, NULL);
		if (!parse->defines || !pn_tmpl_set_put(parse->defines, parse->first))
			return false;
	}
	return pn_tmpl_set_put(parse->defines, define);
}

/* Adds a finished tree to those of the text; only an empty one may be defined again. */
static bool add_define(pn_tree *tree, pn_node *root)
{
	pn_parse *parse = tree->parse;
	const pn_define *old = find_define(parse, tree->name);
	bool empty = is_empty_list(root);
	pn_define *define;

	if (old && !old->empty) {
		if (empty)
			return true;
		return pn_tree_fail_quoted(tree, "template: multiple definition of template ",
					   tree->name, "");
	}
	define = pn_alloc(tree->arena, sizeof *define);
	if (!define)
		return pn_fail_memory(parse->cx->err, tree->arena);
	*define = (pn_define){ tree->name, pn_str_hash(tree->name), parse->source, root, empty };
	return put_define(parse, define) || pn_fail_memory(parse->cx->err, &parse->scratch);
}

static bool fail_unexpected_stop(pn_tree *tree, const pn_node *stop, const char *context)
{
	return pn_tree_fail(tree, "unexpected %s%s%s",
			    stop->kind == PN_NODE_END ? "{{end}}" : "{{else}}",
			    context ? " in " : "", context ? context : "");
}

static pn_node *stop_at(pn_tree *tree, unsigned kind, uint32_t pos)
{
	tree->stop = (pn_node){ .kind = (uint8_t)kind, .pos = pos };
	return &tree->stop;
}

static bool is_stop(const pn_node *node)
{
	return node->kind >= PN_NODE_KINDS;
}

/* ---- lists ---- */

/* Makes a list of the children that no node owns yet; NULL after a failure. */
static inline pn_node *list_node(pn_tree *tree, uint32_t pos, size_t first)
{
	pn_parse *parse = tree->parse;
	size_t size = PN_NODE_BYTES(list), count = parse->open_count - first;
	pn_node *list = pn_alloc(tree->arena, size + count * sizeof(pn_node *));
	pn_node **items;

	if (!list) {
		pn_fail_memory(parse->cx->err, tree->arena);
		return NULL;
	}
	items = (pn_node **)(void *)((char *)list + size);
	for (size_t i = 0; i < count; i++)
		items[i] = parse->open[first + i];
	parse->open_count = first;
	list->kind = PN_NODE_LIST;
	list->pos = pos;
	list->as.list = (pn_nodes){ items, (uint32_t)count };
	return list;
}

/* Parses up to an end or else, which *stop then is (valid until the next list); NULL: failure. */
static pn_node *item_list(pn_tree *tree, pn_node **stop)
{
	size_t first = tree->parse->open_count;
	uint32_t pos = PN_NOWHERE;

	for (;;) {
		pn_quick_stop quick = pn_quick_items(tree, false, &pos);
		pn_node *node;

		if (quick != PN_QUICK_ODD) {
			*stop = &tree->stop;
			return quick == PN_QUICK_STOP ? list_node(tree, pos, first) : NULL;
		}
		if (pos == PN_NOWHERE)
			pos = pn_tree_peek(tree)->pos;
		if (pn_tree_peek(tree)->kind == PN_TOKEN_EOF) {
			pn_tree_fail(tree, "unexpected EOF");
			return NULL;
		}
		node = text_or_action(tree);
		if (!node)
			return NULL;
		if (is_stop(node)) {
			*stop = node;
			return list_node(tree, pos, first);
		}
		if (!pn_tree_push(tree, node))
			return NULL;
	}
}

/* ---- if, with, range ---- */

/* How one control structure differs from the others. */
typedef struct control {
	const char *context;
	pn_node_kind node;
	pn_token_kind again; /* the word that may follow else; PN_TOKEN_ERROR for none */
} control;

static const control if_control = { "if", PN_NODE_IF, PN_TOKEN_IF };
static const control with_control = { "with", PN_NODE_WITH, PN_TOKEN_WITH };
static const control range_control = { "range", PN_NODE_RANGE, PN_TOKEN_ERROR };

static pn_node *branch(pn_tree *tree, const control *c);

/* Makes {{else if x}} the same as {{else}}{{if x}}...{{end}}; the one {{end}} is taken. */
static pn_node *else_again(pn_tree *tree, const control *c, uint32_t pos)
{
	size_t first = tree->parse->open_count;
	pn_node *node;

	pn_tree_next(tree);
	node = branch(tree, c);
	return node && pn_tree_push(tree, node) ? list_node(tree, pos, first) : NULL;
}

/* Parses what follows an else up to the {{end}}. */
static pn_node *else_list(pn_tree *tree, const control *c, uint32_t pos)
{
	pn_node *stop, *list;

	if (c->again != PN_TOKEN_ERROR && pn_tree_peek(tree)->kind == c->again)
		return else_again(tree, c, pos);
	list = item_list(tree, &stop);
	if (list && stop->kind != PN_NODE_END) {
		pn_tree_fail(tree, "expected end; found {{else}}");
		return NULL;
	}
	return list;
}

/* Makes the node of a branch and parses its pipeline. */
static pn_node *branch_head(pn_tree *tree, const control *c)
{
	enum { SIZE = PN_NODE_BYTES(branch) };
	pn_node *node = pn_quick_pipeline(tree, c->node == PN_NODE_RANGE, SIZE);

	if (node) {
		memset(node, 0, SIZE);
		node->kind = (uint8_t)c->node;
		node->as.branch.pipe = (pn_node *)(void *)((char *)node + SIZE);
	} else {
		node = pn_tree_node(tree, c->node, 0, SIZE);
		if (!node)
			return NULL;
		node->as.branch.pipe = pn_tree_pipeline(tree, c->context, PN_TOKEN_RIGHT_DELIM);
		if (!node->as.branch.pipe)
			return NULL;
	}
	node->pos = node->as.branch.pipe->pos;
	return node;
}

/* Parses what stands in a branch. */
static bool branch_body(pn_tree *tree, const control *c, pn_node *node)
{
	bool loops = c->node == PN_NODE_RANGE;
	pn_node *stop;

	tree->range_depth += loops;
	node->as.branch.list = item_list(tree, &stop);
	tree->range_depth -= loops;
	if (!node->as.branch.list)
		return false;
	if (stop->kind == PN_NODE_END)
		return true;
	node->as.branch.else_list = else_list(tree, c, stop->pos);
	return node->as.branch.else_list != NULL;
}

/* Parses a control structure after its first word. */
static pn_node *branch(pn_tree *tree, const control *c)
{
	pn_scope *scope = &tree->parse->scope;
	uint32_t mark = pn_scope_mark(scope);
	pn_node *node;
	bool good;

	if (!pn_tree_enter(tree))
		return NULL;
	node = branch_head(tree, c);
	good = node && branch_body(tree, c, node);
	pn_tree_leave(tree);
	pn_scope_rewind(scope, mark);
	return good ? node : NULL;
}

pn_node *pn_tree_branch(pn_tree *tree, pn_node_kind kind)
{
	return branch(tree, kind == PN_NODE_IF	   ? &if_control
			    : kind == PN_NODE_WITH ? &with_control
						   : &range_control);
}

/* Takes the "}}" that ends a control word; NULL after a failure. */
static const pn_token *right_delim(pn_tree *tree, const char *context)
{
	return pn_tree_expect(tree, PN_TOKEN_RIGHT_DELIM, PN_TOKEN_RIGHT_DELIM, context);
}

static pn_node *end_action(pn_tree *tree)
{
	const pn_token *token = right_delim(tree, "end");

	return token ? stop_at(tree, PN_NODE_END, token->pos) : NULL;
}

/* Leaves the word of an {{else if}} or {{else with}} pending. */
static pn_node *else_action(pn_tree *tree)
{
	const pn_token *token = pn_tree_peek(tree);

	if (token->kind != PN_TOKEN_IF && token->kind != PN_TOKEN_WITH)
		token = right_delim(tree, "else");
	return token ? stop_at(tree, PN_NODE_ELSE, token->pos) : NULL;
}

/* Parses {{break}} or {{continue}}, whose word is past. */
static pn_node *jump_action(pn_tree *tree, pn_node_kind kind, uint32_t pos)
{
	const char *name = kind == PN_NODE_BREAK ? "{{break}}" : "{{continue}}";

	if (!right_delim(tree, name))
		return NULL;
	if (tree->range_depth == 0) {
		pn_tree_fail(tree, "%s outside {{range}}", name);
		return NULL;
	}
	return pn_tree_node(tree, kind, pos, PN_NODE_BYTES(boolean));
}

/* ---- define, block, template ---- */

static const char define_context[] = "define clause";

/* Takes a template's name, a constant string. */
static bool template_name(pn_tree *tree, const char *context, uint32_t *pos, pn_str *name)
{
	const pn_token *token = pn_tree_expect(tree, PN_TOKEN_STRING, PN_TOKEN_RAW_STRING, context);

	if (!token)
		return false;
	*pos = token->pos;
	if (!pn_unquote(tree->parse->cx->arena, token->text, name))
		return pn_tree_fail(tree, "invalid syntax");
	return true;
}

static pn_node *template_node(pn_tree *tree, uint32_t pos, pn_str name, pn_node *pipe)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_TEMPLATE, pos, PN_NODE_BYTES(call));

	if (node) {
		node->as.call.name = name;
		node->as.call.pipe = pipe;
	}
	return node;
}

static pn_node *template_action(pn_tree *tree)
{
	static const char context[] = "template clause";
	pn_node *pipe = NULL;
	uint32_t pos;
	pn_str name;

	if (!template_name(tree, context, &pos, &name))
		return NULL;
	if (pn_tree_next(tree)->kind != PN_TOKEN_RIGHT_DELIM) {
		pn_tree_backup(tree);
		pipe = pn_tree_pipeline(tree, context, PN_TOKEN_RIGHT_DELIM);
		if (!pipe)
			return NULL;
	}
	return template_node(tree, pos, name, pipe);
}

/* Parses a block's body as a tree of its own, with variables and positions of its own. */
static bool block_body(pn_tree *outer, pn_str name, const char *context)
{
	pn_parse *parse = outer->parse;
	uint32_t mark = pn_scope_mark(&parse->scope);
	pn_tree *tree = PN_NEW(&parse->scratch, pn_tree);
	pn_node *stop, *root;

	if (!tree)
		return pn_fail_memory(parse->cx->err, &parse->scratch);
	if (!pn_tree_enter(outer))
		return false;
	pn_tree_init(tree, parse, name);
	root = item_list(tree, &stop);
	pn_tree_leave(outer);
	pn_scope_rewind(&parse->scope, mark);
	if (!root)
		return false;
	if (stop->kind != PN_NODE_END)
		return fail_unexpected_stop(outer, stop, context);
	return add_define(tree, root);
}

static pn_node *block_action(pn_tree *tree)
{
	static const char context[] = "block clause";
	uint32_t pos;
	pn_str name;
	pn_node *pipe;

	if (!template_name(tree, context, &pos, &name))
		return NULL;
	pipe = pn_tree_pipeline(tree, context, PN_TOKEN_RIGHT_DELIM);
	if (!pipe || !block_body(tree, name, context))
		return NULL;
	return template_node(tree, pos, name, pipe);
}

bool pn_parse_define(pn_parse *parse, pn_str name)
{
	uint32_t mark = pn_scope_mark(&parse->scope);
	pn_node *stop, *root;
	pn_tree tree;

	pn_tree_init(&tree, parse, name);
	root = item_list(&tree, &stop);
	pn_scope_rewind(&parse->scope, mark);
	if (!root)
		return false;
	if (stop->kind != PN_NODE_END)
		return fail_unexpected_stop(&tree, stop, define_context);
	return add_define(&tree, root);
}

/* Parses a define after its first word. */
static bool define_action(pn_parse *parse)
{
	uint32_t pos;
	pn_tree tree;

	pn_tree_init(&tree, parse, PN_STR_EMPTY);
	return template_name(&tree, define_context, &pos, &tree.name) &&
	       right_delim(&tree, define_context) && pn_parse_define(parse, tree.name);
}

/* ---- actions ---- */

static pn_node *pipeline_action(pn_tree *tree)
{
	pn_node *node =
		pn_tree_node(tree, PN_NODE_ACTION, pn_tree_peek(tree)->pos, PN_NODE_BYTES(pipe));

	if (!node)
		return NULL;
	node->as.pipe = pn_tree_pipeline(tree, "command", PN_TOKEN_RIGHT_DELIM);
	return node->as.pipe ? node : NULL;
}

/* Parses an action whose "{{" is past. */
static pn_node *action(pn_tree *tree)
{
	const pn_token *token = pn_tree_next(tree);

	switch (token->kind) {
	case PN_TOKEN_BLOCK:
		return block_action(tree);
	case PN_TOKEN_BREAK:
		return jump_action(tree, PN_NODE_BREAK, token->pos);
	case PN_TOKEN_CONTINUE:
		return jump_action(tree, PN_NODE_CONTINUE, token->pos);
	case PN_TOKEN_ELSE:
		return else_action(tree);
	case PN_TOKEN_END:
		return end_action(tree);
	case PN_TOKEN_IF:
		return branch(tree, &if_control);
	case PN_TOKEN_RANGE:
		return branch(tree, &range_control);
	case PN_TOKEN_TEMPLATE:
		return template_action(tree);
	case PN_TOKEN_WITH:
		return branch(tree, &with_control);
	default:
		pn_tree_backup(tree);
		return pipeline_action(tree);
	}
}

static pn_node *text_node(pn_tree *tree, const pn_token *token)
{
	pn_node *node = pn_tree_node(tree, PN_NODE_TEXT, token->pos, PN_NODE_BYTES(text));

	if (node)
		node->as.text = token->text;
	return node;
}

/* Parses one item of a list; an END or ELSE node when it was that; NULL after a failure. */
static pn_node *text_or_action(pn_tree *tree)
{
	const pn_token *token = pn_tree_next(tree);
	pn_node *node;

	switch (token->kind) {
	case PN_TOKEN_TEXT:
		return text_node(tree, token);
	case PN_TOKEN_LEFT_DELIM:
		tree->in_action = true;
		tree->action_pos = token->pos;
		node = action(tree);
		tree->in_action = false;
		return node;
	default:
		pn_tree_unexpected(tree, token, "input");
		return NULL;
	}
}

/* ---- the text ---- */

/* Parses one item of the text itself, where defines may stand. */
static bool top_item(pn_tree *tree)
{
	pn_node *node;

	if (pn_tree_peek(tree)->kind == PN_TOKEN_LEFT_DELIM) {
		pn_token delim = *pn_tree_next(tree);

		if (pn_tree_next(tree)->kind == PN_TOKEN_DEFINE)
			return define_action(tree->parse);
		pn_tree_backup2(tree, delim);
	}
	node = text_or_action(tree);
	if (!node)
		return false;
	if (is_stop(node))
		return fail_unexpected_stop(tree, node, NULL);
	return pn_tree_push(tree, node);
}

/* Whether the text is at its end, which then is the newest token. */
static bool is_at_end(pn_tree *tree)
{
	const pn_lexer *lx = &tree->parse->lexer;

	if (tree->peek_count || lx->inside_action || lx->at < lx->end)
		return pn_tree_peek(tree)->kind == PN_TOKEN_EOF;
	tree->tokens[0].pos = (uint32_t)(lx->end - lx->text);
	return true;
}

bool pn_parse_text(pn_parse *parse)
{
	uint32_t pos = PN_NOWHERE;
	pn_quick_stop quick;
	pn_tree tree;
	pn_node *root;

	pn_tree_init(&tree, parse, parse->source->name);
	for (;;) {
		quick = pn_quick_items(&tree, true, &pos);
		if (quick == PN_QUICK_FAILED)
			return false;
		if (quick == PN_QUICK_STOP)
			return fail_unexpected_stop(&tree, &tree.stop, NULL);
		if (is_at_end(&tree))
			break;
		if (pos == PN_NOWHERE)
			pos = pn_tree_peek(&tree)->pos;
		if (!top_item(&tree))
			return false;
	}
	root = list_node(&tree, pos == PN_NOWHERE ? tree.tokens[0].pos : pos, 0);
	return root && add_define(&tree, root);
}
