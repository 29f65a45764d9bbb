/* SPDX-License-Identifier: Apache-2.0 */
#include "base/disk.h"
#include "chart/loaded.h"
#include "chart/load.h"
#include "chart/pattern.h"

bool pn_file_data(pn_cx *cx, const pn_file *file, pn_str *out)
{
	bool ok;

	if (file->data.ptr || !(file->path || file->packed)) {
		*out = file->data;
		return true;
	}
	ok = file->packed
		     ? pn_packed_text(cx, file->packed, file->index, out)
		     : pn_disk_read_sized(cx, file->path, file->size, cx->limits->file_bytes, out);
	if (!ok)
		return pn_error_wrap(cx->err, "error reading %.*s: ", PN_ARG(file->name));
	*out = pn_file_text(*out);
	return true;
}

pn_str pn_file_text(pn_str bytes)
{
	if (pn_str_starts(bytes, PN_STR("\xEF\xBB\xBF")))
		return (pn_str){ bytes.ptr + 3, bytes.len - 3 };
	return bytes;
}

bool pn_file_is_crd(const pn_file *file)
{
	pn_str ext = pn_path_ext(file->name);

	return pn_str_starts(file->name, PN_STR("crds/")) &&
	       (pn_str_equal_fold(ext, PN_STR(".yaml")) || pn_str_equal_fold(ext, PN_STR(".yml")) ||
		pn_str_equal_fold(ext, PN_STR(".json")));
}

bool pn_files_add(pn_arena *arena, pn_files *files, const pn_file *file)
{
	if (files->count == files->cap) {
		uint32_t cap = files->cap ? files->cap * 2 : 16;
		const pn_file **items = pn_realloc(arena, files->items, files->cap * sizeof *items,
						   cap * sizeof *items);

		if (!items)
			return false;
		files->items = items;
		files->cap = cap;
	}
	files->items[files->count++] = file;
	return true;
}

/* Sorts a table and those in it. */
static void sort_tables(pn_map *map, uint32_t depth)
{
	const pn_entry *entries = pn_map_sorted(map);

	for (size_t i = 0; i < pn_map_count(map) && depth; i++) {
		if (pn_is_map(&entries[i].value) && entries[i].value.as.map)
			sort_tables(entries[i].value.as.map, depth - 1);
	}
}

void pn_chart_share(pn_chart *chart, uint32_t depth)
{
	if (pn_is_map(&chart->values) && chart->values.as.map)
		sort_tables(chart->values.as.map, depth);
	for (uint32_t i = 0; i < chart->child_count; i++)
		pn_chart_share(chart->children[i], depth);
}
