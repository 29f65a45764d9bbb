/* SPDX-License-Identifier: Apache-2.0 */
/* Traps in how a file is spelled: keys that stand twice, words that are booleans. */
#include "review/trap.h"

/* Says what a plain scalar means; a nil where it means nothing. */
static pn_value meaning(const pn_trap_search *s, const pn_outline_text *text)
{
	pn_cx own = *s->study->cx;
	pn_error err;
	pn_value v = pn_nil();

	if (!text->plain)
		return pn_string(text->text);
	pn_error_init(&err, own.arena->mem);
	own.err = &err;
	if (!pn_yaml_read(&own, text->text, 0, NULL, &v))
		v = pn_nil();
	pn_error_finish(&err);
	return v;
}

static pn_spot spot_of(const pn_trap_search *s, const pn_outline_text *text)
{
	pn_spot spot = { .name = s->layer->name, .line = text->line, .column = text->column };

	if (!s->layer->is_line)
		spot.file = s->layer->name;
	return spot;
}

/* ---- keys ---- */

static bool tell_double(pn_trap_search *s, const pn_outline *first, const pn_outline *again)
{
	pn_arena *arena = s->study->cx->arena;
	pn_str path = pn_trap_path_text(s);
	bool by_chance = meaning(s, &first->key).kind != meaning(s, &again->key).kind;
	pn_str what = by_chance ? PN_STR("which of them counts is left to chance in Helm")
				: PN_STR("this one counts, the other is lost");

	return pn_trap_tell(s, PN_SEVERITY_WARNING, "values/duplicate-key", spot_of(s, &again->key),
			    pn_str_format(arena, "'%.*s' stands in line %u already: %.*s",
					  PN_ARG(path), (unsigned)first->key.line, PN_ARG(what)),
			    PN_STR_EMPTY);
}

static size_t count_members(const pn_outline *map)
{
	size_t count = 0;

	for (const pn_outline *o = map->first; o; o = o->next)
		count++;
	return count;
}

static bool look_for_doubles(pn_trap_search *s, const pn_outline *map)
{
	pn_arena *arena = s->study->cx->arena;
	const pn_outline **nodes = PN_NEW_ARRAY(arena, const pn_outline *, count_members(map));
	pn_map *seen = pn_map_new(arena, 0); /* numbers of nodes by their names */
	size_t number = 0;

	if (!seen || !nodes)
		return pn_fail_memory(s->study->cx->err, arena);
	for (const pn_outline *o = map->first; o; o = o->next, number++) {
		pn_value at = pn_int((int64_t)number), *earlier;
		bool ok = true;

		nodes[number] = o;
		if (o->merges || o->odd_key)
			continue;
		earlier = pn_map_get(seen, o->name);
		if (earlier) {
			if (!pn_trap_push(s, (pn_step){ .key = o->name }))
				return false;
			ok = tell_double(s, nodes[earlier->as.integer], o);
			s->count--;
		}
		if (!ok || !pn_map_set(seen, o->name, &at))
			return pn_fail_memory(s->study->cx->err, arena);
	}
	return true;
}

/* A key without quotes that values have under another name. */
static bool look_at_key(pn_trap_search *s, const pn_outline *node)
{
	pn_arena *arena = s->study->cx->arena;
	const pn_outline_text *key = &node->key;
	pn_value v;
	const char *rule;

	if (!key->plain || node->merges || node->odd_key || pn_str_eq(key->text, node->name))
		return true;
	v = meaning(s, key);
	rule = v.kind == PN_BOOL ? "values/yaml-1.1"
	       : key->text.ptr[0] == '0' && key->text.len > 1 && key->text.ptr[1] != '.'
		       ? "values/octal"
		       : "values/number-changes";
	return pn_trap_tell(s, PN_SEVERITY_WARNING, rule, spot_of(s, key),
			    pn_str_format(arena, "the key %.*s is read as '%.*s'",
					  PN_ARG(key->text), PN_ARG(node->name)),
			    pn_str_format(arena, "quote it: \"%.*s\"", PN_ARG(key->text)));
}

/* ---- words ---- */

/* A letter, or the country: nobody spells a boolean so. */
static bool is_hardly_meant(pn_str text)
{
	return text.len == 1 || pn_str_is(text, "NO");
}

/* Says whether a boolean is spelled as it is in every YAML: true, FALSE; the words are shorter. */
static bool is_true_or_false(pn_str text)
{
	return text.len >= 4;
}

/* Says whether strings stand beside an item of a list, as far as can be seen at its beginning. */
static bool is_among_strings(const pn_trap_search *s, const pn_outline *node)
{
	enum { LOOKED_AT = 32 };
	const pn_outline *list = node->parent;
	uint32_t count = 0;

	if (!list || list->kind != PN_OUTLINE_LIST || !list->parent)
		return false;
	for (const pn_outline *o = list->first; o && count < LOOKED_AT; o = o->next, count++) {
		if (o != node && o->kind == PN_OUTLINE_SCALAR &&
		    meaning(s, &o->own).kind == PN_STRING)
			return true;
	}
	return false;
}

/*
 * A boolean that is spelled as a word. Where a boolean is expected it does what it says; where a
 * string is, or where the letter stands alone, somebody meant the word.
 */
static bool look_at_word(pn_trap_search *s, const pn_outline *node, const pn_value *v)
{
	pn_arena *arena = s->study->cx->arena;
	pn_severity severity = PN_SEVERITY_INFO;
	pn_setting weaker;

	if (is_true_or_false(node->own.text))
		return true;
	if (pn_trap_weaker(s, &weaker)) {
		if (weaker.value->kind == PN_BOOL)
			return true;
		if (pn_is_string(weaker.value))
			severity = PN_SEVERITY_WARNING;
	}
	if (is_hardly_meant(node->own.text) || is_among_strings(s, node))
		severity = PN_SEVERITY_WARNING;
	return pn_trap_tell(s, severity, "values/yaml-1.1", spot_of(s, &node->own),
			    pn_str_format(arena, "'%.*s' is %.*s, which is the boolean %s",
					  PN_ARG(pn_trap_path_text(s)), PN_ARG(node->own.text),
					  v->as.boolean ? "true" : "false"),
			    pn_str_format(arena, "write %s, or \"%.*s\" for the word",
					  v->as.boolean ? "true" : "false",
					  PN_ARG(node->own.text)));
}

/* ---- going through ---- */

static bool look_at_scalar(pn_trap_search *s, const pn_outline *node)
{
	pn_value v;

	if (!node->own.plain || !node->own.text.len)
		return true;
	v = meaning(s, &node->own);
	if (v.kind == PN_BOOL)
		return look_at_word(s, node, &v);
	return v.kind != PN_FLOAT || pn_trap_number(s, node, &v);
}

static bool go(pn_trap_search *s, const pn_outline *node);

static bool go_into(pn_trap_search *s, const pn_outline *node)
{
	uint32_t number = 0;

	for (const pn_outline *o = node->first; o; o = o->next, number++) {
		pn_step step = { .index = number, .is_index = true };
		bool ok;

		if (node->kind == PN_OUTLINE_MAP)
			step = (pn_step){ .key = o->name };
		if (o->merges || o->odd_key)
			continue;
		if (!pn_trap_push(s, step))
			return false;
		ok = (node->kind != PN_OUTLINE_MAP || look_at_key(s, o)) && go(s, o);
		s->count--;
		if (!ok)
			return false;
	}
	return true;
}

/* The depth is that of the outline, which is limited. */
static bool go(pn_trap_search *s, const pn_outline *node)
{
	if (node->kind == PN_OUTLINE_SCALAR)
		return look_at_scalar(s, node);
	if (node->kind == PN_OUTLINE_MAP && !look_for_doubles(s, node))
		return false;
	return go_into(s, node);
}

bool pn_trap_spelling(pn_trap_search *s)
{
	for (const pn_outline *o = s->text ? s->text->first : NULL; o; o = o->next) {
		if (!go(s, o))
			return false;
	}
	return true;
}
