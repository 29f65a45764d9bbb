/* The metaschemas of all drafts, as published at json-schema.org, without their annotations. */
#ifndef PN_SCHEMA_METASCHEMA_H
#define PN_SCHEMA_METASCHEMA_H

#include "base/str.h"

/* Finds the document at http(s)://json-schema.org/PATH; false when none is kept. */
bool pn_metaschema_find(pn_str path, pn_str *text);

#endif
