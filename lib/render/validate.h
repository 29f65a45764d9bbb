/* Checking merged values against the schemas of a tree of charts (Helm: common/util/jsonschema.go).
 */
#ifndef PN_RENDER_VALIDATE_H
#define PN_RENDER_VALIDATE_H

#include "render/release.h"
#include "render/schemas.h"

/*
 * Checks a part's values and those of all parts below; fails with Helm's report. The schemas are
 * kept in `schemas`; `seen` as for pn_schema_log, NULL: nothing was yet.
 */
bool pn_values_validate(pn_cx *cx, pn_schemas *schemas, const pn_part *root, const pn_value *values,
			pn_map *seen);
/* Lists what is wrong with the values of one part, in the order in which Helm tells it. */
bool pn_part_violations(pn_cx *cx, const pn_part *part, const pn_value *values,
			pn_schema_violations *out);
/*
 * Returns the values of a child among those of its parent; NULL when there are none. What is no
 * map is a violation of its own.
 */
const pn_value *pn_part_own_values(const pn_part *child, const pn_value *parent_values);

#endif
