/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "pack/pack.h"

/* 1980-01-01: the earliest time that every program which unpacks archives takes. */
#define EARLY INT64_C(315532800)

static const pintle_package_options default_options = PINTLE_PACKAGE_OPTIONS_INIT;

/* One call on its way. */
typedef struct work {
	const pintle_package_options *options;
	pn_arena arena;
	pintle_limits limits;
	pn_error err;
	pn_cx cx;
	pn_fetch_options fetch;
	pn_buf report;
} work;

static void begin(work *w, const pintle_package_options *options)
{
	*w = (work){ .options = options ? options : &default_options };
	options = w->options;
	pn_error_init(&w->err, options->allocator);
	w->limits = pn_limits_complete(options->limits);
	pn_arena_init(&w->arena, options->allocator, w->limits.arena_bytes);
	w->cx = (pn_cx){ &w->arena, &w->err, &w->limits, options->log, NULL };
	w->fetch.pack.confine = !options->follow_links;
	w->fetch.pack.clock = options->fixed_clock ? options->clock : EARLY;
	w->fetch.debug = options->debug;
	w->fetch.now = options->clock;
	if (!options->fixed_clock)
		pn_os_now(&w->fetch.now, &w->fetch.nanoseconds);
	pn_buf_init(&w->report, &w->arena);
}

/* Copies what the host named, so that texts made of it may be kept. */
static pn_str copy(work *w, const char *z)
{
	return pn_str_dup(&w->arena, pn_str_from(z));
}

static bool end(work *w, bool ok, pintle_error *error)
{
	ok = ok && (!w->arena.failed || pn_fail_memory(&w->err, &w->arena));
	if (!ok)
		pn_error_publish(error, &w->err);
	pn_error_finish(&w->err);
	pn_arena_finish(&w->arena);
	return ok;
}

/* Hands over the report, of a failure as well, and ends. */
static bool end_report(work *w, bool ok, pintle_text *report, pintle_error *error)
{
	pn_error own;

	*report = (pintle_text){ NULL, 0 };
	pn_error_init(&own, w->options->allocator);
	if (!pn_text_give(report, pn_buf_str(&w->report), &own) && ok)
		ok = pn_fail(&w->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	pn_error_finish(&own);
	return end(w, ok, error);
}

bool pintle_package(const char *folder, const pintle_package_options *options, pintle_text *name,
		    pintle_text *archive, pintle_error *error)
{
	pn_packed packed;
	pn_pack_versions versions;
	work w;
	bool ok;

	begin(&w, options);
	*name = *archive = (pintle_text){ NULL, 0 };
	versions.version = copy(&w, w.options->version ? w.options->version : "");
	versions.app_version = copy(&w, w.options->app_version ? w.options->app_version : "");
	ok = pn_pack_folder(&w.cx, copy(&w, folder), &versions, &w.fetch.pack, &packed) &&
	     pn_text_give(name, packed.name, &w.err) && pn_text_give(archive, packed.bytes, &w.err);
	if (!ok)
		pintle_text_free(name);
	return end(&w, ok, error);
}

bool pintle_dependency_list(const char *chart, const pintle_package_options *options,
			    pintle_text *report, pintle_error *error)
{
	work w;
	bool ok;

	begin(&w, options);
	ok = pn_dependencies_list(&w.cx, copy(&w, chart), w.options->column_width,
				  w.fetch.pack.confine, &w.report);
	return end_report(&w, ok, report, error);
}

bool pintle_dependency_update(const char *folder, const pintle_package_options *options,
			      pintle_text *report, pintle_error *error)
{
	work w;
	bool ok;

	begin(&w, options);
	ok = pn_dependencies_update(&w.cx, copy(&w, folder), &w.fetch, &w.report);
	return end_report(&w, ok, report, error);
}

bool pintle_dependency_build(const char *folder, const pintle_package_options *options,
			     pintle_text *report, pintle_error *error)
{
	work w;
	bool ok;

	begin(&w, options);
	ok = pn_dependencies_build(&w.cx, copy(&w, folder), &w.fetch, &w.report);
	return end_report(&w, ok, report, error);
}
