/* Loading charts (Helm: pkg/chart/v2/loader, pkg/chart/loader/archive). */
#ifndef PN_CHART_LOAD_H
#define PN_CHART_LOAD_H

#include "chart/loaded.h"

typedef struct pn_load_options {
	pn_str shown_as;  /* what places of files begin with; ptr NULL: the path itself */
	bool any_version; /* do not look at Chart.yaml before all else (Helm: chart/v2/loader) */
	bool confine;	  /* refuse links that lead out of the chart's folder */
	bool eager; /* read every file now; otherwise files that may not be asked for stay on disk
		     */
} pn_load_options;

/* Loads a folder or an archive, whichever the path is. */
bool pn_chart_load_path(pn_cx *cx, pn_str path, const pn_load_options *options, pn_chart **out);
/* Loads a folder, as above; anything else is an error. */
bool pn_chart_load_folder(pn_cx *cx, pn_str path, const pn_load_options *options, pn_chart **out);
/* Loads an archive (.tgz) held in memory; `name` is for messages. */
bool pn_chart_load_archive(pn_cx *cx, pn_str name, pn_str bytes, const pn_load_options *options,
			   pn_chart **out);
/* Loads from files in memory, names relative to the chart's root; the bytes must live as long. */
bool pn_chart_load_files(pn_cx *cx, const pn_files *files, pn_chart **out);

/* What stands before the names of files in a folder: "charts/app/", empty for ".". */
pn_str pn_folder_place(pn_arena *arena, pn_str path);

/* ---- the steps, for each other ---- */

/* Lists the files of a folder that .helmignore lets pass (Helm: directory.go, sympath). */
bool pn_folder_read(pn_cx *cx, pn_str path, const pn_load_options *options, pn_files *out);
/* Checks that a file looks like a gzip archive (Helm: EnsureArchive). */
bool pn_archive_ensure(pn_cx *cx, pn_str name, pn_str bytes);
/* Unpacks an archive (Helm: archive.go). */
bool pn_archive_read(pn_cx *cx, pn_str bytes, pn_files *out);
/* Makes a chart of its files (Helm: load.go, LoadFiles). */
bool pn_chart_assemble(pn_cx *cx, const pn_files *files, uint32_t depth, pn_chart **out);
/* Adds a file to a list; false without memory. */
bool pn_files_add(pn_arena *arena, pn_files *files, const pn_file *file);
/*
 * Reads the documents of a values file and merges them (Helm: load.go, LoadValues). The result is
 * a map, empty for an empty text.
 */
bool pn_values_load(pn_cx *cx, pn_str text, pn_source *source, pn_value *out);
/* Merges b into a, maps recursively, everything else replaced (Helm: load.go, MergeMaps). */
bool pn_map_merge(pn_map *a, pn_map *b, uint32_t depth);

/* ---- .helmignore (Helm: pkg/ignore/rules.go) ---- */

typedef struct pn_ignore pn_ignore;
/* Parses rules; text is empty when there is no file. The built-in rule is added at the end. */
bool pn_ignore_parse(pn_cx *cx, pn_str text, pn_ignore **out);
/* Says whether a path, relative to the root, is ignored. */
bool pn_ignore_matches(const pn_ignore *rules, pn_str path, bool is_folder);

#endif
