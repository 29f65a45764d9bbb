/*
 * Causes: why objects and fields changed, where both sides are renders that were traced. A cause is
 * a value that is another one, a template whose text changed, a file that templates read, or what
 * the render was told of chart, release and cluster. Each change has those that it comes from, and
 * each cause knows how much it changed.
 */
#ifndef PN_DIFF_CAUSE_H
#define PN_DIFF_CAUSE_H

#include "diff/model.h"
#include "render/render.h"
#include "review/review.h"

typedef enum pn_cause_kind {
	PN_CAUSE_VALUE = 0, /* name: its path, "image.tag" */
	PN_CAUSE_TEMPLATE,  /* name: the file; the values are lines of its text */
	PN_CAUSE_FILE,	    /* name: a file that templates read */
	PN_CAUSE_CHART,	    /* name: "version" or "appVersion" of a Chart.yaml */
	PN_CAUSE_RELEASE,   /* name: "name" or "namespace" */
	PN_CAUSE_CLUSTER    /* name: "kube-version" */
} pn_cause_kind;

typedef struct pn_cause {
	pn_cause_kind kind;
	pn_str release; /* as of objects */
	pn_str name;
	const pn_path *path;	  /* of a value, in the chart's values */
	const pn_value *value[2]; /* NULL: there is none on that side */
	pn_where place[2];	  /* line 0: not known; column from 1 */
	size_t changes; /* how many fields changed by it, objects that came and went included */
	size_t objects; /* ... of how many objects */
	bool inside;	/* it shows in what was added or removed for another reason */
} pn_cause;

typedef struct pn_causes {
	pn_cause *items;
	size_t count, cap;
} pn_causes;

/* A render that objects come from. */
typedef struct pn_rendering {
	pn_str group;		       /* as `release` of objects */
	const pn_manifest *manifest;   /* traced; else its changes have no causes */
	const pn_overrides *overrides; /* the user's values; may be NULL */
	pn_str name, ns, kube_version; /* what it was told; empty: not known */
	pn_bundle *bundle;   /* to render it again with other values; NULL: that is not possible */
	pn_release release;  /* ... as it was rendered, without a trace */
	pn_origins *origins; /* made when the first question comes up */
	struct pn_twins *twins; /* with the render of the other side */
} pn_rendering;

typedef struct pn_renderings {
	pn_rendering *items;
	size_t count;
} pn_renderings;

/* Finds the causes of a comparison's changes, and enters their numbers in the changes and pairs. */
bool pn_causes_find(pn_cx *cx, pn_diff *diff, const pn_renderings sides[2], pn_causes *out);

#endif
