/* SPDX-License-Identifier: Apache-2.0 */
/* Objects that disappear, or that are others under a new name; hooks. */
#include "diff/effect_parts.h"

static const char rights[] = "disappears, and the rights that it gave";

/* What goes with an object of a kind. */
static const struct loss {
	const char *kind;
	pn_severity severity;
	const char *removed;
} losses[] = {
	{ "PersistentVolumeClaim", PN_SEVERITY_ERROR,
	  "disappears, and the data in its volume with it unless the volume is retained" },
	{ "PersistentVolume", PN_SEVERITY_ERROR, "disappears, and the way to its data with it" },
	{ "Namespace", PN_SEVERITY_ERROR, "disappears, and everything in it" },
	{ "CustomResourceDefinition", PN_SEVERITY_ERROR,
	  "disappears, and all objects of its kind in the cluster" },
	{ "Secret", PN_SEVERITY_ERROR, "disappears, and what it holds" },
	{ "StatefulSet", PN_SEVERITY_WARNING, "disappears; the claims of its pods stay" },
	{ "Service", PN_SEVERITY_WARNING, "disappears, and its address" },
	{ "Ingress", PN_SEVERITY_WARNING, "disappears, and its hosts are no longer served" },
	{ "StorageClass", PN_SEVERITY_WARNING, "disappears; new claims of this class wait" },
	{ "Deployment", PN_SEVERITY_WARNING, "disappears, and its pods" },
	{ "DaemonSet", PN_SEVERITY_WARNING, "disappears, and its pods" },
	{ "Rollout", PN_SEVERITY_WARNING, "disappears, and its pods" },
	{ "CronJob", PN_SEVERITY_WARNING, "disappears, and runs no more" },
	{ "ServiceAccount", PN_SEVERITY_WARNING, "disappears; no pod that uses it can be started" },
	{ "Role", PN_SEVERITY_WARNING, rights },
	{ "ClusterRole", PN_SEVERITY_WARNING, rights },
	{ "RoleBinding", PN_SEVERITY_WARNING, rights },
	{ "ClusterRoleBinding", PN_SEVERITY_WARNING, rights },
	{ "NetworkPolicy", PN_SEVERITY_WARNING, "disappears, and lets through what it held back" },
	{ "HorizontalPodAutoscaler", PN_SEVERITY_INFO,
	  "disappears, and leaves the number of pods as it is" },
	{ "PodDisruptionBudget", PN_SEVERITY_INFO, "disappears, and holds back no eviction" },
};

static const pn_value *annotations(const pn_kube_object *o)
{
	return o ? pn_member_path(&o->value, "metadata.annotations") : NULL;
}

static const struct loss *loss_of(pn_str kind)
{
	for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
		if (pn_str_eq(kind, pn_str_from(losses[i].kind)))
			return &losses[i];
	}
	return NULL;
}

static bool is_kept(const pn_kube_object *o)
{
	return pn_str_is(pn_member_text(annotations(o), "helm.sh/resource-policy"), "keep");
}

static bool find_removed(pn_effect_finder *f)
{
	const struct loss *loss = loss_of(f->object->kind);

	if (is_kept(f->pair->side[PN_SIDE_A]))
		return pn_effect_add(f, PN_EFFECT_GONE, PN_SEVERITY_INFO, SIZE_MAX,
				     "is no longer managed and stays in the cluster, as its "
				     "resource-policy says");
	return !loss ||
	       pn_effect_add(f, PN_EFFECT_GONE, loss->severity, SIZE_MAX, "%s", loss->removed);
}

static bool find_renamed(pn_effect_finder *f)
{
	const pn_kube_object *a = f->pair->side[PN_SIDE_A], *b = f->pair->side[PN_SIDE_B];
	const struct loss *loss = loss_of(f->object->kind);
	bool other_space = pn_str_eq(a->name, b->name);
	const char *how = other_space ? "in another namespace" : "under another name";

	if (loss && loss->severity == PN_SEVERITY_ERROR && !is_kept(a))
		return pn_effect_add(f, PN_EFFECT_GONE, PN_SEVERITY_ERROR, SIZE_MAX,
				     "is another object %s: the old one %s", how, loss->removed);
	return pn_effect_add(f, PN_EFFECT_GONE, PN_SEVERITY_WARNING, SIZE_MAX,
			     "is deleted and created anew %s", how);
}

/* Tells when a hook runs that is new or that does something else. */
static bool find_hook(pn_effect_finder *f)
{
	pn_str old = pn_member_text(annotations(f->pair->side[PN_SIDE_A]), "helm.sh/hook");
	pn_str now = pn_member_text(annotations(f->pair->side[PN_SIDE_B]), "helm.sh/hook");

	if (!old.len && !now.len)
		return true;
	if (!now.len)
		return pn_effect_add(f, PN_EFFECT_HOOK, PN_SEVERITY_INFO, SIZE_MAX,
				     f->pair->side[PN_SIDE_B] ? "is no hook any longer (%.*s)"
							      : "no longer runs as a hook (%.*s)",
				     PN_ARG(old));
	return pn_effect_add(f, PN_EFFECT_HOOK, PN_SEVERITY_INFO, SIZE_MAX,
			     f->pair->side[PN_SIDE_A] ? "is a hook (%.*s): it runs as it is now"
						      : "is a new hook (%.*s)",
			     PN_ARG(now));
}

bool pn_effects_of_fate(pn_effect_finder *f)
{
	if (f->pair->kind == PN_PAIR_REMOVED && !find_removed(f))
		return false;
	if (f->pair->kind == PN_PAIR_RENAMED && !find_renamed(f))
		return false;
	return find_hook(f);
}
