/* Changes that follow from others: noise to whoever reviews, told apart from what was meant. */
#ifndef PN_DIFF_FOLLOW_H
#define PN_DIFF_FOLLOW_H

#include "base/base.h"
#include "diff/model.h"

/* Marks the changes of a comparison that follow from others. */
bool pn_follows_find(pn_cx *cx, pn_diff *diff);

#endif
