/*
 * pack: charts into archives, and dependencies into charts/ (Helm: pkg/chart/v2/util/save.go,
 * pkg/downloader/manager.go, pkg/action/dependency.go). Only what lies on this machine is ever
 * read. Knows everything below. Called by api.
 *
 * Lifetime rule: results live in the arena of the pn_cx they were made with.
 */
#ifndef PN_PACK_PACK_H
#define PN_PACK_PACK_H

#include "render/render.h"

/* How archives are made: the same chart gives the same bytes. */
typedef struct pn_pack_options {
	bool confine;  /* refuse links that lead out of a chart's folder */
	int64_t clock; /* which time all files of an archive bear, in seconds since 1970 */
} pn_pack_options;

/* An archive and the name that Helm gives it. */
typedef struct pn_packed {
	pn_str name; /* "NAME-VERSION.tgz" */
	pn_str bytes;
} pn_packed;

/* Packs a chart (Helm: Save). */
bool pn_pack_chart(pn_cx *cx, const pn_chart *chart, const pn_pack_options *options,
		   pn_packed *out);

/* What `helm package` may change in Chart.yaml; empty: nothing. */
typedef struct pn_pack_versions {
	pn_str version, app_version;
} pn_pack_versions;

/* Loads a chart's folder, checks it and packs it (Helm: action/package.go). */
bool pn_pack_folder(pn_cx *cx, pn_str folder, const pn_pack_versions *versions,
		    const pn_pack_options *options, pn_packed *out);

/* ---- dependencies ---- */

typedef struct pn_fetch_options {
	pn_pack_options pack;
	int64_t now; /* for Chart.lock, in seconds since 1970 */
	int32_t nanoseconds;
	bool debug; /* say more */
} pn_fetch_options;

/* Appends the table of a chart's dependencies; cells have at most `width` columns, 0: any. */
bool pn_dependencies_list(pn_cx *cx, pn_str path, size_t width, bool confine, pn_buf *report);
/* Fills charts/ by Chart.yaml and writes the lock file; appends what Helm tells meanwhile. */
bool pn_dependencies_update(pn_cx *cx, pn_str folder, const pn_fetch_options *options,
			    pn_buf *report);
/* Fills charts/ by the lock file; without one, as above. */
bool pn_dependencies_build(pn_cx *cx, pn_str folder, const pn_fetch_options *options,
			   pn_buf *report);

#endif
