/* SPDX-License-Identifier: Apache-2.0 */
/* Projects: threads change nothing, memory that runs out is an error, early ends are clean. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing.h"

#include <pintle/pintle.h>

static const char *const files[] = { PROJECT_FILE };

/* All that a render gave, in one text. */
typedef struct collected {
	char *text;
	size_t len;
	size_t results, next, stop_after;
} collected;

static void add(collected *c, const char *ptr, size_t len)
{
	c->text = realloc(c->text, c->len + len + 1);
	assert_non_null(c->text);
	memcpy(c->text + c->len, ptr, len);
	c->len += len;
	c->text[c->len] = '\0';
}

static bool collect(void *data, const pintle_result *result)
{
	collected *c = data;

	assert_int_equal(result->index, c->next++);
	assert_null(result->error);
	for (size_t i = 0; i < result->file_count; i++) {
		add(c, result->files[i].path, strlen(result->files[i].path));
		add(c, result->files[i].text.ptr, result->files[i].text.len);
	}
	return ++c->results != c->stop_after;
}

static collected render(unsigned threads, pintle_split split, size_t stop_after)
{
	pintle_project_render_options options = PINTLE_PROJECT_RENDER_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	collected c = { .stop_after = stop_after };
	pintle_project *project = pintle_project_load(files, 1, NULL, &error);

	assert_non_null(project);
	options.threads = threads;
	options.split = split;
	options.each = collect;
	options.data = &c;
	assert_true(pintle_project_render(project, &options, &error) == (stop_after == 0));
	if (!stop_after)
		assert_int_equal(c.results, pintle_project_count(project));
	pintle_project_free(project);
	pintle_error_finish(&error);
	return c;
}

static void threads_change_nothing(void **state)
{
	static const pintle_split splits[] = { PINTLE_SPLIT_RELEASE, PINTLE_SPLIT_TEMPLATE,
					       PINTLE_SPLIT_OBJECT };

	(void)state;
	for (size_t s = 0; s < 3; s++) {
		collected one = render(1, splits[s], 0);

		for (unsigned threads = 2; threads <= 7; threads += 5) {
			collected many = render(threads, splits[s], 0);

			assert_int_equal(many.len, one.len);
			assert_memory_equal(many.text, one.text, one.len);
			free(many.text);
		}
		free(one.text);
	}
}

static void an_early_end_is_clean(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= 4; threads++) {
		collected c = render(threads, PINTLE_SPLIT_RELEASE, 3);

		assert_int_equal(c.results, 3);
		free(c.text);
	}
}

static bool ignore(void *data, const pintle_result *result)
{
	(void)data;
	(void)result;
	return true;
}

/* Loads and renders with `left` allocations; says whether they were enough for loading. */
static bool try_with(size_t left)
{
	struct failing s = { .fail_at = left };
	pintle_allocator allocator = { failing_resize, &s };
	pintle_project_options options = PINTLE_PROJECT_OPTIONS_INIT;
	pintle_project_render_options how = PINTLE_PROJECT_RENDER_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_project *project;
	bool loaded;

	options.allocator = &allocator;
	project = pintle_project_load(files, 1, &options, &error);
	loaded = project != NULL;
	if (!loaded)
		assert_int_equal(error.status, PINTLE_ERR_NO_MEMORY);
	how.threads = 1;
	how.each = ignore;
	if (loaded)
		(void)!pintle_project_render(project, &how, &error);
	pintle_project_free(project);
	pintle_error_finish(&error);
	assert_int_equal(s.held, 0);
	return loaded;
}

static void memory_that_runs_out_is_an_error(void **state)
{
	size_t left = 0;

	(void)state;
	while (!try_with(left))
		left++;
	for (size_t more = 1; more < 400; more += 7)
		try_with(left + more);
}

/* ---- comparisons ---- */

static const char side_a[] =
	"kind: Secret\nmetadata: {name: s}\nstringData: {a: planted-one}\n---\n"
	"kind: Deployment\nmetadata: {name: d}\nspec: {template: {spec: {"
	"containers: [{name: a, image: x}, {name: b, args: [--a=1, --b=2]}]}}}\n---\n"
	"kind: ConfigMap\nmetadata: {name: conf-1}\ndata: {f: \"a\\nb\\n\", g: "
	"\"one\\ntwo\\n\"}\n---\n"
	"kind: ConfigMap\nmetadata: {name: m}\ndata: {f: \"a\\nb\\n\"}\n";
static const char side_b[] =
	"kind: Secret\nmetadata: {name: s}\nstringData: {a: planted-two}\n---\n"
	"kind: Deployment\nmetadata: {name: d}\nspec: {template: {spec: {"
	"containers: [{name: b, args: [--a=2, --c=2]}, {name: a, image: y}]}}}\n---\n"
	"kind: ConfigMap\nmetadata: {name: conf-2}\ndata: {f: \"a\\nb\\n\", g: "
	"\"one\\ntwo\\n\"}\n---\n"
	"kind: ConfigMap\nmetadata: {name: m}\ndata: {f: \"a\\nc\\n\"}\n---\n"
	"kind: Service\nmetadata: {name: n}\n";

/* Compares two texts; says whether the memory was enough. */
static bool compare_texts(const pintle_allocator *mem)
{
	pintle_diff_input a = PINTLE_DIFF_INPUT_INIT, b = PINTLE_DIFF_INPUT_INIT;
	pintle_diff_options options = PINTLE_DIFF_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_comparison *c;

	a.name = b.name = "file";
	a.text = (pintle_text){ side_a, sizeof side_a - 1 };
	b.text = (pintle_text){ side_b, sizeof side_b - 1 };
	options.allocator = mem;
	options.whole_lines = true;
	c = pintle_diff(&a, 1, &b, 1, &options, &error);
	if (c)
		assert_int_equal(pintle_comparison_count(c), 5);
	else
		assert_int_equal(error.status, PINTLE_ERR_NO_MEMORY);
	pintle_comparison_free(c);
	pintle_error_finish(&error);
	return c != NULL;
}

static void texts_are_compared_or_there_is_no_memory(void **state)
{
	(void)state;
	failing_until_enough(compare_texts);
}

/* Loads a project of one release. */
static pintle_project *load_one(const char *id, const pintle_allocator *mem, pintle_error *error)
{
	pintle_project_options options = PINTLE_PROJECT_OPTIONS_INIT;

	options.allocator = mem;
	options.only = &id;
	options.only_count = 1;
	return pintle_project_load(files, 1, &options, error);
}

/* Compares two releases, with causes, while `left` requests are granted; whether they were enough.
 */
static bool compare_releases(size_t left)
{
	struct failing s = { .fail_at = left };
	pintle_allocator mem = { failing_resize, &s };
	pintle_diff_options options = PINTLE_DIFF_OPTIONS_INIT;
	pintle_project_render_options how = PINTLE_PROJECT_RENDER_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_project *a = load_one("dev/platform", &mem, &error);
	pintle_project *b = a ? load_one("prod/platform", &mem, &error) : NULL;
	pintle_secrets_options hidden = PINTLE_SECRETS_OPTIONS_INIT;
	pintle_comparison *c = NULL;
	bool done;

	how.threads = 1;
	options.allocator = hidden.allocator = &mem;
	options.secrets = b ? pintle_secrets_new(&hidden, &error) : NULL;
	if (options.secrets)
		c = pintle_project_diff(a, b, &how, &options, &error);
	if (c)
		assert_true(pintle_comparison_cause_count(c) > 0);
	else
		assert_int_equal(error.status, PINTLE_ERR_NO_MEMORY);
	done = c && pintle_project_learn(a, options.secrets, &error);
	pintle_comparison_free(c);
	pintle_secrets_free(options.secrets);
	pintle_project_free(a);
	pintle_project_free(b);
	pintle_error_finish(&error);
	assert_int_equal(s.held, 0);
	return done;
}

static void releases_are_compared_or_there_is_no_memory(void **state)
{
	size_t left = 0;

	(void)state;
	while (!compare_releases(left))
		left += 1 + left / 40;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_change_nothing),
		cmocka_unit_test(an_early_end_is_clean),
		cmocka_unit_test(memory_that_runs_out_is_an_error),
		cmocka_unit_test(texts_are_compared_or_there_is_no_memory),
		cmocka_unit_test(releases_are_compared_or_there_is_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
