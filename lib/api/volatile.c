/* SPDX-License-Identifier: Apache-2.0 */
#include <pintle/volatile.h>

#include "api/api.h"
#include "regex/regex.h"
#include "review/volatile.h"

struct pintle_volatile {
	pintle_findings *findings; /* its arena holds everything */
	pn_volatile found;
};

/* Everything that one search needs, on its way from the options. */
typedef struct searching {
	const pintle_render_options *options;
	pintle_volatile *result;
	pintle_limits limits;
	pn_error err;
	pn_cx cx;
	pn_outside outside;
	pn_release release;
	pn_output_options output;
} searching;

static const pintle_render_options default_options = PINTLE_RENDER_OPTIONS_INIT;

static bool begin(searching *s, const pintle_render_options *options)
{
	const pintle_allocator *mem = options->allocator;

	s->options = options;
	pn_error_init(&s->err, mem);
	s->limits = pn_limits_complete(options->limits);
	s->result = pn_mem_resize(mem, NULL, 0, sizeof *s->result);
	if (!s->result)
		return pn_fail(&s->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	*s->result = (pintle_volatile){ .findings = pn_findings_new(mem, s->limits.arena_bytes,
								    &s->err) };
	if (!s->result->findings)
		return false;
	s->cx = (pn_cx){ &s->result->findings->arena, &s->err, &s->limits, options->log, NULL };
	return pn_release_prepare(&s->cx, options, &s->outside, &s->release);
}

static bool find(searching *s, const pintle_chart *chart, const pintle_values *values)
{
	const pintle_render_options *o = s->options;
	pn_value overrides = pn_map_value(PN_TYPE_MAP, values ? values->overrides.map : NULL);
	pn_volatile_subject subject = { .bundle = chart->bundle,
					.overrides = &overrides,
					.release = &s->release,
					.output = &s->output,
					.memory = o->allocator,
					.seed = pn_str_from(o->seed) };

	s->output = (pn_output_options){ .profile = s->release.profile,
					 .include_crds = o->include_crds,
					 .no_hooks = o->no_hooks,
					 .skip_tests = o->skip_tests,
					 .show_only_count = o->show_only_count };
	s->output.show_only = pn_strings(s->cx.arena, o->show_only, o->show_only_count);
	if (!s->output.show_only)
		return pn_fail_memory(&s->err, s->cx.arena);
	return pn_release_read_objects(&s->cx, o, &s->release) &&
	       pn_volatile_find(&s->cx, &subject, &s->result->found) &&
	       pn_volatile_findings(&s->cx, &s->result->found, &s->result->findings->findings);
}

pintle_volatile *pintle_volatile_find(const pintle_chart *chart, const pintle_values *values,
				      const pintle_render_options *options, pintle_error *error)
{
	searching s = { 0 };

	options = options ? options : &default_options;
	if (begin(&s, options) && find(&s, chart, values)) {
		pn_error_finish(&s.err);
		return s.result;
	}
	pn_error_publish(error, &s.err);
	pintle_volatile_free(s.result);
	return NULL;
}

void pintle_volatile_free(pintle_volatile *found)
{
	const pintle_allocator *mem;

	if (!found)
		return;
	mem = found->findings ? found->findings->mem : NULL;
	pintle_findings_free(found->findings);
	pn_mem_resize(mem, found, sizeof *found, 0);
}

size_t pintle_volatile_line_count(const pintle_volatile *found)
{
	return found->found.line_count;
}

pintle_volatile_line pintle_volatile_line_at(const pintle_volatile *found, size_t i)
{
	const pn_volatile_line *l;

	if (i >= found->found.line_count)
		return (pintle_volatile_line){ .source = "" };
	l = &found->found.lines[i];
	return (pintle_volatile_line){ l->line, l->source.ptr, l->calls, l->call_count };
}

size_t pintle_volatile_call_count(const pintle_volatile *found)
{
	return found->found.call_count;
}

pintle_volatile_call pintle_volatile_call_at(const pintle_volatile *found, size_t i)
{
	const pn_volatile_call *c;

	if (i >= found->found.call_count)
		return (pintle_volatile_call){ "", "", "", "", 0, 0 };
	c = &found->found.calls[i];
	return (pintle_volatile_call){ c->function.ptr, pn_volatile_rule(c->kind).ptr,
				       c->root.ptr,	c->where.file.ptr,
				       c->where.line,	c->where.column };
}

const pintle_findings *pintle_volatile_findings(const pintle_volatile *found)
{
	return found->findings;
}
