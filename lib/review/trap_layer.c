/* SPDX-License-Identifier: Apache-2.0 */
/* Traps between layers: nulls, lists that take the place of longer ones. */
#include "review/trap.h"

static pn_arena *arena_of(const pn_trap_search *s)
{
	return s->study->cx->arena;
}

/* ---- nulls ---- */

/* What becomes of a path where templates look. */
typedef enum fate { FATE_GONE, FATE_NULL, FATE_THERE } fate;

static fate fate_of(const pn_value *values, pn_keypath path)
{
	const pn_value *v = pn_keypath_find(values, path, NULL);

	if (!v)
		return FATE_GONE;
	return pn_is_nil(v) ? FATE_NULL : FATE_THERE;
}

static const char *fate_words(fate f)
{
	static const char *const words[] = { "deletes it", "makes it null", "leaves it alone" };

	return words[f];
}

/* Says whether a null of a file is what was left of a key without a value. */
static bool is_left_over(const pn_trap_search *s)
{
	const pn_outline *node = s->text ? pn_outline_find(s->text, pn_trap_here(s)) : NULL;

	return node && node->kind == PN_OUTLINE_SCALAR && node->own.plain && !node->own.text.len;
}

static bool tell_versions(pn_trap_search *s, pn_str default_words, fate helm_4, fate helm_3)
{
	return pn_trap_tell_here(s, PN_SEVERITY_WARNING, "values/null-version",
				 pn_str_format(arena_of(s),
					       "'%.*s' is null over %.*s: Helm 4.2.3 %s, 3.17 %s",
					       PN_ARG(pn_trap_path_text(s)), PN_ARG(default_words),
					       fate_words(helm_4), fate_words(helm_3)),
				 PN_STR_EMPTY);
}

/* Tells of a null that deletes in both versions. */
static bool tell_deleted(pn_trap_search *s, const pn_setting *weaker, pn_str words)
{
	bool left_over = is_left_over(s), is_map = pn_is_map(weaker->value);
	pn_str path = pn_trap_path_text(s);
	const char *kind = pn_trap_kind_words(weaker->value);

	if (!left_over)
		return pn_trap_tell_here(s, PN_SEVERITY_INFO, "values/null-deletes",
					 pn_str_format(arena_of(s),
						       "'%.*s' is null, and deletes %s of %.*s, in "
						       "Helm 4.2.3 and in 3.17",
						       PN_ARG(path), kind, PN_ARG(words)),
					 PN_STR_EMPTY);
	return pn_trap_tell_here(
		s, is_map ? PN_SEVERITY_WARNING : PN_SEVERITY_INFO, "values/null-deletes",
		pn_str_format(arena_of(s),
			      "'%.*s' has no value: that is null, and deletes %s of "
			      "%.*s, in Helm 4.2.3 and in 3.17",
			      PN_ARG(path), kind, PN_ARG(words)),
		is_map ? PN_STR("leave the key out, or write null where that is "
				"meant")
		       : PN_STR_EMPTY);
}

/* Says whether a path is the place of a subchart's values. */
static bool is_chart(const pn_trap_search *s, pn_keypath path)
{
	const pn_part *part = s->study->root;
	size_t i = 0;

	while (part && i < path.count) {
		const pn_part *child = NULL;

		for (uint32_t k = 0; k < part->child_count; k++) {
			if (pn_str_eq(part->children[k]->meta.name, path.steps[i].key))
				child = part->children[k];
		}
		part = child;
		i++;
	}
	return part != NULL;
}

/* A null in the place of a subchart's values: whoever merges it at all, deletes nothing. */
static bool look_at_chart_null(pn_trap_search *s)
{
	if (s->helm_3)
		return true;
	return pn_trap_tell_here(
		s, PN_SEVERITY_WARNING, "values/null-version",
		pn_str_format(arena_of(s),
			      "'%.*s' is null where a subchart's values are: Helm 4.2.3 takes no "
			      "notice, 3.17 fails",
			      PN_ARG(pn_trap_path_text(s))),
		PN_STR("leave the key out"));
}

static bool look_at_null(pn_trap_search *s)
{
	pn_keypath path = pn_trap_path(s);
	fate helm_4, helm_3;
	pn_setting weaker;
	pn_str words;

	if (is_chart(s, path))
		return look_at_chart_null(s);
	if (!pn_trap_weaker(s, &weaker))
		return true;
	words = pn_trap_setting_words(s, &weaker);
	helm_4 = fate_of(s->helm_4 ? s->helm_4 : s->helm_3, path);
	helm_3 = fate_of(s->helm_3 ? s->helm_3 : s->helm_4, path);
	if (helm_4 != helm_3 && !(helm_4 != FATE_THERE && helm_3 != FATE_THERE))
		return tell_versions(s, words, helm_4, helm_3);
	/* A stronger layer may set it again, and of what is empty nothing is lost. */
	return helm_4 == FATE_THERE || pn_trap_is_empty(weaker.value) ||
	       tell_deleted(s, &weaker, words);
}

/* ---- lists ---- */

/* What items of lists are known by. */
static const pn_value *name_of(const pn_value *item)
{
	static const char *const keys[] = { "name", "key", "id" };
	const pn_value *name = NULL;

	for (size_t i = 0; pn_is_map(item) && !name && i < sizeof keys / sizeof *keys; i++)
		name = pn_map_get(item->as.map, pn_str_from(keys[i]));
	return name && pn_is_string(name) ? name : NULL;
}

static bool has_name(const pn_value *list, pn_str name)
{
	for (uint32_t i = 0; i < list->len; i++) {
		const pn_value *other = name_of(&list->as.items[i]);

		if (other && pn_str_eq(pn_value_str(other), name))
			return true;
	}
	return false;
}

/* Lists the names of the items that only the weaker list has; *shared counts the others. */
static pn_str lost_names(const pn_trap_search *s, const pn_value *list, const pn_value *weaker,
			 size_t *shared)
{
	enum { SHOWN = 5 };
	size_t lost = 0;
	pn_buf out;

	pn_buf_init(&out, arena_of(s));
	*shared = 0;
	for (uint32_t i = 0; i < weaker->len; i++) {
		const pn_value *name = name_of(&weaker->as.items[i]);

		if (!name)
			continue;
		if (has_name(list, pn_value_str(name))) {
			++*shared;
			continue;
		}
		if (lost++ < SHOWN)
			pn_buf_format(&out, "%s'%.*s'", lost > 1 ? ", " : "",
				      PN_ARG(pn_value_str(name)));
	}
	if (lost > SHOWN)
		pn_buf_format(&out, " and %zu more", lost - SHOWN);
	return pn_buf_str(&out);
}

/* Says whether a line names an item of the list, "env[0].value=x", instead of giving a list. */
static bool names_item(const pn_trap_search *s)
{
	pn_str path = pn_trap_path_text(s);

	return s->layer->is_line &&
	       pn_str_find(s->layer->source->text,
			   pn_str_format(arena_of(s), "%.*s[", PN_ARG(path))) != PN_NOT_FOUND;
}

static bool tell_list(pn_trap_search *s, pn_severity severity, pn_str message, pn_str hint)
{
	return pn_trap_tell_here(s, severity, "values/list-replaced", message, hint);
}

/* A line that names an item: in a chart's list it changes no item. */
static bool look_at_item_line(pn_trap_search *s, const pn_setting *weaker)
{
	if (!weaker->layer->part || !weaker->value->len)
		return true;
	return tell_list(s, PN_SEVERITY_WARNING,
			 pn_str_format(arena_of(s),
				       "'%.*s': naming an item does not change the list of %.*s, "
				       "but replaces all of it",
				       PN_ARG(pn_trap_path_text(s)),
				       PN_ARG(pn_trap_setting_words(s, weaker))),
			 PN_STR("give the whole list, in a file or by --set-json"));
}

static bool look_at_list(pn_trap_search *s, const pn_value *list, const pn_setting *weaker)
{
	pn_arena *arena = arena_of(s);
	pn_str words = pn_trap_setting_words(s, weaker), path = pn_trap_path_text(s), lost;
	size_t shared;

	if (names_item(s))
		return look_at_item_line(s, weaker);
	if (!list->len)
		return true; /* who writes [] means it */
	lost = lost_names(s, list, weaker->value, &shared);
	if (shared && lost.len)
		return tell_list(
			s, PN_SEVERITY_WARNING,
			pn_str_format(arena, "'%.*s' replaces the list of %.*s: %.*s of it is lost",
				      PN_ARG(path), PN_ARG(words), PN_ARG(lost)),
			PN_STR("Helm does not merge lists: repeat what is to stay"));
	if (list->len >= weaker->value->len)
		return true;
	return tell_list(s, PN_SEVERITY_INFO,
			 pn_str_format(arena, "'%.*s' is a list of %u in place of the %u of %.*s",
				       PN_ARG(path), (unsigned)list->len,
				       (unsigned)weaker->value->len, PN_ARG(words)),
			 PN_STR_EMPTY);
}

/* ---- going through ---- */

static bool look_at(pn_trap_search *s, const pn_value *v)
{
	pn_setting weaker;

	if (!v->origin) /* a line fills lists with nulls that it does not mean */
		return true;
	if (pn_is_nil(v))
		return look_at_null(s);
	if (!pn_trap_weaker(s, &weaker))
		return true;
	if (!pn_trap_same_type(v, weaker.value))
		return pn_trap_type(s, v, &weaker);
	return v->kind != PN_LIST || look_at_list(s, v, &weaker);
}

/* What is in lists is no default of anything. */
static bool go_into(pn_trap_search *s, const pn_value *map, uint32_t depth)
{
	const pn_entry *entries = pn_map_sorted(map->as.map);

	if (!depth)
		return pn_fail(s->study->cx->err, PINTLE_ERR_LIMIT,
			       "limit 'depth' exceeded: values");
	for (size_t i = 0; i < pn_map_count(map->as.map); i++) {
		const pn_value *v = &entries[i].value;
		bool ok;

		if (!pn_trap_push(s, (pn_step){ .key = entries[i].key }))
			return false;
		ok = look_at(s, v) && (!pn_is_map(v) || go_into(s, v, depth - 1));
		s->count--;
		if (!ok)
			return false;
	}
	return true;
}

bool pn_trap_layer(pn_trap_search *s)
{
	const pn_study *study = s->study;

	return go_into(s, &s->layer->values, study->cx->limits->depth) &&
	       (!study->cx->arena->failed || pn_fail_memory(study->cx->err, study->cx->arena));
}
