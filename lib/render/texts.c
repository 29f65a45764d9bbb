/* SPDX-License-Identifier: Apache-2.0 */
#include "render/texts.h"

enum { FIRST_CAP = 32 };

const pn_tmpl *pn_texts_find(const pn_texts *texts, pn_str text, uint32_t hash)
{
	uint32_t mask = texts->cap - 1;

	if (!texts->cap)
		return NULL;
	for (uint32_t i = hash & mask; texts->slots[i].tmpl; i = (i + 1) & mask) {
		const pn_text_slot *slot = &texts->slots[i];

		if (slot->hash == hash && pn_str_eq(slot->tmpl->source->text, text))
			return slot->tmpl;
	}
	return NULL;
}

static void enter(pn_text_slot *slots, uint32_t cap, pn_text_slot slot)
{
	uint32_t i = slot.hash & (cap - 1);

	while (slots[i].tmpl)
		i = (i + 1) & (cap - 1);
	slots[i] = slot;
}

/* Makes the table larger, of which three fourths at most are used. */
static bool grow(pn_texts *texts)
{
	uint32_t cap = texts->cap ? texts->cap * 2 : FIRST_CAP;
	pn_text_slot *slots;

	if (texts->cap > UINT32_MAX / 4)
		return false;
	slots = pn_alloc_zero(texts->arena, cap * sizeof *slots);
	if (!slots)
		return false;
	for (uint32_t i = 0; i < texts->cap; i++) {
		if (texts->slots[i].tmpl)
			enter(slots, cap, texts->slots[i]);
	}
	texts->slots = slots;
	texts->cap = cap;
	return true;
}

bool pn_texts_add(pn_texts *texts, const pn_tmpl *tmpl, uint32_t hash)
{
	if (texts->count >= texts->cap / 4 * 3 && !grow(texts))
		return false;
	enter(texts->slots, texts->cap, (pn_text_slot){ hash, tmpl });
	texts->count++;
	return true;
}
