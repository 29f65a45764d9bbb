/* SPDX-License-Identifier: Apache-2.0 */
/* .Chart as Helm 3 shows it: the Go struct chart.Metadata with IsRoot (Helm 3: engine.go). */
#include "render/engine.h"

enum { FIELD_COUNT = 18, MAINTAINER_FIELDS = 3, DEPENDENCY_FIELDS = 8 };

static const pn_field metadata_fields[FIELD_COUNT] = {
	{ "Name", "name" },
	{ "Home", "home" },
	{ "Sources", "sources" },
	{ "Version", "version" },
	{ "Description", "description" },
	{ "Keywords", "keywords" },
	{ "Maintainers", "maintainers" },
	{ "Icon", "icon" },
	{ "APIVersion", "apiVersion" },
	{ "Condition", "condition" },
	{ "Tags", "tags" },
	{ "AppVersion", "appVersion" },
	{ "Deprecated", "deprecated" },
	{ "Annotations", "annotations" },
	{ "KubeVersion", "kubeVersion" },
	{ "Dependencies", "dependencies" },
	{ "Type", "type" },
	{ "IsRoot", "IsRoot" },
};

/* Go's omitempty: fields that are empty are left out; `always` is a bit set of those that stay. */
static bool plain_struct(pn_arena *arena, const pn_object *object, unsigned always, pn_value *out)
{
	pn_map *map = pn_map_new(arena, object->cls->field_count);

	if (!map)
		return false;
	for (size_t i = 0; i < object->cls->field_count; i++) {
		const pn_value *v = &object->fields[i];

		if (pn_value_empty(v) && !(always >> i & 1))
			continue;
		if (!pn_map_set(map, pn_str_from(object->cls->fields[i].json), v))
			return false;
	}
	*out = pn_map_value(PN_TYPE_MAP, map);
	return true;
}

static bool plain_metadata(pn_arena *arena, const pn_object *object, pn_value *out)
{
	return plain_struct(arena, object, 1u << 17, out);
}

static bool plain_maintainer(pn_arena *arena, const pn_object *object, pn_value *out)
{
	return plain_struct(arena, object, 0, out);
}

/* Name and Repository are always written. */
static bool plain_dependency(pn_arena *arena, const pn_object *object, pn_value *out)
{
	return plain_struct(arena, object, 1u << 0 | 1u << 2, out);
}

static const pn_class metadata_class = { .type = PN_TYPE_CHART_MD,
					 .fields = metadata_fields,
					 .field_count = FIELD_COUNT,
					 .plain = plain_metadata };

static const pn_field maintainer_fields[MAINTAINER_FIELDS] = { { "Name", "name" },
							       { "Email", "email" },
							       { "URL", "url" } };
static const pn_class maintainer_class = { .type = PN_TYPE_MAINTAINER,
					   .fields = maintainer_fields,
					   .field_count = MAINTAINER_FIELDS,
					   .plain = plain_maintainer };

static const pn_field dependency_fields[DEPENDENCY_FIELDS] = {
	{ "Name", "name" },
	{ "Version", "version" },
	{ "Repository", "repository" },
	{ "Condition", "condition" },
	{ "Tags", "tags" },
	{ "Enabled", "enabled" },
	{ "ImportValues", "import-values" },
	{ "Alias", "alias" },
};
static const pn_class dependency_class = { .type = PN_TYPE_DEPENDENCY,
					   .fields = dependency_fields,
					   .field_count = DEPENDENCY_FIELDS,
					   .plain = plain_dependency };

/* A []string, nil when empty. */
static pn_value strings(pn_arena *arena, const pn_str *items, uint32_t count)
{
	pn_list_builder list;

	if (!count)
		return pn_list(PN_TYPE_STRINGS, NULL, 0);
	pn_list_begin(&list, arena, count);
	for (uint32_t i = 0; i < count; i++) {
		pn_value v = pn_string(items[i]);

		pn_list_add(&list, &v);
	}
	return pn_list_end(&list, PN_TYPE_STRINGS);
}

static void add_object(pn_list_builder *list, const pn_class *cls, const pn_value *fields)
{
	pn_object *object = pn_object_new(list->arena, cls, NULL);
	pn_value v = pn_object_value(cls->type, object);

	if (!object)
		return;
	memcpy(object->fields, fields, cls->field_count * sizeof *fields);
	pn_list_add(list, &v);
}

static pn_value maintainers(pn_arena *arena, const pn_metadata *meta)
{
	pn_list_builder list;

	if (!meta->maintainer_count)
		return pn_list(PN_TYPE_LIST, NULL, 0);
	pn_list_begin(&list, arena, meta->maintainer_count);
	for (uint32_t i = 0; i < meta->maintainer_count; i++) {
		const pn_maintainer *m = &meta->maintainers[i];
		pn_value fields[MAINTAINER_FIELDS] = { pn_string(m->name), pn_string(m->email),
						       pn_string(m->url) };

		add_object(&list, &maintainer_class, fields);
	}
	return pn_list_end(&list, PN_TYPE_LIST);
}

static pn_value dependencies(pn_arena *arena, const pn_metadata *meta)
{
	pn_list_builder list;

	if (!meta->dependency_count)
		return pn_list(PN_TYPE_LIST, NULL, 0);
	pn_list_begin(&list, arena, meta->dependency_count);
	for (uint32_t i = 0; i < meta->dependency_count; i++) {
		const pn_dependency *d = &meta->dependencies[i];
		pn_value imports = d->import_values.kind == PN_LIST
					   ? d->import_values
					   : pn_list(PN_TYPE_LIST, NULL, 0);
		pn_value fields[DEPENDENCY_FIELDS] = {
			pn_string(d->name),
			pn_string(d->version),
			pn_string(d->repository),
			pn_string(d->condition),
			strings(arena, d->tags, d->tag_count),
			pn_bool(d->enabled),
			imports,
			pn_string(d->alias),
		};

		add_object(&list, &dependency_class, fields);
	}
	return pn_list_end(&list, PN_TYPE_LIST);
}

bool pn_chart_struct(pn_arena *arena, const pn_part *part, pn_value *out)
{
	const pn_metadata *meta = &part->meta;
	pn_object *object = pn_object_new(arena, &metadata_class, NULL);
	pn_value annotations = pn_is_map(&meta->annotations)
				       ? meta->annotations
				       : pn_map_value(PN_TYPE_STRING_MAP, NULL);
	pn_value fields[FIELD_COUNT] = {
		pn_string(meta->name),
		pn_string(meta->home),
		strings(arena, meta->sources, meta->source_count),
		pn_string(meta->version),
		pn_string(meta->description),
		strings(arena, meta->keywords, meta->keyword_count),
		maintainers(arena, meta),
		pn_string(meta->icon),
		pn_string(meta->api_version),
		pn_string(meta->condition),
		pn_string(meta->tags),
		pn_string(meta->app_version),
		pn_bool(meta->deprecated),
		annotations,
		pn_string(meta->kube_version),
		dependencies(arena, meta),
		pn_string(meta->type),
		pn_bool(!part->parent),
	};

	if (!object)
		return false;
	memcpy(object->fields, fields, sizeof fields);
	*out = pn_object_value(PN_TYPE_CHART_MD, object);
	return !arena->failed;
}
