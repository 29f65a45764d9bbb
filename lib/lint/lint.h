/*
 * lint: what `helm lint` finds (Helm: pkg/chart/v2/lint). A chart is looked at as it lies there,
 * before it is known to be one, by one group of rules after the other; each group has a file of its
 * own. Knows everything below. Called by api.
 */
#ifndef PN_LINT_LINT_H
#define PN_LINT_LINT_H

#include "render/render.h"
#include "report/report.h"

typedef struct pn_lint_options {
	pn_value *overrides;		/* the user's values: a map, which the rules change */
	pn_arena *keep;			/* that of the user's values */
	pn_map *seen;			/* what schemas refer to that was warned about */
	const pn_release *release;	/* name, namespace, versions; `lint` is set */
	const pn_func_family *host;	/* functions of the host; may be NULL */
	const pintle_allocator *memory; /* for the templates */
	bool confine;			/* refuse links that lead out of the chart's folder */
	/*
	 * Find out where in its file everything is, which takes a traced render; what violates a
	 * schema is then told one by one.
	 */
	bool places;
	pn_sources *sources; /* of the user's values, charts' are added; NULL: unknown */
	/* Adds notes to the error of a failed render, which become its hint; may be NULL. */
	void (*explain)(void *data, pn_bundle *bundle, pn_error *err);
	void *explain_data;
} pn_lint_options;

/*
 * Examines a folder or an archive. False when there is no chart to look at: the error then says
 * why, as `helm lint` prints it in place of findings.
 */
bool pn_lint_path(pn_cx *cx, pn_str path, const pn_lint_options *options, pn_findings *out);

#endif
