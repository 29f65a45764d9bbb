/* SPDX-License-Identifier: Apache-2.0 */
/* `diff`: what lies between two sets of objects. */
#include "diff.h"

#include <string.h>

#include "commands.h"

static int fail_usage(cli *c, const char *why)
{
	cli_fail(c, "%s", why);
	return CLI_USAGE;
}

int diff_begin_secrets(diff_run *run)
{
	const settings *s = &run->c->settings;
	pintle_secrets_options options = PINTLE_SECRETS_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;

	options.show = s->diff.show_secrets;
	options.seed = s->seed;
	options.names = s->diff.secret_names.items;
	options.name_count = s->diff.secret_names.count;
	run->secrets = pintle_secrets_new(&options, &error);
	return run->secrets ? CLI_OK : cli_fail_error(run->c, &error);
}

bool diff_compare(diff_run *run, pintle_error *error)
{
	const settings *s = &run->c->settings;
	pintle_diff_options options = PINTLE_DIFF_OPTIONS_INIT;

	options.no_renames = s->diff.no_renames;
	options.secrets = run->secrets;
	run->comparison = pintle_diff(run->sides[0].inputs, run->sides[0].count,
				      run->sides[1].inputs, run->sides[1].count, &options, error);
	return run->comparison != NULL;
}

diff_counts diff_count(const diff_run *run)
{
	diff_counts counts = { { 0 } };

	for (size_t i = 0; i < pintle_comparison_count(run->comparison); i++)
		counts.of[pintle_comparison_at(run->comparison, i).fate]++;
	return counts;
}

const char *diff_fate_name(pintle_object_fate fate)
{
	static const char *const names[] = { "same", "added", "removed", "changed", "renamed" };

	return names[fate];
}

const char *diff_effect_name(pintle_effect_kind kind)
{
	static const char *const names[] = { "restart", "immutable", "storage", "gone",
					     "scale",	"network",   "hook",	"stale" };

	return names[kind];
}

/* The forms by their names. */
static const struct form {
	const char *name;
	void (*print)(diff_run *run);
} forms[] = {
	{ "text", diff_print_text },	     { "json", diff_print_json },
	{ "markdown", diff_print_markdown }, { "github", diff_print_github },
	{ "html", diff_print_html },
};
enum { FORMS = sizeof forms / sizeof *forms };

static bool check_form(void *data, pool *p, const char **value, const char **why)
{
	text names = { .pool = p };

	(void)data;
	for (size_t i = 0; i < FORMS; i++) {
		if (strcmp(forms[i].name, *value) == 0)
			return true;
		text_format(&names, "%s%s",
			    i == 0	    ? ""
			    : i + 1 < FORMS ? ", "
					    : " or ",
			    forms[i].name);
	}
	*why = pool_format(p, "must be %s", text_z(&names));
	return false;
}

void diff_print(diff_run *run)
{
	const char *name = run->c->settings.diff.form;

	for (size_t i = 0; i < FORMS; i++) {
		if (strcmp(forms[i].name, name ? name : "text") == 0)
			forms[i].print(run);
	}
}

static int run_diff(cli *c, const command *self, const strings *arguments)
{
	diff_run run = { .c = c };
	pintle_error error = PINTLE_ERROR_INIT;
	const char *const *names = arguments->items;
	int code = CLI_OK;

	(void)self;
	if (strcmp(names[0], "-") == 0 && strcmp(names[1], "-") == 0)
		return fail_usage(c, "only one side can be standard input");
	code = diff_begin_secrets(&run);
	for (int side = 0; side < 2 && code == CLI_OK; side++)
		code = diff_read_side(&run, &run.sides[side], names[side]);
	if (code == CLI_OK && !diff_compare(&run, &error))
		code = cli_fail_error(c, &error);
	if (code == CLI_OK) {
		diff_print(&run);
		code = pintle_comparison_count(run.comparison) ? CLI_DIFFERENT : CLI_OK;
	}
	pintle_comparison_free(run.comparison);
	pintle_secrets_free(run.secrets);
	return code;
}

static const option rows[] = {
	{ .name = "no-renames",
	  .at = OPTION_AT(diff.no_renames),
	  .ours = true,
	  .doc = "take an object under another name for another object" },
	{ .name = "output",
	  .letter = 'o',
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(diff.form),
	  .check = check_form,
	  .fallback = "text",
	  .ours = true,
	  .doc = "text, json, markdown (a comment), github (annotations) or html" },
	{ .name = "secret-names",
	  .type = OPTION_SLICE,
	  .at = OPTION_AT(diff.secret_names),
	  .ours = true,
	  .doc = "patterns of further field names whose values are secret; !PATTERN: are not" },
	{ .name = "seed",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(seed),
	  .ours = true,
	  .doc = "make the hashes that stand for secrets repeatable" },
	{ .name = "show-secrets",
	  .at = OPTION_AT(diff.show_secrets),
	  .ours = true,
	  .doc = "print secrets as they are" },
};
const option_set diff_options = OPTION_SET(rows);
static const option_set *const sets[] = { &diff_options, NULL };

const command diff_command = {
	.name = "diff",
	.usage = "A B",
	.brief = "compare two sets of objects",
	.about = "Compares the Kubernetes objects of A and B field by field. Each of them is a "
		 "file, a\n"
		 "folder of .yaml, .yml and .json files, or - for standard input.\n\n"
		 "Secrets are never printed: a keyed hash such as <secret 7f3a91c2> stands for "
		 "each.\n\n"
		 "Exit codes: 0 no difference, 1 an error, 2 differences, 3 wrong use.",
	.options = sets,
	.arity = { 2, 2 },
	.run = run_diff,
	.ours = true,
};
