/* What a render is told about the release, the cluster and the outside world. */
#ifndef PN_RENDER_RELEASE_H
#define PN_RENDER_RELEASE_H

#include <pintle/version.h>

#include "chart/chart.h"
#include "exec/exec.h"

/* Which Helm a render is to equal: one row of docs/compat.md's profiles. */
typedef enum pn_profile { PN_PROFILE_HELM_4 = 0, PN_PROFILE_HELM_3 } pn_profile;

/* The type of .Values and of the root itself. */
static inline pn_type pn_values_type(pn_profile profile)
{
	return profile == PN_PROFILE_HELM_3 ? PN_TYPE_VALUES_3 : PN_TYPE_VALUES;
}

/* What is known of one error of a render beyond its text. */
typedef struct pn_fault {
	pn_str id;		   /* of the template */
	const pn_failure *failure; /* of its execution; NULL: it was not that */
	const pn_value
		*rendered; /* what it was rendered to, which is no YAML; NULL: it was not that */
	pn_str document;   /* the part of it that is none */
} pn_fault;

/* In the order of the errors. */
typedef struct pn_faults {
	pn_fault *items;
	size_t count, cap;
} pn_faults;

/* Notes a fault; false without memory. */
bool pn_faults_add(pn_arena *arena, pn_faults *faults, const pn_fault *fault);

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
	bool no_checksums;	 /* sha256sum and its like do not tell of their arguments */
	const pn_value *objects; /* what lookup answers from: a list of objects; NULL: nothing */
	const pn_env *env;	 /* clock, entropy, zone */
	pn_trace *trace;	 /* NULL: a plain render */
	bool keep_going;	 /* after a failing template go on with the next one */
	pn_faults *faults;	 /* gets one of each error; NULL: nobody wants to know */
	bool (*cancelled)(void *data);
	void *cancel_data;
	pintle_timings *timings; /* NULL: the host does not ask */
	/* Resolves a host name for getHostByName (--enable-dns); NULL: the function returns "". */
	pn_str (*resolve)(void *data, pn_arena *arena, pn_str host);
	void *resolve_data;
} pn_release;

/* Says whether a render is to go on after the error that is set: not when something ran out. */
bool pn_render_goes_on(const pn_release *release, const pn_error *err);
/* What `helm version` tells of the Helm of a profile; static. */
const pintle_helm_build *pn_helm_build(pn_profile profile);
/* The same as templates see it; NULL without memory. */
pn_object *pn_build_info_make(pn_arena *arena, pn_profile profile);
/* Checks a release's name (Helm: ValidateReleaseName); logs the failure as Helm does. */
bool pn_release_name_check(pn_cx *cx, pn_str name, pn_profile profile);

#endif
