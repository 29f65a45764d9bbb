/* A TOML document being read. Not for other rooms: they use codec/toml.h. */
#ifndef PN_CODEC_TOML_READER_H
#define PN_CODEC_TOML_READER_H

#include "base/stack.h"
#include "codec/toml.h"
#include "codec/toml_key.h"

/* What the next functions give at the end of the text, as the library's lexer does. */
enum { PN_TOML_END = 0 };

typedef enum pn_toml_item_kind {
	PN_TOML_PLAIN, /* a string or bare key as it stands in the text */
	PN_TOML_ESCAPED,
	PN_TOML_MULTILINE,
	PN_TOML_RAW_MULTILINE,
	PN_TOML_INTEGER,
	PN_TOML_FLOAT,
	PN_TOML_DATE,
	PN_TOML_BOOL
} pn_toml_item_kind;

/* A piece of the text that stands for a string, number, date or bool. */
typedef struct pn_toml_item {
	pn_toml_item_kind kind;
	pn_str text;
	uint32_t line; /* it ends on */
} pn_toml_item;

typedef struct pn_toml_reader {
	pn_cx *cx;
	pn_str text;
	size_t at;
	size_t start; /* of the item being read, for messages */
	uint32_t line;
	bool past_end; /* the end was read, not only looked at: errors then name the line before */
	bool failed;
	uint32_t key_line; /* where the last key began */
	pn_toml_key context;
	pn_str current; /* the last part of the key whose value is being read */
	pn_map *root;
	pn_map *known; /* key as text: KNOWN_... flags */
	uint32_t depth;
	pn_stack stack;
} pn_toml_reader;

/* ---- runes and errors (toml_lex.c) ---- */

uint32_t pn_toml_peek(pn_toml_reader *r);
uint32_t pn_toml_next(pn_toml_reader *r);
/* Takes the next rune if it is this one. */
bool pn_toml_accept(pn_toml_reader *r, uint32_t rune);
void pn_toml_skip_blanks(pn_toml_reader *r);
/* Skips a comment, whose '#' was taken. */
void pn_toml_skip_comment(pn_toml_reader *r);
static inline bool pn_toml_is_blank(uint32_t rune)
{
	return rune == ' ' || rune == '\t';
}
static inline bool pn_toml_is_line_end(uint32_t rune)
{
	return rune == '\n' || rune == '\r';
}
static inline bool pn_toml_is_digit(uint32_t rune)
{
	return rune >= '0' && rune <= '9';
}

/* Fails with BEFORE, what, AFTER at a line; these return false. */
bool pn_toml_fail_at(pn_toml_reader *r, uint32_t line, const char *before, pn_str what,
		     const char *after);
/* Fails at the current place. */
bool pn_toml_fail(pn_toml_reader *r, const char *before, pn_str what, const char *after);
/* Fails on the line before, for what a line end interrupts. */
bool pn_toml_fail_before(pn_toml_reader *r, const char *before, pn_str what, const char *after);
/* Returns the text from the item's start to here. */
pn_str pn_toml_so_far(const pn_toml_reader *r);
/* Returns s in double, a rune in single quotes (Go: %q). */
pn_str pn_toml_quote(pn_toml_reader *r, pn_str s);
pn_str pn_toml_quote_rune(pn_toml_reader *r, uint32_t rune);

/* ---- items (toml_string.c, toml_number.c) ---- */

/* Reads a string from its opening quotes; in keys there are no multi-line ones. */
bool pn_toml_read_string(pn_toml_reader *r, bool in_key, pn_toml_item *out);
/* Decodes a string's text. */
bool pn_toml_decode_string(pn_toml_reader *r, const pn_toml_item *item, pn_str *out);
/* Reads a number, date, bool, inf or nan, whose first rune comes next. */
bool pn_toml_read_word(pn_toml_reader *r, pn_toml_item *out);
/* Converts what pn_toml_read_word read. */
bool pn_toml_convert(pn_toml_reader *r, const pn_toml_item *item, pn_value *out);

/* ---- tables (toml_table.c) ---- */

/* Notes that the key's table was made without being named; it may be named once later. */
bool pn_toml_add_implicit(pn_toml_reader *r, pn_toml_key key);
/* Makes the table of a key, or one more table of an array, the context. */
bool pn_toml_add_context(pn_toml_reader *r, pn_toml_key key, bool array);
/* Sets a key in the context; a key that has a value already is an error. */
bool pn_toml_set(pn_toml_reader *r, pn_str key, const pn_value *value);
/* Notes whether the current key holds an array; an empty key means the context itself. */
bool pn_toml_note_type(pn_toml_reader *r, pn_str key, bool is_array);

#endif
