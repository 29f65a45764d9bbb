/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "lint/lint.h"
#include "regex/regex.h"
#include "review/diagnosis.h"

static const pintle_render_options default_render = PINTLE_RENDER_OPTIONS_INIT;
static const pintle_load_options default_load = PINTLE_LOAD_OPTIONS_INIT;

/* Everything that one lint needs, on its way from the options. */
typedef struct linting {
	pintle_findings *findings;
	const pintle_render_options *render;
	const pintle_load_options *load;
	bool places;
	pintle_limits limits;
	pn_error err;
	pn_cx cx;
	pn_outside outside;
	pn_release release;
	pintle_chart host; /* holds the host's functions */
} linting;

static bool begin(linting *l, const pintle_lint_options *options)
{
	const pintle_allocator *mem;

	l->render = options && options->render ? options->render : &default_render;
	l->places = options && options->places;
	l->load = options && options->load ? options->load : &default_load;
	mem = l->render->allocator;
	pn_error_init(&l->err, mem);
	l->limits = pn_limits_complete(l->render->limits);
	l->findings = pn_findings_new(mem, l->limits.arena_bytes, &l->err);
	if (!l->findings)
		return false;
	l->cx = (pn_cx){ &l->findings->arena, &l->err, &l->limits, l->render->log, NULL };
	l->cx.regexes = pn_regex_cache_new(&l->findings->arena); /* none without memory */
	return true;
}

/* Prepares the release that lint renders (Helm: rules/template.go). */
static bool prepare(linting *l)
{
	if (!pn_release_prepare(&l->cx, l->render, &l->outside, &l->release))
		return false;
	l->release.lint = true;
	l->release.revision = 0;
	if (!l->render->release_name)
		l->release.name = PN_STR("test-release");
	if (!l->load->function_count)
		return true;
	pn_arena_init(&l->host.arena, l->render->allocator, 0);
	return pn_host_family(&l->host, l->load->functions, l->load->function_count, &l->err);
}

/* What a lint's failed render is explained with. */
typedef struct explanation {
	linting *l;
	const pn_overrides *overrides;
} explanation;

static void explain(void *data, pn_bundle *bundle, pn_error *err)
{
	const explanation *e = data;
	pn_diagnosis_input input = { .bundle = bundle,
				     .overrides = e->overrides,
				     .release = &e->l->release };

	if (err->status == PINTLE_ERR_EXEC || err->status == PINTLE_ERR_PARSE)
		pn_diagnose(&e->l->limits, &input, err);
}

static bool lint(linting *l, const char *path, pintle_values *values)
{
	pn_value overrides = pn_map_value(PN_TYPE_MAP, values ? values->overrides.map : NULL);
	pn_map *seen = values ? values->seen : NULL;
	explanation why = { l, values ? &values->overrides : NULL };
	pn_lint_options options = {
		.overrides = &overrides,
		.keep = values ? &values->arena : l->cx.arena,
		.seen = seen ? seen : pn_map_new(values ? &values->arena : l->cx.arena, 0),
		.release = &l->release,
		.host = l->host.host_count ? &l->host.host : NULL,
		.memory = l->render->allocator,
		.confine = !l->load->follow_links,
		.places = l->places,
		.sources = values ? &values->overrides.sources : NULL,
		.explain = l->places ? explain : NULL,
		.explain_data = &why,
	};

	if (!options.seen)
		return pn_fail_memory(&l->err, l->cx.arena);
	if (values)
		values->seen = options.seen;
	return pn_lint_path(&l->cx, pn_str_dup(l->cx.arena, pn_str_from(path)), &options,
			    &l->findings->findings) &&
	       (!l->cx.arena->failed || pn_fail_memory(&l->err, l->cx.arena));
}

pintle_findings *pintle_lint(const char *path, pintle_values *values,
			     const pintle_lint_options *options, pintle_error *error)
{
	linting l = { 0 };
	bool ok = begin(&l, options) && prepare(&l) && lint(&l, path, values);

	pn_arena_finish(&l.host.arena);
	if (ok) {
		pn_error_finish(&l.err);
		return l.findings;
	}
	pn_error_publish(error, &l.err);
	pintle_findings_free(l.findings);
	return NULL;
}
