/* What the user puts over a chart's values: files and --set lines (Helm: pkg/cli/values). */
#ifndef PN_CHART_OVERRIDES_H
#define PN_CHART_OVERRIDES_H

#include "chart/strvals.h"

/* What a file held that a line named. */
typedef struct pn_content {
	pn_str text;
	struct pn_content *next;
} pn_content;

/* One file or --set line, as it was given: what it would set by itself. */
typedef struct pn_addition {
	const pn_source *source;
	uint32_t delta;	      /* what is added to the source's own origins */
	pn_set_kind kind;     /* of a line */
	pn_str line;	      /* ptr NULL: not a line, but `values` */
	pn_content *contents; /* of the files that --set-file read, in order */
	pn_value values;      /* of a file or a JSON object, with the source's own origins */
} pn_addition;

/* The user's values so far; later additions win. */
typedef struct pn_overrides {
	pn_arena *arena;
	pn_map *map;
	pn_sources sources;
	pn_addition *additions; /* in the order in which they were made */
	uint32_t addition_count, addition_cap;
} pn_overrides;

bool pn_overrides_init(pn_overrides *overrides, pn_arena *arena);
/* Merges the text of a values file; `name` is for messages: "failed to parse NAME: ...". */
bool pn_overrides_add_yaml(pn_cx *cx, pn_overrides *overrides, pn_str name, pn_str text);
/* Merges a map that stands in a text which was read already; its origins are those of `source`. */
bool pn_overrides_add_value(pn_cx *cx, pn_overrides *overrides, const pn_source *source,
			    const pn_value *values);
/* Applies a --set line; errors are "failed parsing --set data: ...". */
bool pn_overrides_add_set(pn_cx *cx, pn_overrides *overrides, pn_set_kind kind, pn_str line,
			  const pn_file_reader *files);
/*
 * Makes the tree that an addition sets by itself, its origins those of the sources. Items of a list
 * that a line does not set are null and have no origin.
 */
bool pn_addition_values(pn_cx *cx, const pn_addition *addition, pn_value *out);

#endif
