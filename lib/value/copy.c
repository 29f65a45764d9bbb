/* SPDX-License-Identifier: Apache-2.0 */
#include "base/stack.h"
#include "value/data.h"
#include "value/map.h"
#include "value/object.h"

/* What stays the same on the way down. */
typedef struct copier {
	pn_arena *arena;
	uint32_t delta;
	bool shares_texts;
	bool drops_nulls; /* those of maps, the maps in them included, but not of maps in lists */
	uint32_t last;	  /* the depth of the last maps that lose their nulls */
	pn_stack stack;
} copier;

static bool copy(copier *c, pn_value *out, const pn_value *v, uint32_t depth);

/* Copies the bytes of a string. */
static bool copy_text(copier *c, pn_value *out)
{
	if (c->shares_texts)
		return true;
	out->as.text = pn_str_dup(c->arena, pn_value_str(out)).ptr;
	return !c->arena->failed;
}

/* Copies the elements of a list. */
static bool copy_items(copier *c, pn_value *out, uint32_t depth)
{
	const pn_value *items = out->as.items;
	bool drops_nulls = c->drops_nulls;
	pn_value *copies;

	if (!out->len)
		return true; /* nil stays nil, empty stays empty */
	copies = PN_NEW_ARRAY(c->arena, pn_value, out->len);
	if (!copies)
		return false;
	c->drops_nulls = false;
	for (uint32_t i = 0; i < out->len; i++) {
		if (!copy(c, &copies[i], &items[i], depth))
			return false;
	}
	c->drops_nulls = drops_nulls;
	out->as.items = copies;
	return true;
}

/* Copies what an entry of a map has; nearly all are texts and what has no contents. */
static bool copy_entry(copier *c, pn_entry *entry, uint32_t depth)
{
	pn_value old = entry->value;

	if (c->shares_texts && !c->delta && old.kind < PN_LIST && old.kind != PN_COMPLEX && depth)
		return true;
	if (!c->shares_texts)
		entry->key = pn_str_dup(c->arena, entry->key);
	if (old.kind > PN_FLOAT && (old.kind != PN_STRING || !depth))
		return copy(c, &entry->value, &old, depth);
	if (old.origin)
		entry->value.origin += c->delta;
	return depth && (old.kind != PN_STRING || copy_text(c, &entry->value));
}

/* Copies a map and what it holds. */
static bool copy_map(copier *c, pn_value *out, uint32_t depth)
{
	bool drops_nulls;
	uint32_t kept = 0;
	pn_map *map;

	if (!out->as.map)
		return true;
	map = pn_map_clone(c->arena, out->as.map);
	if (!map)
		return false;
	drops_nulls = c->drops_nulls && depth >= c->last;
	for (uint32_t i = 0; i < map->count; i++) {
		pn_entry *entry = &map->entries[kept];

		if (drops_nulls && pn_is_nil(&map->entries[i].value))
			continue;
		if (kept < i)
			*entry = map->entries[i];
		if (!copy_entry(c, entry, depth))
			return false;
		kept++;
	}
	if (!pn_map_cut(map, kept))
		return false;
	map->owner = out->as.map->owner; /* a copy of .Files is still of that chart */
	out->as.map = map;
	return !c->arena->failed;
}

/* Copies an object's fields; what its room keeps beside them is shared. */
static bool copy_object(copier *c, pn_value *out, uint32_t depth)
{
	const pn_object *old = out->as.object;
	pn_object *object;

	if (!old)
		return true;
	object = pn_object_new(c->arena, old->cls, old->data);
	if (!object)
		return false;
	for (size_t i = 0; i < old->cls->field_count; i++) {
		if (!copy(c, &object->fields[i], &old->fields[i], depth))
			return false;
	}
	out->as.object = object;
	return true;
}

/* Copies both parts of a complex number. */
static bool copy_complex(copier *c, pn_value *out)
{
	double *parts = PN_NEW_ARRAY(c->arena, double, 2);

	if (!parts)
		return false;
	memcpy(parts, out->as.complex, 2 * sizeof *parts);
	out->as.complex = parts;
	return true;
}

/* Copies what *out, which is a plain copy so far, points to. */
static bool copy_here(copier *c, pn_value *out, uint32_t depth)
{
	switch ((pn_kind)out->kind) {
	case PN_NIL:
	case PN_BOOL:
	case PN_INT:
	case PN_UINT:
	case PN_FLOAT:
		return true;
	case PN_COMPLEX:
		return copy_complex(c, out);
	case PN_STRING:
	case PN_BYTES:
		return copy_text(c, out);
	case PN_LIST:
		return copy_items(c, out, depth - 1);
	case PN_MAP:
		return copy_map(c, out, depth - 1);
	case PN_OBJECT:
		return copy_object(c, out, depth - 1);
	}
	return false;
}

/* A copying that goes on on another stack. */
typedef struct elsewhere {
	copier *c;
	pn_value *out;
	uint32_t depth;
	bool good;
} elsewhere;

static void copy_elsewhere(void *data)
{
	elsewhere *e = data;

	e->good = copy_here(e->c, e->out, e->depth);
}

/* Copies a value, on another stack when this one is nearly used up. */
static bool copy(copier *c, pn_value *out, const pn_value *v, uint32_t depth)
{
	elsewhere e = { c, out, depth, false };

	*out = *v;
	if (out->origin)
		out->origin += c->delta;
	if (depth == 0)
		return false;
	if (!pn_stack_low(&c->stack))
		return copy_here(c, out, depth);
	return pn_stack_run(&c->stack, copy_elsewhere, &e) && e.good;
}

bool pn_value_copy(pn_arena *arena, pn_value *out, const pn_value *v, uint32_t delta)
{
	return pn_value_copy_how(arena, out, v, &(pn_copying){ .delta = delta });
}

bool pn_value_copy_how(pn_arena *arena, pn_value *out, const pn_value *v, const pn_copying *how)
{
	copier c = { .arena = arena,
		     .delta = how->delta,
		     .shares_texts = how->shares_texts,
		     .drops_nulls = how->null_depth != 0,
		     .last = PN_VALUE_MAX_DEPTH - how->null_depth };

	pn_stack_begin(&c.stack);
	return copy(&c, out, v, PN_VALUE_MAX_DEPTH);
}
