/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dicts (Sprig: dict.go). set and unset change their argument, as in Go. Where Go's order is that
 * of a walk over a map, and so random, ours is that of the keys.
 */
#include "func/help.h"
#include "semver/semver.h"

static bool ret_dict(pn_call *c, pn_map *map)
{
	c->result = pn_map_value(PN_TYPE_MAP, map);
	return true;
}

/* Makes all versions in a copy 0.0.0: copystructure cannot copy what a struct hides. */
static bool forget_versions(pn_arena *arena, const pn_value *v)
{
	bool ok = true;

	if (v->kind == PN_OBJECT && v->as.object &&
	    (v->type == PN_TYPE_SEMVER || v->type == PN_TYPE_SEMVER_STRUCT))
		ok = (v->as.object->data = PN_NEW(arena, pn_semver)) != NULL;
	for (uint32_t i = 0; ok && v->kind == PN_LIST && i < v->len; i++)
		ok = forget_versions(arena, &v->as.items[i]);
	for (size_t i = 0; ok && v->kind == PN_MAP && i < pn_map_count(v->as.map); i++)
		ok = forget_versions(arena, &v->as.map->entries[i].value);
	return ok;
}

static bool fn_deep_copy(pn_call *c)
{
	pn_arena *arena = pn_call_arena(c);

	if (pn_is_nil(pn_arg(c, 0)))
		return pn_call_fail(c, "reflect: call of reflect.Value.Type on zero Value");
	if (pn_value_copy(arena, &c->result, pn_arg(c, 0), 0) && forget_versions(arena, &c->result))
		return true;
	if (arena->failed)
		return pn_fail_memory(c->cx->err, arena);
	return pn_fail(c->cx->err, PINTLE_ERR_LIMIT, "values are nested too deep");
}

static bool fn_dict(pn_call *c)
{
	pn_arena *arena = pn_call_arena(c);
	pn_map *map = pn_map_new(arena, (c->argc + 1) / 2);
	pn_value nothing = pn_string(PN_STR_EMPTY);

	for (uint32_t i = 0; map && i < c->argc; i += 2)
		if (!pn_map_set(map, pn_value_to_string(arena, pn_arg(c, i)),
				i + 1 < c->argc ? pn_arg(c, i + 1) : &nothing))
			map = NULL;
	return pn_ret_map(c, map);
}

/* Fails as Go does for v.(WANTED). */
static bool bad_conversion(pn_call *c, const pn_value *v, const char *wanted)
{
	pn_str type = pn_is_nil(v) ? PN_STR("nil") : pn_value_type_name(v);

	return pn_call_fail(c, "interface conversion: interface {} is %.*s, not %s", PN_ARG(type),
			    wanted);
}

static bool need_dict(pn_call *c, const pn_value *v)
{
	return (v->kind == PN_MAP && v->type == PN_TYPE_MAP) ||
	       bad_conversion(c, v, "map[string]interface {}");
}

static bool fn_dig(pn_call *c)
{
	const pn_value *at;
	uint32_t keys;

	if (c->argc < 3)
		return pn_call_fail(c, "dig needs at least three arguments");
	keys = c->argc - 2;
	at = pn_arg(c, c->argc - 1);
	if (!need_dict(c, at))
		return false;
	for (uint32_t i = 0; i < keys; i++)
		if (!pn_is_string(pn_arg(c, i)))
			return bad_conversion(c, pn_arg(c, i), "string");
	for (uint32_t i = 0; i < keys; i++) {
		if (i && !need_dict(c, at))
			return false;
		at = pn_map_get(at->as.map, pn_arg_str(c, i));
		if (!at)
			return pn_ret(c, pn_arg(c, keys));
	}
	return pn_ret(c, at);
}

static bool fn_get(pn_call *c)
{
	const pn_value *v = pn_map_get(pn_arg_map(c, 0), pn_arg_str(c, 1));

	return v ? pn_ret(c, v) : pn_ret_str(c, PN_STR_EMPTY);
}

static bool fn_has_key(pn_call *c)
{
	return pn_ret_bool(c, pn_map_get(pn_arg_map(c, 0), pn_arg_str(c, 1)) != NULL);
}

/* Turns the items around when the render is to see another of the orders that Go may have. */
static void turn_around(const pn_call *c, pn_list_builder *list)
{
	pn_call_place place;

	if (!c->env->backwards)
		return;
	place = pn_call_place_of(c);
	if (!c->env->backwards(c->env->data, &place))
		return;
	for (size_t i = 0; i < list->count / 2; i++) {
		pn_value *other = &list->items[list->count - 1 - i], held = list->items[i];

		list->items[i] = *other;
		*other = held;
	}
}

static bool fn_keys(pn_call *c)
{
	pn_list_builder out;

	pn_list_begin(&out, pn_call_arena(c), 0);
	for (uint32_t i = 0; i < c->argc; i++) {
		pn_map *map = pn_arg_map(c, i);
		const pn_entry *entries = map ? pn_map_sorted(map) : NULL;

		for (size_t k = 0; k < pn_map_count(map); k++) {
			pn_value key = pn_string(entries[k].key);

			pn_list_add(&out, &key);
		}
	}
	turn_around(c, &out);
	return pn_ret_list(c, &out, PN_TYPE_STRINGS);
}

/* Says whether a key is one of the arguments from the second on. */
static bool is_named(const pn_call *c, pn_str key)
{
	for (uint32_t i = 1; i < c->argc; i++)
		if (pn_str_eq(pn_arg_str(c, i), key))
			return true;
	return false;
}

static bool fn_omit(pn_call *c)
{
	const pn_map *map = pn_arg_map(c, 0);
	pn_map *out = pn_map_new(pn_call_arena(c), 0);

	for (size_t i = 0; out && i < pn_map_count(map); i++) {
		const pn_entry *e = &map->entries[i];

		if (!is_named(c, e->key) && !pn_map_set(out, e->key, &e->value))
			out = NULL;
	}
	return pn_ret_map(c, out);
}

static bool fn_pick(pn_call *c)
{
	const pn_map *map = pn_arg_map(c, 0);
	pn_map *out = pn_map_new(pn_call_arena(c), 0);

	for (uint32_t i = 1; out && i < c->argc; i++) {
		const pn_value *v = pn_map_get(map, pn_arg_str(c, i));

		if (v && !pn_map_set(out, pn_arg_str(c, i), v))
			out = NULL;
	}
	return pn_ret_map(c, out);
}

static bool fn_pluck(pn_call *c)
{
	pn_list_builder out;

	pn_list_begin(&out, pn_call_arena(c), 0);
	for (uint32_t i = 1; i < c->argc; i++) {
		const pn_value *v = pn_map_get(pn_arg_map(c, i), pn_arg_str(c, 0));

		if (v)
			pn_list_add(&out, v);
	}
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static bool fn_set(pn_call *c)
{
	pn_map *map = pn_arg_map(c, 0);

	if (!map)
		return pn_call_fail(c, "assignment to entry in nil map");
	pn_call_change(c, map, pn_arg(c, 2));
	if (!pn_map_set(map, pn_arg_str(c, 1), pn_arg(c, 2)))
		return pn_fail_memory(c->cx->err, map->arena);
	return ret_dict(c, map);
}

static bool fn_unset(pn_call *c)
{
	pn_map *map = pn_arg_map(c, 0);

	if (map) {
		pn_call_change(c, map, NULL);
		pn_map_delete(map, pn_arg_str(c, 1));
	}
	return ret_dict(c, map);
}

static bool fn_values(pn_call *c)
{
	pn_map *map = pn_arg_map(c, 0);
	const pn_entry *entries = map ? pn_map_sorted(map) : NULL;
	pn_list_builder out;

	pn_list_begin(&out, pn_call_arena(c), pn_map_count(map));
	for (size_t i = 0; i < pn_map_count(map); i++)
		pn_list_add(&out, &entries[i].value);
	turn_around(c, &out);
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static const pn_func functions[] = {
	{ "deepCopy", fn_deep_copy, "a", 0, "deepCopy VALUE",
	  "Copy VALUE and all dicts and lists in it." },
	{ "dict", fn_dict, "a*", PN_FUNC_KEYS, "dict [KEY VALUE]...",
	  "Make a dict of keys and values." },
	{ "dig", fn_dig, "a*", PN_FUNC_PICKS, "dig KEY... DEFAULT DICT",
	  "Follow the keys from DICT on; return DEFAULT when one is absent." },
	{ "get", fn_get, "ms", 0, "get DICT KEY",
	  "Return what DICT has under KEY, or an empty string." },
	{ "hasKey", fn_has_key, "ms", 0, "hasKey DICT KEY", "Say whether DICT has KEY." },
	{ "keys", fn_keys, "m*", 0, "keys DICT...", "Return the keys of the dicts, sorted." },
	{ "mustDeepCopy", fn_deep_copy, "a", 0, "mustDeepCopy VALUE", "Do what deepCopy does." },
	{ "omit", fn_omit, "ms*", 0, "omit DICT KEY...", "Return DICT without the keys." },
	{ "pick", fn_pick, "ms*", 0, "pick DICT KEY...",
	  "Return a dict with those keys that DICT has." },
	{ "pluck", fn_pluck, "sm*", 0, "pluck KEY DICT...",
	  "Return what the dicts that have KEY hold under it." },
	{ "set", fn_set, "msa", PN_FUNC_KEYS, "set DICT KEY VALUE",
	  "Put VALUE into DICT itself under KEY, and return DICT." },
	{ "unset", fn_unset, "ms", 0, "unset DICT KEY",
	  "Remove KEY from DICT itself, and return DICT." },
	{ "values", fn_values, "m", 0, "values DICT",
	  "Return the values of DICT in the order of its keys." },
};

const pn_func_family pn_family_dict = { "Dicts", PN_ROWS(functions), NULL, 0 };
