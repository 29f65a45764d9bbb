/* SPDX-License-Identifier: Apache-2.0 */
/* What comes through a '|': errors name the function behind it only. */
#include "review/diagnose.h"

enum { MAX_DEPTH = 500 }; /* of nodes in nodes; deeper ones are not looked at */

static const pn_node *find_before(const pn_node *node, const pn_node *command, int depth);

static bool holds(const pn_nodes *words, const pn_node *word)
{
	for (uint32_t i = 0; i < words->count; i++) {
		if (words->items[i] == word)
			return true;
	}
	return false;
}

static const pn_node *find_in_pipe(const pn_node *pipe, const pn_node *command, int depth)
{
	const pn_nodes *commands = &pipe->as.pipeline.commands;

	for (uint32_t i = 0; i < commands->count; i++) {
		const pn_nodes *words = &commands->items[i]->as.command;

		if (i > 0 && (commands->items[i] == command || holds(words, command))) {
			return commands->items[i - 1];
		}
		for (uint32_t k = 0; k < words->count; k++) {
			const pn_node *found = find_before(words->items[k], command, depth);

			if (found)
				return found;
		}
	}
	return NULL;
}

static const pn_node *find_before(const pn_node *node, const pn_node *command, int depth)
{
	const pn_node *found = NULL;

	if (!node || !depth--)
		return NULL;
	switch ((pn_node_kind)node->kind) {
	case PN_NODE_LIST:
		for (uint32_t i = 0; i < node->as.list.count && !found; i++)
			found = find_before(node->as.list.items[i], command, depth);
		return found;
	case PN_NODE_ACTION:
		return find_before(node->as.pipe, command, depth);
	case PN_NODE_PIPE:
		return find_in_pipe(node, command, depth);
	case PN_NODE_CHAIN:
		return find_before(node->as.chain.base, command, depth);
	case PN_NODE_TEMPLATE:
		return find_before(node->as.call.pipe, command, depth);
	case PN_NODE_IF:
	case PN_NODE_RANGE:
	case PN_NODE_WITH:
		found = find_before(node->as.branch.pipe, command, depth);
		if (!found)
			found = find_before(node->as.branch.list, command, depth);
		return found ? found : find_before(node->as.branch.else_list, command, depth);
	default:
		return NULL;
	}
}

const pn_node *pn_piped_command(const pn_define *define, const pn_node *command)
{
	return find_before(define->root, command, MAX_DEPTH);
}
