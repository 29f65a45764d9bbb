/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_event.h"

bool pn_yaml_fail(pn_cx *cx, const pn_yaml_problem *problem)
{
	uint32_t line = problem->line ? problem->line + problem->in_scanner : 0;

	pn_error_at(cx->err, PN_STR_EMPTY, problem->line + 1, 0);
	if (line)
		return pn_fail(cx->err, PINTLE_ERR_YAML, "yaml: line %u: %s", line, problem->text);
	return pn_fail(cx->err, PINTLE_ERR_YAML, "yaml: %s", problem->text);
}
