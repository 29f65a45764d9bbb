/* SPDX-License-Identifier: Apache-2.0 */
/* Which kind of chart a path is (Helm: pkg/chart/loader/load.go, loader/archive/archive.go). */
#include "base/disk.h"
#include "chart/load.h"
#include "chart/sniff.h"
#include "chart/unpack.h"

static const pn_shape string = { .kind = PN_SHAPE_STRING, .go_type = "string" };
static const pn_shape_field base_fields[] = { { "apiVersion", &string } };
static const pn_shape base_shape = { .kind = PN_SHAPE_STRUCT,
				     .go_type = "loader.chartBase",
				     .struct_name = "chartBase",
				     .fields = base_fields,
				     .field_count = 1 };

/* Checks that Chart.yaml names an API version that we know; *v3 when it is that of another loader.
 */
static bool check_api_version(pn_cx *cx, pn_str text, bool *v3)
{
	const pn_value *version;
	pn_value map;

	if (!pn_shape_read(cx, text, &base_shape, NULL, &map))
		return pn_error_wrap(cx->err, "cannot load Chart.yaml: ");
	version = pn_is_map(&map) ? pn_map_get(map.as.map, PN_STR("apiVersion")) : NULL;
	*v3 = version && pn_str_is(pn_value_str(version), "v3");
	/* Helm loads v3 charts, and refuses them when it is to render one. */
	if (!version || !version->len || pn_str_is(pn_value_str(version), "v1") ||
	    pn_str_is(pn_value_str(version), "v2") || pn_str_is(pn_value_str(version), "v3"))
		return true;
	return pn_fail(cx->err, PINTLE_ERR_CHART, "unsupported chart version");
}

/* Turns the absolute path of an error's file into one that begins as the user's does; false. */
static bool rename_place(pn_cx *cx, pn_str root, pn_str place)
{
	pn_error_rename_files(cx->err, pn_str_concat(cx->arena, root, PN_STR("/")), place);
	return false;
}

pn_str pn_folder_place(pn_arena *arena, pn_str path)
{
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	if (pn_str_is(path, ".") || pn_str_is(path, "/"))
		return path.ptr[0] == '/' ? PN_STR("/") : PN_STR_EMPTY;
	return pn_str_concat(arena, path, PN_STR("/"));
}

/* What the user calls the chart. */
static pn_str shown(const pn_load_options *options, pn_str path)
{
	return options->shown_as.ptr ? options->shown_as : path;
}

/* Gives an error the names that types have in the loader of v3 charts; false. */
static bool name_v3(pn_cx *cx, bool v3)
{
	pintle_status status = cx->err->status;
	pn_where where = cx->err->where;
	pn_arena *arena = cx->arena;
	pn_str old = pn_error_text(cx->err), text;

	if (!v3 || status == PINTLE_ERR_NO_MEMORY || status == PINTLE_ERR_LIMIT)
		return false;
	text = pn_str_replace(arena, old, PN_STR("type v2."), PN_STR("type v3."));
	text = pn_str_replace(arena, text, PN_STR("type []*v2."), PN_STR("type []*v3."));
	if (pn_str_eq(text, old))
		return false;
	where.file = pn_str_dup(arena, where.file);
	pn_error_clear(cx->err);
	pn_fail_str(cx->err, status, text);
	return pn_error_at(cx->err, where.file, where.line, where.column);
}

/* Looks at the Chart.yaml of a folder, before anything else is. */
static bool detect(pn_cx *cx, pn_folder *folder, pn_str place, bool *v3)
{
	if (!pn_folder_take(cx, folder, "Chart.yaml", &folder->chart_yaml))
		return pn_error_wrap(cx->err,
				     "unable to detect chart at %s/Chart.yaml: ", folder->root.ptr);
	if (check_api_version(cx, folder->chart_yaml, v3))
		return true;
	pn_error_in_file(cx->err, pn_str_concat(cx->arena, place, PN_STR("Chart.yaml")), 0);
	return pn_yaml_note(cx->err, folder->chart_yaml);
}

/* Loads the chart of a folder that pn_folder_open() gave, and closes it as soon as it was read. */
static bool load_open(pn_cx *cx, pn_folder *folder, pn_str path, const pn_load_options *options,
		      pn_chart **out)
{
	bool v3 = false, ok;
	pn_str place = pn_folder_place(cx->arena, shown(options, path));
	pn_files files = { 0 };

	if (!options->any_version && !detect(cx, folder, place, &v3))
		return false;
	ok = pn_folder_walk(cx, folder, options, &files);
	pn_folder_close(folder);
	if (!ok || !pn_chart_assemble(cx, &files, 0, out))
		return rename_place(cx, folder->root, place) || name_v3(cx, v3);
	return pn_chart_set_place(cx, *out, place);
}

bool pn_chart_load_folder(pn_cx *cx, pn_str path, const pn_load_options *options, pn_chart **out)
{
	pn_folder folder = pn_folder_open(cx, path);
	bool ok = load_open(cx, &folder, path, options, out);

	pn_folder_close(&folder);
	return ok;
}

bool pn_archive_ensure(pn_cx *cx, pn_str name, pn_str bytes)
{
	char head[512] = { 0 };

	if (pn_str_starts(bytes, PN_STR("\x1f\x8b\x08")))
		return true;
	if (pn_str_ends(name, PN_STR(".yml")) || pn_str_ends(name, PN_STR(".yaml")))
		return pn_fail(
			cx->err, PINTLE_ERR_CHART,
			"file '%.*s' seems to be a YAML file, but expected a gzipped archive",
			PN_ARG(name));
	memcpy(head, bytes.ptr, bytes.len < sizeof head ? bytes.len : sizeof head);
	return pn_fail(cx->err, PINTLE_ERR_CHART,
		       "file '%.*s' does not appear to be a gzipped archive; got '%s'",
		       PN_ARG(name), pn_sniff(head));
}

bool pn_chart_load_files(pn_cx *cx, const pn_files *files, pn_chart **out)
{
	bool v3 = false;

	for (uint32_t i = 0; i < files->count; i++) {
		if (pn_str_is(files->items[i]->name, "Chart.yaml"))
			return check_api_version(cx, files->items[i]->data, &v3) &&
			       (pn_chart_assemble(cx, files, 0, out) || name_v3(cx, v3));
	}
	return pn_fail(cx->err, PINTLE_ERR_CHART,
		       "unable to detect chart version, no Chart.yaml found");
}

/* Gives the failure to read an archive Helm's words. */
static bool explain(pn_cx *cx, pn_str name, const pn_load_options *options)
{
	pn_str header = PN_STR("gzip: invalid header");
	bool no_gzip = pn_str_eq(pn_error_text(cx->err), header);

	if (cx->err->status != PINTLE_ERR_CHART || (options->any_version && !no_gzip))
		return false;
	pn_error_clear(cx->err);
	if (no_gzip)
		return pn_fail(cx->err, PINTLE_ERR_CHART,
			       "file '%.*s' does not appear to be a valid chart file (details: "
			       "%.*s)",
			       PN_ARG(name), PN_ARG(header));
	/* Helm hides the cause. */
	return pn_fail(cx->err, PINTLE_ERR_CHART, "unable to load chart archive");
}

/* Loads an archive; `lasting`: its bytes live as long as cx's arena. */
static bool load_bytes(pn_cx *cx, pn_str name, pn_str bytes, bool lasting,
		       const pn_load_options *options, pn_chart **out)
{
	pn_files files = { 0 };

	if (!pn_archive_ensure(cx, name, bytes))
		return false;
	if (!(lasting ? pn_unpack_one : pn_archive_read)(cx, bytes, &files))
		return explain(cx, name, options);
	return options->any_version ? pn_chart_assemble(cx, &files, 0, out)
				    : pn_chart_load_files(cx, &files, out);
}

bool pn_chart_load_archive(pn_cx *cx, pn_str name, pn_str bytes, const pn_load_options *options,
			   pn_chart **out)
{
	return load_bytes(cx, name, bytes, false, options, out);
}

static bool load_file(pn_cx *cx, pn_str path, const pn_load_options *options, pn_chart **out)
{
	pn_str bytes;

	return pn_disk_read(cx, pn_str_z(cx->arena, path), cx->limits->chart_bytes, &bytes) &&
	       load_bytes(cx, path, bytes, true, options, out) &&
	       pn_chart_set_place(cx, *out,
				  pn_str_concat(cx->arena, shown(options, path), PN_STR("!/")));
}

/* Says whether a path is a folder; one that was opened by that very path is. */
static bool is_folder(pn_cx *cx, const pn_folder *folder, pn_str path)
{
	if (folder->fd != PN_OS_NONE && pn_str_eq(folder->root, path))
		return true;
	return pn_disk_stat(cx, pn_str_z(cx->arena, path), true).kind == PN_FILE_FOLDER;
}

bool pn_chart_load_path(pn_cx *cx, pn_str path, const pn_load_options *options, pn_chart **out)
{
	pn_folder folder = pn_folder_open(cx, path);
	bool ok = is_folder(cx, &folder, path) ? load_open(cx, &folder, path, options, out)
					       : load_file(cx, path, options, out);

	pn_folder_close(&folder);
	return ok;
}
