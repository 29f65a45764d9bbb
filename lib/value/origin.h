/*
 * Origins: where a value was written. A value carries a 32-bit id; a source (one values file, one
 * --set line) owns a run of ids and keeps a position for each. Ids of a loaded file start at 1 and
 * are shifted (pn_value_copy's delta) when files meet in one render.
 */
#ifndef PN_VALUE_ORIGIN_H
#define PN_VALUE_ORIGIN_H

#include "value/data.h"

typedef struct pn_position {
	uint32_t line;	 /* from 1 */
	uint32_t column; /* from 1 */
} pn_position;

/* The positions of one source; its own origin i is positions[i - 1]. */
typedef struct pn_source {
	pn_str name; /* as the user would name it: a path, "--set a=b" */
	pn_str text; /* what was read; of a --set line the part behind the flag */
	pn_position *positions;
	uint32_t count, cap;
} pn_source;

/* Enters a position and returns its id relative to the source, from 1; 0 without memory. */
uint32_t pn_source_add(pn_source *source, pn_arena *arena, uint32_t line, uint32_t column);

/* Makes room for about as many positions as a YAML text of so many bytes mostly has. */
void pn_source_expect(pn_source *source, pn_arena *arena, size_t text);

/* All sources of one render. */
typedef struct pn_sources {
	const pn_source **items; /* in the order of their ids */
	uint32_t count, cap;
	uint32_t next; /* the next free id - 1 */
} pn_sources;

/*
 * Adds a complete source, which lives as long and may be in other renders too, and returns the
 * delta for its values' origins.
 */
uint32_t pn_sources_add(pn_sources *sources, pn_arena *arena, const pn_source *source);
/* Finds the source of an origin, and the origin's number in it; NULL for 0 and unknown ids. */
const pn_source *pn_sources_get(const pn_sources *sources, uint32_t origin, uint32_t *own);
/* Finds the source and position of an origin; false for 0 and unknown ids. */
bool pn_sources_find(const pn_sources *sources, uint32_t origin, pn_str *name, pn_position *at);

#endif
