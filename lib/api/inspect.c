/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "regex/regex.h"
#include "review/unused.h"

static const pintle_render_options default_options = PINTLE_RENDER_OPTIONS_INIT;

/* One inspection: a study in an arena. */
typedef struct inspection {
	pintle_render_options options; /* what is random is the same in all renders */
	pintle_limits limits;
	pn_error err;
	pn_cx cx;
	pn_outside outside;
	pn_release release;
	pn_study study;
} inspection;

/* Begins in the arena of the result, whose errors go to i->err. */
static bool begin(inspection *i, pn_arena *arena, const pintle_chart *chart,
		  const pintle_values *values)
{
	i->cx = (pn_cx){ arena, &i->err, &i->limits, i->options.log, NULL };
	i->cx.regexes = pn_regex_cache_new(arena); /* none without memory */
	return pn_release_prepare(&i->cx, &i->options, &i->outside, &i->release) &&
	       pn_release_read_objects(&i->cx, &i->options, &i->release) &&
	       pn_study_begin(&i->cx, chart->bundle, values ? &values->overrides : NULL,
			      &i->release, &i->study);
}

static void prepare(inspection *i, const pintle_render_options *options)
{
	*i = (inspection){ .options = options ? *options : default_options };
	if (!i->options.seed)
		i->options.seed = "values";
	i->limits = pn_limits_complete(i->options.limits);
	pn_error_init(&i->err, i->options.allocator);
}

/* Hands over the result, or what went wrong. */
static pintle_findings *end(inspection *i, pintle_findings *findings, bool ok, pintle_error *error)
{
	if (ok) {
		pn_error_finish(&i->err);
		return findings;
	}
	pn_error_publish(error, &i->err);
	pintle_findings_free(findings);
	return NULL;
}

pintle_findings *pintle_values_unused(const pintle_chart *chart, const pintle_values *values,
				      const pintle_render_options *options, bool inactive,
				      pintle_error *error)
{
	pintle_findings *findings;
	inspection i;
	bool ok;

	prepare(&i, options);
	findings = pn_findings_new(i.options.allocator, i.limits.arena_bytes, &i.err);
	ok = findings && begin(&i, &findings->arena, chart, values) && pn_study_reads(&i.study) &&
	     pn_unused_find(&i.study, inactive, &findings->findings);
	return end(&i, findings, ok, error);
}

pintle_findings *pintle_values_undeclared(const pintle_chart *chart, const pintle_values *values,
					  const pintle_render_options *options, pintle_error *error)
{
	pintle_findings *findings;
	inspection i;
	bool ok;

	prepare(&i, options);
	findings = pn_findings_new(i.options.allocator, i.limits.arena_bytes, &i.err);
	ok = findings && begin(&i, &findings->arena, chart, values) && pn_study_reads(&i.study) &&
	     pn_undeclared_find(&i.study, &findings->findings);
	return end(&i, findings, ok, error);
}
