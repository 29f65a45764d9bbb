/*
 * Trials: renders with changed values, to see whether a key matters. What is random is the same in
 * all of them, checksums do not count.
 */
#ifndef PN_REVIEW_TRIAL_H
#define PN_REVIEW_TRIAL_H

#include "review/study.h"

/* A value of the user's, and what a trial found out. */
typedef struct pn_trial {
	pn_keypath path;
	bool is_slip; /* it is very close to a key that is known */
	bool idle;    /* it makes no difference */
} pn_trial;

/*
 * Tells which keys make no difference to a render: another key with another value in its place
 * neither changes it nor makes it fail. Of slips it is enough that it is the same without them:
 * they may be entries of a map that templates go through, and switched off. A chart that does not
 * render, and more than a bounded number of renders, tell nothing: then all matter. False without
 * memory, or when it was cancelled.
 */
bool pn_trials_run(pn_study *study, pn_trial *trials, size_t count);

#endif
