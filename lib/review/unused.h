/* Unused: what a user sets and nothing reads; undeclared: what templates read and nothing sets. */
#ifndef PN_REVIEW_UNUSED_H
#define PN_REVIEW_UNUSED_H

#include "report/report.h"
#include "review/study.h"

/*
 * Finds the keys of the user's files and lines that nothing reads:
 *   values/unused          neither templates nor anything else know the key
 *   values/schema-only     only values.schema.json does
 *   values/unread-default  the chart's values.yaml has it, but no template reads it
 *   values/inactive        a template names it, but not in this render; with `inactive` only
 */
bool pn_unused_find(pn_study *study, bool inactive, pn_findings *out);
/* Finds the places that templates name and no layer sets: values/undeclared. */
bool pn_undeclared_find(pn_study *study, pn_findings *out);

#endif
