/*
 * A tree under way: nodes are put one behind the other into a block that may move, so what is not
 * finished is known by its place in it. Private to tmpl.
 */
#ifndef PN_TMPL_BUILD_H
#define PN_TMPL_BUILD_H

#include "tmpl/node.h"

/*
 * The block is in scratch, and used for one tree after the other: what stays takes no more memory
 * than it needs then. A tree that begins while another one is under way lies behind that.
 */
typedef struct pn_build {
	pn_node *start, *next, *end;
	pn_arena *arena, *scratch; /* for what stays, and for the block */
	pn_error *err;
	size_t expected; /* bytes that the block begins with */
} pn_build;

/* A node's place, in bytes from the start. */
typedef size_t pn_spot;

static inline pn_spot pn_build_spot(const pn_build *b)
{
	return (size_t)((char *)b->next - (char *)b->start);
}

/* The node at a place, until the next one is added. */
static inline pn_node *pn_build_at(const pn_build *b, pn_spot spot)
{
	return (pn_node *)(void *)((char *)b->start + spot);
}

/* Forgets what was put at a place and behind it. */
static inline void pn_build_rewind(pn_build *b, pn_spot spot)
{
	b->next = pn_build_at(b, spot);
}

/* Makes room for so many units more; false after a failure. */
bool pn_build_grow(pn_build *b, size_t units);
static inline bool pn_build_room(pn_build *b, size_t units)
{
	return (size_t)((char *)b->end - (char *)b->next) >= units * sizeof *b->next ||
	       pn_build_grow(b, units);
}

/* How many units so many bytes behind a node take, together with it. */
#define PN_NODE_UNITS(bytes) (1 + ((bytes) + sizeof(pn_node) - 1) / sizeof(pn_node))

/* Adds a node of so many units; what is behind it is not cleared. NULL after a failure. */
static inline pn_node *pn_build_add(pn_build *b, pn_node_kind kind, size_t pos, size_t units)
{
	pn_node *node;

	if (!pn_build_room(b, units))
		return NULL;
	node = b->next;
	b->next += units;
	*node = (pn_node){ (uint8_t)kind, 0, (uint16_t)units, (uint32_t)pos };
	return node;
}

/* What stands behind a node under way. */
static inline void *pn_build_behind(pn_node *node)
{
	return node + 1;
}

/* Moves what is inside a node away, because it is large; false after a failure. */
bool pn_build_move(pn_build *b, pn_spot spot);

/* Ends the node at a place: all that was added since is inside it. False after a failure. */
static inline bool pn_build_close(pn_build *b, pn_spot spot)
{
	pn_node *node = pn_build_at(b, spot);
	size_t units = (size_t)(b->next - node);

	if (units > UINT16_MAX)
		return pn_build_move(b, spot);
	node->units = (uint16_t)units;
	return true;
}

/* Puts a node around the last one, which is at a place; to be closed. False after a failure. */
bool pn_build_wrap(pn_build *b, pn_spot spot, pn_node_kind kind, size_t pos);
/* Takes a node away of which nothing but one closed node is inside; false after a failure. */
bool pn_build_unwrap(pn_build *b, pn_spot spot);

/* Copies the tree at a place, to stay, and forgets it there; NULL after a failure. */
const pn_node *pn_build_keep(pn_build *b, pn_spot spot);

/* ---- nodes that are more than their first unit; false after a failure ---- */

static inline bool pn_build_text(pn_build *b, size_t pos, pn_str text)
{
	pn_node *node = pn_build_add(b, PN_NODE_TEXT, pos, PN_NODE_UNITS(sizeof text));

	if (node)
		*(pn_str *)pn_build_behind(node) = text;
	return node;
}

static inline bool pn_build_function(pn_build *b, size_t pos, const void *func)
{
	pn_node *node = pn_build_add(b, PN_NODE_IDENTIFIER, pos, PN_NODE_UNITS(sizeof func));

	if (node)
		*(const void **)pn_build_behind(node) = func;
	return node;
}

/* The text is copied unless it is what stands between the quotes. */
bool pn_build_unquoted(pn_build *b, size_t pos, pn_str quoted, pn_str text);
static inline bool pn_build_string(pn_build *b, size_t pos, pn_str quoted, pn_str text)
{
	pn_node *node;

	if (text.ptr != quoted.ptr + 1)
		return pn_build_unquoted(b, pos, quoted, text);
	node = pn_build_add(b, PN_NODE_STRING, pos, PN_NODE_PLAIN_UNITS);
	if (node)
		*(pn_node_quoted *)pn_build_behind(node) =
			(pn_node_quoted){ quoted.ptr, quoted.len };
	return node;
}

bool pn_build_number(pn_build *b, size_t pos, const pn_number *number);
/* Adds a TEMPLATE, into which a pipeline may come; to be closed. */
bool pn_build_template(pn_build *b, size_t pos, pn_str name);
/* Adds names to a node under way: first where their texts begin, then each. */
bool pn_build_names(pn_build *b, const char *text);
bool pn_build_name(pn_build *b, uint32_t len, uint32_t hash);

#endif
