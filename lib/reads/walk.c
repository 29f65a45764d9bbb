/* SPDX-License-Identifier: Apache-2.0 */
/* Statements, templates, rounds. */
#include "reads/walker.h"

enum { MAX_DEPTH = 400, MAX_ROUNDS = 8, MAX_TEXTS = 32, MAX_TURNS = 4 };

bool pn_walker_step(pn_walker *w)
{
	if (w->over || w->arena->failed)
		return false;
	if (w->steps_left == 0) {
		w->over = true;
		return false;
	}
	w->steps_left--;
	return true;
}

static void walk_list(pn_walker *w, const pn_maybe *dot, const pn_node *list);

/* ---- conditions ---- */

void pn_walk_guard(pn_walker *w, pn_read_place *place)
{
	if (place->is_guard)
		return;
	if (w->guard_count == w->guard_cap) {
		uint32_t cap = w->guard_cap ? w->guard_cap * 2 : 64;
		pn_read_place **grown = pn_realloc(
			w->arena, w->guards, w->guard_cap * sizeof *grown, cap * sizeof *grown);

		if (!grown)
			return;
		w->guards = grown;
		w->guard_cap = cap;
	}
	w->guards[w->guard_count++] = place;
	place->is_guard = true;
	for (; place; place = place->parent)
		place->guards++;
}

/* Drops the guards of the conditions that are over. */
static void drop_guards(pn_walker *w, uint32_t count)
{
	while (w->guard_count > count) {
		pn_read_place *place = w->guards[--w->guard_count];

		place->is_guard = false;
		for (; place; place = place->parent)
			place->guards--;
	}
}

static void guard_all(pn_walker *w, const pn_maybe *what)
{
	for (; what; what = what->rest) {
		if (what->atom->kind == PN_ATOM_PLACE || what->atom->kind == PN_ATOM_ECHO)
			pn_walk_guard(w, what->atom->place);
	}
}

/* Evaluates a condition; what it names is guarded in the branches, and so is what it stands for. */
static const pn_maybe *condition(pn_walker *w, const pn_maybe *dot, const pn_node *pipe)
{
	const pn_maybe *value;

	w->asking++;
	w->collecting++;
	value = pn_ask_pipe(w, dot, pipe);
	w->collecting--;
	w->asking--;
	guard_all(w, value);
	return value;
}

/* ---- statements ---- */

/* Texts that are written by conditions are read by them. */
static void take_written(pn_walker *w, const pn_node *at, const pn_maybe *value)
{
	for (; value; value = value->rest) {
		if (value->atom->kind == PN_ATOM_WRITTEN)
			pn_take_whole(w, at, value->atom->of);
	}
}

static void walk_branch(pn_walker *w, const pn_maybe *dot, const pn_node *node)
{
	uint32_t bounds = w->bound_count, guards = w->guard_count;
	pn_node_branch parts = pn_node_parts(node);
	const pn_maybe *value = condition(w, dot, parts.pipe);

	if (node->kind == PN_NODE_IF)
		take_written(w, parts.pipe, value);
	walk_list(w, node->kind == PN_NODE_WITH ? value : dot, parts.list);
	walk_list(w, dot, parts.else_list);
	w->bound_count = bounds;
	drop_guards(w, guards);
}

/* Gives the first of two variables of a loop the keys. */
static void bind_loop(pn_walker *w, const pn_node *pipe, const pn_maybe *over,
		      const pn_maybe *items)
{
	const pn_node *decl = pn_node_first(pipe);
	uint32_t count = pn_node_decls(pipe);
	const pn_maybe **variable;

	for (uint32_t i = 0; i < count; i++, decl = pn_node_next(decl)) {
		pn_names names = pn_node_names(decl);

		variable = pn_ask_variable(w, pn_name_str(pn_names_first(&names)));
		if (variable)
			*variable = i + 1 == count ? items : pn_take_keys(w, over);
	}
}

static void walk_range(pn_walker *w, const pn_maybe *dot, const pn_node *node)
{
	uint32_t bounds = w->bound_count, guards = w->guard_count;
	pn_node_branch parts = pn_node_parts(node);
	const pn_maybe *over = condition(w, dot, parts.pipe);
	const pn_maybe *items = pn_take_each(w, parts.pipe, over);
	uint32_t assigned;

	bind_loop(w, parts.pipe, over, items);
	for (uint32_t i = 0; i < MAX_TURNS; i++) {
		assigned = w->assigned;
		walk_list(w, items, parts.list);
		if (w->assigned == assigned) /* else the next turn sees that */
			break;
	}
	walk_list(w, dot, parts.else_list);
	w->bound_count = bounds;
	drop_guards(w, guards);
}

/*
 * Prints a value. In a template without text of its own, what is written waits for who takes the
 * text: it may be read as values again. Of everything else the text keeps an echo.
 */
static void print_value(pn_walker *w, const pn_node *at, const pn_maybe *value)
{
	pn_visit *visit = w->visit;
	const pn_maybe *text = visit->text;

	for (; value; value = value->rest) {
		const pn_maybe *one = &value->atom->alone;
		bool waits =
			value->atom->kind == PN_ATOM_WRITTEN || value->atom->kind == PN_ATOM_TEXT;

		if (text && text->count >= MAX_TEXTS) {
			pn_take_whole(w, at, one);
			continue;
		}
		if (!visit->is_pure || !waits) {
			pn_take_whole(w, at, one);
			one = pn_echo(w, one);
		}
		text = pn_maybe_union(&w->maybes, text, one);
	}
	w->changed |= text != visit->text;
	visit->text = text;
}

static void walk_template(pn_walker *w, const pn_maybe *dot, const pn_node *node)
{
	pn_node_call call = pn_node_template(node);
	const pn_define *define = pn_tmpl_set_find(w->set, call.name);
	const pn_maybe *data = pn_ask_pipe(w, dot, call.pipe);

	if (define)
		print_value(w, node, pn_walk_define(w, define, data));
}

static void walk_node(pn_walker *w, const pn_maybe *dot, const pn_node *node)
{
	const pn_node *pipe;

	switch ((pn_node_kind)node->kind) {
	case PN_NODE_ACTION:
		pipe = pn_node_first(node);
		if (pn_node_decls(pipe))
			pn_ask_pipe(w, dot, pipe);
		else
			print_value(w, pipe, pn_ask_pipe(w, dot, pipe));
		break;
	case PN_NODE_IF:
	case PN_NODE_WITH:
		walk_branch(w, dot, node);
		break;
	case PN_NODE_RANGE:
		walk_range(w, dot, node);
		break;
	case PN_NODE_TEMPLATE:
		walk_template(w, dot, node);
		break;
	default:
		break;
	}
}

static void walk_list(pn_walker *w, const pn_maybe *dot, const pn_node *list)
{
	pn_nodes in = list ? pn_node_inside(list) : (pn_nodes){ 0 };

	for (; in.at < in.end && pn_walker_step(w); in.at = pn_node_next(in.at))
		walk_node(w, dot, in.at);
}

/* ---- templates ---- */

/* Says whether a list has no text of its own but blanks. */
static bool is_blank(const pn_node *list)
{
	pn_nodes in = list ? pn_node_inside(list) : (pn_nodes){ 0 };

	for (; in.at < in.end; in.at = pn_node_next(in.at)) {
		const pn_node *node = in.at;

		if (node->kind == PN_NODE_TEXT && pn_str_trim_ascii(pn_node_text(node)).len)
			return false;
		if ((node->kind == PN_NODE_IF || node->kind == PN_NODE_WITH ||
		     node->kind == PN_NODE_RANGE) &&
		    (!is_blank(pn_node_parts(node).list) ||
		     !is_blank(pn_node_parts(node).else_list)))
			return false;
	}
	return true;
}

/* Finds the visit of a template with a dot; NULL without memory. */
static pn_visit *find_visit(pn_walker *w, const pn_define *define, const pn_maybe *dot)
{
	void **slot = pn_pairs_slot(&w->visits, w->arena, define, dot);
	pn_visit *visit;

	if (!slot)
		return NULL;
	if (!*slot)
		*slot = PN_NEW(w->arena, pn_visit);
	visit = *slot;
	if (visit && !visit->number) {
		visit->number = ++w->visit_count;
		visit->is_pure = is_blank(define->root);
	}
	return visit;
}

static void walk_body(pn_walker *w, const pn_define *define, const pn_maybe *dot)
{
	uint32_t first = w->first, bounds = w->bound_count, asking = w->asking;
	uint32_t collecting = w->collecting, muted = w->muted;
	const pn_tmpl_source *source = w->source;

	w->first = bounds;
	w->source = define->source;
	w->asking = 0;
	w->collecting = 0;
	w->muted = 0;
	pn_ask_bind(w, PN_STR("$"), dot);
	walk_list(w, dot, define->root);
	w->muted = muted;
	w->collecting = collecting;
	w->asking = asking;
	w->source = source;
	w->first = first;
	w->bound_count = bounds;
}

const pn_maybe *pn_walk_define(pn_walker *w, const pn_define *define, const pn_maybe *dot)
{
	pn_visit *outer = w->visit, *visit;

	if (w->depth >= MAX_DEPTH || !pn_walker_step(w))
		return NULL;
	visit = find_visit(w, define, dot);
	if (!visit)
		return NULL;
	if (visit->round == w->round)
		return visit->text;
	visit->round = w->round;
	w->visit = visit;
	w->depth++;
	walk_body(w, define, dot);
	w->depth--;
	w->visit = outer;
	return visit->text;
}

static bool is_partial(pn_str id)
{
	return pn_str_starts(pn_path_base(id), PN_STR("_"));
}

void pn_walk_all(pn_walker *w, const pn_task *tasks, size_t count)
{
	do {
		w->round++;
		w->changed = false;
		for (size_t i = 0; i < count; i++) {
			const pn_define *define = pn_tmpl_set_find(w->set, tasks[i].id);

			if (define && !is_partial(tasks[i].id))
				pn_walk_define(
					w, define,
					pn_maybe_part(&w->maybes, PN_ATOM_ROOT, tasks[i].part));
		}
	} while (w->changed && w->round < MAX_ROUNDS && !w->over);
}
