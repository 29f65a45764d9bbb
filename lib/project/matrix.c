/* SPDX-License-Identifier: Apache-2.0 */
#include "project/matrix.h"

typedef struct cell {
	const pn_value *defaults, *release, *environment, *exclude;
	pn_str chart;	     /* as listed */
	pn_plan_names names; /* what the placeholders stand for */
} cell;

/* The name of an environment, which is a text or a map with one. */
static pn_str name_of(const pn_value *environment)
{
	const pn_value *name = environment->kind == PN_MAP
				       ? pn_map_get(environment->as.map, PN_STR("name"))
				       : environment;

	return pn_value_str(name);
}

static bool is_excluded(const cell *c, pn_str id)
{
	for (uint32_t i = 0; c->exclude && i < c->exclude->len; i++) {
		if (pn_pattern_match(pn_value_str(&c->exclude->as.items[i]), id) == PN_MATCH_YES)
			return true;
	}
	return false;
}

/* Makes the release of one chart in one environment. */
static bool read_cell(pn_project_reader *r, const cell *c)
{
	pn_plan plan = { .ns = PN_STR("default"),
			 .chart = c->chart,
			 .name = c->names.chart,
			 .where = pn_project_where(r, c->release) };
	pn_str id, name;

	plan.id = pn_str_format(r->cx->arena, "%.*s/%.*s", PN_ARG(c->names.environment),
				PN_ARG(c->names.chart));
	if (!pn_plan_apply(r, &plan, c->defaults, &c->names) ||
	    !pn_plan_apply(r, &plan, c->release, &c->names))
		return false;
	/* An environment's name is not the release's. */
	id = plan.id;
	name = plan.name;
	if (!pn_plan_apply(r, &plan, c->environment, &c->names))
		return false;
	plan.id = id;
	plan.name = name;
	if (is_excluded(c, id))
		return true;
	pn_plan_sort_layers(&plan);
	return pn_project_find_chart(r, &plan) && pn_project_add(r, &plan);
}

bool pn_matrix_read(pn_project_reader *r, const pn_value *defaults, const pn_value *matrix)
{
	const pn_value *charts = pn_map_get(matrix->as.map, PN_STR("charts"));
	const pn_value *environments = pn_map_get(matrix->as.map, PN_STR("environments"));
	cell c = { .defaults = defaults,
		   .release = pn_map_get(matrix->as.map, PN_STR("release")),
		   .exclude = pn_map_get(matrix->as.map, PN_STR("exclude")) };

	for (uint32_t e = 0; e < environments->len; e++) {
		c.environment = &environments->as.items[e];
		c.names.environment = name_of(c.environment);
		for (uint32_t i = 0; i < charts->len; i++) {
			c.chart = pn_value_str(&charts->as.items[i]);
			c.names.chart = pn_path_base(c.chart);
			if (!read_cell(r, &c))
				return false;
		}
	}
	return true;
}
