/*
 * Trials: renders with changed values, to see whether a key matters. What is random is the same in
 * all of them, checksums do not count.
 */
#ifndef PN_REVIEW_TRIAL_H
#define PN_REVIEW_TRIAL_H

#include "review/study.h"

/*
 * Tells which of the user's values make no difference to a render: neither to be without them, nor
 * to have others in their place, changes it or makes it fail. *idle has an entry for each path. A
 * chart that does not render, and more than a bounded number of renders, tell nothing: all matter.
 */
bool pn_trial_idle(pn_study *study, const pn_keypath *paths, size_t count, bool *idle);

#endif
