/* SPDX-License-Identifier: Apache-2.0 */
/* A packed chart; and .helmignore rules, patterns and globs. */
#include "target.h"

#include "chart/chart.h"

void fuzz_one(pn_cx *cx, pn_str input)
{
	pn_ignore *rules;
	pn_chart *chart;
	const pn_glob *glob;

	(void)pn_chart_load_archive(cx, PN_STR("c.tgz"), input, &(pn_load_options){ 0 }, &chart);
	pn_error_clear(cx->err);
	if (pn_ignore_parse(cx, input, &rules))
		(void)pn_ignore_matches(rules, PN_STR("templates/a/b.yaml"), PN_STR("b.yaml"),
					false);
	(void)pn_pattern_match(input, PN_STR("templates/a.yaml"));
	glob = pn_glob_compile(cx, pn_str_slice(input, 0, 1000));
	if (glob)
		(void)pn_glob_matches(glob, PN_STR("files/a/b.yaml"));
}
