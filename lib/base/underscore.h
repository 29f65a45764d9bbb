/* What the number readers of this room share. Not for other rooms. */
#ifndef PN_BASE_UNDERSCORE_H
#define PN_BASE_UNDERSCORE_H

#include "base/str.h"

/* Says whether every '_' in a number stands between digits or after a base prefix. */
bool pn_underscores_fit(pn_str s);

#endif
