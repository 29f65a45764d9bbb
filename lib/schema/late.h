/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The nodes of a plain schema, made when a value first reaches them. Nothing in such a schema has a
 * name, so that a node needs no place and no parent. Private to schema.
 */
#ifndef PN_SCHEMA_LATE_H
#define PN_SCHEMA_LATE_H

#include "schema/source.h"

/* Gives a compiler a packed schema; false without memory. */
bool pn_late_begin(pn_compiler *c, const char *packed, pn_draft draft);
/* Whether a "$ref" leads to a schema. */
bool pn_late_knows(pn_compiler *c, pn_str ref);
/* The outermost node. */
pn_node *pn_late_top(const pn_compiler *c);
/* Finds or makes the node of a subschema, which lives as long; NULL without memory. */
pn_node *pn_late_node(pn_compiler *c, const pn_value *value);
/* Finds or makes the node that a "$ref" leads to; NULL without memory. */
pn_node *pn_late_target(pn_compiler *c, pn_str ref);
/* Reads the keywords of the source's node; false without memory. */
bool pn_late_read(pn_source *o);

#endif
