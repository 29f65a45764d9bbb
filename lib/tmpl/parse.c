/* SPDX-License-Identifier: Apache-2.0 */
/* The outer half of the grammar: text, lists, control structures, defines (Go: parse.go). */
#include "tmpl/quick.h"
#include "tmpl/tree.h"

/* What an item of a list turned out to be. */
typedef enum item { ITEM_FAILED = 0, ITEM_NODE, ITEM_STOP } item;

static item text_or_action(pn_tree *tree);

/* Says whether nothing but white space stands in a tree (Go: IsEmptyTree). */
static bool is_empty_list(const pn_node *list)
{
	for (pn_nodes in = pn_node_inside(list); in.at < in.end; in.at = pn_node_next(in.at)) {
		if (in.at->kind != PN_NODE_TEXT || pn_str_trim_space(pn_node_text(in.at)).len > 0)
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

/* Adds the finished tree at a place to those of the text; only an empty one may be defined again.
 */
static bool add_define(pn_tree *tree, pn_spot spot)
{
	pn_parse *parse = tree->parse;
	const pn_define *old = find_define(parse, tree->name);
	bool empty = is_empty_list(pn_build_at(tree->build, spot));
	pn_define *define = &parse->own;
	const pn_node *root;

	if (old && !old->empty) {
		pn_build_rewind(tree->build, spot);
		if (empty)
			return true;
		return pn_tree_fail_quoted(tree, "template: multiple definition of template ",
					   tree->name, "");
	}
	root = pn_build_keep(tree->build, spot);
	if (parse->first)
		define = pn_alloc(&parse->scratch, sizeof *define);
	if (!root || !define)
		return pn_fail_memory(parse->cx->err, root ? &parse->scratch : parse->cx->arena);
	*define = (pn_define){ tree->name, pn_str_hash(tree->name), parse->source, root, empty };
	return put_define(parse, define) || pn_fail_memory(parse->cx->err, &parse->scratch);
}

static bool fail_unexpected_stop(pn_tree *tree, const pn_stop *stop, const char *context)
{
	return pn_tree_fail(tree, "unexpected %s%s%s", stop->is_else ? "{{else}}" : "{{end}}",
			    context ? " in " : "", context ? context : "");
}

static item stop_at(pn_tree *tree, bool is_else, uint32_t pos)
{
	tree->stop = (pn_stop){ is_else, pos };
	return ITEM_STOP;
}

static item item_of(bool good)
{
	return good ? ITEM_NODE : ITEM_FAILED;
}

/* ---- lists ---- */

/* Begins a node into which others come; false after a failure. */
static bool begin(pn_tree *tree, pn_node_kind kind, uint32_t pos)
{
	return pn_build_add(tree->build, kind, pos, 1);
}

/* Ends a list that began at `pos`. */
static bool end_list(pn_tree *tree, pn_spot spot, uint32_t pos)
{
	pn_build_at(tree->build, spot)->pos = pos;
	return pn_build_close(tree->build, spot);
}

/* Parses a list up to an end or else, which tree->stop then is. */
static bool item_list(pn_tree *tree)
{
	pn_spot spot = pn_build_spot(tree->build);
	uint32_t pos = PN_NOWHERE;

	if (!begin(tree, PN_NODE_LIST, 0))
		return false;
	for (;;) {
		pn_quick_stop quick = pn_quick_items(tree, false, &pos);
		item found;

		if (quick != PN_QUICK_ODD)
			return quick == PN_QUICK_STOP && end_list(tree, spot, pos);
		if (pos == PN_NOWHERE)
			pos = pn_tree_peek(tree)->pos;
		if (pn_tree_peek(tree)->kind == PN_TOKEN_EOF)
			return pn_tree_fail(tree, "unexpected EOF");
		found = text_or_action(tree);
		if (found != ITEM_NODE)
			return found == ITEM_STOP && end_list(tree, spot, pos);
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

static bool branch(pn_tree *tree, const control *c);

/* Makes {{else if x}} the same as {{else}}{{if x}}...{{end}}; the one {{end}} is taken. */
static bool else_again(pn_tree *tree, const control *c, uint32_t pos)
{
	pn_spot spot = pn_build_spot(tree->build);

	pn_tree_next(tree);
	return begin(tree, PN_NODE_LIST, pos) && branch(tree, c) &&
	       pn_build_close(tree->build, spot);
}

/* Parses what follows an else up to the {{end}}. */
static bool else_list(pn_tree *tree, const control *c, uint32_t pos)
{
	if (c->again != PN_TOKEN_ERROR && pn_tree_peek(tree)->kind == c->again)
		return else_again(tree, c, pos);
	if (!item_list(tree))
		return false;
	return !tree->stop.is_else || pn_tree_fail(tree, "expected end; found {{else}}");
}

/* Begins the node of a branch and parses its pipeline, which is where the node is. */
static bool branch_head(pn_tree *tree, const control *c)
{
	pn_spot spot = pn_build_spot(tree->build);
	pn_node *node;

	if (!begin(tree, c->node, 0) || (!pn_quick_pipeline(tree, c->node == PN_NODE_RANGE) &&
					 !pn_tree_pipeline(tree, c->context, PN_TOKEN_RIGHT_DELIM)))
		return false;
	node = pn_build_at(tree->build, spot);
	node->pos = node[1].pos;
	return true;
}

/* Parses what stands in a branch. */
static bool branch_body(pn_tree *tree, const control *c)
{
	bool loops = c->node == PN_NODE_RANGE, good;

	tree->range_depth += loops;
	good = item_list(tree);
	tree->range_depth -= loops;
	return good && (!tree->stop.is_else || else_list(tree, c, tree->stop.pos));
}

/* Parses a control structure after its first word. */
static bool branch(pn_tree *tree, const control *c)
{
	pn_scope *scope = &tree->parse->scope;
	uint32_t mark = pn_scope_mark(scope);
	pn_spot spot = pn_build_spot(tree->build);
	bool good;

	if (!pn_tree_enter(tree))
		return false;
	good = branch_head(tree, c) && branch_body(tree, c) && pn_build_close(tree->build, spot);
	pn_tree_leave(tree);
	pn_scope_rewind(scope, mark);
	return good;
}

bool pn_tree_branch(pn_tree *tree, pn_node_kind kind)
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

static item end_action(pn_tree *tree)
{
	const pn_token *token = right_delim(tree, "end");

	return token ? stop_at(tree, false, token->pos) : ITEM_FAILED;
}

/* Leaves the word of an {{else if}} or {{else with}} pending. */
static item else_action(pn_tree *tree)
{
	const pn_token *token = pn_tree_peek(tree);

	if (token->kind != PN_TOKEN_IF && token->kind != PN_TOKEN_WITH)
		token = right_delim(tree, "else");
	return token ? stop_at(tree, true, token->pos) : ITEM_FAILED;
}

/* Parses {{break}} or {{continue}}, whose word is past. */
static bool jump_action(pn_tree *tree, pn_node_kind kind, uint32_t pos)
{
	const char *name = kind == PN_NODE_BREAK ? "{{break}}" : "{{continue}}";

	if (!right_delim(tree, name))
		return false;
	if (tree->range_depth == 0)
		return pn_tree_fail(tree, "%s outside {{range}}", name);
	return begin(tree, kind, pos);
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
	if (!pn_unquote(&tree->parse->scratch, token->text, name))
		return pn_tree_fail(tree, "invalid syntax");
	return pn_tree_keep_text(tree, name);
}

static bool template_action(pn_tree *tree)
{
	static const char context[] = "template clause";
	pn_spot spot = pn_build_spot(tree->build);
	uint32_t pos;
	pn_str name;

	if (!template_name(tree, context, &pos, &name) ||
	    !pn_build_template(tree->build, pos, name))
		return false;
	if (pn_tree_next(tree)->kind != PN_TOKEN_RIGHT_DELIM) {
		pn_tree_backup(tree);
		if (!pn_tree_pipeline(tree, context, PN_TOKEN_RIGHT_DELIM))
			return false;
	}
	return pn_build_close(tree->build, spot);
}

/* Parses a block's body as a tree of its own, with variables and positions of its own. */
static bool block_body(pn_tree *outer, pn_str name, const char *context)
{
	pn_parse *parse = outer->parse;
	uint32_t mark = pn_scope_mark(&parse->scope);
	pn_tree *tree = PN_NEW(&parse->scratch, pn_tree);
	pn_spot spot = pn_build_spot(outer->build);
	bool good;

	if (!tree)
		return pn_fail_memory(parse->cx->err, &parse->scratch);
	if (!pn_tree_enter(outer))
		return false;
	pn_tree_init(tree, parse, name);
	good = item_list(tree);
	pn_tree_leave(outer);
	pn_scope_rewind(&parse->scope, mark);
	if (!good)
		return false;
	if (tree->stop.is_else)
		return fail_unexpected_stop(outer, &tree->stop, context);
	return add_define(tree, spot);
}

static bool block_action(pn_tree *tree)
{
	static const char context[] = "block clause";
	pn_spot spot = pn_build_spot(tree->build);
	uint32_t pos;
	pn_str name;

	return template_name(tree, context, &pos, &name) &&
	       pn_build_template(tree->build, pos, name) &&
	       pn_tree_pipeline(tree, context, PN_TOKEN_RIGHT_DELIM) &&
	       pn_build_close(tree->build, spot) && block_body(tree, name, context);
}

bool pn_parse_define(pn_tree *top, pn_str name)
{
	pn_parse *parse = top->parse;
	uint32_t mark = pn_scope_mark(&parse->scope);
	pn_spot spot = pn_build_spot(&parse->build);
	pn_tree tree;
	bool good;

	pn_tree_init(&tree, parse, name);
	good = item_list(&tree);
	pn_scope_rewind(&parse->scope, mark);
	if (!good)
		return false;
	if (tree.stop.is_else)
		return fail_unexpected_stop(&tree, &tree.stop, define_context);
	return add_define(&tree, spot);
}

/* Parses a define after its first word. */
static bool define_action(pn_tree *top)
{
	uint32_t pos;
	pn_tree tree;

	pn_tree_init(&tree, top->parse, PN_STR_EMPTY);
	return template_name(&tree, define_context, &pos, &tree.name) &&
	       right_delim(&tree, define_context) && pn_parse_define(top, tree.name);
}

/* ---- actions ---- */

static bool pipeline_action(pn_tree *tree)
{
	pn_spot spot = pn_build_spot(tree->build);

	return begin(tree, PN_NODE_ACTION, pn_tree_peek(tree)->pos) &&
	       pn_tree_pipeline(tree, "command", PN_TOKEN_RIGHT_DELIM) &&
	       pn_build_close(tree->build, spot);
}

/* Parses an action whose "{{" is past. */
static item action(pn_tree *tree)
{
	const pn_token *token = pn_tree_next(tree);

	switch (token->kind) {
	case PN_TOKEN_BLOCK:
		return item_of(block_action(tree));
	case PN_TOKEN_BREAK:
		return item_of(jump_action(tree, PN_NODE_BREAK, token->pos));
	case PN_TOKEN_CONTINUE:
		return item_of(jump_action(tree, PN_NODE_CONTINUE, token->pos));
	case PN_TOKEN_ELSE:
		return else_action(tree);
	case PN_TOKEN_END:
		return end_action(tree);
	case PN_TOKEN_IF:
		return item_of(branch(tree, &if_control));
	case PN_TOKEN_RANGE:
		return item_of(branch(tree, &range_control));
	case PN_TOKEN_TEMPLATE:
		return item_of(template_action(tree));
	case PN_TOKEN_WITH:
		return item_of(branch(tree, &with_control));
	default:
		pn_tree_backup(tree);
		return item_of(pipeline_action(tree));
	}
}

/* Parses one item of a list. */
static item text_or_action(pn_tree *tree)
{
	const pn_token *token = pn_tree_next(tree);
	item found;

	switch (token->kind) {
	case PN_TOKEN_TEXT:
		return item_of(pn_build_text(tree->build, token->pos, token->text));
	case PN_TOKEN_LEFT_DELIM:
		tree->in_action = true;
		tree->action_pos = token->pos;
		found = action(tree);
		tree->in_action = false;
		return found;
	default:
		pn_tree_unexpected(tree, token, "input");
		return ITEM_FAILED;
	}
}

/* ---- the text ---- */

/* Parses one item of the text itself, where defines may stand. */
static bool top_item(pn_tree *tree)
{
	item found;

	if (pn_tree_peek(tree)->kind == PN_TOKEN_LEFT_DELIM) {
		pn_token delim = *pn_tree_next(tree);

		if (pn_tree_next(tree)->kind == PN_TOKEN_DEFINE)
			return define_action(tree);
		pn_tree_backup2(tree, delim);
	}
	found = text_or_action(tree);
	if (found == ITEM_STOP)
		return fail_unexpected_stop(tree, &tree->stop, NULL);
	return found == ITEM_NODE;
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

	pn_tree_init(&tree, parse, parse->source->name);
	if (!begin(&tree, PN_NODE_LIST, 0))
		return false;
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
	return end_list(&tree, 0, pos == PN_NOWHERE ? tree.tokens[0].pos : pos) &&
	       add_define(&tree, 0);
}
