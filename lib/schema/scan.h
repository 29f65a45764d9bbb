/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON read in one pass without looking back: each call takes what it names or fails. Nobody words
 * what is wrong: the slow way does. Private to schema.
 */
#ifndef PN_SCHEMA_SCAN_H
#define PN_SCHEMA_SCAN_H

#include "base/run.h"
#include "value/value.h"

/* Deeper texts are left to those who can leave the C stack. */
enum { PN_SCAN_MAX_DEPTH = 200 };

typedef struct pn_scan {
	pn_arena *scratch;
	const pintle_limits *limits;
	const char *at, *end;
	uint32_t depth;
} pn_scan;

/* Skips blanks where there is more than one of them, or none is left. */
char pn_scan_blanks(pn_scan *s);

/* Skips blanks and returns the next character; NUL, which nothing allows, at the end. */
static inline char pn_scan_peek(pn_scan *s)
{
	if (s->end - s->at < 2)
		return pn_scan_blanks(s);
	if ((unsigned char)s->at[0] > ' ')
		return s->at[0];
	if (s->at[0] != ' ' || (unsigned char)s->at[1] <= ' ')
		return pn_scan_blanks(s);
	return *++s->at;
}

/* pn_scan_string where the text is not as simple as most. */
bool pn_scan_string_slow(pn_scan *s, pn_str *out);

/* Reads a string from its opening quote; *out is its text, or NULL when nobody wants to know. */
static inline bool pn_scan_string(pn_scan *s, pn_str *out)
{
	const char *start = s->at + 1;
	bool ascii = true;
	const char *end = pn_run_json_text(start, s->end, &ascii);

	if (end == s->end || *end != '"' || (out && !ascii))
		return pn_scan_string_slow(s, out);
	s->at = end + 1;
	if (out)
		*out = (pn_str){ start, (size_t)(end - start) };
	return true;
}

/* Reads a key and its colon. */
static inline bool pn_scan_key(pn_scan *s, pn_str *key)
{
	if (pn_scan_peek(s) != '"' || !pn_scan_string(s, key) || pn_scan_peek(s) != ':')
		return false;
	s->at++;
	return true;
}

/* Reads what stands behind an item of a container; *more is false at its end. */
static inline bool pn_scan_next(pn_scan *s, char close, bool *more)
{
	char c = pn_scan_peek(s);

	*more = c == ',';
	if (!*more && c != close)
		return false;
	s->at++;
	return true;
}

/* Reads the opening bracket of a container; *more is false when it is empty. */
static inline bool pn_scan_open(pn_scan *s, char close, bool *more)
{
	s->at++;
	*more = pn_scan_peek(s) != close;
	if (*more)
		return s->depth++ < PN_SCAN_MAX_DEPTH;
	s->at++;
	s->depth++;
	return true;
}
/* Reads any value. */
bool pn_scan_value(pn_scan *s);

#endif
