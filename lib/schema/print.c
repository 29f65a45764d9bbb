/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as text (jsonschema: output.go, kind/kind.go; Helm: jsonschema.go). */
#include "base/number.h"
#include "base/unicode.h"
#include "schema/english.h"
#include "schema/equal.h"
#include "schema/node.h"
#include "schema/schema.h"

/* ---- words ---- */

/* Whether a text needs nothing but quotes around it. */
static bool is_plain(pn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < ' ' || s.ptr[i] > '~' || strchr("\"'\\", s.ptr[i]))
			return false;
	return true;
}

/* Appends a text in single quotes: Go's %q, but for the quotes. */
static void append_quoted(pn_buf *out, pn_str s)
{
	pn_str quoted = s;
	pn_buf buf;

	pn_buf_byte(out, '\'');
	if (is_plain(s)) {
		pn_buf_add(out, s);
		pn_buf_byte(out, '\'');
		return;
	}
	pn_buf_init(&buf, out->arena);
	pn_buf_quote(&buf, s);
	/* With the closing quote: a backslash before it goes, as in the library. */
	quoted = pn_str_replace(out->arena, pn_buf_str(&buf), PN_STR("\\\""), PN_STR("\""));
	quoted = pn_str_replace(out->arena, quoted, PN_STR("'"), PN_STR("\\'"));
	pn_buf_add(out, pn_str_slice(quoted, 1, quoted.len - 1));
	pn_buf_byte(out, '\'');
}

/* Appends the names of a finding, quoted, with commas. */
static void append_names(pn_buf *out, const pn_schema_error *error)
{
	for (size_t i = 0; i < error->name_count; i++) {
		if (i > 0)
			pn_buf_lit(out, ", ");
		append_quoted(out, error->names[i]);
	}
}

/* Appends names of types with " or " between them. */
static void append_types(pn_buf *out, uint16_t types)
{
	static const char *const names[] = { "null",   "boolean", "number", "integer",
					     "string", "array",	  "object" };
	bool first = true;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!(types & (1u << i)))
			continue;
		if (!first)
			pn_buf_lit(out, " or ");
		pn_buf_add(out, pn_str_from(names[i]));
		first = false;
	}
}

/* Appends a value that is no list and no object. */
static void append_primitive(pn_buf *out, const pn_value *v)
{
	if (v->type == PN_TYPE_STRING)
		append_quoted(out, pn_value_str(v));
	else
		pn_format_value(out, v);
}

/* Tells whether a value is a list or a map. */
static bool is_container(const pn_value *v)
{
	return v->kind == PN_LIST || v->kind == PN_MAP;
}

/* Appends a number as messages show it: as a float64. */
static void append_number(pn_buf *out, const pn_value *v)
{
	pn_decimal number;

	if (pn_decimal_of(out->arena, v, &number))
		pn_english_float(out, pn_decimal_double(out->arena, &number));
}

/* ---- messages ---- */

/* Appends a C text. */
static void say(pn_buf *out, const char *text)
{
	pn_buf_add(out, pn_str_from(text));
}

/* "KEYWORD: got 1,234, want 5" */
static void say_counts(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_lit(out, ": got ");
	pn_english_int(out, error->got_count);
	pn_buf_lit(out, ", want ");
	pn_english_int(out, error->want_count);
}

/* "KEYWORD: got 12,345.6, want 5" */
static void say_numbers(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_lit(out, ": got ");
	append_number(out, error->value);
	pn_buf_lit(out, ", want ");
	append_number(out, error->want);
}

/* "got number, want string or object" */
static void say_type(pn_buf *out, const pn_schema_error *error)
{
	append_types(out, pn_json_type(error->value));
	pn_buf_lit(out, ", want ");
	append_types(out, error->types);
}

/* "value must be 'x'" */
static void say_constant(pn_buf *out, const pn_schema_error *error)
{
	if (is_container(error->want)) {
		pn_buf_lit(out, "'const' failed");
		return;
	}
	pn_buf_lit(out, "value must be ");
	append_primitive(out, error->want);
}

/* "value must be one of 'x', 1" */
static void say_choices(pn_buf *out, const pn_schema_error *error)
{
	const pn_value *choices = error->want;

	for (uint32_t i = 0; i < choices->len; i++) {
		if (is_container(&choices->as.items[i])) {
			pn_buf_lit(out, "'enum' failed");
			return;
		}
	}
	say(out, choices->len == 1 ? "value must be " : "value must be one of ");
	for (uint32_t i = 0; i < choices->len; i++) {
		if (i > 0)
			pn_buf_lit(out, ", ");
		append_primitive(out, &choices->as.items[i]);
	}
}

/* "'x' is not valid ipv4: expected four decimals" */
static void say_format(pn_buf *out, const pn_schema_error *error)
{
	append_quoted(out, pn_value_str(error->value));
	pn_buf_lit(out, " is not valid ");
	pn_buf_add(out, error->name);
	pn_buf_lit(out, ": ");
	pn_buf_add(out, error->text);
}

/* "both A and B resolve to "C" causing reference cycle" */
static void say_cycle(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_add(out, error->name);
	pn_buf_lit(out, " and ");
	pn_buf_add(out, error->text);
	pn_buf_lit(out, " resolve to ");
	pn_buf_quote(out, pn_node_location(out->arena, error->at));
	pn_buf_lit(out, " causing reference cycle");
}

/* "'oneOf' failed, subschemas 0, 1 matched" */
static void say_one_of(pn_buf *out, const pn_schema_error *error)
{
	if (error->got_count < 0) {
		pn_buf_lit(out, "none matched");
		return;
	}
	pn_buf_lit(out, "subschemas ");
	pn_english_int(out, error->got_count);
	pn_buf_lit(out, ", ");
	pn_english_int(out, error->want_count);
	pn_buf_lit(out, " matched");
}

/* "missing properties 'a', 'b'" */
static void say_required(pn_buf *out, const pn_schema_error *error)
{
	say(out, error->name_count == 1 ? "property " : "properties ");
	append_names(out, error);
}

/* "properties 'a', 'b' required, if 'c' exists" */
static void say_dependency(pn_buf *out, const pn_schema_error *error)
{
	append_names(out, error);
	pn_buf_lit(out, " required, if ");
	append_quoted(out, error->name);
	pn_buf_lit(out, " exists");
}

/* "additional properties 'a', 'b' not allowed" */
static void say_additional(pn_buf *out, const pn_schema_error *error)
{
	append_names(out, error);
	pn_buf_lit(out, " not allowed");
}

/* "items at 0 and 1 are equal" */
static void say_unique(pn_buf *out, const pn_schema_error *error)
{
	pn_english_int(out, error->got_count);
	pn_buf_lit(out, " and ");
	pn_english_int(out, error->want_count);
	pn_buf_lit(out, " are equal");
}

/* "min 2 items required to match contains schema, but matched 1 items at 0" */
static void say_contains(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_byte(out, ' ');
	pn_english_int(out, error->want_count);
	pn_buf_lit(out, " items required to match contains schema, but ");
	if (error->got_count == 0) {
		pn_buf_lit(out, "none matched");
		return;
	}
	pn_buf_lit(out, "matched ");
	pn_english_int(out, error->got_count);
	pn_buf_lit(out, " items at ");
	pn_buf_add(out, error->text);
}

/* "'x' does not match pattern '^y'" */
static void say_pattern(pn_buf *out, const pn_schema_error *error)
{
	append_quoted(out, pn_value_str(error->value));
	pn_buf_lit(out, " does not match pattern ");
	append_quoted(out, error->text);
}

/* Appends what is wrong with the schema itself. */
static void say_problem(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_add(out, error->text);
}

/* "jsonschema validation failed with 'file:///values.schema.json#'" */
static void say_schema(pn_buf *out, const pn_schema_error *error)
{
	append_quoted(out, pn_node_location(out->arena, error->at));
}

/* "invalid jsonType time.Time" */
static void say_invalid_type(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_add(out, pn_value_type_name(error->value));
}

/* "invalid propertyName 'a'" */
static void say_property_name(pn_buf *out, const pn_schema_error *error)
{
	append_quoted(out, error->name);
}

/* "last 2 additionalItem(s) not allowed" */
static void say_additional_items(pn_buf *out, const pn_schema_error *error)
{
	pn_english_int(out, error->got_count);
	pn_buf_lit(out, " additionalItem(s) not allowed");
}

/* How a fault is worded: some words, and what varies. */
typedef struct wording {
	const char *words;
	void (*say)(pn_buf *out, const pn_schema_error *error); /* NULL: nothing varies */
} wording;

static const wording wordings[] = {
	[PN_FAULT_BROKEN] = { "", say_problem },
	[PN_FAULT_SCHEMA] = { "jsonschema validation failed with ", say_schema },
	[PN_FAULT_GROUP] = { "validation failed", NULL },
	[PN_FAULT_REFERENCE] = { "validation failed", NULL },
	[PN_FAULT_FALSE] = { "false schema", NULL },
	[PN_FAULT_CYCLE] = { "both ", say_cycle },
	[PN_FAULT_INVALID_TYPE] = { "invalid jsonType ", say_invalid_type },
	[PN_FAULT_TYPE] = { "got ", say_type },
	[PN_FAULT_CONST] = { "", say_constant },
	[PN_FAULT_ENUM] = { "", say_choices },
	[PN_FAULT_FORMAT] = { "", say_format },
	[PN_FAULT_NOT] = { "'not' failed", NULL },
	[PN_FAULT_ALL_OF] = { "'allOf' failed", NULL },
	[PN_FAULT_ANY_OF] = { "'anyOf' failed", NULL },
	[PN_FAULT_ONE_OF] = { "'oneOf' failed, ", say_one_of },
	[PN_FAULT_MIN_PROPERTIES] = { "minProperties", say_counts },
	[PN_FAULT_MAX_PROPERTIES] = { "maxProperties", say_counts },
	[PN_FAULT_REQUIRED] = { "missing ", say_required },
	[PN_FAULT_DEPENDENCY] = { "properties ", say_dependency },
	[PN_FAULT_DEPENDENT_REQUIRED] = { "properties ", say_dependency },
	[PN_FAULT_ADDITIONAL_PROPERTIES] = { "additional properties ", say_additional },
	[PN_FAULT_PROPERTY_NAMES] = { "invalid propertyName ", say_property_name },
	[PN_FAULT_MIN_ITEMS] = { "minItems", say_counts },
	[PN_FAULT_MAX_ITEMS] = { "maxItems", say_counts },
	[PN_FAULT_UNIQUE_ITEMS] = { "items at ", say_unique },
	[PN_FAULT_ADDITIONAL_ITEMS] = { "last ", say_additional_items },
	[PN_FAULT_CONTAINS] = { "no items match contains schema", NULL },
	[PN_FAULT_MIN_CONTAINS] = { "min", say_contains },
	[PN_FAULT_MAX_CONTAINS] = { "max", say_contains },
	[PN_FAULT_MIN_LENGTH] = { "minLength", say_counts },
	[PN_FAULT_MAX_LENGTH] = { "maxLength", say_counts },
	[PN_FAULT_PATTERN] = { "", say_pattern },
	[PN_FAULT_MINIMUM] = { "minimum", say_numbers },
	[PN_FAULT_MAXIMUM] = { "maximum", say_numbers },
	[PN_FAULT_EXCLUSIVE_MINIMUM] = { "exclusiveMinimum", say_numbers },
	[PN_FAULT_EXCLUSIVE_MAXIMUM] = { "exclusiveMaximum", say_numbers },
	[PN_FAULT_MULTIPLE_OF] = { "multipleOf", say_numbers },
};

_Static_assert(sizeof wordings / sizeof *wordings == PN_FAULT_COUNT, "every fault has words");

void pn_schema_error_message(pn_buf *out, const pn_schema_error *error)
{
	const wording *w = &wordings[error->fault];

	pn_buf_add(out, pn_str_from(w->words));
	if (w->say)
		w->say(out, error);
}

/* ---- layout ---- */

pn_str pn_schema_error_place(pn_arena *arena, const pn_schema_error *error)
{
	const pn_str **steps;
	size_t depth = 0;
	pn_buf buf;

	for (const pn_schema_place *p = error->place; p; p = p->outer)
		depth++;
	steps = pn_alloc_array(arena, depth, sizeof(const pn_str *));
	if (!steps)
		return PN_STR_EMPTY;
	for (const pn_schema_place *p = error->place; p; p = p->outer)
		steps[--depth] = &p->step;
	pn_buf_init(&buf, arena);
	for (const pn_schema_place *p = error->place; p; p = p->outer) {
		pn_buf_byte(&buf, '/');
		pn_pointer_escape(&buf, *steps[depth++]);
	}
	return pn_buf_str(&buf);
}

/* Skips references that lead to one finding only: they add nothing to it. */
static const pn_schema_error *shown(const pn_schema_error *error)
{
	while (error->fault == PN_FAULT_REFERENCE && error->causes && !error->causes->next)
		error = error->causes;
	return error;
}

/* Appends findings and, indented below each, its causes; every line ends with a newline. */
static void print_list(pn_buf *out, const pn_schema_error *list, size_t indent)
{
	for (; list; list = list->next) {
		const pn_schema_error *error = shown(list);

		for (size_t i = 0; i < indent; i++)
			pn_buf_lit(out, "  ");
		pn_buf_lit(out, "- at ");
		append_quoted(out, pn_schema_error_place(out->arena, error));
		pn_buf_lit(out, ": ");
		pn_schema_error_message(out, error);
		pn_buf_byte(out, '\n');
		print_list(out, error->causes, indent + 1);
	}
}

void pn_schema_error_print(pn_buf *out, const pn_schema_error *errors)
{
	if (errors && errors->fault == PN_FAULT_BROKEN)
		pn_buf_add(out, errors->text);
	else if (errors)
		print_list(out, errors->causes, 0);
}

pn_str pn_schema_error_location(pn_arena *arena, const pn_schema_error *error)
{
	return error->at ? pn_node_location(arena, error->at) : PN_STR_EMPTY;
}
