/* Plans: what a release is made of, before anything is loaded. */
#ifndef PN_PROJECT_PLAN_H
#define PN_PROJECT_PLAN_H

#include "chart/chart.h"

typedef struct pn_str_list {
	pn_str *items;
	size_t count, cap;
} pn_str_list;

/* Appends; false without memory. */
bool pn_str_list_add(pn_arena *arena, pn_str_list *list, pn_str item);

typedef enum pn_layer_kind {
	PN_LAYER_FILE,	 /* a values file: `text` is its path */
	PN_LAYER_INLINE, /* a map that stands in the project's own file */
	PN_LAYER_TEXT,	 /* the text of a values file, called `name` in messages */
	PN_LAYER_SET	 /* a line of --set and its sisters */
} pn_layer_kind;

/* Values that a release is given; later ones win. */
typedef struct pn_layer {
	pn_layer_kind kind;
	pn_set_kind set;
	bool optional; /* the file may be missing */
	pn_str text, name;
	pn_str folder; /* that --set-file's paths are relative to */
	const pn_value *value;
	const pn_source *source; /* of `value` */
} pn_layer;

typedef struct pn_plan {
	pn_str id, name, ns;
	pn_str chart, chart_version; /* as written */
	size_t chart_index;	     /* in the project, once it is found */
	pn_layer *layers;
	size_t layer_count, layer_cap;
	pn_str kube_version; /* empty: the render options' */
	pn_str lookup;	     /* path of a file of objects; empty: none */
	pn_str_list api_versions, show_only;
	bool include_crds, no_hooks, skip_tests, is_upgrade, skip_schema;
	bool helm_3, helm_4; /* the profile, when the plan names one */
	pn_where where;
} pn_plan;

typedef struct pn_plans {
	pn_plan *items;
	size_t count, cap;
} pn_plans;

bool pn_plan_add_layer(pn_arena *arena, pn_plan *plan, const pn_layer *layer);
/* Puts layers into Helm's order: files first, then the lines by kind (Helm: values/options.go). */
void pn_plan_sort_layers(pn_plan *plan);

struct pn_project_reader;

/* What stands for {chart} and {environment} in the texts of a matrix; empty: nothing does. */
typedef struct pn_plan_names {
	pn_str chart, environment;
} pn_plan_names;

/*
 * Enters the members of a map, as `defaults`, a release or an environment has them: single ones
 * replace what is there, lists are added to it.
 */
bool pn_plan_apply(struct pn_project_reader *r, pn_plan *plan, const pn_value *map,
		   const pn_plan_names *names);

#endif
