/* SPDX-License-Identifier: Apache-2.0 */
/* Causes in the order in which they are told: how much each changed, one for several releases. */
#include "diff/cause_parts.h"
#include "base/sort.h"

/* ---- numbers ---- */

static void count_numbers(pn_causes *causes, pn_cause_numbers numbers, size_t *last, size_t pair)
{
	for (uint32_t i = 0; i < numbers.count; i++) {
		pn_cause *cause = &causes->items[numbers.items[i]];

		cause->changes++;
		cause->objects += last[numbers.items[i]] != pair + 1;
		last[numbers.items[i]] = pair + 1;
	}
}

static bool count(pn_cx *cx, const pn_diff *diff, pn_causes *causes)
{
	size_t *last = pn_alloc_zero(cx->arena, (causes->count + 1) * sizeof *last);

	if (!last)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < diff->count; i++) {
		const pn_pair *pair = &diff->pairs[i];

		count_numbers(causes, pair->causes, last, i);
		for (size_t k = 0; k < pair->changes.count; k++)
			count_numbers(causes, pair->changes.items[k].causes, last, i);
	}
	return true;
}

/* ---- order ---- */

/* A cause with the number that it had. */
typedef struct numbered {
	pn_cause cause;
	uint32_t number;
} numbered;

/* By kind, then those that changed most. */
static int by_weight(const void *a, const void *b)
{
	const numbered *x = a, *y = b;
	int order = 0;

	if (x->cause.kind != y->cause.kind)
		order = x->cause.kind < y->cause.kind ? -1 : 1;
	if (!order && x->cause.changes != y->cause.changes)
		order = x->cause.changes > y->cause.changes ? -1 : 1;
	if (!order)
		order = pn_str_cmp(x->cause.name, y->cause.name);
	if (!order)
		order = pn_str_cmp(x->cause.release, y->cause.release);
	return order ? order : x->number < y->number ? -1 : x->number > y->number;
}

/* Gives numbers their new values; a set has its own memory, which nobody else looks at. */
static void renumber(pn_cause_numbers numbers, const uint32_t *now)
{
	uint32_t *items = (uint32_t *)(uintptr_t)numbers.items;

	for (uint32_t i = 0; i < numbers.count; i++)
		items[i] = now[items[i]];
}

static bool same_text(const pn_value *a, const pn_value *b)
{
	return a && b ? pn_same_value(a, b) : a == b;
}

/* Whether two causes are one that several releases have. */
static bool is_shared(const pn_cause *a, const pn_cause *b)
{
	if (a->kind != b->kind || !pn_str_eq(a->name, b->name) ||
	    !same_text(a->value[0], b->value[0]) || !same_text(a->value[1], b->value[1]))
		return false;
	for (int side = 0; side < 2; side++) {
		if (a->place[side].line != b->place[side].line ||
		    !pn_str_eq(a->place[side].file, b->place[side].file))
			return false;
	}
	return a->place[0].line || a->place[1].line;
}

/* Makes one cause of those that several releases share; now[] says what became of each. */
static void merge_shared(pn_causes *causes, uint32_t *now)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < causes->count; i++) {
		pn_cause c = causes->items[i];
		uint32_t same = 0;

		while (same < kept && !is_shared(&causes->items[same], &c))
			same++;
		now[i] = same;
		if (same == kept) {
			causes->items[kept++] = c;
			continue;
		}
		causes->items[same].changes += c.changes;
		causes->items[same].objects += c.objects;
		causes->items[same].inside |= c.inside;
		causes->items[same].release = PN_STR_EMPTY;
	}
	causes->count = kept;
}

static void renumber_all(pn_diff *diff, const uint32_t *now)
{
	for (size_t i = 0; i < diff->count; i++) {
		renumber(diff->pairs[i].causes, now);
		for (size_t k = 0; k < diff->pairs[i].changes.count; k++)
			renumber(diff->pairs[i].changes.items[k].causes, now);
	}
}

static bool sort(pn_cx *cx, pn_diff *diff, pn_causes *causes)
{
	numbered *all = PN_NEW_ARRAY(cx->arena, numbered, causes->count + 1);
	uint32_t *now = PN_NEW_ARRAY(cx->arena, uint32_t, causes->count + 1);

	if (!all || !now)
		return pn_fail_memory(cx->err, cx->arena);
	merge_shared(causes, now);
	renumber_all(diff, now);
	for (uint32_t i = 0; i < causes->count; i++)
		all[i] = (numbered){ causes->items[i], i };
	if (causes->count)
		pn_sort(all, causes->count, sizeof *all, by_weight);
	for (uint32_t i = 0; i < causes->count; i++) {
		causes->items[i] = all[i].cause;
		now[all[i].number] = i;
	}
	renumber_all(diff, now);
	return true;
}

bool pn_causes_order(pn_cx *cx, pn_diff *diff, pn_causes *causes)
{
	return count(cx, diff, causes) && sort(cx, diff, causes);
}
