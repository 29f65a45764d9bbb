/* Loading charts (Helm: pkg/chart/v2/loader, pkg/chart/loader/archive). */
#ifndef PN_CHART_LOAD_H
#define PN_CHART_LOAD_H

#include "base/os.h"
#include "chart/loaded.h"

struct libdeflate_decompressor;

typedef struct pn_load_options {
	pn_str shown_as;  /* what places of files begin with; ptr NULL: the path itself */
	bool any_version; /* do not look at Chart.yaml before all else (Helm: chart/v2/loader) */
	bool confine;	  /* refuse links that lead out of the chart's folder */
	bool eager; /* read every file now; otherwise files that may not be asked for stay on disk
		     */
	bool look;  /* at every file, as where the system does not say what kind it is */
} pn_load_options;

/* A chart's folder while it is read. */
typedef struct pn_folder {
	pn_str root;		     /* absolute, without a '/' at its end, NUL-ended */
	int fd;			     /* it is open; PN_OS_NONE: it is not */
	pn_str chart_yaml;	     /* the text of its Chart.yaml; ptr NULL: it was not read yet */
	char *buffer;		     /* that its files are read into, see pn_os_take() */
	const pintle_allocator *mem; /* the buffer's */
} pn_folder;

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

/*
 * Opens a folder, unless there is a view or it cannot be opened: that is told when it is read. Has
 * to be closed.
 */
pn_folder pn_folder_open(pn_cx *cx, pn_str path);
void pn_folder_close(pn_folder *folder);
/* Reads a file of the folder itself; links are followed. */
bool pn_folder_take(pn_cx *cx, const pn_folder *folder, const char *name, pn_str *out);
/* Lists the files of a folder that .helmignore lets pass (Helm: directory.go, sympath). */
bool pn_folder_walk(pn_cx *cx, const pn_folder *folder, const pn_load_options *options,
		    pn_files *out);
/* Opens a folder and does that. */
bool pn_folder_read(pn_cx *cx, pn_str path, const pn_load_options *options, pn_files *out);
/* A folder that links must not lead out of. */
typedef struct pn_fence {
	pn_str root;	  /* absolute */
	pn_str real_root; /* the same with links resolved; empty: not yet needed */
} pn_fence;
/*
 * Follows a link, which Helm does under the link's own path and says so (Helm: sympath.Walk): *info
 * is what it leads to. fence NULL: it may lead anywhere.
 */
bool pn_link_follow(pn_cx *cx, pn_str path, pn_fence *fence, pn_file_info *info);
/* Checks that a file looks like a gzip archive (Helm: EnsureArchive). */
bool pn_archive_ensure(pn_cx *cx, pn_str name, pn_str bytes);
/* Unpacks an archive (Helm: archive.go). */
bool pn_archive_read(pn_cx *cx, pn_str bytes, pn_files *out);
/* The same with what unpacks: see pn_gunzip(). */
bool pn_archive_read_with(pn_cx *cx, struct libdeflate_decompressor **inflater, pn_str bytes,
			  pn_files *out);
/* How many bytes an archive may unpack to. */
size_t pn_archive_most(const pn_cx *cx);
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
/* Says whether a path, relative to the root, is ignored; `base` is its last element. */
bool pn_ignore_matches(const pn_ignore *rules, pn_str path, pn_str base, bool is_folder);

#endif
