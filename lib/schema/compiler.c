/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/compiler.h"
#include "base/unicode.h"

#include <stdarg.h>

pn_compiler *pn_compiler_new(pn_cx *cx)
{
	pn_compiler *c = PN_NEW(cx->arena, pn_compiler);

	if (!c)
		return NULL;
	c->cx = cx;
	c->schema = PN_NEW(cx->arena, pn_schema);
	c->patterns = pn_map_new(cx->arena, 0);
	c->places = pn_map_new(cx->arena, 0);
	pn_stack_begin(&c->stack);
	return c->schema && c->patterns && c->places ? c : NULL;
}

bool pn_compiler_problem(pn_compiler *c, const char *format, ...)
{
	va_list args;
	pn_buf buf;

	if (c->schema->problem.len)
		return false;
	pn_buf_init(&buf, c->cx->arena);
	va_start(args, format);
	for (const char *p = format; *p; p++) {
		if (*p != '%')
			pn_buf_byte(&buf, *p);
		else if (*++p == 'q')
			pn_buf_quote(&buf, va_arg(args, pn_str));
		else
			pn_buf_add(&buf, va_arg(args, pn_str));
	}
	va_end(args);
	c->schema->problem = pn_buf_str(&buf);
	return false;
}

bool pn_pointers_add(pn_arena *arena, pn_pointers *pointers, void *item)
{
	if (pointers->count == pointers->cap) {
		size_t cap = pointers->cap ? pointers->cap * 2 : 16;
		void **grown = pn_realloc(arena, pointers->items, pointers->cap * sizeof(void *),
					  cap * sizeof(void *));

		if (!grown)
			return false;
		pointers->items = grown;
		pointers->cap = cap;
	}
	pointers->items[pointers->count++] = item;
	return true;
}

/* ---- nodes ---- */

/* Where an address belongs in a table of `cap` places; Knuth's multiplicative hash. */
static size_t place_of(const pn_value *value, size_t cap)
{
	uint64_t key = (uint64_t)(uintptr_t)value >> 3;

	return (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & (cap - 1);
}

pn_node *pn_compiler_find(const pn_compiler *c, const pn_value *value)
{
	if (!c->table_cap)
		return NULL;
	for (size_t i = place_of(value, c->table_cap);; i = (i + 1) & (c->table_cap - 1))
		if (!c->table[i] || c->table[i]->value == value)
			return c->table[i];
}

/* Puts a node into a table that has room. */
static void enter(pn_node **table, size_t cap, pn_node *node)
{
	size_t i = place_of(node->value, cap);

	while (table[i])
		i = (i + 1) & (cap - 1);
	table[i] = node;
}

/* Keeps the table at most half full. */
static bool make_room(pn_compiler *c)
{
	size_t cap = c->table_cap ? c->table_cap * 2 : 256;
	pn_node **table;

	if ((c->schema->nodes.count + 1) * 2 <= c->table_cap)
		return true;
	table = pn_alloc_zero(c->cx->arena, cap * sizeof(pn_node *));
	if (!table)
		return false;
	for (size_t i = 0; i < c->table_cap; i++)
		if (c->table[i])
			enter(table, cap, c->table[i]);
	c->table = table;
	c->table_cap = cap;
	return true;
}

pn_node *pn_compiler_node(pn_compiler *c, pn_root *root, const pn_value *value)
{
	pn_node *node = value ? pn_compiler_find(c, value) : NULL;

	if (node)
		return node;
	node = PN_NEW(c->cx->arena, pn_node);
	if (!node || !make_room(c))
		return NULL;
	node->root = root;
	node->value = value;
	node->id = (uint32_t)c->schema->nodes.count;
	if (!pn_pointers_add(c->cx->arena, &c->schema->nodes, node))
		return NULL;
	if (value)
		enter(c->table, c->table_cap, node);
	return node;
}

pn_node *pn_compiler_child(pn_compiler *c, pn_node *parent, pn_str keyword, const pn_value *value)
{
	size_t count = c->schema->nodes.count;
	pn_node *node = pn_compiler_node(c, parent->root, value);

	if (node && node->id == count) { /* it is new */
		node->parent = parent;
		node->keyword = keyword;
	}
	return node;
}

pn_node *pn_compiler_child_key(pn_compiler *c, pn_node *parent, pn_str keyword, const pn_entry *e)
{
	pn_node *node = pn_compiler_child(c, parent, keyword, &e->value);

	if (node && node->parent == parent && node->step == PN_STEP_KEYWORD) {
		node->step = PN_STEP_KEY;
		node->key = e->key;
	}
	return node;
}

pn_node *pn_compiler_child_index(pn_compiler *c, pn_node *parent, pn_str keyword,
				 const pn_value *list, uint32_t index)
{
	pn_node *node = pn_compiler_child(c, parent, keyword, &list->as.items[index]);

	if (node && node->parent == parent && node->step == PN_STEP_KEYWORD) {
		node->step = PN_STEP_INDEX;
		node->index = index;
	}
	return node;
}

bool pn_compiler_enqueue(pn_compiler *c, pn_node *node)
{
	if (!node || node->queued)
		return node != NULL;
	node->queued = true;
	return pn_pointers_add(c->cx->arena, &c->queue, node);
}

/* ---- regular expressions ---- */

const pn_regex *pn_compiler_regex(pn_compiler *c, pn_str text, pn_str *why)
{
	const pn_value *place = pn_map_get(c->patterns, text);
	const pn_regex *regex = NULL;
	pn_value number;
	pn_error err;
	pn_cx cx = *c->cx;

	*why = PN_STR_EMPTY;
	if (place)
		return c->compiled.items[place->as.integer];
	pn_error_init(&err, c->cx->arena->mem);
	cx.err = &err;
	if (!pn_regex_compile(&cx, text, &regex)) {
		if (err.status != PINTLE_ERR_NO_MEMORY && err.status != PINTLE_ERR_LIMIT)
			*why = pn_str_dup(c->cx->arena, pn_error_text(&err));
		else
			pn_fail_str(c->cx->err, err.status, pn_error_text(&err));
		pn_error_finish(&err);
		return NULL;
	}
	pn_error_finish(&err);
	number = pn_int((int64_t)c->compiled.count);
	if (!pn_pointers_add(c->cx->arena, &c->compiled, (void *)(uintptr_t)regex) ||
	    !pn_map_set(c->patterns, text, &number))
		return NULL;
	return regex;
}
