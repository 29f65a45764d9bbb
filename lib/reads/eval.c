/* SPDX-License-Identifier: Apache-2.0 */
/* Pipelines, commands, fields, variables. */
#include "reads/walker.h"

enum { MAX_INDEX = 1000 };

void pn_ask_bind(pn_walker *w, pn_str name, const pn_maybe *value)
{
	if (w->bound_count == w->bound_cap) {
		uint32_t cap = w->bound_cap ? w->bound_cap * 2 : 64;
		pn_bound *grown = pn_realloc(w->arena, w->bounds, w->bound_cap * sizeof *grown,
					     cap * sizeof *grown);

		if (!grown)
			return;
		w->bounds = grown;
		w->bound_cap = cap;
	}
	w->bounds[w->bound_count++] = (pn_bound){ name, value };
}

const pn_maybe **pn_ask_variable(pn_walker *w, pn_str name)
{
	for (uint32_t i = w->bound_count; i > w->first; i--) {
		if (pn_str_eq(w->bounds[i - 1].name, name))
			return &w->bounds[i - 1].value;
	}
	return NULL;
}

static const pn_maybe *fields(pn_walker *w, const pn_node *at, const pn_maybe *from,
			      const pn_name *names, uint32_t count)
{
	for (uint32_t i = 0; i < count && from; i++)
		from = pn_take_field(w, at, from, names[i].text);
	return from;
}

/* Says something of the function that a value is piped into. */
static bool next_is(const pn_nodes *commands, uint32_t i, bool (*is)(pn_str name))
{
	const pn_nodes *words;

	if (i + 1 >= commands->count)
		return false;
	words = &commands->items[i + 1]->as.command;
	return words->count && words->items[0]->kind == PN_NODE_IDENTIFIER &&
	       is(words->items[0]->as.identifier.name);
}

static const pn_maybe *operand(pn_walker *w, const pn_maybe *dot, const pn_node *node);

/* Evaluates a function's arguments and calls it. */
static const pn_maybe *call(pn_walker *w, const pn_maybe *dot, const pn_node *node,
			    const pn_nodes *words, const pn_maybe *piped, bool has_piped)
{
	pn_asked asked = { .node = node, .name = node->as.identifier.name };
	bool asks = pn_call_asks(asked.name), fails = pn_call_fails(asked.name);
	uint32_t given = words ? words->count - 1 : 0;

	asked.args = PN_NEW_ARRAY(w->arena, const pn_maybe *, given + 1);
	if (!asked.args)
		return NULL;
	w->asking += asks;
	w->muted += fails;
	for (uint32_t i = 0; i < given; i++)
		asked.args[asked.argc++] = operand(w, dot, words->items[i + 1]);
	w->muted -= fails;
	w->asking -= asks;
	if (has_piped)
		asked.args[asked.argc++] = piped;
	return pn_ask_call(w, &asked);
}

/* Evaluates what may stand alone or as an argument. */
static const pn_maybe *operand(pn_walker *w, const pn_maybe *dot, const pn_node *node)
{
	const pn_maybe *const *variable;

	switch ((pn_node_kind)node->kind) {
	case PN_NODE_FIELD:
		return fields(w, node, dot, node->as.field.names, node->as.field.count);
	case PN_NODE_CHAIN:
		return fields(w, node, operand(w, dot, node->as.chain.base), node->as.chain.names,
			      node->as.chain.count);
	case PN_NODE_VARIABLE:
		variable = pn_ask_variable(w, node->as.variable.names[0].text);
		return variable ? fields(w, node, *variable, node->as.variable.names + 1,
					 node->as.variable.count - 1)
				: NULL;
	case PN_NODE_IDENTIFIER:
		return call(w, dot, node, NULL, NULL, false);
	case PN_NODE_PIPE:
		return pn_ask_pipe(w, dot, node);
	case PN_NODE_DOT:
		return dot;
	case PN_NODE_STRING:
		return pn_maybe_text(&w->maybes, node->as.string.text);
	case PN_NODE_NUMBER:
		if (node->as.number->is_uint && node->as.number->uinteger < MAX_INDEX)
			return pn_maybe_number(&w->maybes, (uint32_t)node->as.number->uinteger);
		return NULL;
	default:
		return NULL;
	}
}

/* A method gets arguments: all that matters here are those of .Files, which give texts. */
static const pn_maybe *method(pn_walker *w, const pn_maybe *dot, const pn_node *node,
			      const pn_nodes *words, const pn_maybe *piped)
{
	const pn_maybe *self = operand(w, dot, node), *argument = piped;

	for (uint32_t i = 1; i < words->count; i++) {
		argument = operand(w, dot, words->items[i]);
		pn_take_whole(w, words->items[i], argument);
	}
	pn_take_whole(w, node, piped);
	return pn_ask_file(w, self, argument);
}

static const pn_maybe *command(pn_walker *w, const pn_maybe *dot, const pn_nodes *words,
			       const pn_maybe *piped, bool has_piped)
{
	const pn_node *first = words->items[0];

	if (first->kind == PN_NODE_IDENTIFIER)
		return call(w, dot, first, words, piped, has_piped);
	if (words->count > 1 || has_piped)
		return method(w, dot, first, words, piped);
	return operand(w, dot, first);
}

/* What a variable was before stays possible: the assignment may stand in a branch. */
static void assign(pn_walker *w, const pn_maybe **variable, const pn_maybe *value)
{
	const pn_maybe *grown = pn_join(w, *variable, value);

	w->assigned += grown != *variable;
	*variable = grown;
}

/* Sets the variables of a pipeline: of two, the second gets the value (loops see to the first). */
static void set_variables(pn_walker *w, const pn_node *pipe, const pn_maybe *value)
{
	for (uint32_t i = 0; i < pipe->as.pipeline.decl_count; i++) {
		pn_str name = pipe->as.pipeline.decls[i]->as.variable.names[0].text;
		const pn_maybe **variable;

		if (!pipe->as.pipeline.assigns) {
			pn_ask_bind(w, name, value);
			continue;
		}
		variable = pn_ask_variable(w, name);
		if (variable)
			assign(w, variable, value);
	}
}

static const pn_maybe *commands(pn_walker *w, const pn_maybe *dot, const pn_node *pipe)
{
	const pn_nodes *all = &pipe->as.pipeline.commands;
	const pn_maybe *value = NULL;

	for (uint32_t i = 0; i < all->count; i++) {
		bool asks = next_is(all, i, pn_call_asks), fails = next_is(all, i, pn_call_fails);

		w->asking += asks;
		w->muted += fails;
		value = command(w, dot, &all->items[i]->as.command, value, i > 0);
		w->muted -= fails;
		w->asking -= asks;
	}
	set_variables(w, pipe, value);
	return value;
}

/* A pipeline that may have to go on on another stack. */
typedef struct elsewhere {
	pn_walker *w;
	const pn_maybe *dot;
	const pn_node *pipe;
	const pn_maybe *value;
} elsewhere;

static void commands_elsewhere(void *data)
{
	elsewhere *e = data;

	e->value = commands(e->w, e->dot, e->pipe);
}

const pn_maybe *pn_ask_pipe(pn_walker *w, const pn_maybe *dot, const pn_node *pipe)
{
	elsewhere e = { w, dot, pipe, NULL };

	if (!pipe || !pn_walker_step(w))
		return NULL;
	if (!pn_stack_low(&w->stack))
		return commands(w, dot, pipe);
	if (!pn_stack_run(&w->stack, commands_elsewhere, &e))
		w->over = true;
	return e.value;
}
