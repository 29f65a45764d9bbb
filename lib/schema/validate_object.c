/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about objects. Properties are visited in the order of their names; in Go it is random. */
#include "schema/validate.h"

/* Checks minProperties and maxProperties. */
static void check_size(pn_run *run, pn_scope *scope, const pn_object_rules *rules, size_t size)
{
	int64_t count = (int64_t)size;

	if (rules->min.set && count < rules->min.value)
		pn_scope_find_counts(run, scope, PN_FAULT_MIN_PROPERTIES, count, rules->min.value);
	if (rules->max.set && count > rules->max.value)
		pn_scope_find_counts(run, scope, PN_FAULT_MAX_PROPERTIES, count, rules->max.value);
}

/* Notes those of a list of names that the object does not have. */
static void check_names(pn_run *run, pn_scope *scope, const pn_value *names, pn_schema_fault fault,
			pn_str property)
{
	pn_schema_error *error = NULL;
	pn_str *missing = NULL;
	size_t count = 0;

	for (uint32_t i = 0; i < names->len; i++) {
		const pn_value *name = &names->as.items[i];

		if (name->type != PN_TYPE_STRING ||
		    pn_map_get(scope->value->as.map, pn_value_str(name)))
			continue;
		if (count == 0) {
			error = pn_scope_find(run, scope, fault);
			if (!error)
				return;
			missing = pn_alloc_array(run->cx->arena, names->len, sizeof *missing);
		}
		if (!missing)
			return;
		missing[count++] = pn_value_str(name);
	}
	if (error) {
		error->name = property;
		error->names = missing;
		error->name_count = count;
	}
}

/* Checks "dependencies". */
static void check_dependencies(pn_run *run, pn_scope *scope, const pn_object_rules *rules)
{
	for (size_t i = 0; i < rules->dependency_count; i++) {
		const pn_dependency *d = &rules->dependencies[i];

		if (pn_scope_done(run, scope))
			return;
		if (!pn_map_get(scope->value->as.map, d->property))
			continue;
		if (d->names)
			check_names(run, scope, d->names, PN_FAULT_DEPENDENCY, d->property);
		else
			pn_scope_add(scope, pn_apply_self(run, scope, d->node, NULL, false));
	}
}

/* ---- properties ---- */

/* Applies the schemas whose regular expressions match the name; says whether any did. */
static bool check_patterns(pn_run *run, pn_scope *scope, const pn_object_rules *rules,
			   const pn_entry *e)
{
	bool any = false;

	for (size_t i = 0; i < rules->pattern_count; i++) {
		bool matched = false;

		if (!pn_regex_match(run->cx, rules->patterns[i].pattern, e->key, &matched)) {
			run->broken = true;
			return true;
		}
		if (!matched)
			continue;
		any = true;
		pn_scope_add(scope, pn_apply_property(run, scope, rules->patterns[i].node, e));
	}
	return any;
}

/* Applies what is said about one property; false when only additionalProperties: false is. */
static bool check_property(pn_run *run, pn_scope *scope, const pn_object_rules *rules,
			   const pn_entry *entries, size_t i)
{
	const pn_entry *e = &entries[i];
	pn_node *node = pn_node_map_get(&rules->properties, e->key, e->hash);
	bool known = node != NULL;

	if (node)
		pn_scope_add(scope, pn_apply_property(run, scope, node, e));
	if (rules->pattern_count && check_patterns(run, scope, rules, e))
		known = true;
	if (!known && rules->additional)
		pn_scope_add(scope, pn_apply_property(run, scope, rules->additional, e));
	if (known || rules->additional || rules->forbids_additional)
		pn_leftovers_remove(&scope->leftovers, i);
	return known || !rules->forbids_additional;
}

/* Appends a name to those that may not be there. */
static bool add_unwanted(pn_run *run, pn_str **names, size_t *count, size_t total, pn_str name)
{
	if (!*names)
		*names = pn_alloc_array(run->cx->arena, total, sizeof **names);
	if (!*names)
		return false;
	(*names)[(*count)++] = name;
	return true;
}

/* Applies what is said about each property. */
static void check_properties(pn_run *run, pn_scope *scope, const pn_object_rules *rules)
{
	const pn_entry *entries = pn_map_sorted(scope->value->as.map);
	size_t total = pn_map_count(scope->value->as.map), count = 0;
	pn_schema_error *error;
	pn_str *unwanted = NULL;

	for (size_t i = 0; i < total && !pn_scope_done(run, scope); i++)
		if (!check_property(run, scope, rules, entries, i) &&
		    !add_unwanted(run, &unwanted, &count, total - i, entries[i].key))
			run->broken = true;
	if (!count || run->broken)
		return;
	error = pn_scope_find(run, scope, PN_FAULT_ADDITIONAL_PROPERTIES);
	if (error) {
		error->names = unwanted;
		error->name_count = count;
	}
}

/* ---- the names themselves ---- */

/* Checks "propertyNames". */
static void check_property_names(pn_run *run, pn_scope *scope, const pn_node *node)
{
	const pn_entry *entries = pn_map_sorted(scope->value->as.map);

	for (size_t i = 0; i < pn_map_count(scope->value->as.map); i++) {
		pn_value *name = PN_NEW(run->cx->arena, pn_value); /* findings point at it */
		pn_schema_error *found, *error;

		if (!name)
			run->broken = true;
		if (pn_scope_done(run, scope))
			return;
		*name = pn_string(entries[i].key);
		found = pn_apply_alone(run, scope, node, name);
		if (!found)
			continue;
		error = pn_scope_find(run, scope, PN_FAULT_PROPERTY_NAMES);
		if (!error)
			return;
		error->place = NULL; /* the library forgets where it is */
		error->name = entries[i].key;
		error->at = node;
		error->causes = found->fault == PN_FAULT_GROUP ? found->causes : found;
	}
}

/* ---- dependentSchemas, dependentRequired ---- */

/* Checks dependentSchemas and dependentRequired. */
static void check_dependents(pn_run *run, pn_scope *scope, const pn_object_rules *rules)
{
	const pn_map *map = rules->dependents.map;

	for (size_t i = 0; i < pn_map_count(map) && !pn_scope_done(run, scope); i++)
		if (pn_map_get_hashed(scope->value->as.map, map->entries[i].key,
				      map->entries[i].hash))
			pn_scope_add(scope, pn_apply_self(run, scope, rules->dependents.items[i],
							  NULL, false));
	map = rules->requires ? rules->requires->as.map : NULL;
	for (size_t i = 0; i < pn_map_count(map) && !pn_scope_done(run, scope); i++) {
		const pn_entry *e = &map->entries[i];

		if (e->value.kind == PN_LIST &&
		    pn_map_get_hashed(scope->value->as.map, e->key, e->hash))
			check_names(run, scope, &e->value, PN_FAULT_DEPENDENT_REQUIRED, e->key);
	}
}

void pn_validate_object(pn_run *run, pn_scope *scope)
{
	const pn_object_rules *rules = scope->node->object;

	check_size(run, scope, rules, pn_map_count(scope->value->as.map));
	if (rules->required)
		check_names(run, scope, rules->required, PN_FAULT_REQUIRED, PN_STR_EMPTY);
	check_dependencies(run, scope, rules);
	if (pn_scope_done(run, scope))
		return;
	if (rules->properties.map || rules->pattern_count || rules->additional ||
	    rules->forbids_additional)
		check_properties(run, scope, rules);
	if (rules->names)
		check_property_names(run, scope, rules->names);
	check_dependents(run, scope, rules);
}
