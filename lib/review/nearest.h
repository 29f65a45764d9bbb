/* Nearest: which known key somebody meant. */
#ifndef PN_REVIEW_NEAREST_H
#define PN_REVIEW_NEAREST_H

#include "review/distance.h"
#include "review/study.h"

/*
 * Finds the key that somebody meant with the last step of a path: of those that are read, or
 * declared, beside it; or the same key elsewhere. `beside` are the places of what the path is in.
 * *out is a whole path, of no steps when there is none.
 */
bool pn_study_nearest(pn_study *study, pn_keypath path, const pn_places *beside, pn_keypath *out);
/*
 * Says whether there is such a key beside it, no more than a slip of the pen away, that the layer
 * does not set, too.
 */
bool pn_study_is_slip(pn_study *study, const pn_layer *layer, pn_keypath path,
		      const pn_places *beside);

/* The same of what is set beside a path, for a path that templates name. */
bool pn_study_nearest_set(pn_study *study, pn_keypath path, pn_keypath *out);

#endif
