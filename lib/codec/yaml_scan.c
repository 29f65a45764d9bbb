/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_scan.h"
#include "codec/yaml_text.h"

enum {
	GO_MAX_DEPTH = 10000,
	KEY_REACH = 1024, /* a simple key's ':' is at most so many characters away */
	END_BYTES = 4	  /* NULs behind the text, so that looking ahead needs no checks */
};

#define TOO_DEEP "exceeded max depth of 10000"

bool pn_yaml_scan_init(pn_yaml_scanner *s, pn_cx *cx, pn_str text)
{
	pn_yaml_text checked = pn_yaml_check_text(text);
	char *copy = pn_alloc(cx->arena, checked.text.len + END_BYTES);

	*s = (pn_yaml_scanner){ .cx = cx, .indent = -1, .key_allowed = true };
	s->key_cap = 16;
	s->keys = PN_NEW_ARRAY(cx->arena, pn_yaml_simple_key, s->key_cap);
	if (!copy || !s->keys)
		return pn_fail_memory(cx->err, cx->arena);
	memcpy(copy, checked.text.ptr, checked.text.len);
	memset(copy + checked.text.len, 0, END_BYTES);
	s->p = s->line_start = s->column_at = copy;
	s->end = copy + checked.text.len;
	s->reader_fault = checked.fault;
	s->ascii = checked.ascii;
	s->only_feeds = checked.ascii && checked.only_feeds;
	s->keys[0] = (pn_yaml_simple_key){ .possible = false };
	if (pn_str_starts(checked.text, PN_STR("\xEF\xBB\xBF")))
		s->p += 3; /* a second byte order mark is skipped, and counts as a column */
	return true;
}

/* Fails because the text cannot be read on. */
static bool fail_reader(pn_yaml_scanner *s)
{
	pn_yaml_problem p = { .text = s->reader_fault };

	return pn_yaml_fail(s->cx, &p);
}

bool pn_yaml_scan_fail(pn_yaml_scanner *s, const char *problem)
{
	pn_yaml_problem p = { .text = problem, .in_scanner = true, .line = s->line };

	/* What looks wrong at the end of a text that was cut there is not. */
	if (s->reader_fault && s->end - s->p < 2)
		return fail_reader(s);
	return pn_yaml_fail(s->cx, &p);
}

uint32_t pn_yaml_scan_column_slow(pn_yaml_scanner *s)
{
	for (; s->column_at < s->p; s->column_at++)
		s->column += (*s->column_at & 0xC0) != 0x80;
	return s->column;
}

bool pn_yaml_is_document_mark(const char *p)
{
	return (p[0] == '-' || p[0] == '.') && p[1] == p[0] && p[2] == p[0] &&
	       pn_yaml_is_blankz(p + 3);
}

void pn_yaml_scan_take_break(pn_yaml_scanner *s, pn_buf *out)
{
	if (*s->p == '\xE2')
		pn_buf_add(out, (pn_str){ s->p, 3 });
	else
		pn_buf_byte(out, '\n');
	pn_yaml_scan_skip_break(s);
}

void pn_yaml_scan_skip_line(pn_yaml_scanner *s)
{
	const char *feed;

	if (s->only_feeds) {
		feed = memchr(s->p, '\n', (size_t)(s->end - s->p));
		s->p = feed ? feed : s->end;
		return;
	}
	while (!pn_yaml_is_breakz(s->p))
		s->p++;
}

void pn_yaml_scan_skip_comment(pn_yaml_scanner *s)
{
	if (*s->p == '#')
		pn_yaml_scan_skip_line(s);
}

/* ---- the queue of tokens ---- */

/* Makes room for one more token at the end of the queue. */
static bool reserve_token(pn_yaml_scanner *s)
{
	size_t waiting = s->tail - s->head, cap = s->token_cap ? s->token_cap * 2 : 32;
	pn_yaml_token *moved;

	if (s->tail < s->token_cap)
		return true;
	if (s->head > s->token_cap / 2) {
		memmove(s->tokens, s->tokens + s->head, waiting * sizeof *s->tokens);
		s->head = 0;
		s->tail = waiting;
		return true;
	}
	moved = pn_realloc(s->cx->arena, s->tokens, s->token_cap * sizeof *moved,
			   cap * sizeof *moved);
	if (!moved)
		return pn_fail_memory(s->cx->err, s->cx->arena);
	s->tokens = moved;
	s->token_cap = cap;
	return true;
}

/* Enters a token that begins here; NULL without memory. */
static pn_yaml_token *add_token(pn_yaml_scanner *s, pn_yaml_token_kind kind)
{
	pn_yaml_token *token;

	if (!reserve_token(s))
		return NULL;
	token = &s->tokens[s->tail++];
	*token = (pn_yaml_token){ .kind = (uint8_t)kind,
				  .line = s->line,
				  .column = pn_yaml_scan_column(s) };
	return token;
}

/*
 * Inserts a token where a simple key began. If the parser has taken that token already (see
 * forget_token), the new one goes to the end, as in Go.
 */
static bool insert_token(pn_yaml_scanner *s, const pn_yaml_simple_key *key, pn_yaml_token_kind kind)
{
	size_t at;

	if (!reserve_token(s))
		return false;
	at = key->token < s->taken ? s->tail : s->head + (size_t)(key->token - s->taken);
	memmove(s->tokens + at + 1, s->tokens + at, (s->tail - at) * sizeof *s->tokens);
	s->tail++;
	s->tokens[at] =
		(pn_yaml_token){ .kind = (uint8_t)kind, .line = key->line, .column = key->column };
	return true;
}

/* ---- simple keys ---- */

/* Whether more than KEY_REACH characters lie between a key and here. */
static bool out_of_reach(const pn_yaml_scanner *s, const pn_yaml_simple_key *key)
{
	size_t bytes = (size_t)(s->p - key->at), characters = 0;

	if (bytes <= KEY_REACH)
		return false;
	for (const char *c = key->at; c < s->p && characters <= KEY_REACH; c++)
		characters += (*c & 0xC0) != 0x80;
	return characters > KEY_REACH;
}

/* Looks whether a key may still end here; fails where it would have to. */
static bool check_key(pn_yaml_scanner *s, pn_yaml_simple_key *key, bool *valid)
{
	*valid = key->possible;
	if (!key->possible || (key->line == s->line && !out_of_reach(s, key)))
		return true;
	if (key->required)
		return pn_yaml_scan_fail(s, "could not find expected ':'");
	key->possible = *valid = false;
	return true;
}

/* Has a waiting token no longer wait for the ':' behind it. */
static void forget_token(pn_yaml_scanner *s, uint64_t token)
{
	if (token >= s->taken && token - s->taken < s->tail - s->head)
		s->tokens[s->head + (size_t)(token - s->taken)].key_level = 0;
}

/* Gives up the key of this flow level. */
static bool remove_key(pn_yaml_scanner *s)
{
	pn_yaml_simple_key *key = &s->keys[s->flow_level];

	if (!key->possible)
		return true;
	if (key->required)
		return pn_yaml_scan_fail(s, "could not find expected ':'");
	key->possible = false;
	forget_token(s, key->token);
	return true;
}

/* Notes that the next token may begin a key; *level is for the token, 0 when it may not. */
static bool save_key(pn_yaml_scanner *s, uint32_t *level)
{
	uint32_t column = pn_yaml_scan_column(s);

	*level = 0;
	if (!s->key_allowed)
		return true;
	if (!remove_key(s))
		return false;
	s->keys[s->flow_level] = (pn_yaml_simple_key){
		.possible = true,
		.required = !s->flow_level && s->indent == (int)column,
		.token = s->taken + (s->tail - s->head),
		.at = s->p,
		.line = s->line,
		.column = column,
	};
	*level = (uint32_t)s->flow_level + 1;
	return true;
}

/* ---- indentation ---- */

static bool push_indent(pn_yaml_scanner *s, int column)
{
	size_t cap = s->indent_cap ? s->indent_cap * 2 : 32;
	int *moved;

	if (s->indent_count == s->indent_cap) {
		moved = pn_realloc(s->cx->arena, s->indents, s->indent_cap * sizeof *moved,
				   cap * sizeof *moved);
		if (!moved)
			return pn_fail_memory(s->cx->err, s->cx->arena);
		s->indents = moved;
		s->indent_cap = cap;
	}
	s->indents[s->indent_count++] = s->indent;
	s->indent = column;
	return s->indent_count <= GO_MAX_DEPTH || pn_yaml_scan_fail(s, TOO_DEEP);
}

/* Closes the block collections that are indented deeper than column. */
static bool unroll(pn_yaml_scanner *s, int column)
{
	if (s->flow_level)
		return true;
	while (s->indent > column) {
		if (!add_token(s, PN_YAML_TOKEN_BLOCK_END))
			return false;
		s->indent = s->indents[--s->indent_count];
	}
	return true;
}

/* Opens a block collection here if the column is new. */
static bool roll(pn_yaml_scanner *s, pn_yaml_token_kind kind)
{
	int column = (int)pn_yaml_scan_column(s);

	if (s->indent >= column)
		return true;
	return push_indent(s, column) && add_token(s, kind);
}

/* ---- one function for each kind of token ---- */

/* Takes an indicator of `width` bytes for a token. */
static bool fetch_indicator(pn_yaml_scanner *s, pn_yaml_token_kind kind, size_t width)
{
	if (!add_token(s, kind))
		return false;
	s->p += width;
	return true;
}

static bool fetch_stream_end(pn_yaml_scanner *s)
{
	if (s->reader_fault)
		return fail_reader(s);
	if (pn_yaml_scan_column(s)) {
		s->line++;
		s->line_start = s->column_at = s->p;
		s->column = 0;
	}
	s->key_allowed = false;
	s->ended = true;
	return unroll(s, -1) && remove_key(s) && add_token(s, PN_YAML_TOKEN_STREAM_END);
}

static bool fetch_directive(pn_yaml_scanner *s)
{
	pn_yaml_token *token;

	if (!unroll(s, -1) || !remove_key(s))
		return false;
	s->key_allowed = false;
	token = add_token(s, PN_YAML_TOKEN_VERSION);
	return token && pn_yaml_scan_directive(s, token);
}

static bool fetch_document_mark(pn_yaml_scanner *s)
{
	bool start = *s->p == '-';

	if (!unroll(s, -1) || !remove_key(s))
		return false;
	s->key_allowed = false;
	return fetch_indicator(s, start ? PN_YAML_TOKEN_DOCUMENT_START : PN_YAML_TOKEN_DOCUMENT_END,
			       3);
}

static bool push_flow(pn_yaml_scanner *s)
{
	pn_yaml_simple_key *moved;

	if (s->flow_level + 1 == s->key_cap) {
		moved = pn_realloc(s->cx->arena, s->keys, s->key_cap * sizeof *moved,
				   s->key_cap * 2 * sizeof *moved);
		if (!moved)
			return pn_fail_memory(s->cx->err, s->cx->arena);
		s->keys = moved;
		s->key_cap *= 2;
	}
	s->keys[++s->flow_level] = (pn_yaml_simple_key){ .token = s->taken + (s->tail - s->head) };
	return s->flow_level <= GO_MAX_DEPTH || pn_yaml_scan_fail(s, TOO_DEEP);
}

static bool fetch_flow_start(pn_yaml_scanner *s, pn_yaml_token_kind kind)
{
	uint32_t level;

	if (!save_key(s, &level) || !push_flow(s))
		return false;
	s->key_allowed = true;
	if (!fetch_indicator(s, kind, 1))
		return false;
	s->tokens[s->tail - 1].key_level = level;
	return true;
}

static bool fetch_flow_end(pn_yaml_scanner *s, pn_yaml_token_kind kind)
{
	if (!remove_key(s))
		return false;
	if (s->flow_level) {
		/* Of an empty collection this is the token that opened it: "[]: x" is no key. */
		forget_token(s, s->keys[s->flow_level].token);
		s->flow_level--;
	}
	s->key_allowed = false;
	return fetch_indicator(s, kind, 1);
}

static bool fetch_flow_entry(pn_yaml_scanner *s)
{
	if (!remove_key(s))
		return false;
	s->key_allowed = true;
	return fetch_indicator(s, PN_YAML_TOKEN_FLOW_ENTRY, 1);
}

static bool fetch_block_entry(pn_yaml_scanner *s)
{
	if (!s->flow_level) {
		if (!s->key_allowed)
			return pn_yaml_scan_fail(
				s, "block sequence entries are not allowed in this context");
		if (!roll(s, PN_YAML_TOKEN_BLOCK_SEQUENCE_START))
			return false;
	}
	if (!remove_key(s))
		return false;
	s->key_allowed = true;
	return fetch_indicator(s, PN_YAML_TOKEN_BLOCK_ENTRY, 1);
}

static bool fetch_key(pn_yaml_scanner *s)
{
	if (!s->flow_level) {
		if (!s->key_allowed)
			return pn_yaml_scan_fail(s, "mapping keys are not allowed in this context");
		if (!roll(s, PN_YAML_TOKEN_BLOCK_MAPPING_START))
			return false;
	}
	if (!remove_key(s))
		return false;
	s->key_allowed = !s->flow_level;
	return fetch_indicator(s, PN_YAML_TOKEN_KEY, 1);
}

/* Turns the tokens since a simple key began into a key, in a new block mapping perhaps. */
static bool take_simple_key(pn_yaml_scanner *s, pn_yaml_simple_key *key)
{
	forget_token(s, key->token);
	if (!insert_token(s, key, PN_YAML_TOKEN_KEY))
		return false;
	if (!s->flow_level && s->indent < (int)key->column &&
	    (!push_indent(s, (int)key->column) ||
	     !insert_token(s, key, PN_YAML_TOKEN_BLOCK_MAPPING_START)))
		return false;
	key->possible = false;
	s->key_allowed = false;
	return true;
}

static bool fetch_value(pn_yaml_scanner *s)
{
	pn_yaml_simple_key *key = &s->keys[s->flow_level];
	bool valid;

	if (!check_key(s, key, &valid))
		return false;
	if (valid)
		return take_simple_key(s, key) && fetch_indicator(s, PN_YAML_TOKEN_VALUE, 1);
	if (!s->flow_level) {
		if (!s->key_allowed)
			return pn_yaml_scan_fail(s,
						 "mapping values are not allowed in this context");
		if (!roll(s, PN_YAML_TOKEN_BLOCK_MAPPING_START))
			return false;
	}
	s->key_allowed = !s->flow_level;
	return fetch_indicator(s, PN_YAML_TOKEN_VALUE, 1);
}

typedef bool scan_function(pn_yaml_scanner *s, pn_yaml_token *token);

/* Fetches a token that may begin a simple key, and after which none may begin. */
static bool fetch_keylike(pn_yaml_scanner *s, pn_yaml_token_kind kind, scan_function *scan)
{
	pn_yaml_token *token;
	uint32_t level;

	if (!save_key(s, &level))
		return false;
	s->key_allowed = false;
	token = add_token(s, kind);
	if (!token)
		return false;
	token->key_level = level;
	if (!scan(s, token))
		return false;
	/* Go looks one character further ahead behind a plain scalar. */
	return !s->reader_fault || s->end - s->p > token->plain || fail_reader(s);
}

static bool fetch_block_scalar(pn_yaml_scanner *s)
{
	pn_yaml_token *token;

	if (!remove_key(s))
		return false;
	s->key_allowed = true;
	token = add_token(s, PN_YAML_TOKEN_SCALAR);
	if (!token || !pn_yaml_scan_block(s, token))
		return false;
	return !s->reader_fault || s->p < s->end || fail_reader(s);
}

/* Goes to where the next token begins. */
static void skip_to_token(pn_yaml_scanner *s)
{
	for (;;) {
		while (*s->p == ' ' || (*s->p == '\t' && (s->flow_level || !s->key_allowed)))
			s->p++;
		pn_yaml_scan_skip_comment(s);
		if (!pn_yaml_break_width(s->p))
			return;
		pn_yaml_scan_skip_break(s);
		if (!s->flow_level)
			s->key_allowed = true;
	}
}

/* Fetches what begins neither with an indicator of its own nor as a plain scalar for certain. */
static bool fetch_other(pn_yaml_scanner *s)
{
	char c = *s->p;
	bool blank = pn_yaml_is_blankz(s->p + 1);

	if (c == '-' && blank)
		return fetch_block_entry(s);
	if (c == '?' && (s->flow_level || blank))
		return fetch_key(s);
	if (c == ':' && (s->flow_level || blank))
		return fetch_value(s);
	if ((c == '|' || c == '>') && !s->flow_level)
		return fetch_block_scalar(s);
	if (c == '|' || c == '>')
		return pn_yaml_scan_fail(s, "found character that cannot start any token");
	return fetch_keylike(s, PN_YAML_TOKEN_SCALAR, pn_yaml_scan_plain);
}

/* Fetches the token at p. */
static bool fetch_token(pn_yaml_scanner *s)
{
	switch (*s->p) {
	case '\0':
		return fetch_stream_end(s);
	case '[':
		return fetch_flow_start(s, PN_YAML_TOKEN_FLOW_SEQUENCE_START);
	case '{':
		return fetch_flow_start(s, PN_YAML_TOKEN_FLOW_MAPPING_START);
	case ']':
		return fetch_flow_end(s, PN_YAML_TOKEN_FLOW_SEQUENCE_END);
	case '}':
		return fetch_flow_end(s, PN_YAML_TOKEN_FLOW_MAPPING_END);
	case ',':
		return fetch_flow_entry(s);
	case '-':
	case '?':
	case ':':
	case '|':
	case '>':
		return fetch_other(s);
	case '*':
		return fetch_keylike(s, PN_YAML_TOKEN_ALIAS, pn_yaml_scan_anchor);
	case '&':
		return fetch_keylike(s, PN_YAML_TOKEN_ANCHOR, pn_yaml_scan_anchor);
	case '!':
		return fetch_keylike(s, PN_YAML_TOKEN_TAG, pn_yaml_scan_tag);
	case '\'':
	case '"':
		return fetch_keylike(s, PN_YAML_TOKEN_SCALAR, pn_yaml_scan_quoted);
	case '%':
	case '@':
	case '`':
	case '\t':
		return pn_yaml_scan_fail(s, "found character that cannot start any token");
	default:
		return fetch_keylike(s, PN_YAML_TOKEN_SCALAR, pn_yaml_scan_plain);
	}
}

/* Fetches at least one token more. */
static bool fetch_next(pn_yaml_scanner *s)
{
	uint32_t column;

	skip_to_token(s);
	column = pn_yaml_scan_column(s);
	if (!unroll(s, (int)column))
		return false;
	if (s->reader_fault && s->end - s->p < END_BYTES)
		return fail_reader(s);
	if (column == 0 && *s->p == '%')
		return fetch_directive(s);
	if (column == 0 && pn_yaml_is_document_mark(s->p))
		return fetch_document_mark(s);
	return fetch_token(s);
}

/* Whether the first waiting token may turn out to begin a key. */
static bool may_begin_key(pn_yaml_scanner *s, bool *maybe)
{
	uint32_t level = s->tokens[s->head].key_level;

	*maybe = false;
	return !level || level - 1 > s->flow_level || check_key(s, &s->keys[level - 1], maybe);
}

const pn_yaml_token *pn_yaml_scan_peek_slow(pn_yaml_scanner *s)
{
	bool more = true;

	while (more) {
		if (s->head < s->tail && !may_begin_key(s, &more))
			return NULL;
		if (more && !fetch_next(s))
			return NULL;
	}
	s->ready = true;
	return &s->tokens[s->head];
}
