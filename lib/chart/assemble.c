/* SPDX-License-Identifier: Apache-2.0 */
/* From files to a chart (Helm: pkg/chart/v2/loader/load.go, LoadFiles). */
#include "chart/load.h"
#include "base/sort.h"
#include "chart/pattern.h"
#include "chart/unpack.h"

/* Subcharts nest in folders and archives; far beyond any real chart. */
enum { MAX_CHART_DEPTH = 100 };

/* The files of charts/NAME/, or charts/NAME. */
typedef struct group {
	pn_str name;
	pn_files files;
	pn_files unpacked; /* what is in charts/NAME.tgz; count 0: nobody knows yet */
} group;

typedef struct assembly {
	pn_cx *cx;
	pn_chart *chart;
	group *groups;
	size_t group_count, group_cap;
	uint32_t depth;
} assembly;

static bool add_to_group(assembly *a, pn_str name, const pn_file *file)
{
	pn_arena *arena = a->cx->arena;
	size_t i = a->group_count;

	/* Files of one folder come one after the other, so the last group is nearly always right.
	 */
	while (i > 0 && !pn_str_eq(a->groups[i - 1].name, name))
		i--;
	if (i == 0) {
		if (a->group_count == a->group_cap) {
			size_t cap = a->group_cap ? a->group_cap * 2 : 8;
			group *groups = pn_realloc(arena, a->groups, a->group_cap * sizeof *groups,
						   cap * sizeof *groups);

			if (!groups)
				return pn_fail_memory(a->cx->err, arena);
			a->groups = groups;
			a->group_cap = cap;
		}
		a->groups[a->group_count++] = (group){ .name = name };
		i = a->group_count;
	}
	return pn_files_add(arena, &a->groups[i - 1].files, file) ||
	       pn_fail_memory(a->cx->err, arena);
}

/* The name of a subchart's file below charts/. */
static pn_str below_charts(const pn_file *file)
{
	return pn_str_slice(file->name, strlen("charts/"), file->name.len);
}

static bool add_subchart_file(assembly *a, const pn_file *file)
{
	pn_str name, inner;

	if (pn_str_is(pn_path_ext(file->name), ".prov"))
		return pn_files_add(a->cx->arena, &a->chart->files, file) ||
		       pn_fail_memory(a->cx->err, a->cx->arena);
	pn_str_cut(below_charts(file), PN_STR("/"), &name, &inner);
	return add_to_group(a, name, file);
}

/* Where a file is, as far as it is known while the chart is loaded. */
static pn_str path_of(const pn_file *file)
{
	return file->path ? pn_str_from(file->path) : file->name;
}

/* Puts words before an error in a file, and names the file, which has this text. */
static bool fail_in(assembly *a, const pn_file *file, const char *what, pn_str text)
{
	pn_error_in_file(a->cx->err, path_of(file), 0);
	pn_yaml_note(a->cx->err, text);
	return pn_error_wrap(a->cx->err, "cannot load %s: ", what);
}

static bool read_chart_yaml(assembly *a, const pn_file *file)
{
	pn_metadata *meta = &a->chart->meta;
	pn_str text;

	if (!pn_file_data(a->cx, file, &text))
		return false;
	if (!pn_metadata_read(a->cx, text, meta))
		return fail_in(a, file, "Chart.yaml", text);
	if (!meta->api_version.len)
		meta->api_version = PN_STR("v1");
	return true;
}

static bool read_values(assembly *a, const pn_file *file)
{
	pn_chart *chart = a->chart;
	pn_str text;

	if (!pn_file_data(a->cx, file, &text))
		return false;
	chart->source = PN_NEW(a->cx->arena, pn_source);
	if (!chart->source)
		return pn_fail_memory(a->cx->err, a->cx->arena);
	chart->source->name = path_of(file);
	chart->source->text = text;
	chart->values_file = file;
	if (!pn_values_load(a->cx, text, chart->source, &chart->values))
		return fail_in(a, file, "values.yaml", text);
	return true;
}

static bool read_lock(assembly *a, const pn_file *file)
{
	pn_str text;
	bool is_null;

	if (!pn_file_data(a->cx, file, &text))
		return false;
	if (!pn_lock_check(a->cx, text, &is_null))
		return fail_in(a, file, pn_str_z(a->cx->arena, file->name), text);
	a->chart->lock = is_null ? NULL : file;
	return true;
}

/* requirements.yaml of API v1 charts adds its dependencies to the metadata. */
static bool read_requirements(assembly *a, const pn_file *file)
{
	pn_metadata *meta = &a->chart->meta;
	pn_str text;

	if (!pn_str_is(meta->api_version, "v1"))
		pn_log(a->cx->log, PINTLE_LOG_INFO,
		       PN_STR("Warning: Dependencies are handled in Chart.yaml since apiVersion "
			      "\"v2\". We recommend migrating dependencies to Chart.yaml."),
		       NULL, 0);
	if (!pn_file_data(a->cx, file, &text))
		return false;
	if (!pn_metadata_read(a->cx, text, meta))
		return fail_in(a, file, "requirements.yaml", text);
	return true;
}

/* Puts a file of an API v1 chart among .Files; of others nowhere. */
static bool keep_if_v1(assembly *a, const pn_file *file)
{
	if (!pn_str_is(a->chart->meta.api_version, "v1"))
		return true;
	return pn_files_add(a->cx->arena, &a->chart->files, file) ||
	       pn_fail_memory(a->cx->err, a->cx->arena);
}

static bool read_requirements_lock(assembly *a, const pn_file *file)
{
	if (!read_lock(a, file))
		return false;
	if (!pn_str_is(a->chart->meta.api_version, "v1"))
		pn_log(a->cx->log, PINTLE_LOG_INFO,
		       PN_STR("Warning: Dependency locking is handled in Chart.lock since "
			      "apiVersion \"v2\". We recommend migrating to Chart.lock."),
		       NULL, 0);
	return keep_if_v1(a, file);
}

static bool keep_schema(assembly *a, const pn_file *file)
{
	a->chart->schema = file;
	return true;
}

static bool skip(assembly *a, const pn_file *file)
{
	(void)a;
	(void)file;
	return true;
}

static bool read_and_keep_requirements(assembly *a, const pn_file *file)
{
	return read_requirements(a, file) && keep_if_v1(a, file);
}

/* The files that mean something by their name. */
static const struct {
	pn_str name;
	bool (*take)(assembly *a, const pn_file *file);
} special[] = {
	{ { "Chart.yaml", 10 }, skip }, /* read before all others */
	{ { "Chart.lock", 10 }, read_lock },
	{ { "values.yaml", 11 }, read_values },
	{ { "values.schema.json", 18 }, keep_schema },
	{ { "requirements.yaml", 17 }, read_and_keep_requirements },
	{ { "requirements.lock", 17 }, read_requirements_lock },
};

static bool take_file(assembly *a, const pn_file *file)
{
	pn_files *list = &a->chart->files;

	for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
		if (pn_str_eq(file->name, special[i].name))
			return special[i].take(a, file);
	}
	if (pn_str_starts(file->name, PN_STR("charts/")))
		return add_subchart_file(a, file);
	if (pn_str_starts(file->name, PN_STR("templates/")))
		list = &a->chart->templates;
	return pn_files_add(a->cx->arena, list, file) || pn_fail_memory(a->cx->err, a->cx->arena);
}

/* Says whether a group is an archive, to be unpacked. */
static bool is_packed(const group *g)
{
	return pn_str_is(pn_path_ext(g->name), ".tgz");
}

/* Says whether Helm passes over charts/NAME. */
static bool is_passed_over(const group *g)
{
	return g->name.len && (g->name.ptr[0] == '_' || g->name.ptr[0] == '.');
}

/* The bytes of a group that is an archive, which were read; empty: it is something else. */
static pn_str packed_bytes(const group *g)
{
	const pn_file *first = g->files.items[0];

	return is_packed(g) && !is_passed_over(g) && pn_str_eq(below_charts(first), g->name)
		       ? first->data
		       : PN_STR_EMPTY;
}

/*
 * Unpacks the archives before anything else is done with them, so that they can share memory, as
 * far as all is well. The others have no files then; load_packed() tells why.
 */
static bool unpack_all(assembly *a)
{
	size_t largest = 0;
	pn_unpacker unpacker;
	bool ok = true;

	for (size_t i = 0; i < a->group_count; i++) {
		size_t room = pn_unpack_room(a->cx, packed_bytes(&a->groups[i]));

		largest = room > largest ? room : largest;
	}
	if (!largest)
		return true;
	pn_unpack_begin(a->cx, &unpacker, largest);
	for (size_t i = 0; i < a->group_count && ok; i++) {
		group *g = &a->groups[i];
		pn_str bytes = packed_bytes(g);

		ok = !bytes.len || pn_unpack_archive(a->cx, &unpacker, bytes, &g->unpacked);
	}
	pn_unpack_end(&unpacker);
	return !a->cx->arena->failed || pn_fail_memory(a->cx->err, a->cx->arena);
}

/* Loads charts/NAME.tgz, which must be the group's first file. */
static bool load_packed(assembly *a, const group *g, pn_chart **out)
{
	pn_files files = g->unpacked;
	pn_str bytes, first = below_charts(g->files.items[0]);

	if (!pn_str_eq(first, g->name))
		return pn_fail(a->cx->err, PINTLE_ERR_CHART,
			       "error unpacking subchart tar in %.*s: expected %.*s, got %.*s",
			       PN_ARG(a->chart->meta.name), PN_ARG(g->name), PN_ARG(first));
	if ((files.count || (pn_file_data(a->cx, g->files.items[0], &bytes) &&
			     pn_archive_read(a->cx, bytes, &files))) &&
	    pn_chart_assemble(a->cx, &files, a->depth + 1, out))
		return true;
	return pn_error_wrap(a->cx->err, "error unpacking subchart %.*s in %.*s: ", PN_ARG(g->name),
			     PN_ARG(a->chart->meta.name));
}

/* Returns the file under a shorter name. */
static const pn_file *rename_file(pn_arena *arena, const pn_file *file, pn_str name)
{
	pn_file *copy = pn_alloc(arena, sizeof *copy);

	if (copy) {
		*copy = *file;
		copy->name = name;
	}
	return copy;
}

/* Loads charts/NAME/...; files directly in charts/ belong to no chart. */
static bool load_folder(assembly *a, const group *g, pn_chart **out)
{
	pn_files files = { .items = PN_NEW_ARRAY(a->cx->arena, const pn_file *, g->files.count),
			   .cap = g->files.count };

	for (uint32_t i = 0; files.items && i < g->files.count; i++) {
		const pn_file *file = g->files.items[i];
		pn_str name, inner;

		if (!pn_str_cut(below_charts(file), PN_STR("/"), &name, &inner))
			continue;
		files.items[files.count++] = rename_file(a->cx->arena, file, inner);
	}
	if (a->cx->arena->failed)
		return pn_fail_memory(a->cx->err, a->cx->arena);
	return pn_chart_assemble(a->cx, &files, a->depth + 1, out) ||
	       pn_error_wrap(a->cx->err, "error unpacking subchart %.*s in %.*s: ", PN_ARG(g->name),
			     PN_ARG(a->chart->meta.name));
}

static int by_name(const void *a, const void *b)
{
	return pn_str_cmp(((const group *)a)->name, ((const group *)b)->name);
}

/* Helm keeps the groups in a Go map, in no order; ours is that of the names. */
static bool load_children(assembly *a)
{
	pn_chart *chart = a->chart;

	if (!a->group_count)
		return true;
	pn_sort(a->groups, a->group_count, sizeof *a->groups, by_name);
	chart->children = PN_NEW_ARRAY(a->cx->arena, pn_chart *, a->group_count);
	if (!chart->children)
		return pn_fail_memory(a->cx->err, a->cx->arena);
	if (!unpack_all(a))
		return false;
	for (size_t i = 0; i < a->group_count; i++) {
		const group *g = &a->groups[i];
		bool packed = is_packed(g);
		pn_chart **slot = &chart->children[chart->child_count];

		if (is_passed_over(g))
			continue;
		if (!(packed ? load_packed(a, g, slot) : load_folder(a, g, slot)))
			return false;
		(*slot)->place = pn_str_format(a->cx->arena, "charts/%.*s%s", PN_ARG(g->name),
					       packed ? "!/" : "/");
		chart->child_count++;
	}
	return true;
}

bool pn_chart_assemble(pn_cx *cx, const pn_files *files, uint32_t depth, pn_chart **out)
{
	assembly a = { .cx = cx, .chart = PN_NEW(cx->arena, pn_chart), .depth = depth };
	bool found = false;

	if (!a.chart)
		return pn_fail_memory(cx->err, cx->arena);
	if (depth > MAX_CHART_DEPTH)
		return pn_fail(cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: charts in charts");
	a.chart->raw = *files;
	for (uint32_t i = 0; i < files->count; i++) {
		if (!pn_str_is(files->items[i]->name, "Chart.yaml"))
			continue;
		found = true;
		if (!read_chart_yaml(&a, files->items[i]))
			return false;
	}
	for (uint32_t i = 0; i < files->count; i++) {
		if (!take_file(&a, files->items[i]))
			return false;
	}
	if (!found)
		return pn_fail(cx->err, PINTLE_ERR_CHART, "Chart.yaml file is missing");
	if (!pn_metadata_validate(cx, &a.chart->meta) || !load_children(&a))
		return false;
	*out = a.chart;
	return true;
}
