/* SPDX-License-Identifier: Apache-2.0 */
/* What the function families share among themselves; no other room includes it. */
#ifndef PN_FUNC_HELP_H
#define PN_FUNC_HELP_H

#include "func/func.h"

/* The members of a pn_func_family for a table. */
#define PN_ROWS(table) (table), sizeof(table) / sizeof *(table)

/* Returns the arena for results. */
static inline pn_arena *pn_call_arena(const pn_call *c)
{
	return c->cx->arena;
}

/* Sets the text of a buffer as the result; fails when the buffer has failed. */
bool pn_ret_buf(pn_call *c, const pn_buf *buf);
/* Sets the finished list as the result; fails when memory has run out. */
bool pn_ret_list(pn_call *c, pn_list_builder *list, pn_type type);
/* Sets a map[string]interface {} as the result; fails when it is NULL for lack of memory. */
bool pn_ret_map(pn_call *c, pn_map *map);
/* Fails as Go does where a value that is nil has no type. */
bool pn_fail_nil(pn_call *c);

/* Says whether Go's reflect calls a value a slice. */
static inline bool pn_is_slice(const pn_value *v)
{
	return v->kind == PN_LIST || v->kind == PN_BYTES;
}
/* Adds the texts of a list's elements that are not nil, or of v itself (Sprig: strslice). */
void pn_add_strings(pn_list_builder *out, const pn_value *v);

#endif
