/* SPDX-License-Identifier: Apache-2.0 */
/* The words of one schema, made when all of its keywords have been read. */
#include "schema/plain_part.h"

/* Keywords that say something together. */
static const uint64_t PROPERTIES = PN_KW_BIT(PN_KW_PROPERTIES) |
				   PN_KW_BIT(PN_KW_PATTERN_PROPERTIES) |
				   PN_KW_BIT(PN_KW_ADDITIONAL_PROPERTIES),
		      ITEMS = PN_KW_BIT(PN_KW_ITEMS) | PN_KW_BIT(PN_KW_PREFIX_ITEMS) |
			      PN_KW_BIT(PN_KW_ADDITIONAL_ITEMS),
		      CONDITION =
			      PN_KW_BIT(PN_KW_IF) | PN_KW_BIT(PN_KW_THEN) | PN_KW_BIT(PN_KW_ELSE),
		      CONTAINS = PN_KW_BIT(PN_KW_CONTAINS) | PN_KW_BIT(PN_KW_MIN_CONTAINS) |
				 PN_KW_BIT(PN_KW_MAX_CONTAINS);

/* What a schema's keywords say, in the order of the table. */
typedef struct rules {
	uint64_t kept;
	uint32_t at[PN_KW_COUNT];
} rules;

/* Returns a keyword's argument. */
static uint32_t arg_of(const rules *u, pn_keyword_id id, uint32_t otherwise)
{
	return u->kept & PN_KW_BIT(id) ? u->at[id] : otherwise;
}

/* Puts the first `count` of some words into a block under a keyword that stands for all of them. */
static bool make_block(pn_reading *r, rules *u, pn_keyword_id id, uint64_t members,
		       const uint32_t *words, uint32_t count)
{
	uint32_t place = r->b.code.len, *to = pn_words_add(&r->b.code, count);

	if (!to)
		return false;
	memcpy(to, words, count * sizeof *to);
	u->kept = (u->kept & ~members) | PN_KW_BIT(id);
	u->at[id] = place;
	return true;
}

/* Checks and notes the regular expressions of patternProperties. */
static bool note_patterns(pn_reading *r, uint32_t names, uint32_t *first)
{
	*first = (uint32_t)(r->b.things.len / sizeof(void *));
	for (uint32_t i = 0; i < r->b.code.ptr[names]; i++) {
		const pn_name *name = &pn_names_items(r->b.code.ptr + names)[i];
		pn_str text = { r->b.texts.ptr + name->at, name->len };
		pn_pattern *pattern;

		if (r->b.texts.failed || !pn_plain_regex(r, text, &pattern))
			return false;
		pn_builder_thing(&r->b, pattern);
	}
	return true;
}

/* properties, patternProperties, additionalProperties */
static bool block_properties(pn_reading *r, rules *u)
{
	uint32_t words[PN_PROPERTIES_WORDS] = {
		arg_of(u, PN_KW_PROPERTIES, 0), arg_of(u, PN_KW_PATTERN_PROPERTIES, 0), 0,
		arg_of(u, PN_KW_ADDITIONAL_PROPERTIES, PN_PLACE_NONE)
	};

	return (!words[1] || note_patterns(r, words[1], &words[2])) &&
	       make_block(r, u, PN_KW_PROPERTIES, PROPERTIES, words, PN_PROPERTIES_WORDS);
}

/* items, prefixItems, additionalItems; these count only beside a list. */
static bool block_items(pn_reading *r, rules *u)
{
	uint32_t prefix = arg_of(u, PN_KW_PREFIX_ITEMS, 0);
	bool list = prefix && r->draft < PN_DRAFT_2020;
	uint32_t words[PN_ITEMS_WORDS] = {
		prefix, arg_of(u, list ? PN_KW_ADDITIONAL_ITEMS : PN_KW_ITEMS, PN_PLACE_NONE)
	};

	return make_block(r, u, PN_KW_ITEMS, ITEMS, words, PN_ITEMS_WORDS);
}

/* if, then, else: the others count only beside "if". */
static bool block_condition(pn_reading *r, rules *u)
{
	uint32_t words[PN_IF_WORDS] = { arg_of(u, PN_KW_IF, PN_PLACE_NONE),
					arg_of(u, PN_KW_THEN, PN_PLACE_NONE),
					arg_of(u, PN_KW_ELSE, PN_PLACE_NONE) };

	if (u->kept & PN_KW_BIT(PN_KW_IF))
		return make_block(r, u, PN_KW_IF, CONDITION, words, PN_IF_WORDS);
	u->kept &= ~CONDITION;
	return true;
}

/* contains, minContains, maxContains: the others count only beside "contains". */
static bool block_contains(pn_reading *r, rules *u)
{
	uint32_t words[PN_CONTAINS_WORDS] = { arg_of(u, PN_KW_CONTAINS, PN_PLACE_NONE),
					      arg_of(u, PN_KW_MIN_CONTAINS, UINT32_MAX),
					      arg_of(u, PN_KW_MAX_CONTAINS, UINT32_MAX) };

	if (u->kept & PN_KW_BIT(PN_KW_CONTAINS))
		return make_block(r, u, PN_KW_CONTAINS, CONTAINS, words, PN_CONTAINS_WORDS);
	u->kept &= ~CONTAINS;
	return true;
}

/* Makes the blocks of keywords that say something together. */
static bool make_blocks(pn_reading *r, rules *u)
{
	return (!(u->kept & PROPERTIES) || block_properties(r, u)) &&
	       (!(u->kept & ITEMS) || block_items(r, u)) &&
	       (!(u->kept & CONDITION) || block_condition(r, u)) &&
	       (!(u->kept & CONTAINS) || block_contains(r, u));
}

/* Returns what a schema's head says beside its types and counts. */
static uint32_t head_flags(const pn_reading *r, const rules *u)
{
	uint64_t asks =
		PN_KW_BIT(PN_KW_UNEVALUATED_ITEMS) | PN_KW_BIT(PN_KW_UNEVALUATED_PROPERTIES);
	bool list = (u->kept & PN_KW_BIT(PN_KW_PREFIX_ITEMS)) && r->draft < PN_DRAFT_2020;
	pn_keyword_id rest = list ? PN_KW_ADDITIONAL_ITEMS : PN_KW_ITEMS;

	return (u->kept & asks ? PN_HEAD_UNEVALUATED : 0) |
	       (u->kept & PN_KW_BIT(PN_KW_ADDITIONAL_PROPERTIES) ? PN_HEAD_ALL_PROPERTIES : 0) |
	       (u->kept & PN_KW_BIT(rest) ? PN_HEAD_ALL_ITEMS : 0);
}

/* Tells which keywords are applied. Before 2019-09 "$ref" hides its neighbours but "const". */
static uint64_t applied(const pn_reading *r, const rules *u)
{
	if ((u->kept & PN_KW_BIT(PN_KW_REF)) && r->draft < PN_DRAFT_2019)
		return u->kept & (PN_KW_BIT(PN_KW_REF) | PN_KW_BIT(PN_KW_CONST));
	return u->kept & ~(PN_KW_BIT(PN_KW_DEFINITIONS) | PN_KW_BIT(PN_KW_DEFS));
}

/* Writes some keywords with their arguments and returns what follows them. */
static uint32_t *write_rules(pn_reading *r, const rules *u, uint64_t which, uint32_t *to)
{
	for (; which; which &= which - 1, to += 2) {
		uint32_t id = (uint32_t)__builtin_ctzll(which);

		to[0] = id;
		to[1] = u->at[id];
		if (id == PN_KW_REF && !r->aside)
			((pn_pending *)(void *)r->b.pending.ptr)[u->at[id]].where =
				(uint32_t)(to + 1 - r->b.code.ptr);
	}
	return to;
}

/* Makes the words of a schema that has at most `most` keywords. */
static bool write_schema(pn_reading *r, rules *u, uint32_t types, uint32_t most, uint32_t *place)
{
	uint32_t head = types | head_flags(r, u), *first, *to;
	uint64_t some;

	if (!make_blocks(r, u) || r->b.pending.failed)
		return false;
	some = applied(r, u);
	*place = r->b.code.len;
	first = pn_words_add(&r->b.code, 1 + 2 * most);
	if (!first)
		return false;
	to = write_rules(r, u, some, first + 1);
	head |= (uint32_t)(to - first) / 2 << PN_HEAD_APPLIED_SHIFT;
	to = write_rules(r, u, u->kept & ~some, to);
	*first = head | (uint32_t)(to - first) / 2 << PN_HEAD_KEPT_SHIFT;
	r->b.code.len = (uint32_t)(to - r->b.code.ptr);
	return true;
}

/* Makes the words of a schema that has nothing but a "$ref", as many do. */
static bool write_reference(pn_reading *r, uint32_t pending, uint32_t types, uint32_t *place)
{
	uint32_t *to = pn_words_add(&r->b.code, 3);

	if (!to || r->b.pending.failed)
		return false;
	*place = r->b.code.len - 3;
	to[0] = types | 1u << PN_HEAD_APPLIED_SHIFT | 1u << PN_HEAD_KEPT_SHIFT;
	to[1] = PN_KW_REF;
	((pn_pending *)(void *)r->b.pending.ptr)[pending].where = *place + 2;
	return true;
}

bool pn_plain_close(pn_reading *r, uint32_t base, uint32_t types, uint32_t *place)
{
	const uint32_t *pair = r->b.stack.ptr + base;
	uint32_t count = (r->b.stack.len - base) / 2;
	rules u;

	if (count == 1 && pair[0] == PN_KW_REF && !r->aside) {
		r->b.stack.len = base;
		return write_reference(r, pair[1], r->draft < PN_DRAFT_2019 ? 0 : types, place);
	}
	u.kept = 0;
	for (uint32_t i = 0; i < count; i++, pair += 2) {
		u.kept |= PN_KW_BIT(pair[0]);
		u.at[pair[0]] = pair[1];
	}
	r->b.stack.len = base;
	if ((u.kept & PN_KW_BIT(PN_KW_REF)) && r->draft < PN_DRAFT_2019)
		types = 0; /* hidden, too */
	return write_schema(r, &u, types, count, place);
}
