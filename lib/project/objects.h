/* Objects of Kubernetes from which releases are made: HelmReleases, Applications, and their like.
 */
#ifndef PN_PROJECT_OBJECTS_H
#define PN_PROJECT_OBJECTS_H

#include "project/project.h"

/* An object and what its positions are relative to. */
typedef struct pn_resource {
	const pn_value *object;
	pn_project_reader reader;
} pn_resource;

typedef struct pn_resources {
	pn_resource *items;
	size_t count, cap;
} pn_resources;

/* One release of Flux, with the ConfigMaps and Secrets at hand. */
bool pn_flux_read(pn_project_reader *r, const pn_value *object, const pn_resources *resources);
/* One Application of Argo CD: a release for each of its sources that is a chart. */
bool pn_argo_read(pn_project_reader *r, const pn_value *object);

/* Follows a path of keys, "spec.chart.spec"; NULL when a part is missing or no map. */
const pn_value *pn_object_at(const pn_value *object, const char *path);
/* The text, the truth of a switch, or the items there; empty, false or none. */
pn_str pn_object_text(const pn_value *object, const char *path);
bool pn_object_is_on(const pn_value *object, const char *path);
const pn_value *pn_object_list(const pn_value *object, const char *path, uint32_t *count);
/* Finds an object by kind, namespace (empty: any) and name. */
const pn_resource *pn_resource_named(const pn_resources *resources, pn_str kind, pn_str ns,
				     pn_str name);
/* Gives a release its name as its id, with the namespace before it when that is taken. */
void pn_object_set_id(pn_project_reader *r, pn_plan *plan, pn_str ns, pn_str name);

#endif
