/* Values that an action names in its text: for what no value was printed of, as none is set. */
#ifndef PN_REVIEW_NAMED_H
#define PN_REVIEW_NAMED_H

#include "review/keypath.h"

/*
 * Finds what an action names as .Values.a.b or $.Values.a.b, each once, in order, as paths in the
 * values of its chart; `most` at most. Returns how many there are; fewer without memory.
 */
size_t pn_named_values(pn_arena *arena, pn_str action, pn_keypath *out, size_t most);

#endif
