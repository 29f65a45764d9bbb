/* SPDX-License-Identifier: Apache-2.0 */
/* What a render is told, from the options that the host gave. */
#include "api/api.h"

pn_str *pn_strings(pn_arena *arena, const char *const *items, size_t count)
{
	pn_str *out = PN_NEW_ARRAY(arena, pn_str, count);

	for (size_t i = 0; out && i < count; i++)
		out[i] = pn_str_dup(arena, pn_str_from(items[i]));
	return out;
}

/* Copies a text, or a stand-in when it is NULL, so that nothing depends on it. */
static pn_str text_or(pn_cx *cx, const char *text, const char *other)
{
	return pn_str_dup(cx->arena, pn_str_from(text ? text : other));
}

static pn_str resolve_host(void *data, pn_arena *arena, pn_str host)
{
	const pintle_render_options *options = data;
	char address[256];

	if (!options->resolve(options->resolve_data, pn_str_z(arena, host), address,
			      sizeof address))
		return PN_STR("");
	address[sizeof address - 1] = '\0';
	return pn_str_dup(arena, pn_str_from(address));
}

static bool set_kube_version(pn_cx *cx, const pintle_render_options *options, pn_release *out)
{
	bool helm_3 = out->profile == PN_PROFILE_HELM_3;

	out->kube_version = pn_kube_version_default(helm_3);
	if (!options->kube_version || !*options->kube_version)
		return true;
	return pn_kube_version_parse(cx, text_or(cx, options->kube_version, ""), helm_3,
				     &out->kube_version) ||
	       pn_error_wrap(cx->err, "invalid kube version '%s': ", options->kube_version);
}

bool pn_release_prepare(pn_cx *cx, const pintle_render_options *options, pn_outside *outside,
			pn_release *out)
{
	pn_outside_init(outside, options);
	*out = (pn_release){
		.name = text_or(cx, options->release_name, "release-name"),
		.ns = text_or(cx, options->namespace_name, "default"),
		.is_upgrade = options->is_upgrade,
		.revision = 1,
		.api_versions =
			pn_strings(cx->arena, options->api_versions, options->api_version_count),
		.api_version_count = options->api_version_count,
		.profile = options->profile == PINTLE_HELM_3_17 ? PN_PROFILE_HELM_3
								: PN_PROFILE_HELM_4,
		.include_crds = options->include_crds,
		.skip_schema = options->skip_schema,
		.env = &outside->env,
		.cancelled = options->cancelled,
		.cancel_data = options->cancel_data,
		.timings = options->timings,
		.resolve = options->resolve ? resolve_host : NULL,
		.resolve_data = (void *)(uintptr_t)options,
	};
	return set_kube_version(cx, options, out) &&
	       (!cx->arena->failed || pn_fail_memory(cx->err, cx->arena));
}

/* Reads documents of objects, lists of objects, or one list. */
static bool read_objects(pn_cx *cx, pn_str rest, pn_list_builder *list)
{
	pn_str chunk;

	while (pn_yaml_next_chunk(cx, &rest, &chunk)) {
		const pn_value *items;
		pn_value v;

		if (!pn_yaml_read(cx, chunk, PN_YAML_KEEP_NUMBERS, NULL, &v))
			return pn_error_wrap(cx->err, "cannot read the objects for lookup: ");
		items = pn_is_map(&v) ? pn_map_get(v.as.map, PN_STR("items")) : &v;
		for (uint32_t i = 0; items && items->kind == PN_LIST && i < items->len; i++)
			pn_list_add(list, &items->as.items[i]);
		if (pn_is_map(&v) && (!items || items->kind != PN_LIST))
			pn_list_add(list, &v);
	}
	return !pn_error_is_set(cx->err);
}

bool pn_release_read_objects(pn_cx *cx, const pintle_render_options *options, pn_release *out)
{
	pn_str text = { options->lookup, options->lookup_len };
	pn_list_builder list;
	pn_value *objects;

	if (!options->lookup)
		return true;
	objects = PN_NEW(cx->arena, pn_value);
	if (!objects)
		return pn_fail_memory(cx->err, cx->arena);
	pn_list_begin(&list, cx->arena, 0);
	if (!read_objects(cx, pn_str_dup(cx->arena, text), &list))
		return false;
	*objects = pn_list_end(&list, PN_TYPE_LIST);
	out->objects = objects;
	return true;
}
