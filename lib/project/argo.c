/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Argo CD's Application (argo-cd: pkg/apis/application/v1alpha1/types.go; the command line that its
 * repo-server makes of it: reposerver/repository/repository.go, util/helm/cmd.go).
 */
#include "project/objects.h"

/* A source under way. */
typedef struct source {
	pn_project_reader *r;
	const pn_value *application, *source;
	pn_plan plan;
} source;

static bool add_layer(source *s, const pn_layer *layer)
{
	return pn_plan_add_layer(s->r->cx->arena, &s->plan, layer) ||
	       pn_fail_memory(s->r->cx->err, s->r->cx->arena);
}

/*
 * The path of one of helm.valueFiles: "$NAME/path" is in another source, "/path" at the root of the
 * repository, any other beside the chart.
 */
static pn_str values_path(source *s, pn_str file)
{
	pn_arena *arena = s->r->cx->arena;
	pn_str chart = s->r->project->charts[s->plan.chart_index].path, name, path;

	if (pn_str_starts(file, PN_STR("$"))) {
		pn_str_cut(file, PN_STR("/"), &name, &path);
		return pn_project_find_file(s->r, path);
	}
	if (pn_str_starts(file, PN_STR("/")))
		return pn_project_find_file(s->r, pn_str_slice(file, 1, file.len));
	return pn_path_clean(arena, pn_str_format(arena, "%.*s/%.*s", PN_ARG(chart), PN_ARG(file)));
}

static bool add_files(source *s)
{
	bool optional = pn_object_is_on(s->source, "helm.ignoreMissingValueFiles");
	uint32_t count;
	const pn_value *files = pn_object_list(s->source, "helm.valueFiles", &count);

	for (uint32_t i = 0; i < count; i++) {
		pn_layer layer = { .kind = PN_LAYER_FILE, .optional = optional };

		if (files[i].kind != PN_STRING)
			return pn_project_fail(s->r, &files[i], "valueFiles: not a text");
		layer.text = values_path(s, pn_value_str(&files[i]));
		if (!add_layer(s, &layer))
			return false;
	}
	return true;
}

/* The values in the object itself: as an object, else as a text. */
static bool add_values(source *s)
{
	const pn_value *object = pn_object_at(s->source, "helm.valuesObject");
	pn_layer layer = { .kind = PN_LAYER_TEXT,
			   .text = pn_object_text(s->source, "helm.values"),
			   .name = s->r->file };

	if (object && object->kind == PN_MAP) {
		layer = (pn_layer){ .kind = PN_LAYER_INLINE,
				    .value = object,
				    .source = s->r->source };
		return add_layer(s, &layer);
	}
	return !layer.text.len || add_layer(s, &layer);
}

/* Protects commas, as Argo CD does for what it hands to --set (util/helm/cmd.go). */
static pn_str protect(pn_arena *arena, pn_str value)
{
	pn_buf out;

	if (pn_str_starts(value, PN_STR("{")) && pn_str_ends(value, PN_STR("}")))
		return value;
	pn_buf_init(&out, arena);
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] == ',' && i > 0 && value.ptr[i - 1] != '\\')
			pn_buf_byte(&out, '\\');
		pn_buf_byte(&out, value.ptr[i]);
	}
	return pn_buf_str(&out);
}

/* Enters the items of a list as --set lines: NAME=VALUE with the value under `key`. */
static bool add_parameters(source *s, const char *list, const char *key, pn_set_kind set)
{
	pn_arena *arena = s->r->cx->arena;
	uint32_t count;
	const pn_value *items = pn_object_list(s->source, list, &count);

	for (uint32_t i = 0; i < count; i++) {
		bool forced = pn_object_is_on(&items[i], "forceString");
		pn_layer layer = { .kind = PN_LAYER_SET,
				   .set = forced ? PN_SET_STRING : set,
				   .folder = s->r->project->charts[s->plan.chart_index].path };

		layer.text =
			pn_str_format(arena, "%.*s=%.*s", PN_ARG(pn_object_text(&items[i], "name")),
				      PN_ARG(protect(arena, pn_object_text(&items[i], key))));
		if (!add_layer(s, &layer))
			return false;
	}
	return true;
}

static bool add_api_versions(source *s)
{
	uint32_t count;
	const pn_value *items = pn_object_list(s->source, "helm.apiVersions", &count);

	for (uint32_t i = 0; i < count; i++) {
		if (items[i].kind == PN_STRING &&
		    !pn_str_list_add(s->r->cx->arena, &s->plan.api_versions,
				     pn_value_str(&items[i])))
			return pn_fail_memory(s->r->cx->err, s->r->cx->arena);
	}
	return true;
}

/* What the release is called and where it goes. */
static void set_names(source *s)
{
	pn_str name = pn_object_text(s->application, "metadata.name");
	pn_plan *plan = &s->plan;

	plan->name = pn_object_text(s->source, "helm.releaseName");
	if (!plan->name.len)
		plan->name = name;
	plan->ns = pn_object_text(s->source, "helm.namespace");
	if (!plan->ns.len)
		plan->ns = pn_object_text(s->application, "spec.destination.namespace");
	if (!plan->ns.len)
		plan->ns = PN_STR("default");
	plan->chart = pn_object_text(s->source, "chart");
	plan->chart_version = pn_object_text(s->source, "targetRevision");
	if (!plan->chart.len) {
		plan->chart = pn_object_text(s->source, "path");
		plan->chart_version = PN_STR_EMPTY; /* a git revision */
	}
}

static void set_switches(source *s)
{
	pn_plan *plan = &s->plan;

	plan->include_crds = !pn_object_is_on(s->source, "helm.skipCrds");
	plan->skip_tests = pn_object_is_on(s->source, "helm.skipTests");
	plan->skip_schema = pn_object_is_on(s->source, "helm.skipSchemaValidation");
	plan->kube_version = pn_object_text(s->source, "helm.kubeVersion");
}

/* Makes the release of one source. */
static bool read_source(source *s, bool only)
{
	pn_str name = pn_object_text(s->application, "metadata.name");
	pn_str ns = pn_object_text(s->application, "metadata.namespace");
	pn_str id = name;

	set_names(s);
	set_switches(s);
	if (!only)
		id = pn_str_format(s->r->cx->arena, "%.*s-%.*s", PN_ARG(name),
				   PN_ARG(pn_path_base(s->plan.chart)));
	pn_object_set_id(s->r, &s->plan, ns, id);
	if (!pn_project_find_chart(s->r, &s->plan) || !add_files(s) || !add_values(s) ||
	    !add_parameters(s, "helm.parameters", "value", PN_SET_TYPED) ||
	    !add_parameters(s, "helm.fileParameters", "path", PN_SET_FILE) || !add_api_versions(s))
		return false;
	pn_plan_sort_layers(&s->plan);
	return pn_project_add(s->r, &s->plan);
}

/* A source is a chart when it says so, or when its folder is one; others are left alone. */
static bool is_chart(pn_project_reader *r, const pn_value *from)
{
	pn_str path = pn_object_text(from, "path");

	return pn_object_text(from, "chart").len || pn_object_at(from, "helm") ||
	       (path.len && pn_project_has_chart(r, path));
}

bool pn_argo_read(pn_project_reader *r, const pn_value *object)
{
	const pn_value *one = pn_object_at(object, "spec.source"), *many;
	uint32_t count, charts = 0;

	many = pn_object_list(object, "spec.sources", &count);
	if (!count && one) {
		many = one;
		count = 1;
	}
	for (uint32_t i = 0; i < count; i++)
		charts += is_chart(r, &many[i]);
	if (!charts)
		pn_project_remark(r, object, "the Application has no Helm source, and is left out");
	for (uint32_t i = 0; i < count; i++) {
		source s = { r, object, &many[i], { .where = pn_project_where(r, object) } };

		if (is_chart(r, &many[i]) && !read_source(&s, charts == 1))
			return false;
	}
	return true;
}
