/* SPDX-License-Identifier: Apache-2.0 */
/* Host functions: what they see of values, what they give back, and how they are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <pintle/pintle.h>

#define TEXT(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

/* ---- the functions ---- */

/* A text that grows up to its size. */
struct text {
	char at[512];
	size_t len;
};

static void add(struct text *t, const char *s, size_t n)
{
	if (n > sizeof t->at - t->len)
		n = sizeof t->at - t->len;
	memcpy(t->at + t->len, s, n);
	t->len += n;
}

static void spell(struct text *t, const pintle_value *value);

static void spell_parts(struct text *t, const pintle_value *value, bool is_map)
{
	add(t, is_map ? "{" : "[", 1);
	for (size_t i = 0; i < pintle_value_count(value); i++) {
		pintle_text key = pintle_value_key(value, i);

		if (i)
			add(t, " ", 1);
		add(t, key.ptr, key.len);
		if (is_map)
			add(t, ":", 1);
		spell(t, pintle_value_element(value, i));
	}
	add(t, is_map ? "}" : "]", 1);
}

/* Writes a value with a letter for its kind. */
static void spell(struct text *t, const pintle_value *value)
{
	pintle_text text = pintle_value_string(value);
	char number[64] = "";

	switch (pintle_value_kind(value)) {
	case PINTLE_NIL:
		add(t, "nil", 3);
		return;
	case PINTLE_BOOL:
		add(t, pintle_value_bool(value) ? "true" : "false",
		    pintle_value_bool(value) ? 4 : 5);
		return;
	case PINTLE_INTEGER:
		add(t, number,
		    (size_t)snprintf(number, sizeof number, "i%lld",
				     (long long)pintle_value_integer(value)));
		return;
	case PINTLE_NUMBER:
		add(t, number,
		    (size_t)snprintf(number, sizeof number, "f%g", pintle_value_number(value)));
		return;
	case PINTLE_STRING:
		add(t, "'", 1);
		add(t, text.ptr, text.len);
		add(t, "'", 1);
		return;
	case PINTLE_LIST:
	case PINTLE_MAP:
		spell_parts(t, value, pintle_value_kind(value) == PINTLE_MAP);
		return;
	case PINTLE_OTHER:
		add(t, "other", 5);
	}
}

static bool run_spell(pintle_call *call, void *data)
{
	struct text t = { .len = 0 };

	(void)data;
	for (size_t i = 0; i < pintle_call_count(call); i++) {
		if (i)
			add(&t, ", ", 2);
		spell(&t, pintle_call_argument(call, i));
	}
	pintle_call_return_string(call, (pintle_text){ t.at, t.len });
	return true;
}

/* Gives a value of the kind that its argument names. */
static bool run_make(pintle_call *call, void *data)
{
	pintle_text kind = pintle_value_string(pintle_call_argument(call, 0));

	switch (kind.len ? kind.ptr[0] : 0) {
	case 'i':
		pintle_call_return_integer(call, INT64_MIN);
		return true;
	case 'f':
		pintle_call_return_number(call, 2.5);
		return true;
	case 'b':
		pintle_call_return_bool(call, true);
		return true;
	case 's':
		pintle_call_return_string(call, (pintle_text){ data, strlen(data) });
		return true;
	case 'n':
		return true; /* sets nothing */
	case '{':
	case '[':
		return pintle_call_return_json(call, kind);
	case 'x':
		return false; /* says nothing */
	default:
		return pintle_call_fail(call, "no such kind");
	}
}

/* Says what a value of another kind than asked for gives. */
static bool run_mistake(pintle_call *call, void *data)
{
	const pintle_value *value = pintle_call_argument(call, 0);
	const pintle_value *map = pintle_call_argument(call, 1);

	(void)data;
	pintle_call_return_bool(
		call, !pintle_call_argument(call, 2) && !pintle_value_bool(value) &&
			      pintle_value_integer(value) == 0 && pintle_value_number(value) == 0 &&
			      pintle_value_count(value) == 0 && !pintle_value_element(value, 0) &&
			      pintle_value_key(value, 0).len == 0 &&
			      !pintle_value_get(value, "a") && !pintle_value_get(map, "gone") &&
			      pintle_value_get(map, "a") && pintle_value_key(map, 9).len == 0 &&
			      !pintle_value_element(map, 9) &&
			      pintle_value_kind(NULL) == PINTLE_NIL);
	return true;
}

static char greeting[] = "hello";

static const pintle_function functions[] = {
	{ "spell", "a*", run_spell, NULL },	{ "make", "s", run_make, greeting },
	{ "mistake", "am", run_mistake, NULL }, { "typed", "sbifm", run_spell, NULL },
	{ "upper", "s", run_spell, NULL },
};
enum { FUNCTION_COUNT = sizeof functions / sizeof *functions };

/* ---- rendering with them ---- */

static pintle_chart *load(const char *text, const pintle_function *with, size_t count,
			  pintle_error *error)
{
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_file files[] = {
		{ "Chart.yaml", TEXT("apiVersion: v2\nname: c\nversion: 1.0.0\n") },
		{ "values.yaml", TEXT("a: 1\nf: 1.5\nl: [x, null, true]\nm: {k: {}}\n") },
		{ "data.bin", TEXT("a\0b") },
		{ "templates/NOTES.txt", { text, strlen(text) } },
	};

	options.functions = with;
	options.function_count = count;
	return pintle_chart_load_files(files, 4, &options, error);
}

/* Renders one text, and compares. */
static void gives_text(const char *text, const char *want, size_t len)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = load(text, functions, FUNCTION_COUNT, &error);
	pintle_manifest *manifest = pintle_render(chart, NULL, NULL, &error);
	pintle_text got;

	if (!manifest)
		fail_msg("%s: %s", text, error.message);
	got = pintle_manifest_notes(manifest);
	if (got.len != len || memcmp(got.ptr, want, len) != 0)
		fail_msg("%s: %.*s", text, (int)got.len, got.ptr);
	pintle_manifest_free(manifest);
	pintle_chart_free(chart);
}

static void gives(const char *text, const char *want)
{
	gives_text(text, want, strlen(want));
}

/* Fails to render one, and looks for words in the message. */
static void fails(const char *text, const char *words)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = load(text, functions, FUNCTION_COUNT, &error);

	assert_non_null(chart);
	assert_null(pintle_render(chart, NULL, NULL, &error));
	if (!strstr(error.message, words))
		fail_msg("%s: %s", text, error.message);
	pintle_error_finish(&error);
	pintle_chart_free(chart);
}

static void they_see_values_of_every_kind(void **state)
{
	(void)state;
	gives("x: {{ spell }}", "x: ");
	gives("x: {{ spell nil true 7 -2.5 \"t\" }}", "x: nil, true, i7, f-2.5, 't'");
	gives("x: {{ spell .Values }}", "x: {a:f1 f:f1.5 l:['x' nil true] m:{k:{}}}");
	gives("x: {{ spell (list 1 (dict \"b\" 1 \"a\" list)) }}", "x: [i1 {a:[] b:i1}]");
	gives("x: {{ spell (b64dec \"YQ==\") (toDate \"2006\" \"2020\") }}", "x: 'a', other");
	gives_text("{{ spell (.Files.Glob \"*.bin\") }}", "{data.bin:'a\0b'}", 16);
	gives("x: {{ mistake \"t\" (dict \"a\" 1) }}", "x: true");
}

static void they_give_values_of_every_kind(void **state)
{
	(void)state;
	gives("x: {{ make \"i\" }} {{ make \"f\" }} {{ make \"b\" }} {{ make \"s\" }}",
	      "x: -9223372036854775808 2.5 true hello");
	gives("x: {{ kindOf (make \"i\") }} {{ kindOf (make \"f\") }}", "x: int float64");
	gives("x: {{ (make \"{\\\"k\\\": [1, null]}\").k | toJson }}", "x: [1,null]");
	gives("x: {{ make \"n\" | default \"none\" }}", "x: none");
}

static void they_win_over_the_built_in_ones(void **state)
{
	(void)state;
	gives("x: {{ upper \"a\" }} {{ lower \"A\" }}", "x: 'a' a");
	gives("x: {{ typed \"s\" true 1 2.5 (dict) }}", "x: 's', true, i1, f2.5, {}");
}

static void their_failures_are_the_templates(void **state)
{
	(void)state;
	fails("{{ make \"?\" }}", "error calling make: no such kind");
	fails("{{ make \"x\" }}", "error calling make: the host's function failed");
	fails("{{ make \"{\" }}", "error calling make: ");
	fails("{{ make 1 }}", "expected string; found 1");
	fails("{{ make \"a\" \"b\" }}", "wrong number of args for make: want 1 got 2");
	fails("{{ nope 1 }}", "function \"nope\" not defined");
}

/* Loads with a function that cannot be one. */
static void refuses(const pintle_function *with, size_t count, const char *words)
{
	pintle_error error = PINTLE_ERROR_INIT;

	assert_null(load("x", with, count, &error));
	assert_int_equal(error.status, PINTLE_ERR_ARGUMENT);
	assert_string_equal(error.message, words);
	pintle_error_finish(&error);
}

static void those_that_cannot_be_called_are_refused(void **state)
{
	const pintle_function no_name = { NULL, "", run_spell, NULL };
	const pintle_function bad_name = { "a-b", "", run_spell, NULL };
	const pintle_function digit = { "1a", "", run_spell, NULL };
	const pintle_function no_code = { "f", "", NULL, NULL };
	const pintle_function no_params = { "f", NULL, run_spell, NULL };
	const pintle_function bad_params = { "f", "sq", run_spell, NULL };
	const pintle_function star_first = { "f", "*", run_spell, NULL };
	const pintle_function star_inside = { "f", "s*s", run_spell, NULL };
	const pintle_function twice[] = { functions[0], functions[1], functions[0] };

	(void)state;
	refuses(&no_name, 1, "host function 0 has no name");
	refuses(&bad_name, 1, "host function \"a-b\": templates cannot call this name");
	refuses(&digit, 1, "host function \"1a\": templates cannot call this name");
	refuses(&no_code, 1, "host function \"f\" has no code");
	refuses(&no_params, 1, "host function \"f\" has no parameter letters");
	refuses(&bad_params, 1, "host function \"f\": \"sq\" are no parameter letters");
	refuses(&star_first, 1, "host function \"f\": \"*\" are no parameter letters");
	refuses(&star_inside, 1, "host function \"f\": \"s*s\" are no parameter letters");
	refuses(twice, 3, "host function \"spell\" is given twice");
}

static void the_built_in_ones_are_described(void **state)
{
	size_t count = pintle_function_count(), found = 0;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		pintle_function_info info = pintle_function_at(i);

		assert_true(info.family[0] && info.name[0] && info.usage[0] && info.doc[0]);
		found += !strcmp(info.name, "uuidv4") && info.is_volatile;
		found += !strcmp(info.name, "upper") && !info.is_volatile;
	}
	assert_int_equal(found, 2);
	assert_string_equal(pintle_function_at(count).name, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_see_values_of_every_kind),
		cmocka_unit_test(they_give_values_of_every_kind),
		cmocka_unit_test(they_win_over_the_built_in_ones),
		cmocka_unit_test(their_failures_are_the_templates),
		cmocka_unit_test(those_that_cannot_be_called_are_refused),
		cmocka_unit_test(the_built_in_ones_are_described),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
