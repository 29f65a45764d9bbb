/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/pattern.h"

/* A stretch of a pattern: an optional run of '*', then literals and classes up to the next '*'. */
typedef struct chunk {
	bool star;
	pn_str text;
} chunk;

/* Takes the next chunk off *pattern; a '*' inside a class does not end it. */
static chunk next_chunk(pn_str *pattern)
{
	chunk c = { false, PN_STR_EMPTY };
	bool in_class = false;
	size_t i;

	while (pattern->len && pattern->ptr[0] == '*') {
		c.star = true;
		*pattern = pn_str_slice(*pattern, 1, pattern->len);
	}
	for (i = 0; i < pattern->len; i++) {
		char at = pattern->ptr[i];

		if (at == '\\' && i + 1 < pattern->len)
			i++;
		else if (at == '[')
			in_class = true;
		else if (at == ']')
			in_class = false;
		else if (at == '*' && !in_class)
			break;
	}
	c.text = pn_str_slice(*pattern, 0, i);
	*pattern = pn_str_slice(*pattern, i, pattern->len);
	return c;
}

/* Takes one end of a range, perhaps escaped; false for a bad pattern (Go: getEsc). */
static bool take_range_end(pn_str *text, uint32_t *rune)
{
	size_t width;

	if (!text->len || text->ptr[0] == '-' || text->ptr[0] == ']')
		return false;
	if (text->ptr[0] == '\\') {
		*text = pn_str_slice(*text, 1, text->len);
		if (!text->len)
			return false;
	}
	*rune = pn_utf8_decode(*text, &width);
	if (*rune == PN_RUNE_ERROR && width == 1)
		return false;
	*text = pn_str_slice(*text, width, text->len);
	return text->len > 0;
}

/* Matches a class whose '[' is already taken; false for a bad pattern. */
static bool match_class(pn_str *text, uint32_t rune, bool *matched)
{
	bool negated = text->len && text->ptr[0] == '^';
	size_t ranges = 0;

	*matched = false;
	if (negated)
		*text = pn_str_slice(*text, 1, text->len);
	for (;; ranges++) {
		uint32_t low, high;

		if (text->len && text->ptr[0] == ']' && ranges > 0)
			break;
		if (!take_range_end(text, &low))
			return false;
		high = low;
		if (text->ptr[0] == '-') {
			*text = pn_str_slice(*text, 1, text->len);
			if (!take_range_end(text, &high))
				return false;
		}
		*matched = *matched || (low <= rune && rune <= high);
	}
	*text = pn_str_slice(*text, 1, text->len);
	*matched = *matched != negated;
	return true;
}

/*
 * Matches a chunk without '*' at the start of s; *rest is what follows. After a mismatch the rest
 * of the chunk is still read, to find a bad pattern (Go: matchChunk).
 */
static pn_match match_chunk(pn_str text, pn_str s, pn_str *rest)
{
	bool failed = false;

	while (text.len) {
		uint32_t rune = 0;
		bool matched;

		failed = failed || !s.len;
		switch (text.ptr[0]) {
		case '[':
			if (!failed)
				rune = pn_utf8_next(&s);
			text = pn_str_slice(text, 1, text.len);
			if (!match_class(&text, rune, &matched))
				return PN_MATCH_BAD_PATTERN;
			failed = failed || !matched;
			break;
		case '?':
			if (!failed) {
				failed = s.ptr[0] == '/';
				pn_utf8_next(&s);
			}
			text = pn_str_slice(text, 1, text.len);
			break;
		case '\\':
			text = pn_str_slice(text, 1, text.len);
			if (!text.len)
				return PN_MATCH_BAD_PATTERN;
			/* fall through */
		default:
			if (!failed) {
				failed = text.ptr[0] != s.ptr[0];
				s = pn_str_slice(s, 1, s.len);
			}
			text = pn_str_slice(text, 1, text.len);
		}
	}
	*rest = s;
	return failed ? PN_MATCH_NO : PN_MATCH_YES;
}

/* Tries a chunk after a '*' at every later place that no '/' separates. */
static pn_match match_after_star(pn_str pattern, chunk c, pn_str *name)
{
	for (size_t i = 0; i < name->len && name->ptr[i] != '/'; i++) {
		pn_str rest;
		pn_match m = match_chunk(c.text, pn_str_slice(*name, i + 1, name->len), &rest);

		if (m == PN_MATCH_BAD_PATTERN)
			return m;
		if (m == PN_MATCH_YES && (pattern.len || !rest.len)) {
			*name = rest;
			return m;
		}
	}
	return PN_MATCH_NO;
}

/* Says whether what is left of a pattern that does not match is at least well formed. */
static pn_match check_rest(pn_str pattern)
{
	while (pattern.len) {
		pn_str rest;

		if (match_chunk(next_chunk(&pattern).text, PN_STR_EMPTY, &rest) ==
		    PN_MATCH_BAD_PATTERN)
			return PN_MATCH_BAD_PATTERN;
	}
	return PN_MATCH_NO;
}

pn_match pn_pattern_match(pn_str pattern, pn_str name)
{
	while (pattern.len) {
		chunk c = next_chunk(&pattern);
		pn_str rest;
		pn_match m;

		if (c.star && !c.text.len)
			return pn_str_find_byte(name, '/') == PN_NOT_FOUND;
		m = match_chunk(c.text, name, &rest);
		if (m == PN_MATCH_BAD_PATTERN)
			return m;
		if (m == PN_MATCH_YES && (!rest.len || pattern.len)) {
			name = rest;
			continue;
		}
		m = c.star ? match_after_star(pattern, c, &name) : PN_MATCH_NO;
		if (m == PN_MATCH_BAD_PATTERN)
			return m;
		if (m == PN_MATCH_NO)
			return check_rest(pattern);
	}
	return name.len == 0;
}

pn_str pn_path_base(pn_str path)
{
	size_t start;

	if (!path.len)
		return PN_STR(".");
	while (path.len && path.ptr[path.len - 1] == '/')
		path.len--;
	if (!path.len)
		return PN_STR("/");
	for (start = path.len; start && path.ptr[start - 1] != '/';)
		start--;
	return pn_str_slice(path, start, path.len);
}

pn_str pn_path_ext(pn_str path)
{
	for (size_t i = path.len; i-- > 0 && path.ptr[i] != '/';) {
		if (path.ptr[i] == '.')
			return pn_str_slice(path, i, path.len);
	}
	return PN_STR_EMPTY;
}

/* Drops the last element that clean has written, for a "..". */
static void go_up(pn_buf *out, bool rooted, size_t *floor)
{
	if (out->len > *floor) {
		out->len--;
		while (out->len > *floor && out->ptr[out->len] != '/')
			out->len--;
	} else if (!rooted) {
		if (out->len)
			pn_buf_byte(out, '/');
		pn_buf_lit(out, "..");
		*floor = out->len;
	}
}

pn_str pn_path_clean(pn_arena *arena, pn_str path)
{
	bool rooted = path.len && path.ptr[0] == '/';
	size_t floor = rooted ? 1 : 0;
	pn_buf out;

	pn_buf_init(&out, arena);
	if (rooted)
		pn_buf_byte(&out, '/');
	while (path.len) {
		size_t slash = pn_str_find_byte(path, '/');
		pn_str part = pn_str_slice(path, 0, slash);

		path = slash == PN_NOT_FOUND ? PN_STR_EMPTY
					     : pn_str_slice(path, slash + 1, path.len);
		if (!part.len || pn_str_is(part, "."))
			continue;
		if (pn_str_is(part, "..")) {
			go_up(&out, rooted, &floor);
			continue;
		}
		if (out.len > (rooted ? 1u : 0u))
			pn_buf_byte(&out, '/');
		pn_buf_add(&out, part);
	}
	return out.len ? pn_buf_str(&out) : PN_STR(".");
}
