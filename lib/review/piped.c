/* SPDX-License-Identifier: Apache-2.0 */
/* What comes through a '|': errors name the function behind it only. */
#include "review/diagnose.h"

enum { MAX_DEPTH = 500 }; /* of nodes in nodes; deeper ones are not looked at */

static const pn_node *find_before(const pn_node *node, const pn_node *command, int depth);

static bool holds(const pn_node *command, const pn_node *word)
{
	for (pn_nodes in = pn_node_inside(command); in.at < in.end; in.at = pn_node_next(in.at)) {
		if (in.at == word)
			return true;
	}
	return false;
}

/* Looks at each of some nodes. */
static const pn_node *find_in(pn_nodes in, const pn_node *command, int depth)
{
	const pn_node *found = NULL;

	for (; in.at < in.end && !found; in.at = pn_node_next(in.at))
		found = find_before(in.at, command, depth);
	return found;
}

static const pn_node *find_in_pipe(const pn_node *pipe, const pn_node *command, int depth)
{
	pn_nodes left = pn_node_commands(pipe);
	const pn_node *before = NULL, *found = NULL;

	for (; left.at < left.end && !found; left.at = pn_node_next(left.at)) {
		if (before && (left.at == command || holds(left.at, command)))
			return before;
		found = find_in(pn_node_inside(left.at), command, depth);
		before = left.at;
	}
	return found;
}

static const pn_node *find_before(const pn_node *node, const pn_node *command, int depth)
{
	const pn_node *pipe;

	if (!depth--)
		return NULL;
	switch ((pn_node_kind)node->kind) {
	case PN_NODE_LIST:
	case PN_NODE_ACTION:
	case PN_NODE_IF:
	case PN_NODE_RANGE:
	case PN_NODE_WITH:
		return find_in(pn_node_inside(node), command, depth);
	case PN_NODE_PIPE:
	case PN_NODE_COMMAND:
		return find_in_pipe(node, command, depth);
	case PN_NODE_CHAIN:
		return find_before(pn_node_first(node), command, depth);
	case PN_NODE_TEMPLATE:
		pipe = pn_node_template(node).pipe;
		return pipe ? find_before(pipe, command, depth) : NULL;
	default:
		return NULL;
	}
}

const pn_node *pn_piped_command(const pn_define *define, const pn_node *command)
{
	return find_before(define->root, command, MAX_DEPTH);
}
