/*
 * project: many releases, listed in a file. Reads pintle.yaml, Flux HelmReleases and Argo CD
 * Applications into plans, finds their charts by name, renders them with several threads, cuts the
 * results into files and compares these with a golden tree. Built on the library's own public
 * functions, as any program could be. Called by the command line.
 *
 * Lifetime rule: plans and all their strings live in the project's arena and never change.
 */
#ifndef PN_PROJECT_PROJECT_H
#define PN_PROJECT_PROJECT_H

#include <pintle/project.h>

#include "api/api.h"

#include "project/plan.h"

/* A chart of some releases: loaded by the first of them that is rendered. */
typedef struct pn_project_chart {
	pn_str path;
} pn_project_chart;

struct pintle_project {
	const pintle_allocator *mem;
	pn_arena arena;
	pintle_limits limits;
	pn_plans plans;
	pn_project_chart *charts;
	size_t chart_count, chart_cap;
	pn_str_list chart_folders; /* in the order in which they are searched */
	pn_str_list remarks;
	pn_str output, golden;
	pintle_split split;
	const pintle_file_view *view;
	bool partial; /* `only` left releases out */
};

/* What reading a file needs. */
typedef struct pn_project_reader {
	pn_cx *cx;
	pintle_project *project;
	pn_str file;		 /* its path, as given */
	pn_str folder;		 /* its folder; empty: the working one */
	const pn_source *source; /* the positions of its values */
} pn_project_reader;

/* Reads one file into the project: a pintle.yaml, or objects. */
bool pn_project_read(pn_cx *cx, pintle_project *project, pn_str path);
/* Reads HelmReleases and Applications out of files, which are one world of ConfigMaps. */
bool pn_project_read_objects(pn_cx *cx, pintle_project *project, const pn_str_list *paths);
/* Finds a plan's chart and enters it. */
bool pn_project_find_chart(pn_project_reader *r, pn_plan *plan);
/* Says whether there is a chart at a path, or by a name. */
bool pn_project_has_chart(pn_project_reader *r, pn_str path);
/* Adds a finished plan. */
bool pn_project_add(pn_project_reader *r, const pn_plan *plan);
/* Fails with the place of a value of the file. */
bool pn_project_fail(pn_project_reader *r, const pn_value *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Notes something that the user should know of. */
void pn_project_remark(pn_project_reader *r, const pn_value *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The place of a value; line 1 when it is not known. */
pn_where pn_project_where(const pn_project_reader *r, const pn_value *at);
/* Makes a path relative to the file's folder one that can be opened. */
pn_str pn_project_path(const pn_project_reader *r, pn_str path);
/* Checks pintle.yaml against its schema; fails with the place of the first fault. */
bool pn_project_check(pn_project_reader *r, const pn_value *root);
/* Finds a file by a path that may be relative to the project, its charts or the file's folder. */
pn_str pn_project_find_file(pn_project_reader *r, pn_str path);

/* Makes the values of a plan. */
pintle_values *pn_plan_values(const pintle_project *project, const pn_plan *plan,
			      pintle_error *error);
/* Cuts a manifest into files, sorted by path. */
bool pn_plan_files(pn_arena *arena, const pn_plan *plan, const pintle_manifest *manifest,
		   pintle_split split, pintle_output_file **files, size_t *count);
/* The options of a plan's render: the shared ones (may be NULL) and its own. */
bool pn_plan_options(const pintle_project *project, const pn_plan *plan, pn_arena *arena,
		     const pintle_render_options *shared, pintle_render_options *out,
		     pn_error *err);

#endif
