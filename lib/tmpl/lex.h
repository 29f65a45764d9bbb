/*
 * The scanner of template text (Go: text/template/parse/lex.go): one token a call, trimming settled
 * here alone. Private to tmpl.
 */
#ifndef PN_TMPL_LEX_H
#define PN_TMPL_LEX_H

#include "base/base.h"

typedef enum pn_token_kind {
	PN_TOKEN_ERROR = 0, /* text is the message */
	PN_TOKEN_BOOL,
	PN_TOKEN_CHAR, /* any printable ASCII without a meaning of its own, such as a comma */
	PN_TOKEN_CHAR_CONSTANT,
	PN_TOKEN_COMPLEX, /* 1+2i; a bare imaginary is a NUMBER */
	PN_TOKEN_ASSIGN,  /* = */
	PN_TOKEN_DECLARE, /* := */
	PN_TOKEN_EOF,
	PN_TOKEN_FIELD, /* .x */
	PN_TOKEN_IDENTIFIER,
	PN_TOKEN_LEFT_DELIM,
	PN_TOKEN_LEFT_PAREN,
	PN_TOKEN_NUMBER,
	PN_TOKEN_PIPE,
	PN_TOKEN_RAW_STRING, /* quotes included, as for STRING */
	PN_TOKEN_RIGHT_DELIM,
	PN_TOKEN_RIGHT_PAREN,
	PN_TOKEN_STRING,
	PN_TOKEN_TEXT,
	PN_TOKEN_VARIABLE, /* $ or $x */
	PN_TOKEN_KEYWORD,  /* never made: what follows is printed as <word> */
	PN_TOKEN_BLOCK,
	PN_TOKEN_BREAK,
	PN_TOKEN_CONTINUE,
	PN_TOKEN_DOT,
	PN_TOKEN_DEFINE,
	PN_TOKEN_ELSE,
	PN_TOKEN_END,
	PN_TOKEN_IF,
	PN_TOKEN_NIL,
	PN_TOKEN_RANGE,
	PN_TOKEN_TEMPLATE,
	PN_TOKEN_WITH
} pn_token_kind;

typedef struct pn_token {
	pn_token_kind kind;
	uint32_t pos; /* byte offset of its first byte */
	bool spaced;  /* blanks stand before it, in an action: Go's itemSpace */
	pn_str text;  /* a slice of the input, but for errors */
} pn_token;

typedef struct pn_lexer {
	pn_arena *arena;	     /* for the texts of errors */
	const char *text, *at, *end; /* less than 4 GiB; `at` is the next byte to look at */
	uint32_t paren_depth;
	bool inside_action;
} pn_lexer;

/* ---- characters ---- */

/* What an ASCII character may be to the scanner; bits, so that one look answers a question. */
enum {
	PN_CHAR_SPACE = 1,	/* ends a word, and separates operands */
	PN_CHAR_WORD = 2,	/* stands in names */
	PN_CHAR_NUMBER = 4,	/* begins a number */
	PN_CHAR_TERMINATOR = 8, /* may follow a word directly */
	PN_CHAR_BEYOND = 16	/* no ASCII */
};
extern const uint8_t pn_char_classes[256];

enum { PN_DELIM_LEN = 2, PN_TRIM_MARKER_LEN = 2 };

/* Whether two characters stand at a place. */
static inline bool pn_are_at(const pn_lexer *lx, const char *at, char c, char d)
{
	return lx->end - at >= 2 && at[0] == c && at[1] == d;
}

/* Whether a trim marker, blank first, and "}}" stand at a place. */
static inline bool pn_is_trimmed_end(const pn_lexer *lx, const char *at)
{
	return lx->end - at >= PN_TRIM_MARKER_LEN + PN_DELIM_LEN && at[1] == '-' && at[2] == '}' &&
	       at[3] == '}' && (pn_char_classes[(unsigned char)*at] & PN_CHAR_SPACE);
}

/* Whether a word may end at a place: what follows is no part of a longer one. */
static inline bool pn_is_end_of_word(const pn_lexer *lx, const char *at)
{
	return at == lx->end || (pn_char_classes[(unsigned char)*at] & PN_CHAR_TERMINATOR) ||
	       pn_are_at(lx, at, '}', '}');
}

/* Says what a word is: a keyword, a constant, or a function's name. */
pn_token_kind pn_word_kind(pn_str word);

/* ---- tokens ---- */

void pn_lexer_init(pn_lexer *lx, pn_arena *arena, pn_str input);
/* Scans the next token into *token; nothing may be asked for after ERROR or EOF. */
void pn_lexer_next(pn_lexer *lx, pn_token *token);
/* Whether a character comes next. */
static inline bool pn_lexer_at(const pn_lexer *lx, char c)
{
	return lx->at < lx->end && *lx->at == c;
}
/*
 * Takes the name of a field that follows without blanks, as the token that it would be; false when
 * none does, or something is wrong with it, which the next token then says.
 */
bool pn_lexer_field(pn_lexer *lx, pn_str *name);
/* Appends a token as Go prints it in messages. */
void pn_token_print(pn_buf *out, const pn_token *token);

#endif
