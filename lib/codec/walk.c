/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/walk.h"

/* A list or map on the way down. */
typedef struct level {
	pn_value *v;
	size_t next;
} level;

static size_t child_count(const pn_value *v)
{
	return v->kind == PN_LIST ? v->len : pn_map_count(v->as.map);
}

static pn_value *child(pn_value *v, size_t i)
{
	/* Who walks through a list has just made it. */
	return v->kind == PN_LIST ? (pn_value *)&v->as.items[i] : &v->as.map->entries[i].value;
}

bool pn_each_scalar(pn_arena *arena, pn_value *v, bool (*visit)(void *data, pn_value *scalar),
		    void *data)
{
	level *levels = NULL;
	size_t depth = 0, cap = 0;

	for (;;) {
		if (v->kind != PN_LIST && v->kind != PN_MAP) {
			if (!visit(data, v))
				return false;
		} else {
			if (depth == cap) {
				levels = pn_realloc(arena, levels, cap * sizeof *levels,
						    (cap * 2 + 16) * sizeof *levels);
				if (!levels)
					return false;
				cap = cap * 2 + 16;
			}
			if (v->kind == PN_MAP)
				(void)pn_map_sorted(v->as.map);
			levels[depth++] = (level){ v, 0 };
		}
		while (depth && levels[depth - 1].next == child_count(levels[depth - 1].v))
			depth--;
		if (!depth)
			return true;
		v = child(levels[depth - 1].v, levels[depth - 1].next++);
	}
}
