/* SPDX-License-Identifier: Apache-2.0 */
/* What validations of a plain schema share and make when it is first wanted. Private to schema. */
#ifndef PN_SCHEMA_QUICK_H
#define PN_SCHEMA_QUICK_H

#include "regex/regex.h"
#include "schema/program.h"

/* Each returns a pattern's regular expression, parsed or compiled; NULL without memory. */
const pn_regex *pn_quick_parsed(pn_schema_quick *quick, pn_pattern *pattern);
const pn_regex *pn_quick_compiled(pn_schema_quick *quick, pn_pattern *pattern);

#endif
