/* SPDX-License-Identifier: Apache-2.0 */
/* What the rules are about, in one place: the ids are promised to stay. */
#include "report/report.h"

#include <stdlib.h>

/* Sorted by id. */
static const pn_rule rules[] = {
	{ "lint/chart", "There is a chart, and it can be loaded." },
	{ "lint/chartfile", "Chart.yaml holds what it must, in the right form." },
	{ "lint/crds", "The files of crds/ hold definitions of custom resources." },
	{ "lint/dependencies", "Chart.yaml and charts/ name the same subcharts." },
	{ "lint/templates", "The templates render to objects that a cluster takes." },
	{ "lint/values", "values.yaml is a map that meets the chart's schema." },
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
