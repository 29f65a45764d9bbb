/* Checking values against the schemas of a tree of charts (Helm: common/util/jsonschema.go). */
#ifndef PN_RENDER_VALIDATE_H
#define PN_RENDER_VALIDATE_H

#include "render/release.h"

/* Checks a part's values and those of all parts below; fails with Helm's report. */
bool pn_values_validate(pn_cx *cx, const pn_part *root, const pn_value *values);

#endif
