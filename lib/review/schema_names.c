/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which keys a values.schema.json names. All branches of allOf, anyOf, if and the like count: what
 * matters is whether the schema's author knew the key.
 */
#include "review/study.h"

enum { MAX_NESTING = 32 };

/* A search in one schema. */
typedef struct search {
	const pn_value *root;
	uint32_t steps; /* left; schemas that refer to themselves would take for ever */
} search;

static bool names(search *s, const pn_value *schema, pn_keypath path, uint32_t depth);

/* Follows "#/definitions/x" in the schema itself. */
static const pn_value *refer(const search *s, pn_str pointer)
{
	const pn_value *v = s->root;
	bool more;

	if (!pn_str_starts(pointer, PN_STR("#")))
		return NULL;
	pointer = pn_str_slice(pointer, 1, pointer.len);
	more = pointer.len > 0;
	if (more)
		pointer = pn_str_slice(pointer, 1, pointer.len);
	while (v && more) {
		pn_str key;

		more = pn_str_cut(pointer, PN_STR("/"), &key, &pointer);
		v = pn_is_map(v) ? pn_map_get(v->as.map, key) : NULL;
	}
	return v;
}

static bool any_of_list(search *s, const pn_value *list, pn_keypath path, uint32_t depth)
{
	for (uint32_t i = 0; list && list->kind == PN_LIST && i < list->len; i++) {
		if (names(s, &list->as.items[i], path, depth))
			return true;
	}
	return false;
}

/* Says whether a schema beside or in place of this one names the path. */
static bool others_name(search *s, const pn_value *schema, pn_keypath path, uint32_t depth)
{
	static const char *const lists[] = { "allOf", "anyOf", "oneOf" };
	static const char *const singles[] = { "if", "then", "else", "not" };
	const pn_value *ref = pn_map_get(schema->as.map, PN_STR("$ref"));
	const pn_value *other;

	for (size_t i = 0; i < 3; i++) {
		if (any_of_list(s, pn_map_get(schema->as.map, pn_str_from(lists[i])), path, depth))
			return true;
	}
	for (size_t i = 0; i < 4; i++) {
		other = pn_map_get(schema->as.map, pn_str_from(singles[i]));
		if (other && names(s, other, path, depth))
			return true;
	}
	other = ref && pn_is_string(ref) ? refer(s, pn_value_str(ref)) : NULL;
	return other && names(s, other, path, depth);
}

static bool items_name(search *s, const pn_value *schema, pn_keypath rest, uint32_t depth)
{
	static const char *const keywords[] = { "items", "prefixItems", "additionalItems" };

	for (size_t i = 0; i < 3; i++) {
		const pn_value *items = pn_map_get(schema->as.map, pn_str_from(keywords[i]));

		if (items && (any_of_list(s, items, rest, depth) || names(s, items, rest, depth)))
			return true;
	}
	return false;
}

static bool names(search *s, const pn_value *schema, pn_keypath path, uint32_t depth)
{
	const pn_value *properties, *property;
	pn_keypath rest = pn_keypath_skip(path, 1);

	if (!depth || !s->steps || !pn_is_map(schema) || !schema->as.map)
		return false;
	if (!path.count)
		return true;
	s->steps--;
	if (others_name(s, schema, path, depth - 1))
		return true;
	if (path.steps[0].is_index)
		return items_name(s, schema, rest, depth - 1);
	properties = pn_map_get(schema->as.map, PN_STR("properties"));
	property = properties && pn_is_map(properties)
			   ? pn_map_get(properties->as.map, path.steps[0].key)
			   : NULL;
	if (!property)
		return false;
	return !rest.count || names(s, property, rest, depth - 1);
}

/* Reads the schema of a part, quietly: what is wrong with it is told elsewhere. */
static bool read_schema(const pn_study *study, const pn_part *part, pn_value *out)
{
	pn_cx own = *study->cx;
	pn_error err;
	pn_str text;
	bool ok;

	if (!part->chart->schema)
		return false;
	pn_error_init(&err, own.arena->mem);
	own.err = &err;
	ok = pn_file_data(&own, part->chart->schema, &text) && pn_json_read(&own, text, NULL, out);
	pn_error_finish(&err);
	return ok;
}

static bool part_names(const pn_study *study, const pn_part *part, pn_keypath path)
{
	pn_value schema;
	search s = { &schema, 10000 };

	if (read_schema(study, part, &schema) && names(&s, &schema, path, MAX_NESTING))
		return true;
	for (uint32_t i = 0; path.count && i < part->child_count; i++) {
		if (pn_str_eq(part->children[i]->meta.name, path.steps[0].key) &&
		    part_names(study, part->children[i], pn_keypath_skip(path, 1)))
			return true;
	}
	return false;
}

bool pn_study_schema_names(pn_study *study, pn_keypath path)
{
	return part_names(study, study->all, path);
}
