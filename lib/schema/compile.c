/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes get their rules here, in the order in which the library looks at keywords
 * (jsonschema: objcompiler.go), because the first mistake it meets is the one that Helm names. */
#include "schema/compiler.h"
#include "schema/equal.h"

/* One schema object while its rules are made. */
typedef struct object {
	pn_compiler *c;
	pn_node *node;
	pn_dialect dialect;
	const pn_value *at[PN_KW_COUNT]; /* the values of its keywords; NULL: not there */
} object;

/* ---- values of keywords ---- */

static pn_arena *arena_of(const object *o)
{
	return o->c->cx->arena;
}

static const pn_value *value_of_kind(const object *o, pn_keyword_id keyword, pn_kind kind)
{
	const pn_value *v = o->at[keyword];

	return v && v->kind == kind && v->type != PN_TYPE_NUMBER ? v : NULL;
}

static bool is_true(const object *o, pn_keyword_id keyword)
{
	const pn_value *v = value_of_kind(o, keyword, PN_BOOL);

	return v && v->as.boolean;
}

static pn_number_bound number_bound(const object *o, pn_keyword_id keyword)
{
	const pn_value *v = o->at[keyword];
	pn_number_bound bound = { 0 };

	if (v && v->type == PN_TYPE_NUMBER && pn_decimal_read(pn_value_str(v), &bound.number))
		bound.value = v;
	return bound;
}

static pn_count_bound count_bound(const object *o, pn_keyword_id keyword)
{
	pn_number_bound number = number_bound(o, keyword);

	if (!number.value || !pn_decimal_is_integer(&number.number))
		return (pn_count_bound){ 0 };
	return (pn_count_bound){ true, pn_decimal_low_bits(&number.number) };
}

/* ---- subschemas ---- */

/* Puts the subschema under a keyword in the queue; *out stays NULL when there is none. */
static bool one(const object *o, pn_keyword_id keyword, pn_node **out)
{
	const pn_value *v = o->at[keyword];

	if (!v)
		return true;
	*out = pn_compiler_child(o->c, o->node, pn_keyword_get(keyword)->name, v);
	return pn_compiler_enqueue(o->c, *out);
}

static bool list(const object *o, pn_keyword_id keyword, pn_node_list *out)
{
	const pn_value *v = value_of_kind(o, keyword, PN_LIST);

	if (!v)
		return true;
	out->count = v->len;
	out->items = pn_alloc_array(arena_of(o), v->len, sizeof(pn_node *));
	if (!out->items)
		return false;
	for (uint32_t i = 0; i < v->len; i++) {
		out->items[i] =
			pn_compiler_child_index(o->c, o->node, pn_keyword_get(keyword)->name, v, i);
		if (!pn_compiler_enqueue(o->c, out->items[i]))
			return false;
	}
	return true;
}

static bool map(const object *o, pn_keyword_id keyword, pn_node_map *out)
{
	const pn_value *v = value_of_kind(o, keyword, PN_MAP);
	const pn_entry *entries;

	if (!v)
		return true;
	entries = pn_map_sorted(v->as.map);
	out->map = v->as.map;
	out->items = pn_alloc_array(arena_of(o), pn_map_count(out->map), sizeof(pn_node *));
	if (!out->items)
		return false;
	for (size_t i = 0; i < pn_map_count(out->map); i++) {
		out->items[i] = pn_compiler_child_key(o->c, o->node, pn_keyword_get(keyword)->name,
						      &entries[i]);
		if (!pn_compiler_enqueue(o->c, out->items[i]))
			return false;
	}
	return true;
}

/* additionalProperties and additionalItems: a boolean is a verdict of its own. */
static bool additional(const object *o, pn_keyword_id keyword, pn_node **out, bool *forbids)
{
	const pn_value *v = value_of_kind(o, keyword, PN_BOOL);

	*forbids = v && !v->as.boolean;
	return v || one(o, keyword, out);
}

/* Resolves a reference and puts its target in the queue. */
static bool reference(const object *o, pn_keyword_id keyword, pn_node **out)
{
	const pn_value *v = value_of_kind(o, keyword, PN_STRING);

	if (!v)
		return true;
	*out = pn_compiler_resolve(o->c, o->node, pn_value_str(v));
	return pn_compiler_enqueue(o->c, *out);
}

/* Compiles a regular expression that stands under a keyword. */
static bool regex(const object *o, pn_keyword_id keyword, pn_str text, const pn_regex **out)
{
	pn_str why, place;

	*out = pn_compiler_regex(o->c, text, &why);
	if (*out || !why.len)
		return *out != NULL;
	place = pn_str_format(arena_of(o), "%.*s/%.*s",
			      PN_ARG(pn_node_location(arena_of(o), o->node)),
			      PN_ARG(pn_keyword_get(keyword)->name));
	return pn_compiler_problem(o->c, "invalid regex %q at %q: %s", text, place, why);
}

/* ---- rules: each family is made only when one of its keywords is there ---- */

static bool any_of(const object *o, const pn_keyword_id *keywords, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (o->at[keywords[i]])
			return true;
	return false;
}

/* allOf, anyOf, oneOf, not; the conditions come later. */
static bool make_logic(object *o, pn_logic_rules *rules)
{
	return list(o, PN_KW_ALL_OF, &rules->all) && list(o, PN_KW_ANY_OF, &rules->any) &&
	       list(o, PN_KW_ONE_OF, &rules->one) && one(o, PN_KW_NOT, &rules->not_node);
}

static bool make_conditions(object *o, pn_logic_rules *rules)
{
	const pn_value *verdict = value_of_kind(o, PN_KW_IF, PN_BOOL);

	if (!o->at[PN_KW_IF])
		return true;
	if (!one(o, PN_KW_IF, &rules->if_node))
		return false;
	/* What a constant condition excludes is not even compiled. */
	if ((!verdict || verdict->as.boolean) && !one(o, PN_KW_THEN, &rules->then_node))
		return false;
	return (verdict && verdict->as.boolean) || one(o, PN_KW_ELSE, &rules->else_node);
}

/* items and additionalItems as they were before 2020-12. */
static bool make_old_items(object *o, pn_array_rules *rules)
{
	const pn_value *items = o->at[PN_KW_ITEMS];

	if (!items)
		return true;
	if (items->kind != PN_LIST) {
		o->node->all_items = true;
		return one(o, PN_KW_ITEMS, &rules->rest);
	}
	o->node->items_done = items->len;
	o->node->all_items = o->at[PN_KW_ADDITIONAL_ITEMS] != NULL;
	return list(o, PN_KW_ITEMS, &rules->prefix) &&
	       additional(o, PN_KW_ADDITIONAL_ITEMS, &rules->rest, &rules->forbids_rest);
}

static bool make_patterns(object *o, pn_object_rules *rules)
{
	pn_node_map nodes = { 0 };
	pn_pattern_rule *patterns;

	if (!map(o, PN_KW_PATTERN_PROPERTIES, &nodes))
		return false;
	if (!nodes.map)
		return true;
	rules->pattern_count = pn_map_count(nodes.map);
	patterns = pn_alloc_array(arena_of(o), rules->pattern_count, sizeof *patterns);
	if (!patterns)
		return false;
	for (size_t i = 0; i < rules->pattern_count; i++) {
		patterns[i].node = nodes.items[i];
		if (!regex(o, PN_KW_PATTERN_PROPERTIES, nodes.map->entries[i].key,
			   &patterns[i].pattern))
			return false;
	}
	rules->patterns = patterns;
	return true;
}

/* "dependencies": a list of names or a schema for each property. */
static bool make_dependencies(object *o, pn_object_rules *rules)
{
	const pn_value *v = value_of_kind(o, PN_KW_DEPENDENCIES, PN_MAP);
	const pn_entry *entries = v ? pn_map_sorted(v->as.map) : NULL;
	size_t count = v ? pn_map_count(v->as.map) : 0;
	pn_dependency *made = pn_alloc_zero(arena_of(o), count * sizeof *made);

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

static bool make_object_applicators(object *o, pn_object_rules *rules)
{
	o->node->all_properties = o->at[PN_KW_ADDITIONAL_PROPERTIES] != NULL;
	return map(o, PN_KW_PROPERTIES, &rules->properties) && make_patterns(o, rules) &&
	       additional(o, PN_KW_ADDITIONAL_PROPERTIES, &rules->additional,
			  &rules->forbids_additional) &&
	       make_dependencies(o, rules);
}

/* ---- assertions ---- */

static uint16_t type_of_name(const pn_value *v)
{
	static const char *const names[] = { "null",   "boolean", "number", "integer",
					     "string", "array",	  "object" };

	for (size_t i = 0; v->kind == PN_STRING && i < sizeof names / sizeof *names; i++)
		if (pn_str_eq(pn_value_str(v), pn_str_from(names[i])))
			return (uint16_t)(1u << i);
	return 0;
}

static uint16_t types_of(const pn_value *v)
{
	uint16_t types = 0;

	if (v->kind != PN_LIST)
		return type_of_name(v);
	for (uint32_t i = 0; i < v->len; i++)
		types |= type_of_name(&v->as.items[i]);
	return types;
}

static void make_choices(object *o)
{
	const pn_value *v = value_of_kind(o, PN_KW_ENUM, PN_LIST);

	o->node->choices = v;
	for (uint32_t i = 0; v && i < v->len; i++)
		o->node->choice_types |= pn_json_type(&v->as.items[i]);
}

/* minimum and maximum; before draft 6 a boolean beside them makes them exclusive. */
static void make_number_rules(object *o, pn_number_rules *rules)
{
	rules->multiple_of = number_bound(o, PN_KW_MULTIPLE_OF);
	rules->max = number_bound(o, PN_KW_MAXIMUM);
	rules->below = number_bound(o, PN_KW_EXCLUSIVE_MAXIMUM);
	if (is_true(o, PN_KW_EXCLUSIVE_MAXIMUM)) {
		rules->below = rules->max;
		rules->max.value = NULL;
	}
	rules->min = number_bound(o, PN_KW_MINIMUM);
	rules->above = number_bound(o, PN_KW_EXCLUSIVE_MINIMUM);
	if (is_true(o, PN_KW_EXCLUSIVE_MINIMUM)) {
		rules->above = rules->min;
		rules->min.value = NULL;
	}
}

static bool make_string_rules(object *o, pn_string_rules *rules)
{
	const pn_value *pattern = value_of_kind(o, PN_KW_PATTERN, PN_STRING);

	rules->min = count_bound(o, PN_KW_MIN_LENGTH);
	rules->max = count_bound(o, PN_KW_MAX_LENGTH);
	if (!pattern)
		return true;
	rules->pattern_text = pn_value_str(pattern);
	return regex(o, PN_KW_PATTERN, rules->pattern_text, &rules->pattern);
}

/* Whether "format" is more than a note. */
static bool formats_count(const object *o)
{
	if (o->c->official || o->dialect.draft < PN_DRAFT_2019)
		return true;
	return pn_dialect_has(&o->dialect, o->dialect.draft == PN_DRAFT_2019
						   ? PN_VOCAB_FORMAT
						   : PN_VOCAB_FORMAT_ASSERTION);
}

static void make_format(object *o)
{
	const pn_value *v = value_of_kind(o, PN_KW_FORMAT, PN_STRING);

	if (!v || !formats_count(o))
		return;
	o->node->format_regex = pn_str_is(pn_value_str(v), "regex");
	o->node->format = pn_format_find(pn_value_str(v));
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

static bool make_draft_4_assertions(object *o, families *f)
{
	if (o->at[PN_KW_TYPE])
		o->node->types = types_of(o->at[PN_KW_TYPE]);
	make_choices(o);
	make_number_rules(o, &f->number);
	f->array.min = count_bound(o, PN_KW_MIN_ITEMS);
	f->array.max = count_bound(o, PN_KW_MAX_ITEMS);
	f->array.unique = is_true(o, PN_KW_UNIQUE_ITEMS);
	f->object.min = count_bound(o, PN_KW_MIN_PROPERTIES);
	f->object.max = count_bound(o, PN_KW_MAX_PROPERTIES);
	f->object.required = value_of_kind(o, PN_KW_REQUIRED, PN_LIST);
	return make_string_rules(o, &f->string);
}

static bool make_draft_4(object *o, families *f)
{
	if (!reference(o, PN_KW_REF, &o->node->ref))
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

static bool make_draft_6(object *o, families *f)
{
	if (o->dialect.draft < PN_DRAFT_6)
		return true;
	if (pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR) &&
	    (!one(o, PN_KW_CONTAINS, &f->array.contains) ||
	     !one(o, PN_KW_PROPERTY_NAMES, &f->object.names)))
		return false;
	if (pn_dialect_has(&o->dialect, PN_VOCAB_VALIDATION))
		o->node->constant = o->at[PN_KW_CONST];
	return true;
}

static bool make_draft_7(object *o, families *f)
{
	return o->dialect.draft < PN_DRAFT_7 || !pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR) ||
	       make_conditions(o, &f->logic);
}

static bool make_draft_2019(object *o, families *f)
{
	uint16_t unevaluated =
		o->dialect.draft == PN_DRAFT_2019 ? PN_VOCAB_APPLICATOR : PN_VOCAB_UNEVALUATED;

	if (o->dialect.draft < PN_DRAFT_2019)
		return true;
	if (!reference(o, PN_KW_RECURSIVE_REF, &o->node->recursive_ref))
		return false;
	o->node->recursive_anchor = is_true(o, PN_KW_RECURSIVE_ANCHOR);
	if (pn_dialect_has(&o->dialect, PN_VOCAB_VALIDATION)) {
		if (f->array.contains) {
			f->array.min_contains = count_bound(o, PN_KW_MIN_CONTAINS);
			f->array.max_contains = count_bound(o, PN_KW_MAX_CONTAINS);
		}
		f->object.requires = value_of_kind(o, PN_KW_DEPENDENT_REQUIRED, PN_MAP);
		if (f->object.requires)
			pn_map_sorted(f->object.requires->as.map);
	}
	if (pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR) &&
	    !map(o, PN_KW_DEPENDENT_SCHEMAS, &f->object.dependents))
		return false;
	return !pn_dialect_has(&o->dialect, unevaluated) ||
	       (one(o, PN_KW_UNEVALUATED_ITEMS, &o->node->unevaluated_items) &&
		one(o, PN_KW_UNEVALUATED_PROPERTIES, &o->node->unevaluated_properties));
}

static bool make_draft_2020(object *o, families *f)
{
	const pn_value *ref = value_of_kind(o, PN_KW_DYNAMIC_REF, PN_STRING);
	const pn_value *anchor = value_of_kind(o, PN_KW_DYNAMIC_ANCHOR, PN_STRING);
	pn_str url, fragment;

	if (o->dialect.draft < PN_DRAFT_2020)
		return true;
	if (!reference(o, PN_KW_DYNAMIC_REF, &o->node->dynamic_ref))
		return false;
	if (ref && pn_reference_split(o->c, pn_value_str(ref), &url, &fragment) && fragment.len &&
	    fragment.ptr[0] != '/')
		o->node->dynamic_ref_anchor = fragment;
	if (anchor)
		o->node->dynamic_anchor = pn_value_str(anchor);
	if (!pn_dialect_has(&o->dialect, PN_VOCAB_APPLICATOR))
		return true;
	o->node->all_items = o->at[PN_KW_ITEMS] != NULL;
	if (!list(o, PN_KW_PREFIX_ITEMS, &f->array.prefix))
		return false;
	o->node->items_done = f->array.prefix.count;
	return one(o, PN_KW_ITEMS, &f->array.rest);
}

/* ---- keeping what is needed ---- */

static const void *keep(const object *o, const void *rules, size_t size)
{
	void *copy = pn_alloc(arena_of(o), size);

	if (copy)
		memcpy(copy, rules, size);
	return copy;
}

static bool has_object_rules(const object *o)
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

static bool has_array_rules(const object *o)
{
	static const pn_keyword_id keywords[] = { PN_KW_MIN_ITEMS,    PN_KW_MAX_ITEMS,
						  PN_KW_UNIQUE_ITEMS, PN_KW_ITEMS,
						  PN_KW_PREFIX_ITEMS, PN_KW_CONTAINS };

	return any_of(o, keywords, sizeof keywords / sizeof *keywords);
}

static bool has_number_rules(const object *o)
{
	static const pn_keyword_id keywords[] = { PN_KW_MINIMUM, PN_KW_MAXIMUM,
						  PN_KW_EXCLUSIVE_MINIMUM, PN_KW_EXCLUSIVE_MAXIMUM,
						  PN_KW_MULTIPLE_OF };

	return any_of(o, keywords, sizeof keywords / sizeof *keywords);
}

static bool has_string_rules(const object *o)
{
	return o->at[PN_KW_MIN_LENGTH] || o->at[PN_KW_MAX_LENGTH] || o->at[PN_KW_PATTERN];
}

static bool has_logic_rules(const object *o)
{
	return o->at[PN_KW_ALL_OF] || o->at[PN_KW_ANY_OF] || o->at[PN_KW_ONE_OF] ||
	       o->at[PN_KW_NOT] || o->at[PN_KW_IF];
}

static bool keep_rules(object *o, const families *f)
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
	return !arena_of(o)->failed;
}

/* ---- nodes ---- */

static bool compile_object(pn_compiler *c, pn_node *node)
{
	object o = { .c = c, .node = node, .dialect = node->resource->dialect };
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
