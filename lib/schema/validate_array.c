/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about arrays. */
#include "base/number.h"
#include "schema/equal.h"
#include "schema/validate.h"

/* Checks minItems and maxItems. */
static void check_size(pn_run *run, pn_scope *scope, const pn_array_rules *rules)
{
	int64_t count = scope->value->len;

	if (rules->min.set && count < rules->min.value)
		pn_scope_find_counts(run, scope, PN_FAULT_MIN_ITEMS, count, rules->min.value);
	if (rules->max.set && count > rules->max.value)
		pn_scope_find_counts(run, scope, PN_FAULT_MAX_ITEMS, count, rules->max.value);
}

/* Checks uniqueItems. */
static void check_unique(pn_run *run, pn_scope *scope)
{
	pn_json_twins twins = pn_json_duplicates(run->cx->arena, scope->value);
	pn_schema_error *error;

	if (twins.odd) {
		error = pn_scope_find(run, scope, PN_FAULT_INVALID_TYPE);
		if (error)
			error->value = twins.odd;
	} else if (twins.found) {
		pn_scope_find_counts(run, scope, PN_FAULT_UNIQUE_ITEMS, twins.first, twins.second);
	}
}

/* Applies the schemas for the first items and for the rest. */
static void check_items(pn_run *run, pn_scope *scope, const pn_array_rules *rules)
{
	const pn_value *v = scope->value;
	uint32_t done = 0;

	for (; done < v->len && done < rules->prefix.count && !pn_scope_done(run, scope); done++)
		pn_scope_add(scope, pn_apply_item(run, scope, rules->prefix.items[done],
						  &v->as.items[done], done));
	if (rules->forbids_rest && done < v->len)
		pn_scope_find_counts(run, scope, PN_FAULT_ADDITIONAL_ITEMS, v->len - done, 0);
	if (!rules->rest)
		return;
	/* The library counts these items from 0 again in the places it reports. */
	for (uint32_t i = done; i < v->len && !pn_scope_done(run, scope); i++)
		pn_scope_add(scope,
			     pn_apply_item(run, scope, rules->rest, &v->as.items[i], i - done));
}

/* ---- contains ---- */

/* The items that match, in words, and what is wrong with the others. */
typedef struct matches {
	int64_t count;
	pn_buf places; /* "0 2" */
	pn_schema_error *first, *last;
} matches;

/* Applies the schema of "contains" to all items. */
static void find_matches(pn_run *run, pn_scope *scope, const pn_node *node, matches *m)
{
	const pn_value *v = scope->value;

	pn_buf_init(&m->places, run->cx->arena);
	for (uint32_t i = 0; i < v->len && !run->broken; i++) {
		pn_schema_error *error = pn_apply_item(run, scope, node, &v->as.items[i], i);

		if (!error) {
			if (m->count++)
				pn_buf_byte(&m->places, ' ');
			pn_buf_uint(&m->places, i);
			if (scope->node->draft >= PN_DRAFT_2020)
				pn_leftovers_remove(&scope->leftovers, i);
		} else if (!scope->quiet) {
			error->next = NULL;
			if (m->last)
				m->last->next = error;
			else
				m->first = error;
			m->last = error;
		}
	}
}

/* Notes that too few or too many items match. */
static void find_contains(pn_run *run, pn_scope *scope, const matches *m, pn_schema_fault fault,
			  int64_t want)
{
	pn_schema_error *error = pn_scope_find(run, scope, fault);

	if (!error)
		return;
	error->got_count = m->count;
	error->want_count = want;
	error->text = pn_buf_str(&m->places);
	if (fault != PN_FAULT_MAX_CONTAINS)
		error->causes = m->first;
}

/* Checks contains, minContains and maxContains. */
static void check_contains(pn_run *run, pn_scope *scope, const pn_array_rules *rules)
{
	matches m = { 0 };

	find_matches(run, scope, rules->contains, &m);
	if (rules->min_contains.set) {
		if (m.count < rules->min_contains.value)
			find_contains(run, scope, &m, PN_FAULT_MIN_CONTAINS,
				      rules->min_contains.value);
	} else if (m.count == 0) {
		find_contains(run, scope, &m, PN_FAULT_CONTAINS, 0);
	}
	if (rules->max_contains.set && m.count > rules->max_contains.value)
		find_contains(run, scope, &m, PN_FAULT_MAX_CONTAINS, rules->max_contains.value);
}

void pn_validate_array(pn_run *run, pn_scope *scope)
{
	const pn_array_rules *rules = scope->node->array;

	check_size(run, scope, rules);
	if (rules->unique && scope->value->len > 1)
		check_unique(run, scope);
	check_items(run, scope, rules);
	if (rules->contains && !run->broken)
		check_contains(run, scope, rules);
}
