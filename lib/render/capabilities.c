/* SPDX-License-Identifier: Apache-2.0 */
/* .Capabilities and its members (Helm: pkg/chart/common/capabilities.go). */
#include "render/engine.h"
#include "render/methods.h"

enum { KUBE_VERSION, API_VERSIONS, HELM_VERSION };

static const pn_field capabilities_fields[] = {
	[KUBE_VERSION] = { "KubeVersion", NULL },
	[API_VERSIONS] = { "APIVersions", NULL },
	[HELM_VERSION] = { "HelmVersion", NULL },
};
static const pn_class capabilities_class = { .type = PN_TYPE_CAPABILITIES,
					     .fields = capabilities_fields,
					     .field_count = 3 };
static const pn_class capabilities_class_3 = { .type = PN_TYPE_CAPABILITIES_3,
					       .fields = capabilities_fields,
					       .field_count = 3 };

static const pn_field kube_version_fields[] = {
	{ "Version", NULL }, { "normalizedVersion", NULL }, { "Major", NULL }, { "Minor", NULL }
};
static const pn_field kube_version_fields_3[] = { { "Version", NULL },
						  { "Major", NULL },
						  { "Minor", NULL } };

static bool kube_version_text(pn_buf *out, const pn_object *object)
{
	const pn_kube_version *v = object->data;

	pn_buf_add(out, v->normalized);
	return true;
}

static const pn_class kube_version_class = { .type = PN_TYPE_KUBE_VERSION,
					     .fields = kube_version_fields,
					     .field_count = 4,
					     .text = kube_version_text,
					     .text_of_pointer = true };
static const pn_class kube_version_class_3 = { .type = PN_TYPE_KUBE_VERSION_3,
					       .fields = kube_version_fields_3,
					       .field_count = 3,
					       .text = kube_version_text,
					       .text_of_pointer = true };

static const pn_field build_info_fields[] = { { "Version", "version" },
					      { "GitCommit", "git_commit" },
					      { "GitTreeState", "git_tree_state" },
					      { "GoVersion", "go_version" },
					      { "KubeClientVersion", "kube_client_version" } };
static const pn_class build_info_class = { .type = PN_TYPE_BUILD_INFO,
					   .fields = build_info_fields,
					   .field_count = 5 };
/* Helm 3 does not know the version of its Kubernetes client. */
static const pn_class build_info_class_3 = { .type = PN_TYPE_BUILD_INFO,
					     .fields = build_info_fields,
					     .field_count = 4 };

/* What `helm version` says of the two releases that we equal. */
static const pintle_helm_build builds[] = {
	[PN_PROFILE_HELM_4] = { "v4.2.3", "43e8b7feece8beb0fcba47059ec9b522fd929a64", "clean",
				"go1.26.5", "v1.36" },
	[PN_PROFILE_HELM_3] = { "v3.17.3", "e4da49785aa6e6ee2b86efd5dd9e43400318262b", "clean",
				"go1.23.7", "" },
};

const pintle_helm_build *pn_helm_build(pn_profile profile)
{
	return &builds[profile];
}

static pn_object *make_kube_version(pn_arena *arena, const pn_release *release)
{
	bool helm_3 = release->profile == PN_PROFILE_HELM_3;
	const pn_class *cls = helm_3 ? &kube_version_class_3 : &kube_version_class;
	pn_kube_version *copy = PN_NEW(arena, pn_kube_version);
	pn_object *object = copy ? pn_object_new(arena, cls, copy) : NULL;

	if (!object)
		return NULL;
	*copy = release->kube_version;
	*pn_object_field(object, PN_STR("Version")) = pn_string(copy->version);
	*pn_object_field(object, PN_STR("Major")) = pn_string(copy->major);
	*pn_object_field(object, PN_STR("Minor")) = pn_string(copy->minor);
	if (!helm_3)
		*pn_object_field(object, PN_STR("normalizedVersion")) = pn_string(copy->normalized);
	return object;
}

pn_object *pn_build_info_make(pn_arena *arena, pn_profile profile)
{
	const pn_class *cls =
		profile == PN_PROFILE_HELM_3 ? &build_info_class_3 : &build_info_class;
	pn_object *object = pn_object_new(arena, cls, NULL);
	const pintle_helm_build *build = pn_helm_build(profile);
	const char *const texts[] = { build->version, build->git_commit, build->git_tree_state,
				      build->go_version, build->kube_client_version };

	for (size_t i = 0; object && i < cls->field_count; i++)
		object->fields[i] = pn_string(pn_str_from(texts[i]));
	return object;
}

static pn_value make_api_versions(pn_arena *arena, const pn_release *release)
{
	size_t count;
	const pn_str *known =
		pn_api_versions_default(release->profile == PN_PROFILE_HELM_3, &count);
	pn_list_builder list;

	pn_list_begin(&list, arena, count + release->api_version_count);
	for (size_t i = 0; i < count + release->api_version_count; i++) {
		pn_value v = pn_string(i < count ? known[i] : release->api_versions[i - count]);

		pn_list_add(&list, &v);
	}
	return pn_list_end(&list, release->profile == PN_PROFILE_HELM_3 ? PN_TYPE_VERSION_SET_3
									: PN_TYPE_VERSION_SET);
}

bool pn_capabilities_make(pn_arena *arena, const pn_release *release, pn_value *out)
{
	bool helm_3 = release->profile == PN_PROFILE_HELM_3;
	pn_object *object =
		pn_object_new(arena, helm_3 ? &capabilities_class_3 : &capabilities_class, NULL);
	pn_object *kube = make_kube_version(arena, release);
	pn_object *build = pn_build_info_make(arena, release->profile);

	if (!object || !kube || !build)
		return false;
	object->fields[KUBE_VERSION] = pn_object_value(kube->cls->type, kube);
	object->fields[API_VERSIONS] = make_api_versions(arena, release);
	object->fields[HELM_VERSION] = pn_object_value(PN_TYPE_BUILD_INFO, build);
	*out = pn_object_value(object->cls->type, object);
	return !arena->failed;
}

/* ---- methods, entered in the table of helm_funcs.c ---- */

bool pn_method_capabilities_copy(pn_call *c)
{
	return pn_ret(c, c->self);
}

bool pn_method_kube_version_string(pn_call *c)
{
	const pn_kube_version *v = c->self->as.object->data;

	return pn_ret_str(c, v->normalized);
}

bool pn_method_kube_version_git_version(pn_call *c)
{
	return pn_ret(c, &c->self->as.object->fields[0]);
}

bool pn_method_version_set_has(pn_call *c)
{
	pn_str want = pn_arg_str(c, 0);

	for (uint32_t i = 0; i < c->self->len; i++) {
		if (pn_str_eq(pn_value_str(&c->self->as.items[i]), want))
			return pn_ret_bool(c, true);
	}
	return pn_ret_bool(c, false);
}
