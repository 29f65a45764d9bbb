/* SPDX-License-Identifier: Apache-2.0 */
/* Findings, places and leftovers of a scope. */
#include "base/number.h"
#include "schema/validate.h"

/* ---- findings ---- */

void pn_scope_add(pn_scope *scope, pn_schema_error *error)
{
	if (!error)
		return;
	scope->count++;
	if (scope->quiet)
		return;
	error->next = NULL;
	if (scope->last)
		scope->last->next = error;
	else
		scope->first = error;
	scope->last = error;
}

/* Returns the key or index that leads into a scope's value. */
static pn_str step_text(pn_arena *arena, const pn_scope *scope)
{
	pn_buf buf;

	if (!scope->indexed)
		return scope->key;
	pn_buf_init(&buf, arena);
	pn_buf_uint(&buf, scope->index);
	return pn_buf_str(&buf);
}

/* Returns the place of the scope's value; findings about one value share it. */
static const pn_schema_place *place_of(pn_run *run, const pn_scope *scope)
{
	pn_scope *s = scope->owner;
	pn_schema_place *inner = NULL;

	for (; s->parent && !s->place; s = s->parent->owner) {
		s->place = PN_NEW(run->cx->arena, pn_schema_place);
		if (!s->place) {
			run->broken = true;
			return NULL;
		}
		s->place->step = step_text(run->cx->arena, s);
		if (inner)
			inner->outer = s->place;
		inner = s->place;
	}
	if (inner)
		inner->outer = s->place;
	return scope->owner->place;
}

pn_schema_error *pn_scope_error(pn_run *run, const pn_scope *scope, pn_schema_fault fault)
{
	pn_schema_error *error;

	if (scope->quiet || run->broken)
		return NULL;
	error = PN_NEW(run->cx->arena, pn_schema_error);
	if (!error) {
		run->broken = true;
		return NULL;
	}
	error->place = place_of(run, scope);
	error->fault = (uint8_t)fault;
	error->at = scope->node;
	error->value = scope->value;
	return error;
}

pn_schema_error *pn_scope_find(pn_run *run, pn_scope *scope, pn_schema_fault fault)
{
	pn_schema_error *error = pn_scope_error(run, scope, fault);

	pn_scope_add(scope, error ? error : &run->unsaid);
	return error;
}

void pn_scope_find_counts(pn_run *run, pn_scope *scope, pn_schema_fault fault, int64_t got,
			  int64_t want)
{
	pn_schema_error *error = pn_scope_find(run, scope, fault);

	if (error) {
		error->got_count = got;
		error->want_count = want;
	}
}

/* ---- places ---- */

/* Appends what leads from a scope's parent to it, in terms of keywords. */
static void append_keyword(pn_buf *buf, const pn_scope *scope)
{
	pn_str here, parent;

	if (scope->ref) {
		pn_buf_byte(buf, '/');
		pn_buf_add(buf, pn_str_from(scope->ref));
		return;
	}
	here = pn_node_location(buf->arena, scope->entered);
	parent = pn_node_location(buf->arena, scope->parent->entered);
	pn_buf_add(buf, pn_str_slice(here, parent.len, here.len));
}

pn_str pn_scope_keywords(pn_arena *arena, const pn_scope *scope)
{
	const pn_scope **chain;
	size_t depth = 0;
	pn_buf buf;

	for (const pn_scope *s = scope; s->parent; s = s->parent)
		depth++;
	chain = pn_alloc_array(arena, depth, sizeof(const pn_scope *));
	if (!chain)
		return PN_STR_EMPTY;
	for (size_t i = depth; i > 0; scope = scope->parent)
		chain[--i] = scope;
	pn_buf_init(&buf, arena);
	for (size_t i = 0; i < depth; i++)
		append_keyword(&buf, chain[i]);
	return pn_buf_str(&buf);
}

/* ---- leftovers ---- */

/* Marks places [from, total) as left. */
static pn_leftovers mark(pn_run *run, size_t from, size_t total)
{
	pn_leftovers leftovers = { 0 };
	bool *left;

	if (from >= total)
		return leftovers;
	left = pn_alloc(run->cx->arena, total);
	if (!left) {
		run->broken = true;
		return leftovers;
	}
	memset(left, false, from);
	memset(left + from, true, total - from);
	return (pn_leftovers){ left, total, total - from };
}

pn_leftovers pn_leftovers_of(pn_run *run, const pn_value *v, const pn_node *node, bool wanted)
{
	static const pn_leftovers none = { 0 };

	if (pn_is_map(v) && !node->all_properties && (wanted || node->unevaluated_properties))
		return mark(run, 0, pn_map_count(v->as.map));
	if (v->kind == PN_LIST && !node->all_items && (wanted || node->unevaluated_items))
		return mark(run, node->items_done, v->len);
	return none;
}

void pn_leftovers_merge(pn_leftovers *leftovers, const pn_leftovers *other)
{
	for (size_t i = 0; i < leftovers->total; i++)
		if (!other->left || !other->left[i])
			pn_leftovers_remove(leftovers, i);
}
