/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes get their rules here, in the order in which the library looks at keywords
 * (jsonschema: objcompiler.go), because the first mistake it meets is the one that Helm names. */
#include "schema/equal.h"
#include "schema/source.h"

/* ---- rules: each family is made only when one of its keywords is there ---- */

/* Tells whether one of some keywords is there. */
static bool any_of(const pn_source *o, const pn_keyword_id *keywords, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (o->at[keywords[i]])
			return true;
	return false;
}

/* allOf, anyOf, oneOf, not; the conditions come later. */
static bool make_logic(pn_source *o, pn_logic_rules *rules)
{
	return pn_source_list(o, PN_KW_ALL_OF, &rules->all) &&
	       pn_source_list(o, PN_KW_ANY_OF, &rules->any) &&
	       pn_source_list(o, PN_KW_ONE_OF, &rules->one) &&
	       pn_source_one(o, PN_KW_NOT, &rules->not_node);
}

/* Makes if, then and else. */
static bool make_conditions(pn_source *o, pn_logic_rules *rules)
{
	const pn_value *verdict = pn_source_value(o, PN_KW_IF, PN_BOOL);

	if (!o->at[PN_KW_IF])
		return true;
	if (!pn_source_one(o, PN_KW_IF, &rules->if_node))
		return false;
	/* What a constant condition excludes is not even compiled. */
	if ((!verdict || verdict->as.boolean) && !pn_source_one(o, PN_KW_THEN, &rules->then_node))
		return false;
	return (verdict && verdict->as.boolean) || pn_source_one(o, PN_KW_ELSE, &rules->else_node);
}

/* items and additionalItems as they were before 2020-12. */
static bool make_old_items(pn_source *o, pn_array_rules *rules)
{
	const pn_value *items = o->at[PN_KW_ITEMS];

	if (!items)
		return true;
	if (items->kind != PN_LIST) {
		o->node->all_items = true;
		return pn_source_one(o, PN_KW_ITEMS, &rules->rest);
	}
	o->node->items_done = items->len;
	o->node->all_items = o->at[PN_KW_ADDITIONAL_ITEMS] != NULL;
	return pn_source_list(o, PN_KW_ITEMS, &rules->prefix) &&
	       pn_source_additional(o, PN_KW_ADDITIONAL_ITEMS, &rules->rest, &rules->forbids_rest);
}

/* Makes patternProperties. */
static bool make_patterns(pn_source *o, pn_object_rules *rules)
{
	pn_node_map nodes = { 0 };
	pn_pattern_rule *patterns;

	if (!pn_source_map(o, PN_KW_PATTERN_PROPERTIES, &nodes))
		return false;
	if (!nodes.map)
		return true;
	rules->pattern_count = pn_map_count(nodes.map);
	patterns = pn_alloc_array(pn_source_arena(o), rules->pattern_count, sizeof *patterns);
	if (!patterns)
		return false;
	for (size_t i = 0; i < rules->pattern_count; i++) {
		patterns[i].node = nodes.items[i];
		if (!pn_source_regex(o, PN_KW_PATTERN_PROPERTIES, nodes.map->entries[i].key,
				     &patterns[i].pattern))
			return false;
	}
	rules->patterns = patterns;
	return true;
}

/* "dependencies": a list of names or a schema for each property. */
static bool make_dependencies(pn_source *o, pn_object_rules *rules)
{
	const pn_value *v = pn_source_value(o, PN_KW_DEPENDENCIES, PN_MAP);
	const pn_entry *entries = v ? pn_map_sorted(v->as.map) : NULL;
	size_t count = v ? pn_map_count(v->as.map) : 0;
	pn_dependency *made = pn_alloc_zero(pn_source_arena(o), count * sizeof *made);

	if (!made)
		return false;
	for (size_t i = 0; i < count; i++) {
		made[i].property = entries[i].key;
		if (entries[i].value.kind == PN_LIST) {
			made[i].names = &entries[i].value;
			continue;
		}
		made[i].node = pn_compiler_child_key(
			o->c, o->node, pn_keyword_get(PN_KW_DEPENDENCIES)->name, &entries[i]);
		if (!pn_compiler_enqueue(o->c, made[i].node))
			return false;
	}
	rules->dependencies = made;
	rules->dependency_count = count;
	return true;
}

/* Makes what applies schemas to properties. */
static bool make_object_applicators(pn_source *o, pn_object_rules *rules)
{
	o->node->all_properties = o->at[PN_KW_ADDITIONAL_PROPERTIES] != NULL;
	return pn_source_map(o, PN_KW_PROPERTIES, &rules->properties) && make_patterns(o, rules) &&
	       pn_source_additional(o, PN_KW_ADDITIONAL_PROPERTIES, &rules->additional,
				    &rules->forbids_additional) &&
	       make_dependencies(o, rules);
}

/* ---- assertions ---- */

/* Returns the bit of a type's name; 0 for what is none. */
static uint16_t type_of_name(const pn_value *v)
{
	static const char *const names[] = { "null",   "boolean", "number", "integer",
					     "string", "array",	  "object" };

	for (size_t i = 0; v->kind == PN_STRING && i < sizeof names / sizeof *names; i++)
		if (pn_str_eq(pn_value_str(v), pn_str_from(names[i])))
			return (uint16_t)(1u << i);
	return 0;
}

/* Returns the types that "type" allows. */
static uint16_t types_of(const pn_value *v)
{
	uint16_t types = 0;

	if (v->kind != PN_LIST)
		return type_of_name(v);
	for (uint32_t i = 0; i < v->len; i++)
		types |= type_of_name(&v->as.items[i]);
	return types;
}

/* Makes enum. */
static void make_choices(pn_source *o)
{
	const pn_value *v = pn_source_value(o, PN_KW_ENUM, PN_LIST);

	o->node->choices = v;
	for (uint32_t i = 0; v && i < v->len; i++)
		o->node->choice_types |= pn_json_type(&v->as.items[i]);
}

/* minimum and maximum; before draft 6 a boolean beside them makes them exclusive. */
static void make_number_rules(pn_source *o, pn_number_rules *rules)
{
	rules->multiple_of = pn_source_number(o, PN_KW_MULTIPLE_OF);
	rules->max = pn_source_number(o, PN_KW_MAXIMUM);
	rules->below = pn_source_number(o, PN_KW_EXCLUSIVE_MAXIMUM);
	if (pn_source_is_true(o, PN_KW_EXCLUSIVE_MAXIMUM)) {
		rules->below = rules->max;
		rules->max.value = NULL;
	}
	rules->min = pn_source_number(o, PN_KW_MINIMUM);
	rules->above = pn_source_number(o, PN_KW_EXCLUSIVE_MINIMUM);
	if (pn_source_is_true(o, PN_KW_EXCLUSIVE_MINIMUM)) {
		rules->above = rules->min;
		rules->min.value = NULL;
	}
}

/* Makes the rules about strings. */
static bool make_string_rules(pn_source *o, pn_string_rules *rules)
{
	const pn_value *pattern = pn_source_value(o, PN_KW_PATTERN, PN_STRING);

	rules->min = pn_source_count(o, PN_KW_MIN_LENGTH);
	rules->max = pn_source_count(o, PN_KW_MAX_LENGTH);
	if (!pattern)
		return true;
	rules->pattern_text = pn_value_str(pattern);
	return pn_source_regex(o, PN_KW_PATTERN, rules->pattern_text, &rules->pattern);
}

/* Whether "format" is more than a note. */
static bool formats_count(const pn_source *o)
{
	if (o->c->official || o->dialect.draft < PN_DRAFT_2019)
		return true;
	return pn_dialect_has(&o->dialect, o->dialect.draft == PN_DRAFT_2019
						   ? PN_VOCAB_FORMAT
						   : PN_VOCAB_FORMAT_ASSERTION);
}

/* Makes format, where formats count. */
static void make_format(pn_source *o)
{
	const pn_value *v = pn_source_value(o, PN_KW_FORMAT, PN_STRING);

	if (!v || !formats_count(o))
		return;
	o->node->format_regex = pn_str_is(pn_value_str(v), "regex");
	o->node->format = pn_format_find(pn_value_str(v));
}

/* Tells whether a keyword about numbers is there. */
static bool has_number_rules(const pn_source *o)
{
	static const pn_keyword_id keywords[] = { PN_KW_MINIMUM, PN_KW_MAXIMUM,
						  PN_KW_EXCLUSIVE_MINIMUM, PN_KW_EXCLUSIVE_MAXIMUM,
						  PN_KW_MULTIPLE_OF };

	return any_of(o, keywords, sizeof keywords / sizeof *keywords);
}

/* ---- the drafts, one upon the other ---- */

/* The families of rules of the object at hand. */
typedef struct families {
	pn_object_rules object;
	pn_array_rules array;
	pn_string_rules string;
	pn_number_rules number;
	pn_logic_rules logic;
} families;

/* Makes the rules of draft 4 that apply no schemas. */
static bool make_draft_4_assertions(pn_source *o, families *f)
{
	if (o->at[PN_KW_TYPE])
		o->node->types = types_of(o->at[PN_KW_TYPE]);
	make_choices(o);
	if (has_number_rules(o))
		make_number_rules(o, &f->number);
	f->array.min = pn_source_count(o, PN_KW_MIN_ITEMS);
	f->array.max = pn_source_count(o, PN_KW_MAX_ITEMS);
	f->array.unique = pn_source_is_true(o, PN_KW_UNIQUE_ITEMS);
	f->object.min = pn_source_count(o, PN_KW_MIN_PROPERTIES);
	f->object.max = pn_source_count(o, PN_KW_MAX_PROPERTIES);
	f->object.required = pn_source_value(o, PN_KW_REQUIRED, PN_LIST);
	return make_string_rules(o, &f->string);
}

/* Makes the rules that draft 4 has. */
static bool make_draft_4(pn_source *o, families *f)
{
	if (!pn_source_reference(o, PN_KW_REF, &o->node->ref))
		return false;
	/* Before 2019-09 "$ref" hides its neighbours, those of draft 4 at least. */
	if (o->node->ref && o->dialect.draft < PN_DRAFT_2019)
		return true;
	if (pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR)) {
		if (!make_logic(o, &f->logic))
			return false;
		if (o->dialect.draft < PN_DRAFT_2020 && !make_old_items(o, &f->array))
			return false;
		if (!make_object_applicators(o, &f->object))
			return false;
	}
	if (pn_dialect_has(&o->dialect, PN_VOCAB_VALIDATION) && !make_draft_4_assertions(o, f))
		return false;
	make_format(o);
	return true;
}

/* Makes those that came with draft 6. */
static bool make_draft_6(pn_source *o, families *f)
{
	if (o->dialect.draft < PN_DRAFT_6)
		return true;
	if (pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR) &&
	    (!pn_source_one(o, PN_KW_CONTAINS, &f->array.contains) ||
	     !pn_source_one(o, PN_KW_PROPERTY_NAMES, &f->object.names)))
		return false;
	if (pn_dialect_has(&o->dialect, PN_VOCAB_VALIDATION))
		o->node->constant = o->at[PN_KW_CONST];
	return true;
}

/* Makes those that came with draft 7. */
static bool make_draft_7(pn_source *o, families *f)
{
	return o->dialect.draft < PN_DRAFT_7 || !pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR) ||
	       make_conditions(o, &f->logic);
}

/* Makes those that came with 2019-09. */
static bool make_draft_2019(pn_source *o, families *f)
{
	uint16_t unevaluated =
		o->dialect.draft == PN_DRAFT_2019 ? PN_VOCAB_APPLICATOR : PN_VOCAB_UNEVALUATED;

	if (o->dialect.draft < PN_DRAFT_2019)
		return true;
	if (!pn_source_reference(o, PN_KW_RECURSIVE_REF, &o->node->recursive_ref))
		return false;
	o->node->recursive_anchor = pn_source_is_true(o, PN_KW_RECURSIVE_ANCHOR);
	if (pn_dialect_has(&o->dialect, PN_VOCAB_VALIDATION)) {
		if (f->array.contains) {
			f->array.min_contains = pn_source_count(o, PN_KW_MIN_CONTAINS);
			f->array.max_contains = pn_source_count(o, PN_KW_MAX_CONTAINS);
		}
		f->object.requires = pn_source_value(o, PN_KW_DEPENDENT_REQUIRED, PN_MAP);
		if (f->object.requires)
			pn_map_sorted(f->object.requires->as.map);
	}
	if (pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR) &&
	    !pn_source_map(o, PN_KW_DEPENDENT_SCHEMAS, &f->object.dependents))
		return false;
	return !pn_dialect_has(&o->dialect, unevaluated) ||
	       (pn_source_one(o, PN_KW_UNEVALUATED_ITEMS, &o->node->unevaluated_items) &&
		pn_source_one(o, PN_KW_UNEVALUATED_PROPERTIES, &o->node->unevaluated_properties));
}

/* Makes those that came with 2020-12. */
static bool make_draft_2020(pn_source *o, families *f)
{
	const pn_value *ref = pn_source_value(o, PN_KW_DYNAMIC_REF, PN_STRING);
	const pn_value *anchor = pn_source_value(o, PN_KW_DYNAMIC_ANCHOR, PN_STRING);
	pn_str url, fragment;

	if (o->dialect.draft < PN_DRAFT_2020)
		return true;
	if (!pn_source_reference(o, PN_KW_DYNAMIC_REF, &o->node->dynamic_ref))
		return false;
	if (ref && pn_reference_split(o->c, pn_value_str(ref), &url, &fragment) && fragment.len &&
	    fragment.ptr[0] != '/')
		o->node->dynamic_ref_anchor = fragment;
	if (anchor)
		o->node->dynamic_anchor = pn_value_str(anchor);
	if (!pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR))
		return true;
	o->node->all_items = o->at[PN_KW_ITEMS] != NULL;
	if (!pn_source_list(o, PN_KW_PREFIX_ITEMS, &f->array.prefix))
		return false;
	o->node->items_done = f->array.prefix.count;
	return pn_source_one(o, PN_KW_ITEMS, &f->array.rest);
}

/* ---- keeping what is needed ---- */

/* Copies rules to where the schema lives. */
static const void *keep(const pn_source *o, const void *rules, size_t size)
{
	void *copy = pn_alloc(pn_source_arena(o), size);

	if (copy)
		memcpy(copy, rules, size);
	return copy;
}

/* Tells whether a keyword about objects is there. */
static bool has_object_rules(const pn_source *o)
{
	static const pn_keyword_id keywords[] = {
		PN_KW_MIN_PROPERTIES,	  PN_KW_MAX_PROPERTIES,
		PN_KW_REQUIRED,		  PN_KW_DEPENDENCIES,
		PN_KW_PROPERTIES,	  PN_KW_PATTERN_PROPERTIES,
		PN_KW_PROPERTY_NAMES,	  PN_KW_ADDITIONAL_PROPERTIES,
		PN_KW_DEPENDENT_REQUIRED, PN_KW_DEPENDENT_SCHEMAS
	};

	return any_of(o, keywords, sizeof keywords / sizeof *keywords);
}

/* Tells whether a keyword about arrays is there. */
static bool has_array_rules(const pn_source *o)
{
	static const pn_keyword_id keywords[] = { PN_KW_MIN_ITEMS,    PN_KW_MAX_ITEMS,
						  PN_KW_UNIQUE_ITEMS, PN_KW_ITEMS,
						  PN_KW_PREFIX_ITEMS, PN_KW_CONTAINS };

	return any_of(o, keywords, sizeof keywords / sizeof *keywords);
}

/* Tells whether a keyword about strings is there. */
static bool has_string_rules(const pn_source *o)
{
	return o->at[PN_KW_MIN_LENGTH] || o->at[PN_KW_MAX_LENGTH] || o->at[PN_KW_PATTERN];
}

/* Tells whether a combination of schemas is there. */
static bool has_logic_rules(const pn_source *o)
{
	return o->at[PN_KW_ALL_OF] || o->at[PN_KW_ANY_OF] || o->at[PN_KW_ONE_OF] ||
	       o->at[PN_KW_NOT] || o->at[PN_KW_IF];
}

/* Keeps the families of rules that have a keyword. */
static bool keep_rules(pn_source *o, const families *f)
{
	pn_node *node = o->node;

	if (has_object_rules(o))
		node->object = keep(o, &f->object, sizeof f->object);
	if (has_array_rules(o))
		node->array = keep(o, &f->array, sizeof f->array);
	if (has_string_rules(o))
		node->string = keep(o, &f->string, sizeof f->string);
	if (has_number_rules(o))
		node->number = keep(o, &f->number, sizeof f->number);
	if (has_logic_rules(o))
		node->logic = keep(o, &f->logic, sizeof f->logic);
	return !pn_source_arena(o)->failed;
}

/* ---- nodes ---- */

/* Makes the rules of a schema object. */
static bool compile_object(pn_compiler *c, pn_node *node)
{
	pn_source o = { .c = c, .node = node, .dialect = node->resource->dialect };
	const pn_entry *entries = pn_map_sorted(node->value->as.map);
	families f = { 0 };

	for (size_t i = 0; i < pn_map_count(node->value->as.map); i++) {
		const pn_keyword *keyword = pn_keyword_find(entries[i].key);

		if (keyword)
			o.at[keyword - pn_keyword_get(0)] = &entries[i].value;
	}
	return make_draft_4(&o, &f) && make_draft_6(&o, &f) && make_draft_7(&o, &f) &&
	       make_draft_2019(&o, &f) && make_draft_2020(&o, &f) && keep_rules(&o, &f);
}

/* Makes sure that a node's value is known to be a schema, even where none was expected. */
static bool ensure_schema(pn_compiler *c, pn_node *node)
{
	if (!node->value)
		return pn_compiler_problem(c,
					   node->bad_pointer ? "invalid json-pointer %q"
							     : "json-pointer in %q not found",
					   pn_node_location(c->cx->arena, node));
	if (node->collected)
		return true;
	return pn_compiler_collect(c, node, node->resource, node->resource->dialect) &&
	       pn_compiler_check(c, node);
}

/* Every dynamic anchor of a resource may be jumped to. */
static bool enqueue_dynamic_anchors(pn_compiler *c, pn_resource *resource)
{
	const pn_entry *entries = resource->dynamic ? pn_map_sorted(resource->dynamic) : NULL;

	for (size_t i = 0; i < pn_map_count(resource->dynamic); i++)
		if (!pn_compiler_enqueue(c, c->schema->nodes.items[entries[i].value.as.integer]))
			return false;
	return true;
}

/* Makes a node's rules, whatever its value is. */
static bool compile_node(pn_compiler *c, pn_node *node)
{
	pn_resource *resource;

	if (!ensure_schema(c, node))
		return false;
	resource = node->resource;
	node->draft = resource->dialect.draft;
	if (!pn_compiler_enqueue(c, resource->node))
		return false;
	if (node == resource->node && !enqueue_dynamic_anchors(c, resource))
		return false;
	if (node->value->kind == PN_BOOL)
		node->verdict = node->value->as.boolean ? PN_NODE_TRUE : PN_NODE_FALSE;
	if (!pn_is_map(node->value))
		return true;
	if (pn_map_count(node->value->as.map) == 0)
		node->verdict = PN_NODE_TRUE;
	return compile_object(c, node);
}

bool pn_compiler_run(pn_compiler *c, pn_node *node)
{
	if (!pn_compiler_enqueue(c, node))
		return false;
	while (c->queue_done < c->queue.count)
		if (!compile_node(c, c->queue.items[c->queue_done++]))
			return false;
	return true;
}
