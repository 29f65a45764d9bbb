/*
 * A study: what becomes of a chart's and a user's values, for those that tell of it. Values merged
 * for the charts that take part, the layers they come from, and, when it is asked for, what the
 * templates of all charts name and what a render of those that take part reads.
 */
#ifndef PN_REVIEW_STUDY_H
#define PN_REVIEW_STUDY_H

#include "reads/reads.h"
#include "review/layers.h"

typedef struct pn_study {
	pn_cx *cx;
	pn_bundle *bundle;
	const pn_overrides *overrides; /* may be NULL */
	const pn_release *release;

	/* the charts that take part */
	pn_sources sources;
	pn_part *root;
	pn_value values; /* as templates first see them */
	pn_layers *layers;
	pn_outline **outlines; /* of the layers' texts; NULL: not made yet */

	/* all charts, those included that conditions and tags switch off */
	pn_part *all;
	pn_value all_values;
	pn_reads *reads;

	pn_trace *trace; /* of a render */
	pn_str problem;	 /* why it came to an early end; empty: it did not */
} pn_study;

/*
 * Merges the values; overrides may be NULL. The study lives in cx's arena, and all that is given
 * must live as long.
 */
bool pn_study_begin(pn_cx *cx, pn_bundle *bundle, const pn_overrides *overrides,
		    const pn_release *release, pn_study *out);
/*
 * Merges the values as another version of Helm does, with the same origins; what merging has to say
 * is not logged. False with the error of that version, or without memory.
 */
bool pn_study_merge_as(const pn_study *study, pn_cx *cx, pn_profile profile, pn_value *out);
/* Finds out what is read. A render that fails is no failure of this. */
bool pn_study_reads(pn_study *study);

/* Says whether the render read the value at a path, or something in it. */
bool pn_study_was_read(const pn_study *study, pn_keypath path);
/* Says whether a chart's values.yaml has the path, null included; indices stand for any item. */
bool pn_study_is_declared(const pn_study *study, pn_keypath path);
/* Says whether a chart's values.schema.json names the path. */
bool pn_study_schema_names(pn_study *study, pn_keypath path);

/* Finds a path in the documents of a text, of several the last one, as in values; NULL for none. */
const pn_outline *pn_outline_find(const pn_outline *documents, pn_keypath path);
/* Says whether a node has an anchor that an alias elsewhere in the text refers to. */
bool pn_outline_is_shared(const pn_outline *documents, const pn_outline *node);

/* Where something is written. */
typedef struct pn_spot {
	pn_str file;	       /* empty: it is no file */
	pn_str name;	       /* "--set a=b" where it is no file */
	uint32_t line, column; /* from 1; 0: not known */
} pn_spot;

/* The outline of a layer's text; NULL for lines and without memory. */
const pn_outline *pn_layer_outline(pn_study *study, const pn_layer *layer);
/* Finds the key of a path, which begins in the layer's own tree, in the layer's text. */
pn_spot pn_layer_spot(pn_study *study, const pn_layer *layer, pn_keypath own);

/* Finds the place where a template names a key: the key itself, where it stands there as such. */
pn_spot pn_study_sight(const pn_study *study, const pn_sight *sight, pn_str key);

#endif
