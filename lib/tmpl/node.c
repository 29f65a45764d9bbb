/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/node.h"

/* Prints a node that stands where an operand may: a pipeline gets its parentheses back. */
static void print_operand(pn_buf *out, const pn_node *node)
{
	bool paren = node->kind == PN_NODE_PIPE;

	if (paren)
		pn_buf_byte(out, '(');
	pn_node_print(out, node);
	if (paren)
		pn_buf_byte(out, ')');
}

static void print_fields(pn_buf *out, const pn_name *names, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		pn_buf_byte(out, '.');
		pn_buf_add(out, names[i].text);
	}
}

static void print_variable(pn_buf *out, const pn_node *node)
{
	pn_buf_add(out, node->as.variable.names[0].text);
	print_fields(out, node->as.variable.names + 1, node->as.variable.count - 1);
}

static void print_list(pn_buf *out, const pn_nodes *nodes)
{
	for (uint32_t i = 0; i < nodes->count; i++)
		pn_node_print(out, nodes->items[i]);
}

static void print_command(pn_buf *out, const pn_nodes *arguments)
{
	for (uint32_t i = 0; i < arguments->count; i++) {
		if (i > 0)
			pn_buf_byte(out, ' ');
		print_operand(out, arguments->items[i]);
	}
}

static void print_pipe(pn_buf *out, const pn_node *node)
{
	const pn_nodes *commands = &node->as.pipeline.commands;

	for (uint32_t i = 0; i < node->as.pipeline.decl_count; i++) {
		if (i > 0)
			pn_buf_lit(out, ", ");
		print_variable(out, node->as.pipeline.decls[i]);
	}
	if (node->as.pipeline.decl_count > 0)
		pn_buf_add(out, node->as.pipeline.assigns ? PN_STR(" = ") : PN_STR(" := "));
	for (uint32_t i = 0; i < commands->count; i++) {
		if (i > 0)
			pn_buf_lit(out, " | ");
		print_command(out, &commands->items[i]->as.command);
	}
}

static void print_branch(pn_buf *out, const pn_node *node, pn_str word)
{
	pn_buf_lit(out, "{{");
	pn_buf_add(out, word);
	pn_buf_byte(out, ' ');
	print_pipe(out, node->as.branch.pipe);
	pn_buf_lit(out, "}}");
	pn_node_print(out, node->as.branch.list);
	if (node->as.branch.else_list) {
		pn_buf_lit(out, "{{else}}");
		pn_node_print(out, node->as.branch.else_list);
	}
	pn_buf_lit(out, "{{end}}");
}

static void print_template(pn_buf *out, const pn_node *node)
{
	pn_buf_lit(out, "{{template ");
	pn_buf_quote(out, node->as.call.name);
	if (node->as.call.pipe) {
		pn_buf_byte(out, ' ');
		print_pipe(out, node->as.call.pipe);
	}
	pn_buf_lit(out, "}}");
}

static void print_action(pn_buf *out, const pn_node *node)
{
	pn_buf_lit(out, "{{");
	print_pipe(out, node->as.pipe);
	pn_buf_lit(out, "}}");
}

/* The tree is no deeper than the parser's limit, so that this recursion has one too. */
void pn_node_print(pn_buf *out, const pn_node *node)
{
	switch ((pn_node_kind)node->kind) {
	case PN_NODE_LIST:
		print_list(out, &node->as.list);
		break;
	case PN_NODE_TEXT:
		pn_buf_add(out, node->as.text);
		break;
	case PN_NODE_ACTION:
		print_action(out, node);
		break;
	case PN_NODE_PIPE:
		print_pipe(out, node);
		break;
	case PN_NODE_COMMAND:
		print_command(out, &node->as.command);
		break;
	case PN_NODE_FIELD:
		print_fields(out, node->as.field.names, node->as.field.count);
		break;
	case PN_NODE_CHAIN:
		print_operand(out, node->as.chain.base);
		print_fields(out, node->as.chain.names, node->as.chain.count);
		break;
	case PN_NODE_IDENTIFIER:
		pn_buf_add(out, node->as.identifier.name);
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
		pn_buf_add(out, node->as.boolean ? PN_STR("true") : PN_STR("false"));
		break;
	case PN_NODE_NUMBER:
		pn_buf_add(out, node->as.number->text);
		break;
	case PN_NODE_STRING:
		pn_buf_add(out, node->as.string.quoted);
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
