/* What the cluster is taken to be able to do (Helm: pkg/chart/common/capabilities.go). */
#ifndef PN_CHART_CAPABILITIES_H
#define PN_CHART_CAPABILITIES_H

#include "base/base.h"

typedef struct pn_kube_version {
	pn_str version;	   /* "v1.29.3-gke.1", shown as .Version */
	pn_str normalized; /* "v1.29.3", what String() gives and constraints see */
	pn_str major, minor;
} pn_kube_version;

/* The Kubernetes version that Helm 4.2.3 (or, helm_3, 3.17.3) takes for granted. */
pn_kube_version pn_kube_version_default(bool helm_3);
/*
 * Parses --kube-version (Kubernetes: version.ParseGeneric). The error's text is what follows
 * "invalid kube version 'X': ". helm_3 accepts loose semantic versions.
 */
bool pn_kube_version_parse(pn_cx *cx, pn_str text, bool helm_3, pn_kube_version *out);
/* The API versions that are there by default, in Helm's order. */
const pn_str *pn_api_versions_default(bool helm_3, size_t *count);

#endif
