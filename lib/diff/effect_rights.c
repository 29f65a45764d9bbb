/* SPDX-License-Identifier: Apache-2.0 */
/* What accounts may do, and which versions of objects a cluster knows. */
#include "diff/effect_parts.h"

static bool find_rights(pn_effect_finder *f)
{
	static const char *const roles[] = { "Role", "ClusterRole", NULL };
	static const char *const bindings[] = { "RoleBinding", "ClusterRoleBinding", NULL };
	size_t change = SIZE_MAX;

	if (pn_kind_is_of(f->object->kind, roles)) {
		change = pn_first_change(f->pair, "rules");
		if (change == SIZE_MAX)
			change = pn_first_change(f->pair, "aggregationRule");
		return change == SIZE_MAX || pn_effect_add(f, PN_EFFECT_RIGHTS, PN_SEVERITY_WARNING,
							   change, "gives other rights");
	}
	if (pn_kind_is_of(f->object->kind, bindings))
		change = pn_first_change(f->pair, "subjects");
	return change == SIZE_MAX || pn_effect_add(f, PN_EFFECT_RIGHTS, PN_SEVERITY_WARNING, change,
						   "gives its rights to others");
}

/* ---- versions that a CustomResourceDefinition serves ---- */

static bool serves(const pn_kube_object *o, pn_str version)
{
	const pn_value *versions = pn_member_path(&o->value, "spec.versions");

	for (uint32_t i = 0; versions && versions->kind == PN_LIST && i < versions->len; i++) {
		const pn_value *served = pn_member(&versions->as.items[i], "served");

		if (pn_str_eq(pn_member_text(&versions->as.items[i], "name"), version))
			return served && served->kind == PN_BOOL && served->as.boolean;
	}
	return false;
}

static bool find_versions(pn_effect_finder *f)
{
	const pn_value *versions =
		pn_member_path(&f->pair->side[PN_SIDE_A]->value, "spec.versions");
	size_t change = pn_first_change(f->pair, "spec.versions");

	if (!pn_str_is(f->object->kind, "CustomResourceDefinition") || change == SIZE_MAX)
		return true;
	for (uint32_t i = 0; versions && versions->kind == PN_LIST && i < versions->len; i++) {
		pn_str name = pn_member_text(&versions->as.items[i], "name");

		if (serves(f->pair->side[PN_SIDE_A], name) &&
		    !serves(f->pair->side[PN_SIDE_B], name) &&
		    !pn_effect_add(f, PN_EFFECT_GONE, PN_SEVERITY_ERROR, change,
				   "no longer serves its version %.*s", PN_ARG(name)))
			return false;
	}
	return true;
}

bool pn_effects_of_rights(pn_effect_finder *f)
{
	if (f->pair->kind == PN_PAIR_ADDED || f->pair->kind == PN_PAIR_REMOVED)
		return true;
	return find_rights(f) && find_versions(f);
}
