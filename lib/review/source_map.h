/* The whole map from lines of a manifest to templates and values, as JSON: docs/source-map.md. */
#ifndef PN_REVIEW_SOURCE_MAP_H
#define PN_REVIEW_SOURCE_MAP_H

#include "review/lines.h"

/* Appends the map of a manifest's printed text. */
bool pn_source_map_write(pn_cx *cx, pn_origins *origins, const pn_lines *lines, pn_buf *out);

#endif
