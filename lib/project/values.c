/* SPDX-License-Identifier: Apache-2.0 */
/* From a plan to the values and options of its render. */
#include "base/disk.h"
#include "project/project.h"

/* Reads the file of a --set-file line, whose path is relative to the plan's folder. */
static bool read_set_file(void *data, pn_cx *cx, pn_str path, pn_str *out)
{
	const pn_layer *layer = data;

	if (layer->folder.len && !pn_str_starts(path, PN_STR("/")))
		path = pn_str_format(cx->arena, "%.*s/%.*s", PN_ARG(layer->folder), PN_ARG(path));
	return pn_disk_read(cx, pn_str_z(cx->arena, path), cx->limits->arena_bytes, out);
}

/* Applies a layer that is no values file. */
static bool add_other(pintle_values *values, const pn_layer *layer, pintle_error *error)
{
	pn_file_reader files = { read_set_file, (void *)(uintptr_t)layer };
	pn_error err;
	pn_cx cx = { &values->arena, &err, &values->limits, NULL, NULL, values->view };
	bool ok;

	pn_error_init(&err, values->mem);
	ok = layer->kind == PN_LAYER_INLINE
		     ? pn_overrides_add_value(&cx, &values->overrides, layer->source, layer->value)
		     : pn_overrides_add_set(&cx, &values->overrides, layer->set, layer->text,
					    &files);
	return ok || pn_refuse(error, &err);
}

/* Says whether a file is not there. */
static bool is_missing(pintle_values *values, const char *path)
{
	pn_cx cx = { .arena = &values->arena, .limits = &values->limits, .view = values->view };

	return pn_disk_stat(&cx, path, true).kind == PN_FILE_MISSING;
}

static bool add_layer(pintle_values *values, const pn_layer *layer, pintle_error *error)
{
	const char *path;

	if (layer->kind == PN_LAYER_TEXT)
		return pintle_values_add_yaml(values, pn_str_z(&values->arena, layer->name),
					      pn_text(layer->text), error);
	if (layer->kind != PN_LAYER_FILE)
		return add_other(values, layer, error);
	path = pn_str_z(&values->arena, layer->text);
	if (layer->optional && is_missing(values, path))
		return true;
	return pintle_values_add_file(values, path, error);
}

pintle_values *pn_plan_values(const pintle_project *project, const pn_plan *plan,
			      pintle_error *error)
{
	pintle_values_options options = PINTLE_VALUES_OPTIONS_INIT;
	pintle_values *values;
	pn_error err;

	options.allocator = project->mem;
	options.limits = &project->limits;
	options.view = project->view;
	values = pintle_values_new(&options);
	if (!values) {
		pn_error_init(&err, project->mem);
		pn_fail(&err, PINTLE_ERR_NO_MEMORY, "out of memory");
		pn_error_publish(error, &err);
		return NULL;
	}
	for (size_t i = 0; i < plan->layer_count; i++) {
		if (add_layer(values, &plan->layers[i], error))
			continue;
		pintle_values_free(values);
		return NULL;
	}
	return values;
}

/* Makes the array of C strings that options want. */
static const char *const *strings(pn_arena *arena, const pn_str_list *list)
{
	const char **out = PN_NEW_ARRAY(arena, const char *, list->count);

	for (size_t i = 0; out && i < list->count; i++)
		out[i] = pn_str_z(arena, list->items[i]);
	return out;
}

static bool read_lookup(const pintle_project *project, const pn_plan *plan, pn_arena *arena,
			pintle_render_options *out, pn_error *err)
{
	pn_cx cx = {
		.arena = arena, .err = err, .limits = &project->limits, .view = project->view
	};
	pn_str text;

	if (!plan->lookup.len)
		return true;
	if (!pn_disk_read(&cx, pn_str_z(arena, plan->lookup), SIZE_MAX / 4, &text))
		return false;
	out->lookup = text.ptr;
	out->lookup_len = text.len;
	return true;
}

bool pn_plan_options(const pintle_project *project, const pn_plan *plan, pn_arena *arena,
		     const pintle_render_options *shared, pintle_render_options *out, pn_error *err)
{
	*out = shared ? *shared : (pintle_render_options)PINTLE_RENDER_OPTIONS_INIT;
	out->allocator = project->mem;
	out->limits = &project->limits;
	out->release_name = pn_str_z(arena, plan->name);
	out->namespace_name = pn_str_z(arena, plan->ns);
	out->is_upgrade = plan->is_upgrade;
	out->include_crds = plan->include_crds;
	out->no_hooks = plan->no_hooks;
	out->skip_tests = plan->skip_tests;
	out->skip_schema = plan->skip_schema;
	if (plan->kube_version.len)
		out->kube_version = pn_str_z(arena, plan->kube_version);
	if (plan->api_versions.count) {
		out->api_versions = strings(arena, &plan->api_versions);
		out->api_version_count = plan->api_versions.count;
	}
	out->show_only = strings(arena, &plan->show_only);
	out->show_only_count = plan->show_only.count;
	if (plan->helm_3 || plan->helm_4)
		out->profile = plan->helm_3 ? PINTLE_HELM_3_17 : PINTLE_HELM_4_2;
	return read_lookup(project, plan, arena, out, err) &&
	       (!arena->failed || pn_fail_memory(err, arena));
}
