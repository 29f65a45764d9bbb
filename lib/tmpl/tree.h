/*
 * What the files of the parser share: the state of one text, the state of one tree of it, tokens
 * with look-ahead, failing in Go's words. Private to tmpl.
 */
#ifndef PN_TMPL_TREE_H
#define PN_TMPL_TREE_H

#include "tmpl/build.h"
#include "tmpl/lex.h"
#include "tmpl/scope.h"
#include "tmpl/tmpl.h"

/* What ends a list. */
typedef struct pn_stop {
	bool is_else; /* or an end */
	uint32_t pos;
} pn_stop;

/* The bytes that may be read of every text, be it shorter. */
enum { PN_TMPL_LEAST = 16 };

/* One text being parsed. */
typedef struct pn_parse {
	pn_cx *cx;
	pn_arena scratch; /* what is needed during the parse only */
	pn_lexer lexer;
	const pn_func_finder *funcs;
	const pn_tmpl_source *source;
	const pn_define *first; /* the define that was added first; NULL: none yet */
	pn_tmpl_set *defines;	/* all of them, when there are more; in scratch */
	pn_scope scope;
	const char *last; /* the last "}}"; the text's begin when nothing is to be parsed quickly */
	pn_build build;	  /* trees under way, those of defines and blocks behind what is around */
	pn_define own;	  /* where the first one is, often the only one */
	uint32_t depth;
	uint32_t tree_count;
} pn_parse;

/* One tree being parsed: the text's own, a define's or a block's (Go: parse.Tree). */
typedef struct pn_tree {
	pn_parse *parse;
	pn_build *build;	/* the parse's */
	pn_func_memo *memo;	/* the finder's */
	const char *text, *end; /* the whole text; PN_TMPL_LEAST bytes from `text` on may be read */
	const char *wide;	/* the last place where 16 bytes may be read, or `text` */
	const char *last;	/* parse->last */
	pn_str name;
	uint32_t id;	    /* its scope's */
	uint32_t nesting;   /* of parentheses parsed quickly */
	pn_token tokens[2]; /* [0] is the newest one, then what was put back before it */
	uint32_t peek_count;
	bool in_action;
	uint32_t action_pos; /* where the action under way began */
	uint32_t range_depth;
	uint32_t paren_depth;
	pn_stop stop; /* the end or else that was found */
} pn_tree;

void pn_tree_init(pn_tree *tree, pn_parse *parse, pn_str name);

/* ---- tokens ---- */

/* Takes the next token, which stays where it is until the next call of one of these. */
static inline const pn_token *pn_tree_next(pn_tree *tree)
{
	if (tree->peek_count > 0)
		tree->peek_count--;
	else
		pn_lexer_next(&tree->parse->lexer, &tree->tokens[0]);
	return &tree->tokens[tree->peek_count];
}

/* Puts the newest token back. */
static inline void pn_tree_backup(pn_tree *tree)
{
	tree->peek_count++;
}

/* Puts a token back before the newest one, to be read again first. */
static inline void pn_tree_backup2(pn_tree *tree, pn_token first)
{
	tree->tokens[1] = first;
	tree->peek_count = 2;
}

/* Looks at the next token. */
static inline const pn_token *pn_tree_peek(pn_tree *tree)
{
	if (tree->peek_count == 0) {
		pn_lexer_next(&tree->parse->lexer, &tree->tokens[0]);
		tree->peek_count = 1;
	}
	return &tree->tokens[tree->peek_count - 1];
}

/* Whether a field follows without blanks, and so belongs to what was just taken. */
static inline bool pn_tree_at_field(pn_tree *tree)
{
	const pn_token *token = pn_tree_peek(tree);

	return token->kind == PN_TOKEN_FIELD && !token->spaced;
}

/* Takes the next token; fails with NULL unless it is of one of two kinds. */
const pn_token *pn_tree_expect(pn_tree *tree, pn_token_kind kind, pn_token_kind other,
			       const char *context);

/* ---- failing: all return false ---- */

bool pn_tree_fail(pn_tree *tree, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Fails with `before`, the text as Go quotes it, and `after`. */
bool pn_tree_fail_quoted(pn_tree *tree, const char *before, pn_str text, const char *after);
bool pn_tree_fail_str(pn_tree *tree, pn_str message);
bool pn_tree_unexpected(pn_tree *tree, const pn_token *token, const char *context);

/* ---- nesting ---- */

/* Fails because the limit of levels is reached. */
bool pn_tree_too_deep(pn_tree *tree);
/* Goes one level deeper, or fails at the limit; every success is paired with pn_tree_leave. */
static inline bool pn_tree_enter(pn_tree *tree)
{
	if (tree->parse->depth >= tree->parse->cx->limits->depth)
		return pn_tree_too_deep(tree);
	tree->parse->depth++;
	return true;
}
static inline void pn_tree_leave(pn_tree *tree)
{
	tree->parse->depth--;
}

/* ---- the grammar's parts ---- */

/* What it parses is added to the tree under way; false after a failure. */

/* Parses a pipeline to its end token, which is taken. */
bool pn_tree_pipeline(pn_tree *tree, const char *context, pn_token_kind end);
/* Parses an if, range or with, whose word is past. */
bool pn_tree_branch(pn_tree *tree, pn_node_kind kind);
/* Parses the body of a define in the text's own tree; its name and "}}" are past. */
bool pn_parse_define(pn_tree *top, pn_str name);
/* Parses the whole text and adds its trees to parse->defines. */
bool pn_parse_text(pn_parse *parse);

/* ---- constants ---- */

/* Turns the text of a number token into its views; false with the tree's error. */
bool pn_tree_number(pn_tree *tree, const pn_token *token, pn_number *out);
/* Makes sure that an unquoted text, which may be in scratch, lives as long as the trees. */
bool pn_tree_keep_text(pn_tree *tree, pn_str *text);
/* Go: strconv.Unquote of a STRING or RAW_STRING token; false when it is malformed. */
bool pn_unquote(pn_arena *arena, pn_str quoted, pn_str *out);
/* Go: strconv.UnquoteChar of a character in single quotes, taken off *s. */
bool pn_unquote_char(pn_str *s, char quote, uint32_t *rune, bool *is_byte);

/* pn_tmpl_parse with a choice, see pn_parse.slow. */
bool pn_tmpl_parse_how(pn_cx *cx, pn_str name, pn_str text, const pn_func_finder *funcs, bool slow,
		       const pn_tmpl **out);

/* Adds a define or replaces one that has its name (set.c); false without memory. */
bool pn_tmpl_set_put(pn_tmpl_set *set, const pn_define *define);

#endif
