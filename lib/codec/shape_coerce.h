/* What the YAML reader has to know of shapes. Inside codec only. */
#ifndef PN_CODEC_SHAPE_COERCE_H
#define PN_CODEC_SHAPE_COERCE_H

#include "codec/shape.h"

/* Returns the field that a key stands for: the exact name first, then in any case; or NULL. */
const pn_shape_field *pn_shape_find(const pn_shape *shape, pn_str key);
/*
 * Turns numbers and booleans where the shape wants a string into their text (sigs.k8s.io/yaml:
 * convertToJSONableObject), in place.
 */
void pn_shape_coerce(pn_cx *cx, const pn_shape *shape, pn_value *v);

#endif
