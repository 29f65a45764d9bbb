/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

#define TEXT(x) #x
#define VERSION_TEXT(major, minor, patch) TEXT(major) "." TEXT(minor) "." TEXT(patch)

const char *pintle_version(void)
{
	return VERSION_TEXT(PINTLE_VERSION_MAJOR, PINTLE_VERSION_MINOR, PINTLE_VERSION_PATCH);
}

pintle_helm_build pintle_helm_build_of(pintle_profile profile)
{
	return *pn_helm_build(profile == PINTLE_HELM_3_17 ? PN_PROFILE_HELM_3
							 : PN_PROFILE_HELM_4);
}
