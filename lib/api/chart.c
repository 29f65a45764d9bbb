/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

static const pintle_load_options default_options = PINTLE_LOAD_OPTIONS_INIT;

/* A chart under construction and the context to load it in. */
typedef struct loading {
	pintle_chart *chart;
	pn_phase phase;
	pn_error err;
	pn_cx cx;
} loading;

static bool begin(loading *l, const pintle_load_options *options)
{
	const pintle_allocator *mem = options->allocator;
	pintle_chart *chart;

	l->phase = pn_phase_begin(PN_PHASE(options->timings, load));
	chart = pn_mem_resize(mem, NULL, 0, sizeof *chart);
	pn_error_init(&l->err, mem);
	l->chart = chart;
	if (!chart)
		return pn_fail(&l->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	*chart = (pintle_chart){ .mem = mem };
	chart->limits = pn_limits_complete(options->limits);
	pn_arena_init(&chart->arena, mem, chart->limits.arena_bytes);
	l->cx = (pn_cx){ &chart->arena, &l->err, &chart->limits, options->log };
	l->cx.view = options->view;
	return true;
}

/* Keeps what getters return as C strings. */
static bool keep_names(pintle_chart *chart)
{
	const pn_metadata *meta = &chart->chart->meta;

	chart->name = pn_str_z(&chart->arena, meta->name);
	chart->version = pn_str_z(&chart->arena, meta->version);
	chart->app_version = pn_str_z(&chart->arena, meta->app_version);
	chart->type = pn_str_z(&chart->arena, meta->type);
	return !chart->arena.failed;
}

/* Finishes a load: the chart, or NULL with the error handed over. */
static pintle_chart *end(loading *l, const pintle_load_options *options, bool ok,
			 pintle_error *error)
{
	pintle_chart *chart = l->chart;

	if (ok && l->cx.arena->failed)
		ok = pn_fail_memory(&l->err, l->cx.arena);
	if (ok && options->function_count)
		ok = pn_host_family(chart, options->functions, options->function_count, &l->err);
	if (ok) {
		chart->bundle = pn_bundle_new(chart->mem, chart->chart,
					      chart->host_count ? &chart->host : NULL);
		if (!chart->bundle)
			ok = pn_fail(&l->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	}
	if (ok && !options->one_thread)
		pn_chart_share(chart->chart, chart->limits.depth);
	ok = ok && (keep_names(chart) || pn_fail_memory(&l->err, l->cx.arena));
	pn_phase_end(l->phase);
	if (!ok) {
		pn_error_publish(error, &l->err);
		pintle_chart_free(chart);
		return NULL;
	}
	pn_error_finish(&l->err);
	return chart;
}

pintle_chart *pintle_chart_load(const char *path, const pintle_load_options *options,
				pintle_error *error)
{
	pn_load_options how = { .confine = true };
	loading l;
	bool ok;

	options = options ? options : &default_options;
	how.confine = !options->follow_links;
	how.any_version = options->any_version;
	if (options->shown_as)
		how.shown_as = pn_str_from(options->shown_as); /* is copied */
	ok = begin(&l, options) &&
	     pn_chart_load_path(&l.cx, pn_str_dup(l.cx.arena, pn_str_from(path)), &how,
				&l.chart->chart);
	return end(&l, options, ok, error);
}

pintle_chart *pintle_chart_load_archive(const char *name, pintle_text archive,
					const pintle_load_options *options, pintle_error *error)
{
	pn_load_options how = { 0 };
	loading l;
	bool ok;

	options = options ? options : &default_options;
	how.any_version = options->any_version;
	ok = begin(&l, options) &&
	     pn_chart_load_archive(&l.cx, pn_str_from(name), (pn_str){ archive.ptr, archive.len },
				   &how, &l.chart->chart) &&
	     pn_chart_set_place(&l.cx, l.chart->chart,
				pn_str_format(l.cx.arena, "%s!/",
					      options->shown_as ? options->shown_as : name));
	return end(&l, options, ok, error);
}

/* Copies one of the host's files into the chart. */
static bool add_file(loading *l, pn_files *files, const pintle_file *from)
{
	pn_file *file = PN_NEW(l->cx.arena, pn_file);

	if (!file)
		return pn_fail_memory(&l->err, l->cx.arena);
	file->name = pn_str_dup(l->cx.arena, pn_str_from(from->name));
	file->data = pn_str_dup(l->cx.arena, (pn_str){ from->data.ptr, from->data.len });
	if (pn_str_starts(file->data, PN_STR("\xEF\xBB\xBF")))
		file->data = (pn_str){ file->data.ptr + 3, file->data.len - 3 };
	return pn_files_add(l->cx.arena, files, file) || pn_fail_memory(&l->err, l->cx.arena);
}

pintle_chart *pintle_chart_load_provider(const pintle_file_provider *provider,
					 const pintle_load_options *options, pintle_error *error)
{
	pn_files files = { 0 };
	pintle_file file;
	loading l;
	bool ok;

	options = options ? options : &default_options;
	ok = begin(&l, options);
	while (ok && provider->next(provider->data, &file))
		ok = add_file(&l, &files, &file);
	ok = ok && pn_chart_load_files(&l.cx, &files, &l.chart->chart);
	return end(&l, options, ok, error);
}

/* A provider over an array. */
typedef struct array {
	const pintle_file *files;
	size_t count;
} array;

static bool next_of_array(void *data, pintle_file *file)
{
	array *a = data;

	if (!a->count)
		return false;
	*file = *a->files++;
	a->count--;
	return true;
}

pintle_chart *pintle_chart_load_files(const pintle_file *files, size_t count,
				      const pintle_load_options *options, pintle_error *error)
{
	array a = { files, count };
	pintle_file_provider provider = { next_of_array, &a };

	return pintle_chart_load_provider(&provider, options, error);
}

void pintle_chart_free(pintle_chart *chart)
{
	if (!chart)
		return;
	pn_bundle_free(chart->bundle);
	pn_arena_finish(&chart->arena);
	pn_mem_resize(chart->mem, chart, sizeof *chart, 0);
}

const char *pintle_chart_name(const pintle_chart *chart)
{
	return chart->name;
}

const char *pintle_chart_version(const pintle_chart *chart)
{
	return chart->version;
}

const char *pintle_chart_app_version(const pintle_chart *chart)
{
	return chart->app_version;
}

const char *pintle_chart_type(const pintle_chart *chart)
{
	return chart->type;
}

size_t pintle_chart_file_count(const pintle_chart *chart)
{
	return chart->chart->raw.count;
}

pintle_text pintle_chart_file_name(const pintle_chart *chart, size_t i)
{
	const pn_files *raw = &chart->chart->raw;

	return i < raw->count ? pn_text(raw->items[i]->name) : (pintle_text){ "", 0 };
}
