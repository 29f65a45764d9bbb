/* SPDX-License-Identifier: Apache-2.0 */
/* Filling a pn_failure: after an error only, and only where somebody wants to know. */
#include "exec/machine.h"

/* Notes the templates that are under way, once. */
static void note_levels(pn_exec *x, pn_failure *f)
{
	if (f->depth)
		return;
	for (const pn_activation *a = x->now; a; a = a->outer) {
		pn_failed_level level = { a->define, a->set, a == x->now ? a->at : a->call };

		level.activation = a;
		level.frame = x->trace ? a->frame : 0;
		level.source = x->trace ? a->source : 0;
		level.dollar = x->variables[a->variables].value;
		if (f->level_count < PN_FAILED_LEVELS)
			f->levels[f->level_count++] = level;
		f->depth++;
	}
}

void pn_failure_begin(pn_exec *x, pn_failure_kind kind, const pn_value *value)
{
	pn_failure *f = x->options.failure;

	if (!f || f->depth || !x->now)
		return;
	f->kind = kind;
	if (value)
		f->value = *value;
	note_levels(x, f);
}

bool pn_failure_names(pn_exec *x, const pn_value *start, pn_names names)
{
	pn_failure *f = x->options.failure;

	if (f && !f->names.parts && (f->kind == PN_FAILURE_NIL || f->kind == PN_FAILURE_FIELD)) {
		f->start = *start;
		f->names = names;
	}
	return false;
}

/* Where the names of a field or variable begin; absent for other nodes. */
static pn_value start_of(const pn_exec *x, const pn_words *words, const pn_node *node)
{
	const pn_activation *a = x->now;
	pn_names names;

	if (node->kind == PN_NODE_FIELD)
		return *words->dot;
	for (uint32_t i = x->variable_count; node->kind == PN_NODE_VARIABLE && i > a->variables;) {
		const pn_variable *v = &x->variables[--i];

		names = pn_node_names(node);
		if (pn_str_eq(pn_name_str(v->name), pn_name_str(pn_names_first(&names))))
			return v->value;
	}
	return pn_nil();
}

static size_t level_of(const pn_exec *x, const pn_failure *f)
{
	size_t i = 0;

	while (i < f->level_count && f->levels[i].activation != x->now)
		i++;
	return i;
}

void pn_failure_call(pn_exec *x, const pn_call *call)
{
	pn_failure *f = x->options.failure;
	const pn_words *words = call->site;
	const pn_node *at = words->args;
	pn_failed_argument *arguments;

	if (!f || f->call_count == PN_FAILED_CALLS)
		return;
	pn_failure_begin(x, PN_FAILURE_CALL, NULL);
	arguments = PN_NEW_ARRAY(x->cx->arena, pn_failed_argument, call->argc);
	if (!arguments)
		return;
	for (uint32_t i = 0; i < call->argc; i++) {
		const pn_node *node = i < words->argc ? at : NULL;

		arguments[i] = (pn_failed_argument){ call->args[i], node, pn_nil() };
		if (!node)
			continue;
		arguments[i].start = start_of(x, words, node);
		at = pn_node_next(node);
	}
	f->calls[f->call_count++] = (pn_failed_call){ pn_str_from(call->func->name), words->node,
						      level_of(x, f), arguments, call->argc };
}
