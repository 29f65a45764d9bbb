/* Character classes and case of Go's unicode package (Unicode 15.0.0), independent of locale. */
#ifndef PN_BASE_UNICODE_H
#define PN_BASE_UNICODE_H

#include "base/utf8.h"

/* Runes from first to last. */
typedef struct pn_rune_range {
	uint32_t first, last;
} pn_rune_range;

/*
 * Returns the ranges of a category or script as Go's regexp knows it in \p{NAME}: "L", "Lu",
 * "Letter", "Greek", "Any"; case, blanks, '_' and '-' do not matter. NULL when there is none, as
 * for scripts of several words, which Go 1.26 does not find.
 */
const pn_rune_range *pn_unicode_class(pn_str name, size_t *count);

bool pn_rune_is_letter(uint32_t rune);
bool pn_rune_is_digit(uint32_t rune); /* category Nd */
bool pn_rune_is_upper(uint32_t rune);
bool pn_rune_is_lower(uint32_t rune);
bool pn_rune_is_title(uint32_t rune);
bool pn_rune_is_space(uint32_t rune); /* Go: unicode.IsSpace (White_Space property) */
bool pn_rune_is_punct(uint32_t rune); /* category P */
bool pn_rune_is_symbol(uint32_t rune);
bool pn_rune_is_print(uint32_t rune); /* Go: strconv.IsPrint, unicode.IsPrint */
uint32_t pn_rune_to_upper(uint32_t rune);
uint32_t pn_rune_to_lower(uint32_t rune);
uint32_t pn_rune_to_title(uint32_t rune);
/* Returns the next rune of the same simple-fold orbit (Go: unicode.SimpleFold). */
uint32_t pn_rune_simple_fold(uint32_t rune);

/* Trims Unicode white space (Go: strings.TrimSpace and its halves). */
pn_str pn_str_trim_space(pn_str s);
pn_str pn_str_trim_left_space(pn_str s);
pn_str pn_str_trim_right_space(pn_str s);
/* Go: strings.ToUpper, ToLower; s itself when nothing changes. */
pn_str pn_str_to_upper(pn_arena *arena, pn_str s);
pn_str pn_str_to_lower(pn_arena *arena, pn_str s);
/* Go: strings.EqualFold. */
bool pn_str_equal_fold(pn_str a, pn_str b);

/* Appends s as Go's strconv.Quote does. */
void pn_buf_quote(pn_buf *buf, pn_str s);
/* ... as strconv.QuoteToASCII does. */
void pn_buf_quote_ascii(pn_buf *buf, pn_str s);
/* Appends a rune as strconv.QuoteRune does. */
void pn_buf_quote_rune(pn_buf *buf, uint32_t rune);
/* ... as strconv.QuoteRuneToASCII does. */
void pn_buf_quote_rune_ascii(pn_buf *buf, uint32_t rune);
/* Says whether s can stand between backquotes unchanged (Go: strconv.CanBackquote). */
bool pn_str_can_backquote(pn_str s);

#endif
