/* SPDX-License-Identifier: Apache-2.0 */
#include "value/origin.h"

/* Gives the positions another capacity. */
static bool resize(pn_source *source, pn_arena *arena, uint32_t cap)
{
	pn_position *grown = pn_realloc(arena, source->positions, source->cap * sizeof *grown,
					cap * sizeof *grown);

	if (!grown)
		return false;
	source->positions = grown;
	source->cap = cap;
	return true;
}

/* So many bytes of a values file, comments included, are a value. */
enum { BYTES_OF_VALUE = 64, MOST_EXPECTED = 64 * 1024 };

void pn_source_expect(pn_source *source, pn_arena *arena, size_t text)
{
	size_t more = text / BYTES_OF_VALUE + 8;

	if (!source->cap)
		resize(source, arena, (uint32_t)(more < MOST_EXPECTED ? more : MOST_EXPECTED));
}

uint32_t pn_source_add(pn_source *source, pn_arena *arena, uint32_t line, uint32_t column)
{
	if (source->count == source->cap) {
		uint32_t cap = source->cap ? source->cap + source->cap / 2 + 1 : 64;

		if (source->cap > UINT32_MAX / 4 || !resize(source, arena, cap))
			return 0;
	}
	source->positions[source->count++] = (pn_position){ line, column };
	return source->count;
}

uint32_t pn_sources_add(pn_sources *sources, pn_arena *arena, const pn_source *source)
{
	uint32_t delta = sources->next;

	if (sources->count == sources->cap) {
		uint32_t cap = sources->cap ? sources->cap * 2 : 16;
		const pn_source **grown = pn_realloc(
			arena, sources->items, sources->cap * sizeof *grown, cap * sizeof *grown);

		if (!grown)
			return delta;
		sources->items = grown;
		sources->cap = cap;
	}
	if (source->count > UINT32_MAX - delta) {
		arena->failed = true; /* no ids left */
		return delta;
	}
	sources->items[sources->count++] = source;
	sources->next += source->count;
	return delta;
}

const pn_source *pn_sources_get(const pn_sources *sources, uint32_t origin, uint32_t *own)
{
	for (uint32_t i = 0; i < sources->count && origin; i++) {
		const pn_source *source = sources->items[i];

		if (origin <= source->count) {
			*own = origin;
			return source;
		}
		origin -= source->count;
	}
	return NULL;
}

bool pn_sources_find(const pn_sources *sources, uint32_t origin, pn_str *name, pn_position *at)
{
	const pn_source *source = pn_sources_get(sources, origin, &origin);

	if (!source)
		return false;
	*name = source->name;
	*at = source->positions[origin - 1];
	return true;
}
