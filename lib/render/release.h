/* What a render is told about the release, the cluster and the outside world. */
#ifndef PN_RENDER_RELEASE_H
#define PN_RENDER_RELEASE_H

#include <pintle/version.h>

#include "chart/chart.h"
#include "exec/exec.h"

/* Which Helm a render is to equal: one row of docs/compat.md's profiles. */
typedef enum pn_profile { PN_PROFILE_HELM_4 = 0, PN_PROFILE_HELM_3 } pn_profile;

typedef struct pn_release {
	pn_str name;
	pn_str ns; /* namespace */
	bool is_upgrade;
	int64_t revision;
	pn_kube_version kube_version;
	const pn_str *api_versions; /* further ones, after the default ones */
	size_t api_version_count;
	pn_profile profile;
	bool include_crds;
	bool skip_schema;
	bool lint;		 /* required and fail warn instead of failing */
	bool strict;		 /* missing keys are errors (lint --strict) */
	const pn_value *objects; /* what lookup answers from: a list of objects; NULL: nothing */
	const pn_env *env;	 /* clock, entropy, zone */
	pn_trace *trace;	 /* NULL: a plain render */
	bool (*cancelled)(void *data);
	void *cancel_data;
	pintle_timings *timings; /* NULL: the host does not ask */
	/* Resolves a host name for getHostByName (--enable-dns); NULL: the function returns "". */
	pn_str (*resolve)(void *data, pn_arena *arena, pn_str host);
	void *resolve_data;
} pn_release;

/* What `helm version` tells of the Helm of a profile; static. */
const pintle_helm_build *pn_helm_build(pn_profile profile);
/* The same as templates see it; NULL without memory. */
pn_object *pn_build_info_make(pn_arena *arena, pn_profile profile);
/* Checks a release's name (Helm: ValidateReleaseName); logs the failure as Helm does. */
bool pn_release_name_check(pn_cx *cx, pn_str name, pn_profile profile);

#endif
