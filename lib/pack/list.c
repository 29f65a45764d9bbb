/* SPDX-License-Identifier: Apache-2.0 */
/* The table of dependencies (Helm: action/dependency.go). */
#include "pack/parts.h"

#include "base/unicode.h"
#include "semver/semver.h"

enum { COLUMNS = 4 };

/* One listing. */
typedef struct listing {
	pn_cx *cx;
	pn_str path; /* of the chart */
	const pn_chart *chart;
	bool confine;
	pn_str *cells; /* COLUMNS a row */
	size_t rows;
} listing;

/* ---- the state of a dependency ---- */

/* Says what is wrong with a chart's version; NULL: nothing. */
static const char *check_version(listing *l, const pn_dependency *d, const pn_chart *found)
{
	const pn_constraint *constraint;
	pn_semver version;

	if (pn_str_eq(found->meta.version, d->version))
		return NULL;
	constraint = pn_constraint_parse(d->version, l->cx->arena, NULL);
	if (!constraint || !pn_semver_parse(&version, found->meta.version, l->cx->arena, NULL))
		return "invalid version";
	return pn_constraint_check(constraint, &version) ? NULL : "wrong version";
}

static const char *archive_state(listing *l, const pn_dependency *d, pn_str archive)
{
	const char *problem;
	pn_chart *found;

	if (!pn_pack_load_file(l->cx, archive, &found)) {
		pn_error_clear(l->cx->err);
		return "corrupt";
	}
	if (!pn_str_eq(found->meta.name, d->name))
		return "misnamed";
	problem = check_version(l, d, found);
	return problem ? problem : "ok";
}

/* Says whether an archive's name is NAME-VERSION.tgz with a complete version. */
static bool has_version(listing *l, const pn_dependency *d, pn_str archive)
{
	pn_str rest = pn_str_slice(archive, 0, archive.len - strlen(".tgz"));
	pn_str prefix = pn_str_concat(l->cx->arena, d->name, PN_STR("-"));
	pn_semver version;

	if (pn_str_starts(rest, prefix))
		rest = pn_str_slice(rest, prefix.len, rest.len);
	return pn_semver_parse_strict(&version, rest, l->cx->arena, NULL);
}

/* The archives in charts/ that may be a dependency. */
typedef struct archives {
	size_t count; /* of all */
	size_t with_version;
	pn_str one, one_with_version;
} archives;

static bool find_archives(listing *l, const pn_dependency *d, archives *out)
{
	pn_str charts = pn_path_join(l->cx->arena, l->path, PN_STR("charts"));
	pn_str pattern = pn_str_concat(l->cx->arena, d->name, PN_STR("-*.tgz"));
	pn_str *names;
	size_t count;

	*out = (archives){ .count = 0 };
	if (!pn_os_list(l->cx->arena, pn_str_z(l->cx->arena, charts), &names, &count, l->cx->err)) {
		pn_error_clear(l->cx->err);
		count = 0;
	}
	if (pn_pattern_match(pattern, PN_STR("")) == PN_MATCH_BAD_PATTERN)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (pn_pattern_match(pattern, names[i]) != PN_MATCH_YES)
			continue;
		out->count++;
		out->one = pn_path_join(l->cx->arena, charts, names[i]);
		if (!has_version(l, d, names[i]))
			continue;
		out->with_version++;
		out->one_with_version = out->one;
	}
	return true;
}

static const char *folder_state(listing *l, const pn_dependency *d)
{
	const pn_chart *found = NULL;
	const char *problem;

	for (uint32_t i = 0; i < l->chart->child_count; i++) {
		if (pn_str_eq(l->chart->children[i]->meta.name, d->name))
			found = l->chart->children[i];
	}
	if (!found)
		return "missing";
	problem = check_version(l, d, found);
	return problem ? problem : "unpacked";
}

static const char *state_of(listing *l, const pn_dependency *d)
{
	archives a;

	if (!find_archives(l, d, &a))
		return "bad pattern";
	if (a.count == 1)
		return archive_state(l, d, a.one);
	if (a.count > 1 && a.with_version == 1)
		return archive_state(l, d, a.one_with_version);
	return a.with_version > 1 ? "too many matches" : folder_state(l, d);
}

/* ---- the table ---- */

/* Returns how many columns a character takes: two for those of East Asia and pictures. */
static size_t rune_width(uint32_t rune)
{
	static const pn_rune_range wide[] = {
		{ 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0x33FF },
		{ 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },   { 0xA000, 0xA4CF },
		{ 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },
		{ 0xFF00, 0xFF60 },   { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F },
		{ 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
	};

	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		if (rune >= wide[i].first && rune <= wide[i].last)
			return 2;
	}
	return 1;
}

static size_t text_width(pn_str s)
{
	size_t width = 0;

	while (s.len)
		width += rune_width(pn_utf8_next(&s));
	return width;
}

/* Appends what of a cell fits, with an ellipsis, or fills it up with blanks. */
static void put_cell(pn_buf *out, pn_str s, size_t width)
{
	size_t own = text_width(s), used = 0;

	if (own <= width) {
		pn_buf_add(out, s);
		pn_buf_repeat(out, ' ', width - own);
		return;
	}
	while (s.len) {
		uint32_t rune = pn_utf8_next(&s);

		pn_buf_rune(out, rune);
		used += rune_width(rune);
		if (used + 3 >= width)
			break;
	}
	pn_buf_lit(out, "...");
}

static void put_table(const listing *l, size_t most, pn_buf *out)
{
	size_t widths[COLUMNS] = { 0 };

	for (size_t i = 0; i < l->rows * COLUMNS; i++) {
		size_t width = text_width(l->cells[i]);

		if (width > widths[i % COLUMNS])
			widths[i % COLUMNS] = width;
	}
	for (size_t i = 0; i < l->rows * COLUMNS; i++) {
		size_t column = i % COLUMNS, width = widths[column];

		put_cell(out, l->cells[i], most && width > most ? most : width);
		pn_buf_byte(out, column == COLUMNS - 1 ? '\n' : '\t');
	}
	pn_buf_byte(out, '\n');
}

static bool fill_table(listing *l)
{
	const pn_metadata *meta = &l->chart->meta;
	pn_str *cell = PN_NEW_ARRAY(l->cx->arena, pn_str, (meta->dependency_count + 1) * COLUMNS);

	if (!cell)
		return pn_fail_memory(l->cx->err, l->cx->arena);
	l->cells = cell;
	l->rows = meta->dependency_count + 1;
	*cell++ = PN_STR("NAME");
	*cell++ = PN_STR("VERSION");
	*cell++ = PN_STR("REPOSITORY");
	*cell++ = PN_STR("STATUS");
	for (uint32_t i = 0; i < meta->dependency_count; i++) {
		const pn_dependency *d = &meta->dependencies[i];

		*cell++ = d->name;
		*cell++ = d->version;
		*cell++ = d->repository;
		*cell++ = pn_str_from(state_of(l, d));
	}
	return true;
}

/* ---- what is in charts/ without being a dependency ---- */

static bool is_named(const pn_chart *chart, pn_str name)
{
	for (uint32_t i = 0; i < chart->meta.dependency_count; i++) {
		if (pn_str_eq(chart->meta.dependencies[i].name, name))
			return true;
	}
	return false;
}

static void put_warning(pn_buf *out, pn_str path, const char *problem)
{
	pn_buf_lit(out, "WARNING: ");
	pn_buf_quote(out, path);
	pn_buf_format(out, " %s\n", problem);
}

static void check_entry(listing *l, pn_str path, pn_buf *out)
{
	bool is_folder = pn_os_stat(pn_str_z(l->cx->arena, path), true).kind == PN_FILE_FOLDER;
	pn_chart *found;

	if (!is_folder && !pn_str_is(pn_path_ext(path), ".tgz"))
		return;
	if (!pn_pack_load(l->cx, path, l->confine, &found)) {
		pn_error_clear(l->cx->err);
		put_warning(out, path, "is not a chart.");
	} else if (!is_named(l->chart, found->meta.name)) {
		put_warning(out, path, "is not in Chart.yaml.");
	}
}

static void put_extra(listing *l, pn_buf *out)
{
	pn_str charts = pn_path_join(l->cx->arena, l->path, PN_STR("charts"));
	pn_str *names;
	size_t count;

	if (!pn_os_list(l->cx->arena, pn_str_z(l->cx->arena, charts), &names, &count, l->cx->err)) {
		pn_error_clear(l->cx->err);
		return;
	}
	for (size_t i = 0; i < count; i++)
		check_entry(l, pn_path_join(l->cx->arena, charts, names[i]), out);
}

bool pn_dependencies_list(pn_cx *cx, pn_str path, size_t width, bool confine, pn_buf *report)
{
	listing l = { .cx = cx, .path = path, .confine = confine };
	pn_chart *chart;

	if (!pn_pack_load(cx, path, confine, &chart))
		return false;
	l.chart = chart;
	if (!chart->meta.has_dependencies) {
		pn_str charts = pn_path_join(cx->arena, path, PN_STR("charts"));

		pn_buf_format(report, "WARNING: no dependencies at %.*s\n", PN_ARG(charts));
		return true;
	}
	if (!fill_table(&l))
		return false;
	put_table(&l, width, report);
	put_extra(&l, report);
	return true;
}
