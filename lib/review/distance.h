/* How far names are from each other. */
#ifndef PN_REVIEW_DISTANCE_H
#define PN_REVIEW_DISTANCE_H

#include "base/base.h"

/* How far one key is from another: 0 the same, more for more changes; see nearest.c. */
uint32_t pn_key_distance(pn_str a, pn_str b);
/* Says whether a distance is small enough for somebody to have meant the other key. */
bool pn_key_is_near(pn_str a, pn_str b, uint32_t distance);

#endif
