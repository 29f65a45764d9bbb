/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords about arrays. */
#include "schema/accept.h"

/* Checks items, prefixItems and additionalItems. */
static bool fits_items(pn_trial *t, const pn_visit *s, const uint32_t *block)
{
	const uint32_t *first = t->p->code + block[0];
	uint32_t done = 0;

	for (; block[0] && done < *first && done < s->v->len; done++)
		if (!pn_trial_inside(t, first[1 + done], &s->v->as.items[done]))
			return false;
	for (; block[1] != PN_PLACE_NONE && done < s->v->len; done++)
		if (!pn_trial_inside(t, block[1], &s->v->as.items[done]))
			return false;
	return true;
}

/* Checks contains, minContains and maxContains. */
static bool contains(pn_trial *t, pn_visit *s, const uint32_t *block)
{
	uint32_t least = block[1] == UINT32_MAX ? 1 : block[1], count = 0;

	for (uint32_t i = 0; i < s->v->len; i++) {
		if (!pn_trial_inside(t, block[0], &s->v->as.items[i]))
			continue;
		count++;
		if (t->p->draft >= PN_DRAFT_2020)
			pn_unseen_remove(s->unseen, i);
	}
	return count >= least && count <= block[2];
}

/* Checks "uniqueItems". */
static bool is_unique(const pn_trial *t, const pn_visit *s)
{
	pn_json_twins twins = pn_json_duplicates(t->cx->arena, s->v);

	return !twins.found && !twins.odd;
}

/* Checks "unevaluatedItems". */
static bool fits_unseen(pn_trial *t, pn_visit *s, uint32_t place)
{
	for (uint32_t i = 0; i < s->unseen->total; i++)
		if (s->unseen->at[i] && !pn_trial_inside(t, place, &s->v->as.items[i]))
			return false;
	*s->unseen = (pn_unseen){ 0 };
	return true;
}

bool pn_trial_array(pn_trial *t, pn_visit *s, pn_keyword_id keyword, uint32_t arg)
{
	switch (keyword) {
	case PN_KW_ITEMS:
		return fits_items(t, s, t->p->code + arg);
	case PN_KW_CONTAINS:
		return contains(t, s, t->p->code + arg);
	case PN_KW_MIN_ITEMS:
		return s->v->len >= arg;
	case PN_KW_MAX_ITEMS:
		return s->v->len <= arg;
	case PN_KW_UNIQUE_ITEMS:
		return s->v->len < 2 || is_unique(t, s);
	case PN_KW_UNEVALUATED_ITEMS:
		return fits_unseen(t, s, arg);
	default:
		return true;
	}
}
