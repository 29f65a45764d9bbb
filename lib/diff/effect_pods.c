/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to pods: restarts, numbers, volumes. */
#include "diff/quantity.h"
#include "diff/effect_parts.h"

static const char *const rolling[] = { "Deployment", "StatefulSet", "DaemonSet", "Rollout", NULL };

/* The text of a scalar; "-" for what is missing. */
static pn_str shown(pn_cx *cx, const pn_value *v)
{
	return v ? pn_value_to_string(cx->arena, v) : PN_STR("-");
}

/* ---- restarts ---- */

/* How an update replaces the pods, in words. */
static const char *replacement(const pn_kube_object *o)
{
	const pn_value *strategy = pn_member_path(&o->value, "spec.strategy");
	const pn_value *update = pn_member_path(&o->value, "spec.updateStrategy");

	if (pn_str_is(pn_member_text(strategy, "type"), "Recreate"))
		return "stops all its pods, then starts new ones";
	if (pn_str_is(pn_member_text(update, "type"), "OnDelete"))
		return "replaces its pods only as they are deleted";
	return "restarts its pods, one after the other";
}

static bool find_restart(pn_effect_finder *f)
{
	const char *template = pn_pod_template(f->object->kind);
	size_t change = template ? pn_first_change(f->pair, template) : SIZE_MAX;

	if (change == SIZE_MAX)
		return true;
	if (pn_kind_is_of(f->object->kind, rolling))
		return pn_effect_add(f, PN_EFFECT_RESTART, PN_SEVERITY_WARNING, change, "%s",
				     replacement(f->object));
	if (pn_str_is(f->object->kind, "CronJob"))
		return pn_effect_add(f, PN_EFFECT_RESTART, PN_SEVERITY_INFO, change,
				     "runs otherwise from its next run on");
	if (pn_str_is(f->object->kind, "Job"))
		return true; /* which cannot change */
	return pn_effect_add(f, PN_EFFECT_RESTART, PN_SEVERITY_INFO, change,
			     "changes new pods only; those that run stay as they are");
}

static bool find_schedule(pn_effect_finder *f)
{
	size_t change = pn_first_change(f->pair, "spec.schedule");

	if (!pn_str_is(f->object->kind, "CronJob") || change == SIZE_MAX)
		return true;
	return pn_effect_add(f, PN_EFFECT_SCALE, PN_SEVERITY_INFO, change,
			     "runs at other times: %.*s -> %.*s",
			     PN_ARG(shown(f->cx, f->pair->changes.items[change].value[0])),
			     PN_ARG(shown(f->cx, f->pair->changes.items[change].value[1])));
}

/* ---- numbers ---- */

static bool is_int(const pn_value *v, int64_t n)
{
	return v && v->kind == PN_INT && v->as.integer == n;
}

static bool find_replicas(pn_effect_finder *f)
{
	size_t change = pn_first_change(f->pair, "spec.replicas");
	const pn_change *c;

	if (!pn_pod_template(f->object->kind) || change == SIZE_MAX)
		return true;
	c = &f->pair->changes.items[change];
	if (!c->value[PN_SIDE_B])
		return pn_effect_add(f, PN_EFFECT_SCALE, PN_SEVERITY_INFO, change,
				     "leaves the number of its pods to others; it was %.*s",
				     PN_ARG(shown(f->cx, c->value[PN_SIDE_A])));
	if (!c->value[PN_SIDE_A])
		return pn_effect_add(f, PN_EFFECT_SCALE, PN_SEVERITY_INFO, change,
				     "sets the number of its pods to %.*s",
				     PN_ARG(shown(f->cx, c->value[PN_SIDE_B])));
	return pn_effect_add(
		f, PN_EFFECT_SCALE,
		is_int(c->value[PN_SIDE_B], 0) ? PN_SEVERITY_WARNING : PN_SEVERITY_INFO, change,
		"scales from %.*s to %.*s pod%s", PN_ARG(shown(f->cx, c->value[PN_SIDE_A])),
		PN_ARG(shown(f->cx, c->value[PN_SIDE_B])),
		is_int(c->value[PN_SIDE_B], 1) ? "" : "s");
}

static bool find_autoscaling(pn_effect_finder *f)
{
	static const char *const bounds[] = { "spec.minReplicas", "spec.maxReplicas" };

	for (size_t i = 0; i < 2; i++) {
		size_t change = pn_first_change(f->pair, bounds[i]);
		const pn_change *c = change == SIZE_MAX ? NULL : &f->pair->changes.items[change];

		if (!pn_str_is(f->object->kind, "HorizontalPodAutoscaler") || !c)
			continue;
		if (!pn_effect_add(f, PN_EFFECT_SCALE, PN_SEVERITY_INFO, change,
				   "scales within other bounds: %s %.*s -> %.*s",
				   bounds[i] + strlen("spec."),
				   PN_ARG(shown(f->cx, c->value[PN_SIDE_A])),
				   PN_ARG(shown(f->cx, c->value[PN_SIDE_B]))))
			return false;
	}
	return true;
}

/* ---- volumes ---- */

static bool find_claim_size(pn_effect_finder *f)
{
	size_t change = pn_first_change(f->pair, "spec.resources.requests.storage");
	const pn_change *c;
	pn_str a, b;
	int order;

	if (!pn_str_is(f->object->kind, "PersistentVolumeClaim") || change == SIZE_MAX)
		return true;
	c = &f->pair->changes.items[change];
	a = shown(f->cx, c->value[PN_SIDE_A]);
	b = shown(f->cx, c->value[PN_SIDE_B]);
	if (!pn_quantity_compare(a, b, &order))
		return true;
	if (order > 0)
		return pn_effect_add(f, PN_EFFECT_STORAGE, PN_SEVERITY_ERROR, change,
				     "shrinks from %.*s to %.*s, which the cluster refuses",
				     PN_ARG(a), PN_ARG(b));
	return pn_effect_add(f, PN_EFFECT_STORAGE, PN_SEVERITY_INFO, change,
			     "grows from %.*s to %.*s, if its storage class allows that", PN_ARG(a),
			     PN_ARG(b));
}

/* The volume that a path goes through: an item of the pod's volumes; NULL when it is elsewhere. */
static const pn_path *volume_of(const pn_path *path)
{
	for (; path && path->parent; path = path->parent) {
		if (path->is_item && pn_str_is(path->parent->key, "volumes"))
			return path;
	}
	return NULL;
}

static const pn_value *volume_named(const pn_kube_object *o, const char *template, pn_str name)
{
	const pn_value *spec = pn_member_path(&o->value, template);
	const pn_value *volumes = pn_member_path(spec, "spec.volumes");

	for (uint32_t i = 0; volumes && volumes->kind == PN_LIST && i < volumes->len; i++) {
		if (pn_str_eq(pn_member_text(&volumes->as.items[i], "name"), name))
			return &volumes->as.items[i];
	}
	return NULL;
}

/* What a volume is made of: "emptyDir"; empty when that cannot be said. */
static pn_str source_of(const pn_value *volume)
{
	for (size_t i = 0; volume && volume->kind == PN_MAP && i < pn_map_count(volume->as.map);
	     i++) {
		if (!pn_str_is(volume->as.map->entries[i].key, "name"))
			return volume->as.map->entries[i].key;
	}
	return PN_STR_EMPTY;
}

/* Tells of a volume without a claim that is made of something else now. */
static bool check_source(pn_effect_finder *f, size_t change, const pn_value *old,
			 const pn_value *now, pn_str name)
{
	static const char *const lasting_not[] = { "emptyDir",	"configMap",   "secret",
						   "projected", "downwardAPI", "ephemeral",
						   "image",	NULL };
	pn_str a = source_of(old), b = source_of(now);

	if (!a.len || !b.len || pn_str_eq(a, b))
		return true;
	return pn_effect_add(f, PN_EFFECT_STORAGE,
			     pn_kind_is_of(a, lasting_not) ? PN_SEVERITY_INFO : PN_SEVERITY_WARNING,
			     change, "keeps volume %.*s elsewhere: %.*s -> %.*s", PN_ARG(name),
			     PN_ARG(a), PN_ARG(b));
}

/* Tells of a volume that is kept elsewhere, above all of one that has another claim, or none. */
static bool check_volume(pn_effect_finder *f, size_t change, const char *template, pn_str name)
{
	const pn_value *old = volume_named(f->pair->side[PN_SIDE_A], template, name);
	const pn_value *now = volume_named(f->pair->side[PN_SIDE_B], template, name);
	pn_str claim = pn_member_text(pn_member(old, "persistentVolumeClaim"), "claimName");
	pn_str other = pn_member_text(pn_member(now, "persistentVolumeClaim"), "claimName");

	if (!claim.len)
		return check_source(f, change, old, now, name);
	if (pn_str_eq(claim, other))
		return true;
	if (other.len)
		return pn_effect_add(f, PN_EFFECT_STORAGE, PN_SEVERITY_WARNING, change,
				     "mounts claim %.*s in place of %.*s as volume %.*s",
				     PN_ARG(other), PN_ARG(claim), PN_ARG(name));
	return pn_effect_add(f, PN_EFFECT_STORAGE, PN_SEVERITY_ERROR, change,
			     "no longer keeps volume %.*s in claim %.*s", PN_ARG(name),
			     PN_ARG(claim));
}

static bool find_volumes(pn_effect_finder *f)
{
	const char *template = pn_pod_template(f->object->kind);
	pn_str last = PN_STR_EMPTY;

	for (size_t i = 0; template && i < f->pair->changes.count; i++) {
		const pn_path *path = f->pair->changes.items[i].path;
		const pn_path *volume = pn_path_under(path, template) ? volume_of(path) : NULL;

		if (!volume || pn_str_eq(volume->key, last))
			continue;
		last = volume->key;
		if (!check_volume(f, i, template, volume->key))
			return false;
	}
	return true;
}

bool pn_effects_of_pods(pn_effect_finder *f)
{
	if (f->pair->kind == PN_PAIR_ADDED || f->pair->kind == PN_PAIR_REMOVED)
		return true;
	return find_restart(f) && find_schedule(f) && find_replicas(f) && find_autoscaling(f) &&
	       find_claim_size(f) && find_volumes(f);
}
