/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "regex/regex.h"
#include "review/diagnosis.h"

/* Everything that one render needs, on its way from the options. */
typedef struct rendering {
	pintle_manifest *manifest;
	pintle_limits limits;
	pn_error err;
	pn_cx cx;
	pn_outside outside;
	pn_release release;
} rendering;

static const pintle_render_options default_options = PINTLE_RENDER_OPTIONS_INIT;

static bool begin(rendering *r, const pintle_render_options *options)
{
	const pintle_allocator *mem = options->allocator;

	pn_error_init(&r->err, mem);
	r->limits = pn_limits_complete(options->limits);
	r->manifest = pn_mem_resize(mem, NULL, 0, sizeof *r->manifest);
	if (!r->manifest)
		return pn_fail(&r->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	*r->manifest = (pintle_manifest){ .mem = mem };
	pn_arena_init(&r->manifest->arena, mem, r->limits.arena_bytes);
	r->cx = (pn_cx){ &r->manifest->arena, &r->err, &r->limits, options->log, NULL };
	r->cx.regexes = pn_regex_cache_new(&r->manifest->arena); /* none without memory */
	return true;
}

/* Turns the options into what the render room is told. */
static bool prepare(rendering *r, const pintle_render_options *options)
{
	if (!pn_release_prepare(&r->cx, options, &r->outside, &r->release))
		return false;
	r->release.keep_going = options->keep_going;
	if (options->traced)
		r->release.trace = pn_trace_new(r->cx.arena);
	if (options->traced && !r->release.trace)
		return pn_fail_memory(&r->err, r->cx.arena);
	return pn_release_read_objects(&r->cx, options, &r->release);
}

/* Makes what the render room is told of printing; false without memory. */
static bool choose_output(rendering *r, const pintle_render_options *options,
			  pn_output_options *how)
{
	*how = (pn_output_options){ .profile = r->release.profile,
				    .include_crds = options->include_crds,
				    .no_hooks = options->no_hooks,
				    .skip_tests = options->skip_tests,
				    .show_only_count = options->show_only_count };
	how->show_only = pn_strings(r->cx.arena, options->show_only, options->show_only_count);
	return how->show_only;
}

static bool print(rendering *r, const pintle_render_options *options)
{
	pn_output_options how;
	pn_phase phase = pn_phase_begin(PN_PHASE(options->timings, write));
	pn_buf text;
	bool ok;

	pn_buf_init(&text, r->cx.arena);
	text.max = r->limits.output_bytes;
	ok = choose_output(r, options, &how) &&
	     pn_manifest_print(&r->cx, &r->manifest->manifest, &how, &text, NULL);
	pn_phase_end(phase);
	if (!ok)
		return pn_fail_memory(&r->err, r->cx.arena);
	r->manifest->text = pn_buf_str(&text);
	r->manifest->printed = how;
	return true;
}

static bool render(rendering *r, const pintle_chart *chart, const pintle_values *values,
		   const pintle_render_options *options)
{
	pn_value overrides = pn_map_value(PN_TYPE_MAP, values ? values->overrides.map : NULL);

	if (values)
		r->manifest->overrides = values->overrides;
	return pn_manifest_render(&r->cx, chart->bundle, &overrides,
				  values ? &values->overrides.sources : NULL, &r->release,
				  &r->manifest->manifest) &&
	       print(r, options);
}

/* Adds notes to the errors of a render. */
static void explain(rendering *r, const pintle_chart *chart, const pintle_values *values)
{
	pn_diagnosis_input input = { .bundle = chart->bundle,
				     .overrides = values ? &values->overrides : NULL,
				     .release = &r->release };

	if (r->err.status != PINTLE_ERR_NO_MEMORY && r->err.status != PINTLE_ERR_CANCELLED &&
	    r->err.status != PINTLE_ERR_LIMIT)
		pn_diagnose(&r->limits, &input, &r->err);
}

/* Keeps what there is after a failure; nothing without memory. */
static void print_debug(rendering *r, const pintle_render_options *options)
{
	pintle_manifest *m = r->manifest;
	pn_output_options how;
	pn_buf text;
	pn_error err;

	pn_error_init(&err, m->mem);
	r->cx.err = &err;
	pn_buf_init(&text, r->cx.arena);
	if (choose_output(r, options, &how) &&
	    pn_manifest_print_debug(&r->cx, &m->manifest, &how, &text, &m->unmatched))
		m->debug_text = pn_buf_str(&text);
	pn_error_finish(&err);
}

pintle_manifest *pintle_render_partial(const pintle_chart *chart, const pintle_values *values,
				       const pintle_render_options *options, pintle_error *error)
{
	rendering r = { 0 };
	bool ok, keep;

	options = options ? options : &default_options;
	ok = begin(&r, options) && prepare(&r, options) && render(&r, chart, values, options);
	if (ok) {
		pn_error_finish(&r.err);
		return r.manifest;
	}
	if (options->explain_errors)
		explain(&r, chart, values);
	keep = r.err.during_render && r.err.status != PINTLE_ERR_NO_MEMORY;
	pn_error_publish(error, &r.err);
	if (!keep) {
		pintle_manifest_free(r.manifest);
		return NULL;
	}
	print_debug(&r, options);
	return r.manifest;
}

pintle_manifest *pintle_render(const pintle_chart *chart, const pintle_values *values,
			       const pintle_render_options *options, pintle_error *error)
{
	pintle_manifest *manifest = pintle_render_partial(chart, values, options, error);

	if (!manifest || manifest->manifest.complete)
		return manifest;
	pintle_manifest_free(manifest);
	return NULL;
}

void pintle_manifest_free(pintle_manifest *manifest)
{
	if (!manifest)
		return;
	pn_arena_finish(&manifest->arena);
	pn_mem_resize(manifest->mem, manifest, sizeof *manifest, 0);
}

pintle_text pintle_manifest_text(const pintle_manifest *manifest)
{
	return pn_text(manifest->text);
}

pintle_text pintle_manifest_debug_text(const pintle_manifest *manifest)
{
	return pn_text(manifest->debug_text);
}

size_t pintle_manifest_unmatched(const pintle_manifest *manifest)
{
	return manifest->unmatched;
}

pintle_text pintle_manifest_notes(const pintle_manifest *manifest)
{
	return pn_text(manifest->manifest.notes);
}

size_t pintle_manifest_count(const pintle_manifest *manifest)
{
	return manifest->manifest.documents.count;
}

pintle_document pintle_manifest_at(const pintle_manifest *manifest, size_t i)
{
	const pn_document *d;

	if (i >= manifest->manifest.documents.count)
		return (pintle_document){ .role = PINTLE_OBJECT };
	d = &manifest->manifest.documents.items[i];
	return (pintle_document){ .role = d->role == PN_ROLE_CRD    ? PINTLE_CRD
					  : d->role == PN_ROLE_HOOK ? PINTLE_HOOK
								    : PINTLE_OBJECT,
				  .source = pn_text(d->id),
				  .text = pn_text(d->text),
				  .api_version = pn_text(d->api_version),
				  .kind = pn_text(d->kind),
				  .name = pn_text(d->name),
				  .is_test = d->is_test };
}

size_t pintle_manifest_memory(const pintle_manifest *manifest)
{
	return manifest->arena.used;
}

bool pintle_kube_version_check(const char *version, pintle_profile profile, pintle_error *error)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_kube_version parsed;
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL };
	bool ok;

	pn_error_init(&err, NULL);
	pn_arena_init(&arena, NULL, 0);
	ok = pn_kube_version_parse(&cx, pn_str_from(version), profile == PINTLE_HELM_3_17, &parsed);
	if (!ok) {
		pn_error_wrap(&err, "invalid kube version '%s': ", version);
		pn_error_publish(error, &err);
	}
	pn_arena_finish(&arena);
	pn_error_finish(&err);
	return ok;
}
