/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A quick look at a whole schema: nearly all schemas are plain and right, and this tells so in one
 * walk by a table. Where it is not sure, the metaschema is asked, which also words what is wrong.
 * It must never call a schema valid that the metaschema does not.
 */
#include "schema/compiler.h"
#include "schema/equal.h"

/* Longer lists are left to the metaschema, which knows a quicker way to find twins. */
enum { MAX_PAIRS = 64 };

typedef struct checker {
	pn_compiler *c;
	pn_draft draft;
	uint32_t depth;
} checker;

static bool check_schema(checker *k, const pn_value *v);

/* Tells whether a value is a string, and no number that is kept as one. */
static bool is_text(const pn_value *v)
{
	return v->type == PN_TYPE_STRING;
}

/* Reads a number; false for one that the library cannot compute with either. */
static bool is_number(const pn_value *v, pn_decimal *number)
{
	return v->type == PN_TYPE_NUMBER && pn_decimal_read(pn_value_str(v), number);
}

/* Tells whether a value is a number above 0. */
static bool is_positive(const pn_value *v)
{
	static const pn_decimal zero = { 0 };
	pn_decimal number;

	return is_number(v, &number) && pn_decimal_compare(&number, &zero) > 0;
}

/* Tells whether a value is an integer, 0 or more. */
static bool is_count(const pn_value *v)
{
	pn_decimal number;

	return is_number(v, &number) && pn_decimal_is_integer(&number) && !number.negative;
}

/* Tells whether a short list has no two equal items. */
static bool no_twins(const checker *k, const pn_value *list)
{
	return list->len <= MAX_PAIRS && !pn_json_duplicates(k->c->cx->arena, list).found;
}

/* Tells whether a value is a list of at least `min` different strings. */
static bool is_names(const checker *k, const pn_value *v, uint32_t min)
{
	if (v->kind != PN_LIST || v->len < min)
		return false;
	for (uint32_t i = 0; i < v->len; i++)
		if (!is_text(&v->as.items[i]))
			return false;
	return no_twins(k, v);
}

/* Tells whether a value names a JSON type. */
static bool is_type_name(const pn_value *v)
{
	static const char *const names[] = { "array",  "boolean", "integer", "null",
					     "number", "object",  "string" };

	for (size_t i = 0; is_text(v) && i < sizeof names / sizeof *names; i++)
		if (pn_str_eq(pn_value_str(v), pn_str_from(names[i])))
			return true;
	return false;
}

/* Tells whether a value is fit for "type". */
static bool is_type(const checker *k, const pn_value *v)
{
	if (v->kind != PN_LIST)
		return is_type_name(v);
	for (uint32_t i = 0; i < v->len; i++)
		if (!is_type_name(&v->as.items[i]))
			return false;
	return v->len > 0 && no_twins(k, v);
}

/* Tells whether a value is a regular expression. */
static bool is_regex(const checker *k, const pn_value *v)
{
	pn_str why;

	return is_text(v) && pn_compiler_regex(k->c, pn_value_str(v), &why);
}

/* Whether all characters are harmless in a URL reference; most references are as plain. */
static bool is_plain_reference(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      (c && strchr("/#._-$~", c))))
			return false;
	}
	return true;
}

/* Tells whether a value is a URI reference. */
static bool is_reference(const checker *k, const pn_value *v)
{
	pn_str why;

	if (!is_text(v))
		return false;
	return is_plain_reference(pn_value_str(v)) ||
	       pn_format_uri_reference(k->c->cx->arena, pn_value_str(v), &why);
}

/* Tells whether a value is a URI. */
static bool is_uri(const checker *k, const pn_value *v)
{
	pn_draft known;
	pn_str why;

	if (!is_text(v))
		return false;
	return (pn_str_starts(pn_value_str(v), PN_STR("http")) &&
		pn_draft_from_url(pn_value_str(v), &known)) ||
	       pn_format_uri(k->c->cx->arena, pn_value_str(v), &why);
}

/* Tells whether a value is a URI reference without a fragment. */
static bool is_id(const checker *k, const pn_value *v)
{
	size_t hash;

	if (!is_reference(k, v))
		return false;
	hash = pn_str_find_byte(pn_value_str(v), '#');
	return hash == PN_NOT_FOUND || hash + 1 == v->len;
}

/* What both 2019-09 and 2020-12 take for an anchor. */
static bool is_anchor(const pn_value *v)
{
	pn_str s = pn_value_str(v);

	if (!is_text(v) || !s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!letter && (i == 0 || !((c >= '0' && c <= '9') || (c && strchr("-._", c)))))
			return false;
	}
	return true;
}

/* ---- subschemas ---- */

/* Checks a list of schemas that must not be empty. */
static bool check_list(checker *k, const pn_value *v)
{
	if (v->kind != PN_LIST || v->len == 0)
		return false;
	for (uint32_t i = 0; i < v->len; i++)
		if (!check_schema(k, &v->as.items[i]))
			return false;
	return true;
}

/* Checks the schemas in a map. */
static bool check_map(checker *k, const pn_value *v)
{
	if (!pn_is_map(v))
		return false;
	for (size_t i = 0; i < pn_map_count(v->as.map); i++)
		if (!check_schema(k, &v->as.map->entries[i].value))
			return false;
	return true;
}

/* Checks a map from regular expressions to schemas. */
static bool check_pattern_map(checker *k, const pn_value *v)
{
	for (size_t i = 0; pn_is_map(v) && i < pn_map_count(v->as.map); i++) {
		pn_value key = pn_string(v->as.map->entries[i].key);

		if (!is_regex(k, &key))
			return false;
	}
	return check_map(k, v);
}

/* Checks "dependentRequired". */
static bool check_names_map(const checker *k, const pn_value *v)
{
	if (!pn_is_map(v))
		return false;
	for (size_t i = 0; i < pn_map_count(v->as.map); i++)
		if (!is_names(k, &v->as.map->entries[i].value, 0))
			return false;
	return true;
}

/* Checks "dependencies": a list of names or a schema for each property. */
static bool check_dependencies(checker *k, const pn_value *v)
{
	if (!pn_is_map(v))
		return false;
	for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
		const pn_value *one = &v->as.map->entries[i].value;

		if (!is_names(k, one, k->draft == PN_DRAFT_4) && !check_schema(k, one))
			return false;
	}
	return true;
}

/* ---- one keyword, one schema ---- */

/* Tells whether a value certainly meets a demand. */
static bool meets(checker *k, const pn_value *v, pn_keyword_demand demand)
{
	pn_decimal number;

	switch (demand) {
	case PN_DEMAND_NONE:
		return true;
	case PN_DEMAND_BOOL:
		return v->kind == PN_BOOL;
	case PN_DEMAND_STRING:
		return is_text(v);
	case PN_DEMAND_NUMBER:
		return is_number(v, &number);
	case PN_DEMAND_POSITIVE:
		return is_positive(v);
	case PN_DEMAND_COUNT:
		return is_count(v);
	case PN_DEMAND_LIST:
		return v->kind == PN_LIST;
	case PN_DEMAND_CHOICES:
		return v->kind == PN_LIST && v->len > 0 && no_twins(k, v);
	case PN_DEMAND_NAMES:
		return is_names(k, v, 0);
	case PN_DEMAND_SOME_NAMES:
		return is_names(k, v, 1);
	case PN_DEMAND_NAMES_MAP:
		return check_names_map(k, v);
	case PN_DEMAND_TYPE:
		return is_type(k, v);
	case PN_DEMAND_REGEX:
		return is_regex(k, v);
	case PN_DEMAND_URI:
		return is_uri(k, v);
	case PN_DEMAND_REFERENCE:
		return is_reference(k, v);
	case PN_DEMAND_ID:
		return is_id(k, v);
	case PN_DEMAND_ANCHOR:
		return is_anchor(v);
	case PN_DEMAND_SCHEMA:
		return check_schema(k, v);
	case PN_DEMAND_SCHEMA_OR_BOOL:
		return v->kind == PN_BOOL || check_schema(k, v);
	case PN_DEMAND_SCHEMAS:
		return check_list(k, v);
	case PN_DEMAND_SCHEMA_OR_LIST:
		return v->kind == PN_LIST ? check_list(k, v) : check_schema(k, v);
	case PN_DEMAND_SCHEMA_MAP:
		return check_map(k, v);
	case PN_DEMAND_PATTERN_MAP:
		return check_pattern_map(k, v);
	case PN_DEMAND_DEPENDENCIES:
		return check_dependencies(k, v);
	case PN_DEMAND_RARE:
		break;
	}
	return false;
}

/* Whether a part says in which draft it is written; only one with an id may do so. */
static bool begins_other_draft(const checker *k, const pn_value *v, const pn_entry *e)
{
	return k->depth > 1 && pn_str_is(e->key, "$schema") &&
	       (pn_map_get(v->as.map, PN_STR("$id")) || pn_map_get(v->as.map, PN_STR("id")));
}

/* Checks the keywords of one schema object. */
static bool check_keywords(checker *k, const pn_value *v)
{
	for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
		const pn_entry *e = &v->as.map->entries[i];
		const pn_keyword *keyword = pn_keyword_find(e->key);

		if (keyword && (begins_other_draft(k, v, e) ||
				!meets(k, &e->value, keyword->demands[k->draft])))
			return false;
	}
	return true;
}

/* What a fresh stack is given to do. */
typedef struct visit {
	checker *k;
	const pn_value *v;
	bool ok;
} visit;

/* Goes on where a fresh stack begins. */
static void run_visit(void *data)
{
	visit *v = data;

	v->ok = check_keywords(v->k, v->v);
}

/* Checks a schema and all below it. */
static bool check_schema(checker *k, const pn_value *v)
{
	visit all = { k, v, false };

	if (!pn_is_map(v))
		return v->kind == PN_BOOL && k->draft >= PN_DRAFT_6;
	k->depth++;
	if (!pn_stack_low(&k->c->stack))
		run_visit(&all);
	else if (!pn_stack_run(&k->c->stack, run_visit, &all))
		return false;
	k->depth--;
	return all.ok;
}

bool pn_check_schema(pn_compiler *c, const pn_value *v, pn_draft draft)
{
	checker k = { .c = c, .draft = draft };

	return check_schema(&k, v);
}
