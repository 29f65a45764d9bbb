/*
 * Tokens of a YAML text, exactly as the port of libyaml that Helm uses finds them (go-yaml v2:
 * scannerc.go, readerc.go), which is not everywhere what libyaml itself does. Inside codec only.
 */
#ifndef PN_CODEC_YAML_SCAN_H
#define PN_CODEC_YAML_SCAN_H

#include "codec/yaml_event.h"

typedef enum pn_yaml_token_kind {
	PN_YAML_TOKEN_STREAM_END,
	PN_YAML_TOKEN_VERSION, /* %YAML */
	PN_YAML_TOKEN_TAG_DIRECTIVE,
	PN_YAML_TOKEN_DOCUMENT_START,
	PN_YAML_TOKEN_DOCUMENT_END,
	PN_YAML_TOKEN_BLOCK_SEQUENCE_START,
	PN_YAML_TOKEN_BLOCK_MAPPING_START,
	PN_YAML_TOKEN_BLOCK_END,
	PN_YAML_TOKEN_FLOW_SEQUENCE_START,
	PN_YAML_TOKEN_FLOW_SEQUENCE_END,
	PN_YAML_TOKEN_FLOW_MAPPING_START,
	PN_YAML_TOKEN_FLOW_MAPPING_END,
	PN_YAML_TOKEN_BLOCK_ENTRY,
	PN_YAML_TOKEN_FLOW_ENTRY,
	PN_YAML_TOKEN_KEY,
	PN_YAML_TOKEN_VALUE,
	PN_YAML_TOKEN_ALIAS,
	PN_YAML_TOKEN_ANCHOR,
	PN_YAML_TOKEN_TAG,
	PN_YAML_TOKEN_SCALAR
} pn_yaml_token_kind;

typedef struct pn_yaml_token {
	uint8_t kind;
	bool plain;	       /* scalars: without quotes; %YAML: version 1.1 */
	uint32_t line, column; /* from 0 */
	uint32_t key_level;    /* number of the simple key that it may begin, + 1 */
	pn_str value;	       /* of scalars, anchors; a tag's handle */
	pn_str suffix;	       /* of tags; the prefix of a %TAG */
} pn_yaml_token;

/* A place where a key without "?" may have begun; one for each flow level. */
typedef struct pn_yaml_simple_key {
	bool possible, required;
	uint64_t token; /* number of its first token */
	const char *at;
	uint32_t line, column;
} pn_yaml_simple_key;

typedef struct pn_yaml_scanner {
	pn_cx *cx;
	const char *p, *end;	  /* *end is NUL, as are three bytes behind it */
	const char *reader_fault; /* why the text stops at `end`; NULL when it is complete */
	bool ascii;
	bool only_feeds; /* lines end with "\n", never with another break */

	uint32_t line;
	const char *line_start;
	const char *column_at; /* where `column` was counted last; not for ASCII */
	uint32_t column;

	pn_yaml_token *tokens; /* waiting ones: tokens[head, tail) */
	size_t head, tail, token_cap;
	uint64_t taken; /* tokens that were taken */
	bool ready;	/* the first waiting token is final */
	bool ended;	/* the end of the stream was found */

	int indent; /* of the open block collection; -1 outside */
	int *indents;
	size_t indent_count, indent_cap;
	bool key_allowed; /* a simple key may begin here */
	pn_yaml_simple_key *keys;
	size_t flow_level, key_cap; /* keys[0 .. flow_level] */
} pn_yaml_scanner;

/* Begins to read text, of which a copy is made; false without memory. */
bool pn_yaml_scan_init(pn_yaml_scanner *s, pn_cx *cx, pn_str text);
/* Returns the next token without taking it; NULL when cx->err is set. */
const pn_yaml_token *pn_yaml_scan_peek_slow(pn_yaml_scanner *s);
static inline const pn_yaml_token *pn_yaml_scan_peek(pn_yaml_scanner *s)
{
	return s->ready ? &s->tokens[s->head] : pn_yaml_scan_peek_slow(s);
}
/* Takes the token that was peeked. */
static inline void pn_yaml_scan_take(pn_yaml_scanner *s)
{
	s->ready = false;
	s->head++;
	s->taken++;
}

/* ---- for the parts of the scanner ---- */

/* Fails at the present line. */
bool pn_yaml_scan_fail(pn_yaml_scanner *s, const char *problem);

uint32_t pn_yaml_scan_column_slow(pn_yaml_scanner *s);
static inline uint32_t pn_yaml_scan_column(pn_yaml_scanner *s)
{
	return s->ascii ? (uint32_t)(s->p - s->line_start) : pn_yaml_scan_column_slow(s);
}

/* Returns the bytes of the line break at p; 0 when there is none. */
static inline size_t pn_yaml_break_width(const char *p)
{
	if (*p == '\n')
		return 1;
	if (*p == '\r')
		return p[1] == '\n' ? 2 : 1;
	if (*p == '\xC2')
		return p[1] == '\x85' ? 2 : 0;
	if (*p == '\xE2')
		return p[1] == '\x80' && (p[2] == '\xA8' || p[2] == '\xA9') ? 3 : 0;
	return 0;
}
static inline bool pn_yaml_is_blank(char c)
{
	return c == ' ' || c == '\t';
}
/* Whether a blank, a line break or the end is at p. */
static inline bool pn_yaml_is_blankz(const char *p)
{
	return pn_yaml_is_blank(*p) || !*p || pn_yaml_break_width(p) != 0;
}
static inline bool pn_yaml_is_breakz(const char *p)
{
	return !*p || pn_yaml_break_width(p) != 0;
}
/* Whether p, at the start of a line, is "---" or "..." and a blank. */
bool pn_yaml_is_document_mark(const char *p);

/* Goes behind the line break at p. */
static inline void pn_yaml_scan_skip_break(pn_yaml_scanner *s)
{
	s->p += pn_yaml_break_width(s->p);
	s->line++;
	s->line_start = s->column_at = s->p;
	s->column = 0;
}
/* ... and appends it as scalars have it: a line feed, or U+2028, U+2029 as they are. */
void pn_yaml_scan_take_break(pn_yaml_scanner *s, pn_buf *out);
/* Goes to the end of the line. */
void pn_yaml_scan_skip_line(pn_yaml_scanner *s);
void pn_yaml_scan_skip_comment(pn_yaml_scanner *s);

/* Scan the scalar at p into *token. */
bool pn_yaml_scan_plain(pn_yaml_scanner *s, pn_yaml_token *token);
bool pn_yaml_scan_quoted(pn_yaml_scanner *s, pn_yaml_token *token);
bool pn_yaml_scan_block(pn_yaml_scanner *s, pn_yaml_token *token);
/* Scan "&name" or "*name", "!tag", "%YAML 1.1" or "%TAG ! x". */
bool pn_yaml_scan_anchor(pn_yaml_scanner *s, pn_yaml_token *token);
bool pn_yaml_scan_tag(pn_yaml_scanner *s, pn_yaml_token *token);
bool pn_yaml_scan_directive(pn_yaml_scanner *s, pn_yaml_token *token);

#endif
