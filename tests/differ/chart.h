/*
 * Whole charts: snippets that take a run each, because they change what a chart is (Chart.yaml,
 * subcharts, documents, schemas, files) or what is asked of it (the command, its options).
 */
#ifndef PN_DIFFER_CHART_H
#define PN_DIFFER_CHART_H

#include "case_file.h"
#include "gen.h"

enum { MAX_CHART_SECTIONS = 60 };

typedef struct chart {
	gen *g;
	case_section sections[MAX_CHART_SECTIONS];
	size_t count;
	pn_buf args; /* a line each; those of `template r c` unless there is a command */
} chart;

/* Makes the chart that belongs to a seed; NULL without memory. */
test_case *chart_make(pn_arena *arena, uint64_t seed);

/* ---- for those who write parts of it ---- */

/* Begins a text; everything that is generated goes there until chart_end(). */
void chart_begin(chart *c, pn_buf *text);
/* Enters the text as a file of the chart. */
void chart_end(chart *c, pn_buf *text, const char *path);
/* The same for any kind of section. */
void chart_end_as(chart *c, pn_buf *text, case_kind kind, const char *path);
/* Adds arguments, a line each. */
void chart_args(chart *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* chart_tree.c: subcharts, conditions, tags, aliases, imported values, globals, nulls */
void chart_tree(chart *c);
/* chart_documents.c: documents, kinds, hooks, separators, notes, CRDs */
void chart_documents(chart *c);
/* chart_values.c: values in several documents and files; chart_schema: and a schema for them */
void chart_values(chart *c);
void chart_schema(chart *c);
/* chart_odd.c: Chart.yaml, .helmignore and .Files, errors deep in include and tpl */
void chart_metadata(chart *c);
void chart_files(chart *c);
void chart_errors(chart *c);

#endif
