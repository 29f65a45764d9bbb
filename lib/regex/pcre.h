/* The fast path: PCRE2 on patterns and texts where it finds what Go finds. Private to regex. */
#ifndef PN_REGEX_PCRE_H
#define PN_REGEX_PCRE_H

#include "regex/tree.h"

/* A pattern that PCRE2 has compiled. */
typedef struct pn_rx_code pn_rx_code;
/* The working memory of matches with one; for one thread at a time. */
typedef struct pn_rx_matcher pn_rx_matcher;

/* Translates a tree; NULL where PCRE2 would not mean the same, or has no memory. */
const pn_rx_code *pn_rx_code_new(pn_arena *arena, const pn_rx_tree *tree);
/* Makes a matcher that gives up after `limit` backtracking steps; NULL without memory. */
pn_rx_matcher *pn_rx_matcher_new(pn_arena *arena, const pn_rx_code *code, uint32_t limit);

typedef enum pn_rx_answer { PN_RX_NO = 0, PN_RX_YES, PN_RX_UNKNOWN } pn_rx_answer;

/* Like pn_rx_run, for text that is valid UTF-8; UNKNOWN when PCRE2 gave up. */
pn_rx_answer pn_rx_matcher_run(pn_rx_matcher *m, pn_str text, size_t from, size_t *places,
			       uint32_t place_count);

#endif
