/* The state of a parse and what its files share (Go: regexp/syntax/parse.go). Private to regex. */
#ifndef PN_REGEX_PARSER_H
#define PN_REGEX_PARSER_H

#include "regex/tree.h"

/* What (?imsU) turns on; (?m) turns PN_RX_ONE_LINE off. */
enum { PN_RX_FOLD = 1, PN_RX_ONE_LINE = 2, PN_RX_DOT_NEWLINE = 4, PN_RX_LAZY = 8 };

/* A group that is still open; the first one is the whole pattern. */
typedef struct pn_rx_frame {
	size_t first;	       /* its first alternative in parser->open */
	size_t alternatives;   /* how many are finished; the rest is the sequence under way */
	uint32_t group;	       /* 0: does not capture */
	uint32_t flags_before; /* what ')' restores */
} pn_rx_frame;

typedef struct pn_rx_parser {
	pn_arena *arena;
	pn_arena scratch; /* for what the tree does not keep */
	pn_error *err;
	pn_str whole;
	pn_str rest; /* what is not yet parsed */
	uint32_t flags;
	pn_rx_node **open; /* nodes that no other one owns yet */
	size_t open_count, open_cap;
	pn_rx_frame *frames;
	size_t frame_count, frame_cap;
	pn_str *names; /* of groups, [0] is unused */
	uint32_t group_count, name_cap;
	bool no_posix_end;  /* no ":]" follows */
	int64_t rune_count; /* in classes and literals, for Go's bound */
} pn_rx_parser;

/* Fails with Go's text for a code and the offending part of the pattern; returns false. */
bool pn_rx_fail(pn_rx_parser *p, const char *code, pn_str part);
/* Returns the part of the pattern from `start` (a former rest) up to the parser's place. */
pn_str pn_rx_since(const pn_rx_parser *p, pn_str start);
/* Takes one rune, which must be valid UTF-8. */
bool pn_rx_take_rune(pn_rx_parser *p, uint32_t *rune);
static inline bool pn_rx_at(const pn_rx_parser *p, size_t i, char c)
{
	return p->rest.len > i && p->rest.ptr[i] == c;
}
/* Returns s without its first n bytes; unlike pn_str_slice it never loses the place. */
static inline pn_str pn_rx_behind(pn_str s, size_t n)
{
	return (pn_str){ s.ptr + n, s.len - n };
}
static inline void pn_rx_skip(pn_rx_parser *p, size_t n)
{
	p->rest = pn_rx_behind(p->rest, n);
}

/* ---- nodes (node.c); all but the first return false after a failure ---- */

/* Makes a node of height and size 1; NULL after a failure. */
pn_rx_node *pn_rx_new_node(pn_rx_parser *p, pn_rx_kind kind);
bool pn_rx_fail_memory(pn_rx_parser *p);
/* Puts a node on the stack of open ones, within Go's bounds. */
bool pn_rx_push(pn_rx_parser *p, pn_rx_node *node);
bool pn_rx_push_kind(pn_rx_parser *p, pn_rx_kind kind);
bool pn_rx_push_class(pn_rx_parser *p, pn_rx_class *set);
/* Puts a rune on the stack; under (?i) the class of its cases. */
bool pn_rx_push_rune(pn_rx_parser *p, uint32_t rune);
/* Makes one node the only sub of another. */
bool pn_rx_wrap(pn_rx_parser *p, pn_rx_node *parent, pn_rx_node *sub);
/* Replaces the open nodes from `first` on by one CONCAT or ALTERNATE that owns them. */
bool pn_rx_collapse(pn_rx_parser *p, size_t first, pn_rx_kind kind);

/* ---- parts of the grammar; false after a failure ---- */

pn_rx_frame *pn_rx_top_frame(pn_rx_parser *p);
/* Parses * + ? behind a node; `last_repeat` is where an operator just before stands, or empty. */
bool pn_rx_parse_operator(pn_rx_parser *p, pn_str last_repeat);
/* Parses {min,max}; *taken is false when the brace is a literal. */
bool pn_rx_parse_counted(pn_rx_parser *p, pn_str last_repeat, bool *taken);
/* Parses "[...]". */
bool pn_rx_parse_class(pn_rx_parser *p, pn_rx_class **out);
/* Parses \d, \pL and the like if one stands here; *out is NULL when none does. */
bool pn_rx_parse_escaped_class(pn_rx_parser *p, pn_rx_class **out);
/* Parses an escape that stands for one rune. */
bool pn_rx_parse_escape(pn_rx_parser *p, uint32_t *rune);

#endif
