/* SPDX-License-Identifier: Apache-2.0 */
/* Merging default values under given ones (Helm: pkg/chart/common/util/coalesce.go). */
#include "chart/part.h"

/* How deep nulls are looked for in what may be shared. */
enum { MAX_SHARED_DEPTH = 100 };

/* What all steps of one merge share. */
typedef struct coalescing {
	pn_cx *cx;
	const pn_merge_options *options;
	const pn_part *owner; /* whose defaults are merged, which stay as they are; else NULL */
	bool no_nulls;	      /* these defaults count without the nulls in them */
	bool shares;	      /* these defaults may be taken as they are */
} coalescing;

static bool is_table(const pn_value *v)
{
	return v && pn_is_map(v) && v->as.map;
}

static bool no_memory(pn_cx *cx)
{
	return pn_fail_memory(cx->err, cx->arena);
}

static pn_str join_prefix(pn_arena *arena, pn_str a, pn_str b)
{
	return a.len ? pn_str_concat(arena, pn_str_concat(arena, a, PN_STR(".")), b) : b;
}

/* Logs a warning; Helm 3 prints it with the source line of its Go file. */
static void warn(const coalescing *c, const char *line_in_helm_3, pn_str text)
{
	pn_arena *arena = c->cx->arena;

	if (!c->cx->log)
		return;
	if (c->options->helm_3_logs) {
		text = pn_str_format(arena, "coalesce.go:%s: %.*s", line_in_helm_3, PN_ARG(text));
		c->cx->log->write(c->cx->log->data, PINTLE_LOG_INFO, text.ptr, text.len);
		return;
	}
	pn_log(c->cx->log, PINTLE_LOG_INFO, text, NULL, 0);
}

static pn_str value_text(pn_arena *arena, const pn_value *v)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_format_value(&buf, v);
	return pn_buf_str(&buf);
}

/*
 * Makes of a default what dst may hold: defaults belong to their chart, which other threads use,
 * so only what is taken of them is copied. Nulls are left out where they do not count (Helm:
 * cleanNilValues).
 */
static bool own_value(const coalescing *c, const pn_value *v, pn_value *out)
{
	uint32_t depth = c->cx->limits->depth;
	pn_copying how = { .shares_texts = c->options->borrow_texts };

	*out = *v;
	if (!c->owner || (v->kind < PN_LIST && how.shares_texts && !c->owner->delta))
		return true;
	how.delta = c->owner->delta;
	if (c->no_nulls)
		how.null_depth = depth < PN_VALUE_MAX_DEPTH ? depth + 1 : PN_VALUE_MAX_DEPTH;
	return pn_value_copy_how(c->cx->arena, out, v, &how) || no_memory(c->cx);
}

/* Whether a value holds nulls that do not count in a default, or is too deep to tell. */
static bool has_nulls(const pn_value *v, uint32_t depth)
{
	if (!is_table(v))
		return false;
	for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
		const pn_value *inner = &v->as.map->entries[i].value;

		if (pn_is_nil(inner) || !depth || has_nulls(inner, depth - 1))
			return true;
	}
	return false;
}

/* Gives dst a default that it does not have. */
static bool take(const coalescing *c, pn_map *dst, const pn_entry *e)
{
	pn_str key = e->key;
	pn_value v;

	if (c->shares && !(c->no_nulls && has_nulls(&e->value, MAX_SHARED_DEPTH)))
		return pn_map_add(dst, key, e->hash, &e->value) || no_memory(c->cx);
	if (c->owner && !c->options->borrow_texts)
		key = pn_str_dup(c->cx->arena, key);
	return own_value(c, &e->value, &v) &&
	       (pn_map_add(dst, key, e->hash, &v) || no_memory(c->cx));
}

/* Makes room for the entries that dst must get at least. */
static bool reserve(const coalescing *c, pn_map *dst, size_t count)
{
	size_t have = pn_map_count(dst);

	return count <= have || pn_map_reserve(dst, count - have) || no_memory(c->cx);
}

/* The entries of a map in order; a map that is not ours to sort is copied for that. */
static const pn_entry *sorted_entries(const coalescing *c, pn_map *map)
{
	if (c->owner && !map->sorted)
		map = pn_map_clone(c->cx->arena, map);
	return map ? pn_map_sorted(map) : NULL;
}

static bool coalesce_tables(const coalescing *c, pn_map *dst, pn_map *src, pn_str prefix,
			    bool merge, uint32_t depth);

/* Warns that a table does not replace what is no table. */
static bool warn_table(const coalescing *c, pn_str key, const pn_value *table)
{
	pn_arena *arena = c->cx->arena;
	pn_value shown;

	if (!own_value(c, table, &shown))
		return false;
	warn(c, "298",
	     pn_str_format(arena, "warning: cannot overwrite table with non table for %.*s (%.*s)",
			   PN_ARG(key), PN_ARG(value_text(arena, &shown))));
	return true;
}

/* Merges one entry of the defaults into dst (the loop of coalesceTablesFullKey). */
static bool coalesce_entry(const coalescing *c, pn_map *dst, const pn_entry *e, pn_value *have,
			   bool was_null, pn_str prefix, bool merge, uint32_t depth)
{
	pn_arena *arena = c->cx->arena;

	if (have && !merge && pn_is_nil(have) &&
	    (c->options->nulls == PN_NULLS_HELM_3 || !was_null)) {
		pn_map_delete(dst, e->key);
		return true;
	}
	if (!have)
		return take(c, dst, e);
	if (is_table(&e->value)) {
		pn_str key = join_prefix(arena, prefix, e->key);

		if (is_table(have))
			return coalesce_tables(c, have->as.map, e->value.as.map, key, merge, depth);
		return warn_table(c, key, &e->value);
	}
	if (is_table(have) && !pn_is_nil(&e->value)) {
		warn(c, "301",
		     pn_str_format(arena,
				   "warning: destination for %.*s is a table. Ignoring non-table "
				   "value (%.*s)",
				   PN_ARG(join_prefix(arena, prefix, e->key)),
				   PN_ARG(value_text(arena, &e->value))));
	}
	return true;
}

/*
 * dst wins over src. A null of dst removes a default that is there; where the default is null too,
 * or absent, the null stays (Helm 3 removes it where the default is null, too).
 */
static bool coalesce_tables(const coalescing *c, pn_map *dst, pn_map *src, pn_str prefix,
			    bool merge, uint32_t depth)
{
	const pn_entry *entries;

	if (!depth)
		return pn_fail(c->cx->err, PINTLE_ERR_LIMIT, "limit 'depth' exceeded: values");
	entries = sorted_entries(c, src);
	if (!entries && pn_map_count(src))
		return no_memory(c->cx);
	if (!c->no_nulls && !reserve(c, dst, pn_map_count(src)))
		return false;
	for (size_t i = 0; i < pn_map_count(src); i++) {
		bool was_null = pn_is_nil(&entries[i].value);
		pn_value *have;
		pn_entry e = entries[i];

		if (was_null && c->no_nulls)
			continue;
		have = pn_map_get_hashed(dst, e.key, e.hash);
		/* Helm first copies dst's nulls into src. */
		if (have && pn_is_nil(have))
			e.value = *have;
		if (!coalesce_entry(c, dst, &e, have, was_null, prefix, merge, depth - 1))
			return false;
	}
	return true;
}

bool pn_coalesce_tables(pn_cx *cx, pn_map *dst, pn_map *src, pn_str prefix, bool merge,
			const pn_merge_options *options)
{
	coalescing c = { .cx = cx, .options = options };

	return coalesce_tables(&c, dst, src, prefix, merge, cx->limits->depth);
}

static bool is_child(const pn_part *part, pn_str name)
{
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (pn_str_eq(part->children[i]->meta.name, name))
			return true;
	}
	return false;
}

/* Whether a part is the only one that is merged into its table. */
static bool has_own_table(const pn_part *part)
{
	uint32_t same = 0;

	for (uint32_t i = 0; part->parent && i < part->parent->child_count; i++)
		same += pn_str_eq(part->parent->children[i]->meta.name, part->meta.name);
	return same <= 1;
}

/*
 * Whether defaults under a key may be taken as they are: nobody changes what is only looked at, but
 * a merge goes on in what is the children's and in the globals.
 */
static bool may_share(const coalescing *c, const pn_part *part, pn_str key)
{
	return c->options->looks_only && !is_child(part, key) && !pn_str_is(key, "global") &&
	       has_own_table(part);
}

/* Merges one of a chart's default values under what is given (the loop of coalesceValues). */
static bool coalesce_default(const coalescing *c, const pn_part *part, pn_map *dest,
			     const pn_entry *e, pn_str prefix, bool merge)
{
	pn_value *given = pn_map_get_hashed(dest, e->key, e->hash);
	bool helm_4 = c->options->nulls == PN_NULLS_HELM_4;
	pn_arena *arena = c->cx->arena;
	coalescing own = *c;

	if (c->options->switches_of == part &&
	    pn_part_skips_default(part, c->options->switches_path, e->key, given, &e->value))
		return true;
	own.shares = may_share(c, part, e->key);
	if (!given) {
		if (!merge && helm_4 && pn_is_nil(&e->value))
			return true;
		own.no_nulls = !merge && helm_4;
		return take(&own, dest, e);
	}
	if (pn_is_nil(given) && !merge) {
		pn_map_delete(dest, e->key);
		return true;
	}
	if (!is_table(given))
		return true;
	if (!is_table(&e->value)) {
		if (!pn_is_nil(&e->value))
			warn(c, "234",
			     pn_str_format(arena,
					   "warning: skipped value for %.*s.%.*s: Not a table.",
					   PN_ARG(prefix), PN_ARG(e->key)));
		return true;
	}
	merge = merge || is_child(part, e->key);
	own.no_nulls = !merge && helm_4;
	return coalesce_tables(&own, given->as.map, e->value.as.map,
			       join_prefix(arena, prefix, e->key), merge, c->cx->limits->depth);
}

static bool coalesce_values(const coalescing *c, const pn_part *part, pn_map *dest, pn_str prefix,
			    bool merge)
{
	coalescing own = *c;
	const pn_entry *entries;
	size_t count;

	if (!is_table(&part->values))
		return true;
	own.owner = part;
	prefix = join_prefix(c->cx->arena, prefix, part->meta.name);
	entries = sorted_entries(&own, part->values.as.map);
	count = pn_map_count(part->values.as.map);
	if (!entries && count)
		return no_memory(c->cx);
	if (!reserve(c, dest, count))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!coalesce_default(&own, part, dest, &entries[i], prefix, merge))
			return false;
	}
	return true;
}

/* Finds the globals of a map: *out NULL when there are none; false when they are no table. */
static bool find_globals(const pn_map *map, pn_map **out)
{
	const pn_value *v = pn_map_get(map, PN_STR("global"));

	*out = is_table(v) ? v->as.map : NULL;
	return !v || *out;
}

/* Gives a child one of its parent's globals. */
static bool push_global(const coalescing *c, pn_map *globals, const pn_entry *e, pn_str prefix)
{
	pn_value *have = pn_map_get_hashed(globals, e->key, e->hash);
	pn_value copy = e->value;

	if (!is_table(&e->value)) {
		if (have && is_table(have)) {
			warn(c, "207",
			     pn_str_format(c->cx->arena, "key %.*s is table. Skipping",
					   PN_ARG(e->key)));
			return true;
		}
		return pn_map_set(globals, e->key, &e->value) || no_memory(c->cx);
	}
	copy.as.map = pn_map_clone(c->cx->arena, e->value.as.map);
	if (!copy.as.map)
		return no_memory(c->cx);
	if (have && !is_table(have)) {
		pn_buf quoted;

		pn_buf_init(&quoted, c->cx->arena);
		pn_buf_quote(&quoted, e->key);
		warn(c, "195",
		     pn_str_format(c->cx->arena,
				   "Conflict: cannot merge map onto non-map for %s. Skipping.",
				   pn_buf_z(&quoted)));
		return true;
	}
	if (have &&
	    !coalesce_tables(c, copy.as.map, have->as.map,
			     join_prefix(c->cx->arena, prefix, e->key), true, c->cx->limits->depth))
		return false;
	return pn_map_set(globals, e->key, &copy) || no_memory(c->cx);
}

/* Copies a parent's globals into a child's values (Helm: coalesceGlobals). */
static bool coalesce_globals(const coalescing *c, pn_map *child, const pn_map *parent,
			     pn_str prefix)
{
	pn_map *to, *from;
	const pn_entry *entries;
	pn_value globals;

	if (!find_globals(child, &to)) {
		warn(c, "166",
		     PN_STR("warning: skipping globals because destination global is not a "
			    "table."));
		return true;
	}
	if (!find_globals(parent, &from)) {
		warn(c, "173",
		     PN_STR("warning: skipping globals because source global is not a table."));
		return true;
	}
	if (!to && !(to = pn_map_new(c->cx->arena, 0)))
		return no_memory(c->cx);
	entries = pn_map_sorted(from);
	for (size_t i = 0; i < pn_map_count(from); i++) {
		if (!push_global(c, to, &entries[i], prefix))
			return false;
	}
	globals = pn_map_value(PN_TYPE_MAP, to);
	return pn_map_set(child, PN_STR("global"), &globals) || no_memory(c->cx);
}

static bool fail_type_mismatch(const coalescing *c, pn_str name, const pn_value *v)
{
	pn_buf text;

	pn_buf_init(&text, c->cx->arena);
	pn_format_printf(&text, PN_STR("%t"), v, 1);
	return pn_fail(c->cx->err, PINTLE_ERR_VALUES, "type mismatch on %.*s: %s", PN_ARG(name),
		       pn_buf_z(&text));
}

/* Merges the values of one child chart (the loop of coalesceDeps). */
static bool coalesce_child(const coalescing *c, pn_part *part, pn_part *child, pn_map *dest,
			   pn_str prefix, bool merge)
{
	pn_str name = child->meta.name;
	pn_value *given = pn_map_get(dest, name);
	pn_value table;

	if (!given) {
		size_t most = is_table(&child->values) ? pn_map_count(child->values.as.map) : 0;

		table = pn_map_value(PN_TYPE_MAP, pn_map_new(c->cx->arena, most + 1));
		if (!table.as.map || !pn_map_set(dest, name, &table))
			return no_memory(c->cx);
	} else if (!is_table(given)) {
		return fail_type_mismatch(c, name, given);
	} else {
		table = *given;
	}
	prefix = join_prefix(c->cx->arena, prefix, part->meta.name);
	return coalesce_globals(c, table.as.map, dest, prefix) &&
	       pn_coalesce(c->cx, child, table.as.map, prefix, merge, c->options);
}

bool pn_coalesce(pn_cx *cx, pn_part *part, pn_map *dest, pn_str prefix, bool merge,
		 const pn_merge_options *options)
{
	coalescing c = { .cx = cx, .options = options };

	if (!coalesce_values(&c, part, dest, prefix, merge))
		return false;
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (!coalesce_child(&c, part, part->children[i], dest, prefix, merge))
			return false;
	}
	return true;
}

/* Copies of what is given that into which defaults are merged; the rest is only looked at. */
static bool copy_for_switches(pn_cx *cx, const pn_part *part, const pn_merge_options *options,
			      const pn_value *values, pn_value *out)
{
	const pn_map *defaults = is_table(&part->values) ? part->values.as.map : NULL;
	pn_copying how = { .shares_texts = true };
	pn_map *map = pn_map_clone(cx->arena, values->as.map);

	*out = *values;
	out->as.map = map;
	for (uint32_t i = 0; map && i < map->count; i++) {
		pn_entry *e = &map->entries[i];
		const pn_value *value = pn_map_get_hashed(defaults, e->key, e->hash);
		pn_value given = e->value;

		if (!pn_part_skips_default(part, options->switches_path, e->key, &given, value) &&
		    !pn_value_copy_how(cx->arena, &e->value, &given, &how))
			return false;
	}
	return map != NULL;
}

bool pn_parts_coalesce(pn_cx *cx, pn_part *root, const pn_value *values,
		       const pn_merge_options *options, pn_value *out)
{
	pn_copying how = { .shares_texts = options->borrow_texts };
	bool good = true;

	*out = pn_map_value(PN_TYPE_MAP, NULL);
	if (is_table(values) && options->switches_of == root)
		good = copy_for_switches(cx, root, options, values, out);
	else if (is_table(values))
		good = pn_value_copy_how(cx->arena, out, values, &how);
	if (!good)
		return no_memory(cx);
	if (!out->as.map)
		out->as.map = pn_map_new(cx->arena, 0);
	if (!out->as.map)
		return no_memory(cx);
	return pn_coalesce(cx, root, out->as.map, PN_STR_EMPTY, false, options);
}
