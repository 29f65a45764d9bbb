/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/tree.h"

void pn_tree_init(pn_tree *tree, pn_parse *parse, pn_str name)
{
	const pn_lexer *lx = &parse->lexer;

	*tree = (pn_tree){
		.parse = parse,
		.arena = parse->cx->arena,
		.text = lx->text,
		.end = lx->end,
		.wide = lx->end - lx->text > PN_TMPL_LEAST ? lx->end - PN_TMPL_LEAST : lx->text,
		.last = parse->last,
		.name = name,
		.id = ++parse->tree_count,
		.known = { { .mask = { UINT64_MAX } }, { .mask = { UINT64_MAX } } },
	};
}

/* ---- tokens ---- */

const pn_token *pn_tree_expect(pn_tree *tree, pn_token_kind kind, pn_token_kind other,
			       const char *context)
{
	const pn_token *token = pn_tree_next(tree);

	if (token->kind == kind || token->kind == other)
		return token;
	pn_tree_unexpected(tree, token, context);
	return NULL;
}

/* ---- failing ---- */

static uint32_t line_of(const pn_tree *tree, uint32_t pos)
{
	uint32_t line, column;

	pn_tmpl_locate(tree->parse->source, pos, &line, &column);
	return line;
}

/* Begins a message with what Go's have in common; the line is that of the newest token. */
static void begin(pn_tree *tree, pn_buf *buf)
{
	pn_buf_init(buf, tree->parse->cx->arena);
	pn_buf_lit(buf, "template: ");
	pn_buf_add(buf, tree->parse->source->name);
	pn_buf_format(buf, ":%u: ", line_of(tree, tree->tokens[0].pos));
}

static bool finish(pn_tree *tree, const pn_buf *buf, pintle_status status)
{
	pn_error *err = tree->parse->cx->err;
	const pn_tmpl_source *source = tree->parse->source;
	uint32_t line, column;

	if (pn_error_is_set(err))
		return false;
	if (buf->failed || tree->parse->scratch.failed)
		return pn_fail_memory(err, tree->parse->cx->arena);
	pn_tmpl_locate(source, tree->tokens[0].pos, &line, &column);
	pn_fail_str(err, status, pn_buf_str(buf));
	return pn_error_at(err, source->name, line, column);
}

bool pn_tree_fail(pn_tree *tree, const char *format, ...)
{
	va_list args;
	pn_buf buf;

	begin(tree, &buf);
	va_start(args, format);
	pn_buf_vformat(&buf, format, args);
	va_end(args);
	return finish(tree, &buf, PINTLE_ERR_PARSE);
}

bool pn_tree_fail_str(pn_tree *tree, pn_str message)
{
	pn_buf buf;

	begin(tree, &buf);
	pn_buf_add(&buf, message);
	return finish(tree, &buf, PINTLE_ERR_PARSE);
}

bool pn_tree_fail_quoted(pn_tree *tree, const char *before, pn_str text, const char *after)
{
	pn_buf buf;

	begin(tree, &buf);
	pn_buf_add(&buf, pn_str_from(before));
	pn_buf_quote(&buf, text);
	pn_buf_add(&buf, pn_str_from(after));
	return finish(tree, &buf, PINTLE_ERR_PARSE);
}

/* Tells where an action began that ran over the end of its line into the scanner's error. */
static void add_action_start(pn_tree *tree, const pn_token *error, pn_buf *buf)
{
	uint32_t line = line_of(tree, tree->action_pos);

	if (!tree->in_action || line == line_of(tree, error->pos))
		return;
	if (!pn_str_ends(error->text, PN_STR(" action")))
		pn_buf_lit(buf, " in action");
	pn_buf_lit(buf, " started at ");
	pn_buf_add(buf, tree->parse->source->name);
	pn_buf_format(buf, ":%u", line);
}

bool pn_tree_unexpected(pn_tree *tree, const pn_token *token, const char *context)
{
	pn_buf buf;

	begin(tree, &buf);
	if (token->kind == PN_TOKEN_ERROR) {
		pn_buf_add(&buf, token->text);
		add_action_start(tree, token, &buf);
	} else {
		pn_buf_lit(&buf, "unexpected ");
		pn_token_print(&buf, token);
		pn_buf_format(&buf, " in %s", context);
	}
	return finish(tree, &buf, PINTLE_ERR_PARSE);
}

/* ---- nodes and nesting ---- */

static bool fail_memory(pn_tree *tree)
{
	const pn_parse *parse = tree->parse;

	return pn_fail_memory(parse->cx->err,
			      parse->scratch.failed ? &parse->scratch : parse->cx->arena);
}

bool pn_tree_grow(pn_tree *tree)
{
	pn_parse *parse = tree->parse;
	size_t cap = parse->open_cap * 2;
	pn_node **open = pn_realloc(&parse->scratch, parse->open, parse->open_cap * sizeof *open,
				    cap * sizeof *open);

	if (!open)
		return fail_memory(tree);
	parse->open = open;
	parse->open_cap = cap;
	return true;
}

pn_node *pn_tree_parent(pn_tree *tree, unsigned kind, uint32_t pos, size_t size, size_t first,
			pn_nodes *children)
{
	pn_parse *parse = tree->parse;
	size_t count = parse->open_count - first;
	pn_node *node = pn_alloc(tree->arena, size + count * sizeof(pn_node *));
	pn_node **items;

	if (!node) {
		fail_memory(tree);
		return NULL;
	}
	memset(node, 0, size);
	node->kind = (uint8_t)kind;
	node->pos = pos;
	items = (pn_node **)(void *)((char *)node + size);
	for (size_t i = 0; i < count; i++)
		items[i] = parse->open[first + i];
	*children = (pn_nodes){ items, (uint32_t)count };
	parse->open_count = first;
	return node;
}

bool pn_tree_too_deep(pn_tree *tree)
{
	pn_buf buf;

	begin(tree, &buf);
	pn_buf_format(&buf, "limit 'depth' exceeded: more than %u levels",
		      tree->parse->cx->limits->depth);
	return finish(tree, &buf, PINTLE_ERR_LIMIT);
}
