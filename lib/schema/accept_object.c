/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords about objects. */
#include "schema/accept.h"

/* Returns what an object has under a name. */
static const pn_value *member_of(const pn_trial *t, const pn_visit *s, const pn_name *name)
{
	return pn_map_get_hashed(s->v->as.map, pn_name_text(t->p, name), name->hash);
}

/* Whether an object has all of some names. */
static bool has_names(const pn_trial *t, const pn_visit *s, const uint32_t *names)
{
	const pn_name *items = pn_names_items(names);

	for (uint32_t i = 0; i < *names; i++)
		if (!member_of(t, s, &items[i]))
			return false;
	return true;
}

/* Checks what the properties that are there demand of the object. */
static bool meets_dependencies(pn_trial *t, pn_visit *s, const uint32_t *names)
{
	const pn_name *items = pn_names_items(names);

	for (uint32_t i = 0; i < *names; i++) {
		if (!member_of(t, s, &items[i]))
			continue;
		if (items[i].arg & PN_ARG_NAMES
			    ? !has_names(t, s, t->p->code + (items[i].arg & ~PN_ARG_NAMES))
			    : !pn_trial_self(t, s, items[i].arg))
			return false;
	}
	return true;
}

/* Applies the schemas whose patterns match a property's name; *any tells whether one does. */
static bool fits_patterns(pn_trial *t, const uint32_t *block, const pn_entry *e, bool *any)
{
	const uint32_t *names = t->p->code + block[1];

	for (uint32_t i = 0; block[1] && i < *names; i++) {
		if (!pn_trial_matches(t, t->p->things[block[2] + i], e->key)) {
			if (t->broken)
				return false;
			continue;
		}
		*any = true;
		if (!pn_trial_inside(t, pn_names_items(names)[i].arg, &e->value))
			return false;
	}
	return true;
}

/* Checks a property that is not simply known by its name. */
static bool fits_otherwise(pn_trial *t, const uint32_t *block, const pn_entry *e, bool known)
{
	return fits_patterns(t, block, e, &known) &&
	       (known || block[3] == PN_PLACE_NONE || pn_trial_inside(t, block[3], &e->value));
}

/* Notes which properties have been looked at. */
static void see_properties(pn_trial *t, pn_visit *s, const uint32_t *block)
{
	const pn_map *map = s->v->as.map;

	for (uint32_t i = 0; i < s->unseen->total; i++) {
		const pn_entry *e = &map->entries[i];
		bool known =
			block[3] != PN_PLACE_NONE ||
			(block[0] && pn_names_find(t->p, t->p->code + block[0], e->key, e->hash));

		for (uint32_t k = 0; block[1] && !known && k < t->p->code[block[1]]; k++)
			known = pn_trial_matches(t, t->p->things[block[2] + k], e->key);
		if (known)
			pn_unseen_remove(s->unseen, i);
	}
}

bool pn_trial_properties(pn_trial *t, pn_visit *s, const uint32_t *block)
{
	const pn_map *map = s->v->as.map;
	const uint32_t *names = t->p->code + block[0];
	bool others = block[1] || (block[3] != PN_PLACE_NONE && block[3] != PN_PLACE_ANY);
	uint32_t count = (uint32_t)pn_map_count(map);

	for (uint32_t i = 0; i < count; i++) {
		const pn_entry *e = &map->entries[i];
		const pn_name *name = block[0] ? pn_names_find(t->p, names, e->key, e->hash) : NULL;

		if (name && !pn_trial_inside(t, name->arg, &e->value))
			return false;
		if (others && (!name || block[1]) && !fits_otherwise(t, block, e, name))
			return false;
	}
	if (s->unseen)
		see_properties(t, s, block);
	return true;
}

/* Checks "propertyNames". */
static bool fits_names(pn_trial *t, const pn_visit *s, uint32_t place)
{
	for (uint32_t i = 0; i < pn_map_count(s->v->as.map); i++) {
		pn_value name = pn_string(s->v->as.map->entries[i].key);

		if (!pn_trial_inside(t, place, &name))
			return false;
	}
	return true;
}

/* Checks "unevaluatedProperties". */
static bool fits_unseen(pn_trial *t, pn_visit *s, uint32_t place)
{
	for (uint32_t i = 0; i < s->unseen->total; i++)
		if (s->unseen->at[i] && !pn_trial_inside(t, place, &s->v->as.map->entries[i].value))
			return false;
	*s->unseen = (pn_unseen){ 0 };
	return true;
}

bool pn_trial_object(pn_trial *t, pn_visit *s, pn_keyword_id keyword, uint32_t arg)
{
	const uint32_t *code = t->p->code;

	switch (keyword) {
	case PN_KW_REQUIRED:
		return has_names(t, s, code + arg);
	case PN_KW_DEPENDENCIES:
	case PN_KW_DEPENDENT_REQUIRED:
	case PN_KW_DEPENDENT_SCHEMAS:
		return meets_dependencies(t, s, code + arg);
	case PN_KW_MIN_PROPERTIES:
		return pn_map_count(s->v->as.map) >= arg;
	case PN_KW_MAX_PROPERTIES:
		return pn_map_count(s->v->as.map) <= arg;
	case PN_KW_PROPERTY_NAMES:
		return fits_names(t, s, arg);
	case PN_KW_UNEVALUATED_PROPERTIES:
		return fits_unseen(t, s, arg);
	default:
		return true;
	}
}
