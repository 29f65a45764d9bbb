/* What the user puts over a chart's values: files and --set lines (Helm: pkg/cli/values). */
#ifndef PN_CHART_OVERRIDES_H
#define PN_CHART_OVERRIDES_H

#include "chart/strvals.h"

/* The user's values so far; later additions win. */
typedef struct pn_overrides {
	pn_arena *arena;
	pn_map *map;
	pn_sources sources;
} pn_overrides;

bool pn_overrides_init(pn_overrides *overrides, pn_arena *arena);
/* Merges the text of a values file; `name` is for messages: "failed to parse NAME: ...". */
bool pn_overrides_add_yaml(pn_cx *cx, pn_overrides *overrides, pn_str name, pn_str text);
/* Applies a --set line; errors are "failed parsing --set data: ...". */
bool pn_overrides_add_set(pn_cx *cx, pn_overrides *overrides, pn_set_kind kind, pn_str line,
			  const pn_file_reader *files);

#endif
