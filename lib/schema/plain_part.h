/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over a plain schema, as plain.c, plain_value.c and plain_words.c share it.
 * Private to schema. */
#ifndef PN_SCHEMA_PLAIN_PART_H
#define PN_SCHEMA_PLAIN_PART_H

#include "schema/program.h"
#include "schema/scan.h"

typedef struct pn_reading {
	pn_scan s;
	pn_builder b;
	pn_cx *cx; /* of the program */
	pn_draft draft;
	size_t patterns; /* bytes of those that stay parsed */
	bool formats;	 /* "format" is more than a note */
	bool aside;	 /* what is read now is checked and forgotten */
	bool again;	 /* the draft came to light too late */
} pn_reading;

_Static_assert(PN_KW_COUNT <= 64, "a keyword is a bit");
#define PN_KW_BIT(keyword) ((uint64_t)1 << (keyword))

/* Notes a keyword of the schema that is being read. */
static inline bool pn_reading_rule(pn_reading *r, pn_keyword_id keyword, uint32_t arg)
{
	uint32_t *pair = pn_words_add(&r->b.stack, 2);

	if (!pair)
		return false;
	pair[0] = (uint32_t)keyword;
	pair[1] = arg;
	return true;
}

/* Each reads the value of a keyword that holds no schemas, and notes it. */
bool pn_plain_type(pn_reading *r, uint32_t *types);
bool pn_plain_format(pn_reading *r);
bool pn_plain_pattern(pn_reading *r);
bool pn_plain_count(pn_reading *r, pn_keyword_id keyword);
bool pn_plain_number(pn_reading *r, pn_keyword_id keyword, bool positive);
/* "enum" and "const"; `checked`: a list that has items, no two of them equal. */
bool pn_plain_choices(pn_reading *r, pn_keyword_id keyword, bool checked);
bool pn_plain_reference(pn_reading *r);
/* Reads a list of at least `min` different names. */
bool pn_plain_names(pn_reading *r, uint32_t min, uint32_t *place);
/* Checks a regular expression; *pattern is what it is kept as. */
bool pn_plain_regex(pn_reading *r, pn_str text, pn_pattern **pattern);

/* Ends a schema whose keywords, of which there are some, are on the stack from `base` on. */
bool pn_plain_close(pn_reading *r, uint32_t base, uint32_t types, uint32_t *place);

#endif
