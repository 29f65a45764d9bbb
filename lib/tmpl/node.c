/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/node.h"

const pn_number *pn_node_number(const pn_node *node, pn_number *room)
{
	const pn_node_whole *whole = pn_node_behind(node);

	if (!node->count)
		return pn_node_behind(node);
	*room = (pn_number){ .text = { whole->text, whole->len },
			     .is_int = true,
			     .is_uint = true,
			     .is_float = true,
			     .integer = whole->value,
			     .uinteger = whole->value,
			     .number = whole->value };
	return room;
}

uint32_t pn_node_many(const pn_node *command)
{
	pn_nodes in = pn_node_inside(command);
	uint32_t count = 0;

	for (; in.at < in.end; in.at = pn_node_next(in.at))
		count++;
	return count;
}

/* ---- printing ---- */

/* Prints a node that stands where an operand may: a pipeline gets its parentheses back. */
static void print_operand(pn_buf *out, const pn_node *node)
{
	bool paren = pn_node_is_pipe(node);

	if (paren)
		pn_buf_byte(out, '(');
	pn_node_print(out, node);
	if (paren)
		pn_buf_byte(out, ')');
}

static void print_fields(pn_buf *out, pn_names names)
{
	for (; names.count; names = pn_names_rest(names)) {
		pn_buf_byte(out, '.');
		pn_buf_add(out, pn_name_str(pn_names_first(&names)));
	}
}

static void print_variable(pn_buf *out, const pn_node *node)
{
	pn_names names = pn_node_names(node);

	pn_buf_add(out, pn_name_str(pn_names_first(&names)));
	print_fields(out, pn_names_rest(names));
}

static void print_list(pn_buf *out, const pn_node *node)
{
	for (pn_nodes in = pn_node_inside(node); in.at < in.end; in.at = pn_node_next(in.at))
		pn_node_print(out, in.at);
}

static void print_command(pn_buf *out, const pn_node *node)
{
	pn_nodes in = pn_node_inside(node);

	for (const pn_node *at = in.at; at < in.end; at = pn_node_next(at)) {
		if (at > in.at)
			pn_buf_byte(out, ' ');
		print_operand(out, at);
	}
}

static void print_pipe(pn_buf *out, const pn_node *node)
{
	pn_nodes commands = pn_node_commands(node);
	const pn_node *decl = pn_node_first(node);

	for (uint32_t i = 0; i < pn_node_decls(node); i++, decl = pn_node_next(decl)) {
		if (i > 0)
			pn_buf_lit(out, ", ");
		print_variable(out, decl);
	}
	if (pn_node_decls(node) > 0)
		pn_buf_add(out, pn_node_assigns(node) ? PN_STR(" = ") : PN_STR(" := "));
	for (const pn_node *at = commands.at; at < commands.end; at = pn_node_next(at)) {
		if (at > commands.at)
			pn_buf_lit(out, " | ");
		print_command(out, at);
	}
}

static void print_branch(pn_buf *out, const pn_node *node, pn_str word)
{
	pn_node_branch branch = pn_node_parts(node);

	pn_buf_lit(out, "{{");
	pn_buf_add(out, word);
	pn_buf_byte(out, ' ');
	print_pipe(out, branch.pipe);
	pn_buf_lit(out, "}}");
	pn_node_print(out, branch.list);
	if (branch.else_list) {
		pn_buf_lit(out, "{{else}}");
		pn_node_print(out, branch.else_list);
	}
	pn_buf_lit(out, "{{end}}");
}

static void print_template(pn_buf *out, const pn_node *node)
{
	pn_node_call call = pn_node_template(node);

	pn_buf_lit(out, "{{template ");
	pn_buf_quote(out, call.name);
	if (call.pipe) {
		pn_buf_byte(out, ' ');
		print_pipe(out, call.pipe);
	}
	pn_buf_lit(out, "}}");
}

static void print_action(pn_buf *out, const pn_node *node)
{
	pn_buf_lit(out, "{{");
	print_pipe(out, pn_node_first(node));
	pn_buf_lit(out, "}}");
}

static void print_number(pn_buf *out, const pn_node *node)
{
	pn_number room;

	pn_buf_add(out, pn_node_number(node, &room)->text);
}

static void print_quoted(pn_buf *out, const pn_node *node)
{
	const pn_node_quoted *q = (const void *)pn_node_inside(node).at;

	pn_buf_add(out, (pn_str){ q->ptr, q->len });
}

/* The tree is no deeper than the parser's limit, so that this recursion has one too. */
void pn_node_print(pn_buf *out, const pn_node *node)
{
	switch ((pn_node_kind)node->kind) {
	case PN_NODE_LIST:
		print_list(out, node);
		break;
	case PN_NODE_TEXT:
		pn_buf_add(out, pn_node_text(node));
		break;
	case PN_NODE_ACTION:
		print_action(out, node);
		break;
	case PN_NODE_PIPE:
	case PN_NODE_COMMAND:
		print_pipe(out, node);
		break;
	case PN_NODE_FIELD:
		print_fields(out, pn_node_names(node));
		break;
	case PN_NODE_CHAIN:
		print_operand(out, pn_node_first(node));
		print_fields(out, pn_node_names(node));
		break;
	case PN_NODE_IDENTIFIER:
		pn_buf_add(out, pn_node_word(node));
		break;
	case PN_NODE_VARIABLE:
		print_variable(out, node);
		break;
	case PN_NODE_DOT:
		pn_buf_byte(out, '.');
		break;
	case PN_NODE_NIL:
		pn_buf_lit(out, "nil");
		break;
	case PN_NODE_BOOL:
		pn_buf_add(out, pn_node_bool(node) ? PN_STR("true") : PN_STR("false"));
		break;
	case PN_NODE_NUMBER:
		print_number(out, node);
		break;
	case PN_NODE_STRING:
		print_quoted(out, node);
		break;
	case PN_NODE_IF:
		print_branch(out, node, PN_STR("if"));
		break;
	case PN_NODE_RANGE:
		print_branch(out, node, PN_STR("range"));
		break;
	case PN_NODE_WITH:
		print_branch(out, node, PN_STR("with"));
		break;
	case PN_NODE_TEMPLATE:
		print_template(out, node);
		break;
	case PN_NODE_BREAK:
		pn_buf_lit(out, "{{break}}");
		break;
	case PN_NODE_CONTINUE:
		pn_buf_lit(out, "{{continue}}");
		break;
	case PN_NODE_KINDS:
		break;
	}
}
