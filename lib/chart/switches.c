/* SPDX-License-Identifier: Apache-2.0 */
/* What of a chart's defaults decides which of its dependencies take part. */
#include "chart/part.h"

/* How deep tables are compared. */
enum { MAX_COMPARED_DEPTH = 90 };

static bool is_table(const pn_value *v)
{
	return pn_is_map(v) && v->as.map;
}

/* Whether nothing is to be said of a given value over this default: they are of one kind. */
static bool is_quiet(const pn_value *given, const pn_value *value, uint32_t depth)
{
	if (!depth || is_table(given) != is_table(value))
		return false;
	if (!is_table(given))
		return true;
	for (size_t i = 0; i < pn_map_count(given->as.map); i++) {
		const pn_entry *e = &given->as.map->entries[i];
		const pn_value *inner = pn_map_get_hashed(value->as.map, e->key, e->hash);

		if (inner && !is_quiet(&e->value, inner, depth - 1))
			return false;
	}
	return true;
}

/* Whether one of the paths of a condition begins with a key. */
static bool begins_with(pn_str condition, pn_str key)
{
	bool more = condition.len > 0;

	while (more) {
		pn_str path, first, rest;

		more = pn_str_cut(condition, PN_STR(","), &path, &condition);
		pn_str_cut(pn_str_trim_space(path), PN_STR("."), &first, &rest);
		if (pn_str_eq(first, key))
			return true;
	}
	return false;
}

static bool may_be_looked_at(const pn_part *part, pn_str path, pn_str key)
{
	pn_str first, rest;

	pn_str_cut(path, PN_STR("."), &first, &rest);
	if (pn_str_is(key, "tags") || pn_str_is(key, "global") ||
	    (path.len && pn_str_eq(first, key)))
		return true;
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (pn_str_eq(part->children[i]->meta.name, key))
			return true;
	}
	for (uint32_t i = 0; i < part->meta.dependency_count; i++) {
		if (begins_with(part->meta.dependencies[i].condition, key))
			return true;
	}
	return false;
}

bool pn_part_skips_default(const pn_part *part, pn_str path, pn_str key, const pn_value *given,
			   const pn_value *value)
{
	return !may_be_looked_at(part, path, key) &&
	       (!given || !value || is_quiet(given, value, MAX_COMPARED_DEPTH));
}
