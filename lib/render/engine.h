/* Rendering the templates of a chart tree (Helm: pkg/engine/engine.go). */
#ifndef PN_RENDER_ENGINE_H
#define PN_RENDER_ENGINE_H

#include "render/bundle.h"
#include "render/document.h"
#include "render/memo.h"
#include "render/texts.h"

/* One template of a render: its id, its file, and the root object of its chart. */
typedef struct pn_task {
	pn_str id;
	const pn_file *file;
	const pn_part *part;
	pn_map *root;
	pn_str base_path;
	uint32_t order; /* in which it was found */
	uint32_t depth; /* how many slashes its id has */
} pn_task;

/*
 * Lists the templates of a tree of parts in the order in which they are parsed and executed: of two
 * that define one name, the later one counts.
 */
bool pn_engine_tasks(pn_cx *cx, const pn_part *root, const pn_value *values,
		     const pn_release *release, pn_task **tasks, size_t *count);
/*
 * Renders all templates of a tree of parts with merged values; files come out in order of their
 * ids, NOTES.txt among them. Errors read as Helm prints them.
 */
bool pn_engine_render(pn_cx *cx, pn_bundle *bundle, const pn_part *root, const pn_value *values,
		      const pn_release *release, pn_rendered_list *out);

/* Helm: recursionMaxNums; one name may be included once more than that at a time. */
enum { PN_MAX_INCLUDES = 1000 };

/* An include under way. */
typedef struct pn_include {
	const struct pn_include *outer;
	pn_str name;
	uint32_t hash;
} pn_include;

/* What the functions of this room find through pn_exec_host. */
typedef struct pn_host {
	pn_cx *cx;
	const pn_release *release;
	pn_bundle *bundle;
	const pn_include *includes; /* under way, the innermost one first */
	uint32_t include_count;
	pn_map *nesting; /* how often each name is among them; NULL: none may be so too often yet */
	pn_texts texts;
	pn_func_memo funcs; /* that the texts called */
	pn_memo memo;
} pn_host;

/* include, tpl, required, fail, lookup, getHostByName and the methods of the root's objects. */
extern const pn_func_family pn_family_helm;

/* What the root objects of all charts of a render share. */
typedef struct pn_root_parts {
	pn_value release, capabilities;
} pn_root_parts;
bool pn_root_parts_make(pn_cx *cx, const pn_release *release, pn_root_parts *out);
/*
 * Makes the map that templates of a part see as dot, without Template (Helm: recAllTpls). `values`
 * is the part's own table. Subcharts is empty at first.
 */
pn_map *pn_root_make(pn_cx *cx, const pn_part *part, const pn_root_parts *shared,
		     const pn_value *values, const pn_release *release);
/* Makes .Capabilities. */
bool pn_capabilities_make(pn_arena *arena, const pn_release *release, pn_value *out);
/* Makes .Files of a chart, read when they are asked for. */
bool pn_files_value(pn_cx *cx, const pn_chart *chart, pn_value *out);
/* Makes the struct that Go keeps a Chart.yaml in. */
bool pn_metadata_struct(pn_arena *arena, const pn_metadata *meta, pn_value *out);
/* Makes .Chart; Helm 3 shows the struct itself. */
bool pn_chart_struct(pn_arena *arena, const pn_part *part, pn_value *out);
bool pn_chart_value(pn_arena *arena, const pn_part *part, pn_profile profile, pn_value *out);

/* Rewrites a parse error as Helm does (cleanupParseError); returns false. */
bool pn_error_clean_parse(pn_error *err, pn_str id);
/* Rewrites an execution error as Helm does (reformatExecErrorMsg); returns false. */
bool pn_error_reformat(pn_error *err, pn_str id, pn_profile profile);

#endif
