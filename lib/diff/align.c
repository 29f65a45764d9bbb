/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Common sequences. Equal ends are cut off, then Myers' O(ND) search is run; where the two are too
 * far apart for it, items that occur once on each side are taken as anchors first.
 */
#include "diff/parts.h"
#include "base/sort.h"

/* The most edits that are searched for step by step. */
enum { MOST_EDITS = 1000 };

bool pn_diff_grow(pn_cx *cx, void **items, size_t *cap, size_t count, size_t size)
{
	size_t more = *cap ? *cap * 2 : 16;
	void *moved;

	if (count < *cap)
		return true;
	moved = pn_realloc(cx->arena, *items, *cap * size, more * size);
	if (!moved)
		return pn_fail_memory(cx->err, cx->arena);
	*items = moved;
	*cap = more;
	return true;
}

bool pn_partners_init(pn_cx *cx, pn_partners *partners, uint32_t a, uint32_t b)
{
	partners->count[PN_SIDE_A] = a;
	partners->count[PN_SIDE_B] = b;
	for (int side = 0; side < 2; side++) {
		partners->of[side] = PN_NEW_ARRAY(cx->arena, uint32_t, partners->count[side] + 1);
		if (!partners->of[side])
			return pn_fail_memory(cx->err, cx->arena);
		memset(partners->of[side], 0xFF, partners->count[side] * sizeof(uint32_t));
	}
	return true;
}

void pn_partners_join(pn_partners *partners, uint32_t a, uint32_t b)
{
	partners->of[PN_SIDE_A][a] = b;
	partners->of[PN_SIDE_B][b] = a;
}

/* A search for a common sequence of a[..] and b[..]. */
typedef struct search {
	pn_cx *cx;
	const uint64_t *a, *b;
	pn_partners *partners;
} search;

/* A stretch of both sequences. */
typedef struct stretch {
	uint32_t a, a_end, b, b_end;
} stretch;

/* Joins what is equal at both ends. */
static void join_ends(search *s, stretch *r)
{
	while (r->a < r->a_end && r->b < r->b_end && s->a[r->a] == s->b[r->b])
		pn_partners_join(s->partners, r->a++, r->b++);
	while (r->a < r->a_end && r->b < r->b_end && s->a[r->a_end - 1] == s->b[r->b_end - 1])
		pn_partners_join(s->partners, --r->a_end, --r->b_end);
}

/* ---- Myers ---- */

/* What a search leaves behind: row d holds the furthest x on the diagonals -d, -d + 2 ... d. */
typedef struct trail {
	uint32_t *x;
} trail;

static size_t row_start(uint32_t d)
{
	return (size_t)d * (d + 1) / 2;
}

/* Returns how far the search has come on diagonal k with d edits, before equal items are passed. */
static uint32_t step(const trail *t, uint32_t d, uint32_t i)
{
	const uint32_t *last = t->x + (d ? row_start(d - 1) : 0);

	if (d == 0)
		return 0;
	if (i == 0 || (i < d && last[i - 1] < last[i]))
		return last[i];
	return last[i - 1] + 1;
}

/* Runs the search until both ends are reached; the number of edits, or UINT32_MAX. */
static uint32_t run_rows(const search *s, const stretch *r, trail *t)
{
	uint32_t n = r->a_end - r->a, m = r->b_end - r->b;

	for (uint32_t d = 0; d <= MOST_EDITS && d <= n + m; d++) {
		uint32_t *row = t->x + row_start(d);

		for (uint32_t i = 0; i <= d; i++) {
			int64_t k = 2 * (int64_t)i - d;
			int64_t x = step(t, d, i), y = x - k;

			while (x < n && y >= 0 && y < m && s->a[r->a + x] == s->b[r->b + y])
				x++, y++;
			row[i] = (uint32_t)x;
			if (x >= n && y >= m)
				return d;
		}
	}
	return UINT32_MAX;
}

/* Walks back through the rows and joins the items that were passed as equal. */
static void join_back(const search *s, const stretch *r, const trail *t, uint32_t d)
{
	int64_t x = r->a_end - r->a, y = r->b_end - r->b;

	for (;; d--) {
		uint32_t i = (uint32_t)((x - y + d) / 2);
		int64_t from = step(t, d, i);
		bool down = d && (i == 0 || (i < d && (t->x + row_start(d - 1))[i - 1] <
							      (t->x + row_start(d - 1))[i]));

		for (; x > from; x--, y--)
			pn_partners_join(s->partners, r->a + (uint32_t)x - 1,
					 r->b + (uint32_t)y - 1);
		if (d == 0)
			return;
		if (down)
			y--;
		else
			x--;
	}
}

/* Says that a stretch was too different for a search. */
typedef enum found { FOUND, TOO_FAR, NO_MEMORY } found;

static found search_edits(search *s, const stretch *r)
{
	pn_mark_point mark = pn_arena_mark(s->cx->arena);
	uint32_t most = r->a_end - r->a + (r->b_end - r->b), d;
	trail t;

	most = most > MOST_EDITS ? MOST_EDITS : most;
	t.x = PN_NEW_ARRAY(s->cx->arena, uint32_t, row_start(most + 1));
	if (!t.x)
		return NO_MEMORY;
	d = run_rows(s, r, &t);
	if (d != UINT32_MAX)
		join_back(s, r, &t, d);
	pn_arena_rewind(s->cx->arena, mark);
	return d == UINT32_MAX ? TOO_FAR : FOUND;
}

/* ---- anchors ---- */

/* An item of either side, for sorting by what it is. */
typedef struct seen {
	uint64_t hash;
	uint32_t at;
	uint8_t side;
} seen;

static int by_hash(const void *a, const void *b)
{
	const seen *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (x->side != y->side)
		return x->side < y->side ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Joins the items that occur once on each side, whatever their order. */
static bool join_unique(search *s, const stretch *r, pn_partners *out)
{
	uint32_t n = r->a_end - r->a, m = r->b_end - r->b, count = n + m;
	seen *all = PN_NEW_ARRAY(s->cx->arena, seen, count);

	if (!all)
		return pn_fail_memory(s->cx->err, s->cx->arena);
	for (uint32_t i = 0; i < n; i++)
		all[i] = (seen){ s->a[r->a + i], i, PN_SIDE_A };
	for (uint32_t i = 0; i < m; i++)
		all[n + i] = (seen){ s->b[r->b + i], i, PN_SIDE_B };
	pn_sort(all, count, sizeof *all, by_hash);
	for (uint32_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && all[end].hash == all[i].hash;)
			end++;
		if (end - i == 2 && all[i].side == PN_SIDE_A && all[i + 1].side == PN_SIDE_B)
			pn_partners_join(out, all[i].at, all[i + 1].at);
	}
	return true;
}

static bool search_between(search *s, stretch r, bool anchors);

/* Takes anchors that stand in one order on both sides and searches between them. */
static bool search_anchors(search *s, const stretch *r)
{
	uint32_t n = r->a_end - r->a, from_a = r->a, from_b = r->b;
	bool *stays = pn_alloc_zero(s->cx->arena, n + 1);
	pn_partners unique;

	if (!stays || !pn_partners_init(s->cx, &unique, n, r->b_end - r->b) ||
	    !join_unique(s, r, &unique) || !pn_stays(s->cx, &unique, stays))
		return false;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t a = r->a + i, b = r->b + unique.of[PN_SIDE_A][i];

		if (!stays[i])
			continue;
		if (!search_between(s, (stretch){ from_a, a, from_b, b }, false))
			return false;
		pn_partners_join(s->partners, a, b);
		from_a = a + 1;
		from_b = b + 1;
	}
	return search_between(s, (stretch){ from_a, r->a_end, from_b, r->b_end }, false);
}

static bool search_between(search *s, stretch r, bool anchors)
{
	found f;

	join_ends(s, &r);
	if (r.a == r.a_end || r.b == r.b_end)
		return true;
	f = search_edits(s, &r);
	if (f == NO_MEMORY)
		return pn_fail_memory(s->cx->err, s->cx->arena);
	/* Without anchors the rest is taken as changed from one end to the other. */
	return f == FOUND || !anchors || search_anchors(s, &r);
}

bool pn_align(pn_cx *cx, const uint64_t *a, const uint64_t *b, pn_partners *partners)
{
	search s = { cx, a, b, partners };

	return search_between(
		&s, (stretch){ 0, partners->count[PN_SIDE_A], 0, partners->count[PN_SIDE_B] },
		true);
}

/* ---- the longest ascending sequence ---- */

bool pn_stays(pn_cx *cx, const pn_partners *partners, bool *stays)
{
	const uint32_t *of = partners->of[PN_SIDE_A];
	uint32_t n = partners->count[PN_SIDE_A], length = 0;
	uint32_t *tails = PN_NEW_ARRAY(cx->arena, uint32_t, n + 1);
	uint32_t *before = PN_NEW_ARRAY(cx->arena, uint32_t, n + 1);

	if (!tails || !before)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t low = 0, high = length;

		stays[i] = false;
		if (of[i] == PN_NO_INDEX)
			continue;
		while (low < high) {
			uint32_t middle = (low + high) / 2;

			if (of[tails[middle]] < of[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? tails[low - 1] : PN_NO_INDEX;
		tails[low] = i;
		length += low == length;
	}
	for (uint32_t i = length ? tails[length - 1] : PN_NO_INDEX; i != PN_NO_INDEX; i = before[i])
		stays[i] = true;
	return true;
}
