/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/effect_parts.h"

bool pn_effect_add(pn_effect_finder *f, pn_effect_kind kind, pn_severity severity, size_t change,
		   const char *format, ...)
{
	pn_effects *list = f->out;
	va_list args;
	pn_buf text;

	pn_buf_init(&text, f->cx->arena);
	va_start(args, format);
	pn_buf_vformat(&text, format, args);
	va_end(args);
	if (!pn_diff_grow(f->cx, (void **)&list->items, &list->cap, list->count,
			  sizeof *list->items))
		return false;
	list->items[list->count++] =
		(pn_effect){ kind, severity, f->index, change, pn_buf_str(&text) };
	return true;
}

/* Takes the keys of a path, from its end, off the end of `keys`; what is left of them. */
static bool match_keys(const pn_path *path, pn_str keys, bool whole)
{
	size_t depth = 0, wanted = pn_str_count(keys, PN_STR(".")) + 1;

	for (const pn_path *p = path; p; p = p->parent)
		depth++;
	if (depth < wanted || (whole && depth != wanted))
		return false;
	for (; depth > wanted; depth--)
		path = path->parent;
	for (; path; path = path->parent) {
		size_t dot = pn_str_find_last(keys, PN_STR("."));
		size_t from = dot == PN_NOT_FOUND ? 0 : dot + 1;

		if (path->is_item || !pn_str_eq(path->key, pn_str_slice(keys, from, keys.len)))
			return false;
		keys = pn_str_slice(keys, 0, from ? from - 1 : 0);
	}
	return true;
}

bool pn_path_under(const pn_path *path, const char *keys)
{
	return match_keys(path, pn_str_from(keys), false);
}

bool pn_path_is(const pn_path *path, const char *keys)
{
	return match_keys(path, pn_str_from(keys), true);
}

size_t pn_first_change(const pn_pair *pair, const char *keys)
{
	for (size_t i = 0; i < pair->changes.count; i++) {
		if (pn_path_under(pair->changes.items[i].path, keys))
			return i;
	}
	return SIZE_MAX;
}

bool pn_kind_is_of(pn_str kind, const char *const *kinds)
{
	for (; *kinds; kinds++) {
		if (pn_str_eq(kind, pn_str_from(*kinds)))
			return true;
	}
	return false;
}

const char *pn_pod_template(pn_str kind)
{
	static const char *const owners[] = { "Deployment", "StatefulSet", "DaemonSet",
					      "ReplicaSet", "Job",	   "ReplicationController",
					      "Rollout",    NULL };

	if (pn_kind_is_of(kind, owners))
		return "spec.template";
	if (pn_str_is(kind, "CronJob"))
		return "spec.jobTemplate.spec.template";
	return NULL;
}

bool pn_effects_find(pn_cx *cx, const pn_diff *diff, pn_effects *out)
{
	*out = (pn_effects){ 0 };
	for (size_t i = 0; i < diff->count; i++) {
		const pn_pair *pair = &diff->pairs[i];
		pn_effect_finder f = { cx, diff, out, i, pair, pair->side[PN_SIDE_B] };

		if (!f.object)
			f.object = pair->side[PN_SIDE_A];
		if (pair->kind == PN_PAIR_SAME)
			continue;
		if (!pn_effects_of_fate(&f) || !pn_effects_immutable(&f) ||
		    !pn_effects_of_pods(&f) || !pn_effects_of_services(&f) ||
		    !pn_effects_of_settings(&f) || !pn_effects_of_rights(&f))
			return false;
	}
	return true;
}
