/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/capabilities.h"

#include "semver/semver.h"

/* Helm 4.2.3 is built with client-go 0.36, Helm 3.17.3 with 0.32. */
#define V(text)                        \
	{                              \
		text, sizeof(text) - 1 \
	}

/* Kubernetes: scheme.PrioritizedVersionsAllGroups(), as Helm 4.2.3 prints it. */
static const pn_str versions_helm_4[] = {
	V("v1"),
	V("admissionregistration.k8s.io/v1"),
	V("admissionregistration.k8s.io/v1alpha1"),
	V("admissionregistration.k8s.io/v1beta1"),
	V("internal.apiserver.k8s.io/v1alpha1"),
	V("apps/v1"),
	V("apps/v1beta1"),
	V("apps/v1beta2"),
	V("authentication.k8s.io/v1"),
	V("authentication.k8s.io/v1alpha1"),
	V("authentication.k8s.io/v1beta1"),
	V("authorization.k8s.io/v1"),
	V("authorization.k8s.io/v1beta1"),
	V("autoscaling/v1"),
	V("autoscaling/v2"),
	V("batch/v1"),
	V("batch/v1beta1"),
	V("certificates.k8s.io/v1"),
	V("certificates.k8s.io/v1beta1"),
	V("certificates.k8s.io/v1alpha1"),
	V("coordination.k8s.io/v1alpha2"),
	V("coordination.k8s.io/v1beta1"),
	V("coordination.k8s.io/v1"),
	V("discovery.k8s.io/v1"),
	V("discovery.k8s.io/v1beta1"),
	V("events.k8s.io/v1"),
	V("events.k8s.io/v1beta1"),
	V("extensions/v1beta1"),
	V("flowcontrol.apiserver.k8s.io/v1"),
	V("flowcontrol.apiserver.k8s.io/v1beta1"),
	V("flowcontrol.apiserver.k8s.io/v1beta2"),
	V("flowcontrol.apiserver.k8s.io/v1beta3"),
	V("networking.k8s.io/v1"),
	V("networking.k8s.io/v1beta1"),
	V("node.k8s.io/v1"),
	V("node.k8s.io/v1alpha1"),
	V("node.k8s.io/v1beta1"),
	V("policy/v1"),
	V("policy/v1beta1"),
	V("rbac.authorization.k8s.io/v1"),
	V("rbac.authorization.k8s.io/v1beta1"),
	V("rbac.authorization.k8s.io/v1alpha1"),
	V("resource.k8s.io/v1"),
	V("resource.k8s.io/v1beta2"),
	V("resource.k8s.io/v1beta1"),
	V("resource.k8s.io/v1alpha3"),
	V("scheduling.k8s.io/v1alpha2"),
	V("scheduling.k8s.io/v1beta1"),
	V("scheduling.k8s.io/v1"),
	V("storage.k8s.io/v1beta1"),
	V("storage.k8s.io/v1"),
	V("storage.k8s.io/v1alpha1"),
	V("storagemigration.k8s.io/v1beta1"),
	V("apiextensions.k8s.io/v1beta1"),
	V("apiextensions.k8s.io/v1"),
};

/* As Helm 3.17.3 prints it. */
static const pn_str versions_helm_3[] = {
	V("v1"),
	V("admissionregistration.k8s.io/v1"),
	V("admissionregistration.k8s.io/v1alpha1"),
	V("admissionregistration.k8s.io/v1beta1"),
	V("internal.apiserver.k8s.io/v1alpha1"),
	V("apps/v1"),
	V("apps/v1beta1"),
	V("apps/v1beta2"),
	V("authentication.k8s.io/v1"),
	V("authentication.k8s.io/v1alpha1"),
	V("authentication.k8s.io/v1beta1"),
	V("authorization.k8s.io/v1"),
	V("authorization.k8s.io/v1beta1"),
	V("autoscaling/v1"),
	V("autoscaling/v2"),
	V("autoscaling/v2beta1"),
	V("autoscaling/v2beta2"),
	V("batch/v1"),
	V("batch/v1beta1"),
	V("certificates.k8s.io/v1"),
	V("certificates.k8s.io/v1beta1"),
	V("certificates.k8s.io/v1alpha1"),
	V("coordination.k8s.io/v1alpha2"),
	V("coordination.k8s.io/v1beta1"),
	V("coordination.k8s.io/v1"),
	V("discovery.k8s.io/v1"),
	V("discovery.k8s.io/v1beta1"),
	V("events.k8s.io/v1"),
	V("events.k8s.io/v1beta1"),
	V("extensions/v1beta1"),
	V("flowcontrol.apiserver.k8s.io/v1"),
	V("flowcontrol.apiserver.k8s.io/v1beta1"),
	V("flowcontrol.apiserver.k8s.io/v1beta2"),
	V("flowcontrol.apiserver.k8s.io/v1beta3"),
	V("networking.k8s.io/v1"),
	V("networking.k8s.io/v1alpha1"),
	V("networking.k8s.io/v1beta1"),
	V("node.k8s.io/v1"),
	V("node.k8s.io/v1alpha1"),
	V("node.k8s.io/v1beta1"),
	V("policy/v1"),
	V("policy/v1beta1"),
	V("rbac.authorization.k8s.io/v1"),
	V("rbac.authorization.k8s.io/v1beta1"),
	V("rbac.authorization.k8s.io/v1alpha1"),
	V("resource.k8s.io/v1beta1"),
	V("resource.k8s.io/v1alpha3"),
	V("scheduling.k8s.io/v1alpha1"),
	V("scheduling.k8s.io/v1beta1"),
	V("scheduling.k8s.io/v1"),
	V("storage.k8s.io/v1beta1"),
	V("storage.k8s.io/v1"),
	V("storage.k8s.io/v1alpha1"),
	V("storagemigration.k8s.io/v1alpha1"),
	V("apiextensions.k8s.io/v1beta1"),
	V("apiextensions.k8s.io/v1"),
};

const pn_str *pn_api_versions_default(bool helm_3, size_t *count)
{
	*count = helm_3 ? sizeof versions_helm_3 / sizeof *versions_helm_3
			: sizeof versions_helm_4 / sizeof *versions_helm_4;
	return helm_3 ? versions_helm_3 : versions_helm_4;
}

pn_kube_version pn_kube_version_default(bool helm_3)
{
	if (helm_3)
		return (pn_kube_version){ V("v1.32.0"), V("v1.32.0"), V("1"), V("32") };
	return (pn_kube_version){ V("v1.36.0"), V("v1.36.0"), V("1"), V("36") };
}

#undef V

/* Fails with text and the quoted version. */
static bool fail_quoted(pn_cx *cx, const char *before, pn_str what, const char *after)
{
	pn_buf quoted;

	pn_buf_init(&quoted, cx->arena);
	pn_buf_quote(&quoted, what);
	return pn_fail(cx->err, PINTLE_ERR_ARGUMENT, "%s%s%s", before, pn_buf_z(&quoted), after);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Finds "D.D[.D...]" at the start of text, after blanks and a 'v'; the length of the numbers. */
static size_t numbers_length(pn_str text)
{
	size_t i = 0;

	while (i < text.len && is_digit(text.ptr[i])) {
		while (i < text.len && is_digit(text.ptr[i]))
			i++;
		if (i + 1 < text.len && text.ptr[i] == '.' && is_digit(text.ptr[i + 1]))
			i++;
		else
			break;
	}
	return i;
}

/* Reads one component: digits, without a leading zero in the first one. */
static bool read_component(pn_cx *cx, pn_str component, pn_str version, bool first, uint64_t *n)
{
	pn_buf what;

	pn_buf_init(&what, cx->arena);
	if (first && component.len > 1 && component.ptr[0] == '0') {
		pn_buf_lit(&what, "illegal zero-prefixed version component ");
		pn_buf_quote(&what, component);
		pn_buf_lit(&what, " in ");
		return fail_quoted(cx, pn_buf_z(&what), version, "");
	}
	if (pn_parse_uint(component, 10, 0, n) == PN_NUMBER_OK)
		return true;
	pn_buf_lit(&what, "illegal non-numeric version component ");
	pn_buf_quote(&what, component);
	pn_buf_lit(&what, " in ");
	pn_buf_quote(&what, version);
	pn_buf_lit(&what, ": strconv.ParseUint: parsing ");
	return fail_quoted(cx, pn_buf_z(&what), component, ": value out of range");
}

/* Kubernetes: apimachinery/pkg/util/version, parse with semver false. */
static bool parse_generic(pn_cx *cx, pn_str version, pn_kube_version *out)
{
	pn_str text = pn_str_trim_space(version), rest;
	uint32_t count = 0;
	pn_buf normalized;

	if (pn_str_starts(text, PN_STR("v")))
		text = pn_str_slice(text, 1, text.len);
	rest = pn_str_slice(text, 0, numbers_length(text));
	if (!rest.len)
		return fail_quoted(cx, "could not parse ", version, " as version");
	pn_buf_init(&normalized, cx->arena);
	for (; rest.len; count++) {
		pn_str component, number;
		uint64_t n;

		pn_str_cut(rest, PN_STR("."), &component, &rest);
		if (!read_component(cx, component, version, count == 0, &n))
			return false;
		number = pn_str_format(cx->arena, "%llu", (unsigned long long)n);
		if (count == 0)
			out->major = number;
		else if (count == 1)
			out->minor = number;
		pn_buf_byte(&normalized, count ? '.' : 'v');
		pn_buf_add(&normalized, number);
	}
	if (count < 2)
		return fail_quoted(cx, "illegal version string ", version, "");
	out->normalized = pn_buf_str(&normalized);
	return true;
}

/* The semver library of Helm 3 begins its messages with a capital. */
static bool fail_semver(pn_cx *cx, pn_str why)
{
	if (pn_str_is(why, "invalid semantic version"))
		return pn_fail(cx->err, PINTLE_ERR_ARGUMENT, "Invalid Semantic Version");
	return pn_fail(cx->err, PINTLE_ERR_ARGUMENT, "%c%.*s", why.ptr[0] & ~0x20,
		       PN_ARG(pn_str_slice(why, 1, why.len)));
}

/* Helm 3: semver.NewVersion, shown in full. */
static bool parse_loose(pn_cx *cx, pn_str version, pn_kube_version *out)
{
	pn_semver v;
	pn_buf full;
	pn_str why;

	if (!pn_semver_parse(&v, version, cx->arena, &why))
		return fail_semver(cx, why);
	pn_buf_init(&full, cx->arena);
	pn_buf_byte(&full, 'v');
	pn_semver_write(&full, &v);
	out->normalized = pn_buf_str(&full);
	out->version = out->normalized;
	out->major = pn_str_format(cx->arena, "%llu", (unsigned long long)v.major);
	out->minor = pn_str_format(cx->arena, "%llu", (unsigned long long)v.minor);
	return true;
}

bool pn_kube_version_parse(pn_cx *cx, pn_str text, bool helm_3, pn_kube_version *out)
{
	if (helm_3)
		return parse_loose(cx, text, out);
	out->version = pn_str_starts(text, PN_STR("v"))
			       ? text
			       : pn_str_concat(cx->arena, PN_STR("v"), text);
	return parse_generic(cx, text, out);
}
