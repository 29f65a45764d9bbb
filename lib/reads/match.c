/* SPDX-License-Identifier: Apache-2.0 */
/* Which places a path of the user's leads to. */
#include "reads/reads.h"

static bool add(const pn_reads *reads, pn_places *places, const pn_read_place *place)
{
	uint32_t cap = places->cap ? places->cap * 2 : 8;
	const pn_read_place **grown;

	if (!place)
		return true;
	for (uint32_t i = 0; i < places->count; i++) {
		if (places->items[i] == place)
			return true;
	}
	if (places->count == places->cap) {
		grown = pn_realloc(reads->arena, places->items, places->cap * sizeof *grown,
				   cap * sizeof *grown);
		if (!grown)
			return false;
		places->items = grown;
		places->cap = cap;
	}
	places->items[places->count++] = place;
	return true;
}

bool pn_places_begin(const pn_reads *reads, pn_places *out)
{
	*out = (pn_places){ 0 };
	return add(reads, out, reads->root);
}

/* Finds where the values of a part begin. */
static const pn_read_place *of_part(const pn_reads *reads, const pn_part *part)
{
	const pn_read_place *place = reads->root;
	pn_str path = part->meta.name, key;
	bool more = true;

	if (!part->parent)
		return place;
	place = of_part(reads, part->parent);
	while (place && more) {
		more = pn_str_cut(path, PN_STR("."), &key, &path);
		place = pn_read_place_child(reads, place, key);
	}
	return place;
}

/* Adds `global` of all charts below a part: what stands above is handed down to them. */
static bool add_globals(const pn_reads *reads, const pn_part *part, pn_places *out)
{
	for (uint32_t i = 0; i < part->child_count; i++) {
		const pn_read_place *below = of_part(reads, part->children[i]);
		const pn_read_place *global =
			below ? pn_read_place_child(reads, below, PN_STR("global")) : NULL;

		if (!add(reads, out, global) || !add_globals(reads, part->children[i], out))
			return false;
	}
	return true;
}

bool pn_places_step(const pn_reads *reads, const pn_places *from, const pn_str *key, bool sure,
		    pn_places *out)
{
	*out = (pn_places){ 0 };
	for (uint32_t i = 0; i < from->count; i++) {
		const pn_read_place *place = from->items[i];

		/* A loop over all of a chart's values passes by what it does not know. */
		bool passes = place->part && place->each && !place->each->whole;

		if (((sure || !passes) && !add(reads, out, place->each)) ||
		    (sure && !add(reads, out, place->some)))
			return false;
		if (!key)
			continue;
		if (!add(reads, out, pn_read_place_child(reads, place, *key)))
			return false;
		if (place->part && pn_str_is(*key, "global") &&
		    !add_globals(reads, place->part, out))
			return false;
	}
	return true;
}

static bool is_all_values(const pn_read_place *place)
{
	return place->part || !place->parent;
}

bool pn_places_whole(const pn_places *places)
{
	for (uint32_t i = 0; i < places->count; i++) {
		if (places->items[i]->whole && !is_all_values(places->items[i]))
			return true;
	}
	return false;
}

bool pn_places_dumped(const pn_places *places)
{
	for (uint32_t i = 0; i < places->count; i++) {
		if (places->items[i]->whole && is_all_values(places->items[i]))
			return true;
	}
	return false;
}

bool pn_places_named(const pn_places *places)
{
	for (uint32_t i = 0; i < places->count; i++) {
		if (places->items[i]->named)
			return true;
	}
	return false;
}

bool pn_places_vague(const pn_places *places)
{
	for (uint32_t i = 0; i < places->count; i++) {
		if (places->items[i]->vague)
			return true;
	}
	return false;
}
