/* SPDX-License-Identifier: Apache-2.0 */
/* `values merged`: the values that templates see, and where each came from. */
#include <string.h>

#include "form.h"
#include "template_options.h"
#include "values.h"

int values_ask(cli *c, const strings *arguments, values_question question)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_render_options options;
	pintle_text out = { 0 };
	job j = { 0 };
	int code = job_begin(c, arguments, &j);

	if (code == CLI_OK)
		code = job_options(c, &j, &options);
	if (code == CLI_OK && !question(c, &j, &options, &out, &error))
		code = cli_fail_error(c, &error);
	if (code == CLI_OK)
		text_add(&c->out, out.ptr, out.len);
	pintle_text_free(&out);
	job_end(&j);
	return code;
}

static bool merge(const cli *c, const job *j, const pintle_render_options *options,
		  pintle_text *out, pintle_error *error)
{
	const char *form = c->settings.values_form;
	pintle_merged *merged = pintle_values_merged(j->chart, j->values, options, error);
	bool ok = merged != NULL;

	if (ok && form && strcmp(form, "json") == 0)
		ok = pintle_merged_json(merged, out, error);
	else if (ok)
		ok = pintle_merged_yaml(merged, !c->settings.no_comments, out, error);
	pintle_merged_free(merged);
	return ok;
}

static int run_merged(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return values_ask(c, arguments, merge);
}

static const option rows[] = {
	{ .name = "no-comments",
	  .at = OPTION_AT(no_comments),
	  .ours = true,
	  .doc = "leave out the comments that tell where values came from" },
	{ .name = "output",
	  .letter = 'o',
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(values_form),
	  .check = form_is_yaml_or_json,
	  .fallback = "yaml",
	  .ours = true,
	  .doc = "yaml or json" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options,
					  &render_options,
					  &template_options,
					  &install_options,
					  &value_options,
					  &chart_options,
					  NULL };

const command values_merged_command = {
	.name = "merged",
	.usage = "[NAME] CHART",
	.brief = "print the values that templates see, and where each came from",
	.about = "Prints the values as templates see them in .Values: those of the chart and its\n"
		 "subcharts, of files and of --set lines merged, conditions, imports and globals "
		 "applied.\n"
		 "Behind each stands the file and line, or the --set line, that gave it. The "
		 "output is a\n"
		 "values file itself.\n\n"
		 "    pintle values merged ./charts/web -f production.yaml --set image.tag=v2",
	.options = sets,
	.arity = { 1, 2 },
	.run = run_merged,
	.ours = true,
};
