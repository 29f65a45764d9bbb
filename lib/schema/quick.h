/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plain schema whose nodes get their rules when a value first reaches them. Several validations
 * may be under way: what they share is published under a lock and never changes afterwards.
 * Private to schema.
 */
#ifndef PN_SCHEMA_QUICK_H
#define PN_SCHEMA_QUICK_H

#include "schema/compiler.h"

/* Gives a node its rules; false without memory. */
bool pn_quick_prepare(pn_schema_quick *quick, const pn_node *node);
/* Makes the subschema under a key of `map`, which is a node's "properties". NULL without memory. */
pn_node *pn_quick_property(pn_schema_quick *quick, const pn_node *node, const pn_node_map *map,
			   const pn_entry *entry);

/* Makes sure that a node has its rules. */
static inline bool pn_quick_ready(pn_schema_quick *quick, const pn_node *node)
{
	return __atomic_load_n(&node->ready, __ATOMIC_ACQUIRE) || pn_quick_prepare(quick, node);
}

#endif
