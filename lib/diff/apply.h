/* The way back: changes put into the object that they were found in. */
#ifndef PN_DIFF_APPLY_H
#define PN_DIFF_APPLY_H

#include "base/base.h"
#include "diff/model.h"

/* Makes B's value from A's and the changes between them. */
bool pn_changes_apply(pn_cx *cx, const pn_value *a, const pn_changes *changes, pn_value *out);

#endif
