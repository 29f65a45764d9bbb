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
/* So much text has to be left for what looks at many bytes at once. */
enum { PN_SCAN_ROOM = 40, PN_SCAN_LINE = 256 };

typedef struct pn_scan {
	pn_arena *scratch;
	const pintle_limits *limits;
	const char *at, *end;
	uint32_t depth;
} pn_scan;

/* Skips blanks, whatever they are, and returns the next character; NUL at the end. */
char pn_scan_blanks(pn_scan *s);
/* pn_scan_string where the text is not as simple as most. */
bool pn_scan_string_slow(pn_scan *s, pn_str *out);

#ifdef __SSE2__
/* Which of 32 bytes are spaces. */
static inline uint32_t pn_scan_spaces(const char *at)
{
	return pn_run_mask(pn_run_is(pn_run_load(at), ' ')) |
	       pn_run_mask(pn_run_is(pn_run_load(at + 16), ' ')) << 16;
}

/* Which of 16 bytes end a plain ASCII text in quotes, or are not allowed in one. */
static inline uint32_t pn_scan_stops(const char *at)
{
	__m128i bytes = pn_run_load(at);
	__m128i odd = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')); /* above 0x7F, too */

	return pn_run_mask(
		_mm_or_si128(_mm_or_si128(pn_run_is(bytes, '"'), pn_run_is(bytes, '\\')), odd));
}

/* Skips the end of a line and what the next one is indented by. */
static inline const char *pn_scan_indent(const char *at)
{
	uint32_t found;

	if (*at != '\n')
		return at;
	found = ~pn_scan_spaces(++at);
	if (!found)
		found = ~pn_scan_spaces(at += 32);
	return found ? at + __builtin_ctz(found) : at;
}
#endif

/* Skips blanks and returns the next character; NUL, which nothing allows, at the end. */
static inline char pn_scan_peek(pn_scan *s)
{
	const char *at = s->at;

#ifdef __SSE2__
	/* Mostly there is one blank, or a line ends and the next one is indented. */
	if (s->end - at > PN_SCAN_LINE) {
		if ((unsigned char)*at > ' ')
			return *at;
		at = *at == ' ' ? at + 1 : pn_scan_indent(at);
		if ((unsigned char)*at > ' ') {
			s->at = at;
			return *at;
		}
	}
#else
	if (at < s->end && (unsigned char)*at > ' ')
		return *at;
#endif
	return pn_scan_blanks(s);
}

/* Reads a string from its opening quote; *out is its text, or NULL when nobody wants to know. */
static inline bool pn_scan_string(pn_scan *s, pn_str *out)
{
#ifdef __SSE2__
	const char *start = s->at + 1, *at = start;

	while (s->end - at > PN_SCAN_ROOM) {
		uint32_t stops = pn_scan_stops(at);

		if (!stops) {
			at += 16;
			continue;
		}
		at += __builtin_ctz(stops);
		if (*at != '"')
			break;
		s->at = at + 1;
		if (out)
			*out = (pn_str){ start, (size_t)(at - start) };
		return true;
	}
#endif
	return pn_scan_string_slow(s, out);
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

/* pn_scan_next_key where the text is not laid out as most; `first`: no value stands before. */
bool pn_scan_key_slow(pn_scan *s, bool first, pn_str *key, bool *more);

#ifdef __SSE2__
/* Reads a short key and its colon where both are laid out as most, and nothing otherwise. */
static inline bool pn_scan_quick_key(pn_scan *s, const char *at, pn_str *key)
{
	uint32_t stops;

	at = pn_scan_indent(at);
	if (*at != '"')
		return false;
	stops = pn_scan_stops(++at);
	key->ptr = at;
	if (!stops)
		stops = pn_scan_stops(at += 16);
	if (!stops)
		return false;
	at += __builtin_ctz(stops);
	if (at[0] != '"' || at[1] != ':')
		return false;
	key->len = (size_t)(at - key->ptr);
	s->at = at[2] == ' ' ? at + 3 : at + 2;
	return true;
}
#endif

/* Reads a map's opening bracket and first key; *more is false when it is empty. */
static inline bool pn_scan_first_key(pn_scan *s, pn_str *key, bool *more)
{
	if (pn_scan_peek(s) != '{' || s->depth++ == PN_SCAN_MAX_DEPTH)
		return false;
	s->at++;
	*more = true;
#ifdef __SSE2__
	if (s->end - s->at > PN_SCAN_LINE && pn_scan_quick_key(s, s->at, key))
		return true;
#endif
	return pn_scan_key_slow(s, true, key, more);
}

/* Reads what stands behind a map's value, the next key and its colon. */
static inline bool pn_scan_next_key(pn_scan *s, pn_str *key, bool *more)
{
	*more = true;
#ifdef __SSE2__
	if (s->end - s->at > PN_SCAN_LINE) {
		const char *at = pn_scan_indent(s->at);

		if (*at == '}') {
			*more = false;
			s->at = at + 1;
			s->depth--;
			return true;
		}
		if (*at == ',' && pn_scan_quick_key(s, at + 1, key))
			return true;
	}
#endif
	return pn_scan_key_slow(s, false, key, more);
}
/* Reads any value. */
bool pn_scan_value(pn_scan *s);

#endif
