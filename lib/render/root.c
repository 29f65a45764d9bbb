/* SPDX-License-Identifier: Apache-2.0 */
/* What templates see as dot (Helm: pkg/engine/engine.go, recAllTpls; pkg/chart/common.go). */
#include "render/engine.h"

/* Sets a key of a map under construction; failures are the arena's. */
static void put(pn_map *map, const char *key, pn_value v)
{
	pn_map_set(map, pn_str_from(key), &v);
}

static void put_str(pn_map *map, const char *key, pn_str s)
{
	put(map, key, pn_string(s));
}

static pn_value strings(pn_arena *arena, const pn_str *items, uint32_t count)
{
	pn_list_builder list;

	pn_list_begin(&list, arena, count);
	for (uint32_t i = 0; i < count; i++) {
		pn_value v = pn_string(items[i]);

		pn_list_add(&list, &v);
	}
	return pn_list_end(&list, PN_TYPE_LIST);
}

static pn_value maintainers(pn_arena *arena, const pn_metadata *meta)
{
	pn_list_builder list;

	pn_list_begin(&list, arena, meta->maintainer_count);
	for (uint32_t i = 0; i < meta->maintainer_count; i++) {
		const pn_maintainer *m = &meta->maintainers[i];
		pn_map *map = pn_map_new(arena, 3);
		pn_value v = pn_map_value(PN_TYPE_MAP, map);

		if (!map)
			break;
		put_str(map, "Email", m->email);
		put_str(map, "Name", m->name);
		put_str(map, "URL", m->url);
		pn_list_add(&list, &v);
	}
	return pn_list_end(&list, PN_TYPE_LIST);
}

static pn_value dependencies(pn_arena *arena, const pn_metadata *meta)
{
	pn_list_builder list;

	pn_list_begin(&list, arena, meta->dependency_count);
	for (uint32_t i = 0; i < meta->dependency_count; i++) {
		const pn_dependency *d = &meta->dependencies[i];
		pn_map *map = pn_map_new(arena, 8);
		pn_value v = pn_map_value(PN_TYPE_MAP, map);

		if (!map)
			break;
		put_str(map, "Alias", d->alias);
		put_str(map, "Condition", d->condition);
		put(map, "Enabled", pn_bool(d->enabled));
		put(map, "ImportValues",
		    d->import_values.kind == PN_LIST ? d->import_values
						     : pn_list_empty(PN_TYPE_LIST));
		put_str(map, "Name", d->name);
		put_str(map, "Repository", d->repository);
		put(map, "Tags", strings(arena, d->tags, d->tag_count));
		put_str(map, "Version", d->version);
		pn_list_add(&list, &v);
	}
	return pn_list_end(&list, PN_TYPE_LIST);
}

/* Helm 4 turns the struct into a map with Go's field names. */
static bool chart_map(pn_arena *arena, const pn_part *part, pn_value *out)
{
	const pn_metadata *meta = &part->meta;
	pn_map *map = pn_map_new(arena, 18);

	if (!map)
		return false;
	put_str(map, "APIVersion", meta->api_version);
	put(map, "Annotations",
	    pn_is_map(&meta->annotations) ? meta->annotations
					  : pn_map_value(PN_TYPE_STRING_MAP, NULL));
	put_str(map, "AppVersion", meta->app_version);
	put_str(map, "Condition", meta->condition);
	put(map, "Dependencies", dependencies(arena, meta));
	put(map, "Deprecated", pn_bool(meta->deprecated));
	put_str(map, "Description", meta->description);
	put_str(map, "Home", meta->home);
	put_str(map, "Icon", meta->icon);
	put(map, "IsRoot", pn_bool(!part->parent));
	put(map, "Keywords", strings(arena, meta->keywords, meta->keyword_count));
	put_str(map, "KubeVersion", meta->kube_version);
	put(map, "Maintainers", maintainers(arena, meta));
	put_str(map, "Name", meta->name);
	put(map, "Sources", strings(arena, meta->sources, meta->source_count));
	put_str(map, "Tags", meta->tags);
	put_str(map, "Type", meta->type);
	put_str(map, "Version", meta->version);
	*out = pn_map_value(PN_TYPE_MAP, map);
	return !arena->failed;
}

bool pn_chart_value(pn_arena *arena, const pn_part *part, pn_profile profile, pn_value *out)
{
	if (profile == PN_PROFILE_HELM_3)
		return pn_chart_struct(arena, part, out);
	return chart_map(arena, part, out);
}

bool pn_root_parts_make(pn_cx *cx, const pn_release *release, pn_root_parts *out)
{
	pn_map *map = pn_map_new(cx->arena, 6);

	if (!map)
		return pn_fail_memory(cx->err, cx->arena);
	/* Lint renders a release that is neither installed nor upgraded (Helm: rules/template.go).
	 */
	put(map, "IsInstall", pn_bool(!release->is_upgrade && !release->lint));
	put(map, "IsUpgrade", pn_bool(release->is_upgrade));
	put_str(map, "Name", release->name);
	put_str(map, "Namespace", release->ns);
	put(map, "Revision", pn_int(release->revision || release->lint ? release->revision : 1));
	put_str(map, "Service", PN_STR("Helm"));
	out->release = pn_map_value(PN_TYPE_MAP, map);
	return pn_capabilities_make(cx->arena, release, &out->capabilities) ||
	       pn_fail_memory(cx->err, cx->arena);
}

pn_map *pn_root_make(pn_cx *cx, const pn_part *part, const pn_root_parts *shared,
		     const pn_value *values, const pn_release *release)
{
	pn_map *map = pn_map_new(cx->arena, 7);
	pn_map *subcharts = pn_map_new(cx->arena, part->child_count);
	pn_value chart, files, own = *values;

	if (!map || !subcharts || !pn_chart_value(cx->arena, part, release->profile, &chart) ||
	    !pn_files_value(cx, part->chart, &files)) {
		pn_fail_memory(cx->err, cx->arena);
		return NULL;
	}
	own.type = pn_values_type(release->profile);
	/* A map of so few entries is searched from its first one on. */
	put(map, "Values", own);
	put(map, "Release", shared->release);
	put(map, "Chart", chart);
	put(map, "Capabilities", shared->capabilities);
	put(map, "Files", files);
	put(map, "Subcharts", pn_map_value(PN_TYPE_MAP, subcharts));
	return map;
}
