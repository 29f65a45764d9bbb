/* SPDX-License-Identifier: Apache-2.0 */
/* References of a plain schema: pointers into it, without escapes. */
#include "schema/program.h"

/* A place that a pointer has led to. */
typedef struct spot {
	uint32_t place;
	bool names; /* it is that of names that have schemas, not of a schema */
} spot;

/* Finds a keyword of a schema. */
static bool find_keyword(const uint32_t *code, uint32_t place, pn_keyword_id keyword, uint32_t *arg)
{
	const uint32_t *pair = code + place + 1;

	if (place < PN_PLACE_FIRST)
		return false;
	for (uint32_t n = pn_head_kept(code[place]); n > 0; n--, pair += 2) {
		if (pair[0] == (uint32_t)keyword) {
			*arg = pair[1];
			return true;
		}
	}
	return false;
}

/* Finds a word of a block that several keywords share. */
static bool find_shared(const uint32_t *code, uint32_t place, pn_keyword_id first, uint32_t number,
			spot *out)
{
	uint32_t block;

	if (!find_keyword(code, place, first, &block))
		return false;
	out->place = code[block + number];
	return out->place != PN_PLACE_NONE && (out->place || !out->names);
}

/* Goes from a schema to what stands under a keyword, where that is one schema or a map of them. */
static bool follow_keyword(const uint32_t *code, spot *at, pn_str token)
{
	const pn_keyword *keyword = pn_keyword_find(token);
	uint32_t place = at->place;
	pn_keyword_id id;

	if (!keyword)
		return false;
	id = (pn_keyword_id)(keyword - pn_keyword_get(0));
	at->names = false;
	switch (id) {
	case PN_KW_DEFINITIONS:
	case PN_KW_DEFS:
		at->names = true;
		return find_keyword(code, place, id, &at->place);
	case PN_KW_PROPERTIES:
		at->names = true;
		return find_shared(code, place, id, 0, at);
	case PN_KW_ADDITIONAL_PROPERTIES:
		return find_shared(code, place, PN_KW_PROPERTIES, 3, at);
	case PN_KW_ITEMS: /* not where it may be a list */
		return find_keyword(code, place, id, &place) && !code[place] &&
		       (at->place = code[place + 1]) != PN_PLACE_NONE;
	case PN_KW_NOT:
	case PN_KW_PROPERTY_NAMES:
		return find_keyword(code, place, id, &at->place);
	case PN_KW_IF:
		return find_shared(code, place, id, 0, at);
	case PN_KW_THEN:
		return find_shared(code, place, PN_KW_IF, 1, at);
	case PN_KW_ELSE:
		return find_shared(code, place, PN_KW_IF, 2, at);
	default:
		return false;
	}
}

/* Goes one step along a pointer. */
static bool follow(const pn_program *p, spot *at, pn_str token)
{
	const pn_name *name;

	if (!at->names)
		return follow_keyword(p->code, at, token);
	name = pn_names_find(p, p->code + at->place, token, pn_str_hash(token));
	if (!name)
		return false;
	*at = (spot){ name->arg, false };
	return true;
}

/* Finds the schema that a reference leads to. */
static bool resolve(const pn_program *p, pn_str ref, uint32_t *place)
{
	spot at = { p->top, false };
	const char *from = ref.ptr + 1, *end = ref.ptr + ref.len, *slash; /* behind its '#' */

	for (; from < end; from = slash) {
		from++;
		slash = from < end ? memchr(from, '/', (size_t)(end - from)) : NULL;
		slash = slash ? slash : end;
		if (!follow(p, &at, (pn_str){ from, (size_t)(slash - from) }))
			return false;
	}
	*place = at.place;
	return !at.names;
}

/* So many references that were resolved are remembered: definitions are used again and again. */
enum { REMEMBERED = 64 };

typedef struct memory {
	pn_str ref;
	uint32_t place;
} memory;

/* resolve, unless it is known from before. */
static bool resolve_again(const pn_program *p, memory *known, pn_str ref, uint32_t *place)
{
	memory *m = &known[pn_str_hash_here(ref) % REMEMBERED];

	if (!m->ref.len || !pn_str_eq(m->ref, ref)) {
		if (!resolve(p, ref, &m->place))
			return false;
		m->ref = ref;
	}
	*place = m->place;
	return true;
}

bool pn_builder_link(pn_builder *b, uint32_t top)
{
	pn_program p = { .code = b->code.ptr, .texts = b->texts.ptr, .top = top };
	const pn_pending *pending = (const pn_pending *)(const void *)b->pending.ptr;
	memory known[REMEMBERED];

	if (pn_builder_failed(b))
		return false;
	memset(known, 0, sizeof known);
	for (size_t n = b->pending.len / sizeof *pending; n > 0; n--, pending++)
		if (!resolve_again(&p, known, pending->text, &b->code.ptr[pending->where]))
			return false;
	return true;
}
