/* SPDX-License-Identifier: Apache-2.0 */
/* What a cluster refuses to change: by the validation of Kubernetes' API (k8s.io/kubernetes). */
#include "diff/effect_parts.h"

typedef struct immutable_field {
	const char *kind;
	const char *path;
} immutable_field;

static const immutable_field fields[] = {
	{ "Deployment", "spec.selector" },
	{ "DaemonSet", "spec.selector" },
	{ "ReplicaSet", "spec.selector" },
	{ "Job", "spec.template" },
	{ "Job", "spec.selector" },
	{ "Job", "spec.completionMode" },
	{ "Job", "spec.podFailurePolicy" },
	{ "Job", "spec.successPolicy" },
	{ "Job", "spec.backoffLimitPerIndex" },
	{ "Job", "spec.managedBy" },
	{ "Service", "spec.clusterIP" },
	{ "Service", "spec.clusterIPs" },
	{ "Service", "spec.loadBalancerClass" },
	{ "Secret", "type" },
	{ "RoleBinding", "roleRef" },
	{ "ClusterRoleBinding", "roleRef" },
	{ "StorageClass", "provisioner" },
	{ "StorageClass", "parameters" },
	{ "StorageClass", "reclaimPolicy" },
	{ "StorageClass", "volumeBindingMode" },
	{ "PriorityClass", "value" },
	{ "PriorityClass", "preemptionPolicy" },
	{ "CustomResourceDefinition", "spec.group" },
	{ "CustomResourceDefinition", "spec.scope" },
	{ "CustomResourceDefinition", "spec.names.plural" },
	{ "CustomResourceDefinition", "spec.names.kind" },
	{ "IngressClass", "spec.controller" },
	{ "RuntimeClass", "handler" },
	{ "PersistentVolume", "spec.csi" },
	{ "PersistentVolume", "spec.nfs" },
	{ "PersistentVolume", "spec.hostPath" },
	{ "PersistentVolume", "spec.local" },
	{ "PersistentVolume", "spec.volumeMode" },
	{ "PersistentVolume", "spec.nodeAffinity" },
};

/* Kinds of which all of `spec` is fixed but for some fields. */
static const struct fixed_spec {
	const char *kind;
	const char *free[8];
} fixed_specs[] = {
	{ "StatefulSet",
	  { "spec.replicas", "spec.ordinals", "spec.template", "spec.updateStrategy",
	    "spec.revisionHistoryLimit", "spec.persistentVolumeClaimRetentionPolicy",
	    "spec.minReadySeconds", NULL } },
	{ "PersistentVolumeClaim",
	  { "spec.resources.requests.storage", "spec.volumeAttributesClassName", NULL } },
	{ "Pod",
	  { "spec.containers", "spec.initContainers", "spec.activeDeadlineSeconds",
	    "spec.tolerations", "spec.schedulingGates", "spec.terminationGracePeriodSeconds",
	    NULL } },
};

static bool is_under_any(const pn_path *path, const char *const *keys)
{
	for (; *keys; keys++) {
		if (pn_path_under(path, *keys))
			return true;
	}
	return false;
}

/* Of a pod's containers only the image can change. */
static bool is_fixed_container(const pn_path *path)
{
	bool in_container = pn_path_under(path, "spec.containers") ||
			    pn_path_under(path, "spec.initContainers");

	return in_container && (path->is_item || !pn_str_is(path->key, "image"));
}

/* Says whether a change is one of a fixed field; *fixed gets the field's name. */
static bool is_fixed(pn_str kind, const pn_path *path, pn_str *fixed)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		*fixed = pn_str_from(fields[i].path);
		if (pn_str_eq(kind, pn_str_from(fields[i].kind)) &&
		    pn_path_under(path, fields[i].path))
			return true;
	}
	*fixed = PN_STR_EMPTY;
	for (size_t i = 0; i < sizeof fixed_specs / sizeof *fixed_specs; i++) {
		const struct fixed_spec *spec = &fixed_specs[i];

		if (pn_str_eq(kind, pn_str_from(spec->kind)) && pn_path_under(path, "spec") &&
		    path->parent && !is_under_any(path, spec->free))
			return true;
	}
	return pn_str_is(kind, "Pod") && is_fixed_container(path);
}

/* The field below spec that a path goes through: "spec.serviceName". */
static pn_str spec_field(pn_cx *cx, const pn_path *path)
{
	while (path->parent && path->parent->parent)
		path = path->parent;
	return pn_str_format(cx->arena, "spec.%.*s", PN_ARG(path->key));
}

/* ConfigMaps and Secrets that say so of themselves cannot change what they hold. */
static bool find_frozen(pn_effect_finder *f)
{
	static const char *const kinds[] = { "ConfigMap", "Secret", NULL };
	static const char *const parts[] = { "data", "binaryData", "stringData", "immutable" };
	const pn_value *frozen = pn_member(&f->pair->side[PN_SIDE_A]->value, "immutable");

	if (!pn_kind_is_of(f->object->kind, kinds) || !frozen || frozen->kind != PN_BOOL ||
	    !frozen->as.boolean)
		return true;
	for (size_t i = 0; i < 4; i++) {
		size_t change = pn_first_change(f->pair, parts[i]);

		if (change != SIZE_MAX)
			return pn_effect_add(f, PN_EFFECT_IMMUTABLE, PN_SEVERITY_ERROR, change,
					     "is marked immutable: the cluster refuses to change "
					     "it, it must be replaced");
	}
	return true;
}

bool pn_effects_immutable(pn_effect_finder *f)
{
	pn_str last = PN_STR_EMPTY;

	/* A hook is deleted before it runs again. */
	if (f->pair->kind != PN_PAIR_CHANGED ||
	    pn_member(pn_member_path(&f->pair->side[PN_SIDE_A]->value, "metadata.annotations"),
		      "helm.sh/hook"))
		return true;
	for (size_t i = 0; i < f->pair->changes.count; i++) {
		const pn_path *path = f->pair->changes.items[i].path;
		pn_str field;

		if (!path || !is_fixed(f->object->kind, path, &field))
			continue;
		if (!field.len)
			field = spec_field(f->cx, path);
		if (pn_str_eq(field, last))
			continue;
		last = field;
		if (!pn_effect_add(f, PN_EFFECT_IMMUTABLE, PN_SEVERITY_ERROR, i,
				   "cannot change %.*s: the cluster refuses, it must be deleted "
				   "and created anew",
				   PN_ARG(field)))
			return false;
	}
	return find_frozen(f);
}
