/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/lex.h"

/* Stands for the rune after the last one. */
#define END_OF_INPUT UINT32_MAX

#define LEFT_DELIM PN_STR("{{")
#define RIGHT_DELIM PN_STR("}}")

enum { DELIM_LEN = 2, TRIM_MARKER_LEN = 2 };

/* What an ASCII character may be to the scanner; bits, so that one look answers a question. */
enum {
	SPACE = 1,	/* ends a word, and separates operands */
	WORD = 2,	/* stands in names */
	SIGN = 4,	/* begins a number, as a digit does */
	TERMINATOR = 8, /* may follow a word directly */
	DIGIT = 16
};

static const uint8_t classes[128] = {
	[' '] = SPACE | TERMINATOR,
	['\t'] = SPACE | TERMINATOR,
	['\r'] = SPACE | TERMINATOR,
	['\n'] = SPACE | TERMINATOR,
	['.'] = TERMINATOR,
	[','] = TERMINATOR,
	['|'] = TERMINATOR,
	[':'] = TERMINATOR,
	[')'] = TERMINATOR,
	['('] = TERMINATOR,
	['+'] = SIGN,
	['-'] = SIGN,
	['_'] = WORD,
#define D WORD | DIGIT
	['0'] = D,
	['1'] = D,
	['2'] = D,
	['3'] = D,
	['4'] = D,
	['5'] = D,
	['6'] = D,
	['7'] = D,
	['8'] = D,
	['9'] = D,
#undef D
#define W WORD
	['a'] = W,
	['b'] = W,
	['c'] = W,
	['d'] = W,
	['e'] = W,
	['f'] = W,
	['g'] = W,
	['h'] = W,
	['i'] = W,
	['j'] = W,
	['k'] = W,
	['l'] = W,
	['m'] = W,
	['n'] = W,
	['o'] = W,
	['p'] = W,
	['q'] = W,
	['r'] = W,
	['s'] = W,
	['t'] = W,
	['u'] = W,
	['v'] = W,
	['w'] = W,
	['x'] = W,
	['y'] = W,
	['z'] = W,
	['A'] = W,
	['B'] = W,
	['C'] = W,
	['D'] = W,
	['E'] = W,
	['F'] = W,
	['G'] = W,
	['H'] = W,
	['I'] = W,
	['J'] = W,
	['K'] = W,
	['L'] = W,
	['M'] = W,
	['N'] = W,
	['O'] = W,
	['P'] = W,
	['Q'] = W,
	['R'] = W,
	['S'] = W,
	['T'] = W,
	['U'] = W,
	['V'] = W,
	['W'] = W,
	['X'] = W,
	['Y'] = W,
	['Z'] = W,
#undef W
};

/* ---- characters ---- */

/* Says whether a rune is of one of some classes; only ASCII is of any. */
static inline bool is_a(uint32_t rune, unsigned wanted)
{
	return rune < sizeof classes && (classes[rune] & wanted);
}

static inline bool is_space(uint32_t rune)
{
	return is_a(rune, SPACE);
}

static bool is_alphanumeric(uint32_t rune)
{
	if (rune < 0x80)
		return is_a(rune, WORD);
	return rune != END_OF_INPUT && (pn_rune_is_letter(rune) || pn_rune_is_digit(rune));
}

/* Returns what is not yet scanned. */
static pn_str rest(const pn_lexer *lx)
{
	return (pn_str){ lx->input.ptr + lx->pos, lx->input.len - lx->pos };
}

static inline uint32_t peek_rune(const pn_lexer *lx, size_t *width)
{
	unsigned char c;

	*width = 0;
	if (lx->pos == lx->input.len)
		return END_OF_INPUT;
	c = (unsigned char)lx->input.ptr[lx->pos];
	*width = 1;
	return c < 0x80 ? c : pn_utf8_decode(rest(lx), width);
}

static inline uint32_t peek(const pn_lexer *lx)
{
	size_t width;

	return peek_rune(lx, &width);
}

static inline bool at(const pn_lexer *lx, size_t pos, pn_str what)
{
	return pos <= lx->input.len && lx->input.len - pos >= what.len &&
	       memcmp(lx->input.ptr + pos, what.ptr, what.len) == 0;
}

/* Says whether a trim marker, blank first or last, stands at pos. */
static bool at_trim_marker(const pn_lexer *lx, size_t pos, bool blank_first)
{
	const char *p = lx->input.ptr + pos;

	if (pos > lx->input.len || lx->input.len - pos < TRIM_MARKER_LEN)
		return false;
	return p[blank_first ? 1 : 0] == '-' && is_space((unsigned char)p[blank_first ? 0 : 1]);
}

/* Says whether the scanner is at "}}", and whether that trims the text after it. */
static inline bool at_right_delim(const pn_lexer *lx, bool *trims)
{
	uint32_t c = peek(lx);

	*trims = is_space(c) && at_trim_marker(lx, lx->pos, true) &&
		 at(lx, lx->pos + TRIM_MARKER_LEN, RIGHT_DELIM);
	return *trims || (c == '}' && at(lx, lx->pos, RIGHT_DELIM));
}

/* Takes one byte if it is in `set`. */
static bool accept(pn_lexer *lx, const char *set)
{
	if (lx->pos == lx->input.len || !lx->input.ptr[lx->pos] ||
	    !strchr(set, lx->input.ptr[lx->pos]))
		return false;
	lx->pos++;
	return true;
}

static void accept_run(pn_lexer *lx, const char *set)
{
	while (accept(lx, set))
		;
}

/* Skips the blanks at the scanner's place. */
static void skip_spaces(pn_lexer *lx)
{
	while (lx->pos < lx->input.len && is_space((unsigned char)lx->input.ptr[lx->pos]))
		lx->pos++;
}

/* ---- what a state leaves behind ---- */

/* Forgets what was scanned since the last token. */
static void ignore(pn_lexer *lx)
{
	lx->start = lx->pos;
}

static inline void emit(pn_lexer *lx, pn_token_kind kind)
{
	*lx->token = (pn_token){ kind,
				 (uint32_t)lx->start,
				 { lx->input.ptr + lx->start, lx->pos - lx->start } };
	lx->ready = true;
	lx->start = lx->pos;
}

static void fail(pn_lexer *lx, pn_str message)
{
	*lx->token = (pn_token){ PN_TOKEN_ERROR, (uint32_t)lx->start, message };
	lx->ready = true;
}

/* Fails with a message that shows a rune as Go's %#U does. */
static void fail_rune(pn_lexer *lx, const char *message, uint32_t rune)
{
	pn_buf buf;

	pn_buf_init(&buf, lx->arena);
	pn_buf_format(&buf, "%s U+%04X", message, (unsigned)rune);
	if (pn_rune_is_print(rune)) {
		pn_buf_lit(&buf, " '");
		pn_buf_rune(&buf, rune);
		pn_buf_byte(&buf, '\'');
	}
	fail(lx, pn_buf_str(&buf));
}

/* ---- states outside actions ---- */

/* Skips a comment, which the scanner is known to be at. */
static void lex_comment(pn_lexer *lx)
{
	size_t length = pn_str_find(pn_str_slice(rest(lx), 2, SIZE_MAX), PN_STR("*/"));
	bool trims;

	if (length == PN_NOT_FOUND) {
		fail(lx, PN_STR("unclosed comment"));
		return;
	}
	lx->pos += 2 + length + 2;
	if (!at_right_delim(lx, &trims)) {
		fail(lx, PN_STR("comment ends before closing delimiter"));
		return;
	}
	lx->pos += DELIM_LEN;
	if (trims) {
		lx->pos += TRIM_MARKER_LEN;
		skip_spaces(lx);
	}
	ignore(lx);
}

/* Scans "{{", which the scanner is known to be at, and its trim marker. */
static void lex_left_delim(pn_lexer *lx)
{
	size_t after = lx->pos + DELIM_LEN;

	if (at_trim_marker(lx, after, false))
		after += TRIM_MARKER_LEN;
	if (at(lx, after, PN_STR("/*"))) {
		lx->pos = after;
		ignore(lx);
		lex_comment(lx);
		return;
	}
	lx->pos += DELIM_LEN;
	emit(lx, PN_TOKEN_LEFT_DELIM);
	lx->pos = after;
	ignore(lx);
	lx->paren_depth = 0;
	lx->inside_action = true;
}

/* Scans text up to "{{" or the end. */
static void lex_text(pn_lexer *lx)
{
	size_t length = pn_str_find(rest(lx), LEFT_DELIM);
	size_t delim;

	if (length == PN_NOT_FOUND) {
		lx->pos = lx->input.len;
		emit(lx, lx->pos > lx->start ? PN_TOKEN_TEXT : PN_TOKEN_EOF);
		return;
	}
	delim = lx->pos + length;
	lx->pos = delim;
	if (at_trim_marker(lx, delim + DELIM_LEN, false)) {
		while (lx->pos > lx->start && is_space((unsigned char)lx->input.ptr[lx->pos - 1]))
			lx->pos--;
	}
	if (lx->pos > lx->start)
		emit(lx, PN_TOKEN_TEXT);
	lx->pos = delim;
	ignore(lx);
	if (!lx->ready)
		lex_left_delim(lx);
}

/* ---- states inside actions ---- */

/* Scans "}}", which the scanner is known to be at, perhaps with a trim marker. */
static void lex_right_delim(pn_lexer *lx, bool trims)
{
	if (trims) {
		lx->pos += TRIM_MARKER_LEN;
		ignore(lx);
	}
	lx->pos += DELIM_LEN;
	emit(lx, PN_TOKEN_RIGHT_DELIM);
	if (trims) {
		skip_spaces(lx);
		ignore(lx);
	}
	lx->inside_action = false;
}

/* Scans blanks, but leaves the last one when it belongs to a trim marker. */
static void lex_space(pn_lexer *lx)
{
	size_t last;

	skip_spaces(lx);
	last = lx->pos - 1;
	if (at_trim_marker(lx, last, true) && at(lx, last + TRIM_MARKER_LEN, RIGHT_DELIM)) {
		lx->pos = last;
		if (last == lx->start) {
			lex_right_delim(lx, true);
			return;
		}
	}
	emit(lx, PN_TOKEN_SPACE);
}

/* Says whether an identifier may end here: what follows is no part of a longer word. */
static inline bool at_terminator(const pn_lexer *lx)
{
	unsigned char c;

	if (lx->pos == lx->input.len)
		return true;
	c = (unsigned char)lx->input.ptr[lx->pos];
	return is_a(c, TERMINATOR) || (c == '}' && at(lx, lx->pos, RIGHT_DELIM));
}

/* Takes letters and digits; false after an error about what follows them. */
static inline bool scan_word(pn_lexer *lx)
{
	const char *p = lx->input.ptr + lx->pos, *end = lx->input.ptr + lx->input.len;
	size_t width;
	uint32_t rune;

	while (p < end && is_a((unsigned char)*p, WORD))
		p++;
	lx->pos = (size_t)(p - lx->input.ptr);
	if (at_terminator(lx))
		return true;
	while (is_alphanumeric(rune = peek_rune(lx, &width)))
		lx->pos += width;
	if (at_terminator(lx))
		return true;
	fail_rune(lx, "bad character", rune);
	return false;
}

/* Says what a word is: a keyword, a constant, or a function's name. */
static pn_token_kind word_kind(pn_str word)
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

static void lex_identifier(pn_lexer *lx)
{
	if (scan_word(lx))
		emit(lx, word_kind(pn_str_slice(lx->input, lx->start, lx->pos)));
}

/* Scans what follows '.' or '$': a name, or nothing, which is `bare`. */
static void lex_field_or_variable(pn_lexer *lx, pn_token_kind kind, pn_token_kind bare)
{
	if (at_terminator(lx))
		emit(lx, bare);
	else if (scan_word(lx))
		emit(lx, kind);
}

/* Scans to the closing quote; the opening one is past. */
static void lex_quoted(pn_lexer *lx, char quote, pn_token_kind kind, pn_str unterminated)
{
	while (lx->pos < lx->input.len) {
		char c = lx->input.ptr[lx->pos++];

		if (c == '\\' && lx->pos < lx->input.len)
			c = lx->input.ptr[lx->pos++] == '\n' ? '\n' : '\\';
		else if (c == quote) {
			emit(lx, kind);
			return;
		}
		if (c == '\n')
			break;
	}
	fail(lx, unterminated);
}

static void lex_raw_quoted(pn_lexer *lx)
{
	size_t length = pn_str_find_byte(rest(lx), '`');

	if (length == PN_NOT_FOUND) {
		fail(lx, PN_STR("unterminated raw quoted string"));
		return;
	}
	lx->pos += length + 1;
	emit(lx, PN_TOKEN_RAW_STRING);
}

/*
 * Takes what may be a number: it lets "." and "089" pass, which number.c refuses. False when a
 * letter follows, which is then taken too, for the message.
 */
static bool scan_number(pn_lexer *lx)
{
	const char *digits = "0123456789_", *exponent = "eE";
	size_t width;

	accept(lx, "+-");
	if (accept(lx, "0")) {
		if (accept(lx, "xX")) {
			digits = "0123456789abcdefABCDEF_";
			exponent = "pP";
		} else if (accept(lx, "oO")) {
			digits = "01234567_";
			exponent = "";
		} else if (accept(lx, "bB")) {
			digits = "01_";
			exponent = "";
		}
	}
	accept_run(lx, digits);
	if (accept(lx, "."))
		accept_run(lx, digits);
	if (accept(lx, exponent)) {
		accept(lx, "+-");
		accept_run(lx, "0123456789_");
	}
	accept(lx, "i");
	if (!is_alphanumeric(peek_rune(lx, &width)))
		return true;
	lx->pos += width;
	return false;
}

static void lex_number(pn_lexer *lx)
{
	bool good = scan_number(lx);
	pn_token_kind kind = PN_TOKEN_NUMBER;
	pn_buf buf;

	if (good && (peek(lx) == '+' || peek(lx) == '-')) {
		kind = PN_TOKEN_COMPLEX;
		good = scan_number(lx) && lx->input.ptr[lx->pos - 1] == 'i';
	}
	if (good) {
		emit(lx, kind);
		return;
	}
	pn_buf_init(&buf, lx->arena);
	pn_buf_lit(&buf, "bad number syntax: ");
	pn_buf_quote(&buf, pn_str_slice(lx->input, lx->start, lx->pos));
	fail(lx, pn_buf_str(&buf));
}

static void lex_paren(pn_lexer *lx, uint32_t rune)
{
	if (rune == '(') {
		lx->paren_depth++;
		emit(lx, PN_TOKEN_LEFT_PAREN);
	} else if (lx->paren_depth == 0) {
		fail(lx, PN_STR("unexpected right paren"));
	} else {
		lx->paren_depth--;
		emit(lx, PN_TOKEN_RIGHT_PAREN);
	}
}

static void lex_declare(pn_lexer *lx)
{
	if (accept(lx, "="))
		emit(lx, PN_TOKEN_DECLARE);
	else
		fail(lx, PN_STR("expected :="));
}

/* Scans after a dot, which is past: a field, or a number such as .5. */
static void lex_dot(pn_lexer *lx)
{
	uint32_t rune = peek(lx);

	if (rune != END_OF_INPUT && !is_a(rune, DIGIT)) {
		lex_field_or_variable(lx, PN_TOKEN_FIELD, PN_TOKEN_DOT);
		return;
	}
	lx->pos--;
	lex_number(lx);
}

/* Scans what begins with a character that is no blank, letter or digit; it is past. */
static void lex_punctuation(pn_lexer *lx, uint32_t rune)
{
	switch (rune) {
	case '=':
		emit(lx, PN_TOKEN_ASSIGN);
		return;
	case ':':
		lex_declare(lx);
		return;
	case '|':
		emit(lx, PN_TOKEN_PIPE);
		return;
	case '"':
		lex_quoted(lx, '"', PN_TOKEN_STRING, PN_STR("unterminated quoted string"));
		return;
	case '\'':
		lex_quoted(lx, '\'', PN_TOKEN_CHAR_CONSTANT,
			   PN_STR("unterminated character constant"));
		return;
	case '`':
		lex_raw_quoted(lx);
		return;
	case '$':
		lex_field_or_variable(lx, PN_TOKEN_VARIABLE, PN_TOKEN_VARIABLE);
		return;
	case '.':
		lex_dot(lx);
		return;
	case '(':
	case ')':
		lex_paren(lx, rune);
		return;
	default:
		if (rune > ' ' && rune < 0x7f)
			emit(lx, PN_TOKEN_CHAR);
		else
			fail_rune(lx, "unrecognized character in action:", rune);
	}
}

/* Scans what begins with a character beyond ASCII, or finds the end. */
static void lex_beyond_ascii(pn_lexer *lx)
{
	size_t width;
	uint32_t rune = peek_rune(lx, &width);

	if (rune == END_OF_INPUT) {
		fail(lx, PN_STR("unclosed action"));
	} else if (is_alphanumeric(rune)) {
		lex_identifier(lx);
	} else {
		lx->pos += width;
		lex_punctuation(lx, rune);
	}
}

/* Scans one token of an action. */
static void lex_inside_action(pn_lexer *lx)
{
	unsigned char c = lx->pos < lx->input.len ? (unsigned char)lx->input.ptr[lx->pos] : 0x80;
	bool trims;

	if (c >= 0x80) {
		lex_beyond_ascii(lx);
	} else if (is_a(c, SIGN | DIGIT)) {
		lex_number(lx);
	} else if (is_a(c, WORD)) {
		lex_identifier(lx);
	} else if ((c == '}' || is_a(c, SPACE)) && at_right_delim(lx, &trims)) {
		if (lx->paren_depth == 0)
			lex_right_delim(lx, trims);
		else
			fail(lx, PN_STR("unclosed left paren"));
	} else if (is_a(c, SPACE)) {
		lex_space(lx);
	} else {
		lx->pos++;
		lex_punctuation(lx, c);
	}
}

/* ---- the door ---- */

void pn_lexer_init(pn_lexer *lx, pn_arena *arena, pn_str input)
{
	*lx = (pn_lexer){ .arena = arena, .input = input };
}

void pn_lexer_next(pn_lexer *lx, pn_token *token)
{
	lx->token = token;
	lx->ready = false;
	while (!lx->ready) {
		if (lx->inside_action)
			lex_inside_action(lx);
		else
			lex_text(lx);
	}
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
