/* SPDX-License-Identifier: Apache-2.0 */
/* A chart as an archive (Helm: util/save.go, action/package.go). */
#include "pack/parts.h"

#include "semver/semver.h"

/* An archive under construction. */
typedef struct packing {
	pn_cx *cx;
	const pn_pack_options *options;
	pn_buf tar;
} packing;

static void add(packing *p, pn_str base, pn_str name, pn_str data)
{
	pn_tar_add(&p->tar, pn_path_join(p->cx->arena, base, name), data, p->options->clock);
}

static bool add_file(packing *p, pn_str base, const pn_file *file)
{
	pn_str data;

	if (!pn_file_data(p->cx, file, &data))
		return false;
	add(p, base, file->name, data);
	return true;
}

static bool add_files(packing *p, pn_str base, const pn_files *files)
{
	for (uint32_t i = 0; i < files->count; i++) {
		if (!add_file(p, base, files->items[i]))
			return false;
	}
	return true;
}

/* Adds Chart.yaml, written anew; version 1 keeps its dependencies in a file of their own. */
static bool add_metadata(packing *p, pn_str base, const pn_chart *chart)
{
	pn_metadata own = chart->meta;
	pn_value metadata;
	pn_buf text;

	if (pn_str_is(own.api_version, "v1"))
		own.dependency_count = 0;
	if (!pn_metadata_struct(p->cx->arena, &own, &metadata))
		return pn_fail_memory(p->cx->err, p->cx->arena);
	pn_buf_init(&text, p->cx->arena);
	if (!pn_yaml_write(p->cx, &text, &metadata, NULL))
		return false;
	add(p, base, PN_STR("Chart.yaml"), pn_buf_str(&text));
	return true;
}

static bool add_lock(packing *p, pn_str base, const pn_chart *chart)
{
	pn_lock lock;
	pn_buf text;
	pn_str data;

	if (!chart->lock || !pn_str_is(chart->meta.api_version, "v2"))
		return true;
	pn_buf_init(&text, p->cx->arena);
	if (!pn_file_data(p->cx, chart->lock, &data) || !pn_lock_read(p->cx, data, &lock) ||
	    !pn_lock_write(p->cx, &lock, &text))
		return false;
	add(p, base, PN_STR("Chart.lock"), pn_buf_str(&text));
	return true;
}

static bool add_schema(packing *p, pn_str base, const pn_chart *chart)
{
	pn_str text;
	size_t taken;
	pn_value v;

	if (!chart->schema)
		return true;
	if (!pn_file_data(p->cx, chart->schema, &text))
		return false;
	if (!pn_json_read_numbers(p->cx, text, &taken, &v) ||
	    pn_str_trim_ascii(pn_str_slice(text, taken, text.len)).len) {
		pn_error_clear(p->cx->err);
		return pn_fail(p->cx->err, PINTLE_ERR_CHART, "invalid JSON in values.schema.json");
	}
	add(p, base, PN_STR("values.schema.json"), text);
	return true;
}

/* Adds a chart and its subcharts, whose depth loading has bounded. */
static bool add_chart(packing *p, pn_str prefix, const pn_chart *chart)
{
	pn_str base = pn_path_join(p->cx->arena, prefix, chart->meta.name);
	pn_str charts = pn_path_join(p->cx->arena, base, PN_STR("charts"));

	if (!add_metadata(p, base, chart) || !add_lock(p, base, chart) ||
	    (chart->values_file && !add_file(p, base, chart->values_file)) ||
	    !add_schema(p, base, chart) || !add_files(p, base, &chart->templates) ||
	    !add_files(p, base, &chart->files))
		return false;
	for (uint32_t i = 0; i < chart->child_count; i++) {
		if (!add_chart(p, charts, chart->children[i]))
			return false;
	}
	return true;
}

bool pn_pack_chart(pn_cx *cx, const pn_chart *chart, const pn_pack_options *options, pn_packed *out)
{
	packing p = { .cx = cx, .options = options };

	out->name = pn_str_format(cx->arena, "%.*s-%.*s.tgz", PN_ARG(chart->meta.name),
				  PN_ARG(chart->meta.version));
	pn_buf_init(&p.tar, cx->arena);
	if (!add_chart(&p, PN_STR_EMPTY, chart))
		return false;
	pn_tar_end(&p.tar);
	if (p.tar.failed)
		return pn_fail_memory(cx->err, cx->arena);
	return pn_gzip(cx, pn_buf_str(&p.tar), &out->bytes);
}

/* Sets the versions that the user asks for, and checks what then is the chart's. */
static bool set_versions(pn_cx *cx, pn_metadata *meta, const pn_pack_versions *versions)
{
	pn_semver version;
	pn_str why;

	if (versions->version.len)
		meta->version = versions->version;
	if (!pn_semver_parse(&version, meta->version, cx->arena, &why))
		return pn_fail_str(cx->err, PINTLE_ERR_CHART, why);
	if (versions->app_version.len)
		meta->app_version = versions->app_version;
	return true;
}

bool pn_pack_folder(pn_cx *cx, pn_str folder, const pn_pack_versions *versions,
		    const pn_pack_options *options, pn_packed *out)
{
	pn_load_options load = { .confine = options->confine };
	pn_chart *chart;

	if (!pn_chart_load_folder(cx, folder, &load, &chart))
		return false;
	if (pn_str_is(chart->meta.api_version, "v3"))
		return pn_fail(cx->err, PINTLE_ERR_CHART, "invalid chart apiVersion");
	if (!set_versions(cx, &chart->meta, versions) || !pn_chart_check_dependencies(cx, chart))
		return false;
	if (!pn_metadata_validate(cx, &chart->meta))
		return pn_error_wrap(cx->err, "failed to save: chart validation: ");
	return pn_pack_chart(cx, chart, options, out) || pn_error_wrap(cx->err, "failed to save: ");
}
