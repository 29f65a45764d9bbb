/* SPDX-License-Identifier: Apache-2.0 */
/* A walk through a value that needs no deep C stack. Inside codec only. */
#ifndef PN_CODEC_WALK_H
#define PN_CODEC_WALK_H

#include "value/value.h"

/*
 * Calls visit for every scalar in v, which it may change, in the order in which JSON is written.
 * False when a visit returns false, or when there is no memory.
 */
bool pn_each_scalar(pn_arena *arena, pn_value *v, bool (*visit)(void *data, pn_value *scalar),
		    void *data);

#endif
