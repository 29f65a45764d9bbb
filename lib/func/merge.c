/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Merging dicts (Sprig: dict.go; mergo 1.0.1: merge.go, deepMerge). The first dict is changed; what
 * it lacked it then shares with the other ones. Odd types (pointers, structs, map[string]string)
 * behave as Go's reflect lets them, panics included.
 */
#include "func/help.h"

typedef struct merger {
	pn_call *c;
	bool overwrite;
	bool mismatch; /* mergo's own error, which merge turns into an empty string */
	bool traced;
} merger;

static bool merge_maps(merger *m, const pn_value *dst, const pn_value *src, uint32_t depth);

static bool is_pointer(const pn_value *v)
{
	return v->kind == PN_OBJECT && pn_str_is(pn_value_kind_name(v), "ptr");
}

/* Fails as Go does for an element that a map cannot hold. */
static bool not_assignable(merger *m, pn_str type)
{
	return pn_call_fail(
		m->c,
		"reflect.Value.SetMapIndex: value of type %.*s is not assignable to type string",
		PN_ARG(type));
}

/* Sets dst[key] to an element of src. */
static bool put(merger *m, const pn_value *dst, const pn_value *src, const pn_entry *e)
{
	if (dst->type == PN_TYPE_STRING_MAP && src->type != PN_TYPE_STRING_MAP)
		return not_assignable(m, PN_STR("interface {}"));
	pn_call_change(m->c, dst->as.map, &e->value);
	return pn_map_set(dst->as.map, e->key, &e->value) ||
	       pn_fail_memory(m->c->cx->err, dst->as.map->arena);
}

/* Says whether a struct has fields that others may set. */
static bool has_exported_field(const pn_class *cls)
{
	for (size_t i = 0; i < cls->field_count; i++) {
		if (cls->fields[i].name[0] >= 'A' && cls->fields[i].name[0] <= 'Z')
			return true;
	}
	return false;
}

/* Merges something into a struct or a pointer to one: nothing happens, or it goes wrong. */
static bool merge_object(merger *m, const pn_value *dst, const pn_value *src)
{
	pn_object *object = dst->as.object;
	pn_str kind = pn_value_kind_name(src);

	if (!object || (src->kind == PN_MAP && !src->as.map))
		return true;
	if (!is_pointer(dst)) {
		if (!has_exported_field(object->cls) || pn_str_is(kind, "struct"))
			return true;
		return pn_call_fail(m->c, "reflect: call of reflect.Value.Field on %.*s Value",
				    PN_ARG(kind));
	}
	if (!is_pointer(src)) {
		m->mismatch = !m->overwrite;
		return m->overwrite;
	}
	if (m->overwrite && src->as.object && src->as.object->cls == object->cls) {
		pn_call_change(m->c, NULL, NULL);
		*object = *src->as.object;
	}
	return true;
}

/* Merges a map, struct or pointer into the value that stands in its place. */
static bool merge_value(merger *m, const pn_value *dst, const pn_value *src, uint32_t depth)
{
	if (dst->kind == PN_OBJECT)
		return merge_object(m, dst, src);
	if (dst->kind != PN_MAP)
		return true;
	if (!dst->as.map && pn_str_is(pn_value_kind_name(src), "struct"))
		return pn_call_fail(m->c, "reflect: call of reflect.Value.IsNil on struct Value");
	if (!dst->as.map || src->kind != PN_MAP)
		return true;
	return merge_maps(m, dst, src, depth + 1);
}

/* Merges what may have contents of its own; the element itself is set afterwards. */
static bool merge_inside(merger *m, const pn_value *dst, const pn_entry *e, uint32_t depth)
{
	const pn_value *old = pn_map_get(dst->as.map, e->key);

	if (pn_is_slice(&e->value) && dst->type == PN_TYPE_STRING_MAP)
		return old ? pn_call_fail(m->c,
					  "reflect: call of reflect.Value.IsNil on string Value")
			   : not_assignable(m, pn_value_type_name(&e->value));
	if ((e->value.kind != PN_MAP && e->value.kind != PN_OBJECT) || !old)
		return true;
	return merge_value(m, old, &e->value, depth);
}

static bool merge_entry(merger *m, const pn_value *dst, const pn_value *src, const pn_entry *e,
			uint32_t depth)
{
	const pn_value *old;
	bool full;

	if (pn_is_nil(&e->value))
		return m->overwrite ? put(m, dst, src, e) : true;
	if (!merge_inside(m, dst, e, depth))
		return false;
	old = pn_map_get(dst->as.map, e->key);
	full = old && !pn_value_empty(old);
	if (full && old->kind == PN_MAP && e->value.kind == PN_MAP)
		return true;
	return full && !m->overwrite ? true : put(m, dst, src, e);
}

/* The same in a traced run: a key that both maps have is written in both. */
static bool merge_traced(merger *m, const pn_value *dst, const pn_value *src, const pn_entry *e,
			 uint32_t depth)
{
	pn_value *now = pn_map_get(dst->as.map, e->key), was = now ? *now : pn_nil();
	bool had = now, kept;

	if (!merge_entry(m, dst, src, e, depth))
		return false;
	now = had ? pn_map_get(dst->as.map, e->key) : NULL;
	if (!now)
		return true;
	kept = now->kind == was.kind && now->as.map == was.as.map;
	pn_call_share_key(m->c, now, kept ? &e->value : &was);
	return true;
}

/* Merges src into dst, both maps; src may grow on the way when dst holds it. */
static bool merge_maps(merger *m, const pn_value *dst, const pn_value *src, uint32_t depth)
{
	size_t count = pn_map_count(src->as.map);

	if (depth > PN_VALUE_MAX_DEPTH)
		return pn_fail(m->c->cx->err, PINTLE_ERR_LIMIT, "values are nested too deep");
	if (!pn_call_steps(m->c, count))
		return false;
	for (size_t i = 0; i < count; i++) {
		pn_entry e = src->as.map->entries[i];

		if (!(m->traced ? merge_traced : merge_entry)(m, dst, src, &e, depth))
			return false;
	}
	return true;
}

/* Merges all arguments into the first one. */
static bool merge_all(merger *m)
{
	pn_call *c = m->c;
	pn_map *map = pn_arg_map(c, 0);

	c->result = pn_map_value(PN_TYPE_MAP, map);
	for (uint32_t i = 1; i < c->argc; i++) {
		if (!c->result.as.map && pn_arg_map(c, i) &&
		    !pn_ret_map(c, pn_map_new(pn_call_arena(c), 0)))
			return false;
		if (!merge_maps(m, &c->result, pn_arg(c, i), 0))
			return false;
	}
	return true;
}

/* Merges; mergo's error gives an empty string or, for must, fails. */
static bool merge_or(pn_call *c, bool overwrite, bool must)
{
	merger m = { c, overwrite, false, pn_call_traced(c) };

	if (merge_all(&m))
		return true;
	if (m.mismatch && must)
		return pn_call_fail(c, "src and dst must be of same type");
	return m.mismatch && pn_ret_str(c, PN_STR_EMPTY);
}

static bool fn_merge(pn_call *c)
{
	return merge_or(c, false, false);
}

static bool fn_merge_overwrite(pn_call *c)
{
	return merge_or(c, true, false);
}

static bool fn_must_merge(pn_call *c)
{
	return merge_or(c, false, true);
}

static bool fn_must_merge_overwrite(pn_call *c)
{
	return merge_or(c, true, true);
}

static const pn_func functions[] = {
	{ "merge", fn_merge, "mm*", 0, "merge DICT OTHER...",
	  "Fill what is absent or empty in DICT itself from the others, and return DICT." },
	{ "mergeOverwrite", fn_merge_overwrite, "mm*", 0, "mergeOverwrite DICT OTHER...",
	  "Put everything of the others into DICT itself, and return DICT." },
	{ "mustMerge", fn_must_merge, "mm*", 0, "mustMerge DICT OTHER...",
	  "Do what merge does, but fail where that returns an empty string." },
	{ "mustMergeOverwrite", fn_must_merge_overwrite, "mm*", 0,
	  "mustMergeOverwrite DICT OTHER...",
	  "Do what mergeOverwrite does, but fail where that returns an empty string." },
};

const pn_func_family pn_family_merge = { "Merging dicts", PN_ROWS(functions), NULL, 0 };
