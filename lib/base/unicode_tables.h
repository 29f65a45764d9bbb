/* What scripts/unicode-tables writes. Not for other rooms: they use base/unicode.h. */
#ifndef PN_BASE_UNICODE_TABLES_H
#define PN_BASE_UNICODE_TABLES_H

#include "base/unicode.h"

/* Ranges in ascending order. */
typedef struct pn_rune_table {
	const pn_rune_range *ranges;
	size_t count;
} pn_rune_table;

typedef struct pn_class_name {
	const char *name;
	pn_rune_table table;
} pn_class_name;

/*
 * What to add to a rune for its other cases. In a range of pairs, upper-case runes stand at even
 * offsets and the lower-case rune of each behind it.
 */
typedef struct pn_case_range {
	uint32_t first, last;
	bool pairs;
	int32_t upper, lower, title;
} pn_case_range;

/* A rune whose fold orbit is not just its upper and lower case, and the next of the orbit. */
typedef struct pn_fold_pair {
	uint32_t rune, next;
} pn_fold_pair;

extern const pn_rune_table pn_unicode_letter, pn_unicode_digit, pn_unicode_upper, pn_unicode_lower,
	pn_unicode_title, pn_unicode_punct, pn_unicode_symbol, pn_unicode_print;
extern const pn_class_name pn_unicode_class_names[];
extern const size_t pn_unicode_class_count;
extern const pn_case_range pn_unicode_cases[];
extern const size_t pn_unicode_case_count;
extern const pn_fold_pair pn_unicode_folds[];
extern const size_t pn_unicode_fold_count;

#endif
