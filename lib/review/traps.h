/*
 * Traps: what in values files and --set lines does something else than it looks like. Rules about
 * how a text is spelled look at its outline, rules about layers compare what one layer sets with
 * what the next weaker one does.
 */
#ifndef PN_REVIEW_TRAPS_H
#define PN_REVIEW_TRAPS_H

#include "report/report.h"
#include "review/study.h"

/*
 * Finds the traps in the user's files and lines and in the chart's own values.yaml, with
 * `subcharts` also in those of the subcharts:
 *   values/duplicate-key   a key stands twice in a map, one of them is lost
 *   values/yaml-1.1        yes, on, n and their like are booleans
 *   values/octal           0123 is 83
 *   values/number-changes  a number that does not keep its digits: 1.10, 1_000, 2^53 + 1
 *   values/number-prints   a number that templates print as 1e+06
 *   values/list-replaced   a list takes the place of a longer one
 *   values/null-deletes    a null deletes a default
 *   values/null-version    ... in one version of Helm, and not in the other
 *   values/type-change     a map becomes a scalar, a boolean a string
 */
bool pn_traps_find(pn_study *study, bool subcharts, pn_findings *out);

#endif
