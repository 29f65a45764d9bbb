/* SPDX-License-Identifier: Apache-2.0 */
/* The schemas of a bundle's charts, each read once for all renders. */
#ifndef PN_RENDER_SCHEMAS_H
#define PN_RENDER_SCHEMAS_H

#include "chart/chart.h"
#include "schema/schema.h"

typedef struct pn_schemas pn_schemas;

/* NULL without memory. */
pn_schemas *pn_schemas_new(const pintle_allocator *mem);
void pn_schemas_free(pn_schemas *schemas);

/*
 * Checks values quickly; *accepted false says that pn_schemas_full must be asked. May be called
 * from several threads. False: a file that cannot be read, or memory.
 */
bool pn_schemas_accept(pn_cx *cx, pn_schemas *schemas, const pn_file *file, const pn_value *values,
		       bool *accepted);
/* Compiles the whole schema, unless it was. */
bool pn_schemas_full(pn_cx *cx, pn_schemas *schemas, const pn_file *file, const pn_schema **out);

#endif
