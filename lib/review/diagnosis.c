/* SPDX-License-Identifier: Apache-2.0 */
#include "review/diagnose.h"

#include "regex/regex.h"

/* The repetition of a failed render. */
typedef struct repetition {
	pn_arena arena;
	pn_error err;	  /* what it failed with */
	pn_error scratch; /* of the search for reasons */
	pn_cx cx;
	pn_release release;
	pn_faults faults;
	pn_manifest manifest;
} repetition;

/* Renders again, traced and watched; logs were written already. */
static bool repeat(repetition *r, const pintle_limits *limits, const pn_diagnosis_input *input,
		   const pintle_allocator *mem)
{
	const pn_overrides *given = input->overrides;
	pn_value overrides = pn_map_value(PN_TYPE_MAP, given ? given->map : NULL);

	pn_error_init(&r->err, mem);
	pn_error_init(&r->scratch, mem);
	pn_arena_init(&r->arena, mem, limits->arena_bytes);
	r->cx = (pn_cx){ &r->arena, &r->err, limits, NULL, pn_regex_cache_new(&r->arena) };
	r->release = *input->release;
	r->release.trace = pn_trace_new(&r->arena);
	r->release.faults = &r->faults;
	r->release.timings = NULL;
	if (!r->release.trace)
		return false;
	pn_manifest_render(&r->cx, input->bundle, &overrides, given ? &given->sources : NULL,
			   &r->release, &r->manifest);
	r->cx.err = &r->scratch;
	return pn_error_is_set(&r->err);
}

static bool is_same(const pn_error *a, const pn_error *b)
{
	return a->status == b->status && a->where.line == b->where.line &&
	       a->where.column == b->where.column && pn_str_eq(a->where.file, b->where.file);
}

/* Explains an error by what the repetition noted of it. */
static void explain(pn_diagnosis *d, const pn_fault *fault)
{
	if (fault && fault->failure)
		pn_diagnose_execution(d, fault->failure);
	else if (fault && fault->rendered)
		pn_diagnose_document(d, fault);
	else if (fault && d->err->status == PINTLE_ERR_PARSE)
		pn_diagnose_parse(d, fault->id);
	else if (d->err->status == PINTLE_ERR_SCHEMA)
		pn_diagnose_schema(d);
}

/* Explains the errors one by one, as long as the repetition had the same ones. */
static void explain_all(repetition *r, const pn_diagnosis_input *input, pn_error *err)
{
	pn_diagnosis d = { .cx = &r->cx,
			   .bundle = input->bundle,
			   .overrides = input->overrides,
			   .trace = r->release.trace,
			   .manifest = &r->manifest };
	const pn_error *again = &r->err;

	if (!r->manifest.root || !pn_is_map(&r->manifest.values))
		return;
	d.origins = pn_origins_new(&r->cx, &r->manifest, input->overrides);
	if (!d.origins)
		return;
	d.layers = pn_origins_layers(d.origins);
	for (size_t i = 0; err && again && is_same(err, again); i++) {
		d.err = err;
		d.told = pn_map_new(r->cx.arena, 0);
		explain(&d, i < r->faults.count ? &r->faults.items[i] : NULL);
		err = err->next;
		again = again->next;
	}
}

void pn_diagnose(const pintle_limits *limits, const pn_diagnosis_input *input, pn_error *err)
{
	repetition *r = pn_mem_resize(err->arena.mem, NULL, 0, sizeof *r);

	if (!r)
		return;
	*r = (repetition){ .faults = { 0 } };
	if (repeat(r, limits, input, err->arena.mem))
		explain_all(r, input, err);
	pn_error_finish(&r->err);
	pn_error_finish(&r->scratch);
	pn_arena_finish(&r->arena);
	pn_mem_resize(err->arena.mem, r, sizeof *r, 0);
}
