/* SPDX-License-Identifier: Apache-2.0 */
/* .Chart as Helm 3 shows it: the Go struct chart.Metadata with IsRoot (Helm 3: engine.go). */
#include "render/engine.h"

enum { METADATA_FIELDS = 17, CHART_FIELDS = 2, MAINTAINER_FIELDS = 3, DEPENDENCY_FIELDS = 8 };

/* The metadata's fields, and behind them the one that the struct around them adds. */
static const pn_field flat_fields[METADATA_FIELDS + 1] = {
	{ "Name", "name,omitempty" },
	{ "Home", "home,omitempty" },
	{ "Sources", "sources,omitempty" },
	{ "Version", "version,omitempty" },
	{ "Description", "description,omitempty" },
	{ "Keywords", "keywords,omitempty" },
	{ "Maintainers", "maintainers,omitempty" },
	{ "Icon", "icon,omitempty" },
	{ "APIVersion", "apiVersion,omitempty" },
	{ "Condition", "condition,omitempty" },
	{ "Tags", "tags,omitempty" },
	{ "AppVersion", "appVersion,omitempty" },
	{ "Deprecated", "deprecated,omitempty" },
	{ "Annotations", "annotations,omitempty" },
	{ "KubeVersion", "kubeVersion,omitempty" },
	{ "Dependencies", "dependencies,omitempty" },
	{ "Type", "type,omitempty" },
	{ "IsRoot", "IsRoot" },
};
static const pn_class metadata_class = { .type = PN_TYPE_METADATA,
					 .fields = flat_fields,
					 .field_count = METADATA_FIELDS };
static const pn_class flat_class = { .type = PN_TYPE_CHART_MD,
				     .fields = flat_fields,
				     .field_count = METADATA_FIELDS + 1 };

static const pn_field chart_fields[CHART_FIELDS] = { { "Metadata", NULL, true },
						     { "IsRoot", NULL } };

/* Encoders see the embedded struct's fields as the outer struct's own. */
static bool flatten(pn_arena *arena, const pn_object *object, pn_value *out)
{
	pn_object *flat = pn_object_new(arena, &flat_class, NULL);

	if (!flat)
		return false;
	memcpy(flat->fields, object->fields[0].as.object->fields,
	       METADATA_FIELDS * sizeof *flat->fields);
	flat->fields[METADATA_FIELDS] = object->fields[1];
	*out = pn_object_value(PN_TYPE_CHART_MD, flat);
	return true;
}

static const pn_class chart_class = { .type = PN_TYPE_CHART_MD,
				      .fields = chart_fields,
				      .field_count = CHART_FIELDS,
				      .plain = flatten };

static const pn_field maintainer_fields[MAINTAINER_FIELDS] = {
	{ "Name", "name,omitempty" },
	{ "Email", "email,omitempty" },
	{ "URL", "url,omitempty" },
};
static const pn_class maintainer_class = { .type = PN_TYPE_MAINTAINER,
					   .fields = maintainer_fields,
					   .field_count = MAINTAINER_FIELDS };

static const pn_field dependency_fields[DEPENDENCY_FIELDS] = {
	{ "Name", "name" },
	{ "Version", "version,omitempty" },
	{ "Repository", "repository" },
	{ "Condition", "condition,omitempty" },
	{ "Tags", "tags,omitempty" },
	{ "Enabled", "enabled,omitempty" },
	{ "ImportValues", "import-values,omitempty" },
	{ "Alias", "alias,omitempty" },
};
static const pn_class dependency_class = { .type = PN_TYPE_DEPENDENCY,
					   .fields = dependency_fields,
					   .field_count = DEPENDENCY_FIELDS };

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
		return pn_list(PN_TYPE_MAINTAINERS, NULL, 0);
	pn_list_begin(&list, arena, meta->maintainer_count);
	for (uint32_t i = 0; i < meta->maintainer_count; i++) {
		const pn_maintainer *m = &meta->maintainers[i];
		pn_value fields[MAINTAINER_FIELDS] = { pn_string(m->name), pn_string(m->email),
						       pn_string(m->url) };

		add_object(&list, &maintainer_class, fields);
	}
	return pn_list_end(&list, PN_TYPE_MAINTAINERS);
}

static pn_value dependencies(pn_arena *arena, const pn_metadata *meta)
{
	pn_list_builder list;

	if (!meta->dependency_count)
		return pn_list(PN_TYPE_DEPENDENCIES, NULL, 0);
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
	return pn_list_end(&list, PN_TYPE_DEPENDENCIES);
}

bool pn_metadata_struct(pn_arena *arena, const pn_metadata *meta, pn_value *out)
{
	pn_object *object = pn_object_new(arena, &metadata_class, NULL);
	pn_value annotations = pn_is_map(&meta->annotations)
				       ? meta->annotations
				       : pn_map_value(PN_TYPE_STRING_MAP, NULL);
	pn_value fields[METADATA_FIELDS] = {
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
	};

	if (!object)
		return false;
	memcpy(object->fields, fields, sizeof fields);
	*out = pn_object_value(PN_TYPE_METADATA, object);
	return true;
}

bool pn_chart_struct(pn_arena *arena, const pn_part *part, pn_value *out)
{
	pn_object *object = pn_object_new(arena, &chart_class, NULL);

	if (!object || !pn_metadata_struct(arena, &part->meta, &object->fields[0]))
		return false;
	object->fields[1] = pn_bool(!part->parent);
	*out = pn_object_value(PN_TYPE_CHART_MD, object);
	return !arena->failed;
}
