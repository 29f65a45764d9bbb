/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of runes (Go: regexp/syntax/parse.go, the functions on classes). */
#include "regex/tree.h"

/* The least and the greatest rune that has other cases. */
enum { FIRST_FOLD = 0x41, LAST_FOLD = 0x1E943 };

void pn_rx_set_init(pn_rx_set *set, pn_arena *arena)
{
	*set = (pn_rx_set){ .arena = arena };
}

static bool grow(pn_rx_set *set)
{
	uint32_t cap = set->cap ? set->cap * 2 : 8;
	pn_rune_range *ranges = NULL;

	if (cap > set->cap)
		ranges = pn_realloc(set->arena, set->ranges, set->cap * sizeof *ranges,
				    cap * sizeof *ranges);
	if (!ranges) {
		set->failed = true;
		return false;
	}
	set->ranges = ranges;
	set->cap = cap;
	return true;
}

/* Widens a range when the other one touches it. */
static bool join(pn_rune_range *range, uint32_t first, uint32_t last)
{
	if (first > range->last + 1 || range->first > last + 1)
		return false;
	if (first < range->first)
		range->first = first;
	if (last > range->last)
		range->last = last;
	return true;
}

/*
 * Looks at the last two ranges only: that is enough to keep runs of letters, which fold into two
 * alphabets, from growing the set.
 */
void pn_rx_set_add(pn_rx_set *set, uint32_t first, uint32_t last)
{
	for (uint32_t back = 1; back <= 2 && back <= set->count; back++) {
		if (join(&set->ranges[set->count - back], first, last))
			return;
	}
	if (set->count < set->cap || grow(set))
		set->ranges[set->count++] = (pn_rune_range){ first, last };
}

static void add_orbit(pn_rx_set *set, uint32_t rune)
{
	uint32_t other = rune;

	do {
		pn_rx_set_add(set, other, other);
		other = pn_rune_simple_fold(other);
	} while (other != rune);
}

void pn_rx_set_add_folded(pn_rx_set *set, uint32_t first, uint32_t last)
{
	if ((first <= FIRST_FOLD && last >= LAST_FOLD) || last < FIRST_FOLD || first > LAST_FOLD) {
		pn_rx_set_add(set, first, last);
		return;
	}
	if (first < FIRST_FOLD) {
		pn_rx_set_add(set, first, FIRST_FOLD - 1);
		first = FIRST_FOLD;
	}
	if (last > LAST_FOLD) {
		pn_rx_set_add(set, LAST_FOLD + 1, last);
		last = LAST_FOLD;
	}
	for (uint32_t rune = first; rune <= last; rune++)
		add_orbit(set, rune);
}

void pn_rx_set_add_others(pn_rx_set *set, const pn_rune_range *ranges, size_t count)
{
	uint32_t next = 0;

	for (size_t i = 0; i < count; i++) {
		if (ranges[i].first > next)
			pn_rx_set_add(set, next, ranges[i].first - 1);
		next = ranges[i].last + 1;
	}
	if (next <= PN_RX_LAST_RUNE)
		pn_rx_set_add(set, next, PN_RX_LAST_RUNE);
}

/* Lets the range at i sink to its place in a heap of the first n. */
static void sink(pn_rune_range *r, uint32_t i, uint32_t n)
{
	for (;;) {
		uint32_t child = 2 * i + 1;
		pn_rune_range moved;

		if (child >= n)
			return;
		if (child + 1 < n && r[child].first < r[child + 1].first)
			child++;
		if (r[i].first >= r[child].first)
			return;
		moved = r[i];
		r[i] = r[child];
		r[child] = moved;
		i = child;
	}
}

/* Sorts by first rune, in place and without surprises for hostile input. */
static void sort(pn_rune_range *r, uint32_t n)
{
	for (uint32_t i = n / 2; i-- > 0;)
		sink(r, i, n);
	while (n > 1) {
		pn_rune_range greatest = r[0];

		r[0] = r[--n];
		r[n] = greatest;
		sink(r, 0, n);
	}
}

void pn_rx_set_clean(pn_rx_set *set)
{
	uint32_t kept = 0;

	sort(set->ranges, set->count);
	for (uint32_t i = 1; i < set->count; i++) {
		pn_rune_range range = set->ranges[i];

		if (!join(&set->ranges[kept], range.first, range.last))
			set->ranges[++kept] = range;
	}
	set->count = set->count ? kept + 1 : 0;
}

pn_rx_class *pn_rx_set_finish(pn_rx_set *set)
{
	pn_rx_class *class = set->failed ? NULL : PN_NEW(set->arena, pn_rx_class);

	if (!class)
		return NULL;
	class->ranges = set->ranges;
	class->count = set->count;
	for (uint32_t i = 0; i < set->count && set->ranges[i].first < 0x80; i++) {
		for (uint32_t r = set->ranges[i].first; r <= set->ranges[i].last && r < 0x80; r++)
			class->ascii[r >> 6] |= (uint64_t)1 << (r & 63);
	}
	return class;
}

bool pn_rx_class_has(const pn_rx_class *class, uint32_t rune)
{
	uint32_t low = 0, high = class->count;

	if (rune < 0x80)
		return class->ascii[rune >> 6] >> (rune & 63) & 1;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (rune > class->ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < class->count && rune >= class->ranges[low].first;
}
