/* SPDX-License-Identifier: Apache-2.0 */
/* What a chart cannot reach: numbers, the tree of findings, limits, warnings, scarce memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "failing.h"
#include "fixture.h"

#include "codec/json.h"
#include "schema/compiler.h"
#include "schema/english.h"
#include "schema/validate.h"

static void expect(pn_str got, const char *want)
{
	pn_str wanted = pn_str_from(want);

	if (!pn_str_eq(got, wanted))
		fail_msg("got \"%.*s\", want \"%s\"", PN_ARG(got), want);
}

/* ---- numbers ---- */

static pn_decimal decimal(const char *text)
{
	pn_decimal d;

	assert_true(pn_decimal_read(pn_str_from(text), &d));
	return d;
}

static void decimals_are_exact(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {
		{ "1", "1.0", 0 },
		{ "-0", "0.00", 0 },
		{ "100", "1e2", 0 },
		{ "0.1", "1E-1", 0 },
		{ "9007199254740993", "9007199254740992", 1 },
		{ "0.30000000000000004", "0.3", 1 },
		{ "-2", "-1", -1 },
		{ "-1", "0", -1 },
		{ "1e300", "1e299", 1 },
		{ "0.001", "0.0009", 1 },
		{ "12.5", "12.49999", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_decimal a = decimal(rows[i].a), b = decimal(rows[i].b);

		assert_int_equal(pn_decimal_compare(&a, &b), rows[i].order);
		assert_int_equal(pn_decimal_compare(&b, &a), -rows[i].order);
	}
}

static void decimals_refuse_what_go_refuses(void **state)
{
	static const char *const texts[] = { "",    "-",   "x",	       "1x",	    "1e",
					     "1.e", "1 ",  "0x10",     "1e1000001", "1e-1000001",
					     ".",   "--1", "1e999999e" };
	pn_decimal d;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_false(pn_decimal_read(pn_str_from(texts[i]), &d));
	assert_true(pn_decimal_read(PN_STR("0e9999999999999999999"), &d));
	assert_true(pn_decimal_read(PN_STR("+.5"), &d));
}

static void decimals_divide(void **state)
{
	static const struct {
		const char *a, *b;
		bool integer;
	} rows[] = {
		{ "0", "3", true },
		{ "9", "3", true },
		{ "10", "3", false },
		{ "0.07", "0.01", true },
		{ "0.0075", "0.0001", true },
		{ "0.00751", "0.0001", false },
		{ "1e300", "3e-5", false },
		{ "3e300", "3e-5", true },
		{ "-4.5", "1.5", true },
		{ "1", "0.123456789012345678901234567890", false },
		{ "123456789012345678901234567890", "0.12345678901234567890123456789", true },
		{ "1", "16", false },
		{ "1e4", "16", true },
	};
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_decimal x = decimal(rows[i].a), y = decimal(rows[i].b);
		uint64_t steps = 1000000;

		assert_int_equal(pn_decimal_divides(&b.arena, &x, &y, &steps), rows[i].integer);
		assert_true(steps > 0);
	}
	fixture_finish(&b);
}

static void decimals_convert(void **state)
{
	pn_decimal d = decimal("12.5e3"), big = decimal("1e30"), huge = decimal("-1e400");
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	assert_true(pn_decimal_is_integer(&d));
	assert_int_equal(pn_decimal_low_bits(&d), 12500);
	assert_int_equal(pn_decimal_low_bits(&big), 5076944270305263616); /* Go: big.Int.Int64 */
	assert_true(pn_decimal_double(&b.arena, &d) == 12500.0);
	assert_true(pn_decimal_double(&b.arena, &huge) < -1.7976931348623157e308);
	fixture_finish(&b);
}

/* Go: fmt.Sprintf of golang.org/x/text/message for English. */
static void numbers_read_as_english(void **state)
{
	static const struct {
		double number;
		const char *text;
	} rows[] = {
		{ 0, "0" },
		{ -5, "-5" },
		{ 1000, "1,000" },
		{ 12345.678, "12,345.678" },
		{ 999999, "999,999" },
		{ 1000000, "1×10⁰⁶" },
		{ 1234567, "1.234567×10⁰⁶" },
		{ 0.0001, "0.0001" },
		{ 0.00012345, "0.00012345" },
		{ 0.00001, "1×10⁻⁰⁵" },
		{ 1e300, "1×10³⁰⁰" },
		{ 123456.5, "123,456.5" },
	};
	fixture b;
	pn_buf out;

	(void)state;
	fixture_init(&b, NULL);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_buf_init(&out, &b.arena);
		pn_english_float(&out, rows[i].number);
		expect(pn_buf_str(&out), rows[i].text);
	}
	pn_buf_init(&out, &b.arena);
	pn_english_int(&out, INT64_MIN);
	expect(pn_buf_str(&out), "-9,223,372,036,854,775,808");
	fixture_finish(&b);
}

/* ---- findings ---- */

/* Compiles and validates; the findings, or NULL. */
static const pn_schema_error *validate(fixture *b, const char *schema, const char *instance)
{
	const pn_schema_error *errors = NULL;
	const pn_schema *compiled;
	pn_value v;

	assert_true(pn_json_read(&b->cx, pn_str_from(instance), NULL, &v));
	assert_true(pn_schema_compile(&b->cx, pn_str_from(schema), &compiled));
	assert_true(pn_schema_validate(&b->cx, compiled, &v, &errors));
	return errors;
}

static void findings_form_a_tree(void **state)
{
	static const char schema[] =
		"{\"properties\": {\"a/b\": {\"items\": {\"$ref\": \"#/$defs/x y\"}}},"
		" \"$defs\": {\"x y\": {\"anyOf\": [{\"type\": \"string\"}, {\"minimum\": 5}]}}}";
	const pn_schema_error *e;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	e = validate(&b, schema, "{\"a/b\": [\"x\", 3]}");
	assert_non_null(e);
	assert_int_equal(e->fault, PN_FAULT_SCHEMA);
	expect(pn_schema_error_location(&b.arena, e), "file:///values.schema.json#");
	e = e->causes;
	assert_int_equal(e->fault, PN_FAULT_REFERENCE);
	expect(pn_schema_error_place(&b.arena, e), "/a~1b/1");
	e = e->causes;
	assert_int_equal(e->fault, PN_FAULT_ANY_OF);
	expect(pn_schema_error_location(&b.arena, e), "file:///values.schema.json#/$defs/x%20y");
	assert_int_equal(e->causes->fault, PN_FAULT_TYPE);
	assert_int_equal(e->causes->next->fault, PN_FAULT_MINIMUM);
	assert_null(e->causes->next->next);
	expect(pn_schema_error_location(&b.arena, e->causes->next),
	       "file:///values.schema.json#/$defs/x%20y/anyOf/1");
	fixture_finish(&b);
}

static void valid_values_have_no_findings(void **state)
{
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	assert_null(validate(&b, "{\"required\": [\"a\"]}", "{\"a\": null}"));
	fixture_finish(&b);
}

/* The same compiled schema serves several validations, each with an arena of its own. */
static void schemas_can_be_shared(void **state)
{
	fixture b, other;
	const pn_schema_error *errors;
	const pn_schema *schema;
	pn_value v = pn_map_value(PN_TYPE_MAP, NULL);

	(void)state;
	fixture_init(&b, NULL);
	assert_true(pn_schema_compile(&b.cx, PN_STR("{\"required\": [\"a\"]}"), &schema));
	for (int i = 0; i < 3; i++) {
		fixture_init(&other, NULL);
		assert_true(pn_schema_validate(&other.cx, schema, &v, &errors));
		assert_int_equal(errors->causes->fault, PN_FAULT_REQUIRED);
		fixture_finish(&other);
	}
	fixture_finish(&b);
}

/* ---- the quick check ---- */

/* Returns what the metaschema says. */
static bool metaschema_accepts(pn_compiler *c, const pn_node *node)
{
	const pn_dialect *dialect = &node->resource->dialect;
	const pn_node *meta = pn_metaschema_node(c, dialect);
	pn_run run = { .cx = c->cx, .documents = c };

	assert_non_null(meta);
	run.schema = c->meta->schema;
	return !pn_run_validate(&run, meta, meta, node->value);
}

/* What is put under each keyword. */
static const char *const keyword_values[] = {
	"true",
	"null",
	"0",
	"-1",
	"1.5",
	"1e2",
	"\"\"",
	"\"string\"",
	"\"a(\"",
	"\"a b\"",
	"\"#\"",
	"\"#a\"",
	"\"a%zz\"",
	"\"http://json-schema.org/draft-07/schema#\"",
	"[]",
	"[\"a\"]",
	"[\"a\", \"a\"]",
	"[\"string\", \"null\"]",
	"[1, 1.0]",
	"[{}]",
	"[true]",
	"[5]",
	"{}",
	"{\"a\": {}}",
	"{\"a\": true}",
	"{\"a\": 5}",
	"{\"a(\": {}}",
	"{\"a\": [\"b\"]}",
	"{\"a\": [\"b\", \"b\"]}",
	"{\"type\": \"strin\"}",
	"{\"$id\": \"x\", \"$schema\": \"http://json-schema.org/draft-04/schema#\"}"
};

/* Puts each value under each keyword in each draft: the quick check never accepts too much. */
static void quick_check_is_never_too_kind(void **state)
{
	fixture b;

	(void)state;
	for (size_t draft = 0; draft < PN_DRAFT_COUNT; draft++) {
		for (size_t k = 0; k < PN_KW_COUNT; k++) {
			for (size_t i = 0; i < sizeof keyword_values / sizeof *keyword_values;
			     i++) {
				pn_str name = pn_keyword_get((pn_keyword_id)k)->name;
				pn_str url = pn_draft_get((pn_draft)draft)->url;
				pn_compiler *c;
				pn_root root = { .url = PN_STR("x:y") };
				pn_dialect dialect = { .draft = (pn_draft)draft };
				size_t taken;
				pn_value doc;

				fixture_init(&b, NULL);
				assert_true(pn_json_read_numbers(
					&b.cx,
					pn_str_format(&b.arena,
						      "{\"$schema\": \"%.*s\", \"not\": "
						      "{\"%.*s\": %s}}",
						      PN_ARG(url), PN_ARG(name), keyword_values[i]),
					&taken, &doc));
				c = pn_compiler_new(&b.cx);
				root.doc = &doc;
				root.ids = pn_map_new(&b.arena, 0);
				root.node = pn_compiler_node(c, &root, &doc);
				if (pn_compiler_collect(c, root.node, NULL, dialect) &&
				    pn_check_schema(c, &doc, (pn_draft)draft) &&
				    !metaschema_accepts(c, root.node))
					fail_msg("%.*s: %s in %.*s", PN_ARG(name),
						 keyword_values[i], PN_ARG(url));
				fixture_finish(&b);
			}
		}
	}
}

/* ---- quick schemas ---- */

/* What a quick schema says of an instance has to be what the full one says, twice. */
static void expect_same_verdict(const char *schema, const char *instance, bool plain)
{
	const pn_schema_error *errors;
	const pn_schema *full;
	pn_schema_quick *quick;
	bool accepted = false;
	pn_value v;
	fixture b;

	fixture_init(&b, NULL);
	assert_true(pn_json_read(&b.cx, pn_str_from(instance), NULL, &v));
	assert_true(pn_schema_compile(&b.cx, pn_str_from(schema), &full));
	assert_true(pn_schema_validate(&b.cx, full, &v, &errors));
	quick = pn_schema_quick_new(NULL, &b.limits, pn_str_from(schema));
	if (plain != (quick != NULL))
		fail_msg("%s: plain is %d", schema, quick != NULL);
	for (int i = 0; quick && i < 2; i++) {
		assert_true(pn_schema_quick_accepts(&b.cx, quick, &v, &accepted));
		if (accepted != !errors)
			fail_msg("%s: %s: accepted is %d", schema, instance, accepted);
	}
	pn_schema_quick_free(quick);
	fixture_finish(&b);
}

static void plain_schemas_say_the_same(void **state)
{
	static const char *const schemas[] = {
		"{}",
		"{\"properties\": {\"a\": {\"type\": \"string\"}, \"b\": true, \"c\": false}}",
		"{\"properties\": {\"a\": {\"type\": [\"string\", \"null\"]}, \"a\": {}}}",
		"{\"$ref\": \"#/definitions/x\", \"definitions\": {\"x\": {\"type\": \"array\"}}}",
		"{\"additionalProperties\": {\"$ref\": \"#\"}, \"minProperties\": 1}",
		"{\"properties\": {\"a\": {\"$ref\": \"#/properties/b\"}, \"b\": {\"maxLength\": "
		"1}}}",
		"{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"required\": [\"a\"]}",
		"{\"required\": [\"b\"], \"$schema\": \"http://json-schema.org/draft-04/schema#\"}",
		"{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"$defs\": {\"x\": "
		"{\"enum\": [{\"b\": 1, \"a\": [2]}, \"x\"]}}, \"patternProperties\": {\"^a\": "
		"{\"$ref\": "
		"\"#/$defs/x\"}}}",
		"{\"$ref\": \"#/$defs/x\", \"$defs\": {\"x\": {\"$ref\": \"#/$defs/y\"}, \"y\": "
		"{\"$ref\": "
		"\"#/$defs/x\"}}}",
		"{\"if\": {\"required\": [\"a\"]}, \"then\": {\"required\": [\"b\"]}, \"else\": "
		"{\"not\": {}}}",
		"{\"anyOf\": [{\"const\": 1.0}, {\"type\": \"object\", \"unevaluatedProperties\": "
		"false, "
		"\"properties\": {\"a\": {}}}]}",
		"{\"title\": \"\\u00e4\\n\", \"x-y\": [1e5, -0.5, null, {\"z\": {}}], \"pattern\": "
		"\"^x+$\"}",
		"{\"$id\": \"https://example.com/a-b/c.schema.json\", \"$ref\": \"#/$defs/x\", "
		"\"$defs\": {\"x\": {\"required\": [\"a\"]}}}",
		"{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"$id\": "
		"\"http://example.com/x\", \"items\": {\"$ref\": \"#\"}, \"maxItems\": 2}",
		"{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"$id\": "
		"\"http://example.com/x\", \"type\": \"object\"}",
		"{\"dependencies\": {\"a\": [\"b\"], \"c\": {\"type\": \"string\"}}, "
		"\"uniqueItems\": true}",
		"{\"allOf\":[{\"properties\":{\"a\":{}}},{\"patternProperties\":{\"^b$\":{\"type\":\"string\"}}}],\"unevaluatedProperties\":false}",
		"{\"anyOf\":[{\"properties\":{\"a\":{\"type\":\"string\"}}},{\"properties\":{\"b\":{}},\"required\":[\"b\"]}],\"unevaluatedProperties\":{\"type\":\"object\"}}",
		"{\"if\":{\"properties\":{\"a\":{\"const\":1}},\"required\":[\"a\"]},\"then\":{\"additionalProperties\":true},\"else\":{\"$ref\":\"#/$defs/x\"},\"$defs\":{\"x\":{\"properties\":{\"c\":{}}}},\"unevaluatedProperties\":false}",
		"{\"oneOf\":[{\"properties\":{\"a\":{}},\"required\":[\"a\"]},{\"properties\":{\"b\":{}},\"required\":[\"b\"]}],\"unevaluatedProperties\":false}",
		"{\"prefixItems\":[{\"type\":\"integer\"}],\"contains\":{\"const\":1},\"minContains\":1,\"maxContains\":1,\"unevaluatedItems\":false}",
		"{\"allOf\":[{\"prefixItems\":[{}]},{\"prefixItems\":[{},{\"type\":\"number\"}]}],\"unevaluatedItems\":{\"type\":\"string\"}}",
		"{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\",\"contains\":{\"type\":\"number\"},\"items\":[{}],\"unevaluatedItems\":false}",
		"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"integer\"}],\"additionalItems\":{\"type\":\"string\"}}",
		"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"integer\"}],\"additionalItems\":false}",
		"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":{\"type\":\"integer\"},\"additionalItems\":false,\"maxItems\":1}",
		"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"properties\":{\"a\":{\"$ref\":\"#/definitions/x\",\"type\":\"null\",\"const\":\"x\",\"minLength\":9}},\"definitions\":{\"x\":{\"type\":[\"string\",\"integer\"],\"definitions\":{\"y\":false}}}}",
		"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"$ref\":\"#/definitions/x/definitions/y\",\"definitions\":{\"x\":{\"definitions\":{\"y\":{\"properties\":{\"b\":false}}}}}}",
		"{\"dependentRequired\":{\"a\":[\"b\"]},\"dependentSchemas\":{\"c\":{\"maxProperties\":1,\"properties\":{\"c\":{\"required\":[\"a\"]}}}}}",
		"{\"propertyNames\":{\"enum\":[\"a\",\"c\"]},\"minProperties\":1,\"maxProperties\":1}",
		"{\"properties\":{\"a\":{\"minimum\":1,\"exclusiveMaximum\":2,\"multipleOf\":0.5}},\"minimum\":2}",
		"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"properties\":{\"a\":{\"format\":\"ipv4\"}},\"format\":\"regex\"}",
		"{\"properties\":{\"a\":{\"$ref\":\"#/additionalProperties\"}},\"additionalProperties\":{\"not\":{\"type\":[\"string\",\"number\"]}}}",
		"{\"properties\":{\"a\":{\"$ref\":\"#/not\"},\"b\":{\"$ref\":\"#/if\"}},\"not\":{\"type\":\"array\"},\"if\":{\"type\":[\"object\",\"string\"]}}",
		"{\"items\":{\"type\":\"integer\"},\"properties\":{\"a\":{\"$ref\":\"#/items\"}},\"additionalProperties\":{\"$ref\":\"#/properties/a\"}}",
		"{\"patternProperties\":{\"^[ab]\":{\"type\":[\"string\",\"number\"]},\"b\":{\"maxLength\":1}},\"additionalProperties\":false}",
		"{\"not\":{\"anyOf\":[{\"required\":[\"a\"]},{\"type\":\"array\",\"minItems\":2}]}}",
		"{\"properties\":{\"a\":{\"enum\":[\"1\",null,{\"a\":[2],\"b\":1.0},[]]},\"b\":{\"const\":\"1\"}}}",
		"{\"not\":{\"not\":{\"$ref\":\"#\"}}}",
		"{\"properties\":{\"k1\":{},\"k2\":{},\"k3\":{},\"k4\":{},\"k5\":{},\"k6\":{},\"k7\":{},\"k8\":{},\"a\":{\"type\":\"null\"},\"b\":{},\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}",
	};
	static const char *const instances[] = {
		"{}",
		"{\"a\": \"x\"}",
		"{\"a\": 1, \"b\": \"xy\"}",
		"{\"a\": null, \"b\": {\"c\": {}}}",
		"{\"c\": {\"a\": {}}}",
		"{\"a\": {\"a\": [2], \"b\": 1}}",
		"{\"b\": \"1\"}",
		"{\"a\": 1.5, \"c\": {}}",
		"{\"a\": \"10.0.0.1\", \"b\": []}",
		"[1, \"x\", 2]",
		"[1, 1]",
		"[\"x\", 1]",
		"[1, 1.0]",
		"[]",
		"\"xx\"",
		"1",
		"null",
	};

	(void)state;
	for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
		for (size_t k = 0; k < sizeof instances / sizeof *instances; k++)
			expect_same_verdict(schemas[i], instances[k], true);
}

/* What is not certainly right or simple is left to the full way. */
static void other_schemas_are_not_plain(void **state)
{
	static const char *const schemas[] = {
		"",
		"true",
		"[]",
		"{\"a\": 1,}",
		"{\"a\": 01}",
		"{\"a\": \"\\x\"}",
		"{} {}",
		"{\"type\": \"strin\"}",
		"{\"type\": []}",
		"{\"type\": [\"null\", \"null\"]}",
		"{\"properties\": {\"a\": {\"minLength\": -1}}}",
		"{\"properties\": {\"a\": 5}}",
		"{\"pattern\": \"(\"}",
		"{\"$ref\": \"#/definitions/x\"}",
		"{\"$ref\": \"#/title\", \"title\": \"x\"}",
		"{\"$ref\": \"http://localhost/x\"}",
		"{\"$id\": \"http://localhost/x#a\"}",
		"{\"$id\": \"http:///x\"}",
		"{\"$id\": \"http://\"}",
		"{\"$schema\": \"json-schema.org/draft-07/schema#\"}",
		"{\"$id\": \"x\"}",
		"{\"$id\": \"file:///values.schema.json\"}",
		"{\"$id\": \"http://localhost/x\", \"$ref\": \"x\"}",
		"{\"properties\": {\"a\": {\"$id\": \"http://localhost/x\"}}}",
		"{\"properties\": {\"a\": {\"$anchor\": \"x\"}}}",
		"{\"properties\": {\"a\": {\"$schema\": "
		"\"http://json-schema.org/draft-07/schema#\"}}}",
		"{\"$schema\": \"http://localhost/x\"}",
		"{\"items\":[{}],\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"not\":{\"$ref\":\"#/items\"}}",
		"{\"type\":\"string\",\"type\":\"null\"}",
		"{\"required\":[\"a\",\"a\"]}",
		"{\"dependencies\":{\"a\":[\"b\"],\"a\":[]}}",
		"{\"maxLength\":\"1\"}",
		"{\"minimum\":\"1\"}",
		"{\"multipleOf\":0}",
		"{\"multipleOf\":-1}",
		"{\"enum\":5}",
		"{\"patternProperties\":{\"(\":{}}}",
		"{\"$ref\":\"#/$defs/x\",\"$defs\":{\"y\":{}}}",
		"{\"$ref\":\"#/$defs\",\"$defs\":{\"y\":{}}}",
		"{\"$ref\":\"#/$defs/a/type\",\"$defs\":{\"a\":{\"type\":\"null\"}}}",
		"{\"properties\":{\"a\":{\"x-y\":\"\\u00g0\"}}}",
		"{\"title\":\"\\t",
		"{\"default\":\"	\"}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
		expect_same_verdict(schemas[i], "{}", false);
}

/* A byte that is no blank, at every place of a schema that has all sorts of blanks in long lines.
 */
static void other_bytes_are_no_blanks(void **state)
{
	static const char text[] =
		"{ \"properties\" : \n                        {\n                                      "
		"       \"a\": {\"type\":\t\"string\" , \"minLength\": 3},\r\n\"b\" :true } ,"
		"\"required\": [ \"a\" ,\"b\"\n] , \"additionalProperties\" : false, "
		"\"description\": \"long enough for what looks at many bytes at once, which must be "
		"tried, too; so this text goes on for quite a while, and then still a bit further, "
		"until it is long enough for the longest of all looks, of which there are some\" }";
	static const char bytes[] = { '\0', '\x01', '\f', '\x7F', '\x80', 'x' };
	char copy[sizeof text];
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	for (size_t i = 0; i + 1 < sizeof text; i++) {
		for (size_t k = 0; k < sizeof bytes; k++) {
			pn_schema_quick *quick;
			size_t taken;
			pn_value v;
			bool good;

			memcpy(copy, text, sizeof text);
			copy[i] = bytes[k];
			pn_error_clear(&b.err);
			good = pn_json_read_numbers(&b.cx, (pn_str){ copy, sizeof text - 1 },
						    &taken, &v);
			quick = pn_schema_quick_new(NULL, &b.limits,
						    (pn_str){ copy, sizeof text - 1 });
			if (quick && !good)
				fail_msg("byte %u at %zu is taken", (unsigned char)bytes[k], i);
			pn_schema_quick_free(quick);
		}
	}
	fixture_finish(&b);
	for (size_t len = 0; len + 1 < sizeof text; len++) {
		char *part = malloc(len + 1); /* of just that size, so that readers of more show */

		assert_non_null(part);
		memcpy(part + 1, text, len);
		assert_null(pn_schema_quick_new(NULL, &b.limits, (pn_str){ part + 1, len }));
		free(part);
	}
}

/* The grid of keywords and values, as schemas of instances now. */
static void quick_schemas_are_never_too_kind(void **state)
{
	static const char *const instances[] = { "{\"a\": 1}", "[\"a\", 5]", "\"string\"", "5" };
	fixture b;

	(void)state;
	for (size_t draft = 0; draft < PN_DRAFT_COUNT; draft++) {
		for (size_t k = 0; k < PN_KW_COUNT; k++) {
			for (size_t i = 0; i < sizeof keyword_values / sizeof *keyword_values;
			     i++) {
				pn_schema_quick *quick;
				pn_str schema;

				fixture_init(&b, NULL);
				schema = pn_str_format(
					&b.arena,
					"{\"$schema\": \"%.*s\", \"anyOf\": [{\"%.*s\": %s}]}",
					PN_ARG(pn_draft_get((pn_draft)draft)->url),
					PN_ARG(pn_keyword_get((pn_keyword_id)k)->name),
					keyword_values[i]);
				quick = pn_schema_quick_new(NULL, &b.limits, schema);
				for (size_t n = 0; quick && n < 4; n++)
					expect_same_verdict(schema.ptr, instances[n], true);
				pn_schema_quick_free(quick);
				fixture_finish(&b);
			}
		}
	}
}

/* ---- limits ---- */

static void expect_limit(fixture *b, const char *schema, const char *instance, const char *want)
{
	const pn_schema_error *errors;
	const pn_schema *compiled;
	pn_value v;

	assert_true(pn_json_read(&b->cx, pn_str_from(instance), NULL, &v));
	if (pn_schema_compile(&b->cx, pn_str_from(schema), &compiled))
		assert_false(pn_schema_validate(&b->cx, compiled, &v, &errors));
	assert_int_equal(b->err.status, PINTLE_ERR_LIMIT);
	expect(pn_error_text(&b->err), want);
}

static void limits_hold(void **state)
{
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	b.limits.depth = 4;
	expect_limit(&b, "{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{}}}}}}", "{}",
		     "limit 'depth' exceeded: JSON is nested deeper than 4 levels");
	fixture_finish(&b);
	fixture_init(&b, NULL);
	b.limits.steps = 5;
	expect_limit(
		&b,
		"{\"items\":{\"$ref\":\"#/$defs/a\"},\"$defs\":{\"a\":{\"type\":[\"number\"]}}}",
		"[1,2,3,4]",
		"limit 'steps' exceeded: values.schema.json takes more than 5 to apply");
	fixture_finish(&b);
	fixture_init(&b, NULL);
	b.limits.steps = 100000;
	expect_limit(&b, "{\"multipleOf\": 3e-9999}", "1",
		     "limit 'steps' exceeded: a division takes too many of them");
	fixture_finish(&b);
}

/* A chain of references longer than the stack of a thread is fine. */
static void long_chains_of_references_work(void **state)
{
	enum { LINKS = 20000 };
	const pn_schema_error *errors;
	const pn_schema *schema;
	pn_value v = pn_float(1);
	pn_buf text, out;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	pn_buf_init(&text, &b.arena);
	pn_buf_lit(&text, "{\"$ref\":\"#/$defs/0\",\"$defs\":{");
	for (int i = 0; i < LINKS; i++)
		pn_buf_format(&text, "\"%d\":{\"$ref\":\"#/$defs/%d\"},", i, i + 1);
	pn_buf_format(&text, "\"%d\":{\"type\":\"string\"}}}", LINKS);
	assert_true(pn_schema_compile(&b.cx, pn_buf_str(&text), &schema));
	assert_true(pn_schema_validate(&b.cx, schema, &v, &errors));
	pn_buf_init(&out, &b.arena);
	pn_schema_error_print(&out, errors);
	expect(pn_buf_str(&out), "- at '': got number, want string\n");
	fixture_finish(&b);
}

/* ---- warnings ---- */

static void count_line(void *data, pintle_log_level level, const char *line, size_t length)
{
	int *lines = data;

	assert_int_equal(level, PINTLE_LOG_WARN);
	expect((pn_str){ line, length },
	       "level=WARN msg=\"unresolved URN reference ignored; using permissive schema\" "
	       "urn=urn:x:y");
	++*lines;
}

static void urns_are_warned_about_once(void **state)
{
	static const char text[] =
		"{\"allOf\": [{\"$ref\": \"urn:x:y\"}, {\"$ref\": \"urn:x:y#\"}]}";
	int lines = 0;
	pintle_log log = { count_line, &lines, PINTLE_LOG_WARN };
	const pn_schema *schema;
	pn_map *seen;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	seen = pn_map_new(&b.arena, 0);
	assert_true(pn_schema_compile(&b.cx, pn_str_from(text), &schema));
	pn_schema_log(&log, schema, seen);
	pn_schema_log(&log, schema, seen);
	assert_int_equal(lines, 1);
	fixture_finish(&b);
}

/* ---- memory ---- */

/* Compiles and validates with as many requests; false: it said that there were too few. */
static bool report_with(size_t requests, const char *schema, const char *instance)
{
	struct failing f = { .fail_at = requests };
	pintle_allocator mem = { failing_resize, &f };
	const pn_schema *compiled = NULL;
	pn_value v;
	pn_buf out;
	fixture b;
	bool ok;

	fixture_init(&b, &mem);
	pn_buf_init(&out, &b.arena);
	ok = pn_json_read(&b.cx, pn_str_from(instance), NULL, &v) &&
	     pn_schema_compile(&b.cx, pn_str_from(schema), &compiled) &&
	     pn_schema_report(&b.cx, &out, PN_STR("c"), compiled, &v) && !out.failed;
	if (ok)
		assert_true(out.len > 0);
	fixture_finish(&b);
	assert_int_equal(f.held, 0);
	return ok;
}

static void scarce_memory_is_an_error(void **state)
{
	static const char *const schemas[] = {
		"{\"properties\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"c\":{\"pattern\":\"^x\"}},"
		"\"$defs\":{\"b\":{\"anyOf\":[{\"enum\":[1,2]},{\"multipleOf\":0.5}],"
		"\"unevaluatedProperties\":false}},\"propertyNames\":{\"maxLength\":0}}",
		"{\"properties\":{\"a\":{\"type\":\"strin\"}}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
		size_t requests = 0;

		while (!report_with(requests, schemas[i], "{\"a\": 0.3, \"c\": \"y\"}"))
			assert_true(++requests < 1000);
	}
}

static void keywords_are_found(void **state)
{
	(void)state;
	for (int id = 0; id < PN_KW_COUNT; id++) {
		const pn_keyword *keyword = pn_keyword_get((pn_keyword_id)id);

		assert_ptr_equal(pn_keyword_find(keyword->name), keyword);
	}
	assert_null(pn_keyword_find(PN_STR_EMPTY));
	assert_null(pn_keyword_find(PN_STR("typo")));
	assert_null(pn_keyword_find(PN_STR("$red")));
	assert_null(pn_keyword_find(PN_STR("defauld")));
	assert_null(pn_keyword_find(PN_STR("prXperties")));
	assert_null(pn_keyword_find(PN_STR("propertieS")));
	assert_null(pn_keyword_find(PN_STR("descriptiom")));
	assert_null(pn_keyword_find(PN_STR("Description")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimals_are_exact),
		cmocka_unit_test(decimals_refuse_what_go_refuses),
		cmocka_unit_test(decimals_divide),
		cmocka_unit_test(decimals_convert),
		cmocka_unit_test(numbers_read_as_english),
		cmocka_unit_test(findings_form_a_tree),
		cmocka_unit_test(valid_values_have_no_findings),
		cmocka_unit_test(schemas_can_be_shared),
		cmocka_unit_test(quick_check_is_never_too_kind),
		cmocka_unit_test(plain_schemas_say_the_same),
		cmocka_unit_test(other_schemas_are_not_plain),
		cmocka_unit_test(other_bytes_are_no_blanks),
		cmocka_unit_test(quick_schemas_are_never_too_kind),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(long_chains_of_references_work),
		cmocka_unit_test(keywords_are_found),
		cmocka_unit_test(urns_are_warned_about_once),
		cmocka_unit_test(scarce_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
