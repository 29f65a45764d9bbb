/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about strings and numbers. */
#include "base/utf8.h"
#include "schema/validate.h"

/* Checks minLength and maxLength. */
static void check_length(pn_run *run, pn_scope *scope, const pn_string_rules *rules)
{
	int64_t length;

	if (!rules->min.set && !rules->max.set)
		return;
	length = (int64_t)pn_utf8_count(pn_value_str(scope->value));
	if (rules->min.set && length < rules->min.value)
		pn_scope_find_counts(run, scope, PN_FAULT_MIN_LENGTH, length, rules->min.value);
	if (rules->max.set && length > rules->max.value)
		pn_scope_find_counts(run, scope, PN_FAULT_MAX_LENGTH, length, rules->max.value);
}

void pn_validate_string(pn_run *run, pn_scope *scope)
{
	const pn_string_rules *rules = scope->node->string;
	pn_schema_error *error;
	bool matched = false;

	check_length(run, scope, rules);
	if (!rules->pattern)
		return;
	if (!pn_regex_match(run->cx, rules->pattern, pn_value_str(scope->value), &matched)) {
		run->broken = true;
		return;
	}
	if (matched)
		return;
	error = pn_scope_find(run, scope, PN_FAULT_PATTERN);
	if (error)
		error->text = rules->pattern_text;
}

/* ---- numbers ---- */

/* Notes that a number is out of bounds. */
static void find_number(pn_run *run, pn_scope *scope, pn_schema_fault fault,
			const pn_number_bound *bound)
{
	pn_schema_error *error = pn_scope_find(run, scope, fault);

	if (error)
		error->want = bound->value;
}

/* Tells whether a number is a multiple of the bound. */
static bool is_multiple(pn_run *run, const pn_decimal *number, const pn_number_bound *bound)
{
	bool is = pn_decimal_divides(run->cx->arena, number, &bound->number, &run->steps);

	if (run->steps == 0 && !run->broken) {
		run->broken = true;
		pn_fail(run->cx->err, PINTLE_ERR_LIMIT,
			"limit 'steps' exceeded: a division takes too many of them");
	}
	return is;
}

void pn_validate_number(pn_run *run, pn_scope *scope)
{
	const pn_number_rules *rules = scope->node->number;
	pn_decimal number;

	if (!pn_decimal_of(run->cx->arena, scope->value, &number))
		return;
	if (rules->min.value && pn_decimal_compare(&number, &rules->min.number) < 0)
		find_number(run, scope, PN_FAULT_MINIMUM, &rules->min);
	if (rules->max.value && pn_decimal_compare(&number, &rules->max.number) > 0)
		find_number(run, scope, PN_FAULT_MAXIMUM, &rules->max);
	if (rules->above.value && pn_decimal_compare(&number, &rules->above.number) <= 0)
		find_number(run, scope, PN_FAULT_EXCLUSIVE_MINIMUM, &rules->above);
	if (rules->below.value && pn_decimal_compare(&number, &rules->below.number) >= 0)
		find_number(run, scope, PN_FAULT_EXCLUSIVE_MAXIMUM, &rules->below);
	if (rules->multiple_of.value && !is_multiple(run, &number, &rules->multiple_of))
		find_number(run, scope, PN_FAULT_MULTIPLE_OF, &rules->multiple_of);
}
