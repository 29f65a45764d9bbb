/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_reader.h"

/* What is known of a key. */
enum { KNOWN_IMPLICIT = 1, KNOWN_ARRAY = 2 };

/* Reports that there is no memory. */
static bool no_memory(pn_toml_reader *r)
{
	r->failed = true;
	return pn_fail_memory(r->cx->err, r->cx->arena);
}

/* Returns a key as text, under which what is known of it is kept. */
static pn_str key_text(pn_toml_reader *r, pn_toml_key key)
{
	pn_buf out;

	pn_buf_init(&out, r->cx->arena);
	pn_toml_key_write(&out, key);
	return pn_buf_str(&out);
}

/* Fails on the line where the current key began. */
static bool fail_key(pn_toml_reader *r, pn_toml_key key, const char *after)
{
	return pn_toml_fail_at(r, r->key_line, "Key '", key_text(r, key), after);
}

/* Sets or clears a flag of a key. */
static bool flag(pn_toml_reader *r, pn_toml_key key, int64_t bit, bool on)
{
	pn_str text = key_text(r, key);
	const pn_value *old = pn_map_get(r->known, text);
	int64_t flags = old ? old->as.integer : 0;
	pn_value v = pn_int(on ? flags | bit : flags & ~bit);

	if (!r->cx->arena->failed && pn_map_set(r->known, text, &v))
		return true;
	return no_memory(r);
}

/* Says whether a flag of a key is set. */
static bool has_flag(pn_toml_reader *r, pn_toml_key key, int64_t bit)
{
	const pn_value *v = pn_map_get(r->known, key_text(r, key));

	return v && (v->as.integer & bit);
}

bool pn_toml_add_implicit(pn_toml_reader *r, pn_toml_key key)
{
	return flag(r, key, KNOWN_IMPLICIT, true);
}

bool pn_toml_note_type(pn_toml_reader *r, pn_str key, bool is_array)
{
	pn_toml_key whole = r->context;

	if (key.len || !whole.count)
		whole = pn_toml_key_add(r->cx->arena, whole, key);
	return flag(r, whole, KNOWN_ARRAY, is_array);
}

/* Returns the table that a value is or, for an array of tables, its last one; NULL for others. */
static pn_map *table_in(const pn_value *v)
{
	if (v && v->kind == PN_MAP)
		return v->as.map;
	if (v && v->type == PN_TYPE_MAPS && v->len)
		return v->as.items[v->len - 1].as.map;
	return NULL;
}

/* Puts an empty table under a key. */
static bool set_new_table(pn_toml_reader *r, pn_map *in, pn_str key)
{
	pn_map *map = pn_map_new(r->cx->arena, 0);
	pn_value v = pn_map_value(PN_TYPE_MAP, map);

	return (map && pn_map_set(in, key, &v)) || no_memory(r);
}

/* Goes down to the table that holds the key's last part, making those that are not there. */
static bool enter_parents(pn_toml_reader *r, pn_toml_key key, pn_map **out)
{
	pn_map *table = r->root;

	for (size_t i = 0; i + 1 < key.count; i++) {
		pn_toml_key parent = pn_toml_key_cut(key, i + 1);

		if (!pn_map_get(table, key.parts[i]) &&
		    (!pn_toml_add_implicit(r, parent) || !set_new_table(r, table, key.parts[i])))
			return false;
		table = table_in(pn_map_get(table, key.parts[i]));
		if (!table)
			return fail_key(r, parent, "' was already created as a hash.");
	}
	*out = table;
	return true;
}

/* Adds an empty table to an array of tables, which is made when there is none. */
static bool append_table(pn_toml_reader *r, pn_map *in, pn_toml_key key)
{
	pn_str name = key.parts[key.count - 1];
	const pn_value *old = pn_map_get(in, name);
	uint32_t count = old ? old->len : 0;
	pn_value *items, v;
	pn_map *map;

	if (old && old->type != PN_TYPE_MAPS)
		return fail_key(r, key, "' was already created and cannot be used as an array.");
	/* room doubles at each power of two, so that it need not be kept */
	items = old ? (pn_value *)old->as.items : NULL;
	if ((count & (count - 1)) == 0)
		items = pn_realloc(r->cx->arena, items, count * sizeof *items,
				   (count ? count * 2 : 1) * sizeof *items);
	map = pn_map_new(r->cx->arena, 0);
	if (!items || !map)
		return no_memory(r);
	items[count] = pn_map_value(PN_TYPE_MAP, map);
	v = pn_list(PN_TYPE_MAPS, items, count + 1);
	return pn_map_set(in, name, &v) || no_memory(r);
}

bool pn_toml_add_context(pn_toml_reader *r, pn_toml_key key, bool array)
{
	pn_map *table = NULL, *map;
	pn_value v;

	if (key.count == 0)
		return no_memory(r);
	if (key.count > r->cx->limits->depth) {
		r->failed = true;
		return pn_fail(r->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: a TOML key has more than %u parts",
			       r->cx->limits->depth);
	}
	if (!enter_parents(r, key, &table))
		return false;
	r->context = pn_toml_key_cut(key, key.count - 1);
	if (array) {
		if (!append_table(r, table, key))
			return false;
	} else {
		map = pn_map_new(r->cx->arena, 0);
		v = pn_map_value(PN_TYPE_MAP, map);
		if (!map)
			return no_memory(r);
		if (!pn_toml_set(r, key.parts[key.count - 1], &v))
			return false;
	}
	r->context = key;
	return true;
}

bool pn_toml_set(pn_toml_reader *r, pn_str key, const pn_value *value)
{
	pn_toml_key whole = pn_toml_key_add(r->cx->arena, r->context, key);
	pn_map *table = r->root;

	if (!whole.count)
		return no_memory(r);
	for (size_t i = 0; i < r->context.count; i++) {
		table = table_in(pn_map_get(table, whole.parts[i]));
		if (!table)
			return fail_key(r, pn_toml_key_cut(whole, i + 1),
					"' has already been defined.");
	}
	if (!pn_map_get(table, key))
		return pn_map_set(table, key, value) || no_memory(r);
	/* What was made implicitly may be named once: a table stays, an array is replaced. */
	if (!has_flag(r, whole, KNOWN_IMPLICIT))
		return fail_key(r, whole, "' has already been defined.");
	if (!flag(r, whole, KNOWN_IMPLICIT, false))
		return false;
	if (has_flag(r, whole, KNOWN_ARRAY))
		return pn_map_set(table, key, value) || no_memory(r);
	return true;
}
