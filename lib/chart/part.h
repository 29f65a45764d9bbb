/*
 * Parts: the charts of a tree that take part in one render, under the names and with the values
 * that they have there (Helm: pkg/chart/v2/util/dependencies.go, common/util/coalesce.go).
 */
#ifndef PN_CHART_PART_H
#define PN_CHART_PART_H

#include "chart/loaded.h"

typedef struct pn_part pn_part;
struct pn_part {
	const pn_chart *chart;
	pn_metadata meta; /* the alias as name, dependencies with `enabled` */
	pn_value values;  /* the chart's defaults, after import-values; nil when there are none */
	uint32_t delta;	  /* what is added to the origins of `values` in this render */
	uint32_t file_delta; /* ... to those of the chart's values file */
	pn_part *parent;
	pn_part **children;
	uint32_t child_count;
};

/* How Helm's versions merge nulls: one row of the profile table in docs/compat.md. */
typedef enum pn_null_rule {
	PN_NULLS_HELM_4 = 0, /* 4.2.3: null defaults are dropped */
	PN_NULLS_HELM_3	     /* 3.17: null defaults stay visible */
} pn_null_rule;

typedef struct pn_merge_options {
	pn_null_rule nulls;
	bool helm_3_logs;  /* "coalesce.go:298: warning: ..." instead of slog lines */
	bool borrow_texts; /* what is made shares its texts with the charts and the values given */
	bool looks_only;   /* nothing that is made is changed or kept: it may share maps, too */
	/* Of this part's defaults merge only what its tags and conditions may name below a path. */
	const pn_part *switches_of;
	pn_str switches_path;
	bool all_charts;     /* keep those that conditions and tags switch off */
	pn_sources *sources; /* where the charts' values files are entered; may be NULL */
} pn_merge_options;

/*
 * Makes the tree of parts for a chart and a user's values: aliases, conditions, tags and
 * import-values applied (Helm: ProcessDependencies).
 */
bool pn_parts_make(pn_cx *cx, const pn_chart *chart, const pn_value *values,
		   const pn_merge_options *options, pn_part **out);
/* Merges a tree's defaults under the user's values (Helm: CoalesceValues); *out is a new map. */
bool pn_parts_coalesce(pn_cx *cx, pn_part *root, const pn_value *values,
		       const pn_merge_options *options, pn_value *out);
/* The chart's path as template ids begin: "c", "c/charts/sub" (Helm: ChartFullPath). */
pn_str pn_part_path(pn_arena *arena, const pn_part *part);
/*
 * Finds a template by its id, "c/charts/sub/templates/a.yaml", among a tree of parts; *file is NULL
 * when the part has none of that name. False when there is no such part.
 */
bool pn_part_find(const pn_part *root, pn_str id, const pn_part **part, const pn_file **file);
/* The path of a template by its id, as the user would open it; the id itself when it is unknown. */
pn_str pn_part_file_place(pn_arena *arena, const pn_part *root, pn_str id);
/* Checks that each dependency of Chart.yaml is in charts/ (Helm: CheckDependencies). */
bool pn_chart_check_dependencies(pn_cx *cx, const pn_chart *chart);

/*
 * Says whether a version meets a range (Helm: IsCompatibleRange); bad ones do not. Helm 3 has
 * other rules for prereleases.
 */
bool pn_version_in_range(pn_arena *arena, pn_str range, pn_str version, bool helm_3);

/* ---- the steps ---- */

/* Coalesces (or, merging, keeps nulls) `dest`, which is changed, with a part's defaults. */
bool pn_coalesce(pn_cx *cx, pn_part *part, pn_map *dest, pn_str prefix, bool merge,
		 const pn_merge_options *options);
/* Helm: coalesceTablesFullKey; src and dst are changed. */
bool pn_coalesce_tables(pn_cx *cx, pn_map *dst, pn_map *src, pn_str prefix, bool merge,
			const pn_merge_options *options);

/* ---- switches.c ---- */

/*
 * Whether a default of a part can be left out where only its tags and conditions, which stand below
 * a path, are looked at: no warning comes of it either. `given` is what it would be merged into;
 * both may be NULL.
 */
bool pn_part_skips_default(const pn_part *part, pn_str path, pn_str key, const pn_value *given,
			   const pn_value *value);

/* ---- paths in values (Helm: common/values.go) ---- */

/* Finds a table by dotted path; false when there is none, *missing then names the segment. */
bool pn_values_table(const pn_value *values, pn_str path, pn_value *out, pn_str *missing);
/* Finds a value that is no table by dotted path; false when there is none. */
bool pn_values_path(const pn_value *values, pn_str path, pn_value *out);

#endif
