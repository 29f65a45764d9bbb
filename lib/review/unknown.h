/* A path that no layer knows: what to say about it. */
#ifndef PN_REVIEW_UNKNOWN_H
#define PN_REVIEW_UNKNOWN_H

#include "review/study.h"

/*
 * Fails with PINTLE_ERR_VALUES: names the nearest key that is there, or the keys beside it, or the
 * chart that is switched off.
 */
bool pn_unknown_path_fail(pn_study *study, pn_keypath path);

#endif
