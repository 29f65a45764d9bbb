/* SPDX-License-Identifier: Apache-2.0 */
/* Which maps a run looks into, and which of them change: what kept texts depend on. */
#include "exec/machine.h"

/* How deep maps are watched; what lies deeper is taken to change with every change. */
enum { MAX_WATCHED_DEPTH = 200 };

pn_side_effects *pn_exec_side_effects(pn_exec *exec)
{
	return &exec->effects;
}

void pn_exec_note_change(pn_exec *exec)
{
	exec->effects.changed_any = ++exec->effects.changes;
}

static void watch(pn_exec *x, const pn_value *v, uint32_t depth);

static void watch_map(pn_exec *x, pn_map *map, uint32_t depth)
{
	uint32_t bit = x->watched++ % PN_WATCH_BITS;

	map->looked = &x->effects.looked[bit / 64];
	map->look = (uint8_t)(bit % 64);
	for (uint32_t i = 0; i < map->count; i++) {
		const pn_value *v = &map->entries[i].value;

		if (v->kind >= PN_LIST) /* nothing else holds maps */
			watch(x, v, depth);
	}
}

/* Maps of other arenas are shared with other renders: nothing may be noted in them. */
static bool can_watch(const pn_exec *x, const pn_map *map)
{
	return map && !map->looked && !map->fill && map->arena == x->cx->arena;
}

static void watch(pn_exec *x, const pn_value *v, uint32_t depth)
{
	if (v->kind == PN_MAP && can_watch(x, v->as.map)) {
		if (depth)
			watch_map(x, v->as.map, depth - 1);
		else
			x->mixed = true;
	} else if (v->kind == PN_LIST && v->type == PN_TYPE_LIST) {
		for (uint32_t i = 0; depth && i < v->len; i++)
			watch(x, &v->as.items[i], depth - 1);
		x->mixed = x->mixed || !depth;
	}
}

void pn_exec_watch_maps(pn_exec *exec, const pn_value *v)
{
	watch(exec, v, MAX_WATCHED_DEPTH);
}

/* Whether maps may be found in a value that are not watched. */
static bool may_hide_maps(const pn_value *v, uint32_t depth)
{
	if (v->kind == PN_MAP)
		return v->as.map && !v->as.map->looked;
	if (v->kind == PN_OBJECT)
		return true;
	for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++) {
		if (!depth || may_hide_maps(&v->as.items[i], depth - 1))
			return true;
	}
	return false;
}

/* Notes a change of a map that is watched. */
static void note_watched(pn_exec *x, const pn_map *map)
{
	pn_side_effects *e = &x->effects;
	ptrdiff_t word = map->looked - e->looked;

	if (!e->changed)
		e->changed = pn_alloc_zero(x->cx->arena, PN_WATCH_BITS * sizeof *e->changed);
	if (!e->changed)
		return; /* and the render fails */
	e->changed_word[word] = ++e->changes;
	e->changed[word * 64 + map->look] = e->changes;
}

void pn_call_change(pn_call *c, const pn_map *map, const pn_value *value)
{
	pn_exec *x = c->exec;

	if (!map || map->arena != x->cx->arena || (map->looked && value && may_hide_maps(value, 2)))
		x->mixed = true;
	if (x->mixed)
		pn_exec_note_change(x);
	else if (map->looked)
		note_watched(x, map);
}
