/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/validate.h"
#include "schema/equal.h"

/* Turns "nobody wants to know" into a finding without words. */
static pn_schema_error *refuse(pn_run *run, pn_schema_error *error)
{
	return error ? error : &run->unsaid;
}

/* Makes a finding that needs no details. */
static pn_schema_error *refuse_as(pn_run *run, const pn_scope *scope, pn_schema_fault fault)
{
	return refuse(run, pn_scope_error(run, scope, fault));
}

/* ---- what is looked at first, and ends the matter when it fails ---- */

/* Checks "type". */
static pn_schema_error *check_type(pn_run *run, const pn_scope *scope, uint16_t type)
{
	uint16_t want = scope->node->types;
	pn_schema_error *error;

	if (!want || (want & type))
		return NULL;
	if ((want & PN_JSON_INTEGER) && type == PN_JSON_NUMBER &&
	    pn_json_is_integer(run->cx->arena, scope->value))
		return NULL;
	error = pn_scope_error(run, scope, PN_FAULT_TYPE);
	if (error)
		error->types = want;
	return refuse(run, error);
}

/* Words the outcome of a comparison that did not end well. */
static pn_schema_error *refuse_match(pn_run *run, const pn_scope *scope, pn_json_match match,
				     pn_schema_fault fault, const pn_value *want)
{
	pn_schema_error *error =
		pn_scope_error(run, scope, match.odd ? PN_FAULT_INVALID_TYPE : fault);

	if (error) {
		error->want = want;
		if (match.odd)
			error->value = match.odd;
	}
	return refuse(run, error);
}

/* Checks "const". */
static pn_schema_error *check_constant(pn_run *run, const pn_scope *scope)
{
	const pn_value *want = scope->node->constant;
	pn_json_match match;

	if (!want)
		return NULL;
	match = pn_json_equal(run->cx->arena, scope->value, want);
	return match.equal ? NULL : refuse_match(run, scope, match, PN_FAULT_CONST, want);
}

/* Checks "enum". */
static pn_schema_error *check_choices(pn_run *run, const pn_scope *scope, uint16_t type)
{
	const pn_value *choices = scope->node->choices;
	pn_json_match match = { false, NULL };

	if (!choices)
		return NULL;
	for (uint32_t i = 0; (scope->node->choice_types & type) && i < choices->len; i++) {
		match = pn_json_equal(run->cx->arena, scope->value, &choices->as.items[i]);
		if (match.equal)
			return NULL;
		if (match.odd)
			break;
	}
	return refuse_match(run, scope, match, PN_FAULT_ENUM, choices);
}

/* Checks a text as a regular expression. */
static bool is_regex(pn_run *run, pn_str text, pn_str *problem)
{
	pn_compiler *c = run->documents;
	const pn_regex *regex;
	pn_error err;
	pn_cx cx = *run->cx;
	bool ok;

	if (c) /* a schema's own: it will be wanted again */
		return pn_compiler_regex(c, text, problem) != NULL;
	pn_error_init(&err, run->cx->arena->mem);
	cx.err = &err;
	ok = pn_regex_compile(&cx, text, &regex);
	if (!ok)
		*problem = pn_str_dup(run->cx->arena, pn_error_text(&err));
	pn_error_finish(&err);
	return ok;
}

/* Checks "format". */
static pn_schema_error *check_format(pn_run *run, const pn_scope *scope)
{
	const pn_node *node = scope->node;
	pn_str problem = PN_STR_EMPTY;
	pn_schema_error *error;

	if ((!node->format && !node->format_regex) || scope->value->type != PN_TYPE_STRING)
		return NULL;
	if (node->format ? node->format->check(run->cx->arena, pn_value_str(scope->value), &problem)
			 : is_regex(run, pn_value_str(scope->value), &problem))
		return NULL;
	error = pn_scope_error(run, scope, PN_FAULT_FORMAT);
	if (error) {
		error->name = node->format ? node->format->name : PN_STR("regex");
		error->text = problem;
	}
	return refuse(run, error);
}

/* Applies what a reference leads to, and wraps what is found there. */
static pn_schema_error *apply_ref(pn_run *run, pn_scope *scope, const pn_node *target,
				  const char *keyword)
{
	pn_schema_error *found = pn_apply_self(run, scope, target, keyword, false);
	pn_schema_error *error;

	if (!found)
		return NULL;
	error = pn_scope_error(run, scope, PN_FAULT_REFERENCE);
	if (error) {
		error->name = pn_str_from(keyword);
		error->causes = found->fault == PN_FAULT_GROUP ? found->causes : found;
	}
	return refuse(run, error);
}

/* ---- dynamic references ---- */

/* The outermost scope whose resource says "$recursiveAnchor": true. */
static const pn_node *recursive_target(const pn_scope *scope, const pn_node *target)
{
	if (!target->recursive_anchor)
		return target;
	for (const pn_scope *s = scope; s; s = s->parent)
		if (s->entered->resource->node->recursive_anchor)
			target = s->entered;
	return target;
}

/* The outermost scope whose resource has the anchor. */
static const pn_node *dynamic_target(const pn_run *run, const pn_scope *scope)
{
	const pn_node *target = scope->node->dynamic_ref;
	pn_str anchor = scope->node->dynamic_ref_anchor;

	if (!anchor.len || !pn_str_eq(target->dynamic_anchor, anchor))
		return target;
	for (const pn_scope *s = scope; s; s = s->parent) {
		const pn_value *id = pn_map_get(s->entered->resource->dynamic, anchor);

		if (id)
			target = run->schema->nodes.items[id->as.integer];
	}
	return target;
}

/* Applies "$recursiveRef" and "$dynamicRef". */
static void apply_dynamic_refs(pn_run *run, pn_scope *scope)
{
	const pn_node *node = scope->node;

	if (node->recursive_ref)
		pn_scope_add(scope,
			     apply_ref(run, scope, recursive_target(scope, node->recursive_ref),
				       "$recursiveRef"));
	if (node->dynamic_ref)
		pn_scope_add(scope,
			     apply_ref(run, scope, dynamic_target(run, scope), "$dynamicRef"));
}

/* ---- one scope ---- */

/* Applies the rules that are about the value's type. */
static void check_kind(pn_run *run, pn_scope *scope, uint16_t type)
{
	const pn_node *node = scope->node;

	if (type == PN_JSON_OBJECT && node->object)
		pn_validate_object(run, scope);
	else if (type == PN_JSON_ARRAY && node->array)
		pn_validate_array(run, scope);
	else if (type == PN_JSON_STRING && node->string)
		pn_validate_string(run, scope);
	else if (type == PN_JSON_NUMBER && node->number)
		pn_validate_number(run, scope);
}

/* Makes one finding of all: none, the only one, or a group. */
static pn_schema_error *sum_up(pn_run *run, pn_scope *scope)
{
	pn_schema_error *group;

	if (scope->count == 0)
		return NULL;
	if (scope->count == 1 && scope->first)
		return scope->first;
	group = pn_scope_error(run, scope, PN_FAULT_GROUP);
	if (group)
		group->causes = scope->first;
	return refuse(run, group);
}

/* Applies all rules of the scope's schema, in the library's order. */
static pn_schema_error *apply_rules(pn_run *run, pn_scope *scope)
{
	const pn_node *node = scope->node;
	uint16_t type = pn_json_type(scope->value);
	pn_schema_error *error;

	if (!type)
		return refuse_as(run, scope, PN_FAULT_INVALID_TYPE);
	if ((error = check_type(run, scope, type)) || (error = check_constant(run, scope)) ||
	    (error = check_choices(run, scope, type)) || (error = check_format(run, scope)))
		return error;
	if (node->ref) {
		error = apply_ref(run, scope, node->ref, "$ref");
		if (node->draft < PN_DRAFT_2019)
			return error;
		pn_scope_add(scope, error);
	}
	check_kind(run, scope, type);
	if (pn_scope_done(run, scope))
		return sum_up(run, scope);
	apply_dynamic_refs(run, scope);
	if (node->logic)
		pn_validate_logic(run, scope);
	pn_validate_unevaluated(run, scope);
	return sum_up(run, scope);
}

/* Finds the scope that applied the same schema to the same value before. */
static pn_schema_error *refuse_cycle(pn_run *run, const pn_scope *scope)
{
	pn_schema_error *error = pn_scope_error(run, scope, PN_FAULT_CYCLE);
	const pn_scope *before = scope->parent;

	if (!error)
		return refuse(run, error);
	while (before->entered != scope->entered)
		before = before->parent;
	error->name = pn_scope_keywords(run->cx->arena, scope);
	error->text = pn_scope_keywords(run->cx->arena, before);
	return error;
}

/*
 * A value may be nested as deep as `depth` says, and at each level some references may follow each
 * other; this is how many may do so on average.
 */
enum { SCOPES_PER_LEVEL = 16 };

/* Says that the run cannot go on. */
static pn_schema_error *give_up(pn_run *run, const char *limit, uint64_t value)
{
	run->broken = true;
	pn_fail(run->cx->err, PINTLE_ERR_LIMIT,
		"limit '%s' exceeded: values.schema.json takes more than %llu to apply", limit,
		(unsigned long long)value);
	return &run->unsaid;
}

/* Makes sure that a node has a place in `active`: metaschemas get nodes on the way. */
static bool activate(pn_run *run, uint32_t id)
{
	uint32_t cap = run->active_cap, *grown;

	if (id < cap)
		return true;
	while (cap <= id)
		cap = cap ? cap * 2 : 256;
	grown = pn_alloc_zero(run->cx->arena, cap * sizeof *grown);
	if (!grown) {
		run->broken = true;
		return false;
	}
	if (run->active_cap)
		memcpy(grown, run->active, run->active_cap * sizeof *grown);
	run->active = grown;
	run->active_cap = cap;
	return true;
}

/* Applies the scope's schema, within the limits. */
static pn_schema_error *apply(pn_run *run, pn_scope *scope)
{
	uint32_t *active, before;
	pn_schema_error *error;

	if (run->broken || !activate(run, scope->entered->id))
		return &run->unsaid;
	active = &run->active[scope->entered->id];
	before = *active;
	if (run->steps == 0)
		return give_up(run, "steps", run->cx->limits->steps);
	run->steps--;
	if (scope->node->verdict == PN_NODE_TRUE)
		return NULL;
	if (scope->node->verdict == PN_NODE_FALSE)
		return refuse_as(run, scope, PN_FAULT_FALSE);
	if (before == scope->level + 1)
		return refuse_cycle(run, scope);
	if (run->depth / SCOPES_PER_LEVEL >= run->cx->limits->depth)
		return give_up(run, "depth", run->cx->limits->depth);
	run->depth++;
	*active = scope->level + 1;
	error = apply_rules(run, scope);
	run->active[scope->entered->id] = before;
	run->depth--;
	return error;
}

/* ---- going on to other scopes ---- */

/* What a fresh stack is given to do. */
typedef struct visit {
	pn_run *run;
	pn_scope *scope;
	pn_schema_error *error;
} visit;

/* Goes on where a fresh stack begins. */
static void run_visit(void *data)
{
	visit *v = data;

	v->error = apply(v->run, v->scope);
}

/* Enters a scope, on a fresh stack when this one gets low. */
static pn_schema_error *enter(pn_run *run, pn_scope *scope)
{
	visit v = { run, scope, &run->unsaid };

	if (!pn_stack_low(&run->stack))
		return apply(run, scope);
	if (!pn_stack_run(&run->stack, run_visit, &v)) {
		run->broken = true;
		pn_fail(run->cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	}
	return v.error;
}

/*
 * While a schema is validated by its metaschema, a part with an id is validated by the metaschema
 * of its own draft.
 */
static void switch_draft(pn_run *run, pn_scope *scope)
{
	const pn_node *part;

	if (!run->documents || scope->node != scope->meta)
		return;
	part = pn_compiler_find(run->documents, scope->value);
	if (!part || !part->collected || part->resource->node != part)
		return;
	scope->meta = pn_metaschema_node(run->documents, &part->resource->dialect);
	if (scope->meta)
		scope->node = scope->meta;
	else
		run->broken = true;
}

pn_schema_error *pn_apply_self(pn_run *run, pn_scope *scope, const pn_node *node, const char *ref,
			       bool quiet)
{
	pn_scope sub = { .parent = scope,
			 .owner = scope->owner,
			 .node = node,
			 .entered = node,
			 .value = scope->value,
			 .ref = ref,
			 .level = scope->level,
			 .quiet = scope->quiet || quiet,
			 .meta = scope->meta };
	pn_schema_error *error;

	sub.leftovers = pn_leftovers_of(run, sub.value, node, scope->leftovers.count > 0);
	switch_draft(run, &sub);
	error = enter(run, &sub);
	if (!error)
		pn_leftovers_merge(&scope->leftovers, &sub.leftovers);
	return error;
}

/* Enters the scope of a value inside the scope's own. */
static pn_schema_error *apply_inside(pn_run *run, const pn_scope *scope, pn_scope *sub,
				     const pn_node *node)
{
	sub->parent = scope;
	sub->owner = sub;
	sub->node = sub->entered = node;
	sub->level = scope->level + 1;
	sub->quiet = scope->quiet;
	sub->meta = scope->meta;
	sub->leftovers = pn_leftovers_of(run, sub->value, node, false);
	switch_draft(run, sub);
	return enter(run, sub);
}

pn_schema_error *pn_apply_property(pn_run *run, pn_scope *scope, const pn_node *node,
				   const pn_entry *entry)
{
	pn_scope sub = { .value = &entry->value, .key = entry->key };

	return apply_inside(run, scope, &sub, node);
}

pn_schema_error *pn_apply_item(pn_run *run, pn_scope *scope, const pn_node *node,
			       const pn_value *item, uint32_t name)
{
	pn_scope sub = { .value = item, .indexed = true, .index = name };

	return apply_inside(run, scope, &sub, node);
}

pn_schema_error *pn_apply_alone(pn_run *run, const pn_scope *scope, const pn_node *node,
				const pn_value *value)
{
	pn_scope sub = { .node = node,
			 .entered = node,
			 .value = value,
			 .level = scope->level + 1,
			 .quiet = scope->quiet,
			 .meta = scope->meta };

	sub.owner = &sub;
	sub.leftovers = pn_leftovers_of(run, value, node, false);
	return enter(run, &sub);
}

pn_schema_error *pn_run_validate(pn_run *run, const pn_node *top, const pn_node *meta,
				 const pn_value *value)
{
	pn_scope scope = { .node = top, .entered = top, .value = value, .meta = meta };
	pn_schema_error *found, *error;

	run->steps = run->cx->limits->steps;
	pn_stack_begin(&run->stack);
	scope.owner = &scope;
	scope.leftovers = pn_leftovers_of(run, value, top, false);
	found = enter(run, &scope);
	if (!found || run->broken)
		return NULL;
	error = PN_NEW(run->cx->arena, pn_schema_error);
	if (!error) {
		run->broken = true;
		return NULL;
	}
	error->fault = PN_FAULT_SCHEMA;
	error->at = top;
	error->causes = found->fault == PN_FAULT_GROUP ? found->causes : found;
	return error;
}
