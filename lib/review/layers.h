/*
 * Layers: every file and --set line that gave values to a render, each with the tree that it sets
 * by itself. From them comes, for any path, who sets it and in which order they win; and for any
 * origin, the path that the user wrote it at.
 */
#ifndef PN_REVIEW_LAYERS_H
#define PN_REVIEW_LAYERS_H

#include "render/render.h"
#include "review/keypath.h"
#include "review/source_text.h"

typedef struct pn_layer {
	const pn_source *source;
	pn_source_text text;   /* the source's, with its lines */
	pn_str name;	       /* as the user would name it: a path, "--set a=b", "c/values.yaml" */
	pn_value values;       /* what it sets by itself; origins are the render's */
	const pn_part *part;   /* the chart whose values.yaml it is; NULL: the user's */
	pn_keypath prefix;     /* where the chart's values are in the user's: "sub" */
	bool is_line;	       /* a --set line rather than a file */
	uint32_t first_origin; /* the origins of its values: first_origin and the next ones */
} pn_layer;

/* A place that sets a value. */
typedef struct pn_setting {
	const pn_layer *layer;
	const pn_value *value;
	pn_keypath path; /* from the root, as the user would write it */
	bool is_above;	 /* it sets something above the path, null or a scalar: so hides the rest */
	pn_str name;	 /* the layer's */
	uint32_t line, column; /* in the file, or in what follows --set; from 1; 0: not known */
} pn_setting;

typedef struct pn_settings {
	pn_setting *items;
	size_t count, cap;
} pn_settings;

typedef struct pn_layers pn_layers;

/*
 * Makes the layers of a render: what the user gave (may be NULL) over the charts of a tree of parts
 * that was made with these sources. They live in cx's arena; all that is given must live as long.
 */
bool pn_layers_make(pn_cx *cx, const pn_overrides *overrides, const pn_part *root,
		    const pn_sources *sources, pn_layers **out);

/* The layers, the ones that win over others first: the user's last one, ..., the subcharts'. */
size_t pn_layers_count(const pn_layers *layers);
const pn_layer *pn_layers_at(const pn_layers *layers, size_t i);

/*
 * Finds all that set a path, the winner first. `reader` is the chart whose templates look at it: it
 * tells whose "global" is meant (NULL: the root's). Imported values (import-values) count as the
 * parent's, below its own.
 */
bool pn_layers_find(const pn_layers *layers, pn_cx *cx, pn_keypath path, const pn_part *reader,
		    pn_settings *out);
/*
 * Names all layers that could set a path, the winner first: those that do not, too, with a NULL
 * value. A layer may stand there more than once, for a global. What is set above the path is not
 * looked at.
 */
bool pn_layers_candidates(const pn_layers *layers, pn_cx *cx, pn_keypath path, pn_settings *out);
/* Finds where an origin's value was written; false for 0 and unknown ones. */
bool pn_layers_origin(const pn_layers *layers, pn_cx *cx, uint32_t origin, pn_setting *out);
/* Returns the part's place in the user's values: "sub.subsub". */
pn_keypath pn_part_prefix(pn_arena *arena, const pn_part *part);

#endif
