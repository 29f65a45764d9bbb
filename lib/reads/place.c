/* SPDX-License-Identifier: Apache-2.0 */
#include "reads/place.h"

static pn_read_place *add_place(pn_reads *reads, pn_read_place *parent, pn_str key)
{
	pn_read_place *place = PN_NEW(reads->arena, pn_read_place);

	if (!place)
		return NULL;
	place->key = key;
	place->parent = parent;
	if (reads->count == reads->cap) {
		uint32_t cap = reads->cap ? reads->cap * 2 : 256;
		pn_read_place **grown = pn_realloc(reads->arena, reads->places,
						   reads->cap * sizeof *grown, cap * sizeof *grown);

		if (!grown)
			return NULL;
		reads->places = grown;
		reads->cap = cap;
	}
	reads->places[reads->count++] = place;
	return place;
}

pn_reads *pn_reads_new(pn_arena *arena)
{
	pn_reads *reads = PN_NEW(arena, pn_reads);

	if (!reads)
		return NULL;
	reads->arena = arena;
	reads->root = add_place(reads, NULL, PN_STR_EMPTY);
	return reads->root ? reads : NULL;
}

const pn_read_place *pn_read_place_child(const pn_reads *reads, const pn_read_place *place,
					 pn_str key)
{
	const pn_value *number = place->children ? pn_map_get(place->children, key) : NULL;

	return number ? reads->places[number->as.integer] : NULL;
}

const pn_read_place *pn_read_place_child_at(const pn_reads *reads, const pn_read_place *place,
					    size_t i)
{
	if (!place->children || i >= pn_map_count(place->children))
		return NULL;
	return reads->places[pn_map_sorted(place->children)[i].value.as.integer];
}

/* Makes a child under a key that has none. */
static pn_read_place *add_child(pn_reads *reads, pn_read_place *parent, pn_str key)
{
	pn_value number = pn_int(reads->count);
	pn_read_place *child;

	if (!parent->children)
		parent->children = pn_map_new(reads->arena, 4);
	if (!parent->children)
		return NULL;
	child = add_place(reads, parent, key);
	if (!child || !pn_map_set(parent->children, key, &number))
		return NULL;
	return child;
}

pn_read_place *pn_read_place_make(pn_reads *reads, pn_read_place *parent, pn_read_place_step step,
				  pn_str key)
{
	pn_read_place **many = step == PN_PLACE_EACH ? &parent->each : &parent->some;
	const pn_value *number;

	if (step != PN_PLACE_KEY) {
		if (!*many)
			*many = add_place(reads, parent, PN_STR_EMPTY);
		return *many;
	}
	number = parent->children ? pn_map_get(parent->children, key) : NULL;
	return number ? reads->places[number->as.integer] : add_child(reads, parent, key);
}

/* A part's table is found by its name, which Helm reads as a path. */
static pn_read_place *descend(pn_reads *reads, pn_read_place *from, pn_str path)
{
	bool more = true;
	pn_str key;

	while (from && more) {
		more = pn_str_cut(path, PN_STR("."), &key, &path);
		from = pn_read_place_make(reads, from, PN_PLACE_KEY, key);
	}
	return from;
}

pn_read_place *pn_read_place_of_part(pn_reads *reads, const pn_part *part)
{
	pn_read_place *place = reads->root;

	if (part->parent) {
		place = pn_read_place_of_part(reads, part->parent);
		place = place ? descend(reads, place, part->meta.name) : NULL;
	}
	if (place)
		place->part = part;
	return place;
}
