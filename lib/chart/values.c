/* SPDX-License-Identifier: Apache-2.0 */
/* Values files and paths in values (Helm: loader/load.go, common/values.go). */
#include "chart/load.h"
#include "chart/part.h"

/* Reads one document, which must be a map or nothing. */
static bool read_document(pn_cx *cx, pn_str text, unsigned flags, pn_source *source, pn_value *out)
{
	static const char *const names[] = {
		[PN_BOOL] = "bool",    [PN_INT] = "number",    [PN_UINT] = "number",
		[PN_FLOAT] = "number", [PN_STRING] = "string", [PN_LIST] = "array"
	};

	if (!pn_yaml_read(cx, text, flags, source, out))
		return false;
	if (pn_is_map(out) || pn_is_nil(out))
		return true;
	return pn_fail(
		cx->err, PINTLE_ERR_VALUES,
		"error unmarshaling JSON: while decoding JSON: json: cannot unmarshal %s into "
		"Go value of type map[string]interface {}",
		names[out->kind]);
}

bool pn_map_merge(pn_map *a, pn_map *b, uint32_t depth)
{
	const pn_entry *entries = pn_map_sorted(b);

	for (size_t i = 0; i < pn_map_count(b); i++) {
		pn_value *old = pn_map_get_hashed(a, entries[i].key, entries[i].hash);
		const pn_value *new = &entries[i].value;

		if (old && pn_is_map(old) && pn_is_map(new) && old->as.map && depth) {
			if (!pn_map_merge(old->as.map, new->as.map, depth - 1))
				return false;
		} else if (!pn_map_set(a, entries[i].key, new)) {
			return false;
		}
	}
	return true;
}

/* Reads one document whose text begins behind `lines` lines; positions are those in the file. */
static bool read_chunk(pn_cx *cx, pn_str chunk, unsigned flags, uint32_t lines, pn_source *source,
		       pn_value *out)
{
	uint32_t first = source ? source->count : 0;

	if (!read_document(cx, chunk, flags, source, out)) {
		pn_error_in_file(cx->err, source ? source->name : PN_STR_EMPTY, lines);
		return pn_error_wrap(cx->err, "cannot unmarshal yaml document: ");
	}
	for (uint32_t i = first; source && lines && i < source->count; i++)
		source->positions[i].line += lines;
	return true;
}

/* Reads the documents of a text that is not simple, which are merged; *out is NULL when there are
 * none. */
static bool read_chunks(pn_cx *cx, pn_str text, pn_source *source, pn_map **out)
{
	pn_str before = PN_STR_EMPTY, all = text, rest = text, chunk;
	pn_map *map = NULL;
	uint32_t lines = 0;

	while (pn_yaml_next_chunk(cx, &text, &chunk)) {
		bool alone = chunk.ptr == all.ptr && chunk.len == all.len;
		pn_value document;

		if (before.len)
			lines += (uint32_t)pn_str_count(before, PN_STR("\n"));
		before = pn_str_slice(rest, 0, rest.len - text.len);
		rest = text;
		if (!read_chunk(cx, chunk, alone ? PN_YAML_NOT_SIMPLE : 0, lines, source,
				&document))
			return false;
		if (!pn_is_map(&document))
			continue;
		if (!map)
			map = document.as.map;
		else if (!pn_map_merge(map, document.as.map, cx->limits->depth))
			return pn_fail_memory(cx->err, cx->arena);
	}
	if (pn_error_is_set(cx->err))
		return pn_error_wrap(cx->err, "error reading yaml document: ");
	*out = map;
	return true;
}

bool pn_values_load(pn_cx *cx, pn_str text, pn_source *source, pn_value *out)
{
	pn_map *map = NULL;

	if (source)
		pn_source_expect(source, cx->arena, text.len);
	if (pn_yaml_read_one(cx, text, source, out) && pn_is_map(out))
		return true;
	if (!read_chunks(cx, text, source, &map))
		return false;
	if (!map)
		map = pn_map_new(cx->arena, 0);
	*out = pn_map_value(PN_TYPE_MAP, map);
	return map || pn_fail_memory(cx->err, cx->arena);
}

bool pn_values_table(const pn_value *values, pn_str path, pn_value *out, pn_str *missing)
{
	bool more = true;

	*out = *values;
	while (more) {
		pn_str key;
		const pn_value *v;

		more = pn_str_cut(path, PN_STR("."), &key, &path);
		v = pn_is_map(out) ? pn_map_get(out->as.map, key) : NULL;
		if (!v || !pn_is_map(v)) {
			*missing = key;
			return false;
		}
		*out = *v;
	}
	return true;
}

bool pn_values_path(const pn_value *values, pn_str path, pn_value *out)
{
	size_t dot = pn_str_find_last(path, PN_STR("."));
	pn_value table = *values;
	const pn_value *v;
	pn_str missing;

	if (dot != PN_NOT_FOUND) {
		if (!pn_values_table(values, pn_str_slice(path, 0, dot), &table, &missing))
			return false;
		path = pn_str_slice(path, dot + 1, path.len);
	}
	v = pn_is_map(&table) ? pn_map_get(table.as.map, path) : NULL;
	if (!v || pn_is_map(v))
		return false;
	*out = *v;
	return true;
}
