/* Chart.yaml (Helm: pkg/chart/v2/metadata.go, dependency.go). */
#ifndef PN_CHART_METADATA_H
#define PN_CHART_METADATA_H

#include "codec/codec.h"
#include "time/time.h"

typedef struct pn_maintainer {
	pn_str name, email, url;
} pn_maintainer;

typedef struct pn_dependency {
	pn_str name, version, repository, condition, alias;
	pn_str *tags;
	uint32_t tag_count;
	bool enabled;
	pn_value import_values; /* a list as written; nil when absent */
} pn_dependency;

typedef struct pn_metadata {
	pn_str name, home, version, description, icon, api_version, condition, tags, app_version,
		kube_version, type;
	pn_str *sources, *keywords;
	uint32_t source_count, keyword_count;
	pn_maintainer *maintainers;
	uint32_t maintainer_count;
	bool deprecated;
	pn_value annotations; /* map[string]string, nil map when absent */
	pn_dependency *dependencies;
	uint32_t dependency_count;
	bool has_dependencies; /* the key was there: Go's non-nil slice */
} pn_metadata;

/*
 * Reads Chart.yaml (or requirements.yaml on top of it) into *meta. The caller puts
 * "cannot load Chart.yaml: " before an error.
 */
bool pn_metadata_read(pn_cx *cx, pn_str text, pn_metadata *meta);
/* Fails when Chart.yaml has keys that mean nothing or stand twice. */
bool pn_metadata_check_strict(pn_cx *cx, pn_str text);
/* Cleans the texts of *meta and checks it; errors begin with "validation: ". */
bool pn_metadata_validate(pn_cx *cx, pn_metadata *meta);
/* Chart.lock (Helm: dependency.go, Lock). */
typedef struct pn_lock {
	pn_time generated; /* Go's zero time when the file does not say */
	pn_str digest;
	pn_dependency *dependencies; /* NULL: the key is not there */
	uint32_t dependency_count;
} pn_lock;

/* Reads a lock file. */
bool pn_lock_read(pn_cx *cx, pn_str text, pn_lock *lock);
/* Checks that a lock file has the shape of one; one that holds nothing counts as none. */
bool pn_lock_check(pn_cx *cx, pn_str text, bool *is_null);
/* Copies *meta so that its dependencies may be changed; false without memory. */
bool pn_metadata_copy(pn_arena *arena, pn_metadata *out, const pn_metadata *meta);
/* Says whether the chart is of type library (Helm: EqualFold). */
bool pn_metadata_is_library(const pn_metadata *meta);

#endif
