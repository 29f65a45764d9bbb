/* SPDX-License-Identifier: Apache-2.0 */
/* What the rules are about, in one place: the ids are promised to stay. */
#include "report/report.h"

#include <stdlib.h>

/* Sorted by id. */
static const pn_rule rules[] = {
	{ "diff/added", "An object that is new." },
	{ "diff/cause", "A value, template or file that changed objects." },
	{ "diff/changed", "An object whose fields changed." },
	{ "diff/gone", "An object disappears that others, or data, depend on." },
	{ "diff/hook", "A hook runs, or runs otherwise." },
	{ "diff/immutable", "A field changed that the cluster does not let change." },
	{ "diff/network", "Pods are reached in another way." },
	{ "diff/removed", "An object that is no longer there." },
	{ "diff/renamed", "An object under another name or in another namespace." },
	{ "diff/restart", "Pods are replaced." },
	{ "diff/rights", "Accounts may do more or less." },
	{ "diff/scale", "The number of pods changed, or when they run." },
	{ "diff/stale", "Settings changed while those who read them go on with the old ones." },
	{ "diff/storage", "Volumes are lost, shrunk or grown." },
	{ "lint/chart", "There is a chart, and it can be loaded." },
	{ "lint/chartfile", "Chart.yaml holds what it must, in the right form." },
	{ "lint/crds", "The files of crds/ hold definitions of custom resources." },
	{ "lint/dependencies", "Chart.yaml and charts/ name the same subcharts." },
	{ "lint/templates", "The templates render to objects that a cluster takes." },
	{ "lint/values", "values.yaml is a map that meets the chart's schema." },
	{ "values/duplicate-key", "A key that stands twice in a map: one of them is lost." },
	{ "values/inactive", "A value that templates name, but do not read in this render." },
	{ "values/list-replaced", "A list that takes the place of one with more in it." },
	{ "values/null-deletes", "A null that deletes a default." },
	{ "values/null-version", "A null that does another thing in Helm 4.2.3 than in 3.17." },
	{ "values/number-changes", "A number that does not keep its digits." },
	{ "values/number-prints", "A number that templates print with an exponent." },
	{ "values/octal", "A number with a leading zero, which is another one." },
	{ "values/schema-only", "A value that values.schema.json knows and no template reads." },
	{ "values/type-change", "A value of another type than the one it replaces." },
	{ "values/undeclared", "A value that templates read and nothing sets." },
	{ "values/unread-default", "A value of the chart's values.yaml that no template reads." },
	{ "values/unused", "A value that is set and never read." },
	{ "values/yaml-1.1", "A word that YAML 1.1 takes for a boolean." },
	{ "volatile/clock", "A line of the output that depends on the time of the run." },
	{ "volatile/order", "A line of the output whose order Helm leaves to chance." },
	{ "volatile/random", "A line of the output that depends on random bytes." },
};

enum { RULE_COUNT = sizeof rules / sizeof *rules };

const pn_rule *pn_rules(size_t *count)
{
	*count = RULE_COUNT;
	return rules;
}

static int by_id(const void *key, const void *rule)
{
	return pn_str_cmp(*(const pn_str *)key, pn_str_from(((const pn_rule *)rule)->id));
}

const pn_rule *pn_rule_find(pn_str id)
{
	return bsearch(&id, rules, RULE_COUNT, sizeof *rules, by_id);
}
