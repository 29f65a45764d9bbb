/*
 * What the files of the parser share: the state of one text, the state of one tree of it, tokens
 * with look-ahead, failing in Go's words. Private to tmpl.
 */
#ifndef PN_TMPL_TREE_H
#define PN_TMPL_TREE_H

#include "tmpl/lex.h"
#include "tmpl/scope.h"
#include "tmpl/tmpl.h"

/* Nodes that end a list; they never stand in a tree. */
enum { PN_NODE_END = PN_NODE_KINDS, PN_NODE_ELSE };

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
	pn_node **open;	  /* children that no node owns yet, a stack */
	size_t open_count, open_cap;
	pn_name *names; /* of the operand under way */
	uint32_t name_count, name_cap;
	uint32_t depth;
	uint32_t tree_count;
} pn_parse;

/*
 * The names that the fields before began with, each with the dot behind it: the next one's are
 * mostly the same, which one look at 16 bytes tells.
 */
enum { PN_KNOWN_NAMES = 2 };
typedef struct pn_known_name {
	uint64_t bytes[2], mask[2]; /* no bytes: there is none yet */
	uint32_t len, hash;
} pn_known_name;

/* One tree being parsed: the text's own, a define's or a block's (Go: parse.Tree). */
typedef struct pn_tree {
	pn_parse *parse;
	pn_arena *arena;	/* of the nodes */
	const char *text, *end; /* the whole text; PN_TMPL_LEAST bytes from `text` on may be read */
	const char *wide;	/* the last place where 16 bytes may be read, or `text` */
	const char *last;	/* parse->last */
	pn_str name;
	uint32_t id;	  /* its scope's */
	uint32_t nesting; /* of parentheses parsed quickly */
	pn_known_name known[PN_KNOWN_NAMES];
	pn_token tokens[2]; /* [0] is the newest one, then what was put back before it */
	uint32_t peek_count;
	bool in_action;
	uint32_t action_pos; /* where the action under way began */
	uint32_t range_depth;
	uint32_t paren_depth;
	pn_node stop; /* the END or ELSE that text_or_action found */
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

/* ---- nodes and nesting ---- */

/* The bytes of a node that has nothing but this member; trees are a good part of all memory. */
#define PN_NODE_BYTES(member) (offsetof(pn_node, as) + sizeof(((pn_node *)0)->as.member))

/* Makes a node of `size` bytes, cleared; NULL after a failure. */
static inline pn_node *pn_tree_node(pn_tree *tree, unsigned kind, uint32_t pos, size_t size)
{
	pn_node *node = pn_alloc_zero(tree->arena, size);

	if (!node) {
		pn_fail_memory(tree->parse->cx->err, tree->arena);
		return NULL;
	}
	node->kind = (uint8_t)kind;
	node->pos = pos;
	return node;
}
/* Makes room on the stack of children that no node owns yet; false after a failure. */
bool pn_tree_grow(pn_tree *tree);
/* Puts a child on that stack; false after a failure. */
static inline bool pn_tree_push(pn_tree *tree, pn_node *child)
{
	pn_parse *parse = tree->parse;

	if (parse->open_count == parse->open_cap && !pn_tree_grow(tree))
		return false;
	parse->open[parse->open_count++] = child;
	return true;
}
/*
 * Makes a node of `size` bytes and behind it room for all children from `first` on, which it takes
 * off that stack; *children is for the node to keep. NULL after a failure.
 */
pn_node *pn_tree_parent(pn_tree *tree, unsigned kind, uint32_t pos, size_t size, size_t first,
			pn_nodes *children);
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

/* Parses a pipeline to its end token, which is taken; NULL after a failure. */
pn_node *pn_tree_pipeline(pn_tree *tree, const char *context, pn_token_kind end);
/* Parses an if, range or with, whose word is past; NULL after a failure. */
pn_node *pn_tree_branch(pn_tree *tree, pn_node_kind kind);
/* Parses the body of a define, whose name and "}}" are past; false after a failure. */
bool pn_parse_define(pn_parse *parse, pn_str name);
/* Parses the whole text and adds its trees to parse->defines. */
bool pn_parse_text(pn_parse *parse);

/* ---- constants ---- */

/* Turns the text of a number token into its views; false with the tree's error. */
bool pn_tree_number(pn_tree *tree, const pn_token *token, pn_number *out);
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
