/* Paths in values: keys of maps and indices of lists, as --set writes them: "a.b\.c[0].d". */
#ifndef PN_REVIEW_KEYPATH_H
#define PN_REVIEW_KEYPATH_H

#include "value/value.h"

typedef struct pn_step {
	pn_str key;	/* of a map */
	uint32_t index; /* of a list */
	bool is_index;
} pn_step;

typedef struct pn_keypath {
	const pn_step *steps;
	size_t count;
} pn_keypath;

/* A path that grows and shrinks while one goes through values. */
typedef struct pn_steps {
	pn_step *items;
	size_t count, cap;
} pn_steps;

bool pn_steps_push(pn_cx *cx, pn_steps *steps, pn_step step);
static inline pn_keypath pn_steps_path(const pn_steps *steps)
{
	return (pn_keypath){ steps->items, steps->count };
}

/* Appends the path as the user would write it behind --set; the empty path is nothing. */
void pn_keypath_print(pn_buf *out, pn_keypath path);
pn_str pn_keypath_text(pn_arena *arena, pn_keypath path);
/*
 * Reads a path; a leading ".Values." or "." is taken for what it is. Fails for "a[x]", "a..b" and
 * the like. An empty text is the empty path.
 */
bool pn_keypath_parse(pn_cx *cx, pn_str text, pn_keypath *out);
/* Returns `first` and `second` as one path; of no steps without memory. */
pn_keypath pn_keypath_join(pn_arena *arena, pn_keypath first, pn_keypath second);
/* Returns the path without its first `count` steps. */
pn_keypath pn_keypath_skip(pn_keypath path, size_t count);
bool pn_keypath_eq(pn_keypath a, pn_keypath b);
/* Says whether a path begins with these steps. */
bool pn_keypath_starts(pn_keypath path, pn_keypath prefix);

/*
 * Finds the value at a path; NULL when there is none. *stop (may be NULL) is then the last value on
 * the way there, or NULL when it is a map or list that lacks the next step.
 */
const pn_value *pn_keypath_find(const pn_value *root, pn_keypath path, const pn_value **stop);

#endif
