/* SPDX-License-Identifier: Apache-2.0 */
/* Combinations of schemas, and what none of them looked at. */
#include "schema/validate.h"

/* Findings that may become the causes of another one. */
typedef struct causes {
	pn_schema_error *first, *last;
	size_t count;
} causes;

/* Appends what a subschema found. */
static void add_cause(const pn_scope *scope, causes *list, pn_schema_error *error)
{
	list->count++;
	if (scope->quiet)
		return;
	error->next = NULL;
	if (list->last)
		list->last->next = error;
	else
		list->first = error;
	list->last = error;
}

/* Notes a finding with what its subschemas found. */
static void find_causes(pn_run *run, pn_scope *scope, pn_schema_fault fault, const causes *list)
{
	pn_schema_error *error = pn_scope_find(run, scope, fault);

	if (error) {
		error->causes = list->first;
		error->got_count = -1; /* oneOf: none matched */
	}
}

/* Checks "not". */
static void check_not(pn_run *run, pn_scope *scope, const pn_node *node)
{
	if (!pn_apply_self(run, scope, node, NULL, true))
		pn_scope_find(run, scope, PN_FAULT_NOT);
}

/* Checks "allOf". */
static void check_all(pn_run *run, pn_scope *scope, const pn_node_list *all)
{
	causes list = { 0 };

	for (size_t i = 0; i < all->count && !run->broken; i++) {
		pn_schema_error *error = pn_apply_self(run, scope, all->items[i], NULL, false);

		if (!error)
			continue;
		add_cause(scope, &list, error);
		if (scope->quiet)
			break;
	}
	if (list.count)
		find_causes(run, scope, PN_FAULT_ALL_OF, &list);
}

/* Checks "anyOf". */
static void check_any(pn_run *run, pn_scope *scope, const pn_node_list *any)
{
	bool matched = false;
	causes list = { 0 };

	for (size_t i = 0; i < any->count && !run->broken; i++) {
		pn_schema_error *error = pn_apply_self(run, scope, any->items[i], NULL, false);

		if (error) {
			add_cause(scope, &list, error);
			continue;
		}
		matched = true;
		/* As long as something is left for unevaluated..., the others count as well. */
		if (scope->leftovers.count == 0)
			break;
	}
	if (!matched)
		find_causes(run, scope, PN_FAULT_ANY_OF, &list);
}

/* Checks "oneOf". */
static void check_one(pn_run *run, pn_scope *scope, const pn_node_list *one)
{
	int64_t matched = -1;
	causes list = { 0 };

	for (size_t i = 0; i < one->count && !run->broken; i++) {
		pn_schema_error *error =
			pn_apply_self(run, scope, one->items[i], NULL, matched >= 0);

		if (error) {
			if (matched < 0)
				add_cause(scope, &list, error);
		} else if (matched < 0) {
			matched = (int64_t)i;
		} else {
			pn_scope_find_counts(run, scope, PN_FAULT_ONE_OF, matched, (int64_t)i);
			return;
		}
	}
	if (matched < 0)
		find_causes(run, scope, PN_FAULT_ONE_OF, &list);
}

/* Checks "if" with "then" or "else". */
static void check_condition(pn_run *run, pn_scope *scope, const pn_logic_rules *rules)
{
	const pn_node *then = pn_apply_self(run, scope, rules->if_node, NULL, true)
				      ? rules->else_node
				      : rules->then_node;

	if (then && !run->broken)
		pn_scope_add(scope, pn_apply_self(run, scope, then, NULL, false));
}

void pn_validate_logic(pn_run *run, pn_scope *scope)
{
	const pn_logic_rules *rules = scope->node->logic;

	if (rules->not_node)
		check_not(run, scope, rules->not_node);
	if (rules->all.count && !pn_scope_done(run, scope))
		check_all(run, scope, &rules->all);
	if (rules->any.count && !pn_scope_done(run, scope))
		check_any(run, scope, &rules->any);
	if (rules->one.count && !pn_scope_done(run, scope))
		check_one(run, scope, &rules->one);
	if (rules->if_node && !pn_scope_done(run, scope))
		check_condition(run, scope, rules);
}

/* ---- leftovers ---- */

/* Applies unevaluatedProperties. */
static void check_left_properties(pn_run *run, pn_scope *scope, const pn_node *node)
{
	const pn_entry *entries = pn_map_sorted(scope->value->as.map);

	for (size_t i = 0; i < scope->leftovers.total && !pn_scope_done(run, scope); i++)
		if (scope->leftovers.left[i])
			pn_scope_add(scope, pn_apply_property(run, scope, node, &entries[i]));
}

/* Applies unevaluatedItems. */
static void check_left_items(pn_run *run, pn_scope *scope, const pn_node *node)
{
	for (uint32_t i = 0; i < scope->leftovers.total && !pn_scope_done(run, scope); i++)
		if (scope->leftovers.left[i])
			pn_scope_add(scope, pn_apply_item(run, scope, node,
							  &scope->value->as.items[i], i));
}

void pn_validate_unevaluated(pn_run *run, pn_scope *scope)
{
	static const pn_leftovers none = { 0 };
	const pn_node *node = scope->node;

	if (node->unevaluated_properties && pn_is_map(scope->value)) {
		check_left_properties(run, scope, node->unevaluated_properties);
		scope->leftovers = none;
	}
	if (node->unevaluated_items && scope->value->kind == PN_LIST) {
		check_left_items(run, scope, node->unevaluated_items);
		scope->leftovers = none;
	}
}
