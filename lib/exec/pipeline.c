/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

/* Fails when arguments are given to what cannot take any (Go: notAFunction). */
static bool check_no_arguments(pn_exec *x, const pn_words *words)
{
	if (words->argc || words->final)
		return pn_exec_fail_node(x, "can't give argument to non-function ", words->node,
					 "");
	return true;
}

static bool has_any(pn_str s, const char *bytes)
{
	for (; *bytes; bytes++) {
		if (pn_str_find_byte(s, *bytes) != PN_NOT_FOUND)
			return true;
	}
	return false;
}

/* Tells whether a number is written as a float (Go: idealConstant, isHexInt, isRuneInt). */
static bool written_as_float(pn_str s)
{
	bool hex = s.len > 2 && s.ptr[0] == '0' && (s.ptr[1] == 'x' || s.ptr[1] == 'X');

	if ((s.len && s.ptr[0] == '\'') || (hex && !has_any(s, "pP")))
		return false;
	return has_any(s, ".eEpP");
}

/* Evaluates a number whose type nobody asks for (Go: idealConstant). */
static bool eval_number(pn_exec *x, const pn_number *n, pn_value *out)
{
	*out = pn_nil();
	if (n->is_complex)
		*out = (pn_value){ .kind = PN_COMPLEX,
				   .type = PN_TYPE_COMPLEX128,
				   .as.complex = n->complex };
	else if (n->is_float && written_as_float(n->text))
		*out = pn_float(n->number);
	else if (n->is_int)
		*out = pn_int(n->integer);
	else if (n->is_uint)
		return pn_exec_fail(x, "%.*s overflows int", PN_ARG(n->text));
	return true;
}

bool pn_eval_constant(pn_exec *x, const pn_node *node, pn_value *out)
{
	pn_number number;

	x->now->at = node;
	switch ((pn_node_kind)node->kind) {
	case PN_NODE_BOOL:
		*out = pn_bool(pn_node_bool(node));
		return true;
	case PN_NODE_NUMBER:
		return eval_number(x, pn_node_number(node, &number), out);
	case PN_NODE_STRING:
		*out = pn_string(pn_node_string(node));
		return true;
	default:
		return pn_exec_fail_node(x, "can't handle assignment of ", node,
					 " to empty interface argument");
	}
}

/* Evaluates (PIPELINE).A.B. */
static bool eval_chain(pn_exec *x, const pn_words *words, const pn_node *node, pn_value *out)
{
	const pn_node *base = pn_node_first(node);
	pn_names names = pn_node_names(node);
	pn_value start;

	x->now->at = node;
	if (base->kind == PN_NODE_NIL)
		return pn_exec_fail_node(x, "indirection through explicit nil in ", node, "");
	x->now->at = base;
	if (!pn_eval_operand(x, words->dot, base, &start))
		return false;
	return pn_eval_fields(x, words, &names, &start, out) || pn_failure_names(x, &start, names);
}

static bool eval_variable(pn_exec *x, const pn_words *words, const pn_node *node, pn_value *out)
{
	pn_names names = pn_names_in(pn_node_inside(node));
	pn_name variable = pn_names_first(&names);
	const pn_value *value;

	x->now->at = node;
	value = pn_variable_find(x, variable);
	if (!value)
		return false;
	if (names.count == 1) {
		*out = *value;
		return check_no_arguments(x, words);
	}
	names = pn_names_rest(names);
	return pn_eval_fields(x, words, &names, value, out) ||
	       pn_failure_names(x, pn_variable_find(x, variable), names);
}

/* Calls the function that an identifier names; words->node is what errors show. */
static bool eval_function(pn_exec *x, const pn_words *words, const pn_node *node, pn_value *out)
{
	x->now->at = node;
	return pn_eval_call(x, pn_node_function(node), NULL, words, out);
}

bool pn_eval_operand(pn_exec *x, const pn_value *dot, const pn_node *node, pn_value *out)
{
	pn_words words = { .node = node, .dot = dot };

	switch ((pn_node_kind)node->kind) {
	case PN_NODE_DOT:
		*out = *dot;
		return true;
	case PN_NODE_FIELD:
		return pn_eval_field(x, &words, node, out);
	case PN_NODE_VARIABLE:
		return eval_variable(x, &words, node, out);
	case PN_NODE_PIPE:
	case PN_NODE_COMMAND:
		return pn_eval_pipeline(x, dot, node, out);
	case PN_NODE_IDENTIFIER:
		return eval_function(x, &words, node, out);
	case PN_NODE_CHAIN:
		return eval_chain(x, &words, node, out);
	default:
		return pn_eval_constant(x, node, out);
	}
}

/* Evaluates a command whose first word is a constant or dot. */
static bool eval_plain(pn_exec *x, const pn_words *words, const pn_node *node, pn_value *out)
{
	x->now->at = node;
	if (!check_no_arguments(x, words))
		return false;
	if (node->kind == PN_NODE_NIL)
		return pn_exec_fail(x, "nil is not a command");
	if (node->kind == PN_NODE_DOT) {
		*out = *words->dot;
		return true;
	}
	return pn_eval_constant(x, node, out);
}

static bool eval_command(pn_exec *x, const pn_value *dot, const pn_node *command,
			 const pn_value *final, pn_value *out)
{
	const pn_node *first = pn_node_first(command);
	uint32_t argc = pn_node_operands(command) - 1;
	pn_words words = { first, pn_node_next(first), argc, final, dot };

	switch ((pn_node_kind)first->kind) {
	case PN_NODE_FIELD:
		return pn_eval_field(x, &words, first, out);
	case PN_NODE_CHAIN:
		return eval_chain(x, &words, first, out);
	case PN_NODE_IDENTIFIER:
		words.node = command;
		return eval_function(x, &words, first, out);
	case PN_NODE_PIPE:
	case PN_NODE_COMMAND:
		return check_no_arguments(x, &words) && pn_eval_pipeline(x, dot, first, out);
	case PN_NODE_VARIABLE:
		return eval_variable(x, &words, first, out);
	default:
		return eval_plain(x, &words, first, out);
	}
}

/* Sets or declares the variables of a pipeline. */
static bool set_variables(pn_exec *x, const pn_node *pipe, const pn_value *value)
{
	const pn_node *decl = pn_node_first(pipe);

	for (uint32_t i = pn_node_decls(pipe); i > 0; i--, decl = pn_node_next(decl)) {
		pn_names names = pn_node_names(decl);
		pn_name name = pn_names_first(&names);

		if (pn_node_assigns(pipe)) {
			pn_value *variable = pn_variable_find(x, name);

			if (!variable)
				return false;
			*variable = *value;
		} else if (!pn_variable_push(x, name, value)) {
			return false;
		}
	}
	return true;
}

/* Takes a value out of the interface {} that it stands in; a nil one leaves nothing at all. */
static void unbox(pn_value *v)
{
	if (v->flags & PN_VALUE_BOXED)
		v->flags = 0;
}

/* Evaluates a command that is a whole pipeline, or what stands in one. */
static inline bool eval_stage(pn_exec *x, const pn_value *dot, const pn_node *command,
			      const pn_value *final, pn_value *out)
{
	if (!pn_exec_step(x) || !eval_command(x, dot, command, final, out))
		return false;
	unbox(out);
	return true;
}

/* Evaluates a pipeline that is more than a command. */
static bool eval_commands(pn_exec *x, const pn_value *dot, const pn_node *pipe, pn_value *out)
{
	pn_nodes commands = pn_node_commands(pipe);
	const pn_value *piped = NULL;
	pn_value final;

	for (; commands.at < commands.end; commands.at = pn_node_next(commands.at)) {
		if (!eval_stage(x, dot, commands.at, piped, out))
			return false;
		final = *out;
		piped = &final;
	}
	return pn_node_decls(pipe) == 0 || set_variables(x, pipe, out);
}

typedef struct pipe_visit {
	pn_exec *x;
	const pn_value *dot;
	const pn_node *pipe;
	pn_value *out;
	bool ok;
} pipe_visit;

static void visit_pipe(void *data)
{
	pipe_visit *v = data;

	v->ok = pn_eval_pipeline(v->x, v->dot, v->pipe, v->out);
}

static bool eval_elsewhere(pn_exec *x, const pn_value *dot, const pn_node *pipe, pn_value *out)
{
	pipe_visit v = { x, dot, pipe, out, false };

	return pn_exec_on_fresh_stack(x, visit_pipe, &v) && v.ok;
}

bool pn_eval_pipeline(pn_exec *x, const pn_value *dot, const pn_node *pipe, pn_value *out)
{
	*out = pn_nil();
	if (!pipe)
		return true;
	x->now->at = pipe;
	if (pn_stack_low(&x->stack))
		return eval_elsewhere(x, dot, pipe, out);
	return pipe->kind == PN_NODE_COMMAND ? eval_stage(x, dot, pipe, NULL, out)
					     : eval_commands(x, dot, pipe, out);
}
