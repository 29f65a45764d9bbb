/*
 * lint: what `helm lint` finds (Helm: pkg/chart/v2/lint). A chart is looked at as it lies there,
 * before it is known to be one, by one group of rules after the other; each group has a file of its
 * own. Knows everything below. Called by api.
 *
 * Lifetime rule: findings live in the arena of the pn_cx they were made with.
 */
#ifndef PN_LINT_LINT_H
#define PN_LINT_LINT_H

#include "render/render.h"

typedef enum pn_severity {
	PN_SEVERITY_INFO = 0,
	PN_SEVERITY_WARNING,
	PN_SEVERITY_ERROR
} pn_severity;

/* Something that is wrong, or could be better. */
typedef struct pn_finding {
	pn_severity severity;
	pn_str path; /* as Helm names it: "Chart.yaml", "templates/"; the chart's own path; empty */
	pn_str message;
	pn_where where; /* line 0: not known */
} pn_finding;

typedef struct pn_findings {
	pn_finding *items;
	size_t count, cap;
} pn_findings;

typedef struct pn_lint_options {
	const pn_value *overrides;	/* the user's values: a map */
	const pn_release *release;	/* name, namespace, versions; `lint` is set */
	const pn_func_family *host;	/* functions of the host; may be NULL */
	const pintle_allocator *memory; /* for the templates */
	bool confine;			/* refuse links that lead out of the chart's folder */
} pn_lint_options;

/*
 * Examines a folder or an archive. False when there is no chart to look at: the error then says
 * why, as `helm lint` prints it in place of findings.
 */
bool pn_lint_path(pn_cx *cx, pn_str path, const pn_lint_options *options, pn_findings *out);

#endif
