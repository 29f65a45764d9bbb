/* SPDX-License-Identifier: Apache-2.0 */
#include "render/output.h"
#include "render/validate.h"

/* ---- checks before rendering (Helm: pkg/cmd/install.go) ---- */

static const char missing_dependencies[] = "an error occurred while checking for chart "
					   "dependencies. You may need to run 'helm dependency "
					   "build' to fetch missing dependencies: ";

/*
 * Helm 4.2.3 knows charts of API version 3, but renders none. Before it says so it looks at their
 * dependencies, and crashes when there are fewer charts than Chart.yaml lists (chart/common.go,
 * v3Accessor.MetaDependencies).
 */
static bool refuse_v3(pn_cx *cx, const pn_chart *chart)
{
	if (chart->meta.dependency_count > chart->child_count)
		return pn_fail(cx->err, PINTLE_ERR_HELM_PANIC,
			       "runtime error: index out of range [%u] with length %u",
			       chart->child_count, chart->child_count);
	if (chart->child_count > chart->meta.dependency_count) {
		pn_fail(cx->err, PINTLE_ERR_CHART, "unsupported chart dependency type");
		return pn_error_wrap(cx->err, missing_dependencies);
	}
	if (!pn_chart_check_dependencies(cx, chart))
		return pn_error_wrap(cx->err, missing_dependencies);
	return pn_fail(cx->err, PINTLE_ERR_CHART, "invalid chart apiVersion");
}

static bool check_chart(pn_cx *cx, const pn_chart *chart)
{
	const pn_metadata *meta = &chart->meta;

	if (meta->type.len && !pn_str_is(meta->type, "application"))
		return pn_fail(cx->err, PINTLE_ERR_CHART, "%.*s charts are not installable",
			       PN_ARG(meta->type));
	if (meta->deprecated)
		pn_log(cx->log, PINTLE_LOG_WARN, PN_STR("this chart is deprecated"), NULL, 0);
	if (pn_str_is(meta->api_version, "v3"))
		return refuse_v3(cx, chart);
	return pn_chart_check_dependencies(cx, chart) ||
	       pn_error_wrap(cx->err, missing_dependencies);
}

static bool check_kube_version(pn_cx *cx, const pn_part *root, const pn_release *release)
{
	pn_str range = root->meta.kube_version;

	if (!range.len || pn_version_in_range(cx->arena, range, release->kube_version.normalized,
					      release->profile == PN_PROFILE_HELM_3))
		return true;
	cx->err->during_render = true;
	return pn_fail(
		cx->err, PINTLE_ERR_CHART,
		"chart requires kubeVersion: %.*s which is incompatible with Kubernetes %.*s",
		PN_ARG(range), PN_ARG(release->kube_version.version));
}

/* Reports a failure to decide which subcharts take part, as Helm logs it too. */
static bool fail_dependencies(pn_cx *cx, const pn_release *release)
{
	pn_str text = pn_error_text(cx->err);

	if (release->profile == PN_PROFILE_HELM_3)
		return false;
	pn_log(cx->log, PINTLE_LOG_ERROR, PN_STR("chart dependencies processing failed"),
	       (pn_attr[]){ { "error", text } }, 1);
	return pn_error_wrap(cx->err, "chart dependencies processing failed: ");
}

/* ---- rendering ---- */

/* Takes NOTES.txt of any chart out of the files; the root's own is kept apart. */
static void take_notes(pn_manifest *out, pn_str root_notes)
{
	size_t kept = 0;

	for (size_t i = 0; i < out->files.count; i++) {
		pn_rendered *file = &out->files.items[i];

		if (!pn_str_ends(file->id, PN_STR("NOTES.txt")))
			out->files.items[kept++] = *file;
		else if (pn_str_eq(file->id, root_notes))
			out->notes = pn_value_str(&file->text);
	}
	out->files.count = kept;
}

/* Puts the CRDs of a part and its children before the documents (Helm: CRDObjects). */
static bool add_crds(pn_cx *cx, const pn_part *part, pn_documents *out)
{
	const pn_files *files = &part->chart->files;

	for (uint32_t i = 0; i < files->count; i++) {
		pn_document d = { .role = PN_ROLE_CRD, .file = UINT32_MAX };

		if (!pn_file_is_crd(files->items[i]))
			continue;
		d.id = pn_str_format(cx->arena, "%.*s/%.*s", PN_ARG(pn_part_path(cx->arena, part)),
				     PN_ARG(files->items[i]->name));
		if (!pn_file_data(cx, files->items[i], &d.text))
			return false;
		if (!pn_documents_add(cx->arena, out, &d))
			return pn_fail_memory(cx->err, cx->arena);
	}
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (!add_crds(cx, part->children[i], out))
			return false;
	}
	return true;
}

/* Ends after templates have failed; what the others gave may be no YAML, which is told of, too. */
static bool fail_templates(pn_cx *cx, const pn_release *release, pn_str notes, pn_manifest *out)
{
	pn_error_list failed = { 0 };
	pn_documents rendered = { 0 };

	if (out->files.count && pn_render_goes_on(release, cx->err) &&
	    pn_error_list_take(&failed, cx->err)) {
		take_notes(out, notes);
		cx->err->during_render = true;
		pn_documents_make(cx, &out->files, release, &rendered);
	}
	pn_error_list_give(&failed, cx->err);
	out->files.count = 0;
	return false;
}

/* Cuts the files into documents, the CRDs' first where they are wanted. */
static bool make_documents(pn_cx *cx, const pn_part *root, const pn_release *release,
			   pn_manifest *out)
{
	pn_documents rendered = { 0 };

	cx->err->during_render = true;
	if (!pn_documents_make(cx, &out->files, release, &rendered)) {
		out->rest = rendered;
		return false;
	}
	if (release->include_crds && !add_crds(cx, root, &out->documents))
		return false;
	cx->err->during_render = false;
	if (!out->documents.count) {
		out->documents = rendered;
		return true;
	}
	for (size_t i = 0; i < rendered.count; i++) {
		if (!pn_documents_add(cx->arena, &out->documents, &rendered.items[i]))
			return pn_fail_memory(cx->err, cx->arena);
	}
	return true;
}

/* Renders what was merged and cuts it into documents. */
static bool render_parts(pn_cx *cx, pn_bundle *bundle, const pn_part *root, const pn_value *values,
			 const pn_release *release, pn_manifest *out)
{
	pn_str notes =
		pn_str_format(cx->arena, "%.*s/templates/NOTES.txt", PN_ARG(root->meta.name));
	pn_phase phase;
	bool ok;

	if (!check_kube_version(cx, root, release))
		return false;
	if (!pn_engine_render(cx, bundle, root, values, release, &out->files))
		return fail_templates(cx, release, notes, out);
	take_notes(out, notes);
	phase = pn_phase_begin(PN_PHASE(release->timings, split));
	ok = make_documents(cx, root, release, out);
	pn_phase_end(phase);
	return ok;
}

/* Decides which subcharts take part, and merges all values. */
static bool merge_values(pn_cx *cx, pn_bundle *bundle, const pn_value *overrides,
			 const pn_merge_options *merge, const pn_release *release, pn_manifest *out)
{
	pn_part *root;
	pn_value values;

	if (!pn_parts_make(cx, pn_bundle_chart(bundle), overrides, merge, &root))
		return fail_dependencies(cx, release);
	out->root = root;
	if (!pn_parts_coalesce(cx, root, overrides, merge, &values))
		return false;
	out->values = values;
	return true;
}

bool pn_manifest_render(pn_cx *cx, pn_bundle *bundle, const pn_value *overrides,
			const pn_sources *sources, const pn_release *release, pn_manifest *out)
{
	bool helm_3 = release->profile == PN_PROFILE_HELM_3;
	/* Only who asks where values come from looks at them when the chart may be gone. */
	bool once = !release->trace && !release->lint;
	pn_merge_options merge = { .nulls = helm_3 ? PN_NULLS_HELM_3 : PN_NULLS_HELM_4,
				   .helm_3_logs = helm_3,
				   .borrow_texts = once,
				   .sources = release->trace ? &out->sources : NULL };
	pn_phase phase;
	pn_value values;
	bool ok;

	*out = (pn_manifest){ .sources = sources ? *sources : (pn_sources){ 0 },
			      .trace = release->trace };
	out->sources.cap = out->sources.count; /* what the user's values hold is not written to */
	/* What lint examines need not be installable. */
	if ((!release->lint && !check_chart(cx, pn_bundle_chart(bundle))) ||
	    !pn_release_name_check(cx, release->name, release->profile))
		return false;
	phase = pn_phase_begin(PN_PHASE(release->timings, values));
	ok = merge_values(cx, bundle, overrides, &merge, release, out);
	pn_phase_end(phase);
	phase = pn_phase_begin(PN_PHASE(release->timings, schema));
	ok = ok && (release->skip_schema || pn_values_validate(cx, pn_bundle_schemas(bundle),
							       out->root, &out->values, NULL));
	pn_phase_end(phase);
	if (!ok)
		return false;
	values = out->values;
	values.type = pn_values_type(release->profile);
	out->complete = render_parts(cx, bundle, out->root, &values, release, out);
	return out->complete;
}
