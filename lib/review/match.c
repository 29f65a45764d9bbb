/* SPDX-License-Identifier: Apache-2.0 */
#include "review/match.h"

/* A text in lines, and the documents in it. */
typedef struct view {
	pn_str *lines;
	size_t count;
} view;

/* Lines from..to of a view: a document without "---", "# Source:" and blank lines at its end. */
typedef struct chunk {
	size_t from, to;
	pn_str source; /* of "# Source:"; empty: it does not say */
} chunk;

static bool split(pn_arena *arena, pn_str text, view *out)
{
	bool more = text.len > 0;

	*out = (view){ 0 };
	out->lines = PN_NEW_ARRAY(arena, pn_str, pn_str_count(text, PN_STR("\n")) + 1);
	while (out->lines && more) {
		pn_str line;

		more = pn_str_cut(text, PN_STR("\n"), &line, &text) && text.len;
		if (pn_str_ends(line, PN_STR("\r")))
			line.len--;
		out->lines[out->count++] = line;
	}
	return out->lines != NULL;
}

static bool is_separator(pn_str line)
{
	return pn_str_starts(line, PN_STR("---")) && pn_str_trim_ascii(line).len == 3;
}

/* Finds the document that begins at or behind line `at`; false when there is none. */
static bool next_chunk(const view *v, size_t at, chunk *out)
{
	static const pn_str source = { "# Source: ", 10 };

	while (at < v->count && is_separator(v->lines[at]))
		at++;
	if (at == v->count)
		return false;
	*out = (chunk){ .from = at, .to = at };
	while (out->to < v->count && !is_separator(v->lines[out->to]))
		out->to++;
	if (pn_str_starts(v->lines[at], source)) {
		out->source = pn_str_slice(v->lines[at], source.len, v->lines[at].len);
		out->from++;
	}
	return true;
}

/* The end of a document without blank lines. */
static size_t solid_end(const view *v, const chunk *c)
{
	size_t to = c->to;

	while (to > c->from && !pn_str_trim_ascii(v->lines[to - 1]).len)
		to--;
	return to;
}

static bool same_chunk(const view *a, const chunk *ca, const view *b, const chunk *cb)
{
	size_t count = solid_end(a, ca) - ca->from;

	if (solid_end(b, cb) - cb->from != count ||
	    (ca->source.len && cb->source.len && !pn_str_eq(ca->source, cb->source)))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!pn_str_eq(a->lines[ca->from + i], b->lines[cb->from + i]))
			return false;
	}
	return true;
}

/* How many lines around two equal ones are equal, too. */
static size_t context(const view *a, size_t i, const view *b, size_t j)
{
	enum { FAR = 40 };
	size_t up = 0, down = 0;

	while (up < FAR && up < i && up < j &&
	       pn_str_eq(a->lines[i - up - 1], b->lines[j - up - 1]))
		up++;
	while (down < FAR && i + down + 1 < a->count && j + down + 1 < b->count &&
	       pn_str_eq(a->lines[i + down + 1], b->lines[j + down + 1]))
		down++;
	return up + down;
}

/* Finds the best line for line i of `a` in a document of `b`; SIZE_MAX when its text is nowhere. */
static size_t best_line(const view *a, size_t i, const view *b, const chunk *in)
{
	size_t best = SIZE_MAX, best_context = 0;

	for (size_t j = in->from; j < in->to; j++) {
		size_t same;

		if (!pn_str_eq(a->lines[i], b->lines[j]))
			continue;
		same = context(a, i, b, j) + 1;
		if (same > best_context) {
			best_context = same;
			best = j;
		}
	}
	return best;
}

/* How much two documents have in common: of lines at the same place, and of the first ones. */
static size_t likeness(const view *a, const chunk *ca, const view *b, const chunk *cb)
{
	enum { HEAD = 8, HEAD_WEIGHT = 50 }; /* kind and name stand at the top */
	size_t score = 0;

	for (size_t i = 0; ca->from + i < ca->to && cb->from + i < cb->to; i++) {
		if (pn_str_eq(a->lines[ca->from + i], b->lines[cb->from + i]))
			score += i < HEAD ? HEAD_WEIGHT : 1;
	}
	return score;
}

/* Chooses the document of the manifest for one of the file; *same tells whether they are equal. */
static bool choose(const view *file, const chunk *mine, const view *fresh, chunk *out, bool *same)
{
	size_t best = 0, at = 0;
	bool found = false;
	chunk c;

	*same = false;
	for (; next_chunk(fresh, at, &c); at = c.to) {
		size_t score = likeness(file, mine, fresh, &c);

		if (same_chunk(file, mine, fresh, &c)) {
			*out = c;
			*same = true;
			return true;
		}
		if (mine->source.len && c.source.len && !pn_str_eq(mine->source, c.source))
			continue;
		if (!found || score > best) {
			best = score;
			*out = c;
			found = true;
		}
	}
	return found;
}

/* Finds what stands in the place of a line that is no more: behind the last one that is there. */
static size_t near_line(const view *file, const chunk *mine, size_t line, const view *fresh,
			const chunk *theirs)
{
	for (size_t i = line; i-- > mine->from;) {
		size_t j = best_line(file, i, fresh, theirs);

		if (j != SIZE_MAX)
			return j + (line - i) < theirs->to ? j + (line - i) : theirs->to - 1;
	}
	return theirs->from;
}

bool pn_match_line(pn_cx *cx, const pn_lines *lines, pn_str file, size_t line, pn_line_match *how,
		   size_t *out)
{
	view mine, fresh;
	chunk at = { 0 }, theirs;
	size_t found;
	bool same;

	*how = PN_LINE_NONE;
	*out = 0;
	if (!split(cx->arena, file, &mine) || !split(cx->arena, lines->text, &fresh))
		return pn_fail_memory(cx->err, cx->arena);
	if (line == 0 || line > mine.count)
		return true;
	/* A header belongs to the document that follows. */
	for (size_t begin = 0; next_chunk(&mine, begin, &at) && at.to < line; begin = at.to)
		;
	if (!choose(&mine, &at, &fresh, &theirs, &same))
		return true;
	if (line - 1 < at.from) {
		*how = same ? PN_LINE_SAME : PN_LINE_MOVED;
		*out = theirs.from; /* the "# Source:" line, from 1 */
		return true;
	}
	found = same ? theirs.from + (line - 1 - at.from)
		     : best_line(&mine, line - 1, &fresh, &theirs);
	*how = same ? PN_LINE_SAME : found == SIZE_MAX ? PN_LINE_NEAR : PN_LINE_MOVED;
	if (found == SIZE_MAX)
		found = near_line(&mine, &at, line - 1, &fresh, &theirs);
	*out = found + 1;
	return true;
}
