/* SPDX-License-Identifier: Apache-2.0 */
/* How pods are reached: services, ports, hosts. */
#include "diff/effect_parts.h"

static pn_str shown(pn_cx *cx, const pn_value *v)
{
	return v ? pn_value_to_string(cx->arena, v) : PN_STR("-");
}

static bool find_type(pn_effect_finder *f)
{
	size_t change = pn_first_change(f->pair, "spec.type");
	const pn_change *c;

	if (change == SIZE_MAX)
		return true;
	c = &f->pair->changes.items[change];
	return pn_effect_add(f, PN_EFFECT_NETWORK, PN_SEVERITY_WARNING, change,
			     "becomes of another type: %.*s -> %.*s",
			     PN_ARG(c->value[0] ? shown(f->cx, c->value[0]) : PN_STR("ClusterIP")),
			     PN_ARG(c->value[1] ? shown(f->cx, c->value[1]) : PN_STR("ClusterIP")));
}

static bool find_ports(pn_effect_finder *f)
{
	size_t change = pn_first_change(f->pair, "spec.ports");

	return change == SIZE_MAX || pn_effect_add(f, PN_EFFECT_NETWORK, PN_SEVERITY_WARNING,
						   change, "is reached by other ports");
}

static bool find_selector(pn_effect_finder *f)
{
	size_t change = pn_first_change(f->pair, "spec.selector");

	return change == SIZE_MAX || pn_effect_add(f, PN_EFFECT_NETWORK, PN_SEVERITY_WARNING,
						   change, "sends its traffic to other pods");
}

/* ---- hosts ---- */

static bool has_host(const pn_kube_object *o, pn_str host)
{
	const pn_value *rules = pn_member_path(&o->value, "spec.rules");

	for (uint32_t i = 0; rules && rules->kind == PN_LIST && i < rules->len; i++) {
		if (pn_str_eq(pn_member_text(&rules->as.items[i], "host"), host))
			return true;
	}
	return false;
}

static bool find_hosts(pn_effect_finder *f)
{
	const pn_value *rules = pn_member_path(&f->pair->side[PN_SIDE_A]->value, "spec.rules");
	size_t change = pn_first_change(f->pair, "spec.rules");

	for (uint32_t i = 0; rules && rules->kind == PN_LIST && i < rules->len; i++) {
		pn_str host = pn_member_text(&rules->as.items[i], "host");

		if (host.len && !has_host(f->pair->side[PN_SIDE_B], host) &&
		    !pn_effect_add(f, PN_EFFECT_NETWORK, PN_SEVERITY_WARNING, change,
				   "no longer serves host %.*s", PN_ARG(host)))
			return false;
	}
	return true;
}

static bool find_class(pn_effect_finder *f)
{
	size_t change = pn_first_change(f->pair, "spec.ingressClassName");
	const pn_change *c = change == SIZE_MAX ? NULL : &f->pair->changes.items[change];

	return !c || pn_effect_add(f, PN_EFFECT_NETWORK, PN_SEVERITY_WARNING, change,
				   "is served by another controller: %.*s -> %.*s",
				   PN_ARG(shown(f->cx, c->value[PN_SIDE_A])),
				   PN_ARG(shown(f->cx, c->value[PN_SIDE_B])));
}

static bool find_policy(pn_effect_finder *f)
{
	size_t change = pn_first_change(f->pair, "spec");

	return change == SIZE_MAX || pn_effect_add(f, PN_EFFECT_NETWORK, PN_SEVERITY_WARNING,
						   change, "lets through other traffic");
}

bool pn_effects_of_services(pn_effect_finder *f)
{
	if (f->pair->kind == PN_PAIR_ADDED || f->pair->kind == PN_PAIR_REMOVED)
		return true;
	if (pn_str_is(f->object->kind, "Service"))
		return find_type(f) && find_ports(f) && find_selector(f);
	if (pn_str_is(f->object->kind, "NetworkPolicy"))
		return find_policy(f);
	return !pn_str_is(f->object->kind, "Ingress") || (find_hosts(f) && find_class(f));
}
