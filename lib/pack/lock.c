/* SPDX-License-Identifier: Apache-2.0 */
/* Chart.lock: its text, and the digest that tells whether it fits Chart.yaml. */
#include "pack/parts.h"

#include "base/sha256.h"

/* Appends a member of a JSON object, unless it is empty and may be left out. */
static void put_string(pn_buf *out, pn_cx *cx, const char *key, pn_str s, bool always)
{
	pn_value v = pn_string(s);

	if (!s.len && !always)
		return;
	if (out->ptr[out->len - 1] != '{')
		pn_buf_byte(out, ',');
	pn_buf_format(out, "\"%s\":", key);
	pn_json_write(cx, out, &v, PN_JSON_ESCAPE_HTML);
}

static void put_tags(pn_buf *out, pn_cx *cx, const pn_dependency *d)
{
	if (!d->tag_count)
		return;
	pn_buf_lit(out, ",\"tags\":[");
	for (uint32_t i = 0; i < d->tag_count; i++) {
		pn_value v = pn_string(d->tags[i]);

		if (i)
			pn_buf_byte(out, ',');
		pn_json_write(cx, out, &v, PN_JSON_ESCAPE_HTML);
	}
	pn_buf_byte(out, ']');
}

/* Appends a dependency with its members in the order of Go's struct. */
static void put_dependency(pn_buf *out, pn_cx *cx, const pn_dependency *d)
{
	pn_buf_byte(out, '{');
	put_string(out, cx, "name", d->name, true);
	put_string(out, cx, "version", d->version, false);
	put_string(out, cx, "repository", d->repository, true);
	put_string(out, cx, "condition", d->condition, false);
	put_tags(out, cx, d);
	if (d->enabled)
		pn_buf_lit(out, ",\"enabled\":true");
	if (d->import_values.kind == PN_LIST && d->import_values.len) {
		pn_buf_lit(out, ",\"import-values\":");
		pn_json_write(cx, out, &d->import_values, PN_JSON_ESCAPE_HTML);
	}
	put_string(out, cx, "alias", d->alias, false);
	pn_buf_byte(out, '}');
}

static void put_dependencies(pn_buf *out, pn_cx *cx, const pn_dependency *items, uint32_t count,
			     bool present)
{
	if (!present) {
		pn_buf_lit(out, "null");
		return;
	}
	pn_buf_byte(out, '[');
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			pn_buf_byte(out, ',');
		put_dependency(out, cx, &items[i]);
	}
	pn_buf_byte(out, ']');
}

static pn_str digest(pn_arena *arena, pn_str text)
{
	unsigned char bytes[PN_SHA256_SIZE];
	pn_sha256 sha;
	pn_buf out;

	pn_sha256_init(&sha);
	pn_sha256_add(&sha, text);
	pn_sha256_end(&sha, bytes);
	pn_buf_init(&out, arena);
	pn_buf_lit(&out, "sha256:");
	for (size_t i = 0; i < sizeof bytes; i++)
		pn_buf_format(&out, "%02x", bytes[i]);
	return pn_buf_str(&out);
}

pn_str pn_lock_digest(pn_cx *cx, const pn_metadata *meta, const pn_locked *locked)
{
	pn_buf text;

	pn_buf_init(&text, cx->arena);
	pn_buf_byte(&text, '[');
	put_dependencies(&text, cx, meta->dependencies, meta->dependency_count,
			 meta->has_dependencies);
	pn_buf_byte(&text, ',');
	put_dependencies(&text, cx, locked->items, locked->count, locked->items != NULL);
	pn_buf_byte(&text, ']');
	return digest(cx->arena, pn_buf_str(&text));
}

pn_str pn_lock_digest_2(pn_cx *cx, const pn_metadata *meta)
{
	pn_buf text;

	pn_buf_init(&text, cx->arena);
	pn_buf_lit(&text, "{\"dependencies\":");
	put_dependencies(&text, cx, meta->dependencies, meta->dependency_count,
			 meta->has_dependencies);
	pn_buf_byte(&text, '}');
	return digest(cx->arena, pn_buf_str(&text));
}

static void set(pn_map *map, const char *key, pn_value v)
{
	if (map)
		pn_map_set(map, pn_str_from(key), &v);
}

static void set_string(pn_map *map, const char *key, pn_str s)
{
	if (s.len)
		set(map, key, pn_string(s));
}

/* Makes the map that YAML shows of a dependency: empty members are left out. */
static pn_value dependency_map(pn_arena *arena, const pn_dependency *d)
{
	pn_map *map = pn_map_new(arena, 4);
	pn_list_builder tags;

	set(map, "name", pn_string(d->name));
	set(map, "repository", pn_string(d->repository));
	set_string(map, "version", d->version);
	set_string(map, "condition", d->condition);
	set_string(map, "alias", d->alias);
	if (d->enabled)
		set(map, "enabled", pn_bool(true));
	if (d->import_values.kind == PN_LIST && d->import_values.len)
		set(map, "import-values", d->import_values);
	pn_list_begin(&tags, arena, d->tag_count);
	for (uint32_t i = 0; i < d->tag_count; i++) {
		pn_value tag = pn_string(d->tags[i]);

		pn_list_add(&tags, &tag);
	}
	if (d->tag_count)
		set(map, "tags", pn_list_end(&tags, PN_TYPE_LIST));
	return pn_map_value(PN_TYPE_MAP, map);
}

bool pn_lock_write(pn_cx *cx, const pn_lock *lock, pn_buf *out)
{
	pn_map *map = pn_map_new(cx->arena, 3);
	pn_value v = pn_map_value(PN_TYPE_MAP, map);
	pn_list_builder list;
	pn_buf generated;

	pn_list_begin(&list, cx->arena, lock->dependency_count);
	for (uint32_t i = 0; i < lock->dependency_count; i++) {
		pn_value d = dependency_map(cx->arena, &lock->dependencies[i]);

		pn_list_add(&list, &d);
	}
	pn_buf_init(&generated, cx->arena);
	pn_time_format(&generated, &lock->generated, PN_LAYOUT_RFC3339_NANO);
	set(map, "dependencies", lock->dependencies ? pn_list_end(&list, PN_TYPE_LIST) : pn_nil());
	set(map, "digest", pn_string(lock->digest));
	set(map, "generated", pn_string(pn_buf_str(&generated)));
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	return pn_yaml_write(cx, out, &v, NULL);
}
