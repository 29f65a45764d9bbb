/* Paths and values as texts. */
#ifndef PN_DIFF_TEXT_H
#define PN_DIFF_TEXT_H

#include "base/base.h"
#include "diff/model.h"

/* Returns a path for people: spec.template.spec.containers[app].image; "" for the object. */
pn_str pn_path_text(pn_cx *cx, const pn_path *path);
/*
 * Returns a path as a JSON Pointer (RFC 6901) into one side; where the item is not on this side its
 * place is "-".
 */
pn_str pn_path_pointer(pn_cx *cx, const pn_path *path, pn_side side);
/* Returns a value in JSON, on one line; NaN and infinities are texts. */
pn_str pn_value_json(pn_cx *cx, const pn_value *v);
/* Returns a value in YAML, without a line break at the end. */
pn_str pn_value_yaml(pn_cx *cx, const pn_value *v);

/* A line of the difference between two texts. */
typedef struct pn_text_line {
	char mark; /* ' ' on both sides, '-' of A, '+' of B, '@' lines were left out here */
	pn_str text;
	uint32_t line[2]; /* in the texts, from 1; 0: not on that side */
} pn_text_line;

typedef struct pn_text_lines {
	pn_text_line *items;
	size_t count, cap;
} pn_text_lines;

/* Compares two texts line by line, with so many equal lines around each difference. */
bool pn_compare_lines(pn_cx *cx, pn_str a, pn_str b, uint32_t context, pn_text_lines *out);

#endif
