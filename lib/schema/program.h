/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plain schema in a form that is applied as it stands: words of 32 bits, in which everything has
 * a place and refers to the places of what it is made of. It is made in one pass over the text and
 * never changes afterwards. Private to schema.
 *
 *   schema = HEAD { KEYWORD ARGUMENT } ...    first those that are applied, then those that only
 *                                             references lead through
 *   list   = COUNT { PLACE } ...
 *   names  = COUNT MASK { pn_name } ... { ENTRY + 1 } ... an index of MASK + 1 words, unless 0
 *
 * A schema that says nothing but "type" has no words: its place is the set of types. What the
 * argument of a keyword is stands at pn_rule.
 */
#ifndef PN_SCHEMA_PROGRAM_H
#define PN_SCHEMA_PROGRAM_H

#include "schema/keyword.h"
#include "schema/schema.h"

/* Places of schemas that have no words. */
enum {
	PN_PLACE_ANY = 0,
	PN_PLACE_TYPES = 0x7F, /* up to here: a set of PN_JSON_... */
	PN_PLACE_NEVER = 0x80,
	PN_PLACE_NONE, /* where a schema could be, but is not */
	PN_PLACE_FIRST /* the first word that is in use */
};

/* A schema's HEAD. */
enum {
	PN_HEAD_TYPES = 0x7F,
	PN_HEAD_UNEVALUATED = 0x100, /* it asks what was not looked at */
	PN_HEAD_ALL_PROPERTIES = 0x200,
	PN_HEAD_ALL_ITEMS = 0x400,  /* all is looked at */
	PN_HEAD_APPLIED_SHIFT = 16, /* how many keywords are applied */
	PN_HEAD_KEPT_SHIFT = 24	    /* how many there are */
};
static inline uint32_t pn_head_applied(uint32_t head)
{
	return head >> PN_HEAD_APPLIED_SHIFT & 0xFF;
}
static inline uint32_t pn_head_kept(uint32_t head)
{
	return head >> PN_HEAD_KEPT_SHIFT;
}

/* A name and what belongs to it. */
typedef struct pn_name {
	uint32_t hash;	  /* pn_str_hash */
	uint32_t at, len; /* in the program's texts */
	uint32_t arg;
} pn_name;

/* In an `arg` of "dependencies": the place is that of names, not of a schema. */
#define PN_ARG_NAMES 0x80000000u

/*
 * What several keywords of a schema say together stands in a block of this many words, to which
 * the first one's argument leads; PN_PLACE_NONE or 0 where a keyword is not there.
 *
 *   properties: names or 0, patterns (names; arg: its schema) or 0, the place in `things` of their
 *               first pn_pattern, additionalProperties
 *   items:      a list of schemas for the first ones or 0, the schema for the rest
 *   if:         if, then, else
 *   contains:   the schema, minContains, maxContains (UINT32_MAX: not there)
 *
 * Other arguments: a place of a schema (not, propertyNames, $ref, unevaluated...), of a list
 * (allOf, anyOf, oneOf), of names (required, definitions, dependencies and its kin), a number
 * (bounds on counts), a place in `things` (numbers' bounds, enum, const, format, pattern).
 */
enum { PN_PROPERTIES_WORDS = 4, PN_ITEMS_WORDS = 2, PN_IF_WORDS = 3, PN_CONTAINS_WORDS = 3 };

/* A regular expression, parsed when a text is first matched and compiled when that is not enough;
 * see quick.h. NULL: not yet. */
typedef struct pn_pattern {
	pn_str text;
	const struct pn_regex *parsed, *compiled;
} pn_pattern;

/* What "enum" and "const" allow. */
typedef struct pn_choices {
	pn_value value;
	uint16_t types; /* those among an enum's items */
} pn_choices;

typedef struct pn_program {
	const uint32_t *code;
	const char *texts;
	void *const *things; /* pn_decimal, pn_choices, pn_pattern, pn_format */
	uint32_t top;	     /* the outermost schema's place */
	pn_draft draft;
} pn_program;

static inline pn_str pn_name_text(const pn_program *p, const pn_name *name)
{
	return (pn_str){ p->texts + name->at, name->len };
}
static inline const pn_name *pn_names_items(const uint32_t *names)
{
	return (const pn_name *)(const void *)(names + 2);
}
/* Whether a name is the one that is looked for. */
static inline bool pn_name_is(const pn_program *p, const pn_name *name, pn_str key, uint32_t hash)
{
	return name->hash == hash && pn_str_eq(pn_name_text(p, name), key);
}

/* Finds a name; of equal ones the last. NULL when there is none. */
static inline const pn_name *pn_names_find(const pn_program *p, const uint32_t *names, pn_str key,
					   uint32_t hash)
{
	const pn_name *items = pn_names_items(names);
	uint32_t count = names[0], mask = names[1];
	const uint32_t *index = (const uint32_t *)(const void *)(items + count);

	if (mask) {
		for (uint32_t i = hash & mask; index[i]; i = (i + 1) & mask)
			if (pn_name_is(p, &items[index[i] - 1], key, hash))
				return &items[index[i] - 1];
		return NULL;
	}
	while (count-- > 0)
		if (pn_name_is(p, &items[count], key, hash))
			return &items[count];
	return NULL;
}

/* ---- making one ---- */

/* Words that grow. */
typedef struct pn_words {
	pn_arena *arena;
	uint32_t *ptr;
	uint32_t len, cap;
	bool failed; /* sticky */
} pn_words;

bool pn_words_grow(pn_words *w, uint32_t more);
/* Makes room for more words and returns where they go; NULL on failure. */
static inline uint32_t *pn_words_add(pn_words *w, uint32_t more)
{
	uint32_t *to;

	if (more > w->cap - w->len && !pn_words_grow(w, more))
		return NULL;
	to = w->ptr + w->len;
	w->len += more;
	return to;
}

/* A "$ref" whose place is not known yet. */
typedef struct pn_pending {
	pn_str text;
	uint32_t where; /* the word of `code` that will hold it */
} pn_pending;

typedef struct pn_builder {
	pn_words code;
	pn_words stack; /* what containers that are still open have so far */
	pn_buf texts;
	pn_buf things;	/* void * */
	pn_buf pending; /* pn_pending */
} pn_builder;

/* `text`: how long the schema's text is, which lets guess how much will be made of it. */
void pn_builder_init(pn_builder *b, pn_arena *scratch, size_t text);
bool pn_builder_failed(const pn_builder *b);
/* Pushes a name on the stack. */
bool pn_builder_push(pn_builder *b, pn_str name, uint32_t arg);
/* Makes names of those on the stack from `base` on, and removes them there. 0: no memory. */
uint32_t pn_builder_names(pn_builder *b, uint32_t base);
/* Whether two of them are equal, or they are too many to tell. */
bool pn_builder_twins(const pn_builder *b, uint32_t base);
/* Makes a list of the words on the stack from `base` on. 0: no memory. */
uint32_t pn_builder_list(pn_builder *b, uint32_t base);
/* Adds to the things and returns the place. */
uint32_t pn_builder_thing(pn_builder *b, void *thing);
/* Resolves all references; false when one leads nowhere, or not certainly to a schema. */
bool pn_builder_link(pn_builder *b, uint32_t top);
/* Copies what was made into an arena; false without memory. */
bool pn_builder_finish(const pn_builder *b, pn_arena *arena, uint32_t top, pn_program *out);

#endif
