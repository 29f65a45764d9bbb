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
	/* The closing quote is still there, so that a backslash before it goes, as in the library.
	 */
	quoted = pn_str_replace(out->arena, pn_buf_str(&buf), PN_STR("\\\""), PN_STR("\""));
	quoted = pn_str_replace(out->arena, quoted, PN_STR("'"), PN_STR("\\'"));
	pn_buf_add(out, pn_str_slice(quoted, 1, quoted.len - 1));
	pn_buf_byte(out, '\'');
}

static void append_names(pn_buf *out, const pn_schema_error *error)
{
	for (size_t i = 0; i < error->name_count; i++) {
		if (i > 0)
			pn_buf_lit(out, ", ");
		append_quoted(out, error->names[i]);
	}
}

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

static void say(pn_buf *out, const char *text)
{
	pn_buf_add(out, pn_str_from(text));
}

/* "KEYWORD: got 1,234, want 5" */
static void say_counts(pn_buf *out, const char *keyword, const pn_schema_error *error)
{
	say(out, keyword);
	pn_buf_lit(out, ": got ");
	pn_english_int(out, error->got_count);
	pn_buf_lit(out, ", want ");
	pn_english_int(out, error->want_count);
}

static void say_numbers(pn_buf *out, const char *keyword, const pn_schema_error *error)
{
	say(out, keyword);
	pn_buf_lit(out, ": got ");
	append_number(out, error->value);
	pn_buf_lit(out, ", want ");
	append_number(out, error->want);
}

static void say_type(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_lit(out, "got ");
	append_types(out, pn_json_type(error->value));
	pn_buf_lit(out, ", want ");
	append_types(out, error->types);
}

static void say_constant(pn_buf *out, const pn_schema_error *error)
{
	if (is_container(error->want)) {
		pn_buf_lit(out, "'const' failed");
		return;
	}
	pn_buf_lit(out, "value must be ");
	append_primitive(out, error->want);
}

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

static void say_format(pn_buf *out, const pn_schema_error *error)
{
	append_quoted(out, pn_value_str(error->value));
	pn_buf_lit(out, " is not valid ");
	pn_buf_add(out, error->name);
	pn_buf_lit(out, ": ");
	pn_buf_add(out, error->text);
}

static void say_cycle(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_lit(out, "both ");
	pn_buf_add(out, error->name);
	pn_buf_lit(out, " and ");
	pn_buf_add(out, error->text);
	pn_buf_lit(out, " resolve to ");
	pn_buf_quote(out, pn_node_location(out->arena, error->at));
	pn_buf_lit(out, " causing reference cycle");
}

static void say_one_of(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_lit(out, "'oneOf' failed, ");
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

static void say_required(pn_buf *out, const pn_schema_error *error)
{
	say(out, error->name_count == 1 ? "missing property " : "missing properties ");
	append_names(out, error);
}

static void say_dependency(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_lit(out, "properties ");
	append_names(out, error);
	pn_buf_lit(out, " required, if ");
	append_quoted(out, error->name);
	pn_buf_lit(out, " exists");
}

static void say_additional(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_lit(out, "additional properties ");
	append_names(out, error);
	pn_buf_lit(out, " not allowed");
}

static void say_unique(pn_buf *out, const pn_schema_error *error)
{
	pn_buf_lit(out, "items at ");
	pn_english_int(out, error->got_count);
	pn_buf_lit(out, " and ");
	pn_english_int(out, error->want_count);
	pn_buf_lit(out, " are equal");
}

/* "min 2 items required to match contains schema, but matched 1 items at 0" */
static void say_contains(pn_buf *out, const char *bound, const pn_schema_error *error)
{
	say(out, bound);
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

static void say_pattern(pn_buf *out, const pn_schema_error *error)
{
	append_quoted(out, pn_value_str(error->value));
	pn_buf_lit(out, " does not match pattern ");
	append_quoted(out, error->text);
}

static void say_with_quoted(pn_buf *out, const char *text, pn_str name)
{
	say(out, text);
	append_quoted(out, name);
}

void pn_schema_error_message(pn_buf *out, const pn_schema_error *error)
{
	switch ((pn_schema_fault)error->fault) {
	case PN_FAULT_BROKEN:
		pn_buf_add(out, error->text);
		break;
	case PN_FAULT_SCHEMA:
		say_with_quoted(out, "jsonschema validation failed with ",
				pn_node_location(out->arena, error->at));
		break;
	case PN_FAULT_GROUP:
	case PN_FAULT_REFERENCE:
		say(out, "validation failed");
		break;
	case PN_FAULT_FALSE:
		say(out, "false schema");
		break;
	case PN_FAULT_CYCLE:
		say_cycle(out, error);
		break;
	case PN_FAULT_INVALID_TYPE:
		say(out, "invalid jsonType ");
		pn_buf_add(out, pn_value_type_name(error->value));
		break;
	case PN_FAULT_TYPE:
		say_type(out, error);
		break;
	case PN_FAULT_CONST:
		say_constant(out, error);
		break;
	case PN_FAULT_ENUM:
		say_choices(out, error);
		break;
	case PN_FAULT_FORMAT:
		say_format(out, error);
		break;
	case PN_FAULT_NOT:
		say(out, "'not' failed");
		break;
	case PN_FAULT_ALL_OF:
		say(out, "'allOf' failed");
		break;
	case PN_FAULT_ANY_OF:
		say(out, "'anyOf' failed");
		break;
	case PN_FAULT_ONE_OF:
		say_one_of(out, error);
		break;
	case PN_FAULT_MIN_PROPERTIES:
		say_counts(out, "minProperties", error);
		break;
	case PN_FAULT_MAX_PROPERTIES:
		say_counts(out, "maxProperties", error);
		break;
	case PN_FAULT_REQUIRED:
		say_required(out, error);
		break;
	case PN_FAULT_DEPENDENCY:
	case PN_FAULT_DEPENDENT_REQUIRED:
		say_dependency(out, error);
		break;
	case PN_FAULT_ADDITIONAL_PROPERTIES:
		say_additional(out, error);
		break;
	case PN_FAULT_PROPERTY_NAMES:
		say_with_quoted(out, "invalid propertyName ", error->name);
		break;
	case PN_FAULT_MIN_ITEMS:
		say_counts(out, "minItems", error);
		break;
	case PN_FAULT_MAX_ITEMS:
		say_counts(out, "maxItems", error);
		break;
	case PN_FAULT_UNIQUE_ITEMS:
		say_unique(out, error);
		break;
	case PN_FAULT_ADDITIONAL_ITEMS:
		say(out, "last ");
		pn_english_int(out, error->got_count);
		say(out, " additionalItem(s) not allowed");
		break;
	case PN_FAULT_CONTAINS:
		say(out, "no items match contains schema");
		break;
	case PN_FAULT_MIN_CONTAINS:
		say_contains(out, "min", error);
		break;
	case PN_FAULT_MAX_CONTAINS:
		say_contains(out, "max", error);
		break;
	case PN_FAULT_MIN_LENGTH:
		say_counts(out, "minLength", error);
		break;
	case PN_FAULT_MAX_LENGTH:
		say_counts(out, "maxLength", error);
		break;
	case PN_FAULT_PATTERN:
		say_pattern(out, error);
		break;
	case PN_FAULT_MINIMUM:
		say_numbers(out, "minimum", error);
		break;
	case PN_FAULT_MAXIMUM:
		say_numbers(out, "maximum", error);
		break;
	case PN_FAULT_EXCLUSIVE_MINIMUM:
		say_numbers(out, "exclusiveMinimum", error);
		break;
	case PN_FAULT_EXCLUSIVE_MAXIMUM:
		say_numbers(out, "exclusiveMaximum", error);
		break;
	case PN_FAULT_MULTIPLE_OF:
		say_numbers(out, "multipleOf", error);
		break;
	case PN_FAULT_COUNT:
		break;
	}
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
