/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/tree.h"

void pn_tree_init(pn_tree *tree, pn_parse *parse, pn_str name)
{
	const pn_lexer *lx = &parse->lexer;

	*tree = (pn_tree){
		.parse = parse,
		.build = &parse->build,
		.memo = parse->funcs->memo,
		.text = lx->text,
		.end = lx->end,
		.wide = lx->end - lx->text > PN_TMPL_LEAST ? lx->end - PN_TMPL_LEAST : lx->text,
		.last = parse->last,
		.name = name,
		.id = ++parse->tree_count,
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

bool pn_tree_keep_text(pn_tree *tree, pn_str *text)
{
	pn_parse *parse = tree->parse;

	if ((uintptr_t)text->ptr - (uintptr_t)tree->text <= (size_t)(tree->end - tree->text))
		return true;
	*text = pn_str_dup(parse->cx->arena, *text);
	return !parse->cx->arena->failed || pn_fail_memory(parse->cx->err, parse->cx->arena);
}

/* ---- nesting ---- */

bool pn_tree_too_deep(pn_tree *tree)
{
	pn_buf buf;

	begin(tree, &buf);
	pn_buf_format(&buf, "limit 'depth' exceeded: more than %u levels",
		      tree->parse->cx->limits->depth);
	return finish(tree, &buf, PINTLE_ERR_LIMIT);
}
