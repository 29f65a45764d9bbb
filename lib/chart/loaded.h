/* A loaded chart: what its files became (Helm: pkg/chart/v2/chart.go). */
#ifndef PN_CHART_LOADED_H
#define PN_CHART_LOADED_H

#include "chart/metadata.h"
#include "chart/packed.h"

/* A file of a chart. Its bytes may still be on disk, or packed: see pn_file_data. */
typedef struct pn_file {
	pn_str name;	   /* relative to the chart, '/' between */
	pn_str data;	   /* once read; ptr NULL while it is on disk or packed */
	const char *path;  /* where it is on disk; NULL for files in memory */
	pn_packed *packed; /* the archive that it is in, as its file number `index`; or NULL */
	uint32_t index;
	uint64_t size; /* that it had on disk; 0: unknown */
} pn_file;

typedef struct pn_files {
	const pn_file **items;
	uint32_t count, cap;
} pn_files;

typedef struct pn_chart pn_chart;
struct pn_chart {
	/*
	 * What stands before a file's name to make the path that the user would open:
	 * "charts/app/", "app.tgz!/", "app/charts/sub/"; empty for files in memory.
	 */
	pn_str place;
	pn_metadata meta;
	pn_value values;	    /* a map, or nil when there is no values.yaml */
	const pn_file *values_file; /* NULL: none */
	pn_source *source;	    /* positions of the values; NULL: none */
	const pn_file *schema;	    /* values.schema.json; NULL: none */
	pn_files raw;		    /* all files, subcharts' included, in load order */
	pn_files templates;	    /* templates/... in load order */
	pn_files files;		    /* what .Files shows, and crds/ */
	pn_chart **children;
	uint32_t child_count;
	const pn_file *lock; /* Chart.lock or requirements.lock; NULL: none */
};

/*
 * Gives a file's bytes, without a leading byte-order mark. A file on disk is read into cx's arena
 * at each call: the chart itself never changes.
 */
bool pn_file_data(pn_cx *cx, const pn_file *file, pn_str *out);
/* What pn_file_data() gives of bytes that were read. */
pn_str pn_file_text(pn_str bytes);

/*
 * Makes a chart and its subcharts ready for several threads at once: tables that are looked through
 * in order are sorted where they are. Values nest `depth` levels at most.
 */
void pn_chart_share(pn_chart *chart, uint32_t depth);

/*
 * Says where a chart and its subcharts are, as the user named it; their values' sources get names
 * accordingly. False without memory.
 */
bool pn_chart_set_place(pn_cx *cx, pn_chart *chart, pn_str place);
/* The path of a chart's file as the user would open it. */
pn_str pn_chart_file_place(pn_arena *arena, const pn_chart *chart, pn_str name);

/* Says whether a file is a CustomResourceDefinition that --include-crds prints (Helm: chart.go). */
bool pn_file_is_crd(const pn_file *file);

#endif
