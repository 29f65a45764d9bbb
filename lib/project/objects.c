/* SPDX-License-Identifier: Apache-2.0 */
#include "base/disk.h"
#include "project/objects.h"

const pn_value *pn_object_at(const pn_value *object, const char *path)
{
	pn_str rest = pn_str_from(path), key;

	while (object && rest.len) {
		pn_str_cut(rest, PN_STR("."), &key, &rest);
		object = object->kind == PN_MAP ? pn_map_get(object->as.map, key) : NULL;
	}
	return object;
}

pn_str pn_object_text(const pn_value *object, const char *path)
{
	const pn_value *v = pn_object_at(object, path);

	return v && v->kind == PN_STRING ? pn_value_str(v) : PN_STR_EMPTY;
}

bool pn_object_is_on(const pn_value *object, const char *path)
{
	const pn_value *v = pn_object_at(object, path);

	return v && v->kind == PN_BOOL && v->as.boolean;
}

const pn_value *pn_object_list(const pn_value *object, const char *path, uint32_t *count)
{
	const pn_value *v = pn_object_at(object, path);

	*count = v && v->kind == PN_LIST ? v->len : 0;
	return *count ? v->as.items : NULL;
}

const pn_resource *pn_resource_named(const pn_resources *resources, pn_str kind, pn_str ns,
				     pn_str name)
{
	for (size_t i = 0; i < resources->count; i++) {
		const pn_value *object = resources->items[i].object;
		pn_str own = pn_object_text(object, "metadata.namespace");

		if (pn_str_eq(pn_object_text(object, "kind"), kind) &&
		    pn_str_eq(pn_object_text(object, "metadata.name"), name) &&
		    (!ns.len || !own.len || pn_str_eq(own, ns)))
			return &resources->items[i];
	}
	return NULL;
}

void pn_object_set_id(pn_project_reader *r, pn_plan *plan, pn_str ns, pn_str name)
{
	const pn_plans *plans = &r->project->plans;

	plan->id = name;
	for (size_t i = 0; i < plans->count; i++) {
		if (pn_str_eq(plans->items[i].id, name))
			plan->id =
				pn_str_format(r->cx->arena, "%.*s/%.*s", PN_ARG(ns), PN_ARG(name));
	}
}

static bool add_resource(pn_cx *cx, pn_resources *resources, const pn_resource *resource)
{
	if (resources->count == resources->cap) {
		size_t cap = resources->cap ? resources->cap * 2 : 16;
		pn_resource *grown =
			pn_realloc(cx->arena, resources->items, resources->cap * sizeof *grown,
				   cap * sizeof *grown);

		if (!grown)
			return pn_fail_memory(cx->err, cx->arena);
		resources->items = grown;
		resources->cap = cap;
	}
	resources->items[resources->count++] = *resource;
	return true;
}

/* Enters an object, or those of a List. */
static bool add_object(pn_cx *cx, pn_resources *resources, const pn_value *object,
		       const pn_project_reader *reader)
{
	pn_value *kept = PN_NEW(cx->arena, pn_value);
	uint32_t count;
	const pn_value *items = pn_object_list(object, "items", &count);

	for (uint32_t i = 0; i < count; i++) {
		if (items[i].kind == PN_MAP &&
		    !add_resource(cx, resources, &(pn_resource){ &items[i], *reader }))
			return false;
	}
	if (count || object->kind != PN_MAP)
		return true;
	if (!kept)
		return pn_fail_memory(cx->err, cx->arena);
	*kept = *object;
	return add_resource(cx, resources, &(pn_resource){ kept, *reader });
}

/* Counts the lines before a place, so that positions in a document become those in the file. */
static uint32_t lines_before(pn_str text, size_t end)
{
	return (uint32_t)pn_str_count(pn_str_slice(text, 0, end), PN_STR("\n"));
}

/* Reads one document of a file. */
static bool read_document(pn_cx *cx, pn_resources *resources, const pn_project_reader *reader,
			  pn_str text, pn_str chunk, uint32_t line)
{
	pn_source *source = PN_NEW(cx->arena, pn_source);
	pn_project_reader r = *reader;
	pn_value object;

	if (!source)
		return pn_fail_memory(cx->err, cx->arena);
	source->name = reader->file;
	source->text = text;
	if (!pn_yaml_read(cx, chunk, 0, source, &object))
		return pn_error_wrap(cx->err, "%.*s: ", PN_ARG(reader->file));
	for (uint32_t i = 0; i < source->count; i++)
		source->positions[i].line += line;
	r.source = source;
	return add_object(cx, resources, &object, &r);
}

/* Reads all documents of a file. */
static bool read_file(pn_cx *cx, pintle_project *project, pn_str path, pn_resources *resources)
{
	size_t slash = pn_str_find_last(path, PN_STR("/"));
	pn_project_reader r = { cx, project, path,
				pn_str_slice(path, 0, slash == PN_NOT_FOUND ? 0 : slash), NULL };
	pn_str text, rest, chunk;

	if (!pn_disk_read(cx, pn_str_z(cx->arena, path), cx->limits->file_bytes, &text))
		return false;
	rest = text;
	for (;;) {
		size_t begin = text.len - rest.len;

		if (!pn_yaml_next_chunk(cx, &rest, &chunk))
			break;
		if (!read_document(cx, resources, &r, text, chunk, lines_before(text, begin)))
			return false;
	}
	return !pn_error_is_set(cx->err) || pn_error_wrap(cx->err, "%.*s: ", PN_ARG(path));
}

/* Makes releases of an object; false in *known when it is of a kind that makes none. */
static bool read_object(pn_resource *resource, const pn_resources *resources, bool *known)
{
	pn_str group = pn_object_text(resource->object, "apiVersion");
	pn_str kind = pn_object_text(resource->object, "kind");

	*known = true;
	if (pn_str_is(kind, "HelmRelease") &&
	    pn_str_starts(group, PN_STR("helm.toolkit.fluxcd.io/")))
		return pn_flux_read(&resource->reader, resource->object, resources);
	if (pn_str_is(kind, "Application") && pn_str_starts(group, PN_STR("argoproj.io/")))
		return pn_argo_read(&resource->reader, resource->object);
	*known = false;
	return true;
}

bool pn_project_read_objects(pn_cx *cx, pintle_project *project, const pn_str_list *paths)
{
	pn_resources resources = { 0 };
	bool any = false, known;

	for (size_t i = 0; i < paths->count; i++) {
		if (!read_file(cx, project, paths->items[i], &resources))
			return false;
	}
	for (size_t i = 0; i < resources.count; i++) {
		if (!read_object(&resources.items[i], &resources, &known))
			return false;
		any = any || known;
	}
	if (any || !paths->count)
		return true;
	return pn_fail(cx->err, PINTLE_ERR_PROJECT,
		       "%.*s: there is no HelmRelease and no Application with a Helm source",
		       PN_ARG(paths->items[0]));
}
