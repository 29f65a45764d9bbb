/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/lex.h"

#include "base/run.h"

/* ---- characters ---- */

const uint8_t pn_char_classes[256] = {
	[' '] = PN_CHAR_SPACE | PN_CHAR_TERMINATOR,
	['\t'] = PN_CHAR_SPACE | PN_CHAR_TERMINATOR,
	['\r'] = PN_CHAR_SPACE | PN_CHAR_TERMINATOR,
	['\n'] = PN_CHAR_SPACE | PN_CHAR_TERMINATOR,
	['.'] = PN_CHAR_TERMINATOR,
	[','] = PN_CHAR_TERMINATOR,
	['|'] = PN_CHAR_TERMINATOR,
	[':'] = PN_CHAR_TERMINATOR,
	[')'] = PN_CHAR_TERMINATOR,
	['('] = PN_CHAR_TERMINATOR,
	['+'] = PN_CHAR_NUMBER,
	['-'] = PN_CHAR_NUMBER,
	['_'] = PN_CHAR_WORD,
	['0' ... '9'] = PN_CHAR_WORD | PN_CHAR_NUMBER,
	['a' ... 'z'] = PN_CHAR_WORD,
	['A' ... 'Z'] = PN_CHAR_WORD,
	[0x80 ... 0xFF] = PN_CHAR_BEYOND,
};

/* Returns the classes of a character; the end is beyond ASCII, where things are slow. */
static inline uint8_t class_at(const pn_lexer *lx, const char *at)
{
	return at < lx->end ? pn_char_classes[(unsigned char)*at] : PN_CHAR_BEYOND;
}

static inline bool is_at(const pn_lexer *lx, const char *at, char c)
{
	return at < lx->end && *at == c;
}

/* Reads a rune; false at the end. */
static bool rune_at(const pn_lexer *lx, const char *at, uint32_t *rune, size_t *width)
{
	if (at == lx->end)
		return false;
	*rune = pn_utf8_decode((pn_str){ at, (size_t)(lx->end - at) }, width);
	return true;
}

static bool is_alphanumeric(uint32_t rune)
{
	if (rune < 0x80)
		return pn_char_classes[rune] & PN_CHAR_WORD;
	return pn_rune_is_letter(rune) || pn_rune_is_digit(rune);
}

/* Whether a trim marker, blank last, stands at a place. */
static inline bool is_trimmed_start(const pn_lexer *lx, const char *at)
{
	return lx->end - at >= PN_TRIM_MARKER_LEN && at[0] == '-' &&
	       (pn_char_classes[(unsigned char)at[1]] & PN_CHAR_SPACE);
}

/* ---- tokens ---- */

/* Makes a token of what stands from `start` to `end`, where the scanner goes on. */
static inline void emit(pn_lexer *lx, pn_token *token, pn_token_kind kind, const char *start,
			const char *end)
{
	token->kind = kind;
	token->pos = (uint32_t)(start - lx->text);
	token->text = (pn_str){ start, (size_t)(end - start) };
	lx->at = end;
}

static void fail(pn_lexer *lx, pn_token *token, const char *start, pn_str message)
{
	emit(lx, token, PN_TOKEN_ERROR, start, start);
	token->text = message;
}

/* Fails with a message that shows a rune as Go's %#U does. */
static void fail_rune(pn_lexer *lx, pn_token *token, const char *start, const char *message,
		      uint32_t rune)
{
	pn_buf buf;

	pn_buf_init(&buf, lx->arena);
	pn_buf_format(&buf, "%s U+%04X", message, (unsigned)rune);
	if (pn_rune_is_print(rune)) {
		pn_buf_lit(&buf, " '");
		pn_buf_rune(&buf, rune);
		pn_buf_byte(&buf, '\'');
	}
	fail(lx, token, start, pn_buf_str(&buf));
}

/* ---- outside actions ---- */

/* Skips a comment from its slash on; false after an error. */
static bool skip_comment(pn_lexer *lx, pn_token *token, const char *start)
{
	pn_str rest = { start + 2, (size_t)(lx->end - start - 2) };
	size_t length = pn_str_find(rest, PN_STR("*/"));

	if (length == PN_NOT_FOUND) {
		fail(lx, token, start, PN_STR("unclosed comment"));
		return false;
	}
	lx->at = rest.ptr + length + 2;
	if (pn_is_trimmed_end(lx, lx->at)) {
		lx->at = pn_run_blanks(lx->at + PN_TRIM_MARKER_LEN + PN_DELIM_LEN, lx->end);
		return true;
	}
	if (pn_are_at(lx, lx->at, '}', '}')) {
		lx->at += PN_DELIM_LEN;
		return true;
	}
	fail(lx, token, start, PN_STR("comment ends before closing delimiter"));
	return false;
}

/* Scans "{{", which the scanner is at, or skips the comment that it begins. */
static bool lex_left_delim(pn_lexer *lx, pn_token *token)
{
	const char *start = lx->at, *after = start + PN_DELIM_LEN;

	if (is_trimmed_start(lx, after))
		after += PN_TRIM_MARKER_LEN;
	if (pn_are_at(lx, after, '/', '*'))
		return !skip_comment(lx, token, after);
	emit(lx, token, PN_TOKEN_LEFT_DELIM, start, start + PN_DELIM_LEN);
	lx->at = after;
	lx->paren_depth = 0;
	lx->inside_action = true;
	return true;
}

/* Scans text up to "{{" or the end, "{{" itself, or neither when that begins a comment. */
static bool lex_outside_action(pn_lexer *lx, pn_token *token)
{
	const char *start = lx->at, *delim = pn_run_to_pair(start, lx->end, '{'), *end = delim;

	if (delim == lx->end) {
		emit(lx, token, start < lx->end ? PN_TOKEN_TEXT : PN_TOKEN_EOF, start, lx->end);
		return true;
	}
	if (is_trimmed_start(lx, end + PN_DELIM_LEN))
		end = pn_run_blanks_before(start, end);
	if (end > start)
		emit(lx, token, PN_TOKEN_TEXT, start, end);
	lx->at = delim;
	return end > start || lex_left_delim(lx, token);
}

/* ---- words ---- */

/* Scans a word with letters beyond ASCII in it; NULL after an error about what follows it. */
static const char *end_of_word_slow(pn_lexer *lx, pn_token *token, const char *start,
				    const char *at)
{
	uint32_t rune = 0;
	size_t width;

	while (rune_at(lx, at, &rune, &width) && is_alphanumeric(rune))
		at += width;
	if (pn_is_end_of_word(lx, at))
		return at;
	fail_rune(lx, token, start, "bad character", rune);
	return NULL;
}

/* Returns where the letters and digits at a place end; NULL after an error. */
static inline const char *end_of_word(pn_lexer *lx, pn_token *token, const char *start,
				      const char *at)
{
	at = pn_run_word(at, lx->end);
	return pn_is_end_of_word(lx, at) ? at : end_of_word_slow(lx, token, start, at);
}

pn_token_kind pn_word_kind(pn_str word)
{
#define IS(literal, kind)                                       \
	if (memcmp(word.ptr, literal, sizeof literal - 1) == 0) \
	return (kind)
	switch (word.len) {
	case 2:
		IS("if", PN_TOKEN_IF);
		break;
	case 3:
		IS("end", PN_TOKEN_END);
		IS("nil", PN_TOKEN_NIL);
		break;
	case 4:
		IS("else", PN_TOKEN_ELSE);
		IS("with", PN_TOKEN_WITH);
		IS("true", PN_TOKEN_BOOL);
		break;
	case 5:
		IS("range", PN_TOKEN_RANGE);
		IS("false", PN_TOKEN_BOOL);
		IS("block", PN_TOKEN_BLOCK);
		IS("break", PN_TOKEN_BREAK);
		break;
	case 6:
		IS("define", PN_TOKEN_DEFINE);
		break;
	case 8:
		IS("template", PN_TOKEN_TEMPLATE);
		IS("continue", PN_TOKEN_CONTINUE);
		break;
	default:
		break;
	}
#undef IS
	return PN_TOKEN_IDENTIFIER;
}

static inline void lex_identifier(pn_lexer *lx, pn_token *token, const char *start)
{
	const char *end = end_of_word(lx, token, start, start);

	if (end)
		emit(lx, token, pn_word_kind((pn_str){ start, (size_t)(end - start) }), start, end);
}

/* Scans what follows '.' or '$': a name, or nothing, which is `bare`. */
static inline void lex_field_or_variable(pn_lexer *lx, pn_token *token, const char *start,
					 pn_token_kind kind, pn_token_kind bare)
{
	const char *end = end_of_word(lx, token, start, start + 1);

	if (end)
		emit(lx, token, end == start + 1 ? bare : kind, start, end);
}

/* ---- constants ---- */

/* Scans from the opening quote to the closing one. */
static void lex_quoted(pn_lexer *lx, pn_token *token, const char *start, pn_token_kind kind)
{
	char quote = *start;

	for (const char *at = start + 1; at < lx->end; at++) {
		if (*at == quote) {
			emit(lx, token, kind, start, at + 1);
			return;
		}
		at += *at == '\\' && at + 1 < lx->end;
		if (*at == '\n')
			break;
	}
	fail(lx, token, start,
	     quote == '"' ? PN_STR("unterminated quoted string")
			  : PN_STR("unterminated character constant"));
}

static void lex_raw_quoted(pn_lexer *lx, pn_token *token, const char *start)
{
	const char *end = memchr(start + 1, '`', (size_t)(lx->end - start - 1));

	if (end)
		emit(lx, token, PN_TOKEN_RAW_STRING, start, end + 1);
	else
		fail(lx, token, start, PN_STR("unterminated raw quoted string"));
}

/* Skips one character if it is in `set`. */
static const char *skip(const pn_lexer *lx, const char *at, const char *set)
{
	return at < lx->end && *at && strchr(set, *at) ? at + 1 : at;
}

static const char *skip_all(const pn_lexer *lx, const char *at, const char *set)
{
	while (at < lx->end && *at && strchr(set, *at))
		at++;
	return at;
}

/* Skips the prefix of a number in another base; says which digits and exponents follow. */
static const char *skip_prefix(const pn_lexer *lx, const char *at, const char **digits,
			       const char **exponent)
{
	const char *after = at + 1;

	*digits = "0123456789_";
	*exponent = "eE";
	if (!is_at(lx, at, '0'))
		return at;
	if (skip(lx, after, "xX") > after) {
		*digits = "0123456789abcdefABCDEF_";
		*exponent = "pP";
	} else if (skip(lx, after, "oO") > after) {
		*digits = "01234567_";
		*exponent = "";
	} else if (skip(lx, after, "bB") > after) {
		*digits = "01_";
		*exponent = "";
	} else {
		return after;
	}
	return after + 1;
}

/*
 * Skips what may be a number: it lets "." and "089" pass, which number.c refuses. *good is false
 * when a letter follows, which is then skipped too, for the message.
 */
static const char *skip_number(const pn_lexer *lx, const char *at, bool *good)
{
	const char *digits, *exponent, *mark;
	size_t width;
	uint32_t rune;

	at = skip_prefix(lx, skip(lx, at, "+-"), &digits, &exponent);
	at = skip_all(lx, at, digits);
	mark = skip(lx, at, ".");
	if (mark > at)
		at = skip_all(lx, mark, digits);
	mark = skip(lx, at, exponent);
	if (mark > at)
		at = skip_all(lx, skip(lx, mark, "+-"), "0123456789_");
	at = skip(lx, at, "i");
	*good = !rune_at(lx, at, &rune, &width) || !is_alphanumeric(rune);
	return *good ? at : at + width;
}

/* Scans a number that is more than a few digits. */
static void lex_number_slow(pn_lexer *lx, pn_token *token, const char *start)
{
	pn_token_kind kind = PN_TOKEN_NUMBER;
	bool good;
	const char *end = skip_number(lx, start, &good);
	pn_buf buf;

	if (good && (is_at(lx, end, '+') || is_at(lx, end, '-'))) {
		kind = PN_TOKEN_COMPLEX;
		end = skip_number(lx, end, &good);
		good = good && end[-1] == 'i';
	}
	if (good) {
		emit(lx, token, kind, start, end);
		return;
	}
	pn_buf_init(&buf, lx->arena);
	pn_buf_lit(&buf, "bad number syntax: ");
	pn_buf_quote(&buf, (pn_str){ start, (size_t)(end - start) });
	fail(lx, token, start, pn_buf_str(&buf));
}

static void lex_number(pn_lexer *lx, pn_token *token, const char *start)
{
	const char *end = start;

	while (end < lx->end && *end >= '0' && *end <= '9')
		end++;
	if (end > start && (class_at(lx, end) & PN_CHAR_TERMINATOR) && *end != '.')
		emit(lx, token, PN_TOKEN_NUMBER, start, end);
	else
		lex_number_slow(lx, token, start);
}

/* ---- inside actions ---- */

/* Scans "}}", which stands at `start`, perhaps behind a trim marker. */
static void lex_right_delim(pn_lexer *lx, pn_token *token, const char *start, bool trims)
{
	const char *delim = trims ? start + PN_TRIM_MARKER_LEN : start;

	if (lx->paren_depth) {
		fail(lx, token, start, PN_STR("unclosed left paren"));
		return;
	}
	emit(lx, token, PN_TOKEN_RIGHT_DELIM, delim, delim + PN_DELIM_LEN);
	if (trims)
		lx->at = pn_run_blanks(lx->at, lx->end);
	lx->inside_action = false;
}

static void lex_paren(pn_lexer *lx, pn_token *token, const char *start)
{
	if (*start == '(') {
		lx->paren_depth++;
		emit(lx, token, PN_TOKEN_LEFT_PAREN, start, start + 1);
	} else if (lx->paren_depth == 0) {
		fail(lx, token, start, PN_STR("unexpected right paren"));
	} else {
		lx->paren_depth--;
		emit(lx, token, PN_TOKEN_RIGHT_PAREN, start, start + 1);
	}
}

/* Scans a dot: alone, before a name, or of a number such as .5. */
static inline void lex_dot(pn_lexer *lx, pn_token *token, const char *start)
{
	const char *after = start + 1;

	if (after < lx->end && (*after < '0' || *after > '9'))
		lex_field_or_variable(lx, token, start, PN_TOKEN_FIELD, PN_TOKEN_DOT);
	else
		lex_number_slow(lx, token, start);
}

/* Scans what begins with a character that is no blank, letter or digit. */
static inline void lex_punctuation(pn_lexer *lx, pn_token *token, const char *start)
{
	switch (*start) {
	case '.':
		lex_dot(lx, token, start);
		return;
	case '$':
		lex_field_or_variable(lx, token, start, PN_TOKEN_VARIABLE, PN_TOKEN_VARIABLE);
		return;
	case '"':
		lex_quoted(lx, token, start, PN_TOKEN_STRING);
		return;
	case '\'':
		lex_quoted(lx, token, start, PN_TOKEN_CHAR_CONSTANT);
		return;
	case '`':
		lex_raw_quoted(lx, token, start);
		return;
	case '|':
		emit(lx, token, PN_TOKEN_PIPE, start, start + 1);
		return;
	case '(':
	case ')':
		lex_paren(lx, token, start);
		return;
	case '=':
		emit(lx, token, PN_TOKEN_ASSIGN, start, start + 1);
		return;
	case ':':
		if (is_at(lx, start + 1, '='))
			emit(lx, token, PN_TOKEN_DECLARE, start, start + 2);
		else
			fail(lx, token, start, PN_STR("expected :="));
		return;
	default:
		if (*start > ' ' && *start < 0x7f)
			emit(lx, token, PN_TOKEN_CHAR, start, start + 1);
		else
			fail_rune(lx, token, start,
				  "unrecognized character in action:", (unsigned char)*start);
	}
}

/* Scans what begins with a character beyond ASCII, or finds the end. */
static void lex_beyond_ascii(pn_lexer *lx, pn_token *token, const char *start)
{
	size_t width;
	uint32_t rune;

	if (!rune_at(lx, start, &rune, &width))
		fail(lx, token, start, PN_STR("unclosed action"));
	else if (is_alphanumeric(rune))
		lex_identifier(lx, token, start);
	else
		fail_rune(lx, token, start, "unrecognized character in action:", rune);
}

/*
 * Scans one token of an action. Go makes tokens of blanks; here the token behind them knows. The
 * last one is left where it belongs to a trim marker.
 */
static void lex_inside_action(pn_lexer *lx, pn_token *token)
{
	const char *start = lx->at;
	uint8_t class = class_at(lx, start);

	if (class & PN_CHAR_SPACE) {
		bool trims;

		start = pn_run_blanks(start, lx->end);
		trims = pn_is_trimmed_end(lx, start - 1);
		token->spaced = start - trims > lx->at;
		if (trims) {
			lex_right_delim(lx, token, start - 1, true);
			return;
		}
		class = class_at(lx, start);
	}
	if (class & PN_CHAR_NUMBER)
		lex_number(lx, token, start);
	else if (class & PN_CHAR_WORD)
		lex_identifier(lx, token, start);
	else if (class & PN_CHAR_BEYOND)
		lex_beyond_ascii(lx, token, start);
	else if (pn_are_at(lx, start, '}', '}'))
		lex_right_delim(lx, token, start, false);
	else
		lex_punctuation(lx, token, start);
}

/* ---- the door ---- */

void pn_lexer_init(pn_lexer *lx, pn_arena *arena, pn_str input)
{
	const char *text = input.ptr ? input.ptr : "";

	*lx = (pn_lexer){ .arena = arena, .text = text, .at = text, .end = text + input.len };
}

void pn_lexer_next(pn_lexer *lx, pn_token *token)
{
	token->spaced = false;
	if (lx->inside_action)
		lex_inside_action(lx, token);
	else
		while (!lex_outside_action(lx, token))
			;
}

bool pn_lexer_field(pn_lexer *lx, pn_str *name)
{
	const char *start = lx->at + 1, *end;

	if (!lx->inside_action || !is_at(lx, lx->at, '.') || start == lx->end ||
	    (pn_char_classes[(unsigned char)*start] & (PN_CHAR_WORD | PN_CHAR_NUMBER)) !=
		    PN_CHAR_WORD)
		return false;
	end = pn_run_word(start, lx->end);
	if (!pn_is_end_of_word(lx, end))
		return false;
	*name = (pn_str){ start, (size_t)(end - start) };
	lx->at = end;
	return true;
}

/* Returns the first `runes` runes of s. */
static pn_str first_runes(pn_str s, size_t runes)
{
	pn_str tail = s;

	while (runes-- && tail.len)
		pn_utf8_next(&tail);
	return (pn_str){ s.ptr, s.len - tail.len };
}

void pn_token_print(pn_buf *out, const pn_token *token)
{
	if (token->kind == PN_TOKEN_EOF) {
		pn_buf_lit(out, "EOF");
	} else if (token->kind == PN_TOKEN_ERROR) {
		pn_buf_add(out, token->text);
	} else if (token->kind > PN_TOKEN_KEYWORD) {
		pn_buf_byte(out, '<');
		pn_buf_add(out, token->text);
		pn_buf_byte(out, '>');
	} else if (token->text.len > 10) {
		pn_buf_quote(out, first_runes(token->text, 10));
		pn_buf_lit(out, "...");
	} else {
		pn_buf_quote(out, token->text);
	}
}
