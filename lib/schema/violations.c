/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of a validation one by one, for who tells of each at its own place. */
#include "schema/node.h"
#include "schema/schema.h"

/* What a finding says, with its causes below it. */
static pn_str message_of(pn_arena *arena, const pn_schema_error *error)
{
	pn_buf text;

	pn_buf_init(&text, arena);
	pn_schema_error_message(&text, error);
	if (error->causes) {
		pn_buf_byte(&text, '\n');
		pn_schema_error_print(&text, error);
		if (text.len)
			text.len--; /* the last newline */
	}
	return pn_buf_str(&text);
}

/* The value that is at fault: of keys that are too many the first one's. */
static const pn_value *culprit(const pn_schema_error *error)
{
	const pn_value *v = error->value, *member;

	if (error->fault != PN_FAULT_ADDITIONAL_PROPERTIES || !error->name_count || !v ||
	    !pn_is_map(v))
		return v;
	member = pn_map_get(v->as.map, error->names[0]);
	return member ? member : v;
}

static bool add(pn_cx *cx, pn_schema_violations *list, const pn_schema_error *error)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 8;
		pn_schema_violation *items = pn_realloc(
			cx->arena, list->items, list->cap * sizeof *items, cap * sizeof *items);

		if (!items)
			return pn_fail_memory(cx->err, cx->arena);
		list->items = items;
		list->cap = cap;
	}
	list->items[list->count++] =
		(pn_schema_violation){ .place = pn_schema_error_place(cx->arena, error),
				       .message = message_of(cx->arena, error),
				       .value = culprit(error),
				       .error = error };
	return true;
}

/* Whether a finding says nothing itself: its causes do. */
static bool is_group(const pn_schema_error *error)
{
	return error->causes &&
	       (error->fault == PN_FAULT_SCHEMA || error->fault == PN_FAULT_GROUP ||
		error->fault == PN_FAULT_REFERENCE || error->fault == PN_FAULT_ALL_OF);
}

enum { MAX_GROUPS = 100 }; /* groups in groups that are taken apart */

static bool add_all(pn_cx *cx, pn_schema_violations *list, const pn_schema_error *e, int depth)
{
	for (; e; e = e->next) {
		if (!(is_group(e) && depth < MAX_GROUPS ? add_all(cx, list, e->causes, depth + 1)
							: add(cx, list, e)))
			return false;
	}
	return true;
}

bool pn_schema_violations_add(pn_cx *cx, pn_schema_violations *list, const pn_schema_error *errors)
{
	return add_all(cx, list, errors, 0);
}

void pn_schema_error_properties(const pn_schema_error *error, void (*each)(void *data, pn_str name),
				void *data)
{
	const pn_object_rules *rules = error->at ? error->at->object : NULL;
	const pn_map *map = rules ? rules->properties.map : NULL;

	for (size_t i = 0; map && i < pn_map_count(map); i++)
		each(data, map->entries[i].key);
}
