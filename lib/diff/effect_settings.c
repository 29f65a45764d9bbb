/* SPDX-License-Identifier: Apache-2.0 */
/* ConfigMaps and Secrets that change while the pods that read them go on. */
#include "diff/effect_parts.h"

/* How a pod reads an object. */
typedef enum reading {
	READS_NOT = 0,
	READS_FILES, /* a volume: the files change by themselves after a while */
	READS_ONCE   /* variables, or a part of a volume: until the pod restarts */
} reading;

/* Who reads. */
typedef struct reader {
	bool secret;
	pn_str name;
	pn_str volume; /* a volume that shows the object; empty: none so far */
	reading how;
} reader;

static bool names_it(const reader *r, const pn_value *reference, const char *key)
{
	return reference && r->name.len && pn_str_eq(pn_member_text(reference, key), r->name);
}

static void find_volume(reader *r, const pn_value *volumes)
{
	for (uint32_t i = 0; volumes && volumes->kind == PN_LIST && i < volumes->len; i++) {
		const pn_value *v = &volumes->as.items[i];
		const pn_value *sources = pn_member_path(v, "projected.sources");
		bool shows = r->secret ? names_it(r, pn_member(v, "secret"), "secretName")
				       : names_it(r, pn_member(v, "configMap"), "name");

		for (uint32_t j = 0; sources && sources->kind == PN_LIST && j < sources->len; j++)
			shows |= names_it(r,
					  pn_member(&sources->as.items[j],
						    r->secret ? "secret" : "configMap"),
					  "name");
		if (shows) {
			r->volume = pn_member_text(v, "name");
			r->how = READS_FILES;
			return;
		}
	}
}

static void look_at_container(reader *r, const pn_value *container)
{
	const pn_value *from = pn_member(container, "envFrom"), *env = pn_member(container, "env");
	const pn_value *mounts = pn_member(container, "volumeMounts");

	for (uint32_t i = 0; from && from->kind == PN_LIST && i < from->len; i++) {
		if (names_it(
			    r,
			    pn_member(&from->as.items[i], r->secret ? "secretRef" : "configMapRef"),
			    "name"))
			r->how = READS_ONCE;
	}
	for (uint32_t i = 0; env && env->kind == PN_LIST && i < env->len; i++) {
		if (names_it(r,
			     pn_member_path(&env->as.items[i],
					    r->secret ? "valueFrom.secretKeyRef"
						      : "valueFrom.configMapKeyRef"),
			     "name"))
			r->how = READS_ONCE;
	}
	for (uint32_t i = 0; r->volume.len && mounts && mounts->kind == PN_LIST && i < mounts->len;
	     i++) {
		const pn_value *m = &mounts->as.items[i];

		if (pn_str_eq(pn_member_text(m, "name"), r->volume) && pn_member(m, "subPath"))
			r->how = READS_ONCE;
	}
}

static reading reading_of(const pn_kube_object *pods, const pn_kube_object *settings)
{
	static const char *const lists[] = { "containers", "initContainers" };
	const char *template = pn_pod_template(pods->kind);
	reader r = { .secret = pn_str_is(settings->kind, "Secret"), .name = settings->name };
	const pn_value *spec;

	spec = template ? pn_member(pn_member_path(&pods->value, template), "spec") : NULL;
	if (!spec)
		return READS_NOT;
	find_volume(&r, pn_member(spec, "volumes"));
	for (size_t i = 0; i < 2; i++) {
		const pn_value *list = pn_member(spec, lists[i]);

		for (uint32_t j = 0; list && list->kind == PN_LIST && j < list->len; j++)
			look_at_container(&r, &list->as.items[j]);
	}
	return r.how;
}

static bool same_space(const pn_kube_object *a, const pn_kube_object *b)
{
	return pn_str_eq(a->release, b->release) &&
	       (!a->ns.len || !b->ns.len || pn_str_eq(a->ns, b->ns));
}

/* Jobs that run once, and what runs again anyhow, need not notice. */
static bool goes_on(const pn_pair *pair)
{
	static const char *const kinds[] = { "Deployment", "StatefulSet", "DaemonSet", "Rollout",
					     NULL };
	const pn_kube_object *o = pair->side[PN_SIDE_B];

	return o && pair->side[PN_SIDE_A] && pn_kind_is_of(o->kind, kinds) &&
	       pn_first_change(pair, pn_pod_template(o->kind)) == SIZE_MAX;
}

/* Tells who still reads what is gone. */
static bool find_readers(pn_effect_finder *f)
{
	const pn_kube_object *gone = f->pair->side[PN_SIDE_A];

	for (size_t i = 0; i < f->diff->count; i++) {
		const pn_kube_object *o = f->diff->pairs[i].side[PN_SIDE_B];

		if (!o || !same_space(o, gone) || reading_of(o, gone) == READS_NOT)
			continue;
		if (!pn_effect_add(f, PN_EFFECT_GONE, PN_SEVERITY_ERROR, SIZE_MAX,
				   "disappears while %.*s %.*s still reads it: its next pods do "
				   "not start",
				   PN_ARG(o->kind), PN_ARG(o->name)))
			return false;
	}
	return true;
}

bool pn_effects_of_settings(pn_effect_finder *f)
{
	static const char *const kinds[] = { "ConfigMap", "Secret", NULL };
	static const char *const parts[] = { "data", "stringData", "binaryData" };
	size_t change = SIZE_MAX;

	if ((f->pair->kind == PN_PAIR_REMOVED || f->pair->kind == PN_PAIR_RENAMED) &&
	    pn_kind_is_of(f->object->kind, kinds))
		return find_readers(f);
	for (size_t i = 0; i < 3 && change == SIZE_MAX; i++)
		change = pn_first_change(f->pair, parts[i]);
	if (f->pair->kind != PN_PAIR_CHANGED || change == SIZE_MAX ||
	    !pn_kind_is_of(f->object->kind, kinds))
		return true;
	for (size_t i = 0; i < f->diff->count; i++) {
		const pn_pair *pair = &f->diff->pairs[i];
		const pn_kube_object *o = pair->side[PN_SIDE_B];
		reading how = READS_NOT;

		if (goes_on(pair) && same_space(o, f->object))
			how = reading_of(o, f->object);
		if (how == READS_NOT)
			continue;
		if (!pn_effect_add(f, PN_EFFECT_STALE,
				   how == READS_ONCE ? PN_SEVERITY_WARNING : PN_SEVERITY_INFO,
				   change,
				   how == READS_ONCE
					   ? "is read by %.*s %.*s, whose pods go on with the old "
					     "values until they restart"
					   : "is mounted by %.*s %.*s, whose pods see new files "
					     "without a restart",
				   PN_ARG(o->kind), PN_ARG(o->name)))
			return false;
	}
	return true;
}
