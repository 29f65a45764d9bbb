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

static const pn_maybe *fields(pn_walker *w, const pn_node *at, const pn_maybe *from, pn_names names)
{
	for (; names.count && from; names = pn_names_rest(names))
		from = pn_take_field(w, at, from, pn_name_str(pn_names_first(&names)));
	return from;
}

/* Says something of the function that a value is piped into by the next command. */
static bool next_is(pn_nodes commands, bool (*is)(pn_str name))
{
	const pn_node *next = pn_node_next(commands.at), *word;

	if (next >= commands.end)
		return false;
	word = pn_node_first(next);
	return word->kind == PN_NODE_IDENTIFIER && is(pn_node_word(word));
}

static const pn_maybe *operand(pn_walker *w, const pn_maybe *dot, const pn_node *node);

/* Evaluates a function's arguments and calls it. */
static const pn_maybe *call(pn_walker *w, const pn_maybe *dot, const pn_node *node,
			    const pn_node *command, const pn_maybe *piped, bool has_piped)
{
	pn_asked asked = { .node = node, .name = pn_node_word(node) };
	bool asks = pn_call_asks(asked.name), fails = pn_call_fails(asked.name);
	uint32_t given = command ? pn_node_operands(command) - 1 : 0;
	const pn_node *at = pn_node_next(node);

	asked.args = PN_NEW_ARRAY(w->arena, const pn_maybe *, given + 1);
	if (!asked.args)
		return NULL;
	w->asking += asks;
	w->muted += fails;
	for (; asked.argc < given; at = pn_node_next(at))
		asked.args[asked.argc++] = operand(w, dot, at);
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
	const pn_number *number;
	pn_number room;
	pn_names names;

	switch ((pn_node_kind)node->kind) {
	case PN_NODE_FIELD:
		return fields(w, node, dot, pn_node_names(node));
	case PN_NODE_CHAIN:
		return fields(w, node, operand(w, dot, pn_node_first(node)), pn_node_names(node));
	case PN_NODE_VARIABLE:
		names = pn_node_names(node);
		variable = pn_ask_variable(w, pn_name_str(pn_names_first(&names)));
		return variable ? fields(w, node, *variable, pn_names_rest(names)) : NULL;
	case PN_NODE_IDENTIFIER:
		return call(w, dot, node, NULL, NULL, false);
	case PN_NODE_PIPE:
	case PN_NODE_COMMAND:
		return pn_ask_pipe(w, dot, node);
	case PN_NODE_DOT:
		return dot;
	case PN_NODE_STRING:
		return pn_maybe_text(&w->maybes, pn_node_string(node));
	case PN_NODE_NUMBER:
		number = pn_node_number(node, &room);
		if (number->is_uint && number->uinteger < MAX_INDEX)
			return pn_maybe_number(&w->maybes, (uint32_t)number->uinteger);
		return NULL;
	default:
		return NULL;
	}
}

/* A method gets arguments: all that matters here are those of .Files, which give texts. */
static const pn_maybe *method(pn_walker *w, const pn_maybe *dot, const pn_node *node,
			      const pn_node *command, const pn_maybe *piped)
{
	pn_nodes words = pn_node_inside(command);
	const pn_maybe *self = operand(w, dot, node), *argument = piped;

	for (words.at = pn_node_next(node); words.at < words.end;
	     words.at = pn_node_next(words.at)) {
		argument = operand(w, dot, words.at);
		pn_take_whole(w, words.at, argument);
	}
	pn_take_whole(w, node, piped);
	return pn_ask_file(w, self, argument);
}

static const pn_maybe *command(pn_walker *w, const pn_maybe *dot, const pn_node *node,
			       const pn_maybe *piped, bool has_piped)
{
	const pn_node *first = pn_node_first(node);

	if (first->kind == PN_NODE_IDENTIFIER)
		return call(w, dot, first, node, piped, has_piped);
	if (pn_node_operands(node) > 1 || has_piped)
		return method(w, dot, first, node, piped);
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
	const pn_node *decl = pn_node_first(pipe);

	for (uint32_t i = pn_node_decls(pipe); i > 0; i--, decl = pn_node_next(decl)) {
		pn_names names = pn_node_names(decl);
		pn_str name = pn_name_str(pn_names_first(&names));
		const pn_maybe **variable;

		if (!pn_node_assigns(pipe)) {
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
	pn_nodes left = pn_node_commands(pipe);
	const pn_maybe *value = NULL;

	for (bool has_piped = false; left.at < left.end; left.at = pn_node_next(left.at)) {
		bool asks = next_is(left, pn_call_asks), fails = next_is(left, pn_call_fails);

		w->asking += asks;
		w->muted += fails;
		value = command(w, dot, left.at, value, has_piped);
		has_piped = true;
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
