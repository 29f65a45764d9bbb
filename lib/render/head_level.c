/* SPDX-License-Identifier: Apache-2.0 */
/* The maps and lists that are open while a plain document is read. */
#include "render/head_reader.h"

#define WORD(a, b, c, d, e) ((((((uint64_t)(a) << 8 | (b)) << 8 | (c)) << 8 | (d)) << 8) | (e))

/* Whether a text that begins with a letter may be more than a text, in whatever case. */
bool pn_head_is_word(const char *text, size_t len)
{
	uint64_t word = 0;

	if (len > 5)
		return false;
	for (size_t i = 0; i < len; i++)
		word = word << 8 | (unsigned char)(text[i] | 0x20);
	switch (word) {
	case WORD(0, 't', 'r', 'u', 'e'):
	case WORD('f', 'a', 'l', 's', 'e'):
	case WORD(0, 'n', 'u', 'l', 'l'):
	case WORD(0, 0, 'y', 'e', 's'):
	case WORD(0, 0, 0, 'n', 'o'):
	case WORD(0, 0, 0, 'o', 'n'):
	case WORD(0, 0, 'o', 'f', 'f'):
	case 'y':
	case 'n':
		return true;
	default:
		return false;
	}
}
#undef WORD

bool pn_head_enter(pn_head_reader *r, size_t indent, bool is_list, bool is_flush, pn_head_map place)
{
	if (r->depth == PN_HEAD_LEVELS)
		return false;
	r->levels[r->depth++] = (pn_head_level){ .indent = indent,
						 .is_list = is_list,
						 .is_flush = is_flush,
						 .place = place,
						 .first_key = r->key_count };
	return true;
}

static void leave_deeper(pn_head_reader *r, size_t indent)
{
	while (r->depth && pn_head_top(r)->indent > indent)
		pn_head_leave(r);
}

/* Finds or begins the list that an item at this indent belongs to. */
bool pn_head_enter_list(pn_head_reader *r, size_t indent)
{
	pn_head_level *now = pn_head_top(r);
	bool pending = r->pending;

	r->pending = false;
	if (pending && (indent > now->indent || (indent == now->indent && !now->is_list)))
		return r->below == PN_HEAD_OTHER &&
		       pn_head_enter(r, indent, true, indent == now->indent, PN_HEAD_OTHER);
	leave_deeper(r, indent);
	now = pn_head_top(r);
	return now && now->is_list && now->indent == indent;
}

/* Finds or begins the map that a key at this indent belongs to. */
bool pn_head_enter_map(pn_head_reader *r, size_t indent)
{
	pn_head_level *now = pn_head_top(r);
	bool pending = r->pending;

	r->pending = false;
	if (!now)
		return r->key_count == 0 && pn_head_enter(r, indent, false, false, PN_HEAD_ROOT);
	if (pending && indent > now->indent)
		return pn_head_enter(r, indent, false, false, r->below);
	leave_deeper(r, indent);
	now = pn_head_top(r);
	if (now && now->is_flush && now->indent == indent) {
		pn_head_leave(r);
		now = pn_head_top(r);
	}
	return now && !now->is_list && now->indent == indent;
}

/* Adds a key to the innermost map, which must not have it. */
bool pn_head_add_key(pn_head_reader *r, pn_str key)
{
	uint32_t hash = pn_str_hash(key);
	uint64_t bit = (uint64_t)1 << hash % 64;
	pn_head_level *now = pn_head_top(r);

	if (r->key_count == PN_HEAD_KEYS)
		return false;
	for (uint32_t i = now->first_key; now->seen & bit && i < r->key_count; i++) {
		const pn_head_key *k = &r->keys[i];

		if (k->hash == hash && pn_str_eq((pn_str){ k->ptr, k->len }, key))
			return false;
	}
	now->seen |= bit;
	r->keys[r->key_count++] = (pn_head_key){ key.ptr, (uint32_t)key.len, hash };
	return true;
}
