/* SPDX-License-Identifier: Apache-2.0 */
/** # Versions: of the library, and of the Helm releases that it equals */
#ifndef PINTLE_VERSION_H
#define PINTLE_VERSION_H

#include <pintle/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PINTLE_VERSION_MAJOR 0
#define PINTLE_VERSION_MINOR 1
#define PINTLE_VERSION_PATCH 0

/** Which Helm a render, and the texts of its errors, equal. */
typedef enum pintle_profile {
	PINTLE_HELM_4_2 = 0, /**< Helm 4.2.3, the default */
	PINTLE_HELM_3_17     /**< Helm 3.17.3 */
} pintle_profile;

/** What `helm version` tells of a Helm release. All strings are static. */
typedef struct pintle_helm_build {
	const char *version; /**< "v4.2.3" */
	const char *git_commit;
	const char *git_tree_state;
	const char *go_version;
	const char *kube_client_version; /**< "" for Helm 3 */
} pintle_helm_build;

/** Returns the library's version, e.g. "0.1.0". Static. Since: 0.1. */
PINTLE_API const char *pintle_version(void);
/** Returns the build of Helm that a profile equals. Since: 0.1. */
PINTLE_API pintle_helm_build pintle_helm_build_of(pintle_profile profile);

#ifdef __cplusplus
}
#endif
#endif
