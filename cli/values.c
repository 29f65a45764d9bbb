/* SPDX-License-Identifier: Apache-2.0 */
/* `values`: what becomes of a chart's and a user's values, and what reads them. */
#include "commands.h"
#include "findings.h"
#include "job.h"
#include "template_options.h"
#include "values.h"

/* Says how bad what was found is: 2 for warnings and worse, with --strict for anything. */
static int code_of(const cli *c, const pintle_findings *findings)
{
	for (size_t i = 0; i < pintle_findings_count(findings); i++) {
		if (c->settings.strict ||
		    pintle_findings_at(findings, i).severity > PINTLE_SEVERITY_INFO)
			return CLI_DIFFERENT;
	}
	return CLI_OK;
}

/* A kind of looking for something in values. */
typedef pintle_findings *(*finder)(const cli *c, const job *j, const pintle_render_options *options,
				   pintle_error *error);

/* Looks for something and prints what there is. */
static int find(cli *c, const strings *arguments, finder look, const char *name)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_render_options options;
	pintle_findings *findings = NULL;
	job j = { 0 };
	int code = job_begin(c, arguments, &j);

	if (code == CLI_OK)
		code = job_options(c, &j, &options);
	if (code == CLI_OK) {
		findings = look(c, &j, &options, &error);
		code = findings ? findings_print(c, findings, name) : cli_fail_error(c, &error);
	}
	if (code == CLI_OK)
		code = code_of(c, findings);
	pintle_findings_free(findings);
	job_end(&j);
	return code;
}

static pintle_findings *look_for_unused(const cli *c, const job *j,
					const pintle_render_options *options, pintle_error *error)
{
	return pintle_values_unused(j->chart, j->values, options, c->settings.inactive, error);
}

static int run_unused(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return find(c, arguments, look_for_unused, "values unused");
}

static pintle_findings *look_for_undeclared(const cli *c, const job *j,
					    const pintle_render_options *options,
					    pintle_error *error)
{
	(void)c;
	return pintle_values_undeclared(j->chart, j->values, options, error);
}

static int run_undeclared(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return find(c, arguments, look_for_undeclared, "values undeclared");
}

static pintle_findings *look_for_traps(const cli *c, const job *j,
				       const pintle_render_options *options, pintle_error *error)
{
	return pintle_values_lint(j->chart, j->values, options, c->settings.with_subcharts, error);
}

static int run_lint(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return find(c, arguments, look_for_traps, "values lint");
}

static const option strict_rows[] = {
	{ .name = "strict", .at = OPTION_AT(strict), .doc = "exit with 2 for information, too" },
};
static const option_set strict_options = OPTION_SET(strict_rows);

static const option unused_rows[] = {
	{ .name = "inactive",
	  .at = OPTION_AT(inactive),
	  .doc = "tell of keys, too, that templates name but do not read in this render" },
};
static const option_set unused_options = OPTION_SET(unused_rows);

static const option lint_rows[] = {
	{ .name = "with-subcharts",
	  .at = OPTION_AT(with_subcharts),
	  .doc = "look at the values.yaml of subcharts, too" },
};
static const option_set lint_options = OPTION_SET(lint_rows);

static const option_set *const find_sets[] = { &report_options,	 &strict_options,
					       &render_options,	 &template_options,
					       &install_options, &value_options,
					       &chart_options,	 NULL };
static const option_set *const unused_sets[] = {
	&unused_options, &report_options,   &strict_options,
	&render_options, &template_options, &install_options,
	&value_options,	 &chart_options,    NULL
};

static const option_set *const lint_sets[] = { &lint_options,	&report_options,   &strict_options,
					       &render_options, &template_options, &install_options,
					       &value_options,	&chart_options,	   NULL };

static const command lint_values_command = {
	.name = "lint",
	.usage = "[NAME] CHART",
	.brief = "find values that do something else than they look like",
	.about =
		"Finds traps in values files and --set lines: keys that stand twice, words that are\n"
		"booleans, octals, numbers that print otherwise, nulls that delete, lists that "
		"replace\n"
		"longer ones, values of another type than the default.",
	.options = lint_sets,
	.arity = { 1, 2 },
	.run = run_lint,
	.ours = true,
};

static const command unused_command = {
	.name = "unused",
	.usage = "[NAME] CHART",
	.brief = "find values that are set but never read",
	.about = "Finds keys in values files and --set lines that nothing reads, and the key that "
		 "was\nprobably meant.",
	.options = unused_sets,
	.arity = { 1, 2 },
	.run = run_unused,
	.ours = true,
};

static const command undeclared_command = {
	.name = "undeclared",
	.usage = "[NAME] CHART",
	.brief = "find values that templates read but nothing sets",
	.about = "Finds values that templates read and neither values.yaml nor the user sets.",
	.options = find_sets,
	.arity = { 1, 2 },
	.run = run_undeclared,
	.ours = true,
};

static const command *const children[] = { &lint_values_command,  &values_merged_command,
					   &values_trace_command, &undeclared_command,
					   &unused_command,	  NULL };

const command values_command = {
	.name = "values",
	.brief = "see what becomes of values, and what reads them",
	.about = "Tells where values come from and what reads them. The exit code is 2 when "
		 "something was\nfound.",
	.children = children,
	.ours = true,
};
