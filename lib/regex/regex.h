/*
 * regex: regular expressions with the syntax, the meaning and the error texts of Go's regexp
 * package (RE2): leftmost-first, UTF-8, a bad byte counts as U+FFFD, time linear in the text.
 *
 * The room parses patterns itself. Short texts are matched by PCRE2, where that means the same and
 * cannot run away; everything else by a machine of its own that takes linear time. PCRE2 is
 * included here and nowhere else. Lifetime rule: a pattern lives in the arena of the cx it was
 * compiled with, or in that of cx->regexes; what is found are slices of the text. A compiled
 * pattern is immutable and may be used from many threads.
 */
#ifndef PN_REGEX_REGEX_H
#define PN_REGEX_REGEX_H

#include "base/base.h"

typedef struct pn_regex pn_regex;

/*
 * Compiles a pattern. A failure's text is Go's: "error parsing regexp: missing closing ): `(`".
 * With cx->regexes set, a pattern (or its failure) that was seen before is taken from there.
 */
bool pn_regex_compile(pn_cx *cx, pn_str pattern, const pn_regex **out);

/* Says whether a pattern can be compiled, with the same failures; what it makes is not needed. */
bool pn_regex_check(pn_cx *cx, pn_str pattern);

/* Parses a pattern, with the same failures, for pn_regex_try and nothing else. */
bool pn_regex_parse(pn_cx *cx, pn_str pattern, const pn_regex **out);
/*
 * Says whether a text contains a match, where that takes few steps and no memory; false when it
 * does not. The pattern may be compiled or just parsed.
 */
bool pn_regex_try(const pn_regex *re, pn_str text, bool *matched);

/* ---- one look at a text; false after a failure, which only limits.regex_steps can cause ---- */

/* Says whether the text contains a match. */
bool pn_regex_match(pn_cx *cx, const pn_regex *re, pn_str text, bool *matched);
/* Finds the leftmost match, empty when there is none (Go: FindString). */
bool pn_regex_find(pn_cx *cx, const pn_regex *re, pn_str text, pn_str *found);

/* ---- all matches ---- */

/* Strings that were found or cut; items is NULL for Go's nil slice. */
typedef struct pn_regex_list {
	pn_str *items;
	size_t count;
} pn_regex_list;

/* Finds at most `most` matches, all when it is negative (Go: FindAllString). */
bool pn_regex_find_all(pn_cx *cx, const pn_regex *re, pn_str text, int64_t most,
		       pn_regex_list *out);
/* Cuts the text at matches into at most `most` pieces, all when it is negative (Go: Split). */
bool pn_regex_split(pn_cx *cx, const pn_regex *re, pn_str text, int64_t most, pn_regex_list *out);
/* Replaces all matches; $1 and ${name} in the template stand for groups (Go: ReplaceAllString). */
bool pn_regex_replace(pn_cx *cx, const pn_regex *re, pn_str text, pn_str template, pn_str *out);
/* ... by the replacement as it stands (Go: ReplaceAllLiteralString). */
bool pn_regex_replace_literal(pn_cx *cx, const pn_regex *re, pn_str text, pn_str replacement,
			      pn_str *out);

/* Appends s with a backslash before each character that means something (Go: QuoteMeta). */
void pn_regex_quote(pn_buf *out, pn_str s);

/* ---- patterns seen before ---- */

/* Makes an empty store of compiled patterns for cx->regexes; NULL without memory. */
struct pn_regex_cache *pn_regex_cache_new(pn_arena *arena);

#endif
